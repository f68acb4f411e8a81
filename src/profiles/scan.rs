//! The scan: every profile of the compatible groups is held against the gates and counted, and those
//! that can still be among the best are scored.
//!
//! It is exact. What the credentials add is known before (the column), what the packed facts can
//! add at most is the same for all, so most profiles are seen not to reach the worst of the best
//! without their facts being read. The order is the score, then the identifier, of which the profile
//! holds the rank.

use crate::matching::{Ask, Criterion, Gate, Prices, Profile, Weights};
use crate::model::{Country, Row};
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
    pub row: Row,
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

    /// The score below which nothing is kept any more.
    #[inline]
    fn floor(&self) -> u16 {
        match self.heap.peek() {
            _ if self.keep == 0 => u16::MAX,
            Some(Reverse(worst)) if self.heap.len() == self.keep => worst.score,
            _ => 0,
        }
    }

    #[inline]
    fn offer(&mut self, found: Found) {
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
    pub stale: &'a BTreeSet<Row>,
    /// The rows that have the words asked for, if words are asked for.
    pub words: Option<&'a BTreeSet<Row>>,
    /// The best that pass every gate.
    pub admitted: Best,
    /// The best that a policy blocks.
    pub blocked: Best,
    /// The best that a gate excludes.
    pub excluded: Best,
    /// How many each gate excludes; a worker counts for the first gate that is closed.
    pub closed: BTreeMap<Gate, u64>,
    /// Rows that only their record can decide.
    pub deferred: Vec<Row>,
}

/// Where a profile goes: to the admitted, to the blocked, or to the excluded by one of these gates.
const ADMITTED: u8 = 0;
const BLOCKED: u8 = 1;
const EXCLUDED_BY: [Gate; 3] = [Gate::Available, Gate::Refused, Gate::Words];
const FIRST_GATE: u8 = 2;

/// Rows as bits: asked of every profile, where a tree of rows would cost more than the rest.
struct Rows(Vec<u64>);

impl Rows {
    fn of(rows: impl Iterator<Item = Row>) -> Self {
        let mut bits = Vec::new();
        for Row(row) in rows {
            let word = (row / 64) as usize;
            if bits.len() <= word {
                bits.resize(word + 1, 0);
            }
            bits[word] |= 1 << (row % 64);
        }
        Self(bits)
    }

    #[inline]
    fn has(&self, Row(row): Row) -> bool {
        self.0.get((row / 64) as usize).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }
}

/// Scans a group: its profiles, what the credentials of each add to the score, and the points of its
/// occupation.
pub fn scan(scan: &mut Scan<'_>, profiles: &[Profile], credentials: &[u16], occupation: u16) {
    let ask = scan.ask;
    let prices = Prices::of(ask, scan.weights);
    let occupation = scan.weights.contribution(Criterion::Occupation, occupation);
    let most = occupation + prices.most();
    let stale = (!scan.stale.is_empty()).then(|| Rows::of(scan.stale.iter().copied()));
    let words = scan.words.map(|rows| Rows::of(rows.iter().copied()));
    // Looked up once a country, not once a worker.
    let mut admission = vec![ADMITTED; usize::from(u16::MAX) + 1];
    for (country, _) in scan.admission.iter().filter(|(_, admission)| **admission == Admission::Blocked) {
        admission[usize::from(Profile::country_code(*country))] = BLOCKED;
    }
    let by_record = ask.slot.is_none();
    let mut counts = [0_u64; FIRST_GATE as usize + EXCLUDED_BY.len()];
    let mut floors = [0_u16; FIRST_GATE as usize + EXCLUDED_BY.len()];
    let lists = |scan: &Scan<'_>| {
        let excluded = scan.excluded.floor();
        [scan.admitted.floor(), scan.blocked.floor(), excluded, excluded, excluded]
    };
    floors.copy_from_slice(&lists(scan));
    for (profile, &credentials) in profiles.iter().zip(credentials) {
        if stale.as_ref().is_some_and(|rows| rows.has(profile.row)) {
            continue;
        }
        if by_record && profile.overflows() {
            scan.deferred.push(profile.row);
            continue;
        }
        // Later lines win: a closed gate comes before a rule, and among gates the order is that of
        // `Scan::closed`. Without branches, for which way a worker goes cannot be foreseen.
        let mut way = admission[usize::from(profile.residence_code())];
        way = if profile.refuses(ask, None) { 3 } else { way };
        way = if profile.comes_too_late(ask) { 2 } else { way };
        if words.as_ref().is_some_and(|rows| !rows.has(profile.row)) {
            way = 4;
        }
        counts[usize::from(way)] += 1;
        if most + credentials < floors[usize::from(way)] {
            continue;
        }
        let score = occupation + profile.adds(ask, None, &prices) + credentials;
        let found = Found { score, rank: Reverse(profile.rank), row: profile.row };
        match way {
            ADMITTED => scan.admitted.offer(found),
            BLOCKED => scan.blocked.offer(found),
            _ => scan.excluded.offer(found),
        }
        floors = lists(scan);
    }
    let [admitted, blocked, gates @ ..] = counts;
    scan.admitted.offered += admitted;
    scan.blocked.offered += blocked;
    scan.excluded.offered += gates.iter().sum::<u64>();
    let closed = EXCLUDED_BY.into_iter().zip(gates).chain([(Gate::Ethics, blocked)]);
    for (gate, count) in closed.filter(|(_, count)| *count > 0) {
        *scan.closed.entry(gate).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(scores in proptest::collection::vec(0_u16..20, 0..60), keep in 0_usize..12) {
            let found: Vec<Found> = (0_u32..).zip(&scores).map(|(rank, &score)| Found { score, rank: Reverse(rank), row: Row(rank) }).collect();
            let mut best = Best::of(keep);
            found.iter().for_each(|f| best.offer(*f));
            let mut sorted = found;
            sorted.sort_by_key(|f| (Reverse(f.score), f.rank.0));
            sorted.truncate(keep);
            prop_assert_eq!(best.into_sorted(), sorted);
        }
    }
}
