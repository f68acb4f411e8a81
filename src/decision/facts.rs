//! The shape of the facts.

use crate::ethics::{Assessment, Clearance, Finding, FindingOutcome, FindingState};
use crate::matching::{Criterion, Gate, State, Weights, WeightsError};
use crate::model::{Channel, Country, Day, DecisionId, Hash, Kind, Role, Seq, words};
use crate::portability::Label;
use crate::rule::Severity;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The word for a judgment of all cases.
pub const JUDGMENT: &str = "judgment";

/// The word for what was done about a finding.
pub const FINDING_STATE: &str = "finding-state";

/// The word for what a reviewer says of a worker for an opening.
pub const REJECTION: &str = "rejection";

/// What was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "facts", rename_all = "kebab-case")]
pub enum DecisionFacts {
    /// The best workers for an opening.
    Shortlist(RankingFacts),
    /// The best openings for a worker.
    Openings(RankingFacts),
    /// Two workers are one.
    Merge(MergeFacts),
    /// Two workers are two.
    KeepApart(ApartFacts),
    /// What the packs say of every placement, opening and recorded ranking, as far as it is another answer than before.
    Judgment(JudgmentFacts),
    /// What was done about a finding.
    FindingState(StateFacts),
    /// A worker is rejected for an opening, or considered again.
    Rejection(RejectionFacts),
}

impl DecisionFacts {
    /// The word for the kind: `shortlist`, `openings`, `merge`, `keep-apart`, `judgment`, `finding-state` or `rejection`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Shortlist(_) => "shortlist",
            Self::Openings(_) => "openings",
            Self::Merge(_) => "merge",
            Self::KeepApart(_) => "keep-apart",
            Self::Judgment(_) => JUDGMENT,
            Self::FindingState(_) => FINDING_STATE,
            Self::Rejection(_) => REJECTION,
        }
    }

    /// Whether the stored points and weights give the stored scores; `None` where nothing is scored.
    pub fn scores_agree(&self) -> Option<bool> {
        match self {
            Self::Shortlist(ranking) | Self::Openings(ranking) => {
                let stored = ranking.results.iter().map(|result| result.score);
                Some(ranking.scores().is_ok_and(|scores| stored.eq(scores)))
            }
            Self::Merge(_)
            | Self::KeepApart(_)
            | Self::Judgment(_)
            | Self::FindingState(_)
            | Self::Rejection(_) => None,
        }
    }

    /// What it is about: the opening or the worker asked for, the two workers, or the case and the rule.
    pub fn subject(&self) -> String {
        match self {
            Self::Shortlist(ranking) | Self::Openings(ranking) => ranking.question.subject.clone(),
            Self::Merge(merge) => format!("{} + {}", merge.kept, merge.merged),
            Self::KeepApart(apart) => format!("{} / {}", apart.left, apart.right),
            Self::Judgment(facts) if facts.beside.is_some() => "placements, openings and rankings".to_owned(),
            Self::Judgment(_) => "placements".to_owned(),
            Self::FindingState(said) => format!("{} {}", said.case, said.finding.rule),
            Self::Rejection(said) => format!("{} {}", said.opening, said.worker),
        }
    }
}

/// A ranking: of workers for an opening, or of openings for a worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RankingFacts {
    /// What was asked.
    pub question: MatchQuestion,
    /// What the answer rests on.
    pub rests_on: RestsOn,
    /// How many were looked at.
    pub counts: RankingCounts,
    /// The answer, best first.
    pub results: Vec<ResultFacts>,
}

/// What was asked of a match.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchQuestion {
    /// The opening, or the worker.
    pub subject: String,
    /// The channel that was assumed.
    pub channel: Channel,
    /// The day whose lists, rules and expiry dates counted.
    pub as_of: Day,
    /// How many results were asked for.
    pub top: u64,
    /// The words asked for.
    pub query: Option<String>,
}

/// What an answer rests on: enough to find out what changed when it comes out otherwise later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestsOn {
    /// The sequence number of the store.
    pub seq: Seq,
    /// The versions of the records behind the results.
    pub versions: Vec<Version>,
    /// The hash of the policy packs.
    pub packs: String,
    /// The hash of the reference tables.
    pub reference: Hash,
    /// The hash of the program's own code.
    pub build: Hash,
    /// The version of the program.
    pub program: String,
    /// The weights by criterion, in thousandths.
    pub weights: BTreeMap<Criterion, u16>,
}

/// The version of a record: the change that wrote it or a part of it last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version {
    /// The kind.
    pub kind: Kind,
    /// The identifier.
    pub id: String,
    /// The sequence number of the change.
    pub seq: Seq,
}

/// How many were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingCounts {
    /// How many pass every gate.
    pub admitted: u64,
    /// How many a policy blocks.
    pub blocked: u64,
    /// How many each gate excludes.
    pub excluded: BTreeMap<Gate, u64>,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultFacts {
    /// The worker.
    pub worker: String,
    /// The opening.
    pub opening: String,
    /// The country lived in.
    pub origin: Option<Country>,
    /// The score, 0 to 1000.
    pub score: u16,
    /// How much of the score rests on known facts, in thousandths.
    pub known: u16,
    /// What the match was worth.
    pub state: State,
    /// The parts of the score.
    pub parts: Vec<PartFacts>,
    /// Whether the case might go on.
    pub clearance: Clearance,
    /// What the rules said.
    pub findings: Vec<FindingFacts>,
    /// The verdicts on pension, medical and life cover.
    pub portability: [Label; 3],
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFacts {
    /// The criterion.
    pub criterion: Criterion,
    /// The level of the answer, in the word of its vocabulary; `None` for criteria without levels.
    pub level: Option<String>,
    /// The points, 0 to 1000; `None` when unknown.
    pub points: Option<u16>,
    /// What the part added to the score.
    pub adds: u16,
}

/// What a rule said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingFacts {
    /// The rule.
    pub rule: String,
    /// The pack and its edition.
    pub pack: String,
    /// What it said.
    #[serde(flatten)]
    pub outcome: FindingOutcome,
    /// How grave the rule was; `None` in decisions that were recorded before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
}

/// Two workers that a person found to be one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeFacts {
    /// The worker that was kept.
    pub kept: String,
    /// The worker that became part of it.
    pub merged: String,
    /// The sequence number at which the two were seen.
    pub seen: Seq,
    /// What spoke for it, as it was shown.
    pub evidence: Value,
    /// Cells that came from the other.
    pub filled: Vec<String>,
    /// How many parts came over.
    pub moved: u64,
    /// Cells in which the survivor's word holds.
    pub kept_cells: Vec<String>,
    /// Cells in which the other's word holds.
    pub taken_cells: Vec<String>,
    /// Cells in which a rule decided.
    pub ruled_cells: Vec<String>,
}

/// Two workers that a person found to be two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApartFacts {
    /// One worker.
    pub left: String,
    /// The other.
    pub right: String,
    /// The sequence number at which the two were seen.
    pub seen: Seq,
    /// What was compared, as it was shown.
    pub evidence: Value,
}

/// What the packs say of every placement, opening and recorded ranking, as far as it moved. All judgments together, in order,
/// tell the answer to each at any time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JudgmentFacts {
    /// How many placements were judged.
    pub placements: u64,
    /// What they were judged by.
    pub rests_on: JudgedBy,
    /// The cases whose answer is another one, and those that were judged for the first time with a finding.
    pub moved: Vec<MovedAnswer>,
    /// The placements that were judged for the first time, without any finding.
    pub clear: Vec<String>,
    /// What was judged beside placements; `None` in judgments of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<JudgedBeside>,
}

/// What a judgment looked at beside placements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedBeside {
    /// The day on which openings were judged.
    pub as_of: Day,
    /// How many openings were judged, each by itself.
    pub openings: u64,
    /// How many results of recorded rankings were judged.
    pub results: u64,
    /// The openings that were judged for the first time, without any finding.
    pub clear: Vec<String>,
}

/// What packs judge, and what findings are about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgedCase {
    /// A placement, by its identifier.
    Placement(String),
    /// An opening by itself, before anybody is matched with it.
    Opening(String),
    /// A result of a recorded ranking.
    Result(JudgedResult),
}

/// A result of a recorded ranking.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JudgedResult {
    /// The decision that holds the ranking.
    pub decision: DecisionId,
    /// The worker of a shortlist, or the opening of a list for a worker.
    pub record: String,
}

impl JudgedCase {
    /// The word for what it is: `placement`, `opening` or `result`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Placement(_) => "placement",
            Self::Opening(_) => "opening",
            Self::Result(_) => "result",
        }
    }
}

/// As people name it: `P-001`, `O-001`, `D-0001/W-001`.
impl std::fmt::Display for JudgedCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Placement(id) | Self::Opening(id) => f.write_str(id),
            Self::Result(JudgedResult { decision, record }) => write!(f, "{decision}/{record}"),
        }
    }
}

/// What cases were judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedBy {
    /// The hash of each pack's files, by the identifiers of the packs.
    pub packs: BTreeMap<String, String>,
    /// The hash of the reference tables.
    pub reference: Hash,
    /// The hash of the program's own code.
    pub build: Hash,
    /// The version of the program.
    pub program: String,
}

/// A case whose answer moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedAnswer {
    /// The case.
    #[serde(flatten)]
    pub case: JudgedCase,
    /// What was said of it; `None` where it was not judged before.
    pub before: Option<JudgedAnswer>,
    /// What is said of it now; `None` where it is gone.
    pub now: Option<JudgedAnswer>,
    /// What may have moved it.
    pub because: Vec<MoveCause>,
}

/// What the packs say of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JudgedAnswer {
    /// Whether it can go on.
    pub clearance: Clearance,
    /// The rules that speak.
    pub findings: Vec<FindingFacts>,
}

impl FindingFacts {
    /// Whether two findings are one, by whichever edition of a pack. A severity that is not known is any.
    pub fn is_as(&self, other: &Self) -> bool {
        let grave = self.severity.zip(other.severity).is_none_or(|(one, other)| one == other);
        (&self.rule, &self.outcome) == (&other.rule, &other.outcome) && grave
    }
}

impl From<&Finding> for FindingFacts {
    fn from(finding: &Finding) -> Self {
        let Finding { rule, pack, outcome, severity, .. } = finding;
        let severity = Some(*severity);
        Self { rule: rule.clone(), pack: pack.clone(), outcome: outcome.clone(), severity }
    }
}

impl From<&Assessment> for JudgedAnswer {
    fn from(assessment: &Assessment) -> Self {
        let findings =
            assessment.findings.iter().map(|finding| FindingFacts::from(finding.as_ref())).collect();
        Self { clearance: assessment.clearance, findings }
    }
}

impl JudgedAnswer {
    /// Whether two answers are one, by whichever edition of a pack.
    pub fn is_as(&self, other: &Self) -> bool {
        let only = |one: &Self, other: &Self| {
            one.findings.iter().any(|finding| !other.findings.iter().any(|known| known.is_as(finding)))
        };
        self.clearance == other.clearance && !only(self, other) && !only(other, self)
    }
}

words! {
    /// What may have moved an answer.
    MoveCause, "`new`, `facts`, `packs`, `program`, `tables`, `day` or `gone`" {
        /// It was not judged before.
        New = "new",
        /// A record that it rests on changed.
        Facts = "facts",
        /// A policy pack changed.
        Packs = "packs",
        /// The program or its tables changed.
        Program = "program",
        /// The tables of the program alone changed.
        Tables = "tables",
        /// The day went on: an opening is judged on the day asked.
        Day = "day",
        /// The record is gone, such as that of a person who was erased.
        Gone = "gone",
    }
}

/// What was done about a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateFacts {
    /// The placement, the opening or the result.
    #[serde(flatten)]
    pub case: JudgedCase,
    /// The finding as it was when it was spoken of.
    pub finding: FindingFacts,
    /// What was done.
    pub state: FindingState,
    /// Why, in the words of whoever did it.
    pub reason: String,
    /// As what they acted; an override has one.
    pub role: Option<Role>,
    /// The day on which an override ends.
    pub until: Option<Day>,
    /// The facts on which the finding rested: what was said holds for these. `None` in decisions of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Value>,
}

words! {
    /// What a reviewer says of a worker for an opening.
    RejectionState, "`rejected` or `considered`" {
        /// The worker is not to be listed for the opening.
        Rejected = "rejected",
        /// The worker is considered again.
        Considered = "considered",
    }
}

/// What a reviewer says of a worker for an opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectionFacts {
    /// The opening.
    pub opening: String,
    /// The worker.
    pub worker: String,
    /// Whether the worker is rejected.
    pub state: RejectionState,
    /// Why, in the words of whoever decided.
    pub reason: String,
}

impl RankingFacts {
    /// The scores computed anew from what the stored parts add, in the order of the results. What an opening does not ask
    /// has no weight in it, so the stored weights alone do not say what a part adds.
    ///
    /// # Errors
    /// [`WeightsError`] when the stored weights do not add up.
    pub fn scores(&self) -> Result<Vec<u16>, WeightsError> {
        Weights::from_map(&self.rests_on.weights)?;
        let score = |result: &ResultFacts| {
            let adds = |part: &PartFacts| part.adds;
            result.parts.iter().map(adds).sum()
        };
        Ok(self.results.iter().map(score).collect())
    }
}
