//! Articles, prepositions and conjunctions (`small_words.csv`): words that say nothing beside others.

use crate::text::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "grammar of the languages";

const CSV: &str = include_str!("../../data/reference/small_words.csv");

#[derive(serde::Deserialize)]
struct Row {
    words: String,
}

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let rows = super::rows::<Row>(CSV);
    rows.iter().flat_map(|row| super::items(&row.words)).map(fold).collect()
});

/// Whether a folded word is a small word of any language of the table.
pub fn is_one(folded: &str) -> bool {
    WORDS.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[derive(serde::Deserialize)]
    struct Whole {
        language: Language,
        words: String,
        source: String,
    }

    #[test]
    fn every_row_has_words_of_one_language_once() {
        let rows = crate::reference::rows::<Whole>(CSV);
        assert_eq!(rows.len(), crate::reference::row_count(CSV));
        let mut languages = HashSet::new();
        for row in rows {
            assert!(languages.insert(row.language) && !row.source.is_empty());
            let words: Vec<&str> = crate::reference::items(&row.words).collect();
            let apart: HashSet<&&str> = words.iter().collect();
            assert_eq!(words.len(), apart.len(), "{}", row.words);
            assert!(words.iter().all(|word| is_one(&fold(word))));
        }
        assert!(!is_one("icu") && !is_one("er"));
    }
}
