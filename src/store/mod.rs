//! Records at rest: the truth from which index and profiles are derived.
//!
//! A [`Store`] is asked for a [`Snapshot`] (typed records at one moment), for a [`Stage`] (a batch being prepared without
//! a lock) and for a [`Change`] (the right to write). A change and its entry in the audit log are one transaction. What
//! a batch *means* to a user, and the derived files, belong to [`crate::ops`].
//!
//! An engine stands behind the traits of [`engine`]; today it is `sqlite`, one SQLite file. What a merge makes of two
//! workers, and a row of a stored record, is decided in `merge`, so that engines cannot differ in it. `suite.rs` is run
//! against every engine.

mod engine;
mod error;
mod event;
mod gate;
mod merge;
mod records;
mod saved;
mod seal;
mod shape;
mod snapshot;
mod sqlite;
mod stage;
#[cfg(test)]
mod suite;
mod tampered;

pub use engine::{Cells, Change, Each, EachCells, NamedEmployer, Signature, Stage, StoreEngine, View};
pub use error::{EngineError, StoreError};
pub use event::{BatchFile, Event, PackChange, PackState, SavedDeed, Subjects};
pub use gate::Gate;
pub use merge::{Comparison, MergeLine, Object, Raw, Sheet, Side, Standing, stricter_consent};
pub use records::{
    Applied, BatchSummary, Check, Decision, ExportRow, Facts, LogState, Look, LookTree, Merge, Merged,
    NotCheckedAgain, Reviewed, StoreCounts, TakenBack, Undone, Verdict,
};
pub use saved::{ChangeSource, RecordChange, RecordDeed, SavedSearch, SearchToSave, SeenAnswer, SeenNow};
pub use snapshot::{Snapshot, staged_wholes};
pub use stage::{CellChange, Counts, Incoming, Outcome, Problem, ReadHeaders, Staged, StagedRow};
pub use tampered::{SealedRow, Tampered};

use crate::data_dir::DataDir;
use crate::files::Holder;
use crate::model::{DecisionId, Kind, Seq};
use std::collections::BTreeMap;
use std::time::Duration;

/// An open store, whichever engine keeps it.
pub struct Store(Box<dyn StoreEngine>);

impl Store {
    /// Opens the store of a data directory, making both when they are missing.
    ///
    /// # Errors
    /// [`StoreError`] when the directory cannot be made, the file is no store, or was written by a
    /// newer version.
    pub fn create_or_open(dir: &DataDir) -> Result<Self, StoreError> {
        Ok(Self::over(sqlite::Sqlite::create_or_open(dir, None)?))
    }

    /// The same; a store that is made has this identity, which [`Self::new_uuid`] gives.
    ///
    /// # Errors
    /// As [`Self::create_or_open`].
    pub fn create_or_open_as(dir: &DataDir, uuid: &str) -> Result<Self, StoreError> {
        Ok(Self::over(sqlite::Sqlite::create_or_open(dir, Some(uuid))?))
    }

    /// An identity for a store that is yet to be made.
    ///
    /// # Errors
    /// [`StoreError::Random`] when the system has no random numbers.
    pub fn new_uuid() -> Result<String, StoreError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(StoreError::Random)?;
        Ok(crate::model::hex(&bytes))
    }

    /// Opens the store of a data directory that must be there.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none, else as [`Self::create_or_open`].
    pub fn open(dir: &DataDir) -> Result<Self, StoreError> {
        Ok(Self::over(sqlite::Sqlite::open(dir)?))
    }

    /// A store kept by an engine.
    pub fn over(engine: impl StoreEngine + 'static) -> Self {
        Self(Box::new(engine))
    }

    /// Whether this is still the store that lies where it was opened: not so when it was removed or replaced, or when
    /// a load began that never came back.
    pub fn is_current(&self) -> bool {
        self.0.is_current()
    }

    /// Copies the store into another data directory, which has none, with the records as they were at a sequence number.
    /// The handles of persons are others there, and the log is not that of the copy.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read or the copy cannot be written.
    pub fn copy_at(&self, at: Seq, to: &DataDir) -> Result<(), StoreError> {
        self.0.copy_at(at, to)
    }

    /// Whether the store is open for reading alone, since its directory cannot be written.
    pub fn is_read_only(&self) -> bool {
        self.0.is_read_only()
    }

    /// The identity of this store: derived files with another identity are rebuilt.
    pub fn uuid(&self) -> &str {
        self.0.uuid()
    }

    /// The sequence number of the last change.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn seq(&self) -> Result<Seq, StoreError> {
        self.0.seq()
    }

    /// The store as it stands now.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(Snapshot::of(self.0.view()?))
    }

    /// The right to write, waiting for it up to `patience`; `on_wait` is told once who is waited for.
    ///
    /// # Errors
    /// [`StoreError::Busy`] naming the holder when the wait was in vain.
    pub fn change(
        &self,
        purpose: &str,
        patience: Duration,
        mut on_wait: impl FnMut(&Holder),
    ) -> Result<Box<dyn Change>, StoreError> {
        self.0.change(purpose, patience, &mut on_wait)
    }

    /// Begins a batch against the store as it is now; nothing is locked meanwhile. With `watch_parts` the natural
    /// keys of parts are remembered, which a batch needs as soon as two of its rows can speak of the same whole.
    ///
    /// # Errors
    /// [`StoreError`] when the batch has nowhere to lie or the store cannot be read.
    pub fn stage(&self, watch_parts: bool) -> Result<Box<dyn Stage>, StoreError> {
        self.0.stage(watch_parts)
    }

    /// The number of records of each kind.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn counts(&self) -> Result<StoreCounts, StoreError> {
        let snapshot = self.snapshot()?;
        Kind::ALL.iter().map(|&kind| Ok((kind, snapshot.count(kind)?))).collect()
    }

    /// The batches, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn batches(&self, limit: usize) -> Result<Vec<BatchSummary>, StoreError> {
        self.0.batches(limit)
    }

    /// A decision by its name or number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn decision(&self, decision: DecisionId) -> Result<Option<Decision>, StoreError> {
        self.0.decision(decision)
    }

    /// The decisions of a kind, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store or a document of a decision cannot be read.
    pub fn decisions(&self, kind: &str) -> Result<Vec<Decision>, StoreError> {
        self.0.decisions(kind)
    }

    /// The newest decision, for whoever asks for one that is not there.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn last_decision(&self) -> Result<Option<DecisionId>, StoreError> {
        self.0.last_decision()
    }

    /// The decisions about pairs of workers, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn reviewed(&self, limit: usize) -> Result<Vec<Reviewed>, StoreError> {
        self.0.reviewed(limit)
    }

    /// The questions that are kept under a name, in the order of their names.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        self.0.saved_searches()
    }

    /// What somebody saw of the answer to a saved question at their last look; `None` for who never looked.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn seen_answer(&self, search: i64, viewer: &str) -> Result<Option<SeenAnswer>, StoreError> {
        self.0.seen_answer(search, viewer)
    }

    /// The packs of the data directory that the log tells of last, by their identifiers.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn noted_packs(&self) -> Result<BTreeMap<String, PackState>, StoreError> {
        self.0.noted_packs()
    }

    /// The time of the last entry of the audit log; `None` of an empty log, or where it cannot be read.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn last_entry_time(&self) -> Result<Option<String>, StoreError> {
        self.0.last_entry_time()
    }

    /// The entries of the audit log in their canonical form, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn log_entries(&self) -> Result<Vec<String>, StoreError> {
        self.0.log_entries()
    }

    /// The audit log, verified from its entries, leaves and head, and held against the decisions of reviews.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read at all; a broken log is no error but a finding.
    pub fn log_state(&self) -> Result<LogState, StoreError> {
        self.0.log_state(None)
    }

    /// What came into the log after so many entries, verified with the records that it covers. Whoever asks holds the root over
    /// the entries before against what vouches for them.
    ///
    /// # Errors
    /// As [`Self::log_state`].
    pub fn log_state_since(&self, entries: u64) -> Result<LogState, StoreError> {
        self.0.log_state(Some(entries))
    }

    /// Checks that the engine finds its file whole, that every part has its whole, and that every
    /// merged identifier leads to a worker.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read at all.
    pub fn check(&self) -> Result<Vec<Check>, StoreError> {
        self.0.check()
    }

    /// Checks that every merged identifier leads to a worker, and that none is there all the same.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read at all.
    pub fn check_merges(&self) -> Result<Check, StoreError> {
        self.0.check_merges()
    }
}
