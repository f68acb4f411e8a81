//! What could change between a worker and an opening, one step at a time, and the fewest that change the answer.
//!
//! A step is a change of the records: a test taken, a registration given, hours made up, a document seen, a
//! word of the worker. Steps are tried on the records and the match is explained anew, so what is said to flip an
//! answer does flip it; of all sets of steps the smallest is taken, then the one of least effort.

use super::{MatchCase, Matcher, RankingReason};
use crate::credentials::language::{self, Facts, LanguageChange, Post, Training};
use crate::credentials::{Cost, GapKind, Months};
use crate::credentials::{license, recognition};
use crate::curricula::{CurriculumReason, Line, Overall, Program, Requirement, TrainingComparison, Verdict};
use crate::ethics::{Assessment, Clearance, Finding, FindingOutcome};
use crate::matching::{self, Ask, Explanation, Gate, Person, State, Unsettled};
use crate::message::{Message, Reason as _};
use crate::model::{
    Consent, ConsentPurpose, Country, Curriculum, DatumRef, Decimal, Dossier, Employment, Evidence, Isco08,
    License, LicenseStatus, Opening, PartialDate, Qualification, Record, SpecialtyId, WorkerStatus,
};
use crate::reference::{Citation, specialties};
use serde::Serialize;
use std::sync::Arc;

/// What kind of step it is, in the order of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A word of the worker: consent, availability, a destination no longer refused.
    Word,
    /// A document that somebody sees.
    Documents,
    /// A language test.
    Language,
    /// Hours of training made up.
    Curriculum,
    /// Recognition and registration.
    Registration,
    /// Practice.
    Experience,
}

/// A step.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Its kind.
    pub kind: StepKind,
    /// What to do.
    pub action: Message,
    /// How long it usually takes; `None` when no table says.
    pub months: Option<Months>,
    /// What it costs; `None` when no table says.
    pub cost: Option<Cost>,
    /// The rows that say so.
    pub sources: Vec<&'static Citation>,
    /// The change of the records.
    #[serde(skip)]
    edit: Edit,
}

#[derive(Debug, Clone)]
enum Edit {
    Consent,
    Active,
    Available(Option<PartialDate>),
    NotRefused(Country),
    Seen,
    Language(Vec<LanguageChange>),
    Training { at: usize, as_it_should: Box<Qualification> },
    Specialty(SpecialtyId),
    Registered { country: Country, region: Option<crate::model::Subdivision>, occupation: Isco08 },
    Practice(i64),
}

impl Step {
    /// The qualification after hours and subjects were made up, for the law that `plan` agrees with `compare`.
    #[cfg(test)]
    pub(crate) fn made_up(&self) -> Option<&Qualification> {
        match &self.edit {
            Edit::Training { as_it_should, .. } => Some(as_it_should),
            _ => None,
        }
    }

    fn new(kind: StepKind, action: Message, edit: Edit) -> Self {
        Self { kind, action, months: None, cost: None, sources: Vec::new(), edit }
    }

    /// The records after the step.
    pub fn apply(&self, dossier: &Dossier, ask: &Ask<'_>) -> Dossier {
        let mut after = dossier.clone();
        let worker_id = after.worker.worker_id.clone();
        match &self.edit {
            Edit::Consent => {
                after.consents.push(Consent {
                    worker_id,
                    purpose: ConsentPurpose::Match,
                    organization_id: None,
                    given: Some(true),
                    given_on: date(ask),
                    withdrawn_on: None,
                    purpose_presumed: None,
                });
            }
            Edit::Active => after.worker.status = Some(WorkerStatus::Active),
            Edit::Available(from) => after.worker.available_from = *from,
            Edit::NotRefused(country) => {
                if let Some(refused) = &mut after.worker.refused_destinations {
                    refused.retain(|other| other != country);
                }
            }
            Edit::Seen => {
                let seen = |evidence: &mut Option<Evidence>| {
                    if *evidence < Some(Evidence::DocumentSeen) {
                        *evidence = Some(Evidence::DocumentSeen);
                    }
                };
                after.qualifications.iter_mut().for_each(|q| seen(&mut q.evidence));
                after.licenses.iter_mut().for_each(|license| seen(&mut license.evidence));
                after.certificates.iter_mut().for_each(|certificate| seen(&mut certificate.evidence));
            }
            Edit::Language(changes) => {
                let trainings = Training::of(&after.qualifications);
                let facts = Facts {
                    certificates: &after.certificates,
                    trainings: &trainings,
                    trained_in: matching::trained_in(&after.qualifications),
                    licenses: &after.licenses,
                    states_none: language::states_none(&after.certificates, &after.worker),
                };
                let (mut certificates, trainings) = language::apply(changes, &facts, ask.day);
                certificates.iter_mut().for_each(|certificate| certificate.worker_id = worker_id.clone());
                after.certificates = certificates;
                if trainings.iter().all(|training| training.seen) {
                    let seen = Some(Evidence::DocumentSeen);
                    after.qualifications.iter_mut().for_each(|q| q.evidence = q.evidence.max(seen));
                }
            }
            Edit::Training { at, as_it_should } => {
                if let Some(held) = after.qualifications.get_mut(*at) {
                    *held = (**as_it_should).clone();
                }
            }
            Edit::Specialty(id) => {
                let held = after.worker.specialties.get_or_insert_default();
                if !held.contains(id) {
                    held.push(id.clone());
                }
                // The training bears it out, also beside posts that all name another one.
                let name = specialties::number(id).map(|number| specialties::all()[number].name.as_str());
                let diploma = Qualification::from_cells(|at| match Qualification::COLUMNS[at] {
                    "worker_id" => Some(DatumRef::Text(worker_id.as_str())),
                    "title" => name.map(DatumRef::Text),
                    _ => None,
                });
                after.qualifications.extend(diploma);
            }
            Edit::Registered { country, region, occupation } => after.licenses.push(License {
                worker_id,
                regulator: None,
                number: None,
                country: Some(*country),
                region: region.clone(),
                occupation: Some(*occupation),
                issued_on: date(ask),
                expires_on: None,
                status: Some(LicenseStatus::Active),
                // It begins on the day asked: what the registration itself asks is not settled by it.
                evidence: Some(Evidence::IssuerVerified),
            }),
            Edit::Practice(months) => {
                let back = i32::try_from(*months).unwrap_or(i32::MAX);
                // Before all other practice, so that it counts beside it.
                let first =
                    after.employments.iter().filter_map(|e| e.started).map(PartialDate::earliest).min();
                let until = first.unwrap_or(ask.day).min(ask.day);
                after.employments.push(Employment {
                    worker_id,
                    employer: None,
                    started: partial(until.add_months(-back - 1)),
                    ended: partial(until),
                    country: ask.opening.destination,
                    occupation: ask.opening.occupation,
                    specialty: None,
                    title: None,
                    hours_per_week: None,
                    evidence: Some(Evidence::DocumentSeen),
                });
            }
        }
        after
    }
}

fn date(ask: &Ask<'_>) -> Option<PartialDate> {
    partial(ask.day)
}

fn partial(day: crate::model::Day) -> Option<PartialDate> {
    let date = day.date();
    PartialDate::new(date.year(), Some(date.month()), Some(date.day())).ok()
}

/// Every step that may help between a worker and an opening, in the order of a plan.
pub fn steps(matcher: &Matcher<'_>, dossier: &Dossier, ask: &Ask<'_>) -> Vec<Step> {
    let explanation = matcher.explain(dossier, ask, false);
    let opening = ask.opening;
    let mut all = Vec::new();
    for gate in &explanation.gates {
        let edit = match gate {
            Gate::Consent => Some(Edit::Consent),
            Gate::Withdrawn => Some(Edit::Active),
            Gate::Available => Some(Edit::Available(opening.starts_on.or_else(|| date(ask)))),
            Gate::Refused => opening.destination.map(Edit::NotRefused),
            Gate::Opening
            | Gate::Occupation
            | Gate::Barred
            | Gate::Words
            | Gate::Admission
            | Gate::Exit
            | Gate::Rejected
            | Gate::Ethics => None,
        };
        all.extend(edit.map(|edit| Step::new(StepKind::Word, gate.remedy().message(), edit)));
    }
    let unseen = |evidence: Option<Evidence>| evidence < Some(Evidence::DocumentSeen);
    if dossier.qualifications.iter().any(|q| unseen(q.evidence))
        || dossier.certificates.iter().any(|certificate| unseen(certificate.evidence))
        || dossier.licenses.iter().any(|license| unseen(license.evidence))
    {
        let action = RankingReason::SeeDocuments;
        all.push(Step::new(StepKind::Documents, action.message(), Edit::Seen));
    }
    all.extend(languages(dossier, opening, ask));
    all.extend(matcher.with_person(dossier, |person| training(person, ask)));
    // Nobody is registered in a profession that they have not learned.
    let learned = matcher.with_person(dossier, |person| {
        let own = matching::OwnOccupations::of(person);
        own.all().is_empty() || ask.occupation_points(&own).is_some()
    });
    all.extend(registration(dossier, opening, ask).filter(|_| learned));
    all.extend(specialty(&explanation, ask));
    all.extend(practice(matcher, dossier, &explanation, ask));
    all.sort_by_key(|one| one.kind);
    all
}

/// Training in the specialty asked for, where the worker lacks it or it is not recorded.
fn specialty(explanation: &Explanation, ask: &Ask<'_>) -> Option<Step> {
    let wanted = specialties::all().get(*ask.specialties.first()?)?;
    let level = explanation.parts.iter().find(|part| part.criterion == matching::Criterion::Specialty)?;
    if !level.known {
        let asked = vec![wanted.name.as_str()];
        let action = RankingReason::ShowSpecialty { asked };
        return Some(Step::new(StepKind::Documents, action.message(), Edit::Specialty(wanted.id.clone())));
    }
    let gap = explanation.gaps.iter().find(|gap| gap.what == GapKind::Specialty)?;
    let action = gap.step.as_ref()?.action.clone();
    let mut one = Step::new(StepKind::Curriculum, action, Edit::Specialty(wanted.id.clone()));
    one.sources.push(&wanted.citation);
    Some(one)
}

/// The months of practice that are missing, or of which the records do not tell whether they are there.
fn practice(
    matcher: &Matcher<'_>,
    dossier: &Dossier,
    explanation: &Explanation,
    ask: &Ask<'_>,
) -> Option<Step> {
    let months = ask.opening.experience_months.filter(|months| *months > 0)?;
    let Some(gap) = explanation.gaps.iter().find(|gap| gap.what == GapKind::Experience) else {
        let settled = matcher.with_person(dossier, |person| {
            matching::is_practice_settled(matching::practice(person, &ask.credentials).as_ref(), Some(months))
        });
        let action = RankingReason::ShowPractice { months };
        return (!settled).then(|| Step::new(StepKind::Documents, action.message(), Edit::Practice(months)));
    };
    let mut practice = Step::new(StepKind::Experience, gap.missing.clone(), Edit::Practice(months));
    practice.months = u16::try_from(months).ok().map(|months| Months { min: 0, max: months });
    Some(practice)
}

/// The next step of each regulator, and the opening's own level.
fn languages(dossier: &Dossier, opening: &Opening, ask: &Ask<'_>) -> Vec<Step> {
    let trainings = Training::of(&dossier.qualifications);
    let trained_in = matching::trained_in(&dossier.qualifications);
    let facts = Facts {
        certificates: &dossier.certificates,
        trainings: &trainings,
        trained_in,
        licenses: &dossier.licenses,
        states_none: language::states_none(&dossier.certificates, &dossier.worker),
    };
    let mut all = Vec::new();
    if let Some((destination, occupation)) = opening.destination.zip(opening.occupation)
        && opening.registration_required != Some(false)
    {
        let post =
            Post { destination, region: opening.region.as_ref(), occupation, regulator: None, day: ask.day };
        for answer in language::solve(&facts, &post).regulators {
            let Some(step) = answer.next_step else { continue };
            let action = RankingReason::ForRegulator { action: step.action, regulator: answer.regulator };
            let mut one = Step::new(StepKind::Language, action.message(), Edit::Language(step.changes));
            one.sources.push(step.source);
            all.push(one);
        }
    }
    if let Some((language, level)) = opening.language.zip(opening.language_level)
        && language::level(&facts, &language::Asks::of_level(language, level), ask.day)
            < language::LanguageLevel::MeetsRegulator
    {
        let change = LanguageChange::Take { test: None, language, results: Vec::new(), level: Some(level) };
        let action = RankingReason::LevelOfOpening { language, level };
        all.push(Step::new(StepKind::Language, action.message(), Edit::Language(vec![change])));
    }
    all
}

/// The qualification that stands best, with what it lacks made up.
pub fn training(person: &Person<'_>, ask: &Ask<'_>) -> Option<Step> {
    let (at, comparison) = matching::best_training(person, &ask.credentials)?;
    if !matches!(comparison.overall, Overall::Gaps | Overall::Unknown) {
        // Where hours open and close nothing, making up some is no way.
        return None;
    }
    let (figures, others): (Vec<&Line>, Vec<&Line>) = comparison
        .lines
        .iter()
        .filter(|line| matches!(line.verdict, Verdict::Short | Verdict::Missing | Verdict::Unknown))
        .filter(|line| comparison.hours_decide() || !line.requirement.is_figure())
        .partition(|line| line.requirement.is_figure());
    let lacking: Vec<&Line> = others.into_iter().filter(|line| line.verdict != Verdict::Unknown).collect();
    if figures.is_empty() && lacking.is_empty() {
        return None;
    }
    let mut held = person.qualifications.get(at)?.clone();
    let syllabus = held.curriculum_id.as_ref().and_then(|id| person.curricula.get(id));
    // More years than before must not move the day on which the training began, and with it the law.
    let began = Program { syllabus, qualification: Some(&held), others: &[] }.began();
    held.started = held.started.or(began.and_then(partial));
    as_asked(&mut held, syllabus.map(|syllabus| &syllabus.curriculum), &comparison);
    let lacks = figures.into_iter().chain(lacking).map(|line| {
        let requirement = line.requirement;
        match (line.short_by, line.need) {
            (Some(short), _) => CurriculumReason::CellShort { requirement, short },
            (None, Some(need)) => CurriculumReason::FigureUnknown { requirement, need },
            (None, None) => CurriculumReason::CellMissing { requirement },
        }
    });
    let action = RankingReason::MakeUp { lacks: lacks.collect() }.message();
    let mut one =
        Step::new(StepKind::Curriculum, action, Edit::Training { at, as_it_should: Box::new(held) });
    one.sources = comparison.sources;
    Some(one)
}

/// Gives a qualification the figures that a comparison asks for, or its own where they are more. It then stands by
/// itself: a transcript of courses that lack something says no more than that they lacked it.
fn as_asked(held: &mut Qualification, behind: Option<&Curriculum>, comparison: &TrainingComparison) {
    held.occupation = held.occupation.or_else(|| behind?.occupation);
    held.trained_in = held.trained_in.or_else(|| behind?.country);
    held.curriculum_id = None;
    let whole =
        |need: Decimal| need.scaled(0).map(|whole| whole + i64::from(need.scaled(2) > Some(whole * 100)));
    for line in &comparison.lines {
        let Some(figure) = line.need.max(line.have) else { continue };
        match line.requirement {
            Requirement::Years => held.years = Some(figure),
            Requirement::TotalHours => held.total_hours = whole(figure),
            Requirement::TheoryHours => held.theory_hours = whole(figure),
            Requirement::ClinicalHours => held.clinical_hours = whole(figure),
            Requirement::AdmissionYears => held.school_years = Some(figure),
            Requirement::BirthsAttended => held.births_attended = whole(figure),
            Requirement::TraineeshipMonths => held.traineeship_months = Some(figure),
            Requirement::Subject(_) => {}
        }
    }
    // A total below its parts would contradict itself.
    let parts =
        held.theory_hours.zip(held.clinical_hours).map(|(theory, clinical)| theory.saturating_add(clinical));
    held.total_hours = held.total_hours.map(|total| total.max(parts.unwrap_or_default()));
}

fn registration(dossier: &Dossier, opening: &Opening, ask: &Ask<'_>) -> Option<Step> {
    let (country, occupation) = opening.destination.zip(opening.occupation)?;
    // No registration leads past a bar: the regulator that set it must lift it.
    if opening.registration_required == Some(false)
        || license::is_barred(&dossier.licenses, occupation, ask.day)
    {
        return None;
    }
    let from = matching::trained_in(&dossier.qualifications);
    let route = license::way(&dossier.licenses, &ask.credentials.post, from, ask.day);
    let action = match &route {
        Some(route) => RankingReason::BeRegistered { country, steps: route.in_order() },
        None if from.is_none() && recognition::has_way(country, opening.region.as_ref(), occupation) => {
            RankingReason::BeRegisteredByTraining { country, field: "qualification.trained_in" }
        }
        None => RankingReason::BeRegisteredSomehow { country },
    };
    let edit = Edit::Registered { country, region: opening.region.clone(), occupation };
    let mut one = Step::new(StepKind::Registration, action.message(), edit);
    if let Some(route) = route {
        one.months = route.months;
        one.cost = route.cost;
        one.sources = route.sources;
    }
    Some(one)
}

/// What is missing after all steps: closed gates, gaps, and facts that are not known.
pub fn remaining(matcher: &Matcher<'_>, dossier: &Dossier, case: &MatchCase<'_>) -> Vec<Message> {
    let ask = &case.ask;
    let all = steps(matcher, dossier, ask);
    let after = all.iter().fold(dossier.clone(), |dossier, one| one.apply(&dossier, ask));
    let explanation = matcher.explain(&after, ask, is_blocked(matcher, &after, case));
    let gates =
        explanation.gates.iter().map(|gate| RankingReason::GateClosed { gate: *gate, remedy: gate.remedy() });
    let gaps = explanation.gaps.iter().map(|gap| RankingReason::GapStays {
        what: gap.what,
        missing: std::iter::once(&gap.missing).chain(&gap.found).cloned().collect(),
    });
    let papers = [
        matching::Criterion::Language,
        matching::Criterion::Curriculum,
        matching::Criterion::License,
        matching::Criterion::Specialty,
    ];
    let unknown = explanation
        .parts
        .iter()
        .filter(|part| !part.known && papers.contains(&part.criterion) && ask.asks(part.criterion));
    let unknown = unknown
        .map(|part| RankingReason::NotKnown { criterion: part.criterion, because: part.because.clone() });
    let practice =
        ask.opening.experience_months.filter(|_| explanation.unsettled.contains(&Unsettled::Experience));
    let practice = practice.map(|months| RankingReason::ShowPractice { months });
    let said = gates.chain(gaps).chain(unknown).chain(practice).map(|reason| reason.message());
    let entry = explanation.admission.reasons.iter().map(|reason| reason.message());
    said.chain(entry.filter(|_| explanation.unsettled.contains(&Unsettled::Entry))).collect()
}

/// What the rules still ask before the recruitment may go ahead, whatever the worker does.
fn held_by(assessment: &Assessment) -> Vec<Message> {
    let holds = assessment.findings.iter().filter(|finding| finding.effect() > Clearance::Clear);
    let reason = |finding: &Arc<Finding>| {
        let rule = finding.rule.clone();
        match &finding.outcome {
            FindingOutcome::Broken => RankingReason::BlockStays { rule, remedy: finding.remedy.clone() },
            FindingOutcome::Unknown { missing } => RankingReason::HoldStays { rule, facts: missing.clone() },
            FindingOutcome::Unusable { because } => {
                RankingReason::UnjudgedStays { rule, because: because.clone() }
            }
        }
    };
    holds.map(|finding| reason(finding).message()).collect()
}

/// Whether a policy blocks a worker from an opening.
pub fn is_blocked(matcher: &Matcher<'_>, dossier: &Dossier, case: &MatchCase<'_>) -> bool {
    matcher.assess_worker(case, dossier).clearance == Clearance::Blocked
}

/// The fewest steps that change an answer.
#[derive(Debug, Clone, Serialize)]
pub struct Flip {
    /// The state that they lead to.
    pub to: State,
    /// The steps, in the order of a plan.
    pub moves: Vec<Step>,
    /// Whether the recruitment may go ahead then.
    pub clearance: Clearance,
    /// What the rules still ask before it may.
    pub held_by: Vec<Message>,
}

/// The smallest set of steps after which a match is ready; where none leads there, after which it is no longer
/// excluded. `None` when it is ready, or when no steps change it.
pub fn flip(matcher: &Matcher<'_>, dossier: &Dossier, case: &MatchCase<'_>) -> Option<Flip> {
    /// More than this many steps are not combined: 2 to the tenth is quickly tried.
    const MOST: usize = 10;
    let ask = &case.ask;
    let blocked = is_blocked(matcher, dossier, case);
    let state = |after: &Dossier| {
        // The rules ask the worker's own record and no other: a change of the others leaves the clearance.
        let same = after.worker == dossier.worker;
        matcher.explain(after, ask, if same { blocked } else { is_blocked(matcher, after, case) }).state
    };
    let before = state(dossier);
    if before == State::Ready {
        return None;
    }
    let mut all = steps(matcher, dossier, ask);
    all.truncate(MOST);
    let mut sets: Vec<u32> = (1..1_u32 << all.len()).collect();
    // The fewest first; of equals those whose steps come first in a plan.
    sets.sort_by_key(|set| (set.count_ones(), *set));
    let mut opened = None;
    for set in sets {
        let chosen: Vec<&Step> = (0..all.len()).filter(|at| set >> at & 1 == 1).map(|at| &all[at]).collect();
        let after = chosen.iter().fold(dossier.clone(), |dossier, one| one.apply(&dossier, ask));
        let to = state(&after);
        let flip = || {
            let assessment = matcher.assess_worker(case, &after);
            let moves = chosen.into_iter().cloned().collect();
            Flip { to, moves, clearance: assessment.clearance, held_by: held_by(&assessment) }
        };
        if to == State::Ready {
            return Some(flip());
        }
        if before == State::Excluded && to == State::Bridgeable && opened.is_none() {
            opened = Some(flip());
        }
    }
    opened
}
