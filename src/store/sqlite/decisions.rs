//! Decisions at rest: what was asked, what was shown, and what it rests on.

use super::writing::{Acting, Pen};
use crate::model::{DecisionId, Hash, Seq, hex};
use crate::store::event::Subjects;
use crate::store::{Decision, Event, Facts, Gate, Signature, StoreError};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};

/// The length of a salt in bytes: 256 bits, which nobody guesses.
const SALT: usize = 32;

/// Records a decision in a transaction of its own.
pub(super) fn decide(pen: &Pen, facts: &Facts<'_>, by: &Signature<'_>) -> Result<DecisionId, StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "decision-commit" };
    pen.change(&acting, |transaction| {
        let (decision, event) = write(transaction, facts, Subjects::Unsaid, by)?;
        Ok((decision, vec![event]))
    })
}

/// Writes a decision: the one place that does. The log gets the hash of its facts, not the facts, which name people:
/// the log must survive their erasure. A salt among the facts keeps the hash from confirming a guess afterwards.
pub(super) fn write(
    transaction: &Connection,
    facts: &Facts<'_>,
    subjects: Subjects,
    by: &Signature<'_>,
) -> Result<(DecisionId, Event), StoreError> {
    let decision: DecisionId =
        transaction.query_row("SELECT coalesce(max(decision), 0) + 1 FROM decision", [], |row| row.get(0))?;
    let mut salt = [0_u8; SALT];
    getrandom::fill(&mut salt).map_err(StoreError::Random)?;
    let mut salted = match facts.facts {
        Value::Object(facts) => facts.clone(),
        other => Map::from_iter([("facts".to_owned(), other.clone())]),
    };
    salted.insert("salt".to_owned(), hex(&salt).into());
    let canonical =
        serde_json_canonicalizer::to_string(&salted).map_err(|error| StoreError::Log(error.to_string()))?;
    let Facts { kind, subject, seq, .. } = *facts;
    transaction.execute(
        "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![decision, seq, by.recorded_at, by.actor.to_string(), kind, subject, canonical],
    )?;
    let facts_sha256 = Hash::of(&canonical);
    let event = Event::Decision { decision, kind: kind.to_owned(), seq, facts_sha256, subjects };
    Ok((decision, event))
}

/// A decision with its facts.
pub(super) fn decision(conn: &Connection, decision: DecisionId) -> Result<Option<Decision>, StoreError> {
    let sql = "SELECT seq, recorded_at, actor, kind, subject, facts FROM decision WHERE decision = ?1";
    let found = conn.query_row(sql, [decision], |row| {
        let (seq, facts): (Seq, String) = (row.get(0)?, row.get(5)?);
        Ok(Decision {
            decision,
            seq,
            recorded_at: row.get(1)?,
            actor: row.get(2)?,
            kind: row.get(3)?,
            subject: row.get(4)?,
            facts: serde_json::from_str(&facts).unwrap_or(Value::Null),
        })
    });
    Ok(found.optional()?)
}
