//! `corridor resolve names`: of each row of a table, whether two names are one person's.

use crate::names::score;
use crate::ops::OpsError;
use crate::ops::table::{Answers, Row, Source, Whole};
use serde::Serialize;

/// Which file and columns.
#[derive(Debug, Clone)]
pub struct NameColumns {
    /// The table.
    pub source: Source,
    /// The column with the rows' identifiers.
    pub id: String,
    /// The column with the one name.
    pub left: String,
    /// The column with the other.
    pub right: String,
}

/// Two names and what is thought of them.
#[derive(Debug, Clone, Serialize)]
pub struct NameRow {
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
pub fn names(options: &NameColumns) -> Result<Answers<NameRow>, OpsError> {
    let asked = [options.id.as_str(), &options.left, &options.right];
    let table = Whole::read(&options.source, &asked)?;
    let column = |name: &str| table.column(name);
    let (id, left, right) = (column(&options.id)?, column(&options.left)?, column(&options.right)?);
    let resolve = |row: &Row| {
        let cell = |at: usize| row.cells.get(at).unwrap_or_default();
        let score = score(cell(left), cell(right));
        NameRow {
            id: cell(id).to_owned(),
            score: score.value,
            is_match: score.is_match(),
            because: score.because,
        }
    };
    Ok(Answers { rows: table.rows.iter().map(resolve).collect(), read: Some(table.read) })
}
