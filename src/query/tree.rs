//! A query as a tree: what must hold, and nothing of how it was written.

use crate::model::Kind;
use std::fmt;
use std::ops::Bound;

/// What to search for. All of it must hold; an empty query finds everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The kind.
    pub kind: Kind,
    /// Words and phrases, each once.
    pub terms: Vec<Term>,
    /// Numbers and dates.
    pub between: Vec<Between>,
    /// Facts.
    pub conditions: Vec<QueryCondition>,
    /// What the person who asked should know of the query itself.
    pub notes: Vec<Note>,
}

impl Query {
    /// A query that finds every record of a kind.
    pub fn everything(kind: Kind) -> Self {
        Self { kind, terms: Vec::new(), between: Vec::new(), conditions: Vec::new(), notes: Vec::new() }
    }
}

/// A word or a phrase, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// One word; near spellings are found as well.
    Word {
        /// The word.
        word: String,
        /// Of a word that begins with an elided one (`l'hôpital`), what stands behind the apostrophe: as good as the
        /// word.
        behind: Option<String>,
    },
    /// Words next to each other, as they stand. Two at least.
    Phrase(Vec<String>),
}

/// A number that must lie between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The name of the number.
    pub name: &'static str,
    /// The lower bound: thousandths, or days of a date.
    pub low: Bound<i64>,
    /// The upper bound.
    pub high: Bound<i64>,
}

/// A fact that must be one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryCondition {
    /// The name of the filter.
    pub field: &'static str,
    /// The values, in canonical form where they have one.
    pub values: Vec<String>,
}

/// What the person who asked should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// A quote was not closed.
    OpenQuote,
    /// No document has all of the words.
    SomeOfTheWords,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OpenQuote => "a quote was left open: the rest of the query is taken as a phrase",
            Self::SomeOfTheWords => "no document has all of these words; these have some of them",
        })
    }
}
