//! `corridor resolve countries`: which country each text of a table names, and amounts added up by it.

use super::OpsError;
use super::sheet::{Sheet, SheetError};
use crate::model::Decimal;
use crate::resolve::countries::{self, Resolved, Sense};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Which file and columns.
#[derive(Debug, Clone)]
pub struct Options {
    /// The table.
    pub file: PathBuf,
    /// The column with the rows' identifiers; the number of the row without one.
    pub id: Option<String>,
    /// The column with the texts.
    pub text: String,
    /// What the texts are taken for.
    pub sense: Sense,
}

/// A row and what it names.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The row's identifier.
    pub id: String,
    /// The text.
    pub text: String,
    /// What it names.
    #[serde(flatten)]
    pub resolved: Resolved,
}

/// An amount by group and country.
#[derive(Debug, Clone, Serialize)]
pub struct Total {
    /// The group.
    pub group: String,
    /// The country, or `UNKNOWN`.
    pub alpha2: String,
    /// The sum, exact.
    pub total: Decimal,
}

/// Resolves each row, in the order of the rows.
///
/// # Errors
/// [`OpsError`] when the file cannot be read or lacks a column.
pub fn resolve_countries(options: &Options) -> Result<Vec<Row>, OpsError> {
    let sheet = Sheet::read(&options.file)?;
    let text = sheet.column(&options.file, &options.text)?;
    let id = options.id.as_ref().map(|name| sheet.column(&options.file, name)).transpose()?;
    let mut known: HashMap<&str, Resolved> = HashMap::new();
    let rows = sheet.rows.iter().enumerate().map(|(at, row)| {
        let text = row.get(text).unwrap_or_default();
        // Tables hold the same few texts again and again.
        let resolved = known.entry(text).or_insert_with(|| countries::resolve(text, options.sense)).clone();
        let id = id.map_or_else(|| (at + 1).to_string(), |id| row.get(id).unwrap_or_default().to_owned());
        Row { id, text: text.to_owned(), resolved }
    });
    Ok(rows.collect())
}

/// Adds up the amounts of a column by group and country. A blank amount is zero.
///
/// # Errors
/// [`OpsError`] when the file cannot be read, lacks a column, or an amount is no number.
pub fn totals(options: &Options, by: &str, amounts: &str) -> Result<Vec<Total>, OpsError> {
    let sheet = Sheet::read(&options.file)?;
    let text = sheet.column(&options.file, &options.text)?;
    let by = sheet.column(&options.file, by)?;
    let amounts_at = sheet.column(&options.file, amounts)?;
    let mut known: HashMap<&str, String> = HashMap::new();
    let mut totals: BTreeMap<(String, String), Decimal> = BTreeMap::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let text = row.get(text).unwrap_or_default();
        let country = known.entry(text).or_insert_with(|| {
            let country = countries::resolve(text, options.sense).country;
            country.map_or_else(|| "UNKNOWN".to_owned(), |country| country.to_string())
        });
        let written = row.get(amounts_at).unwrap_or_default();
        let amount = amount(&options.file, at, amounts, written)?;
        let group = row.get(by).unwrap_or_default().to_owned();
        let total = totals.entry((group, country.clone())).or_insert_with(|| Decimal::from_integer(0));
        *total = total.plus(amount).ok_or_else(|| too_large(&options.file, at, amounts, written))?;
    }
    let total = |((group, alpha2), total)| Total { group, alpha2, total };
    Ok(totals.into_iter().map(total).collect())
}

fn amount(file: &Path, at: usize, column: &str, written: &str) -> Result<Decimal, OpsError> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(Decimal::from_integer(0));
    }
    written.parse().map_err(|_| too_large(file, at, column, written))
}

fn too_large(file: &Path, at: usize, column: &str, written: &str) -> OpsError {
    OpsError::Sheet(SheetError::Amount {
        path: file.to_owned(),
        // The header is line 1.
        row: at + 2,
        column: column.to_owned(),
        value: written.to_owned(),
    })
}
