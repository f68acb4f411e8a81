//! Which test a text names: by the spellings of `tests.csv`, each as a set of words that stand together.
//!
//! The spelling that explains most of the text wins, so `telc B1-B2 Pflege` is not `telc B1`. A word of five
//! letters or more may be misspelt by one letter where nothing fits exactly, or where the text then explains more. A
//! spelling with a number in it (`CELI 3`) has to stand as written.

use super::token::{Kind, Token, tokens};
use crate::reference::certificate_terms::{self, Means};
use crate::reference::language_tests::{self, Test};
use crate::text::fold;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A test found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub test: &'static Test,
    /// Places of the tokens that name it.
    pub places: Vec<usize>,
    /// Whether a word was read with a letter changed.
    pub misspelt: bool,
    /// Whether the spelling is one that another test of the name may go by as well.
    pub assumed: bool,
    score: usize,
}

struct Spelling {
    test: &'static Test,
    words: Vec<Token>,
    in_order: bool,
    capitals: bool,
    assumed: bool,
}

static SPELLINGS: LazyLock<Vec<Spelling>> = LazyLock::new(|| {
    // Names that are words of the language as well, or levels: only in capitals do they name a test.
    const ALSO_WORDS: [&str; 14] =
        ["met", "det", "gi", "ise", "fide", "pcm", "n1", "n2", "n3", "n4", "n5", "cae", "tef", "selor"];
    let mut all = Vec::new();
    for test in language_tests::all() {
        let names = test.aliases.iter().map(String::as_str).chain([test.name.as_str()]);
        let mut seen = BTreeSet::new();
        for name in names {
            let words: Vec<Token> = tokens(name).0.into_iter().filter(|token| !token.is_sign()).collect();
            let key: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
            if words.is_empty() || !seen.insert(key) {
                continue;
            }
            let in_order = words.iter().any(|word| word.number().is_some() || is_roman(&word.text));
            let capitals = words.iter().all(|word| ALSO_WORDS.contains(&word.folded.as_str()));
            let assumed = test.assumed.contains(&fold(name));
            all.push(Spelling { test, words, in_order, capitals, assumed });
        }
    }
    all
});

/// Roman numerals tell `NT2 I` from `NT2 II`; a single letter counts only in capitals.
fn is_roman(text: &str) -> bool {
    matches!(text, "I" | "II" | "III" | "IV")
}

/// Words that name a family of tests of several levels, by the first word of its spellings.
fn families() -> &'static BTreeSet<String> {
    static FAMILIES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        SPELLINGS
            .iter()
            .filter_map(|spelling| spelling.words.first())
            .filter(|word| word.kind == Kind::Word && word.folded.chars().count() >= 4)
            .map(|word| word.folded.clone())
            .collect()
    });
    &FAMILIES
}

/// The tests that a text names, in the order of the text; places are not shared.
pub(super) fn find(all: &[Token]) -> Vec<Found> {
    let results = labelled(all);
    let mut found = search(all, &results, false);
    let slips = search(all, &results, true);
    if found.is_empty() {
        return slips;
    }
    // `IELTS Life Skils B1` is a slip of the longer name, and not the plain IELTS with two words that say nothing.
    for one in &mut found {
        let shared = |slip: &Found| slip.places.iter().any(|place| one.places.contains(place));
        let other = |slip: &&Found| slip.test.id != one.test.id && slip.score > one.score && shared(slip);
        if let Some(longer) = slips.iter().find(other) {
            *one = longer.clone();
        }
    }
    found
}

/// The test that words elsewhere in the text say, where the name alone is that of several: `IELTS 7.5 … General Training`.
pub(super) fn told_apart(found: &Found, all: &[Token]) -> Found {
    let says = |words: &str| {
        let words: Vec<Token> = tokens(words).0.into_iter().filter(|token| !token.is_sign()).collect();
        let plain: Vec<usize> = (0..all.len()).filter(|&at| !all[at].is_sign()).collect();
        let same =
            |(at, word): (&usize, &Token)| all[*at].folded == word.folded && !found.places.contains(at);
        plain.windows(words.len().max(1)).any(|places| places.iter().zip(&words).all(same))
    };
    let open = found.assumed || found.test.assumed.is_empty();
    let others = found.test.assumed_over.iter().filter(|_| open).filter_map(language_tests::get);
    let mut others = others.filter(|test| test.told_by.iter().any(|words| says(words)));
    others.next().map_or_else(|| found.clone(), |test| Found { test, assumed: false, ..found.clone() })
}

/// The places of levels that stand behind the word for a part: results, and no words of a name (`lytte B2, lese B1` of
/// the Norskprøven is not its exam of B1 and B2).
fn labelled(all: &[Token]) -> BTreeSet<usize> {
    static PARTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let part = |means: Means| {
            matches!(
                means,
                Means::Listening | Means::Reading | Means::Writing | Means::Speaking | Means::OtherPart
            )
        };
        let terms = certificate_terms::all().iter().filter(|term| part(term.means));
        // `L B2` is a label as well, but `B2 S` may be a name; letters alone do not count here.
        terms
            .map(|term| fold(&term.text))
            .filter(|text| text.chars().count() > 1 && !text.contains(' '))
            .collect()
    });
    let behind_part = |at: &usize| {
        let before = all[..*at].iter().rev().find(|token| !token.is_sign());
        matches!(all[*at].kind, Kind::Level(_)) && before.is_some_and(|token| PARTS.contains(&token.folded))
    };
    (0..all.len()).filter(behind_part).collect()
}

/// The family that a text names without saying which of its tests, as it is written.
pub(super) fn family(all: &[Token]) -> Option<&str> {
    let names = all.iter().filter(|token| families().contains(&token.folded));
    names.map(|token| token.text.as_str()).next()
}

fn search(all: &[Token], results: &BTreeSet<usize>, misspelt: bool) -> Vec<Found> {
    let mut candidates: Vec<Found> =
        SPELLINGS.iter().filter_map(|spelling| matched(spelling, all, results, misspelt)).collect();
    // The better explanation first; the stable sort keeps the order of the table among equals.
    candidates.sort_by_key(|found| std::cmp::Reverse(found.score));
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut kept: Vec<Found> = Vec::new();
    for found in candidates {
        if found.places.iter().any(|place| taken.contains(place)) {
            continue;
        }
        // The same test again by a shorter spelling is no second one.
        if kept.iter().any(|other| other.test.id == found.test.id || near(other, &found)) {
            continue;
        }
        taken.extend(&found.places);
        kept.push(found);
    }
    kept.sort_by_key(|found| found.places.first().copied());
    kept
}

/// Whether two findings are of one naming: a word of the one stands among the words of the other.
fn near(a: &Found, b: &Found) -> bool {
    let within = |a: &Found, b: &Found| {
        a.places.first().zip(a.places.last()).is_some_and(|(first, last)| {
            b.places.iter().any(|place| (first.saturating_sub(1)..=last + 1).contains(place))
        })
    };
    a.test.languages == b.test.languages && (within(a, b) || within(b, a))
}

fn matched(spelling: &Spelling, all: &[Token], results: &BTreeSet<usize>, misspelt: bool) -> Option<Found> {
    let mut places = Vec::new();
    let mut changed = 0;
    if spelling.in_order {
        let words: Vec<usize> = (0..all.len()).filter(|&at| !all[at].is_sign()).collect();
        let start = words.windows(spelling.words.len()).find(|window| {
            window.iter().zip(&spelling.words).all(|(&at, word)| {
                all[at].folded == word.folded && roman(&all[at], word) && !is_year_of_date(all, at)
            })
        })?;
        places.extend(start);
    } else {
        for word in &spelling.words {
            let free = |at: &usize| !places.contains(at) && !results.contains(at);
            // Of several the one that stands nearest to the rest of the name.
            let first = places.first().copied();
            let apart = |at: &usize| first.map_or(*at, |first: usize| first.abs_diff(*at));
            let exact =
                (0..all.len()).filter(free).filter(|&at| all[at].folded == word.folded).min_by_key(apart);
            let place = exact.or_else(|| {
                let near = |at: &usize| misspelt && is_slip(&all[*at].folded, &word.folded);
                let place = (0..all.len()).filter(free).find(near)?;
                changed += 1;
                Some(place)
            })?;
            places.push(place);
        }
        places.sort_unstable();
        let (first, last) = (places.first()?, places.last()?);
        // Words that only happen to be in one text do not make a name.
        if last - first > 2 * spelling.words.len() + 4 {
            return None;
        }
    }
    let written = |&at: &usize| all[at].text.chars().all(|c| !c.is_lowercase());
    if spelling.capitals && !places.iter().all(written) {
        return None;
    }
    if misspelt && changed != 1 {
        return None;
    }
    let letters: usize = spelling.words.iter().map(|word| word.folded.chars().count() + 2).sum();
    let (misspelt, assumed) = (changed > 0, spelling.assumed);
    Some(Found { test: spelling.test, places, misspelt, assumed, score: letters })
}

/// Whether a number is the year of a date: a hyphen, a slash or a month stands by it (`TOEFL iBT 2026-01-10`).
fn is_year_of_date(all: &[Token], at: usize) -> bool {
    let year = all[at].text.len() == 4 && all[at].number().is_some();
    let joint = |place: Option<usize>| {
        place
            .and_then(|place| all.get(place))
            .is_some_and(|token| matches!(token.kind, Kind::Sign('-' | '/' | '.')))
    };
    let number = |place: Option<usize>| {
        place.and_then(|place| all.get(place)).is_some_and(|token| token.number().is_some())
    };
    let before = |places: usize| at.checked_sub(places);
    let month = before(1).and_then(|place| all.get(place)).is_some_and(|token| {
        token.kind == Kind::Word
            && crate::normalize::date::date(&format!("{} {}", token.text, all[at].text), None).is_ok()
    });
    year && (month
        || (joint(Some(at + 1)) && number(Some(at + 2)))
        || (joint(before(1)) && number(before(2))))
}

fn roman(token: &Token, word: &Token) -> bool {
    !is_roman(&word.text) || token.text == word.text
}

/// Whether a word is another with one letter wrong, missing, too many, or two changed about.
fn is_slip(written: &str, word: &str) -> bool {
    let letters = word.chars().count();
    let same_start = written.chars().next() == word.chars().next() || letters >= 6;
    letters >= 4
        && written.chars().count() >= 4
        && word.chars().all(char::is_alphabetic)
        && same_start
        && strsim::osa_distance(written, word) == 1
}
