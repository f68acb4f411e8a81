//! What can go wrong with what a user does: the modules' errors, and what only this level knows.

use crate::message::{Explained, Hint, Setting, codes, whole_file};
use crate::model::{DecisionId, Kind, Role};
use crate::ranking::RankingError;
use crate::rule::Place;
use crate::text::nearest;

/// How near the name of a column must be to be named as the one that was meant.
const NEAR_COLUMN: f64 = 0.5;

impl From<RankingError> for OpsError {
    fn from(error: RankingError) -> Self {
        match error {
            RankingError::Store(error) => Self::Store(error),
            RankingError::Profile(error) => Self::Profile(error),
            needed @ RankingError::ChannelNeeded { .. } => Self::Ranking(needed),
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
    /// A checkpoint of the log cannot be used.
    #[error(transparent)]
    Checkpoint(#[from] crate::log::CheckpointError),
    /// A key of signed notes cannot be used.
    #[error(transparent)]
    NoteKey(#[from] crate::log::NoteError),
    /// A log that is broken, or records that it does not tell of, are neither signed nor judged.
    #[error("nothing is signed or judged, since the store is not what its log tells of: {first}{}", if *count > 1 { format!("; and {} more", count - 1) } else { String::new() })]
    NotWhole {
        /// What was found first.
        first: String,
        /// How much was found.
        count: usize,
    },
    /// A file holds no checkpoint of this log.
    #[error("{}: {source}", path.display())]
    CheckpointFile {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        source: crate::log::CheckpointError,
    },
    /// A proof does not hold, or is none.
    #[error("{}: {source}", path.display())]
    ProofFile {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        source: crate::log::ProofError,
    },
    /// A file is no bundle of evidence.
    #[error("{}: it is no bundle of evidence: {what}", path.display())]
    NoBundle {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The entry of a proof is no JSON.
    #[error("the entry in the proof is no entry of a log: {0}")]
    ProvedEntry(#[from] serde_json::Error),
    /// No entry has this number.
    #[error("the log has no entry {entry}: it has {entries}, counted from 0")]
    NoEntry {
        /// What was asked for.
        entry: u64,
        /// How many there are.
        entries: u64,
    },
    /// A file holds no key.
    #[error("{}: {source}", path.display())]
    KeyFile {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        source: crate::log::NoteError,
    },
    /// The weights cannot be used.
    #[error(transparent)]
    Weights(#[from] crate::matching::WeightsError),
    /// A match cannot be made.
    #[error(transparent)]
    Ranking(RankingError),
    /// A saved question needs a name.
    #[error("a saved search needs a name")]
    SavedName,
    /// The name of a saved question is taken.
    #[error("there is a saved search `{name}` already")]
    SavedAlready {
        /// The name.
        name: String,
    },
    /// No saved question has this name.
    #[error("there is no saved search `{name}`{}", if known.is_empty() { ": none is saved".to_owned() } else { format!("; saved are {known}") })]
    NoSavedSearch {
        /// What was asked for.
        name: String,
        /// The nearest one.
        nearest: Option<String>,
        /// All that the actor sees.
        known: String,
    },
    /// A saved shortlist is watched, not searched.
    #[error("`{name}` is the shortlist of an opening, which is watched and not searched")]
    SavedMatch {
        /// The name.
        name: String,
    },
    /// A saved question cannot be read or written.
    #[error("the question of the saved search `{name}` cannot be read: {source}")]
    SavedShape {
        /// The name.
        name: String,
        /// Why.
        source: serde_json::Error,
    },
    /// No decision of this name.
    #[error("there is no decision `{decision}`{}", .last.as_ref().map_or_else(|| ": no decision is recorded".to_owned(), |last| format!("; the newest is `{last}`")))]
    NoDecision {
        /// What was asked for.
        decision: DecisionId,
        /// The newest one.
        last: Option<DecisionId>,
    },
    /// A worker has several qualifications, or none of that title.
    #[error("{}", if titles.is_empty() { format!("`{worker}` has no qualification with a title to compare") } else { format!("`{worker}` has several qualifications, and one must be chosen: {}", titles.join("; ")) })]
    WhichQualification {
        /// The worker.
        worker: String,
        /// The titles that there are.
        titles: Vec<String>,
    },
    /// No pack of this name comes with the program.
    #[error("there is no pack `{id}`; the program has {known}")]
    NoPack {
        /// What was asked for.
        id: String,
        /// The nearest one.
        nearest: Option<String>,
        /// All of them.
        known: String,
    },
    /// Only a ranking can be asked again.
    #[error(
        "`{decision}` is no ranking that can be asked again, but of the kind `{kind}`, or of an older shape"
    )]
    NoRanking {
        /// The decision.
        decision: DecisionId,
        /// What kind it is.
        kind: String,
    },
    /// Several results of a ranking have a finding by this rule.
    #[error("{} results of `{decision}` have a finding by the rule `{rule}`", results.len())]
    WhichResult {
        /// The decision.
        decision: String,
        /// The rule asked for.
        rule: String,
        /// The results.
        results: Vec<String>,
    },
    /// What a recorded ranking was asked for is there no more.
    #[error("the {kind} `{id}` that `{decision}` was asked for is not in the store any more")]
    RankedGone {
        /// The decision.
        decision: DecisionId,
        /// What kind the subject is.
        kind: Kind,
        /// Its identifier.
        id: String,
    },
    /// What was done about a finding needs a reason.
    #[error("what was done about a finding needs a reason")]
    StateReason,
    /// A rejection needs a reason.
    #[error("what is said of a worker for an opening needs a reason")]
    RejectionReason,
    /// An override needs a role and an end to come.
    #[error("an override needs a role, and a day after {today} on which it ends")]
    OverrideNeeds {
        /// The day of the request.
        today: crate::model::Day,
        /// Whether the role is lacking.
        role: bool,
        /// Whether the end is lacking, or past.
        until: bool,
        /// Who may override the rule, and for how long.
        power: crate::policy::OverridePower,
    },
    /// The role, or nobody at all, may override the rule.
    #[error("{} may not override `{rule}`: {}", .role.map_or_else(|| "you".to_owned(), |role| format!("`{role}`")), may(.power))]
    MayNotOverride {
        /// The rule.
        rule: String,
        /// As what the actor acts; `None` where no role was said and none may.
        role: Option<Role>,
        /// Who may.
        power: crate::policy::OverridePower,
    },
    /// An override would hold too long.
    #[error(
        "an override of `{rule}` holds for {months} months at most, so until {latest}; `{until}` is later"
    )]
    OverrideTooLong {
        /// The rule.
        rule: String,
        /// For how many months at most.
        months: u16,
        /// The last day that can be its end.
        latest: crate::model::Day,
        /// The end asked for.
        until: crate::model::Day,
    },
    /// Only an override ends on a day.
    #[error("only an override ends on a day: `{state}` has none")]
    NoEnd {
        /// The state asked for.
        state: crate::ethics::FindingState,
    },
    /// A case has no finding by this rule.
    #[error("`{case}` has no finding by the rule `{rule}`; it has {}", if known.is_empty() { "none at all" } else { known })]
    NoFinding {
        /// The placement, opening or result.
        case: String,
        /// The rule asked for.
        rule: String,
        /// The nearest rule of its findings.
        nearest: Option<String>,
        /// The rules of its findings.
        known: String,
    },
    /// A directory or a file that is to be made is there already.
    #[error("`{}` is there already, and nothing is written over", .0.display())]
    IsThere(std::path::PathBuf),
    /// A question needs an occupation.
    #[error("{} is not known", if worker.is_empty() { "the occupation".to_owned() } else { format!("the occupation of `{worker}`") })]
    OccupationNeeded {
        /// The worker, or empty.
        worker: String,
    },
    /// A table cannot be used for what is asked.
    #[error(transparent)]
    Table(#[from] super::table::TableError),
    /// A demonstration would overwrite something else.
    #[error("`{}` holds files that no demonstration made", .0.display())]
    NotADemo(std::path::PathBuf),
    /// A demonstration would remove what somebody imported into its store.
    #[error("the store in `{}` holds more records than the demonstration made", .0.display())]
    DemoInUse(std::path::PathBuf),
    /// A file could not be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A recipe describes one file.
    #[error("a recipe describes one file, and {0} files were given")]
    RecipeOfSeveral(usize),
    /// The report of a batch is not there.
    #[error(
        "the report of batch `{batch}` is missing: an older version imported the batch, or the import was ended too early"
    )]
    NoReport {
        /// The batch.
        batch: String,
    },
    /// Personal data is given out for a purpose only.
    #[error("personal data needs a purpose, which the audit log keeps")]
    PurposeNeeded,
    /// The reply has no column of this name.
    #[error("the reply has no column `{column}`; its columns are {known}")]
    NoColumn {
        /// What was asked for.
        column: String,
        /// The nearest one.
        nearest: Option<String>,
        /// All of them.
        known: String,
    },
    /// A column of personal data was asked for without a purpose.
    #[error("the blind view leaves out the column `{column}`, which is personal data")]
    BlindColumn {
        /// What was asked for.
        column: String,
    },
    /// Only workers have their parts in the same row.
    #[error("only `worker` has a wide form with parts in the same row, not `{kind}`")]
    NotWide {
        /// The kind asked for.
        kind: Kind,
    },
    /// No rule and no code has this name.
    #[error("there is no rule and no code `{id}`")]
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
    #[error("there is no {kind} `{id}`")]
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
    /// A reply that has no column of a name, but the known ones.
    pub fn no_column<'c>(column: &str, known: impl Iterator<Item = &'c str> + Clone) -> Self {
        Self::NoColumn {
            column: column.to_owned(),
            nearest: nearest(column, known.clone(), NEAR_COLUMN).map(str::to_owned),
            known: known.collect::<Vec<_>>().join(", "),
        }
    }

    pub(super) fn write(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }
}

impl Explained for OpsError {
    codes! {
        Store => error,
        Ingest => error,
        Tabular => error,
        Index => error,
        Query => error,
        Profile => error,
        Pack => error,
        Checkpoint => error,
        NoteKey => error,
        NotWhole = "log-not-whole",
        CheckpointFile = "checkpoint-file",
        KeyFile = "note-key-file",
        ProofFile = "proof-file",
        NoBundle = "bundle-file",
        ProvedEntry = "proof-entry",
        NoEntry = "log-no-entry",
        Read = "input-file",
        Weights => error,
        Ranking => error,
        SavedName = "saved-search-name",
        SavedAlready = "saved-search-taken",
        NoSavedSearch = "saved-search-unknown",
        SavedMatch = "saved-search-match",
        SavedShape = "saved-search-shape",
        NoDecision = "decision-unknown",
        Generate => error,
        WhichQualification = "compare-which-qualification",
        NoPack = "policy-no-pack",
        IsThere = "output-is-there",
        NoRanking = "decision-no-ranking",
        RankedGone = "decision-subject-gone",
        StateReason = "finding-state-reason",
        RejectionReason = "rejection-reason",
        OverrideNeeds = "finding-override-needs",
        MayNotOverride = "finding-may-not-override",
        OverrideTooLong = "finding-override-too-long",
        NoEnd = "finding-state-no-end",
        NoFinding = "finding-unknown",
        WhichResult = "finding-which-result",
        OccupationNeeded = "occupation-needed",
        Table => error,
        NotADemo = "demo-other-directory",
        DemoInUse = "demo-in-use",
        Write = "output-file",
        RecipeOfSeveral = "import-recipe-of-several",
        NoReport = "report-not-kept",
        PurposeNeeded = "export-purpose-needed",
        NoColumn = "output-no-column",
        BlindColumn = "export-blind-column",
        NotWide = "export-not-wide",
        NoRule = "rule-unknown",
        Unknown = "record-unknown",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Store(error) => error.hints(),
            Self::Ingest(error) => error.hints(),
            Self::Tabular(error) => error.hints(),
            Self::Index(error) => error.hints(),
            Self::Query(error) => error.hints(),
            Self::Profile(error) => error.hints(),
            Self::Pack(error) => error.hints(),
            Self::Weights(error) => error.hints(),
            Self::Table(error) => error.hints(),
            Self::Ranking(error) => error.hints(),
            Self::Generate(error) => error.hints(),
            Self::NoDecision { .. } | Self::SavedName | Self::SavedShape { .. } => Vec::new(),
            Self::SavedAlready { .. } | Self::SavedMatch { .. } => vec![Hint::SeeSavedSearches],
            Self::WhichQualification { titles, .. } => {
                vec![Hint::Say(Setting::Qualification, titles.clone())]
            }
            Self::WhichResult { results, .. } => vec![Hint::OneOf(results.clone())],
            Self::RankedGone { decision, .. } => vec![Hint::AskAsThen(decision.to_string())],
            Self::StateReason | Self::RejectionReason => vec![Hint::Say(Setting::Reason, Vec::new())],
            Self::OverrideNeeds { role, until, power, .. } => {
                let roles = || power.by.iter().map(ToString::to_string).collect();
                let role = role.then(|| Hint::Say(Setting::Role, roles()));
                role.into_iter().chain(until.then(|| Hint::Say(Setting::Until, Vec::new()))).collect()
            }
            Self::MayNotOverride { power, .. } if power.by.is_empty() => Vec::new(),
            Self::MayNotOverride { power, .. } => {
                vec![Hint::Say(Setting::Role, power.by.iter().map(ToString::to_string).collect())]
            }
            Self::OverrideTooLong { latest, .. } => {
                vec![Hint::Say(Setting::Until, vec![latest.to_string()])]
            }
            Self::NoEnd { .. } => vec![Hint::LeaveAway(Setting::Until)],
            Self::NoFinding { nearest, .. }
            | Self::NoPack { nearest, .. }
            | Self::NoRule { nearest, .. }
            | Self::NoColumn { nearest, .. }
            | Self::NoSavedSearch { nearest, .. }
            | Self::Unknown { nearest, .. } => Hint::nearest(nearest.as_deref()),
            Self::OccupationNeeded { .. } => vec![Hint::Say(Setting::Occupation, Vec::new())],
            Self::NotADemo(_) | Self::DemoInUse(_) => {
                vec![Hint::Say(Setting::DataDirectory, Vec::new())]
            }
            Self::NoReport { .. } => vec![Hint::SeeBatches],
            Self::PurposeNeeded => vec![Hint::Say(Setting::Purpose, Vec::new())],
            Self::BlindColumn { .. } => vec![Hint::Say(Setting::Identities, Vec::new())],
            Self::NotWide { .. } => vec![Hint::LeaveAway(Setting::Wide)],
            Self::IsThere(_) => vec![Hint::Say(Setting::Output, Vec::new())],
            Self::NotWhole { .. } => vec![Hint::VerifyLog],
            Self::NoRanking { .. }
            | Self::ProofFile { .. }
            | Self::NoBundle { .. }
            | Self::ProvedEntry(_)
            | Self::NoEntry { .. } => Vec::new(),
            Self::CheckpointFile { .. } => vec![Hint::MakeCheckpoint],
            Self::KeyFile { .. } => vec![Hint::LeaveAway(Setting::Key)],
            Self::Checkpoint(error) => error.hints(),
            Self::NoteKey(error) => error.hints(),
            Self::Read { .. } | Self::Write { .. } | Self::RecipeOfSeveral(_) => Vec::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Store(error) => error.place(),
            Self::Ingest(error) => error.place(),
            Self::Tabular(error) => error.place(),
            Self::Index(error) => error.place(),
            Self::Profile(error) => error.place(),
            Self::Pack(error) => error.place(),
            Self::Table(error) => error.place(),
            Self::Generate(error) => error.place(),
            Self::NotADemo(path)
            | Self::DemoInUse(path)
            | Self::IsThere(path)
            | Self::Write { path, .. }
            | Self::Read { path, .. }
            | Self::CheckpointFile { path, .. }
            | Self::KeyFile { path, .. }
            | Self::NoBundle { path, .. }
            | Self::ProofFile { path, .. } => whole_file(path.display()),
            _ => None,
        }
    }
}

/// Who may override a rule, in words.
fn may(power: &crate::policy::OverridePower) -> String {
    if power.by.is_empty() {
        return "nobody may, whatever the reason; state that it is explained or remedied".to_owned();
    }
    let by: Vec<String> = power.by.iter().map(|role| format!("`{role}`")).collect();
    format!("{} may, for {} months at most", by.join(" or "), power.months())
}
