//! Languages of the countries (`country_languages.csv`): official ones, and the usual languages of
//! the education of health professionals. The latter are a hint and prove nothing about a person.

use super::rows::{self, Citation};
use crate::model::{Country, Language, words};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str =
    "Unicode CLDR 47, territoryInfo; languages of health education from domain knowledge";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-23";

words! {
    /// What a language is in a country.
    Standing, "a standing of a language in a country" {
        /// Official by law.
        Official = "official",
        /// Official in practice.
        DeFactoOfficial = "de_facto_official",
        /// Official in a part of the country.
        OfficialRegional = "official_regional",
        /// Usual in the education of health professionals.
        HealthEducation = "health_education",
    }
}

impl Standing {
    /// Whether it is official in the whole country, by law or in practice.
    pub fn is_official(self) -> bool {
        matches!(self, Self::Official | Self::DeFactoOfficial)
    }
}

/// A language of a country.
#[derive(Debug)]
pub struct CountryLanguage {
    /// The country.
    pub country: Country,
    /// The language.
    pub language: Language,
    /// What it is there.
    pub standing: Standing,
    /// The share of the people who speak it, in percent; `None` where it is not known.
    pub percent: Option<f64>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The languages of a country, in the order of the table.
pub fn of(country: Country) -> impl Iterator<Item = &'static CountryLanguage> {
    all().iter().filter(move |row| row.country == country)
}

/// The usual languages of health education in a country.
pub fn of_health_education(country: Country) -> impl Iterator<Item = Language> {
    of(country).filter(|row| row.standing == Standing::HealthEducation).map(|row| row.language)
}

fn all() -> &'static [CountryLanguage] {
    static ROWS: LazyLock<Vec<CountryLanguage>> = LazyLock::new(|| {
        let text = include_str!("../../data/reference/country_languages.csv");
        rows::read("country_languages.csv", text, |row| CountryLanguage {
            country: row.required("country"),
            language: row.required("language"),
            standing: row.required("status"),
            percent: row.number("population_percent"),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(all().len(), 682);
        let philippines = of_health_education("PH".parse().unwrap());
        assert!(philippines.into_iter().any(|language| language.as_str() == "en"));
    }
}
