//! The store in one SQLite file. Only this module names rusqlite.
//!
//! Files in the data directory that belong here: `corridor.db` (with `-wal` and `-shm` while open),
//! `stage/*.db` (batches being prepared; left-overs go at the next import), `locks/write`.

mod apply;
mod columns;
mod decisions;
mod error;
mod export;
mod locks;
mod log;
mod open;
mod read;
mod review;
mod stage;
#[cfg(test)]
mod tests;
mod undo;
mod values;

use super::{Gate, StoreError};

pub use apply::{Applied, BatchFile, apply};
pub use decisions::{Decision, decision, record_decision};
pub use export::{ExportRow, Exported, record_look};
pub use locks::{Holder, Lock};
pub use log::{LogState, log_entries, log_state};
pub use open::{BatchSummary, Check, Store, StoreCounts};
pub use read::Snapshot;
pub use review::{
    Comparison, Line, Merge, Merged, Reviewed, Side, Standing, TakenBack, Verdict, keep_apart, kept_apart,
    merge, note_look, reviewed, take_back,
};
pub use stage::{Change, Counts, Finished, Incoming, Outcome, Problem, Stage, Written};
pub use undo::{Undone, undo};
