//! Full-text search: words and row numbers, never the records themselves.
//!
//! One index a kind, each in its own directory and each stamped with the sequence number of the
//! store that it stands at. What a worker's document holds is what a recruiter may search: names,
//! contacts, birth date, sex and nationality never enter it, and the worker's own name is taken out
//! of free text, since a hidden name that still matches a query is an oracle. Who refuses to be matched has no document.
//!
//! An engine stands behind the traits of [`engine`]; today it is `tantivy`. What is indexed (`build`) and what may be
//! shown (`highlight`) is decided here, so that engines cannot differ in it. `suite.rs` is run against every engine.

mod build;
mod engine;
mod error;
mod highlight;
mod hits;
#[cfg(test)]
mod suite;
mod tantivy;

pub use self::tantivy::TextRanker;
pub use build::{Document, certificate_document, curriculum_document, opening_document, worker_document};
pub use engine::{IndexEngine, Maker, Mode, Ready, Stamp, Writer};
pub use error::IndexError;
pub use highlight::{Fragment, Mask, SoughtWords, highlight};
pub use hits::{FacetCount, Hit, HitOrder, HitPage, Hits, How, Matched};

use crate::model::{Day, Kind, Row};
use crate::query::{Facet, Query};
use std::collections::BTreeSet;
use std::path::Path;

/// The index of a kind, whichever engine keeps it.
pub struct Index(Box<dyn IndexEngine>);

impl Index {
    /// Opens the index of a kind below `dir`; `None` when the index is missing, cannot be read or
    /// was made by another version. The caller then rebuilds it from the store.
    pub fn open(dir: &Path, kind: Kind) -> Option<Self> {
        Some(Self(Box::new(self::tantivy::Words::open(dir, kind)?)))
    }

    /// Makes an empty index, removing what was there.
    ///
    /// # Errors
    /// [`IndexError`] when the directory cannot be made.
    pub fn create(dir: &Path, kind: Kind) -> Result<Self, IndexError> {
        Ok(Self(Box::new(self::tantivy::Words::create(dir, kind)?)))
    }

    /// Whether the files of the index below `dir` are still there.
    pub fn is_current(&self, dir: &Path) -> bool {
        self.0.is_current(dir)
    }

    /// Where the index stands; `None` before the first commit.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub fn stamp(&self) -> Result<Option<Stamp>, IndexError> {
        self.0.stamp()
    }

    /// The number of documents.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub fn documents(&self) -> Result<u64, IndexError> {
        self.0.documents()
    }

    /// A writer; only one can be open at a time.
    ///
    /// # Errors
    /// [`IndexError`] when another writer is open or there is too little memory.
    pub fn writer(&self, mode: Mode) -> Result<Box<dyn Writer>, IndexError> {
        self.0.writer(mode)
    }
}

/// Searches an index; returns the part of the hits that is wanted.
///
/// # Errors
/// [`IndexError`] when the index cannot be read. No query is an error.
pub fn search(index: &Index, query: &Query, page: &HitPage) -> Result<Hits, IndexError> {
    index.0.search(query, page)
}

/// Of a field of facts each value that documents have for which the query holds, with their number, most first; of a
/// number each range on a day, rising. What the query itself chooses in the field does not narrow it: one sees what
/// another choice would bring.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn facet(index: &Index, query: &Query, of: &Facet, day: Day) -> Result<Vec<FacetCount>, IndexError> {
    index.0.facet(query, of, day)
}

/// The rows of all documents for which the whole query holds: a set, for use as a gate.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn matching_rows(index: &Index, query: &Query) -> Result<BTreeSet<Row>, IndexError> {
    index.0.matching_rows(query)
}
