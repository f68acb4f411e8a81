//! Records at rest: the truth from which index and profiles are derived.
//!
//! The engine is [`sqlite`]: one SQLite file. It knows how a batch is staged without a lock ([`Stage`]),
//! applied in one transaction with its audit entry ([`apply`]), undone ([`undo`]), and how records
//! are read back as typed values ([`Snapshot`]). What a batch *means* to a user, and the derived
//! files, belong to [`crate::ops`].

mod error;
mod gate;
mod sqlite;

pub use error::{EngineError, StoreError};
pub use gate::Gate;
pub use sqlite::{
    Applied, BatchFile, BatchSummary, Change, Check, Comparison, Counts, Decision, ExportRow, Exported,
    Finished, Holder, Incoming, Line, Lock, LogState, Merge, Merged, Outcome, Problem, Reviewed, Side,
    Snapshot, Stage, Standing, Store, StoreCounts, TakenBack, Undone, Verdict, Written, apply, decision,
    keep_apart, kept_apart, log_entries, log_state, merge, note_look, record_decision, record_look, reviewed,
    take_back, undo,
};
