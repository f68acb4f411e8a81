//! The words that an index has: those that begin, end or are spelt like a word of a query.

use super::tokenize::{COMPOUND, is_compound};
use super::writer::Words;
use crate::index::IndexError;
use crate::query::{REGULATOR, TextField, texts};
use crate::text::WordForms;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Searcher, TantivyError, Term};

/// So many words are looked at on the way to those that are wanted, and so many are taken.
const LOOKED_AT: usize = 3000;
const TAKEN: usize = 60;

/// Letters that a part of a compound has at least.
const PART: usize = 4;

/// A field of texts of an index, open.
pub(super) struct OpenField {
    pub(super) field: Field,
    pub(super) weight: u32,
    pub(super) name: &'static str,
    readers: Vec<Arc<InvertedIndexReader>>,
}

/// The words of an index.
pub(super) struct Lexis {
    pub(super) fields: Vec<OpenField>,
    ends: Vec<Arc<InvertedIndexReader>>,
}

impl Lexis {
    pub(super) fn open(index: &Words, searcher: &Searcher) -> Result<Self, IndexError> {
        let readers = |field: Field| -> Result<Vec<_>, TantivyError> {
            searcher.segment_readers().iter().map(|segment| segment.inverted_index(field)).collect()
        };
        let open = |text: &'static TextField| {
            let field = index.fields.text(text.name)?;
            let weight = u32::from(text.weight);
            Some(readers(field).map(|readers| OpenField { field, weight, name: text.name, readers }))
        };
        let fields = texts(index.kind).into_iter().filter_map(open).collect::<Result<_, _>>()?;
        Ok(Self { fields, ends: readers(index.fields.ends)? })
    }

    /// The fields that may be looked into: that of a name, or all.
    pub(super) fn within(&self, name: Option<&str>) -> impl Iterator<Item = &OpenField> {
        // The names of councils are looked at where the question names them.
        let open = |field: &OpenField| field.name != REGULATOR;
        self.fields.iter().filter(move |field| name.map_or(open(field), |name| field.name == name))
    }

    /// Whether a field has a word.
    pub(super) fn has(field: &OpenField, word: &str) -> Result<bool, IndexError> {
        let term = Term::from_field_text(field.field, word);
        for reader in &field.readers {
            if reader.get_term_info(&term).map_err(TantivyError::from)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a field has a word with a beginning; `longer` passes over the beginning itself.
    pub(super) fn has_beginning(field: &OpenField, begin: &str, longer: bool) -> Result<bool, IndexError> {
        for reader in &field.readers {
            let range = reader.terms().range();
            let range = if longer { range.gt(begin.as_bytes()) } else { range.ge(begin.as_bytes()) };
            let mut words = range.into_stream().map_err(TantivyError::from)?;
            if words.advance() && words.key().starts_with(begin.as_bytes()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The words with a beginning for which a test holds.
    fn beginning(
        &self,
        name: Option<&str>,
        begin: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<Vec<String>, IndexError> {
        let mut found: BTreeMap<String, bool> = BTreeMap::new();
        for reader in self.within(name).flat_map(|field| &field.readers) {
            let mut words =
                reader.terms().range().ge(begin.as_bytes()).into_stream().map_err(TantivyError::from)?;
            let mut looked_at = 0;
            while words.advance() && looked_at < LOOKED_AT {
                looked_at += 1;
                let Ok(word) = std::str::from_utf8(words.key()) else { continue };
                if !word.starts_with(begin) {
                    break;
                }
                if !found.contains_key(word) {
                    let fits = fits(word);
                    found.insert(word.to_owned(), fits);
                }
            }
        }
        Ok(found.into_iter().filter_map(|(word, fits)| fits.then_some(word)).take(TAKEN).collect())
    }

    /// Other forms of a word.
    pub(super) fn forms(&self, name: Option<&str>, word: &str) -> Result<Vec<String>, IndexError> {
        let Some(forms) = WordForms::of(word) else { return Ok(Vec::new()) };
        let longest = word.len() + 5;
        self.beginning(name, forms.beginning(), |other| other.len() <= longest && forms.has(other))
    }

    /// Compounds of which a word is the first or the last part, each with whether it is the last.
    pub(super) fn compounds(
        &self,
        name: Option<&str>,
        word: &str,
    ) -> Result<Vec<(String, bool)>, IndexError> {
        if word.chars().count() < PART
            || !word.chars().all(|c| c.is_alphabetic() && !crate::text::is_unspaced(c))
        {
            return Ok(Vec::new());
        }
        let first = self.beginning(name, word, |other| {
            is_compound(other) && other.strip_prefix(word).is_some_and(is_second_part)
        })?;
        let reversed: String = word.chars().rev().collect();
        let mut last: Vec<String> = Vec::new();
        for reader in &self.ends {
            let mut words =
                reader.terms().range().ge(reversed.as_bytes()).into_stream().map_err(TantivyError::from)?;
            let mut looked_at = 0;
            while words.advance() && looked_at < LOOKED_AT && last.len() < TAKEN {
                looked_at += 1;
                let Ok(ending) = std::str::from_utf8(words.key()) else { continue };
                if !ending.starts_with(&reversed) {
                    break;
                }
                let whole: String = ending.chars().rev().collect();
                let before = whole.strip_suffix(word).unwrap_or_default();
                if is_first_part(before) && !last.contains(&whole) {
                    last.push(whole);
                }
            }
        }
        let last = last.into_iter().map(|whole| (whole, true));
        Ok(last.chain(first.into_iter().map(|whole| (whole, false))).collect())
    }

    /// The two words of which a compound is made, where both stand by themselves in a field.
    pub(super) fn apart(&self, name: Option<&str>, word: &str) -> Result<Vec<Vec<String>>, IndexError> {
        let mut found = Vec::new();
        if !is_compound(word) {
            return Ok(found);
        }
        for (at, _) in word.char_indices().skip(PART) {
            let (first, second) = word.split_at(at);
            if second.chars().count() < PART {
                break;
            }
            // With and without a letter that joins them.
            for first in [Some(first), first.strip_suffix('s')].into_iter().flatten() {
                for field in self.within(name) {
                    if Self::has(field, second)? && Self::has(field, first)? {
                        let words = vec![first.to_owned(), second.to_owned()];
                        if !found.contains(&words) {
                            found.push(words);
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// The words within so many edits of a word, other than itself, nearest first. Short words, numbers and codes have
    /// none: one edit makes another word of them.
    pub(super) fn near(
        &self,
        name: Option<&str>,
        word: &str,
        edits: u8,
    ) -> Result<Vec<(String, usize)>, IndexError> {
        const SHORTEST: usize = 4;
        let mut near: BTreeMap<String, usize> = BTreeMap::new();
        if word.chars().count() < SHORTEST || word.chars().any(char::is_numeric) {
            return Ok(Vec::new());
        }
        for field in self.within(name) {
            let query = FuzzyTermQuery::new(Term::from_field_text(field.field, word), edits, true);
            for reader in &field.readers {
                let automaton = query.automaton()?;
                let mut words = reader.terms().search(automaton).into_stream().map_err(TantivyError::from)?;
                while words.advance() {
                    if let Ok(found) = std::str::from_utf8(words.key())
                        && found != word
                        && !near.contains_key(found)
                    {
                        near.insert(found.to_owned(), strsim::damerau_levenshtein(word, found));
                    }
                }
            }
        }
        let mut near: Vec<(String, usize)> = near.into_iter().collect();
        near.sort_by_key(|(_, edits)| *edits);
        near.truncate(TAKEN);
        Ok(near)
    }
}

/// Whether letters can be the first part of a compound: with a vowel, and no cluster at their end that no word has. One
/// letter or two may join the parts.
fn is_first_part(text: &str) -> bool {
    if text.chars().count() < PART || !text.chars().any(is_vowel) {
        return false;
    }
    let mut letters = text.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    !matches!((before, last), (Some(before), Some('p' | 'b' | 'v' | 'g'))
        if matches!(before, 's' | 't' | 'k' | 'f' | 'd' | 'c') )
}

/// Whether letters can be the second part.
fn is_second_part(text: &str) -> bool {
    text.chars().count() >= PART && text.chars().any(is_vowel)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'α'..='ω' | 'а'..='ӿ')
}

const _: () = assert!(COMPOUND == 2 * PART);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_compound_is_no_string_of_letters() {
        for first in ["schlaf", "rednings", "weefsel", "tandvards", "patient", "zahn", "blut", "laegemiddel"]
        {
            assert!(is_first_part(first), "{first}");
        }
        for first in ["blutsp", "leg", "for", "strk"] {
            assert!(!is_first_part(first), "{first}");
        }
    }
}
