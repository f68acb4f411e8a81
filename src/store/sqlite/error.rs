//! What SQLite reports, as failures of the store.

use crate::store::StoreError;

/// `SQLITE_IOERR_WRITE`.
const IOERR_WRITE: i32 = 778;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DiskFull, ReadOnly, SystemIoFailure};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::DiskFull(Box::new(error)),
            Some(ReadOnly) => Self::ReadOnly,
            // A write beyond a quota or a file size limit is reported as a failed write.
            Some(SystemIoFailure) if error.sqlite_error().is_some_and(|e| e.extended_code == IOERR_WRITE) => {
                Self::DiskFull(Box::new(error))
            }
            _ => Self::Engine(Box::new(error)),
        }
    }
}
