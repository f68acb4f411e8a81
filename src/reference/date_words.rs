//! Words that stand in dates (`date_words.csv`): months and days of the week, names of calendars, and words that say
//! nothing, in the languages of the files.

use super::rows::{self, Citation};
use crate::model::{Calendar, words};
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/date_words.csv");

words! {
    /// What a row of words is about.
    Sort, "`month`, `weekday`, `calendar` or `filler`" {
        /// A month.
        Month = "month",
        /// A day of the week.
        Weekday = "weekday",
        /// A calendar.
        Calendar = "calendar",
        /// Nothing.
        Filler = "filler",
    }
}

/// What words of a date mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWord {
    /// A month of a calendar, from 1.
    Month(Calendar, i8),
    /// A day of the week, Monday being 1.
    Weekday(i8),
    /// The calendar itself.
    Calendar(Calendar),
    /// Nothing: the word only stands there.
    Filler,
}

/// Words of one meaning in one language, or in several.
#[derive(Debug, Clone)]
pub struct DateWords {
    /// What they mean.
    pub means: DateWord,
    /// Their language; several joined by `;`, or `mul`.
    pub language: Box<str>,
    /// The words, the fullest first.
    pub words: Vec<Box<str>>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// Every row, in the order of the table: of a word that means two things the first row counts.
pub fn all() -> &'static [DateWords] {
    static ROWS: LazyLock<Vec<DateWords>> = LazyLock::new(|| {
        rows::read("date_words.csv", CSV, |row| {
            let number = || row.number("number").unwrap_or_default();
            DateWords {
                means: match row.required("means") {
                    Sort::Month => DateWord::Month(row.required("calendar"), number()),
                    Sort::Weekday => DateWord::Weekday(number()),
                    Sort::Calendar => DateWord::Calendar(row.required("calendar")),
                    Sort::Filler => DateWord::Filler,
                },
                language: row.text("language").into(),
                words: row.items("words").map(Into::into).collect(),
                citation: row.citation(),
            }
        })
    });
    &ROWS
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
            match row.means {
                DateWord::Month(_, number) => assert!((1..=13).contains(&number), "{row:?}"),
                DateWord::Weekday(number) => assert!((1..=7).contains(&number), "{row:?}"),
                DateWord::Calendar(_) | DateWord::Filler => {}
            }
        }
    }

    #[test]
    fn a_language_has_all_months_of_the_year() {
        for (calendar, language, months) in [
            (Calendar::Gregorian, "en", 12),
            (Calendar::Gregorian, "hi", 12),
            (Calendar::Ethiopian, "am", 13),
            (Calendar::SolarHijri, "fa", 12),
            (Calendar::Islamic, "ar", 12),
            (Calendar::BikramSambat, "ne", 12),
        ] {
            let of = |row: &&DateWords| {
                &*row.language == language && matches!(row.means, DateWord::Month(of, _) if of == calendar)
            };
            assert_eq!(all().iter().filter(of).count(), months, "{calendar} {language}");
        }
    }
}
