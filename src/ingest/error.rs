//! Why a file cannot be read as a table.

use super::mapping::{RecipeError, Unclear};
use crate::model::Kind;
use std::fmt::Write;
use std::path::PathBuf;

/// A file that is no table we can read. Nothing of it was taken.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The system could not read it.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A directory holds no table.
    #[error("{}: no file ending in .csv, .tsv, .txt, .xlsx, .xls or .ods in this directory", .0.display())]
    NoFiles(PathBuf),
    /// The file is no table.
    #[error(transparent)]
    Tabular(#[from] crate::tabular::TabularError),
    /// Two columns have the same header.
    #[error("{file}: two columns are called `{header}`: rename or remove one")]
    DuplicateHeader {
        /// The file.
        file: String,
        /// The header.
        header: String,
    },
    /// Two columns mean the same.
    #[error(
        "{file}: columns `{first}` and `{second}` both mean `{target}`: remove or rename one, or leave one out with {}",
        option(second, "")
    )]
    SameTarget {
        /// The file.
        file: String,
        /// A header.
        first: String,
        /// Another header.
        second: String,
        /// The column of ours that both mean.
        target: String,
    },
    /// The headers are those of no kind.
    #[error("{file}: the headers are those of no kind of record; nearest is `{nearest}`, which lacks `{missing}` and does not know {}: compare with `corridor template {nearest}`, or say `--kind`", quoted(.unknown))]
    UnknownKind {
        /// The file.
        file: String,
        /// The nearest kind.
        nearest: String,
        /// The column that identifies its records.
        missing: String,
        /// Headers that it does not know.
        unknown: Vec<String>,
    },
    /// The headers fit two kinds.
    #[error("{file}: the headers fit `{first}` as well as `{second}`: say which with `--kind`")]
    AmbiguousKind {
        /// The file.
        file: String,
        /// A kind.
        first: String,
        /// Another kind.
        second: String,
        /// Whether an identifier alone is understood, which a whole shares with its parts.
        by_identifier: bool,
    },
    /// Headers whose meaning is not clear.
    #[error("{}", asked(file, *kind, columns))]
    Unclear {
        /// The file.
        file: String,
        /// Its kind.
        kind: Kind,
        /// The headers with what they may mean.
        columns: Vec<Unclear>,
    },
    /// An option that maps no header.
    #[error(
        "`--map {written}` is not understood: expected `--map 'HEADER=COLUMN'`, or `--map 'HEADER='` to leave it out"
    )]
    NoChoice {
        /// The option.
        written: String,
    },
    /// A header that the file does not have.
    #[error("{file}: no column is called `{header}`{}", meant(nearest.as_deref()))]
    NoSuchHeader {
        /// The file, or several.
        file: String,
        /// The header.
        header: String,
        /// The nearest header of the file.
        nearest: Option<String>,
    },
    /// A column that the kind does not have.
    #[error("`{written}` is no column of {kind}{}; all of them: corridor template {}", meant(nearest.as_deref()), kind.replace(' ', "_"))]
    NoSuchColumn {
        /// The kind.
        kind: String,
        /// As written.
        written: String,
        /// The nearest column.
        nearest: Option<String>,
    },
    /// A recipe that cannot be used.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// A recipe for files with other headers.
    #[error(
        "{file}: the recipe is for other headers: {}; mend the recipe, or import without it",
        differing(missing, new)
    )]
    RecipeDoesNotFit {
        /// The file.
        file: String,
        /// Headers of the recipe that the file lacks.
        missing: Vec<String>,
        /// Headers of the file that the recipe lacks.
        new: Vec<String>,
    },
}

fn quoted(headers: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text: Vec<String> = headers.iter().take(SHOWN).map(|header| format!("`{header}`")).collect();
    if headers.len() > SHOWN {
        text.push(format!("{} more", headers.len() - SHOWN));
    }
    if text.is_empty() { "no other column".to_owned() } else { text.join(", ") }
}

fn differing(missing: &[String], new: &[String]) -> String {
    let listed = |what: &str, headers: &[String]| {
        if headers.is_empty() { None } else { Some(format!("{what} {}", quoted(headers))) }
    };
    let said = [listed("the file lacks", missing), listed("the recipe does not know", new)];
    said.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default()
}

/// The option to type, quoted for a shell.
fn option(header: &str, target: &str) -> String {
    let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("--map '{}={target}'", header.replace('\'', "'\\''"))
}

/// The headers to ask for, each with what it may mean and the option to type.
fn asked(file: &str, kind: Kind, columns: &[Unclear]) -> String {
    let what = if columns.len() == 1 { "a header is" } else { "some headers are" };
    let mut text = format!(
        "{file}: read as {}, but {what} unclear, and nothing was imported",
        kind.as_str().replace('_', " ")
    );
    for column in columns {
        let header = column.header.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(text, "\n\n  `{header}`");
        if !column.samples.is_empty() {
            let _ = write!(text, " (cells such as `{}`)", column.samples.join("`, `"));
        }
        text.push_str(" may mean");
        for (target, confidence, why) in &column.candidates {
            let _ = write!(
                text,
                "\n    {confidence} {target}: {why}\n         {}",
                option(&column.header, target)
            );
        }
    }
    text.push_str("\n\n  to leave a column out, name no column");
    if let Some(column) = columns.first() {
        let _ = write!(text, ": {}", option(&column.header, ""));
    }
    text
}

impl IngestError {
    /// Whether the file is no table of ours at all: one that was met in a directory is then left out. A file
    /// that may be ours and cannot be read is not: what it holds would be lost.
    pub fn is_of_no_kind(&self) -> bool {
        use crate::tabular::TabularError as Tabular;
        matches!(
            self,
            Self::UnknownKind { .. }
                | Self::AmbiguousKind { by_identifier: true, .. }
                | Self::Tabular(Tabular::Empty { .. } | Tabular::Binary { .. } | Tabular::OtherFormat { .. })
        )
    }

    pub(super) fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}
