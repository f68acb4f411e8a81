//! Names of languages in the languages of the world (`language_names.csv`), beside the English names of ISO 639-3.
//!
//! The row of English and the first row, which has what people write besides, count as common: a name of theirs stands
//! for their language, whatever a rarer language calls by it.

use super::rows;
use crate::model::Language;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "Unicode CLDR via Babel 2.19.0; usage";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-28";

const CSV: &str = include_str!("../../data/reference/language_names.csv");

/// A name.
#[derive(Debug, Clone, Copy)]
pub struct LanguageName {
    /// The language that it names.
    pub language: Language,
    /// The name.
    pub name: &'static str,
    /// Whether it is English or what people write besides.
    pub common: bool,
}

/// Every name, the common ones first.
pub fn all() -> &'static [LanguageName] {
    static NAMES: LazyLock<Vec<LanguageName>> = LazyLock::new(|| {
        let names = rows::read("language_names.csv", CSV, |row| {
            let common = matches!(row.text("in_language"), "" | "en");
            let name = |item: &str| {
                let (code, name) = item.split_once('=')?;
                // Kept for the life of the process, once.
                let name = Box::leak(name.to_owned().into_boxed_str());
                Some(LanguageName { language: code.parse().ok()?, name, common })
            };
            row.items("names").filter_map(name).collect::<Vec<_>>()
        });
        let mut names: Vec<LanguageName> = names.into_iter().flatten().collect();
        names.sort_by_key(|name| !name.common);
        names
    });
    &NAMES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_and_is_of_a_language() {
        let items = rows::read("language_names.csv", CSV, |row| {
            assert_eq!(row.items("names").find(|item| !item.contains('=')), None);
            row.items("names").count()
        });
        assert_eq!(all().len(), items.iter().sum::<usize>());
        assert!(all().len() > 25_000, "{}", all().len());
    }
}
