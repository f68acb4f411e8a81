//! The requirement solver: is the language rule of a destination met, by which route, or by how little not.
//!
//! The routes of one regulator are alternatives, the regulators of a destination must all be met, and a
//! rule in two parts needs both. Every answer is one of three: what is not known stays `unknown` and
//! names the fact that would settle it. Rows of low confidence and schemes are told and decide nothing.
//!
//! The level that a match scores comes from the same judgments ([`super::assess`]), and so does the test of a step.

use super::outcome::Outcome;
use super::reason::LanguageReason;
use super::route::{self, LanguageRoute};
use super::standing::{self, Because, Judged};
use super::step::{self, NextStep};
use super::{Facts, LanguageLevel, Requirement, Training};
use crate::model::{Country, Day, Evidence, Isco08, LanguageCertificate, Subdivision};
use crate::reference::language_exemptions::{self, Basis, Beside, Exemption};
use crate::reference::{Citation, past, regulators};
use serde::Serialize;
use std::collections::BTreeSet;

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
    /// What the outcome rests on that nobody has recorded; it stands beside the outcome wherever that is shown.
    pub condition: Option<LanguageReason>,
    /// What was taken for granted.
    pub assumptions: Vec<LanguageReason>,
    /// What a reader must know.
    pub warnings: Vec<LanguageReason>,
}

/// The answer of one regulator.
#[derive(Debug, Serialize)]
pub struct RegulatorAnswer {
    /// The regulator.
    pub regulator: &'static str,
    /// Met when one of the routes is.
    pub outcome: Outcome,
    /// The routes, the nearest first.
    pub routes: Vec<LanguageRoute>,
    /// The cheapest thing that makes it met, unless it is.
    pub next_step: Option<NextStep>,
    /// What may count beside a test and asks for more than records hold, unless the rule is met.
    pub other_ways: Vec<LanguageReason>,
}

/// Solves the rules of a destination for what is known of a worker.
pub fn solve(facts: &Facts<'_>, post: &Post<'_>) -> Solution {
    let all = regulators::in_force(post.destination, post.region, post.occupation, post.day);
    let asked: Vec<Requirement> = all
        .into_iter()
        .filter(|rule| post.regulator.is_none_or(|name| rule.regulator.eq_ignore_ascii_case(name)))
        .collect();
    let names: BTreeSet<&'static str> = asked.iter().map(|rule| &*rule.regulator).collect();
    let deciding = standing::deciding(&asked, facts, post.day);
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
        condition: None,
        assumptions: assumptions(facts),
        regulators,
    }
}

/// Solves the rules of a destination, and says on which condition the answer is better than it seems: certificates
/// whose evidence nobody recorded count as seen where that changes the answer, and the condition is told.
///
/// Certificates that are known to be statements only are never counted as more.
pub fn solve_on_condition(facts: &Facts<'_>, post: &Post<'_>) -> Solution {
    let plain = solve(facts, post);
    if facts.certificates.iter().all(|held| held.evidence.is_some()) {
        return plain;
    }
    let seen: Vec<LanguageCertificate> = facts
        .certificates
        .iter()
        .map(|held| LanguageCertificate {
            evidence: held.evidence.or(Some(Evidence::DocumentSeen)),
            ..held.clone()
        })
        .collect();
    let supposed = solve(&Facts { certificates: &seen, ..*facts }, post);
    if supposed.outcome == plain.outcome {
        return plain;
    }
    Solution { condition: Some(LanguageReason::IfSeen), ..supposed }
}

fn regulator(
    facts: &Facts<'_>,
    name: &'static str,
    rules: &[Requirement],
    told: &[Requirement],
    day: Day,
) -> RegulatorAnswer {
    let judgments = standing::judgments(facts, rules, told, day);
    let outcome = super::rules::of(facts, rules, &judgments);
    let deciding = rules.iter().map(|rule| judged_route(facts, rule, &judgments));
    // A row that decides nothing is judged alone, so that it lends nothing to the others.
    let alone =
        told.iter().map(|rule| judged_route(facts, rule, &standing::judgments(facts, &[rule], &[], day)));
    let mut routes: Vec<(Outcome, LanguageLevel, LanguageRoute)> = deciding.chain(alone).collect();
    let other_ways = if outcome == Outcome::Met { Vec::new() } else { other_ways(facts, rules, &judgments) };
    // The sort is stable: equals stay in the order of the table.
    routes.sort_by_key(|(outcome, level, route)| std::cmp::Reverse((route.decides, *outcome, *level)));
    RegulatorAnswer {
        regulator: name,
        outcome,
        routes: routes.into_iter().map(|(.., route)| route).collect(),
        next_step: if outcome == Outcome::Met { None } else { step::next(facts, rules, day) },
        other_ways,
    }
}

/// The ways of a regulator that rest on more than training and tests, where nothing recorded speaks against them.
fn other_ways(facts: &Facts<'_>, rules: &[Requirement], judgments: &[Judged<'_>]) -> Vec<LanguageReason> {
    let told = [Basis::Employer, Basis::Practice, Basis::Schooling, Basis::EarlierTest, Basis::Other];
    let mut all: Vec<LanguageReason> = Vec::new();
    for rule in rules {
        let may = |exemption: &&Exemption| {
            told.contains(&exemption.basis)
                && !exemption.still_asked.is_empty()
                && (exemption.beside.is_empty()
                    || exemption.beside.iter().any(|beside| stands(*beside, facts, rule, judgments)))
        };
        for exemption in language_exemptions::named(&rule.exemptions).filter(may) {
            let (words, wanted) = (exemption.words.clone(), exemption.still_asked.clone());
            let way = LanguageReason::OtherWay { words, wanted };
            if !all.contains(&way) {
                all.push(way);
            }
        }
    }
    all
}

/// Whether what an exemption counts beside may be there.
fn stands(beside: Beside, facts: &Facts<'_>, rule: Requirement, judgments: &[Judged<'_>]) -> bool {
    match beside {
        Beside::Training => {
            let may = |training: &Training| training.language.is_none_or(|own| own == rule.language);
            facts.trainings.is_empty() || facts.trainings.iter().any(may)
        }
        Beside::NearMiss => {
            let one_short = |judged: &&Judged<'_>| {
                judged.with.is_none()
                    && judged.rule.is_some_and(|own| own.test.is_some() && own.language == rule.language)
                    && matches!(&judged.because, Because::Short(short) if short.len() == 1)
            };
            let mut missed: Vec<*const LanguageCertificate> = judgments
                .iter()
                .filter(one_short)
                .filter_map(|judged| judged.certificate.map(std::ptr::from_ref))
                .collect();
            missed.dedup();
            missed.len() > 1
        }
    }
}

fn judged_route(
    facts: &Facts<'_>,
    rule: Requirement,
    judgments: &[Judged<'_>],
) -> (Outcome, LanguageLevel, LanguageRoute) {
    let (outcome, judged) = super::rules::of_rule(facts, rule, judgments);
    let level = judged.as_ref().map_or(LanguageLevel::Unknown, |judged| judged.level);
    (outcome, level, route::route(facts, rule, outcome, judged.as_ref()))
}

fn warnings(post: &Post<'_>, answers: &[RegulatorAnswer], asked: &[Requirement]) -> Vec<LanguageReason> {
    let mut warnings = Vec::new();
    if asked.is_empty() {
        warnings.push(match post.regulator.map(str::to_owned) {
            Some(regulator) => {
                let known: Vec<_> = regulators::of_destination(post.destination).into_iter().collect();
                if known.is_empty() {
                    LanguageReason::NoRegulator { regulator }
                } else {
                    LanguageReason::OtherRegulators { regulator, known }
                }
            }
            None => LanguageReason::NoRuleHere,
        });
    }
    if answers.iter().any(|answer| answer.routes.iter().all(|route| !route.decides)) {
        warnings.push(LanguageReason::DecideNothing);
    }
    let regions: Vec<Subdivision> =
        regulators::regions(post.destination, post.occupation, post.day).into_iter().cloned().collect();
    match post.region {
        _ if regions.is_empty() => {}
        None => warnings.push(LanguageReason::RegionalRules { regions }),
        Some(region) if !regions.contains(region) => {
            warnings.push(LanguageReason::NoRegionalRule { region: region.clone() });
        }
        Some(_) => {}
    }
    // One table has all rules, and the same day for all.
    let sources: Vec<&'static Citation> = asked.iter().map(|rule| &rule.citation).collect();
    let past = past(&sources, post.day).into_iter().next();
    warnings.extend(past.map(|due| LanguageReason::PastDay { table: due.table, recheck_by: due.recheck_by }));
    warnings
}

fn assumptions(facts: &Facts<'_>) -> Vec<LanguageReason> {
    let mut all = vec![LanguageReason::AssumedApplication];
    let presumed = facts.certificates.iter().filter(|held| held.test_presumed == Some(true));
    all.extend(presumed.map(|held| LanguageReason::AssumedTest { tests: route::may_be(held) }));
    if facts.certificates.iter().any(|certificate| certificate.mode.is_none()) {
        all.push(LanguageReason::AssumedCenter);
    }
    if facts.trained_in.is_none() {
        all.push(LanguageReason::TrainingOpen);
    }
    all
}
