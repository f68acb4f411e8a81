//! Ctrl-C: stop at once, and say truly what became of the store.
//!
//! A store survives the end of the process at any instant, so stopping needs no cooperation of whatever
//! is under way. Only a commit and a signal must not overlap unnoticed, and that is what the
//! [`Gate`] is for. Exit code 130 after an interrupted import means that the store is as it was.

use super::exit::Exit;
use super::render;
use crate::store::Gate;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The exit code of a process that Ctrl-C ended, as [`super::exit::Exit::Interrupted`].
const INTERRUPTED: i32 = 130;
/// The exit code after a second signal, whatever was under way: as of a process that was killed.
const FORCED: i32 = 137;
/// How often somebody looks whether a signal came.
const LOOK: Duration = Duration::from_millis(20);

/// From now on Ctrl-C and a request to terminate end an import at once, unless its commit has
/// begun: then the import ends by itself, and a second signal ends it whatever it does.
pub(super) fn end_import(gate: &Gate, stage: &Path) {
    let asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // The order matters: the first signal finds the flag unset and only sets it. Where a handler
        // cannot be set the system's own ends the process, which the store survives as well.
        let second = flag::register_conditional_shutdown(signal, FORCED, Arc::clone(&asked));
        if second.is_err() || flag::register(signal, Arc::clone(&asked)).is_err() {
            return;
        }
    }
    let (gate, stage) = (gate.clone(), stage.to_owned());
    std::thread::spawn(move || {
        while !asked.load(Ordering::Relaxed) {
            std::thread::sleep(LOOK);
        }
        stop(&gate, &stage);
    });
}

#[expect(clippy::exit, reason = "what is under way cannot be asked to return at once, and need not be")]
fn stop(gate: &Gate, stage: &Path) {
    if std::io::stderr().is_terminal() {
        // The line of a progress bar.
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    if !gate.close() {
        render::note(
            "the batch is in the store already: finishing its indexes; interrupt again to leave that to the next command",
        );
        return;
    }
    remove_own(stage);
    render::note("interrupted: nothing was imported, the store is as it was");
    std::process::exit(INTERRUPTED);
}

/// Waits for the end that is under way: whoever closed the gate says so first.
pub(super) fn await_end() -> Exit {
    // Nothing but a broken standard error takes so long.
    std::thread::sleep(Duration::from_secs(5));
    Exit::Interrupted
}

/// Removes what this process has staged.
fn remove_own(stage: &Path) {
    let own = format!("{}-", std::process::id());
    let Ok(entries) = std::fs::read_dir(stage) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(&own)) {
        // What cannot be removed goes at the start of the next import.
        let _ = std::fs::remove_file(entry.path());
    }
}
