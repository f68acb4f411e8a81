//! Places where a test may end the process, as a power cut would.
//!
//! In a debug build the variable `CORRIDOR_CRASH_AT` names a place; a release build has none.

/// Ends the process at once, without unwinding or flushing, if the place is the one named.
pub(crate) fn point(name: &str) {
    if cfg!(debug_assertions) && std::env::var("CORRIDOR_CRASH_AT").is_ok_and(|place| place == name) {
        std::process::abort();
    }
}
