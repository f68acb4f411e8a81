//! Why a file cannot be read as a table.

use std::path::PathBuf;

/// A file that is no table we can read. Nothing of it was taken.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The system could not read it.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A directory holds no CSV file.
    #[error("{}: no file ending in .csv, .tsv or .txt in this directory", .0.display())]
    NoFiles(PathBuf),
    /// The file has no bytes, or blanks only.
    #[error("{file}: the file is empty: expected a header line with the names of columns")]
    Empty {
        /// The file.
        file: String,
    },
    /// The file is not text.
    #[error("{file}: byte {at} is NUL: this is not a text file; save the table as CSV")]
    Binary {
        /// The file.
        file: String,
        /// The place of the first NUL byte, from 0.
        at: u64,
    },
    /// The bytes are neither UTF-8 nor Windows-1252.
    #[error(
        "{file}:{line}: the text is neither UTF-8 nor Windows-1252 (byte 0x{byte:02X}): save the file as UTF-8"
    )]
    Encoding {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The first byte that does not fit.
        byte: u8,
    },
    /// Some text is UTF-8 and some is not.
    #[error(
        "{file}:{line}: most of the text is UTF-8, but byte 0x{byte:02X} is not: files in two encodings were joined; mend that line and save as UTF-8"
    )]
    MixedEncoding {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The first byte that does not fit.
        byte: u8,
    },
    /// A quoted cell never ends.
    #[error(
        "{file}:{line}: a quoted cell that begins here is never closed: add the closing `\"`, or write a quote inside a cell as `\"\"`"
    )]
    UnclosedQuote {
        /// The file.
        file: String,
        /// The line where the record begins, from 1.
        line: u64,
    },
    /// A record is longer than any table's.
    #[error("{file}: a record is longer than {limit} bytes: this is not a table, or a quote is never closed")]
    TooLong {
        /// The file.
        file: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// More columns than any table has.
    #[error("{file}: {found} columns, at most {limit} are read")]
    TooManyColumns {
        /// The file.
        file: String,
        /// Columns found.
        found: usize,
        /// Columns allowed.
        limit: usize,
    },
    /// Two columns have the same header.
    #[error("{file}: two columns are called `{header}`: rename or remove one")]
    DuplicateHeader {
        /// The file.
        file: String,
        /// The header.
        header: String,
    },
    /// Two columns mean the same.
    #[error("{file}: columns `{first}` and `{second}` both mean `{target}`: remove or rename one")]
    SameTarget {
        /// The file.
        file: String,
        /// A header.
        first: String,
        /// Another header.
        second: String,
        /// The column of ours that both mean.
        target: String,
    },
    /// The headers are those of no kind.
    #[error("{file}: the headers are those of no kind of record; nearest is `{nearest}`, which lacks `{missing}` and does not know {}: compare with `corridor template {nearest}`, or say `--kind`", quoted(.unknown))]
    UnknownKind {
        /// The file.
        file: String,
        /// The nearest kind.
        nearest: String,
        /// The column that identifies its records.
        missing: String,
        /// Headers that it does not know.
        unknown: Vec<String>,
    },
    /// The headers fit two kinds.
    #[error("{file}: the headers fit `{first}` as well as `{second}`: say which with `--kind`")]
    AmbiguousKind {
        /// The file.
        file: String,
        /// A kind.
        first: String,
        /// Another kind.
        second: String,
    },
    /// The reader of CSV gave up.
    #[error("{file}: {source}")]
    Csv {
        /// The file.
        file: String,
        /// What it said.
        source: csv::Error,
    },
}

fn quoted(headers: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text: Vec<String> = headers.iter().take(SHOWN).map(|header| format!("`{header}`")).collect();
    if headers.len() > SHOWN {
        text.push(format!("{} more", headers.len() - SHOWN));
    }
    if text.is_empty() { "no other column".to_owned() } else { text.join(", ") }
}

impl IngestError {
    pub(super) fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}
