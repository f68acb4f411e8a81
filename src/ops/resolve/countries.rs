//! `corridor resolve countries`: which country each text of a table names, and amounts added up by it.

use crate::model::Decimal;
use crate::ops::OpsError;
use crate::ops::table::{self, Answers, Row, Source, TableError, Whole};
use crate::resolve::countries::{ResolvedCountry, Sense, resolve};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Which file and columns.
#[derive(Debug, Clone)]
pub struct CountryColumns {
    /// The table.
    pub source: Source,
    /// The column with the rows' identifiers; the number of the row without one.
    pub id: Option<String>,
    /// The column with the texts.
    pub text: String,
    /// What the texts are taken for.
    pub sense: Sense,
}

/// A row and what it names.
#[derive(Debug, Clone, Serialize)]
pub struct CountryRow {
    /// The row's identifier.
    pub id: String,
    /// The text.
    pub text: String,
    /// What it names.
    #[serde(flatten)]
    pub resolved: ResolvedCountry,
}

/// An amount by group and country.
#[derive(Debug, Clone, Serialize)]
pub struct CountryTotal {
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
pub fn countries(options: &CountryColumns) -> Result<Answers<CountryRow>, OpsError> {
    let (texts, read) = table::texts(&options.source, options.id.as_deref(), &options.text)?;
    let mut known: HashMap<String, ResolvedCountry> = HashMap::new();
    let rows = texts.into_iter().map(|(id, text)| {
        // Tables hold the same few texts again and again.
        let resolved = match known.get(&text) {
            Some(resolved) => resolved.clone(),
            None => {
                let resolved = resolve(&text, options.sense);
                known.insert(text.clone(), resolved.clone());
                resolved
            }
        };
        CountryRow { id, text, resolved }
    });
    Ok(Answers { rows: rows.collect(), read: Some(read) })
}

/// Adds up the amounts of a column by group and country. A blank amount is zero.
///
/// # Errors
/// [`OpsError`] when the file cannot be read, lacks a column, or an amount is no number.
pub fn totals(options: &CountryColumns, by: &str, amounts: &str) -> Result<Answers<CountryTotal>, OpsError> {
    let table = Whole::read(&options.source, &[options.text.as_str(), by, amounts])?;
    let (text, by) = (table.column(&options.text)?, table.column(by)?);
    let amounts_at = table.column(amounts)?;
    let mut known: HashMap<&str, String> = HashMap::new();
    let mut totals: BTreeMap<(String, String), Decimal> = BTreeMap::new();
    for row in &table.rows {
        let text = row.cells.get(text).unwrap_or_default();
        let country = known.entry(text).or_insert_with(|| {
            let country = resolve(text, options.sense).country;
            country.map_or_else(|| "UNKNOWN".to_owned(), |country| country.to_string())
        });
        let wrong = |row: &Row| TableError::Amount {
            file: table.read.file.clone(),
            row: row.number,
            column: amounts.to_owned(),
            value: row.cells.get(amounts_at).unwrap_or_default().trim().to_owned(),
        };
        let amount = amount(row.cells.get(amounts_at).unwrap_or_default()).ok_or_else(|| wrong(row))?;
        let group = row.cells.get(by).unwrap_or_default().to_owned();
        let total = totals.entry((group, country.clone())).or_insert_with(|| Decimal::from_integer(0));
        *total = total.plus(amount).ok_or_else(|| wrong(row))?;
    }
    let total = |((group, alpha2), total)| CountryTotal { group, alpha2, total };
    let rows = totals.into_iter().map(total).collect();
    Ok(Answers { rows, read: Some(table.read) })
}

fn amount(written: &str) -> Option<Decimal> {
    let written = written.trim();
    if written.is_empty() { Some(Decimal::from_integer(0)) } else { written.parse().ok() }
}
