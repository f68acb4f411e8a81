//! A commit or an interruption, whichever comes first.
//!
//! Whoever is asked to stop closes the gate. Before the commit that succeeds, and nothing will be
//! written; while the commit is under way it waits and learns that the batch is in. So what a person
//! is told after Ctrl-C is what happened, at every instant.

use super::StoreError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a commit passes through. Clones are the same gate.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<Mutex<State>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Open,
    Closed,
    Passed,
}

impl Gate {
    /// Closes the gate. `false` when something was committed through it already.
    pub fn close(&self) -> bool {
        let mut state = self.state();
        if *state == State::Open {
            *state = State::Closed;
        }
        *state == State::Closed
    }

    /// Whether the gate is closed: nothing more can be committed.
    pub fn is_closed(&self) -> bool {
        *self.state() == State::Closed
    }

    /// Commits, unless the gate is closed.
    ///
    /// # Errors
    /// [`StoreError::Interrupted`] when it is, else what the commit returns.
    pub(super) fn pass<E>(&self, commit: impl FnOnce() -> Result<(), E>) -> Result<(), StoreError>
    where
        StoreError: From<E>,
    {
        let mut state = self.state();
        if *state == State::Closed {
            return Err(StoreError::Interrupted);
        }
        commit()?;
        *state = State::Passed;
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A commit that panicked has committed nothing, and the state says so.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_two_decides() {
        let gate = Gate::default();
        assert!(gate.clone().close());
        assert!(gate.is_closed());
        assert!(matches!(
            gate.pass(|| -> Result<(), StoreError> { panic!("nothing may be committed") }),
            Err(StoreError::Interrupted)
        ));

        let gate = Gate::default();
        gate.pass(|| Err(StoreError::Conflict)).unwrap_err();
        gate.pass(|| Ok::<(), StoreError>(())).unwrap();
        assert!(!gate.close() && !gate.is_closed());
    }
}
