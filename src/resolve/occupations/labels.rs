//! Labels by language: our own tables, and a lexicon of the user.

use super::noise;
use crate::model::Isco08;
use crate::reference::occupations;
use crate::resolve::grams::number;
use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A label of a unit group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// In the matching form.
    pub folded: String,
    /// As written.
    pub text: String,
    pub language: String,
    pub code: Isco08,
    /// Whether it is of our own tables.
    pub reviewed: bool,
    /// Where it comes from.
    pub source: &'static str,
}

/// Labels of a user: language (ISO 639-1, in small letters), unit group and label.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    rows: Vec<(String, Isco08, String)>,
}

impl Lexicon {
    /// Takes the rows of a lexicon.
    pub fn new(rows: Vec<(String, Isco08, String)>) -> Self {
        Self { rows }
    }

    /// The number of labels.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// All labels, by language.
pub struct Labels {
    by_language: BTreeMap<String, Vec<Label>>,
    names: Vec<String>,
    /// From a word to the languages whose labels have it; made when somebody asks.
    words: OnceLock<HashMap<String, Vec<u16>>>,
}

impl Labels {
    /// Our own labels and those of a lexicon. Of equal labels of one code and origin one is kept.
    pub fn new(lexicon: Option<&Lexicon>) -> Self {
        let mut all: Vec<(&str, &str, Isco08, Option<&'static str>)> = Vec::new();
        all.extend(occupations::titles().iter().map(|t| (t.title, t.language, t.code, Some(t.table))));
        let rows = lexicon.iter().flat_map(|lexicon| &lexicon.rows);
        all.extend(rows.map(|(language, code, label)| (label.as_str(), language.as_str(), *code, None)));
        // Half of the time that a large lexicon takes.
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let part = all.len().div_ceil(threads).max(1);
        let folded: Vec<String> = std::thread::scope(|scope| {
            let fold = |part: &'_ [(&str, _, _, _)]| -> Vec<String> {
                part.iter().map(|(text, ..)| noise::without(text)).collect()
            };
            let workers: Vec<_> = all.chunks(part).map(|part| scope.spawn(move || fold(part))).collect();
            // A thread that panics has found a fault of ours, and this one goes the same way.
            let joined = |worker: std::thread::ScopedJoinHandle<'_, Vec<String>>| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            workers.into_iter().flat_map(joined).collect()
        });
        let mut seen: HashSet<(bool, &str, Isco08, &str)> = HashSet::with_capacity(all.len());
        let new: Vec<bool> = all
            .iter()
            .zip(&folded)
            .map(|(&(_, language, code, source), folded)| {
                !folded.is_empty() && seen.insert((source.is_some(), language, code, folded))
            })
            .collect();
        drop(seen);
        let mut by_language: BTreeMap<String, Vec<Label>> = BTreeMap::new();
        for ((&(text, language, code, source), folded), new) in all.iter().zip(folded).zip(new) {
            if !new {
                continue;
            }
            let label = Label {
                folded,
                text: text.to_owned(),
                language: language.to_owned(),
                code,
                reviewed: source.is_some(),
                source: source.unwrap_or("lexicon"),
            };
            match by_language.get_mut(language) {
                Some(labels) => labels.push(label),
                None => {
                    by_language.insert(language.to_owned(), vec![label]);
                }
            }
        }
        let names: Vec<String> = by_language.keys().cloned().collect();
        Self { by_language, names, words: OnceLock::new() }
    }

    fn words(&self) -> &HashMap<String, Vec<u16>> {
        self.words.get_or_init(|| {
            let mut words: HashMap<String, Vec<u16>> = HashMap::new();
            for (at, labels) in (0_u16..).zip(self.by_language.values()) {
                for word in labels.iter().flat_map(|label| label.folded.split(' ')) {
                    let languages = words.entry(word.to_owned()).or_default();
                    if languages.last() != Some(&at) {
                        languages.push(at);
                    }
                }
            }
            words
        })
    }

    /// Whether a language has labels.
    pub fn has(&self, language: &str) -> bool {
        self.by_language.contains_key(language)
    }

    /// The language most of whose words a folded title has; English where none has more.
    pub(super) fn guess(&self, folded: &str) -> String {
        let mut counts = vec![0_usize; self.names.len()];
        for word in folded.split(' ') {
            for language in self.words().get(word).into_iter().flatten() {
                counts[usize::from(*language)] += word.chars().count();
            }
        }
        let english = self.names.iter().position(|name| name == "en");
        let most = counts.iter().copied().max().unwrap_or_default();
        match english {
            Some(english) if counts[english] == most => "en".to_owned(),
            _ => counts
                .iter()
                .position(|count| *count == most)
                .map_or("en".to_owned(), |at| self.names[at].clone()),
        }
    }

    /// How much of a folded title of several words some label has, by letters; a word that none has counts for
    /// less: *taxi* in *taxi driver* is what tells it from *ambulance driver*. A single word counts whole.
    pub(super) fn known_share(&self, folded: &str) -> f32 {
        const UNKNOWN: f32 = 0.4;
        let words: Vec<&str> = folded.split(' ').collect();
        if words.len() < 2 {
            return 1.0;
        }
        let letters = |word: &&str| number(word.chars().count());
        let all: f32 = words.iter().map(letters).sum();
        let weight = |word: &&str| if self.words().contains_key(*word) { 1.0 } else { UNKNOWN };
        words.iter().map(|word| letters(word) * weight(word)).sum::<f32>() / all.max(1.0)
    }

    pub(super) fn of(&self, language: &str) -> Vec<Label> {
        self.by_language.get(language).cloned().unwrap_or_default()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Label> {
        self.by_language.values().flatten()
    }
}
