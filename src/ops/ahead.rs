//! Publishing ahead: in a first load the documents are written while the records are, so that nothing
//! is read back. They are committed when the records are, and not at all if those are not.

use super::OpsError;
use crate::data_dir::DataDir;
use crate::files::Lock;
use crate::index::{Index, IndexError, Maker, Mode, Ready, Stamp, Writer, indexed_columns};
use crate::ingest::{self, Parsed, Severity};
use crate::matching::refuses_match;
use crate::model::{Consent, Datum, FieldError, Kind, LanguageCertificate, Record, Row, Worker};
use std::sync::mpsc;

/// Threads and memory: certificates are many and short.
const WORKERS: Mode = Mode::Bulk { threads: 2, budget: 300_000_000 };
const CERTIFICATES: Mode = Mode::Bulk { threads: 1, budget: 100_000_000 };

/// Documents that are handed over together.
const TOGETHER: usize = 8;

/// The indexes of workers and their certificates, being written.
pub(super) struct Ahead {
    lock: Lock,
    workers: Writing,
    certificates: Writing,
}

/// An index and the documents that wait to be handed over.
struct Writing {
    writer: Box<dyn Writer>,
    waiting: Vec<(Row, Ready)>,
}

impl Writing {
    fn add(&mut self, row: Row, document: Ready) -> Result<(), IndexError> {
        self.waiting.push((row, document));
        if self.waiting.len() < TOGETHER { Ok(()) } else { self.writer.add_all(&mut self.waiting) }
    }

    fn commit_when(mut self, mut stamp: impl FnMut() -> Option<Stamp>) -> Result<(), IndexError> {
        self.writer.add_all(&mut self.waiting)?;
        self.writer.commit_when(&mut stamp)
    }
}

/// What is indexed of a row: the documents of a worker and of their certificates, not yet numbered.
pub(super) struct Documents {
    worker: Ready,
    certificates: Vec<Ready>,
}

impl Documents {
    /// The documents of a row that holds a whole worker; `None` of any other, and of who refuses to be matched.
    ///
    /// # Errors
    /// [`FieldError`] when a cell is not what its column's type takes: schema and types apart.
    pub(super) fn of(row: &ingest::ParsedRow, maker: &mut dyn Maker) -> Result<Option<Self>, FieldError> {
        let sound = row.findings.iter().all(|finding| finding.severity != Severity::Reject);
        let Some(main) = row.records.first().filter(|main| main.kind == Kind::Worker && sound) else {
            return Ok(None);
        };
        let worker: Worker = typed(main)?;
        if refuses_match(&worker, &parts::<Consent>(row)?) {
            return Ok(None);
        }
        let certificates: Vec<LanguageCertificate> = parts(row)?;
        let worker = maker.worker(&worker, &parts(row)?, &parts(row)?, &certificates, &parts(row)?);
        let certificates = certificates.iter().map(|certificate| maker.certificate(certificate)).collect();
        Ok(Some(Self { worker, certificates }))
    }
}

fn parts<R: Record>(row: &ingest::ParsedRow) -> Result<Vec<R>, FieldError> {
    row.records.iter().filter(|record| record.kind == R::KIND).map(typed).collect()
}

/// A record as far as documents are made of it: the other cells are not worth the reading.
fn typed<R: Record>(record: &Parsed) -> Result<R, FieldError> {
    let indexed = indexed_columns(record.kind);
    R::from_cells(|at| record.cells[at].as_ref().filter(|_| indexed[at]).map(Datum::borrow))
}

impl Ahead {
    /// Begins two empty indexes; `None` when another process is indexing: then the indexes catch up
    /// after the load like after any batch.
    pub(super) fn begin(dir: &DataDir) -> Result<Option<Self>, OpsError> {
        let Ok(lock) = Lock::try_take(&dir.index_lock(), "indexing") else { return Ok(None) };
        let dir = dir.index();
        let writer = |kind, mode| {
            let writer = Index::create(&dir, kind)?.writer(mode)?;
            Ok::<_, IndexError>(Writing { writer, waiting: Vec::with_capacity(TOGETHER) })
        };
        Ok(Some(Self {
            lock,
            workers: writer(Kind::Worker, WORKERS)?,
            certificates: writer(Kind::LanguageCertificate, CERTIFICATES)?,
        }))
    }

    /// Adds the documents of a row under the number of its worker.
    pub(super) fn add(&mut self, row: Row, documents: Documents) -> Result<(), OpsError> {
        self.workers.add(row, documents.worker)?;
        for certificate in documents.certificates {
            self.certificates.add(row, certificate)?;
        }
        Ok(())
    }

    /// What makes the documents ready; the indexes of all kinds have the same fields.
    pub(super) fn maker(&self) -> Box<dyn Maker> {
        self.workers.writer.maker()
    }

    /// Writes everything down while the records are being committed, and commits with the stamp that
    /// comes when they are.
    pub(super) fn commit_when(self, stamp: &mpsc::Receiver<Stamp>) -> Result<(), IndexError> {
        let Self { lock, workers, certificates } = self;
        let (send, for_certificates) = mpsc::channel();
        let certified = std::thread::scope(|scope| {
            let certifying = scope.spawn(move || certificates.commit_when(|| for_certificates.recv().ok()));
            let committed = workers.commit_when(|| {
                let stamped: Option<Stamp> = stamp.recv().ok();
                // Whoever failed takes none, and says so in the end.
                stamped.iter().for_each(|stamp| drop(send.send(stamp.clone())));
                stamped
            });
            drop(send);
            // A thread that panics has found a fault of ours, and this one goes the same way.
            let certified = certifying.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            committed.and(certified)
        });
        drop(lock);
        certified
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Document, certificate_document, worker_document};
    use crate::ingest;
    use crate::model::{Employment, License, Qualification};

    /// The documents of a row, its records read by one function or the other.
    macro_rules! documents {
        ($row:expr, $typed:ident) => {{
            let main = $typed::<Worker>(&$row.records[0]).unwrap();
            let certificates = all($row, $typed::<LanguageCertificate>);
            let worker = worker_document(
                Row(1),
                &main,
                &all($row, $typed::<Qualification>),
                &all($row, $typed::<License>),
                &certificates,
                &all($row, $typed::<Employment>),
            );
            let certified = certificates.iter().map(|certificate| certificate_document(Row(1), certificate));
            std::iter::once(worker).chain(certified).collect::<Vec<Document>>()
        }};
    }

    fn all<R: Record>(row: &ingest::ParsedRow, read: impl Fn(&Parsed) -> Result<R, FieldError>) -> Vec<R> {
        row.records
            .iter()
            .filter(|record| record.kind == R::KIND)
            .map(|record| read(record).unwrap())
            .collect()
    }

    fn whole<R: Record>(record: &Parsed) -> Result<R, FieldError> {
        R::from_cells(|at| record.cells[at].as_ref().map(Datum::borrow))
    }

    #[test]
    fn what_is_not_read_is_in_no_document() {
        let dir = tempfile::tempdir().unwrap();
        let today = "2026-11-01".parse().unwrap();
        let spec = crate::generate::Spec { workers: 200, openings: 1, placements: 0, seed: 4, today };
        crate::generate::all(&spec, dir.path(), &mut |_| {}).unwrap();
        let path = dir.path().join("workers.csv");
        let table = ingest::open(&path, "workers.csv", &ingest::ReadOptions::new(today)).unwrap();
        let mut rows = 0;
        for row in table.rows() {
            let row = row.unwrap();
            assert_eq!(documents!(&row, typed), documents!(&row, whole), "row {}", row.number);
            rows += 1;
        }
        assert_eq!(rows, 200);
    }
}
