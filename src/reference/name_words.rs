//! Words of names that are no names of their own (`name_words.csv`): marks of a generation or a sex, short forms, and
//! forms in another script.

use super::rows::{self, Citation};
use crate::model::{Sex, words};
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/name_words.csv");

words! {
    /// What such a word does.
    NameWordUse, "`generation`, `sex`, `short` or `script`" {
        /// It tells generations of one name apart: the value is the generation, the eldest is 1.
        Generation = "generation",
        /// It tells the sex; words of one group contradict each other.
        Sex = "sex",
        /// It is a short form of the value.
        Short = "short",
        /// It is the value in another script.
        Script = "script",
    }
}

/// Words of a name that say one thing.
#[derive(Debug, Clone)]
pub struct NameWords {
    /// What they do.
    pub says: NameWordUse,
    /// Of marks of a sex, the usage that they belong to.
    pub of: Box<str>,
    /// The generation, the sex, or the name that is meant.
    pub value: Box<str>,
    /// The words; one that begins with a hyphen is the end of a word.
    pub words: Vec<Box<str>>,
    /// Where the row comes from.
    pub citation: Citation,
}

impl NameWords {
    /// The sex that a mark tells.
    pub fn sex(&self) -> Option<Sex> {
        self.value.parse().ok().filter(|_| self.says == NameWordUse::Sex)
    }

    /// The generation that a mark tells.
    pub fn generation(&self) -> Option<u8> {
        self.value.parse().ok().filter(|_| self.says == NameWordUse::Generation)
    }
}

/// Every row, in the order of the table.
pub fn all() -> &'static [NameWords] {
    static ROWS: LazyLock<Vec<NameWords>> = LazyLock::new(|| {
        rows::read("name_words.csv", CSV, |row| NameWords {
            says: row.required("says"),
            of: row.text("of").into(),
            value: row.text("value").into(),
            words: row.items("words").map(Into::into).collect(),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_what_it_does() {
        for row in all() {
            assert!(!row.citation.source.is_empty() && !row.words.is_empty());
            assert_eq!(row.says == NameWordUse::Generation, row.generation().is_some(), "{}", row.value);
            assert_eq!(
                row.says == NameWordUse::Sex,
                row.sex().is_some() && !row.of.is_empty(),
                "{}",
                row.value
            );
            if matches!(row.says, NameWordUse::Short | NameWordUse::Script) {
                assert!(row.value.bytes().all(|b| b.is_ascii_lowercase()), "{}", row.value);
            }
        }
    }
}
