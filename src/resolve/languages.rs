//! Languages by their codes and by their names in the languages of the world.

use super::vocabulary::{Candidate, Manner, Named, Resolved, Vocabulary};
use crate::model::{Country, Language};
use crate::reference::country_languages::{self, Standing};
use crate::reference::{countries, demonyms, language_names};
use crate::text::{clean, fold};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words beside the name of a language that say that it is one.
pub const BESIDE: &[&str] = &[
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
    "яз",
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
    match plain(text) {
        Plain::Sure(language) => return sure(language, text, top),
        Plain::Likely(all) => {
            let candidates = all.into_iter().map(|language| candidate(language, text)).collect();
            return Resolved::open(candidates, top);
        }
        Plain::No => {}
    }
    let mut found = NAMES.resolve(text, top);
    if found.certain || found.candidates.first().is_some_and(|first| first.score > ALIKE) {
        return found;
    }
    // `English (UK)`, `Português do Brasil`: the country says nothing of the language.
    if let Some(bare) = without_country(text) {
        let bare = match plain(&bare) {
            Plain::Sure(language) => sure(language, text, top),
            _ => NAMES.resolve(&bare, top),
        };
        if bare.certain {
            return bare;
        }
    }
    // Among so many names every word is somewhat like one.
    found.candidates.retain(|candidate| candidate.score >= LEAST);
    if found.candidates.is_empty() { Resolved::none() } else { found }
}

/// The likeness from which a name is suggested.
const LEAST: f32 = 0.78;
/// What a likeness stays below that is none of all that a text says.
const ALIKE: f32 = 0.985;

/// The language that a text is certain to name: for the cells of a file, of which nearly all are codes or English names.
pub fn certain(text: &str) -> Option<Language> {
    match plain(text) {
        Plain::Sure(language) => Some(language),
        Plain::Likely(_) => None,
        Plain::No => {
            // What is only like a name is certain of nothing, and takes long to find.
            if NAMES.stated(text).is_empty() {
                without_country(text)?;
            }
            resolve(text, 1).certain()?.parse().ok()
        }
    }
}

/// The language of a name in whatever language, folded: a common name, or one that no other language has. Codes and
/// misspelt names are none.
pub fn by_name(folded: &str) -> Option<Language> {
    COMMON.get(folded).copied().or_else(|| {
        let mut stated = NAMES.stated(folded).into_iter().filter_map(|one| one.id.parse::<Language>().ok());
        let first = stated.next()?;
        stated.all(|other| other == first).then_some(first)
    })
}

/// What a text is as a code or as a common name.
enum Plain {
    Sure(Language),
    /// Each of these may be meant.
    Likely(Vec<Language>),
    No,
}

/// A code, with a region or a script beside it or not, a common name, or an English name of ISO 639-3.
fn plain(text: &str) -> Plain {
    // A point or a bracket beside a code does not make a name of it: `kri.` is Krio, and no name of Cree.
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let folded = fold(text);
    let bare = folded.strip_suffix(" language").unwrap_or(&folded);
    let common = COMMON.get(bare).copied();
    // `en-GB` and `en_US` are English: the region says nothing.
    let mut tags = text.split(['-', '_']);
    let code = tags.next().unwrap_or_default();
    let is_tag = |tag: &str| {
        tag.bytes().all(|b| b.is_ascii_alphabetic()) && matches!(tag.len(), 2 | 4)
            || tag.len() == 3 && tag.bytes().all(|b| b.is_ascii_digit())
    };
    if let Ok(language) = code.parse::<Language>()
        && tags.all(is_tag)
    {
        // A code in its canonical form is one, whatever else is written so.
        if text == language.as_str() {
            return Plain::Sure(language);
        }
        // `Ga` is the code of Irish and the name of a language of Ghana; `KR` is Korea before it is Kanuri; and most
        // words of three letters are the code of some language that no form asks for.
        let others: Vec<Language> = common
            .into_iter()
            .filter(|other| *other != language && code.len() == text.len())
            .chain(meant_by_country(code, language))
            .collect();
        return match (&others[..], KNOWN.contains(&language)) {
            ([], true) => Plain::Sure(language),
            _ => Plain::Likely(std::iter::once(language).chain(others).collect()),
        };
    }
    // ISO 639-3 calls by a plain name what is one of several (*Konkani*): the common sense goes before it.
    if let Some(language) = common {
        return Plain::Sure(language);
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    match Language::from_english_name(text).or_else(|| Language::from_english_name(bare)) {
        // `Egyptian` is who comes from there before it is a language of the pyramids.
        Some(language) if demonyms::lookup(text).is_empty() => {
            // Another language may go by the name elsewhere: *Dongo* is a language of its own, and Ndonga.
            let others = NAMES.stated(bare).into_iter().filter_map(|one| one.id.parse().ok());
            let others: Vec<Language> = others.filter(|other| *other != language).collect();
            match &others[..] {
                [] => Plain::Sure(language),
                _ => Plain::Likely(std::iter::once(language).chain(others).collect()),
            }
        }
        _ => Plain::No,
    }
}

/// The official languages of the country that has a code, where the language of the same code is official nowhere.
fn meant_by_country(code: &str, language: Language) -> Vec<Language> {
    fn official(row: &country_languages::CountryLanguage) -> bool {
        matches!(row.standing, Standing::Official | Standing::DeFactoOfficial)
    }
    let Ok(country) = code.parse::<Country>() else { return Vec::new() };
    static SOMEWHERE: LazyLock<HashSet<Language>> = LazyLock::new(|| {
        let rows = Country::all().flat_map(country_languages::of);
        rows.filter(|row| official(row)).map(|row| row.language).collect()
    });
    if SOMEWHERE.contains(&language) || code.len() != 2 {
        return Vec::new();
    }
    country_languages::of(country).filter(|row| official(row)).map(|row| row.language).collect()
}

/// The languages that the table has names of.
static KNOWN: LazyLock<HashSet<Language>> =
    LazyLock::new(|| language_names::all().iter().map(|name| name.language).collect());

/// Common names, folded. Of a name of two languages the first one of the table counts.
static COMMON: LazyLock<HashMap<String, Language>> = LazyLock::new(|| {
    let mut common = HashMap::new();
    for name in language_names::all().iter().take_while(|name| name.common) {
        common.entry(fold(name.name)).or_insert(name.language);
    }
    common
});

fn sure(language: Language, text: &str, top: usize) -> Resolved {
    Resolved::sure(vec![candidate(language, text)], language.as_str(), top)
}

fn candidate(language: Language, text: &str) -> Candidate {
    Candidate {
        id: language.to_string(),
        shown: language.name().to_owned(),
        score: 1.0,
        name: text.trim().to_owned(),
        source: "ISO 639",
        exact: true,
    }
}

static NAMES: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut names: Vec<Named> = Vec::new();
    // Asked once a language, as each answer copies the whole table of languages in a build that nothing optimizes.
    let mut english: HashMap<Language, &str> = HashMap::new();
    for name in language_names::all() {
        // A common name stands for its language whatever a rarer language calls by it.
        if COMMON.get(&fold(name.name)).is_some_and(|known| *known != name.language) {
            continue;
        }
        let label = *english.entry(name.language).or_insert_with(|| name.language.name());
        names.push(Named::new(name.language.as_str(), label, name.name, "language_names.csv"));
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
    let people = |word: &str| !demonyms::lookup(word).is_empty();
    let is_place = |text: &str| !countries::lookup(text).is_empty() || people(text);
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
        for text in ["Ga", "KR", "SE", "YES", "Egyptian", "English, Arabic"] {
            assert_eq!(certain(text), None, "{text}");
        }
        assert_eq!(resolve("KR", 3).suggested().len(), 2);
        for (text, expected) in [("Gernan", Some("de")), ("Englsh", Some("en")), ("qqqq", None), ("", None)] {
            let found = resolve(text, 3);
            assert!(!found.certain, "{text}: {found:?}");
            assert_eq!(found.id.as_deref(), expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn the_table_of_names_names_languages_and_nothing_twice() {
        for name in language_names::all().iter().filter(|name| name.common) {
            // `Ga` is the code of Irish as well as the name of another language.
            let expected = COMMON[&fold(name.name)];
            let code = name.name.parse::<Language>();
            if code.is_err() || code == Ok(expected) {
                assert_eq!(certain(name.name), Some(expected), "{}", name.name);
            }
        }
        assert!(names().len() > 25_000);
    }
}
