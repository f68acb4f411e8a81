//! Headers as clerks write them, in six languages: which column each may mean.
//!
//! A term that stands at two columns of one kind is open on purpose: the other headers of a file
//! decide between them, or the user does.

use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "Our own wording";

const CSV: &str = include_str!("../../data/reference/header_terms.csv");

/// The languages of the table, as its columns name them.
pub const LANGUAGES: [&str; 6] = ["en", "fr", "es", "de", "pt", "ar"];

/// The headers of one column.
#[derive(Debug)]
pub struct HeaderTerm {
    /// A kind; `*` for every kind that has the column; `part` for what stands before the fields of a part in
    /// a wide row; `person` for headers that no column takes and by which people are compared; `none` for other
    /// headers that are known and that no column takes.
    pub owner: String,
    /// The column; for a part its kind; for `person` the field; for `none` what such headers speak of.
    pub column: String,
    /// The language and the wording of each header.
    pub terms: Vec<(&'static str, String)>,
}

static TABLE: LazyLock<Vec<HeaderTerm>> = LazyLock::new(|| {
    super::rows::read("header_terms.csv", CSV, |row| {
        let (owner, column) = row.text("column").split_once('.').unwrap_or_default();
        let terms = LANGUAGES
            .iter()
            .flat_map(|&language| row.items(language).map(move |term| (language, term.to_owned())))
            .collect();
        HeaderTerm { owner: owner.to_owned(), column: column.to_owned(), terms }
    })
});

/// Every row, in the order of the table.
pub fn all() -> &'static [HeaderTerm] {
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_speaks_every_language() {
        assert_eq!(TABLE.len(), crate::reference::row_count(CSV));
        for entry in all() {
            assert!(!entry.owner.is_empty() && !entry.column.is_empty());
            for language in LANGUAGES {
                assert!(
                    entry.terms.iter().any(|(of, _)| *of == language),
                    "{}.{} says nothing in {language}",
                    entry.owner,
                    entry.column
                );
            }
        }
    }
}
