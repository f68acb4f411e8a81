//! Names of countries in many languages: `country_names.csv`.

use crate::model::Country;
use crate::text::{KnownNames, Near, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str =
    "Unicode CLDR territory names; ISO 3166-1 alpha-3 codes; other names from domain knowledge";

const CSV: &str = include_str!("../../data/reference/country_names.csv");

/// Names that more than one country goes by, whatever the table says of each.
pub(crate) const SHARED: &[(&str, &[&str])] =
    &[("congo", &["CG", "CD"]), ("korea", &["KR", "KP"]), ("kongo", &["CG", "CD"])];

#[derive(serde::Deserialize)]
struct Row {
    country: Country,
    name: String,
}

/// From folded name to the countries that bear it, in order.
static BY_NAME: LazyLock<BTreeMap<String, Vec<Country>>> = LazyLock::new(|| {
    let mut by_name: BTreeMap<String, Vec<Country>> = BTreeMap::new();
    for row in super::rows::<Row>(CSV) {
        let bearers = by_name.entry(fold(&row.name)).or_default();
        if !bearers.contains(&row.country) {
            bearers.push(row.country);
        }
    }
    for (name, countries) in SHARED {
        let countries = countries.iter().filter_map(|code| code.parse().ok()).collect();
        by_name.insert((*name).to_owned(), countries);
    }
    by_name
});

/// The English names, apart from the folded ones: printing an answer must not fold every name in every language.
static ENGLISH: LazyLock<BTreeMap<Country, String>> = LazyLock::new(|| {
    let english = super::rows::read("country_names.csv", CSV, |row| {
        let is_it = row.text("language") == "en" && row.text("kind") == "name";
        is_it.then(|| (row.required("country"), row.text("name").to_owned()))
    });
    english.into_iter().flatten().collect()
});

/// The English name of a country, or of the European Union.
pub fn name(country: Country) -> &'static str {
    if country == Country::EUROPEAN_UNION {
        return "European Union";
    }
    ENGLISH.get(&country).map_or("", String::as_str)
}

/// The countries that a text names as it stands: by alpha-2 or alpha-3 code, or by a name in any of the table's
/// languages, whatever its case and accents. More than one when the name is shared. Other forms of names are
/// resolved by [`crate::resolve::countries`], which asks this first.
pub fn lookup(text: &str) -> Vec<Country> {
    let text = text.trim();
    if let Ok(country) = text.parse() {
        return vec![country];
    }
    BY_NAME.get(&fold(text)).cloned().unwrap_or_default()
}

/// The country whose name is nearest to a text that names none.
pub fn nearest(text: &str) -> Option<Near<'static, Country>> {
    const BAR: f64 = 0.82;
    static KNOWN: LazyLock<KnownNames<'static, &'static Vec<Country>>> = LazyLock::new(|| {
        let names = BY_NAME.iter().filter(|(name, _)| name.is_ascii());
        KnownNames::new(names.map(|(name, bearers)| (name.as_str(), bearers)))
    });
    let found = KNOWN.nearest(text, BAR)?;
    let [country] = found.value[..] else { return None };
    Some(Near { name: found.name, value: country, nearness: found.nearness, alone: found.alone })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_country_has_an_english_name() {
        assert_eq!(crate::reference::rows::<Row>(CSV).len(), crate::reference::row_count(CSV));
        for country in Country::all() {
            assert!(!name(country).is_empty(), "{country}");
        }
    }

    #[test]
    fn countries_are_found_by_code_and_by_name_in_many_languages() {
        for (text, code) in [
            ("ph", "PH"),
            ("PHL", "PH"),
            ("Philippines", "PH"),
            ("Filipinas", "PH"),
            ("UK", "GB"),
            ("Deutschland", "DE"),
            ("Côte d’Ivoire", "CI"),
            ("cote divoire", "CI"),
            ("Ivory Coast", "CI"),
            ("NA", "NA"),
            ("Kosovo", "XK"),
            ("مصر", "EG"),
            ("Maroc", "MA"),
            ("Burma", "MM"),
            ("Türkiye", "TR"),
            ("ประเทศไทย", "TH"),
            ("Republic of Korea", "KR"),
            ("Republic of China", "TW"),
        ] {
            assert_eq!(lookup(text), [code.parse().unwrap()], "{text}");
        }
    }

    #[test]
    fn shared_and_misspelt_names_are_not_resolved() {
        assert_eq!(lookup("Congo").len(), 2);
        assert_eq!(lookup("Phillipines"), []);
        assert_eq!(nearest("Phillipines").map(|near| near.value), Some("PH".parse().unwrap()));
        assert_eq!(nearest("Xyzzy"), None);
    }
}
