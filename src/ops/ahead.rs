//! Publishing ahead: in a first load the documents are written and the profiles packed while the records are laid
//! down, so that nothing is read back. They are committed when the records are, and not at all if those are not.

use super::OpsError;
use crate::curricula::Curricula;
use crate::data_dir::DataDir;
use crate::files::Lock;
use crate::index::{Index, IndexError, Maker, Mode, Ready, Stamp, Writer};
use crate::ingest::{self, Parsed, Severity};
use crate::matching::{Person, refuses_match};
use crate::model::{
    Consent, Datum, Employment, FieldError, Kind, LanguageCertificate, License, Qualification, Record, Row,
    Worker,
};
use crate::profiles::Builder;
use crate::ranking::pack;
use crate::schema;
use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::mpsc;

/// Threads and memory: certificates are many and short.
const WORKERS: Mode = Mode::Bulk { threads: 2, budget: 300_000_000 };
const CERTIFICATES: Mode = Mode::Bulk { threads: 1, budget: 100_000_000 };

/// Documents that are handed over together.
const TOGETHER: usize = 8;

/// The indexes of workers and their certificates, being written, and the profiles being packed.
pub(super) struct Ahead {
    lock: Lock,
    workers: Writing,
    certificates: Writing,
    profiles: Profiles,
}

/// Profiles of the workers of a load. Whoever packs them does not know yet which rows they will have.
struct Profiles {
    dir: PathBuf,
    packed: Option<PackedAhead>,
    /// The rows of the packed workers; `None` when the store did not take one of them as it was packed: then the first
    /// match packs all of them.
    rows: Option<Vec<Row>>,
}

/// Workers of a load packed for matching, each under its place among them.
#[derive(Default)]
pub(super) struct PackedAhead {
    builder: Builder,
    count: u32,
}

impl Profiles {
    fn write(self, stamp: &Stamp) {
        let (Some(packed), Some(rows)) = (self.packed, self.rows) else { return };
        if let Some(builder) = packed.builder.numbered(&rows) {
            // What cannot be written here is made by the first match, which says why it cannot.
            let _ = builder.write(&self.dir, &stamp.store_uuid, stamp.seq);
        }
    }
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

/// What is made ahead of a row with a whole worker.
pub(super) struct MadeAhead {
    /// What is indexed; nothing of who refuses to be matched.
    documents: Option<Documents>,
}

/// What is indexed of a worker: their document and those of their certificates, not yet numbered.
struct Documents {
    worker: Ready,
    certificates: Vec<Ready>,
}

impl MadeAhead {
    /// Makes the documents of a row that holds a whole worker, and packs the worker; `None` of any other.
    ///
    /// # Errors
    /// [`FieldError`] when a cell is not what its column's type takes: schema and types apart.
    pub(super) fn of(
        row: &ingest::ParsedRow,
        maker: &mut dyn Maker,
        packed: &mut PackedAhead,
    ) -> Result<Option<Self>, FieldError> {
        let sound = row.findings.iter().all(|finding| finding.severity != Severity::Reject);
        let Some(main) = row.records.first().filter(|main| main.kind == Kind::Worker && sound) else {
            return Ok(None);
        };
        let worker: Worker = typed(main)?;
        let qualifications: Vec<Qualification> = parts(row)?;
        let licenses: Vec<License> = parts(row)?;
        let certificates: Vec<LanguageCertificate> = parts(row)?;
        let employments: Vec<Employment> = parts(row)?;
        let consents: Vec<Consent> = parts(row)?;
        // No profile and no packed fact rests on a curriculum.
        let person = Person {
            worker: &worker,
            qualifications: &qualifications,
            licenses: &licenses,
            certificates: &certificates,
            employments: &employments,
            consents: &consents,
            curricula: &Curricula::default(),
        };
        pack(&mut packed.builder, Row(packed.count), &person);
        packed.count += 1;
        if refuses_match(&worker, &consents) {
            return Ok(Some(Self { documents: None }));
        }
        let worker = maker.worker(&worker, &qualifications, &licenses, &certificates, &employments);
        let certificates = certificates.iter().map(|certificate| maker.certificate(certificate)).collect();
        Ok(Some(Self { documents: Some(Documents { worker, certificates }) }))
    }
}

/// The parts of a kind in the order in which the store gives them: that of their keys.
fn parts<R: Record>(row: &ingest::ParsedRow) -> Result<Vec<R>, FieldError> {
    let mut parts: Vec<&Parsed> = row.records.iter().filter(|record| record.kind == R::KIND).collect();
    let key = &schema::table(R::KIND).key;
    let by_key = |a: &&Parsed, b: &&Parsed| {
        let cells = key.iter().map(|&at| in_order(a.cells[at].as_ref(), b.cells[at].as_ref()));
        cells.fold(Ordering::Equal, Ordering::then)
    };
    parts.sort_by(by_key);
    parts.into_iter().map(typed).collect()
}

/// The order of two cells of a key at rest: numbers before texts, and an absent one is the empty text.
fn in_order(a: Option<&Datum>, b: Option<&Datum>) -> Ordering {
    fn text(cell: Option<&Datum>) -> &str {
        match cell {
            Some(Datum::Text(text)) => text,
            _ => "",
        }
    }
    match (a, b) {
        (Some(Datum::Integer(a)), Some(Datum::Integer(b))) => a.cmp(b),
        (Some(Datum::Integer(_)), _) => Ordering::Less,
        (_, Some(Datum::Integer(_))) => Ordering::Greater,
        (a, b) => text(a).cmp(text(b)),
    }
}

fn typed<R: Record>(record: &Parsed) -> Result<R, FieldError> {
    R::from_cells(|at| record.cells[at].as_ref().map(Datum::borrow))
}

impl Ahead {
    /// Begins two empty indexes; `None` when another process is indexing: then the indexes catch up
    /// after the load like after any batch.
    pub(super) fn begin(dir: &DataDir) -> Result<Option<Self>, OpsError> {
        let Ok(lock) = Lock::try_take(&dir.index_lock(), "indexing") else { return Ok(None) };
        let profiles =
            Profiles { dir: dir.profiles(), packed: Some(PackedAhead::default()), rows: Some(Vec::new()) };
        let dir = dir.index();
        let writer = |kind, mode| {
            let writer = Index::create(&dir, kind)?.writer(mode)?;
            Ok::<_, IndexError>(Writing { writer, waiting: Vec::with_capacity(TOGETHER) })
        };
        Ok(Some(Self {
            lock,
            workers: writer(Kind::Worker, WORKERS)?,
            certificates: writer(Kind::LanguageCertificate, CERTIFICATES)?,
            profiles,
        }))
    }

    /// Adds what was made of a row under the number of its worker; `None` of a row that the store did not take.
    /// `as_given` says whether it took the records to the letter.
    pub(super) fn add(&mut self, row: Option<Row>, as_given: bool, made: MadeAhead) -> Result<(), OpsError> {
        let taken = row.filter(|_| as_given);
        self.profiles.rows = self.profiles.rows.take().and_then(|mut rows| {
            rows.push(taken?);
            Some(rows)
        });
        let (Some(row), Some(documents)) = (row, made.documents) else { return Ok(()) };
        self.workers.add(row, documents.worker)?;
        for certificate in documents.certificates {
            self.certificates.add(row, certificate)?;
        }
        Ok(())
    }

    /// What makes the documents ready, and what packs the workers until it comes back with [`Ahead::keep`]. The indexes of
    /// all kinds have the same fields.
    pub(super) fn making(&mut self) -> (Box<dyn Maker>, PackedAhead) {
        (self.workers.writer.maker(), self.profiles.packed.take().unwrap_or_default())
    }

    /// Takes back the packed workers.
    pub(super) fn keep(&mut self, packed: PackedAhead) {
        self.profiles.packed = Some(packed);
    }

    /// Writes everything down while the records are being committed, and commits with the stamp that
    /// comes when they are.
    pub(super) fn commit_when(self, stamp: &mpsc::Receiver<Stamp>) -> Result<(), IndexError> {
        let Self { lock, workers, certificates, profiles } = self;
        let (send, for_certificates) = mpsc::channel();
        let (send_on, for_profiles) = mpsc::channel();
        let certified = std::thread::scope(|scope| {
            let certifying = scope.spawn(move || certificates.commit_when(|| for_certificates.recv().ok()));
            scope.spawn(move || {
                if let Ok(stamp) = for_profiles.recv() {
                    profiles.write(&stamp);
                }
            });
            let committed = workers.commit_when(|| {
                let stamped: Option<Stamp> = stamp.recv().ok();
                // Whoever failed takes none, and says so in the end.
                if let Some(stamp) = &stamped {
                    drop(send.send(stamp.clone()));
                    drop(send_on.send(stamp.clone()));
                }
                stamped
            });
            drop((send, send_on));
            // A thread that panics has found a fault of ours, and this one goes the same way.
            let certified = certifying.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            committed.and(certified)
        });
        drop(lock);
        certified
    }
}
