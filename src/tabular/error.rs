//! Why a file is no table that can be read.

use crate::message::{Explained, Hint, Setting, codes, whole_file};
use crate::rule::Place;
use std::path::{Path, PathBuf};

/// A file that is no table we can read. Nothing of it was taken.
#[derive(Debug, thiserror::Error)]
pub enum TabularError {
    /// The system could not read it.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file has no bytes, or blanks only.
    #[error("{file}: the file is empty: expected a header line with the names of columns")]
    Empty {
        /// The file.
        file: String,
    },
    /// The file is not text.
    #[error("{file}: the file is not text: byte {at} is 0x{byte:02X}")]
    Binary {
        /// The file.
        file: String,
        /// The place of the first such byte, from 0.
        at: u64,
        /// The byte.
        byte: u8,
    },
    /// The file is of another format, whatever its name says.
    #[error("{file}: this is {what}, not a table: {remedy}")]
    OtherFormat {
        /// The file.
        file: String,
        /// What it is.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Some text is UTF-8 and some is not.
    #[error(
        "{file}:{line}: most of the text is UTF-8, but byte 0x{byte:02X} is not: files in two encodings were joined"
    )]
    MixedEncoding {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The first byte that does not fit.
        byte: u8,
    },
    /// A line or a record is longer than any table's.
    #[error(
        "{file}:{line}: a record is longer than {limit} bytes: this is not a table, or its lines have no ends"
    )]
    TooLong {
        /// The file.
        file: String,
        /// The line where it begins, from 1.
        line: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// More columns than any table has.
    #[error("{file}: the table has {found} columns, expected at most {limit}")]
    TooManyColumns {
        /// The file.
        file: String,
        /// Columns found.
        found: usize,
        /// Columns allowed.
        limit: usize,
    },
    /// A file packed with gzip cannot be unpacked.
    #[error("{file}: the packed file cannot be read: {reason}: unpack it first, or ask for it again")]
    Packed {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A workbook cannot be opened.
    #[error("{file}: the workbook cannot be read: {reason}")]
    Workbook {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A workbook is cut off before its end.
    #[error(
        "{file}: the workbook is cut off before its end, as after a download that broke off; fetch the file again, or save it anew"
    )]
    CutOff {
        /// The file.
        file: String,
    },
    /// A workbook has no such sheet.
    #[error("{file}: there is no sheet `{sheet}`")]
    NoSheet {
        /// The file.
        file: String,
        /// The sheet asked for.
        sheet: String,
        /// The sheets it has.
        sheets: Vec<String>,
    },
    /// Several sheets may be meant.
    #[error("{file}: the sheets `{}` each hold a table of this kind", sheets.join("`, `"))]
    WhichSheet {
        /// The file.
        file: String,
        /// The sheets.
        sheets: Vec<String>,
    },
}

impl TabularError {
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

impl Explained for TabularError {
    codes! {
        Io = "table-file",
        Empty = "table-empty",
        Binary = "table-binary",
        OtherFormat = "table-other-format",
        MixedEncoding = "table-mixed-encoding",
        TooLong = "table-record-too-long",
        TooManyColumns = "table-too-many-columns",
        Workbook = "table-workbook",
        CutOff = "table-cut-off",
        Packed = "table-packed",
        NoSheet = "table-no-sheet",
        WhichSheet = "table-which-sheet",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Binary { .. } | Self::Workbook { .. } => vec![Hint::SaveAsCsv],
            Self::MixedEncoding { .. } => vec![Hint::MendLine, Hint::Say(Setting::Encoding, Vec::new())],
            Self::NoSheet { sheets, .. } | Self::WhichSheet { sheets, .. } => {
                vec![Hint::Say(Setting::Sheet, sheets.clone())]
            }
            _ => Vec::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Io { path, .. } => whole_file(path.display()),
            Self::MixedEncoding { file, line, .. } | Self::TooLong { file, line, .. } => {
                Some(Place { file: file.clone(), row: *line, ..Place::default() })
            }
            Self::Empty { file }
            | Self::Binary { file, .. }
            | Self::OtherFormat { file, .. }
            | Self::TooManyColumns { file, .. }
            | Self::Workbook { file, .. }
            | Self::CutOff { file }
            | Self::Packed { file, .. }
            | Self::NoSheet { file, .. }
            | Self::WhichSheet { file, .. } => whole_file(file),
        }
    }
}
