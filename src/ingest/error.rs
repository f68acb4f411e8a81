//! Why a file cannot be read as a table.

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
    #[error("{file}: columns `{first}` and `{second}` both mean `{target}`: remove or rename one")]
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

impl IngestError {
    pub(super) fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}
