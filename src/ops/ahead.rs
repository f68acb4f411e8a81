//! Publishing ahead: in a first load the documents are written while the records are, so that nothing
//! is read back. They are committed when the records are, and not at all if those are not.

use super::OpsError;
use crate::index::{
    Index, IndexError, Maker, Mode, Ready, Stamp, Writer, certificate_document, worker_document,
};
use crate::ingest::{Parsed, Row, Severity};
use crate::model::{Datum, FieldError, Kind, LanguageCertificate, Record, Worker};
use crate::store::{Lock, Store};
use std::sync::mpsc;

/// Threads and memory: certificates are many and short.
const WORKERS: Mode = Mode::Bulk { threads: 2, budget: 300_000_000 };
const CERTIFICATES: Mode = Mode::Bulk { threads: 1, budget: 100_000_000 };

/// The indexes of workers and their certificates, being written.
pub(super) struct Ahead {
    lock: Lock,
    workers: Writer,
    certificates: Writer,
}

/// What is indexed of a row: the documents of a worker and of their certificates, not yet numbered.
pub(super) struct Documents {
    worker: Ready,
    certificates: Vec<Ready>,
}

impl Documents {
    /// The documents of a row that holds a whole worker; `None` of any other.
    ///
    /// # Errors
    /// [`FieldError`] when a cell is not what its column's type takes: schema and types apart.
    pub(super) fn of(row: &Row, maker: &Maker) -> Result<Option<Self>, FieldError> {
        let sound = row.findings.iter().all(|finding| finding.severity != Severity::Reject);
        let Some(main) = row.records.first().filter(|main| main.kind == Kind::Worker && sound) else {
            return Ok(None);
        };
        let certificates: Vec<LanguageCertificate> = parts(row)?;
        let worker = worker_document(
            0,
            &typed::<Worker>(main)?,
            &parts(row)?,
            &parts(row)?,
            &certificates,
            &parts(row)?,
        );
        let certificates =
            certificates.iter().map(|certificate| maker.ready(certificate_document(0, certificate)));
        Ok(Some(Self { worker: maker.ready(worker), certificates: certificates.collect() }))
    }
}

fn parts<R: Record>(row: &Row) -> Result<Vec<R>, FieldError> {
    row.records.iter().filter(|record| record.kind == R::KIND).map(typed).collect()
}

fn typed<R: Record>(record: &Parsed) -> Result<R, FieldError> {
    R::from_cells(|at| record.cells[at].as_ref().map(Datum::borrow))
}

impl Ahead {
    /// Begins two empty indexes; `None` when another process is indexing: then the indexes catch up
    /// after the load like after any batch.
    pub(super) fn begin(store: &Store) -> Result<Option<Self>, OpsError> {
        let Ok(lock) = Lock::try_take(&store.dir().join("locks/index"), "indexing") else { return Ok(None) };
        let dir = store.dir().join("index");
        let writer = |kind, mode| Index::create(&dir, kind)?.writer(mode);
        Ok(Some(Self {
            lock,
            workers: writer(Kind::Worker, WORKERS)?,
            certificates: writer(Kind::LanguageCertificate, CERTIFICATES)?,
        }))
    }

    /// Adds the documents of a row under the number of its worker.
    pub(super) fn add(&self, row: i64, documents: Documents) -> Result<(), OpsError> {
        let row = row.unsigned_abs();
        self.workers.add_ready(row, documents.worker)?;
        for certificate in documents.certificates {
            self.certificates.add_ready(row, certificate)?;
        }
        Ok(())
    }

    /// What makes the documents ready; the indexes of all kinds have the same fields.
    pub(super) fn maker(&self) -> Maker {
        self.workers.maker()
    }

    /// Writes everything down while the records are being committed, and commits with the stamp that
    /// comes when they are.
    pub(super) fn commit_when(self, stamp: &mpsc::Receiver<Stamp>) -> Result<(), IndexError> {
        let mut certified = Ok(());
        // Both are written down before the stamp is waited for.
        self.workers.commit_when(|| {
            let mut stamped = None;
            certified = self.certificates.commit_when(|| {
                stamped = stamp.recv().ok();
                stamped.clone()
            });
            stamped
        })?;
        drop(self.lock);
        certified
    }
}
