//! Towns and the countries in which they lie (`towns.csv`): people write where they live by a town as often as by a country.

use super::{rows, subdivisions};
use crate::model::Country;
use crate::text::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/towns.csv");

/// The countries by the folded name of a town.
static TOWNS: LazyLock<HashMap<String, Vec<Country>>> = LazyLock::new(|| {
    let rows = rows::read("towns.csv", CSV, |row| {
        (row.required::<Country>("country"), row.items("names").map(fold).collect::<Vec<String>>())
    });
    let mut towns: HashMap<String, Vec<Country>> = HashMap::with_capacity(1 << 16);
    for (country, names) in rows {
        for name in names {
            let known = towns.entry(name).or_default();
            if !known.contains(&country) {
                known.push(country);
            }
        }
    }
    towns
});

/// The countries that have a town of this name.
pub fn countries(name: &str) -> &'static [Country] {
    let folded = fold(name);
    // `Pokhara-17`, `TP Huế`: the number of a ward, and the word for what it is.
    let bare = || {
        let words: Vec<&str> = folded.split(' ').collect();
        let telling = |word: &&&str| !word.chars().all(char::is_numeric) && !subdivisions::is_idle(word);
        let bare: Vec<&str> = words.iter().filter(telling).copied().collect();
        (bare.len() < words.len()).then(|| bare.join(" "))
    };
    let found = TOWNS.get(&folded).or_else(|| TOWNS.get(&bare()?));
    found.map_or(&[], Vec::as_slice)
}

/// The countries that have a town or a part of this name. Of several places, `Kochi, Kerala`, those that have each of them.
pub fn of_place(text: &str) -> Vec<Country> {
    let of_one = |name: &str| {
        let mut all = countries(name).to_vec();
        all.extend(subdivisions::countries(name));
        all.sort_unstable();
        all.dedup();
        all
    };
    let whole = of_one(text);
    if !whole.is_empty() {
        return whole;
    }
    // `Porto Alegre/RS`: letters that name no place are an abbreviation of where in the country it is.
    let is_short = |part: &str| part.chars().count() <= 3 && part.chars().all(char::is_uppercase);
    parts(text)
        .map(|part| (part, of_one(part)))
        .filter(|(part, of)| !of.is_empty() || !is_short(part))
        .map(|(_, of)| of)
        .reduce(|all, next| all.into_iter().filter(|one| next.contains(one)).collect())
        .unwrap_or_default()
}

/// The countries that have each of the places of a text that are known: of `Guadalajara, Jal.` those of Guadalajara.
pub fn of_known_parts(text: &str) -> Vec<Country> {
    let known = parts(text).map(of_place).filter(|countries| !countries.is_empty());
    known.reduce(|all, next| all.into_iter().filter(|one| next.contains(one)).collect()).unwrap_or_default()
}

/// The places that a text names one beside the other.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    let signs = |c: char| matches!(c, ',' | '/' | '(' | ')' | '|' | '،' | '，' | '፣');
    text.split(signs).flat_map(|part| part.split(" - ")).map(str::trim).filter(|part| !part.is_empty())
}

/// The one country whose towns and parts most of some texts name: at least two of them, and no other country's so many.
pub fn common_country<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Country> {
    let distinct: HashSet<String> =
        texts.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty()).collect();
    let of = |text: &String| {
        let whole = of_place(text);
        if whole.is_empty() { of_known_parts(text) } else { whole }
    };
    subdivisions::most_named(distinct.len(), distinct.iter().flat_map(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let countries: HashSet<Country> = TOWNS.values().flatten().copied().collect();
        assert_eq!(countries.len(), crate::reference::row_count(CSV));
        assert!(CSV.lines().skip(1).all(|line| line.ends_with("medium")));
        assert!(TOWNS.keys().all(|name| !name.is_empty()));
    }

    #[test]
    fn a_town_is_in_its_country_and_namesakes_are_in_several() {
        let of = |text: &str| {
            let codes: Vec<String> = of_place(text).iter().map(ToString::to_string).collect();
            codes.join(" ")
        };
        for (text, wanted) in [
            ("Nairobi", "KE"),
            ("BOGOTÁ", "CO"),
            ("إربد", "JO"),
            ("Сараево", "BA"),
            ("Fès", "MA"),
            ("Kochi, Kerala", "IN"),
            ("Kochi", "IN JP"),
            ("Brigadoon", ""),
            ("Nairobi, Brigadoon", ""),
        ] {
            assert_eq!(of(text), wanted, "{text}");
        }
        let known: Vec<String> =
            of_known_parts("Nairobi, Brigadoon").iter().map(ToString::to_string).collect();
        assert_eq!((known.join(" ").as_str(), of_known_parts("Brigadoon").len()), ("KE", 0));
        assert!(of("Tripoli").contains("LY") && of("Tripoli").contains("LB"));
    }

    #[test]
    fn towns_of_one_country_tell_it() {
        let of = |texts: &[&str]| common_country(texts.iter().copied()).map(|country| country.to_string());
        assert_eq!(of(&["Casablanca", "Rabat", "Fès"]).as_deref(), Some("MA"));
        assert_eq!(of(&["Lagos", "Abuja", "Kano"]).as_deref(), Some("NG"));
        assert_eq!(of(&["عمان", "إربد", "الزرقاء"]).as_deref(), Some("JO"));
        assert_eq!((of(&["Nairobi"]), of(&["Nairobi", "Lima", "Hanoi"])), (None, None));
    }
}
