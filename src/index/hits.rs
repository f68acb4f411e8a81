//! What a search found, whichever engine searched.

use crate::model::Row;
use crate::query::Note;
use serde::Serialize;

/// How a word of the query was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// As it stands, after folding.
    Exact,
    /// By a spelling within one edit.
    Near,
}

/// A word of the query and the word of the index that it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matched {
    /// The word of the query, folded.
    pub query: String,
    /// The word of the index.
    pub found: String,
    /// How.
    pub how: How,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The row number of its record.
    pub row: Row,
    /// The words that it matched.
    pub matched: Vec<Matched>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hits {
    /// How many documents match.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// What the person who asked should know.
    pub notes: Vec<Note>,
}
