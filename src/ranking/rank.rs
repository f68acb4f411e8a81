//! The workers that fit an opening, exactly: a scan over the packed profiles, with newer records laid over it.

use super::keep::compatible;
use super::{MatchCase, MatchResult, Matcher, Packed, ProfileKeeper, RankingError};
use crate::ethics::Clearance;
use crate::matching::{
    Ask, Criterion, Gate, GateFacts, Gates, Limits, OwnOccupations, Person, Prices, Profile, Weights,
    credential_points,
};
use crate::model::{Country, Dossier, Row};
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
    let rejected = matcher.rejections.for_opening(case.ask.opening).cloned();
    let limits = limits.without(rejected.unwrap_or_default());
    let weights = case.ask.weights(&terms.weights);
    let prices = Prices::of(&case.ask, &weights);
    let run = Run { matcher, keeper, packed, case, weights, prices, limits };
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
    /// Of what the opening asks.
    weights: Weights,
    prices: Prices,
    limits: Limits,
}

impl Run<'_> {
    fn dossier(&self, row: Row) -> Result<Option<Dossier>, RankingError> {
        Ok(self.matcher.snapshot.dossier(row)?)
    }

    /// The `keep` best that pass every gate, and the rest in counts.
    fn rank(&self, keep: usize) -> Result<(Vec<Found>, Rest), RankingError> {
        let Packed { generation, stale, .. } = self.packed;
        let mut state = Scan {
            ask: &self.case.ask,
            weights: &self.weights,
            limits: &self.limits,
            stale,
            admitted: Best::of(keep),
            blocked: Best::of(BEST),
            excluded: Best::of(BEST),
            closed: BTreeMap::new(),
            deferred: Vec::new(),
            scored: 0,
        };
        let ask = &self.case.ask;
        let groups = compatible(generation, ask);
        let mut profiles: BTreeMap<usize, Vec<Profile>> = BTreeMap::new();
        for (place, group) in &groups {
            profiles.insert(*place, generation.profiles(group)?);
        }
        let column = self.keeper.column(self.matcher, ask, self.weights, self.packed)?;
        let mut at = 0;
        for ((_, group), profiles) in groups.iter().zip(profiles.values()) {
            let points = ask.occupation_points(&group.occupations).unwrap_or_default();
            scan(&mut state, profiles, &column.0[at..at + profiles.len()], points);
            at += profiles.len();
        }
        // Workers that no compatible group holds, and those that may not be matched at all.
        let is_compatible = |own: &OwnOccupations| self.case.ask.occupation_points(own).is_some();
        let no_offer = !self.case.ask.offer.closed.is_empty();
        let first = |own: &OwnOccupations, gate: Option<Gate>| match gate {
            _ if no_offer => Some(Gate::Opening),
            _ if !is_compatible(own) => Some(Gate::Occupation),
            gate => gate,
        };
        for group in generation.groups().iter().filter(|group| !is_compatible(&group.occupations)) {
            if let Some(gate) = first(&group.occupations, None) {
                *state.closed.entry(gate).or_default() += group.count;
            }
        }
        for (own, gate, count) in generation.closed() {
            let gate = first(own, Some(*gate)).unwrap_or(*gate);
            *state.closed.entry(gate).or_default() += count;
        }
        // What is counted by its newer record below is taken back here. Members of compatible groups
        // were passed over by the scan itself.
        for (own, gate) in generation.members(stale)? {
            // Of a compatible group the scan itself passed over the row, and counted it nowhere.
            let packed = gate.is_none() && is_compatible(own);
            let gate = if packed { None } else { first(own, gate) };
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
            let (found, gates) = self.by_record(&dossier);
            match gates.first() {
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
                    if gates.iter().all(Gate::is_listed) {
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

    /// The score of a record, and the gates that are closed for it.
    fn by_record(&self, dossier: &Dossier) -> (Found, Gates) {
        self.matcher.with_person(dossier, |person| {
            let ask = &self.case.ask;
            let profile = Profile::of(dossier.row, person);
            let score = score_of_record(person, &profile, ask, &self.weights, &self.prices);
            let found = Found { score, rank: Reverse(u32::MAX), row: profile.row };
            let outside = self.limits.of_profile(&profile);
            let gates = Gates::closed(&GateFacts::of_record(person, &profile, ask, outside));
            (found, gates)
        })
    }
}

/// The score of a record against an ask, under the weights of what it asks and their prices: what the explanation adds up.
pub(super) fn score_of_record(
    person: &Person<'_>,
    profile: &Profile,
    ask: &Ask<'_>,
    weights: &Weights,
    prices: &Prices,
) -> u16 {
    let occupation = ask.occupation_points(&OwnOccupations::of(person));
    weights.contribution(Criterion::Occupation, occupation.unwrap_or_default())
        + profile.adds(ask, Some(person.worker), prices)
        + credential_points(person, &ask.credentials).adds(weights)
}

/// The countries from which the rules that need no worker block everybody. A rule that is unknown
/// without the worker may be answered by the record: it is asked again there.
fn blocked_corridors(matcher: &Matcher<'_>, case: &MatchCase<'_>) -> Vec<Option<Country>> {
    let countries = Country::all().map(Some).chain([None]);
    countries.filter(|origin| matcher.assess(case, *origin, None).clearance == Clearance::Blocked).collect()
}
