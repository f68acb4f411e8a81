//! Undoing a batch: the contents that were there come back.
//!
//! A record that the batch inserted goes. One that it changed gets its former version, with that
//! version's sequence number, so that the batch that wrote it can be undone in its turn. What the
//! batch had written stays in the history.

use super::columns::columns;
use super::history::history;
use super::review::merges_on;
use super::writing::{Acting, Pen};
use crate::model::{BatchId, Kind, Row, Seq};
use crate::schema::Semantic;
use crate::store::{Event, Gate, Signature, StoreError, Undone};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Undoes a batch, and with `cascade` first every later one that changed its records, newest first.
/// All of it happens in one transaction.
///
/// # Errors
/// [`StoreError::NoBatch`], [`StoreError::AlreadyUndone`], or [`StoreError::ChangedLater`] when a
/// later batch changed the same records and `cascade` was not asked for.
pub(super) fn undo(
    pen: &Pen,
    batch: BatchId,
    cascade: bool,
    by: &Signature<'_>,
) -> Result<Vec<Undone>, StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "undo-commit" };
    pen.change(&acting, |transaction| {
        let (mut undone, mut events) = (Vec::new(), Vec::new());
        undo_with_later(transaction, batch, cascade, &mut undone, &mut events)?;
        Ok((undone, events))
    })
}

fn undo_with_later(
    transaction: &Connection,
    number: BatchId,
    cascade: bool,
    undone: &mut Vec<Undone>,
    events: &mut Vec<Event>,
) -> Result<(), StoreError> {
    let name = number.to_string();
    let found: Option<(Seq, Option<Seq>)> = transaction
        .query_row("SELECT seq, undone_seq FROM batch WHERE batch = ?1", [number], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((seq, undone_seq)) = found else { return Err(StoreError::NoBatch(name)) };
    if undone_seq.is_some() {
        return Err(StoreError::AlreadyUndone(name));
    }
    // What a person decided about two workers only a person takes back, also with `cascade`.
    let merges = merges_on(transaction, seq)?;
    if !merges.is_empty() {
        return Err(StoreError::MergedLater { batch: name, merges });
    }
    let later = later_batches(transaction, seq)?;
    if !later.is_empty() && !cascade {
        let later = later.iter().rev().map(|number| number.to_string()).collect();
        return Err(StoreError::ChangedLater { batch: name, later });
    }
    for &later in later.iter().rev() {
        match undo_with_later(transaction, later, cascade, undone, events) {
            // A batch that two others depend on went with the first of them.
            Err(StoreError::AlreadyUndone(_)) => {}
            other => other?,
        }
    }
    let (one, event) = undo_one(transaction, number, seq)?;
    undone.push(one);
    events.push(event);
    Ok(())
}

/// The batches whose work stands on what the batch of `seq` wrote, oldest first.
fn later_batches(conn: &Connection, seq: Seq) -> Result<Vec<BatchId>, StoreError> {
    let mut seqs: BTreeSet<Seq> = BTreeSet::new();
    for &kind in Kind::ALL {
        let row = if kind.parent().is_some() { "parent" } else { "row" };
        let key = columns(kind).key_json("r.");
        // Superseded: the version of this batch lies in the history and is not the present one.
        let superseded = format!(
            "SELECT DISTINCT h.until FROM history h JOIN {kind} r ON r.{row} = h.row AND h.part = {key}
             WHERE h.kind = '{kind}' AND h.seq = ?1 AND r.seq > ?1"
        );
        gather(conn, &superseded, seq, &mut seqs)?;
        if let Some(whole) = kind.parent() {
            // Parts that later batches gave to a whole that this batch brought in.
            let parts = format!(
                "SELECT DISTINCT r.seq FROM {kind} r JOIN {whole} w ON w.row = r.parent
                 WHERE r.seq > ?1 AND {}",
                brought_in(whole, "w")
            );
            gather(conn, &parts, seq, &mut seqs)?;
        }
        for field in &columns(kind).table.fields {
            let (Semantic::Reference, Some(refers_to), false) = (field.semantic, field.refers_to, field.list)
            else {
                continue;
            };
            if kind.parent() == Some(refers_to) {
                continue;
            }
            let id = columns(refers_to).name(columns(refers_to).table.key[0]);
            let references = format!(
                "SELECT DISTINCT r.seq FROM {kind} r JOIN {refers_to} w ON w.{id} = r.{}
                 WHERE r.seq > ?1 AND {}",
                field.name,
                brought_in(refers_to, "w")
            );
            gather(conn, &references, seq, &mut seqs)?;
        }
    }
    let mut batches = Vec::new();
    for seq in seqs {
        let number: Option<BatchId> = conn
            .query_row("SELECT batch FROM batch WHERE seq = ?1 AND undone_seq IS NULL", [seq], |row| {
                row.get(0)
            })
            .optional()?;
        batches.extend(number);
    }
    Ok(batches)
}

/// Whether the batch of `?1` inserted a record that stands alone: its first version is that batch's.
fn brought_in(kind: Kind, alias: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM history o WHERE o.kind = '{kind}' AND o.row = {alias}.row AND o.part = '' AND o.seq < ?1)
         AND ({alias}.seq = ?1 OR EXISTS (SELECT 1 FROM history o WHERE o.kind = '{kind}' AND o.row = {alias}.row AND o.part = '' AND o.seq = ?1))"
    )
}

fn gather(conn: &Connection, sql: &str, seq: Seq, seqs: &mut BTreeSet<Seq>) -> Result<(), StoreError> {
    let mut statement = conn.prepare(sql)?;
    for found in statement.query_map([seq], |row| row.get::<_, Seq>(0))? {
        seqs.insert(found?);
    }
    Ok(())
}

fn undo_one(transaction: &Connection, batch: BatchId, seq: Seq) -> Result<(Undone, Event), StoreError> {
    let now: Seq = transaction.query_row("SELECT seq + 1 FROM head", [], |row| row.get(0))?;
    let (removed, restored) = revert(transaction, seq, now, None)?;
    transaction.execute("UPDATE batch SET undone_seq = ?1 WHERE batch = ?2", params![now, batch])?;
    transaction.execute("UPDATE head SET seq = ?1", [now])?;
    let undone = Undone { batch, removed, restored };
    Ok((undone, Event::Undo { batch, seq: now, removed, restored }))
}

/// Takes back what the transaction of `seq` wrote, of all records or of one whole and its parts: what it
/// inserted goes, what it changed gets its former version. Returns how many were removed and restored.
pub(super) fn revert(
    transaction: &Connection,
    seq: Seq,
    now: Seq,
    only: Option<(Kind, Row)>,
) -> Result<(u64, u64), StoreError> {
    let mut removed = 0;
    let mut restored = 0;
    // Parts before wholes, so that a whole goes last.
    for &kind in Kind::ALL.iter().rev() {
        let columns = columns(kind);
        let row = if kind.parent().is_some() { "parent" } else { "row" };
        let only = match only {
            None => String::new(),
            Some((whole, number)) if kind == whole || kind.parent() == Some(whole) => {
                format!(" AND r.{row} = {number}")
            }
            Some(_) => continue,
        };
        let key = columns.key_json("r.");
        transaction.execute(
            &history(kind, &format!("{kind} r WHERE r.seq = :batch{only}"))
                .replace(":seq", "?1")
                .replace(":batch", "?2"),
            params![now, seq],
        )?;
        if let Some(whole) = kind.parent() {
            transaction.execute(
                &format!(
                    "UPDATE {whole} SET changed = ?1 WHERE row IN (SELECT r.parent FROM {kind} r WHERE r.seq = ?2{only})"
                ),
                params![now, seq],
            )?;
        }
        let former = format!(
            "history h WHERE h.kind = '{kind}' AND h.row = r.{row} AND h.part = {key} AND h.until = ?2"
        );
        let assignments: Vec<String> = ["src", "as_written", "unmapped"]
            .into_iter()
            .chain(columns.stored.iter().map(|&c| columns.name(c)))
            .filter(|name| !columns.key.iter().any(|&c| columns.name(c) == *name))
            .map(|name| format!("{name} = json_extract(h.record, '$.{name}')"))
            .collect();
        let changed = if kind.parent().is_some() { "" } else { "changed = ?1, " };
        restored += transaction.execute(
            &format!(
                "UPDATE {kind} AS r SET {changed}{}, seq = h.seq FROM history h
                 WHERE r.seq = ?2 AND h.kind = '{kind}' AND h.row = r.{row} AND h.part = {key} AND h.until = ?2
                   AND ?1 > 0{only}",
                assignments.join(", ")
            ),
            params![now, seq],
        )?;
        if kind.parent().is_none() {
            transaction.execute(
                &format!(
                    "INSERT OR REPLACE INTO tombstone SELECT '{kind}', r.row, ?1 FROM {kind} r
                     WHERE r.seq = ?2{only} AND NOT EXISTS (SELECT 1 FROM {former})"
                ),
                params![now, seq],
            )?;
        }
        removed += transaction.execute(
            &format!(
                "DELETE FROM {kind} AS r WHERE r.seq = ?2 AND ?1 > 0{only} AND NOT EXISTS (SELECT 1 FROM {former})"
            ),
            params![now, seq],
        )?;
    }
    Ok((removed as u64, restored as u64))
}
