//! Languages, language tests, specialties, subjects, regulators, organizations and schools by what people write: one way.
//!
//! A text is certain when all of it says one thing: a name as it stands (case, accents and signs aside), its words in
//! another order, two names of one thing, or a name with words beside it that say nothing. Else the likest names are
//! suggestions, by words and by groups of letters, from a bar on. What several things go by is answered with all of
//! them and with none as the one.

use super::grams::{Cut, Grams, Likeness, number};
use crate::text::{Nearness, clean, fold, nearest_named};
use foldhash::{HashMap, HashMapExt as _};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A name of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The thing's identifier.
    pub id: String,
    /// What the thing is called, to show.
    pub shown: String,
    /// A name that it goes by.
    pub name: String,
    /// Where the name comes from.
    pub source: &'static str,
}

impl Named {
    /// A name of a thing.
    pub fn new(id: &str, shown: &str, name: &str, source: &'static str) -> Self {
        Self { id: id.to_owned(), shown: shown.to_owned(), name: name.to_owned(), source }
    }
}

/// A thing that a text may name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The thing's identifier.
    pub id: String,
    /// What it is called.
    pub shown: String,
    /// How like the text and its name are, 0 to 1.
    pub score: f32,
    /// The name that is likest.
    pub name: String,
    /// Where that name comes from.
    pub source: &'static str,
    /// Whether the name stands there as it is.
    pub exact: bool,
}

/// What a text names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resolved {
    /// The identifier; `None` when nothing is like it or several things are as like.
    pub id: Option<String>,
    /// Whether the text says which thing it means: then the thing is taken wherever such a thing is read. Otherwise the
    /// candidates are suggestions.
    pub certain: bool,
    /// The things, likest first.
    pub candidates: Vec<Candidate>,
}

impl Resolved {
    /// The identifier, where the text says which thing it means.
    pub fn certain(&self) -> Option<&str> {
        self.id.as_deref().filter(|_| self.certain)
    }

    /// How near a text is to the name of the thing that it likely means; `None` where it may mean another, or where more
    /// than a few letters differ.
    pub fn nearness(&self, text: &str) -> Option<Nearness> {
        let first = self.candidates.first().filter(|first| self.id.as_ref() == Some(&first.id))?;
        let near = nearest_named(text, [(first.name.as_str(), ())], 0.0)?;
        near.alone.then_some(near.nearness)
    }

    /// The things that a text may mean as well as one another: all that go by it, or the likest one.
    pub fn suggested(&self) -> &[Candidate] {
        const LEAST: f32 = 0.7;
        if self.candidates.first().is_none_or(|first| first.score < LEAST) {
            return &[];
        }
        let same = if self.id.is_some() { 1 } else { first_of_equals(&self.candidates) };
        &self.candidates[..same]
    }

    /// Nothing.
    pub fn none() -> Self {
        Self { id: None, certain: false, candidates: Vec::new() }
    }

    /// A thing that a text is certain to mean.
    pub(super) fn sure(mut candidates: Vec<Candidate>, id: &str, top: usize) -> Self {
        // The one goes before the others.
        candidates.sort_by_key(|candidate| candidate.id != id);
        candidates.truncate(top.max(1));
        Self { id: Some(id.to_owned()), certain: true, candidates }
    }

    /// Several things that go by one name.
    pub(super) fn open(mut candidates: Vec<Candidate>, top: usize) -> Self {
        candidates.truncate(top.max(1));
        Self { id: None, certain: false, candidates }
    }
}

/// How many of the first candidates are as like as the first.
fn first_of_equals(candidates: &[Candidate]) -> usize {
    let first = candidates.first().map_or(0.0, |first| first.score);
    candidates.iter().take_while(|candidate| first - candidate.score < 1e-6).count()
}

/// The likeness from which a name counts as a misspelling or variant of another.
const BAR: f32 = 0.72;
/// How far the next other thing must stay behind.
const LEAD: f32 = 0.06;
/// The likeness from which a thing is shown as an alternative.
const SHOWN: f32 = 0.35;
/// How many names are compared letter by letter.
const COMPARED: usize = 400;
/// What a name has that does not stand as it is.
const NEARLY: f32 = 0.99;

/// Small words that the names of one thing have and lack.
pub(super) const SMALL: &[&str] = &[
    "the", "of", "and", "for", "in", "a", "de", "des", "du", "la", "le", "les", "et", "el", "los", "las",
    "y", "e", "da", "do", "dos", "di", "del", "della", "und", "der", "die", "das", "fur", "van", "voor",
    "het", "en", "i",
];

/// How the texts of a vocabulary are brought into the form in which they are compared.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// From a folded text to its matching form.
    pub key: fn(String) -> String,
    /// Folded words that may stand beside a name and say nothing.
    pub beside: &'static [&'static str],
}

impl Default for Manner {
    fn default() -> Self {
        Self { key: |folded| folded, beside: &[] }
    }
}

impl Manner {
    /// A text in its matching form: a sign that cannot be seen parts words.
    fn form(&self, text: &str) -> String {
        (self.key)(fold(text))
    }

    /// A text in its matching form without the words that say nothing; `None` where it has none of them, or no others.
    fn without_beside(&self, folded: &str) -> Option<String> {
        let words: Vec<&str> = folded.split(' ').filter(|word| !self.beside.contains(word)).collect();
        let bare = (self.key)(words.join(" "));
        (bare != folded && !bare.is_empty()).then_some(bare)
    }
}

/// Names, made ready to be asked.
pub struct Vocabulary {
    manner: Manner,
    names: Vec<Named>,
    folded: Vec<String>,
    exact: HashMap<String, Vec<usize>>,
    /// By the words in order of the alphabet, small ones aside; for names of several words.
    ordered: HashMap<String, Vec<usize>>,
    /// By the name without the words that say nothing, where it has some.
    bare: HashMap<String, Vec<usize>>,
    /// By letters and by words; made when a text is no name.
    grams: OnceLock<(Grams, Grams)>,
}

impl Vocabulary {
    /// A vocabulary of names.
    pub fn new(names: Vec<Named>) -> Self {
        Self::of_manner(names, Manner::default())
    }

    /// A vocabulary with a manner of its own.
    pub fn of_manner(names: Vec<Named>, manner: Manner) -> Self {
        let folded: Vec<String> = names.iter().map(|named| manner.form(&named.name)).collect();
        let mut exact: HashMap<String, Vec<usize>> = HashMap::new();
        let mut ordered: HashMap<String, Vec<usize>> = HashMap::new();
        let mut bare: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, name) in folded.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            exact.entry(name.clone()).or_default().push(at);
            if let Some(words) = in_order(name) {
                ordered.entry(words).or_default().push(at);
            }
            if let Some(name) = manner.without_beside(name) {
                bare.entry(name).or_default().push(at);
            }
            // Persian and Indic names are also written without the sign that keeps two letters apart.
            let joined = manner.form(&clean::plain(&names[at].name));
            if joined != *name {
                exact.entry(joined).or_default().push(at);
            }
        }
        Self { manner, names, folded, exact, ordered, bare, grams: OnceLock::new() }
    }

    /// The number of names.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// What a text names, with at most `top` candidates.
    pub fn resolve(&self, text: &str, top: usize) -> Resolved {
        self.resolve_among(text, top, |_| true)
    }

    /// The same, where of several things that go by a name one that fits goes before the others.
    pub fn resolve_among(&self, text: &str, top: usize, fits: impl Fn(&str) -> bool) -> Resolved {
        let stated = self.stated(text);
        let own: Vec<String> = stated
            .iter()
            .filter(|candidate| fits(&candidate.id))
            .map(|candidate| candidate.id.clone())
            .collect();
        match (&own[..], &stated[..]) {
            ([one], _) => Resolved::sure(stated, one, top),
            ([], [one]) => {
                let id = one.id.clone();
                Resolved::sure(stated, &id, top)
            }
            (_, []) => match self.several(text) {
                several if several.is_empty() => self.likest(text, top, fits),
                several => Resolved::open(several, top),
            },
            _ => Resolved::open(stated, top),
        }
    }

    /// `NMC / GMC`: the things of a text whose parts are all names, of different things.
    pub(super) fn several(&self, text: &str) -> Vec<Candidate> {
        let pieces = text.split(['/', '|', ';', ',', '+', '&', '(', ')']).map(|part| self.manner.form(part));
        let mut all = Vec::new();
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let named = self.as_it_stands(&piece);
            if named.is_empty() {
                return named;
            }
            all.extend(named);
        }
        self.nearly(unique(all))
    }

    /// The things that the whole of a text says.
    pub(super) fn stated(&self, text: &str) -> Vec<Candidate> {
        let folded = self.manner.form(text);
        let found = self.as_it_stands(&folded);
        if !found.is_empty() {
            return found;
        }
        let parts = self.parts(text);
        if !parts.is_empty() {
            return parts;
        }
        let bare = self.manner.without_beside(&folded);
        let named = bare.as_ref().map(|bare| self.as_it_stands(bare)).unwrap_or_default();
        let found = if named.is_empty() { self.as_bare(bare.as_ref().unwrap_or(&folded)) } else { named };
        self.nearly(found)
    }

    /// The things whose names a text is without the words that say nothing.
    fn as_bare(&self, bare: &str) -> Vec<Candidate> {
        let places = self.bare.get(bare).map(Vec::as_slice).unwrap_or_default();
        unique(places.iter().map(|&at| self.candidate(at, NEARLY, false)).collect())
    }

    /// A text in its matching form as a name, or as the words of one in another order.
    fn as_it_stands(&self, folded: &str) -> Vec<Candidate> {
        let of = |places: &[usize], exact: bool| {
            let score = if exact { 1.0 } else { NEARLY };
            unique(places.iter().map(|&at| self.candidate(at, score, exact)).collect())
        };
        if let Some(places) = self.exact.get(folded) {
            return of(places, true);
        }
        let words = in_order(folded).and_then(|words| self.ordered.get(&words));
        words.map(|places| of(places, false)).unwrap_or_default()
    }

    /// `NMC (Nursing and Midwifery Council)`, `de / German`: names each of which is of the same thing.
    fn parts(&self, text: &str) -> Vec<Candidate> {
        const BRACKETS: [char; 4] = ['(', ')', '[', ']'];
        const SIGNS: [char; 5] = ['/', '|', ':', ';', ','];
        // A name may have brackets of its own: *Elder care (personal care) (aged care)*.
        let mut around = text.match_indices(['(', '[']).filter_map(|(at, _)| {
            let inner = text[at + 1..].trim_end().strip_suffix([')', ']'])?;
            Some(self.agreed([&text[..at], inner].into_iter())).filter(|found| !found.is_empty())
        });
        if let Some(found) = around.next() {
            return found;
        }
        // A name may have a sign of its own: *Theatre / perioperative nursing (theatre)*.
        let in_brackets = self.agreed(text.split(BRACKETS));
        if !in_brackets.is_empty() {
            return in_brackets;
        }
        let pieces = text.split(BRACKETS).flat_map(|part| part.split(SIGNS));
        self.agreed(pieces.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – ")))
    }

    /// The things that each of some pieces names; none where there is one piece.
    fn agreed<'t>(&self, pieces: impl Iterator<Item = &'t str>) -> Vec<Candidate> {
        let pieces: Vec<String> =
            pieces.map(|part| self.manner.form(part)).filter(|part| !part.is_empty()).collect();
        if pieces.len() < 2 {
            return Vec::new();
        }
        let mut common: Option<Vec<Candidate>> = None;
        for piece in &pieces {
            let named = self.as_it_stands(piece);
            let agreed = match common.take() {
                None => named,
                Some(known) => {
                    known.into_iter().filter(|known| named.iter().any(|other| other.id == known.id)).collect()
                }
            };
            if agreed.is_empty() {
                return agreed;
            }
            common = Some(agreed);
        }
        self.nearly(common.unwrap_or_default())
    }

    #[expect(clippy::unused_self, reason = "reads like its neighbors")]
    fn nearly(&self, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
        for candidate in &mut candidates {
            (candidate.score, candidate.exact) = (candidate.score.min(NEARLY), false);
        }
        candidates
    }

    /// The things whose names are likest.
    pub(super) fn likest(&self, text: &str, top: usize, fits: impl Fn(&str) -> bool) -> Resolved {
        self.likest_of(text, top, |_| true, fits)
    }

    /// The same among the things that a text may mean; the others are no answer at all.
    pub(super) fn likest_of(
        &self,
        text: &str,
        top: usize,
        may_be: impl Fn(&str) -> bool,
        fits: impl Fn(&str) -> bool,
    ) -> Resolved {
        let mut candidates = self.like(text);
        candidates.retain(|candidate| may_be(&candidate.id));
        // What fits goes before what does not, as long as it is like the text at all.
        if candidates.iter().any(|candidate| candidate.score >= BAR && fits(&candidate.id)) {
            candidates.retain(|candidate| fits(&candidate.id));
        }
        decided(candidates, top)
    }

    /// The things whose names are like a text at all, likest first.
    fn like(&self, text: &str) -> Vec<Candidate> {
        let folded = self.manner.form(text);
        if folded.is_empty() {
            return Vec::new();
        }
        let (letters, words) = self.grams.get_or_init(|| {
            let labels = || self.folded.iter().map(|name| (name.as_str(), 0));
            (Grams::new(labels(), 1, Cut::Letters), Grams::new(labels(), 1, Cut::Words))
        });
        let (mut by_letters, mut by_words) = (Likeness::default(), Likeness::default());
        letters.likeness(&folded, &mut by_letters, None);
        words.likeness(&folded, &mut by_words, None);
        let signs: Vec<char> = folded.chars().collect();
        let shared = by_letters.iter().map(|(at, like)| (at, 0.6 * like + 0.4 * by_words.at(at)));
        let mut likest: Vec<(usize, f32)> = shared.collect();
        // A misspelt name still shares more with the right one than nearly all names do.
        if likest.len() > COMPARED {
            likest.select_nth_unstable_by(COMPARED, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            likest.truncate(COMPARED);
        }
        for (at, like) in &mut likest {
            // Slips are seen by edits, other orders and additions by words and groups of letters.
            *like = like.max(edits(&signs, &self.folded[*at]));
        }
        likest.retain(|(_, like)| *like >= SHOWN);
        likest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let candidates = likest.into_iter().map(|(at, like)| self.candidate(at, like.min(0.98), false));
        unique(candidates.collect())
    }

    /// The folded words of every name of a thing.
    pub(super) fn words_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.names.iter().zip(&self.folded).filter(move |(named, _)| named.id == *id);
        own.flat_map(|(_, folded)| folded.split(' '))
    }

    fn candidate(&self, at: usize, score: f32, exact: bool) -> Candidate {
        let named = &self.names[at];
        Candidate {
            id: named.id.clone(),
            shown: named.shown.clone(),
            score,
            name: named.name.clone(),
            source: named.source,
            exact,
        }
    }
}

/// The words of a folded text in the order of the alphabet, small ones aside; `None` for one word.
fn in_order(folded: &str) -> Option<String> {
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !SMALL.contains(word)).collect();
    if words.len() < 2 {
        return None;
    }
    words.sort_unstable();
    Some(words.join(" "))
}

/// The share of letters that stay when one text is edited into the other; 0 where it cannot reach the bar.
fn edits(signs: &[char], other: &str) -> f32 {
    let length = other.chars().count();
    let (longest, apart) = (signs.len().max(length).max(1), signs.len().abs_diff(length));
    if 1.0 - number(apart) / number(longest) < SHOWN {
        return 0.0;
    }
    let other: Vec<char> = other.chars().collect();
    1.0 - number(strsim::generic_damerau_levenshtein(signs, &other)) / number(longest)
}

/// Each thing once, by its likest name.
fn unique(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut seen = BTreeSet::new();
    candidates.into_iter().filter(|candidate| seen.insert(candidate.id.clone())).collect()
}

fn decided(mut candidates: Vec<Candidate>, top: usize) -> Resolved {
    let next = candidates.get(1).map_or(0.0, |next| next.score);
    let first = candidates.first().filter(|first| first.score >= BAR && first.score - next >= LEAD);
    let id = first.map(|first| first.id.clone());
    candidates.truncate(top.max(1));
    Resolved { id, certain: false, candidates }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let named = |id: &str, name: &str| Named::new(id, id, name, "test");
        Vocabulary::new(vec![
            named("NMC", "Nursing and Midwifery Council"),
            named("NMC", "NMC UK"),
            named("NCK", "Nursing Council of Kenya"),
            named("PRC", "Professional Regulation Commission"),
            named("A", "Twin"),
            named("B", "Twin"),
        ])
    }

    #[test]
    fn names_slips_and_other_orders_are_found_and_the_rest_is_none() {
        let all = vocabulary();
        for (text, expected, certain) in [
            ("nursing and midwifery council", Some("NMC"), true),
            ("NMC UK (Nursing & Midwifery Council)", Some("NMC"), true),
            ("Midwifery and Nursing Council", Some("NMC"), true),
            ("Kenya Nursing Council", Some("NCK"), true),
            ("NMC UK / Nursing Council of Kenya", None, false),
            ("Nursing & Midwifery Counsil", Some("NMC"), false),
            ("Proffesional Regulation Comission", Some("PRC"), false),
            ("Council", None, false),
            ("Twin", None, false),
            ("zzz", None, false),
            ("", None, false),
        ] {
            let found = all.resolve(text, 3);
            assert_eq!((found.id.as_deref(), found.certain), (expected, certain), "{text}: {found:?}");
        }
        assert_eq!(all.resolve("Twin", 3).candidates.len(), 2);
    }
}
