//! Regulators by their names. A short name (`NMC`) is borne in several countries and tells the regulator only together
//! with the country: that of the row, or one that the text names itself (`NMC UK`, `Medical Council (Ireland)`).

use super::countries::{self, Sense};
use super::vocabulary::{Candidate, Named, Resolved, Vocabulary};
use crate::model::Country;
use crate::reference::countries as names_of_countries;
use crate::reference::{license_numbers, regulators};
use crate::text::{clean, fold};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Names, and which of them need the country, folded.
struct Names {
    all: Vocabulary,
    short: BTreeSet<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let (mut names, mut short) = (Vec::new(), BTreeSet::new());
    for regulator in license_numbers::all() {
        let id = id(regulator.country, &regulator.name);
        let shown = shown(regulator.country, &regulator.name);
        for name in regulator.spellings() {
            names.push(Named::new(&id, &shown, name, "license_numbers.csv"));
            if license_numbers::unmistakable(name).is_none() {
                short.insert(fold(name));
            }
        }
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for rule in regulators::all() {
        // A name of a regulator that has one in the table of numbers is that regulator's.
        let known = license_numbers::of(&rule.regulator, rule.destination);
        let id = id(rule.destination, known.map_or(&rule.regulator, |known| &known.name));
        if known.is_none() && seen.insert(id.clone()) {
            let shown = shown(rule.destination, &rule.regulator);
            names.push(Named::new(&id, &shown, &rule.regulator, "regulator_language.csv"));
            short.insert(fold(&rule.regulator));
        }
    }
    Names { all: Vocabulary::new(names), short }
});

/// The identifier of a regulator: its country and its usual name.
fn id(country: Country, name: &str) -> String {
    format!("{country}:{name}")
}

fn shown(country: Country, name: &str) -> String {
    format!("{name} ({})", names_of_countries::name(country))
}

/// The usual name in an identifier.
pub fn name_of(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, name)| name)
}

/// The country in an identifier.
pub fn country_of(id: &str) -> Option<Country> {
    id.split_once(':').and_then(|(country, _)| country.parse().ok())
}

/// What a text names; `country` is where the regulator is.
pub fn resolve(text: &str, country: Option<Country>, top: usize) -> Resolved {
    let within = |country: Country| {
        let prefix = format!("{country}:");
        move |id: &str| id.starts_with(&prefix)
    };
    let stated = NAMES.all.stated(text);
    if let Some(country) = country {
        let own: Vec<&Candidate> = stated.iter().filter(|one| within(country)(&one.id)).collect();
        if let [one] = own[..] {
            let id = one.id.clone();
            return Resolved::sure(stated, &id, top);
        }
    }
    let open = stated.iter().all(|one| NAMES.short.contains(&fold(&one.name)));
    if open && let Some(found) = with_country(text, top) {
        return found;
    }
    let several = if stated.is_empty() { NAMES.all.several(text) } else { Vec::new() };
    match &stated[..] {
        [] if !several.is_empty() => Resolved::open(several, top),
        [] => match country {
            Some(country) => NAMES.all.likest(text, top, within(country)),
            None => NAMES.all.likest(text, top, |_| true),
        },
        [one] => {
            let (id, needs_country) = (one.id.clone(), NAMES.short.contains(&fold(&one.name)));
            let sure = Resolved::sure(stated, &id, top);
            // In another country the name is another regulator's, which the tables do not know.
            let id = sure.id.filter(|_| !needs_country || country.is_none());
            Resolved { certain: !needs_country, id, ..sure }
        }
        _ => Resolved::open(stated, top),
    }
}

/// `NMC UK`, `Medical Council (Ireland)`, `Kenya NMC`: a name of the regulator of the country beside it.
fn with_country(text: &str, top: usize) -> Option<Resolved> {
    const MOST: usize = 4;
    let plain = clean::plain(text);
    let folded = fold(&plain);
    let words: Vec<&str> = folded.split(' ').collect();
    let splits = (1..words.len().min(MOST + 1)).flat_map(|count| {
        let (front, rest) = words.split_at(count);
        let (before, back) = words.split_at(words.len() - count);
        [(front, rest), (back, before)]
    });
    for (place, name) in splits {
        let place = place.strip_prefix(&["of"][..]).unwrap_or(place);
        let name = name.strip_suffix(&["of"][..]).unwrap_or(name);
        let country = countries::resolve(&place.join(" "), Sense::Any);
        let Some(country) = country.country.filter(|_| country.is_certain()) else { continue };
        let prefix = format!("{country}:");
        let own = NAMES.all.stated(&name.join(" "));
        let own: Vec<Candidate> = own.into_iter().filter(|one| one.id.starts_with(&prefix)).collect();
        if let [one] = &own[..] {
            let id = one.id.clone();
            return Some(Resolved::sure(own, &id, top));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_needs_its_country() {
        let found = |text: &str, country: &str| resolve(text, country.parse().ok(), 3);
        for (text, country, expected) in [
            ("NMC", "GB", "GB:NMC"),
            ("nursing & midwifery council", "GB", "GB:NMC"),
            ("Nursing and Midwifery Council (UK)", "", "GB:NMC"),
            ("UK NMC", "", "GB:NMC"),
            ("PRC Philippines", "", "PH:PRC"),
            ("Kenya Nursing Council", "", "KE:Nursing Council of Kenya"),
            ("An Bord Altranais", "", "IE:NMBI"),
            ("NMBI", "GB", "IE:NMBI"),
            ("Ministry of Health", "IL", "IL:Ministry of Health"),
            ("NMBA (Ahpra)", "AU", "AU:Ahpra"),
        ] {
            assert_eq!(found(text, country).certain(), Some(expected), "{text}: {:?}", found(text, country));
        }
        let open = found("NMC", "");
        assert!(!open.certain && open.id.as_deref() == Some("GB:NMC"), "{open:?}");
        assert_eq!(found("NMC", "NG").id, None, "of another country");
        let slip = found("Nursing and Midwifry Council", "GB");
        assert!(!slip.certain && slip.id.as_deref() == Some("GB:NMC"), "{slip:?}");
    }
}
