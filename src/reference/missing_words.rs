//! Words that say nothing of a value (`missing_words.csv`): that nobody knows it, that there is none, that what it would
//! end goes on.

use super::rows::{self, Citation};
use crate::model::words;
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/missing_words.csv");

words! {
    /// What such a word means.
    MissingWord, "`unknown`, `none`, `name`, `no-name`, `goes-on`, `endless`, `at-once`, `no-post` or `only`" {
        /// Nobody knows, or nobody wrote it.
        Unknown = "unknown",
        /// There is none.
        None = "none",
        /// A person may bear the word as a name.
        Name = "name",
        /// It stands where a name is asked, and is none: `FNU`, `xxx`.
        NoName = "no-name",
        /// What would end goes on.
        GoesOn = "goes-on",
        /// What would expire is for life.
        Endless = "endless",
        /// Somebody is free at once.
        AtOnce = "at-once",
        /// Somebody has no post.
        NoPost = "no-post",
        /// There is nothing else beside it.
        Only = "only",
    }
}

/// Words of one meaning in one language, or in several.
#[derive(Debug, Clone)]
pub struct MissingWords {
    /// What they mean.
    pub means: MissingWord,
    /// Their languages, joined by `;`; or `mul`.
    pub language: Box<str>,
    /// The words.
    pub words: Vec<Box<str>>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// Every row, in the order of the table.
pub fn all() -> &'static [MissingWords] {
    static ROWS: LazyLock<Vec<MissingWords>> = LazyLock::new(|| {
        rows::read("missing_words.csv", CSV, |row| MissingWords {
            means: row.required("means"),
            language: row.text("language").into(),
            words: row.items("words").map(Into::into).collect(),
            citation: row.citation(),
        })
    });
    &ROWS
}

/// The words of a meaning.
pub fn of(means: MissingWord) -> impl Iterator<Item = &'static str> {
    all().iter().filter(move |row| row.means == means).flat_map(|row| &row.words).map(|word| &**word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn every_row_is_read_and_has_a_source() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for row in all() {
            assert!(!row.words.is_empty() && !row.citation.source.is_empty(), "{row:?}");
            let known = |code: &str| code == "mul" || code.parse::<Language>().is_ok();
            assert!(row.language.split(';').all(known), "{row:?}");
        }
    }

    #[test]
    fn each_meaning_has_words() {
        for means in MissingWord::ALL {
            assert!(of(*means).count() > 5, "{means}");
        }
        let unknown: Vec<&str> = of(MissingWord::Unknown).collect();
        assert!(of(MissingWord::None).all(|word| !unknown.contains(&word)), "a word means one thing");
    }
}
