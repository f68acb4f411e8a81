//! The openings that fit a worker.

use super::rank::score_of_record;
use super::{Asker, MatchCase, Matcher, Ranking, RankingError};
use crate::ethics::{Assessment, Clearance, PackJudge};
use crate::matching::{Gate, GateFacts, Gates, Prices, Profile, Weights};
use crate::model::Dossier;
use crate::rule::Stage;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Blocked and excluded openings come as counts and so many of the best.
const BEST: usize = 10;

/// Ranks all open openings for a worker. A worker who looks is a direct application unless the terms name
/// another channel.
///
/// # Errors
/// [`RankingError`] when the store fails.
pub fn rank_openings(matcher: &Matcher<'_>, dossier: &Dossier) -> Result<Ranking, RankingError> {
    // Those that are past count for the gate of the opening.
    let openings = matcher.snapshot.open_openings()?;
    let case = |opening| MatchCase::of(matcher.snapshot, opening, matcher.terms, Asker::Worker);
    let cases = openings.iter().map(|(_, opening)| case(opening)).collect::<Result<Vec<_>, _>>()?;
    Ok(OpeningsRanker::new(matcher, &cases).rank(dossier, BEST))
}

/// Ranks the same openings for any number of workers. What needs no worker is worked out once, and rules are asked once
/// about the same facts.
pub struct OpeningsRanker<'a> {
    matcher: &'a Matcher<'a>,
    openings: Vec<PricedOpening<'a>>,
    judge: PackJudge<'a>,
}

/// An opening with what each answer adds to a score.
struct PricedOpening<'a> {
    case: &'a MatchCase<'a>,
    weights: Weights,
    prices: Prices,
}

/// An opening that no other gate than that of ethics excludes.
struct Candidate<'a> {
    case: &'a MatchCase<'a>,
    score: u16,
    assessment: Assessment,
}

impl<'a> OpeningsRanker<'a> {
    /// Lays out openings.
    pub fn new(matcher: &'a Matcher<'a>, cases: &'a [MatchCase<'a>]) -> Self {
        let priced = |case: &'a MatchCase<'a>| {
            let weights = case.ask.weights(&matcher.terms.weights);
            PricedOpening { case, prices: Prices::of(&case.ask, &weights), weights }
        };
        Self { matcher, openings: cases.iter().map(priced).collect(), judge: PackJudge::new(matcher.packs) }
    }

    /// Ranks the openings for a worker. All of them get a score; only those that are listed are explained. `excluded` is how
    /// many of those that a gate excludes are listed.
    pub fn rank(&self, dossier: &Dossier, excluded: usize) -> Ranking {
        let keep_excluded = excluded;
        let mut excluded: BTreeMap<Gate, u64> = BTreeMap::new();
        let (mut admitted, mut blocked, mut shut) = (Vec::new(), Vec::new(), Vec::new());
        self.matcher.with_person(dossier, |person| {
            let profile = Profile::of(dossier.row, person);
            for PricedOpening { case, weights, prices } in &self.openings {
                // The gate of ethics is the last one: whoever another one excludes needs no judgment.
                let outside = self.matcher.outside(dossier.row, case.ask.opening, false);
                let gates = Gates::closed(&GateFacts::of_record(person, &profile, &case.ask, outside));
                let gate = gates.first();
                if let Some(gate) = gate {
                    *excluded.entry(gate).or_default() += 1;
                    if keep_excluded == 0 || !gates.iter().all(Gate::is_listed) {
                        continue;
                    }
                }
                let facts = self.matcher.case_of(case, dossier.worker.residence, Some(dossier));
                let assessment = self.judge.evaluate(&facts, Stage::Match);
                let score = score_of_record(person, &profile, &case.ask, weights, prices);
                let list = match gate {
                    Some(_) => &mut shut,
                    None if assessment.clearance == Clearance::Blocked => &mut blocked,
                    None => &mut admitted,
                };
                list.push(Candidate { case, score, assessment });
            }
        });
        let count = |list: &[Candidate<'_>]| list.len() as u64;
        let (admitted_count, blocked_count) = (count(&admitted), count(&blocked));
        let listed = |mut list: Vec<Candidate<'_>>, keep: usize| {
            list.sort_by_key(|one| (Reverse(one.score), &one.case.ask.opening.opening_id));
            list.truncate(keep);
            (1..)
                .zip(list)
                .map(|(place, one)| self.matcher.result(place, dossier, one.case, one.assessment))
                .collect()
        };
        Ranking {
            admitted: admitted_count,
            results: listed(admitted, self.matcher.terms.top),
            blocked: blocked_count,
            best_blocked: listed(blocked, BEST),
            excluded,
            best_excluded: listed(shut, keep_excluded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ranking asks the other gates first, and leaves away the judgment of whoever one of them excludes.
    #[test]
    fn the_gate_of_ethics_is_the_last_one() {
        assert_eq!(Gate::ALL.last(), Some(&Gate::Ethics));
    }
}
