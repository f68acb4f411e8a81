//! Asking an index.
//!
//! tantivy proposes and we decide the order: hits that have every word as written come first, then
//! those with a word within one edit, by how near the spelling is; among equals BM25, then the row
//! number. BM25 is good for text search and stays out of every match score.

use super::IndexError;
use super::writer::{Words, fact};
use crate::index::{Hit, Hits, How, Matched};
use crate::model::Row;
use crate::query::{Note, Query, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term as Tantivy};

type BoxQuery = Box<dyn tantivy::query::Query>;

/// A word or phrase of the query with the words of the index that stand for it.
struct Wanted {
    words: Vec<String>,
    /// Of one word that begins with an elided one, what stands behind the apostrophe: as good as the word.
    behind: Option<String>,
    near: Vec<String>,
}

/// Searches an index; returns at most `limit` hits.
///
/// # Errors
/// [`IndexError`] when the index cannot be read. No query is an error.
pub(super) fn search(index: &Words, query: &Query, limit: usize) -> Result<Hits, IndexError> {
    let searcher = index.searcher()?;
    let mut notes = query.notes.clone();
    let wanted = wanted(index, &searcher, &query.terms)?;
    if wanted.is_empty() {
        return everything(index, &searcher, facts(index, query), limit, notes);
    }
    // Enough candidates that the order among the first `limit` is settled by us.
    let pool = limit.saturating_mul(4).max(100);
    let mut clauses = facts(index, query);
    clauses.extend(wanted.iter().map(|want| (Occur::Must, want_query(index, want, true))));
    let mut found = run(&searcher, &BooleanQuery::new(clauses), pool)?;
    if found.1 == 0 && wanted.len() > 1 {
        notes.push(Note::SomeOfTheWords);
        let some = wanted.iter().map(|want| (Occur::Should, want_query(index, want, true))).collect();
        let mut clauses = facts(index, query);
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(some))));
        found = run(&searcher, &BooleanQuery::new(clauses), pool)?;
    }
    let mut hits = Vec::new();
    for (score, address) in found.0 {
        let (row, matched, words_found) = explain(index, &searcher, address, &wanted)?;
        let near = matched.iter().filter(|m| m.how == How::Near).count();
        let distance: f64 =
            matched.iter().map(|m| 1.0 - strsim::normalized_damerau_levenshtein(&m.query, &m.found)).sum();
        // Thousandths: the last digits of a sum of floats are no order.
        let key = (
            std::cmp::Reverse(words_found),
            near,
            thousandths(distance),
            std::cmp::Reverse(thousandths(f64::from(score))),
            row,
        );
        hits.push((key, Hit { row, matched }));
    }
    hits.sort_by_key(|(key, _)| *key);
    let hits = hits.into_iter().map(|(_, hit)| hit).take(limit).collect();
    Ok(Hits { total: found.1, hits, notes })
}

#[expect(clippy::cast_possible_truncation, reason = "scores are small")]
fn thousandths(number: f64) -> i64 {
    (number * 1000.0).round() as i64
}

/// The rows of all documents for which the whole query holds: a set, for use as a gate.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub(super) fn matching_rows(index: &Words, query: &Query) -> Result<BTreeSet<Row>, IndexError> {
    let searcher = index.searcher()?;
    let mut clauses = facts(index, query);
    let wanted = wanted(index, &searcher, &query.terms)?;
    clauses.extend(wanted.iter().map(|want| (Occur::Must, want_query(index, want, false))));
    let found = searcher.search(&BooleanQuery::new(clauses), &DocSetCollector)?;
    found.into_iter().map(|address| row(index, &searcher, address)).collect()
}

fn everything(
    index: &Words,
    searcher: &Searcher,
    mut clauses: Vec<(Occur, BoxQuery)>,
    limit: usize,
    notes: Vec<Note>,
) -> Result<Hits, IndexError> {
    clauses.push((Occur::Must, Box::new(tantivy::query::AllQuery)));
    let query = BooleanQuery::new(clauses);
    let top = TopDocs::with_limit(limit.max(1)).order_by_fast_field::<u64>("row", tantivy::Order::Asc);
    let (found, total) = searcher.search(&query, &(top, Count))?;
    let mut hits = Vec::new();
    for (_, address) in found.into_iter().take(limit) {
        hits.push(Hit { row: row(index, searcher, address)?, matched: Vec::new() });
    }
    Ok(Hits { total, hits, notes })
}

type Found = (Vec<(f32, DocAddress)>, usize);

fn run(searcher: &Searcher, query: &BooleanQuery, pool: usize) -> Result<Found, IndexError> {
    Ok(searcher.search(query, &(TopDocs::with_limit(pool).order_by_score(), Count))?)
}

/// The words and phrases with the near spellings of each word.
fn wanted(index: &Words, searcher: &Searcher, terms: &[Term]) -> Result<Vec<Wanted>, IndexError> {
    let want = |term: &Term| {
        let (word, behind) = match term {
            Term::Phrase(words) => {
                return Ok(Wanted { words: words.clone(), behind: None, near: Vec::new() });
            }
            Term::Word { word, behind } => (word, behind),
        };
        let mut near = near_words(index, searcher, word)?;
        if let Some(behind) = behind {
            near.extend(near_words(index, searcher, behind)?);
            near.sort_unstable();
            near.dedup();
            near.retain(|near| near != behind && near != word);
        }
        Ok(Wanted { words: vec![word.clone()], behind: behind.clone(), near })
    };
    terms.iter().map(want).collect()
}

/// The words of the index within one edit of a word, other than itself. Short words and codes have
/// none: one edit makes another word of them.
fn near_words(index: &Words, searcher: &Searcher, word: &str) -> Result<Vec<String>, IndexError> {
    const SHORTEST: usize = 4;
    if word.chars().count() < SHORTEST || word.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let mut near = BTreeSet::new();
    for field in [index.fields.title, index.fields.body] {
        let query = tantivy::query::FuzzyTermQuery::new(Tantivy::from_field_text(field, word), 1, true);
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let automaton = query.automaton()?;
            let mut stream =
                inverted.terms().search(automaton).into_stream().map_err(tantivy::TantivyError::from)?;
            while stream.advance() {
                if let Ok(found) = std::str::from_utf8(stream.key())
                    && found != word
                {
                    near.insert(found.to_owned());
                }
            }
        }
    }
    Ok(near.into_iter().collect())
}

fn want_query(index: &Words, want: &Wanted, scored: bool) -> BoxQuery {
    const TITLE_BOOST: f32 = 2.0;
    let mut either: Vec<(Occur, BoxQuery)> = Vec::new();
    for (field, boost) in [(index.fields.title, TITLE_BOOST), (index.fields.body, 1.0)] {
        let exact: BoxQuery = if want.words.len() > 1 {
            Box::new(PhraseQuery::new(
                want.words.iter().map(|word| Tantivy::from_field_text(field, word)).collect(),
            ))
        } else {
            let option = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
            Box::new(TermQuery::new(Tantivy::from_field_text(field, &want.words[0]), option))
        };
        either.push((Occur::Should, Box::new(BoostQuery::new(exact, boost))));
        if let Some(behind) = &want.behind {
            let option = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
            let term = TermQuery::new(Tantivy::from_field_text(field, behind), option);
            either.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), boost))));
        }
        for near in &want.near {
            let term = TermQuery::new(Tantivy::from_field_text(field, near), IndexRecordOption::Basic);
            // Found, not ranked by how rare a misspelling is.
            either.push((Occur::Should, Box::new(ConstScoreQuery::new(Box::new(term), 0.01))));
        }
    }
    Box::new(BooleanQuery::new(either))
}

/// The conditions and comparisons of a query.
fn facts(index: &Words, query: &Query) -> Vec<(Occur, BoxQuery)> {
    let conditions = query.conditions.iter().map(|condition| {
        let any: Vec<(Occur, BoxQuery)> = condition
            .values
            .iter()
            .map(|value| {
                let term = Tantivy::from_field_text(index.fields.facts, &fact(condition.field, value));
                (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as BoxQuery)
            })
            .collect();
        Box::new(BooleanQuery::new(any)) as BoxQuery
    });
    let ranges = query.between.iter().filter_map(|between| {
        let field = index.fields.number(between.name)?;
        let term = |bound: Bound<i64>| bound.map(|value| Tantivy::from_field_i64(field, value));
        Some(Box::new(RangeQuery::new(term(between.low), term(between.high))) as BoxQuery)
    });
    // They gate, and do not rank.
    let gate = |query| (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0)) as BoxQuery);
    conditions.chain(ranges).map(gate).collect()
}

fn row(index: &Words, searcher: &Searcher, address: DocAddress) -> Result<Row, IndexError> {
    let reader = searcher.segment_reader(address.segment_ord);
    let column = reader.fast_fields().u64(searcher.schema().get_field_name(index.fields.row))?;
    let row = column.first(address.doc_id).and_then(|row| u32::try_from(row).ok());
    Ok(Row(row.unwrap_or_default()))
}

/// Which words of the query a document has, and how many of them in any way.
fn explain(
    index: &Words,
    searcher: &Searcher,
    address: DocAddress,
    wanted: &[Wanted],
) -> Result<(Row, Vec<Matched>, usize), IndexError> {
    let mut matched = Vec::new();
    let mut found_words = 0;
    for want in wanted {
        let exact = Wanted { words: want.words.clone(), behind: None, near: Vec::new() };
        if has(searcher, &*want_query(index, &exact, false), address)? {
            found_words += 1;
            for word in &want.words {
                matched.push(Matched { query: word.clone(), found: word.clone(), how: How::Exact });
            }
            continue;
        }
        if let Some(behind) = &want.behind {
            let only = Wanted { words: vec![behind.clone()], behind: None, near: Vec::new() };
            if has(searcher, &*want_query(index, &only, false), address)? {
                found_words += 1;
                let (query, found) = (want.words[0].clone(), behind.clone());
                matched.push(Matched { query, found, how: How::Exact });
                continue;
            }
        }
        // The nearest spelling that the document has.
        let mut near: BTreeMap<i64, &String> = BTreeMap::new();
        for word in &want.near {
            let only = Wanted { words: vec![word.clone()], behind: None, near: Vec::new() };
            if has(searcher, &*want_query(index, &only, false), address)? {
                let distance = 1.0 - strsim::normalized_damerau_levenshtein(&want.words[0], word);
                near.entry(thousandths(distance)).or_insert(word);
            }
        }
        if let Some(word) = near.values().next() {
            found_words += 1;
            matched.push(Matched { query: want.words[0].clone(), found: (*word).clone(), how: How::Near });
        }
    }
    Ok((row(index, searcher, address)?, matched, found_words))
}

fn has(
    searcher: &Searcher,
    query: &dyn tantivy::query::Query,
    address: DocAddress,
) -> Result<bool, IndexError> {
    use tantivy::query::EnableScoring;
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut scorer = weight.scorer(searcher.segment_reader(address.segment_ord), 1.0)?;
    use tantivy::DocSet;
    Ok(scorer.doc() <= address.doc_id && scorer.seek(address.doc_id) == address.doc_id)
}
