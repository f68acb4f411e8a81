//! The next step: the cheapest single thing that makes a requirement met.
//!
//! No table gives the fees of tests, so *cheapest* is by effort, and the order is this: have a document
//! seen; state a fact that is missing; take a test again of which results can be combined with a sitting
//! held; take the missing part of a rule in two parts; take a test held again; take another test in a
//! language held; take any other. Among equals the one with the fewest results to raise comes first, then
//! the order of the table. Each step is tried before it is told: applied to the records, it makes the
//! requirement met, and it asks no result higher than that needs.

use super::minimums::{self, Point};
use super::outcome::Outcome;
use super::reason::{CertificateName, LanguageReason};
use super::rules::outcome;
use super::sentence::asked_by;
use super::shown::{self, Counts, is_proven, mark};
use super::standing;
use super::{Facts, Requirement, Training};
use crate::model::{Cefr, Day, Evidence, Language, LanguageCertificate, PartialDate, TestId};
use crate::reference::Citation;
use crate::reference::cefr::{self, Scale, Skill};
use crate::reference::country_languages::{self, Standing};
use crate::reference::regulators::{Minimum, ScorePart};
use crate::reference::test_windows;
use serde::Serialize;

/// How much a step takes, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// Have a document seen.
    Show,
    /// State a fact that is missing.
    State,
    /// Take a test again; it is combined with a sitting held.
    Combine,
    /// Take the missing part of a rule in two parts.
    OtherPart,
    /// Take a test again that is held.
    Again,
    /// Take another test in a language held.
    OtherTest,
    /// Take a test in a language of which no certificate is held.
    NewLanguage,
    /// Take both parts of a rule: two things, not one.
    BothParts,
}

/// What makes a requirement met.
#[derive(Debug, Clone, Serialize)]
pub struct NextStep {
    /// How much it takes.
    pub effort: Effort,
    /// What to do.
    pub action: LanguageReason,
    /// The last day on which it helps, where there is one.
    pub by: Option<Day>,
    /// The changes of the records; one, except for both parts of a rule.
    pub changes: Vec<LanguageChange>,
    /// The row that says so.
    pub source: &'static Citation,
}

/// A change of the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum LanguageChange {
    /// The document of a certificate was seen.
    SeeCertificate {
        /// Its place among the certificates.
        certificate: usize,
    },
    /// The documents of the trainings were seen.
    SeeTraining,
    /// Facts of a certificate are stated: a result of at least so much, or a date.
    State {
        /// Its place among the certificates.
        certificate: usize,
        /// Fields and their least values; a date has the day asked.
        fields: Vec<(&'static str, String)>,
    },
    /// A test was taken.
    Take {
        /// The test; `None` for any that shows the level.
        test: Option<TestId>,
        /// The language.
        language: Language,
        /// Results, by column, none higher than needed.
        results: Vec<(&'static str, String)>,
        /// The level that the certificate prints.
        level: Option<Cefr>,
    },
}

/// The cheapest step for one regulator; `None` when none is known that would do.
pub(super) fn next(facts: &Facts<'_>, rules: &[Requirement], day: Day) -> Option<NextStep> {
    let mut candidates: Vec<(Effort, usize, NextStep)> = Vec::new();
    for &rule in rules.iter().filter(|rule| standing::applies(rule, facts, day) == Some(true)) {
        documents(&mut candidates, facts, rule);
        statements(&mut candidates, facts, rule, day);
        sittings(&mut candidates, facts, rule, day);
        tests(&mut candidates, facts, rules, rule, day);
    }
    // Who holds a higher exam is not sent to a lower one.
    candidates.retain(|(.., step)| !step.changes.iter().any(|change| is_lower(change, facts, rules, day)));
    // Stable: equals stay in the order of the table.
    candidates.sort_by_key(|(effort, raised, step)| {
        (*effort, is_foreign(step, rules), *raised, std::cmp::Reverse(step.by))
    });
    let does = |step: &NextStep| {
        let (certificates, trainings) = apply(&step.changes, facts, day);
        let after = Facts { certificates: &certificates, trainings: &trainings, ..*facts };
        outcome(&after, rules, day) == Outcome::Met
    };
    candidates.into_iter().map(|(.., step)| step).find(does)
}

/// Whether a step takes a test in a language that is none of the destination's own.
fn is_foreign(step: &NextStep, rules: &[Requirement]) -> bool {
    let destination = rules.first().map(|rule| rule.destination);
    let own: Vec<Language> = destination
        .into_iter()
        .flat_map(country_languages::of)
        .filter(|row| row.standing != Standing::HealthEducation)
        .map(|row| row.language)
        .collect();
    step.changes.iter().any(|change| match change {
        LanguageChange::Take { language, .. } => !own.contains(language),
        _ => false,
    })
}

/// Whether a step takes an exam below one that is held: on its ladder, or beside one that the rules name as its equal.
fn is_lower(change: &LanguageChange, facts: &Facts<'_>, rules: &[Requirement], day: Day) -> bool {
    let LanguageChange::Take { test: Some(test), language, level, .. } = change else { return false };
    let row = rules.iter().find(|rule| rule.test.as_ref() == Some(test));
    let taken = level.or_else(|| row?.level);
    let equal = |held: &TestId| {
        let alternatives = rules.iter().filter(|rule| row.is_some_and(|row| row.partners == rule.partners));
        let mut tests = alternatives.filter_map(|rule| rule.test.as_ref()).chain([test]);
        tests.any(|test| cefr::is_higher(held, test))
    };
    let higher = |held: &LanguageCertificate| {
        let shown = shown::shown(held).ok().and_then(|shown| shown.level);
        standing::speaks(held, *language)
            && held.test.as_ref().is_some_and(equal)
            && shown::counts(held, None, day) == Counts::Yes
            && shown.zip(taken).is_some_and(|(shown, taken)| shown > taken)
    };
    facts.certificates.iter().any(higher)
}

/// The records after changes.
pub fn apply(
    changes: &[LanguageChange],
    facts: &Facts<'_>,
    day: Day,
) -> (Vec<LanguageCertificate>, Vec<Training>) {
    let mut certificates = facts.certificates.to_vec();
    let mut trainings = facts.trainings.to_vec();
    for change in changes {
        match change {
            LanguageChange::SeeCertificate { certificate } => {
                if let Some(held) = certificates.get_mut(*certificate) {
                    held.evidence = Some(Evidence::DocumentSeen);
                }
            }
            LanguageChange::SeeTraining => trainings.iter_mut().for_each(|training| training.seen = true),
            LanguageChange::State { certificate, fields } => {
                if let Some(held) = certificates.get_mut(*certificate) {
                    set(held, fields, day);
                }
            }
            LanguageChange::Take { test, language, results, level } => {
                let worker = certificates.first().map(|held| held.worker_id.clone());
                // Whose it is does not matter here; any identifier will do where nothing else is held.
                let Some(worker_id) = worker.or_else(|| "worker".parse().ok()) else { continue };
                let mut taken = LanguageCertificate {
                    worker_id,
                    language: Some(*language),
                    test: test.clone(),
                    taken_on: None,
                    level: *level,
                    overall: None,
                    listening: None,
                    reading: None,
                    writing: None,
                    speaking: None,
                    expires_on: None,
                    mode: None,
                    number: None,
                    test_presumed: None,
                    test_version: None,
                    evidence: Some(Evidence::DocumentSeen),
                };
                set(&mut taken, &[("taken_on", String::new())], day);
                set(&mut taken, results, day);
                certificates.push(taken);
            }
        }
    }
    (certificates, trainings)
}

fn set(held: &mut LanguageCertificate, fields: &[(&'static str, String)], day: Day) {
    for (field, value) in fields {
        let value = value.clone();
        match *field {
            "listening" => held.listening = Some(value),
            "reading" => held.reading = Some(value),
            "writing" => held.writing = Some(value),
            "speaking" => held.speaking = Some(value),
            "overall" => held.overall = Some(value),
            "level" => held.level = value.parse().ok(),
            "taken_on" => {
                let date = day.date();
                held.taken_on = PartialDate::new(date.year(), Some(date.month()), Some(date.day())).ok();
            }
            _ => {}
        }
    }
}

/// Have certificates or trainings seen that would do if they were.
fn documents(all: &mut Vec<(Effort, usize, NextStep)>, facts: &Facts<'_>, rule: Requirement) {
    let mut add = |action: LanguageReason, changes: Vec<LanguageChange>| {
        let count = changes.len();
        let step = NextStep { effort: Effort::Show, action, by: None, changes, source: &rule.citation };
        all.push((Effort::Show, count, step));
    };
    let unseen: Vec<usize> = (0..facts.certificates.len())
        .filter(|&at| !is_proven(&facts.certificates[at]) && is_of_rule(&facts.certificates[at], rule))
        .collect();
    let see = |at: usize| LanguageChange::SeeCertificate { certificate: at };
    for &at in &unseen {
        let certificates = vec![CertificateName::of(&facts.certificates[at])];
        add(LanguageReason::HaveSeen { certificates }, vec![see(at)]);
    }
    for (index, &first) in unseen.iter().enumerate() {
        for &second in unseen.get(index + 1..).unwrap_or_default() {
            let certificates =
                [first, second].map(|at| CertificateName::of(&facts.certificates[at])).to_vec();
            add(LanguageReason::HaveSeen { certificates }, vec![see(first), see(second)]);
        }
    }
    if facts.trainings.iter().any(|training| !training.seen) {
        add(LanguageReason::HaveDiplomaSeen, vec![LanguageChange::SeeTraining]);
    }
}

/// Whether a certificate is of the test of a rule, or of a higher exam that the rule takes.
fn is_of_rule(held: &LanguageCertificate, rule: Requirement) -> bool {
    let higher =
        || held.test.as_ref().zip(rule.test.as_ref()).is_some_and(|(held, test)| cefr::is_higher(held, test));
    held.test == rule.test || (rule.also_takes.is_some() && higher())
}

/// State what a certificate of the rule's test leaves open.
fn statements(all: &mut Vec<(Effort, usize, NextStep)>, facts: &Facts<'_>, rule: Requirement, day: Day) {
    let Some(scale) = rule.test.as_ref().and_then(cefr::scale) else { return };
    let Some(wanted) = least(rule, scale) else { return };
    for (at, held) in facts.certificates.iter().enumerate() {
        if held.test != rule.test || !standing::speaks(held, rule.language) {
            continue;
        }
        let mut fields: Vec<(&'static str, String)> = Vec::new();
        for (field, value) in &wanted.results {
            let skill = Skill::ALL.into_iter().find(|skill| skill.as_str() == *field);
            if mark(held, scale, skill).is_none() {
                fields.push((field, value.clone()));
            }
        }
        if held.level.is_none()
            && let Some(level) = wanted.level
        {
            fields.push(("level", level.to_string()));
        }
        if held.taken_on.is_none() {
            fields.push(("taken_on", String::new()));
        }
        if fields.is_empty() {
            continue;
        }
        let facts = fields
            .iter()
            .map(|(field, value)| match (*field, oldest(rule, scale, day)) {
                ("taken_on", Some(oldest)) => format!("{field} \u{2265} {oldest}"),
                ("taken_on", None) => (*field).to_owned(),
                _ => format!("{field} \u{2265} {value}"),
            })
            .collect();
        let action = LanguageReason::State { certificate: CertificateName::of(held), facts };
        let count = fields.len();
        let changes = vec![LanguageChange::State { certificate: at, fields }];
        let step = NextStep { effort: Effort::State, action, by: None, changes, source: &rule.citation };
        all.push((Effort::State, count, step));
    }
}

/// The oldest day of a test that still counts; `None` where any does.
fn oldest(rule: Requirement, scale: &Scale, day: Day) -> Option<Day> {
    let months = [rule.validity_months, scale.validity_months].into_iter().flatten().min()?;
    Some(Day(day.add_months(-i32::from(months)).0.saturating_add(1)))
}

/// Take the rule's test again and combine it with a sitting held.
fn sittings(all: &mut Vec<(Effort, usize, NextStep)>, facts: &Facts<'_>, rule: Requirement, day: Day) {
    let Some(months @ 1..) = rule.combine_sittings_months else { return };
    let Some(scale) = rule.test.as_ref().and_then(cefr::scale) else { return };
    let Some(wanted) = least(rule, scale) else { return };
    if !rule.partners.is_empty() || rule.combine_floor.is_empty() || !takes_now(rule, day) {
        return;
    }
    for held in facts.certificates {
        let counts = shown::counts(held, rule.validity_months, day) == Counts::Yes;
        let taken = held.taken_on.filter(|_| held.test == rule.test && counts && is_proven(held));
        let Some(taken) = taken.filter(|taken| taken.latest() < day) else { continue };
        let outcomes = minimums::outcomes(held, scale, rule);
        let short =
            |point: Point| outcomes.iter().any(|outcome| outcome.point == point && outcome.met != Some(true));
        let floor = |skill: Option<Skill>| lowest_allowed(&rule.combine_floor, skill);
        let mut results: Vec<(&'static str, String)> = Vec::new();
        let mut raised = Vec::new();
        for skill in minimums::skills(scale) {
            let value = wanted.results.iter().find(|(field, _)| *field == skill.as_str());
            if short(Point::Skill(skill))
                && let Some((field, value)) = value
            {
                results.push((field, value.clone()));
                raised.push(format!("{field} \u{2265} {value}"));
            } else if let Some(value) = floor(Some(skill)) {
                results.push((skill.as_str(), value));
            }
        }
        let overall = wanted.results.iter().find(|(field, _)| *field == "overall");
        if short(Point::Overall)
            && let Some((field, value)) = overall
        {
            results.push((field, value.clone()));
            raised.push(format!("overall \u{2265} {value}"));
        } else if let Some(value) = floor(None) {
            results.push(("overall", value));
        }
        let until = taken.earliest().add_months(i32::from(months));
        let ends = shown::ends(held, rule.validity_months).ok().flatten();
        // The sitting held must still count on the day on which the new result is used.
        let by = ends.map_or(until, |end| until.min(Day(end.0.saturating_sub(1))));
        if by < day || raised.is_empty() {
            continue;
        }
        let floors =
            rule.combine_floor.iter().map(|(part, value)| super::sentence::words(*part, value)).collect();
        let count = raised.len();
        let (test, sitting) = (scale.name.to_string(), taken);
        let action = LanguageReason::TakeAgain { test, by, results: raised, floors, sitting };
        let take =
            LanguageChange::Take { test: rule.test.clone(), language: rule.language, results, level: None };
        let effort = Effort::Combine;
        let step = NextStep { effort, action, by: Some(by), changes: vec![take], source: &rule.citation };
        all.push((effort, count, step));
    }
}

/// Take the rule's test, or the part that is missing.
fn tests(
    all: &mut Vec<(Effort, usize, NextStep)>,
    facts: &Facts<'_>,
    rules: &[Requirement],
    rule: Requirement,
    day: Day,
) {
    if rule.no_test || !takes_now(rule, day) {
        return;
    }
    let Some(own) = take(rule) else { return };
    let holds = |test: &Option<TestId>| facts.certificates.iter().any(|held| held.test == *test);
    let speaks = facts.certificates.iter().any(|held| standing::speaks(held, rule.language));
    let raised = match &own {
        LanguageChange::Take { results, .. } => {
            match facts.certificates.iter().find(|held| held.test == rule.test) {
                Some(held) => short_results(held, rule),
                None => results.len(),
            }
        }
        _ => 0,
    };
    let effort = match (rule.test.is_some() && holds(&rule.test), speaks) {
        (true, _) => Effort::Again,
        (false, true) => Effort::OtherTest,
        (false, false) => Effort::NewLanguage,
    };
    let mut add = |effort: Effort, action: LanguageReason, changes: Vec<LanguageChange>| {
        let step = NextStep { effort, action, by: None, changes, source: &rule.citation };
        all.push((effort, raised, step));
    };
    let refused = |rule: Requirement| Some(rule.refused_modes.clone()).filter(|modes| !modes.is_empty());
    if rule.partners.is_empty() {
        let action = LanguageReason::Show { asked: asked_by(rule), refused: refused(rule) };
        add(effort, action, vec![own]);
        return;
    }
    for partner in &rule.partners {
        let row = rules.iter().copied().find(|other| other.test.as_ref() == Some(partner));
        let Some(name) = cefr::scale(partner).map(|scale| &scale.name) else { continue };
        let other = row.and_then(take).or_else(|| printed_level(partner, rule));
        let Some(other) = other else { continue };
        let asked = row.map_or_else(|| name.to_string(), asked_by);
        let both = LanguageReason::ShowBoth {
            first: asked_by(rule),
            second: asked.clone(),
            refused: refused(rule).or_else(|| refused(row?)),
        };
        let as_well = LanguageReason::ShowAsWell { asked, refused: row.and_then(refused) };
        add(Effort::OtherPart, as_well, vec![other.clone()]);
        add(Effort::BothParts, both, vec![own.clone(), other]);
    }
    let as_well = LanguageReason::ShowAsWell { asked: asked_by(rule), refused: refused(rule) };
    add(Effort::OtherPart, as_well, vec![own]);
}

fn short_results(held: &LanguageCertificate, rule: Requirement) -> usize {
    let Some(scale) = rule.test.as_ref().and_then(cefr::scale) else { return 0 };
    minimums::outcomes(held, scale, rule).iter().filter(|outcome| outcome.met != Some(true)).count()
}

/// A partner test without a row of its own: an exam of one level, whose level it prints.
fn printed_level(test: &TestId, rule: Requirement) -> Option<LanguageChange> {
    let level = *cefr::levels(test).first()?;
    Some(LanguageChange::Take {
        test: Some(test.clone()),
        language: rule.language,
        results: Vec::new(),
        level: Some(level),
    })
}

/// Whether a test taken on the day is judged by the rule, and is still given.
fn takes_now(rule: Requirement, day: Day) -> bool {
    let given = |test: &TestId| {
        let last = test_windows::of(test.as_str()).and_then(|window| window.last);
        last.is_none_or(|last| day <= last.latest())
    };
    (!rule.window_by_test || rule.window.contains(day)) && rule.test.as_ref().is_none_or(given)
}

fn take(rule: Requirement) -> Option<LanguageChange> {
    let (test, language) = (rule.test.clone(), rule.language);
    let Some(scale) = test.as_ref().and_then(cefr::scale) else {
        return Some(LanguageChange::Take {
            test,
            language,
            results: Vec::new(),
            level: Some(rule.cefr_min?),
        });
    };
    let Least { results, level } = least(rule, scale)?;
    Some(LanguageChange::Take { test, language, results, level })
}

/// The least results that meet a rule.
struct Least {
    results: Vec<(&'static str, String)>,
    level: Option<Cefr>,
}

/// The least results that meet a rule; `None` when a minimum is not known or no record can hold it.
fn least(rule: Requirement, scale: &Scale) -> Option<Least> {
    if rule.has_unknown_minimum() {
        return None;
    }
    if rule.minimums.is_empty() {
        return Some(Least { results: Vec::new(), level: rule.cefr_min });
    }
    let of =
        |wanted: ScorePart| rule.minimums.iter().find(|(part, _)| *part == wanted).map(|(_, value)| value);
    let mut results = Vec::new();
    let mut of_three = 3;
    for skill in minimums::skills(scale) {
        let named = match skill {
            Skill::Listening => ScorePart::Listening,
            Skill::Reading => ScorePart::Reading,
            Skill::Writing => ScorePart::Writing,
            Skill::Speaking => ScorePart::Speaking,
        };
        let three = of(ScorePart::AtLeastThree).filter(|_| of_three > 0);
        of_three -= i32::from(three.is_some());
        let sum = of(ScorePart::Sum).and_then(|minimum| match minimum {
            Minimum::Score(score) => score.divided(4),
            _ => None,
        });
        let value = sum
            .map(|value| value.to_string())
            .or_else(|| of(named).or(three).or_else(|| of(ScorePart::Each)).map(ToString::to_string));
        results.extend(value.map(|value| (skill.as_str(), value)));
    }
    let mut level = None;
    let whole = [ScorePart::Overall, ScorePart::Written, ScorePart::Oral, ScorePart::PrintedLevel];
    if let Some(minimum) = whole.into_iter().find_map(of) {
        match minimum.level() {
            Some(printed) if scale.rank(printed.as_str()).is_none() => level = Some(printed),
            _ => results.push(("overall", minimum.to_string())),
        }
    }
    if rule.minimums.iter().any(|(part, _)| *part == ScorePart::PrintedLevel) {
        level = level.or_else(|| of(ScorePart::PrintedLevel).and_then(Minimum::level));
    }
    Some(Least { results, level })
}

/// The lowest result that a floor allows.
fn lowest_allowed(floor: &[(ScorePart, Minimum)], skill: Option<Skill>) -> Option<String> {
    let named = |part: &ScorePart| {
        matches!(
            (part, skill),
            (ScorePart::Listening, Some(Skill::Listening))
                | (ScorePart::Reading, Some(Skill::Reading))
                | (ScorePart::Writing, Some(Skill::Writing))
                | (ScorePart::Speaking, Some(Skill::Speaking))
                | (ScorePart::Each, Some(_))
                | (ScorePart::Overall, None)
        )
    };
    floor.iter().find(|(part, _)| named(part)).map(|(_, minimum)| minimum.to_string())
}
