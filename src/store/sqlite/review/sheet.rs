//! A worker with all parts, read as they lie.

use super::super::columns::{Columns, columns};
use crate::model::{Kind, Row};
use crate::store::StoreError;
use crate::store::merge::{Object, Raw, Sheet};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// The worker with a number; `None` when it is not there.
pub(in super::super) fn read(conn: &Connection, row: Row) -> Result<Option<Sheet>, StoreError> {
    let table = columns(Kind::Worker);
    let sql = format!("SELECT src, as_written, unmapped, {} FROM worker WHERE row = ?1", table.list);
    let worker = conn.query_row(&sql, [row], |found| raw(found, table, None)).optional()?;
    let Some(worker) = worker else { return Ok(None) };
    let mut parts = BTreeMap::new();
    for kind in Kind::Worker.children() {
        let table = columns(kind);
        let sql = format!("SELECT src, as_written, unmapped, {} FROM {kind} WHERE parent = ?1", table.list);
        let mut statement = conn.prepare_cached(&sql)?;
        for found in statement.query_map([row], |found| raw(found, table, Some("")))? {
            let part = found?;
            parts.insert((kind, Sheet::part_key(kind, &part)), part);
        }
    }
    let id = worker.cells[table.table.key[0]].as_ref().map(ToString::to_string).unwrap_or_default();
    Ok(Some(Sheet { id, worker, parts }))
}

fn raw(row: &rusqlite::Row<'_>, columns: &Columns, whole: Option<&str>) -> rusqlite::Result<Raw> {
    let object = |text: Option<String>| {
        text.and_then(|text| serde_json::from_str::<Object>(&text).ok()).unwrap_or_default()
    };
    Ok(Raw {
        src: row.get(0)?,
        as_written: object(row.get(1)?),
        unmapped: object(row.get(2)?),
        cells: columns.cells(row, 3, whole)?,
    })
}
