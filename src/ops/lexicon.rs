//! A user's file of labels for `resolve occupations`: columns for the language, the ISCO-08 code and the label.

use super::table::{Row, Source, TableError, Whole};
use crate::model::Isco08;
use crate::resolve::occupations::Lexicon;
use crate::tabular::Input;
use crate::text::fold;

/// Headers, folded, of the column with the languages.
const LANGUAGE: &[&str] = &["lang", "language", "sprache", "langue"];
/// Headers, folded, of the column with the codes.
const CODE: &[&str] = &["isco08", "isco 08", "isco", "isco code", "iscogroup", "code"];
/// Headers, folded, of the column with the labels.
const LABEL: &[&str] = &["label", "title", "preferredlabel", "preferred label", "name"];

/// Reads a lexicon: any table that an import reads, packed with gzip or not.
///
/// # Errors
/// [`TableError`] with the row and column at fault.
pub(super) fn read(input: &Input) -> Result<Lexicon, TableError> {
    let names: Vec<&str> = [LANGUAGE, CODE, LABEL].concat();
    let table = Whole::of(&Source::from(input.path().to_owned()), input, &names)?;
    let file = || table.read.file.clone();
    let column = |wanted: &'static str, names: &[&str]| {
        table.headers.iter().position(|header| names.contains(&fold(header).as_str())).ok_or_else(|| {
            TableError::NoColumnFor { file: file(), wanted, names: names.join(", "), found: table.quoted() }
        })
    };
    let (language, code) = (column("language", LANGUAGE)?, column("ISCO-08 code", CODE)?);
    let label = column("label", LABEL)?;
    let labeled = |row: &&Row| !row.cells.get(label).unwrap_or_default().trim().is_empty();
    let rows = table.rows.iter().filter(labeled).map(|row| {
        let cell = |column: usize| row.cells.get(column).unwrap_or_default().trim();
        let value = cell(code);
        // Spreadsheets take the zero of the armed forces off.
        let code: Isco08 = format!("{value:0>4}").parse().map_err(|_| TableError::UnitGroup {
            file: file(),
            row: row.number,
            value: value.to_owned(),
        })?;
        Ok((cell(language).to_lowercase(), code, cell(label).to_owned()))
    });
    let rows = rows.collect::<Result<Vec<_>, TableError>>()?;
    if rows.is_empty() { Err(TableError::NoLabel { file: file() }) } else { Ok(Lexicon::new(rows)) }
}
