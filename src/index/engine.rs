//! What an engine of the index does. Documents, queries and hits are neutral.
//!
//! An engine implements [`IndexEngine`] (the index of a kind), [`Writer`] and [`Maker`]. `suite.rs` holds what every engine
//! must do, as tests.

use super::{Document, FacetCount, HitPage, Hits, IndexError};
use crate::model::{Day, Employment, Hash, LanguageCertificate, License, Qualification, Row, Seq, Worker};
use crate::query::{Facet, Query};
use crate::reference::hash;
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::collections::BTreeSet;
use std::path::Path;

/// The version of what is indexed and how: an index with another version is rebuilt.
const VERSION: u32 = 9;

/// Where an index stands; it goes with each commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The store that it was derived from.
    pub store_uuid: String,
    /// The version of what is indexed and how.
    pub schema: u32,
    /// The hash of the reference tables, by which documents name occupations, specialties and countries.
    pub reference: Hash,
    /// The sequence number of the store that it holds.
    pub seq: Seq,
}

impl Stamp {
    /// The stamp of an index that holds all of a store up to `seq`.
    pub fn new(store_uuid: &str, seq: Seq) -> Self {
        Self { store_uuid: store_uuid.to_owned(), schema: VERSION, reference: hash::tables(), seq }
    }

    /// Whether the index can be continued for a store whose head is `head`; otherwise it is rebuilt.
    pub fn continues(&self, store_uuid: &str, head: Seq) -> bool {
        self.store_uuid == store_uuid
            && self.schema == VERSION
            && self.reference == hash::tables()
            && self.seq <= head
    }
}

/// How much is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A few documents: one thread, little memory.
    Small,
    /// Very many: so many threads, large segments, so many bytes of memory.
    Bulk {
        /// Threads.
        threads: usize,
        /// Bytes of memory, of all threads together.
        budget: usize,
    },
}

/// The index of a kind.
pub trait IndexEngine: Send + Sync {
    /// Whether the files of the index below `dir` are still there.
    fn is_current(&self, dir: &Path) -> bool;

    /// Where the index stands; `None` before the first commit.
    fn stamp(&self) -> Result<Option<Stamp>, IndexError>;

    /// The number of documents.
    fn documents(&self) -> Result<u64, IndexError>;

    /// Documents for which the query holds, in the order that the page asks for. By relevance those with every word as
    /// written come first; other forms, synonyms, parts, beginnings and near spellings follow ([`super::How`]). Where no
    /// document has all words, those that have some of them, each with what it lacks.
    fn search(&self, query: &Query, page: &HitPage) -> Result<Hits, IndexError>;

    /// The values of a field of facts, or the ranges of a number on a day, with the number of documents; what the query
    /// chooses in the field is left aside.
    fn facet(&self, query: &Query, of: &Facet, day: Day) -> Result<Vec<FacetCount>, IndexError>;

    /// The rows of all documents for which the whole query holds, as a set.
    fn matching_rows(&self, query: &Query) -> Result<BTreeSet<Row>, IndexError>;

    /// A writer; only one can be open at a time.
    fn writer(&self, mode: Mode) -> Result<Box<dyn Writer>, IndexError>;
}

/// Writes an index. What is not committed is as if it had never been.
pub trait Writer: Send + Sync {
    /// Removes the documents of a row.
    fn delete(&self, row: Row);

    /// Adds a document.
    fn add(&self, document: Document) -> Result<(), IndexError>;

    /// Adds documents that a [`Maker`] of this writer made ready, each under the number of its record, as one piece of
    /// work: pieces wait for the engine, so they must be small.
    fn add_all(&self, documents: &mut Vec<(Row, Ready)>) -> Result<(), IndexError>;

    /// What makes documents ready for this writer, on any thread.
    fn maker(&self) -> Box<dyn Maker>;

    /// Writes everything down, waits for the stamp, and commits both; without one, nothing. On an error the index is
    /// as it was.
    fn commit_when(self: Box<Self>, stamp: &mut dyn FnMut() -> Option<Stamp>) -> Result<(), IndexError>;

    /// Commits everything together with the stamp.
    fn commit(self: Box<Self>, stamp: &Stamp) -> Result<(), IndexError> {
        self.commit_when(&mut || Some(stamp.clone()))
    }
}

/// Makes documents ready, on any thread: a million of them are, so that nothing is put down on the way.
pub trait Maker: Send {
    /// A worker's document, whatever its number: what [`super::worker_document`] makes.
    fn worker(
        &mut self,
        worker: &Worker,
        qualifications: &[Qualification],
        licenses: &[License],
        certificates: &[LanguageCertificate],
        employments: &[Employment],
    ) -> Ready;

    /// A certificate's document: what [`super::certificate_document`] makes.
    fn certificate(&mut self, certificate: &LanguageCertificate) -> Ready;
}

/// A document in the form in which an engine takes it, all but its number.
pub struct Ready(pub(super) Box<dyn Any + Send>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_other_reference_tables_is_built_anew() {
        let stamp = Stamp::new("store", Seq(3));
        assert!(stamp.continues("store", Seq(4)));
        let other = Stamp { reference: Hash::of("other tables"), ..stamp };
        assert!(!other.continues("store", Seq(4)));
    }
}
