//! Names belong to places: who shares a town or a country shares its stock of names, and a town lies in one country.
//!
//! So a name is weighed by how many have it where both records are at home, and a place says nothing more where a
//! smaller one has said it.

use super::level::{ASPECTS, Aspect};
use std::collections::HashMap;

/// The number of a value.
type Number = u32;

/// Records as far as their names and places go.
pub(super) trait Settled {
    /// How many records there are.
    fn size(&self) -> usize;
    /// The aspects in use.
    fn used(&self) -> &[Aspect];
    /// The number of a record's value; 0 for none.
    fn value(&self, aspect: Aspect, record: usize) -> Number;
    /// The names of a record.
    fn names(&self, record: usize) -> impl Iterator<Item = Number>;
    /// The date of birth of a record, as a number.
    fn born_on(&self, record: usize) -> Option<u32>;
    /// How many have each value of an aspect.
    fn people(&self, aspect: Aspect) -> &[u32];
}

/// The places that have a stock of names, the smallest first.
pub(super) const STOCKS: [Aspect; 3] = [Aspect::Locality, Aspect::Region, Aspect::Country];

/// What says where somebody lives, or was trained there. A place of birth is another fact.
const PLACES: [Aspect; 5] =
    [Aspect::Postcode, Aspect::Locality, Aspect::School, Aspect::Region, Aspect::Country];

/// A place of fewer people shows no stock of names.
const PEOPLE: u32 = 40;

/// How names and places hang together.
#[derive(Debug, Default)]
pub(super) struct Homes {
    /// How many people of a place have a name, where it is more than one.
    named: HashMap<u64, u32, foldhash::fast::FixedState>,
    /// How likely two people agree in one place who agree in the other: by the one, then by the other.
    within: [[f64; ASPECTS]; ASPECTS],
    /// Of [`PLACES`], those in use, the one that fewest share first.
    pub(super) order: Vec<Aspect>,
}

/// A place that two records share: an aspect of [`STOCKS`] and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Home {
    stock: usize,
    place: Number,
    /// How many people are there.
    pub(super) people: u32,
}

fn key(stock: usize, place: Number, name: Number) -> u64 {
    ((stock as u64) << 62) | (u64::from(place & 0x7FFF_FFFF) << 31) | u64::from(name & 0x7FFF_FFFF)
}

impl Homes {
    /// Counts names by places, once for each group of records that are one person; without groups each record counts.
    pub(super) fn of(all: &impl Settled, known: Option<&[usize]>) -> Self {
        let each: Vec<usize>;
        let groups = match known {
            Some(groups) => groups,
            None => {
                each = (0..all.size()).collect();
                &each
            }
        };
        let mut order: Vec<usize> = (0..all.size()).collect();
        order.sort_unstable_by_key(|record| (groups[*record], *record));
        let mut keys: Vec<u64> = Vec::new();
        let mut own: Vec<u64> = Vec::new();
        let stocks: Vec<(usize, Aspect)> =
            STOCKS.into_iter().enumerate().filter(|(_, aspect)| all.used().contains(aspect)).collect();
        for members in order.chunk_by(|a, b| groups[*a] == groups[*b]) {
            own.clear();
            for &record in members {
                for &(stock, aspect) in &stocks {
                    let place = all.value(aspect, record);
                    if place != 0 && all.people(aspect)[place as usize] >= PEOPLE {
                        own.extend(all.names(record).map(|name| key(stock, place, name)));
                    }
                }
            }
            own.sort_unstable();
            own.dedup();
            keys.append(&mut own);
        }
        keys.sort_unstable();
        let mut this = Self::default();
        for run in keys.chunk_by(|a, b| a == b).filter(|run| run.len() > 1) {
            this.named.insert(run[0], u32::try_from(run.len()).unwrap_or(u32::MAX));
        }
        // Before anything is known, who was born on one day and lives in one place is taken for one.
        this.lay_within(all, |record| match known {
            Some(groups) => groups[record] as u64,
            None => all.born_on(record).map_or((1 << 40) | record as u64, u64::from),
        });
        this
    }

    /// How likely places imply each other. Of records that are one person, as far as `who` tells, one counts.
    fn lay_within(&mut self, all: &impl Settled, who: impl Fn(usize) -> u64) {
        /// So many pairs are as good as what is known of any two.
        const FEW: f64 = 60.0;
        let used: Vec<Aspect> = PLACES.into_iter().filter(|place| all.used().contains(place)).collect();
        let pairs = |count: usize| super::float(count) * super::float(count.saturating_sub(1));
        let alone =
            |aspect: Aspect| all.people(aspect).iter().map(|count| pairs(*count as usize)).sum::<f64>();
        let shared: Vec<f64> = used.iter().map(|aspect| alone(*aspect)).collect();
        let mut by_share: Vec<usize> = (0..used.len()).collect();
        by_share.sort_by(|a, b| shared[*a].total_cmp(&shared[*b]).then(a.cmp(b)));
        self.order = by_share.iter().map(|at| used[*at]).collect();
        for (at, &small) in self.order.iter().enumerate() {
            for &large in &self.order[at + 1..] {
                let mut seen: Vec<(Number, Number, u64)> = (0..all.size())
                    .map(|record| (all.value(small, record), all.value(large, record), who(record)))
                    .filter(|(a, b, _)| *a != 0 && *b != 0)
                    .collect();
                seen.sort_unstable();
                seen.dedup();
                let (mut both, mut one) = (0.0, 0.0);
                for place in seen.chunk_by(|x, y| x.0 == y.0) {
                    one += pairs(place.len());
                    both += place.chunk_by(|x, y| x.1 == y.1).map(|run| pairs(run.len())).sum::<f64>();
                }
                // A few pairs say little: then what holds of any two.
                let count = all.people(large).iter().copied().map(f64::from).sum::<f64>();
                let chance = shared[used.iter().position(|known| *known == large).unwrap_or(0)];
                let chance = chance / (count * count).max(1.0);
                self.within[small as usize][large as usize] = (both + FEW * chance) / (one + FEW);
            }
        }
    }

    /// How likely two people agree in `large` who agree in `small`; 0 where nothing is known.
    pub(super) fn within(&self, small: Aspect, large: Aspect) -> f64 {
        self.within[small as usize][large as usize]
    }

    /// How many other people of a place have the more frequent of two names.
    pub(super) fn share(&self, home: Home, a: Number, b: Number) -> AtHome {
        /// Fewer may be there by chance.
        const SURE: u32 = 3;
        let count = |name: Number| self.named.get(&key(home.stock, home.place, name)).copied().unwrap_or(1);
        let others = count(a).max(count(b)) - 1;
        #[expect(clippy::cast_possible_truncation, reason = "some dozens of bits")]
        let share = (f64::from(others).max(0.5) / f64::from(home.people)).clamp(1e-9, 1.0).log2() as f32;
        AtHome { share, sure: others >= SURE }
    }
}

/// The smallest place that two records share and that shows a stock of names.
pub(super) fn shared(all: &impl Settled, left: usize, right: usize) -> Option<Home> {
    STOCKS.into_iter().enumerate().find_map(|(stock, aspect)| {
        let place = all.value(aspect, left);
        if place == 0 || place != all.value(aspect, right) {
            return None;
        }
        let people = all.people(aspect)[place as usize];
        (people >= PEOPLE).then_some(Home { stock, place, people })
    })
}

/// How many have a name in a place that both records share.
#[derive(Debug, Clone, Copy)]
pub(super) struct AtHome {
    /// log2 of the share of the other people there.
    pub(super) share: f32,
    /// Whether so many have it that the share is no chance.
    pub(super) sure: bool,
}
