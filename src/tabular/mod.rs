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

mod dialect;
mod error;
mod layout;
mod lines;
mod records;
mod repair;
mod sample;
mod shape;
mod source;
mod split;
mod workbook;

pub use dialect::Dialect;
pub use error::TabularError;
pub use records::{Fault, Passed, PassedOver, Record, Records};
pub use repair::Repair;

use encoding_rs::Encoding;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// More columns than that is no table of ours.
pub const MOST_COLUMNS: usize = 2_000;

/// The longest record in bytes; with it the memory that reading takes is bounded.
pub const LONGEST_RECORD: usize = 4 << 20;

/// How well somebody understands a row of headers: a number that is higher for more of them.
pub type Judge<'a> = &'a dyn Fn(&[String]) -> usize;

/// How to read a file.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// The encoding, where the bytes shall not decide.
    pub encoding: Option<&'static Encoding>,
    /// The sheet of a workbook, where its content shall not decide.
    pub sheet: Option<&'a str>,
    /// Decides between separators and between rows that may be the header.
    pub judge: Option<Judge<'a>>,
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("encoding", &self.encoding).field("sheet", &self.sheet).finish()
    }
}

/// What was understood of a file's form.
#[derive(Debug, Clone, Serialize)]
pub struct Form {
    /// The encoding.
    pub encoding: String,
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How cells are separated and quoted.
    pub dialect: Dialect,
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
    /// The encoding as people say it.
    pub fn encoding_said(&self) -> String {
        format!("{}{}", self.encoding, if self.bom { " with BOM" } else { "" })
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
pub fn open(path: &Path, name: &str, options: &Options<'_>) -> Result<Table, TabularError> {
    let (extracted, sheet, mut notes) = match workbook::extract(path, name, options)? {
        Some(book) => (Some(book.table), Some(book.sheet), book.notes),
        None => (None, None, Vec::new()),
    };
    let path = extracted.as_ref().map_or_else(|| path.to_owned(), |file| file.path().to_owned());
    let survey = source::survey(&path, name, options.encoding)?;
    notes.extend(survey.notes());
    let beginning = sample::read(&path, name, &survey)?;
    let (dialect, rows) = dialect::detect(&beginning, options.judge, extracted.is_some());
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
    let form = Form {
        encoding: survey.encoding.name().to_owned(),
        bom: survey.bom,
        sheet,
        preamble: layout.preamble,
        header_rows: layout.header_rows,
        first_line: layout.skip + 1,
        notes,
        bytes: survey.length,
        dialect,
    };
    let shapes = shape::Shapes::of(layout.header.len(), &rows[layout.first_row..]);
    Ok(Table {
        path,
        _extracted: extracted,
        name: name.to_owned(),
        encoding: survey.encoding,
        form,
        header: layout.header,
        shapes: std::sync::Arc::new(shapes),
        written: layout.written,
        skip: layout.skip,
        skip_rows: (layout.first_row + usize::from(sep_line)) as u64,
    })
}
