//! An opening by itself: what the rules say of it before anybody is matched with it.
//!
//! Most rules of the match need an origin, a channel or a worker, and stay out. What an opening alone breaks it breaks for
//! everybody, since knowing more never turns a settled rule around. What it leaves open is told where its own columns, or
//! those of its recruiter, can answer.

use super::clearance::{assessed, finding, outcome};
use super::question::of_opening;
use super::{Assessment, Case, FindingOutcome, OpeningFacts};
use crate::policy::{Packs, PolicyRule};
use crate::rule::Stage;
use std::sync::Arc;

/// What the rules of the match say of an opening alone.
pub fn evaluate_opening(packs: &Packs, facts: &OpeningFacts<'_>) -> Assessment {
    let case = Case::of_opening(packs, facts);
    assessed(packs, &case, Stage::Match, |_, pack, rule| {
        let said = outcome(rule, &case)?;
        let found = finding(pack, rule, &case, said, &mut |part| pack.say(rule, part, &case.facts));
        speaks_of_opening(rule, &found.outcome, &case).then(|| Arc::new(found))
    })
}

/// Whether a rule says it of the opening, and not of a worker or a corridor that nobody named yet.
fn speaks_of_opening(rule: &PolicyRule, outcome: &FindingOutcome, case: &Case) -> bool {
    match outcome {
        FindingOutcome::Unknown { missing } => missing.iter().all(|fact| of_opening(fact)),
        // A rule that asks whether a fact is there can turn around once it is.
        FindingOutcome::Broken if asks_whether_known(rule) => {
            let mut facts = rule.applies.iter().chain([&rule.when]).flat_map(|one| one.facts());
            facts.all(|fact| case.facts.contains_key(fact.as_str()) || of_opening(fact))
        }
        FindingOutcome::Broken | FindingOutcome::Unusable { .. } => true,
    }
}

/// Whether a condition of a rule asks if a fact is known.
fn asks_whether_known(rule: &PolicyRule) -> bool {
    [&rule.when_source, &rule.applies_source].into_iter().any(|source| source.contains("has("))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ethics::{Clearance, MatchFacts, evaluate};
    use crate::model::{Channel, DatumRef, FeeBearer, Opening, Record};
    use crate::policy;

    fn opening(fees: Option<FeeBearer>) -> Opening {
        let cells = [("opening_id", "O-1"), ("destination", "DE"), ("occupation", "2221")];
        let cell = |at: usize| {
            let found = cells.iter().find(|(column, _)| *column == Opening::COLUMNS[at]);
            found.map(|(_, text)| DatumRef::Text(text))
        };
        Opening { fees_borne_by: fees, ..Opening::from_cells(cell).unwrap() }
    }

    fn rules(assessment: &Assessment) -> Vec<&str> {
        assessment.findings.iter().map(|finding| finding.rule.as_str()).collect()
    }

    #[test]
    fn an_opening_is_judged_by_what_it_says_itself() {
        let day = "2026-11-01".parse().unwrap();
        let judged = |opening: &Opening| {
            evaluate_opening(policy::builtin(), &OpeningFacts { opening, day, recruiter: None })
        };
        let charges = judged(&opening(Some(FeeBearer::Worker)));
        assert_eq!(charges.clearance, Clearance::Blocked);
        assert!(rules(&charges).contains(&"recruitment-fee-announced"));
        // Neither the age of a worker nor the list of an origin is a question to an opening.
        let silent = judged(&opening(Some(FeeBearer::Employer)));
        for rule in ["minimum-age", "active-recruitment-listed-origin", "recruitment-fee-announced"] {
            assert!(!rules(&silent).contains(&rule), "{rule}: {:?}", rules(&silent));
        }
    }

    /// What an opening alone breaks is broken for whoever is matched with it by whom it names.
    #[test]
    fn what_an_opening_breaks_it_breaks_for_everybody() {
        let day = "2026-11-01".parse().unwrap();
        for fees in [None, Some(FeeBearer::Worker), Some(FeeBearer::Shared), Some(FeeBearer::Employer)] {
            let opening = opening(fees);
            let alone = evaluate_opening(
                policy::builtin(),
                &OpeningFacts { opening: &opening, day, recruiter: None },
            );
            for origin in ["PH", "GH", "IN", "NP", "EG"] {
                let facts = MatchFacts {
                    opening: &opening,
                    channel: Channel::Active,
                    day,
                    origin: origin.parse().ok(),
                    worker: None,
                    recruiter: None,
                };
                let matched =
                    evaluate(policy::builtin(), &Case::of_match(policy::builtin(), &facts), Stage::Match);
                for broken in alone.findings.iter().filter(|one| one.outcome == FindingOutcome::Broken) {
                    let same = matched.findings.iter().find(|one| one.rule == broken.rule);
                    assert_eq!(
                        same.map(|one| &one.outcome),
                        Some(&broken.outcome),
                        "{origin} {}",
                        broken.rule
                    );
                }
            }
        }
    }
}
