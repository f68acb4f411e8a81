//! How a connection is set.

use crate::store::StoreError;
use rusqlite::Connection;
use std::time::Duration;

/// How long SQLite itself waits for a lock: readers of a WAL never wait, writers hold the file lock.
pub(super) const BUSY: Duration = Duration::from_secs(10);

/// Sets a connection that writes.
pub(super) fn prepare(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(BUSY)?;
    // Of a new file only: large loads write fewer and fuller pages.
    conn.pragma_update(None, "page_size", 16_384)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -65_536)?;
    conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// Changes the journal; `false` when others have the file open.
pub(super) fn set_journal(conn: &Connection, mode: &str) -> Result<bool, StoreError> {
    conn.busy_timeout(Duration::ZERO)?;
    let set = conn.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |row| row.get::<_, String>(0));
    conn.busy_timeout(BUSY)?;
    match set {
        Ok(now) => Ok(now.eq_ignore_ascii_case(mode)),
        Err(error) if is_busy(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}
