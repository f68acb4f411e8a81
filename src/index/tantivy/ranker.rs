//! Texts of a table ranked for questions, in memory: what is asked once is kept nowhere.
//!
//! The order is that of BM25 as tantivy counts it. A short question is asked twice: the second time with the terms that
//! stand out in what the first time found best (relevance feedback after Lavrenko and Croft, *Relevance-Based Language
//! Models*, SIGIR 2001, mixed with the question as in the RM3 variant).

use crate::index::IndexError;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, Searcher, TantivyDocument, Term};

/// Texts that a question is answered from at the second time.
const FEEDBACK: usize = 10;
/// Terms that it takes from them.
const TAKEN: usize = 20;
/// The share of the question's own terms in the second question.
const OWN: f32 = 0.6;
/// A question of more terms says enough by itself.
const LONG: usize = 40;
/// Memory of the writer, in bytes.
const MEMORY: usize = 64 << 20;

/// Texts that questions are ranked for.
pub struct TextRanker {
    searcher: Searcher,
    field: Field,
    terms: Vec<String>,
    numbers: HashMap<String, u32>,
    /// In how many texts each term stands.
    spread: Vec<u32>,
    /// The terms of each text, each with how often it stands there.
    texts: Vec<Vec<(u32, u32)>>,
}

impl TextRanker {
    /// Takes texts, each by its terms in their order.
    ///
    /// # Errors
    /// [`IndexError`] when the engine fails.
    pub fn of(texts: impl IntoIterator<Item = Vec<String>>) -> Result<Self, IndexError> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
        let field = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let row = schema.add_u64_field("row", FAST);
        let index = Index::create_in_ram(schema.build());
        // One thread: equal scores then come in the order of the texts.
        let mut writer = index.writer_with_num_threads(1, MEMORY)?;
        let mut own = Self {
            searcher: index.reader()?.searcher(),
            field,
            terms: Vec::new(),
            numbers: HashMap::new(),
            spread: Vec::new(),
            texts: Vec::new(),
        };
        for terms in texts {
            let mut document = TantivyDocument::new();
            document.add_u64(row, own.texts.len() as u64);
            own.take(&terms);
            let token = |(position, text)| Token { position, text, ..Token::default() };
            let tokens = terms.into_iter().enumerate().map(token).collect();
            document.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
            writer.add_document(document)?;
        }
        writer.commit()?;
        let reader = index.reader()?;
        reader.reload()?;
        own.searcher = reader.searcher();
        Ok(own)
    }

    fn take(&mut self, terms: &[String]) {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for term in terms {
            let next = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(term.clone()).or_insert(next);
            if number == next {
                self.terms.push(term.clone());
                self.spread.push(0);
            }
            *counts.entry(number).or_default() += 1;
        }
        counts.keys().for_each(|number| self.spread[*number as usize] += 1);
        self.texts.push(counts.into_iter().collect());
    }

    /// The texts that answer a question best, by their place, with their scores; at most `top`. A text that shares no
    /// term with the question is no answer.
    ///
    /// # Errors
    /// [`IndexError`] when the engine fails.
    pub fn rank(&self, question: &[String], top: usize) -> Result<Vec<(usize, f32)>, IndexError> {
        let mut own: BTreeMap<u32, f32> = BTreeMap::new();
        for number in question.iter().filter_map(|term| self.numbers.get(term)) {
            *own.entry(*number).or_default() += 1.0;
        }
        // What is said often in a question weighs more, and ever less so.
        own.values_mut().for_each(|count| *count = 1.0 + count.ln());
        if own.len() > LONG {
            return self.best(&own, top);
        }
        let first = self.best(&own, top.max(FEEDBACK))?;
        self.best(&self.with_feedback(&own, &first[..first.len().min(FEEDBACK)]), top)
    }

    /// The question with the terms that stand out in texts.
    fn with_feedback(&self, own: &BTreeMap<u32, f32>, found: &[(usize, f32)]) -> BTreeMap<u32, f32> {
        let total: f32 = found.iter().map(|(_, score)| score).sum();
        if found.len() < 2 || total <= 0.0 {
            return own.clone();
        }
        let mut model: BTreeMap<u32, (f32, usize)> = BTreeMap::new();
        for (text, score) in found {
            let terms = &self.texts[*text];
            let length: u32 = terms.iter().map(|(_, count)| count).sum();
            for (term, count) in terms {
                let (weight, texts) = model.entry(*term).or_default();
                *weight += score / total * as_share(*count, length);
                *texts += 1;
            }
        }
        let half = self.texts.len() / 2;
        // A word of every second text stands out nowhere, and one of a single text stands for that text.
        model.retain(|term, (_, texts)| *texts > 1 && self.spread[*term as usize] as usize <= half);
        let rare = |term: u32| as_share(count(self.texts.len()), self.spread[term as usize]).ln();
        let mut model: Vec<(u32, f32)> =
            model.into_iter().map(|(term, (weight, _))| (term, weight)).collect();
        model.sort_by(|a, b| (b.1 * rare(b.0)).total_cmp(&(a.1 * rare(a.0))).then(a.0.cmp(&b.0)));
        model.truncate(TAKEN);
        let sum = |weights: &mut dyn Iterator<Item = f32>| weights.sum::<f32>().max(f32::MIN_POSITIVE);
        let (said, learned) = (sum(&mut own.values().copied()), sum(&mut model.iter().map(|one| one.1)));
        let mut both: BTreeMap<u32, f32> =
            own.iter().map(|(term, weight)| (*term, OWN * weight / said)).collect();
        for (term, weight) in model {
            *both.entry(term).or_default() += (1.0 - OWN) * weight / learned;
        }
        both
    }

    fn best(&self, terms: &BTreeMap<u32, f32>, top: usize) -> Result<Vec<(usize, f32)>, IndexError> {
        if terms.is_empty() || top == 0 {
            return Ok(Vec::new());
        }
        let term = |(number, weight): (&u32, &f32)| {
            let term = Term::from_field_text(self.field, &self.terms[*number as usize]);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            let query: Box<dyn Query> = Box::new(BoostQuery::new(Box::new(query), *weight));
            (Occur::Should, query)
        };
        let query = BooleanQuery::new(terms.iter().map(term).collect());
        // No more than there are: the collector reserves room for all that are asked for.
        let collector = TopDocs::with_limit(top.min(self.texts.len()).max(1)).order_by_score();
        let found = self.searcher.search(&query, &collector)?;
        let mut rows = Vec::with_capacity(found.len());
        for (score, address) in found {
            let rows_of = self.searcher.segment_reader(address.segment_ord).fast_fields().u64("row")?;
            let row = rows_of.first(address.doc_id).and_then(|row| usize::try_from(row).ok());
            rows.extend(row.map(|row| (row, score)));
        }
        rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(Reverse(b.0).cmp(&Reverse(a.0))));
        Ok(rows)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "counts of words weigh, and their last digits do not")]
fn as_share(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn ranked(texts: &[&str], question: &str) -> Vec<usize> {
        let ranker = TextRanker::of(texts.iter().map(|text| words(text))).unwrap();
        ranker.rank(&words(question), 10).unwrap().into_iter().map(|(row, _)| row).collect()
    }

    #[test]
    fn rare_words_decide_and_equals_keep_their_order() {
        let texts = ["ward nurse", "ward clerk", "ward nurse dialysis", "ward nurse"];
        assert_eq!(ranked(&texts, "dialysis nurse")[0], 2);
        assert_eq!(ranked(&texts, "nurse")[..2], [0, 3]);
        assert_eq!(ranked(&texts, "pharmacist"), [0_usize; 0]);
        assert_eq!(ranked(&[], "nurse"), [0_usize; 0]);
    }

    #[test]
    fn words_beside_the_best_find_what_says_it_otherwise() {
        let mut texts = vec!["kidney dialysis ward", "kidney dialysis unit", "haemodialysis dialysis kidney"];
        texts.extend(["kidney clinic", "surgery ward", "birth ward", "school", "clerk", "driver", "cook"]);
        // It has no word of the question, and one that the best answers share.
        let found = ranked(&texts, "dialysis");
        assert!(found.contains(&3) && found[..3].iter().all(|row| *row < 3), "{found:?}");
    }
}
