//! What a file leaves open that whoever sent it can settle, and the answers that are kept for its next list.

use super::{Act, Desk, OpsError};
use crate::files::{make_private_dir, write_whole};
use crate::ingest::{self, IngestError, IngestTable, ReadOptions, Understood};
use crate::model::{Hash, Kind};
use crate::normalize::DateOrder;
use crate::tabular::Input;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a file leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileQuestion {
    /// Its headers fit several kinds of records.
    Kind {
        /// The file.
        file: String,
        /// The kinds, likeliest first.
        kinds: Vec<Kind>,
    },
    /// A header may mean several columns, or it is not sure that it means one.
    Header {
        /// The file.
        file: String,
        /// What its rows are.
        kind: Kind,
        /// The header as written.
        header: String,
        /// The columns that it may mean, likeliest first.
        may_mean: Vec<String>,
        /// Cells of the column, unless they may name a person.
        samples: Vec<String>,
    },
    /// No date of a column shows whether the day or the month comes first.
    Dates {
        /// The file.
        file: String,
        /// The header as written.
        header: String,
        /// Dates of the column, unless they may name a person.
        samples: Vec<String>,
    },
}

/// What a person says to a [`FileQuestion`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileAnswer {
    /// What the rows are.
    Kind(Kind),
    /// The column that the header means; `None` leaves it out.
    Means(Option<String>),
    /// Which part of a date comes first, in every column of the files that leaves it open.
    Dates(DateOrder),
}

/// What the files leave open, after the answers that were kept for lists with the same headers. Nothing is imported.
///
/// Pipes are left out, as they can be read only once.
///
/// # Errors
/// [`OpsError`] when a file cannot be read as a table, for a reason that no answer mends.
pub(super) fn of_files(
    desk: &Desk,
    act: &Act,
    paths: &[ingest::Listed],
    read: &ReadOptions,
) -> Result<Vec<FileQuestion>, OpsError> {
    let mut questions = Vec::new();
    for listed in paths.iter().filter(|listed| listed.path.is_file()) {
        let input = Input::of(&listed.path)?;
        let opened = open(desk, act, &input, read);
        let open = left_open(&input, &opened.as_ref().map(IngestTable::understood));
        match opened {
            Err(error) if open.is_empty() && !(listed.met && error.is_of_no_kind()) => {
                return Err(error.into());
            }
            // One kind would be that of all the files.
            _ => questions.extend(
                open.into_iter()
                    .filter(|question| paths.len() == 1 || !matches!(question, FileQuestion::Kind { .. })),
            ),
        }
    }
    Ok(questions)
}

/// Opens a file. Where it leaves something open, and the answers for a list with the same headers were kept, by those.
pub(super) fn open(
    desk: &Desk,
    act: &Act,
    input: &Input,
    options: &ReadOptions,
) -> Result<IngestTable, IngestError> {
    let opened = ingest::open(input.path(), input.name(), options);
    if options.choices.recipe.is_some() {
        return opened;
    }
    let left = left_open(input, &opened.as_ref().map(IngestTable::understood));
    if left.is_empty() {
        return opened;
    }
    for path in kept(&desk.dir().recipes()) {
        // What somebody else laid there, or an older version wrote, answers nothing.
        let Ok(recipe) = ingest::Recipe::load(&path) else { continue };
        let asked = left.iter().any(|question| match question {
            FileQuestion::Kind { kinds, .. } => kinds.contains(&recipe.kind()),
            FileQuestion::Header { header, .. } | FileQuestion::Dates { header, .. } => recipe.knows(header),
        });
        if !asked || options.kind.is_some_and(|kind| kind != recipe.kind()) {
            continue;
        }
        let choices = ingest::Choices { recipe: Some(Arc::new(recipe)), ..options.choices.clone() };
        let read = ReadOptions { choices, ..options.clone() };
        if let Ok(table) = ingest::open(input.path(), input.name(), &read) {
            act.progress.note(&format!(
                "{}: read by {}, which keeps the answers for a list with the same headers",
                input.name(),
                path.display()
            ));
            return Ok(table);
        }
    }
    opened
}

/// Keeps how a file was understood for the next list with the same headers.
///
/// # Errors
/// [`OpsError`] when the recipe cannot be written.
pub(super) fn keep(dir: &Path, understood: &Understood) -> Result<PathBuf, OpsError> {
    let headers: Vec<&str> = understood.columns.iter().map(|column| column.header.trim()).collect();
    let headers = Hash::of(headers.join("\u{1f}")).to_string();
    let stem = Path::new(&understood.file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let stem: String = stem.unwrap_or_default().chars().map(plain).take(40).collect();
    let path = dir.join(format!("{stem}-{}.toml", &headers[..8]));
    make_private_dir(dir).map_err(OpsError::write(dir))?;
    write_whole(&path, understood.to_recipe()).map_err(OpsError::write(&path))?;
    Ok(path)
}

/// The recipes that were kept, in the order of their names.
fn kept(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    paths.sort();
    paths
}

/// What a file leaves open, by how it was understood or why it was not.
fn left_open(input: &Input, opened: &Result<&Understood, &IngestError>) -> Vec<FileQuestion> {
    let file = || input.name().to_owned();
    match opened {
        Err(IngestError::AmbiguousKind { first, second, .. }) => {
            let kinds: Vec<Kind> = [first, second].into_iter().filter_map(|kind| kind.parse().ok()).collect();
            vec![FileQuestion::Kind { file: file(), kinds }]
        }
        Err(IngestError::Unclear { kind, columns, .. }) => columns
            .iter()
            .map(|column| FileQuestion::Header {
                file: file(),
                kind: *kind,
                header: column.header.clone(),
                may_mean: column.candidates.iter().map(|(target, ..)| target.clone()).collect(),
                samples: column.samples.clone(),
            })
            .collect(),
        Err(_) => Vec::new(),
        Ok(understood) => {
            let headers = understood.columns.iter().filter(|column| !column.may_mean.is_empty());
            let headers = headers.map(|column| FileQuestion::Header {
                file: file(),
                kind: understood.kind,
                header: column.header.clone(),
                may_mean: column.may_mean.clone(),
                samples: column.sample.clone().into_iter().collect(),
            });
            let dates = understood.date_orders.iter().filter(|(_, order)| order.is_none());
            let sample = |header: &String| {
                let of = understood.columns.iter().find(|column| column.header == *header);
                of.and_then(|column| column.sample.clone()).into_iter().collect()
            };
            let dates = dates.map(|(header, _)| FileQuestion::Dates {
                file: file(),
                header: header.clone(),
                samples: sample(header),
            });
            headers.chain(dates).collect()
        }
    }
}
