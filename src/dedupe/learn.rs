//! How much an agreement says, learned from the records themselves without any labels.
//!
//! Fellegi and Sunter (1969): a level weighs log2(m / u), where m is how often it is seen among
//! records of one person and u among records of two. Expectation and maximization finds both: u
//! among pairs drawn at random, m among the pairs that share a key, each counted as far as it is
//! believed to be one person. What an agreement says depends on how many have the value: *Smith*
//! says less than *Szczepański*. Beliefs of our own stand in for what a small file cannot show.

use super::compared::Compared;
use super::level::{ASPECTS, Aspect, LEVELS, Level};

/// What the levels weigh.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// How often a level is seen among records of one person.
    pub m: [[f64; LEVELS]; ASPECTS],
    /// How often among records of two.
    pub u: [[f64; LEVELS]; ASPECTS],
    /// How often given and family names stand in each other's place among records of one person.
    pub swapped: f64,
    /// log2 of the odds that two records drawn at random are of one person.
    pub prior: f64,
    /// Records, or people where that is known.
    pub size: f64,
    /// log2(m / u), made of the two.
    bits: [[f64; LEVELS]; ASPECTS],
    /// log2(u) of the same value.
    top: [f64; ASPECTS],
    /// The most that each aspect can add if its values are not the same.
    most: [f64; ASPECTS],
    /// log2 of the shares of values that few have: of names, contacts and numbers, and of places and the like.
    rare: [Vec<f64>; 2],
}

/// The most that an aspect can add: nothing seen in a file is proof alone.
pub(super) const MOST: f64 = 17.0;

/// Counts of which the logarithm is kept.
const FEW: u32 = 4096;

/// Pairs of one person that our own beliefs count as: a store of a few hundred people has so few that what
/// is learned from them alone would excuse another birth date.
const BELIEF: f64 = 60.0;

/// A smaller file is a sample of at least so many people: that two of its four records share a name does
/// not mean that every fourth person has it.
const POPULATION: f64 = 200.0;

/// The most of all people whose two records have altogether different birth dates.
const DIFFERENT_BIRTH: f64 = 0.02;

/// Whether many people share a value of it as a matter of course: then a small file, which comes from one
/// place, is no sample of a larger population.
fn of_many(aspect: Aspect) -> bool {
    matches!(
        aspect,
        Aspect::Sex
            | Aspect::Region
            | Aspect::Country
            | Aspect::Locality
            | Aspect::BirthPlace
            | Aspect::Postcode
            | Aspect::Occupation
            | Aspect::School
    )
}

/// What we believe of m before seeing a file: the levels from different to same.
fn believed_m(aspect: Aspect) -> [f64; LEVELS] {
    match aspect {
        Aspect::FamilyName => [0.05, 0.01, 0.02, 0.01, 0.08, 0.05, 0.78],
        Aspect::GivenName => [0.05, 0.01, 0.02, 0.03, 0.07, 0.07, 0.75],
        Aspect::OtherNames => [0.15, 0.02, 0.02, 0.08, 0.05, 0.05, 0.63],
        Aspect::BirthDate => [0.02, 0.01, 0.04, 0.02, 0.09, 0.02, 0.80],
        Aspect::Sex => [0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.98],
        Aspect::Email => [0.20, 0.0, 0.04, 0.03, 0.03, 0.06, 0.64],
        Aspect::Phone => [0.30, 0.0, 0.02, 0.0, 0.04, 0.04, 0.60],
        Aspect::Identifier => [0.04, 0.0, 0.02, 0.0, 0.08, 0.02, 0.84],
        Aspect::License => [0.25, 0.0, 0.02, 0.0, 0.05, 0.03, 0.65],
        Aspect::Street => [0.12, 0.02, 0.02, 0.02, 0.10, 0.02, 0.70],
        Aspect::AddressLine => [0.12, 0.02, 0.03, 0.02, 0.10, 0.02, 0.69],
        Aspect::StreetNumber => [0.12, 0.0, 0.0, 0.0, 0.06, 0.0, 0.82],
        Aspect::Locality => [0.15, 0.01, 0.02, 0.03, 0.07, 0.02, 0.70],
        Aspect::BirthPlace => [0.15, 0.01, 0.02, 0.05, 0.05, 0.02, 0.70],
        Aspect::Postcode => [0.10, 0.05, 0.08, 0.0, 0.07, 0.0, 0.70],
        Aspect::Region => [0.08, 0.0, 0.0, 0.0, 0.03, 0.0, 0.89],
        Aspect::Country => [0.10, 0.0, 0.0, 0.0, 0.0, 0.0, 0.90],
        Aspect::Occupation => [0.25, 0.02, 0.03, 0.03, 0.04, 0.01, 0.62],
        Aspect::School => [0.20, 0.05, 0.05, 0.05, 0.05, 0.02, 0.58],
    }
}

/// What we believe of u, where a file shows too little.
fn believed_u(aspect: Aspect) -> [f64; LEVELS] {
    match aspect {
        Aspect::Sex => [0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5],
        Aspect::Region | Aspect::Country => [0.7, 0.0, 0.0, 0.0, 0.02, 0.0, 0.28],
        Aspect::BirthDate => [0.97, 0.02, 0.005, 0.001, 0.0015, 0.0005, 0.0003],
        _ => [0.93, 0.03, 0.015, 0.004, 0.004, 0.004, 0.008],
    }
}

impl Model {
    /// What we believe before seeing any pair.
    pub(super) fn believed(size: usize) -> Self {
        let size = f64::from(u32::try_from(size).unwrap_or(u32::MAX)).max(2.0);
        let floor = |levels: [f64; LEVELS]| levels.map(|share| share.max(1e-5));
        let mut this = Self {
            m: Aspect::ALL.map(|aspect| floor(believed_m(aspect))),
            u: Aspect::ALL.map(|aspect| floor(believed_u(aspect))),
            swapped: 0.02,
            // One other record of the same person for every second record.
            prior: (0.5 / (size - 1.0)).log2(),
            size,
            bits: [[0.0; LEVELS]; ASPECTS],
            top: [0.0; ASPECTS],
            most: [0.0; ASPECTS],
            rare: [Vec::new(), Vec::new()],
        };
        this.ready();
        this
    }

    /// Works out the logarithms, after something has changed.
    pub(super) fn ready(&mut self) {
        for at in 0..ASPECTS {
            for level in 0..LEVELS {
                self.bits[at][level] = (self.m[at][level] / self.u[at][level]).log2();
            }
            self.top[at] = self.u[at][LEVELS - 1].log2();
        }
        self.rare = [false, true].map(|of_many| (0..FEW).map(|count| self.share(of_many, count)).collect());
        for at in 0..ASPECTS {
            let rare = 0.5 * (self.top[at] - self.rare[usize::from(of_many(Aspect::ALL[at]))][1]).max(0.0);
            self.most[at] = Level::WEIGHED
                .into_iter()
                .zip(self.bits[at])
                .filter(|(level, _)| *level != Level::Same)
                .map(|(level, bits)| if level >= Level::Slip { bits + rare } else { bits })
                .fold(0.0, f64::max)
                .min(MOST);
        }
    }

    /// log2 of the share of other people that have a value.
    fn share(&self, of_many: bool, count: u32) -> f64 {
        let others = (f64::from(count) - 1.0).max(0.5);
        // Who shares a value with a few more is no chance of the sample.
        let people = if of_many || count > 2 { self.size } else { self.size.max(POPULATION) };
        (others / people).clamp(1e-9, 1.0).log2()
    }

    /// The same, kept for the counts that are frequent.
    fn rare_of(&self, aspect: Aspect, count: u32) -> f64 {
        let of_many = of_many(aspect);
        let kept = &self.rare[usize::from(of_many)];
        kept.get(count as usize).copied().unwrap_or_else(|| self.share(of_many, count))
    }

    /// The most that an aspect can add if its values are not the same.
    pub(super) fn most_unless_same(&self, aspect: Aspect) -> f64 {
        self.most[aspect as usize]
    }

    /// What an aspect adds, in bits.
    pub(super) fn weight(&self, aspect: Aspect, level: Level, count: u32) -> f64 {
        let Some(index) = level.index() else { return 0.0 };
        let mut bits = self.bits[aspect as usize][index];
        if count > 0 && level >= Level::Slip {
            // The share of people with the very value instead of the share of equal values at large.
            let rare = self.top[aspect as usize] - self.rare_of(aspect, count);
            bits += if level == Level::Same { rare } else { rare.min(0.0) + 0.5 * rare.max(0.0) };
        }
        if level != Level::Same && bits > 0.0 {
            // A file that knows few slips would have them say more than agreement does.
            let top = LEVELS - 1;
            let same = self.bits[aspect as usize][top]
                + (self.top[aspect as usize] - self.rare_of(aspect, count.max(2)));
            bits = bits.min((same - 0.5).max(0.0));
        }
        bits.clamp(-8.0, MOST)
    }

    /// What exchanged given and family names add, in bits.
    pub(super) fn swap(&self) -> f64 {
        (2.0 * self.swapped).log2().min(0.0)
    }

    /// The sum of what all aspects add.
    pub(super) fn sum(&self, compared: &Compared) -> f64 {
        let mut bits = if compared.swapped { self.swap() } else { 0.0 };
        for aspect in Aspect::ALL {
            let at = aspect as usize;
            bits += self.weight(aspect, compared.levels[at], compared.counts[at]);
        }
        bits
    }

    /// How likely one person is.
    pub(super) fn probability(&self, bits: f64) -> f64 {
        1.0 / (1.0 + (-(self.prior + bits) * std::f64::consts::LN_2).exp())
    }
}

/// Learns from the pairs that share a key, of which `share` is looked at, and from pairs drawn at
/// random, which stand for all `total` pairs.
pub(super) fn learn(size: usize, pairs: &[Compared], share: f64, random: &[Compared], total: f64) -> Model {
    let mut model = Model::believed(size);
    if pairs.is_empty() || random.is_empty() {
        return model;
    }
    for _ in 0..25 {
        let mut m = [[0.0; LEVELS]; ASPECTS];
        let mut u = [[0.0; LEVELS]; ASPECTS];
        let mut found = 0.0;
        let (mut swapped, mut named) = (0.0, 0.0);
        for pair in pairs {
            let p = model.probability(model.sum(pair));
            if p < 1e-4 {
                continue;
            }
            found += p;
            if pair.swapped {
                swapped += p;
            }
            named += p;
            for (levels, level) in m.iter_mut().zip(pair.levels) {
                if let Some(index) = level.index() {
                    levels[index] += p;
                }
            }
        }
        for pair in random {
            let other = 1.0 - model.probability(model.sum(pair));
            for (levels, level) in u.iter_mut().zip(pair.levels) {
                if let Some(index) = level.index() {
                    levels[index] += other;
                }
            }
        }
        let mut next = model.clone();
        for aspect in Aspect::ALL {
            let at = aspect as usize;
            blend(&mut next.m[at], &m[at], &believed_m(aspect), BELIEF);
            if aspect == Aspect::BirthDate {
                // Namesakes in one town are many pairs, and must not teach that people change their birth date.
                next.m[at][0] = next.m[at][0].min(DIFFERENT_BIRTH);
            }
            blend(&mut next.u[at], &u[at], &believed_u(aspect), 30.0);
        }
        next.swapped = ((swapped + 0.02 * BELIEF) / (named + BELIEF)).clamp(0.001, 0.5);
        let matches = (found / share.max(1e-9)).max(1.0);
        next.prior = (matches / (total - matches).max(1.0)).log2();
        next.ready();
        let moved = (next.prior - model.prior).abs();
        model = next;
        if moved < 1e-4 {
            break;
        }
    }
    model
}

fn blend(into: &mut [f64; LEVELS], seen: &[f64; LEVELS], believed: &[f64; LEVELS], strength: f64) {
    let total: f64 = seen.iter().sum::<f64>() + strength;
    for ((into, seen), believed) in into.iter_mut().zip(seen).zip(believed) {
        *into = ((seen + believed.max(1e-5) * strength) / total).max(1e-7);
    }
}
