//! Merging two workers that a person found to be one.

use super::super::apply::history;
use super::super::columns::{Columns, columns};
use super::super::{Lock, Store, StoreError};
use super::sheet::{Aside, Dossier, Object, Raw, Standing, lines, unite, value};
use super::{Present, record, redirect, two};
use crate::fault;
use crate::model::{Datum, DecisionId, Kind, Row, Seq};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, TransactionBehavior, params, params_from_iter};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be merged, and how.
#[derive(Debug, Clone, Default)]
pub struct Merge {
    /// The worker that keeps its identifier.
    pub keep: String,
    /// The worker that becomes part of it.
    pub other: String,
    /// The cells, by name, in which the other's word holds where both say something different.
    pub take: BTreeSet<String>,
    /// The sequence number at which the reviewer saw the two: later changes make the merge fail.
    pub seen_seq: Option<Seq>,
    /// What spoke for it, for the record.
    pub evidence: Value,
}

/// A merge that was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Merged {
    /// The decision, `D-0003`: what takes it back.
    pub decision: DecisionId,
    /// The worker that holds what both knew.
    pub kept: String,
    /// The identifier that leads to it from now on.
    pub merged: String,
    /// Cells that were unknown to the survivor and came from the other.
    pub filled: Vec<String>,
    /// Parts that came over: qualifications, licenses, certificates, employments, consents.
    pub moved: u64,
    /// Cells in which the two differed and the survivor's word holds.
    pub kept_cells: Vec<String>,
    /// Cells in which the two differed and the other's word holds.
    pub taken_cells: Vec<String>,
    /// Cells in which a rule decided.
    pub ruled_cells: Vec<String>,
}

/// Merges two workers in one transaction with its audit entry.
///
/// # Errors
/// [`StoreError::NoWorker`], [`StoreError::SameWorker`], [`StoreError::KeptApart`] when a decision says
/// that they are two, [`StoreError::ChangedSinceShown`], or [`StoreError::NoChoice`] for a name that is no
/// cell in which the two differ. Any error leaves the store as it was.
pub fn merge(
    store: &mut Store,
    _lock: &Lock,
    ask: &Merge,
    actor: &str,
    recorded_at: &str,
) -> Result<Merged, StoreError> {
    let transaction = store.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (keep, gone) = two(&transaction, &ask.keep, &ask.other, ask.seen_seq)?;
    if let Some(decision) = super::apart::between(&transaction, &keep.id, &gone.id)? {
        let decision = decision.to_string();
        return Err(StoreError::KeptApart { left: keep.id, right: gone.id, decision });
    }
    let (ours, theirs) = (Dossier::read(&transaction, keep.row)?, Dossier::read(&transaction, gone.row)?);
    let mut merged = Merged {
        decision: DecisionId(0),
        kept: keep.id.clone(),
        merged: gone.id.clone(),
        filled: Vec::new(),
        moved: 0,
        kept_cells: Vec::new(),
        taken_cells: Vec::new(),
        ruled_cells: Vec::new(),
    };
    for line in lines(&ours, &theirs).into_iter().filter(|line| line.standing == Standing::Different) {
        match line.rule {
            Some(_) => merged.ruled_cells.push(line.name),
            None if ask.take.contains(&line.name) => merged.taken_cells.push(line.name),
            None => merged.kept_cells.push(line.name),
        }
    }
    if let Some(name) = ask.take.iter().find(|name| !merged.taken_cells.contains(name)) {
        let known = merged.kept_cells.into_iter().chain(merged.taken_cells).collect();
        return Err(StoreError::NoChoice { name: name.clone(), known });
    }
    let united = unite(&ours, &theirs, &|name| ask.take.contains(name));
    merged.filled = united.filled;
    merged.moved = united.moved;

    let head: Seq = transaction.query_row("SELECT seq FROM head", [], |row| row.get(0))?;
    let seq = head.next();
    let facts = json!({
        "kept": merged.kept, "merged": merged.merged, "seen": ask.seen_seq.unwrap_or(head), "evidence": ask.evidence,
        "filled": merged.filled, "moved": merged.moved, "kept_cells": merged.kept_cells,
        "taken_cells": merged.taken_cells, "ruled_cells": merged.ruled_cells,
    });
    let log = json!({ "kept": keep.handle(), "merged": gone.handle() });
    let subject = format!("{} + {}", keep.id, gone.id);
    let number = record(&transaction, "merge", &subject, seq, facts, log, actor, recorded_at)?;
    merged.decision = number;

    write(&transaction, seq, &keep, &united.worker, &united.parts)?;
    for (loser, aside) in [&keep, &gone].into_iter().zip(&united.aside) {
        set_aside(&transaction, number, loser, aside)?;
    }
    take_out(&transaction, seq, &gone)?;
    transaction.execute(
        "INSERT INTO merge VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL, NULL)",
        params![number, seq, keep.row, keep.id, gone.row, gone.id, gone.handle, gone.salt],
    )?;
    transaction.execute("UPDATE head SET seq = ?1", [seq])?;
    fault::point("before-merge-commit");
    transaction.commit()?;
    fault::point("after-merge-commit");
    Ok(merged)
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

/// A natural key as the history writes it.
pub(in super::super) fn part_key(part: &[String]) -> String {
    if part.is_empty() { String::new() } else { json!(part).to_string() }
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
