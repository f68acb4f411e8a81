//! Merging two workers that a person found to be one.

use super::super::columns::{Columns, columns};
use super::super::decisions;
use super::super::history::{history, part_key};
use super::super::writing::{Acting, Pen};
use super::{Present, redirect, two};
use crate::decision::{DecisionFacts, MergeFacts};
use crate::model::{Datum, DecisionId, Kind, Row, Seq};
use crate::store::event::Subjects;
use crate::store::merge::{Aside, Object, Raw, one_of_two, value};
use crate::store::{Facts, Gate, Merge, Merged, Signature, StoreError};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::Value;
use std::collections::BTreeMap;

/// Merges two workers in one transaction with its audit entry.
///
/// # Errors
/// [`StoreError::NoWorker`], [`StoreError::SameWorker`], [`StoreError::KeptApart`] when a decision says
/// that they are two, [`StoreError::ChangedSinceShown`], or [`StoreError::NoChoice`] for a name that is no
/// cell in which the two differ. Any error leaves the store as it was.
pub(in super::super) fn merge(pen: &Pen, ask: &Merge, by: &Signature<'_>) -> Result<Merged, StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "merge-commit" };
    pen.change(&acting, |transaction| {
        let (keep, gone) = two(transaction, &ask.keep, &ask.other, ask.seen_seq)?;
        if let Some(decision) = super::apart::between(transaction, &keep.id, &gone.id)? {
            let decision = decision.to_string();
            return Err(StoreError::KeptApart { left: keep.id, right: gone.id, decision });
        }
        let sheet = |worker: &Present| super::sheet(transaction, worker.row)?.ok_or(StoreError::Conflict);
        let (ours, theirs) = (sheet(&keep)?, sheet(&gone)?);
        let (chosen, united) = one_of_two(&ours, &theirs, &ask.take)?;
        let head: Seq = transaction.query_row("SELECT seq FROM head", [], |row| row.get(0))?;
        let seq = head.next();
        let facts = DecisionFacts::Merge(MergeFacts {
            kept: keep.id.clone(),
            merged: gone.id.clone(),
            seen: ask.seen_seq.unwrap_or(head),
            evidence: ask.evidence.clone(),
            filled: united.filled.clone(),
            moved: united.moved,
            kept_cells: chosen.kept.clone(),
            taken_cells: chosen.taken.clone(),
            ruled_cells: chosen.ruled.clone(),
        });
        let facts = Facts { seq, facts: &facts };
        let subjects = Subjects::Merged { kept: keep.handle(), merged: gone.handle() };
        let (decision, event) = decisions::write(transaction, &facts, subjects, by)?;

        write(transaction, seq, &keep, &united.worker, &united.parts)?;
        for (loser, aside) in [&keep, &gone].into_iter().zip(&united.aside) {
            set_aside(transaction, decision, loser, aside)?;
        }
        take_out(transaction, seq, &gone)?;
        transaction.execute(
            "INSERT INTO merge VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL, NULL)",
            params![decision, seq, keep.row, keep.id, gone.row, gone.id, gone.handle, gone.salt],
        )?;
        transaction.execute("UPDATE head SET seq = ?1", [seq])?;
        let merged = Merged {
            decision,
            kept: keep.id,
            merged: gone.id,
            filled: united.filled,
            moved: united.moved,
            kept_cells: chosen.kept,
            taken_cells: chosen.taken,
            ruled_cells: chosen.ruled,
        };
        Ok((merged, vec![event]))
    })
}

/// Writes the survivor and those of its parts that differ, their former versions into the history. The
/// survivor itself is always written, so that its history tells of the merge.
fn write(
    transaction: &Connection,
    seq: Seq,
    keep: &Present,
    worker: &Raw,
    parts: &[((Kind, Vec<String>), Raw)],
) -> Result<(), StoreError> {
    let table = columns(Kind::Worker);
    keep_version(transaction, Kind::Worker, seq, keep.row, None)?;
    let names = table.stored.iter().map(|&c| table.name(c));
    let sets: Vec<String> = names.enumerate().map(|(at, name)| format!("{name} = ?{}", at + 5)).collect();
    let sql = format!(
        "UPDATE worker SET seq = ?2, changed = ?2, as_written = ?3, unmapped = ?4, {} WHERE row = ?1",
        sets.join(", ")
    );
    let mut values =
        vec![i64::from(keep.row).into(), seq.0.into(), object(&worker.as_written), object(&worker.unmapped)];
    values.extend(cells(table, worker));
    transaction.execute(&sql, params_from_iter(values))?;
    for ((kind, _), part) in parts {
        let table = columns(*kind);
        keep_version(transaction, *kind, seq, keep.row, Some((table, part)))?;
        let sql = format!(
            "INSERT OR REPLACE INTO {kind} (parent, seq, src, as_written, unmapped, {}) VALUES ({})",
            table.list,
            Columns::marks(1, table.stored.len() + 5)
        );
        let mut values = vec![
            i64::from(keep.row).into(),
            seq.0.into(),
            part.src.into(),
            object(&part.as_written),
            object(&part.unmapped),
        ];
        values.extend(cells(table, part));
        transaction.execute(&sql, params_from_iter(values))?;
    }
    Ok(())
}

/// Puts the present version of a worker, or of one of its parts, into the history, if it is there.
fn keep_version(
    transaction: &Connection,
    kind: Kind,
    seq: Seq,
    row: Row,
    part: Option<(&Columns, &Raw)>,
) -> Result<(), StoreError> {
    let Some((table, part)) = part else {
        let sql = history(kind, "worker r WHERE r.row = ?2").replace(":seq", "?1");
        transaction.execute(&sql, params![seq, row])?;
        return Ok(());
    };
    let sql = history(kind, &format!("{kind} r WHERE r.parent = ?2 AND {}", table.key_equals(3)))
        .replace(":seq", "?1");
    let mut values: Vec<Sql> = vec![seq.0.into(), i64::from(row).into()];
    values.extend(table.key.iter().map(|&c| sql_of(part.cells[c].as_ref(), true)));
    transaction.execute(&sql, params_from_iter(values))?;
    Ok(())
}

/// Takes a worker with all parts out of the tables, their versions into the history.
fn take_out(transaction: &Connection, seq: Seq, gone: &Present) -> Result<(), StoreError> {
    for kind in Kind::Worker.children() {
        let keep = history(kind, &format!("{kind} r WHERE r.parent = ?2")).replace(":seq", "?1");
        transaction.execute(&keep, params![seq, gone.row])?;
        transaction.execute(&format!("DELETE FROM {kind} WHERE parent = ?1"), [gone.row])?;
    }
    keep_version(transaction, Kind::Worker, seq, gone.row, None)?;
    transaction.execute("DELETE FROM worker WHERE row = ?1", [gone.row])?;
    transaction
        .execute("INSERT OR REPLACE INTO tombstone VALUES ('worker', ?1, ?2)", params![gone.row, seq])?;
    Ok(())
}

/// Remembers what was decided against, under every identifier by which a file can say it again.
fn set_aside(
    transaction: &Connection,
    decision: DecisionId,
    loser: &Present,
    aside: &BTreeMap<(Kind, Vec<String>), Aside>,
) -> Result<(), StoreError> {
    if aside.is_empty() {
        return Ok(());
    }
    for id in redirect::aliases(transaction, &loser.id)? {
        for ((kind, part), aside) in aside {
            transaction.execute(
                "INSERT INTO set_aside VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    decision,
                    id,
                    kind.as_str(),
                    part_key(part),
                    Value::Object(aside.record.clone()).to_string(),
                    Value::Object(aside.unmapped.clone()).to_string()
                ],
            )?;
        }
    }
    Ok(())
}

fn cells(table: &Columns, raw: &Raw) -> Vec<Sql> {
    table.stored.iter().map(|&c| sql_of(raw.cells[c].as_ref(), table.is_key(c))).collect()
}

fn sql_of(cell: Option<&Datum>, key: bool) -> Sql {
    match value(cell) {
        Value::String(text) => Sql::Text(text),
        Value::Number(n) => Sql::Integer(n.as_i64().unwrap_or_default()),
        _ if key => Sql::Text(String::new()),
        _ => Sql::Null,
    }
}

fn object(object: &Object) -> Sql {
    if object.is_empty() { Sql::Null } else { Sql::Text(Value::Object(object.clone()).to_string()) }
}
