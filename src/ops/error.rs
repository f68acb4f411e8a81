//! What can go wrong with what a user does: the modules' errors, and what only this level knows.

use crate::model::{DecisionId, Kind};
use crate::ranking::RankingError;

impl From<RankingError> for OpsError {
    fn from(error: RankingError) -> Self {
        match error {
            RankingError::Store(error) => Self::Store(error),
            RankingError::Profile(error) => Self::Profile(error),
            RankingError::ChannelNeeded { opening } => Self::ChannelNeeded { opening },
        }
    }
}

/// A failure of an operation. Findings about data are not errors: they are in the replies.
#[derive(Debug, thiserror::Error)]
pub enum OpsError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// An input could not be read.
    #[error(transparent)]
    Ingest(#[from] crate::ingest::IngestError),
    /// A file is no table.
    #[error(transparent)]
    Tabular(#[from] crate::tabular::TabularError),
    /// The index failed, or cannot be asked that.
    #[error(transparent)]
    Index(#[from] crate::index::IndexError),
    /// A query cannot be asked.
    #[error(transparent)]
    Query(#[from] crate::query::QueryError),
    /// The packed profiles failed.
    #[error(transparent)]
    Profile(#[from] crate::profiles::ProfileError),
    /// A policy pack cannot be used.
    #[error(transparent)]
    Pack(#[from] crate::policy::PackError),
    /// The weights cannot be used.
    #[error(transparent)]
    Weights(#[from] crate::matching::WeightsError),
    /// A match for a recruiter's opening has to say its channel.
    #[error(
        "opening `{opening}` names a recruiter: say how the recruitment comes about, `--channel direct`, `active` or `government`; running a match for a recruiter can itself be active recruitment"
    )]
    ChannelNeeded {
        /// The opening.
        opening: String,
    },
    /// No decision of this name.
    #[error("there is no decision `{decision}`{}", .last.as_ref().map_or_else(|| ": none is recorded".to_owned(), |last| format!("; the newest is `{last}`")))]
    NoDecision {
        /// What was asked for.
        decision: DecisionId,
        /// The newest one.
        last: Option<DecisionId>,
    },
    /// A worker has several qualifications, or none of that title.
    #[error("`{worker}`: say which qualification with `--qualification TITLE`; there are: {}", if titles.is_empty() { "none".to_owned() } else { titles.join("; ") })]
    WhichQualification {
        /// The worker.
        worker: String,
        /// The titles that there are.
        titles: Vec<String>,
    },
    /// No pack of this name comes with the program.
    #[error("there is no pack `{id}`{}; those that come with the program are {known}", .nearest.as_ref().map(|near| format!(", the nearest is `{near}`")).unwrap_or_default())]
    NoPack {
        /// What was asked for.
        id: String,
        /// The nearest one.
        nearest: Option<String>,
        /// All of them.
        known: String,
    },
    /// A lexicon cannot be used.
    #[error(transparent)]
    Lexicon(#[from] super::lexicon::LexiconError),
    /// A question needs an occupation.
    #[error("{}say which with `--occupation ISCO`, e.g. 2221", if worker.is_empty() { String::new() } else { format!("the occupation of `{worker}` is not known: ") })]
    OccupationNeeded {
        /// The worker, or empty.
        worker: String,
    },
    /// A table cannot be used for what is asked.
    #[error(transparent)]
    Table(#[from] super::table::TableError),
    /// A demonstration would overwrite something else.
    #[error("`{}` holds something that no demonstration made: name another data directory", .0.display())]
    NotADemo(std::path::PathBuf),
    /// A demonstration would remove what somebody imported into its store.
    #[error(
        "the store in `{}` holds more than the demonstration put there: name another data directory, or remove this one",
        .0.display()
    )]
    DemoInUse(std::path::PathBuf),
    /// A file could not be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A recipe describes one file.
    #[error("a recipe describes one file, and there are {0}: save it with one of them")]
    RecipeOfSeveral(usize),
    /// The report of a batch is not there.
    #[error(
        "the report of batch `{batch}` was not kept: it was imported by an older version, or the import was ended before it could be; `corridor doctor` has its counts"
    )]
    NoReport {
        /// The batch.
        batch: String,
    },
    /// Personal data is given out for a purpose only.
    #[error(
        "personal data is given out for a purpose only: say what for with `--purpose TEXT`; it is written into the audit log"
    )]
    PurposeNeeded,
    /// Only workers have their parts in the same row.
    #[error("`--wide` puts the parts of workers into their row: it goes with `worker`, not with `{kind}`")]
    NotWide {
        /// The kind asked for.
        kind: Kind,
    },
    /// No rule has this identifier.
    #[error("there is no rule `{id}`{}", nearest.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    NoRule {
        /// What was asked for.
        id: String,
        /// The nearest identifier.
        nearest: Option<String>,
    },
    /// Synthetic data could not be written.
    #[error(transparent)]
    Generate(#[from] crate::generate::GenerateError),
    /// No record has this identifier.
    #[error("there is no {kind} `{id}`{}", nearest.as_ref().map(|near| format!("; the nearest is `{near}`")).unwrap_or_default())]
    Unknown {
        /// The kind asked for.
        kind: Kind,
        /// The identifier.
        id: String,
        /// The nearest identifier that is there.
        nearest: Option<String>,
    },
}

impl OpsError {
    pub(super) fn write(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }
}
