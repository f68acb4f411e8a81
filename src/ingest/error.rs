//! Why a file cannot be read as a table.

use super::mapping::{RecipeError, Unclear};
use crate::message::{Explained, Hint, Setting, codes, whole_file};
use crate::model::Kind;
use crate::rule::Place;
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
    #[error("{}: the directory has no file that ends in .csv, .tsv, .txt, .xlsx, .xls or .ods", .0.display())]
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
    #[error("{file}: columns `{first}` and `{second}` both mean `{target}`")]
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
    #[error("{file}: the headers belong to no kind of record; the nearest kind is `{nearest}`, but `{missing}` is missing and the kind does not know {}", quoted(.unknown))]
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
    #[error("{file}: the headers fit `{first}` as well as `{second}`")]
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
    /// The headers tell another kind than the one that is asked for.
    #[error("{file}: the headers are those of `{found}`, and a table of `{wanted}` is asked for")]
    OtherKind {
        /// The file.
        file: String,
        /// The kind that the headers tell.
        found: Kind,
        /// The kind that is asked for.
        wanted: Kind,
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
    #[error("`{written}` does not say what a header means; expected `HEADER=COLUMN`")]
    NoChoice {
        /// The option.
        written: String,
    },
    /// A header that the file does not have.
    #[error("{file}: there is no column `{header}`")]
    NoSuchHeader {
        /// The file, or several.
        file: String,
        /// The header.
        header: String,
        /// The nearest header of the file.
        nearest: Option<String>,
    },
    /// A column that the kind does not have.
    #[error("`{written}` is not a column of {kind}")]
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
    #[error("{file}: the recipe was made for other headers: {}", differing(missing, new))]
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

/// The headers to ask for, each with what it may mean.
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
            let _ = write!(text, "\n    {confidence} {target}: {why}");
        }
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

impl Explained for IngestError {
    codes! {
        Io = "import-file",
        NoFiles = "import-no-files",
        Tabular => error,
        DuplicateHeader = "import-duplicate-header",
        SameTarget = "import-same-column",
        UnknownKind = "import-unknown-kind",
        AmbiguousKind = "import-which-kind",
        OtherKind = "import-other-kind",
        Unclear = "import-unclear-headers",
        NoChoice = "import-no-meaning",
        NoSuchHeader = "import-no-such-header",
        NoSuchColumn = "import-no-such-column",
        Recipe => error,
        RecipeDoesNotFit = "import-recipe-does-not-fit",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Tabular(error) => error.hints(),
            Self::Recipe(error) => error.hints(),
            Self::SameTarget { second, .. } => vec![Hint::LeaveOut(second.clone())],
            Self::UnknownKind { nearest, .. } => {
                let kind = nearest.parse().ok().map(Hint::SeeColumns);
                kind.into_iter().chain([Hint::Say(Setting::Kind, Vec::new())]).collect()
            }
            Self::AmbiguousKind { first, second, .. } => {
                vec![Hint::Say(Setting::Kind, vec![first.clone(), second.clone()])]
            }
            Self::Unclear { columns, .. } => {
                let meanings = |column: &Unclear| {
                    let targets = column.candidates.iter().map(|(target, ..)| target.clone()).collect();
                    (column.header.split_whitespace().collect::<Vec<_>>().join(" "), targets)
                };
                vec![Hint::SayMeanings(columns.iter().map(meanings).collect())]
            }
            Self::NoChoice { .. } => vec![Hint::Say(Setting::Meanings, Vec::new())],
            Self::NoSuchHeader { nearest, .. } => Hint::nearest(nearest.as_deref()),
            Self::NoSuchColumn { nearest, kind, .. } => {
                let columns = kind.parse().ok().map(Hint::SeeColumns);
                Hint::nearest(nearest.as_deref()).into_iter().chain(columns).collect()
            }
            Self::RecipeDoesNotFit { .. } => vec![Hint::LeaveAway(Setting::Recipe)],
            _ => Vec::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Tabular(error) => error.place(),
            Self::Recipe(error) => error.place(),
            Self::Io { path, .. } | Self::NoFiles(path) => whole_file(path.display()),
            Self::DuplicateHeader { file, header } | Self::NoSuchHeader { file, header, .. } => {
                Some(Place { file: file.clone(), column: header.clone(), ..Place::default() })
            }
            Self::SameTarget { file, second, .. } => {
                Some(Place { file: file.clone(), column: second.clone(), ..Place::default() })
            }
            Self::UnknownKind { file, .. }
            | Self::AmbiguousKind { file, .. }
            | Self::OtherKind { file, .. }
            | Self::Unclear { file, .. }
            | Self::RecipeDoesNotFit { file, .. } => whole_file(file),
            Self::NoChoice { .. } | Self::NoSuchColumn { .. } => None,
        }
    }
}
