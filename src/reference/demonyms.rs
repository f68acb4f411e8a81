//! What people of a country are called (`demonyms.csv`): *Indian*, *sénégalaise*, *مصرية* in a column of
//! nationalities.

use crate::model::Country;
use crate::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "domain knowledge";

const CSV: &str = include_str!("../../data/reference/demonyms.csv");
const LANGUAGES: [&str; 7] = ["en", "fr", "es", "de", "pt", "ar", "other"];

/// Endings of German adjectives before a noun: *deutsche* Staatsangehörigkeit.
const ENDINGS: [&str; 4] = ["e", "er", "es", "en"];

static BY_WORD: LazyLock<BTreeMap<String, Vec<Country>>> = LazyLock::new(|| {
    let mut by_word: BTreeMap<String, Vec<Country>> = BTreeMap::new();
    let mut add = |word: &str, country: Country| {
        let bearers = by_word.entry(fold(word)).or_default();
        if !bearers.contains(&country) {
            bearers.push(country);
        }
    };
    for (language, word, country) in all() {
        add(&word, country);
        if language == "de" {
            ENDINGS.iter().for_each(|ending| add(&format!("{word}{ending}"), country));
        }
    }
    by_word
});

/// Language, word and country of each entry.
fn all() -> Vec<(&'static str, String, Country)> {
    let rows = super::rows::read("demonyms.csv", CSV, |row| {
        let country: Country = row.required("country");
        let words = LANGUAGES
            .iter()
            .flat_map(|&language| row.items(language).map(move |word| (language, word.to_owned(), country)));
        words.collect::<Vec<_>>()
    });
    rows.into_iter().flatten().collect()
}

/// Every word with its country and language, German adjectives with their endings aside.
pub fn words() -> &'static [(String, Country, &'static str)] {
    static WORDS: LazyLock<Vec<(String, Country, &'static str)>> = LazyLock::new(|| {
        all().into_iter().map(|(language, word, country)| (word, country, language)).collect()
    });
    &WORDS
}

/// The country that goes by initials of its own among its people, and that no table of codes has: `T.C.`, `RP`.
pub fn by_own_initials(text: &str) -> Option<Country> {
    static OWN: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
        let rows = super::rows::read("demonyms.csv", CSV, |row| {
            let country: Country = row.required("country");
            row.items("own_initials").map(|text| (letters(text), country)).collect::<Vec<_>>()
        });
        rows.into_iter().flatten().collect()
    });
    if text.len() > 8 || text.chars().any(|c| c.is_lowercase()) {
        return None;
    }
    OWN.get(&letters(text)).copied()
}

/// The letters of initials, without their dots.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The countries whose people go by a word, whatever its case and accents.
pub fn lookup(text: &str) -> &'static [Country] {
    BY_WORD.get(&fold(text)).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::countries;

    #[test]
    fn every_row_is_read() {
        let rows: std::collections::BTreeSet<Country> =
            all().iter().map(|(_, _, country)| *country).collect();
        assert_eq!(rows.len(), crate::reference::row_count(CSV));
    }

    #[test]
    fn people_are_told_from_each_other() {
        for (text, codes) in [
            ("Indian", "IN"),
            ("FILIPINA", "PH"),
            ("Nigerian", "NG"),
            ("nigérien", "NE"),
            ("nigériane", "NG"),
            ("sénégalaise", "SN"),
            ("deutsche", "DE"),
            ("türkisch", "TR"),
            ("مصرية", "EG"),
            ("Burmese", "MM"),
            ("Dominican", "DM DO"),
            ("Congolese", "CD CG"),
            ("Korean", "KP KR"),
            ("Klingon", ""),
        ] {
            let found: Vec<&str> = lookup(text).iter().map(|country| country.as_str()).collect();
            assert_eq!(found.join(" "), codes, "{text}");
        }
    }

    #[test]
    fn no_word_is_the_name_of_another_country() {
        for (word, bearers) in BY_WORD.iter() {
            for country in countries::lookup(word) {
                assert!(bearers.contains(&country), "{word} names {country}");
            }
        }
    }
}
