//! Opening, writing and stamping an index.

use super::fields::{Fields, VERSION, fields};
use super::tokenize::{Folded, NAME};
use super::{Document, IndexError};
use crate::model::Kind;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tantivy::merge_policy::{LogMergePolicy, NoMergePolicy};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// Where an index stands; it goes with each commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The store that it was derived from.
    pub store_uuid: String,
    /// The version of what is indexed and how.
    pub schema: u32,
    /// The sequence number of the store that it holds.
    pub seq: i64,
}

impl Stamp {
    /// The stamp of an index that holds all of a store up to `seq`.
    pub fn new(store_uuid: &str, seq: i64) -> Self {
        Self { store_uuid: store_uuid.to_owned(), schema: VERSION, seq }
    }

    /// Whether the index can be continued for a store whose head is `head`; if not it is built anew.
    pub fn continues(&self, store_uuid: &str, head: i64) -> bool {
        self.store_uuid == store_uuid && self.schema == VERSION && self.seq <= head
    }
}

/// The index of a kind.
pub struct Index {
    pub(super) inner: tantivy::Index,
    pub(super) fields: Fields,
    pub(super) kind: Kind,
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

impl Index {
    /// Opens the index of a kind below `dir`; `None` when there is none, or one that cannot be read
    /// or was made by another version: it is derived, so the caller builds it anew.
    pub fn open(dir: &Path, kind: Kind) -> Option<Self> {
        let inner = tantivy::Index::open_in_dir(path(dir, kind)).ok()?;
        let fields = fields();
        if inner.schema() != fields.schema {
            return None;
        }
        register(&inner);
        Some(Self { inner, fields, kind })
    }

    /// Makes an empty index, removing what was there.
    ///
    /// # Errors
    /// [`IndexError`] when the directory cannot be made.
    pub fn create(dir: &Path, kind: Kind) -> Result<Self, IndexError> {
        let path = path(dir, kind);
        let io = |source| IndexError::Io { path: path.clone(), source };
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
            _ => {}
        }
        std::fs::create_dir_all(&path).map_err(io)?;
        let fields = fields();
        let inner = tantivy::Index::create_in_dir(&path, fields.schema.clone())?;
        register(&inner);
        Ok(Self { inner, fields, kind })
    }

    /// Where the index stands; `None` before the first commit.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub fn stamp(&self) -> Result<Option<Stamp>, IndexError> {
        let payload = self.inner.load_metas()?.payload;
        Ok(payload.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// The documents as they are now.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub fn searcher(&self) -> Result<Searcher, IndexError> {
        let reader = self.inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(reader.searcher())
    }

    /// The number of documents.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub fn documents(&self) -> Result<u64, IndexError> {
        Ok(self.searcher()?.num_docs())
    }

    /// A writer; only one can be open at a time.
    ///
    /// # Errors
    /// [`IndexError`] when another writer is open or there is too little memory.
    pub fn writer(&self, mode: Mode) -> Result<Writer, IndexError> {
        let (threads, budget) = match mode {
            Mode::Small => (1, 50_000_000),
            Mode::Bulk { threads, budget } => (threads, budget),
        };
        let inner: IndexWriter = self.inner.writer_with_num_threads(threads, budget)?;
        match mode {
            Mode::Small => {
                let mut policy = LogMergePolicy::default();
                policy.set_min_num_segments(4);
                policy.set_del_docs_ratio_before_merge(0.2);
                inner.set_merge_policy(Box::new(policy));
            }
            // Segments are as large as the budget lets them grow; merging them meanwhile costs more.
            Mode::Bulk { .. } => inner.set_merge_policy(Box::new(NoMergePolicy)),
        }
        Ok(Writer { inner, fields: self.fields.clone() })
    }
}

/// Writes an index. What is not committed is as if it had never been.
pub struct Writer {
    inner: IndexWriter,
    fields: Fields,
}

impl Writer {
    /// Removes the documents of a row.
    pub fn delete(&self, row: i64) {
        self.inner.delete_term(Term::from_field_u64(self.fields.row, row.unsigned_abs()));
    }

    /// Adds a document.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be written.
    pub fn add(&self, document: Document) -> Result<(), IndexError> {
        let row = document.row;
        self.add_ready(row, Ready::of(document, &self.fields))
    }

    /// Adds a document that was made ready elsewhere, under the number of its record.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be written.
    pub fn add_ready(&self, row: u64, ready: Ready) -> Result<(), IndexError> {
        let mut document = ready.0;
        document.add_u64(self.fields.row, row);
        self.inner.add_document(document)?;
        Ok(())
    }

    /// What makes documents ready for this writer, on any thread.
    pub fn maker(&self) -> Maker {
        Maker(self.fields.clone())
    }

    /// Commits everything together with the stamp.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be written; it is then as it was.
    pub fn commit(self, stamp: &Stamp) -> Result<(), IndexError> {
        self.commit_when(|| Some(stamp.clone()))
    }

    /// Writes everything down, waits for the stamp, and commits both; without one, nothing.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be written; it is then as it was.
    pub fn commit_when(mut self, stamp: impl FnOnce() -> Option<Stamp>) -> Result<(), IndexError> {
        let mut prepared = self.inner.prepare_commit()?;
        let Some(stamp) = stamp() else {
            prepared.abort()?;
            return Ok(());
        };
        let payload = serde_json::to_string(&stamp)
            .map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        crate::fault::point("after-index-commit");
        self.inner.wait_merging_threads()?;
        Ok(())
    }
}

/// A document in the form in which it is indexed, all but its number.
pub struct Ready(TantivyDocument);

impl Ready {
    fn of(document: Document, fields: &Fields) -> Self {
        let mut made = TantivyDocument::new();
        for title in document.titles {
            made.add_text(fields.title, title);
        }
        for text in document.texts {
            made.add_text(fields.body, text);
        }
        for (name, value) in document.facts {
            made.add_text(fields.facts, fact(name, &value));
        }
        Self(made)
    }
}

/// Makes documents ready.
#[derive(Clone)]
pub struct Maker(Fields);

impl Maker {
    /// A document ready to be added, whatever its number.
    pub fn ready(&self, document: Document) -> Ready {
        Ready::of(document, &self.0)
    }
}

/// How a fact stands in the index.
pub(super) fn fact(name: &str, value: &str) -> String {
    format!("{name}={}", crate::text::fold(value))
}

fn path(dir: &Path, kind: Kind) -> PathBuf {
    dir.join(kind.as_str())
}

fn register(index: &tantivy::Index) {
    index.tokenizers().register(NAME, TextAnalyzer::from(Folded));
}
