//! Places where a test may end the process, as a power cut would.
//!
//! In a debug build the variable `CORRIDOR_CRASH_AT` names a place, and `CORRIDOR_PAUSE_AT` one where
//! the process waits for a line of its input, so that a test can interrupt it there. `CORRIDOR_CLOCK` stands
//! in for the clock. A release build knows none of these variables.

use std::io::Write;

/// Ends the process at once, without unwinding or flushing, if the place is the one named.
pub(crate) fn point(name: &str) {
    let asked = |variable: &str| std::env::var(variable).is_ok_and(|place| place == name);
    if cfg!(debug_assertions) && asked("CORRIDOR_CRASH_AT") {
        std::process::abort();
    }
    if cfg!(debug_assertions) && asked("CORRIDOR_PAUSE_AT") {
        let _ = writeln!(std::io::stderr(), "paused at {name}");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}

/// The time that a test gives in the place of the clock, RFC 3339.
pub(crate) fn clock() -> Option<jiff::Timestamp> {
    let asked = if cfg!(debug_assertions) { std::env::var("CORRIDOR_CLOCK").ok() } else { None };
    asked.and_then(|time| time.parse().ok())
}

/// From how many rows on a batch counts as a first load: in a debug build as `CORRIDOR_LOAD_FROM` says, so
/// that a test can end one without writing very many rows.
pub(crate) fn load_from() -> u64 {
    const ROWS: u64 = 2_000;
    let asked = if cfg!(debug_assertions) { std::env::var("CORRIDOR_LOAD_FROM").ok() } else { None };
    asked.and_then(|rows| rows.parse().ok()).unwrap_or(ROWS)
}
