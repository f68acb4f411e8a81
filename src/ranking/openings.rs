//! The openings that fit a worker.

use super::{Asker, MatchCase, Matcher, Ranking, RankingError};
use crate::ethics::Clearance;
use crate::matching::Gate;
use crate::model::Dossier;
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
    Ok(rank_among(matcher, &cases, dossier, BEST))
}

/// Ranks these openings for a worker. The same cases serve any number of workers. `excluded` is how many of those that a gate
/// excludes are explained: it costs as much as a match.
pub fn rank_among(
    matcher: &Matcher<'_>,
    cases: &[MatchCase<'_>],
    dossier: &Dossier,
    excluded: usize,
) -> Ranking {
    let terms = matcher.terms;
    let mut ranking = Ranking {
        admitted: 0,
        results: Vec::new(),
        blocked: 0,
        best_blocked: Vec::new(),
        excluded: BTreeMap::new(),
        best_excluded: Vec::new(),
    };
    for case in cases {
        let assessment = matcher.assess_worker(case, dossier);
        let blocked = assessment.clearance == Clearance::Blocked;
        let gates = matcher.gates(dossier, case, blocked);
        if let Some(gate) = gates.first().filter(|gate| *gate != Gate::Ethics) {
            *ranking.excluded.entry(gate).or_default() += 1;
            if excluded > 0 && gates.iter().all(Gate::is_listed) {
                ranking.best_excluded.push(matcher.result(0, dossier, case, assessment));
            }
            continue;
        }
        let result = matcher.result(0, dossier, case, assessment);
        if blocked {
            ranking.blocked += 1;
            ranking.best_blocked.push(result);
        } else {
            ranking.admitted += 1;
            ranking.results.push(result);
        }
    }
    let lists = [
        (&mut ranking.results, terms.top),
        (&mut ranking.best_blocked, BEST),
        (&mut ranking.best_excluded, excluded),
    ];
    for (list, keep) in lists {
        list.sort_by(|a, b| (b.explanation.score, &a.opening).cmp(&(a.explanation.score, &b.opening)));
        list.truncate(keep);
        (1..).zip(list).for_each(|(place, result)| result.place = place);
    }
    ranking
}
