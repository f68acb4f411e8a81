//! The workers that fit an opening, exactly: a scan over the packed profiles, with newer records laid over it.

use super::{MatchCase, MatchResult, Matcher, Packed, ProfileKeeper, RankingError};
use crate::ethics::Clearance;
use crate::matching::{Criterion, Gate, GateFacts, Gates, Limits, Prices, Profile, credential_points};
use crate::model::{Country, Dossier, Isco08, Row};
use crate::profiles::{Best, Found, Scan, scan};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Blocked and excluded workers come as counts and so many of the best.
const BEST: usize = 10;

/// A ranking.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// How many pass every gate.
    pub admitted: u64,
    /// The best of them.
    pub results: Vec<MatchResult>,
    /// How many a policy blocks.
    pub blocked: u64,
    /// The best of them, with the rule that blocks.
    pub best_blocked: Vec<MatchResult>,
    /// How many each gate excludes; whoever is excluded counts for the first closed gate.
    pub excluded: BTreeMap<Gate, u64>,
    /// The best of those that a gate excludes, as far as they may be listed.
    pub best_excluded: Vec<MatchResult>,
}

/// Ranks all workers for an opening. The same matcher, keeper and profiles serve any number of openings.
///
/// # Errors
/// [`RankingError`] when store or profiles fail.
pub fn rank_workers(
    matcher: &Matcher<'_>,
    keeper: &ProfileKeeper<'_>,
    packed: &Packed,
    case: &MatchCase<'_>,
) -> Result<Ranking, RankingError> {
    let terms = matcher.terms;
    let limits = Limits::of(matcher.words.clone(), blocked_corridors(matcher, case), &case.ask);
    let prices = Prices::of(&case.ask, &terms.weights);
    let run = Run { matcher, keeper, packed, case, prices, limits };
    let mut keep = terms.top.saturating_add(BEST);
    let (mut ranked, mut state) = run.rank(keep)?;
    // Rules that need the worker are asked in the order of rank, until enough remain.
    let mut results = Vec::new();
    let mut late_blocked = Vec::new();
    let mut asked = 0;
    loop {
        while asked < ranked.len() && results.len() < terms.top {
            let dossier = run.dossier(ranked[asked].row)?;
            asked += 1;
            let Some(dossier) = dossier else { continue };
            let assessment = matcher.assess_worker(case, &dossier);
            if assessment.clearance == Clearance::Blocked {
                late_blocked.push(matcher.result(0, &dossier, case, assessment));
            } else {
                results.push(matcher.result(results.len() + 1, &dossier, case, assessment));
            }
        }
        if results.len() >= terms.top || ranked.len() < keep {
            break;
        }
        keep *= 4;
        (ranked, state) = run.rank(keep)?;
    }
    let full = |found: Vec<Found>| -> Result<Vec<MatchResult>, RankingError> {
        let mut all = Vec::new();
        for found in found.into_iter().take(BEST) {
            if let Some(dossier) = run.dossier(found.row)? {
                let assessment = matcher.assess_worker(case, &dossier);
                all.push(matcher.result(all.len() + 1, &dossier, case, assessment));
            }
        }
        Ok(all)
    };
    let mut best_blocked = full(state.blocked)?;
    let late = late_blocked.len() as u64;
    best_blocked.extend(late_blocked);
    best_blocked.sort_by(|a, b| (b.explanation.score, &a.worker).cmp(&(a.explanation.score, &b.worker)));
    best_blocked.truncate(BEST);
    (1..).zip(&mut best_blocked).for_each(|(place, result)| result.place = place);
    let mut excluded = state.closed;
    excluded.remove(&Gate::Ethics);
    Ok(Ranking {
        admitted: state.admitted - late,
        results,
        blocked: state.blocked_count + late,
        best_blocked,
        excluded,
        best_excluded: full(state.excluded)?,
    })
}

/// What a pass leaves beside the ranked.
struct Rest {
    admitted: u64,
    blocked: Vec<Found>,
    blocked_count: u64,
    excluded: Vec<Found>,
    closed: BTreeMap<Gate, u64>,
}

struct Run<'a> {
    matcher: &'a Matcher<'a>,
    keeper: &'a ProfileKeeper<'a>,
    packed: &'a Packed,
    case: &'a MatchCase<'a>,
    prices: Prices,
    limits: Limits,
}

impl Run<'_> {
    fn dossier(&self, row: Row) -> Result<Option<Dossier>, RankingError> {
        Ok(self.matcher.snapshot.dossier(row)?)
    }

    /// The `keep` best that pass every gate, and the rest in counts.
    fn rank(&self, keep: usize) -> Result<(Vec<Found>, Rest), RankingError> {
        let Packed { generation, stale } = self.packed;
        let mut state = Scan {
            ask: &self.case.ask,
            weights: &self.matcher.terms.weights,
            limits: &self.limits,
            stale,
            admitted: Best::of(keep),
            blocked: Best::of(BEST),
            excluded: Best::of(BEST),
            closed: BTreeMap::new(),
            deferred: Vec::new(),
        };
        let groups: Vec<_> = self
            .case
            .ask
            .occupations
            .iter()
            .filter_map(|(code, points)| {
                generation.groups().iter().find(|g| g.occupation == Some(*code)).map(|group| (group, *points))
            })
            .collect();
        let mut profiles: Vec<(Vec<Profile>, u16)> = Vec::new();
        for (group, points) in groups {
            profiles.push((generation.profiles(group)?, points));
        }
        let ask = &self.case.ask.credentials;
        let column = self.keeper.column(self.matcher, ask, generation, &profiles)?;
        let mut at = 0;
        for (group, points) in &profiles {
            scan(&mut state, group, &column.0[at..at + group.len()], *points);
            at += group.len();
        }
        // Workers that no compatible group holds, and those that may not be matched at all.
        let compatible = |code: &Option<Isco08>| self.case.ask.occupation_points(*code).is_some();
        for group in generation.groups().iter().filter(|group| !compatible(&group.occupation)) {
            *state.closed.entry(Gate::Occupation).or_default() += group.count;
        }
        for (occupation, gate, count) in generation.closed() {
            let gate = if compatible(occupation) { *gate } else { Gate::Occupation };
            *state.closed.entry(gate).or_default() += count;
        }
        // What is counted by its newer record below is taken back here. Members of compatible groups
        // were passed over by the scan itself.
        for (occupation, gate) in generation.members(stale)? {
            let gate = if compatible(&occupation) { gate } else { Some(Gate::Occupation) };
            if let Some(count) = gate.and_then(|gate| state.closed.get_mut(&gate)) {
                *count -= 1;
            }
        }
        state.closed.retain(|_, count| *count > 0);
        let mut admitted = state.admitted.offered;
        let mut blocked_count = state.blocked.offered;
        let mut closed = state.closed;
        let deferred = std::mem::take(&mut state.deferred);
        let mut ranked = state.admitted.into_sorted();
        let mut blocked = state.blocked.into_sorted();
        let mut excluded = state.excluded.into_sorted();
        // Records newer than the generation, and those that did not fit, are scored from the store.
        let fresh: BTreeSet<Row> = stale.iter().copied().chain(deferred).collect();
        let mut touched = [false; 3];
        for row in fresh {
            let Some(dossier) = self.dossier(row)? else { continue };
            let (found, gate) = self.by_record(&dossier);
            match gate {
                None => {
                    admitted += 1;
                    ranked.push(found);
                    touched[0] = true;
                }
                Some(Gate::Ethics) => {
                    blocked_count += 1;
                    blocked.push(found);
                    touched[1] = true;
                }
                Some(gate) => {
                    *closed.entry(gate).or_default() += 1;
                    if gate.is_listed() {
                        excluded.push(found);
                        touched[2] = true;
                    }
                }
            }
        }
        for ((list, keep), touched) in
            [(&mut ranked, keep), (&mut blocked, BEST), (&mut excluded, BEST)].into_iter().zip(touched)
        {
            if touched {
                self.sort(list)?;
                list.truncate(keep);
            }
        }
        Ok((ranked, Rest { admitted, blocked, blocked_count, excluded, closed }))
    }

    /// Sorts by score and identifier, the ranks of old and new records being of two kinds.
    fn sort(&self, found: &mut Vec<Found>) -> Result<(), RankingError> {
        let mut keyed = Vec::new();
        for one in found.drain(..) {
            let id = self.dossier(one.row)?.map(|d| d.worker.worker_id);
            keyed.push(((Reverse(one.score), id), one));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        found.extend(keyed.into_iter().map(|(_, one)| one));
        Ok(())
    }

    /// The score of a record, and the first gate that is closed for it.
    fn by_record(&self, dossier: &Dossier) -> (Found, Option<Gate>) {
        self.matcher.with_person(dossier, |person| {
            let ask = &self.case.ask;
            let profile = Profile::of(dossier.row, person);
            let occupation = self.case.ask.occupation_points(dossier.worker.occupation);
            let credentials = credential_points(person, &self.case.ask.credentials);
            let worker = Some(&dossier.worker);
            let weights = &self.matcher.terms.weights;
            let score = weights.contribution(Criterion::Occupation, occupation.unwrap_or_default())
                + profile.adds(&self.case.ask, worker, &self.prices)
                + credentials.adds(weights);
            let found = Found { score, rank: Reverse(u32::MAX), row: profile.row };
            let outside = self.limits.of_profile(&profile);
            let gates = Gates::closed(&GateFacts::of_record(person, &profile, ask, outside));
            (found, gates.first())
        })
    }
}

/// The countries from which the rules that need no worker block everybody. A rule that is unknown
/// without the worker may be answered by the record: it is asked again there.
fn blocked_corridors(matcher: &Matcher<'_>, case: &MatchCase<'_>) -> Vec<Option<Country>> {
    let countries = Country::all().map(Some).chain([None]);
    countries.filter(|origin| matcher.assess(case, *origin, None).clearance == Clearance::Blocked).collect()
}
