//! A table of any columns, read whole: what `dedupe` and `resolve` take.

use encoding_rs::{UTF_8, WINDOWS_1252};
use std::path::{Path, PathBuf};

/// A table with text in its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) headers: Vec<String>,
    pub(super) rows: Vec<csv::StringRecord>,
}

/// Why a table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The system could not read it.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no CSV.
    #[error("{}: {source}", path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: csv::Error,
    },
    /// It has no such column.
    #[error("{}: no column `{column}`: the columns are {}", path.display(), .found.join(", "))]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// The column asked for.
        column: String,
        /// The columns that are there, in backticks.
        found: Vec<String>,
    },
    /// An amount is no number.
    #[error("{}, row {row}, column `{column}`: `{value}` is no number that can be added up: use digits with a point, such as `1234.5`", path.display())]
    Amount {
        /// The file.
        path: PathBuf,
        /// The row, the header being the first.
        row: usize,
        /// The column.
        column: String,
        /// The cell.
        value: String,
    },
    /// No column can be compared.
    #[error(
        "{}: no column was recognized as a name, birth date, address, phone, e-mail or number: say what they are with `--recipe`; the columns are {}",
        path.display(), .found.join(", ")
    )]
    NothingKnown {
        /// The file.
        path: PathBuf,
        /// The columns that are there, in backticks.
        found: Vec<String>,
    },
    /// A recipe is no TOML of texts.
    #[error("{}: {reason}", path.display())]
    Recipe {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A recipe names something that columns cannot be.
    #[error(
        "{}: column `{column}` cannot be `{value}`: use one of given_name, family_name, full_name, birth_date, sex, email, phone, identifier, license, street_number, street, locality, birth_place, postcode, region, country, occupation, school, source, ignore",
        path.display()
    )]
    Meaning {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// What it was said to be.
        value: String,
    },
}

impl Sheet {
    /// Reads a CSV file: UTF-8 or Windows-1252, separated by what its first line has most of.
    ///
    /// # Errors
    /// [`SheetError`] when it cannot be read.
    pub(super) fn read(path: &Path) -> Result<Self, SheetError> {
        let bytes = std::fs::read(path).map_err(|source| SheetError::Io { path: path.to_owned(), source })?;
        let encoding = if std::str::from_utf8(&bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
        let (text, ..) = encoding.decode(&bytes);
        let first = text.lines().next().unwrap_or_default();
        let count = |sign: char| first.matches(sign).count();
        let separator = [(b',', ','), (b';', ';'), (b'\t', '\t'), (b'|', '|')]
            .into_iter()
            .rev()
            .max_by_key(|(_, sign)| count(*sign))
            .map_or(b',', |(byte, _)| byte);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let failed = |source| SheetError::Csv { path: path.to_owned(), source };
        let headers = reader.headers().map_err(failed)?.iter().map(|h| h.trim().to_owned()).collect();
        let rows = reader.records().collect::<Result<_, _>>().map_err(failed)?;
        Ok(Self { headers, rows })
    }

    /// The place of a column.
    ///
    /// # Errors
    /// [`SheetError::NoColumn`] when there is none of that name.
    pub(super) fn column(&self, path: &Path, name: &str) -> Result<usize, SheetError> {
        let same = |header: &String| header == name;
        let alike = |header: &String| crate::text::fold(header) == crate::text::fold(name);
        self.headers.iter().position(same).or_else(|| self.headers.iter().position(alike)).ok_or_else(|| {
            SheetError::NoColumn { path: path.to_owned(), column: name.to_owned(), found: self.quoted() }
        })
    }

    /// The headers in backticks, for messages.
    pub(super) fn quoted(&self) -> Vec<String> {
        self.headers.iter().map(|header| format!("`{header}`")).collect()
    }
}
