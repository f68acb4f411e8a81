//! How the certificates stand to one ask: the best of them counts, so another one never does harm.

use super::minimums::{self, Shortfall};
use super::outcome::Outcome;
use super::reason::Remark;
use super::shown::{self, Counts, Shown};
use super::sittings::{self, Obstacle, Sitting, Together};
use super::{Asks, Facts, LanguageLevel, Requirement, Training};
use crate::credentials::license;
use crate::model::{
    Cefr, Confidence, Country, Day, Evidence, Isco08, Language, LanguageCertificate, PartialDate, TestId,
    TestMode, Window,
};
use crate::reference::cefr;
use crate::reference::country_languages::{self, CountryLanguage};
use crate::reference::earlier_trainings::{self, EarlierTraining};
use crate::reference::europe;
use crate::reference::language_exemptions::{self, Basis, Exemption};
use crate::reference::regulators;
use crate::reference::regulators::{AlsoTakes, Applicants, LanguageRule};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Why a level was given.
#[derive(Debug, Clone)]
pub(super) enum Because<'a> {
    /// No certificate is recorded.
    NothingRecorded,
    /// It is stated that there is no certificate.
    NoneStated,
    /// None of the certificates is in a language asked.
    OtherLanguages,
    /// The certificate does not count on the day.
    NotCounting(Counts),
    /// The minimum was not retrieved.
    RuleUnknown,
    /// Fields of the certificate are not known.
    Missing(Vec<&'static str>),
    /// The languages of instruction include the one asked.
    Trained(Language),
    /// The level shown, against a level asked.
    Level(Shown, Cefr),
    /// Results below the regulator's own minimums.
    Short(Vec<Shortfall<'a>>),
    /// Two sittings would do together, if this were known.
    Sittings(Obstacle),
    /// A training that the regulator exempts.
    Exempt(&'static Exemption),
    /// A training that the regulator may exempt, if it sees what no record holds.
    MayBeExempt(&'static Exemption),
    /// Every minimum is met.
    Passed,
    /// The regulator asks for no test.
    NoTest,
    /// The destination has registered the worker, so that its proofs of entry were shown.
    Registered(Country),
    /// The training was in the destination itself.
    TrainedHere(Country),
    /// The training was in the language, in a country where it is spoken.
    TrainedWhereSpoken(&'static CountryLanguage),
    /// A training from before a day, to which the rules for the European area may apply.
    EarlierTraining(&'static EarlierTraining),
    /// A training that the regulator exempts if it lasted long enough, which is not known.
    LengthUnknown(&'static Exemption),
}

/// How one ask is met.
#[derive(Debug, Clone)]
pub(super) struct Judged<'a> {
    pub level: LanguageLevel,
    /// The same as one of three.
    pub outcome: Outcome,
    pub certificate: Option<&'a LanguageCertificate>,
    /// The later sitting, where two count together.
    pub with: Option<&'a LanguageCertificate>,
    pub rule: Option<Requirement>,
    pub because: Because<'a>,
    /// What keeps the level from the highest one, or was assumed.
    pub remarks: Vec<Remark>,
    /// The best certificate, where the training in the language counts for more than it does.
    pub beside: Option<Box<Self>>,
}

/// What the regulators of the destination say.
#[derive(Debug)]
pub(super) enum Regulator<'a> {
    NotRequired,
    NotRetrieved,
    Asks(Vec<(&'static str, Judged<'a>)>),
}

/// How the opening's own ask is met.
pub(super) fn opening<'a>(
    facts: &Facts<'a>,
    (language, asked): (Language, Cefr),
    destination: Option<Country>,
    day: Day,
) -> Judged<'a> {
    let mut best = nothing(facts);
    for certificate in facts.certificates {
        match may_speak(certificate, language) {
            Some(true) => best.improve(by_level(certificate, asked, None, day).of(certificate, None)),
            None => best.improve(language_unsaid(certificate, None, day).of(certificate, None)),
            Some(false) => {}
        }
    }
    // Who learned the profession in the language of the land speaks it as the work asks, unless a result of their own
    // says otherwise.
    let shown_below = matches!(best.level, LanguageLevel::FarBelow | LanguageLevel::OneBelow);
    let in_it = facts.trainings.iter().filter(|one| one.language == Some(language) && !shown_below);
    for training in in_it {
        let Some(row) = training.country.and_then(|country| spoken(country, language, destination, day))
        else {
            continue;
        };
        let mut judged = Judged::new(LanguageLevel::MeetsRegulator, Because::TrainedWhereSpoken(row));
        if !training.seen {
            judged.cap(Remark::Unseen);
        }
        best.improve(judged);
    }
    if facts.trainings.iter().any(|training| training.language == Some(language)) {
        best.improve(Judged::new(LanguageLevel::TrainedInIt, Because::Trained(language)));
    }
    best
}

/// The row that says that a language is the one of a country: three in four people speak it, or it is an official one of
/// a state of Europe or of the country where the work is.
fn spoken(
    country: Country,
    language: Language,
    destination: Option<Country>,
    day: Day,
) -> Option<&'static CountryLanguage> {
    /// Of the English of the Philippines or Kenya the table has less: there it is the language of schools. In Europe each
    /// official language is the first one of a part of the people, as in Belgium and Switzerland.
    const MOST_PEOPLE: f64 = 75.0;
    country_languages::of(country).find(|row| {
        row.language == language
            && row.standing.is_official()
            && (destination == Some(country)
                || europe::in_area(country, day)
                || row.percent.is_some_and(|percent| percent >= MOST_PEOPLE))
    })
}

/// How each regulator's ask is met, by the name of the regulator.
pub(super) fn regulator<'a>(facts: &Facts<'a>, asks: &Asks, day: Day) -> Regulator<'a> {
    if asks.registration_required == Some(false) {
        return Regulator::NotRequired;
    }
    let rules = deciding(&asks.requirements, facts, day);
    if rules.is_empty() {
        return Regulator::NotRetrieved;
    }
    let told: Vec<Requirement> = asks.requirements.iter().copied().filter(|rule| !rule.decides()).collect();
    Regulator::Asks(
        rules.into_iter().map(|(name, rules)| (name, one_regulator(facts, &rules, &told, day))).collect(),
    )
}

/// The rows that may decide for a training, by the name of the regulator.
pub(super) fn deciding(
    requirements: &[Requirement],
    facts: &Facts<'_>,
    day: Day,
) -> BTreeMap<&'static str, Vec<Requirement>> {
    let mut rules: BTreeMap<&'static str, Vec<Requirement>> = BTreeMap::new();
    for &rule in requirements {
        if rule.decides() && applies(rule, facts, day) != Some(false) {
            rules.entry(&rule.regulator).or_default().push(rule);
        }
    }
    rules
}

/// The days on which an answer may change.
pub(super) fn changes(facts: &Facts<'_>, asks: &Asks) -> Vec<Day> {
    let mut windows: Vec<Option<u16>> = asks.requirements.iter().map(|rule| rule.validity_months).collect();
    windows.push(None);
    windows.sort_unstable();
    windows.dedup();
    let mut days: Vec<Day> =
        facts.certificates.iter().flat_map(|certificate| shown::turns(certificate, &windows)).collect();
    // A rule for trainings of the European area begins and ends with the membership of the country.
    let by_area = |rule: &&Requirement| {
        matches!(rule.applicants, Applicants::TrainedInEurope | Applicants::TrainedElsewhere)
    };
    if asks.requirements.iter().any(|rule| by_area(&rule)) {
        days.extend(facts.trained_in.into_iter().flat_map(europe::changes));
    }
    days.extend(license::turns(facts.licenses));
    days
}

fn one_regulator<'a>(facts: &Facts<'a>, rules: &[Requirement], told: &[Requirement], day: Day) -> Judged<'a> {
    let mut best = nothing(facts);
    best.rule = rules.first().copied();
    for judged in judgments(facts, rules, told, day) {
        best.improve(judged);
    }
    best
}

/// A certificate against a row that it may be judged by, the other part of the rule aside.
struct Alone<'a> {
    certificate: &'a LanguageCertificate,
    rule: Requirement,
    judged: Judged<'a>,
}

/// Every way in which the records stand to one regulator's rules: certificate by certificate, in pairs
/// of sittings, and by the training. Each certificate is judged once by each row. Rows that are `told` decide nothing;
/// they say which tests may be taken all the same.
pub(super) fn judgments<'a>(
    facts: &Facts<'a>,
    rules: &[Requirement],
    told: &[Requirement],
    day: Day,
) -> Vec<Judged<'a>> {
    let mut alone = Vec::new();
    for certificate in facts.certificates {
        let candidates = || {
            let in_language = rules.iter().filter(|rule| speaks(certificate, rule.language) && !rule.no_test);
            in_language.filter(|rule| window_by_test(certificate, rule) != Some(false))
        };
        // A test that the regulator names is judged by its own numbers, never as another one's equal.
        let named = candidates().any(|rule| rule.test.is_some() && rule.test == certificate.test);
        let names_it = |row: &Requirement| {
            row.test.is_some()
                && row.test == certificate.test
                && speaks(certificate, row.language)
                && window_by_test(certificate, row) != Some(false)
                && applies(row, facts, day) != Some(false)
        };
        let of_regulator = |row: &&Requirement| rules.iter().any(|rule| rule.regulator == row.regulator);
        let told_only = !named && told.iter().filter(of_regulator).any(names_it);
        for &rule in candidates() {
            let own = rule.test.is_some() && rule.test == certificate.test;
            let judged = match (&rule.test, &certificate.test) {
                (Some(_), _) if own => own_test(certificate, rule, day),
                (Some(_), _) if named => continue,
                (Some(_), _) if told_only => told_alone(certificate, rule, day),
                (Some(test), Some(held)) if cefr::is_higher(held, test) => {
                    higher_exam(certificate, rule, day)
                }
                (Some(_), _) => other_test(certificate, rule, day),
                (None, _) => level_alone(certificate, rule, day),
            };
            let mut judged = judged.of(certificate, Some(rule));
            if own && certificate.test_presumed == Some(true) {
                judged.cap(Remark::Presumed);
            }
            if own
                && rule.latest_sitting
                && facts.certificates.iter().any(|other| follows(other, certificate, day))
            {
                judged.cap(Remark::EarlierSitting);
            }
            if applies(rule, facts, day).is_none() {
                judged.cap(training_open(rule, facts));
            }
            alone.push(Alone { certificate, rule, judged: judged.settled() });
        }
        // In a language that nobody stated, it may be in the one asked.
        let open =
            rules.iter().filter(|rule| may_speak(certificate, rule.language).is_none() && !rule.no_test);
        for &rule in open.filter(|rule| rule.test.is_none() || rule.test == certificate.test) {
            let judged = language_unsaid(certificate, rule.validity_months, day).of(certificate, Some(rule));
            alone.push(Alone { certificate, rule, judged: judged.settled() });
        }
    }
    let with_partner = |one: &Alone<'a>| {
        let mut judged = one.judged.clone();
        if !one.rule.partners.is_empty() {
            let (level, outcome) = partner(facts, rules, one.rule, &alone, day);
            judged.outcome = judged.outcome.min(outcome);
            if level < judged.level {
                judged.level = level;
                judged.remarks.push(Remark::Part);
            }
        }
        judged
    };
    let mut all: Vec<Judged<'a>> = alone.iter().map(with_partner).collect();
    all.extend(combined(facts, rules, day).into_iter().map(Judged::settled));
    for &rule in rules {
        if rule.no_test {
            let for_sure = applies(rule, facts, day) == Some(true);
            let judged = if for_sure {
                Judged::new(LanguageLevel::MeetsRegulator, Because::NoTest)
            } else if let Some(row) = earlier(rule, facts) {
                Judged::new(LanguageLevel::Unclear, Because::EarlierTraining(row))
            } else {
                Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["qualification.trained_in"]))
            };
            all.push(Judged { rule: Some(rule), ..judged.settled() });
        }
        all.extend(exempt(facts, rule, day).into_iter().map(Judged::settled));
        all.extend(trained_here(facts, rule).map(Judged::settled));
        if is_registered(facts, rule, day) {
            let judged = Judged::new(LanguageLevel::MeetsRegulator, Because::Registered(rule.destination));
            all.push(Judged { rule: Some(rule), ..judged.settled() });
        }
    }
    all
}

/// Whether a certificate is surely of a later sitting of the same test that has been by a day.
fn follows(later: &LanguageCertificate, earlier: &LanguageCertificate, day: Day) -> bool {
    let dates = later.taken_on.zip(earlier.taken_on);
    later.test == earlier.test
        && later.language == earlier.language
        && dates.is_some_and(|(later, earlier)| earlier.is_before(later) && later.latest() <= day)
}

/// What pairs of sittings come to, where a rule counts two together. A part of a rule in two parts is
/// never met so: no row says it.
fn combined<'a>(facts: &Facts<'a>, rules: &[Requirement], day: Day) -> Vec<Judged<'a>> {
    let mut all = Vec::new();
    for earlier in facts.certificates {
        for later in facts.certificates {
            let dates = earlier.taken_on.zip(later.taken_on);
            if earlier.test != later.test || dates.is_none_or(|(first, second)| second <= first) {
                continue;
            }
            let judged_by = |certificate: &LanguageCertificate| {
                let named = rules.iter().copied().filter(|rule| {
                    rule.test.is_some()
                        && rule.test == certificate.test
                        && speaks(certificate, rule.language)
                        && rule.partners.is_empty()
                        && window_by_test(certificate, rule) == Some(true)
                });
                named.collect::<Vec<_>>()
            };
            for rule in judged_by(later) {
                for other in judged_by(earlier) {
                    if std::ptr::eq(rule, other) || (rule.window_by_test && other.window_by_test) {
                        all.extend(pair(
                            Sitting { certificate: earlier, rule: other },
                            Sitting { certificate: later, rule },
                            facts,
                            day,
                        ));
                    }
                }
            }
        }
    }
    all
}

fn pair<'a>(earlier: Sitting<'a>, later: Sitting<'a>, facts: &Facts<'_>, day: Day) -> Option<Judged<'a>> {
    let scale = later.certificate.test.as_ref().and_then(cefr::scale)?;
    let sittings = [earlier, later];
    // A sitting that no longer counts, or was taken in a way that is refused, is not combined.
    let counts =
        |sitting: &Sitting<'_>| shown::counts(sitting.certificate, sitting.rule.validity_months, day);
    let taken = |sitting: &Sitting<'_>| {
        matches!(counts(sitting), Counts::Yes | Counts::Undated)
            && sitting.certificate.mode.is_none_or(|mode| !sitting.rule.refused_modes.contains(&mode))
    };
    if !sittings.iter().all(taken) {
        return None;
    }
    let undated = sittings.iter().any(|sitting| counts(sitting) == Counts::Undated);
    let (level, because) = match sittings::together(earlier, later, scale) {
        Together::Not => return None,
        Together::Missing(fields) => (LanguageLevel::Unclear, Because::Missing(fields)),
        Together::Unknown(obstacle) => (LanguageLevel::Unclear, Because::Sittings(obstacle)),
        Together::Met if undated => (LanguageLevel::Unclear, Because::Missing(vec!["taken_on"])),
        Together::Met => (LanguageLevel::MeetsRegulator, Because::Passed),
        Together::Short(short) => {
            let level = below(earlier.certificate, earlier.rule).max(below(later.certificate, later.rule));
            (level, Because::Short(short))
        }
    };
    let mut judged = Judged::new(level, because).of(earlier.certificate, Some(later.rule));
    judged.with = Some(later.certificate);
    for sitting in sittings {
        if !shown::is_proven(sitting.certificate) && !judged.remarks.contains(&Remark::Unseen) {
            judged.cap(Remark::Unseen);
        }
    }
    if sittings.iter().any(|s| s.certificate.mode.is_none() && !s.rule.refused_modes.is_empty()) {
        judged.remarks.push(Remark::AtCenter);
    }
    if applies(later.rule, facts, day).is_none() {
        judged.cap(training_open(later.rule, facts));
    }
    if sittings.iter().any(|s| s.certificate.test_presumed == Some(true)) {
        judged.cap(Remark::Presumed);
    }
    Some(judged)
}

/// What keeps open whether a rule speaks of the training.
fn training_open(rule: &LanguageRule, facts: &Facts<'_>) -> Remark {
    if earlier(rule, facts).is_some() { Remark::EarlierRules } else { Remark::TrainingUnknown }
}

/// How the other part of a rule is met. Without it a part counts for one level below: the way is half
/// gone. Where the table has no row for the other part (dentists in Germany), a certificate of one of
/// its tests that shows a level meets it: the rule names tests, all of one level, and nothing more.
fn partner(
    facts: &Facts<'_>,
    rules: &[Requirement],
    rule: Requirement,
    alone: &[Alone<'_>],
    day: Day,
) -> (LanguageLevel, Outcome) {
    // A higher exam of the ladder of a partner is one as well; whether it counts its own row says.
    let takes = |held: &TestId, test: &TestId| held == test || cefr::is_higher(held, test);
    let partner = |held: &TestId, test: &TestId| rule.partners.contains(test) && takes(held, test);
    let named = |c: &&LanguageCertificate| {
        c.test.as_ref().is_some_and(|held| rule.partners.iter().any(|test| takes(held, test)))
    };
    let (mut level, mut outcome) = (LanguageLevel::OneBelow, Outcome::Unmet);
    for certificate in facts.certificates.iter().filter(named) {
        let of_partner = |row: &Requirement| {
            row.test.as_ref().zip(certificate.test.as_ref()).is_some_and(|(test, held)| partner(held, test))
        };
        if rules.iter().any(of_partner) {
            let of_row =
                |one: &&Alone<'_>| std::ptr::eq(one.certificate, certificate) && of_partner(&one.rule);
            for one in alone.iter().filter(of_row) {
                level = level.max(one.judged.level);
                outcome = outcome.max(one.judged.outcome);
            }
            continue;
        }
        let shows = not_counting(certificate, day).is_none()
            && shown::shown(certificate).is_ok_and(|shown| shown.level.is_some());
        let exact = certificate.test.as_ref().is_some_and(|held| rule.partners.contains(held));
        if shows && exact && shown::is_proven(certificate) {
            (level, outcome) = (LanguageLevel::MeetsRegulator, Outcome::Met);
        } else if shows {
            level = level.max(LanguageLevel::MeetsByLevel);
            outcome = outcome.max(Outcome::Unknown);
        } else if not_counting(certificate, day).is_none() {
            // A certificate that counts and shows no level leaves it open.
            outcome = outcome.max(Outcome::Unknown);
        }
    }
    (level, outcome)
}

/// A certificate of the very test that a rule names.
fn own_test(certificate: &LanguageCertificate, rule: Requirement, day: Day) -> Judged<'_> {
    let whole = shown::counts(certificate, None, day);
    if let Some(judged) = not_counting(certificate, day).filter(|_| whole != Counts::Undated) {
        return judged;
    }
    let Some(scale) = certificate.test.as_ref().and_then(cefr::scale) else {
        return Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["test"]));
    };
    let window = shown::counts(certificate, rule.validity_months, day);
    let undated = [whole, window].contains(&Counts::Undated) || window_by_test(certificate, rule).is_none();
    let check = minimums::check(certificate, scale, rule);
    // Results that fall short fall short whatever the day of the test is.
    if undated && check.short.is_empty() {
        return Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["taken_on"]));
    }
    let mut judged = if !check.short.is_empty() {
        Judged::new(below(certificate, rule), Because::Short(check.short))
    } else if !check.missing.is_empty() {
        Judged::new(LanguageLevel::Unclear, Because::Missing(check.missing))
    } else if check.rule_unknown {
        Judged::new(LanguageLevel::Unclear, Because::RuleUnknown)
    } else {
        Judged::new(LanguageLevel::MeetsRegulator, Because::Passed)
    };
    judged.cap_unproven(certificate);
    if matches!(window, Counts::Expired(_)) {
        judged.cap(Remark::TooOld);
    }
    match certificate.mode {
        Some(mode) if rule.refused_modes.contains(&mode) => {
            judged.cap(Remark::RefusedMode);
        }
        None if !rule.refused_modes.is_empty() => {
            judged.remarks.push(Remark::AtCenter);
        }
        _ => {}
    }
    match (rule.version, certificate.test_version) {
        (Some(asked), Some(held)) if asked != held => judged.cap(Remark::OtherVersion),
        (Some(_), None) => judged.remarks.push(Remark::OwnVersion),
        _ => {}
    }
    judged
}

/// A certificate of another test than the one that a rule names: it can show the level at most. Where the tests named
/// are examples, whether it is taken is not known.
fn other_test(certificate: &LanguageCertificate, rule: Requirement, day: Day) -> Judged<'_> {
    let mut judged = level_of_row(certificate, rule, None, day);
    if rule.also_takes == Some(AlsoTakes::AnyOfLevel) {
        judged.cap(Remark::NotAmongExamples);
    } else if judged.level == LanguageLevel::Unclear {
        judged.remarks.push(Remark::OtherTest);
    } else {
        judged.cap(Remark::OtherTest);
    }
    judged
}

/// A certificate of a higher exam of the ladder: taken where the row says so, else nobody knows.
fn higher_exam(certificate: &LanguageCertificate, rule: Requirement, day: Day) -> Judged<'_> {
    let mut judged = level_of_row(certificate, rule, rule.validity_months, day);
    if rule.also_takes.is_none() {
        judged.cap(Remark::HigherExam);
    }
    judged
}

/// A certificate of a test that rows of low confidence alone take. They settle nothing, so its results leave it open.
fn told_alone(certificate: &LanguageCertificate, rule: Requirement, day: Day) -> Judged<'_> {
    let mut judged = level_of_row(certificate, rule, rule.validity_months, day);
    judged.cap(Remark::LowRow);
    if matches!(judged.level, LanguageLevel::FarBelow | LanguageLevel::OneBelow) {
        judged = Judged::new(LanguageLevel::Unclear, Because::RuleUnknown);
        judged.remarks.push(Remark::LowRow);
    }
    judged
}

/// A certificate against the level that a row stands for.
fn level_of_row(
    certificate: &LanguageCertificate,
    rule: Requirement,
    months: Option<u16>,
    day: Day,
) -> Judged<'_> {
    match rule.level {
        Some(asked) => by_level(certificate, asked, months, day),
        None => not_counting(certificate, day)
            .unwrap_or_else(|| Judged::new(LanguageLevel::Unclear, Because::RuleUnknown)),
    }
}

/// A rule that asks a level and names no test.
fn level_alone(certificate: &LanguageCertificate, rule: Requirement, day: Day) -> Judged<'_> {
    match rule.cefr_min {
        Some(asked) => by_level(certificate, asked, rule.validity_months, day),
        None => not_counting(certificate, day)
            .unwrap_or_else(|| Judged::new(LanguageLevel::Unclear, Because::RuleUnknown)),
    }
}

fn by_level<'a>(certificate: &LanguageCertificate, asked: Cefr, months: Option<u16>, day: Day) -> Judged<'a> {
    let not = not_counting(certificate, day);
    let undated = shown::counts(certificate, None, day) == Counts::Undated;
    let shown = match (shown::shown(certificate), not) {
        // A level that is too low is too low whatever the day of the test is.
        (Ok(shown), Some(_)) if undated && shown.level.is_none_or(|level| level < asked) => shown,
        (_, Some(judged)) => return judged,
        (Ok(shown), None) => shown,
        (Err(missing), None) => return Judged::new(LanguageLevel::Unclear, Because::Missing(missing)),
    };
    let mut judged = Judged::new(distance(shown.level, asked), Because::Level(shown, asked));
    judged.cap_unproven(certificate);
    match shown::counts(certificate, months, day) {
        Counts::Expired(_) => judged.cap(Remark::TooOld),
        Counts::Undated => judged.cap(Remark::Undated),
        Counts::Yes | Counts::NotYet | Counts::Failed => {}
    }
    judged
}

fn not_counting<'a>(certificate: &LanguageCertificate, day: Day) -> Option<Judged<'a>> {
    match shown::counts(certificate, None, day) {
        Counts::Yes => None,
        Counts::Undated => Some(Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["taken_on"]))),
        not => Some(Judged::new(LanguageLevel::NoCertificate, Because::NotCounting(not))),
    }
}

fn nothing<'a>(facts: &Facts<'_>) -> Judged<'a> {
    if facts.states_none {
        Judged::new(LanguageLevel::NoCertificate, Because::NoneStated)
    } else if facts.certificates.is_empty() {
        Judged::new(LanguageLevel::Unknown, Because::NothingRecorded)
    } else {
        Judged::new(LanguageLevel::NoCertificate, Because::OtherLanguages)
    }
}

/// A level against the one asked. Below the lowest level of a table counts as far below.
fn distance(shown: Option<Cefr>, asked: Cefr) -> LanguageLevel {
    match shown.map(|shown| (asked as usize).saturating_sub(shown as usize)) {
        Some(0) => LanguageLevel::MeetsRegulator,
        Some(1) => LanguageLevel::OneBelow,
        _ => LanguageLevel::FarBelow,
    }
}

/// How far a result that misses the regulator's numbers lies below. The numbers decided already;
/// levels only say whether the miss is small.
fn below(certificate: &LanguageCertificate, rule: &LanguageRule) -> LanguageLevel {
    match (shown::shown(certificate), rule.level) {
        (Ok(shown), Some(asked)) => distance(shown.level, asked).min(LanguageLevel::OneBelow),
        _ => LanguageLevel::FarBelow,
    }
}

/// Whether the day of a test lies in the window of a rule that counts by it; `None` not known.
pub(super) fn window_by_test(certificate: &LanguageCertificate, rule: &LanguageRule) -> Option<bool> {
    if !rule.window_by_test {
        return Some(true);
    }
    let date = certificate.taken_on?;
    let window = Window { from: rule.window.from.filter(|_| !rule.from_application), ..rule.window };
    match (window.contains(date.earliest()), window.contains(date.latest())) {
        (true, true) => Some(true),
        (false, false) => Some(false),
        _ => None,
    }
}

/// Whether a rule speaks of the training on a day; `None` not known.
pub(super) fn applies(rule: &LanguageRule, facts: &Facts<'_>, day: Day) -> Option<bool> {
    let european = |country| match earlier(rule, facts) {
        // What an older rule leaves to such a training is told, and it decides nothing.
        Some(_) => None,
        None => Some(europe::in_area(country, day)),
    };
    match rule.applicants {
        Applicants::All => Some(true),
        // Who was trained there is asked for nothing that others are asked for at entry: see [`trained_here`].
        Applicants::TrainedInEurope | Applicants::TrainedElsewhere
            if facts.trained_in == Some(rule.destination) =>
        {
            Some(true)
        }
        Applicants::TrainedInEurope => facts.trained_in.and_then(european),
        Applicants::TrainedElsewhere => facts.trained_in.and_then(european).map(|inside| !inside),
        Applicants::Scheme => Some(false),
    }
}

/// The row by which a training from before a day may be judged as one of the European area.
pub(super) fn earlier(rule: &LanguageRule, facts: &Facts<'_>) -> Option<&'static EarlierTraining> {
    let country = facts.trained_in?;
    let row = earlier_trainings::of(rule.destination, country)?;
    let own: Vec<&Training> =
        facts.trainings.iter().filter(|training| training.country == Some(country)).collect();
    let begun_late = |training: &&Training| {
        training.completed.is_some_and(|completed| completed.earliest() >= row.completed_before)
    };
    // Of a training without a day it is not known.
    (own.is_empty() || !own.iter().all(begun_late)).then_some(row)
}

/// Whether the destination has registered the worker for what a rule is about.
fn is_registered(facts: &Facts<'_>, rule: &LanguageRule, day: Day) -> bool {
    let region = rule.region.as_ref();
    license::is_registered(facts.licenses, rule.destination, region, rule.occupation, day)
}

/// How those stand to a rule who were trained in the destination itself, in the language that it asks: what a regulator
/// asks at entry it asks of others. Where a destination has several languages, that of the training must be known.
fn trained_here<'a>(facts: &Facts<'_>, rule: Requirement) -> Option<Judged<'a>> {
    let serves = |held: Isco08| {
        use crate::reference::occupations::{Relation, relation_of};
        let near = [Relation::SpecialistOf, Relation::GeneralistOf, Relation::SameProfessionOtherCode];
        held == rule.occupation
            || relation_of(held, rule.occupation).is_some_and(|relation| near.contains(&relation))
    };
    let here = facts.trainings.iter().filter(|training| {
        training.country == Some(rule.destination)
            && training.occupation.is_none_or(serves)
            && training.language.is_none_or(|language| language == rule.language)
    });
    let of = |training: &Training| {
        let one_language = regulators::languages_of(rule.destination).len() == 1;
        let mut judged = if training.language.is_some() || one_language {
            Judged::new(LanguageLevel::MeetsRegulator, Because::TrainedHere(rule.destination))
        } else {
            Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["qualification.language"]))
        };
        judged.rule = Some(rule);
        if !training.seen {
            judged.cap(Remark::Unseen);
        }
        judged
    };
    here.map(of).max_by_key(|judged| (judged.level, Reverse(judged.remarks.len())))
}

/// Whether an exemption of a rule may apply, for all that the records say: one that rests on more than the training
/// always may.
pub(super) fn may_be_exempt(facts: &Facts<'_>, rule: &LanguageRule) -> bool {
    let speaks = |exemption: &Exemption, training: &Training| {
        let too_short = exemption.least_months.is_some_and(|least| training.lasted(least) == Some(false));
        !too_short && exemption.speaks_of(training.language, training.country, rule.language) != Some(false)
    };
    language_exemptions::named(&rule.exemptions).any(|exemption| match exemption.basis {
        Basis::None => false,
        Basis::Training => {
            facts.trainings.is_empty() || facts.trainings.iter().any(|training| speaks(exemption, training))
        }
        _ => true,
    })
}

/// The exemptions of a rule that a training may fall under. One that rests on the training alone is a
/// pass; where the regulator wants more than records hold, it is told and never decided.
fn exempt<'a>(facts: &Facts<'_>, rule: Requirement, day: Day) -> Vec<Judged<'a>> {
    let mut all = Vec::new();
    for exemption in language_exemptions::named(&rule.exemptions) {
        for training in facts.trainings {
            let begun = exemption.valid_from.is_none_or(|from| from <= day);
            if !begun || exemption.speaks_of(training.language, training.country, rule.language) != Some(true)
            {
                continue;
            }
            let long_enough = exemption.least_months.map_or(Some(true), |least| training.lasted(least));
            if long_enough == Some(false) {
                continue;
            }
            let decides = exemption.is_decidable()
                && exemption.citation.confidence > Confidence::Low
                && applies(rule, facts, day) == Some(true);
            let mut judged = if long_enough.is_none() {
                Judged::new(LanguageLevel::TrainedInIt, Because::LengthUnknown(exemption))
            } else if decides {
                Judged::new(LanguageLevel::MeetsRegulator, Because::Exempt(exemption))
            } else {
                Judged::new(LanguageLevel::TrainedInIt, Because::MayBeExempt(exemption))
            };
            judged.rule = Some(rule);
            if !training.seen {
                judged.cap(Remark::Unseen);
            }
            all.push(judged);
        }
    }
    all
}

/// Whether a certificate is in a language for sure.
pub(super) fn speaks(certificate: &LanguageCertificate, language: Language) -> bool {
    may_speak(certificate, language) == Some(true)
}

/// Whether a certificate is in a language: the one stated, else the only one that its test has; `None` for a test of
/// several languages, or for none, of which nobody stated the language.
fn may_speak(certificate: &LanguageCertificate, language: Language) -> Option<bool> {
    match (certificate.language, certificate.test.as_ref().and_then(cefr::scale)) {
        (Some(stated), _) => Some(stated == language),
        (None, Some(scale)) if scale.languages.contains(&language) => {
            (scale.languages.len() == 1).then_some(true)
        }
        (None, Some(scale)) if !scale.languages.is_empty() => Some(false),
        (None, _) => None,
    }
}

/// A certificate that counts, and does not say of which language it is.
fn language_unsaid(certificate: &LanguageCertificate, months: Option<u16>, day: Day) -> Judged<'static> {
    match shown::counts(certificate, months, day) {
        Counts::Yes | Counts::Undated => {
            Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["language"]))
        }
        counts => Judged::new(LanguageLevel::NoCertificate, Because::NotCounting(counts)),
    }
}

impl<'a> Judged<'a> {
    fn new(level: LanguageLevel, because: Because<'a>) -> Self {
        Self {
            level,
            outcome: Outcome::Unmet,
            certificate: None,
            with: None,
            rule: None,
            because,
            remarks: Vec::new(),
            beside: None,
        }
    }

    pub(super) fn of(mut self, certificate: &'a LanguageCertificate, rule: Option<Requirement>) -> Self {
        self.certificate = Some(certificate);
        self.rule = rule;
        self
    }

    /// Gives the judgment its outcome, once its level stands.
    fn settled(mut self) -> Self {
        self.outcome = by_itself(&self);
        self
    }

    fn cap(&mut self, remark: Remark) {
        if self.level >= LanguageLevel::MeetsByLevel {
            self.level = LanguageLevel::MeetsByLevel;
            self.remarks.push(remark);
        }
    }

    fn cap_unproven(&mut self, certificate: &LanguageCertificate) {
        if !shown::is_proven(certificate) {
            self.cap(Remark::Unseen);
        }
    }

    /// Keeps the better one; of equal ones the one that says more, then the one of the first
    /// certificate in an order of its own, so that the order of records does not matter.
    pub(super) fn improve(&mut self, other: Self) {
        if other.key() > self.key() {
            let old = std::mem::replace(self, other);
            let trained = matches!(
                self.because,
                Because::Trained(_) | Because::MayBeExempt(_) | Because::LengthUnknown(_)
            );
            self.beside = old.certificate.filter(|_| trained).map(|_| Box::new(old));
        }
    }

    fn key(
        &self,
    ) -> (LanguageLevel, u8, Reverse<usize>, Reverse<usize>, Option<Order<'_>>, Option<Order<'_>>) {
        let says = match self.because {
            Because::NothingRecorded | Because::OtherLanguages => 0,
            Because::RuleUnknown | Because::Sittings(_) => 1,
            _ => 2,
        };
        let short = match &self.because {
            Because::Short(short) => short.len(),
            _ => 0,
        };
        (
            self.level,
            says,
            Reverse(self.remarks.len()),
            Reverse(short),
            self.certificate.map(order),
            // One sitting that does says it more simply than two.
            self.with.map(order),
        )
    }
}

/// All that tells two certificates apart, newer ones later.
type Order<'a> = (
    (Option<PartialDate>, Option<&'a TestId>, Option<Cefr>, Option<Language>),
    [&'a Option<String>; 6],
    (Option<Evidence>, Option<TestMode>, Option<PartialDate>),
);

fn order(c: &LanguageCertificate) -> Order<'_> {
    (
        (c.taken_on, c.test.as_ref(), c.level, c.language),
        [&c.overall, &c.listening, &c.reading, &c.writing, &c.speaking, &c.number],
        (c.evidence, c.mode, c.expires_on),
    )
}

/// A judgment as one of three, its rule's other part aside.
fn by_itself(judged: &Judged<'_>) -> Outcome {
    match judged.level {
        LanguageLevel::MeetsRegulator => Outcome::Met,
        LanguageLevel::MeetsByLevel | LanguageLevel::MeetsOpening => {
            let closed = [
                Remark::RefusedMode,
                Remark::TooOld,
                Remark::OtherTest,
                Remark::OtherVersion,
                Remark::EarlierSitting,
            ];
            if judged.remarks.iter().any(|remark| closed.contains(remark)) {
                Outcome::Unmet
            } else {
                Outcome::Unknown
            }
        }
        LanguageLevel::TrainedInIt | LanguageLevel::Unclear | LanguageLevel::Unknown => {
            // A certificate that the regulator does not take leaves nothing open.
            if judged.remarks.contains(&Remark::OtherTest) { Outcome::Unmet } else { Outcome::Unknown }
        }
        LanguageLevel::NoCertificate | LanguageLevel::OneBelow | LanguageLevel::FarBelow => Outcome::Unmet,
    }
}
