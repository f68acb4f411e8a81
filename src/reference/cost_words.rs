//! Costs of a recruitment as agencies and workers write them, by their head (`cost_words.csv`).

use super::rows::{self, Citation};
use crate::model::CostHead;
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/cost_words.csv");

/// Words for the costs of one head, in one language or in several.
#[derive(Debug, Clone)]
pub struct CostWords {
    /// The head.
    pub head: CostHead,
    /// Their languages, joined by `;`.
    pub language: Box<str>,
    /// The words.
    pub words: Vec<Box<str>>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// Every row, in the order of the table.
pub fn all() -> &'static [CostWords] {
    static ROWS: LazyLock<Vec<CostWords>> = LazyLock::new(|| {
        rows::read("cost_words.csv", CSV, |row| CostWords {
            head: row.required("head"),
            language: row.text("language").into(),
            words: row.items("words").map(Into::into).collect(),
            citation: row.citation(),
        })
    });
    &ROWS
}

/// The head of a cost that is called so, whatever stands in brackets behind it: `Agency fee (2nd part)`.
pub fn head(text: &str) -> Option<CostHead> {
    static HEADS: LazyLock<HashMap<String, CostHead>> = LazyLock::new(|| {
        all().iter().flat_map(|row| row.words.iter().map(|word| (fold(word), row.head))).collect()
    });
    let before = text.split(['(', '[', '（']).next().unwrap_or_default();
    [text, before].into_iter().find_map(|text| HEADS.get(&fold(text)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use std::collections::BTreeMap;

    #[test]
    fn every_row_is_read_and_no_word_has_two_heads() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        let mut heads: BTreeMap<String, CostHead> = BTreeMap::new();
        for row in all() {
            assert!(!row.words.is_empty() && !row.citation.source.is_empty(), "{row:?}");
            assert!(row.language.split(';').all(|code| code.parse::<Language>().is_ok()), "{row:?}");
            for word in &row.words {
                assert_eq!(*heads.entry(fold(word)).or_insert(row.head), row.head, "{word}");
                assert_eq!(head(word), Some(row.head), "{word}");
            }
        }
    }
}
