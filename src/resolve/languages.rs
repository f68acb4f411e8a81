//! Languages by their codes and by their names in the languages of the world.

use super::vocabulary::{Candidate, Manner, Named, Resolved, Vocabulary};
use crate::model::{Country, Language};
use crate::reference::{demonyms, language_names};
use crate::text::{clean, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words beside the name of a language that say that it is one.
const BESIDE: &[&str] = &[
    "language",
    "languages",
    "lang",
    "lingua",
    "lengua",
    "langue",
    "idioma",
    "lingva",
    "sprache",
    "sprak",
    "taal",
    "jezyk",
    "jez",
    "j",
    "jezik",
    "jazyk",
    "dil",
    "dili",
    "bahasa",
    "limba",
    "nyelv",
    "kieli",
    "язык",
    "мова",
    "език",
    "језик",
    "لغه",
    "اللغه",
    "زبان",
    "भाषा",
    "ভাষা",
    "ภาษา",
    "tieng",
    "wika",
    "lugha",
];

/// What a text names; the identifier is the code.
pub fn resolve(text: &str, top: usize) -> Resolved {
    if let Some(language) = plain(text) {
        return sure(language, text, top);
    }
    let found = NAMES.resolve(text, top);
    if found.certain {
        return found;
    }
    // `English (UK)`, `Português do Brasil`: the country says nothing of the language.
    match without_country(text)
        .map(|bare| plain(&bare).map_or_else(|| NAMES.resolve(&bare, top), |l| sure(l, text, top)))
    {
        Some(bare) if bare.certain => bare,
        _ => found,
    }
}

/// The language that a text is certain to name: for the cells of a file, of which nearly all are codes or English names.
pub fn certain(text: &str) -> Option<Language> {
    plain(text).or_else(|| resolve(text, 1).certain()?.parse().ok())
}

/// A code, with a region or a script beside it or not, or an English name of ISO 639-3.
fn plain(text: &str) -> Option<Language> {
    let text = text.trim();
    // `en-GB` and `en_US` are English: the region says nothing.
    let mut tags = text.split(['-', '_']);
    let code = tags.next().unwrap_or_default();
    let is_tag = |tag: &str| (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric());
    if let Ok(language) = code.parse()
        && tags.all(is_tag)
    {
        return Some(language);
    }
    Language::from_english_name(text).or_else(|| Language::from_english_name(text.strip_suffix(" language")?))
}

fn sure(language: Language, text: &str, top: usize) -> Resolved {
    let candidate = Candidate {
        id: language.to_string(),
        shown: language.name().to_owned(),
        score: 1.0,
        name: text.trim().to_owned(),
        source: "ISO 639",
        exact: true,
    };
    Resolved::sure(vec![candidate], language.as_str(), top)
}

static NAMES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut names: Vec<Named> = Vec::new();
    let mut common: BTreeMap<String, BTreeSet<Language>> = BTreeMap::new();
    for name in language_names::all() {
        let key = fold(name.name);
        let known = common.get(&key);
        if name.common {
            common.entry(key).or_default().insert(name.language);
        } else if known.is_some_and(|known| !known.contains(&name.language)) {
            // A common name stands for its language whatever a rarer language calls by it.
            continue;
        }
        names.push(Named::new(name.language.as_str(), name.language.name(), name.name, "language_names.csv"));
    }
    Vocabulary::of_manner(names, Manner { key: |folded| folded, beside: BESIDE })
});

/// Names of all languages, for tests and for whoever lists them.
pub fn names() -> &'static Vocabulary {
    &NAMES
}

/// A text without the country in brackets or the word for its people beside the language: `Chinese (Taiwan)`,
/// `Brazilian Portuguese`.
fn without_country(text: &str) -> Option<String> {
    let is_place = |text: &str| {
        let found = super::countries::resolve(text, super::countries::Sense::Any);
        found.is_certain() || text.trim().parse::<Country>().is_ok()
    };
    let plain = clean::plain(text);
    if let Some((outer, inner)) = plain.split_once(['(', '[']) {
        let inner = inner.trim_end_matches([')', ']', ' ']);
        return is_place(inner).then(|| outer.trim().to_owned());
    }
    for sign in [" - ", ", ", " / "] {
        if let Some((language, place)) = plain.split_once(sign)
            && is_place(place)
        {
            return Some(language.to_owned());
        }
    }
    let (first, rest) = plain.split_once(' ')?;
    let people = |word: &str| demonyms::words().iter().any(|(known, ..)| fold(known) == fold(word));
    people(first).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_codes_and_names() {
        for (text, expected) in [
            ("en", "en"),
            ("EN-gb", "en"),
            ("deu", "de"),
            ("ger", "de"),
            ("German", "de"),
            ("german language", "de"),
            ("Deutsch", "de"),
            ("ALLEMAND", "de"),
            ("język niemiecki", "de"),
            ("немецкий язык", "de"),
            ("الألمانية", "de"),
            ("ドイツ語", "de"),
            ("Tagalog", "tl"),
            ("English (UK)", "en"),
            ("Brazilian Portuguese", "pt"),
            ("de / German", "de"),
            ("Mandarin", "zh"),
        ] {
            let found = resolve(text, 3);
            assert_eq!(found.certain(), Some(expected), "{text}: {found:?}");
            assert_eq!(
                certain(text).map(|language| language.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for (text, expected) in [("Gernan", Some("de")), ("Englsh", Some("en")), ("qqqq", None), ("", None)] {
            let found = resolve(text, 3);
            assert!(!found.certain, "{text}: {found:?}");
            assert_eq!(found.id.as_deref(), expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn the_table_of_names_names_languages_and_nothing_twice() {
        for name in language_names::all().iter().filter(|name| name.common) {
            assert_eq!(
                certain(name.name).map(|l| l.to_string()),
                Some(name.language.to_string()),
                "{}",
                name.name
            );
        }
        assert!(names().len() > 25_000);
    }
}
