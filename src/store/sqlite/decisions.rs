//! Decisions at rest: what was asked, what was shown, and what it rests on.

use super::log::append;
use super::{Lock, Store, StoreError};
use crate::model::{DecisionId, Hash, Seq};
use rusqlite::{OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};

/// A recorded decision.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Decision {
    /// Its name, `D-0001`.
    pub decision: DecisionId,
    /// The sequence number of the store that it saw.
    pub seq: Seq,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Who recorded it.
    pub actor: String,
    /// What kind of decision it is: `shortlist`.
    pub kind: String,
    /// What it is about, an opening or a worker.
    pub subject: String,
    /// The question, the results, the versions and editions they rest on.
    pub facts: Value,
}

/// Records a decision with its audit entry. The entry holds the hash of the facts, not the facts:
/// they name people, and the log must survive their erasure.
///
/// # Errors
/// [`StoreError`] when the store cannot be written.
#[expect(clippy::too_many_arguments, reason = "the columns of the row")]
pub fn record_decision(
    store: &mut Store,
    _lock: &Lock,
    kind: &str,
    subject: &str,
    seen_seq: Seq,
    facts: &Value,
    actor: &str,
    recorded_at: &str,
) -> Result<DecisionId, StoreError> {
    let transaction = store.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let decision: DecisionId =
        transaction.query_row("SELECT coalesce(max(decision), 0) + 1 FROM decision", [], |row| row.get(0))?;
    let canonical =
        serde_json_canonicalizer::to_string(facts).map_err(|error| StoreError::Log(error.to_string()))?;
    transaction.execute(
        "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![decision, seen_seq, recorded_at, actor, kind, subject, canonical],
    )?;
    let body =
        json!({ "decision": decision, "kind": kind, "seq": seen_seq, "facts_sha256": Hash::of(&canonical) });
    append(&transaction, "decision", actor, recorded_at, body)?;
    transaction.commit()?;
    Ok(decision)
}

/// A decision by its name or number.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn decision(store: &Store, name: &str) -> Result<Option<Decision>, StoreError> {
    let Ok(number) = name.parse::<DecisionId>() else { return Ok(None) };
    let found = store
        .conn
        .query_row(
            "SELECT seq, recorded_at, actor, kind, subject, facts FROM decision WHERE decision = ?1",
            [number],
            |row| {
                let facts: String = row.get(5)?;
                Ok(Decision {
                    decision: number,
                    seq: row.get(0)?,
                    recorded_at: row.get(1)?,
                    actor: row.get(2)?,
                    kind: row.get(3)?,
                    subject: row.get(4)?,
                    facts: serde_json::from_str(&facts).unwrap_or(Value::Null),
                })
            },
        )
        .optional()?;
    Ok(found)
}
