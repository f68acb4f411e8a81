//! The sheet of a workbook, written out as a plain table.
//!
//! A cell of a workbook has a type. What people see in it is settled here: dates as ISO 8601, whole
//! numbers without a decimal point, text as it stands. Blank rows are kept, so that the numbers of
//! rows are those that the spreadsheet program shows.

use super::{MOST_COLUMNS, TableOptions, TabularError};
use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader as _, Sheets, Style, Xls, Xlsb, Xlsx};
use std::fs::File;
use std::io::{BufReader, Read as _, Write as _};
use std::path::Path;

/// A sheet, written out.
pub(super) struct Extracted {
    pub(super) table: tempfile::NamedTempFile,
    pub(super) sheet: String,
    pub(super) notes: Vec<String>,
}

/// Rows looked at to choose among sheets.
const ROWS_JUDGED: usize = 40;

/// Larger parts of a packed workbook are refused: a few kilobytes can unpack to gigabytes.
const LARGEST_PART: u64 = 1 << 30;

/// Writes out the sheet that is meant; `None` when the file is no workbook.
pub(super) fn extract(
    path: &Path,
    name: &str,
    options: &TableOptions<'_>,
) -> Result<Option<Extracted>, TabularError> {
    let mut start = [0_u8; 8];
    let mut file = File::open(path).map_err(TabularError::io(path))?;
    let mut read = 0;
    while read < start.len() {
        match file.read(&mut start[read..]).map_err(TabularError::io(path))? {
            0 => break,
            more => read += more,
        }
    }
    let packed = start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06");
    if !packed && !start.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(None);
    }
    let broken = |reason: String| TabularError::Workbook { file: name.to_owned(), reason };
    let mut book = match open(path, packed)? {
        Ok(book) => book,
        Err(_) if packed && !is_office(path) => {
            let (what, remedy) = ("a zip archive", "unpack it first and name the files in it");
            return Err(TabularError::OtherFormat { file: name.to_owned(), what, remedy });
        }
        Err(_) if !packed => {
            let (what, remedy) = (
                "an office document that is no workbook, or one with a password",
                "save its table as CSV or XLSX",
            );
            return Err(TabularError::OtherFormat { file: name.to_owned(), what, remedy });
        }
        Err(reason) => return Err(broken(reason)),
    };
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == calamine::SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let all = book.sheet_names();
    let mut notes = Vec::new();
    let (sheet, table) = if let Some(wanted) = options.sheet {
        let found = all.iter().find(|sheet| sheet.trim().eq_ignore_ascii_case(wanted.trim()));
        let by_number = wanted.parse::<usize>().ok().and_then(|n| all.get(n.checked_sub(1)?));
        let Some(sheet) = found.or(by_number).cloned() else {
            return Err(TabularError::NoSheet {
                file: name.to_owned(),
                sheet: wanted.to_owned(),
                sheets: all,
            });
        };
        let table = write(&mut book, &sheet, name)?;
        (sheet, table)
    } else {
        choose(&mut book, &visible, name, options, &mut notes)?
    };
    if let Some(at) = table.unsaved {
        return Err(broken(format!(
            "the cell {at} of the sheet `{sheet}` holds a formula whose value was not saved; open the workbook \
             in a spreadsheet program, save it, and import it again"
        )));
    }
    Ok(Some(Extracted { table: table.file, sheet, notes }))
}

type Book = Sheets<BufReader<File>>;

/// Opens a workbook of whatever kind; names lie too often to go by them. The reason is that of the commonest kind.
fn open(path: &Path, packed: bool) -> Result<Result<Book, String>, TabularError> {
    let again = || Ok(BufReader::new(File::open(path).map_err(TabularError::io(path))?));
    if !packed {
        return Ok(Xls::new(again()?).map(Sheets::Xls).map_err(|error| error.to_string()));
    }
    let reason = match Xlsx::new(again()?) {
        Ok(book) => return Ok(Ok(Sheets::Xlsx(book))),
        Err(error) => error.to_string(),
    };
    if let Ok(book) = Xlsb::new(again()?) {
        return Ok(Ok(Sheets::Xlsb(book)));
    }
    Ok(Ods::new(again()?).map(Sheets::Ods).map_err(|_| reason))
}

/// Whether an archive holds a document of an office program, broken or not.
fn is_office(path: &Path) -> bool {
    let mut start = vec![0_u8; 4096];
    let read = File::open(path).and_then(|mut file| file.read(&mut start)).unwrap_or_default();
    [b"[Content_Types].xml".as_slice(), b"xl/", b"mimetype", b"_rels/"]
        .iter()
        .any(|part| memchr::memmem::find(&start[..read], part).is_some())
}

/// A sheet as a table, and its first rows.
struct Written {
    file: tempfile::NamedTempFile,
    start: Vec<Vec<String>>,
    cells: u64,
    /// The first cell with a formula and no value.
    unsaved: Option<String>,
}

/// The sheet whose headers are understood best; without a judge the one with most cells.
fn choose(
    book: &mut Book,
    sheets: &[String],
    name: &str,
    options: &TableOptions<'_>,
    notes: &mut Vec<String>,
) -> Result<(String, Written), TabularError> {
    let mut ranked: Vec<((usize, u64), String, Written)> = Vec::new();
    for sheet in sheets {
        let written = write(book, sheet, name)?;
        if written.cells == 0 {
            continue;
        }
        let understood = options
            .judge
            .map_or(0, |judge| written.start.iter().map(|row| judge(row)).max().unwrap_or_default());
        ranked.push(((understood, written.cells), sheet.clone(), written));
    }
    // The first of equals stays first.
    ranked.sort_by_key(|(rank, _, _)| std::cmp::Reverse(*rank));
    let others: Vec<String> = ranked.iter().skip(1).map(|(_, sheet, _)| format!("`{sheet}`")).collect();
    if let [(rank, first, one), (next, second, other), ..] = ranked.as_slice()
        && rank.0 > 1
        && rank.0 == next.0
        && one.start.first() != other.start.first()
    {
        let (file, first, second) = (name.to_owned(), first.clone(), second.clone());
        return Err(TabularError::WhichSheet { file, first, second });
    }
    let Some((_, sheet, written)) = ranked.into_iter().next() else {
        return Err(TabularError::Empty { file: name.to_owned() });
    };
    if !others.is_empty() {
        notes.push(format!(
            "the sheet `{sheet}` was read; there are also {}: choose with `--sheet`",
            others.join(", ")
        ));
    }
    Ok((sheet, written))
}

fn write(book: &mut Book, sheet: &str, name: &str) -> Result<Written, TabularError> {
    let broken = |reason: String| TabularError::Workbook { file: name.to_owned(), reason };
    let mut out = Out::new(name)?;
    if let Sheets::Xlsx(book) = book {
        // Cell by cell: a sheet whose only cells stand in opposite corners would else be a table of billions.
        let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| broken(error.to_string()))?;
        let zeros: Vec<usize> = cells.styles().iter().map(zeros).collect();
        let percents: Vec<bool> =
            cells.styles().iter().map(|style| format_of(style).ends_with('%')).collect();
        let mut blank = false;
        while let Some((cell, style)) =
            cells.next_cell_with_style_id().map_err(|error| broken(error.to_string()))?
        {
            let (row, column) = cell.get_position();
            blank |= matches!(cell.get_value(), DataRef::Empty);
            let mut text = shown_ref(cell.get_value());
            if let (DataRef::Float(_) | DataRef::Int(_), Some(&width @ 1..)) =
                (cell.get_value(), zeros.get(style))
                && text.bytes().all(|digit| digit.is_ascii_digit())
            {
                text = format!("{text:0>width$}");
            }
            if let (DataRef::Float(number), Some(true)) = (cell.get_value(), percents.get(style)) {
                text = format!("{}%", float(number * 100.0));
            }
            out.put(row, column, &text)?;
        }
        drop(cells);
        out.unsaved = if blank { unsaved(book, sheet).map_err(broken)? } else { None };
    } else {
        let range = book.worksheet_range(sheet).map_err(|error| broken(error.to_string()))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let row = top + u32::try_from(row).unwrap_or(u32::MAX - top);
            out.put(row, left + u32::try_from(column).unwrap_or_default(), &shown(value))?;
        }
    }
    out.finish()
}

fn format_of(style: &Style) -> &str {
    style.number_format.as_ref().map_or("", |format| format.format_code.as_str())
}

/// How many digits a style shows at least: `00000` shows the number 123 as 00123.
fn zeros(style: &Style) -> usize {
    let format = format_of(style);
    if !format.is_empty() && format.bytes().all(|sign| sign == b'0') { format.len().min(40) } else { 0 }
}

/// The first cell with a formula and no value: a program wrote it that does not calculate, and what people
/// see in it is in no file.
fn unsaved(book: &mut Xlsx<BufReader<File>>, sheet: &str) -> Result<Option<String>, String> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| error.to_string())? {
        if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) {
            let (row, column) = cell.pos;
            return Ok(Some(format!("{}{}", letters(column), u64::from(row) + 1)));
        }
    }
    Ok(None)
}

/// The name of a column in spreadsheets: A to Z, then AA.
fn letters(column: u32) -> String {
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

/// Writes rows whose cells come in order.
struct Out {
    name: String,
    writer: csv::Writer<tempfile::NamedTempFile>,
    row: u32,
    cells: Vec<String>,
    started: bool,
    start: Vec<Vec<String>>,
    count: u64,
    bytes: u64,
    unsaved: Option<String>,
}

impl Out {
    fn new(name: &str) -> Result<Self, TabularError> {
        let file = tempfile::NamedTempFile::new().map_err(TabularError::io(Path::new(name)))?;
        let writer = csv::WriterBuilder::new()
            .flexible(true)
            .quote_style(csv::QuoteStyle::Necessary)
            .from_writer(file);
        Ok(Self {
            name: name.to_owned(),
            writer,
            row: 0,
            cells: Vec::new(),
            started: false,
            start: Vec::new(),
            count: 0,
            bytes: 0,
            unsaved: None,
        })
    }

    fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), TabularError> {
        if text.is_empty() {
            return Ok(());
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            let (found, limit) = (column + 1, MOST_COLUMNS);
            return Err(TabularError::TooManyColumns { file: self.name.clone(), found, limit });
        }
        while self.row < row {
            self.end_row()?;
        }
        self.started = true;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        text.clone_into(&mut self.cells[column]);
        self.count += 1;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), TabularError> {
        let failed =
            |error: csv::Error| TabularError::Io { path: self.name.clone().into(), source: error.into() };
        self.bytes += self.cells.iter().map(|cell| cell.len() as u64 + 1).sum::<u64>() + 1;
        if self.bytes > LARGEST_PART {
            let reason = format!("a sheet unpacks to more than {LARGEST_PART} bytes");
            return Err(TabularError::Workbook { file: self.name.clone(), reason });
        }
        if self.cells.is_empty() {
            self.writer.write_record([""]).map_err(failed)?;
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

    fn finish(mut self) -> Result<Written, TabularError> {
        if self.started {
            self.end_row()?;
        }
        let failed = |source: std::io::Error| TabularError::Io { path: self.name.clone().into(), source };
        let mut file = self.writer.into_inner().map_err(|error| failed(error.into_error()))?;
        file.flush().map_err(failed)?;
        Ok(Written { file, start: self.start, cells: self.count, unsaved: self.unsaved })
    }
}

fn shown_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => shown(&Data::from(other.clone())),
    }
}

/// A cell as people see it.
fn shown(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
        }
        #[expect(clippy::cast_precision_loss, reason = "so long a number is not exact either")]
        Data::Int(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => float(*number as f64),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => float(*number),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) => date(moment),
        Data::Error(error) => error.to_string(),
    }
}

/// A number as a spreadsheet shows it: to 15 digits, the last ones of a binary fraction being noise. A whole
/// number of more digits lost the others when it was entered, and goes the way in which that is seen.
fn float(number: f64) -> String {
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

fn date(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        let seconds = (moment.as_f64() * 86_400.0).round();
        let text = format!("{seconds:.0}");
        let seconds: i64 = text.parse().unwrap_or_default();
        return format!("{}:{:02}:{:02}", seconds / 3600, seconds % 3600 / 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") }
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

    #[test]
    fn a_style_of_zeros_says_how_many_digits_there_are() {
        let style = |code: &str| {
            let mut format = calamine::NumberFormat::default();
            format.format_code = code.to_owned();
            let mut style = Style::default();
            style.number_format = Some(format);
            style
        };
        assert_eq!((zeros(&style("00000")), zeros(&style("0")), zeros(&style("0.00"))), (5, 1, 0));
        assert_eq!((zeros(&style("General")), zeros(&Style::default())), (0, 0));
    }
}
