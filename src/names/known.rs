//! Names that are known as two names, though they look alike.

use super::form::latin_words;
use super::letters::{differ_in_a_consonant, differ_in_vowel_and_consonant};
use super::words::{are_forms_of_one_name, forms, group_of};
use crate::model::Sex;
use crate::reference::given_names;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How two words that look alike differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// They sound alike.
    Sound,
    /// By a slip.
    Slip,
    /// One is the beginning of the other.
    Start,
}

/// Given names by their folded form, with those who bear them: bits for a woman, a man, and nobody knows.
static GIVEN: LazyLock<HashMap<Box<str>, u8, foldhash::fast::FixedState>> = LazyLock::new(|| {
    let mut names: HashMap<Box<str>, u8, _> = HashMap::with_hasher(foldhash::fast::FixedState::with_seed(7));
    for row in given_names::all() {
        let bit = match row.sex {
            Some(Sex::Female) => 1,
            Some(Sex::Male) => 2,
            _ => 4,
        };
        for name in &row.names {
            if let [word] = &latin_words(name)[..] {
                *names.entry(word.as_str().into()).or_default() |= bit;
            }
        }
    }
    names
});

/// Whether two folded words that differ by a slip are known as two names.
pub fn are_two_names(a: &str, b: &str) -> bool {
    are_two_names_as(a, b, Difference::Slip)
}

/// Whether two folded words that look alike are known as two names.
pub(super) fn are_two_names_as(a: &str, b: &str, difference: Difference) -> bool {
    /// Of shorter words a slip makes another name too easily: `Tom`, `Tim`.
    const LONG: usize = 5;
    if are_forms_of_one_name(a, b) {
        return false;
    }
    let sounds_alike = difference != Difference::Start && a.len().min(b.len()) >= LONG;
    let (of_a, of_b) = (forms(a), forms(b));
    if sounds_alike && !of_a.is_empty() && !of_b.is_empty() {
        return !of_a.iter().any(|x| of_b.iter().any(|y| are_kin(*x, *y)));
    }
    let (Some(bears_a), Some(bears_b)) = (GIVEN.get(a), GIVEN.get(b)) else { return false };
    matches!((bears_a & 0b11, bears_b & 0b11), (1, 2) | (2, 1))
        || difference == Difference::Slip
            && (differ_in_a_consonant(a, b) || differ_in_vowel_and_consonant(a, b))
}

/// Whether two groups of forms have a full name in common: *Alexander* stands with the Germans and the Russians.
fn are_kin(one: u16, other: u16) -> bool {
    const FULL: usize = 6;
    let words = |group: u16| group_of(group);
    words(one).any(|word| word.len() >= FULL && words(other).any(|its| its == word))
}
