//! `corridor resolve occupations`: which unit group each title of a table means.

use super::OpsError;
use super::sheet::Sheet;
use crate::model::Country;
use crate::resolve::countries::{self, Sense};
use crate::resolve::occupations::{Lexicon, Resolved, Resolver};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What is asked.
#[derive(Debug, Clone)]
pub enum Question {
    /// A table of titles.
    Table(Columns),
    /// One title.
    One {
        /// The title.
        title: String,
        /// Its language.
        language: Option<String>,
        /// The country that it is used in.
        country: Option<String>,
    },
}

/// Which file and columns.
#[derive(Debug, Clone)]
pub struct Columns {
    /// The table.
    pub file: PathBuf,
    /// The column with the rows' identifiers; the number of the row without one.
    pub id: Option<String>,
    /// The column with the titles.
    pub text: String,
    /// The column with their languages.
    pub language: Option<String>,
    /// The column with the countries.
    pub country: Option<String>,
}

/// A title and what it means.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The row's identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it means.
    #[serde(flatten)]
    pub resolved: Resolved,
    /// Whether a lexicon with other work was there.
    pub with_lexicon: bool,
}

impl Row {
    /// Whether the candidates are an answer: those of other work are, where a lexicon speaks of it.
    pub fn shows_candidates(&self) -> bool {
        self.resolved.health == Some(true) || (self.with_lexicon && self.resolved.health.is_some())
    }
}

/// Resolves each title, in the order of the rows.
///
/// # Errors
/// [`OpsError`] when a file cannot be read or lacks a column.
pub fn resolve_occupations(
    question: &Question,
    lexicon: Option<&Path>,
    top: usize,
) -> Result<Vec<Row>, OpsError> {
    let country = |text: &str| countries::resolve(text, Sense::Any).country;
    let mut ids = Vec::new();
    let mut titles: Vec<(String, Option<String>, Option<Country>)> = Vec::new();
    match question {
        Question::One { title, language, country: used_in } => {
            ids.push("1".to_owned());
            titles.push((title.clone(), language.clone(), used_in.as_deref().and_then(country)));
        }
        Question::Table(columns) => {
            let sheet = Sheet::read(&columns.file)?;
            let at = |name: &Option<String>| {
                name.as_ref().map(|name| sheet.column(&columns.file, name)).transpose()
            };
            let text = sheet.column(&columns.file, &columns.text)?;
            let (id, language, used_in) = (at(&columns.id)?, at(&columns.language)?, at(&columns.country)?);
            for (number, row) in sheet.rows.iter().enumerate() {
                let cell = |at: usize| row.get(at).unwrap_or_default().trim();
                ids.push(id.map_or_else(|| (number + 1).to_string(), |at| cell(at).to_owned()));
                titles.push((
                    cell(text).to_owned(),
                    language.map(|at| cell(at).to_lowercase()).filter(|language| !language.is_empty()),
                    used_in.map(cell).and_then(country),
                ));
            }
        }
    }
    let lexicon = lexicon.map(Lexicon::read).transpose()?;
    let resolver = Resolver::new(lexicon.as_ref());
    let resolved = resolver.resolve_all(&titles, top);
    let rows = ids.into_iter().zip(titles).zip(resolved).map(|((id, (title, ..)), resolved)| Row {
        id,
        title,
        resolved,
        with_lexicon: lexicon.is_some(),
    });
    Ok(rows.collect())
}
