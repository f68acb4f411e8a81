//! What can go wrong with the store.

use super::Holder;
use std::path::PathBuf;

/// What the engine of a store says, whichever engine it is.
pub type EngineError = Box<dyn std::error::Error + Send + Sync>;

/// A failure of the store. Nothing was changed when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine of the store reported an error.
    #[error("the store could not be read or written: {0}")]
    Engine(#[source] EngineError),
    /// There is no room left, or the file may not grow.
    #[error("no room left on the disk: nothing was changed; free some space and try again")]
    DiskFull(#[source] EngineError),
    /// A file or directory of the data directory could not be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no store here.
    #[error("no store in `{}`: run `corridor import FILE` or `corridor demo` first, or name another directory with `--data`", .0.display())]
    Missing(PathBuf),
    /// The store was written by a newer version.
    #[error(
        "the store has schema version {found}, this program knows versions up to {known}: use a newer corridor"
    )]
    TooNew {
        /// The version of the store.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// The file is no store.
    #[error("`{}` is not a corridor store", .0.display())]
    Foreign(PathBuf),
    /// Another process is writing.
    #[error("the store is being written by {0}; try again when it is done")]
    Busy(Holder),
    /// The store changed while a batch was staged; the caller stages again.
    #[error("the store changed while the batch was prepared")]
    Conflict,
    /// The facts of a decision cannot be written or read.
    #[error(transparent)]
    Decision(#[from] crate::decision::DecisionError),
    /// A stored cell is no value of its type.
    #[error("a stored record cannot be read: {0}")]
    Field(#[from] crate::model::FieldError),
    /// Somebody asked to stop before anything was written.
    #[error("interrupted: nothing was changed")]
    Interrupted,
    /// No such batch.
    #[error("there is no batch `{0}`; `corridor doctor` lists the batches")]
    NoBatch(String),
    /// The batch is undone already.
    #[error("batch `{0}` is undone already")]
    AlreadyUndone(String),
    /// A later batch changed records of the batch.
    #[error("batch `{batch}` cannot be undone: {} changed records of it later; undo that first, or add `--cascade`", later.join(", "))]
    ChangedLater {
        /// The batch.
        batch: String,
        /// The later batches, newest first.
        later: Vec<String>,
    },
    /// Workers of the batch were merged with others.
    #[error("batch `{batch}` cannot be undone: {} merged workers of it; take that back first with `corridor review undo {}`", merges.join(", "), merges.first().map_or("", String::as_str))]
    MergedLater {
        /// The batch.
        batch: String,
        /// The merges, newest first.
        merges: Vec<String>,
    },
    /// No such worker.
    #[error("there is no worker `{0}`")]
    NoWorker(String),
    /// Two identifiers of one worker.
    #[error("`{left}` and `{right}` are one worker already: `{worker}`")]
    SameWorker {
        /// One identifier.
        left: String,
        /// The other.
        right: String,
        /// The worker that both lead to.
        worker: String,
    },
    /// A person decided that the two are two.
    #[error(
        "`{left}` and `{right}` are kept apart by {decision}; to merge them, take that back first with `corridor review undo {decision}`"
    )]
    KeptApart {
        /// One worker.
        left: String,
        /// The other.
        right: String,
        /// The decision.
        decision: String,
    },
    /// A worker changed between showing and deciding.
    #[error("`{0}` changed since the two were shown: look at them again")]
    ChangedSinceShown(String),
    /// A choice for a cell in which nothing is to choose.
    #[error("there is nothing to choose in `{name}`; {}", if known.is_empty() { "the two differ in no cell".to_owned() } else { format!("the two differ in `{}`", known.join("`, `")) })]
    NoChoice {
        /// The name.
        name: String,
        /// The names of the cells in which the two differ.
        known: Vec<String>,
    },
    /// No such decision about two workers.
    #[error("there is no decision `{0}` about two workers; `corridor review log` lists them")]
    NoReview(String),
    /// The decision was taken back before.
    #[error("{0} is taken back already")]
    TakenBackAlready(String),
    /// The survivor of a merge was changed since.
    #[error("merge {decision} cannot be taken back: {} changed `{worker}` later; undo that first", by.join(", "))]
    SurvivorChanged {
        /// The merge.
        decision: String,
        /// The survivor.
        worker: String,
        /// The batches and merges that changed it, newest first.
        by: Vec<String>,
    },
    /// The audit log is broken.
    #[error("the audit log cannot be continued: {0}")]
    Log(String),
    /// The system gave no random numbers.
    #[error("the operating system gave no random numbers: {0}")]
    Random(#[source] getrandom::Error),
}

impl StoreError {
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
