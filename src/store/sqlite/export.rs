//! Records in the order of their identifiers, one at a time: what an export gives out.

use super::columns::{Columns, columns};
use super::log::append;
use super::read::Snapshot;
use super::{Lock, Store, StoreError};
use crate::model::{Datum, Kind, Row, Seq};
use rusqlite::TransactionBehavior;
use serde_json::json;
use std::collections::BTreeMap;

/// A record as it rests.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportRow {
    /// The number of the record, or of the whole that it belongs to.
    pub row: Row,
    /// The cells in schema order; `None` is unknown.
    pub cells: Vec<Option<Datum>>,
    /// The cells that were written otherwise, by the name of the column.
    pub as_written: BTreeMap<String, String>,
    /// The cells that no column takes, by header.
    pub unmapped: BTreeMap<String, String>,
}

/// What the audit log keeps of an export that names people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported<'a> {
    /// The kind.
    pub kind: Kind,
    /// How many records.
    pub records: u64,
    /// What for, in the words of whoever asked.
    pub purpose: &'a str,
    /// The sequence number of the store that was seen.
    pub seq: Seq,
}

/// Writes into the audit log that personal data is given out.
///
/// # Errors
/// [`StoreError`] when the store cannot be written; then nothing may be given out.
pub fn record_look(
    store: &mut Store,
    _lock: &Lock,
    exported: &Exported<'_>,
    actor: &str,
    recorded_at: &str,
) -> Result<(), StoreError> {
    let transaction = store.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let body = json!({
        "kind": exported.kind, "records": exported.records, "purpose": exported.purpose, "seq": exported.seq,
    });
    append(&transaction, "export", actor, recorded_at, body)?;
    transaction.commit()?;
    Ok(())
}

impl Snapshot {
    /// The records of a kind in the order of their identifiers; parts in that of their wholes, then of
    /// their own keys.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn in_order<E: From<StoreError>>(
        &self,
        kind: Kind,
        mut each: impl FnMut(ExportRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns = columns(kind);
        let list: Vec<String> = columns.stored.iter().map(|&c| format!("r.{}", columns.name(c))).collect();
        let list = list.join(", ");
        let sql = match kind.parent() {
            None => format!(
                "SELECT r.row, r.{id}, r.as_written, r.unmapped, {list} FROM {kind} r ORDER BY r.{id}",
                id = columns.name(columns.table.key[0])
            ),
            // The order of the join is the order of the output, so nothing is sorted in memory.
            Some(whole) => format!(
                "SELECT r.parent, w.{id}, r.as_written, r.unmapped, {list}
                 FROM {whole} w CROSS JOIN {kind} r ON r.parent = w.row ORDER BY w.{id}, {key}",
                id = columns_id(whole),
                key = key_order(columns)
            ),
        };
        let mut statement = self.conn().prepare_cached(&sql).map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(exported(row, columns, kind).map_err(StoreError::from)?)?;
        }
        Ok(())
    }

    /// The parts of one kind of a whole, in the order of their keys.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn parts_in_order(&self, kind: Kind, whole: Row, id: &str) -> Result<Vec<ExportRow>, StoreError> {
        let columns = columns(kind);
        let sql = format!(
            "SELECT r.parent, ?2, r.as_written, r.unmapped, {} FROM {kind} r WHERE r.parent = ?1 ORDER BY {}",
            columns.list,
            key_order(columns)
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map((whole, id), |row| exported(row, columns, kind))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The headers that no column took in any record of a kind, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn unmapped_headers(&self, kind: Kind) -> Result<Vec<String>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT j.key FROM {kind} r, json_each(r.unmapped) j WHERE r.unmapped IS NOT NULL ORDER BY j.key"
        );
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The most parts of a kind that one whole has.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn most_parts(&self, kind: Kind) -> Result<u64, StoreError> {
        let sql = format!("SELECT coalesce(max(n), 0) FROM (SELECT count(*) n FROM {kind} GROUP BY parent)");
        let most: i64 = self.conn().query_row(&sql, [], |row| row.get(0))?;
        Ok(most.unsigned_abs())
    }
}

fn columns_id(kind: Kind) -> &'static str {
    columns(kind).name(columns(kind).table.key[0])
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
