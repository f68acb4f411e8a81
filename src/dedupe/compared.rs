//! What comparing two records shows: a level for each aspect.

use super::home::AtHome;
use super::level::{ASPECTS, Aspect, Level};

/// What two records have that relatives have and one person has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relatives {
    /// The names have marks of two generations, or words that only one sex bears.
    Marks,
    /// Another sex together with another given name.
    Siblings,
    /// Another given name on one day of birth.
    Twins,
    /// Birth dates a generation apart.
    Generations,
    /// Altogether other birth dates, and nothing of one's own that both share.
    Namesakes,
}

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
    /// Whether the given names are two, and no slip of a single letter.
    pub other_given: bool,
    /// What speaks for relatives.
    pub relatives: Option<Relatives>,
    /// Of family, given and other names, how many people have them in the place that both share; `None` where they
    /// share none that shows a stock of names.
    pub at_home: Option<[AtHome; 3]>,
    /// Of places that both share, how likely a smaller shared one implies them; 0 where none does.
    pub implied: [f32; ASPECTS],
}

impl Compared {
    /// Nothing compared yet.
    pub(super) fn nothing() -> Self {
        Self {
            levels: [Level::CannotCompare; ASPECTS],
            counts: [0; ASPECTS],
            swapped: false,
            crossed: false,
            other_given: false,
            relatives: None,
            at_home: None,
            implied: [0.0; ASPECTS],
        }
    }

    /// Whether family and given name agree, up to slips: then what goes with a name is no news.
    pub(super) fn is_named_alike(&self) -> bool {
        let level = |aspect: Aspect| self.levels[aspect as usize];
        level(Aspect::FamilyName) >= Level::Slip && level(Aspect::GivenName) >= Level::Slip
    }

    /// Sets the level of an aspect, and how many records have the value.
    pub(super) fn set(&mut self, aspect: Aspect, level: Level, count: u32) {
        self.levels[aspect as usize] = level;
        self.counts[aspect as usize] = count;
    }
}
