//! A title of the tables inside of a longer one: *Staff Nurse, Ward 7B (nights), Leeds*. Likeness as a whole fades with
//! each word beside the title, so that towns, wards, shifts and pay hide what the words say. Here only the words of the
//! label must stand in the title, one behind the other, each perhaps with another ending or at the end of a compound.
//! What else stands there is judged by the marks of its words, not by how much of it there is.

use super::labels::Label;
use super::noise;
use crate::reference::title_settings::COMPOUNDING;
use std::collections::HashMap;

/// Fewer letters mean too many things: an abbreviation must be written as one.
const SHORT: usize = 3;
/// Letters that two words must begin with to be one word in two forms.
const STEM: usize = 4;
/// A word of so many letters may be the end of a compound.
const TAIL: usize = 6;
/// A label of another language than the title's must have so many letters.
const FOREIGN: usize = 10;

/// Labels by how their words begin.
pub(super) struct Contents {
    /// From the beginning of the first word to labels.
    by_stem: HashMap<Box<str>, Vec<u32>>,
    /// Single words that may end compounds, by word.
    tails: HashMap<Box<str>, Vec<u32>>,
    /// Labels of scripts that write no spaces.
    spaceless: Vec<u32>,
}

/// A label that stands in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Which label.
    pub label: usize,
    /// How many letters of the title it covers.
    pub letters: usize,
    /// Whether each word stands there in the same form.
    pub exact: bool,
}

/// A title as it is sought through.
pub(super) struct Sought<'t> {
    /// As written.
    pub title: &'t str,
    /// In the matching form.
    pub folded: &'t str,
    /// The language of its words.
    pub language: &'t str,
}

fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(at, _)| &word[..at])
}

fn is_spaceless(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF)
}

impl Contents {
    /// Of labels whose matching form is in Latin letters; `folded` gives each in its own script.
    pub(super) fn new<'l>(labels: impl Iterator<Item = (&'l Label, &'l str)>) -> Self {
        let mut new = Self { by_stem: HashMap::new(), tails: HashMap::new(), spaceless: Vec::new() };
        for (at, (label, folded)) in (0_u32..).zip(labels) {
            // A specialty is none of its bearers: an *ICU cleaner* is no nurse. What a user brings was not looked at for
            // words that are more than a health title, as *inspector* is.
            if label.language.is_empty() || !label.reviewed {
                continue;
            }
            if folded.chars().any(is_spaceless) {
                new.spaceless.push(at);
                continue;
            }
            let first = label.folded.split(' ').next().unwrap_or_default();
            new.by_stem.entry(stem(first).into()).or_default().push(at);
            let compounds = COMPOUNDING.contains(&label.language.as_str());
            if compounds && first.len() == label.folded.len() && first.chars().count() >= TAIL {
                new.tails.entry(first.into()).or_default().push(at);
            }
        }
        new
    }

    /// The labels that stand in a title and cover most of its letters; of those that cover the same, all.
    pub(super) fn most(&self, labels: &[Label], folded: &[Box<str>], sought: &Sought<'_>) -> Vec<Found> {
        let latin = noise::transliterated(sought.folded);
        let words: Vec<&str> = latin.split(' ').collect();
        let written = Abbreviations::of(sought.title);
        let mut found: Vec<Found> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for &label in self.by_stem.get(stem(word)).into_iter().flatten() {
                let label = label as usize;
                if let Some((letters, exact)) =
                    stands(&labels[label], &words[at..], sought.language, &written)
                {
                    found.push(Found { label, letters, exact });
                }
            }
            let tail = |from: usize| self.tails.get(&word[from..]).into_iter().flatten();
            let cuts = word.char_indices().skip(2).map(|(from, _)| from);
            for &label in cuts.flat_map(tail) {
                let label = label as usize;
                if labels[label].language == sought.language {
                    let letters = word.chars().count();
                    found.push(Found { label, letters, exact: false });
                }
            }
        }
        for &label in &self.spaceless {
            let label = label as usize;
            let letters = folded[label].chars().count();
            if letters >= 2 && sought.folded.contains(&*folded[label]) {
                found.push(Found { label, letters, exact: true });
            }
        }
        let most = found.iter().map(|one| one.letters).max();
        found.retain(|one| Some(one.letters) == most);
        if found.iter().any(|one| one.exact) {
            found.retain(|one| one.exact);
        }
        if found.iter().any(|one| labels[one.label].language == sought.language) {
            found.retain(|one| labels[one.label].language == sought.language);
        }
        found
    }
}

/// Which short words a title writes as abbreviations: in capitals beside others that are not.
struct Abbreviations {
    words: Vec<String>,
    shouts: bool,
}

impl Abbreviations {
    fn of(title: &str) -> Self {
        let words = title.split(|c: char| !c.is_alphanumeric() && c != '.').map(|word| word.replace('.', ""));
        let shouts = !title.chars().any(char::is_lowercase) && title.contains(char::is_whitespace);
        let capital = |word: &String| word.chars().count() >= 2 && word.chars().all(|c| !c.is_lowercase());
        let all: Vec<String> = words.filter(|word| word.chars().any(char::is_alphabetic)).collect();
        let words = all.into_iter().filter(capital).map(|word| word.to_lowercase()).collect();
        Self { words, shouts }
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }
}

/// Whether a label begins the words: how many letters it covers, and whether each word has the same form.
fn stands(label: &Label, words: &[&str], language: &str, written: &Abbreviations) -> Option<(usize, bool)> {
    let own = label.language == language;
    let all = label.folded.chars().count();
    if all <= SHORT {
        let spoken = own || label.language == "en";
        let [first, ..] = words else { return None };
        let is_written = written.has(first) && !written.shouts;
        return (spoken && is_written && *first == label.folded).then_some((all, true));
    }
    if !own && all < FOREIGN {
        return None;
    }
    let (mut letters, mut exact) = (0, true);
    let mut words = words.iter();
    for word in label.folded.split(' ') {
        let found = *words.next()?;
        if found != word {
            // Forms of a word are those of its own language.
            if !own || !same_word(word, found, &label.language) {
                return None;
            }
            exact = false;
        }
        letters += found.chars().count();
    }
    Some((letters, exact))
}

/// Whether a word is a form of one of a label: the word itself, or all of it but the last letter, with an ending. English
/// words have few endings. A *farmacie* is no *farmacist*.
fn same_word(of_label: &str, other: &str, language: &str) -> bool {
    const ENDING: usize = 2;
    if language == "en" {
        return other.strip_prefix(of_label).is_some_and(|end| matches!(end, "s" | "es"));
    }
    let Some((last, _)) = of_label.char_indices().next_back() else { return false };
    let letters = of_label.chars().count();
    letters > STEM && other.starts_with(&of_label[..last]) && other.chars().count() <= letters + ENDING
}
