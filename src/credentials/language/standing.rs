//! How the certificates stand to one ask: the best of them counts, so another one never does harm.

use super::minimums::{self, Shortfall};
use super::shown::{self, Counts, Shown};
use super::{Asks, Facts, LanguageLevel, Requirement};
use crate::model::{
    Cefr, Country, Day, Evidence, Language, LanguageCertificate, PartialDate, TestId, TestMode,
};
use crate::reference::cefr;
use crate::reference::minimum_training::in_europe;
use crate::reference::regulators::{Applicants, LanguageRule};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The remark of a certificate by the worker's own word.
pub(super) const UNSEEN: &str = "the document has not been seen";
/// The remark of a part of a rule whose other part is not met.
pub(super) const PART: &str = "a part of the rule: its other test is needed too";

/// Why a level was given.
#[derive(Debug, Clone)]
pub(super) enum Because<'a> {
    /// No certificate is recorded.
    NothingRecorded,
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
    /// A result below the regulator's own minimum.
    Short(Shortfall<'a>),
    /// Every minimum is met.
    Passed,
    /// The regulator asks for no test.
    NoTest,
}

/// How one ask is met.
#[derive(Debug, Clone)]
pub(super) struct Judged<'a> {
    pub level: LanguageLevel,
    pub certificate: Option<&'a LanguageCertificate>,
    pub rule: Option<Requirement>,
    pub because: Because<'a>,
    /// What keeps the level from the highest one, or was assumed.
    pub remarks: Vec<&'static str>,
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
pub(super) fn opening<'a>(facts: &Facts<'a>, (language, asked): (Language, Cefr), day: Day) -> Judged<'a> {
    let mut best = nothing(facts);
    for certificate in facts.certificates.iter().filter(|c| speaks(c, language)) {
        best.improve(by_level(certificate, asked, None, day).of(certificate, None));
    }
    if facts.instruction.contains(&language) {
        best.improve(Judged::new(LanguageLevel::TrainedInIt, Because::Trained(language)));
    }
    best
}

/// How each regulator's ask is met, by the name of the regulator.
pub(super) fn regulator<'a>(facts: &Facts<'a>, asks: &Asks, day: Day) -> Regulator<'a> {
    if asks.registration_required == Some(false) {
        return Regulator::NotRequired;
    }
    let mut rules: BTreeMap<&'static str, Vec<Requirement>> = BTreeMap::new();
    for &rule in &asks.requirements {
        if rule.decides() && applies(rule, facts.trained_in) != Some(false) {
            rules.entry(&rule.regulator).or_default().push(rule);
        }
    }
    if rules.is_empty() {
        return Regulator::NotRetrieved;
    }
    Regulator::Asks(
        rules.into_iter().map(|(name, rules)| (name, one_regulator(facts, &rules, day))).collect(),
    )
}

/// The days on which an answer may change.
pub(super) fn changes(facts: &Facts<'_>, asks: &Asks) -> Vec<Day> {
    let mut windows: Vec<Option<u16>> = asks.requirements.iter().map(|rule| rule.validity_months).collect();
    windows.push(None);
    windows.sort_unstable();
    windows.dedup();
    let mut days: Vec<Day> = facts.certificates.iter().filter_map(shown::counts_from).collect();
    for certificate in facts.certificates {
        days.extend(windows.iter().filter_map(|&months| shown::ends(certificate, months).ok().flatten()));
    }
    days
}

fn one_regulator<'a>(facts: &Facts<'a>, rules: &[Requirement], day: Day) -> Judged<'a> {
    let mut best = nothing(facts);
    best.rule = rules.first().copied();
    for certificate in facts.certificates {
        let candidates = || {
            let in_language = rules.iter().filter(|rule| speaks(certificate, rule.language) && !rule.no_test);
            in_language.filter(|rule| window_by_test(certificate, rule) != Some(false))
        };
        // A test that the regulator names is judged by its own numbers, never as another one's equal.
        let named = candidates().any(|rule| rule.test.is_some() && rule.test == certificate.test);
        for &rule in candidates() {
            let judged = match &rule.test {
                Some(test) if certificate.test.as_ref() == Some(test) => own_test(certificate, rule, day),
                Some(_) if named => continue,
                Some(_) => other_test(certificate, rule, day),
                None => level_alone(certificate, rule, day),
            };
            let mut judged = judged.of(certificate, Some(rule));
            if !rule.partners.is_empty() {
                let partner = partner(facts, rules, rule, day);
                if partner < judged.level {
                    judged.level = partner;
                    judged.remarks.push(PART);
                }
            }
            if applies(rule, facts.trained_in).is_none() {
                judged.cap("the rule depends on the country of training, which is not known");
            }
            best.improve(judged);
        }
    }
    for &rule in rules {
        let for_sure = applies(rule, facts.trained_in) == Some(true);
        if rule.no_test {
            let judged = if for_sure {
                Judged::new(LanguageLevel::MeetsRegulator, Because::NoTest)
            } else {
                Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["qualification.trained_in"]))
            };
            best.improve(Judged { rule: Some(rule), ..judged });
        } else if facts.instruction.contains(&rule.language) && exempts_by_training(rule) {
            let judged = Judged::new(LanguageLevel::TrainedInIt, Because::Trained(rule.language));
            best.improve(Judged { rule: Some(rule), ..judged });
        }
    }
    best
}

/// How the other part of a rule is met. Without it a part counts for one level below: the way is half
/// gone. Where the table has no row for the other part (dentists in Germany), a certificate of one of
/// its tests that shows a level meets it by its level.
fn partner(facts: &Facts<'_>, rules: &[Requirement], rule: Requirement, day: Day) -> LanguageLevel {
    let named = |c: &&LanguageCertificate| c.test.as_ref().is_some_and(|test| rule.partners.contains(test));
    let levels = facts.certificates.iter().filter(named).map(|certificate| {
        let rows = rules.iter().filter(|other| other.test == certificate.test);
        let best = rows.map(|other| own_test(certificate, other, day).level).max();
        best.unwrap_or_else(|| match not_counting(certificate, day) {
            None if shown::shown(certificate).is_ok_and(|shown| shown.level.is_some()) => {
                LanguageLevel::MeetsByLevel
            }
            _ => LanguageLevel::OneBelow,
        })
    });
    levels.max().unwrap_or(LanguageLevel::Unknown).max(LanguageLevel::OneBelow)
}

/// A certificate of the very test that a rule names.
fn own_test(certificate: &LanguageCertificate, rule: Requirement, day: Day) -> Judged<'_> {
    if let Some(judged) = not_counting(certificate, day) {
        return judged;
    }
    let Some(scale) = certificate.test.as_ref().and_then(cefr::scale) else {
        return Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["test"]));
    };
    let window = shown::counts(certificate, rule.validity_months, day);
    if window == Counts::Undated || window_by_test(certificate, rule).is_none() {
        return Judged::new(LanguageLevel::Unclear, Because::Missing(vec!["taken_on"]));
    }
    let check = minimums::check(certificate, scale, rule);
    let mut judged = if let Some(short) = check.short {
        Judged::new(below(certificate, rule), Because::Short(short))
    } else if !check.missing.is_empty() {
        Judged::new(LanguageLevel::Unclear, Because::Missing(check.missing))
    } else if check.rule_unknown {
        Judged::new(LanguageLevel::Unclear, Because::RuleUnknown)
    } else {
        Judged::new(LanguageLevel::MeetsRegulator, Because::Passed)
    };
    judged.cap_unproven(certificate);
    if matches!(window, Counts::Expired(_)) {
        judged.cap("the test is older than the regulator accepts");
    }
    match certificate.mode {
        Some(mode) if rule.refused_modes.contains(&mode) => {
            judged.cap("the regulator refuses the way in which the test was taken");
        }
        None if !rule.refused_modes.is_empty() => {
            judged.remarks.push("taken in a test centre: assumed, the certificate does not say");
        }
        _ => {}
    }
    judged
}

/// A certificate of another test than the one that a rule names: it can show the level at most.
fn other_test(certificate: &LanguageCertificate, rule: Requirement, day: Day) -> Judged<'_> {
    let Some(asked) = rule.level else {
        return not_counting(certificate, day)
            .unwrap_or_else(|| Judged::new(LanguageLevel::Unclear, Because::RuleUnknown));
    };
    let mut judged = by_level(certificate, asked, None, day);
    judged.cap("by its level only: the regulator names another test");
    judged
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
    if let Some(judged) = not_counting(certificate, day) {
        return judged;
    }
    let shown = match shown::shown(certificate) {
        Ok(shown) => shown,
        Err(missing) => return Judged::new(LanguageLevel::Unclear, Because::Missing(missing)),
    };
    let mut judged = Judged::new(distance(shown.level, asked), Because::Level(shown, asked));
    judged.cap_unproven(certificate);
    match shown::counts(certificate, months, day) {
        Counts::Expired(_) => judged.cap("the test is older than the regulator accepts"),
        Counts::Undated => judged.cap("the day of the test is not known"),
        Counts::Yes | Counts::NotYet => {}
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
    if facts.certificates.is_empty() {
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
fn window_by_test(certificate: &LanguageCertificate, rule: &LanguageRule) -> Option<bool> {
    if !rule.window_by_test {
        return Some(true);
    }
    let date = certificate.taken_on?;
    match (rule.window.contains(date.earliest()), rule.window.contains(date.latest())) {
        (true, true) => Some(true),
        (false, false) => Some(false),
        _ => None,
    }
}

fn applies(rule: &LanguageRule, trained_in: Option<Country>) -> Option<bool> {
    match rule.applicants {
        Applicants::All => Some(true),
        Applicants::TrainedInEurope => trained_in.map(in_europe),
        Applicants::TrainedElsewhere => trained_in.map(|country| !in_europe(country)),
        Applicants::Scheme => Some(false),
    }
}

/// Whether a rule's exemptions speak of the language of a training. They are free text with
/// conditions of their own, so they are told and never decided.
fn exempts_by_training(rule: &LanguageRule) -> bool {
    let words = ["taught", "training", "education", "degree", "diploma", "studies", "school", "programme"];
    words.iter().any(|word| rule.exemptions.contains(word))
}

/// Whether a certificate is in a language: the one stated, else the only one that its test has.
fn speaks(certificate: &LanguageCertificate, language: Language) -> bool {
    match (certificate.language, certificate.test.as_ref().and_then(cefr::scale)) {
        (Some(stated), _) => stated == language,
        (None, Some(scale)) => scale.languages == [language],
        (None, None) => false,
    }
}

impl<'a> Judged<'a> {
    fn new(level: LanguageLevel, because: Because<'a>) -> Self {
        Self { level, certificate: None, rule: None, because, remarks: Vec::new(), beside: None }
    }

    fn of(mut self, certificate: &'a LanguageCertificate, rule: Option<Requirement>) -> Self {
        self.certificate = Some(certificate);
        self.rule = rule;
        self
    }

    fn cap(&mut self, remark: &'static str) {
        if self.level >= LanguageLevel::MeetsByLevel {
            self.level = LanguageLevel::MeetsByLevel;
            self.remarks.push(remark);
        }
    }

    fn cap_unproven(&mut self, certificate: &LanguageCertificate) {
        if !shown::is_proven(certificate) {
            self.cap(UNSEEN);
        }
    }

    /// Keeps the better one; of equal ones the one that says more, then the one of the first
    /// certificate in an order of its own, so that the order of records does not matter.
    fn improve(&mut self, other: Self) {
        if other.key() > self.key() {
            let old = std::mem::replace(self, other);
            let trained = matches!(self.because, Because::Trained(_));
            self.beside = old.certificate.filter(|_| trained).map(|_| Box::new(old));
        }
    }

    fn key(&self) -> (LanguageLevel, u8, Reverse<usize>, Option<Order<'_>>) {
        let says = match self.because {
            Because::NothingRecorded | Because::OtherLanguages => 0,
            Because::RuleUnknown => 1,
            _ => 2,
        };
        (self.level, says, Reverse(self.remarks.len()), self.certificate.map(order))
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
