//! The rows below the header, one after the other in constant memory.

use super::displayed::{DisplayedReader, MergedDown};
use super::lines::{Line, Lines};
use super::reason::TabularReason;
use super::repair::{self, Repair};
use super::sample::CELL_LINES;
use super::shape::Shapes;
use super::split::{self, Cut};
use super::{Dialect, Displayed, LONGEST_RECORD, Table, TabularError};
use crate::model::Currency;
use crate::reference::total_words;
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
    /// What cells of a workbook show where that is more than their values, or a date.
    pub displayed: Vec<Displayed>,
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
    /// It is no row of the table by its looks: a remark, a heading, a signature.
    Footer,
    /// It is a line of totals.
    Totals,
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
    /// A line of totals.
    Totals,
}

impl Passed {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank rows",
            Self::Header => "the header once more",
            Self::Comment => "comments that begin with #",
            Self::Totals => "lines of totals",
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
            Self::Footer | Self::Totals => TabularReason::Footer,
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
    displayed: Option<DisplayedReader>,
    /// Merged cells that are yet to come, and those that reach into the rows to come with their values.
    merged: std::vec::IntoIter<MergedDown>,
    next_merged: Option<MergedDown>,
    carried: Vec<(MergedDown, String)>,
    /// The last of the lines that are known to close no cell that is open before them.
    unclosed_until: u64,
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
        let mut merged = table.merged.clone().into_iter();
        Ok(Self {
            displayed: table.displayed.as_ref().map(|file| DisplayedReader::open(file.path())).transpose()?,
            next_merged: merged.next(),
            merged,
            carried: Vec::new(),
            unclosed_until: 0,
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
        record.displayed.clear();
        if self.of_sheet {
            return self.read_of_sheet(record);
        }
        loop {
            let Some(line) = self.next_line(record)? else { return Ok(false) };
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
                } else {
                    record.fault = self.aside(&record.cells);
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

    /// The next line, as that of a record of which nothing is said yet.
    fn next_line(&mut self, record: &mut TextRecord) -> Result<Option<Line>, TabularError> {
        let Some(line) = self.lines.next()? else { return Ok(None) };
        self.number += 1;
        record.number = self.number;
        record.line = line.number;
        record.fault = None;
        Ok(Some(line))
    }

    /// A row of a sheet: it was written out by ourselves, so its cells end where they end, and nothing is guessed.
    fn read_of_sheet(&mut self, record: &mut TextRecord) -> Result<bool, TabularError> {
        loop {
            let Some(line) = self.next_line(record)? else { return Ok(false) };
            let line = self.whole(line)?;
            split::split(&line.text, &self.dialect, &[], &mut record.cells);
            let blank = nothing(&line.text, &self.dialect);
            self.lines.recycle(line);
            self.carry(record);
            if blank {
                self.pass(Passed::Blank);
                continue;
            }
            if record.cells.iter().skip(self.width).all(|cell| cell.trim().is_empty()) {
                record.cells.truncate(self.width);
            }
            // Cells at the end of its row that hold nothing were not written out, and stand where they stood.
            (record.cells.len()..self.width).for_each(|_| record.cells.push_field(""));
            if self.is_header(&record.cells) {
                self.pass(Passed::Header);
                continue;
            }
            if record.cells.len() > self.width {
                record.fault = Some(Fault::Ragged { found: record.cells.len(), wanted: self.width });
            } else {
                let remark = is_remark(&record.cells, self.width).then_some(Fault::Footer);
                record.fault = self.aside(&record.cells).or(remark);
            }
            if let Some(displayed) = &mut self.displayed {
                displayed.of(self.number, &mut record.displayed);
            }
            self.fill(record);
            return Ok(true);
        }
    }

    /// The lines of a row of a sheet, joined.
    fn whole(&mut self, line: Line) -> Result<Line, TabularError> {
        let mut joined = line;
        let quotes = |text: &str| memchr::memchr_iter(b'"', text.as_bytes()).count();
        let mut odd = quotes(&joined.text) % 2 == 1;
        while odd && joined.text.len() <= LONGEST_RECORD {
            let Some(next) = self.lines.next()? else { break };
            odd ^= quotes(&next.text) % 2 == 1;
            joined.text.push_str(joined.end);
            joined.text.push_str(&next.text);
            joined.end = next.end;
            self.lines.recycle(next);
        }
        Ok(joined)
    }

    /// Remembers the merged cells that begin in a row.
    fn carry(&mut self, record: &TextRecord) {
        self.carried.retain(|(cells, _)| cells.last >= self.number);
        while let Some(cells) = self.next_merged.filter(|cells| cells.first <= self.number) {
            if cells.first == self.number {
                let value = record.cells.get(cells.column).unwrap_or_default().to_owned();
                self.carried.push((cells, value));
            }
            self.next_merged = self.merged.next();
        }
    }

    /// Fills the blank cells of a row in which merged cells above reach.
    fn fill(&self, record: &mut TextRecord) {
        let blank = |at: usize| record.cells.get(at).is_some_and(|cell| cell.trim().is_empty());
        let filled: Vec<&(MergedDown, String)> = self
            .carried
            .iter()
            .filter(|(cells, value)| cells.first < self.number && !value.is_empty() && blank(cells.column))
            .collect();
        if filled.is_empty() || record.fault.is_some() {
            return;
        }
        let cells: csv::StringRecord = record
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                filled.iter().find(|(cells, _)| cells.column == at).map_or(cell, |(_, value)| value)
            })
            .collect();
        record.cells = cells;
    }

    /// What a row is by its looks, if it is none of the table.
    fn aside(&self, cells: &csv::StringRecord) -> Option<Fault> {
        if is_footer(cells) {
            return Some(Fault::Totals);
        }
        self.shapes.is_aside(cells).then_some(Fault::Footer)
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
                record.fault = self.aside(&record.cells);
                return Ok(true);
            }
        }
        let remark = is_remark(&record.cells, self.width);
        if let Some(aside) = self.aside(&record.cells).filter(|_| !cut.open) {
            record.fault = Some(aside);
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
        let Some(count) = self.closing(&line, record.cells.len())? else { return Ok(line) };
        let mut taken: Vec<Line> = Vec::with_capacity(count);
        let mut joined = line.clone();
        while taken.len() < count {
            let Some(next) = self.lines.next()? else { break };
            joined.text.push_str(joined.end);
            joined.text.push_str(&next.text);
            joined.end = next.end;
            taken.push(next);
        }
        let cut = split::split(&joined.text, &self.dialect, &[], &mut record.cells);
        let blank = record.cells.iter().skip(self.width).all(|cell| cell.trim().is_empty());
        let whole = record.cells.len() >= self.width && blank;
        if !cut.open && !cut.stray && (whole || self.alone_is_worse(&line, &taken, record.cells.len())) {
            return Ok(joined);
        }
        self.lines.give_back(taken.into_iter());
        Ok(line)
    }

    /// How many lines a cell that is open at the end of a line runs over; `None` where nothing closes it, or a line comes
    /// first that is a row of the table: then its quote is a stray one.
    fn closing(&mut self, line: &Line, cells: usize) -> Result<Option<usize>, TabularError> {
        let looked = self.unclosed_until.saturating_sub(line.number);
        let mut at = usize::try_from(looked).unwrap_or(usize::MAX);
        let mut length = line.text.len();
        while at < CELL_LINES && length <= LONGEST_RECORD {
            let Some(next) = self.lines.peek(at)? else {
                self.unclosed_until = u64::MAX;
                return Ok(None);
            };
            length += next.text.len() + 1;
            let closes = !split::stays_open(&next.text, &self.dialect);
            // The last line of a cell that stands first in its row looks like a row by itself.
            if (!closes || cells > 1) && is_row(&next.text, &self.dialect, &self.shapes, self.width) {
                return Ok(None);
            }
            if closes {
                return Ok(Some(at + 1));
            }
            self.unclosed_until = self.unclosed_until.max(next.number);
            at += 1;
        }
        Ok(None)
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

/// Whether a line is a row of the table by itself: as many cells that look like those of their columns, and one at least
/// whose column has a look of its own.
fn is_row(line: &str, dialect: &Dialect, shapes: &Shapes, width: usize) -> bool {
    if width < 2 {
        return false;
    }
    let mut cells = csv::StringRecord::new();
    split::split_alone(line, dialect, &mut cells);
    if cells.len() != width {
        return false;
    }
    if !shapes.know() {
        // Of a table of a few rows the number of the record tells.
        return shapes.is_led(&cells);
    }
    alike(&cells, shapes) && cells.iter().enumerate().any(|(at, cell)| shapes.tell(at, cell))
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

/// Whether a row is one of totals: a word for it stands first, and all other cells are empty or numbers.
fn is_footer(cells: &csv::StringRecord) -> bool {
    const LONGEST: usize = 60;
    let mut filled = cells.iter().map(str::trim).filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else { return false };
    // Cheap first: of most rows a later cell is no number, and the first one is.
    if first.len() > LONGEST || cells.len() < 2 || first.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let others = filled.filter(|cell| *cell != first);
    let counted = || others.clone().any(|cell| super::shape::class(cell) == super::shape::Class::Number);
    // What was counted may stand beside its number: `Total candidates` and `12`.
    // A signature stands below a table alone, or beside the total.
    let signs = |cell: &str| total_words::is_signature(cell);
    let of_total = |cell: &str| is_sum(cell) || total_words::is_total(cell) || signs(cell);
    if (signs(first) || total_words::is_total(first)) && others.clone().all(of_total) {
        return true;
    }
    if is_legend(first) && others.clone().next().is_none() {
        return true;
    }
    // `Prepared by: A. Cruz` is no person, whoever else signs beside it.
    let labelled = first.split_once([':', '：']).is_some_and(|(label, _)| total_words::is_signature(label));
    if labelled && (others.clone().count() + 1) * 2 <= cells.len() {
        return true;
    }
    others.clone().all(is_sum)
        && (total_words::is_total(first) || counted() && total_words::is_total(&format!("{first} 1")))
}

/// Whether a text says what abbreviations stand for: `PP = passport. SN = staff nurse.`
fn is_legend(text: &str) -> bool {
    const LONGEST_ABBREVIATION: usize = 8;
    let mut parts = text.split(['=', '＝']);
    let short = |part: &str| {
        let word = part.split_whitespace().last().unwrap_or_default();
        !word.is_empty() && word.chars().count() <= LONGEST_ABBREVIATION
    };
    let Some(first) = parts.next() else { return false };
    let behind: Vec<&str> = parts.collect();
    !behind.is_empty()
        && first.split_whitespace().count() == 1
        && short(first)
        && behind.iter().all(|part| part.chars().any(char::is_alphabetic))
        && behind[..behind.len() - 1].iter().all(|part| short(part))
}

/// Whether a cell is a number, a currency or both: `11.200,00 EUR`.
fn is_sum(cell: &str) -> bool {
    let is_part = |part: &str| {
        let sign = part.chars().all(|c| !c.is_alphanumeric());
        super::shape::class(part) == super::shape::Class::Number || sign || part.parse::<Currency>().is_ok()
    };
    cell.split_whitespace().all(is_part)
}

/// Whether a row is a sentence that stands alone in its first cell.
fn is_remark(cells: &csv::StringRecord, width: usize) -> bool {
    let mut filled = cells.iter().map(str::trim).filter(|cell| !cell.is_empty());
    let (Some(first), None) = (filled.next(), filled.next()) else { return false };
    width > 2 && first.contains(char::is_whitespace) && first.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_totals_are_told_from_records() {
        let row = |cells: &[&str]| csv::StringRecord::from(cells.to_vec());
        for cells in [
            &["Total", "", "", ""][..],
            &["Total: 2", ""],
            &["Total", "4", "", "11.200,00 EUR"],
            &["Total candidates", "2"],
            &["Total", "", "", "2845", "EUR", ""],
            &["Summe", "3", "€ 900"],
            &["合計", "12"],
            &["Итого", "", "5"],
            &["", "", "Prepared by: Ana Cruz"],
            &["TOTAL CANDIDATES: 10", "", "", "Prepared by: Ana Cruz"],
            &["Prepared by: M. Cruz, Recruitment Asst.", "", "", "Noted: Reyes, Lic. No. 12"],
            &["", "", "", "GIÁM ĐỐC"],
            &["PP = passport. SN = staff nurse.", "", ""],
        ] {
            assert!(is_footer(&row(cells)), "{cells:?}");
        }
        for cells in [
            &["Total candidates", "Anna", "2"][..],
            &["Sum Yi", "31", "EUR"],
            &["Totalo Maria", "27"],
            &["P-001", "Total", "900", "EUR"],
            &["Total nurses", "", ""],
            &["Prepared Byron", "31", ""],
            &["Prepared by Ana", "1990-05-31", "Nurse"],
            &["12", "13"],
        ] {
            assert!(!is_footer(&row(cells)), "{cells:?}");
        }
    }
}
