//! Reading records back as typed values, all in one snapshot.

use super::columns::{Columns, borrowed, columns};
use super::{Store, StoreError};
use crate::model::{
    Curriculum, CurriculumFile, DatumRef, Dossier, Kind, LanguageCertificate, Opening, Organization,
    OrganizationFile, Placement, PlacementFile, Record, Row, Seq, Worker,
};
use crate::text;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Connection, OptionalExtension, Rows, Statement};
use std::ops::RangeInclusive;

/// The store as it stood at one moment; later writes do not show.
pub struct Snapshot {
    pub(super) conn: Connection,
    seq: Seq,
}

impl Store {
    /// The store as it stands now.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let conn = self.reader()?;
        conn.set_prepared_statement_cache_capacity(64);
        conn.execute_batch("BEGIN")?;
        let seq = conn.query_row("SELECT seq FROM head", [], |row| row.get(0))?;
        Ok(Snapshot { conn, seq })
    }
}

impl Snapshot {
    /// The head of the change feed at this moment.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    pub(super) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// The row number of a record that stands alone. The identifier of a merged worker leads to the
    /// worker that it was merged into.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn row_of(&self, kind: Kind, id: &str) -> Result<Option<Row>, StoreError> {
        let sql = format!("SELECT row FROM {kind} WHERE {} = ?1", id_column(kind));
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_row([id], |row| row.get(0)).optional()?;
        if found.is_some() || kind != Kind::Worker {
            return Ok(found);
        }
        match self.leads_to(id)? {
            Some(last) => Ok(statement.query_row([last], |row| row.get(0)).optional()?),
            None => Ok(None),
        }
    }

    /// The identifier nearest to one that is not there.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn nearest_id(&self, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
        let column = id_column(kind);
        let mut near = Vec::new();
        for (compare, order) in [(">=", "ASC"), ("<", "DESC")] {
            let sql = format!(
                "SELECT {column} FROM {kind} WHERE {column} {compare} ?1 ORDER BY {column} {order} LIMIT 200"
            );
            let mut statement = self.conn.prepare_cached(&sql)?;
            for found in statement.query_map([id], |row| row.get::<_, String>(0))? {
                near.push(found?);
            }
        }
        near.sort_unstable();
        Ok(text::nearest(id, near.iter().map(String::as_str), 0.6).map(str::to_owned))
    }

    /// The record with a row number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn whole<R: Record>(&self, row: Row) -> Result<Option<R>, StoreError> {
        let columns = columns(R::KIND);
        let sql = format!("SELECT row, {} FROM {} WHERE row = ?1", columns.list, R::KIND);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([row])?;
        rows.next()?.map(|row| typed(row, columns, None)).transpose()
    }

    /// The record with an identifier, and its row number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn find<R: Record>(&self, id: &str) -> Result<Option<(Row, R)>, StoreError> {
        let Some(row) = self.row_of(R::KIND, id)? else { return Ok(None) };
        Ok(self.whole(row)?.map(|record| (row, record)))
    }

    /// The parts of a whole, in the order of their natural keys. `id` is the whole's identifier.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn parts<R: Record>(&self, whole: Row, id: &str) -> Result<Vec<R>, StoreError> {
        let mut statement = self.conn.prepare_cached(&parts_sql(R::KIND))?;
        let mut cursor = PartCursor::open(&mut statement, [whole, whole], R::KIND)?;
        cursor.take(whole, id)
    }

    /// Every record of a kind that stands alone, in the order of the row numbers.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn each<R: Record, E: From<StoreError>>(
        &self,
        mut each: impl FnMut(Row, R) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns = columns(R::KIND);
        let sql = format!("SELECT row, {} FROM {} ORDER BY row", columns.list, R::KIND);
        let mut statement = self.conn.prepare_cached(&sql).map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(row.get(0).map_err(StoreError::from)?, typed(row, columns, None)?)?;
        }
        Ok(())
    }

    /// Everything known of a worker.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn dossier(&self, row: Row) -> Result<Option<Dossier>, StoreError> {
        let mut found = None;
        self.dossiers::<StoreError>(row..=row, |dossier| {
            found = Some(dossier);
            Ok(())
        })?;
        Ok(found)
    }

    /// Everything known of the workers in a range of row numbers, in their order. The tables of the
    /// parts are read alongside, so a long range costs one pass over each.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn dossiers<E: From<StoreError>>(
        &self,
        rows: RangeInclusive<Row>,
        mut each: impl FnMut(Dossier) -> Result<(), E>,
    ) -> Result<(), E> {
        let bounds = [*rows.start(), *rows.end()];
        let columns = columns(Kind::Worker);
        let prepare = |sql: &str| self.conn.prepare_cached(sql).map_err(StoreError::from);
        let mut workers = prepare(&format!(
            "SELECT row, {} FROM worker WHERE row BETWEEN ?1 AND ?2 ORDER BY row",
            columns.list
        ))?;
        let mut qualifications = prepare(&parts_sql(Kind::Qualification))?;
        let mut licenses = prepare(&parts_sql(Kind::License))?;
        let mut certificates = prepare(&parts_sql(Kind::LanguageCertificate))?;
        let mut employments = prepare(&parts_sql(Kind::Employment))?;
        let mut consents = prepare(&parts_sql(Kind::Consent))?;
        let mut workers = workers.query(bounds).map_err(StoreError::from)?;
        let mut qualifications = PartCursor::open(&mut qualifications, bounds, Kind::Qualification)?;
        let mut licenses = PartCursor::open(&mut licenses, bounds, Kind::License)?;
        let mut certificates = PartCursor::open(&mut certificates, bounds, Kind::LanguageCertificate)?;
        let mut employments = PartCursor::open(&mut employments, bounds, Kind::Employment)?;
        let mut consents = PartCursor::open(&mut consents, bounds, Kind::Consent)?;
        while let Some(row) = workers.next().map_err(StoreError::from)? {
            let number: Row = row.get(0).map_err(StoreError::from)?;
            let worker: Worker = typed(row, columns, None)?;
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
            each(dossier)?;
        }
        Ok(())
    }

    /// The language certificates of the workers in a range of row numbers, each with its worker's
    /// row, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn certificates<E: From<StoreError>>(
        &self,
        rows: RangeInclusive<Row>,
        mut each: impl FnMut(Row, LanguageCertificate) -> Result<(), E>,
    ) -> Result<(), E> {
        let columns = columns(Kind::LanguageCertificate);
        let mut statement =
            self.conn.prepare_cached(&parts_sql(Kind::LanguageCertificate)).map_err(StoreError::from)?;
        let mut found = statement.query([*rows.start(), *rows.end()]).map_err(StoreError::from)?;
        while let Some(row) = found.next().map_err(StoreError::from)? {
            // The worker's identifier is not needed to index a certificate: its row stands for it.
            let parent: Row = row.get(0).map_err(StoreError::from)?;
            each(parent, typed(row, columns, Some(&parent.to_string()))?)?;
        }
        Ok(())
    }

    /// A curriculum with its subjects.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn curriculum_file(&self, row: Row) -> Result<Option<CurriculumFile>, StoreError> {
        let Some(curriculum) = self.whole::<Curriculum>(row)? else { return Ok(None) };
        let subjects = self.parts(row, curriculum.curriculum_id.as_str())?;
        Ok(Some(CurriculumFile { row, curriculum, subjects }))
    }

    /// Every curriculum with its subjects, in the order of the row numbers.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn curriculum_files<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(CurriculumFile) -> Result<(), E>,
    ) -> Result<(), E> {
        let prepared = self.conn.prepare_cached(&parts_sql(Kind::CurriculumSubject));
        let mut subjects = prepared.map_err(StoreError::from)?;
        let Some((first, last)) = self.bounds(Kind::Curriculum)? else { return Ok(()) };
        let mut subjects = PartCursor::open(&mut subjects, [first, last], Kind::CurriculumSubject)?;
        self.each::<Curriculum, E>(|row, curriculum| {
            let subjects = subjects.take(row, curriculum.curriculum_id.as_str())?;
            each(CurriculumFile { row, curriculum, subjects })
        })
    }

    /// A placement with its costs and terms.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn placement_file(&self, row: Row) -> Result<Option<PlacementFile>, StoreError> {
        let Some(placement) = self.whole::<Placement>(row)? else { return Ok(None) };
        let id = placement.placement_id.as_str();
        Ok(Some(PlacementFile { row, costs: self.parts(row, id)?, terms: self.parts(row, id)?, placement }))
    }

    /// An organization with its licenses and sanctions.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn organization_file(&self, id: &str) -> Result<Option<OrganizationFile>, StoreError> {
        let Some((row, organization)) = self.find::<Organization>(id)? else { return Ok(None) };
        Ok(Some(OrganizationFile {
            row,
            organization,
            licenses: self.parts(row, id)?,
            sanctions: self.parts(row, id)?,
        }))
    }

    /// The row numbers of a kind's records, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn rows(&self, kind: Kind) -> Result<Vec<Row>, StoreError> {
        self.numbers(&format!("SELECT row FROM {kind} WHERE ?1 = ?1 ORDER BY row"), Seq::default())
    }

    /// The smallest and the largest row number of a kind; `None` when there is no record.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn bounds(&self, kind: Kind) -> Result<Option<(Row, Row)>, StoreError> {
        let sql = format!("SELECT min(row), max(row) FROM {kind}");
        let (low, high): (Option<Row>, Option<Row>) =
            self.conn.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(low.zip(high))
    }

    /// How many records of a kind there are.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn count(&self, kind: Kind) -> Result<u64, StoreError> {
        let count: i64 =
            self.conn.query_row(&format!("SELECT count(*) FROM {kind}"), [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The change feed of a kind after a sequence number: the rows that were written, and those that
    /// are gone, each in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn changed_since(&self, kind: Kind, seq: Seq) -> Result<(Vec<Row>, Vec<Row>), StoreError> {
        let written =
            self.numbers(&format!("SELECT row FROM {kind} WHERE changed > ?1 ORDER BY row"), seq)?;
        let gone = self.numbers(
            &format!("SELECT row FROM tombstone WHERE kind = '{kind}' AND seq > ?1 ORDER BY row"),
            seq,
        )?;
        Ok((written, gone))
    }

    /// The identifiers of the openings that are not closed or drafts, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn open_openings(&self) -> Result<Vec<(Row, Opening)>, StoreError> {
        let mut openings = Vec::new();
        self.each::<Opening, StoreError>(|row, opening| {
            if opening.status.is_none_or(|status| status == crate::model::OpeningStatus::Open) {
                openings.push((row, opening));
            }
            Ok(())
        })?;
        Ok(openings)
    }

    fn numbers(&self, sql: &str, seq: Seq) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([seq], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn id_column(kind: Kind) -> &'static str {
    columns(kind).name(columns(kind).table.key[0])
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

/// Reads a row that selected a number and the stored columns.
fn typed<R: Record>(
    row: &rusqlite::Row<'_>,
    columns: &Columns,
    whole: Option<&str>,
) -> Result<R, StoreError> {
    let part = whole.is_some();
    let record = R::from_cells(|column| {
        // The identifier of the whole is the first column of every part, and not stored with it.
        if part && column == 0 {
            return whole.map(DatumRef::Text);
        }
        let at = if part { column } else { column + 1 };
        row.get_ref(at).ok().and_then(|value| borrowed(value, columns.is_key(column)))
    })?;
    Ok(record)
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
                parts.push(typed(row, self.columns, Some(id))?);
            }
            self.rows.advance()?;
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_is_the_first_column_of_every_part() {
        for &kind in Kind::ALL {
            if kind.parent().is_some() {
                assert_eq!(columns(kind).table.key[0], 0, "{kind}");
            }
        }
    }
}
