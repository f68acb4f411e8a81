//! Regulators by their names. A short name (`NMC`) is borne in several countries and tells the regulator only together
//! with the country: that of the row, or one that the text names itself (`NMC UK`, `Medical Council (Ireland)`). A text
//! that names a state, or has a word that the name lacks (*Kerala*, *Zimbabwe*), means no regulator of elsewhere.

use super::countries::{self, Sense};
use super::vocabulary::{Candidate, Named, Resolved, SMALL, Vocabulary};
use crate::model::Country;
use crate::reference::countries as names_of_countries;
use crate::reference::{demonyms, license_numbers, regulators};
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
        [] => likest(text, country, top),
        [one] => {
            let (id, needs_country) = (one.id.clone(), NAMES.short.contains(&fold(&one.name)));
            // Regulators of several countries go by the name, also of countries that the tables do not know.
            if needs_country && country.is_none() {
                return Resolved::open(stated, top);
            }
            let sure = Resolved::sure(stated, &id, top);
            // In another country the name is another regulator's, which the tables do not know.
            let id = sure.id.filter(|_| !needs_country);
            Resolved { certain: !needs_country, id, ..sure }
        }
        _ => Resolved::open(stated, top),
    }
}

/// The regulators whose names are likest, of those that the words of a text leave open.
fn likest(text: &str, country: Option<Country>, top: usize) -> Resolved {
    let folded = fold(&clean::plain(text));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let named = named_in(&words);
    let may_be = |id: &str| {
        let home = id.split_once(':').and_then(|(home, _)| home.parse::<Country>().ok());
        let here = home.is_some_and(|home| named.is_empty() || named.contains(&home));
        // In the country of the row a word more is a town or a remark: *PRC Manila*.
        here && (home == country || words.iter().all(|word| accounts_for(id, home, word)))
    };
    let fits = |id: &str| country.is_none_or(|country| id.starts_with(&format!("{country}:")));
    let found = NAMES.all.likest_of(text, top, may_be, fits);
    let short = found.candidates.first().is_some_and(|first| NAMES.short.contains(&fold(&first.name)));
    // A slip in a name that needs its country leaves the country as open as the name does.
    let open = short && country.is_none() && named.is_empty();
    Resolved { id: found.id.filter(|_| !open), ..found }
}

/// Whether a word is in a name of a regulator, slips and endings aside, or names its country.
fn accounts_for(id: &str, home: Option<Country>, word: &str) -> bool {
    SMALL.contains(&word)
        || NAMES.all.words_of(id).any(|own| are_alike(own, word))
        || home.is_some_and(|home| states_of(word).contains(&home))
        || home.is_some_and(|home| {
            fold(names_of_countries::name(home)).split(' ').any(|own| are_alike(own, word))
        })
}

/// Whether two words are the same but for slips or an ending: *nurses*, *nursing*.
fn are_alike(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    let (long, short) =
        (one.chars().count().max(other.chars().count()), one.chars().count().min(other.chars().count()));
    let slips = match long {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    strsim::damerau_levenshtein(one, other) <= slips || shared >= STEM && shared * 3 >= short * 2
}

/// The countries that a word or several go by, as a name or as the word for the people.
fn states_of(words: &str) -> BTreeSet<Country> {
    names_of_countries::lookup(words).into_iter().chain(demonyms::lookup(words).iter().copied()).collect()
}

/// The countries that folded words name. Words of three letters are codes and words of other languages too.
fn named_in(words: &[&str]) -> BTreeSet<Country> {
    const MOST: usize = 4;
    const LEAST: usize = 4;
    let mut named = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        let spans = (1..=MOST.min(words.len() - at)).rev();
        let found = spans.map(|count| (count, words[at..at + count].join(" "))).find_map(|(count, span)| {
            let states = if span.chars().count() < LEAST { BTreeSet::new() } else { states_of(&span) };
            (!states.is_empty()).then_some((count, states))
        });
        let (count, states) = found.unwrap_or((1, BTreeSet::new()));
        named.extend(states);
        at += count;
    }
    named
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
        let Some(country) = country.country.filter(|_| country.certain) else { continue };
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
        assert!(!open.certain && open.id.is_none() && open.candidates[0].id == "GB:NMC", "{open:?}");
        assert_eq!(found("NMC", "NG").id, None, "of another country");
        let slip = found("Nursing and Midwifry Council", "GB");
        assert!(!slip.certain && slip.id.as_deref() == Some("GB:NMC"), "{slip:?}");
    }

    #[test]
    fn a_council_of_another_state_is_none_of_ours() {
        let found = |text: &str| resolve(text, None, 3).id;
        for text in [
            "Bhutan Nursing and Midwifery Council",
            "Hong Kong Medical Council",
            "Botswana Nursing and Midwifery Council",
            "Lesotho Nursing Council",
            "Malawi General Medical Council",
            "Delhi Medical Council",
            "Zanzibar Nurses and Midwives Council",
            "Medical Council",
            "Nursing Council",
            "N&MC",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        for (text, expected) in [
            ("Nursing and Midwifery Council (UK)", "GB:NMC"),
            ("Nursing and Midwifery Council of Nigeria", "NG:Nursing and Midwifery Council of Nigeria"),
            ("Nepal Nursing Counsil", "NP:Nepal Nursing Council"),
            ("Pakistan Nurses Council", "PK:Pakistan Nursing Council"),
            ("Ahpra Australia", "AU:Ahpra"),
            ("Tamil Nadu Nursing Council", "IN:Tamil Nadu Nurses and Midwives Council"),
            ("Zambian Nursing and Midwifery Council", "ZM:Nursing and Midwifery Council of Zambia"),
            ("OIPiP", "PL:Okręgowe izby pielęgniarek i położnych"),
        ] {
            assert_eq!(found(text).as_deref(), Some(expected), "{text}");
        }
    }
}
