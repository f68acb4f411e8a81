//! The rules of a regulator as one of three: met, unmet or unknown.
//!
//! The certificates are judged once ([`super::standing::judgments`]). The level of a match, the answer of the solver and
//! the test of a step all read these judgments, so that they cannot disagree.

use super::outcome::Outcome;
use super::standing::{self, Judged};
use super::{Facts, Requirement};
use crate::model::Day;

/// Whether the rules of a regulator are met.
pub(super) fn outcome(facts: &Facts<'_>, rules: &[Requirement], day: Day) -> Outcome {
    of(facts, rules, &standing::judgments(facts, rules, &[], day))
}

/// Whether the rules of a regulator are met, by judgments that were made.
pub(super) fn of(facts: &Facts<'_>, rules: &[Requirement], judgments: &[Judged<'_>]) -> Outcome {
    let nothing = facts.certificates.is_empty() && !facts.states_none && facts.trainings.is_empty();
    if rules.is_empty() || nothing {
        return Outcome::Unknown;
    }
    let best = judgments.iter().map(|judged| judged.outcome).max().unwrap_or(Outcome::Unmet);
    if stays_open(facts, rules) { best.max(Outcome::Unknown) } else { best }
}

/// Whether records without a certificate leave a rule open: nothing says that there is none, or that nobody is exempt.
fn stays_open(facts: &Facts<'_>, rules: &[Requirement]) -> bool {
    let exempt = |rule: &&Requirement| standing::may_be_exempt(facts, rule);
    facts.certificates.is_empty() && (!facts.states_none || rules.iter().any(|rule| exempt(&rule)))
}

/// How the records stand to one rule, and the judgment that says most.
pub(super) fn of_rule<'a>(
    facts: &Facts<'_>,
    rule: Requirement,
    judgments: &[Judged<'a>],
) -> (Outcome, Option<Judged<'a>>) {
    let mut best: Option<Judged<'a>> = None;
    for judged in judgments.iter().filter(|judged| judged.rule.is_some_and(|of| std::ptr::eq(of, rule))) {
        match &mut best {
            Some(known) if (judged.outcome, judged.level) <= (known.outcome, known.level) => {
                if judged.outcome == known.outcome {
                    known.improve(judged.clone());
                }
            }
            _ => best = Some(judged.clone()),
        }
    }
    match best {
        Some(judged) => (judged.outcome, Some(judged)),
        None if stays_open(facts, &[rule]) => (Outcome::Unknown, None),
        None => (Outcome::Unmet, None),
    }
}
