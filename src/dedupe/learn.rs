//! How much an agreement says, learned from the records themselves without any labels.
//!
//! Fellegi and Sunter (1969): a level weighs log2(m / u), where m is how often it is seen among
//! records of one person and u among records of two. Expectation and maximization finds both: u
//! among pairs drawn at random, m among the pairs that share a key, each counted as far as it is
//! believed to be one person. What an agreement says depends on how many have the value: *Smith*
//! says less than *Szczepański*. Beliefs of our own stand in for what a small file cannot show.

use super::compared::{Compared, Relatives};
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
    /// Whether other given names tell of relatives, and whether other birth dates do.
    relatives: [bool; 2],
    /// Whether altogether other birth dates tell of namesakes: not where records that share something of their own differ in it.
    namesakes: bool,
    /// log2 of the odds that two records drawn at random are of one person.
    pub prior: f64,
    /// Records, or people where that is known.
    pub size: f64,
    /// How often among records of two who share a place that shows a stock of names; of names alone.
    pub u_home: [[f64; LEVELS]; ASPECTS],
    /// How often among records of two who are named alike; of what goes with a name.
    pub u_named: [[f64; LEVELS]; ASPECTS],
    /// log2(m / u), made of the two.
    bits: [[f64; LEVELS]; ASPECTS],
    /// The same for those who share a place, and for those who are named alike.
    bits_home: [[f64; LEVELS]; ASPECTS],
    /// log2 of how many times as often a name is shared at home as elsewhere.
    lift: [f64; ASPECTS],
    bits_named: [[f64; LEVELS]; ASPECTS],
    /// log2(u) of the same value.
    top: [f64; ASPECTS],
    /// The most that each aspect can add if its values are not the same.
    most: [f64; ASPECTS],
    /// log2 of the shares of values that few have: of names, contacts and numbers, and of places and the like.
    rare: [Vec<f64>; 2],
}

/// What is added where two records have what only relatives have.
const RELATIVES: f64 = -25.0;

/// What is added where nothing but the names and what many people share speaks for one person, and the birth date against
/// it: rare names of a small file would outweigh a birth date. Somebody may still look at the pair.
const NAMESAKES: f64 = -8.0;

/// A file in which so many records of one person have another given name, or another birth date, is one in which such
/// cells are written wrong, and tells nothing of relatives.
const CARELESS: [f64; 2] = [0.02, 0.005];

/// A file in which so many records that share something of their own have altogether different birth dates tells nothing of
/// namesakes.
const CARELESS_BIRTHS: f64 = 0.05;

/// A file of so many records shows how rare its names are.
const SHOWS_RARITY: f64 = 1000.0;

/// The names, in the order of [`Compared::at_home`].
const NAMES: [Aspect; 3] = [Aspect::FamilyName, Aspect::GivenName, Aspect::OtherNames];

/// What is of one person alone.
pub(super) const OWN: [Aspect; 3] = [Aspect::License, Aspect::Identifier, Aspect::Email];

/// Fewer pairs that share something of their own are no measure.
const ENOUGH: f64 = 50.0;

/// What a person keeps.
const PERSONAL: [Aspect; 4] = [Aspect::FamilyName, Aspect::GivenName, Aspect::BirthDate, Aspect::Sex];

/// What goes with a name: an address is made of it, and few names are borne by both sexes.
fn goes_with_a_name(aspect: Aspect) -> bool {
    matches!(aspect, Aspect::Sex | Aspect::Email)
}

/// The most that an aspect can add: nothing seen in a file is proof alone.
pub(super) const MOST: f64 = 17.0;

/// The most that an aspect can take away.
const LEAST: f64 = -10.0;

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

/// Pairs that are less likely one person teach nothing of those who are: very many strangers of one town would
/// outweigh the few.
const LIKELY: f64 = 0.3;

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

/// What we believe of u among those who are named alike, where a file shows too little.
fn believed_named(aspect: Aspect) -> [f64; LEVELS] {
    match aspect {
        Aspect::Sex => [0.05, 0.0, 0.0, 0.0, 0.0, 0.0, 0.95],
        Aspect::Email => [0.80, 0.0, 0.10, 0.02, 0.04, 0.03, 0.01],
        _ => believed_u(aspect),
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
            u_home: Aspect::ALL.map(|aspect| floor(believed_u(aspect))),
            u_named: Aspect::ALL.map(|aspect| floor(believed_named(aspect))),
            bits_home: [[0.0; LEVELS]; ASPECTS],
            lift: [0.0; ASPECTS],
            bits_named: [[0.0; LEVELS]; ASPECTS],
            swapped: 0.02,
            relatives: [true; 2],
            namesakes: true,
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
                self.bits_home[at][level] = (self.m[at][level] / self.u_home[at][level]).log2();
                self.bits_named[at][level] = (self.m[at][level] / self.u_named[at][level]).log2();
            }
            self.top[at] = self.u[at][LEVELS - 1].log2();
            self.lift[at] = (self.u_home[at][LEVELS - 1] / self.u[at][LEVELS - 1]).log2().max(0.0);
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
                .max(if goes_with_a_name(Aspect::ALL[at]) {
                    self.bits_named[at].iter().copied().fold(0.0, f64::max)
                } else {
                    0.0
                })
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
        bits.clamp(LEAST, MOST)
    }

    /// The most that an aspect adds at a level, whatever the other aspects say.
    pub(super) fn at_most(&self, aspect: Aspect, level: Level, count: u32) -> f64 {
        let alone = self.weight(aspect, level, count);
        match level.index() {
            Some(index) if goes_with_a_name(aspect) => alone.max(self.bits_named[aspect as usize][index]),
            _ => alone,
        }
    }

    /// What an aspect adds beside what the other aspects say, in bits.
    pub(super) fn part(&self, compared: &Compared, aspect: Aspect) -> f64 {
        let at = aspect as usize;
        let (level, count) = (compared.levels[at], compared.counts[at]);
        let alone = self.weight(aspect, level, count);
        let Some(index) = level.index() else { return 0.0 };
        if let (Some(shares), Some(name)) = (compared.at_home, NAMES.iter().position(|name| *name == aspect))
        {
            // Few bearers there are hardly counted: then what everywhere holds, as far as names belong to places.
            let (here, everywhere) = (f64::from(shares[name].share), self.rare_of(aspect, count));
            let rare =
                if shares[name].sure { here } else { here.min(everywhere + self.lift[at]).max(everywhere) };
            let same = self.m[at][LEVELS - 1].log2() - rare;
            let bits = match level {
                Level::Same => same,
                level if level >= Level::Slip => {
                    let rare = self.u_home[at][LEVELS - 1].log2() - rare;
                    self.bits_home[at][index] + rare.min(0.0) + 0.5 * rare.max(0.0)
                }
                _ => self.bits_home[at][index],
            };
            let bits = if level == Level::Same { bits } else { bits.min((same - 0.5).max(0.0)) };
            return bits.clamp(LEAST, MOST).min(alone);
        }
        if goes_with_a_name(aspect) && compared.is_named_alike() {
            let named = self.bits_named[at][index];
            // An address that is the same is as rare as it is.
            return if level == Level::Same {
                alone.min(if aspect == Aspect::Sex { named } else { alone })
            } else {
                named.clamp(LEAST, MOST)
            };
        }
        if level == Level::Same && compared.implied[at] > 0.0 {
            return alone.min((self.m[at][index] / f64::from(compared.implied[at])).log2().max(0.0));
        }
        alone
    }

    /// What exchanged given and family names add, in bits.
    pub(super) fn swap(&self) -> f64 {
        (2.0 * self.swapped).log2().min(0.0)
    }

    /// What is added where two records have what only relatives have.
    pub(super) fn relatives(&self, compared: &Compared) -> f64 {
        let told = match compared.relatives {
            None => false,
            Some(Relatives::Marks) => true,
            Some(Relatives::Siblings | Relatives::Twins) => self.relatives[0],
            Some(Relatives::Generations) => self.relatives[1],
            Some(Relatives::Namesakes) => return if self.namesakes { NAMESAKES } else { 0.0 },
        };
        if told { RELATIVES } else { 0.0 }
    }

    /// The sum of what all aspects add.
    pub(super) fn sum(&self, compared: &Compared) -> f64 {
        let mut bits = if compared.swapped { self.swap() } else { 0.0 };
        bits += self.relatives(compared);
        for aspect in Aspect::ALL {
            bits += self.part(compared, aspect);
        }
        bits
    }

    /// How likely one person is.
    pub(super) fn probability(&self, bits: f64) -> f64 {
        1.0 / (1.0 + (-(self.prior + bits) * std::f64::consts::LN_2).exp())
    }
}

/// What the weights are learned from.
pub(super) struct Seen<'a> {
    /// Pairs that share a key.
    pub pairs: &'a [Compared],
    /// The share of such pairs that is looked at.
    pub share: f64,
    /// Pairs drawn at random, which stand for all.
    pub random: &'a [Compared],
    /// Pairs drawn at random among those who share a place that shows a stock of names.
    pub home: &'a [Compared],
    /// How many pairs there are.
    pub total: f64,
}

/// Learns from the pairs that share a key, and from pairs drawn at random.
pub(super) fn learn(size: usize, seen: &Seen<'_>) -> Model {
    let Seen { pairs, share, random, home, total } = *seen;
    let mut model = Model::believed(size);
    if pairs.is_empty() || random.is_empty() {
        return model;
    }
    for _ in 0..25 {
        let mut m = [[0.0; LEVELS]; ASPECTS];
        let mut u = [[0.0; LEVELS]; ASPECTS];
        let (mut u_home, mut u_named) = (u, u);
        let mut found = 0.0;
        let (mut swapped, mut named) = (0.0, 0.0);
        let mut careless = [Share::default(); 2];
        let mut own_careless = careless;
        // The levels of pairs that share a number or an address of one's own.
        let mut owned = m;
        for pair in pairs {
            let p = model.probability(model.sum(pair));
            if pair.is_named_alike() {
                tally(&mut u_named, pair, 1.0 - p);
            }
            if p < LIKELY {
                continue;
            }
            found += p;
            if pair.swapped {
                swapped += p;
            }
            named += p;
            tally(&mut m, pair, p);
            let birth = pair.levels[Aspect::BirthDate as usize];
            // Twins are born on one day, and generations lie years apart: what is left tells of the file.
            // Brothers and sisters of other days share what a family shares, and tell nothing of it.
            if matches!(birth, Level::Near | Level::Start | Level::Slip | Level::Form) {
                careless[0].add(pair.other_given, p);
            }
            let level = |aspect: Aspect| pair.levels[aspect as usize];
            let family = level(Aspect::Phone) >= Level::Slip;
            if birth != Level::CannotCompare && !family && !pair.other_given {
                careless[1].add(birth == Level::Different, p);
            }
            if OWN.iter().any(|aspect| level(*aspect) == Level::Same) {
                tally(&mut owned, pair, p);
                if level(Aspect::GivenName) != Level::CannotCompare {
                    own_careless[0].add(pair.other_given, p);
                }
                if birth != Level::CannotCompare {
                    own_careless[1].add(birth == Level::Different, p);
                }
            }
        }
        for (drawn, u) in [(random, &mut u), (home, &mut u_home)] {
            for pair in drawn {
                tally(u, pair, 1.0 - model.probability(model.sum(pair)));
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
            if PERSONAL.contains(&aspect) {
                next.m[at] = bounded(next.m[at], &owned[at], &believed_m(aspect), model.size < SHOWS_RARITY);
            }
            blend(&mut next.u[at], &u[at], &believed_u(aspect), 30.0);
            blend(&mut next.u_home[at], &u_home[at], &believed_u(aspect), 30.0);
            blend(&mut next.u_named[at], &u_named[at], &believed_named(aspect), 30.0);
        }
        for at in 0..CARELESS.len() {
            let seen = if own_careless[at].all >= ENOUGH { own_careless[at] } else { careless[at] };
            // A small file that has relatives would be taken for one with slips.
            let shows = own_careless[at].all >= ENOUGH || model.size >= SHOWS_RARITY;
            next.relatives[at] = !shows || seen.of() < CARELESS[at];
        }
        next.namesakes = if own_careless[1].all >= ENOUGH {
            own_careless[1].of() < CARELESS_BIRTHS
        } else {
            model.size < SHOWS_RARITY
        };
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

/// How many of some pairs have something.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    have: f64,
    all: f64,
}

impl Share {
    fn add(&mut self, has: bool, believed: f64) {
        self.all += believed;
        self.have += if has { believed } else { 0.0 };
    }

    /// The share; a few pairs say little.
    fn of(self) -> f64 {
        const FEW: f64 = 10.0;
        self.have / (self.all + FEW)
    }
}

/// Counts the levels of a pair, as far as it is believed.
fn tally(levels: &mut [[f64; LEVELS]; ASPECTS], pair: &Compared, believed: f64) {
    for (levels, level) in levels.iter_mut().zip(pair.levels) {
        if let Some(index) = level.index() {
            levels[index] += believed;
        }
    }
}

/// How often records of one person contradict each other, no more often than those do that share something of their
/// own: namesakes and relatives agree in everything else, and would teach that anybody's birth date changes. In a small file
/// without such pairs, no more often than we believe.
fn bounded(m: [f64; LEVELS], owned: &[f64; LEVELS], believed: &[f64; LEVELS], small: bool) -> [f64; LEVELS] {
    /// So many pairs are as good as what we believe.
    const WEIGHT: f64 = 20.0;
    let all: f64 = owned.iter().sum();
    let mut bounded = m;
    let most = |at: usize| {
        if all >= ENOUGH { (owned[at] + believed[at] * WEIGHT) / (all + WEIGHT) } else { believed[at] }
    };
    if all >= ENOUGH || small {
        for at in [Level::Different, Level::Far].into_iter().filter_map(Level::index) {
            bounded[at] = bounded[at].min(most(at)).max(1e-5);
        }
    }
    bounded
}

fn blend(into: &mut [f64; LEVELS], seen: &[f64; LEVELS], believed: &[f64; LEVELS], strength: f64) {
    let total: f64 = seen.iter().sum::<f64>() + strength;
    for ((into, seen), believed) in into.iter_mut().zip(seen).zip(believed) {
        *into = ((seen + believed.max(1e-5) * strength) / total).max(1e-7);
    }
}
