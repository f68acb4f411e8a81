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
    language: String,
    name: String,
    kind: String,
}

struct Names {
    /// From folded name to the countries that bear it, in order.
    by_name: BTreeMap<String, Vec<Country>>,
    english: BTreeMap<Country, String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { by_name: BTreeMap::new(), english: BTreeMap::new() };
    for row in super::rows::<Row>(CSV) {
        let bearers = names.by_name.entry(fold(&row.name)).or_default();
        if !bearers.contains(&row.country) {
            bearers.push(row.country);
        }
        if row.language == "en" && row.kind == "name" {
            names.english.insert(row.country, row.name);
        }
    }
    for (name, countries) in SHARED {
        let countries = countries.iter().filter_map(|code| code.parse().ok()).collect();
        names.by_name.insert((*name).to_owned(), countries);
    }
    names
});

/// The English name of a country.
pub fn name(country: Country) -> &'static str {
    NAMES.english.get(&country).map_or("", String::as_str)
}

/// The countries that a text names: by alpha-2 or alpha-3 code, or by a name in any of the table's
/// languages, whatever its case and accents. More than one when the name is shared; near spellings
/// are not resolved.
pub fn lookup(text: &str) -> Vec<Country> {
    let text = text.trim();
    if let Ok(country) = text.parse() {
        return vec![country];
    }
    let folded = fold(text);
    if let Some(found) = NAMES.by_name.get(&folded) {
        return found.clone();
    }
    bare(&folded).and_then(|bare| NAMES.by_name.get(bare)).cloned().unwrap_or_default()
}

/// What states are, as their official names begin.
const FORMS_OF_STATES: &[&str] = &[
    "the",
    "republic of the",
    "republic of",
    "federal republic of",
    "federal democratic republic of",
    "islamic republic of",
    "arab republic of",
    "united republic of",
    "democratic socialist republic of",
    "socialist republic of",
    "bolivarian republic of",
    "kingdom of",
    "sultanate of",
    "state of",
    "commonwealth of",
    "republique du",
    "republique de",
    "royaume du",
    "republica de",
    "republica del",
    "република",
    "جمهورية",
];

/// The name of a country without the form of its state: *Kingdom of Morocco*. Congo and Korea are several, and
/// stand in the table with theirs.
fn bare(folded: &str) -> Option<&str> {
    static FORMS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut forms: Vec<String> = FORMS_OF_STATES.iter().map(|form| format!("{} ", fold(form))).collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms
    });
    static ARAB: LazyLock<String> = LazyLock::new(|| format!(" {}", fold("العربية")));
    let rest = FORMS.iter().find_map(|form| folded.strip_prefix(form.as_str()))?;
    let rest = rest.strip_suffix(ARAB.as_str()).unwrap_or(rest);
    (!matches!(rest, "congo" | "korea" | "china")).then_some(rest)
}

/// The country whose name is nearest to a text that names none.
pub fn nearest(text: &str) -> Option<Near<'static, Country>> {
    const BAR: f64 = 0.82;
    static KNOWN: LazyLock<KnownNames<'static, &'static Vec<Country>>> = LazyLock::new(|| {
        let names = NAMES.by_name.iter().filter(|(name, _)| name.is_ascii());
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
            ("Kingdom of Morocco", "MA"),
            ("The Gambia", "GM"),
            ("Islamic Republic of Iran", "IR"),
            ("République du Sénégal", "SN"),
            ("Република Србија", "RS"),
            ("جمهورية مصر العربية", "EG"),
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
