//! The matcher: what all results of a question rest on, and one result in full.

use super::RankingError;
use crate::curricula::Curricula;
use crate::disclosure;
use crate::ethics::{self, Assessment, Case, Clearance, MatchFacts, Recruiter};
use crate::matching::{
    Ask, Explanation, GateFacts, GateRows, Gates, Outside, Person, Profile, State, Weights, explain,
};
use crate::model::{
    Channel, Country, Day, Dossier, Opening, Organization, OrganizationFile, OrganizationRole, Row,
};
use crate::policy::Packs;
use crate::portability::{self, Headline, Label, Question};
use crate::rule::Stage;
use crate::store::Snapshot;
use serde::Serialize;
use std::collections::BTreeMap;
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
    /// The title of the opening.
    pub title: Option<String>,
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

    /// The three verdicts as they are told, each with what it rests on, in the same order.
    pub fn headlines(&self) -> [Headline; 3] {
        let unknown = || [Label::Unknown; 3].map(|label| Headline::Stands { label });
        let told = |a: &portability::Answer| [&a.pension, &a.medical, &a.life].map(|g| g.headline.clone());
        self.portability.as_ref().map_or_else(unknown, told)
    }

    /// The state; a case that a policy blocks is excluded by the gate of ethics.
    pub fn state(&self) -> State {
        self.explanation.state
    }
}

/// What all results of a match rest on.
pub struct Matcher<'a> {
    /// The records.
    pub snapshot: &'a Snapshot,
    /// The policy packs.
    pub packs: &'a Packs,
    /// The curricula that qualifications name.
    pub curricula: Arc<Curricula>,
    /// The terms.
    pub terms: &'a Terms,
    /// The workers whose documents have the words asked for; `None` when none are asked for.
    pub words: Option<GateRows>,
    /// Whom reviewers rejected.
    pub rejections: Rejections,
}

/// Whom reviewers rejected, by opening.
#[derive(Debug, Clone, Default)]
pub struct Rejections(BTreeMap<String, GateRows>);

impl Rejections {
    /// Rejections of workers for openings, these by their identifiers.
    pub fn of(rejected: impl IntoIterator<Item = (String, Row)>) -> Self {
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for (opening, row) in rejected {
            rows.entry(opening).or_default().push(row);
        }
        Self(rows.into_iter().map(|(opening, rows)| (opening, GateRows::of(rows))).collect())
    }

    /// Whom reviewers rejected for an opening; `None` for nobody.
    pub fn for_opening(&self, opening: &Opening) -> Option<&GateRows> {
        self.0.get(opening.opening_id.as_str())
    }
}

/// One opening as it is matched: what it asks, and how the recruitment comes about.
pub struct MatchCase<'a> {
    /// What the opening asks.
    pub ask: Ask<'a>,
    /// How the recruitment comes about.
    pub channel: Channel,
    /// The recruiter that the opening names, if the store knows it.
    pub recruiter: Option<Recruiting>,
}

/// A recruiter with what is known of it.
pub struct Recruiting(OrganizationFile);

impl Recruiting {
    /// The recruiter with an identifier, if the store knows it.
    ///
    /// # Errors
    /// [`RankingError`] when the store cannot be read.
    pub fn of(snapshot: &Snapshot, id: Option<&str>) -> Result<Option<Self>, RankingError> {
        let Some(id) = id else { return Ok(None) };
        Ok(snapshot.organization_file(id)?.map(Self))
    }

    /// The recruiter as the rules want it.
    pub fn borrow(&self) -> Recruiter<'_> {
        let OrganizationFile { organization, licenses, sanctions, .. } = &self.0;
        Recruiter { organization, licenses, sanctions }
    }

    /// Whether it recruits for others, so that a match run for it can itself be active recruitment.
    pub fn is_private(&self) -> bool {
        self.0.organization.role == Some(OrganizationRole::Recruiter)
    }
}

/// Calls with the worker's records as matching wants them, on whatever thread.
pub(super) fn with_person<T>(
    dossier: &Dossier,
    curricula: &Curricula,
    call: impl FnOnce(&Person<'_>) -> T,
) -> T {
    call(&Person {
        worker: &dossier.worker,
        qualifications: &dossier.qualifications,
        licenses: &dossier.licenses,
        certificates: &dossier.certificates,
        employments: &dossier.employments,
        consents: &dossier.consents,
        curricula,
    })
}

impl<'a> Matcher<'a> {
    /// The same under other terms.
    #[must_use]
    pub fn under<'b>(&self, terms: &'b Terms) -> Matcher<'b>
    where
        'a: 'b,
    {
        let Self { snapshot, packs, curricula, words, rejections, .. } = self;
        let (curricula, words, rejections) = (Arc::clone(curricula), words.clone(), rejections.clone());
        Matcher { snapshot, packs, curricula, terms, words, rejections }
    }
}

impl Matcher<'_> {
    /// Calls with the worker's records as matching wants them.
    pub fn with_person<T>(&self, dossier: &Dossier, call: impl FnOnce(&Person<'_>) -> T) -> T {
        with_person(dossier, &self.curricula, call)
    }

    /// What stands in no record of the worker: the words asked for, what reviewers decided, and what the packs say.
    pub fn outside(&self, row: Row, opening: &Opening, blocked: bool) -> Outside {
        Outside {
            has_words: self.words.as_ref().is_none_or(|rows| rows.has(row)),
            rejected: self.rejections.for_opening(opening).is_some_and(|rows| rows.has(row)),
            blocked,
        }
    }

    /// The gates that are closed between a worker and an opening.
    pub fn gates(&self, dossier: &Dossier, case: &MatchCase<'_>, blocked: bool) -> Gates {
        let outside = self.outside(dossier.row, case.ask.opening, blocked);
        self.with_person(dossier, |person| {
            let profile = Profile::of(dossier.row, person);
            Gates::closed(&GateFacts::of_record(person, &profile, &case.ask, outside))
        })
    }

    /// How a worker fits an ask.
    pub fn explain(&self, dossier: &Dossier, ask: &Ask<'_>, blocked: bool) -> Explanation {
        let outside = self.outside(dossier.row, ask.opening, blocked);
        self.with_person(dossier, |person| explain(dossier.row, person, ask, &self.terms.weights, outside))
    }

    /// The facts that the packs judge: of everybody from a country, or of a worker.
    pub(super) fn case_of(
        &self,
        case: &MatchCase<'_>,
        origin: Option<Country>,
        dossier: Option<&Dossier>,
    ) -> Case {
        let facts = MatchFacts {
            opening: case.ask.opening,
            channel: case.channel,
            day: self.terms.as_of,
            origin,
            worker: dossier.map(|dossier| &dossier.worker),
            recruiter: case.recruiter.as_ref().map(Recruiting::borrow),
        };
        Case::of_match(self.packs, &facts)
    }

    /// What the packs say at the stage of the match of everybody from a country, or of a worker.
    pub fn assess(
        &self,
        case: &MatchCase<'_>,
        origin: Option<Country>,
        dossier: Option<&Dossier>,
    ) -> Assessment {
        ethics::evaluate(self.packs, &self.case_of(case, origin, dossier), Stage::Match)
    }

    /// What the packs say of a worker at the stage of the match.
    pub fn assess_worker(&self, case: &MatchCase<'_>, dossier: &Dossier) -> Assessment {
        self.assess(case, dossier.worker.residence, Some(dossier))
    }

    /// One result in full.
    pub fn result(
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
            title: ask.opening.title.clone(),
            line: disclosure::worker(dossier).line(),
            origin: dossier.worker.residence,
            destination: ask.opening.destination,
            explanation: self.explain(dossier, ask, assessment.clearance == Clearance::Blocked),
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
    let mut answer = match stated {
        Some(_) => portability::answer(&question),
        None => portability::answer_for_assumed_months(&question),
    };
    // They decide, and who looks at a match has no business with them.
    answer.question = answer.question.without_nationalities();
    Some(answer)
}

/// Who asks for a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// Whoever fills the opening: where a recruiter has a hand in it, the channel must be named.
    Opening,
    /// The worker: a direct application unless another channel is named.
    Worker,
}

impl<'a> MatchCase<'a> {
    /// The case of an opening under the terms.
    ///
    /// # Errors
    /// [`RankingError`] when the channel is needed and not named, or the store cannot be read.
    pub fn of(
        snapshot: &Snapshot,
        opening: &'a Opening,
        terms: &Terms,
        asker: Asker,
    ) -> Result<Self, RankingError> {
        let recruiter = Recruiting::of(snapshot, opening.recruiter_id.as_ref().map(|id| id.as_str()))?;
        let recruits =
            opening.recruiter_id.is_some() || recruiter.as_ref().is_some_and(Recruiting::is_private);
        let channel = match terms.channel {
            Some(channel) => channel,
            None if asker == Asker::Opening && recruits => {
                return Err(RankingError::ChannelNeeded { opening: opening.opening_id.to_string() });
            }
            None => Channel::Direct,
        };
        let ask = Ask::of(opening, terms.as_of);
        let employer = match &opening.organization_id {
            Some(id) if ask.entry.asks_for_employer() => snapshot.find::<Organization>(id.as_str())?,
            _ => None,
        };
        let ask = ask.through(channel, employer.as_ref().map(|(_, employer)| employer.name.as_str()));
        Ok(Self { ask, channel, recruiter })
    }
}
