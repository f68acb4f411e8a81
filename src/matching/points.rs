//! Points of the credentials: each level of an answer has its points, with the case that set them.

use super::scale::Points;
use super::{CredentialAsk, Person};
use crate::credentials::experience::{self, Experience};
use crate::credentials::language::{self, LanguageLevel};
use crate::credentials::license::{self, LicenseLevel};
use crate::curricula::{self, CurriculumLevel, Program, TrainingComparison};
use crate::model::{Country, Isco08, PartialDate, Qualification};
use bytemuck::{Pod, Zeroable};

/// The points of a worker's credentials against one ask, packed as a column of the profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Credentials {
    /// Language.
    pub language: Points,
    /// Curriculum.
    pub curriculum: Points,
    /// License.
    pub license: Points,
    /// Experience.
    pub experience: Points,
}

/// The points of a worker's credentials.
pub fn credential_points(person: &Person<'_>, ask: &CredentialAsk) -> Credentials {
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
    let license = license::timeline(person.licenses, &ask.post, trained_in, ask.day).at(ask.day);
    Credentials {
        language: language_points(language::level(&facts, &ask.languages, ask.day)),
        curriculum: curriculum_points(curriculum_level(person, ask)),
        license: license_points(license),
        experience: experience_points(&practice(person, ask), ask.experience_months),
    }
}

/// The country of the latest qualification that names one.
pub fn trained_in(qualifications: &[Qualification]) -> Option<Country> {
    latest(qualifications).find_map(|qualification| qualification.trained_in)
}

fn latest(qualifications: &[Qualification]) -> impl Iterator<Item = &Qualification> {
    let mut sorted: Vec<&Qualification> = qualifications.iter().collect();
    // Without a date a qualification comes last; among equals the natural key decides.
    sorted.sort_by_key(|q| std::cmp::Reverse(q.completed.map(PartialDate::latest)));
    sorted.into_iter()
}

/// What of a worker's training is held against the minimum that an ask goes by: each qualification with its curriculum.
/// Empty where the opening does not say where or as what the work is.
fn programs<'a>(
    person: &Person<'a>,
    ask: &CredentialAsk,
) -> impl Iterator<Item = (Program<'a>, Country, Isco08)> {
    let post = ask.destination.zip(ask.occupation);
    let (qualifications, curricula) = (person.qualifications, person.curricula);
    post.into_iter().flat_map(move |(destination, occupation)| {
        qualifications.iter().map(move |own| {
            let syllabus = own.curriculum_id.as_ref().and_then(|id| curricula.get(id));
            (Program { syllabus, qualification: Some(own) }, destination, occupation)
        })
    })
}

/// Whether the destination has registered the worker for the occupation asked: then it has recognized the training.
pub fn is_registered(person: &Person<'_>, ask: &CredentialAsk) -> bool {
    ask.destination.zip(ask.occupation).is_some_and(|(destination, occupation)| {
        license::is_registered(person.licenses, destination, ask.region.as_ref(), occupation, ask.day)
    })
}

/// The best level of the qualifications against the destination's minimum.
fn curriculum_level(person: &Person<'_>, ask: &CredentialAsk) -> CurriculumLevel {
    if is_registered(person, ask) {
        return CurriculumLevel::Registered;
    }
    let level = |(program, destination, occupation): (Program<'_>, Country, Isco08)| {
        curricula::level(&program, destination, ask.region.as_ref(), occupation, ask.day)
    };
    programs(person, ask).map(level).max().unwrap_or(CurriculumLevel::Unknown)
}

/// The qualification that stands best against the destination's minimum, by its place, with the comparison. The
/// first of equals.
pub fn best_training(person: &Person<'_>, ask: &CredentialAsk) -> Option<(usize, TrainingComparison)> {
    let region = ask.region.as_ref();
    programs(person, ask)
        .map(|(program, destination, occupation)| {
            curricula::compare(&program, destination, region, occupation, ask.day)
        })
        .enumerate()
        .reduce(|best, next| if next.1.level > best.1.level { next } else { best })
}

pub(super) fn practice(person: &Person<'_>, ask: &CredentialAsk) -> Option<Experience> {
    let occupation = ask.occupation?;
    if person.employments.is_empty() {
        return None;
    }
    Some(experience::months(person.employments, occupation, &ask.near, ask.specialty.as_ref(), ask.day))
}

pub(super) fn language_points(level: LanguageLevel) -> Points {
    use LanguageLevel as L;
    match level {
        L::Unknown => Points::UNKNOWN,
        // A certificate that says nothing is still one that can be asked about.
        L::Unclear => Points::known(50),
        L::NoCertificate => Points::known(0),
        // A2 for B2: a year of courses.
        L::FarBelow => Points::known(100),
        // IELTS writing 6.0 for 6.5: one retake.
        L::OneBelow => Points::known(450),
        // Trained in English for an English-speaking regulator: exemptions may apply.
        L::TrainedInIt => Points::known(550),
        L::MeetsOpening => Points::known(750),
        // The right level by another test: the regulator may ask for its own.
        L::MeetsByLevel => Points::known(850),
        L::MeetsRegulator => Points::known(1000),
    }
}

pub(super) fn curriculum_points(level: CurriculumLevel) -> Points {
    use CurriculumLevel as C;
    match level {
        C::Unknown => Points::UNKNOWN,
        C::OtherOccupation => Points::known(0),
        C::AssistantLevel => Points::known(100),
        C::PartlyKnown => Points::known(200),
        // 3,000 hours for 4,600: most of a training is missing.
        C::FarShort => Points::known(200),
        // An adaptation period is likely.
        C::Short => Points::known(450),
        // Hours do not decide there: neither an advantage nor a fault.
        C::ComparedOtherwise => Points::known(600),
        C::NoFixedMinimum => Points::known(600),
        C::NearlyMeets => Points::known(800),
        C::MeetsTypically => Points::known(900),
        // Annex V lists the diploma, or its holder must prove acquired rights.
        C::RecognizedInEurope => Points::known(900),
        C::Meets => Points::known(1000),
        // A nurse of Germany for a post in Germany.
        C::OwnDiploma => Points::known(1000),
        // Hours that the destination has already compared are not asked again.
        C::Registered => Points::known(1000),
    }
}

pub(super) fn license_points(level: LicenseLevel) -> Points {
    use LicenseLevel as L;
    match level {
        L::Unknown => Points::UNKNOWN,
        L::Barred => Points::known(0),
        L::NoLicense => Points::known(50),
        L::Unclear => Points::known(100),
        L::Licensed => Points::known(350),
        L::Within24Months => Points::known(450),
        L::Within12Months => Points::known(600),
        L::Within6Months => Points::known(750),
        L::AnotherRegion => Points::known(900),
        L::Registered => Points::known(1000),
    }
}

/// Points of practice: against the months that the opening asks, or where it asks none against what
/// makes a nurse independent (two years) and senior (five).
pub fn experience_points(practice: &Option<Experience>, asked: Option<i64>) -> Points {
    let Some(practice) = practice else { return Points::UNKNOWN };
    // A near occupation counts half.
    let months = i64::from(practice.in_occupation_months) + i64::from(practice.near_occupation_months) / 2;
    if months == 0 && !practice.missing.is_empty() {
        return Points::UNKNOWN;
    }
    Points::known(match asked {
        Some(asked) if months >= asked => 1000,
        Some(asked) if months * 2 >= asked => 600,
        Some(_) if months > 0 => 300,
        Some(_) => 0,
        None if months >= 60 => 1000,
        None if months >= 24 => 800,
        None if months >= 12 => 600,
        None if months > 0 => 300,
        None => 0,
    })
}
