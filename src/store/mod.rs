//! Records at rest: one SQLite file, the truth from which index and profiles are derived.
//!
//! This module alone names SQLite. It knows how a batch is staged without a lock ([`Stage`]),
//! applied in one transaction with its audit entry ([`apply`]), undone ([`undo`]), and how records
//! are read back as typed values ([`Snapshot`]). What a batch *means* to a user, and the derived
//! files, belong to [`crate::ops`].
//!
//! Files in the data directory that belong here: `corridor.db` (with `-wal` and `-shm` while open),
//! `stage/*.db` (batches being prepared; left-overs go at the next import), `locks/write`.

mod apply;
mod columns;
mod decisions;
mod error;
mod export;
mod gate;
mod locks;
mod log;
mod open;
mod read;
mod review;
mod stage;
#[cfg(test)]
mod tests;
mod undo;

pub use apply::{Applied, BatchFile, apply};
pub use decisions::{Decision, decision, record_decision};
pub use error::StoreError;
pub use export::{ExportRow, Exported, record_look};
pub use gate::Gate;
pub use locks::{Holder, Lock};
pub use log::{LogState, log_entries, log_state};
pub use open::{BatchSummary, Check, Store, StoreCounts};
pub use read::{CurriculumFile, Dossier, OrganizationFile, PlacementFile, Snapshot};
pub use review::{
    Comparison, Line, Merge, Merged, Reviewed, Side, Standing, TakenBack, Verdict, keep_apart, kept_apart,
    merge, note_look, reviewed, take_back,
};
pub use stage::{Change, Counts, Finished, Incoming, Outcome, Problem, Stage, Written};
pub use undo::{Undone, undo};
