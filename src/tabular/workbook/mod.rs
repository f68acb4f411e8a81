//! The sheet of a workbook, written out as a plain table.
//!
//! A cell of a workbook has a type. What people see in it is settled here: dates as ISO 8601, whole
//! numbers without a decimal point, text as it stands. Blank rows are kept, so that the numbers of
//! rows are those that the spreadsheet program shows.

mod binary;
mod hidden;
mod joined;
mod opendocument;
mod out;
mod shown;

use super::displayed::{Displayed, MergedDown};
use super::{MOST_COLUMNS, TableOptions, TabularError};
use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader as _, Sheets, Style, Xls, Xlsb, Xlsx};
use joined::SheetHeader;
use out::{Out, SheetFacts, Written, float, letters};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// A sheet, written out.
pub(super) struct Extracted {
    pub(super) table: tempfile::NamedTempFile,
    /// What cells show beside their values.
    pub(super) displayed: tempfile::NamedTempFile,
    /// Cells merged over several rows.
    pub(super) merged: Vec<MergedDown>,
    pub(super) sheet: String,
    pub(super) notes: Vec<String>,
}

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
        Err(_) if packed && is_cut_off(path) && is_office(path) => {
            return Err(TabularError::CutOff { file: name.to_owned() });
        }
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
    let (visible, unseen): (Vec<_>, Vec<_>) = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet)
        .partition(|sheet| sheet.visible == calamine::SheetVisible::Visible);
    let names = |sheets: Vec<&calamine::Sheet>| -> Vec<String> {
        sheets.into_iter().map(|sheet| sheet.name.clone()).collect()
    };
    let (visible, unseen) = (names(visible), names(unseen));
    let all = book.sheet_names();
    let mut notes = Vec::new();
    let whole = |wanted: &&str| !wanted.trim().eq_ignore_ascii_case(ALL_SHEETS);
    let called_all = all.iter().any(|sheet| sheet.trim().eq_ignore_ascii_case(ALL_SHEETS));
    let (sheet, table) = if let Some(wanted) = options.sheet.filter(|wanted| called_all || whole(wanted)) {
        let found = all.iter().find(|sheet| sheet.trim().eq_ignore_ascii_case(wanted.trim()));
        let by_number = wanted.parse::<usize>().ok().and_then(|n| all.get(n.checked_sub(1)?));
        let Some(sheet) = found.or(by_number).cloned() else {
            return Err(TabularError::NoSheet {
                file: name.to_owned(),
                sheet: wanted.to_owned(),
                sheets: all,
            });
        };
        let table = write(&mut book, &sheet, path, name)?;
        (sheet, table)
    } else {
        choose(&mut book, &visible, (path, name), options, &mut notes)?
    };
    // What is hidden is seen by nobody who compares the report with the screen.
    let mut others = Vec::new();
    for other in unseen.iter().filter(|other| **other != sheet) {
        if write(&mut book, other, path, name).is_ok_and(|other| other.cells > 0) {
            others.push(format!("`{other}`"));
        }
    }
    match others.as_slice() {
        [] => {}
        [one] => notes.push(format!("the sheet {one} is hidden and was not read: choose it with `--sheet`")),
        several => {
            let (count, several) = (several.len(), several.join(", "));
            notes.push(format!(
                "{count} sheets are hidden and were not read: {several}; choose with `--sheet`"
            ));
        }
    }
    match table.facts.hidden_rows {
        0 => {}
        1 => notes.push("1 row of the sheet is hidden, and was read as well".to_owned()),
        count => notes.push(format!("{count} rows of the sheet are hidden, and were read as well")),
    }
    if let Some(at) = table.facts.unsaved {
        return Err(broken(format!(
            "the cell {at} of the sheet `{sheet}` holds a formula whose value was not saved; open the workbook \
             in a spreadsheet program, save it, and import it again"
        )));
    }
    let (displayed, merged) = (table.displayed, table.facts.merged);
    Ok(Some(Extracted { table: table.file, displayed, merged, sheet, notes }))
}

/// What stands for all sheets of one header, where no sheet is called so.
const ALL_SHEETS: &str = "all";

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
    // The beginning of one cut short may name none of its parts.
    let called = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    if ["xlsx", "xlsm", "xlsb", "ods"].iter().any(|end| called.eq_ignore_ascii_case(end)) {
        return true;
    }
    let mut start = vec![0_u8; 4096];
    let read = File::open(path).and_then(|mut file| file.read(&mut start)).unwrap_or_default();
    [b"[Content_Types].xml".as_slice(), b"xl/", b"mimetype", b"_rels/"]
        .iter()
        .any(|part| memchr::memmem::find(&start[..read], part).is_some())
}

/// Whether a zip archive lacks the directory with which each ends.
fn is_cut_off(path: &Path) -> bool {
    // The record of the end, and the longest comment behind it.
    const LONGEST_END: u64 = 22 + 65_535;
    let tail = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(LONGEST_END)))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        Ok(tail)
    };
    tail().is_ok_and(|tail| memchr::memmem::find(&tail, b"PK\x05\x06").is_none())
}

/// The sheet whose headers are understood best; without a judge the one with most cells.
fn choose(
    book: &mut Book,
    sheets: &[String],
    (path, name): (&Path, &str),
    options: &TableOptions<'_>,
    notes: &mut Vec<String>,
) -> Result<(String, Written), TabularError> {
    let mut ranked: Vec<((usize, u64), String, Written)> = Vec::new();
    for sheet in sheets {
        let written = write(book, sheet, path, name)?;
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
    // A sheet for each ward has the same header as the others, perhaps with a column more or less, and each is a part of the
    // table.
    let headers = headers_of(&ranked, options);
    if let Some(Some(first)) = headers.first() {
        let (best, top) = (ranked[0].0.0, &ranked[0].2);
        let rival =
            |other: &Written| top.start.first() != other.start.first() || other.has_rows() && top.has_rows();
        let kin: Vec<bool> = ranked
            .iter()
            .zip(&headers)
            .map(|((rank, _, other), header)| {
                let header = header.as_ref().filter(|header| header.is_kin_of(first));
                header.is_some_and(|header| header.names == first.names || other.has_rows())
                    && (rank.0 < best || rival(other))
            })
            .collect();
        let others_alike = ranked.iter().zip(&kin).filter(|((rank, ..), kin)| rank.0 == best && !**kin);
        let unlike: Vec<&String> =
            others_alike.filter(|((.., other), _)| rival(other)).map(|((_, sheet, _), _)| sheet).collect();
        if best > 1 && !unlike.is_empty() {
            let alike = ranked.iter().filter(|(rank, ..)| rank.0 == best).map(|(_, sheet, _)| sheet.clone());
            return Err(TabularError::WhichSheet { file: name.to_owned(), sheets: alike.collect() });
        }
        if best > 1 && kin.iter().filter(|kin| **kin).count() > 1 {
            // In the order in which the workbook has them.
            let mut parts: Vec<joined::Part> = Vec::new();
            for (((rank, sheet, written), header), kin) in ranked.into_iter().zip(headers).zip(kin) {
                match header.filter(|_| kin) {
                    Some(header) => parts.push(joined::Part { sheet, written, header }),
                    None if rank.1 > 0 => others_than(&sheet, notes),
                    None => {}
                }
            }
            let place = |sheet: &str| sheets.iter().position(|other| other == sheet);
            parts.sort_by_key(|part| place(&part.sheet));
            return joined::joined(parts, name, notes);
        }
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

fn others_than(sheet: &str, notes: &mut Vec<String>) {
    notes.push(format!("the sheet `{sheet}` has another header and was not read: choose it with `--sheet`"));
}

/// The header of each ranked sheet: the best understood of its first rows; none without a judge.
fn headers_of(
    ranked: &[((usize, u64), String, Written)],
    options: &TableOptions<'_>,
) -> Vec<Option<SheetHeader>> {
    let Some(judge) = options.judge else { return Vec::new() };
    let header = |((best, _), _, written): &((usize, u64), String, Written)| {
        let at = written.start.iter().position(|row| judge(row) == *best)?;
        Some(SheetHeader::of(at, &written.start[at]))
    };
    ranked.iter().map(header).collect()
}

fn write(book: &mut Book, sheet: &str, path: &Path, name: &str) -> Result<Written, TabularError> {
    let mut out = Out::new(name)?;
    let facts = match book {
        Sheets::Xlsx(book) => {
            let mut merged = write_xlsx(book, sheet, name, &mut |row, column, text, shows| {
                out.put(row, column, text, shows)
            })?;
            if out.is_disordered() {
                let mut cells = BTreeMap::new();
                merged = write_xlsx(book, sheet, name, &mut |row, column, text, shows| {
                    cells.insert((row, column), (text.to_owned(), shows.cloned()));
                    Ok(())
                })?;
                out = Out::new(name)?;
                for ((row, column), (text, shows)) in cells {
                    out.put(row, column, &text, shows.as_ref())?;
                }
            }
            SheetFacts { hidden_rows: hidden::rows(path, sheet), ..merged }
        }
        Sheets::Ods(_) => opendocument::write(path, sheet, &mut out)?,
        other => write_binary(other, sheet, path, &mut out)?,
    };
    out.finish(facts)
}

/// Takes a cell: its row, its column, its text and what it shows.
type Take<'a> = &'a mut dyn FnMut(u32, u32, &str, Option<&Displayed>) -> Result<(), TabularError>;

fn write_xlsx(
    book: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    name: &str,
    take: Take<'_>,
) -> Result<SheetFacts, TabularError> {
    let broken = |reason: String| TabularError::Workbook { file: name.to_owned(), reason };
    // Cell by cell: a sheet whose only cells stand in opposite corners would else be a table of billions.
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| broken(error.to_string()))?;
    let formats: Vec<String> = cells.styles().iter().map(|style| format_of(style).to_owned()).collect();
    let mut blank = false;
    while let Some((cell, style)) =
        cells.next_cell_with_style_id().map_err(|error| broken(error.to_string()))?
    {
        let (row, column) = cell.get_position();
        blank |= matches!(cell.get_value(), DataRef::Empty);
        let mut text = shown_ref(cell.get_value());
        let format = formats.get(style).map_or("", String::as_str);
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        let mut shows = None;
        match cell.get_value() {
            #[expect(clippy::cast_precision_loss, reason = "so long a number is shown by no such format")]
            DataRef::Float(_) | DataRef::Int(_) => {
                let value = match cell.get_value() {
                    DataRef::Float(number) => *number,
                    DataRef::Int(number) => *number as f64,
                    _ => 0.0,
                };
                (text, shows) = numbered(value, format, at, text);
            }
            DataRef::DateTime(moment) => (text, shows) = dated(moment, format, at, text),
            _ => {}
        }
        take(row, column, &text, shows.as_ref())?;
    }
    drop(cells);
    let unsaved = if blank { unsaved(book, sheet).map_err(broken)? } else { None };
    let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    Ok(SheetFacts { unsaved, merged: down(&merged), hidden_rows: 0 })
}

/// The text of a date cell, as precise as it shows its date, and what it shows.
fn dated(moment: &ExcelDateTime, format: &str, column: usize, text: String) -> (String, Option<Displayed>) {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return (text, None);
    }
    let whole = format!("{year:04}-{month:02}-{day:02}");
    let date = (year, month, day);
    let shown = shown::day(format, date);
    let told =
        shown.as_ref().filter(|_| (hour, minute, second) == (0, 0, 0)).and_then(|shown| shown.told(date));
    let shows = shown.map_or_else(|| whole.clone(), |shown| shown.text);
    (told.unwrap_or(text), Some(Displayed { column, text: shows, day: Some(whole) }))
}

/// The cells that are merged over several rows, each of their columns by itself.
fn down(merged: &[calamine::Dimensions]) -> Vec<MergedDown> {
    let down = |area: &calamine::Dimensions| MergedDown {
        first: u64::from(area.start.0) + 1,
        last: u64::from(area.end.0) + 1,
        column: usize::try_from(area.start.1).unwrap_or(usize::MAX),
    };
    merged.iter().filter(|area| area.end.0 > area.start.0).map(down).collect()
}

/// A number as its cell holds and shows it: with the zeros of its format, or as a share of a hundred.
fn numbered(value: f64, format: &str, column: usize, text: String) -> (String, Option<Displayed>) {
    let shows = shown::number(format, value)
        .filter(|shown| shown::is_more(shown, value))
        .map(|text| Displayed { column, text, day: None });
    let width = zeros(format);
    if width > 0 && text.bytes().all(|digit| digit.is_ascii_digit()) {
        return (format!("{text:0>width$}"), shows);
    }
    if format.ends_with('%') {
        return (format!("{}%", float(value * 100.0)), shows);
    }
    (text, shows)
}

/// Sheets of the binary formats, whose reader tells values alone.
fn write_binary(
    book: &mut Book,
    sheet: &str,
    path: &Path,
    out: &mut Out,
) -> Result<SheetFacts, TabularError> {
    let name = out.name().to_owned();
    let broken = |reason: String| TabularError::Workbook { file: name.clone(), reason };
    let range = book.worksheet_range(sheet).map_err(|error| broken(error.to_string()))?;
    let records = match book {
        Sheets::Xls(_) => binary::read(path, sheet),
        _ => binary::SheetRecords::default(),
    };
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let row = top + u32::try_from(row).unwrap_or(u32::MAX - top);
        let column = left + u32::try_from(column).unwrap_or_default();
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        let (format, text) = (records.format(row, column), shown(value));
        let (text, shows) = match value {
            Data::DateTime(moment) => dated(moment, format, at, text),
            Data::Float(number) => numbered(*number, format, at, text),
            #[expect(clippy::cast_precision_loss, reason = "so long a number is shown by no such format")]
            Data::Int(number) => numbered(*number as f64, format, at, text),
            _ => (text, None),
        };
        out.put(row, column, &text, shows.as_ref())?;
    }
    let merged = match book {
        Sheets::Xls(book) => down(&book.merge_cells_by_sheet_name(sheet).unwrap_or_default()),
        _ => Vec::new(),
    };
    let unsaved = records.unsaved.map(|(row, column)| format!("{}{}", letters(column), u64::from(row) + 1));
    Ok(SheetFacts { unsaved, merged, hidden_rows: records.hidden_rows })
}

fn format_of(style: &Style) -> &str {
    style.number_format.as_ref().map_or("", |format| format.format_code.as_str())
}

/// How many digits a format shows at least: `00000` shows the number 123 as 00123.
fn zeros(format: &str) -> usize {
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
    fn a_format_of_zeros_says_how_many_digits_there_are() {
        assert_eq!((zeros("00000"), zeros("0"), zeros("0.00")), (5, 1, 0));
        assert_eq!((zeros("General"), zeros("")), (0, 0));
    }

    use crate::tabular::made::{ods, rows, xlsx};
    use crate::tabular::{Form, TextRecord, open};

    fn read(file: &tempfile::NamedTempFile) -> Result<(Form, Vec<Vec<String>>), TabularError> {
        let judge = |header: &[String]| header.iter().filter(|cell| cell.contains('_')).count();
        let options = TableOptions { judge: Some(&judge), ..TableOptions::default() };
        let table = open(file.path(), "f.xlsx", &options)?;
        let mut records = table.records()?;
        let (mut record, mut read) = (TextRecord::default(), Vec::new());
        while records.read(&mut record)? {
            read.push(record.cells.iter().map(str::to_owned).collect());
        }
        Ok((table.form().clone(), read))
    }

    const HEADER: &[&str] = &["worker_id", "full_name", "note_of"];

    #[test]
    fn rows_stand_where_their_numbers_say() {
        for order in [["1", "3", "2", "7"], ["2", "3", "7", "1"], ["3", "1", "7", "2"], ["7", "3", "2", "1"]]
        {
            let all: [(&str, &[&str]); 4] =
                [("1", HEADER), ("2", &["W1", "a", "x"]), ("3", &["W2", "b", "y"]), ("7", &["W3", "c", "z"])];
            let sorted: Vec<(&str, &[&str])> =
                order.iter().map(|number| *all.iter().find(|row| row.0 == *number).unwrap()).collect();
            let (_, read) = read(&xlsx(&[("Staff", "", rows(&sorted))], &[])).unwrap();
            assert_eq!(read, [["W1", "a", "x"], ["W2", "b", "y"], ["W3", "c", "z"]], "{order:?}");
        }
    }

    #[test]
    fn a_cell_that_shows_nothing_is_no_column() {
        for blank in [" ", "\u{a0}", "\t", " \u{a0} "] {
            for row in ["1", "2", "9"] {
                let cell = format!(
                    "<row r=\"{row}\"><c r=\"XFD{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{blank}</t></is></c></row>"
                );
                let content = rows(&[("1", HEADER), ("2", &["W1", "a", "x"])])
                    .replace("</sheetData>", &(cell + "</sheetData>"));
                let (form, read) = read(&xlsx(&[("Staff", "", content)], &[])).unwrap();
                assert_eq!((form.columns, read.len()), (3, 1), "{blank:?} in row {row}");
            }
        }
    }

    #[test]
    fn a_cell_of_many_lines_is_one_cell() {
        let text: Vec<String> = (1..=700).map(|n| format!("line {n}, \"x\"")).collect();
        let text = text.join("\n").replace('"', "&quot;");
        let content = rows(&[("1", HEADER), ("2", &["W1", "a", &text]), ("3", &["W2", "b", "y"])]);
        let (_, read) = read(&xlsx(&[("Staff", "", content)], &[])).unwrap();
        assert_eq!((read.len(), read[0][2].lines().count(), read[1][0].as_str()), (2, 700, "W2"));
    }

    #[test]
    fn cells_merged_downwards_hold_for_each_row() {
        let content = rows(&[
            ("1", HEADER),
            ("2", &["W1", "a", "Ward 1"]),
            ("3", &["W2", "b"]),
            ("4", &["W3", "c"]),
            ("5", &["W4", "d", "Ward 2"]),
            ("6", &["W5", "e"]),
        ]) + "<mergeCells><mergeCell ref=\"C2:C3\"/><mergeCell ref=\"C5:C6\"/></mergeCells>";
        let (form, read) = read(&xlsx(&[("Staff", "", content)], &[])).unwrap();
        let notes: Vec<&str> = read.iter().map(|row| row[2].as_str()).collect();
        assert_eq!(notes, ["Ward 1", "Ward 1", "", "Ward 2", "Ward 2"]);
        assert!(form.notes[0].starts_with("2 merged cells"), "{:?}", form.notes);
    }

    #[test]
    fn what_is_hidden_is_told() {
        let staff = rows(&[
            ("1", HEADER),
            ("2 hidden=\"1\"", &["W1", "a"]),
            ("3", &["W2", "b"]),
            ("9 hidden=\"1\"", &[]),
        ]);
        let old = rows(&[("1", HEADER), ("2", &["W3", "c"])]);
        let (form, read) =
            read(&xlsx(&[("Staff", "", staff), ("Old", "state=\"veryHidden\"", old)], &[])).unwrap();
        assert_eq!(read.len(), 2);
        assert!(form.notes.iter().any(|note| note.contains("`Old` is hidden")), "{:?}", form.notes);
        assert!(
            form.notes.iter().any(|note| note.starts_with("1 row of the sheet is hidden")),
            "{:?}",
            form.notes
        );
    }

    #[test]
    fn sheets_of_one_header_are_one_table() {
        let ward = |id: &str| rows(&[("1", HEADER), ("2", &[id, "a", "x"])]);
        let cover = rows(&[("1", &["Staff of the clinic"])]);
        let empty = rows(&[("1", HEADER)]);
        let wards = xlsx(&[("ICU", "", ward("W1")), ("ER", "", ward("W2")), ("NICU", "", ward("W3"))], &[]);
        let (form, found) = read(&wards).unwrap();
        assert_eq!(form.sheet.as_deref(), Some("ICU + ER + NICU"));
        let ids: Vec<&str> = found.iter().map(|cells| cells[0].as_str()).collect();
        assert_eq!(ids, ["W1", "W2", "W3"]);
        assert!(
            form.notes.iter().any(|note| note.contains("row 3 on are row 2 on of `ER`")),
            "{:?}",
            form.notes
        );
        // A sheet with a column more, and one whose columns stand in another order, are parts of it as well.
        let wide = rows(&[
            ("1", &["town", "worker_id", "full_name", "note_of"]),
            ("2", &["Kisumu", "W4", "d", "z"]),
        ]);
        let (form, found) = read(&xlsx(&[("ICU", "", ward("W1")), ("OT", "", wide)], &[])).unwrap();
        assert_eq!(form.sheet.as_deref(), Some("ICU + OT"));
        let short: Vec<[&str; 2]> =
            found.iter().map(|cells| [cells[0].as_str(), cells.get(3).map_or("", String::as_str)]).collect();
        assert_eq!(short, [["W1", ""], ["W4", "Kisumu"]]);
        // Headers that say something else make tables of their own.
        let other = rows(&[("1", &["worker_id", "residence", "occupation"]), ("2", &["W9", "KE", "2221"])]);
        let refused = read(&xlsx(&[("ICU", "", ward("W1")), ("List", "", other)], &[]));
        if let Err(error) = refused {
            assert!(matches!(error, TabularError::WhichSheet { .. }), "{error:?}");
        }
        let (form, _) =
            read(&xlsx(&[("Cover", "", cover), ("ICU", "", ward("W1")), ("New", "", empty)], &[])).unwrap();
        assert_eq!(form.sheet.as_deref(), Some("ICU"));
    }

    #[test]
    fn a_cell_of_an_open_document_is_read_as_it_shows_itself() {
        let text = |text: &str| {
            format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
            )
        };
        let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
        let header = row(&HEADER.iter().map(|cell| text(cell)).collect::<Vec<_>>());
        let ruby = "山田<text:ruby><text:ruby-base>花子</text:ruby-base><text:ruby-text>ハナコ</text:ruby-text></text:ruby>";
        let number = "<table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>00007</text:p></table:table-cell>";
        let month = "<table:table-cell table:style-name=\"d\" office:value-type=\"date\" office:date-value=\"2020-05-01\">\
                     <text:p>May 2020</text:p></table:table-cell>";
        let styles = "<number:date-style style:name=\"N1\"><number:month/><number:text> </number:text><number:year/>\
                      </number:date-style><style:style style:name=\"d\" style:data-style-name=\"N1\"/>";
        let (_, plain) = read(&ods(
            styles,
            &(header.clone()
                + &row(&[number.to_owned(), text(ruby), month.to_owned()])
                + &row(&[
                    text("W2"),
                    text("a<text:s text:c=\"2\"/>b &amp; c"),
                    text("<office:annotation>x</office:annotation>y"),
                ])),
        ))
        .unwrap();
        assert_eq!(plain, [["00007", "山田花子", "2020-05"], ["W2", "a  b & c", "y"]]);
        let unsaved = header.clone()
            + &row(&[text("W1"), text("a"), "<table:table-cell table:formula=\"of:=1+1\"/>".to_owned()]);
        let refused = read(&ods("", &unsaved));
        assert!(
            matches!(&refused, Err(TabularError::Workbook { reason, .. }) if reason.contains("C2")),
            "{refused:?}"
        );
        let spanned = header
            + &row(&[
                text("W1"),
                text("a"),
                text("KE").replacen(
                    "<table:table-cell",
                    "<table:table-cell table:number-rows-spanned=\"2\"",
                    1,
                ),
            ])
            + &row(&[text("W2"), text("b"), "<table:covered-table-cell/>".to_owned()]).replacen(
                "<table:table-row",
                "<table:table-row table:visibility=\"filter\"",
                1,
            );
        let (form, rows) = read(&ods("", &spanned)).unwrap();
        assert_eq!(rows[1], ["W2", "b", "KE"]);
        assert!(
            form.notes.iter().any(|note| note.starts_with("1 row of the sheet is hidden")),
            "{:?}",
            form.notes
        );
    }
}
