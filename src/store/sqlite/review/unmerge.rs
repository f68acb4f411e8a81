//! Taking back what was decided about two workers.

use super::super::columns::columns;
use super::super::undo::revert;
use super::super::writing::{Acting, Pen};
use crate::model::{BatchId, DecisionId, Kind, Row, Seq};
use crate::store::{Event, Gate, Signature, StoreError, TakenBack};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Takes a decision back. A merge is undone exactly: both workers are what they were.
///
/// # Errors
/// [`StoreError::NoReview`], [`StoreError::TakenBackAlready`], or [`StoreError::SurvivorChanged`] when the
/// survivor was changed since. Any error leaves the store as it was.
pub(in super::super) fn take_back(
    pen: &Pen,
    decision: DecisionId,
    by: &Signature<'_>,
) -> Result<TakenBack, StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "unmerge-commit" };
    pen.change(&acting, |transaction| {
        let back = match unmerge(transaction, decision, by)? {
            Some(back) => Some(back),
            None => ask_again(transaction, decision, by)?,
        };
        let (back, seq) = back.ok_or_else(|| StoreError::NoReview(decision.to_string()))?;
        Ok((back, vec![Event::TakenBack { decision, seq }]))
    })
}

/// What was taken back, and the sequence number where records changed.
type Back = Option<(TakenBack, Option<Seq>)>;

struct Made {
    seq: Seq,
    keep: Row,
    keep_id: String,
    gone: Row,
    gone_id: String,
    undone: bool,
}

fn unmerge(transaction: &Connection, decision: DecisionId, by: &Signature<'_>) -> Result<Back, StoreError> {
    let made = transaction
        .query_row(
            "SELECT seq, keep, keep_id, gone, gone_id, undone_seq IS NOT NULL FROM merge WHERE decision = ?1",
            [decision],
            |row| {
                Ok(Made {
                    seq: row.get(0)?,
                    keep: row.get(1)?,
                    keep_id: row.get(2)?,
                    gone: row.get(3)?,
                    gone_id: row.get(4)?,
                    undone: row.get(5)?,
                })
            },
        )
        .optional()?;
    let Some(made) = made else { return Ok(None) };
    if made.undone {
        return Err(StoreError::TakenBackAlready(decision.to_string()));
    }
    let later = changed_by(transaction, &made)?;
    if !later.is_empty() {
        return Err(StoreError::SurvivorChanged {
            decision: decision.to_string(),
            worker: made.keep_id,
            by: later,
        });
    }
    let now: Seq = transaction.query_row("SELECT seq + 1 FROM head", [], |row| row.get(0))?;
    revert(transaction, made.seq, now, Some((Kind::Worker, made.keep)))?;
    transaction.execute("UPDATE worker SET changed = ?1 WHERE row = ?2", params![now, made.keep])?;
    bring_back(transaction, &made, decision, now)?;
    transaction.execute(
        "UPDATE merge SET undone_seq = ?1, undone_at = ?2, undone_by = ?3 WHERE decision = ?4",
        params![now, by.recorded_at, by.actor.to_string(), decision],
    )?;
    transaction.execute("DELETE FROM set_aside WHERE decision = ?1", [decision])?;
    transaction.execute("UPDATE head SET seq = ?1", [now])?;
    let back = TakenBack { decision, kind: "merge", workers: [made.keep_id, made.gone_id] };
    Ok(Some((back, Some(now))))
}

/// The batches and merges that changed the survivor after the merge, newest first.
fn changed_by(conn: &Connection, made: &Made) -> Result<Vec<String>, StoreError> {
    let mut seqs: BTreeSet<Seq> = BTreeSet::new();
    for kind in Kind::Worker.children().chain([Kind::Worker]) {
        let row = if kind.parent().is_some() { "parent" } else { "row" };
        let mut statement =
            conn.prepare(&format!("SELECT DISTINCT seq FROM {kind} WHERE {row} = ?1 AND seq > ?2"))?;
        for seq in statement.query_map(params![made.keep, made.seq], |row| row.get::<_, Seq>(0))? {
            seqs.insert(seq?);
        }
    }
    // The survivor itself can have become part of another worker.
    let later: Option<Seq> = conn
        .query_row("SELECT seq FROM merge WHERE gone = ?1 AND undone_seq IS NULL", [made.keep], |row| {
            row.get(0)
        })
        .optional()?;
    seqs.extend(later);
    seqs.into_iter().rev().map(|seq| name_of(conn, seq)).collect()
}

/// The batch or the decision of a transaction.
fn name_of(conn: &Connection, seq: Seq) -> Result<String, StoreError> {
    let batch: Option<BatchId> =
        conn.query_row("SELECT batch FROM batch WHERE seq = ?1", [seq], |row| row.get(0)).optional()?;
    if let Some(batch) = batch {
        return Ok(batch.to_string());
    }
    let merge: Option<DecisionId> =
        conn.query_row("SELECT decision FROM merge WHERE seq = ?1", [seq], |row| row.get(0)).optional()?;
    Ok(merge.map_or_else(|| format!("the change of sequence number {seq}"), |merge| merge.to_string()))
}

/// Brings the merged worker back from the history, with the sequence numbers of its versions.
fn bring_back(
    transaction: &Connection,
    made: &Made,
    decision: DecisionId,
    now: Seq,
) -> Result<(), StoreError> {
    for kind in [Kind::Worker].into_iter().chain(Kind::Worker.children()) {
        let table = columns(kind);
        let cells: Vec<String> =
            table.stored.iter().map(|&c| format!("json_extract(h.record, '$.{}')", table.name(c))).collect();
        let (own, values) = if kind == Kind::Worker {
            ("row, seq, changed, handle, salt", "h.row, h.seq, ?3, m.handle, m.salt")
        } else {
            ("parent, seq", "h.row, h.seq")
        };
        transaction.execute(
            &format!(
                "INSERT INTO {kind} ({own}, src, as_written, unmapped, {})
                 SELECT {values}, json_extract(h.record, '$.src'), json_extract(h.record, '$.as_written'),
                        json_extract(h.record, '$.unmapped'), {}
                 FROM merge m CROSS JOIN history h ON h.until = m.seq AND h.row = m.gone AND h.kind = '{kind}'
                 WHERE m.decision = ?1 AND m.gone = ?2 AND ?3 > 0",
                table.list,
                cells.join(", ")
            ),
            params![decision, made.gone, now],
        )?;
    }
    transaction.execute("DELETE FROM tombstone WHERE kind = 'worker' AND row = ?1", [made.gone])?;
    Ok(())
}

fn ask_again(transaction: &Connection, decision: DecisionId, by: &Signature<'_>) -> Result<Back, StoreError> {
    let found: Option<(String, String, bool)> = transaction
        .query_row(
            "SELECT low_id, high_id, undone_at IS NOT NULL FROM kept_apart WHERE decision = ?1",
            [decision],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((low, high, undone)) = found else { return Ok(None) };
    if undone {
        return Err(StoreError::TakenBackAlready(decision.to_string()));
    }
    transaction.execute(
        "UPDATE kept_apart SET undone_at = ?1, undone_by = ?2 WHERE decision = ?3",
        params![by.recorded_at, by.actor.to_string(), decision],
    )?;
    Ok(Some((TakenBack { decision, kind: "keep-apart", workers: [low, high] }, None)))
}
