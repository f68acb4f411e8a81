//! What we know headers by: names and aliases of the schemas, and the terms in many languages.

use super::header::{Header, Word, canonical, squeeze};
use super::similar::{self, Letters};
use crate::dedupe::Use;
use crate::model::Kind;
use crate::reference::header_terms;
use crate::schema;
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Whom a term belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A column of a kind.
    Column(Kind, usize),
    /// Nobody: a header that we know and that no column takes.
    Nobody,
    /// What a header that no column takes says of a person; [`Owner::Nobody`] stands beside it.
    Person(Use),
}

/// A wording of a header.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) owner: Owner,
    pub(super) text: String,
    words: Vec<Word>,
}

/// How nearly a header has to be written as a term, strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// The same letters.
    Exact,
    /// The same letters without numbering, hints and idle remarks.
    Cleaned,
    /// The same words without plurals, articles and abbreviations.
    Canonical,
    /// These in another order.
    Sorted,
}

/// All terms with their indexes.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    terms: Vec<Term>,
    /// By squeezed text, by canonical words, and by these in sorted order.
    exact: BTreeMap<String, BTreeSet<Owner>>,
    canonical: BTreeMap<String, BTreeSet<Owner>>,
    sorted: BTreeMap<String, BTreeSet<Owner>>,
    /// The terms that hold a word, and what its letters are.
    holders: BTreeMap<String, (Letters, Vec<usize>)>,
    /// What stands before the fields of a part: its canonical words, longest first.
    pub(super) prefixes: Vec<(Vec<String>, Kind)>,
}

/// The lexicon; made on first use, since a file whose headers are our own names needs none.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);
    &LEXICON
}

impl Lexicon {
    fn new() -> Self {
        let mut lexicon = Self::default();
        for &kind in Kind::ALL {
            for (column, field) in schema::table(kind).fields.iter().enumerate() {
                for text in field.aliases.iter().chain([&field.name]) {
                    lexicon.add(Owner::Column(kind, column), text, &Header::new(text));
                }
            }
        }
        for entry in header_terms::all() {
            for (_, text) in &entry.terms {
                let header = Header::new(text);
                match (entry.owner.as_str(), entry.owner.parse::<Kind>()) {
                    ("part", _) => {
                        if let Ok(kind) = entry.column.parse() {
                            lexicon.prefixes.push((texts(header), kind));
                        }
                    }
                    ("none", _) => lexicon.add(Owner::Nobody, text, &header),
                    ("person", _) => {
                        lexicon.add(Owner::Nobody, text, &header);
                        if let Ok(of) = entry.column.parse() {
                            lexicon.add(Owner::Person(of), text, &header);
                        }
                    }
                    ("*", _) => {
                        for &kind in Kind::ALL {
                            if let Some(column) = schema::table(kind).column(&entry.column) {
                                lexicon.add(Owner::Column(kind, column), text, &header);
                            }
                        }
                    }
                    (_, Ok(kind)) => {
                        if let Some(column) = schema::table(kind).column(&entry.column) {
                            lexicon.add(Owner::Column(kind, column), text, &header);
                        }
                    }
                    _ => {}
                }
            }
        }
        lexicon.prefixes.retain(|(words, _)| !words.is_empty());
        lexicon.prefixes.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        lexicon.prefixes.dedup();
        lexicon
    }

    fn add(&mut self, owner: Owner, text: &str, header: &Header) {
        for key in [&header.exact, &header.cleaned] {
            if !key.is_empty() {
                self.exact.entry(key.clone()).or_default().insert(owner);
            }
        }
        if header.words.is_empty() {
            return;
        }
        self.canonical.entry(header.canonical.clone()).or_default().insert(owner);
        self.sorted.entry(header.sorted.clone()).or_default().insert(owner);
        for word in &header.words {
            let holders = self.holders.entry(word.text.clone());
            let (_, holders) = holders.or_insert_with(|| (Letters::of(&word.text), Vec::new()));
            if holders.last() != Some(&self.terms.len()) {
                holders.push(self.terms.len());
            }
        }
        self.terms.push(Term { owner, text: text.to_owned(), words: header.words.clone() });
    }

    /// The owners of a header in a form.
    pub(super) fn owners(&self, header: &Header, form: Form) -> Option<&BTreeSet<Owner>> {
        match form {
            Form::Exact => self.exact.get(&header.exact),
            Form::Cleaned => self.exact.get(&header.cleaned),
            Form::Canonical => self.canonical.get(&header.canonical),
            Form::Sorted => self.sorted.get(&header.sorted),
        }
    }

    /// The owners of canonical words.
    pub(super) fn of_words(&self, words: &[String]) -> Option<&BTreeSet<Owner>> {
        self.canonical.get(&words.concat()).or_else(|| {
            let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
            sorted.sort_unstable();
            self.sorted.get(&sorted.join(" "))
        })
    }

    /// The longest term of people all of whose words stand in a header: what it says, and its words.
    pub(super) fn person_within(&self, words: &[Word]) -> Option<(Use, &[Word])> {
        let held = |term: &Term| term.words.iter().all(|word| words.iter().any(|own| own.text == word.text));
        let of_people = self.terms.iter().filter_map(|term| match term.owner {
            Owner::Person(of) if held(term) => Some((of, &term.words[..])),
            _ => None,
        });
        // Of equals the first of the table.
        let length = |words: &[Word]| (words.len(), words.iter().map(|word| word.text.len()).sum::<usize>());
        of_people.rev().max_by_key(|(_, words)| length(words))
    }

    /// The places of the terms that share a word, or nearly, with a header.
    pub(super) fn sharing(&self, words: &[Word]) -> Vec<usize> {
        let mut shared: BTreeSet<usize> = BTreeSet::new();
        // Words without letters, as `2` or `3`, make nothing near.
        for word in words.iter().filter(|word| word.text.chars().any(char::is_alphabetic)) {
            let letters = Letters::of(&word.text);
            for (known, (known_letters, holders)) in &self.holders {
                if letters.may_be_near(*known_letters) && similar::words(&word.text, known) > 0.0 {
                    shared.extend(holders);
                }
            }
        }
        shared.into_iter().collect()
    }

    /// Of the terms that share a word with a header those near to it, each owner with its nearest, for owners
    /// that are asked for; at least as near as `bar`.
    pub(super) fn near(
        &self,
        words: &[Word],
        sharing: &[usize],
        bar: f64,
        asked: impl Fn(Owner) -> bool,
    ) -> BTreeMap<Owner, (f64, &str)> {
        let mut near: BTreeMap<Owner, (f64, &str)> = BTreeMap::new();
        for term in sharing.iter().map(|&at| &self.terms[at]).filter(|term| asked(term.owner)) {
            let nearness = similar::phrases(words, &term.words);
            if nearness >= bar && near.get(&term.owner).is_none_or(|(best, _)| nearness > *best) {
                near.insert(term.owner, (nearness, &term.text));
            }
        }
        near
    }
}

/// The canonical words of a header.
fn texts(header: Header) -> Vec<String> {
    header.words.into_iter().map(|word| word.text).collect()
}

/// The column of a kind with this name or alias in its schema.
pub(super) fn in_schema(kind: Kind, folded: &str) -> Option<usize> {
    static NAMES: LazyLock<Vec<BTreeMap<String, usize>>> =
        LazyLock::new(|| Kind::ALL.iter().map(|&kind| names(schema::table(kind))).collect());
    NAMES[kind as usize].get(&squeeze(folded)).copied()
}

/// Aliases of our schemas that mean another column of their kind as well: the other headers and the cells decide.
const OPEN_ALIASES: [(Kind, &str); 3] =
    [(Kind::Worker, "country"), (Kind::Worker, "name"), (Kind::Worker, "nombre")];

/// Whether an alias of a kind's schema means another column as well.
pub(super) fn is_open_alias(kind: Kind, folded: &str) -> bool {
    let alias = squeeze(folded);
    OPEN_ALIASES.iter().any(|&(of, open)| of == kind && open == alias)
}

fn names(table: &schema::TableSchema) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (column, field) in table.fields.iter().enumerate() {
        for alias in &field.aliases {
            names.entry(squeeze(&fold(alias))).or_insert(column);
        }
    }
    // A name goes before another column's alias.
    for (column, field) in table.fields.iter().enumerate() {
        names.insert(squeeze(&fold(&field.name)), column);
    }
    names
}

/// Whether a word means nothing by itself, for the grammar of parts.
pub(super) fn is_joint(word: &str) -> bool {
    canonical(word).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A term at two columns of a kind is open on purpose; this list is what is.
    #[test]
    fn terms_of_two_columns_are_those_meant_to_be_open() {
        let mut open = BTreeSet::new();
        for (text, owners) in &lexicon().exact {
            for &kind in Kind::ALL {
                let columns: Vec<&str> = owners
                    .iter()
                    .filter_map(|owner| match *owner {
                        Owner::Column(of, column) if of == kind => {
                            Some(schema::table(kind).fields[column].name.as_str())
                        }
                        _ => None,
                    })
                    .collect();
                if columns.len() > 1 {
                    open.insert(format!("{kind}: {text}: {}", columns.join(" ")));
                }
            }
        }
        let meant: Vec<&str> = include_str!("open_terms.txt").lines().collect();
        assert_eq!(open.into_iter().collect::<Vec<_>>(), meant);
    }

    #[test]
    fn every_term_names_a_column_that_exists() {
        for entry in header_terms::all() {
            let known = match entry.owner.as_str() {
                "none" => true,
                "person" => entry.column.parse::<Use>().is_ok(),
                "part" => entry.column.parse::<Kind>().is_ok_and(|kind| kind.parent() == Some(Kind::Worker)),
                "*" => Kind::ALL.iter().any(|&kind| schema::table(kind).column(&entry.column).is_some()),
                kind => kind.parse::<Kind>().is_ok_and(|k| schema::table(k).column(&entry.column).is_some()),
            };
            assert!(known, "{}.{}", entry.owner, entry.column);
        }
    }
}
