//! What an engine of the store does. Values are neutral: no SQL, no connection, no file.
//!
//! An engine implements [`StoreEngine`] (a store at rest), [`View`] (its records at one moment), [`Change`] (the right to
//! write) and [`Stage`] (a batch being prepared). `suite.rs` holds what every engine must do, as tests.

use super::merge::Sheet;
use super::{
    Applied, BatchFile, BatchSummary, Check, Decision, ExportRow, Facts, Gate, Incoming, LogState, Look,
    Merge, Merged, PackState, RecordChange, Reviewed, SavedSearch, SearchToSave, SeenAnswer, SeenNow, Staged,
    StagedRow, StoreError, TakenBack, Undone,
};
use crate::data_dir::DataDir;
use crate::files::Holder;
use crate::model::{Actor, BatchId, DatumRef, DecisionId, Dossier, Kind, Row, Seq};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::{ControlFlow, RangeInclusive};
use std::time::Duration;

/// Who changes the store, and when: what every entry of the audit log says.
#[derive(Debug, Clone, Copy)]
pub struct Signature<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The time, RFC 3339 in UTC.
    pub recorded_at: &'a str,
}

/// Where records go one by one; a break ends the reading.
pub type Each<'a, T> = dyn FnMut(T) -> ControlFlow<()> + 'a;

/// Where the cells of records go one by one, each with the number of its whole; a break ends the reading.
pub type EachCells<'a> = dyn FnMut(Row, &dyn Cells) -> ControlFlow<()> + 'a;

/// The cells of one record, by the place of their column in the schema.
pub trait Cells {
    /// The cells; `None` is unknown. A part lacks column 0, the identifier of its whole.
    fn cell(&self, column: usize) -> Option<DatumRef<'_>>;
}

/// A store at rest.
pub trait StoreEngine: Send + Sync {
    /// The identity of the store: derived files with another identity are rebuilt.
    fn uuid(&self) -> &str;

    /// Whether this is still the store that lies where it was opened: not so when it was removed or replaced.
    fn is_current(&self) -> bool;

    /// Whether the store is open for reading alone, since its directory cannot be written.
    fn is_read_only(&self) -> bool;

    /// The sequence number of the last change.
    fn seq(&self) -> Result<Seq, StoreError>;

    /// The records as they stand now; later changes do not show.
    fn view(&self) -> Result<Box<dyn View>, StoreError>;

    /// Copies the store into another data directory, which has none, with the records as they were at a sequence number.
    /// The handles of persons are others there.
    fn copy_at(&self, at: Seq, to: &DataDir) -> Result<(), StoreError>;

    /// The right to write, which one process has at a time. Waits up to `patience`; `on_wait` is told once who is
    /// waited for.
    fn change(
        &self,
        purpose: &str,
        patience: Duration,
        on_wait: &mut dyn FnMut(&Holder),
    ) -> Result<Box<dyn Change>, StoreError>;

    /// Begins a batch against the records as they are now. Nothing is locked meanwhile.
    ///
    /// With `watch_parts` the natural keys of parts are remembered (some 50 bytes each), which a batch needs as soon
    /// as two of its rows can speak of the same whole.
    fn stage(&self, watch_parts: bool) -> Result<Box<dyn Stage>, StoreError>;

    /// The batches, newest first, at most `limit`.
    fn batches(&self, limit: usize) -> Result<Vec<BatchSummary>, StoreError>;

    /// A decision with its facts.
    fn decision(&self, decision: DecisionId) -> Result<Option<Decision>, StoreError>;

    /// The decisions of a kind, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store or a document of a decision cannot be read.
    fn decisions(&self, kind: &str) -> Result<Vec<Decision>, StoreError>;

    /// The newest decision.
    fn last_decision(&self) -> Result<Option<DecisionId>, StoreError>;

    /// The decisions about pairs of workers, newest first, at most `limit`.
    fn reviewed(&self, limit: usize) -> Result<Vec<Reviewed>, StoreError>;

    /// The questions that are kept under a name, in the order of their names.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn saved_searches(&self) -> Result<Vec<SavedSearch>, StoreError>;

    /// What somebody saw of the answer to a saved question at their last look; `None` for who never looked.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn seen_answer(&self, search: i64, viewer: &str) -> Result<Option<SeenAnswer>, StoreError>;

    /// The packs of the data directory that the log tells of last, by their identifiers.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn noted_packs(&self) -> Result<BTreeMap<String, PackState>, StoreError>;

    /// The time of the last entry of the audit log; `None` of an empty log, or where it cannot be read.
    fn last_entry_time(&self) -> Result<Option<String>, StoreError>;

    /// The entries of the audit log in their canonical form, in order.
    fn log_entries(&self) -> Result<Vec<String>, StoreError>;

    /// The audit log, verified from its entries, leaves and head, and held against what it tells of. A broken log is
    /// no error but a finding. Of entries that somebody vouches for, the first ones, only the leaves are read.
    fn log_state(&self, vouched: Option<u64>) -> Result<LogState, StoreError>;

    /// Checks of the engine's own file, of parts and wholes, and of merged workers.
    fn check(&self) -> Result<Vec<Check>, StoreError>;

    /// The last of these checks alone.
    fn check_merges(&self) -> Result<Check, StoreError>;
}

/// The records of a store at one moment.
pub trait View: Send {
    /// The sequence number of this moment.
    fn seq(&self) -> Seq;

    /// The number of the record with just this identifier.
    fn row_of(&self, kind: Kind, id: &str) -> Result<Option<Row>, StoreError>;

    /// How an identifier that no record has exactly is written in the store: with other capitals, widths or accents.
    fn spelled(&self, kind: Kind, id: &str) -> Result<Option<String>, StoreError>;

    /// The version of a record that stands alone: the sequence number of the change that wrote it or one of its parts
    /// last.
    fn version(&self, kind: Kind, id: &str) -> Result<Option<Seq>, StoreError>;

    /// Identifiers of records that go by one in their source, in order.
    fn in_sources(&self, kind: Kind, id: &str) -> Result<Vec<String>, StoreError>;

    /// Identifiers near one in sort order, at most `most` on each side.
    fn neighbors(&self, kind: Kind, id: &str, most: usize) -> Result<Vec<String>, StoreError>;

    /// The records of a kind that stands alone with these numbers, in their order; of a kind of parts those of these
    /// wholes, then in the order of their natural keys.
    fn records(
        &self,
        kind: Kind,
        rows: RangeInclusive<Row>,
        each: &mut EachCells<'_>,
    ) -> Result<(), StoreError>;

    /// Everything known of the workers with these numbers, in their order. A long range costs one pass over each kind
    /// of part.
    fn dossiers(&self, rows: RangeInclusive<Row>, each: &mut Each<'_, Dossier>) -> Result<(), StoreError>;

    /// The numbers of all records of a kind, in order.
    fn rows(&self, kind: Kind) -> Result<Vec<Row>, StoreError>;

    /// The smallest and the largest number of a kind; `None` when there is no record.
    fn bounds(&self, kind: Kind) -> Result<Option<(Row, Row)>, StoreError>;

    /// How many records of a kind there are.
    fn count(&self, kind: Kind) -> Result<u64, StoreError>;

    /// The records of a kind that were written after a sequence number, and those that are gone, each in order.
    fn changed_since(&self, kind: Kind, seq: Seq) -> Result<(Vec<Row>, Vec<Row>), StoreError>;

    /// What was written of a record that stands alone, and of its parts, after a sequence number. Of a record that came in
    /// or is gone nothing is said of its parts.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn changes(&self, kind: Kind, row: Row, since: Seq) -> Result<Vec<RecordChange>, StoreError>;

    /// The identifier that a record had which is gone; `None` where its former versions are gone as well.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn former_id(&self, kind: Kind, row: Row) -> Result<Option<String>, StoreError>;

    /// The records of a kind as they rest, in the order of their identifiers; parts in that of their wholes, then of
    /// their own keys.
    fn in_order(&self, kind: Kind, each: &mut Each<'_, ExportRow>) -> Result<(), StoreError>;

    /// One record of a kind that is no part of another, as an export gives it out.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    fn exported(&self, kind: Kind, row: Row) -> Result<ExportRow, StoreError>;
    /// The parts of one kind of a whole as they rest, in the order of their keys.
    fn parts_in_order(&self, kind: Kind, whole: Row, id: &str) -> Result<Vec<ExportRow>, StoreError>;

    /// The headers that no column took in any record of a kind, in order.
    fn unmapped_headers(&self, kind: Kind) -> Result<Vec<String>, StoreError>;

    /// The most parts of a kind that one whole has.
    fn most_parts(&self, kind: Kind) -> Result<u64, StoreError>;

    /// A worker with all parts as they lie; `None` when it is not there.
    fn sheet(&self, row: Row) -> Result<Option<Sheet>, StoreError>;

    /// The random handle that the audit log knows a worker by, in hexadecimal.
    fn handle(&self, row: Row) -> Result<Option<String>, StoreError>;

    /// Every merged identifier with the worker that it leads to in the end.
    fn redirects(&self) -> Result<HashMap<String, String>, StoreError>;

    /// The worker that an identifier leads to, when it was merged; `None` for any other.
    fn leads_to(&self, id: &str) -> Result<Option<String>, StoreError>;

    /// The pairs that are kept apart, by the identifiers of present workers, the lower one first.
    fn kept_apart(&self) -> Result<HashSet<(String, String)>, StoreError>;
}

/// The right to write. Each method is one transaction with its entry in the audit log: an error leaves store and log
/// as they were, and nothing can be changed without an entry.
pub trait Change {
    /// Begins a first load: the store holds no record of these kinds, of their wholes or parts, so nothing can change
    /// and the records go straight to their place. `None` when it holds some: stage the batch.
    ///
    /// Until it is applied or dropped nobody else writes, and nobody may be able to read.
    fn load(&mut self, kinds: &[Kind], watch_parts: bool) -> Result<Option<Box<dyn Stage>>, StoreError>;

    /// Brings a batch in, all of it or nothing; the commit passes through `gate`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when records changed since the stage began: stage again, holding the right to write.
    fn apply(
        &mut self,
        staged: Staged,
        files: &[BatchFile],
        by: &Signature<'_>,
        gate: &Gate,
    ) -> Result<Applied, StoreError>;

    /// Undoes a batch, and with `cascade` first every later one that changed its records, newest first.
    ///
    /// # Errors
    /// [`StoreError::NoBatch`], [`StoreError::AlreadyUndone`], [`StoreError::MergedLater`], or
    /// [`StoreError::ChangedLater`] when a later batch changed the same records and `cascade` was not asked for.
    fn undo(&mut self, batch: BatchId, cascade: bool, by: &Signature<'_>) -> Result<Vec<Undone>, StoreError>;

    /// Merges two workers that a person found to be one.
    ///
    /// # Errors
    /// [`StoreError::NoWorker`], [`StoreError::SameWorker`], [`StoreError::KeptApart`] when a decision says that they
    /// are two, [`StoreError::ChangedSinceShown`], or [`StoreError::NoChoice`] for a name that is no cell in which
    /// the two differ.
    fn merge(&mut self, ask: &Merge, by: &Signature<'_>) -> Result<Merged, StoreError>;

    /// Remembers that two workers are two. Saying it again changes nothing and gives the decision of before.
    ///
    /// # Errors
    /// [`StoreError::NoWorker`], [`StoreError::SameWorker`] or [`StoreError::ChangedSinceShown`].
    fn keep_apart(
        &mut self,
        pair: [&str; 2],
        seen_seq: Option<Seq>,
        evidence: &Value,
        by: &Signature<'_>,
    ) -> Result<DecisionId, StoreError>;

    /// Takes a decision about two workers back. A merge is undone exactly: both workers are what they were.
    ///
    /// # Errors
    /// [`StoreError::NoReview`], [`StoreError::TakenBackAlready`], or [`StoreError::SurvivorChanged`] when the
    /// survivor was changed since.
    fn take_back(&mut self, decision: DecisionId, by: &Signature<'_>) -> Result<TakenBack, StoreError>;

    /// Records a decision. The log holds the hash of its facts, which name people. A salt is put among them, so that
    /// the hash tells nothing once they are erased.
    fn decide(&mut self, facts: &Facts<'_>, by: &Signature<'_>) -> Result<DecisionId, StoreError>;

    /// Keeps a question under a name, for whoever signs; returns its number.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    fn save_search(&mut self, ask: &SearchToSave<'_>, by: &Signature<'_>) -> Result<i64, StoreError>;

    /// Takes a saved question away, with all that was seen of its answers.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    fn remove_search(&mut self, search: i64, by: &Signature<'_>) -> Result<(), StoreError>;

    /// Remembers what whoever signs saw of the answer to a saved question.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    fn note_seen(&mut self, search: i64, now: &SeenNow<'_>, by: &Signature<'_>) -> Result<(), StoreError>;

    /// Tells of the packs of the data directory that are not those that the log tells of last.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be written.
    fn note_packs(&mut self, now: &BTreeMap<String, PackState>, by: &Signature<'_>)
    -> Result<(), StoreError>;

    /// Notes that personal data is looked at or given out. On an error nothing may be shown.
    fn look(&mut self, look: &Look<'_>, by: &Signature<'_>) -> Result<(), StoreError>;
}

/// An employer that a post gives by its name in the place of its identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEmployer {
    /// The name, as the post has it.
    pub name: String,
    /// The organization of that name; `None` when nobody knows it, and it goes in by the name.
    pub known: Option<String>,
}

/// A batch being prepared: parsed rows compared with the store and laid down.
pub trait Stage {
    /// Takes one input row, or refuses it whole. `src` is the running number of the row in the batch, `canonical` its
    /// canonical bytes for the audit log.
    fn row(&mut self, src: i64, records: &[Incoming<'_>], canonical: &[u8]) -> Result<StagedRow, StoreError>;

    /// Notes a row that was rejected before it came here, so that the log holds a leaf for it.
    fn rejected_row(&mut self, canonical: &[u8]);

    /// Makes room for so many rows: growing on the way would take time and memory for both.
    fn make_room_for(&mut self, rows: u64);

    /// Takes also rows that speak of somebody else than the stored record under their identifier: a person has looked.
    fn take_other_persons(&mut self);

    /// The identifiers of the rows to come are those of a source, which counts its records by itself.
    fn of_source(&mut self, source: Option<&str>);

    /// In a first load, the number in the store of the last new whole: what parts and documents name it by.
    fn loaded_row(&self) -> Option<Row>;

    /// The records of a kind that stands alone of which rows spoke so far, as they will be with the batch. Those that are
    /// new have no number yet: the one given with them means nothing.
    ///
    /// # Errors
    /// [`StoreError`] when stage or store cannot be read.
    fn wholes(&self, kind: Kind, each: &mut EachCells<'_>) -> Result<(), StoreError>;

    /// The merged identifier that the last row stood under, and the worker that it leads to.
    fn redirected(&self) -> Option<(&str, &str)>;

    /// Whether the last row was laid down to the letter, no identifier of it being spelled otherwise.
    fn as_given(&self) -> bool;

    /// The employers that the last row gave by name.
    fn named_employers(&self) -> &[NamedEmployer];

    /// Ends the laying down. The batch can then be applied.
    fn finish(self: Box<Self>) -> Result<Staged, StoreError>;
}
