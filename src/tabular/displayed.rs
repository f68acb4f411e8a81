//! What cells of a workbook show beside the value that was read, in a file of its own: few cells show more.

use super::TabularError;
use std::fs::File;
use std::path::Path;

/// What a cell of a workbook shows, where that is more than its value, or a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Displayed {
    /// The place of its column.
    pub column: usize,
    /// What it shows.
    pub text: String,
    /// The whole day, where the cell holds a date.
    pub day: Option<String>,
}

/// Cells merged over several rows: the value of the first row holds for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MergedDown {
    /// The first and the last row, from 1.
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) column: usize,
}

/// Writes what cells show, row by row.
pub(super) struct DisplayedWriter {
    writer: csv::Writer<tempfile::NamedTempFile>,
}

impl DisplayedWriter {
    pub(super) fn new(name: &str) -> Result<Self, TabularError> {
        let file = tempfile::NamedTempFile::new().map_err(TabularError::io(Path::new(name)))?;
        Ok(Self { writer: csv::WriterBuilder::new().from_writer(file) })
    }

    /// Adds a cell; rows count from 1, and come in order.
    pub(super) fn put(&mut self, row: u64, shown: &Displayed) -> Result<(), csv::Error> {
        let day = shown.day.as_deref().unwrap_or_default();
        self.writer.write_record([&row.to_string(), &shown.column.to_string(), &shown.text, day])
    }

    pub(super) fn finish(self) -> std::io::Result<tempfile::NamedTempFile> {
        let mut file = self.writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        std::io::Write::flush(&mut file)?;
        Ok(file)
    }
}

/// Reads it again beside the rows.
pub(super) struct DisplayedReader {
    reader: csv::Reader<File>,
    next: Option<(u64, Displayed)>,
}

impl DisplayedReader {
    pub(super) fn open(path: &Path) -> Result<Self, TabularError> {
        let file = File::open(path).map_err(TabularError::io(path))?;
        let mut reader =
            Self { reader: csv::ReaderBuilder::new().has_headers(false).from_reader(file), next: None };
        reader.next = reader.step();
        Ok(reader)
    }

    fn step(&mut self) -> Option<(u64, Displayed)> {
        let mut record = csv::StringRecord::new();
        if !self.reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let day = Some(cell(3)).filter(|day| !day.is_empty()).map(str::to_owned);
        let shown = Displayed { column: cell(1).parse().ok()?, text: cell(2).to_owned(), day };
        Some((cell(0).parse().ok()?, shown))
    }

    /// What the cells of a row show; rows are asked for in order.
    pub(super) fn of(&mut self, row: u64, into: &mut Vec<Displayed>) {
        while let Some((at, shown)) = self.next.take() {
            if at > row {
                self.next = Some((at, shown));
                return;
            }
            if at == row {
                into.push(shown);
            }
            self.next = self.step();
        }
    }
}
