//! Import and the resolvers give one answer: what a resolver says with certainty import takes, what it says with
//! less import suggests, and nothing else is taken.
//!
//! Over names of our own tables, decorated at random, and over the texts of `tests/data/texts`. Where
//! `CORRIDOR_PUBLIC_SETS` names a directory of public test sets, over all of their inputs as well.

use super::{Context, cell};
use crate::model::{Country, Isco08, Kind, Language};
use crate::reference::{country_names, language_names, language_tests, occupations, specialties, subjects};
use crate::resolve::countries::{self, Sense};
use crate::resolve::occupations::own;
use crate::resolve::vocabulary::{Candidate, Resolved};
use crate::schema::{Field, table};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn field(column: &str) -> &'static Field {
    field_of(Kind::Worker, column)
}

fn field_of(kind: Kind, column: &str) -> &'static Field {
    let table = table(kind);
    &table.fields[table.column(column).unwrap()]
}

/// What import makes of a cell: the value, or the refusal with its suggestion.
fn imported(column: &str, text: &str, country: Option<Country>) -> Result<Option<String>, String> {
    let context = Context { country, ..Context::default() };
    match cell(field(column), text, &context) {
        Ok(datum) => Ok(datum.map(|datum| datum.to_string())),
        Err(refusal) => Err(refusal.suggestion().unwrap_or_default()),
    }
}

fn occupation_agrees(title: &str, country: Option<Country>) -> Result<(), String> {
    // Words for nothing are no titles.
    if super::says_nothing(title) {
        return Ok(());
    }
    let resolved = own().resolve(title, None, country, 1);
    let first = resolved.candidates.first().map(|candidate| candidate.isco08.to_string());
    let import = imported("occupation", title, country);
    let agrees = match (&import, first) {
        (Ok(None), _) => true,
        (Ok(taken), first) => resolved.certain && *taken == first,
        (Err(_), _) if resolved.certain => false,
        (Err(suggestion), Some(first)) if resolved.health == Some(true) => suggestion.contains(&first),
        (Err(_), _) => true,
    };
    if agrees { Ok(()) } else { Err(format!("`{title}`: import {import:?}, resolve {resolved:?}")) }
}

fn country_agrees(text: &str) -> Result<(), String> {
    if super::says_nothing(text) {
        return Ok(());
    }
    let resolved = countries::resolve(text, Sense::Any);
    let import = imported("residence", text, None);
    let named = |suggestion: &str, country: &Country| suggestion.contains(&format!("({country})"));
    let agrees = match &import {
        Ok(None) => true,
        Ok(taken) if resolved.certain => *taken == resolved.country.map(|country| country.to_string()),
        Ok(Some(taken)) => resolved.lies_in.iter().map(ToString::to_string).eq([taken.clone()]),
        Err(_) if resolved.certain || resolved.lies_in.len() == 1 => false,
        // A place of several countries is asked about as that.
        Err(suggestion) if !resolved.lies_in.is_empty() => {
            resolved.lies_in.iter().all(|country| named(suggestion, country))
        }
        Err(suggestion) => {
            let mut said = resolved.country.iter().chain(&resolved.candidates);
            said.all(|country| named(suggestion, country))
        }
    };
    if agrees { Ok(()) } else { Err(format!("`{text}`: import {import:?}, resolve {resolved:?}")) }
}

/// The answer of a vocabulary and what import makes of a cell of a column; `shown` is how a thing is suggested.
fn vocabulary_agrees(
    (kind, column): (Kind, &str),
    text: &str,
    occupation: Option<Isco08>,
    resolved: &Resolved,
    shown: impl Fn(&Candidate) -> String,
) -> Result<(), String> {
    if super::says_nothing(text) {
        return Ok(());
    }
    let context = Context { occupation, ..Context::default() };
    let import = cell(field_of(kind, column), text, &context);
    let agrees = match &import {
        Ok(None) => true,
        Ok(Some(taken)) => resolved.certain() == Some(taken.to_string().as_str()),
        Err(_) if resolved.certain => false,
        Err(refusal) => {
            let said = refusal.suggestion().unwrap_or_default();
            resolved.suggested().iter().all(|one| said.contains(&shown(one)))
        }
    };
    if agrees { Ok(()) } else { Err(format!("`{text}`: import {import:?}, resolve {resolved:?}")) }
}

/// A name as people write it: in another case, without accents, its words in another order, with a slip.
fn spelt(name: &str, how: u8, at: usize) -> String {
    let mut signs: Vec<char> = name.chars().collect();
    let length = signs.len().max(1);
    match how {
        0 => return name.to_uppercase(),
        1 => return name.to_lowercase(),
        2 => return crate::text::fold(name),
        3 => {
            let mut words: Vec<&str> = name.split(' ').collect();
            let words_at = at % words.len().max(1);
            words.rotate_left(words_at);
            return words.join(" ");
        }
        4 => return format!("  {name}. "),
        5 if length > 1 => signs.swap(at % (length - 1), at % (length - 1) + 1),
        6 => drop(signs.remove(at % length)),
        7 => signs.insert(at % length, 'x'),
        8 => return format!("{name} ({name})"),
        _ => {}
    }
    signs.into_iter().collect()
}

/// Whether a spelling changes no letter of a name.
fn is_harmless(how: u8) -> bool {
    !matches!(how, 5..=7)
}

const BEFORE: &[&str] = &[
    "",
    "",
    "",
    "Senior ",
    "the ",
    "a ",
    "eine ",
    "une ",
    "Assistant ",
    "ICU ",
    "R.N. ",
    "Veterinary ",
    "2221 ",
];
const BEHIND: &[&str] = &[
    "",
    "",
    " ",
    " (ICU)",
    " - night shift",
    " (m/w/d)",
    "/-in",
    ", Leeds",
    " Intensivstation",
    "s",
    "n",
    " de réanimation",
    " 5",
    " in Vollzeit",
    " assistant",
    " manager",
    " (RM)",
    " на дому",
    " w szpitalu",
    "护士",
    " et al.",
];
const FORMS: &[&str] =
    &["", "", "Republic of ", "Republik ", "the ", "Kingdom of ", "St. ", "République du "];
const ENDINGS: &[&str] = &["", "", " (the)", ", Republic of", " (PH)", "n", ".", " and", "/KE", " - KE"];

/// A name between two decorations, in capitals or with a letter less.
fn decorated(before: &str, name: &str, behind: &str, how: u8, at: usize) -> String {
    let text = format!("{before}{name}{behind}");
    match how {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        2 => {
            let at = at % text.chars().count().max(1);
            text.chars().enumerate().filter(|(place, _)| *place != at).map(|(_, c)| c).collect()
        }
        _ => text,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn import_and_resolver_read_the_same_occupation(
        name in 0..occupations::titles().len(),
        before in 0..BEFORE.len(),
        behind in 0..BEHIND.len(),
        how in 0_u8..6,
        at in 0_usize..40,
        country in proptest::option::of(0_usize..249),
    ) {
        let title = occupations::titles()[name].title;
        let country = country.and_then(|at| Country::all().nth(at));
        let text = decorated(BEFORE[before], title, BEHIND[behind], how, at);
        prop_assert_eq!(occupation_agrees(&text, country), Ok(()));
    }

    #[test]
    fn import_and_resolver_read_the_same_country(
        name in 0..country_names::all().len(),
        before in 0..FORMS.len(),
        behind in 0..ENDINGS.len(),
        how in 0_u8..6,
        at in 0_usize..40,
    ) {
        let text = decorated(FORMS[before], country_names::all()[name].name, ENDINGS[behind], how, at);
        prop_assert_eq!(country_agrees(&text), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    #[test]
    fn import_and_resolver_read_the_same_language(
        name in 0..language_names::all().len(), how in 0_u8..10, at in 0_usize..40,
    ) {
        let known = &language_names::all()[name];
        // A list is parted where a word joins two languages.
        let text = spelt(known.name, how, at).replace([';', ',', '|', '،', '、', '，', '；'], " ");
        let resolved = crate::resolve::languages::resolve(&text, 4);
        let of = (Kind::LanguageCertificate, "language");
        let shown = |one: &Candidate| format!("({})", one.id);
        prop_assert_eq!(vocabulary_agrees(of, &text, None, &resolved, shown), Ok(()));
        // What is certain of a common name is certain of it however it is written. A code that is a name is sure alone.
        let plain = crate::resolve::languages::resolve(known.name, 4);
        let folded = crate::text::fold(known.name);
        let is_name = known.common && folded.parse::<Language>().is_err() && folded.contains(char::is_alphabetic);
        if is_harmless(how) && how != 3 && plain.certain && is_name {
            prop_assert_eq!(resolved.certain(), plain.certain(), "{}", text);
        }
    }

    #[test]
    fn import_and_resolver_read_the_same_specialty(
        specialty in 0..specialties::all().len(), name in 0_usize..40, how in 0_u8..10, at in 0_usize..40,
        occupation in 0..specialties::all().len() + 1,
    ) {
        let all = specialties::all();
        let names = &all[specialty].spellings;
        let text = spelt(&names[name % names.len()], how, at);
        let occupation = all.get(occupation).map(|other| other.occupation);
        let resolved = crate::resolve::specialties::of_worker(&text, occupation, 4);
        let of = (Kind::Employment, "specialty");
        prop_assert_eq!(vocabulary_agrees(of, &text, occupation, &resolved, |one| one.id.clone()), Ok(()));
        // One way of writing a name says as much as another.
        let plain = crate::resolve::specialties::resolve(&names[name % names.len()], occupation, 4);
        if is_harmless(how) && how != 3 {
            let resolved = crate::resolve::specialties::resolve(&text, occupation, 4);
            prop_assert_eq!(resolved.certain(), plain.certain(), "{}", text);
        }
    }

    #[test]
    fn import_and_resolver_read_the_same_subject(
        subject in 0..subjects::all().len(), name in 0_usize..40, how in 0_u8..10, at in 0_usize..40,
        of in proptest::option::of(0_usize..8),
    ) {
        let subject = &subjects::all()[subject];
        let names: Vec<&str> =
            subject.aliases.iter().map(|name| &**name).chain([&*subject.id, &*subject.name]).collect();
        let text = spelt(names[name % names.len()], how, at);
        let occupation = of.map(|at| subject.occupations[at % subject.occupations.len()]);
        let resolved = crate::resolve::subjects::resolve(&text, occupation, 4);
        let column = (Kind::CurriculumSubject, "subject");
        prop_assert_eq!(vocabulary_agrees(column, &text, occupation, &resolved, |one| one.id.clone()), Ok(()));
    }

    #[test]
    fn import_and_resolver_read_the_same_language_test(
        test in 0..language_tests::all().len(), name in 0_usize..40, how in 0_u8..10, at in 0_usize..40,
    ) {
        let test = &language_tests::all()[test];
        let names: Vec<&str> =
            test.aliases.iter().map(String::as_str).chain([test.id.as_str(), test.name.as_str()]).collect();
        let text = spelt(names[name % names.len()], how, at);
        let resolved = crate::resolve::language_tests::resolve(&text, 4);
        let of = (Kind::LanguageCertificate, "test");
        prop_assert_eq!(vocabulary_agrees(of, &text, None, &resolved, |one| one.id.clone()), Ok(()));
    }
}

/// The texts of a column of a table.
fn texts(path: &Path, column: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let at = reader.headers().unwrap().iter().position(|header| header == column).unwrap();
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

fn disagreements(titles: &[String], places: &[String]) -> Vec<String> {
    assert!(titles.len() > 100 && places.len() > 100);
    let titles = titles.iter().filter_map(|title| occupation_agrees(title, None).err());
    titles.chain(places.iter().filter_map(|place| country_agrees(place).err())).collect()
}

#[test]
fn import_and_resolver_read_the_same_of_our_sets() {
    let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/texts");
    let wrong =
        disagreements(&texts(&sets.join("titles.csv"), "text"), &texts(&sets.join("places.csv"), "text"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn import_and_resolver_read_the_same_of_public_sets() {
    let Some(sets) = std::env::var_os("CORRIDOR_PUBLIC_SETS").map(PathBuf::from) else { return };
    let of = |set: &str, column: &str| texts(&sets.join(set).join("public/input.csv"), column);
    let wrong = disagreements(&of("occ_isco", "title"), &of("country_names", "text"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
