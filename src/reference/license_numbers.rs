//! Regulators by their names, with the form of their numbers where a source says it (`license_numbers.csv`).
//!
//! A name that only one country's regulator bears tells the country. A short name (`NMC`, `PRC`) is
//! borne in several countries and tells the regulator only together with the country.

use super::rows::{self, Citation};
use crate::model::Country;
use crate::text::fold;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "implementation guides and registers' pages, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-25";

/// A regulator.
#[derive(Debug)]
pub struct Regulator {
    /// Its usual name.
    pub name: Box<str>,
    /// Its country.
    pub country: Country,
    /// The forms of its numbers: `9` is a digit, `A` a letter, every other sign itself. Empty when no source says.
    pub patterns: Vec<Box<str>>,
    /// A number of that form.
    pub example: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
    /// Every spelling as written.
    spellings: Vec<Box<str>>,
    /// Names that only it bears, folded.
    names: Vec<String>,
    /// Names that others bear as well, folded.
    short: Vec<String>,
}

impl Regulator {
    /// Every spelling of its name.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.spellings.iter().map(|spelling| &**spelling)
    }

    /// Whether a number has one of the forms; signs and blanks between its parts do not count.
    pub fn admits(&self, number: &str) -> bool {
        let plain = || number.chars().filter(|c| !matches!(c, ' ' | '-' | '/' | '.' | '\u{a0}'));
        let fits = |pattern: &str| {
            let mut signs = plain();
            pattern.chars().all(|form| {
                signs.next().is_some_and(|sign| match form {
                    '9' => sign.is_ascii_digit(),
                    'A' => sign.is_ascii_alphabetic(),
                    other => sign.eq_ignore_ascii_case(&other),
                })
            }) && signs.next().is_none()
        };
        self.patterns.is_empty() || self.patterns.iter().any(|pattern| fits(pattern))
    }
}

/// Every row, in the order of the table.
pub fn all() -> &'static [Regulator] {
    static ROWS: LazyLock<Vec<Regulator>> = LazyLock::new(|| {
        rows::read("license_numbers.csv", include_str!("../../data/reference/license_numbers.csv"), |row| {
            Regulator {
                name: row.text("regulator").into(),
                country: row.required("country"),
                spellings: [row.text("regulator")]
                    .into_iter()
                    .chain(row.items("names"))
                    .chain(row.items("short_names"))
                    .map(Into::into)
                    .collect(),
                patterns: row.items("patterns").map(Into::into).collect(),
                example: row.text("example").into(),
                citation: row.citation(),
                names: row.items("names").map(fold).collect(),
                short: row.items("short_names").map(fold).collect(),
            }
        })
    });
    &ROWS
}

/// The regulator that bears a name no other bears.
pub fn unmistakable(name: &str) -> Option<&'static Regulator> {
    let folded = fold(name);
    all().iter().find(|regulator| regulator.names.contains(&folded))
}

/// The regulator of a country that goes by a name.
pub fn of(name: &str, country: Country) -> Option<&'static Regulator> {
    let folded = fold(name);
    let bears =
        |regulator: &&Regulator| regulator.names.contains(&folded) || regulator.short.contains(&folded);
    all().iter().filter(|regulator| regulator.country == country).find(bears)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_a_form_of_its_row_and_no_name_is_borne_twice() {
        assert_eq!(
            all().len(),
            crate::reference::row_count(include_str!("../../data/reference/license_numbers.csv"))
        );
        let mut seen = Vec::new();
        for regulator in all() {
            assert_eq!(regulator.patterns.is_empty(), regulator.example.is_empty(), "{}", regulator.name);
            assert!(regulator.admits(&regulator.example), "{}", regulator.name);
            for name in &regulator.names {
                assert!(!seen.contains(&name), "{name}");
                seen.push(name);
            }
        }
    }

    #[test]
    fn a_number_may_be_written_in_groups() {
        let nmc = of("nmc", "GB".parse().unwrap()).unwrap();
        assert!(
            nmc.admits("01a2345n")
                && nmc.admits("01 A2345 N")
                && !nmc.admits("1A2345N")
                && !nmc.admits("01A2345NN")
        );
        assert!(of("NMC", "NG".parse().unwrap()).is_none() && unmistakable("NMC").is_none());
    }
}
