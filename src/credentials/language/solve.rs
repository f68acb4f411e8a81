//! The requirement solver: is the language rule of a destination met, by which route, or by how little not.
//!
//! The routes of one regulator are alternatives, the regulators of a destination must all be met, and a
//! rule in two parts needs both. Every answer is one of three: what is not known stays `unknown` and
//! names the fact that would settle it. Rows of low confidence and schemes are told and decide nothing.
//!
//! The level that a match scores comes from the same judgments ([`super::assess`]).

use super::minimums::Shortfall;
use super::standing::{
    self, Because, Judged, OTHER_TEST, REFUSED_MODE, TOO_OLD, TRAINING_UNKNOWN, UNSEEN, applies,
};
use super::step::{self, NextStep};
use super::{Facts, LanguageLevel, Requirement, sentence, shown};
use crate::model::{Country, Day, Isco08, Language, Subdivision, words};
use crate::reference::{Citation, cefr, regulators};
use serde::Serialize;
use std::collections::BTreeSet;

words! {
    /// Whether a requirement is met.
    Outcome, "`unmet`, `unknown` or `met`" {
        /// It is not, as far as the records go.
        Unmet = "unmet",
        /// A fact is missing that would settle it.
        Unknown = "unknown",
        /// It is, by documents that were seen.
        Met = "met",
    }
}

/// Where and for what registration is sought.
#[derive(Debug, Clone)]
pub struct Post<'a> {
    /// The destination.
    pub destination: Country,
    /// The region, for its own rules.
    pub region: Option<&'a Subdivision>,
    /// The occupation.
    pub occupation: Isco08,
    /// Only this regulator, by its name in the table (any case); `None` for all.
    pub regulator: Option<&'a str>,
    /// The day of the application.
    pub day: Day,
}

/// The answer for a destination.
#[derive(Debug, Serialize)]
pub struct Solution {
    /// The destination.
    pub destination: Country,
    /// The region whose rules were asked.
    pub region: Option<String>,
    /// The occupation.
    pub occupation: Isco08,
    /// The day of the application.
    pub as_of: Day,
    /// Met when every regulator's rule is.
    pub outcome: Outcome,
    /// One answer a regulator, by name.
    pub regulators: Vec<RegulatorAnswer>,
    /// What was taken for granted.
    pub assumptions: Vec<&'static str>,
    /// What a reader must know.
    pub warnings: Vec<String>,
}

/// The answer of one regulator.
#[derive(Debug, Serialize)]
pub struct RegulatorAnswer {
    /// The regulator.
    pub regulator: &'static str,
    /// Met when one of the routes is.
    pub outcome: Outcome,
    /// The routes, the nearest first.
    pub routes: Vec<Route>,
    /// The cheapest thing that makes it met, unless it is.
    pub next_step: Option<NextStep>,
}

/// One row of the regulator's table against the records.
#[derive(Debug, Serialize)]
pub struct Route {
    /// The language.
    pub language: Language,
    /// What is asked.
    pub asked: String,
    /// How the records stand to it.
    pub outcome: Outcome,
    /// Whether the row may decide.
    pub decides: bool,
    /// Why.
    pub because: String,
    /// Results that fall short.
    pub short: Vec<Short>,
    /// Facts that would settle it.
    pub missing: Vec<String>,
    /// Who needs no test, in the words of the row.
    pub exemptions: &'static str,
    /// What a reader of the row must know.
    pub notes: &'static str,
    /// The row.
    pub source: &'static Citation,
    /// The row of the concordance that gave a level, if one did.
    pub level_source: Option<&'static Citation>,
}

/// A result that falls short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Short {
    /// The result, by its column or in words.
    pub result: &'static str,
    /// What the certificate gives, if it gives it.
    pub held: Option<String>,
    /// What is asked.
    pub asked: String,
}

/// Solves the rules of a destination for what is known of a worker.
pub fn solve(facts: &Facts<'_>, post: &Post<'_>) -> Solution {
    let all = regulators::in_force(post.destination, post.region, post.occupation, post.day);
    let asked: Vec<Requirement> = all
        .into_iter()
        .filter(|rule| post.regulator.is_none_or(|name| rule.regulator.eq_ignore_ascii_case(name)))
        .collect();
    let names: BTreeSet<&'static str> = asked.iter().map(|rule| &*rule.regulator).collect();
    let deciding = standing::deciding(&asked, facts.trained_in, post.day);
    let regulators: Vec<RegulatorAnswer> = names
        .iter()
        .filter_map(|&name| {
            let rules = deciding.get(name).map(Vec::as_slice).unwrap_or_default();
            let told: Vec<Requirement> =
                asked.iter().copied().filter(|rule| &*rule.regulator == name && !rule.decides()).collect();
            // A regulator all of whose rows speak of other trainings asks nothing of this one.
            (!rules.is_empty() || !told.is_empty()).then(|| regulator(facts, name, rules, &told, post.day))
        })
        .collect();
    // Rows that decide nothing leave the answer open, whatever the others say.
    let outcome = regulators.iter().map(|answer| answer.outcome).min().unwrap_or(Outcome::Unknown);
    Solution {
        destination: post.destination,
        region: post.region.map(ToString::to_string),
        occupation: post.occupation,
        as_of: post.day,
        outcome,
        warnings: warnings(post, &regulators, &asked),
        assumptions: assumptions(facts),
        regulators,
    }
}

/// Whether the rules are met: what [`solve`] answers, without its words and steps.
pub(super) fn outcome(facts: &Facts<'_>, rules: &[Requirement], day: Day) -> Outcome {
    if facts.certificates.is_empty() && facts.trainings.is_empty() {
        return Outcome::Unknown;
    }
    let best = rules.iter().map(|rule| of_rule(facts, rules, rule, day).0).max();
    match best {
        Some(Outcome::Unmet) if facts.certificates.is_empty() => Outcome::Unknown,
        best => best.unwrap_or(Outcome::Unknown),
    }
}

fn regulator(
    facts: &Facts<'_>,
    name: &'static str,
    rules: &[Requirement],
    told: &[Requirement],
    day: Day,
) -> RegulatorAnswer {
    let outcome = outcome(facts, rules, day);
    let mut routes: Vec<(Outcome, LanguageLevel, Route)> = rules
        .iter()
        .chain(told)
        .map(|rule| {
            // A row that decides nothing is judged alone, so that it lends nothing to the others.
            let alone = [*rule];
            let among = if rule.decides() { rules } else { &alone[..] };
            let (outcome, judged) = of_rule(facts, among, rule, day);
            let level = judged.as_ref().map_or(LanguageLevel::Unknown, |judged| judged.level);
            (outcome, level, route(facts, rule, outcome, judged.as_ref()))
        })
        .collect();
    // The sort is stable: equals stay in the order of the table.
    routes.sort_by_key(|(outcome, level, route)| std::cmp::Reverse((route.decides, *outcome, *level)));
    RegulatorAnswer {
        regulator: name,
        outcome,
        routes: routes.into_iter().map(|(.., route)| route).collect(),
        next_step: if outcome == Outcome::Met { None } else { step::next(facts, rules, day) },
    }
}

/// How the records stand to one rule, and the judgment that says most.
fn of_rule<'a>(
    facts: &Facts<'a>,
    rules: &[Requirement],
    rule: Requirement,
    day: Day,
) -> (Outcome, Option<Judged<'a>>) {
    let mut best: Option<(Outcome, Judged<'a>)> = None;
    for judged in standing::judgments(facts, rules, day) {
        if !judged.rule.is_some_and(|of| std::ptr::eq(of, rule)) {
            continue;
        }
        let outcome = of_judged(facts, rules, &judged, day);
        let better =
            best.as_ref().is_none_or(|(known, other)| (outcome, judged.level) > (*known, other.level));
        if better {
            best = Some((outcome, judged));
        } else if let Some((known, other)) = &mut best
            && *known == outcome
        {
            other.improve(judged);
        }
    }
    match best {
        Some((outcome, judged)) => (outcome, Some(judged)),
        None if facts.certificates.is_empty() => (Outcome::Unknown, None),
        None => (Outcome::Unmet, None),
    }
}

fn of_judged(facts: &Facts<'_>, rules: &[Requirement], judged: &Judged<'_>, day: Day) -> Outcome {
    let Some(rule) = judged.rule else { return Outcome::Unmet };
    if !rule.partners.is_empty()
        && let Some(certificate) = judged.certificate
    {
        let own = if certificate.test == rule.test && rule.test.is_some() {
            by_itself(&standing::own_test(certificate, rule, day).of(certificate, Some(rule)))
        } else {
            by_itself(judged)
        };
        return own.min(partner(facts, rules, rule, day));
    }
    by_itself(judged)
}

/// A judgment as one of three, its rule's other part aside.
fn by_itself(judged: &Judged<'_>) -> Outcome {
    match judged.level {
        LanguageLevel::MeetsRegulator => Outcome::Met,
        LanguageLevel::MeetsByLevel | LanguageLevel::MeetsOpening => {
            let closed = [REFUSED_MODE, TOO_OLD, OTHER_TEST];
            if judged.remarks.iter().any(|remark| closed.contains(remark)) {
                Outcome::Unmet
            } else {
                Outcome::Unknown
            }
        }
        LanguageLevel::TrainedInIt | LanguageLevel::Unclear | LanguageLevel::Unknown => {
            // A certificate that the regulator does not take leaves nothing open.
            if judged.remarks.contains(&OTHER_TEST) { Outcome::Unmet } else { Outcome::Unknown }
        }
        LanguageLevel::NoCertificate | LanguageLevel::OneBelow | LanguageLevel::FarBelow => Outcome::Unmet,
    }
}

/// Whether the other part of a rule is met.
fn partner(facts: &Facts<'_>, rules: &[Requirement], rule: Requirement, day: Day) -> Outcome {
    let named = facts
        .certificates
        .iter()
        .filter(|certificate| certificate.test.as_ref().is_some_and(|test| rule.partners.contains(test)));
    let outcomes = named.map(|certificate| {
        let rows = rules.iter().filter(|other| other.test == certificate.test);
        let best = rows
            .map(|other| by_itself(&standing::own_test(certificate, other, day).of(certificate, Some(other))))
            .max();
        best.unwrap_or_else(|| {
            if standing::not_counting(certificate, day).is_some() {
                return Outcome::Unmet;
            }
            let shows = shown::shown(certificate).is_ok_and(|shown| shown.level.is_some());
            if shows && shown::is_proven(certificate) { Outcome::Met } else { Outcome::Unknown }
        })
    });
    outcomes.max().unwrap_or(Outcome::Unmet)
}

fn route(facts: &Facts<'_>, rule: Requirement, outcome: Outcome, judged: Option<&Judged<'_>>) -> Route {
    let own = |judged: &&Judged<'_>| !judged.remarks.contains(&OTHER_TEST);
    let mut missing: Vec<String> = Vec::new();
    let mut short = Vec::new();
    if outcome == Outcome::Unknown {
        match judged {
            None => missing.push("language_certificate".to_owned()),
            Some(judged) => missing.extend(facts_missing(judged)),
        }
    }
    if let Some(judged) = judged.filter(own)
        && let Because::Short(all) = &judged.because
    {
        short.extend(all.iter().map(|short| short_of(judged, short)));
    }
    let because = match judged {
        Some(judged) => judged.sentence(),
        None if facts.certificates.is_empty() => "no certificate is recorded".to_owned(),
        None => match rule.test.as_ref().and_then(cefr::scale) {
            Some(scale) => format!("no certificate of {} is recorded", scale.name),
            None => "no certificate that this row takes is recorded".to_owned(),
        },
    };
    Route {
        language: rule.language,
        asked: sentence::asked_by(rule),
        outcome,
        decides: rule.decides(),
        because,
        short,
        missing,
        exemptions: &rule.exemptions,
        notes: &rule.notes,
        source: &rule.citation,
        level_source: judged.and_then(|judged| match &judged.because {
            Because::Level(shown, _) => shown.citation,
            _ => None,
        }),
    }
}

fn facts_missing(judged: &Judged<'_>) -> Vec<String> {
    let mut missing: Vec<String> = judged.missing().into_iter().map(str::to_owned).collect();
    match &judged.because {
        Because::RuleUnknown => missing.push("the regulator's minimum, which was not retrieved".to_owned()),
        Because::Sittings(obstacle) => missing.push(obstacle.as_str().to_owned()),
        Because::MayBeExempt(exemption) if !exemption.still_asked.is_empty() => {
            missing.push(exemption.still_asked.to_string());
        }
        _ => {}
    }
    if judged.remarks.contains(&UNSEEN) {
        missing.push("a look at the document".to_owned());
    }
    if judged.remarks.contains(&TRAINING_UNKNOWN) {
        missing.push("the country of training".to_owned());
    }
    missing
}

fn short_of(judged: &Judged<'_>, short: &Shortfall<'_>) -> Short {
    Short { result: short.point.field(), held: judged.held(short.point), asked: short.asked.to_string() }
}

fn warnings(post: &Post<'_>, answers: &[RegulatorAnswer], asked: &[Requirement]) -> Vec<String> {
    let mut warnings = Vec::new();
    if asked.is_empty() {
        warnings.push(match post.regulator {
            Some(name) => {
                let known = regulators::of_destination(post.destination);
                if known.is_empty() {
                    format!("no rule of {name} was retrieved, nor of any other regulator there")
                } else {
                    format!(
                        "no rule of a regulator `{name}` for this occupation and day; there are {}",
                        known.into_iter().collect::<Vec<_>>().join(", ")
                    )
                }
            }
            None => "no language rule was retrieved for this destination, occupation and day".to_owned(),
        });
    }
    if answers.iter().any(|answer| answer.routes.iter().all(|route| !route.decides)) {
        warnings.push("rows of low confidence or of a scheme decide nothing".to_owned());
    }
    let regions = regulators::regions(post.destination, post.occupation, post.day);
    if post.region.is_none() && !regions.is_empty() {
        let names: Vec<String> = regions.iter().map(ToString::to_string).collect();
        warnings.push(format!("these regions have rules of their own: {}", names.join(", ")));
    }
    if let Some(region) = post.region
        && !regions.contains(region)
        && !regions.is_empty()
    {
        warnings.push(format!("no rule of {region} itself was retrieved: the general rows were taken"));
    }
    warnings
}

fn assumptions(facts: &Facts<'_>) -> Vec<&'static str> {
    let mut all = vec!["the day asked is the day of the application: validity is counted to it"];
    if facts.certificates.iter().any(|certificate| certificate.mode.is_none()) {
        all.push("a certificate that does not say how it was taken was taken at a test center");
    }
    if facts.trained_in.is_none() {
        all.push("the country of training is not known: rules for some trainings only stay open");
    }
    all
}

/// Whether a rule surely speaks of a training.
pub(super) fn surely_applies(rule: Requirement, trained_in: Option<Country>, day: Day) -> bool {
    applies(rule, trained_in, day) == Some(true)
}
