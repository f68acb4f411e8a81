//! `corridor resolve names`: of each row of a table, whether two names are one person's.

use super::OpsError;
use super::sheet::Sheet;
use crate::text::names;
use serde::Serialize;
use std::path::PathBuf;

/// Which file and columns.
#[derive(Debug, Clone)]
pub struct Options {
    /// The table.
    pub file: PathBuf,
    /// The column with the rows' identifiers.
    pub id: String,
    /// The column with the one name.
    pub left: String,
    /// The column with the other.
    pub right: String,
}

/// Two names and what is thought of them.
#[derive(Debug, Clone, Serialize)]
pub struct Resolved {
    /// The row's identifier.
    pub id: String,
    /// How surely they are one person's, 0 to 1.
    pub score: f64,
    /// Whether they count as one person's.
    pub is_match: bool,
    /// Why.
    pub because: Vec<String>,
}

/// Scores the names of each row, in the order of the rows.
///
/// # Errors
/// [`OpsError`] when the file cannot be read or lacks a column.
pub fn resolve_names(options: &Options) -> Result<Vec<Resolved>, OpsError> {
    let sheet = Sheet::read(&options.file)?;
    let column = |name: &str| sheet.column(&options.file, name);
    let (id, left, right) = (column(&options.id)?, column(&options.left)?, column(&options.right)?);
    Ok(sheet
        .rows
        .iter()
        .map(|row| {
            let cell = |at: usize| row.get(at).unwrap_or_default();
            let score = names::score(cell(left), cell(right));
            Resolved {
                id: cell(id).to_owned(),
                score: score.value,
                is_match: score.is_match(),
                because: score.because,
            }
        })
        .collect())
}
