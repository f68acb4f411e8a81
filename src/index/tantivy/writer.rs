//! Opening, writing and stamping an index.

use super::fields::{Fields, VERSION, fields};
use super::tokenize::{Folded, NAME};
use super::{Document, IndexError};
use crate::index::build::{Sink, describe_certificate, describe_worker};
use crate::model::{Employment, Kind, LanguageCertificate, License, Qualification, Row, Seq, Worker};
use serde::{Deserialize, Serialize};
use std::fmt::{Display, Write as _};
use std::path::{Path, PathBuf};
use tantivy::indexer::UserOperation;
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
    pub seq: Seq,
}

impl Stamp {
    /// The stamp of an index that holds all of a store up to `seq`.
    pub fn new(store_uuid: &str, seq: Seq) -> Self {
        Self { store_uuid: store_uuid.to_owned(), schema: VERSION, seq }
    }

    /// Whether the index can be continued for a store whose head is `head`; if not it is built anew.
    pub fn continues(&self, store_uuid: &str, head: Seq) -> bool {
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

    /// Whether the files of the index below `dir` are still there.
    pub fn is_current(&self, dir: &Path) -> bool {
        path(dir, self.kind).join("meta.json").is_file()
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
    pub fn delete(&self, row: Row) {
        self.inner.delete_term(Term::from_field_u64(self.fields.row, u64::from(row.0)));
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
    pub fn add_ready(&self, row: Row, ready: Ready) -> Result<(), IndexError> {
        self.inner.add_document(ready.numbered(row, &self.fields))?;
        Ok(())
    }

    /// Adds documents as one piece of work for one thread: where they come slower than they are indexed, each
    /// piece wakes a thread. Up to ten thousand pieces wait, so they must be small.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be written.
    pub fn add_all(&self, documents: &mut Vec<(Row, Ready)>) -> Result<(), IndexError> {
        let add = |(row, ready): (Row, Ready)| UserOperation::Add(ready.numbered(row, &self.fields));
        self.inner.run(documents.drain(..).map(add))?;
        Ok(())
    }

    /// What makes documents ready for this writer, on any thread.
    pub fn maker(&self) -> Maker {
        Maker::new(self.fields.clone())
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
    fn numbered(self, row: Row, fields: &Fields) -> TantivyDocument {
        let mut document = self.0;
        document.add_u64(fields.row, u64::from(row.0));
        document
    }

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
        for (name, value) in document.numbers {
            if let Some(field) = fields.number(name) {
                made.add_i64(field, value);
            }
        }
        Self(made)
    }
}

/// Makes documents ready, on any thread.
#[derive(Clone)]
pub struct Maker {
    fields: Fields,
    /// What the document before was made with.
    scratch: Scratch,
}

impl Maker {
    fn new(fields: Fields) -> Self {
        Self { fields, scratch: Scratch::default() }
    }

    /// A worker's document ready to be added, whatever its number: what [`super::worker_document`] makes.
    pub fn worker(
        &mut self,
        worker: &Worker,
        qualifications: &[Qualification],
        licenses: &[License],
        certificates: &[LanguageCertificate],
        employments: &[Employment],
    ) -> Ready {
        let mut making = self.making(TantivyDocument::new());
        describe_worker(&mut making, worker, qualifications, licenses, certificates, employments);
        Ready(making.document)
    }

    /// The same for a language certificate.
    pub fn certificate(&mut self, certificate: &LanguageCertificate) -> Ready {
        let mut making = self.making(TantivyDocument::with_capacity(256));
        describe_certificate(&mut making, certificate);
        Ready(making.document)
    }

    fn making(&mut self, document: TantivyDocument) -> Making<'_> {
        self.scratch.facts.clear();
        self.scratch.ends.clear();
        Making { fields: &self.fields, document, scratch: &mut self.scratch }
    }
}

/// A document being made in the form in which it is indexed. A million of them are, so that nothing is put
/// down on the way.
struct Making<'a> {
    fields: &'a Fields,
    document: TantivyDocument,
    scratch: &'a mut Scratch,
}

/// Room for what is made of facts.
#[derive(Clone, Default)]
struct Scratch {
    /// The facts that the document has, one after the other, and where each ends.
    facts: String,
    ends: Vec<usize>,
    value: String,
}

impl Sink for Making<'_> {
    fn title(&mut self, text: &str) {
        self.document.add_text(self.fields.title, text);
    }

    fn text(&mut self, text: &str) {
        self.document.add_text(self.fields.body, text);
    }

    fn fact(&mut self, name: &'static str, value: Option<impl Display>) {
        let Some(value) = value else { return };
        let Scratch { facts, ends, value: text } = &mut *self.scratch;
        text.clear();
        // Writing to a text does not fail.
        let _ = write!(text, "{value}");
        let from = facts.len();
        fact_onto(name, text, facts);
        let (known, made) = facts.split_at(from);
        let mut begin = 0;
        let twice = ends.iter().any(|&end| &known[std::mem::replace(&mut begin, end)..end] == made);
        if twice {
            facts.truncate(from);
        } else {
            self.document.add_text(self.fields.facts, made);
            ends.push(facts.len());
        }
    }

    fn number(&mut self, name: &'static str, value: Option<i64>) {
        if let Some((field, value)) = self.fields.number(name).zip(value) {
            self.document.add_i64(field, value);
        }
    }
}

/// How a fact stands in the index.
pub(super) fn fact(name: &str, value: &str) -> String {
    let mut fact = String::with_capacity(name.len() + 1 + value.len());
    fact_onto(name, value, &mut fact);
    fact
}

fn fact_onto(name: &str, value: &str, onto: &mut String) {
    onto.push_str(name);
    onto.push('=');
    crate::text::fold_onto(value, onto);
}

fn path(dir: &Path, kind: Kind) -> PathBuf {
    dir.join(kind.as_str())
}

fn register(index: &tantivy::Index) {
    index.tokenizers().register(NAME, TextAnalyzer::from(Folded));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{certificate_document, worker_document};
    use crate::model::{DatumRef, Record};

    fn record<R: Record>(cells: &[(&str, &'static str)]) -> R {
        R::from_cells(|at| {
            let name = R::COLUMNS[at];
            cells.iter().find(|(column, _)| *column == name).map(|(_, text)| DatumRef::Text(text))
        })
        .unwrap()
    }

    #[test]
    fn a_document_made_at_once_is_the_one_made_in_two_steps() {
        let worker: Worker = record(&[
            ("worker_id", "W1"),
            ("full_name", "Awa N’Diaye"),
            ("occupation", "2221"),
            ("title", "Infirmière Awa"),
            ("summary", "Awa n'Diaye, dialysis; Ndiaye."),
            ("residence", "SN"),
        ]);
        let school = [("worker_id", "W1"), ("title", "Nursing"), ("school", "É. S."), ("trained_in", "SN")];
        let qualifications: [Qualification; 2] = [record(&school), record(&school)];
        let licenses: [License; 1] = [record(&[("worker_id", "W1"), ("regulator", "X"), ("country", "SN")])];
        let certificate = [
            ("worker_id", "W1"),
            ("test", "goethe"),
            ("language", "de"),
            ("level", "B2"),
            ("writing", "78.5"),
            ("taken_on", "2025-03"),
        ];
        let certificates: [LanguageCertificate; 2] = [record(&certificate), record(&certificate)];
        let employments: [Employment; 1] = [record(&[("worker_id", "W1"), ("employer", "Clinic")])];
        let document =
            worker_document(Row(1), &worker, &qualifications, &licenses, &certificates, &employments);
        let mut maker = Maker::new(fields());
        let made = maker.worker(&worker, &qualifications, &licenses, &certificates, &employments);
        assert_eq!(made.0, Ready::of(document, &maker.fields).0);
        assert!(!format!("{:?}", made.0).contains("Awa"), "{:?}", made.0);
        let made = maker.certificate(&certificates[0]);
        assert_eq!(made.0, Ready::of(certificate_document(Row(1), &certificates[0]), &maker.fields).0);
    }
}
