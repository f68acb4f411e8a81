//! Records in the order of their identifiers, one at a time: what an export gives out.

use super::columns::{Columns, columns};
use crate::model::{Kind, Row};
use crate::store::engine::Each;
use crate::store::{ExportRow, StoreError};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// The records of a kind in the order of their identifiers; parts in that of their wholes, then of
/// their own keys.
///
/// # Errors
/// [`StoreError`] when the store cannot be read, or what `each` returns.
pub(super) fn in_order(
    conn: &Connection,
    kind: Kind,
    each: &mut Each<'_, ExportRow>,
) -> Result<(), StoreError> {
    let columns = columns(kind);
    let list: Vec<String> = columns.stored.iter().map(|&c| format!("r.{}", columns.name(c))).collect();
    let list = list.join(", ");
    let sql = match kind.parent() {
        None => format!(
            "SELECT r.row, r.{id}, r.as_written, r.unmapped, {list} FROM {kind} r ORDER BY r.{id}",
            id = columns.id()
        ),
        // The order of the join is the order of the output, so nothing is sorted in memory.
        Some(whole) => format!(
            "SELECT r.parent, w.{id}, r.as_written, r.unmapped, {list}
             FROM {whole} w CROSS JOIN {kind} r ON r.parent = w.row ORDER BY w.{id}, {key}",
            id = super::columns::columns(whole).id(),
            key = key_order(columns)
        ),
    };
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if each(exported(row, columns, kind)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// One record of a kind that is no part of another.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub(super) fn record(conn: &Connection, kind: Kind, row: Row) -> Result<ExportRow, StoreError> {
    let columns = columns(kind);
    let id = columns.name(columns.table.key[0]);
    let list = &columns.list;
    let sql = format!("SELECT row, {id}, as_written, unmapped, {list} FROM {kind} WHERE row = ?1");
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_row([row], |row| exported(row, columns, kind))?)
}

/// The parts of one kind of a whole, in the order of their keys.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub(super) fn parts_in_order(
    conn: &Connection,
    kind: Kind,
    whole: Row,
    id: &str,
) -> Result<Vec<ExportRow>, StoreError> {
    let columns = columns(kind);
    let sql = format!(
        "SELECT r.parent, ?2, r.as_written, r.unmapped, {} FROM {kind} r WHERE r.parent = ?1 ORDER BY {}",
        columns.list,
        key_order(columns)
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map((whole, id), |row| exported(row, columns, kind))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The headers that no column took in any record of a kind, in order.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub(super) fn unmapped_headers(conn: &Connection, kind: Kind) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT j.key FROM {kind} r, json_each(r.unmapped) j WHERE r.unmapped IS NOT NULL ORDER BY j.key"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The most parts of a kind that one whole has.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub(super) fn most_parts(conn: &Connection, kind: Kind) -> Result<u64, StoreError> {
    let sql = format!("SELECT coalesce(max(n), 0) FROM (SELECT count(*) n FROM {kind} GROUP BY parent)");
    let most: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
    Ok(most.unsigned_abs())
}

fn key_order(columns: &Columns) -> String {
    columns.key.iter().map(|&c| format!("r.{}", columns.name(c))).collect::<Vec<_>>().join(", ")
}

/// A row that selected number, identifier of the whole, remarks and the stored columns.
fn exported(row: &rusqlite::Row<'_>, columns: &Columns, kind: Kind) -> rusqlite::Result<ExportRow> {
    let id: String = row.get(1)?;
    let remarks = |at: usize| -> rusqlite::Result<BTreeMap<String, String>> {
        let json: Option<String> = row.get(at)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    };
    Ok(ExportRow {
        row: row.get(0)?,
        as_written: remarks(2)?,
        unmapped: remarks(3)?,
        cells: columns.cells(row, 4, kind.parent().is_some().then_some(id.as_str()))?,
    })
}
