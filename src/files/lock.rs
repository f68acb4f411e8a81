//! Locks of files: one process at a time may write what a lock stands for.
//!
//! The lock is the operating system's (it goes with the process, whatever kills it); the content of
//! the file only tells others who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Who holds a lock, as far as the lock file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder(String);

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { f.write_str("another process") } else { f.write_str(&self.0) }
    }
}

/// Why a lock cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process holds it.
    #[error("{0} holds the lock")]
    Held(Holder),
    /// Its file cannot be opened.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says who holds it.
    ///
    /// # Errors
    /// [`LockError::Held`] when another process holds it.
    pub fn try_take(path: &Path, purpose: &str) -> Result<Self, LockError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|source| LockError::Io { path: path.to_owned(), source })?;
        match file.try_lock() {
            Ok(()) => {
                // What the file says helps a person only; failing to write it is no reason to stop.
                let _ = file.set_len(0);
                let _ = file.rewind();
                let _ = write!(file, "process {} ({purpose})", std::process::id());
                let _ = file.flush();
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.take(200).read_to_string(&mut holder);
                Err(LockError::Held(Holder(holder)))
            }
            Err(TryLockError::Error(source)) => Err(LockError::Io { path: path.to_owned(), source }),
        }
    }

    /// Takes the lock, waiting up to `patience`; `on_wait` is told once who is waited for.
    ///
    /// # Errors
    /// [`LockError::Held`] when the wait was in vain.
    pub fn take(
        path: &Path,
        purpose: &str,
        patience: Duration,
        mut on_wait: impl FnMut(&Holder),
    ) -> Result<Self, LockError> {
        const PAUSE: Duration = Duration::from_millis(50);
        let mut waited = Duration::ZERO;
        loop {
            match Self::try_take(path, purpose) {
                Err(LockError::Held(holder)) if waited < patience => {
                    if waited.is_zero() {
                        on_wait(&holder);
                    }
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
                other => return other,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_holds_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("write");
        let held = Lock::try_take(&path, "import").unwrap();
        let refused = Lock::try_take(&path, "undo").unwrap_err();
        assert!(refused.to_string().contains("(import)"), "{refused}");
        drop(held);
        Lock::try_take(&path, "undo").unwrap();
    }
}
