//! Exit codes: 0 done, 1 something was found, 2 could not be done, 130 interrupted with nothing changed.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, and nothing to complain of.
    Done,
    /// Done, and something was found: rows rejected, a breach, a broken log.
    Found,
    /// Could not be done.
    Error,
    /// Interrupted before anything was changed.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Error => 2,
            // What shells report of a process that Ctrl-C ended.
            Exit::Interrupted => 130,
        })
    }
}

impl Exit {
    /// [`Exit::Found`] when something was found.
    pub(super) fn found(found: bool) -> Self {
        if found { Self::Found } else { Self::Done }
    }
}

/// Whether an error is only that nobody reads our output any more.
pub(super) fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
        {
            return true;
        }
        cause = error.source();
    }
    false
}
