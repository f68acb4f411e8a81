//! The records at one moment, read back.

use super::columns::{Columns, borrowed, columns, newer};
use super::open::Sqlite;
use super::{changes, export, identifier, review};
use crate::model::{DatumRef, Dossier, Kind, Record, Row, Seq, Worker};
use crate::store::engine::{Cells, Each, EachCells, View};
use crate::store::merge::Sheet;
use crate::store::snapshot::typed;
use crate::store::{ExportRow, RecordChange, StoreError};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Connection, OptionalExtension, Rows, Statement};
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

/// The store at one moment: a connection in a transaction that reads.
pub(super) struct Moment {
    conn: Connection,
    seq: Seq,
}

impl Moment {
    /// The store as it stands now.
    pub(super) fn now(store: &Sqlite) -> Result<Self, StoreError> {
        let conn = store.reader()?;
        conn.set_prepared_statement_cache_capacity(64);
        conn.execute_batch("BEGIN")?;
        let seq = conn.query_row("SELECT seq FROM head", [], |row| row.get(0))?;
        Ok(Self { conn, seq })
    }

    fn numbers(&self, sql: &str, seq: Seq) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([seq], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl View for Moment {
    fn seq(&self) -> Seq {
        self.seq
    }

    fn row_of(&self, kind: Kind, id: &str) -> Result<Option<Row>, StoreError> {
        let sql = format!("SELECT row FROM {kind} WHERE {} = ?1", columns(kind).id());
        Ok(self.conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    fn spelled(&self, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
        identifier::stored(&self.conn, kind, id)
    }

    fn in_sources(&self, kind: Kind, id: &str) -> Result<Vec<String>, StoreError> {
        let column = columns(kind).id();
        let sql = format!(
            "SELECT {column} FROM {kind} WHERE substr({column}, -length(?1)) = ?1 AND length({column}) > length(?1) \
             AND instr({column}, '/') = length({column}) - length(?1) + 1 ORDER BY {column}"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_map([format!("/{id}")], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn neighbors(&self, kind: Kind, id: &str, most: usize) -> Result<Vec<String>, StoreError> {
        let column = columns(kind).id();
        let mut near = Vec::new();
        for (compare, order) in [(">=", "ASC"), ("<", "DESC")] {
            let sql = format!(
                "SELECT {column} FROM {kind} WHERE {column} {compare} ?1 ORDER BY {column} {order} LIMIT {most}"
            );
            let mut statement = self.conn.prepare_cached(&sql)?;
            for found in statement.query_map([id], |row| row.get::<_, String>(0))? {
                near.push(found?);
            }
        }
        Ok(near)
    }

    fn records(
        &self,
        kind: Kind,
        rows: RangeInclusive<Row>,
        each: &mut EachCells<'_>,
    ) -> Result<(), StoreError> {
        let columns = columns(kind);
        let part = kind.parent().is_some();
        let sql = if part { parts_sql(kind) } else { wholes_sql(kind) };
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut found = statement.query([*rows.start(), *rows.end()])?;
        while let Some(row) = found.next()? {
            if each(row.get(0)?, &Stored { row, columns, part }).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn dossiers(&self, rows: RangeInclusive<Row>, each: &mut Each<'_, Dossier>) -> Result<(), StoreError> {
        let bounds = [*rows.start(), *rows.end()];
        let columns = columns(Kind::Worker);
        let prepare = |sql: &str| self.conn.prepare_cached(sql);
        let mut workers = prepare(&wholes_sql(Kind::Worker))?;
        let mut qualifications = prepare(&parts_sql(Kind::Qualification))?;
        let mut licenses = prepare(&parts_sql(Kind::License))?;
        let mut certificates = prepare(&parts_sql(Kind::LanguageCertificate))?;
        let mut employments = prepare(&parts_sql(Kind::Employment))?;
        let mut consents = prepare(&parts_sql(Kind::Consent))?;
        let mut workers = workers.query(bounds)?;
        let mut qualifications = PartCursor::open(&mut qualifications, bounds, Kind::Qualification)?;
        let mut licenses = PartCursor::open(&mut licenses, bounds, Kind::License)?;
        let mut certificates = PartCursor::open(&mut certificates, bounds, Kind::LanguageCertificate)?;
        let mut employments = PartCursor::open(&mut employments, bounds, Kind::Employment)?;
        let mut consents = PartCursor::open(&mut consents, bounds, Kind::Consent)?;
        while let Some(row) = workers.next()? {
            let number: Row = row.get(0)?;
            let worker: Worker = typed(&Stored { row, columns, part: false }, None)?;
            let id = worker.worker_id.as_str();
            let dossier = Dossier {
                row: number,
                qualifications: qualifications.take(number, id)?,
                licenses: licenses.take(number, id)?,
                certificates: certificates.take(number, id)?,
                employments: employments.take(number, id)?,
                consents: consents.take(number, id)?,
                worker,
            };
            if each(dossier).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn rows(&self, kind: Kind) -> Result<Vec<Row>, StoreError> {
        self.numbers(&format!("SELECT row FROM {kind} WHERE ?1 = ?1 ORDER BY row"), Seq::default())
    }

    fn bounds(&self, kind: Kind) -> Result<Option<(Row, Row)>, StoreError> {
        let sql = format!("SELECT min(row), max(row) FROM {kind}");
        let (low, high): (Option<Row>, Option<Row>) =
            self.conn.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(low.zip(high))
    }

    fn count(&self, kind: Kind) -> Result<u64, StoreError> {
        let count: i64 =
            self.conn.query_row(&format!("SELECT count(*) FROM {kind}"), [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn changed_since(&self, kind: Kind, seq: Seq) -> Result<(Vec<Row>, Vec<Row>), StoreError> {
        // Nothing is newer than the store: a match that is asked again need not look through all records.
        if seq >= self.seq {
            return Ok((Vec::new(), Vec::new()));
        }
        let mut written = self.numbers(&newer(kind), seq)?;
        written.sort_unstable();
        let gone = self.numbers(
            &format!("SELECT row FROM tombstone WHERE kind = '{kind}' AND seq > ?1 ORDER BY row"),
            seq,
        )?;
        Ok((written, gone))
    }

    fn changes(&self, kind: Kind, row: Row, since: Seq) -> Result<Vec<RecordChange>, StoreError> {
        changes::changes(&self.conn, kind, row, since)
    }

    fn former_id(&self, kind: Kind, row: Row) -> Result<Option<String>, StoreError> {
        changes::former_id(&self.conn, kind, row)
    }

    fn in_order(&self, kind: Kind, each: &mut Each<'_, ExportRow>) -> Result<(), StoreError> {
        export::in_order(&self.conn, kind, each)
    }

    fn exported(&self, kind: Kind, row: Row) -> Result<ExportRow, StoreError> {
        export::record(&self.conn, kind, row)
    }

    fn parts_in_order(&self, kind: Kind, whole: Row, id: &str) -> Result<Vec<ExportRow>, StoreError> {
        export::parts_in_order(&self.conn, kind, whole, id)
    }

    fn unmapped_headers(&self, kind: Kind) -> Result<Vec<String>, StoreError> {
        export::unmapped_headers(&self.conn, kind)
    }

    fn most_parts(&self, kind: Kind) -> Result<u64, StoreError> {
        export::most_parts(&self.conn, kind)
    }

    fn sheet(&self, row: Row) -> Result<Option<Sheet>, StoreError> {
        review::sheet(&self.conn, row)
    }

    fn version(&self, kind: Kind, id: &str) -> Result<Option<Seq>, StoreError> {
        let sql = format!("SELECT changed FROM {kind} WHERE {} = ?1", columns(kind).id());
        Ok(self.conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    fn handle(&self, row: Row) -> Result<Option<String>, StoreError> {
        let sql = "SELECT lower(hex(handle)) FROM worker WHERE row = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([row], |row| row.get(0)).optional()?)
    }

    fn leads_to(&self, id: &str) -> Result<Option<String>, StoreError> {
        review::leads_to(&self.conn, id)
    }

    fn redirects(&self) -> Result<HashMap<String, String>, StoreError> {
        review::redirects(&self.conn)
    }

    fn kept_apart(&self) -> Result<HashSet<(String, String)>, StoreError> {
        review::kept_apart(&self.conn)
    }
}

fn wholes_sql(kind: Kind) -> String {
    format!("SELECT row, {} FROM {kind} WHERE row BETWEEN ?1 AND ?2 ORDER BY row", columns(kind).list)
}

fn parts_sql(kind: Kind) -> String {
    let columns = columns(kind);
    let key: Vec<&str> = columns.key.iter().map(|&c| columns.name(c)).collect();
    format!(
        "SELECT parent, {} FROM {kind} WHERE parent BETWEEN ?1 AND ?2 ORDER BY parent, {}",
        columns.list,
        key.join(", ")
    )
}

/// The cells of a row that selected a number and the stored columns.
pub(super) struct Stored<'r, 's> {
    pub(super) row: &'r rusqlite::Row<'s>,
    pub(super) columns: &'static Columns,
    pub(super) part: bool,
}

impl Cells for Stored<'_, '_> {
    fn cell(&self, column: usize) -> Option<DatumRef<'_>> {
        // The identifier of the whole is the first column of every part, and not stored with it.
        let at = if self.part { column } else { column + 1 };
        self.row.get_ref(at).ok().and_then(|value| borrowed(value, self.columns.is_key(column)))
    }
}

/// The parts of one kind in the order of their wholes, taken whole by whole.
struct PartCursor<'s> {
    rows: Rows<'s>,
    columns: &'static Columns,
}

impl<'s> PartCursor<'s> {
    fn open(statement: &'s mut Statement<'_>, bounds: [Row; 2], kind: Kind) -> Result<Self, StoreError> {
        let mut rows = statement.query(bounds)?;
        rows.advance()?;
        Ok(Self { rows, columns: columns(kind) })
    }

    /// The parts of a whole. Wholes must be asked for in order.
    fn take<R: Record>(&mut self, whole: Row, id: &str) -> Result<Vec<R>, StoreError> {
        let mut parts = Vec::new();
        while let Some(row) = self.rows.get() {
            let parent: Row = row.get(0)?;
            if parent > whole {
                break;
            }
            if parent == whole {
                parts.push(typed(&Stored { row, columns: self.columns, part: true }, Some(id))?);
            }
            self.rows.advance()?;
        }
        Ok(parts)
    }
}
