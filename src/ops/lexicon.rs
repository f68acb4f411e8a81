//! A user's file of labels for `resolve occupations`: columns for the language, the ISCO-08 code and the label.

use super::table::{Row, Source, Whole};
use crate::message::{Explained, Hint, codes, whole_file};
use crate::model::Isco08;
use crate::resolve::occupations::Lexicon;
use crate::rule::Place;
use crate::tabular::Input;
use crate::text::fold;

/// Headers, folded, of the column with the languages.
const LANGUAGE: &[&str] = &["lang", "language", "sprache", "langue"];
/// Headers, folded, of the column with the codes.
const CODE: &[&str] = &["isco08", "isco 08", "isco", "isco code", "iscogroup", "code"];
/// Headers, folded, of the column with the labels.
const LABEL: &[&str] = &["label", "title", "preferredlabel", "preferred label", "name"];

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// It is no table.
    #[error(transparent)]
    Tabular(#[from] crate::tabular::TabularError),
    /// A column is missing.
    #[error("{file}: no column for the {wanted} (one of {names}); the columns are {}", .found.join(", "))]
    NoColumn {
        /// The file.
        file: String,
        /// What is missing.
        wanted: &'static str,
        /// The headers that would do.
        names: String,
        /// The headers that are there.
        found: Vec<String>,
    },
    /// A row has no unit group.
    #[error("{file}, row {row}: `{value}` is not a four-digit ISCO-08 unit group such as 2221")]
    Code {
        /// The file.
        file: String,
        /// The row as spreadsheets count them, from 1.
        row: u64,
        /// The cell.
        value: String,
    },
    /// It holds no label.
    #[error("{file}: no row has a label")]
    Empty {
        /// The file.
        file: String,
    },
}

impl Explained for LexiconError {
    codes! {
        Tabular => error,
        NoColumn = "lexicon-no-column",
        Code = "lexicon-code",
        Empty = "lexicon-empty",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Tabular(error) => error.hints(),
            _ => Vec::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Tabular(error) => error.place(),
            Self::NoColumn { file, .. } | Self::Empty { file } => whole_file(file),
            Self::Code { file, row, value } => {
                Some(Place { file: file.clone(), row: *row, value: value.clone(), ..Place::default() })
            }
        }
    }
}

/// Reads a lexicon: any table that an import reads, packed with gzip or not.
///
/// # Errors
/// [`LexiconError`] with the row and column at fault.
pub(super) fn read(input: &Input) -> Result<Lexicon, LexiconError> {
    let names: Vec<&str> = [LANGUAGE, CODE, LABEL].concat();
    let table = Whole::of(&Source::from(input.path().to_owned()), input, &names)?;
    let file = || table.read.file.clone();
    let column = |wanted: &'static str, names: &[&str]| {
        table.headers.iter().position(|header| names.contains(&fold(header).as_str())).ok_or_else(|| {
            LexiconError::NoColumn { file: file(), wanted, names: names.join(", "), found: table.quoted() }
        })
    };
    let (language, code) = (column("language", LANGUAGE)?, column("ISCO-08 code", CODE)?);
    let label = column("label", LABEL)?;
    let labeled = |row: &&Row| !row.cells.get(label).unwrap_or_default().trim().is_empty();
    let rows = table.rows.iter().filter(labeled).map(|row| {
        let cell = |column: usize| row.cells.get(column).unwrap_or_default().trim();
        let value = cell(code);
        // Spreadsheets take the zero of the armed forces off.
        let code: Isco08 = format!("{value:0>4}").parse().map_err(|_| LexiconError::Code {
            file: file(),
            row: row.number,
            value: value.to_owned(),
        })?;
        Ok((cell(language).to_lowercase(), code, cell(label).to_owned()))
    });
    let rows = rows.collect::<Result<Vec<_>, LexiconError>>()?;
    if rows.is_empty() { Err(LexiconError::Empty { file: file() }) } else { Ok(Lexicon::new(rows)) }
}
