//! Labels by language: our own tables, and a lexicon of the user.

use super::noise;
use crate::model::Isco08;
use crate::reference::occupations;
use crate::resolve::grams::number;
use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
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

/// A user's file of labels: columns for the language, the ISCO-08 code and the label.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    rows: Vec<(String, Isco08, String)>,
}

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The system could not read it.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no CSV.
    #[error("{}: {source}", path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: csv::Error,
    },
    /// A column is missing.
    #[error("{}: no column for the {wanted} (one of {names}); the columns are {}", path.display(), .found.join(", "))]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// What is missing.
        wanted: &'static str,
        /// The headers that would do.
        names: String,
        /// The headers that are there.
        found: Vec<String>,
    },
    /// A row has no unit group.
    #[error("{}, row {row}: `{value}` is not a four-digit ISCO-08 unit group such as 2221", path.display())]
    Code {
        /// The file.
        path: PathBuf,
        /// The row, the header being the first.
        row: usize,
        /// The cell.
        value: String,
    },
    /// It holds no label.
    #[error("{}: no row has a label", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

impl Lexicon {
    /// Reads the bytes of a CSV file, plain or packed with gzip; the path is for messages.
    ///
    /// # Errors
    /// [`LexiconError`] with the row and column at fault.
    pub fn read(bytes: &[u8], path: &Path) -> Result<Self, LexiconError> {
        let failed = |source| LexiconError::Io { path: path.to_owned(), source };
        let mut text = Vec::new();
        if bytes.starts_with(&[0x1f, 0x8b]) {
            flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut text).map_err(failed)?;
        } else {
            text = bytes.to_vec();
        }
        let broken = |source| LexiconError::Csv { path: path.to_owned(), source };
        let mut reader = csv::Reader::from_reader(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text));
        let headers = reader.headers().map_err(broken)?.clone();
        let column = |wanted: &'static str, names: &[&str]| {
            let named = |header: &str| names.contains(&crate::text::fold(header).as_str());
            headers.iter().position(named).ok_or_else(|| LexiconError::NoColumn {
                path: path.to_owned(),
                wanted,
                names: names.join(", "),
                found: headers.iter().map(|header| format!("`{header}`")).collect(),
            })
        };
        let language = column("language", &["lang", "language", "sprache", "langue"])?;
        let code = column("ISCO-08 code", &["isco08", "isco 08", "isco", "isco code", "iscogroup", "code"])?;
        let label = column("label", &["label", "title", "preferredlabel", "preferred label", "name"])?;
        let mut rows = Vec::new();
        for (at, record) in reader.records().enumerate() {
            let record = record.map_err(broken)?;
            let cell = |column: usize| record.get(column).unwrap_or_default().trim();
            if cell(label).is_empty() {
                continue;
            }
            let value = cell(code);
            // Spreadsheets take the zero of the armed forces off.
            let padded = format!("{value:0>4}");
            let code = padded.parse().map_err(|_| LexiconError::Code {
                path: path.to_owned(),
                row: at + 2,
                value: value.to_owned(),
            })?;
            rows.push((cell(language).to_lowercase(), code, cell(label).to_owned()));
        }
        if rows.is_empty() { Err(LexiconError::Empty { path: path.to_owned() }) } else { Ok(Self { rows }) }
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
