//! The rows below the header, one after the other in constant memory.

use super::lines::{Line, Lines};
use super::reason::TabularReason;
use super::repair::{self, Repair};
use super::sample::CELL_LINES;
use super::shape::Shapes;
use super::split::{self, Cut};
use super::{Dialect, LONGEST_RECORD, Table, TabularError};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A row.
#[derive(Debug, Default)]
pub struct TextRecord {
    /// Its number among the rows of the file, those above the header and blank ones included, from 1.
    pub number: u64,
    /// Its first line, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: csv::StringRecord,
    /// What was done to make it fit, or that nothing could be done.
    pub fault: Option<Fault>,
}

impl TextRecord {
    /// A record that need not grow while it is read.
    #[must_use]
    pub fn with_capacity(bytes: usize, cells: usize) -> Self {
        Self { cells: csv::StringRecord::with_capacity(bytes, cells), ..Self::default() }
    }
}

/// What is wrong with a row's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It was put right.
    Repaired(Repair),
    /// It has another number of cells than the header, and nothing says which are missing or too many.
    Ragged {
        /// Cells found.
        found: usize,
        /// Cells of the header.
        wanted: usize,
    },
    /// It is no row of the table by its looks: totals, or a remark.
    Footer,
    /// The bytes of a character were not of the encoding.
    Undecodable,
}

/// Rows that are not among the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Passed {
    /// Nothing but blanks and separators.
    Blank,
    /// The header once more.
    Header,
    /// A line that begins with `#` and is no row.
    Comment,
}

impl Passed {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank rows",
            Self::Header => "the header once more",
            Self::Comment => "comments that begin with #",
        }
    }
}

impl Fault {
    /// What is wrong, for people and for programs.
    pub fn reason(&self) -> TabularReason {
        match self {
            Self::Repaired(Repair { slips, certain: true, .. }) => {
                TabularReason::PutRight { slips: slips.clone() }
            }
            Self::Repaired(Repair { slips, .. }) => TabularReason::PutRightByGuess { slips: slips.clone() },
            Self::Ragged { found, wanted } => TabularReason::Ragged { found: *found, wanted: *wanted },
            Self::Footer => TabularReason::Footer,
            Self::Undecodable => TabularReason::Undecodable,
        }
    }
}

/// How often rows were passed over, and where first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which.
    pub what: Passed,
    /// How many.
    pub count: u64,
    /// The first one's number.
    pub first: u64,
}

/// Reads rows.
pub struct Records {
    lines: Lines,
    dialect: Dialect,
    header: Vec<String>,
    header_rows: Vec<Vec<String>>,
    shapes: Arc<Shapes>,
    width: usize,
    number: u64,
    passed: Vec<PassedOver>,
    check_decoding: bool,
    mend: bool,
    /// Whether the rows are those of a sheet, which has its columns whatever their last cells hold.
    of_sheet: bool,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Records {
    pub(super) fn open(table: &Table) -> Result<Self, TabularError> {
        let mut lines = Lines::open(&table.path, &table.name, table.encoding)?;
        for _ in 0..table.skip {
            if let Some(line) = lines.next()? {
                lines.recycle(line);
            }
        }
        Ok(Self {
            lines,
            dialect: table.dialect.clone(),
            header: table.header.clone(),
            header_rows: table.form.header_rows.clone(),
            shapes: Arc::clone(&table.shapes),
            width: table.header.len(),
            number: table.skip_rows,
            passed: Vec::new(),
            check_decoding: table.encoding != encoding_rs::UTF_8,
            mend: true,
            of_sheet: table.form.sheet.is_some(),
        })
    }

    /// Leaves rows that do not fit as they are cut: for counting, where nothing else is needed.
    #[must_use]
    pub fn unmended(mut self) -> Self {
        self.mend = false;
        self
    }

    /// Reads the lines on a thread of their own.
    #[must_use]
    pub fn ahead(mut self) -> Self {
        self.lines = self.lines.ahead();
        self
    }

    /// What was passed over so far.
    pub fn passed_over(&self) -> &[PassedOver] {
        &self.passed
    }

    /// Reads the next row into `record`; `false` at the end.
    ///
    /// # Errors
    /// [`TabularError`] when the file cannot be read or a record is too long.
    pub fn read(&mut self, record: &mut TextRecord) -> Result<bool, TabularError> {
        loop {
            let Some(line) = self.lines.next()? else { return Ok(false) };
            self.number += 1;
            record.number = self.number;
            record.line = line.number;
            record.fault = None;
            if nothing(&line.text, &self.dialect) {
                self.pass(Passed::Blank);
                self.lines.recycle(line);
                continue;
            }
            let cut = split::split(&line.text, &self.dialect, &[], &mut record.cells);
            if cut == Cut::default() && record.cells.len() == self.width {
                let again = self.is_header(&record.cells);
                if self.check_decoding && line.text.contains('\u{FFFD}') {
                    record.fault = Some(Fault::Undecodable);
                } else if is_footer(&record.cells) {
                    record.fault = Some(Fault::Footer);
                }
                self.lines.recycle(line);
                if again {
                    self.pass(Passed::Header);
                    continue;
                }
                return Ok(true);
            }
            if self.unusual(line, cut, record)? {
                return Ok(true);
            }
        }
    }

    fn pass(&mut self, what: Passed) {
        match self.passed.iter_mut().find(|passed| passed.what == what) {
            Some(passed) => passed.count += 1,
            None => self.passed.push(PassedOver { what, count: 1, first: self.number }),
        }
    }

    fn is_header(&self, cells: &csv::StringRecord) -> bool {
        let first = cells.get(0);
        self.header_rows.iter().chain(std::iter::once(&self.header)).any(|row| {
            row.first().map(String::as_str) == first
                && row.iter().map(|cell| cell.trim()).eq(cells.iter().map(str::trim))
                && row.iter().any(|cell| !cell.trim().is_empty())
        })
    }

    /// A row that is not simply cut; `false` when it was passed over.
    fn unusual(&mut self, line: Line, cut: Cut, record: &mut TextRecord) -> Result<bool, TabularError> {
        let mut line = line;
        if cut.open {
            line = self.gather(line, record)?;
        }
        let cut = split::split(&line.text, &self.dialect, &[], &mut record.cells);
        if cut == Cut::default() && record.cells.len() == self.width {
            self.lines.recycle(line);
            return Ok(true);
        }
        if record.cells.len() != self.width && line.text.starts_with('#') {
            self.pass(Passed::Comment);
            return Ok(false);
        }
        if record.cells.len() > self.width && !cut.open && !cut.stray {
            let cells = &record.cells;
            if cells.iter().skip(self.width).all(|cell| cell.trim().is_empty())
                && !fits_better(cells, &self.shapes, self.width)
            {
                record.cells.truncate(self.width);
                if self.is_header(&record.cells) {
                    self.pass(Passed::Header);
                    return Ok(false);
                }
                record.fault = is_footer(&record.cells).then_some(Fault::Footer);
                return Ok(true);
            }
        }
        let remark = is_remark(&record.cells, self.width);
        if self.of_sheet && record.cells.len() < self.width && !cut.open && !cut.stray {
            // Cells at the end of its row that hold nothing were not written out, and stand where they stood.
            record.fault = (remark || is_footer(&record.cells)).then_some(Fault::Footer);
            (record.cells.len()..self.width).for_each(|_| record.cells.push_field(""));
            if self.is_header(&record.cells) {
                self.pass(Passed::Header);
                return Ok(false);
            }
            return Ok(true);
        }
        if is_footer(&record.cells) && !cut.open {
            record.fault = Some(Fault::Footer);
            return Ok(true);
        }
        let fits = record.cells.len() == self.width && !cut.open;
        if fits
            && (!self.shapes.know()
                || alike(&record.cells, &self.shapes) && !torn(&record.cells, &self.dialect))
        {
            // A quote inside a cell, as in `5" pipe`, is no fault; in a quoted cell it was not doubled.
            if cut.stray {
                record.fault = Some(Fault::Repaired(Repair::of_quote(&record.cells, true)));
            }
        } else if !self.mend {
            record.fault = Some(Fault::Ragged { found: record.cells.len(), wanted: self.width });
        } else {
            match repair::mend(&line.text, &self.dialect, &self.shapes, self.width) {
                // Words of a sentence fill columns, too, but not those of dates and numbers.
                Some((_, repair)) if remark && !repair.sound => record.fault = Some(Fault::Footer),
                None if remark => record.fault = Some(Fault::Footer),
                Some((cells, _))
                    if !cut.stray && fits && record.cells.iter().eq(cells.iter().map(String::as_str)) => {}
                Some((cells, repair)) => {
                    record.cells = csv::StringRecord::from(cells);
                    record.fault = Some(Fault::Repaired(repair));
                }
                None if fits && !cut.stray => {}
                None if record.cells.len() == self.width => {
                    record.fault = Some(Fault::Repaired(Repair::of_quote(&record.cells, false)));
                }
                None => record.fault = Some(Fault::Ragged { found: record.cells.len(), wanted: self.width }),
            }
        }
        if self.check_decoding && record.fault.is_none() && line.text.contains('\u{FFFD}') {
            record.fault = Some(Fault::Undecodable);
        }
        self.lines.recycle(line);
        Ok(true)
    }

    /// Adds the lines that a cell runs over, as far as the result is a row; otherwise none.
    fn gather(&mut self, line: Line, record: &mut TextRecord) -> Result<Line, TabularError> {
        let mut joined = line.clone();
        let mut taken: Vec<Line> = Vec::new();
        let mut best: Option<usize> = None;
        let mut text_of_best = String::new();
        while taken.len() < CELL_LINES && joined.text.len() <= LONGEST_RECORD {
            let Some(next) = self.lines.next()? else { break };
            joined.text.push_str(joined.end);
            joined.text.push_str(&next.text);
            joined.end = next.end;
            let closing = self.dialect.quote.is_some_and(|quote| next.text.contains(quote));
            taken.push(next);
            if !closing {
                continue;
            }
            let cut = split::split(&joined.text, &self.dialect, &[], &mut record.cells);
            if cut.open {
                continue;
            }
            let blank = record.cells.iter().skip(self.width).all(|cell| cell.trim().is_empty());
            let whole = record.cells.len() >= self.width && blank;
            if !cut.stray && (whole || self.alone_is_worse(&line, &taken, record.cells.len())) {
                best = Some(taken.len());
                text_of_best = std::mem::take(&mut joined.text);
            }
            break;
        }
        match best {
            Some(count) => {
                let end = taken[count - 1].end;
                self.lines.give_back(taken.drain(count..));
                Ok(Line { text: text_of_best, end, number: line.number })
            }
            None => {
                self.lines.give_back(taken.drain(..));
                Ok(line)
            }
        }
    }

    /// Whether the lines that a cell would swallow are no rows by themselves: then the cell is real
    /// and the row just ragged.
    fn alone_is_worse(&self, first: &Line, others: &[Line], joined: usize) -> bool {
        let mut cells = csv::StringRecord::new();
        split::split_alone(&first.text, &self.dialect, &mut cells);
        if cells.len() == self.width {
            return false;
        }
        let rows = others.iter().filter(|line| {
            split::split(&line.text, &self.dialect, &[], &mut cells);
            cells.len() == self.width && self.width > 1
        });
        rows.count() == 0 && joined.abs_diff(self.width) <= 2
    }
}

/// Whether quotes stand in two cells that would enclose something only together.
fn torn(cells: &csv::StringRecord, dialect: &Dialect) -> bool {
    let Some(quote) = dialect.quote else { return false };
    cells.iter().filter(|cell| cell.matches(quote).count() % 2 == 1).count() > 1
}

/// Whether every cell looks like those of its column.
fn alike(cells: &csv::StringRecord, shapes: &Shapes) -> bool {
    cells.iter().enumerate().all(|(at, cell)| shapes.cost(at, cell) < super::shape::UNFIT)
}

/// Whether leaving out a blank elsewhere than at the end gives a better row.
fn fits_better(cells: &csv::StringRecord, shapes: &Shapes, width: usize) -> bool {
    if !shapes.know() {
        return false;
    }
    (0..width).any(|at| shapes.cost(at, cells.get(at).unwrap_or_default()) >= super::shape::UNFIT)
}

/// Whether a line holds nothing but blanks, quotes and separators.
fn nothing(line: &str, dialect: &Dialect) -> bool {
    line.chars().all(|sign| sign.is_whitespace() || sign == dialect.delimiter || Some(sign) == dialect.quote)
}

/// Words that begin a line of totals.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "subtotal",
    "sub-total",
    "grand total",
    "sum",
    "summe",
    "gesamt",
    "insgesamt",
    "somme",
    "total général",
    "total general",
    "suma",
    "totale",
    "totaal",
    "toplam",
    "итого",
    "всего",
    "合計",
    "总计",
    "المجموع",
    "الإجمالي",
];

/// Whether a row is one of totals: a word for it stands first, and most other cells are empty or numbers.
fn is_footer(cells: &csv::StringRecord) -> bool {
    let Some(first) = cells.iter().map(str::trim).find(|cell| !cell.is_empty()) else { return false };
    // Cheap first: most rows begin otherwise.
    if first.len() > 40 || cells.len() < 2 {
        return false;
    }
    let begins = first.chars().next().is_some_and(|sign| "tTsSgGiIиИвВ合总ا".contains(sign));
    if !begins {
        return false;
    }
    let word = first.trim_end_matches([':', '.', ' ']).to_lowercase();
    let numbered = word.split([':', '=', '(']).next().unwrap_or_default().trim();
    (TOTALS.contains(&word.as_str()) || TOTALS.contains(&numbered))
        && cells
            .iter()
            .skip(1)
            .map(str::trim)
            .filter(|cell| !cell.is_empty() && *cell != first)
            .all(|cell| super::shape::class(cell) == super::shape::Class::Number)
}

/// Whether a row is a sentence that stands alone in its first cell.
fn is_remark(cells: &csv::StringRecord, width: usize) -> bool {
    let mut filled = cells.iter().map(str::trim).filter(|cell| !cell.is_empty());
    let (Some(first), None) = (filled.next(), filled.next()) else { return false };
    width > 2 && first.contains(char::is_whitespace) && first.chars().any(char::is_alphabetic)
}
