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
mod displayed;
mod encoding;
mod error;
mod input;
mod layout;
mod lines;
#[cfg(test)]
pub(crate) mod made;
mod reason;
mod records;
mod repair;
mod sample;
mod shape;
mod source;
mod split;
mod workbook;
mod wrapped;

pub use dialect::Dialect;
pub use displayed::Displayed;
pub use encoding::TextEncoding;
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
    /// The encoding, where the bytes do not decide.
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook, where its content do not decide.
    pub sheet: Option<&'a str>,
    /// What separates cells, where they do not decide.
    pub delimiter: Option<char>,
    /// Decides between separators and between rows that may be the header.
    pub judge: Option<Judge<'a>>,
    /// Whether a header names a field and not whose, `No.`: below the name of a group it is read with that.
    pub bare: Option<&'a dyn Fn(&str) -> bool>,
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
    /// What cells of a workbook show beside their values.
    displayed: Option<tempfile::NamedTempFile>,
    /// Cells of a workbook merged over several rows below the header.
    merged: Vec<displayed::MergedDown>,
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
    let (mut displayed, mut merged) = (None, Vec::new());
    let (extracted, sheet, mut notes) = match workbook::extract(&given, name, options)? {
        Some(book) => {
            (displayed, merged) = (Some(book.displayed), book.merged);
            (Some(book.table), Some(book.sheet), book.notes)
        }
        None => (unpacked, None, Vec::new()),
    };
    if packed {
        notes.push("the file is packed with gzip and was unpacked".to_owned());
    }
    let path = extracted.as_ref().map_or_else(|| path.to_owned(), |file| file.path().to_owned());
    let (mut path, mut extracted) = (path, extracted);
    let (page, wanted) = match options.encoding {
        Some(TextEncoding::Dos(page)) if sheet.is_none() => (Some(page), Some(encoding_rs::UTF_8)),
        Some(TextEncoding::Web(encoding)) => (None, Some(encoding)),
        _ => (None, None),
    };
    if let Some(page) = page {
        let file = encoding::decoded(&path, name, page)?;
        (path, extracted) = (file.path().to_owned(), Some(file));
    }
    let survey = source::survey(&path, name, wanted)?;
    notes.extend(survey.notes());
    let mut beginning = sample::read(&path, name, &survey)?;
    let mut encoding = survey.encoding;
    if sheet.is_none()
        && let Some(file) = wrapped::unwrapped(&path, name, &survey, &beginning.lines)?
    {
        notes.push("each line was quoted as a whole, as one cell: what is inside was read".to_owned());
        let inner = source::survey(file.path(), name, Some(encoding_rs::UTF_8))?;
        beginning = sample::read(file.path(), name, &inner)?;
        (path, encoding, extracted) = (file.path().to_owned(), inner.encoding, Some(file));
    }
    let (dialect, rows) = detect::detect(&beginning, options.delimiter, options.judge, sheet.is_some());
    let layout = layout::find(&rows, &dialect, options.judge, options.bare, sheet.is_some());
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
    let mut form = Form {
        encoding: match page {
            _ if !of_text => String::new(),
            Some(page) => page.name.to_string(),
            None => survey.encoding.name().to_owned(),
        },
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
    let skip_rows = (layout.first_row + usize::from(sep_line)) as u64;
    merged.retain(|cells| cells.first > skip_rows);
    merged.sort_unstable();
    match merged.len() {
        0 => {}
        1 => form.notes.push("1 merged cell runs over several rows: each of them has its value".to_owned()),
        count => {
            let note = format!("{count} merged cells run over several rows: each of these has the value");
            form.notes.push(note);
        }
    }
    let shapes = shape::Shapes::of(layout.header.len(), &rows[layout.first_row..]);
    Ok(Table {
        path,
        _extracted: extracted,
        displayed,
        merged,
        name: name.to_owned(),
        encoding,
        dialect,
        form,
        header: layout.header,
        shapes: std::sync::Arc::new(shapes),
        written: layout.written,
        skip: layout.skip,
        skip_rows,
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

    fn firsts(read: &Read) -> Vec<String> {
        let sound =
            read.records.iter().filter(|record| !matches!(record.fault, Some(Fault::Footer | Fault::Totals)));
        sound.map(|record| record.cells.get(0).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_code_page_of_ms_dos_is_read_when_it_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"id,name,place\n1,H\x82l\x8Ane,FR\n").unwrap();
        let encoding = TextEncoding::named("ibm850");
        let table =
            open(file.path(), "f.csv", &TableOptions { encoding, ..TableOptions::default() }).unwrap();
        let (mut records, mut record) = (table.records().unwrap(), TextRecord::default());
        assert!(records.read(&mut record).unwrap());
        assert_eq!((record.cells.get(1), table.form().encoding.as_str()), (Some("Hélène"), "cp850"));
    }

    #[test]
    fn stray_quotes_swallow_no_row() {
        for (separator, column) in [(',', 1), (';', 2), ('\t', 3), ('|', 1)] {
            let rows: Vec<String> = (0..40)
                .map(|n| {
                    let mut cells = [
                        format!("W{n}"),
                        format!("Name {n}"),
                        format!("19{}-01-10", 50 + n),
                        "KE".to_owned(),
                    ];
                    match n {
                        7 => cells[column].insert(0, '"'),
                        20 => cells[column].push('"'),
                        _ => {}
                    }
                    cells.join(&separator.to_string())
                })
                .collect();
            let header = ["worker_id", "full_name", "birth_date", "residence"].join(&separator.to_string());
            let read = read(format!("{header}\n{}\n", rows.join("\n")).as_bytes()).unwrap();
            assert_eq!(read.records.len(), 40, "{separator:?} {column}");
            assert!((8..20).all(|n| read.records[n].fault.is_none() && read.records[n].cells.len() == 4));
        }
    }

    #[test]
    fn a_sound_cell_has_any_number_of_lines() {
        for lines in [2, 150, 300, 2_500] {
            let text: Vec<String> = (1..=lines).map(|n| format!("line {n}, with a comma")).collect();
            let text = text.join("\n");
            for first in [true, false] {
                let row = |id: &str, text: &str| {
                    if first { format!("{text},{id},KE,5") } else { format!("{id},x,KE,{text}") }
                };
                let content = [
                    if first { "text,id,place,n" } else { "id,n,place,text" }.to_owned(),
                    row("W1", "a"),
                    row("W2", "b"),
                    row("W3", &format!("\"{text}\"")),
                    row("W4", "c"),
                ]
                .join("\n");
                let read = read(content.as_bytes()).unwrap();
                let cell = read.records[2].cells.get(if first { 0 } else { 3 });
                assert_eq!(
                    (read.records.len(), cell),
                    (4, Some(text.as_str())),
                    "{lines} lines, first {first}"
                );
            }
        }
    }

    #[test]
    fn a_quote_that_closes_nowhere_is_a_sign_of_the_text() {
        for (separator, every) in [(",", 1), (";", 2), ("\t", 5)] {
            let rows: String = (0..300)
                .map(|n| {
                    format!("W{n}{separator}{}nurse{separator}KE\n", if n % every == 0 { "\"" } else { "" })
                })
                .collect();
            let read = read(format!("id{separator}title{separator}place\n{rows}").as_bytes()).unwrap();
            assert_eq!(read.records.len(), 300);
            assert!(read.records.iter().all(|record| record.fault.is_none()), "{separator:?}");
            assert_eq!(read.records[0].cells.get(1), Some("\"nurse"));
        }
    }

    #[test]
    fn headings_signatures_and_other_tables_are_no_records() {
        for aside in [
            "ICU ward,,,",
            "Station 3,,,",
            "Prepared by,Jane Doe,,",
            "Datum,12.03.2026,,",
            "الجناح,,,",
            "Page 1 of 2,,,",
        ] {
            let content =
                format!("id,name,place,phone\nW1,A,KE,1\n{aside}\nW2,B,KE,2\nW3,C,KE,3\nW4,D,,\nN-77,E,,\n");
            let read = read(content.as_bytes()).unwrap();
            assert_eq!(firsts(&read), ["W1", "W2", "W3", "W4", "N-77"], "{aside}");
        }
        // Where the first column holds names, nothing tells a heading from a record.
        let read = read(b"name,place,phone\nA,KE,1\nB,KE,2\nC,,\n").unwrap();
        assert_eq!(firsts(&read), ["A", "B", "C"]);
    }

    #[test]
    fn a_header_without_the_cell_of_the_row_numbers_is_moved() {
        for (separator, first) in [(",", 1), (";", 0), ("\t", 1)] {
            let rows: String =
                (0..6).map(|n| [&(n + first).to_string(), "W7", "A", "KE"].join(separator) + "\n").collect();
            let read =
                read(format!("{}\n{rows}", ["id", "name", "place"].join(separator)).as_bytes()).unwrap();
            assert_eq!(read.table.header(), ["", "id", "name", "place"], "{separator:?}");
            assert!(read.table.form().notes.iter().any(|note| note.contains("one cell short")));
        }
        // A separator at the end of each row, and a column without a name at the end.
        let spare = read(b"id,name,place\n1,A,KE,\n2,B,KE,\n3,C,KE,\n").unwrap();
        assert_eq!(spare.table.header(), ["id", "name", "place"]);
        let nameless = read(b"id,name,place\n7,A,KE,x\n2,B,KE,y\n3,C,KE,z\n").unwrap();
        assert_eq!(nameless.table.header(), ["id", "name", "place", ""]);
    }

    #[test]
    fn signs_of_files_that_were_put_together_are_no_cells() {
        let header = "\u{FEFF}id,name,place\n";
        for (content, ids) in [
            (format!("{header}W1,A,KE\n{header}W2,B,KE\n"), vec!["W1", "W2"]),
            (format!("{header}W1,A,KE\r\n\u{1A}"), vec!["W1"]),
            (format!("{header}W1,A,KE\u{1A}"), vec!["W1"]),
            (format!("{header}W1,A,KE\n\u{1A}{header}W2,B,KE\n\u{1A}"), vec!["W1", "W2"]),
            (format!("{header}W1,A,KE\u{1A}\r\nW2,B,KE\n"), vec!["W1", "W2"]),
        ] {
            let read = read(content.as_bytes()).unwrap();
            assert_eq!(firsts(&read), ids, "{content:?}");
            assert!(read.records.iter().all(|record| record.cells.get(2) == Some("KE")), "{content:?}");
        }
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
