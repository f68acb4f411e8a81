//! The scan: every profile of the compatible groups is held against the gates and counted, and those
//! that can still be among the best are scored.
//!
//! It is exact. What the credentials add is known before (the column), what the packed facts can
//! add at most is the same for all, so most profiles are seen not to reach the worst of the best
//! without their facts being read. The order is the score, then the identifier, of which the profile
//! holds the rank.

use crate::matching::{
    Ask, Credentials, Criterion, Gate, GateFacts, GateRows, Gates, Limits, Prices, Profile, Weights,
};
use crate::model::Row;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

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
    /// Who has the words asked for, and which corridors are blocked.
    pub limits: &'a Limits,
    /// Rows whose records are newer than the profiles, or gone.
    pub stale: &'a BTreeSet<Row>,
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
    /// How many were scored; of the others it was seen that they cannot be among the best.
    pub scored: u64,
}

/// Scans a group: its profiles, what the credentials of each add to the score with the bit for who may not practice
/// ([`Credentials::packed`]), and the points of its occupation.
pub fn scan(scan: &mut Scan<'_>, profiles: &[Profile], credentials: &[u16], occupation: u16) {
    let ask = scan.ask;
    let prices = Prices::of(ask, scan.weights);
    let occupation = scan.weights.contribution(Criterion::Occupation, occupation);
    let most = occupation + prices.most();
    let stale = (!scan.stale.is_empty()).then(|| GateRows::of(scan.stale.iter().copied()));
    let by_record = ask.slot.is_none();
    let mut counts = [0_u64; Gates::WAYS];
    let mut floors = floors(scan);
    for (profile, &packed) in profiles.iter().zip(credentials) {
        let (credentials, barred) = (packed & !Credentials::BARRED, packed & Credentials::BARRED != 0);
        if stale.as_ref().is_some_and(|rows| rows.has(profile.row)) {
            continue;
        }
        if by_record && profile.overflows() {
            scan.deferred.push(profile.row);
            continue;
        }
        if scan.limits.wants_record(profile) {
            scan.deferred.push(profile.row);
            continue;
        }
        let facts = GateFacts::of_profile(profile, barred, ask, scan.limits);
        let way = Gates::closed(&facts).way();
        counts[way] += 1;
        if most + credentials < floors[way] {
            continue;
        }
        scan.scored += 1;
        let score = occupation + profile.adds(ask, None, &prices) + credentials;
        let found = Found { score, rank: Reverse(profile.rank), row: profile.row };
        match way {
            Gates::THROUGH => scan.admitted.offer(found),
            BLOCKED => scan.blocked.offer(found),
            _ => scan.excluded.offer(found),
        }
        floors = self::floors(scan);
    }
    for (way, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let list = match way {
            Gates::THROUGH => &mut scan.admitted,
            BLOCKED => &mut scan.blocked,
            _ => &mut scan.excluded,
        };
        list.offered += count;
        if let Some(gate) = Gate::ALL.get(way) {
            *scan.closed.entry(*gate).or_default() += count;
        }
    }
}

/// The way of who passes every gate but the rules of the policy packs.
const BLOCKED: usize = Gate::Ethics as usize;

/// The score that a profile must reach on each way to be kept.
fn floors(scan: &Scan<'_>) -> [u16; Gates::WAYS] {
    let mut floors = [scan.excluded.floor(); Gates::WAYS];
    floors[Gates::THROUGH] = scan.admitted.floor();
    floors[BLOCKED] = scan.blocked.floor();
    floors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curricula::Curricula;
    use crate::matching::{Outside, OwnOccupations, Person, State, credential_points, explain};
    use crate::model::{Consent, ConsentPurpose, Country, DatumRef, Opening, Record, Worker, WorkerStatus};
    use proptest::prelude::*;
    use proptest::sample::{select, subsequence};

    fn record<R: Record>(id_column: &str) -> R {
        R::from_cells(|at| (R::COLUMNS[at] == id_column).then_some(DatumRef::Text("X-1"))).unwrap()
    }

    fn countries() -> impl Strategy<Value = Option<Vec<Country>>> {
        // The last has no slot in the packed wishes.
        let some = subsequence(vec!["DE", "GB", "FJ"], 0..=3);
        proptest::option::of(some.prop_map(|codes| codes.iter().map(|code| code.parse().unwrap()).collect()))
    }

    fn worker() -> impl Strategy<Value = Worker> {
        let occupation =
            select(vec![None, Some("2221"), Some("3221"), Some("2212"), Some("3240"), Some("5322")]);
        let status = select(vec![None, Some(WorkerStatus::Active), Some(WorkerStatus::Withdrawn)]);
        let free = select(vec![None, Some("2026-12"), Some("2027-03-01"), Some("2028")]);
        let residence = select(vec![None, Some("PH"), Some("KE"), Some("GB")]);
        let nationalities = proptest::option::of(subsequence(vec!["GB", "KE", "PH"], 0..=2));
        (occupation, status, free, residence, nationalities, countries(), countries()).prop_map(
            |(occupation, status, free, residence, nationalities, refused, preferred)| {
                let mut worker: Worker = record("worker_id");
                worker.occupation = occupation.map(|code| code.parse().unwrap());
                worker.status = status;
                worker.available_from = free.map(|date| date.parse().unwrap());
                worker.residence = residence.map(|code| code.parse().unwrap());
                let parsed = |codes: Vec<&str>| codes.iter().map(|code| code.parse().unwrap()).collect();
                worker.nationalities = nationalities.map(parsed);
                worker.refused_destinations = refused;
                worker.preferred_destinations = preferred;
                worker
            },
        )
    }

    fn opening() -> impl Strategy<Value = Opening> {
        let occupation = select(vec![None, Some("2221"), Some("2212"), Some("5322")]);
        let destination = select(vec![None, Some("DE"), Some("GB"), Some("FJ")]);
        // The last is past on the day asked.
        let starts = select(vec![None, Some("2027-01"), Some("2027-03-01"), Some("2026-09")]);
        (occupation, destination, starts).prop_map(|(occupation, destination, starts)| {
            let mut opening: Opening = record("opening_id");
            opening.occupation = occupation.map(|code| code.parse().unwrap());
            opening.destination = destination.map(|code| code.parse().unwrap());
            opening.starts_on = starts.map(|date| date.parse().unwrap());
            opening
        })
    }

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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn scan_record_and_explanation_give_the_same_gates_and_state(
            worker in worker(),
            consent in proptest::option::of(any::<(bool, bool)>()),
            opening in opening(),
            has_words in proptest::option::of(any::<bool>()),
            is_blocked in any::<bool>(),
            rejected in any::<bool>(),
        ) {
            let row = Row(7);
            let consents: Vec<Consent> = consent.into_iter().map(|(given, withdrawn)| Consent {
                worker_id: worker.worker_id.clone(),
                purpose: ConsentPurpose::Match,
                organization_id: None,
                given: Some(given),
                given_on: None,
                withdrawn_on: withdrawn.then(|| "2026-05".parse().unwrap()),
                purpose_presumed: None,
            }).collect();
            let none = Curricula::default();
            let person = Person {
                worker: &worker, qualifications: &[], licenses: &[], certificates: &[], employments: &[],
                consents: &consents, curricula: &none,
            };
            let ask = Ask::of(&opening, "2026-11-28".parse().unwrap());
            let weights = ask.weights(&Weights::default());
            let words = has_words.map(|has| GateRows::of(has.then_some(row)));
            let limits = Limits::of(words, is_blocked.then_some(worker.residence), &ask);
            let limits = limits.without(GateRows::of(rejected.then_some(row)));
            let profile = Profile::of(row, &person);

            let outside = limits.of_profile(&profile);
            prop_assert_eq!(outside, Outside { has_words: has_words != Some(false), rejected, blocked: is_blocked });
            let gates = Gates::closed(&GateFacts::of_record(&person, &profile, &ask, outside));
            let explanation = explain(row, &person, &ask, &Weights::default(), outside);
            prop_assert_eq!(&explanation.gates, &gates.iter().collect::<Vec<_>>());
            prop_assert_eq!(explanation.state == State::Excluded, !gates.is_empty());

            // The way through the scan: who may be matched at all and is of a compatible occupation.
            let always = Gates::of_worker(&worker, &consents);
            let points = ask.occupation_points(&OwnOccupations::of(&person));
            let stale = BTreeSet::new();
            let mut state = Scan {
                ask: &ask, weights: &weights, limits: &limits, stale: &stale,
                admitted: Best::of(1), blocked: Best::of(1), excluded: Best::of(1),
                closed: BTreeMap::new(), deferred: Vec::new(),
                scored: 0,
            };
            match (points, always.first()) {
                _ if !ask.offer.closed.is_empty() && (points.is_none() || always.first().is_some()) => {
                    prop_assert_eq!(gates.first(), Some(Gate::Opening));
                }
                (None, _) => prop_assert_eq!(gates.first(), Some(Gate::Occupation)),
                (Some(_), Some(gate)) => prop_assert_eq!(gates.first(), Some(gate)),
                (Some(points), None) => {
                    let credentials = credential_points(&person, &ask.credentials).packed(&weights);
                    scan(&mut state, &[profile], &[credentials], points);
                    if state.deferred.is_empty() {
                        let closed: Vec<(Gate, u64)> = state.closed.clone().into_iter().collect();
                        prop_assert_eq!(closed, gates.first().map(|gate| (gate, 1)).into_iter().collect::<Vec<_>>());
                        let list = match gates.first() {
                            None => state.admitted,
                            Some(Gate::Ethics) => state.blocked,
                            Some(_) => state.excluded,
                        };
                        let scores: Vec<u16> = list.into_sorted().iter().map(|found| found.score).collect();
                        prop_assert_eq!(scores, vec![explanation.score]);
                    }
                }
            }
        }
    }
}
