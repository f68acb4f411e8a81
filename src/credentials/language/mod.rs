//! Language: certificates against what the opening and the regulator's table ask.
//!
//! Two asks are kept apart. The *opening* asks a CEFR level of one language: any certificate that
//! shows the level will do. The *regulator* names tests with their own minimums: a certificate of a
//! named test is compared with those numbers and nothing else, in one sitting or in two where the
//! regulator combines them. Any other certificate can only show that the level would be met. Both are
//! wanted, so the lower of the two answers counts.
//!
//! Of a rule in two parts (*Together with*) both must be met; a part alone is one level below.

#[cfg(test)]
mod kinds_tests;
mod minimums;
mod outcome;
mod reason;
mod route;
mod rules;
mod sentence;
mod shown;
mod sittings;
mod solve;
#[cfg(test)]
mod solver_tests;
mod standing;
mod step;
#[cfg(test)]
mod tests;

use super::{BridgingStep, Gap, GapKind, Timeline};
use crate::message::Reason;
use crate::model::{
    Cefr, Country, Day, Evidence, Isco08, Language, LanguageCertificate, License, Opening, PartialDate,
    Qualification, Subdivision, Worker, words,
};
use crate::reference::{Citation, occupations, regulators};
use serde::Serialize;
use standing::{Judged, Regulator};

pub use outcome::Outcome;
pub use reason::{CertificateName, LanguageReason, Remark};
pub use route::{LanguageRoute, Short};
pub use shown::{Shown, exam_level, height, level_of_pass, levels_by_skill, shown};
pub use sittings::Obstacle;
pub use solve::{Post, RegulatorAnswer, Solution, solve, solve_on_condition};
pub use step::{Effort, LanguageChange, NextStep, apply};

/// A way to meet a regulator's language rule. Of one regulator they are alternatives.
pub type Requirement = &'static regulators::LanguageRule;

words! {
    /// How a worker stands in the languages asked, worst first.
    LanguageLevel, "a language level of a match" {
        /// No certificate is recorded, or nothing is known of what is asked.
        Unknown = "unknown",
        /// Certificates are recorded, none of them counts on the day: other languages, expired.
        NoCertificate = "no-certificate",
        /// A certificate in the language whose result or date is not known, or a rule whose minimum is not.
        Unclear = "unclear",
        /// Two CEFR levels or more below, or below by an amount that no table translates: A2 for B2.
        FarBelow = "far-below",
        /// One CEFR level below, short of the regulator's own numbers, or one part of two: IELTS writing 6.0 for 6.5.
        OneBelow = "one-below",
        /// Trained in the language, no test shown; the regulator lists exemptions that may apply.
        TrainedInIt = "trained-in-it",
        /// The opening's level is met; what the regulator asks was not retrieved.
        MeetsOpening = "meets-opening",
        /// The level is met, but by another test than the regulator's, by one that it no longer takes, or
        /// by the worker's own word: a C1 certificate where the regulator names IELTS 7.0.
        MeetsByLevel = "meets-by-level",
        /// All that is asked is met by a document seen: IELTS 7.0 in one sitting, in time.
        MeetsRegulator = "meets-regulator",
    }
}

/// All that is asked in languages: one edition of the rules, and the opening's own words.
#[derive(Debug, Clone, Default)]
pub struct Asks {
    /// The regulator's rules; empty when none was retrieved.
    pub requirements: Vec<Requirement>,
    /// Whether the job needs registration; `None` not known, taken as needed.
    pub registration_required: Option<bool>,
    /// The language and level that the opening asks.
    pub opening: Option<(Language, Cefr)>,
    /// Where the work is.
    pub destination: Option<Country>,
}

impl Asks {
    /// What is asked for an opening under the rules of a day.
    pub fn of(opening: &Opening, as_of: Day) -> Self {
        let requirements = match (opening.destination, opening.occupation) {
            (Some(destination), Some(occupation)) => {
                requirements(destination, opening.region.as_ref(), occupation, as_of)
            }
            _ => Vec::new(),
        };
        Self {
            requirements,
            registration_required: opening.registration_required,
            opening: opening.language.zip(opening.language_level),
            destination: opening.destination,
        }
    }

    /// A level of a language and nothing else.
    pub fn of_level(language: Language, level: Cefr) -> Self {
        Self {
            requirements: Vec::new(),
            registration_required: Some(false),
            opening: Some((language, level)),
            destination: None,
        }
    }
}

/// A training, as far as exemptions speak of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Training {
    /// The language of instruction.
    pub language: Option<Language>,
    /// The country.
    pub country: Option<Country>,
    /// The occupation that it was for.
    pub occupation: Option<Isco08>,
    /// How many months it lasted, at least and at most.
    pub months: Option<(u16, u16)>,
    /// When it was completed.
    pub completed: Option<PartialDate>,
    /// Whether somebody saw the document.
    pub seen: bool,
}

/// The months of a training: by its years, else by its dates, of which each may lack its day.
fn months_of(q: &Qualification) -> Option<(u16, u16)> {
    let months = |count: i64| u16::try_from(count).ok();
    if let Some(years) = q.years {
        let all = months(years.scaled(2)?.checked_mul(12)? / 100)?;
        return Some((all, all));
    }
    let (from, until) = q.started.zip(q.completed)?;
    let between = |from: Day, until: Day| months(i64::from(from.months_until(until)));
    let after = |day: Day| Day(day.0.saturating_add(1));
    Some((between(from.latest(), until.earliest())?, between(from.earliest(), after(until.latest()))?))
}

impl Training {
    /// Whether it lasted so many months; `None` not known. The last year of a school is up to four months short.
    fn lasted(&self, least: u16) -> Option<bool> {
        const SHORT: u16 = 4;
        let (low, high) = self.months?;
        let does = |months: u16| months.saturating_add(SHORT) >= least;
        if does(low) { Some(true) } else { (!does(high)).then_some(false) }
    }

    /// The trainings of qualifications. A qualification for work outside health is left out: exemptions
    /// speak of the professional training.
    pub fn of(qualifications: &[Qualification]) -> Vec<Self> {
        let health = |q: &&Qualification| q.occupation.is_none_or(|code| occupations::group(code).is_some());
        let mut trainings: Vec<Self> = qualifications
            .iter()
            .filter(health)
            .map(|q| Self {
                language: q.language,
                country: q.trained_in,
                occupation: q.occupation,
                months: months_of(q),
                completed: q.completed,
                seen: q.evidence > Some(Evidence::SelfDeclared),
            })
            .collect();
        trainings.sort_unstable();
        trainings.dedup();
        trainings
    }
}

/// What is known of a worker's languages.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The certificates; empty when none is recorded.
    pub certificates: &'a [LanguageCertificate],
    /// The trainings behind the worker's qualifications.
    pub trainings: &'a [Training],
    /// Where the worker was trained: some rules speak of some trainings only.
    pub trained_in: Option<Country>,
    /// Whether it is stated that there is no certificate, rather than not known.
    pub states_none: bool,
    /// The licenses: who is registered is not asked for proofs of entry.
    pub licenses: &'a [License],
}

/// Whether it is stated of a worker that there is no certificate, and none is recorded.
pub fn states_none(certificates: &[LanguageCertificate], worker: &Worker) -> bool {
    certificates.is_empty() && worker.no_language_certificates == Some(true)
}

/// An answer, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageAnswer {
    /// The level.
    pub level: LanguageLevel,
    /// The reasons: first the opening's, then each regulator's, each after what is asked.
    pub evidence: Vec<LanguageReason>,
    /// Fields that would say more.
    pub missing: Vec<&'static str>,
    /// What is missing to the highest level.
    pub gap: Option<Gap>,
    /// The first day on which the level is another one, if the records tell.
    pub changes_on: Option<Day>,
    /// The rows that decided, sorted.
    pub sources: Vec<&'static Citation>,
}

/// The regulator's rules in force: alternatives of one regulator, all regulators to be met. Rows of low
/// confidence and schemes are listed too and decide nothing ([`regulators::LanguageRule::decides`]).
pub fn requirements(
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    as_of: Day,
) -> Vec<Requirement> {
    regulators::in_force(destination, region, occupation, as_of)
}

/// How a worker stands on a day.
pub fn assess(facts: &Facts<'_>, asks: &Asks, day: Day) -> LanguageAnswer {
    let opening = asks.opening.map(|ask| standing::opening(facts, ask, asks.destination, day));
    let regulator = standing::regulator(facts, asks, day);
    let level = combined(opening.as_ref(), &regulator);
    let mut answer = LanguageAnswer {
        level,
        evidence: Vec::new(),
        missing: Vec::new(),
        gap: None,
        changes_on: timeline(facts, asks).next_change(day),
        sources: Vec::new(),
    };
    if facts.certificates.is_empty() {
        answer.missing.push("language_certificate");
    }
    if let (Some(judged), Some((language, level))) = (&opening, asks.opening) {
        answer.evidence.push(LanguageReason::OpeningAsks { language, level });
        answer.take(judged, format!("{} at {level}", language.name()));
    } else {
        answer.missing.push("opening.language_level");
    }
    match &regulator {
        Regulator::NotRequired => answer.evidence.push(LanguageReason::NoRegistration),
        Regulator::NotRetrieved => answer.evidence.push(LanguageReason::NoRule),
        Regulator::Asks(judged) => {
            for (regulator, judged) in judged {
                answer.evidence.push(LanguageReason::RegulatorAsks { regulator, asked: judged.asked() });
                answer.take(judged, judged.asked());
            }
        }
    }
    if level == LanguageLevel::MeetsRegulator {
        answer.gap = None;
    }
    answer.missing.sort_unstable();
    answer.missing.dedup();
    answer.sources.sort();
    answer.sources.dedup();
    answer
}

impl LanguageAnswer {
    /// Takes over what one ask adds. The first ask that is not met names the gap: the regulator's,
    /// coming last, is the harder one to close and replaces the opening's.
    fn take(&mut self, judged: &Judged<'_>, asked: String) {
        self.evidence.extend(judged.reasons());
        self.missing.extend(judged.missing());
        self.sources.extend(judged.sources());
        // A near miss says more about the way than the training does.
        let judged = judged.beside.as_deref().unwrap_or(judged);
        if judged.level < LanguageLevel::MeetsRegulator {
            let step = judged.rule.map(|rule| BridgingStep::cited(judged.action().message(), &rule.citation));
            // What a certificate shows and nobody has seen lacks a look, and no exam.
            let unseen = judged.level == LanguageLevel::MeetsByLevel && judged.remarks == [Remark::Unseen];
            let lacks =
                if unseen { LanguageReason::NotSeen { asked } } else { LanguageReason::NotShown { asked } };
            self.gap = Some(Gap {
                what: GapKind::Language,
                missing: lacks.message(),
                found: judged.reasons().iter().map(Reason::message).collect(),
                step,
            });
        }
    }
}

/// The level over time, for one edition of what is asked.
pub fn timeline(facts: &Facts<'_>, asks: &Asks) -> Timeline<LanguageLevel> {
    Timeline::of(standing::changes(facts, asks), |day| level(facts, asks, day))
}

/// The level on a day, without the words.
pub fn level(facts: &Facts<'_>, asks: &Asks, day: Day) -> LanguageLevel {
    let opening = asks.opening.map(|ask| standing::opening(facts, ask, asks.destination, day));
    combined(opening.as_ref(), &standing::regulator(facts, asks, day))
}

fn combined(opening: Option<&Judged<'_>>, regulator: &Regulator<'_>) -> LanguageLevel {
    let opening = opening.map(|judged| judged.level);
    match (opening, regulator) {
        (Some(opening), Regulator::NotRequired) => opening,
        (Some(opening), Regulator::NotRetrieved) => opening.min(LanguageLevel::MeetsOpening),
        (None, Regulator::NotRequired | Regulator::NotRetrieved) => LanguageLevel::Unknown,
        (opening, Regulator::Asks(all)) => {
            all.iter().map(|(_, judged)| judged.level).chain(opening).min().unwrap_or(LanguageLevel::Unknown)
        }
    }
}
