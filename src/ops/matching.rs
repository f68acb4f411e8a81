//! What matches have in common: the question's terms, one result in full, its recording.

use super::{Act, Desk, OpsError};
use crate::curricula::Curricula;
use crate::disclosure;
use crate::ethics::{self, Assessment, Case, Clearance, MatchFacts, Recruiter};
use crate::matching::{Ask, Explanation, Gate, Person, State, Weights, explain};
use crate::model::{
    Channel, Country, Day, DecisionId, Dossier, Kind, Opening, OrganizationFile, OrganizationRole, Row, Seq,
};
use crate::policy::Packs;
use crate::portability::{self, Label, PortabilityReason, Question};
use crate::rule::Stage;
use crate::store::{Facts, Snapshot, Store};
use serde::Serialize;
use std::sync::Arc;

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

    /// The state, with a case that a policy blocks as excluded.
    pub fn state(&self) -> State {
        if self.assessment.clearance == Clearance::Blocked { State::Excluded } else { self.explanation.state }
    }
}

/// What all results of a match rest on.
pub(super) struct Bench<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) packs: &'a Packs,
    pub(super) curricula: Arc<Curricula>,
    pub(super) terms: &'a Terms,
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
    ) -> Result<Self, OpsError> {
        Ok(Self { snapshot, packs, curricula: desk.curricula(store, snapshot)?, terms })
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

    pub(super) fn explain(&self, dossier: &Dossier, ask: &Ask<'_>) -> Explanation {
        self.with_person(dossier, |person| explain(dossier.row, person, ask, &self.terms.weights))
    }

    /// What the packs say of a worker and an opening at the stage of the match.
    pub(super) fn assess(
        &self,
        opening: &Opening,
        channel: Channel,
        origin: Option<Country>,
        dossier: Option<&Dossier>,
        recruiter: Option<&Recruiting>,
    ) -> Assessment {
        let facts = MatchFacts {
            opening,
            channel,
            day: self.terms.as_of,
            origin,
            worker: dossier.map(|dossier| &dossier.worker),
            recruiter: recruiter.map(Recruiting::borrow),
        };
        ethics::evaluate(self.packs, &Case::of_match(self.packs, &facts), Stage::Match)
    }

    /// One result in full.
    pub(super) fn result(
        &self,
        place: usize,
        dossier: &Dossier,
        ask: &Ask<'_>,
        assessment: Assessment,
    ) -> MatchResult {
        let mut explanation = self.explain(dossier, ask);
        if assessment.clearance == Clearance::Blocked {
            explanation.gates.push(Gate::Ethics);
            explanation.state = State::Excluded;
        }
        MatchResult {
            place,
            worker: dossier.worker.worker_id.to_string(),
            opening: ask.opening.opening_id.to_string(),
            line: disclosure::worker(dossier).line(),
            origin: dossier.worker.residence,
            destination: ask.opening.destination,
            explanation,
            assessment,
            portability: portable(dossier, ask),
        }
    }
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

/// The channel of a match: the one that was named, else direct where no recruiter has a hand in it.
pub(super) fn channel(
    terms: &Terms,
    opening: &Opening,
    recruiter: Option<&Recruiting>,
) -> Result<Channel, OpsError> {
    match terms.channel {
        Some(channel) => Ok(channel),
        None if opening.recruiter_id.is_some() || recruiter.is_some_and(Recruiting::is_private) => {
            Err(OpsError::ChannelNeeded { opening: opening.opening_id.to_string() })
        }
        None => Ok(Channel::Direct),
    }
}

/// Records a shortlist as a decision, with what it rests on.
pub(super) fn record(
    desk: &Desk,
    act: &Act,
    kind: &str,
    subject: &str,
    seq: Seq,
    facts: &serde_json::Value,
) -> Result<DecisionId, OpsError> {
    let store = desk.store()?;
    let mut change = desk.change(act, &store, "recording a decision")?;
    Ok(change.decide(&Facts { kind, subject, seq, facts }, &act.by())?)
}
