//! Opening, writing and stamping an index.

use super::fields::{Fields, fields};
use super::tokenize::{ENDS, Folded, NAME, Reversed, has_long_word};
use crate::index::build::{Sink, describe_certificate, describe_worker};
use crate::index::engine::{self, Mode, Ready, Stamp};
use crate::index::{Document, IndexError};
use crate::model::{Employment, Kind, LanguageCertificate, License, Qualification, Row, Worker};
use std::fmt::{Display, Write as _};
use std::path::{Path, PathBuf};
use tantivy::indexer::UserOperation;
use tantivy::merge_policy::{LogMergePolicy, NoMergePolicy};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// The index of a kind in a directory of its own.
pub(in crate::index) struct Words {
    pub(super) inner: tantivy::Index,
    pub(super) fields: Fields,
    pub(super) kind: Kind,
}

impl Words {
    /// Opens the index of a kind below `dir`; `None` when the index is missing, cannot be read or
    /// was made by another version. The caller then rebuilds it from the store.
    pub(in crate::index) fn open(dir: &Path, kind: Kind) -> Option<Self> {
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
    pub(in crate::index) fn create(dir: &Path, kind: Kind) -> Result<Self, IndexError> {
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

    /// The documents as they are now.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub(super) fn searcher(&self) -> Result<Searcher, IndexError> {
        let reader = self.inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(reader.searcher())
    }
}

/// Writes an index.
pub(super) struct Writer {
    inner: IndexWriter,
    fields: Fields,
}

impl Writer {
    /// Opens the index for writing, with threads and memory for so much.
    pub(super) fn open(index: &Words, mode: Mode) -> Result<Self, IndexError> {
        let (threads, budget) = match mode {
            Mode::Small => (1, 50_000_000),
            Mode::Bulk { threads, budget } => (threads, budget),
        };
        let inner: IndexWriter = index.inner.writer_with_num_threads(threads, budget)?;
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
        Ok(Self { inner, fields: index.fields.clone() })
    }
}

impl engine::Writer for Writer {
    fn delete(&self, row: Row) {
        self.inner.delete_term(Term::from_field_u64(self.fields.row, u64::from(row.0)));
    }

    fn add(&self, document: Document) -> Result<(), IndexError> {
        let row = document.row;
        self.inner.add_document(numbered(made(document, &self.fields), row, &self.fields))?;
        Ok(())
    }

    fn add_all(&self, documents: &mut Vec<(Row, Ready)>) -> Result<(), IndexError> {
        // Where documents come slower than they are indexed each piece wakes a thread. Up to ten thousand pieces wait.
        // What another engine made ready is none of ours: it has no words.
        let add = |(row, Ready(made)): (Row, Ready)| {
            let made =
                made.downcast::<TantivyDocument>().map_or_else(|_| TantivyDocument::new(), |made| *made);
            UserOperation::Add(numbered(made, row, &self.fields))
        };
        self.inner.run(documents.drain(..).map(add))?;
        Ok(())
    }

    fn maker(&self) -> Box<dyn engine::Maker> {
        Box::new(Maker::new(self.fields.clone()))
    }

    fn commit_when(mut self: Box<Self>, stamp: &mut dyn FnMut() -> Option<Stamp>) -> Result<(), IndexError> {
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

/// A document under the number of its record.
fn numbered(mut document: TantivyDocument, row: Row, fields: &Fields) -> TantivyDocument {
    document.add_u64(fields.row, u64::from(row.0));
    document
}

/// A document in the form in which it is indexed, all but its number.
fn made(document: Document, fields: &Fields) -> TantivyDocument {
    let mut made = TantivyDocument::new();
    for (field, text) in document.texts {
        add_column(&mut made, fields, field, &text);
    }
    for (name, value) in document.facts {
        made.add_text(fields.facts, fact(name, &value));
        made.add_text(fields.counted, format!("{name}={value}"));
    }
    for (name, value) in document.numbers {
        if let Some(field) = fields.number(name) {
            made.add_i64(field, value);
        }
    }
    made
}

/// Adds a text to its field, and its long words to the ends.
fn add_column(document: &mut TantivyDocument, fields: &Fields, field: &'static str, text: &str) {
    if let Some(field) = fields.text(field) {
        document.add_text(field, text);
    }
    if has_long_word(text) {
        document.add_text(fields.ends, text);
    }
}

/// Makes documents ready, on any thread.
struct Maker {
    fields: Fields,
    /// What the document before was made with.
    scratch: Scratch,
}

impl Maker {
    fn new(fields: Fields) -> Self {
        Self { fields, scratch: Scratch::default() }
    }

    fn making(&mut self, document: TantivyDocument) -> Making<'_> {
        self.scratch.facts.clear();
        self.scratch.ends.clear();
        Making { fields: &self.fields, document, scratch: &mut self.scratch }
    }
}

impl engine::Maker for Maker {
    fn worker(
        &mut self,
        worker: &Worker,
        qualifications: &[Qualification],
        licenses: &[License],
        certificates: &[LanguageCertificate],
        employments: &[Employment],
    ) -> Ready {
        let mut making = self.making(TantivyDocument::new());
        describe_worker(&mut making, worker, qualifications, licenses, certificates, employments);
        Ready(Box::new(making.document))
    }

    fn certificate(&mut self, certificate: &LanguageCertificate) -> Ready {
        let mut making = self.making(TantivyDocument::with_capacity(256));
        describe_certificate(&mut making, certificate);
        Ready(Box::new(making.document))
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
#[derive(Default)]
struct Scratch {
    /// The facts that the document has, one after the other, and where each ends.
    facts: String,
    ends: Vec<usize>,
    value: String,
}

impl Sink for Making<'_> {
    fn column(&mut self, field: &'static str, text: &str) {
        add_column(&mut self.document, self.fields, field, text);
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
            text.insert(0, '=');
            text.insert_str(0, name);
            self.document.add_text(self.fields.counted, &*text);
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

pub(super) fn path(dir: &Path, kind: Kind) -> PathBuf {
    dir.join(kind.as_str())
}

fn register(index: &tantivy::Index) {
    index.tokenizers().register(NAME, TextAnalyzer::from(Folded));
    index.tokenizers().register(ENDS, TextAnalyzer::from(Reversed));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::engine::Maker as _;
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
        let ready = |ready: Ready| *ready.0.downcast::<TantivyDocument>().unwrap();
        let one = ready(maker.worker(&worker, &qualifications, &licenses, &certificates, &employments));
        assert_eq!(one, made(document, &maker.fields));
        assert!(!format!("{one:?}").contains("Awa"), "{one:?}");
        let one = ready(maker.certificate(&certificates[0]));
        assert_eq!(one, made(certificate_document(Row(1), &certificates[0]), &maker.fields));
    }
}
