//! Organizations, regulators, schools, subjects and specialties by what people write: five vocabularies, one way.
//!
//! A name as it stands (case and accents aside) is sure. Else the likest names count, by words and by groups of
//! letters, from a bar on; what two things are as like is answered with both and with none as the one.

use super::grams::{Cut, Grams, Likeness, number};
use crate::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
    pub source: String,
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
    pub source: String,
    /// Whether the name stands there as it is.
    pub exact: bool,
}

/// What a text names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resolved {
    /// The identifier; `None` when nothing is like it or several things are as like.
    pub id: Option<String>,
    /// The things, likest first.
    pub candidates: Vec<Candidate>,
}

/// The likeness from which a name counts as a misspelling or variant of another.
const BAR: f32 = 0.72;
/// How far the next other thing must stay behind.
const LEAD: f32 = 0.06;
/// The likeness from which a thing is shown as an alternative.
const SHOWN: f32 = 0.35;

/// Names, made ready to be asked.
pub struct Vocabulary {
    names: Vec<Named>,
    folded: Vec<String>,
    exact: BTreeMap<String, Vec<usize>>,
    letters: Grams,
    words: Grams,
}

impl Vocabulary {
    /// A vocabulary of names.
    pub fn new(names: Vec<Named>) -> Self {
        let folded: Vec<String> = names.iter().map(|named| fold(&named.name)).collect();
        let mut exact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in folded.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            exact.entry(name.clone()).or_default().push(at);
        }
        let labels = || folded.iter().map(|name| (name.as_str(), 0));
        let (letters, words) = (Grams::new(labels(), 1, Cut::Letters), Grams::new(labels(), 1, Cut::Words));
        Self { names, folded, exact, letters, words }
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
        let folded = fold(text);
        if let Some(places) = self.exact.get(&folded) {
            let candidates: Vec<Candidate> = places.iter().map(|&at| self.candidate(at, 1.0, true)).collect();
            return decided(unique(candidates), top);
        }
        let (mut letters, mut words) = (Likeness::default(), Likeness::default());
        self.letters.likeness(&folded, &mut letters, None);
        self.words.likeness(&folded, &mut words, None);
        let mut likest: Vec<(usize, f32)> = letters
            .iter()
            .map(|(at, like)| {
                let edits = edits(&folded, &self.folded[at]);
                // Slips are seen by edits, other orders and additions by words and groups of letters.
                (at, (0.6 * like + 0.4 * words.at(at)).max(edits))
            })
            .filter(|(_, like)| *like >= SHOWN)
            .collect();
        likest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let candidates = likest.into_iter().map(|(at, like)| self.candidate(at, like.min(0.99), false));
        decided(unique(candidates.collect()), top)
    }

    fn candidate(&self, at: usize, score: f32, exact: bool) -> Candidate {
        let named = &self.names[at];
        Candidate {
            id: named.id.clone(),
            shown: named.shown.clone(),
            score,
            name: named.name.clone(),
            source: named.source.clone(),
            exact,
        }
    }
}

/// The share of letters that stay when one text is edited into the other.
fn edits(a: &str, b: &str) -> f32 {
    let longest = a.chars().count().max(b.chars().count()).max(1);
    1.0 - number(strsim::damerau_levenshtein(a, b)) / number(longest)
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
    candidates.truncate(top);
    Resolved { id, candidates }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let named = |id: &str, name: &str| Named {
            id: id.to_owned(),
            shown: id.to_owned(),
            name: name.to_owned(),
            source: "test".to_owned(),
        };
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
        for (text, expected) in [
            ("nursing and midwifery council", Some("NMC")),
            ("Nursing & Midwifery Counsil", Some("NMC")),
            ("Midwifery and Nursing Council", Some("NMC")),
            ("Proffesional Regulation Comission", Some("PRC")),
            ("Council", None),
            ("Twin", None),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(all.resolve(text, 3).id.as_deref(), expected, "{text}: {:?}", all.resolve(text, 3));
        }
        assert_eq!(all.resolve("Twin", 3).candidates.len(), 2);
    }
}
