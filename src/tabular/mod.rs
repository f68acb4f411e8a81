//! Anything table-shaped to rows of cells: encoding, separators, quotes, lines above the header,
//! headers of several rows, rows that were cut wrongly, workbooks.
//!
//! What the cells mean is not known here. A file is surveyed once as bytes, its beginning is looked
//! at to settle how it is written, and then it is read row by row in constant memory. A row that
//! does not fit is put right only where the shapes of the other rows say how, and it always comes
//! with a [`Repair`] that says so: whoever takes the row decides whether to believe it.
//!
//! The csv crate reads what RFC 4180 describes; stray quotes, a lost separator or a cell that is
//! never closed make it lose rows. Hence a reader of our own, which starts again at every line.

mod detect;
mod dialect;
mod error;
mod input;
mod layout;
mod lines;
mod reason;
mod records;
mod repair;
mod sample;
mod shape;
mod source;
mod split;
mod workbook;

pub use dialect::Dialect;
pub use error::TabularError;
pub use input::{Input, STANDARD_INPUT};
pub use reason::{SlipReason, TabularReason};
pub use records::{Fault, Passed, PassedOver, Records, TextRecord};
pub use repair::Repair;

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// More columns than that is no table of ours.
pub const MOST_COLUMNS: usize = 2_000;

/// The longest record in bytes; with it the memory that reading takes is bounded.
pub const LONGEST_RECORD: usize = 4 << 20;

/// How well somebody understands a row of headers: a number that is higher for more of them.
pub type Judge<'a> = &'a dyn Fn(&[String]) -> usize;

/// How to read a file.
#[derive(Clone, Copy, Default)]
pub struct TableOptions<'a> {
    /// The encoding, where the bytes shall not decide.
    pub encoding: Option<&'static Encoding>,
    /// The sheet of a workbook, where its content shall not decide.
    pub sheet: Option<&'a str>,
    /// What separates cells, where they shall not decide.
    pub delimiter: Option<char>,
    /// Decides between separators and between rows that may be the header.
    pub judge: Option<Judge<'a>>,
}

impl std::fmt::Debug for TableOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableOptions").field("encoding", &self.encoding).field("sheet", &self.sheet).finish()
    }
}

/// What was understood of a file's form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The encoding; empty for a workbook, which has cells instead of text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How cells are separated and quoted; absent for a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// How many columns the table has; 0 in reports of older versions.
    pub columns: usize,
    /// The lines above the header, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preamble: Vec<String>,
    /// The rows that make up the header; empty when there is none and the columns are numbered.
    pub header_rows: Vec<Vec<String>>,
    /// The line of the first row below the header, from 1.
    pub first_line: u64,
    /// Everything else worth telling about the form, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Its length in bytes.
    pub bytes: u64,
}

impl Form {
    /// The form as people say it: ``sheet `Staff` of a workbook``, `UTF-8 with BOM, semicolon-separated`.
    pub fn told(&self) -> String {
        if let Some(sheet) = &self.sheet {
            return format!("sheet `{sheet}` of a workbook");
        }
        let encoding = format!("{}{}", self.encoding, if self.bom { " with BOM" } else { "" });
        match &self.dialect {
            // Nothing is separated there.
            _ if self.columns == 1 => format!("{encoding}, one column"),
            Some(dialect) => format!("{encoding}, {dialect}"),
            None => encoding,
        }
    }
}

/// A file whose form is understood.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    /// The table of a workbook, written out; removed with the value.
    _extracted: Option<tempfile::NamedTempFile>,
    name: String,
    encoding: &'static Encoding,
    dialect: Dialect,
    form: Form,
    header: Vec<String>,
    /// Rows may be cut against these.
    shapes: std::sync::Arc<shape::Shapes>,
    /// All rows of the header joined, as written.
    written: Vec<String>,
    /// Lines above the first row, to be passed over, and how many rows they are.
    skip: u64,
    skip_rows: u64,
}

impl Table {
    /// The form of the file.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// One header a column, as the judge understands it best; `col_0`, `col_1`… where there is none.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// One header a column: all rows of the header joined by a blank, as they are written.
    pub fn written_header(&self) -> &[String] {
        &self.written
    }

    /// How many rows of the file end with the header: the number of the first row below it less one.
    pub fn rows_above(&self) -> u64 {
        self.skip_rows
    }

    /// Reads the rows below the header.
    ///
    /// # Errors
    /// [`TabularError`] when the file cannot be opened.
    pub fn records(&self) -> Result<Records, TabularError> {
        Records::open(self)
    }
}

/// Opens a file and understands its form. `name` is what messages call it.
///
/// # Errors
/// [`TabularError`] when it is no table: empty, binary, a page or document of another format, a
/// line without end, too many columns.
pub fn open(path: &Path, name: &str, options: &TableOptions<'_>) -> Result<Table, TabularError> {
    let unpacked = input::unpacked(path, name)?;
    let given = unpacked.as_ref().map_or_else(|| path.to_owned(), |file| file.path().to_owned());
    let packed = unpacked.is_some();
    let (extracted, sheet, mut notes) = match workbook::extract(&given, name, options)? {
        Some(book) => (Some(book.table), Some(book.sheet), book.notes),
        None => (unpacked, None, Vec::new()),
    };
    if packed {
        notes.push("the file is packed with gzip and was unpacked".to_owned());
    }
    let path = extracted.as_ref().map_or_else(|| path.to_owned(), |file| file.path().to_owned());
    let survey = source::survey(&path, name, options.encoding)?;
    notes.extend(survey.notes());
    let beginning = sample::read(&path, name, &survey)?;
    let (dialect, rows) = detect::detect(&beginning, options.delimiter, options.judge, sheet.is_some());
    let layout = layout::find(&rows, &dialect, options.judge);
    if layout.header.len() > MOST_COLUMNS {
        let (found, limit) = (layout.header.len(), MOST_COLUMNS);
        return Err(TabularError::TooManyColumns { file: name.to_owned(), found, limit });
    }
    notes.extend(layout.notes);
    if dialect.sep_line {
        notes.push("the first line names the separator".to_owned());
    }
    let sep_line = dialect.sep_line;
    // A sheet was written out by ourselves: how is not the file's.
    let of_text = sheet.is_none();
    let form = Form {
        encoding: if of_text { survey.encoding.name().to_owned() } else { String::new() },
        bom: survey.bom && of_text,
        sheet,
        preamble: layout.preamble,
        header_rows: layout.header_rows,
        first_line: layout.skip + 1,
        notes,
        bytes: survey.length,
        dialect: of_text.then(|| dialect.clone()),
        columns: layout.header.len(),
    };
    let shapes = shape::Shapes::of(layout.header.len(), &rows[layout.first_row..]);
    Ok(Table {
        path,
        _extracted: extracted,
        name: name.to_owned(),
        encoding: survey.encoding,
        dialect,
        form,
        header: layout.header,
        shapes: std::sync::Arc::new(shapes),
        written: layout.written,
        skip: layout.skip,
        skip_rows: (layout.first_row + usize::from(sep_line)) as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Read {
        table: Table,
        records: Vec<TextRecord>,
        passed: Vec<PassedOver>,
    }

    fn read(content: &[u8]) -> Result<Read, TabularError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        let table = open(file.path(), "f.csv", &TableOptions::default())?;
        let mut source = table.records()?;
        let mut records = Vec::new();
        loop {
            let mut record = TextRecord::default();
            if !source.read(&mut record)? {
                break;
            }
            records.push(record);
        }
        Ok(Read { passed: source.passed_over().to_vec(), table, records })
    }

    fn cells(record: &TextRecord) -> Vec<&str> {
        record.cells.iter().collect()
    }

    /// Letters and digits, whatever stands around them.
    fn signs(text: &str) -> usize {
        text.chars().filter(char::is_ascii_alphanumeric).count()
    }

    /// Every letter and digit of the file is in its header, above it, or in a row.
    fn nothing_is_lost(content: &str) {
        let Ok(read) = read(content.as_bytes()) else { return };
        if read.passed.iter().any(|passed| passed.what != Passed::Blank) {
            return;
        }
        let form = read.table.form();
        let above: usize = form.preamble.iter().map(|line| signs(line)).sum();
        let header: usize = form.header_rows.iter().flatten().map(|cell| signs(cell)).sum();
        let rows: usize = read.records.iter().flat_map(|record| record.cells.iter()).map(signs).sum();
        assert_eq!(above + header + rows, signs(content), "{content:?}: {form:?} {:?}", read.records);
    }

    #[test]
    fn a_header_is_told_from_rows_by_their_kinds() {
        for (content, header, rows) in [
            ("1,2\n3,4\n", vec!["col_0", "col_1"], 2),
            ("a,b\n1,2\n", vec!["a", "b"], 1),
            ("a,b\n", vec!["a", "b"], 0),
            ("List of things\n\na;b;c\n1;x;2\n2;y;3\n", vec!["a", "b", "c"], 2),
            ("Region,2004,2005\nNorth,5,6\nSouth,7,8\n", vec!["Region", "2004", "2005"], 2),
            ("name\nAda\nBo\n", vec!["name"], 2),
        ] {
            let read = read(content.as_bytes()).unwrap();
            assert_eq!(read.table.header(), header, "{content}");
            assert_eq!(read.records.len(), rows, "{content}");
        }
    }

    #[test]
    fn groups_are_carried_on_where_names_need_them() {
        let read = read(b"first,,second,\nX,Y,X,Y\n1.5,2,3,4\n2,3,4,5\n").unwrap();
        assert_eq!(read.table.header(), ["first X", "first Y", "second X", "second Y"]);
    }

    #[test]
    fn decimal_commas_are_no_separators() {
        let read = read("a;b\n1,5;2,5\n3,5;4,5\n".as_bytes()).unwrap();
        assert_eq!(read.table.dialect.delimiter, ';');
        assert_eq!(cells(&read.records[1]), ["3,5", "4,5"]);
    }

    #[test]
    fn a_cell_of_many_lines_is_one_and_a_quote_left_open_takes_no_other_row() {
        let read = read(b"id,note\n1,\"a\n\nb\"\n2,\"c\n3,d\n4,e\n5,f\n").unwrap();
        assert_eq!(cells(&read.records[0]), ["1", "a\n\nb"]);
        assert_eq!(read.records.len(), 5);
        assert!(matches!(&read.records[1].fault, Some(Fault::Repaired(repair)) if !repair.certain));
        assert_eq!(read.records[1].line, 5);
    }

    #[test]
    fn too_many_columns_are_refused_with_and_without_a_line_end() {
        for end in ["", "\n", "\n1,2\n"] {
            let content = vec!["c"; 10_000].join(",") + end;
            let refused = read(content.as_bytes());
            assert!(matches!(refused, Err(TabularError::TooManyColumns { found: 10_000, .. })), "{end:?}");
        }
    }

    #[test]
    fn an_endless_line_is_refused_before_it_is_read_to_its_end() {
        // A sparse file: bytes of nothing behind a first word. It is read no further than the limit.
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "a,b\n".repeat(3) + &"x".repeat(LONGEST_RECORD + (1 << 20))).unwrap();
        file.as_file().set_len(1 << 33).unwrap();
        let refused = open(file.path(), "f.csv", &TableOptions::default());
        assert!(matches!(refused, Err(TabularError::TooLong { line: 4, .. })), "{refused:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_bytes_make_it_panic(content in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&content);
        }

        #[test]
        fn no_row_is_lost_in_silence(content in "([a-c0-2 ]{0,3}[,;|\t\"]{0,2}){0,6}(\r?\n([a-c0-2.\\-]{0,4}[,;\t\"]{0,2}){0,6}){0,14}") {
            nothing_is_lost(&content);
        }

        /// What the csv crate writes as a table is read back as it was.
        #[test]
        fn tables_are_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a-z]([a-z \",;\n]{0,6}[a-z])?", 3), 3..12)
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["id", "name", "note", "since"]).unwrap();
            for (at, row) in rows.iter().enumerate() {
                let mut row = row.clone();
                row.insert(0, format!("{}", 100 + at));
                row.swap(2, 3);
                writer.write_record(&row).unwrap();
            }
            let content = writer.into_inner().unwrap();
            let ambiguous = rows.iter().flatten().any(|cell| cell.contains('"') || cell.contains(';'));
            let read = read(&content).unwrap();
            if !ambiguous {
                prop_assert_eq!(read.records.len(), rows.len());
                for (record, row) in read.records.iter().zip(&rows) {
                    prop_assert_eq!(record.cells.get(1), Some(row[0].as_str()));
                    prop_assert!(record.fault.is_none());
                }
            }
        }
    }
}
