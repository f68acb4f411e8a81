//! Concepts named in a text: which specialties, in any language of the table.

use crate::reference::specialties;
use crate::text::fold;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of concepts: bit n is specialty n of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Concepts(pub u128);

/// The words of a name, and the number of its specialty.
type Name = (Vec<&'static str>, usize);

/// Names by their first word; longer names first, so that the longest match wins.
static NAMES: LazyLock<HashMap<&'static str, Vec<Name>, RandomState>> = LazyLock::new(|| {
    let mut names: HashMap<&str, Vec<Name>, RandomState> = HashMap::default();
    for (number, specialty) in specialties::all().iter().enumerate() {
        for name in &specialty.names {
            let words: Vec<&str> = name.split(' ').collect();
            // One short word ("icm") is more often something else.
            if let (Some(&first), false) = (words.first(), words.len() == 1 && name.len() < 4) {
                names.entry(first).or_default().push((words, number));
            }
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted alone")]
    for list in names.values_mut() {
        list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    }
    names
});

impl Concepts {
    /// The bits, low half first.
    #[expect(clippy::cast_possible_truncation, reason = "each half is wanted")]
    pub(super) fn halves(self) -> [u64; 2] {
        [self.0 as u64, (self.0 >> 64) as u64]
    }

    /// The concepts that a text names.
    pub fn of(text: &str) -> Self {
        let mut concepts = Self::default();
        concepts.add(text);
        concepts
    }

    /// Adds the concepts that a text names.
    pub fn add(&mut self, text: &str) {
        let folded = fold(text);
        let mut words = folded.split(' ').filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            let mut step = 1;
            for (name, number) in NAMES.get(word).into_iter().flatten() {
                if step > name.len() {
                    break;
                }
                // The first word is the one that the names were found by.
                let mut rest = words.clone();
                if name[1..].iter().all(|own| rest.next() == Some(*own)) {
                    // The same name can belong to the specialties of two occupations.
                    self.0 |= 1 << number;
                    step = name.len();
                }
            }
            for _ in 1..step {
                words.next();
            }
        }
    }

    /// Adds a specialty.
    pub fn add_specialty(&mut self, number: usize) {
        if number < 128 {
            self.0 |= 1 << number;
        }
    }

    /// How many concepts there are.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The concepts of both.
    #[must_use]
    pub fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The specialties that the concepts are, in the order of the table.
    pub fn ids(self) -> impl Iterator<Item = &'static crate::model::SpecialtyId> {
        let all = specialties::all().iter().enumerate();
        all.filter(move |(number, _)| self.0 >> number & 1 == 1).map(|(_, specialty)| &specialty.id)
    }

    /// The names of the concepts, in the order of the table.
    pub fn names(self) -> Vec<&'static str> {
        let all = specialties::all().iter().enumerate();
        all.filter(|(number, _)| self.0 >> number & 1 == 1)
            .map(|(_, specialty)| specialty.name.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concepts_are_found_in_many_languages() {
        assert!(Concepts::of("Station für Intensivmedizin").names().contains(&"Intensive care medicine"));
        assert!(Concepts::of("médecine intensive-réanimation").count() > 0);
        assert_eq!(Concepts::of("knitting and gardening").count(), 0);
    }
}
