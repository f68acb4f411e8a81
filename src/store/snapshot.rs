//! The records of a store at one moment, as typed values.

use super::engine::{Cells, Stage, View};
use super::merge::{self, Comparison};
use super::{ExportRow, RecordChange, StoreError};
use crate::model::{
    Curriculum, CurriculumFile, DatumRef, Dossier, Kind, Opening, OpeningStatus, Organization,
    OrganizationFile, Placement, PlacementFile, Record, Row, Seq,
};
use crate::text;
use std::collections::{BTreeSet, HashSet};
use std::ops::{ControlFlow, RangeInclusive};

/// The store as it stood at one moment; later changes do not show.
pub struct Snapshot(Box<dyn View>);

impl Snapshot {
    pub(super) fn of(view: Box<dyn View>) -> Self {
        Self(view)
    }

    /// The sequence number of this moment.
    pub fn seq(&self) -> Seq {
        self.0.seq()
    }

    /// The number of a record that stands alone. The identifier of a merged worker leads to the worker that it was
    /// merged into. What one source alone calls a record leads to that record. Capitals, full-width letters and the two
    /// ways to write an accent make no difference, as in an import.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn row_of(&self, kind: Kind, id: &str) -> Result<Option<Row>, StoreError> {
        let found = self.as_written(kind, id)?;
        if found.is_some() {
            return Ok(found);
        }
        match self.0.spelled(kind, id)? {
            Some(spelled) => self.as_written(kind, &spelled),
            None => match &self.0.in_sources(kind, id)?[..] {
                [one] => self.0.row_of(kind, one),
                _ => Ok(None),
            },
        }
    }

    fn as_written(&self, kind: Kind, id: &str) -> Result<Option<Row>, StoreError> {
        let found = self.0.row_of(kind, id)?;
        let last = if found.is_none() && kind == Kind::Worker { self.0.leads_to(id)? } else { None };
        match last {
            Some(last) => self.0.row_of(kind, &last),
            None => Ok(found),
        }
    }

    /// The version of a record that stands alone: the sequence number of the change that wrote it or one of its parts
    /// last.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn version(&self, kind: Kind, id: &str) -> Result<Option<Seq>, StoreError> {
        self.0.version(kind, id)
    }

    /// The identifier nearest to one that is not there.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn nearest_id(&self, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
        const NEIGHBORS: usize = 200;
        const BAR: f64 = 0.6;
        if let Some(first) = self.0.in_sources(kind, id)?.into_iter().next() {
            return Ok(Some(first));
        }
        let exists = |id: &str| Ok(self.0.row_of(kind, id)?.is_some());
        text::nearest_identifier(id, exists, || self.0.neighbors(kind, id, NEIGHBORS), BAR)
    }

    /// The record with a number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn whole<R: Record>(&self, row: Row) -> Result<Option<R>, StoreError> {
        let mut found = None;
        self.read(
            row..=row,
            |_, cells| {
                found = Some(typed(cells, None)?);
                Ok::<(), StoreError>(())
            },
            R::KIND,
        )?;
        Ok(found)
    }

    /// The record with an identifier, and its number.
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
        let mut parts = Vec::new();
        self.read(
            whole..=whole,
            |_, cells| {
                parts.push(typed(cells, Some(id))?);
                Ok::<(), StoreError>(())
            },
            R::KIND,
        )?;
        Ok(parts)
    }

    /// Every record of a kind that stands alone, in the order of the numbers.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn each<R: Record, E: From<StoreError>>(
        &self,
        each: impl FnMut(Row, R) -> Result<(), E>,
    ) -> Result<(), E> {
        self.within(Row::ALL, each)
    }

    /// Everything known of a worker.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn dossier(&self, row: Row) -> Result<Option<Dossier>, StoreError> {
        let mut found = None;
        self.0.dossiers(row..=row, &mut |dossier| {
            found = Some(dossier);
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Everything known of the workers in a range of numbers, in their order. A long range costs one pass over each
    /// kind of part.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn dossiers<E: From<StoreError>>(
        &self,
        rows: RangeInclusive<Row>,
        each: impl FnMut(Dossier) -> Result<(), E>,
    ) -> Result<(), E> {
        until(each, |each| self.0.dossiers(rows, each))
    }

    /// The records of a kind that stand alone in a range of numbers, or the parts of those, each with the number, in order.
    /// The identifier of the whole is not read for a part: the number stands in its place.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn within<R: Record, E: From<StoreError>>(
        &self,
        rows: RangeInclusive<Row>,
        mut each: impl FnMut(Row, R) -> Result<(), E>,
    ) -> Result<(), E> {
        let take = |row: Row, cells: &dyn Cells| {
            let whole = R::KIND.parent().map(|_| row.to_string());
            each(row, typed(cells, whole.as_deref())?)
        };
        self.read(rows, take, R::KIND)
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

    /// Every curriculum with its subjects, in the order of the row numbers: one pass over each.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn curriculum_files<E: From<StoreError>>(
        &self,
        each: impl FnMut(CurriculumFile) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut files = Vec::new();
        self.each::<Curriculum, StoreError>(|row, curriculum| {
            files.push(CurriculumFile { row, curriculum, subjects: Vec::new() });
            Ok(())
        })?;
        let mut wholes = files.iter_mut().peekable();
        let take = |row: Row, cells: &dyn Cells| -> Result<(), StoreError> {
            while wholes.next_if(|file| file.row < row).is_some() {}
            if let Some(file) = wholes.peek_mut().filter(|file| file.row == row) {
                file.subjects.push(typed(cells, Some(file.curriculum.curriculum_id.as_str()))?);
            }
            Ok(())
        };
        self.read(Row::ALL, take, Kind::CurriculumSubject)?;
        files.into_iter().try_for_each(each)
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

    /// Every placement with its costs and terms, in the order of the row numbers. Some are read at a time: each by itself
    /// takes twice as long, and all at once would be held in memory.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn placement_files<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(PlacementFile) -> Result<(), E>,
    ) -> Result<(), E> {
        const AT_A_TIME: u32 = 500;
        let Some((first, last)) = self.bounds(Kind::Placement)? else { return Ok(()) };
        let mut from = first;
        while from <= last {
            let rows = from..=Row(from.0.saturating_add(AT_A_TIME - 1));
            let mut files: Vec<PlacementFile> = Vec::new();
            let whole = |row: Row, cells: &dyn Cells| -> Result<(), StoreError> {
                let placement = typed(cells, None)?;
                files.push(PlacementFile { row, placement, costs: Vec::new(), terms: Vec::new() });
                Ok(())
            };
            self.read(rows.clone(), whole, Kind::Placement)?;
            for kind in [Kind::Cost, Kind::ContractTerms] {
                let part = |row: Row, cells: &dyn Cells| -> Result<(), StoreError> {
                    let Ok(at) = files.binary_search_by_key(&row, |file| file.row) else { return Ok(()) };
                    let PlacementFile { placement, costs, terms, .. } = &mut files[at];
                    let id = Some(placement.placement_id.as_str());
                    if kind == Kind::Cost {
                        costs.push(typed(cells, id)?);
                    } else {
                        terms.push(typed(cells, id)?);
                    }
                    Ok(())
                };
                self.read(rows.clone(), part, kind)?;
            }
            files.into_iter().try_for_each(&mut each)?;
            from = Row(rows.end().0.saturating_add(1));
            if rows.end().0 == u32::MAX {
                break;
            }
        }
        Ok(())
    }

    /// An organization with its licenses and sanctions.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn organization_file(&self, id: &str) -> Result<Option<OrganizationFile>, StoreError> {
        let Some((row, organization)) = self.find::<Organization>(id)? else { return Ok(None) };
        let (licenses, sanctions) = (self.parts(row, id)?, self.parts(row, id)?);
        Ok(Some(OrganizationFile { row, organization, licenses, sanctions }))
    }

    /// The openings that are not closed or drafts, in the order of their numbers.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn open_openings(&self) -> Result<Vec<(Row, Opening)>, StoreError> {
        let mut openings = Vec::new();
        self.each::<Opening, StoreError>(|row, opening| {
            if opening.status.is_none_or(|status| status == OpeningStatus::Open) {
                openings.push((row, opening));
            }
            Ok(())
        })?;
        Ok(openings)
    }

    /// The numbers of all records of a kind, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn rows(&self, kind: Kind) -> Result<Vec<Row>, StoreError> {
        self.0.rows(kind)
    }

    /// The smallest and the largest number of a kind; `None` when there is no record.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn bounds(&self, kind: Kind) -> Result<Option<(Row, Row)>, StoreError> {
        self.0.bounds(kind)
    }

    /// How many records of a kind there are.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn count(&self, kind: Kind) -> Result<u64, StoreError> {
        self.0.count(kind)
    }

    /// The records of a kind that were written after a sequence number, and those that are gone, each in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn changed_since(&self, kind: Kind, seq: Seq) -> Result<(Vec<Row>, Vec<Row>), StoreError> {
        self.0.changed_since(kind, seq)
    }

    /// What was written of a record that stands alone, and of its parts, after a sequence number. Of a record that came in
    /// or is gone nothing is said of its parts.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn changes(&self, kind: Kind, row: Row, since: Seq) -> Result<Vec<RecordChange>, StoreError> {
        self.0.changes(kind, row, since)
    }

    /// The identifier that a record had which is gone; `None` where its former versions are gone as well.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn former_id(&self, kind: Kind, row: Row) -> Result<Option<String>, StoreError> {
        self.0.former_id(kind, row)
    }

    /// The records of a kind as they rest, in the order of their identifiers; parts in that of their wholes, then of
    /// their own keys.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or what `each` returns.
    pub fn in_order<E: From<StoreError>>(
        &self,
        kind: Kind,
        each: impl FnMut(ExportRow) -> Result<(), E>,
    ) -> Result<(), E> {
        until(each, |each| self.0.in_order(kind, each))
    }

    /// One record of a kind that is no part of another, as an export gives it out.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn exported(&self, kind: Kind, row: Row) -> Result<ExportRow, StoreError> {
        self.0.exported(kind, row)
    }

    /// The parts of one kind of a whole as they rest, in the order of their keys.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn parts_in_order(&self, kind: Kind, whole: Row, id: &str) -> Result<Vec<ExportRow>, StoreError> {
        self.0.parts_in_order(kind, whole, id)
    }

    /// The headers that no column took in any record of a kind, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn unmapped_headers(&self, kind: Kind) -> Result<Vec<String>, StoreError> {
        self.0.unmapped_headers(kind)
    }

    /// The most parts of a kind that one whole has.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn most_parts(&self, kind: Kind) -> Result<u64, StoreError> {
        self.0.most_parts(kind)
    }

    /// The worker that an identifier leads to, when it was merged; `None` for any other.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn leads_to(&self, id: &str) -> Result<Option<String>, StoreError> {
        self.0.leads_to(id)
    }

    /// The pairs that are kept apart, by the identifiers of present workers, the lower one first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn kept_apart(&self) -> Result<HashSet<(String, String)>, StoreError> {
        self.0.kept_apart()
    }

    /// Two workers side by side; `None` when one of them is not there. Merged identifiers lead on.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn compare(&self, left: &str, right: &str) -> Result<Option<Comparison>, StoreError> {
        let sheet = |id: &str| match self.row_of(Kind::Worker, id)? {
            Some(row) => self.0.sheet(row),
            None => Ok(None),
        };
        let sheets = sheet(left)?.zip(sheet(right)?);
        Ok(sheets.map(|(left, right)| Comparison {
            lines: merge::lines(&left, &right),
            left: left.id,
            right: right.id,
            seq: self.seq(),
        }))
    }

    /// The random handles that the audit log knows workers by, in hexadecimal and in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn handles(&self, ids: &BTreeSet<String>) -> Result<Vec<String>, StoreError> {
        let mut handles = Vec::new();
        for id in ids {
            if let Some(row) = self.row_of(Kind::Worker, id)? {
                handles.extend(self.0.handle(row)?);
            }
        }
        handles.sort_unstable();
        Ok(handles)
    }

    fn read<E: From<StoreError>>(
        &self,
        rows: RangeInclusive<Row>,
        mut each: impl FnMut(Row, &dyn Cells) -> Result<(), E>,
        kind: Kind,
    ) -> Result<(), E> {
        let mut failed = None;
        self.0.records(kind, rows, &mut |row, cells| match each(row, cells) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        })?;
        failed.map_or(Ok(()), Err)
    }
}

/// Reads until `each` fails, and then returns its error.
fn until<T, E: From<StoreError>>(
    mut each: impl FnMut(T) -> Result<(), E>,
    read: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) -> Result<(), StoreError>,
) -> Result<(), E> {
    let mut failed = None;
    read(&mut |item| match each(item) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// The records of a kind that stands alone of which the rows of a stage spoke so far, as they will be with the batch.
///
/// # Errors
/// [`StoreError`] when stage or store cannot be read.
pub fn staged_wholes<R: Record>(stage: &dyn Stage) -> Result<Vec<R>, StoreError> {
    let mut found = Vec::new();
    let mut failed = None;
    stage.wholes(R::KIND, &mut |_, cells| match typed(cells, None) {
        Ok(record) => {
            found.push(record);
            ControlFlow::Continue(())
        }
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(found), Err)
}

/// A record of its cells; the identifier of a part's whole is given as `whole`.
pub(super) fn typed<R: Record>(cells: &(impl Cells + ?Sized), whole: Option<&str>) -> Result<R, StoreError> {
    let record = R::from_cells(|column| match whole {
        Some(whole) if column == 0 => Some(DatumRef::Text(whole)),
        _ => cells.cell(column),
    })?;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn the_whole_is_the_first_column_of_every_part() {
        for &kind in Kind::ALL {
            if kind.parent().is_some() {
                assert_eq!(schema::table(kind).key[0], 0, "{kind}");
            }
        }
    }
}
