//! Who needs no language test (`language_exemptions.csv`): the regulators' exemptions, read one by one.
//!
//! The rules of the regulators name their exemptions in words. This table says of each what it rests on
//! and what the regulator wants to see besides that no record holds. Only an exemption that rests on the
//! training alone, and asks for nothing more, can be decided from records; any other one is told.

use super::rows::{self, Citation, Row};
use crate::model::{Country, Day, Language, words};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "a reading of the exemptions that regulator_language.csv names";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-26";

const CSV: &str = include_str!("../../data/reference/language_exemptions.csv");

words! {
    /// What an exemption rests on.
    Basis, "the basis of an exemption" {
        /// The professional training: its language, its country, or both.
        Training = "training",
        /// School before it.
        Schooling = "schooling",
        /// Practice in the language.
        Practice = "practice",
        /// The mother tongue.
        MotherTongue = "mother-tongue",
        /// The nationality.
        Nationality = "nationality",
        /// A statement of an employer.
        Employer = "employer",
        /// A test passed before, or of a near language.
        EarlierTest = "earlier-test",
        /// Something else.
        Other = "other",
        /// The regulator says that nobody is exempt.
        None = "none",
    }
}

words! {
    /// What an exemption counts beside.
    Beside, "`training` or `near-miss`" {
        /// A training in the language asked.
        Training = "training",
        /// Two tests that one skill misses by little.
        NearMiss = "near-miss",
    }
}

/// An exemption.
#[derive(Debug)]
pub struct Exemption {
    /// The words of the regulator's row.
    pub words: Box<str>,
    /// What it rests on.
    pub basis: Basis,
    /// Languages of the training, any of which will do; empty when the language does not matter.
    pub languages: Vec<Language>,
    /// Whether the language is the one that the rule asks.
    pub same_language: bool,
    /// Countries of the training, any of which will do; empty when the country does not matter.
    pub countries: Vec<Country>,
    /// How many months the training must have lasted.
    pub least_months: Option<u16>,
    /// What it counts beside, and never alone; empty where it stands by itself.
    pub beside: Vec<Beside>,
    /// The first day on which it holds, where it began late.
    pub valid_from: Option<Day>,
    /// What the regulator wants besides, and no record holds; empty for nothing.
    pub still_asked: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

impl Exemption {
    /// Whether the records of a training can decide it.
    pub fn is_decidable(&self) -> bool {
        self.basis == Basis::Training && self.still_asked.is_empty()
    }

    /// Whether a training may fall under it, for a rule that asks a language; `None` when the training's
    /// language or country is not known.
    pub fn speaks_of(
        &self,
        language: Option<Language>,
        country: Option<Country>,
        asked: Language,
    ) -> Option<bool> {
        if self.basis != Basis::Training {
            return Some(false);
        }
        let one_of = |known: Option<bool>, any: bool| if any { Some(true) } else { known };
        let any_language = self.languages.is_empty() && !self.same_language;
        let in_language = one_of(
            language
                .map(|spoken| self.languages.contains(&spoken) || (self.same_language && spoken == asked)),
            any_language,
        );
        let in_country = one_of(country.map(|at| self.countries.contains(&at)), self.countries.is_empty());
        match (in_language, in_country) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

/// The exemptions that a rule names, in its order.
pub fn named(exemptions: &str) -> impl Iterator<Item = &'static Exemption> {
    exemptions.split(';').flat_map(|words| by_words().get(words.trim()).into_iter().flatten())
}

/// The rows by their words. A wording has several where parts of what it names are not known equally well.
fn by_words() -> &'static BTreeMap<Box<str>, Vec<Exemption>> {
    static ROWS: LazyLock<BTreeMap<Box<str>, Vec<Exemption>>> = LazyLock::new(|| {
        let mut all: BTreeMap<Box<str>, Vec<Exemption>> = BTreeMap::new();
        for exemption in rows::read("language_exemptions.csv", CSV, read) {
            all.entry(exemption.words.clone()).or_default().push(exemption);
        }
        all
    });
    &ROWS
}

fn read(row: &Row<'_>) -> Exemption {
    let same_language = row.text("languages") == "=";
    Exemption {
        words: row.text("exemption").into(),
        basis: row.required("basis"),
        languages: if same_language { Vec::new() } else { row.list("languages") },
        same_language,
        countries: row.list("countries"),
        least_months: row.number("least_months"),
        beside: row.list("beside"),
        valid_from: row.value("valid_from"),
        still_asked: row.text("still_asked").into(),
        citation: row.citation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::regulators;
    use std::collections::BTreeSet;

    #[test]
    fn every_exemption_of_the_regulators_has_its_row_and_the_other_way_round() {
        let mut named_somewhere = BTreeSet::new();
        for rule in regulators::all() {
            let words = rule.exemptions.split(';').map(str::trim).filter(|words| !words.is_empty());
            let words: Vec<&str> = words.collect();
            assert!(words.iter().all(|words| by_words().contains_key(*words)), "{}", rule.exemptions);
            named_somewhere.extend(words);
        }
        assert_eq!(named_somewhere.len(), by_words().len());
        let rows: usize = by_words().values().map(Vec::len).sum();
        assert_eq!(rows, crate::reference::row_count(CSV));
    }

    #[test]
    fn an_exemption_by_a_list_of_countries_speaks_of_these_alone() {
        let hcpc: Vec<&Exemption> =
            named("relevant qualification from listed majority English country (from 2025-01-29)").collect();
        let asked = "en".parse().unwrap();
        // Names that were seen on the list decide; those that are from knowledge ask for a look at it.
        for (country, speaks, decides) in [
            ("EG", Some(false), false),
            ("IN", Some(false), false),
            ("JM", Some(true), true),
            ("BB", Some(true), true),
            ("IE", Some(true), true),
            ("NZ", Some(true), false),
            ("US", Some(true), false),
            ("", None, false),
        ] {
            let of = |one: &&Exemption| one.speaks_of(None, country.parse().ok(), asked);
            let best = hcpc.iter().map(of).max_by_key(|said| (*said == Some(true), said.is_none()));
            assert_eq!(best.unwrap(), speaks, "{country}");
            let decided = hcpc.iter().any(|one| of(one) == Some(true) && one.is_decidable());
            assert_eq!(decided, decides, "{country}");
        }
        // What names neither country nor language hangs over everybody, so it rests on something else.
        for exemption in by_words().values().flatten() {
            let bound =
                exemption.same_language || !exemption.languages.is_empty() || !exemption.countries.is_empty();
            assert!(bound || exemption.basis != Basis::Training, "{}", exemption.words);
        }
    }

    #[test]
    fn an_exemption_wants_both_language_and_country_where_it_names_both() {
        let nmbi = named("trained in English in AU CA NZ US GB").next().unwrap();
        let english: Option<Language> = "en".parse().ok();
        let asked = english.unwrap();
        let of = |language, country: &str| nmbi.speaks_of(language, country.parse().ok(), asked);
        assert!(nmbi.is_decidable());
        assert_eq!(of(english, "NZ"), Some(true));
        assert_eq!(of(english, "PH"), Some(false));
        assert_eq!(of(None, "NZ"), None);
        assert_eq!(of("fr".parse().ok(), ""), Some(false));
        let belgium = named("secondary or higher diploma in that language").next().unwrap();
        assert_eq!(belgium.speaks_of("nl".parse().ok(), None, "nl".parse().unwrap()), Some(true));
        assert_eq!(belgium.speaks_of("fr".parse().ok(), None, "nl".parse().unwrap()), Some(false));
    }
}
