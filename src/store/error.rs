//! What can go wrong with the store.

use crate::files::{Holder, LockError};
use crate::message::{Explained, Hint, Setting, codes, whole_file};
use crate::rule::Place;
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
    #[error("no room left on the disk: nothing was changed")]
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
    #[error("no store in `{}`", .0.display())]
    Missing(PathBuf),
    /// The store was written by a newer version.
    #[error("the store has schema version {found}, and this program knows versions up to {known}")]
    TooNew {
        /// The version of the store.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// The store was written by an older version, and its directory cannot be written.
    #[error(
        "the store has schema version {found}, and this program needs {known}: open the store once where its directory can be written"
    )]
    TooOld {
        /// The version of the store.
        found: i64,
        /// The version needed.
        known: i64,
    },
    /// The last changes lie beside the file, and the directory cannot be written.
    #[error(
        "`{}` holds changes that the store's file lacks: copy the data directory again while no corridor runs", .0.display()
    )]
    Unfinished(PathBuf),
    /// The directory of the store cannot be written.
    #[error("the directory of the store cannot be written: nothing was changed")]
    ReadOnly,
    /// The file is no store.
    #[error("`{}` is not a store of corridor", .0.display())]
    Foreign(PathBuf),
    /// Another process is writing.
    #[error("the store is being written by {0}")]
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
    #[error("there is no batch `{0}`")]
    NoBatch(String),
    /// The batch is undone already.
    #[error("batch `{0}` is undone already")]
    AlreadyUndone(String),
    /// A later batch changed records of the batch.
    #[error("batch `{batch}` cannot be undone: {} changed records of it later", later.join(", "))]
    ChangedLater {
        /// The batch.
        batch: String,
        /// The later batches, newest first.
        later: Vec<String>,
    },
    /// Workers of the batch were merged with others.
    #[error("batch `{batch}` cannot be undone: {} merged workers of it", merges.join(", "))]
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
    #[error("`{left}` and `{right}` are kept apart by {decision}")]
    KeptApart {
        /// One worker.
        left: String,
        /// The other.
        right: String,
        /// The decision.
        decision: String,
    },
    /// A worker changed between showing and deciding.
    #[error("`{0}` changed after the two workers were shown")]
    ChangedSinceShown(String),
    /// A choice for a cell in which nothing is to choose.
    #[error("the two workers do not differ in `{name}`: there is nothing to choose")]
    NoChoice {
        /// The name.
        name: String,
        /// The names of the cells in which the two differ.
        known: Vec<String>,
    },
    /// No such decision about two workers.
    #[error("there is no decision `{0}` about two workers")]
    NoReview(String),
    /// The decision was taken back before.
    #[error("{0} is taken back already")]
    TakenBackAlready(String),
    /// The survivor of a merge was changed since.
    #[error("merge {decision} cannot be taken back: {} changed `{worker}` later", by.join(", "))]
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

impl From<LockError> for StoreError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Held(holder) => Self::Busy(holder),
            LockError::Io { path, source } => Self::Io { path, source },
        }
    }
}

impl StoreError {
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}

impl Explained for StoreError {
    codes! {
        Engine = "store-unreadable",
        DiskFull = "store-disk-full",
        Io = "store-file",
        Missing = "store-missing",
        TooNew = "store-too-new",
        TooOld = "store-too-old",
        Unfinished = "store-unfinished-copy",
        ReadOnly = "store-read-only",
        Foreign = "store-foreign",
        Busy = "store-busy",
        Conflict = "store-conflict",
        Field = "store-record-unreadable",
        Decision => error,
        Interrupted = "store-interrupted",
        NoBatch = "store-no-batch",
        AlreadyUndone = "store-batch-undone",
        ChangedLater = "store-batch-changed-later",
        MergedLater = "store-batch-merged-later",
        NoWorker = "store-no-worker",
        SameWorker = "store-same-worker",
        KeptApart = "store-kept-apart",
        ChangedSinceShown = "store-changed-since-shown",
        NoChoice = "store-no-choice",
        NoReview = "store-no-review",
        TakenBackAlready = "store-taken-back",
        SurvivorChanged = "store-survivor-changed",
        Log = "store-log",
        Random = "store-random",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Decision(error) => error.hints(),
            Self::DiskFull(_) => vec![Hint::MakeRoom],
            Self::Missing(_) => vec![Hint::FillStore, Hint::Say(Setting::DataDirectory, Vec::new())],
            Self::TooNew { .. } => vec![Hint::Upgrade],
            Self::Foreign(_) => vec![Hint::Say(Setting::DataDirectory, Vec::new())],
            Self::Busy(_) | Self::Conflict => vec![Hint::TryAgain],
            Self::NoBatch(_) => vec![Hint::SeeBatches],
            Self::ChangedLater { later, .. } => vec![Hint::UndoFirst(later.clone())],
            Self::MergedLater { merges, .. } => vec![Hint::TakeBack(merges.clone())],
            Self::KeptApart { decision, .. } => vec![Hint::TakeBack(vec![decision.clone()])],
            Self::ChangedSinceShown(_) => vec![Hint::LookAgain],
            Self::NoChoice { known, .. } if !known.is_empty() => vec![Hint::OneOf(known.clone())],
            Self::NoReview(_) => vec![Hint::SeeReviews],
            Self::SurvivorChanged { by, .. } => vec![Hint::TakeBack(by.clone())],
            _ => Vec::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Io { path, .. } | Self::Missing(path) | Self::Foreign(path) | Self::Unfinished(path) => {
                whole_file(path.display())
            }
            _ => None,
        }
    }
}
