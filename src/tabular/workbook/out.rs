//! A sheet as it is written out: its cells row by row, and what they show beside their values.

use crate::tabular::displayed::{Displayed, DisplayedWriter, MergedDown};
use crate::tabular::{MOST_COLUMNS, TabularError};
use std::io::Write as _;
use std::path::Path;

/// Rows looked at to choose among sheets.
const ROWS_JUDGED: usize = 40;

/// Larger parts of a packed workbook are refused: a few kilobytes can unpack to gigabytes.
const LARGEST_PART: u64 = 1 << 30;

/// What is told of a sheet beside its cells.
#[derive(Debug, Default)]
pub(super) struct SheetFacts {
    /// The first cell with a formula and no value.
    pub(super) unsaved: Option<String>,
    /// Cells merged over several rows.
    pub(super) merged: Vec<MergedDown>,
    /// Rows that hold something and are hidden.
    pub(super) hidden_rows: u64,
}

/// A sheet as a table, and its first rows.
pub(super) struct Written {
    pub(super) file: tempfile::NamedTempFile,
    pub(super) displayed: tempfile::NamedTempFile,
    pub(super) start: Vec<Vec<String>>,
    pub(super) cells: u64,
    pub(super) facts: SheetFacts,
}

/// The name of a column in spreadsheets: A to Z, then AA.
pub(super) fn letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        if left < 26 {
            break;
        }
        left = left / 26 - 1;
    }
    letters.iter().rev().collect()
}

impl Written {
    /// Whether more stands in it than a row of headers.
    pub(super) fn has_rows(&self) -> bool {
        self.start.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).count() > 1
    }
}

/// Writes rows whose cells come in order.
pub(super) struct Out {
    displayed: DisplayedWriter,
    name: String,
    writer: csv::Writer<tempfile::NamedTempFile>,
    row: u32,
    cells: Vec<String>,
    started: bool,
    start: Vec<Vec<String>>,
    count: u64,
    bytes: u64,
    /// Whether a row came after one that stands below it.
    disordered: bool,
}

impl Out {
    pub(super) fn new(name: &str) -> Result<Self, TabularError> {
        let file = tempfile::NamedTempFile::new().map_err(TabularError::io(Path::new(name)))?;
        let writer = csv::WriterBuilder::new()
            .flexible(true)
            .quote_style(csv::QuoteStyle::Necessary)
            .from_writer(file);
        Ok(Self {
            displayed: DisplayedWriter::new(name)?,
            name: name.to_owned(),
            writer,
            row: 0,
            cells: Vec::new(),
            started: false,
            start: Vec::new(),
            count: 0,
            bytes: 0,
            disordered: false,
        })
    }

    /// What messages call the file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether rows came that stand above others: they are to be put in order first.
    pub(super) fn is_disordered(&self) -> bool {
        self.disordered
    }

    /// Puts a cell into its row; a cell that shows nothing holds nothing. Cells come row by row.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        shows: Option<&Displayed>,
    ) -> Result<(), TabularError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row < self.row {
            self.disordered = true;
            return Ok(());
        }
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if place >= MOST_COLUMNS {
            let (found, limit) = (place + 1, MOST_COLUMNS);
            return Err(TabularError::TooManyColumns { file: self.name.clone(), found, limit });
        }
        while self.row < row {
            self.end_row()?;
        }
        self.started = true;
        if self.cells.len() <= place {
            self.cells.resize(place + 1, String::new());
        }
        text.clone_into(&mut self.cells[place]);
        // It would end the line of the table that is written out.
        self.cells[place].retain(|sign| sign != '\u{1A}');
        if let Some(shows) = shows {
            self.displayed.put(u64::from(row) + 1, shows).map_err(self.failed())?;
        }
        self.count += 1;
        Ok(())
    }

    fn failed(&self) -> impl Fn(csv::Error) -> TabularError + use<> {
        let path = std::path::PathBuf::from(&self.name);
        move |error| TabularError::Io { path: path.clone(), source: error.into() }
    }

    fn end_row(&mut self) -> Result<(), TabularError> {
        let failed = self.failed();
        self.bytes += self.cells.iter().map(|cell| cell.len() as u64 + 1).sum::<u64>() + 1;
        if self.bytes > LARGEST_PART {
            let reason = format!("a sheet unpacks to more than {LARGEST_PART} bytes");
            return Err(TabularError::Workbook { file: self.name.clone(), reason });
        }
        if self.cells.is_empty() {
            self.writer.write_record([""]).map_err(&failed)?;
        } else {
            self.writer.write_record(&self.cells).map_err(failed)?;
        }
        if self.start.len() < ROWS_JUDGED {
            self.start.push(std::mem::take(&mut self.cells));
        }
        self.cells.clear();
        self.row += 1;
        Ok(())
    }

    /// Ends the sheet.
    pub(super) fn finish(mut self, facts: SheetFacts) -> Result<Written, TabularError> {
        if self.started {
            self.end_row()?;
        }
        let failed = |source: std::io::Error| TabularError::Io { path: self.name.clone().into(), source };
        let mut file = self.writer.into_inner().map_err(|error| failed(error.into_error()))?;
        file.flush().map_err(failed)?;
        let displayed = self.displayed.finish().map_err(failed)?;
        Ok(Written { file, displayed, start: self.start, cells: self.count, facts })
    }
}

/// A number as a spreadsheet shows it: to 15 digits, the last ones of a binary fraction being noise. A whole
/// number of more digits lost the others when it was entered, and goes the way in which that is seen.
pub(super) fn float(number: f64) -> String {
    if number.abs() >= 1e15 {
        let text = format!("{number:.14e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{}E+{exponent}", digits.trim_end_matches('0').trim_end_matches('.'));
    }
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_in_a_spreadsheet() {
        for (number, shown) in [
            (2221.0, "2221"),
            (0.1 + 0.2, "0.3"),
            (639_171_234_567.0, "639171234567"),
            (1_234_567_890_123_456_789.0, "1.23456789012346E+18"),
            (1e15, "1E+15"),
            (-2.5, "-2.5"),
        ] {
            assert_eq!(float(number), shown);
        }
    }

    #[test]
    fn columns_have_the_names_of_spreadsheets() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
