//! What a search asks for and what it found, whichever engine searched.

use crate::model::Row;
use crate::query::QueryNote;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How a word of the query was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// As it stands, after folding.
    Exact,
    /// In another form.
    Form,
    /// By what it names.
    Synonym,
    /// As a part of a compound, or as its parts.
    Part,
    /// By its beginning.
    Begun,
    /// By a near spelling.
    Near,
}

impl How {
    /// What a word that was found so is worth: less than any that was found better.
    pub fn points(self) -> u32 {
        match self {
            Self::Exact => 1000,
            Self::Form => 800,
            Self::Synonym => 600,
            Self::Part => 500,
            Self::Begun => 400,
            Self::Near => 200,
        }
    }
}

/// What is taken off for each edit beyond the first of a near spelling.
pub(super) const PER_EDIT: u32 = 100;

/// What is taken off where the word is the first part of a compound: the last one says what the whole is.
pub(super) const MODIFIER: u32 = 50;

/// A word or words of the query, and what stands for them in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// As typed.
    pub query: String,
    /// The words of the index, folded, in a row.
    pub found: Vec<String>,
    /// Whether `found` is the beginning of a word only.
    pub begins: bool,
    /// Whether the words of `found` stand apart from each other.
    pub apart: bool,
    /// How.
    pub how: How,
    /// The fact by which they were found, where no word stands for them.
    pub fact: Option<(&'static str, String)>,
    /// What it is worth.
    pub points: u32,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The row number of its record.
    pub row: Row,
    /// What it is ordered by.
    pub key: i64,
    /// The words that it matched.
    pub matched: Vec<Matched>,
    /// The words that it lacks, as typed.
    pub lacks: Vec<String>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// How many documents match.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// What the person who asked should know.
    pub notes: Vec<QueryNote>,
}

/// The order of hits. Among equals the record that came in first stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HitOrder {
    /// By the points of the words.
    #[default]
    Relevance,
    /// The last one that was published or came in first.
    Newest,
    /// The longest practice first; of openings the one that asks for most.
    Experience,
    /// Who can start first.
    Readiness,
}

/// Which part of what was found is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitPage {
    /// How many at most.
    pub limit: usize,
    /// In which order.
    pub order: HitOrder,
    /// Behind a hit with this key and row.
    pub after: Option<(i64, Row)>,
    /// The day: practice that goes on has grown until then.
    pub day: i32,
    /// Only these rows, where some are named: they alone count.
    pub only: Option<Arc<BTreeSet<Row>>>,
}

/// A value of a field with the number of documents that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// How many.
    pub count: u64,
}
