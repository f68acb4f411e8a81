//! Every name of a country that the tables hold: `country_names.csv` and, for the rarer languages of CLDR,
//! `country_names_cldr.csv`; and which places belong to which state.
//!
//! [`super::countries`] is the fast lookup that the rows of an import go through; this is for resolving.

use super::rows;
use crate::model::Country;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "Unicode CLDR via Babel 2.19.0";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-26";

pub(crate) use super::countries::SHARED;

/// A name.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// The country; `None` for a region or a union of states.
    pub country: Option<Country>,
    /// The language, as CLDR writes it; empty for codes.
    pub language: &'static str,
    /// The name.
    pub name: &'static str,
    /// Whether it stands in the table of the languages that files are mostly written in.
    pub common: bool,
}

const COMMON: &str = include_str!("../../data/reference/country_names.csv");
const RARE: &str = include_str!("../../data/reference/country_names_cldr.csv");

/// Every name; those of the common languages first.
pub fn all() -> &'static [Name] {
    static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
        let mut names = rows::read("country_names.csv", COMMON, |row| Name {
            country: Some(row.required("country")),
            language: leak(row.text("language")),
            name: leak(row.text("name")),
            common: true,
        });
        let rare = rows::read("country_names_cldr.csv", RARE, |row| {
            let language = leak(row.text("language"));
            let pairs = row.items("names").filter_map(|item| item.split_once('='));
            pairs
                .map(|(code, name)| Name {
                    country: if code == "-" { None } else { code.parse().ok() },
                    language,
                    name: leak(name),
                    common: false,
                })
                .collect::<Vec<_>>()
        });
        names.extend(rare.into_iter().flatten());
        names
    });
    &NAMES
}

/// A table is read once and kept for the life of the process.
fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Territories and the state that they belong to, by ISO 3166-1 codes.
const BELONGS: &[(&str, &str)] = &[
    ("US", "AS GU MP PR UM VI"),
    ("GB", "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG"),
    ("FR", "BL GF GP MF MQ NC PF PM RE TF WF YT"),
    ("NL", "AW BQ CW SX"),
    ("DK", "FO GL"),
    ("NO", "BV SJ"),
    ("AU", "CC CX HM NF"),
    ("NZ", "CK NU TK"),
    ("CN", "HK MO TW"),
    ("FI", "AX"),
];

/// Whether a territory belongs to a state.
pub fn belongs_to(place: Country, state: Country) -> bool {
    let row = BELONGS.iter().find(|(of, _)| *of == state.as_str());
    row.is_some_and(|(_, places)| places.split(' ').any(|code| code == place.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_rare_languages_has_a_country_or_a_region() {
        let counts = rows::read("country_names_cldr.csv", RARE, |row| {
            for item in row.items("names") {
                let (code, name) = item.split_once('=').unwrap_or_else(|| panic!("{item}"));
                assert!(code == "-" || code.parse::<Country>().is_ok(), "{item}");
                assert!(!name.is_empty(), "{item}");
            }
            row.items("names").count()
        });
        let count: usize = counts.iter().sum();
        assert!(count > 25_000, "{count}");
        assert_eq!(all().iter().filter(|name| !name.common).count(), count);
    }
}
