//! Points of the credentials: each level of an answer has its points, with the case that set them.

use super::scale::Points;
use super::{CredentialAsk, Person, Weights};
use crate::credentials::experience::{self, Experience, SoughtPractice, StatedPractice};
use crate::credentials::language::{self, LanguageLevel};
use crate::credentials::license::{self, LicenseLevel, LicenseStanding};
use crate::curricula::{self, ChosenTraining, CurriculumLevel, TrainingComparison};
use crate::model::{
    Country, Day, Evidence, Isco08, Language, LanguageCertificate, PartialDate, Qualification,
};

/// The points of a worker's credentials against one ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credentials {
    /// Language.
    pub language: Points,
    /// Curriculum.
    pub curriculum: Points,
    /// License.
    pub license: Points,
    /// Experience.
    pub experience: Points,
    /// Whether a post for returnees brings somebody home.
    pub homecoming: Points,
    /// Whether a license of the occupation is suspended or revoked, which closes a gate.
    pub barred: bool,
}

impl Credentials {
    /// What the credentials add under weights, and the bit [`Self::BARRED`] for whoever may not practice.
    pub fn packed(&self, weights: &Weights) -> u16 {
        self.adds(weights) | if self.barred { Self::BARRED } else { 0 }
    }

    /// Beside the sum, which is at most 1000: the worker may not practice.
    pub const BARRED: u16 = 1 << 15;
}

/// The points of a worker's credentials.
pub fn credential_points(person: &Person<'_>, ask: &CredentialAsk) -> Credentials {
    let trained_in = trained_in(person.qualifications);
    let standing = license::timeline(person.licenses, &ask.post, trained_in, ask.day).at(ask.day);
    let practice = practice(person, ask);
    let settled = is_registered(person, ask);
    Credentials {
        language: language_credit(person, ask, settled).0,
        curriculum: match standing.level {
            // Whoever may not practice is no better for the training.
            LicenseLevel::Barred => Points::known(0),
            _ => curriculum_credit(person, ask),
        },
        license: license_points(standing, license_bound(standing.level, practice.as_ref(), ask.day)),
        experience: experience_points(standing.level, practice.as_ref(), ask),
        homecoming: Homecoming::of(person, ask).points(),
        barred: standing.level == LicenseLevel::Barred,
    }
}

/// What language has points for beside its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LanguageCredit {
    /// The level alone.
    Level,
    /// The register has settled it, and the opening itself asks no level.
    Settled,
    /// A result that has run out met it.
    OnceMet,
    /// Trained in the language, and nothing else shows it.
    Trained,
}

/// The facts that language is judged by.
pub(super) fn language_facts<'a>(
    person: &Person<'a>,
    trainings: &'a [language::Training],
) -> language::Facts<'a> {
    language::Facts {
        certificates: person.certificates,
        trainings,
        trained_in: trained_in(person.qualifications),
        licenses: person.licenses,
        states_none: language::states_none(person.certificates, person.worker),
    }
}

/// The points of language. `settled`: whether the worker is on the register of the destination already.
pub(super) fn language_credit(
    person: &Person<'_>,
    ask: &CredentialAsk,
    settled: bool,
) -> (Points, LanguageCredit) {
    let asks = &ask.languages;
    if settled && asks.opening.is_none() {
        return (Points::known(1000), LanguageCredit::Settled);
    }
    let trainings = language::Training::of(person.qualifications);
    let facts = language_facts(person, &trainings);
    let level = language::level(&facts, asks, ask.day);
    if level > LanguageLevel::FarBelow {
        let points = match level {
            LanguageLevel::TrainedInIt => trained_points(&facts, asks, ask.day),
            _ => language_points(level),
        };
        // A training is proven otherwise, and there are no certificates behind it.
        let unproven = if level == LanguageLevel::TrainedInIt {
            0
        } else {
            unproven(proof(&facts, asks, level, ask.day))
        };
        let near = if level == LanguageLevel::OneBelow { nearness(&facts, asks, ask.day) } else { 0 };
        return (Points::known((points.value() + near).saturating_sub(unproven)), LanguageCredit::Level);
    }
    if once_met(&facts, asks, ask.day) {
        return (Points::known(250), LanguageCredit::OnceMet);
    }
    if trainings.iter().any(|one| one.language.is_some_and(|language| wants(asks, language))) {
        return (Points::known(language_points(level).value().max(200)), LanguageCredit::Trained);
    }
    let points = language_points(level);
    if level == LanguageLevel::FarBelow {
        // An exam that was failed is worth nothing.
        let points = match nearness(&facts, asks, ask.day) {
            0 => 0,
            near => points.value() + near,
        };
        return (Points::known(points), LanguageCredit::Level);
    }
    (points, LanguageCredit::Level)
}

/// Points of who trained in the language and has no result that suffices: a result of one's own says more than that
/// exemptions may apply. Nearly there, there once, none shown, far below.
fn trained_points(facts: &language::Facts<'_>, asks: &language::Asks, day: Day) -> Points {
    let alone = language::Facts { trainings: &[], ..*facts };
    match language::level(&alone, asks, day) {
        LanguageLevel::OneBelow => Points::known(600 + nearness(facts, asks, day)),
        LanguageLevel::FarBelow => Points::known(440 + nearness(facts, asks, day)),
        _ if once_met(&alone, asks, day) => Points::known(590),
        _ => language_points(LanguageLevel::TrainedInIt),
    }
}

/// Up to 80 points for how high the best result in a language asked is: of two who miss the same level, the nearer first.
fn nearness(facts: &language::Facts<'_>, asks: &language::Asks, day: Day) -> u16 {
    let counts = |one: &&LanguageCertificate| {
        one.taken_on.is_none_or(|taken| taken.latest() <= day)
            && one.expires_on.is_none_or(|expires| expires.earliest() >= day)
            && one.language.is_some_and(|language| wants(asks, language))
    };
    facts.certificates.iter().filter(counts).filter_map(language::height).max().unwrap_or_default() * 8 / 100
}

fn wants(asks: &language::Asks, language: Language) -> bool {
    let opening = asks.opening.map(|(asked, _)| asked);
    opening
        .into_iter()
        .chain(asks.requirements.iter().map(|rule| rule.language))
        .any(|asked| asked == language)
}

/// How well a level is proven: the best evidence of certificates that suffice for it. A certificate that does not count,
/// such as a failed one, proves nothing, and neither does one beside a training that suffices by itself.
fn proof(
    facts: &language::Facts<'_>,
    asks: &language::Asks,
    level: LanguageLevel,
    day: Day,
) -> Option<Evidence> {
    let mut kinds: Vec<Evidence> = facts.certificates.iter().filter_map(|one| one.evidence).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let by_training = language::level(&language::Facts { certificates: &[], ..*facts }, asks, day) >= level;
    if let [one] = kinds[..]
        && !by_training
        && facts.certificates.iter().all(|certificate| certificate.evidence.is_some())
    {
        return Some(one);
    }
    let alone = language::Facts { trainings: &[], trained_in: None, ..*facts };
    let is_reached = |least: &Evidence| {
        let proven: Vec<LanguageCertificate> =
            facts.certificates.iter().filter(|one| one.evidence >= Some(*least)).cloned().collect();
        let facts = if by_training { &alone } else { facts };
        language::level(&language::Facts { certificates: &proven, ..*facts }, asks, day) >= level
    };
    kinds.into_iter().rev().find(is_reached)
}

/// Whether a result met what is asked on the day on which it was taken, and has run out since.
fn once_met(facts: &language::Facts<'_>, asks: &language::Asks, day: Day) -> bool {
    /// Results younger than this run out nowhere.
    const YOUNG: i32 = 365;
    let old = facts.certificates.iter().filter_map(|one| one.taken_on).map(PartialDate::latest);
    old.filter(|taken| taken.0.saturating_add(YOUNG) < day.0)
        .any(|taken| language::level(facts, asks, taken) >= LanguageLevel::MeetsOpening)
}

/// What is taken off for a credential by how well it is proven.
fn unproven(evidence: Option<Evidence>) -> u16 {
    match evidence {
        Some(Evidence::IssuerVerified) => 0,
        Some(Evidence::DocumentSeen) => 20,
        Some(_) | None => 60,
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

/// The training that is held against the minimum that an ask goes by. `None` where the opening does not say where or as
/// what the work is, or nothing is known of the worker's training.
fn chosen<'a>(person: &Person<'a>, ask: &CredentialAsk) -> Option<(ChosenTraining<'a>, Country, Isco08)> {
    let (destination, occupation) = ask.destination.zip(ask.occupation)?;
    let place = (destination, ask.region.as_ref());
    let (held, curricula) = (person.qualifications, person.curricula);
    let chosen = curricula::choose(held, |_| true, curricula, place, occupation, ask.day)?;
    Some((chosen, destination, occupation))
}

/// Whether the destination has registered the worker for the occupation asked: then it has recognized the training.
pub fn is_registered(person: &Person<'_>, ask: &CredentialAsk) -> bool {
    ask.destination.zip(ask.occupation).is_some_and(|(destination, occupation)| {
        license::is_registered(person.licenses, destination, ask.region.as_ref(), occupation, ask.day)
    })
}

/// The points of the training that is held against the destination's minimum, less what its proof lacks.
fn curriculum_credit(person: &Person<'_>, ask: &CredentialAsk) -> Points {
    if is_registered(person, ask) {
        return curriculum_points(CurriculumLevel::Registered);
    }
    let Some((chosen, ..)) = chosen(person, ask) else { return Points::UNKNOWN };
    let points = curriculum_points(chosen.level);
    if !points.is_known() || points.value() == 0 {
        return points;
    }
    Points::known(points.value() - unproven(chosen.program.qualification.and_then(|own| own.evidence)))
}

/// The training that the points go by, by its place among the qualifications, with the comparison.
pub fn best_training(person: &Person<'_>, ask: &CredentialAsk) -> Option<(usize, TrainingComparison)> {
    let (chosen, destination, occupation) = chosen(person, ask)?;
    let region = ask.region.as_ref();
    Some((chosen.place, curricula::compare(&chosen.program, destination, region, occupation, ask.day)))
}

/// The practice of a worker against an ask; `None` when none is recorded or stated, or the opening names no occupation.
pub fn practice(person: &Person<'_>, ask: &CredentialAsk) -> Option<Experience> {
    let occupation = ask.occupation?;
    let sought =
        SoughtPractice { occupation, near: &ask.near, specialties: &ask.specialties, related: &ask.related };
    let stated = StatedPractice::of(person.worker, &sought);
    let recorded = !person.employments.is_empty();
    if !recorded && stated.is_none() {
        return None;
    }
    Some(experience::months(person.employments, &sought, ask.day).with_stated(stated, recorded, ask.day))
}

fn language_points(level: LanguageLevel) -> Points {
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

fn curriculum_points(level: CurriculumLevel) -> Points {
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
        // Annex V lists the diploma. Where hours are compared somebody has yet to decide, so nothing lies above it.
        C::RecognizedInEurope => Points::known(1000),
        C::Meets => Points::known(1000),
        // A nurse of Germany for a post in Germany.
        C::OwnDiploma => Points::known(1000),
        // Hours that the destination has already compared are not asked again.
        C::Registered => Points::known(1000),
    }
}

/// Points of registration: the state of the license and how well it is proven. Neighboring levels lie at least as far
/// apart as the best and the worst proof, so that a higher level never has fewer points.
fn license_points(standing: LicenseStanding, bound: u16) -> Points {
    use LicenseLevel as L;
    let points = match standing.level {
        // A state that is not known may be the worst.
        L::Unknown | L::Unclear => return Points::UNKNOWN,
        L::Barred | L::NoLicense => return Points::known(0),
        // It can be renewed.
        L::Lapsed => 120,
        L::Restricted => 240,
        L::Licensed => 350,
        L::Within24Months => 450,
        L::Within12Months => 600,
        L::Within6Months => 690,
        // A nurse who trained in Germany and is licensed in Austria, for a post in Germany.
        L::TrainedThere => 750,
        L::LapsedThere => 810,
        L::RestrictedThere => 870,
        L::AnotherRegion => 930,
        L::Registered => 1000,
    };
    Points::known((points - unproven(standing.evidence)).min(bound))
}

/// The most points of registration by how long ago the last practice was: registers ask for recent practice of whoever
/// is not on them, so a license of long ago opens little. What is not recorded sets no bound.
fn license_bound(level: LicenseLevel, practice: Option<&Experience>, day: Day) -> u16 {
    if level >= LicenseLevel::RestrictedThere {
        return 1000;
    }
    let until = practice.filter(|practice| practice.missing.is_empty()).and_then(|practice| practice.until);
    let most = until.map_or(1000, |until| recent(until, day));
    // Five years are the longest that a known register lets pass.
    if most >= 700 { 1000 } else { u16::try_from(most * most / 1000).unwrap_or(1000) }
}

/// Months of practice that a post asks without saying so: what makes a nurse independent, and what makes one senior.
/// By months credited, with their points; what lies between is on the line.
const UNASKED: [(i64, i64); 5] = [(0, 200), (6, 600), (12, 750), (24, 900), (60, 1000)];

/// What any practice is worth, however long ago.
const LEAST_PRACTICE: u16 = 100;

/// Points of practice, by months credited (see [`experience`]): against the months that the opening asks, and no more
/// than what is asked counts; where it asks none, against what is usual. Who is told that months are missing has no
/// full points. Practice of long ago sets a bound whatever its months: registers ask for recent practice.
fn experience_points(license: LicenseLevel, practice: Option<&Experience>, ask: &CredentialAsk) -> Points {
    let Some(practice) = practice else { return Points::UNKNOWN };
    if license == LicenseLevel::Barred {
        // Nobody may practice on a license that is suspended or revoked.
        return Points::known(0);
    }
    let own = i64::from(practice.in_occupation_months);
    if practice.near_occupation_months == 0
        && let Some(stated) = practice.stated.filter(|stated| stated.near)
    {
        // Practice without dates may be of any time: it is worth what practice of long ago is, and none is worth no more.
        let asked = ask.experience_months.is_some_and(|asked| asked > 0);
        let known = stated.months > 0 || practice.possible_months == Some(0);
        return match (known, stated.months) {
            (false, _) => Points::UNKNOWN,
            (true, 0) if asked => Points::known(0),
            (true, _) => Points::known(LEAST_PRACTICE),
        };
    }
    if practice.near_occupation_months == 0
        && practice.possible_months.is_none_or(|most| i64::from(most) > own)
    {
        return Points::UNKNOWN;
    }
    let by_months = |months: u32| {
        let months = i64::from(months);
        match ask.experience_months.filter(|asked| *asked > 0) {
            Some(asked) if own < asked => 700 * months.min(asked) / asked,
            Some(asked) => 1000 * months.min(asked) / asked,
            None => on_the_line(&UNASKED, months),
        }
    };
    // Where a specialty is asked, practice in it is half of what counts.
    let all = by_months(practice.credited_months);
    // Intensive care of ten years ago is no practice of today, though somebody has worked elsewhere since.
    let in_specialty = by_months(practice.specialty_months_credited);
    let in_specialty = in_specialty.min(practice.specialty_until.map_or(0, |until| recent(until, ask.day)));
    let points = all.midpoint(in_specialty);
    // Some practice is more than none, however long ago.
    let least = if practice.near_occupation_months > 0 { i64::from(LEAST_PRACTICE) } else { 0 };
    let most = practice.until.map_or(1000, |until| recent(until, ask.day));
    Points::known(u16::try_from(points.min(most).max(least)).unwrap_or_default())
}

/// The most points of practice by the day on which the last of it ended: all for two years, falling until ten. The
/// Health and Care Professions Council asks for updating after two years, and for twice as much after five.
fn recent(until: Day, day: Day) -> i64 {
    let months = i64::from(day.0.saturating_sub(until.0).max(0)) * 48 / 1461;
    on_the_line(&[(24, 1000), (60, 700), (120, 300), (180, 100)], months)
}

/// The value at a place between points, the first and the last beyond them.
fn on_the_line(points: &[(i64, i64)], at: i64) -> i64 {
    let after = points.iter().position(|(place, _)| at < *place);
    match after {
        None => points.last().map_or(0, |(_, value)| *value),
        Some(0) => points[0].1,
        Some(next) => {
            let ((from, low), (to, high)) = (points[next - 1], points[next]);
            low + (high - low) * (at - from) / (to - from)
        }
    }
}

/// Whether the records tell if the months that an opening asks are there: they are, or they cannot be.
pub fn is_practice_settled(practice: Option<&Experience>, asked: Option<i64>) -> bool {
    let Some(asked) = asked.filter(|asked| *asked > 0) else { return true };
    practice.is_some_and(|practice| {
        i64::from(practice.in_occupation_months) >= asked
            || practice.possible_months.is_some_and(|most| i64::from(most) < asked)
    })
}

/// What a worker and a post for returnees have in common. Nationality is no tie: no opening may be filled by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Homecoming {
    /// Trained or licensed in the country of the post; `None` when no country is recorded.
    pub(super) tie: Option<bool>,
    /// Lives in another country.
    pub(super) abroad: Option<bool>,
    /// Wants to return.
    pub(super) wants: Option<bool>,
}

impl Homecoming {
    pub(super) fn of(person: &Person<'_>, ask: &CredentialAsk) -> Self {
        let trained = person.qualifications.iter().filter_map(|own| own.trained_in);
        let licensed = person.licenses.iter().filter_map(|own| own.country);
        let countries: Vec<Country> = trained.chain(licensed).collect();
        let tie = ask.destination.filter(|_| !countries.is_empty()).map(|home| countries.contains(&home));
        let abroad = ask.destination.zip(person.worker.residence).map(|(home, lives)| home != lives);
        Self { tie, abroad, wants: person.worker.wants_return }
    }

    /// Who lives in the country is no returnee, and who has no tie is behind. A wish that is not known counts like one
    /// that is not there.
    fn points(self) -> Points {
        match (self.tie, self.abroad) {
            (None, _) | (Some(true), None) => Points::UNKNOWN,
            (Some(false), _) => Points::known(0),
            (Some(true), Some(false)) => Points::known(200),
            (Some(true), Some(true)) => Points::known(if self.wants == Some(true) { 1000 } else { 600 }),
        }
    }
}

#[cfg(test)]
mod tests;
