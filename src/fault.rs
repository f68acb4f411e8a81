//! Places where a test may end the process, as a power cut would.
//!
//! In a debug build the variable `CORRIDOR_CRASH_AT` names a place; a release build has none.

/// Ends the process at once, without unwinding or flushing, if the place is the one named.
pub(crate) fn point(name: &str) {
    if cfg!(debug_assertions) && std::env::var("CORRIDOR_CRASH_AT").is_ok_and(|place| place == name) {
        std::process::abort();
    }
}

/// From how many rows on a batch counts as a first load: in a debug build as `CORRIDOR_LOAD_FROM` says, so
/// that a test can end one without writing very many rows.
pub(crate) fn load_from() -> u64 {
    const ROWS: u64 = 20_000;
    let asked = if cfg!(debug_assertions) { std::env::var("CORRIDOR_LOAD_FROM").ok() } else { None };
    asked.and_then(|rows| rows.parse().ok()).unwrap_or(ROWS)
}
