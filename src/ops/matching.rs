//! What matches have in common: the question's terms, one result in full, its recording.

use super::{Act, Desk, OpsError, catch_up};
use crate::curricula::Curricula;
use crate::decision::{
    DecisionFacts, FindingFacts, MatchQuestion, PartFacts, RankingCounts, RankingFacts, RestsOn, ResultFacts,
    Version,
};
use crate::disclosure;
use crate::ethics::{self, Assessment, Case, Clearance, MatchFacts, Recruiter};
use crate::index;
use crate::matching::{Ask, Explanation, Outside, Person, Rows, State, Weights, explain};
use crate::model::{
    Channel, Country, Day, DecisionId, Dossier, Kind, Opening, OrganizationFile, OrganizationRole, Row, Seq,
};
use crate::policy::Packs;
use crate::portability::{self, Label, PortabilityReason, Question};
use crate::query;
use crate::reference::hash;
use crate::rule::Stage;
use crate::store::{Facts, Snapshot, Store};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// The terms of a match.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The channel; needed as soon as a recruiter is named in the opening.
    pub channel: Option<Channel>,
    /// The day whose lists, rules and expiry dates count.
    pub as_of: Day,
    /// How many results to return.
    pub top: usize,
    /// Words that must be in the worker's documents.
    pub query: Option<String>,
    /// The weights of the criteria.
    pub weights: Weights,
    /// Whether to record the shortlist as a decision.
    pub record: bool,
}

/// A result of a match.
#[derive(Debug, Clone, Serialize)]
pub struct MatchResult {
    /// The place, from 1.
    pub place: usize,
    /// The worker.
    pub worker: String,
    /// The opening.
    pub opening: String,
    /// What may be said of the worker to anybody.
    pub line: String,
    /// The country lived in, the origin of the corridor.
    pub origin: Option<Country>,
    /// The destination.
    pub destination: Option<Country>,
    /// The score and its parts, the gaps and the state.
    pub explanation: Explanation,
    /// What the packs say.
    pub assessment: Assessment,
    /// What becomes of pension, medical and life cover; `None` when a country is not known.
    pub portability: Option<portability::Answer>,
}

impl MatchResult {
    /// The three verdicts in the order pension, medical, life.
    pub fn verdicts(&self) -> [Label; 3] {
        self.portability
            .as_ref()
            .map_or([Label::Unknown; 3], |a| [a.pension.label, a.medical.label, a.life.label])
    }

    /// The state; a case that a policy blocks is excluded by the gate of ethics.
    pub fn state(&self) -> State {
        self.explanation.state
    }
}

/// What all results of a match rest on.
pub(super) struct Bench<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) packs: &'a Packs,
    pub(super) curricula: Arc<Curricula>,
    pub(super) terms: &'a Terms,
    /// The workers whose documents have the words asked for; `None` when none are asked for.
    pub(super) words: Option<Rows>,
}

/// One opening as it is matched: what it asks, and how the recruitment comes about.
pub(super) struct MatchCase<'a> {
    pub(super) ask: Ask<'a>,
    pub(super) channel: Channel,
    pub(super) recruiter: Option<Recruiting>,
}

/// A recruiter with what is known of it.
pub(super) struct Recruiting(OrganizationFile);

impl Recruiting {
    /// The recruiter with an identifier, if the store knows it.
    pub(super) fn of(snapshot: &Snapshot, id: Option<&str>) -> Result<Option<Self>, OpsError> {
        let Some(id) = id else { return Ok(None) };
        Ok(snapshot.organization_file(id)?.map(Self))
    }

    pub(super) fn borrow(&self) -> Recruiter<'_> {
        let OrganizationFile { organization, licenses, sanctions, .. } = &self.0;
        Recruiter { organization, licenses, sanctions }
    }

    /// Whether it recruits for others, so that a match run for it can itself be active recruitment.
    pub(super) fn is_private(&self) -> bool {
        self.0.organization.role == Some(OrganizationRole::Recruiter)
    }
}

impl<'a> Bench<'a> {
    pub(super) fn new(
        desk: &Desk,
        store: &Store,
        snapshot: &'a Snapshot,
        packs: &'a Packs,
        terms: &'a Terms,
        words: Option<Rows>,
    ) -> Result<Self, OpsError> {
        Ok(Self { snapshot, packs, curricula: desk.curricula(store, snapshot)?, terms, words })
    }

    /// Calls with the worker's records as matching wants them.
    pub(super) fn with_person<T>(&self, dossier: &Dossier, call: impl FnOnce(&Person<'_>) -> T) -> T {
        call(&Person {
            worker: &dossier.worker,
            qualifications: &dossier.qualifications,
            licenses: &dossier.licenses,
            certificates: &dossier.certificates,
            employments: &dossier.employments,
            consents: &dossier.consents,
            curricula: &self.curricula,
        })
    }

    /// What stands in no record of the worker: the words asked for, and what the packs say.
    pub(super) fn outside(&self, row: Row, blocked: bool) -> Outside {
        Outside { has_words: self.words.as_ref().is_none_or(|rows| rows.has(row)), blocked }
    }

    pub(super) fn explain(&self, dossier: &Dossier, ask: &Ask<'_>, blocked: bool) -> Explanation {
        let outside = self.outside(dossier.row, blocked);
        self.with_person(dossier, |person| explain(dossier.row, person, ask, &self.terms.weights, outside))
    }

    /// What the packs say at the stage of the match of everybody from a country, or of a worker.
    pub(super) fn assess(
        &self,
        case: &MatchCase<'_>,
        origin: Option<Country>,
        dossier: Option<&Dossier>,
    ) -> Assessment {
        let facts = MatchFacts {
            opening: case.ask.opening,
            channel: case.channel,
            day: self.terms.as_of,
            origin,
            worker: dossier.map(|dossier| &dossier.worker),
            recruiter: case.recruiter.as_ref().map(Recruiting::borrow),
        };
        ethics::evaluate(self.packs, &Case::of_match(self.packs, &facts), Stage::Match)
    }

    /// What the packs say of a worker at the stage of the match.
    pub(super) fn assess_worker(&self, case: &MatchCase<'_>, dossier: &Dossier) -> Assessment {
        self.assess(case, dossier.worker.residence, Some(dossier))
    }

    /// One result in full.
    pub(super) fn result(
        &self,
        place: usize,
        dossier: &Dossier,
        case: &MatchCase<'_>,
        assessment: Assessment,
    ) -> MatchResult {
        let ask = &case.ask;
        MatchResult {
            place,
            worker: dossier.worker.worker_id.to_string(),
            opening: ask.opening.opening_id.to_string(),
            line: disclosure::worker(dossier).line(),
            origin: dossier.worker.residence,
            destination: ask.opening.destination,
            explanation: self.explain(dossier, ask, assessment.clearance == Clearance::Blocked),
            assessment,
            portability: portable(dossier, ask),
        }
    }
}

/// The workers whose documents have the words asked for; `None` when none are asked for.
///
/// # Errors
/// [`OpsError`] when the index cannot catch up with the store, or cannot read the words.
pub(super) fn words(desk: &Desk, act: &Act, store: &Store, terms: &Terms) -> Result<Option<Rows>, OpsError> {
    let Some(words) = terms.query.as_deref().filter(|words| !words.trim().is_empty()) else {
        return Ok(None);
    };
    let words = query::parse(Kind::Worker, words, &[])?;
    catch_up::catch_up(desk, act, store, Duration::from_secs(2))?;
    let rows = match desk.index(Kind::Worker) {
        Some(index) => index::matching_rows(&index, &words)?,
        None => BTreeSet::new(),
    };
    Ok(Some(Rows::of(rows)))
}

/// Months of contract that are assumed where the opening does not say.
const ASSUMED_MONTHS: u32 = 36;

fn portable(dossier: &Dossier, ask: &Ask<'_>) -> Option<portability::Answer> {
    let (origin, destination) = dossier.worker.residence.zip(ask.opening.destination)?;
    let stated = ask.opening.contract_months.and_then(|months| u32::try_from(months).ok());
    let mut question = Question::new(origin, destination, stated.unwrap_or(ASSUMED_MONTHS), ask.day);
    question.nationalities.clone_from(&dossier.worker.nationalities);
    let mut answer = portability::answer(&question);
    if stated.is_none() {
        let assumption = PortabilityReason::ContractLasts { months: ASSUMED_MONTHS };
        for group in [&mut answer.pension, &mut answer.medical, &mut answer.life] {
            group.branches.iter_mut().for_each(|verdict| verdict.assumptions.push(assumption.clone()));
        }
    }
    Some(answer)
}

/// The record with an identifier, or an error with the nearest one.
pub(super) fn find<R: crate::model::Record>(snapshot: &Snapshot, id: &str) -> Result<(Row, R), OpsError> {
    match snapshot.find(id)? {
        Some(found) => Ok(found),
        None => Err(unknown(snapshot, R::KIND, id)?),
    }
}

pub(super) fn unknown(snapshot: &Snapshot, kind: Kind, id: &str) -> Result<OpsError, OpsError> {
    Ok(OpsError::Unknown { kind, id: id.to_owned(), nearest: snapshot.nearest_id(kind, id)? })
}

/// Who asks for a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// Whoever fills the opening: where a recruiter has a hand in it, the channel must be named.
    Opening,
    /// The worker: a direct application unless another channel is named.
    Worker,
}

impl<'a> MatchCase<'a> {
    /// The case of an opening under the terms.
    ///
    /// # Errors
    /// [`OpsError`] when the channel is needed and not named, or the store cannot be read.
    pub(super) fn of(
        snapshot: &Snapshot,
        opening: &'a Opening,
        terms: &Terms,
        asker: Asker,
    ) -> Result<Self, OpsError> {
        let recruiter = Recruiting::of(snapshot, opening.recruiter_id.as_ref().map(|id| id.as_str()))?;
        let recruits =
            opening.recruiter_id.is_some() || recruiter.as_ref().is_some_and(Recruiting::is_private);
        let channel = match terms.channel {
            Some(channel) => channel,
            None if asker == Asker::Opening && recruits => {
                return Err(OpsError::ChannelNeeded { opening: opening.opening_id.to_string() });
            }
            None => Channel::Direct,
        };
        Ok(Self { ask: Ask::of(opening, terms.as_of), channel, recruiter })
    }
}

/// How many were looked at, and what became of them.
pub(super) struct Looked<'a> {
    pub(super) channel: Channel,
    pub(super) counts: RankingCounts,
    pub(super) results: &'a [MatchResult],
}

/// The facts of a ranking for its decision: the question, the results, and all that they rest on.
pub(super) fn ranking_facts(
    bench: &Bench<'_>,
    subject: &str,
    looked: Looked<'_>,
) -> Result<RankingFacts, OpsError> {
    let Bench { snapshot, packs, terms, .. } = bench;
    let results = looked.results;
    let mut behind: BTreeSet<(Kind, &str)> = BTreeSet::new();
    for result in results {
        behind.extend([(Kind::Worker, result.worker.as_str()), (Kind::Opening, result.opening.as_str())]);
    }
    let mut versions = Vec::new();
    for (kind, id) in behind {
        if let Some(seq) = snapshot.version(kind, id)? {
            versions.push(Version { kind, id: id.to_owned(), seq });
        }
    }
    Ok(RankingFacts {
        question: MatchQuestion {
            subject: subject.to_owned(),
            channel: looked.channel,
            as_of: terms.as_of,
            top: terms.top as u64,
            query: terms.query.clone(),
        },
        rests_on: RestsOn {
            seq: snapshot.seq(),
            versions,
            packs: packs.hash(),
            reference: hash::tables(),
            build: hash::build(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            weights: terms.weights.to_map(),
        },
        counts: looked.counts,
        results: results.iter().map(result_facts).collect(),
    })
}

fn result_facts(result: &MatchResult) -> ResultFacts {
    let explanation = &result.explanation;
    let part = |part: &crate::matching::Part| PartFacts {
        criterion: part.criterion,
        level: part.level.map(str::to_owned),
        points: part.known.then_some(part.points),
        adds: part.adds,
    };
    let finding = |finding: &ethics::Finding| FindingFacts {
        rule: finding.rule.clone(),
        pack: finding.pack.clone(),
        outcome: finding.outcome.clone(),
    };
    ResultFacts {
        worker: result.worker.clone(),
        opening: result.opening.clone(),
        origin: result.origin,
        score: explanation.score,
        known: explanation.known,
        state: explanation.state,
        parts: explanation.parts.iter().map(part).collect(),
        clearance: result.assessment.clearance,
        findings: result.assessment.findings.iter().map(finding).collect(),
        portability: result.verdicts(),
    }
}

/// Records a decision.
pub(super) fn record(
    desk: &Desk,
    act: &Act,
    seq: Seq,
    facts: &DecisionFacts,
) -> Result<DecisionId, OpsError> {
    let store = desk.store()?;
    let mut change = desk.change(act, &store, "recording a decision")?;
    Ok(change.decide(&Facts { seq, facts }, &act.by())?)
}
