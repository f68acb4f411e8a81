//! One match in words: the parts of its score, what is missing, and the steps that close it.

use super::points::{
    Homecoming, LanguageCredit, best_training, credential_points, is_practice_settled, is_registered,
    language_credit, language_facts, practice,
};
use super::profile::worker_specialties;
use super::{
    Ask, Criterion, Gate, GateFacts, Gates, MatchReason, Outside, OwnOccupations, PartReason, Person, Points,
    Prices, Profile, SpecialtyLevel, Weights,
};
use crate::admission::{Passage, PassageState};
use crate::credentials::experience::Experience;
use crate::credentials::language::{LanguageLevel, LanguageReason, Outcome};
use crate::credentials::license::LicenseLevel;
use crate::credentials::recency::{self, RecentPractice};
use crate::credentials::{BridgingStep, CredentialReason, Gap, GapKind, language, license};
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
    /// What the opening asks and nobody knows: with one of them no match is ready.
    pub unsettled: Vec<Unsettled>,
    /// The rows of the reference tables that decided.
    pub sources: Vec<&'static Citation>,
    /// Those of them that are due to be looked up again.
    pub past_day: Vec<PastDay>,
}

words! {
    /// What an opening asks and nobody knows of a worker.
    Unsettled, "`language`, `curriculum`, `license`, `specialty`, `experience` or `entry`" {
        /// The language.
        Language = "language",
        /// The training.
        Curriculum = "curriculum",
        /// The registration.
        License = "license",
        /// The specialty.
        Specialty = "specialty",
        /// The months of practice.
        Experience = "experience",
        /// Whether the destination admits the worker.
        Entry = "entry",
    }
}

impl Unsettled {
    /// What papers show; of wishes and the like nothing is asked.
    fn of(criterion: Criterion) -> Option<Self> {
        match criterion {
            Criterion::Language => Some(Self::Language),
            Criterion::Curriculum => Some(Self::Curriculum),
            Criterion::License => Some(Self::License),
            Criterion::Specialty => Some(Self::Specialty),
            _ => None,
        }
    }
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
    // What is not asked has no weight.
    let weights = &ask.weights(weights);
    let profile = Profile::of(row, person);
    let own = OwnOccupations::of(person);
    let nearest = ask.nearest(&own);
    let occupation = nearest.map(|(_, points)| points);
    let credentials = credential_points(person, &ask.credentials);
    let gates = Gates::closed(&GateFacts::of_record(person, &profile, ask, outside));
    let mut sources: BTreeSet<&'static Citation> = BTreeSet::new();
    let mut gaps = Vec::new();
    let trainings = language::Training::of(person.qualifications);
    let facts = language_facts(person, &trainings);
    let license = license::assess(person.licenses, &ask.credentials.post, facts.trained_in, ask.day);
    let mut language = language::assess(&facts, &ask.credentials.languages, ask.day);
    let registered = ask.credentials.destination.filter(|_| is_registered(person, &ask.credentials));
    let (_, credit) = language_credit(person, &ask.credentials, registered.is_some());
    let curriculum = best_training(person, &ask.credentials).map(|(_, comparison)| comparison);
    // What the destination has recognized is not compared again.
    let curriculum = curriculum.filter(|_| registered.is_none());
    let practice = practice(person, &ask.credentials);
    let undated =
        practice.as_ref().and_then(|practice| practice.stated).is_some_and(|stated| stated.months > 0);
    let recent = registered.is_none().then(|| recent_practice(person, undated, ask)).flatten();
    sources.extend(recent.iter().map(|recent| &recent.rule.citation));
    sources.extend(&language.sources);
    sources.extend(&license.sources);
    let (admission, exit) = (ask.entry.passage(&person.applicant()), ask.exit.passage(&person.applicant()));
    sources.extend(admission.sources.iter().chain(&exit.sources));
    sources.extend(curriculum.iter().flat_map(|answer| &answer.sources));
    let [specialty, preference, concept] = profile.points(ask, Some(person.worker));
    let specialty_level = profile.specialty_level(ask);
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
                Criterion::Specialty => Some(specialty_level.as_str()),
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
        vec![occupation_reason(person, ask, &own).into()],
        if own.all().is_empty() { vec!["occupation".into()] } else { vec![] },
    );
    let unsaid = match specialty_level {
        SpecialtyLevel::Unknown if ask.specialties.is_empty() => vec!["opening.specialties".into()],
        SpecialtyLevel::Unknown => vec!["specialties".into()],
        _ => vec![],
    };
    let because = specialty_reason(person, ask, specialty_level);
    add(Criterion::Specialty, specialty, vec![because.into()], unsaid);
    add(
        Criterion::Language,
        credentials.language,
        language_reasons(&language.evidence, credit),
        if credit == LanguageCredit::Settled { vec![] } else { texts(&language.missing) },
    );
    let (because, missing) = match (&curriculum, registered) {
        _ if !ask.asks(Criterion::Curriculum) => (vec![MatchReason::NoRegistrationAsked.into()], vec![]),
        _ if license.level == LicenseLevel::Barred => (vec![MatchReason::PracticeBarred.into()], vec![]),
        (_, Some(country)) => (vec![CurriculumReason::Registered { country }.into()], vec![]),
        (Some(answer), None) => {
            (answer.reasons().into_iter().map(PartReason::from).collect(), texts(&answer.unknown_fields()))
        }
        (None, None) if person.qualifications.is_empty() => {
            (vec![MatchReason::NoQualification.into()], vec!["qualification".into()])
        }
        // The qualifications are there: what they are held against is not.
        (None, None) => opening_lacks(ask),
    };
    add(Criterion::Curriculum, credentials.curriculum, because, missing);
    add(
        Criterion::License,
        credentials.license,
        license.evidence.iter().cloned().map(PartReason::from).collect(),
        texts(&license.missing),
    );
    let (mut because, missing) = match &practice {
        Some(practice) => practice_reasons(practice, license.level),
        None if person.employments.is_empty() => {
            (vec![MatchReason::NoEmployment.into()], vec!["employment".into()])
        }
        None => opening_lacks(ask),
    };
    let asked = recent.as_ref().filter(|recent| recent.outcome != Outcome::Unmet);
    because.extend(asked.map(|recent| recent.reason.clone().into()));
    add(Criterion::Experience, credentials.experience, because, missing);
    let unsaid = if preference.is_known() { vec![] } else { vec!["preferred_destinations".into()] };
    add(Criterion::Preferences, preference, vec![preference_reason(&profile, person, ask).into()], unsaid);
    add(Criterion::Concepts, concept, vec![concept_reason(&profile, ask).into()], vec![]);

    let (because, missing) = return_reason(person, ask);
    add(Criterion::Return, credentials.homecoming, vec![because.into()], texts(&missing));

    gaps.extend(
        language.gap.take().filter(|_| ask.asks(Criterion::Language) && credit != LanguageCredit::Settled),
    );
    if ask.asks(Criterion::Curriculum) {
        gaps.extend(curriculum.iter().flat_map(TrainingComparison::gaps));
    }
    // A bar is told also where no registration is asked.
    let barred = license.level == LicenseLevel::Barred;
    gaps.extend(license.gap.filter(|_| barred || ask.asks(Criterion::License)));
    gaps.extend(specialty_gap(person, ask, specialty_level));
    if let (Some(asked), Some(practice)) = (ask.opening.experience_months, &practice) {
        let short = asked - i64::from(practice.in_occupation_months);
        if short > 0 && is_practice_settled(Some(practice), Some(asked)) {
            gaps.push(Gap {
                what: GapKind::Experience,
                missing: CredentialReason::PracticeShort { months: short }.message(),
                found: Vec::new(),
                step: None,
            });
        }
    }
    gaps.extend(recent.iter().filter(|recent| recent.outcome == Outcome::Unmet).map(|recent| {
        let instead = CredentialReason::InsteadOfRecentPractice { instead: &recent.rule.instead };
        Gap {
            what: GapKind::Experience,
            missing: recent.reason.message(),
            found: Vec::new(),
            step: Some(BridgingStep::cited(instead.message(), &recent.rule.citation)),
        }
    }));
    let score = parts.iter().map(|part| part.adds).sum();
    let known = parts.iter().filter(|part| part.known).map(|part| part.weight).sum();
    // What is asked and not known is no pass.
    let is_known = |part: &MatchPart| match part.criterion {
        // A training in the language, or a result that has run out, has points and settles nothing.
        Criterion::Language => credit == LanguageCredit::Settled || language.level != LanguageLevel::Unknown,
        _ => part.known,
    };
    let open = |part: &&MatchPart| ask.asks(part.criterion) && !is_known(part);
    let mut unsettled: Vec<Unsettled> =
        parts.iter().filter(open).filter_map(|part| Unsettled::of(part.criterion)).collect();
    if !is_practice_settled(practice.as_ref(), ask.opening.experience_months) {
        unsettled.push(Unsettled::Experience);
    }
    if !may_be_admitted(&admission, person, ask, registered.is_some()) {
        unsettled.push(Unsettled::Entry);
    }
    let state = match (gates.is_empty(), gaps.is_empty() && unsettled.is_empty()) {
        (false, _) => State::Excluded,
        (true, true) => State::Ready,
        (true, false) => State::Bridgeable,
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
    Explanation { score, known, state, gates, parts, admission, exit, gaps, unsettled, sources, past_day }
}

/// Whether something says that the person may enter: a row of the tables, that the person lives there, or that the
/// destination has registered the person. Where no row tells, nobody knows.
fn may_be_admitted(admission: &Passage, person: &Person<'_>, ask: &Ask<'_>, registered: bool) -> bool {
    let lives_there = ask.opening.destination.is_some() && person.worker.residence == ask.opening.destination;
    admission.state != PassageState::Unknown || lives_there || registered
}

/// What the register asks of the last years' practice, where the post asks for registration.
fn recent_practice(person: &Person<'_>, undated: bool, ask: &Ask<'_>) -> Option<RecentPractice> {
    let (destination, occupation) = ask.credentials.destination.zip(ask.credentials.occupation)?;
    let place = (destination, ask.credentials.region.as_ref(), occupation);
    let records = (person.employments, person.qualifications, person.licenses);
    ask.asks(Criterion::License).then(|| recency::assess(records, undated, place, ask.day)).flatten()
}

fn language_reasons(evidence: &[LanguageReason], credit: LanguageCredit) -> Vec<PartReason> {
    let mut because: Vec<PartReason> = evidence.iter().cloned().map(PartReason::from).collect();
    match credit {
        LanguageCredit::Settled => return vec![MatchReason::RegisterSettles.into()],
        LanguageCredit::OnceMet => because.push(MatchReason::LanguageOnceMet.into()),
        LanguageCredit::Trained => because.push(MatchReason::LanguageOfTraining.into()),
        LanguageCredit::Level => {}
    }
    because
}

/// What the opening does not name, so that what the worker has is held against nothing.
fn opening_lacks(ask: &Ask<'_>) -> (Vec<PartReason>, Vec<String>) {
    if ask.opening.occupation.is_none() {
        (vec![MatchReason::AskedOccupationUnknown.into()], vec!["opening.occupation".into()])
    } else {
        (vec![MatchReason::NoDestination.into()], vec!["opening.destination".into()])
    }
}

fn practice_reasons(practice: &Experience, license: LicenseLevel) -> (Vec<PartReason>, Vec<String>) {
    let mut because: Vec<PartReason> = practice.evidence.iter().cloned().map(PartReason::from).collect();
    if license == LicenseLevel::Barred {
        because.push(MatchReason::PracticeBarred.into());
    } else if practice.near_occupation_months > 0 {
        let (credited, months) = (practice.credited_months, practice.near_occupation_months);
        because.push(MatchReason::PracticeCredited { credited, months }.into());
    }
    (because, practice.missing.iter().map(ToString::to_string).collect())
}

fn return_reason(person: &Person<'_>, ask: &Ask<'_>) -> (MatchReason, Vec<&'static str>) {
    let home = ask.opening.destination.filter(|_| ask.asks(Criterion::Return));
    let Some(country) = home else { return (MatchReason::NotForReturnees, vec![]) };
    let Homecoming { tie, abroad, wants } = Homecoming::of(person, &ask.credentials);
    match (tie, abroad, wants) {
        (Some(false), ..) => (MatchReason::NoTie { country }, vec![]),
        (None, ..) => (MatchReason::TieUnknown, vec!["qualification.trained_in"]),
        (_, None, _) => (MatchReason::TieUnknown, vec!["residence"]),
        (_, Some(false), _) => (MatchReason::LivesThere { country }, vec![]),
        (_, _, Some(true)) => (MatchReason::ComesHome { country }, vec![]),
        (_, _, Some(false)) => (MatchReason::StaysAway { country }, vec![]),
        (_, _, None) => (MatchReason::CouldComeHome { country }, vec!["wants_return"]),
    }
}

fn occupation_reason(person: &Person<'_>, ask: &Ask<'_>, own: &OwnOccupations) -> MatchReason {
    let title = occupations::title;
    // The nearest; where none is near, the one stated.
    let nearest = ask.nearest(own).map(|(code, _)| code);
    let named = nearest.or(person.worker.occupation).or_else(|| own.all().first().copied());
    match (named, ask.opening.occupation) {
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
        (_, None) => MatchReason::AskedOccupationUnknown,
        (None, _) => MatchReason::OwnOccupationUnknown,
    }
}

/// The names of the specialties asked for.
fn asked_specialties(ask: &Ask<'_>) -> Vec<&'static str> {
    ask.specialties.iter().map(|&number| specialties::all()[number].name.as_str()).collect()
}

fn specialty_reason(person: &Person<'_>, ask: &Ask<'_>, level: SpecialtyLevel) -> MatchReason {
    let asked = asked_specialties(ask);
    let mut numbers = worker_specialties(person);
    numbers.sort_unstable();
    let names = |numbers: &[usize]| -> Vec<&'static str> {
        numbers.iter().map(|&number| specialties::all()[number].name.as_str()).collect()
    };
    match level {
        SpecialtyLevel::NotAsked => MatchReason::NoSpecialtyAsked,
        SpecialtyLevel::Unknown if asked.is_empty() => MatchReason::SpecialtyInNoTable,
        SpecialtyLevel::Unknown => MatchReason::SpecialtiesUnknown { asked },
        SpecialtyLevel::Same => {
            numbers.retain(|number| ask.specialties.contains(number));
            MatchReason::HasSpecialties { shared: names(&numbers) }
        }
        SpecialtyLevel::Related => {
            numbers.retain(|&number| ask.is_related(number));
            MatchReason::RelatedSpecialties { related: names(&numbers), asked }
        }
        SpecialtyLevel::Other => MatchReason::OtherSpecialties { own: names(&numbers), asked },
    }
}

/// Training and registration of specialists are by specialty, so a related one is a gap as well.
fn specialty_gap(person: &Person<'_>, ask: &Ask<'_>, level: SpecialtyLevel) -> Option<Gap> {
    let first = ask.specialties.first().map(|&number| &specialties::all()[number])?;
    matches!(level, SpecialtyLevel::Other | SpecialtyLevel::Related).then(|| Gap {
        what: GapKind::Specialty,
        missing: MatchReason::SpecialtyMissing { asked: asked_specialties(ask) }.message(),
        found: vec![specialty_reason(person, ask, level).message()],
        step: Some(BridgingStep::cited(
            MatchReason::TrainInSpecialty { asked: asked_specialties(ask) }.message(),
            &first.citation,
        )),
    })
}

fn preference_reason(profile: &Profile, person: &Person<'_>, ask: &Ask<'_>) -> MatchReason {
    let Some(wished) = &person.worker.preferred_destinations else {
        return match ask.opening.contract_kind.filter(|_| profile.wishes_contract(ask)) {
            Some(contract) => MatchReason::WishesContract { contract },
            None => MatchReason::WishesUnknown,
        };
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
