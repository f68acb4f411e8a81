//! The scan: every profile of the compatible groups is scored, the best are kept.
//!
//! It is plain and exact: no bounds, no sampling. The order is the score, then the identifier, of
//! which the profile holds the rank.

use crate::matching::{Ask, Criterion, Gate, Prices, Profile, Weights};
use crate::model::Country;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// What is known before the scan of every worker from a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// The rules that need no worker let it pass, or are unknown.
    Open,
    /// A block rule fired for the whole corridor.
    Blocked,
}

/// A profile that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The score.
    pub score: u16,
    /// Smaller ranks come first among equal scores.
    pub rank: Reverse<u32>,
    /// The row number in the store.
    pub row: u32,
}

/// The best of what was found, best first.
#[derive(Debug, Clone, Default)]
pub struct Best {
    keep: usize,
    heap: BinaryHeap<Reverse<Found>>,
    /// How many were offered.
    pub offered: u64,
}

impl Best {
    /// Keeps at most `keep`.
    pub fn of(keep: usize) -> Self {
        Self { keep, heap: BinaryHeap::with_capacity(keep.min(1024) + 1), offered: 0 }
    }

    #[inline]
    fn offer(&mut self, found: Found) {
        self.offered += 1;
        if self.heap.len() < self.keep {
            self.heap.push(Reverse(found));
        } else if self.heap.peek().is_some_and(|Reverse(worst)| *worst < found) {
            self.heap.pop();
            self.heap.push(Reverse(found));
        }
    }

    /// The kept ones, best first.
    pub fn into_sorted(self) -> Vec<Found> {
        // `Reverse` sorts the best to the front.
        self.heap.into_sorted_vec().into_iter().map(|Reverse(found)| found).collect()
    }
}

/// How to scan, and what came of it.
pub struct Scan<'a> {
    /// The ask.
    pub ask: &'a Ask<'a>,
    /// The weights.
    pub weights: &'a Weights,
    /// Admission by country of residence; a country that is missing is open.
    pub admission: &'a BTreeMap<Option<Country>, Admission>,
    /// Rows whose records are newer than the profiles, or gone.
    pub stale: &'a BTreeSet<u32>,
    /// The rows that have the words asked for, if words are asked for.
    pub words: Option<&'a BTreeSet<i64>>,
    /// The best that pass every gate.
    pub admitted: Best,
    /// The best that a policy blocks.
    pub blocked: Best,
    /// The best that a gate excludes.
    pub excluded: Best,
    /// How many each gate excludes; a worker counts for the first gate that is closed.
    pub closed: BTreeMap<Gate, u64>,
    /// Rows that only their record can decide.
    pub deferred: Vec<u32>,
}

/// Scans a group: its profiles, what the credentials of each add to the score, and the points of its
/// occupation.
pub fn scan(scan: &mut Scan<'_>, profiles: &[Profile], credentials: &[u16], occupation: u16) {
    // Looked up once a country, not once a worker.
    let mut admission = vec![None; usize::from(u16::MAX) + 1];
    let mut closed = [0_u64; Gate::ALL.len()];
    let prices = Prices::of(scan.ask, scan.weights);
    let occupation = scan.weights.contribution(Criterion::Occupation, occupation);
    // Asked of every profile, so taken out of the loop.
    let (ask, none_stale, by_record) = (scan.ask, scan.stale.is_empty(), scan.ask.slot.is_none());
    for (profile, credentials) in profiles.iter().zip(credentials) {
        if !none_stale && scan.stale.contains(&profile.row) {
            continue;
        }
        if by_record && profile.overflows() {
            scan.deferred.push(profile.row);
            continue;
        }
        let score = occupation + profile.adds(ask, None, &prices) + credentials;
        let found = Found { score, rank: Reverse(profile.rank), row: profile.row };
        let gate = if scan.words.is_some_and(|rows| !rows.contains(&i64::from(profile.row))) {
            Some(Gate::Words)
        } else if profile.comes_too_late(ask) {
            Some(Gate::Available)
        } else if profile.refuses(ask, None) {
            Some(Gate::Refused)
        } else {
            None
        };
        if let Some(gate) = gate {
            closed[gate as usize] += 1;
            scan.excluded.offer(found);
            continue;
        }
        let known = &mut admission[usize::from(profile.residence_code())];
        let admission = *known.get_or_insert_with(|| {
            scan.admission.get(&profile.residence()).copied().unwrap_or(Admission::Open)
        });
        match admission {
            Admission::Open => scan.admitted.offer(found),
            Admission::Blocked => {
                closed[Gate::Ethics as usize] += 1;
                scan.blocked.offer(found);
            }
        }
    }
    for (gate, count) in Gate::ALL.iter().zip(closed).filter(|(_, count)| *count > 0) {
        *scan.closed.entry(*gate).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(scores in proptest::collection::vec(0_u16..20, 0..60), keep in 0_usize..12) {
            let found: Vec<Found> = (0_u32..).zip(&scores).map(|(rank, &score)| Found { score, rank: Reverse(rank), row: rank }).collect();
            let mut best = Best::of(keep);
            found.iter().for_each(|f| best.offer(*f));
            let mut sorted = found;
            sorted.sort_by_key(|f| (Reverse(f.score), f.rank.0));
            sorted.truncate(keep);
            prop_assert_eq!(best.into_sorted(), sorted);
        }
    }
}
