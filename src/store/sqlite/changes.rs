//! What was written of one record and its parts after a sequence number, and by what.

use super::columns::columns;
use super::history::version_json;
use crate::model::{Kind, Row, Seq};
use crate::store::{ChangeSource, RecordChange, RecordDeed, StoreError};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A version: the number of the change that ends or writes it, and its cells.
type Version = (Seq, Map<String, Value>);

/// What was written of a record and its parts after a sequence number. Of a record that came in or is gone nothing is
/// said of its parts.
pub(super) fn changes(
    conn: &Connection,
    kind: Kind,
    row: Row,
    since: Seq,
) -> Result<Vec<RecordChange>, StoreError> {
    let mut found = Vec::new();
    let parts = Kind::ALL.iter().copied().filter(|part| part.parent() == Some(kind));
    for kind in std::iter::once(kind).chain(parts) {
        let (then, now) = (versions_then(conn, kind, row, since)?, versions_now(conn, kind, row)?);
        for (key, (seq, cells)) in &now {
            let deed = match then.get(key) {
                None if *seq > since => (RecordDeed::CameIn, *seq),
                None => continue,
                Some((until, before)) => {
                    let names = columns(kind).stored.iter().map(|&column| columns(kind).name(column));
                    let other = |name: &&str| {
                        before.get(*name).unwrap_or(&Value::Null) != cells.get(*name).unwrap_or(&Value::Null)
                    };
                    let changed: Vec<String> = names.filter(other).map(str::to_owned).collect();
                    if changed.is_empty() {
                        continue;
                    }
                    // What a batch wrote and its undoing took back carries the number of before.
                    (RecordDeed::Changed(changed), if *seq > since { *seq } else { *until })
                }
            };
            let source = source(conn, row, deed.1)?;
            found.push(RecordChange { kind, deed: deed.0, source });
        }
        for (_, (until, _)) in then.iter().filter(|(key, _)| !now.contains_key(*key)) {
            let source = source(conn, row, *until)?;
            found.push(RecordChange { kind, deed: RecordDeed::Gone, source });
        }
        let whole = kind.parent().is_none();
        if whole && found.iter().any(|change| !matches!(change.deed, RecordDeed::Changed(_))) {
            break;
        }
    }
    Ok(found)
}

/// The versions of a moment that were superseded since, by the key of the part, each with the change that ended it.
fn versions_then(
    conn: &Connection,
    kind: Kind,
    row: Row,
    since: Seq,
) -> Result<BTreeMap<String, Version>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT part, min(until), record FROM history
         WHERE kind = ?1 AND row = ?2 AND seq <= ?3 AND until > ?3 GROUP BY part",
    )?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?));
    let rows = statement.query_map(params![kind.as_str(), row, since], read)?;
    rows.map(|row| {
        let (key, until, record) = row?;
        Ok((key, (until, cells(&record))))
    })
    .collect()
}

/// The present versions by the key of the part, each with the change that wrote it.
fn versions_now(conn: &Connection, kind: Kind, row: Row) -> Result<BTreeMap<String, Version>, StoreError> {
    let number = if kind.parent().is_some() { "parent" } else { "row" };
    let (key, record) = (columns(kind).key_json("r."), version_json(kind));
    let key = if kind.parent().is_some() { key } else { "''".to_owned() };
    let sql = format!("SELECT {key}, r.seq, {record} FROM {kind} r WHERE r.{number} = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?));
    let rows = statement.query_map([row], read)?;
    rows.map(|row| {
        let (key, seq, record) = row?;
        Ok((key, (seq, cells(&record))))
    })
    .collect()
}

fn cells(record: &str) -> Map<String, Value> {
    serde_json::from_str(record).unwrap_or_default()
}

/// What the change of a sequence number was.
fn source(conn: &Connection, row: Row, seq: Seq) -> Result<ChangeSource, StoreError> {
    let batch = conn
        .prepare_cached("SELECT batch, undone_seq = ?1 FROM batch WHERE seq = ?1 OR undone_seq = ?1 LIMIT 1")?
        .query_row([seq], |found| Ok((found.get(0)?, found.get::<_, Option<bool>>(1)?)))
        .optional()?;
    match batch {
        Some((batch, Some(true))) => return Ok(ChangeSource::Undo(batch)),
        Some((batch, _)) => return Ok(ChangeSource::Import(batch)),
        None => {}
    }
    let kept = conn
        .prepare_cached("SELECT keep_id FROM merge WHERE seq = ?1 AND (gone = ?2 OR keep = ?2)")?
        .query_row(params![seq, row], |found| found.get(0))
        .optional()?;
    Ok(kept.map_or(ChangeSource::Other, ChangeSource::Merge))
}

/// The identifier that a record had which is gone; `None` where its former versions are gone as well.
pub(super) fn former_id(conn: &Connection, kind: Kind, row: Row) -> Result<Option<String>, StoreError> {
    let sql = format!(
        "SELECT json_extract(record, '$.{}') FROM history WHERE kind = ?1 AND row = ?2 AND part = ''
         ORDER BY until DESC LIMIT 1",
        columns(kind).id()
    );
    let found = conn.prepare_cached(&sql)?.query_row(params![kind.as_str(), row], |row| row.get(0));
    Ok(found.optional()?.flatten())
}
