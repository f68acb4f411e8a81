//! One match in words: the parts of its score, what is missing, and the steps that close it.

use super::points::{
    best_training, curriculum_points, experience_points, is_registered, language_points, license_points,
    practice, trained_in,
};
use super::{
    Ask, Credentials, Criterion, Gate, GateFacts, Gates, MatchReason, Outside, PartReason, Person, Points,
    Prices, Profile, Weights,
};
use crate::admission::Passage;
use crate::credentials::{CredentialReason, Gap, GapKind, language, license};
use crate::curricula::{CurriculumLevel, CurriculumReason, TrainingComparison};
use crate::message::Reason;
use crate::model::{Row, words};
use crate::reference::{self, Citation, PastDay, occupations, specialties};
use serde::Serialize;
use std::collections::BTreeSet;

words! {
    /// What a match is worth today.
    State, "`ready`, `bridgeable` or `excluded`" {
        /// Nothing is missing.
        Ready = "ready",
        /// Something is missing, and named.
        Bridgeable = "bridgeable",
        /// A gate is closed.
        Excluded = "excluded",
    }
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatchPart {
    /// The criterion.
    pub criterion: Criterion,
    /// Its weight in thousandths of the score.
    pub weight: u16,
    /// The level of the answer, where the criterion has levels.
    pub level: Option<&'static str>,
    /// Its points, 0 to 1000.
    pub points: u16,
    /// What it adds to the score.
    pub adds: u16,
    /// Whether what it rests on is known; unknown has no points.
    pub known: bool,
    /// Why, in sentences.
    pub because: Vec<PartReason>,
    /// Fields that would say more.
    pub missing: Vec<String>,
}

/// A match in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The score, 0 to 1000: the sum of what the parts add.
    pub score: u16,
    /// How much of the score rests on known facts, in thousandths.
    pub known: u16,
    /// What the match is worth today.
    pub state: State,
    /// All gates that are closed, in the order in which they are asked.
    pub gates: Vec<Gate>,
    /// The parts of the score.
    pub parts: Vec<MatchPart>,
    /// Whether the destination admits the worker for the post.
    pub admission: Passage,
    /// Whether the worker may leave for it.
    pub exit: Passage,
    /// What is missing, with the steps that close it.
    pub gaps: Vec<Gap>,
    /// The rows of the reference tables that decided.
    pub sources: Vec<&'static Citation>,
    /// Those of them that are due to be looked up again.
    pub past_day: Vec<PastDay>,
}

/// Explains how a worker fits an opening. Score and gates are those that the scan of the profiles
/// gives; `outside` is what stands in no record.
pub fn explain(
    row: Row,
    person: &Person<'_>,
    ask: &Ask<'_>,
    weights: &Weights,
    outside: Outside,
) -> Explanation {
    let profile = Profile::of(row, person);
    let occupation = ask.occupation_points(person.worker.occupation);
    let gates = Gates::closed(&GateFacts::of_record(person, &profile, ask, outside));
    let mut sources: BTreeSet<&'static Citation> = BTreeSet::new();
    let mut gaps = Vec::new();
    let trained_in = trained_in(person.qualifications);
    let trainings = language::Training::of(person.qualifications);
    let facts = language::Facts {
        certificates: person.certificates,
        trainings: &trainings,
        trained_in,
        licenses: person.licenses,
        states_none: language::states_none(person.certificates, person.worker),
        ..language::Facts::default()
    };
    let language = language::assess(&facts, &ask.credentials.languages, ask.day);
    let license = license::assess(person.licenses, &ask.credentials.post, trained_in, ask.day);
    let registered = ask.credentials.destination.filter(|_| is_registered(person, &ask.credentials));
    let curriculum = best_training(person, &ask.credentials).map(|(_, comparison)| comparison);
    // What the destination has recognized is not compared again.
    let curriculum = curriculum.filter(|_| registered.is_none());
    let practice = practice(person, &ask.credentials);
    sources.extend(&language.sources);
    sources.extend(&license.sources);
    let (admission, exit) = (ask.entry.passage(&person.applicant()), ask.exit.passage(&person.applicant()));
    sources.extend(admission.sources.iter().chain(&exit.sources));
    sources.extend(curriculum.iter().flat_map(|answer| &answer.sources));
    let [specialty, preference, concept] = profile.points(ask, Some(person.worker));
    let experience = experience_points(&practice, ask.opening.experience_months);
    let texts = |lines: &[&'static str]| lines.iter().map(ToString::to_string).collect::<Vec<String>>();
    let mut parts = Vec::new();
    let mut add = |criterion: Criterion, points: Points, because: Vec<PartReason>, missing: Vec<String>| {
        parts.push(MatchPart {
            criterion,
            weight: weights.of(criterion),
            level: match criterion {
                Criterion::Language => Some(language.level.as_str()),
                Criterion::Curriculum if registered.is_some() => Some(CurriculumLevel::Registered.as_str()),
                Criterion::Curriculum => curriculum.as_ref().map(|comparison| comparison.level.as_str()),
                Criterion::License => Some(license.level.as_str()),
                _ => None,
            },
            points: points.value(),
            adds: weights.contribution(criterion, points.value()),
            known: points.is_known(),
            because,
            missing,
        });
    };
    add(
        Criterion::Occupation,
        occupation.map_or(Points::known(0), Points::known),
        vec![occupation_reason(person, ask).into()],
        if person.worker.occupation.is_none() { vec!["occupation".into()] } else { vec![] },
    );
    let unsaid = if specialty.is_known() { vec![] } else { vec!["specialties".into()] };
    add(Criterion::Specialty, specialty, vec![specialty_reason(person, ask, specialty).into()], unsaid);
    add(
        Criterion::Language,
        language_points(language.level),
        language.evidence.iter().cloned().map(PartReason::from).collect(),
        texts(&language.missing),
    );
    let (points, because, missing) = match (&curriculum, registered) {
        (_, Some(country)) => (
            curriculum_points(CurriculumLevel::Registered),
            vec![CurriculumReason::Registered { country }.into()],
            vec![],
        ),
        (Some(answer), None) => (
            curriculum_points(answer.level),
            answer.reasons().into_iter().map(PartReason::from).collect(),
            texts(&answer.unknown_fields()),
        ),
        (None, None) => {
            (Points::UNKNOWN, vec![MatchReason::NoQualification.into()], vec!["qualification".into()])
        }
    };
    add(Criterion::Curriculum, points, because, missing);
    add(
        Criterion::License,
        license_points(license.level),
        license.evidence.iter().cloned().map(PartReason::from).collect(),
        texts(&license.missing),
    );
    let (because, missing) = match &practice {
        Some(practice) => {
            (practice.evidence.iter().cloned().map(PartReason::from).collect(), texts(&practice.missing))
        }
        None => (vec![MatchReason::NoEmployment.into()], vec!["employment".into()]),
    };
    add(Criterion::Experience, experience, because, missing);
    let unsaid = if preference.is_known() { vec![] } else { vec!["preferred_destinations".into()] };
    add(Criterion::Preferences, preference, vec![preference_reason(person, ask).into()], unsaid);
    add(Criterion::Concepts, concept, vec![concept_reason(&profile, ask).into()], vec![]);

    gaps.extend(language.gap);
    gaps.extend(curriculum.iter().flat_map(TrainingComparison::gaps));
    gaps.extend(license.gap);
    if let (Some(asked), Some(practice)) = (ask.opening.experience_months, &practice) {
        let short = asked - i64::from(practice.in_occupation_months);
        if short > 0 {
            gaps.push(Gap {
                what: GapKind::Experience,
                missing: CredentialReason::PracticeShort { months: short }.message(),
                found: Vec::new(),
                step: None,
            });
        }
    }
    let score = parts.iter().map(|part| part.adds).sum();
    let known = parts.iter().filter(|part| part.known).map(|part| part.weight).sum();
    let papers = [Criterion::Language, Criterion::Curriculum, Criterion::License];
    let papers_known = parts.iter().all(|part| part.known || !papers.contains(&part.criterion));
    let state = match (gates.is_empty(), gaps.is_empty() && papers_known) {
        (false, _) => State::Excluded,
        (true, true) => State::Ready,
        (true, false) => State::Bridgeable,
    };
    let credentials = Credentials {
        language: language_points(language.level),
        curriculum: parts[Criterion::Curriculum as usize].as_points(),
        license: license_points(license.level),
        experience,
    };
    debug_assert_eq!(
        score,
        weights.contribution(Criterion::Occupation, occupation.unwrap_or_default())
            + profile.adds(ask, Some(person.worker), &Prices::of(ask, weights))
            + credentials.adds(weights),
        "the explanation adds up to the score"
    );
    let gates = gates.iter().collect();
    let past_day = reference::past(&sources, ask.day);
    let sources = sources.into_iter().collect();
    Explanation { score, known, state, gates, parts, admission, exit, gaps, sources, past_day }
}

impl MatchPart {
    fn as_points(&self) -> Points {
        if self.known { Points::known(self.points) } else { Points::UNKNOWN }
    }
}

fn occupation_reason(person: &Person<'_>, ask: &Ask<'_>) -> MatchReason {
    let title = occupations::title;
    match (person.worker.occupation, ask.opening.occupation) {
        (Some(own), Some(asked)) if own == asked => {
            MatchReason::SameOccupation { occupation: own, title: title(own) }
        }
        (Some(own), Some(asked)) => {
            let (own_title, asked_title) = (title(own), title(asked));
            match occupations::relation_of(own, asked) {
                Some(relation) => {
                    MatchReason::RelatedOccupation { own, own_title, asked, asked_title, relation }
                }
                None => MatchReason::OtherProfession { own, own_title, asked, asked_title },
            }
        }
        (None, _) => MatchReason::OwnOccupationUnknown,
        (_, None) => MatchReason::AskedOccupationUnknown,
    }
}

fn specialty_reason(person: &Person<'_>, ask: &Ask<'_>, points: Points) -> MatchReason {
    let asked: Vec<&'static str> =
        ask.specialties.iter().map(|&n| specialties::all()[n].name.as_str()).collect();
    if asked.is_empty() {
        return MatchReason::NoSpecialtyAsked;
    }
    let own: Vec<&'static str> = person
        .worker
        .specialties
        .iter()
        .flatten()
        .chain(person.employments.iter().filter_map(|e| e.specialty.as_ref()))
        .filter_map(specialties::number)
        .map(|n| specialties::all()[n].name.as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    match (points.is_known(), points.value()) {
        (false, _) => MatchReason::SpecialtiesUnknown { asked },
        (true, 1000) => MatchReason::HasSpecialties {
            shared: asked.iter().filter(|asked| own.contains(asked)).copied().collect(),
        },
        _ => MatchReason::OtherSpecialties { own, asked },
    }
}

fn preference_reason(person: &Person<'_>, ask: &Ask<'_>) -> MatchReason {
    let Some(wished) = &person.worker.preferred_destinations else {
        return MatchReason::WishesUnknown;
    };
    let Some(country) = ask.opening.destination else { return MatchReason::NoDestination };
    if wished.contains(&country) {
        MatchReason::WishesDestination { country }
    } else if wished.is_empty() {
        MatchReason::WishesNowhere { country }
    } else {
        MatchReason::WishesElsewhere { wished: wished.clone(), country }
    }
}

fn concept_reason(profile: &Profile, ask: &Ask<'_>) -> MatchReason {
    let asked = ask.concepts.count();
    if asked == 0 {
        return MatchReason::NoConcepts;
    }
    let concepts = profile.shared_concepts(ask).names();
    if concepts.is_empty() {
        MatchReason::SharesNoConcept { concepts: ask.concepts.names() }
    } else {
        MatchReason::SharesConcepts { shared: concepts.len(), asked, concepts }
    }
}
