//! Two workers that a person found to be two: remembered, and never asked about again.

use super::super::decisions;
use super::super::writing::{Acting, Pen};
use super::{redirect, two};
use crate::decision::{ApartFacts, DecisionFacts};
use crate::model::{DecisionId, Seq};
use crate::store::event::Subjects;
use crate::store::{Facts, Gate, Signature, StoreError};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use std::collections::HashSet;

/// Remembers that two workers are two. Saying it again changes nothing.
///
/// # Errors
/// [`StoreError::NoWorker`], [`StoreError::SameWorker`] or [`StoreError::ChangedSinceShown`]. Any error
/// leaves the store as it was.
pub(in super::super) fn keep_apart(
    pen: &Pen,
    [left, right]: [&str; 2],
    seen_seq: Option<Seq>,
    evidence: &Value,
    by: &Signature<'_>,
) -> Result<DecisionId, StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "apart-commit" };
    pen.change(&acting, |transaction| {
        let (one, other) = two(transaction, left, right, seen_seq)?;
        if let Some(decision) = between(transaction, &one.id, &other.id)? {
            return Ok((decision, Vec::new()));
        }
        let head: Seq = transaction.query_row("SELECT seq FROM head", [], |row| row.get(0))?;
        let facts = DecisionFacts::KeepApart(ApartFacts {
            left: one.id.clone(),
            right: other.id.clone(),
            seen: seen_seq.unwrap_or(head),
            evidence: evidence.clone(),
        });
        let mut handles = [one.handle(), other.handle()];
        handles.sort_unstable();
        let facts = Facts { seq: head, facts: &facts };
        let (decision, event) = decisions::write(transaction, &facts, Subjects::Apart(handles), by)?;
        let (low, high) = ordered(&one.id, &other.id);
        transaction.execute(
            "INSERT INTO kept_apart VALUES (?1, ?2, ?3, NULL, NULL)",
            params![decision, low, high],
        )?;
        Ok((decision, vec![event]))
    })
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
pub(in super::super) fn kept_apart(conn: &Connection) -> Result<HashSet<(String, String)>, StoreError> {
    let merged = redirect::all(conn)?;
    let last = |id: String| merged.get(&id).cloned().unwrap_or(id);
    let mut statement = conn.prepare("SELECT low_id, high_id FROM kept_apart WHERE undone_at IS NULL")?;
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
