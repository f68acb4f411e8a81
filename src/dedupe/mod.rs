//! The same person twice: which records are of one person, how surely, and why.
//!
//! [`Linkage::of`] looks at records that share a key ([`block`]), compares them aspect by aspect
//! ([`compare`]), learns what the levels weigh from the records themselves ([`learn`]), and gathers
//! the pairs into groups that do not chain strangers ([`cluster`]). It does no I/O and asks no clock:
//! the same records give the same answer, whatever the number of threads.

mod block;
mod cluster;
mod compare;
mod compared;
mod explain;
mod home;
mod learn;
mod level;
mod person;
mod prepare;
mod reason;
#[cfg(test)]
mod tests;

pub use explain::LikenessPart;
pub use level::{Aspect, Level};
pub use person::{Field, LinkedPerson, Use};
pub use reason::DedupeReason;

use compare::{Memory, compare, compare_if};
use compared::Compared;
use learn::Model;
use prepare::Prepared;
use std::num::NonZero;

/// How records are linked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How likely one person a pair has to be to be listed.
    pub listed: f64,
    /// How many pairs to compare at most; by default 25 a record, and a hundred thousand in any case.
    pub budget: Option<usize>,
    /// How many threads to use; by default as many as there are.
    pub threads: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { listed: 0.5, budget: None, threads: None }
    }
}

/// Two records that may be of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The place of one record among those given.
    pub left: usize,
    /// The place of the other, which is greater.
    pub right: usize,
    /// The evidence in thousandths of a bit: the sum of its parts.
    pub weight: i32,
    /// How likely one person is, 0 to 1.
    pub probability: f64,
}

/// Records of people, compared.
pub struct Linkage<'a> {
    people: &'a [LinkedPerson],
    all: Prepared,
    model: Model,
    pairs: Vec<Pair>,
    clusters: Vec<usize>,
}

/// Random pairs that the weights are learned from.
const LEARNED_FROM: usize = 100_000;

/// Candidates that are looked at to learn the weights.
const LOOKED_AT: usize = 3_000_000;

/// Members that a connected piece may have before its weakest links are cut.
const PIECE: usize = 300;

impl<'a> Linkage<'a> {
    /// Compares the records of people.
    pub fn of(people: &'a [LinkedPerson], settings: &Settings) -> Self {
        Self::joining(people, &vec![None; people.len()], settings)
    }

    /// Compares the records of people of whom some stand in groups already; `standing` has the group of each record, `None`
    /// for a new one. Groups that stand stay as they are: only pairs with a new record are weighed, and a new record
    /// joins one of them at most.
    pub fn joining(people: &'a [LinkedPerson], standing: &[Option<usize>], settings: &Settings) -> Self {
        let of = |place: u32| standing.get(place as usize).copied().flatten();
        let mut all = Prepared::of(people);
        let threads = settings
            .threads
            .or_else(|| std::thread::available_parallelism().ok().map(NonZero::get))
            .unwrap_or(1);
        let budget = settings.budget.unwrap_or((all.size * 25).max(100_000));
        let candidates = block::candidates(&all, budget);
        // What a level weighs is learned of all, as if nothing stood.
        let mut model = learned(&all, &candidates, threads);
        let candidates: Vec<(u32, u32)> =
            candidates.into_iter().filter(|&(a, b)| of(a).is_none() || of(b).is_none()).collect();
        let first = scored(&all, &model, &candidates, threads, 0.002);
        let clusters = grouped(&all, &model, &first, standing);
        // How rare a value is, is a matter of people and not of records: a person who comes six times
        // does not make the name common. So the values are counted again, once a group.
        model.size = all.recount(&clusters);
        model.ready();
        let likely: Vec<(u32, u32)> =
            first.iter().map(|pair| (index(pair.left), index(pair.right))).collect();
        let scored = scored(&all, &model, &likely, threads, 0.01);
        let clusters = grouped(&all, &model, &scored, standing);
        let pairs = scored.into_iter().filter(|pair| pair.probability >= settings.listed).collect();
        Self { people, all, model, pairs, clusters }
    }

    /// The pairs that may be of one person, in the order of the records.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// For each record the place of the first record of the same person.
    pub fn clusters(&self) -> &[usize] {
        &self.clusters
    }

    /// Why a pair weighs what it weighs: parts whose weights add up to it.
    pub fn explain(&self, left: usize, right: usize) -> (Pair, Vec<LikenessPart>) {
        let compared = compare(&self.all, &mut Memory::default(), left, right);
        let parts = explain::parts(&self.model, &compared, &self.people[left], &self.people[right]);
        (pair(&self.model, &compared, left, right), parts)
    }
}

/// How far two written dates of birth agree; `None` where one is no date.
pub fn birth_likeness(left: &str, right: &str) -> Option<Level> {
    let (left, right) = (prepare::birth(left)?, prepare::birth(right)?);
    Some(compare::births(left, right)).filter(|level| *level != Level::CannotCompare)
}

/// A number as a float, for shares.
fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The place of a record as it is kept in lists of pairs.
fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A weight in thousandths of a bit.
fn thousandths(bits: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "weights are bounded to some dozens of bits")]
    let rounded = (bits * 1000.0).round() as i32;
    rounded
}

fn pair(model: &Model, compared: &Compared, left: usize, right: usize) -> Pair {
    let mut weight = if compared.swapped { thousandths(model.swap()) } else { 0 };
    let mut identity = 0;
    for aspect in Aspect::ALL {
        let part = thousandths(model.part(compared, aspect));
        weight += part;
        if !matches!(
            aspect,
            Aspect::BirthDate | Aspect::Sex | Aspect::Region | Aspect::Country | Aspect::Occupation
        ) {
            identity += part.max(0);
        }
    }
    weight += thousandths(model.relatives(compared));
    let mut probability = model.probability(f64::from(weight) / 1000.0);
    // A birth date, with what half of the people share, is nobody's mark.
    if identity < 2000 {
        probability = probability.min(0.01);
    }
    Pair { left, right, weight, probability }
}

/// Learns the weights from candidates and from random pairs. Of very many candidates a part is looked
/// at, and of these the ones that our own beliefs find possible at all.
fn learned(all: &Prepared, candidates: &[(u32, u32)], threads: usize) -> Model {
    let step = candidates.len().div_ceil(LOOKED_AT).max(1);
    let sample: Vec<(u32, u32)> = candidates.iter().copied().step_by(step).collect();
    let random = random_pairs(all);
    let believed = Model::believed(all.size);
    let least = (1e-4_f64).log2() - believed.prior;
    let seen = in_threads(&sample, threads, |chunk| {
        let mut memory = Memory::default();
        chunk
            .iter()
            .filter_map(|(a, b)| compare_if(all, &mut memory, *a as usize, *b as usize, &believed, least))
            .collect()
    });
    let other = all_compared(all, &random, threads);
    let home = all_compared(all, &pairs_at_home(all), threads);
    let total = total_pairs(all);
    let share = float(sample.len()) / float(candidates.len().max(1));
    learn::learn(all.size, &learn::Seen { pairs: &seen, share, random: &other, home: &home, total })
}

/// How many pairs there are that may be compared.
fn total_pairs(all: &Prepared) -> f64 {
    let mut sizes: std::collections::BTreeMap<u32, f64> = std::collections::BTreeMap::new();
    for source in &all.sources {
        *sizes.entry(*source).or_default() += 1.0;
    }
    let size = float(all.size);
    let own: f64 = sizes.iter().filter(|(source, _)| **source != 0).map(|(_, n)| n * (n - 1.0) / 2.0).sum();
    (size * (size - 1.0) / 2.0 - own).max(1.0)
}

/// Pairs drawn at random, always the same for the same number of records: all where there are few.
fn random_pairs(all: &Prepared) -> Vec<(u32, u32)> {
    let size = u32::try_from(all.size).unwrap_or(u32::MAX);
    let mut pairs = Vec::new();
    if size < 2 {
        return pairs;
    }
    if all.size * (all.size - 1) / 2 <= LEARNED_FROM {
        for left in 0..size {
            pairs.extend((left + 1..size).map(|right| (left, right)));
        }
    } else {
        let mut state = 0x2545_F491_4F6C_DD1Du64;
        let mut next = |below: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u32::try_from((u128::from(state) * u128::from(below)) >> 64).unwrap_or(0)
        };
        for _ in 0..LEARNED_FROM {
            let (a, b) = (next(size), next(size));
            if a != b {
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
    pairs.retain(|(a, b)| !block::same_source(all, *a, *b));
    pairs
}

/// Pairs drawn at random among those who share a place that shows a stock of names, always the same ones.
fn pairs_at_home(all: &Prepared) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for aspect in home::STOCKS.into_iter().filter(|aspect| all.used.contains(aspect)) {
        let mut order: Vec<u32> = (0..index(all.size)).collect();
        // Neighbors of one place, shuffled by a hash of the record.
        let mixed = |record: u32| u64::from(record).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
        order.sort_unstable_by_key(|record| (all.number(aspect, *record as usize), mixed(*record)));
        let step = (all.size / LEARNED_FROM).max(1);
        let near = order.windows(2).step_by(step).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])));
        pairs.extend(near.filter(|(a, b)| home::shared(all, *a as usize, *b as usize).is_some()));
    }
    pairs.retain(|(a, b)| !block::same_source(all, *a, *b));
    pairs
}

fn all_compared(all: &Prepared, pairs: &[(u32, u32)], threads: usize) -> Vec<Compared> {
    in_threads(pairs, threads, |chunk| {
        let mut memory = Memory::default();
        chunk.iter().map(|(a, b)| compare(all, &mut memory, *a as usize, *b as usize)).collect()
    })
}

/// The candidates with their weights, without those that are surely two people.
fn scored(all: &Prepared, model: &Model, candidates: &[(u32, u32)], threads: usize, bar: f64) -> Vec<Pair> {
    // What rounding takes away is added again.
    let least = (bar / (1.0 - bar)).log2() - model.prior - 0.05;
    in_threads(candidates, threads, |chunk| {
        let mut memory = Memory::default();
        chunk
            .iter()
            .map(|(a, b)| (*a as usize, *b as usize))
            .filter_map(|(a, b)| {
                let compared = compare_if(all, &mut memory, a, b, model, least)?;
                Some(pair(model, &compared, a, b))
            })
            .filter(|pair| pair.probability >= bar)
            .collect()
    })
}

/// Runs over pieces of a slice in threads; the results stand in the order of the pieces.
fn in_threads<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let piece = items.len().div_ceil(threads.max(1)).max(1);
    if threads <= 1 || items.len() < 1000 {
        return work(items);
    }
    std::thread::scope(|scope| {
        let running: Vec<_> = items.chunks(piece).map(|chunk| scope.spawn(|| work(chunk))).collect();
        let mut all = Vec::new();
        for thread in running {
            match thread.join() {
                Ok(mut part) => all.append(&mut part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}

/// For each record the first record of its group.
fn grouped(all: &Prepared, model: &Model, scored: &[Pair], standing: &[Option<usize>]) -> Vec<usize> {
    let of = |record: usize| standing.get(record).copied().flatten();
    let mut kept: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for record in 0..all.size {
        if let Some(number) = of(record) {
            kept.entry(number).or_default().push(record);
        }
    }
    let mut links: Vec<Pair> = scored.iter().copied().filter(|pair| pair.probability >= 0.3).collect();
    let mut group: Vec<usize> = (0..all.size).collect();
    for members in kept.values() {
        members.iter().for_each(|&member| group[member] = members[0]);
    }
    let mut memory = Memory::default();
    let mut bar = 0.3;
    // Pieces that grew too large are taken apart at a higher bar.
    while !links.is_empty() && bar < 1.0 {
        let mut sets = cluster::Sets::of(all.size);
        for pair in &links {
            sets.join(index(pair.left), index(pair.right));
        }
        let mut pieces: std::collections::BTreeMap<u32, Vec<usize>> = std::collections::BTreeMap::new();
        let mut linked: Vec<usize> = links.iter().flat_map(|pair| [pair.left, pair.right]).collect();
        // A group that stands comes as a whole.
        let groups: std::collections::BTreeSet<usize> =
            linked.iter().filter_map(|&record| of(record)).collect();
        for members in groups.iter().filter_map(|number| kept.get(number)) {
            members.iter().for_each(|&member| sets.join(index(members[0]), index(member)));
            linked.extend(members);
        }
        linked.sort_unstable();
        linked.dedup();
        for record in linked {
            pieces.entry(sets.find(index(record))).or_default().push(record);
        }
        let mut large = std::collections::BTreeSet::new();
        for (head, members) in pieces {
            if members.len() > PIECE {
                large.insert(head);
                continue;
            }
            let held: Vec<Option<usize>> = members.iter().map(|&member| of(member)).collect();
            let groups = cluster::groups(&held, |a, b| {
                let (a, b) = (members[a], members[b]);
                let found = pair(model, &compare(all, &mut memory, a, b), a, b);
                if block::same_source(all, index(a), index(b)) {
                    return -3.0;
                }
                (found.probability / (1.0 - found.probability).max(1e-12)).log2()
            });
            for (member, own) in members.iter().zip(groups) {
                group[*member] = members[own];
            }
        }
        bar = 1.0 - (1.0 - bar) / 4.0;
        links.retain(|pair| pair.probability >= bar && large.contains(&sets.find(index(pair.left))));
        if bar > 0.999_999 {
            break;
        }
    }
    group
}
