//! Headers as clerks write them, in 36 languages: which column each may mean.
//!
//! A term that stands at two columns of one kind is open on purpose: the other headers of a file
//! decide between them, or the user does.

use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "Our own wording";

const CSV: &str = include_str!("../../data/reference/header_terms.csv");

/// The languages of the table, as its columns name them.
pub const LANGUAGES: [&str; 36] = [
    "en", "fr", "es", "de", "pt", "ar", "it", "nl", "pl", "cs", "ro", "sr", "hr", "bs", "ru", "uk", "tr",
    "hi", "ne", "si", "am", "sw", "id", "vi", "tl", "zh", "ja", "ko", "fa", "sq", "sv", "da", "nb", "fi",
    "is", "hu",
];

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

    /// What a list of people is worth nothing without.
    #[test]
    fn a_list_of_people_is_understood_in_every_language() {
        for (owner, column) in [
            ("worker", "full_name"),
            ("worker", "given_name"),
            ("worker", "family_name"),
            ("worker", "birth_date"),
            ("worker", "sex"),
            ("worker", "nationalities"),
            ("worker", "residence"),
            ("*", "occupation"),
            ("worker", "phone"),
            ("worker", "email"),
            ("license", "number"),
            ("license", "regulator"),
            ("employment", "employer"),
            ("language_certificate", "level"),
        ] {
            let entry = all().iter().find(|entry| entry.owner == owner && entry.column == column);
            for language in LANGUAGES {
                let said = entry.is_some_and(|entry| entry.terms.iter().any(|(of, _)| *of == language));
                assert!(said, "{owner}.{column} says nothing in {language}");
            }
        }
    }

    #[test]
    fn every_row_speaks_every_language() {
        assert_eq!(TABLE.len(), crate::reference::row_count(CSV));
        for entry in all() {
            assert!(!entry.owner.is_empty() && !entry.column.is_empty());
            // The others have the headers of lists of people and of openings.
            for language in &LANGUAGES[..6] {
                assert!(
                    entry.terms.iter().any(|(of, _)| of == language),
                    "{}.{} says nothing in {language}",
                    entry.owner,
                    entry.column
                );
            }
        }
    }
}
