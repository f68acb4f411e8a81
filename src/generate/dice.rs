//! Chance that is the same on every machine: integers only, from a fixed stream.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of chance.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a row: rows do not depend on each other, so any of them can be made alone.
    pub(super) fn of(seed: u64, kind: u64, row: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ (kind << 56));
        rng.set_stream(row);
        Self(rng)
    }

    /// A number from 0 up to but not including `below`.
    pub(super) fn below(&mut self, below: u64) -> u64 {
        // The high half of a product: bias is under 2⁻³² for the small ranges asked here.
        let random = u128::from(self.0.next_u64());
        u64::try_from((random * u128::from(below.max(1))) >> 64).unwrap_or_default()
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(high.abs_diff(low) + 1)).unwrap_or_default()
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap_or_default()]
    }

    /// A number below `below`, small ones far more often: as towns and words are met with.
    pub(super) fn skewed(&mut self, below: u64) -> u64 {
        let below = self.below(below) + 1;
        let below = self.below(below) + 1;
        self.below(below)
    }

    /// One of several by weight.
    pub(super) fn weighted<'a, T>(&mut self, of: &'a [(T, u64)]) -> &'a T {
        let total: u64 = of.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total);
        for (value, weight) in of {
            if left < *weight {
                return value;
            }
            left -= weight;
        }
        &of[of.len() - 1].0
    }
}
