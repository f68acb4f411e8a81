//! Decisions at rest: what was asked, what was shown, and what it rests on.

use super::writing::{Acting, Pen};
use crate::decision::{DecisionDocument, Recorded};
use crate::model::DecisionId;
use crate::store::event::Subjects;
use crate::store::{Decision, Event, Facts, Gate, Signature, StoreError};
use rusqlite::{Connection, OptionalExtension, params};

/// Records a decision in a transaction of its own.
pub(super) fn decide(pen: &Pen, facts: &Facts<'_>, by: &Signature<'_>) -> Result<DecisionId, StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "decision-commit" };
    pen.change(&acting, |transaction| {
        let (decision, event) = write(transaction, facts, Subjects::Unsaid, by)?;
        Ok((decision, vec![event]))
    })
}

/// Writes a decision: the one place that does. The log gets the hash of its facts, not the facts, which name people:
/// the log must survive their erasure. The document's salt keeps the hash from confirming a guess afterwards.
pub(super) fn write(
    transaction: &Connection,
    facts: &Facts<'_>,
    subjects: Subjects,
    by: &Signature<'_>,
) -> Result<(DecisionId, Event), StoreError> {
    let decision: DecisionId =
        transaction.query_row("SELECT coalesce(max(decision), 0) + 1 FROM decision", [], |row| row.get(0))?;
    let Facts { seq, facts } = *facts;
    let (kind, subject) = (facts.kind(), facts.subject());
    let (text, facts_sha256) = DecisionDocument::new(facts.clone())?.write()?;
    transaction.execute(
        "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![decision, seq, by.recorded_at, by.actor.to_string(), kind, subject, text],
    )?;
    let event = Event::Decision { decision, kind: kind.to_owned(), seq, facts_sha256, subjects };
    Ok((decision, event))
}

/// The columns of a decision, in the order in which [`read`] takes them.
const COLUMNS: &str = "decision, seq, recorded_at, actor, kind, subject, facts";

/// A decision with its facts.
pub(super) fn decision(conn: &Connection, decision: DecisionId) -> Result<Option<Decision>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM decision WHERE decision = ?1");
    let found = conn.query_row(&sql, [decision], |row| Ok(read(row)));
    found.optional()?.transpose()
}

/// The decisions of a kind, oldest first.
pub(super) fn of_kind(conn: &Connection, kind: &str) -> Result<Vec<Decision>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM decision WHERE kind = ?1 ORDER BY decision");
    let mut statement = conn.prepare(&sql)?;
    let found = statement.query_map([kind], |row| Ok(read(row)))?;
    found.map(|row| row?).collect()
}

fn read(row: &rusqlite::Row<'_>) -> Result<Decision, StoreError> {
    Ok(Decision {
        decision: row.get(0)?,
        seq: row.get(1)?,
        recorded_at: row.get(2)?,
        actor: row.get(3)?,
        kind: row.get(4)?,
        subject: row.get(5)?,
        facts: Recorded::read(&row.get::<_, String>(6)?)?,
    })
}

/// The newest decision.
pub(super) fn last(conn: &Connection) -> Result<Option<DecisionId>, StoreError> {
    Ok(conn.query_row("SELECT max(decision) FROM decision", [], |row| row.get(0))?)
}
