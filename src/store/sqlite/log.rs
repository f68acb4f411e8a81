//! The audit log at rest. An entry is written in the transaction of the change that it tells of.

use super::{Store, StoreError};
use crate::log::{self, Broken, Entry, Frontier};
use crate::model::Hash;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

/// The state of the log.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct LogState {
    /// The number of entries.
    pub entries: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Where it is broken, in words; empty when it is whole.
    pub broken: Vec<String>,
}

pub(super) fn append(
    transaction: &Connection,
    kind: &str,
    actor: &str,
    recorded_at: &str,
    body: Value,
) -> Result<(), StoreError> {
    let mut head = head(transaction)?;
    let number = head.size();
    let entry =
        Entry { number, kind: kind.into(), actor: actor.into(), recorded_at: recorded_at.into(), body };
    let canonical = entry.canonical().map_err(|error| StoreError::Log(error.to_string()))?;
    let leaf = Entry::leaf(&canonical);
    head.push(leaf);
    let row = i64::try_from(number).map_err(|error| StoreError::Log(error.to_string()))?;
    transaction
        .execute("INSERT INTO log_entry VALUES (?1, ?2, ?3)", params![row, canonical, leaf.to_string()])?;
    let frontier = serde_json::to_string(&head).map_err(|error| StoreError::Log(error.to_string()))?;
    transaction.execute("INSERT OR REPLACE INTO log_head VALUES (1, ?1)", [frontier])?;
    Ok(())
}

fn head(conn: &Connection) -> Result<Frontier, StoreError> {
    let stored: Option<String> =
        conn.query_row("SELECT frontier FROM log_head", [], |row| row.get(0)).optional()?;
    match stored {
        None => Ok(Frontier::default()),
        Some(json) => serde_json::from_str(&json).map_err(|error| StoreError::Log(error.to_string())),
    }
}

/// Verifies the log of a store from its entries, leaves and head.
///
/// # Errors
/// [`StoreError`] when the store cannot be read at all; a broken log is no error but a finding.
pub fn log_state(store: &Store) -> Result<LogState, StoreError> {
    let mut statement = store.conn.prepare("SELECT canonical, leaf FROM log_entry ORDER BY entry")?;
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
    match head(&store.conn) {
        Ok(head) => {
            let breaks = log::verify(entries.iter().map(|(text, leaf)| (text.as_str(), *leaf)), &head);
            broken.extend(breaks.iter().map(Broken::to_string));
            let texts = entries.iter().map(|(text, _)| text.as_str());
            broken.extend(super::review::log_problems(&store.conn, texts)?);
            Ok(LogState { entries: entries.len() as u64, root: head.root(), broken })
        }
        Err(error) => {
            broken.push(format!("the head of the log cannot be read: {error}"));
            Ok(LogState { entries: entries.len() as u64, root: Hash::empty(), broken })
        }
    }
}

/// The entries of the log in their canonical form, in order.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn log_entries(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut statement = store.conn.prepare("SELECT canonical FROM log_entry ORDER BY entry")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
