//! File locks: who may write the store or the index.
//!
//! The lock is the operating system's (it goes with the process, whatever kills it); the content of
//! the file only tells others who holds it.

use super::StoreError;
use super::holder::Holder;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says who holds it.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another process holds it.
    pub fn try_take(path: &Path, purpose: &str) -> Result<Self, StoreError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(StoreError::io(path))?;
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
                Err(StoreError::Busy(Holder::new(holder)))
            }
            Err(TryLockError::Error(source)) => Err(StoreError::Io { path: path.to_owned(), source }),
        }
    }

    /// Takes the lock, waiting up to `patience`; `on_wait` is told once who is waited for.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the wait was in vain.
    pub fn take(
        path: &Path,
        purpose: &str,
        patience: Duration,
        mut on_wait: impl FnMut(&Holder),
    ) -> Result<Self, StoreError> {
        const PAUSE: Duration = Duration::from_millis(50);
        let mut waited = Duration::ZERO;
        loop {
            match Self::try_take(path, purpose) {
                Err(StoreError::Busy(holder)) if waited < patience => {
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
