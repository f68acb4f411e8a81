//! `corridor match --assign`: one worker to one position, by deferred acceptance.
//!
//! Each opening asks its workers in the order of its shortlist, one for each free position. A worker keeps the offer that
//! they like best and lets go of the others, and an opening that lost one asks the next. The outcome is stable: no worker
//! and no opening would both rather have each other. Among all stable outcomes it is the best one for every opening, and
//! it does not turn on the order in which openings ask (Gale and Shapley 1962). So it is the same in every run.
//!
//! A worker likes best what agrees with their wishes, then what they are ready for, then the higher score.

use super::match_all::{Board, MatchedOpenings, with_board};
use super::{Act, Desk, OpsError};
use crate::ethics::Clearance;
use crate::matching::{Criterion, State};
use crate::message::Message;
use crate::model::{Day, Seq};
use crate::policy::StoodInPack;
use crate::ranking::{Asker, MatchResult, Terms, rank_workers};
use crate::report::ImportReport;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Workers of a shortlist that are asked for at first; more are asked for as far as they are needed.
const FIRST: usize = 20;

/// Who is assigned where.
#[derive(Debug, Serialize)]
pub struct AssignReply {
    /// The day.
    pub as_of: Day,
    /// The sequence number of the store.
    pub seq: Seq,
    /// What should be known of the query.
    pub notes: Vec<Message>,
    /// Each opening, in the order in which they came in.
    pub openings: Vec<AssignedOpening>,
    /// Openings that name a recruiter, and are filled only when a channel is said.
    pub channel_needed: Vec<String>,
    /// The hash of the policy packs.
    pub packs: String,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
    /// How the files of openings were read, where there are some.
    #[serde(skip)]
    pub read: Option<ImportReport>,
}

/// An opening with whom it is assigned.
#[derive(Debug, Serialize)]
pub struct AssignedOpening {
    /// The opening.
    pub opening: String,
    /// Its title.
    pub title: Option<String>,
    /// Its positions; where the opening does not say how many, one is assumed.
    pub positions: Option<u64>,
    /// How many stay free.
    pub free: u64,
    /// Who is assigned, the best first.
    pub assigned: Vec<AssignedWorker>,
}

/// A worker who is assigned.
#[derive(Debug, Clone, Serialize)]
pub struct AssignedWorker {
    /// The place in the shortlist of the opening.
    pub place: usize,
    /// The worker.
    pub worker: String,
    /// The score.
    pub score: u16,
    /// Whether the worker is ready.
    pub state: State,
    /// What the policies say.
    pub clearance: Clearance,
}

/// How much a worker likes an offer; greater is better.
type Liking = (u16, Reverse<State>, u16, Reverse<String>);

/// Somebody on the list of an opening.
#[derive(Debug, Clone)]
struct Candidate<W, L> {
    worker: W,
    liking: L,
}

/// Fills the positions of openings by deferred acceptance. `candidate` gives the one at a place of an opening's list, or
/// `None` at its end. Returns the places of whom each opening gets, rising.
fn defer<W: Eq + std::hash::Hash, L: Ord, E>(
    positions: &[usize],
    mut candidate: impl FnMut(usize, usize) -> Result<Option<Candidate<W, L>>, E>,
) -> Result<Vec<Vec<usize>>, E> {
    let mut next = vec![0; positions.len()];
    let mut free = positions.to_vec();
    // Who holds an offer: of which opening, at which place of its list, and how much they like it.
    let mut held: HashMap<W, (usize, usize, L)> = HashMap::new();
    let mut asking: Vec<usize> = (0..positions.len()).rev().collect();
    while let Some(opening) = asking.pop() {
        while free[opening] > 0 {
            let place = next[opening];
            let Some(Candidate { worker, liking }) = candidate(opening, place)? else { break };
            next[opening] += 1;
            match held.get(&worker) {
                Some((.., kept)) if *kept >= liking => continue,
                Some(&(loser, ..)) => {
                    free[loser] += 1;
                    asking.push(loser);
                }
                None => {}
            }
            free[opening] -= 1;
            held.insert(worker, (opening, place, liking));
        }
    }
    let mut filled = vec![Vec::new(); positions.len()];
    held.into_values().for_each(|(opening, place, _)| filled[opening].push(place));
    filled.iter_mut().for_each(|places| places.sort_unstable());
    Ok(filled)
}

/// What is kept of a result.
struct Listed {
    assigned: AssignedWorker,
    liking: Liking,
}

impl Listed {
    fn of(result: &MatchResult) -> Self {
        let explanation = &result.explanation;
        let wishes = explanation.parts.iter().find(|part| part.criterion == Criterion::Preferences);
        let wishes = wishes.map(|part| part.points).unwrap_or_default();
        let (score, state) = (explanation.score, result.state());
        Self {
            assigned: AssignedWorker {
                place: result.place,
                worker: result.worker.clone(),
                score,
                state,
                clearance: result.assessment.clearance,
            },
            liking: (wishes, Reverse(state), score, Reverse(result.opening.clone())),
        }
    }
}

/// Assigns workers to the positions of openings. Nothing is recorded: a plan is no decision.
///
/// # Errors
/// [`OpsError`] when store, index or profiles fail.
pub fn assign(
    desk: &Desk,
    act: &Act,
    terms: &Terms,
    openings: MatchedOpenings<'_>,
) -> Result<AssignReply, OpsError> {
    with_board(desk, act, terms, openings, Asker::Opening, |board| {
        let Board { matcher, keeper, cases, channel_needed, notes, read } = board;
        let mut packed = keeper.current(matcher)?;
        let stated = |at: usize| {
            cases.get(at).and_then(|case| case.ask.opening.positions).and_then(|n| usize::try_from(n).ok())
        };
        let positions: Vec<usize> = (0..cases.len()).map(|at| stated(at).unwrap_or(1)).collect();
        let mut lists: Vec<Vec<Listed>> = cases.iter().map(|_| Vec::new()).collect();
        let mut ends = vec![false; cases.len()];
        act.progress.begin("assigning", Some(cases.len() as u64));
        let filled = defer(&positions, |opening, place| {
            if place >= lists[opening].len() && !ends[opening] {
                let top = (lists[opening].len() * 2).max(FIRST).max(positions[opening].saturating_mul(2));
                let longer = Terms { top, ..terms.clone() };
                let matcher = matcher.under(&longer);
                keeper.prepare(&matcher, &mut packed, std::slice::from_ref(&cases[opening]))?;
                let ranking = rank_workers(&matcher, keeper, &packed, &cases[opening])?;
                ends[opening] = ranking.results.len() < top;
                lists[opening] = ranking.results.iter().map(Listed::of).collect();
                act.progress.advance(1);
            }
            let listed = lists[opening].get(place);
            Ok::<_, OpsError>(listed.map(|listed| Candidate {
                worker: listed.assigned.worker.clone(),
                liking: listed.liking.clone(),
            }))
        })?;
        act.progress.end();
        let assigned = (0..).zip(&cases).zip(filled).map(|((at, case), places)| {
            let opening = case.ask.opening;
            AssignedOpening {
                opening: opening.opening_id.to_string(),
                title: opening.title.clone(),
                positions: stated(at).map(|positions| positions as u64),
                free: (positions[at] - places.len()) as u64,
                assigned: places.into_iter().map(|place| lists[at][place].assigned.clone()).collect(),
            }
        });
        Ok(AssignReply {
            as_of: terms.as_of,
            seq: matcher.snapshot.seq(),
            notes,
            openings: assigned.collect(),
            channel_needed,
            packs: matcher.packs.hash(),
            packs_stood_in: matcher.packs.stood_in().to_vec(),
            read,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lists of openings, each of workers in order, and how much each worker likes each opening.
    fn fill(positions: &[usize], lists: &[Vec<usize>], likings: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let candidate = |opening: usize, place: usize| {
            let worker = lists[opening].get(place).copied();
            // Among likings that are alike the first opening wins.
            Ok::<_, ()>(
                worker
                    .map(|worker| Candidate { worker, liking: (likings[worker][opening], Reverse(opening)) }),
            )
        };
        let filled = defer(positions, candidate).unwrap();
        filled
            .iter()
            .enumerate()
            .map(|(opening, places)| places.iter().map(|&place| lists[opening][place]).collect())
            .collect()
    }

    #[test]
    fn the_textbook_case_comes_out_best_for_those_who_ask() {
        // Two stable outcomes: each opening wants another worker, each worker the other opening.
        assert_eq!(fill(&[1, 1], &[vec![0, 1], vec![1, 0]], &[vec![1, 2], vec![2, 1]]), [[0], [1]]);
        // One worker on both lists goes where they like it, and the position left goes to the next.
        assert_eq!(fill(&[1, 1], &[vec![0, 1], vec![0]], &[vec![1, 2], vec![1, 1]]), [[1], [0]]);
        // More positions than workers, none at all, and nobody on a list.
        assert_eq!(
            fill(&[3, 0, 1], &[vec![0, 1], vec![0], vec![]], &[vec![1, 9, 1], vec![1, 1, 1]]),
            [vec![0, 1], vec![], vec![]]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn no_worker_and_opening_would_both_rather_have_each_other(
            positions in proptest::collection::vec(0_usize..4, 1..5),
            orders in proptest::collection::vec(Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(), 5),
            lengths in proptest::collection::vec(0_usize..8, 5),
            likings in proptest::collection::vec(proptest::collection::vec(0_usize..3, 5), 7),
        ) {
            let lists: Vec<Vec<usize>> = orders
                .iter()
                .zip(&lengths)
                .take(positions.len())
                .map(|(order, length)| order[..*length.min(&7)].to_vec())
                .collect();
            let filled = fill(&positions, &lists, &likings);
            let mut of: HashMap<usize, usize> = HashMap::new();
            for (opening, workers) in filled.iter().enumerate() {
                prop_assert!(workers.len() <= positions[opening]);
                for worker in workers {
                    prop_assert!(lists[opening].contains(worker));
                    prop_assert_eq!(of.insert(*worker, opening), None);
                }
            }
            let liking = |worker: usize, opening: usize| (likings[worker][opening], Reverse(opening));
            for (opening, list) in lists.iter().enumerate() {
                for (place, &worker) in list.iter().enumerate() {
                    if filled[opening].contains(&worker) {
                        continue;
                    }
                    let rather = of.get(&worker).is_none_or(|&other| liking(worker, opening) > liking(worker, other));
                    let worst = filled[opening].iter().filter_map(|one| list.iter().position(|other| other == one)).max();
                    let wanted = filled[opening].len() < positions[opening] || worst.is_some_and(|worst| worst > place);
                    prop_assert!(!(rather && wanted), "{} and {}", worker, opening);
                }
            }
        }
    }
}
