//! The audit log at rest. An entry is written in the transaction of the change that it tells of.

use super::look_tree;
use crate::log::{Frontier, LogEntry};
use crate::model::Hash;
use crate::store::{Event, Signature, StoreError};
use rusqlite::{Connection, OptionalExtension, params};

/// Writes an entry, with the root of the seal that it carries. Only a transaction that changes something, or a look, has
/// one to write.
pub(super) fn append(
    transaction: &Connection,
    event: &Event,
    seal: Option<Hash>,
    by: &Signature<'_>,
) -> Result<(), StoreError> {
    let mut body = event.body();
    if let Some(seal) = seal {
        body["seal"] = serde_json::json!(seal);
    }
    let looks = look_tree::is_look(event.kind()).then(|| look_tree::head(transaction)).transpose()?;
    if let Some(looks) = &looks {
        body["looks"] = look_tree::anchor(looks);
    }
    let mut head = head(transaction)?;
    let number = head.size();
    let entry = LogEntry {
        number,
        kind: event.kind().into(),
        actor: by.actor.to_string(),
        recorded_at: by.recorded_at.into(),
        body,
    };
    let canonical = entry.canonical().map_err(|error| StoreError::Log(error.to_string()))?;
    let leaf = LogEntry::leaf(&canonical);
    head.push(leaf);
    if let Some(mut looks) = looks {
        looks.push(leaf);
        look_tree::keep(transaction, &looks)?;
    }
    let row = i64::try_from(number).map_err(|error| StoreError::Log(error.to_string()))?;
    transaction
        .execute("INSERT INTO log_entry VALUES (?1, ?2, ?3)", params![row, canonical, leaf.to_string()])?;
    let frontier = serde_json::to_string(&head).map_err(|error| StoreError::Log(error.to_string()))?;
    transaction.execute("INSERT OR REPLACE INTO log_head VALUES (1, ?1)", [frontier])?;
    Ok(())
}

pub(super) fn head(conn: &Connection) -> Result<Frontier, StoreError> {
    let stored: Option<String> =
        conn.query_row("SELECT frontier FROM log_head", [], |row| row.get(0)).optional()?;
    match stored {
        None => Ok(Frontier::default()),
        Some(json) => serde_json::from_str(&json).map_err(|error| StoreError::Log(error.to_string())),
    }
}

/// The time of the last entry; `None` of an empty log, or where it cannot be read.
pub(super) fn last_time(conn: &Connection) -> Result<Option<String>, StoreError> {
    let sql = "SELECT canonical FROM log_entry ORDER BY entry DESC LIMIT 1";
    let last: Option<String> = conn.query_row(sql, [], |row| row.get(0)).optional()?;
    Ok(last.and_then(|text| serde_json::from_str::<LogEntry>(&text).ok()).map(|entry| entry.recorded_at))
}

/// The entries of the log in their canonical form, in order.
pub(super) fn entries(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare("SELECT canonical FROM log_entry ORDER BY entry")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
