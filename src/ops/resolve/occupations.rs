//! `corridor resolve occupations`: which unit group each title of a table means.

use crate::model::{Country, Hash};
use crate::ops::table::{Answers, Source, TableReport, Whole};
use crate::ops::{Act, Desk, OpsError, lexicon};
use crate::reference::hash;
use crate::resolve::countries::{self, Sense};
use crate::resolve::occupations::{NoShelf, ResolvedOccupation, Resolver, Shelf};
use crate::tabular::{Input, TabularError};
use serde::Serialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What is asked.
#[derive(Debug, Clone)]
pub enum Titles {
    /// A table of titles.
    Table(TitleColumns),
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
pub struct TitleColumns {
    /// The table.
    pub source: Source,
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
pub struct OccupationRow {
    /// The row's identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it means.
    #[serde(flatten)]
    pub resolved: ResolvedOccupation,
    /// Whether a lexicon with other work was there.
    pub with_lexicon: bool,
}

impl OccupationRow {
    /// Whether the candidates are an answer: those of other work are, where a lexicon speaks of it.
    pub fn shows_candidates(&self) -> bool {
        self.resolved.health == Some(true) || (self.with_lexicon && self.resolved.health.is_some())
    }
}

/// Resolves each title, in the order of the rows.
///
/// # Errors
/// [`OpsError`] when a file cannot be read or lacks a column.
pub fn occupations(
    desk: &Desk,
    _act: &Act,
    question: &Titles,
    lexicon: Option<&Path>,
    top: usize,
) -> Result<Answers<OccupationRow>, OpsError> {
    let country = |text: &str| countries::resolve(text, Sense::Any).country;
    let mut ids = Vec::new();
    let mut titles: Vec<(String, Option<String>, Option<Country>)> = Vec::new();
    let mut read: Option<TableReport> = None;
    match question {
        Titles::One { title, language, country: used_in } => {
            ids.push("1".to_owned());
            titles.push((title.clone(), language.clone(), used_in.as_deref().and_then(country)));
        }
        Titles::Table(columns) => {
            let optional = [&columns.id, &columns.language, &columns.country];
            let asked: Vec<&str> =
                optional.into_iter().flatten().map(String::as_str).chain([columns.text.as_str()]).collect();
            let table = Whole::read(&columns.source, &asked)?;
            let text = table.column(&columns.text)?;
            let id = table.column_if(columns.id.as_deref())?;
            let language = table.column_if(columns.language.as_deref())?;
            let used_in = table.column_if(columns.country.as_deref())?;
            for row in &table.rows {
                let cell = |at: usize| row.cells.get(at).unwrap_or_default().trim();
                ids.push(table.id(row, id).trim().to_owned());
                titles.push((
                    cell(text).to_owned(),
                    language.map(|at| cell(at).to_lowercase()).filter(|language| !language.is_empty()),
                    used_in.map(cell).and_then(country),
                ));
            }
            read = Some(table.read);
        }
    }
    let (lexicon, shelf) = match lexicon {
        None => (None, None),
        Some(path) => {
            let input = Input::of(path)?;
            let failed = |source| TabularError::Io { path: path.to_owned(), source };
            let bytes = std::fs::read(input.path()).map_err(failed)?;
            (Some(lexicon::read(&input)?), Files::of(desk, &bytes))
        }
    };
    let shelf: &dyn Shelf = shelf.as_ref().map_or(&NoShelf, |files| files as &dyn Shelf);
    let resolver = Resolver::new(lexicon.as_ref(), shelf);
    // Tables hold the same few titles again and again.
    let mut places: HashMap<&(String, Option<String>, Option<Country>), usize> = HashMap::new();
    let mut distinct = Vec::new();
    let mut of_row = Vec::with_capacity(titles.len());
    for title in &titles {
        let place = *places.entry(title).or_insert_with(|| {
            distinct.push(title.clone());
            distinct.len() - 1
        });
        of_row.push(place);
    }
    let resolved = resolver.resolve_all(&distinct, top);
    let rows = ids.into_iter().zip(of_row).filter_map(|(id, place)| {
        Some(OccupationRow {
            id,
            title: distinct.get(place)?.0.clone(),
            resolved: resolved.get(place)?.clone(),
            with_lexicon: lexicon.is_some(),
        })
    });
    Ok(Answers { rows: rows.collect(), read })
}

/// Indexes as files of the data directory, under the hash of the lexicon, of the reference tables and of the program.
struct Files(PathBuf);

impl Files {
    /// The place for a lexicon and the tables of this program; `None` where there is no data directory, since asking a
    /// question makes none.
    fn of(desk: &Desk, lexicon: &[u8]) -> Option<Self> {
        let key = Hash::leaf(&[&hash::all_that_decides().0, lexicon]).to_string();
        desk.dir().path().is_dir().then(|| Self(desk.dir().lexicons().join(&key[..16])))
    }
}

impl Files {
    /// Lexicons of which the indexes are kept, the newest: each takes some two hundred megabytes, and a new edition
    /// of the program or of a lexicon takes none of the old ones.
    const KEPT: usize = 2;

    /// Makes room for a new one.
    fn clear_others(&self) {
        let Some(Ok(entries)) = self.0.parent().map(std::fs::read_dir) else { return };
        let mut others: Vec<(std::time::SystemTime, PathBuf)> = entries
            .flatten()
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        others.sort();
        for (_, old) in others.iter().rev().skip(Self::KEPT - 1) {
            // What stays takes room and does no harm.
            let _ = std::fs::remove_dir_all(old);
        }
    }
}

impl Shelf for Files {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.0.join(name)).ok()
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        if !self.0.is_dir() {
            self.clear_others();
        }
        // A file that appears whole or not at all; one that cannot be written is made anew next time.
        let write = || -> std::io::Result<()> {
            std::fs::create_dir_all(&self.0)?;
            crate::files::write_whole(&self.0.join(name), bytes)
        };
        let _ = write();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_indexes_of_old_lexicons_go() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| Files(dir.path().join(name));
        for name in ["a", "b", "c", "d"] {
            at(name).put("en", name.as_bytes());
            at(name).put("de", b"more");
            // Directories are told apart by when they changed.
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let kept = |name: &str| at(name).get("en");
        assert_eq!([kept("a"), kept("b")], [None, None]);
        assert_eq!([kept("c"), kept("d")], [Some(b"c".to_vec()), Some(b"d".to_vec())]);
        assert_eq!(at("d").get("de"), Some(b"more".to_vec()));
    }
}
