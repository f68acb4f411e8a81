//! Names of months and days of the week, of eras and calendars, in the languages of the files (`date_words.csv`).
//!
//! A name that two languages use for two months is said to be one (`listopad`).

use crate::model::Calendar;
use crate::reference::date_words::{self, DateWord, DateWords};
use crate::text::KnownNames;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// What a word of a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A month, and whether another language uses the name for another one.
    Month(Calendar, i8),
    /// `tir` is a month of two calendars; the year tells them apart.
    Tir,
    Weekday(i8),
    Calendar(Calendar),
    /// A Japanese era, by its place.
    Era(usize),
    Filler,
}

/// What a word of a date is, if it is one of ours. `word` may be two words with one space.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    MEANINGS.get(key(word).as_str()).copied()
}

/// The English name nearest to a word that is none.
pub(super) fn nearest_month(word: &str) -> Option<i8> {
    const BAR: f64 = 0.8;
    const LANGUAGES: [&str; 7] = ["en", "fr", "es", "pt", "de", "it", "nl"];
    static NAMES: LazyLock<KnownNames<'static, i8>> = LazyLock::new(|| {
        let month = |row: &'static DateWords| match row.means {
            DateWord::Month(Calendar::Gregorian, month) => Some((&**row.words.first()?, month)),
            _ => None,
        };
        let of = |language: &'static str| {
            date_words::all().iter().filter(move |row| *row.language == *language).filter_map(month)
        };
        KnownNames::new(LANGUAGES.into_iter().flat_map(of))
    });
    NAMES.nearest(word, BAR).map(|near| near.value)
}

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut meanings = HashMap::new();
    let mut add = |spelling: &str, meaning: Meaning| {
        meanings.entry(key(spelling)).or_insert(meaning);
    };
    add("tir", Meaning::Tir);
    for (at, era) in super::calendar::ERAS.iter().enumerate() {
        add(era.name, Meaning::Era(at));
    }
    for row in date_words::all() {
        let meaning = match row.means {
            DateWord::Month(calendar, month) => Meaning::Month(calendar, month),
            DateWord::Weekday(day) => Meaning::Weekday(day),
            DateWord::Calendar(calendar) => Meaning::Calendar(calendar),
            DateWord::Filler => Meaning::Filler,
        };
        row.words.iter().for_each(|word| add(word, meaning));
    }
    meanings
});

/// The form in which words are compared: lower case, without accents of Latin, Greek, Cyrillic and Arabic
/// letters; vowel signs of Indic scripts stay, since months differ in nothing else.
pub(super) fn key(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let accent =
        |c: &char| !matches!(c, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}');
    word.nfkd().flat_map(char::to_lowercase).filter(accent).map(|c| if c == 'ı' { 'i' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_means_its_month() {
        for row in date_words::all() {
            let DateWord::Month(Calendar::Gregorian, number) = row.means else { continue };
            for word in &row.words {
                assert_eq!(meaning(word), Some(Meaning::Month(Calendar::Gregorian, number)), "{word}");
            }
        }
        assert_eq!(meaning("Ağustos"), meaning("august"));
        assert_eq!(meaning("KASIM"), meaning("november"));
        assert_eq!(meaning("ноябрь"), meaning("november"));
        assert_eq!(meaning("März"), meaning("march"));
        assert_eq!(meaning("août"), meaning("august"));
        assert_eq!(meaning("Październik"), meaning("october"));
        assert_eq!(meaning("شعبان"), Some(Meaning::Month(Calendar::Islamic, 8)));
        assert_eq!(nearest_month("Decmber"), Some(12));
    }
}
