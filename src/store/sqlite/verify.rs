//! The audit log held against itself and against the tables that it tells of.

use super::{log, review};
use crate::log::{self as tree, Broken};
use crate::model::Hash;
use crate::store::{LogState, StoreError};
use rusqlite::Connection;

/// Verifies the log of a store from its entries, leaves and head.
///
/// # Errors
/// [`StoreError`] when the store cannot be read at all; a broken log is no error but a finding.
pub(super) fn log_state(conn: &Connection) -> Result<LogState, StoreError> {
    // All is read at one moment: a change in between would look like a broken log.
    conn.execute_batch("BEGIN")?;
    let mut statement = conn.prepare("SELECT canonical, leaf FROM log_entry ORDER BY entry")?;
    let mut entries: Vec<(String, Hash)> = Vec::new();
    let mut broken = Vec::new();
    for found in statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))? {
        let (canonical, leaf) = found?;
        let leaf = leaf.parse().unwrap_or_else(|_| {
            broken.push(format!("the leaf of entry {} is no hash", entries.len()));
            Hash::empty()
        });
        entries.push((canonical, leaf));
    }
    match log::head(conn) {
        Ok(head) => {
            let breaks = tree::verify(entries.iter().map(|(text, leaf)| (text.as_str(), *leaf)), &head);
            broken.extend(breaks.iter().map(Broken::to_string));
            let texts = entries.iter().map(|(text, _)| text.as_str());
            broken.extend(review::log_problems(conn, texts)?);
            Ok(LogState { entries: entries.len() as u64, root: head.root(), broken })
        }
        Err(error) => {
            broken.push(format!("the head of the log cannot be read: {error}"));
            Ok(LogState { entries: entries.len() as u64, root: Hash::empty(), broken })
        }
    }
}
