//! What comparing two records shows: a level for each aspect.

use super::level::{ASPECTS, Aspect, Level};

/// What comparing two records shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared {
    /// The level of each aspect.
    pub levels: [Level; ASPECTS],
    /// How many records have the value that both share or nearly share; 0 where it does not matter.
    pub counts: [u32; ASPECTS],
    /// Whether given and family name stand in each other's place.
    pub swapped: bool,
    /// Whether the given name of one was laid beside the family name of the other.
    pub crossed: bool,
}

impl Compared {
    /// Nothing compared yet.
    pub(super) fn nothing() -> Self {
        Self { levels: [Level::CannotCompare; ASPECTS], counts: [0; ASPECTS], swapped: false, crossed: false }
    }

    /// Sets the level of an aspect, and how many records have the value.
    pub(super) fn set(&mut self, aspect: Aspect, level: Level, count: u32) {
        self.levels[aspect as usize] = level;
        self.counts[aspect as usize] = count;
    }
}
