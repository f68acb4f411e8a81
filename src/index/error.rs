//! What can go wrong with an index.

use crate::message::{Explained, Hint, codes, whole_file};
use crate::rule::Place;

/// A failure of an index. What is wrong with a query is a [`crate::query::QueryError`].
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The engine of the index reported an error.
    #[error("the search index could not be read or written: {0}")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The directory could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Explained for IndexError {
    codes! {
        Engine = "index-unreadable",
        Io = "index-file",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Engine(_) => vec![Hint::Rebuild],
            Self::Io { .. } => Vec::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Io { path, .. } => whole_file(path.display()),
            Self::Engine(_) => None,
        }
    }
}
