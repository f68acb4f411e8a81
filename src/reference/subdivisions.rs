//! Names of the parts of countries (`subdivisions.csv`, ISO 3166-2): *Arequipa* is `PE-ARE`.

use super::rows;
use crate::model::{Country, Subdivision};
use crate::text::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/subdivisions.csv");

struct Names {
    /// The codes by the folded name, without words such as *county*.
    codes: HashMap<String, Vec<Box<str>>>,
    /// Words that stand beside names and tell nothing.
    idle: HashSet<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let rows = rows::read("subdivisions.csv", CSV, |row| {
        (row.text("country").to_owned(), row.items("names").map(str::to_owned).collect::<Vec<String>>())
    });
    let idle = rows.iter().filter(|(country, _)| country.is_empty());
    let idle: HashSet<String> = idle.flat_map(|(_, words)| words.iter().map(|word| fold(word))).collect();
    let mut codes: HashMap<String, Vec<Box<str>>> = HashMap::new();
    for (country, names) in rows.iter().filter(|(country, _)| !country.is_empty()) {
        for (part, name) in names.iter().filter_map(|name| name.split_once('=')) {
            let code: Box<str> = format!("{country}-{part}").into();
            let before = name.split(['(', '[']).next().unwrap_or_default();
            for key in [plain(name, &idle), plain(before, &idle)] {
                let known = codes.entry(key).or_default();
                if !known.contains(&code) {
                    known.push(code.clone());
                }
            }
        }
    }
    Names { codes, idle }
});

/// The folded words of a name that tell it from others.
fn plain(name: &str, idle: &HashSet<String>) -> String {
    let folded = fold(name);
    let telling: Vec<&str> = folded.split(' ').filter(|word| !idle.contains(*word)).collect();
    if telling.is_empty() { folded } else { telling.join(" ") }
}

/// Whether a folded word stands beside names of places and tells nothing: *county*, *kota*.
pub(super) fn is_idle(word: &str) -> bool {
    NAMES.idle.contains(word)
}

fn codes(name: &str) -> &'static [Box<str>] {
    NAMES.codes.get(&plain(name, &NAMES.idle)).map_or(&[], Vec::as_slice)
}

/// Whether a code is one of a part of a country: `CH-BE` is, `DE-FR` has the form and is none.
pub fn is_known(code: &Subdivision) -> bool {
    static CODES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| NAMES.codes.values().flatten().map(|code| &**code).collect());
    CODES.contains(code.as_str())
}

/// The code of the part of a country that is called so; `None` for no part, and for two of one name.
pub fn code(country: Country, name: &str) -> Option<&'static str> {
    let mut own = codes(name).iter().filter(|code| code.starts_with(country.as_str()));
    own.next().filter(|_| own.next().is_none()).map(|code| &**code)
}

/// The countries that have a part of this name or code.
pub fn countries(text: &str) -> Vec<Country> {
    if let Ok(code) = text.parse::<Subdivision>() {
        return code.country().into_iter().collect();
    }
    let mut all: Vec<Country> = codes(text).iter().filter_map(|code| code.get(..2)?.parse().ok()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The one country whose parts most of some texts name: at least two of them, and no other country's so many.
pub fn common_country<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Country> {
    let distinct: HashSet<String> = texts.map(fold).filter(|text| !text.is_empty()).collect();
    most_named(distinct.len(), distinct.iter().flat_map(|text| countries(text)))
}

/// The country that is named most often, by at least two of so many texts and by half of them; `None` for two alike.
pub(super) fn most_named(texts: usize, named: impl Iterator<Item = Country>) -> Option<Country> {
    let mut counts: HashMap<Country, usize> = HashMap::new();
    for country in named {
        *counts.entry(country).or_default() += 1;
    }
    let most = counts.values().copied().max().filter(|most| *most >= 2 && most * 2 >= texts)?;
    let mut best = counts.iter().filter(|(_, count)| **count == most);
    best.next().filter(|_| best.next().is_none()).map(|(country, _)| *country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_code_is_one() {
        let countries: HashSet<&str> =
            NAMES.codes.values().flatten().filter_map(|code| code.get(..2)).collect();
        // The first row holds the words beside the names.
        assert_eq!(countries.len(), crate::reference::row_count(CSV) - 1);
        for code in NAMES.codes.values().flatten() {
            assert!(code.parse::<Subdivision>().is_ok_and(|code| code.country().is_some()), "{code}");
        }
        assert!(CSV.lines().skip(1).all(|line| line.ends_with("medium")));
    }

    #[test]
    fn names_of_regions_are_their_codes_within_the_country() {
        let of = |country: &str, name: &str| code(country.parse().unwrap(), name);
        assert_eq!(of("DE", "Bayern"), Some("DE-BY"));
        assert_eq!(of("CA", "Ontario"), Some("CA-ON"));
        assert_eq!(of("IN", "KERALA"), Some("IN-KL"));
        assert_eq!(of("KE", "Kisii County"), Some("KE-16"));
        assert_eq!(of("PE", "Departamento de Arequipa"), Some("PE-ARE"));
        assert_eq!(of("NG", "Lagos State"), Some("NG-LA"));
        assert_eq!((of("MZ", "Maputo"), of("KE", "Bayern"), of("GB", "Atlantis")), (None, None, None));
    }

    #[test]
    fn regions_of_one_country_tell_it() {
        let of = |texts: &[&str]| common_country(texts.iter().copied()).map(|country| country.to_string());
        assert_eq!(of(&["Kerala", "Tamil Nadu", "Kerala"]).as_deref(), Some("IN"));
        assert_eq!(of(&["Tunis", "Sfax", "Sousse"]).as_deref(), Some("TN"));
        assert_eq!(of(&["Maputo", "Beira", "Nampula"]).as_deref(), Some("MZ"));
        // One region, regions of two countries, or towns that are none.
        assert_eq!(
            (of(&["Kerala"]), of(&["Kerala", "Bayern"]), of(&["Springfield", "Gotham"])),
            (None, None, None)
        );
    }
}
