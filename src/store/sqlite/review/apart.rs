//! Two workers that a person found to be two: remembered, and never asked about again.

use super::super::{Lock, Snapshot, Store, StoreError};
use super::{record, redirect, two};
use crate::fault;
use crate::model::{DecisionId, Seq};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Remembers that two workers are two. Returns the decision, `D-0004`. Saying it again changes nothing.
///
/// # Errors
/// [`StoreError::NoWorker`], [`StoreError::SameWorker`] or [`StoreError::ChangedSinceShown`]. Any error
/// leaves the store as it was.
#[expect(clippy::too_many_arguments, reason = "two workers, what was seen, and who says so when")]
pub fn keep_apart(
    store: &mut Store,
    _lock: &Lock,
    left: &str,
    right: &str,
    seen_seq: Option<Seq>,
    evidence: &Value,
    actor: &str,
    recorded_at: &str,
) -> Result<DecisionId, StoreError> {
    let transaction = store.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (one, other) = two(&transaction, left, right, seen_seq)?;
    if let Some(decision) = between(&transaction, &one.id, &other.id)? {
        return Ok(decision);
    }
    let head: Seq = transaction.query_row("SELECT seq FROM head", [], |row| row.get(0))?;
    let facts = json!({
        "left": one.id, "right": other.id, "seen": seen_seq.unwrap_or(head), "evidence": evidence,
    });
    let mut handles = [one.handle(), other.handle()];
    handles.sort_unstable();
    let subject = format!("{} / {}", one.id, other.id);
    let log = json!({ "apart": handles });
    let number = record(&transaction, "keep-apart", &subject, head, facts, log, actor, recorded_at)?;
    let (low, high) = ordered(&one.id, &other.id);
    transaction
        .execute("INSERT INTO kept_apart VALUES (?1, ?2, ?3, NULL, NULL)", params![number, low, high])?;
    fault::point("before-apart-commit");
    transaction.commit()?;
    Ok(number)
}

fn ordered<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    if one <= other { (one, other) } else { (other, one) }
}

/// The decision that keeps two present workers apart, by any identifier that leads to them.
pub(super) fn between(conn: &Connection, one: &str, other: &str) -> Result<Option<DecisionId>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT decision FROM kept_apart WHERE low_id = ?1 AND high_id = ?2 AND undone_at IS NULL",
    )?;
    for one in redirect::aliases(conn, one)? {
        for other in redirect::aliases(conn, other)? {
            let (low, high) = ordered(&one, &other);
            let found = statement.query_row([low, high], |row| row.get(0)).optional()?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

/// The pairs that are kept apart, by the identifiers of present workers, the lower one first.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn kept_apart(snapshot: &Snapshot) -> Result<HashSet<(String, String)>, StoreError> {
    let merged = redirect::all(&snapshot.conn)?;
    let last = |id: String| merged.get(&id).cloned().unwrap_or(id);
    let mut statement =
        snapshot.conn.prepare("SELECT low_id, high_id FROM kept_apart WHERE undone_at IS NULL")?;
    let pairs = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut apart = HashSet::new();
    for pair in pairs {
        let (one, other) = pair?;
        let (one, other) = (last(one), last(other));
        let (low, high) = ordered(&one, &other);
        apart.insert((low.to_owned(), high.to_owned()));
    }
    Ok(apart)
}
