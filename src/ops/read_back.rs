//! What of an export would be read back as something else than the records hold.
//!
//! A cell as it was written owes its meaning to its file: the order of the dates in its column, a decimal sign, the
//! words of a recipe, the rest of its row. An export puts files of many habits into one. So it is read back before it
//! leaves, by the same code as every file, and each cell that would turn into something else is named.

use crate::ingest::{self, IngestError, Parsed, ParsedRow, Rows};
use std::collections::BTreeSet;
use std::path::Path;

/// Times that an export is written and read back until nothing turns into something else.
pub(super) const ROUNDS: usize = 4;
/// Cells of a column named one by one. Beyond them the whole column is named, so that a store of any size needs no more.
const MOST_CELLS: usize = 1 << 20;

/// Cells that must be written in their canonical form.
#[derive(Debug, Default)]
pub(super) struct Plain {
    cells: BTreeSet<(usize, u64)>,
    columns: BTreeSet<usize>,
}

impl Plain {
    /// Whether the cell of a column and a record, from 0, is one of them.
    pub(super) fn has(&self, column: usize, record: u64) -> bool {
        self.columns.contains(&column) || self.cells.contains(&(column, record))
    }

    /// Adds a cell; `whole` adds its column. Says whether it is new.
    pub(super) fn add(&mut self, column: usize, record: u64, whole: bool) -> bool {
        if self.has(column, record) {
            return false;
        }
        if whole || self.cells.len() >= MOST_CELLS {
            return self.columns.insert(column);
        }
        self.cells.insert((column, record))
    }
}

/// The rows of an export that is read back, in the order of its records.
pub(super) struct ReadBack {
    rows: Rows,
    ahead: Option<ParsedRow>,
}

impl ReadBack {
    /// Opens an export. `None` where nobody could read it back: columns were chosen that say too little.
    ///
    /// # Errors
    /// [`IngestError`] when the file itself cannot be read.
    pub(super) fn open(path: &Path, options: &ingest::ReadOptions) -> Result<Option<Self>, IngestError> {
        match ingest::open(path, "export.csv", options) {
            Ok(table) => Ok(Some(Self { rows: table.rows(), ahead: None })),
            Err(error @ IngestError::Io { .. }) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// What the n-th record, from 0, is read as; nothing where its row comes back or is no record. Records are asked for
    /// in their order.
    ///
    /// # Errors
    /// [`IngestError`] when the file cannot be read to its end.
    pub(super) fn records(&mut self, record: u64) -> Result<Option<Vec<Parsed>>, IngestError> {
        // The header is row 1.
        let number = record + 2;
        loop {
            let row = match self.ahead.take() {
                Some(row) => row,
                None => match self.rows.next().transpose()? {
                    Some(row) => row,
                    None => return Ok(None),
                },
            };
            if row.number > number {
                self.ahead = Some(row);
                return Ok(None);
            }
            if row.number == number {
                let comes_back = row.findings.iter().any(|f| f.severity == ingest::Severity::Reject);
                return Ok((!comes_back).then_some(row.records));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_new_once_and_a_column_takes_all_of_its_cells() {
        let mut plain = Plain::default();
        assert!(plain.add(1, 7, false) && !plain.add(1, 7, false));
        assert!(plain.has(1, 7) && !plain.has(1, 8) && !plain.has(2, 7));
        assert!(plain.add(1, 8, true) && plain.has(1, 9) && !plain.add(1, 9, false));
    }
}
