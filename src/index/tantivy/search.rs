//! Asking an index.
//!
//! tantivy proposes and we decide the order: hits that have every word as written come first, then
//! those with a word within one edit, by how near the spelling is; among equals BM25, then the row
//! number. BM25 is good for text search and stays out of every match score.

use super::IndexError;
use super::writer::{Index, fact};
use crate::index::fields::filters;
use crate::index::words;
use crate::model::Row;
use crate::text::nearest;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

type BoxQuery = Box<dyn tantivy::query::Query>;

/// What to search for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words, and phrases in double quotes. Nothing finds everything.
    pub words: String,
    /// Filters, each a field and its values separated by commas: any of them.
    pub filters: Vec<(String, String)>,
    /// Numbers that must lie between two bounds, both included: the field's name, thousandths or days.
    pub between: Vec<(&'static str, Bound<i64>, Bound<i64>)>,
    /// How many hits to return.
    pub limit: usize,
}

/// How a word of the query was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// As it stands, after folding.
    Exact,
    /// By a spelling within one edit.
    Near,
}

/// A word of the query and the word of the index that it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matched {
    /// The word of the query, folded.
    pub query: String,
    /// The word of the index.
    pub found: String,
    /// How.
    pub how: How,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The row number of its record.
    pub row: Row,
    /// The words that it matched.
    pub matched: Vec<Matched>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hits {
    /// How many documents match.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// What the person who asked should know.
    pub notes: Vec<String>,
}

/// A word or phrase of the query with the words of the index that stand for it.
struct Wanted {
    words: Vec<String>,
    /// Of one word that begins with an elided one, what stands behind the apostrophe: as good as the word.
    behind: Option<String>,
    near: Vec<String>,
}

/// Searches an index.
///
/// # Errors
/// [`IndexError::UnknownFilter`] for a field that cannot be filtered by, and when the index cannot
/// be read. No text of a query is an error.
pub fn search(index: &Index, query: &Query) -> Result<Hits, IndexError> {
    let searcher = index.searcher()?;
    let mut notes = Vec::new();
    let mut filters = filter_queries(index, &query.filters)?;
    filters.extend(ranges(index, &query.between));
    let wanted = wanted(index, &searcher, &query.words, &mut notes)?;
    if wanted.is_empty() {
        return everything(index, &searcher, filters, query.limit, notes);
    }
    // Enough candidates that the order among the first `limit` is settled by us.
    let pool = query.limit.saturating_mul(4).max(100);
    let mut clauses: Vec<(Occur, BoxQuery)> = filters;
    let all = clauses.len();
    for want in &wanted {
        clauses.push((Occur::Must, want_query(index, want, true)));
    }
    let mut found = run(&searcher, &BooleanQuery::new(clauses), pool)?;
    if found.1 == 0 && wanted.len() > 1 {
        notes.push("no document has all of these words; these have some of them".to_owned());
        let mut clauses = filter_queries(index, &query.filters)?;
        clauses.extend(ranges(index, &query.between));
        debug_assert_eq!(clauses.len(), all);
        let some: Vec<(Occur, BoxQuery)> =
            wanted.iter().map(|want| (Occur::Should, want_query(index, want, true))).collect();
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
    let hits = hits.into_iter().map(|(_, hit)| hit).take(query.limit).collect();
    Ok(Hits { total: found.1, hits, notes })
}

#[expect(clippy::cast_possible_truncation, reason = "scores are small")]
fn thousandths(number: f64) -> i64 {
    (number * 1000.0).round() as i64
}

/// The rows of all documents that have every word: a set, for use as a gate.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn matching_rows(index: &Index, words: &str) -> Result<BTreeSet<Row>, IndexError> {
    let searcher = index.searcher()?;
    let mut notes = Vec::new();
    let clauses: Vec<(Occur, BoxQuery)> = wanted(index, &searcher, words, &mut notes)?
        .iter()
        .map(|want| (Occur::Must, want_query(index, want, false)))
        .collect();
    let found = searcher.search(&BooleanQuery::new(clauses), &DocSetCollector)?;
    found.into_iter().map(|address| row(index, &searcher, address)).collect()
}

fn everything(
    index: &Index,
    searcher: &Searcher,
    mut clauses: Vec<(Occur, BoxQuery)>,
    limit: usize,
    notes: Vec<String>,
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

/// Splits the query into words and phrases, and looks up the near spellings of each word.
fn wanted(
    index: &Index,
    searcher: &Searcher,
    text: &str,
    notes: &mut Vec<String>,
) -> Result<Vec<Wanted>, IndexError> {
    if text.matches('"').count() % 2 == 1 {
        notes.push("a quote was left open: the rest of the query is taken as a phrase".to_owned());
    }
    let mut wanted: Vec<Wanted> = Vec::new();
    for (at, piece) in text.split('"').enumerate() {
        let words = words::words(piece);
        if at % 2 == 1 && words.len() > 1 {
            // A phrase is asked for as it is written.
            let words = words.into_iter().map(|(_, word)| word).collect();
            wanted.push(Wanted { words, behind: None, near: Vec::new() });
            continue;
        }
        for (range, word) in words {
            if wanted.iter().any(|want| want.words == [word.as_str()]) {
                continue;
            }
            let behind = words::behind_elision(&piece[range], &word).map(|(_, behind)| behind);
            let mut near = near_words(index, searcher, &word)?;
            if let Some(behind) = &behind {
                near.extend(near_words(index, searcher, behind)?);
                near.sort_unstable();
                near.dedup();
                near.retain(|near| near != behind && *near != word);
            }
            wanted.push(Wanted { words: vec![word], behind, near });
        }
    }
    Ok(wanted)
}

/// The words of the index within one edit of a word, other than itself. Short words and codes have
/// none: one edit makes another word of them.
fn near_words(index: &Index, searcher: &Searcher, word: &str) -> Result<Vec<String>, IndexError> {
    const SHORTEST: usize = 4;
    if word.chars().count() < SHORTEST || word.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let mut near = BTreeSet::new();
    for field in [index.fields.title, index.fields.body] {
        let query = tantivy::query::FuzzyTermQuery::new(Term::from_field_text(field, word), 1, true);
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

fn want_query(index: &Index, want: &Wanted, scored: bool) -> BoxQuery {
    const TITLE_BOOST: f32 = 2.0;
    let mut either: Vec<(Occur, BoxQuery)> = Vec::new();
    for (field, boost) in [(index.fields.title, TITLE_BOOST), (index.fields.body, 1.0)] {
        let exact: BoxQuery = if want.words.len() > 1 {
            Box::new(PhraseQuery::new(
                want.words.iter().map(|word| Term::from_field_text(field, word)).collect(),
            ))
        } else {
            let option = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
            Box::new(TermQuery::new(Term::from_field_text(field, &want.words[0]), option))
        };
        either.push((Occur::Should, Box::new(BoostQuery::new(exact, boost))));
        if let Some(behind) = &want.behind {
            let option = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
            let term = TermQuery::new(Term::from_field_text(field, behind), option);
            either.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), boost))));
        }
        for near in &want.near {
            let term = TermQuery::new(Term::from_field_text(field, near), IndexRecordOption::Basic);
            // Found, not ranked by how rare a misspelling is.
            either.push((Occur::Should, Box::new(ConstScoreQuery::new(Box::new(term), 0.01))));
        }
    }
    Box::new(BooleanQuery::new(either))
}

fn filter_queries(index: &Index, asked: &[(String, String)]) -> Result<Vec<(Occur, BoxQuery)>, IndexError> {
    let valid: Vec<&'static str> = filters(index.kind).iter().map(|filter| filter.name).collect();
    let mut clauses: Vec<(Occur, BoxQuery)> = Vec::new();
    for (field, values) in asked {
        if !valid.contains(&field.as_str()) {
            let nearest = nearest(field, valid.iter().copied(), 0.6)
                .and_then(|near| valid.iter().copied().find(|v| *v == near));
            return Err(IndexError::UnknownFilter { kind: index.kind, field: field.clone(), nearest, valid });
        }
        let any: Vec<(Occur, BoxQuery)> = values
            .split(',')
            .map(|value| {
                let term = Term::from_field_text(index.fields.facts, &fact(field, value));
                (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as BoxQuery)
            })
            .collect();
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(any)), 0.0))));
    }
    Ok(clauses)
}

fn ranges(index: &Index, between: &[(&'static str, Bound<i64>, Bound<i64>)]) -> Vec<(Occur, BoxQuery)> {
    let clause = |(name, low, high): &(&'static str, Bound<i64>, Bound<i64>)| {
        let field = index.fields.number(name)?;
        let term = |bound: &Bound<i64>| bound.map(|value| Term::from_field_i64(field, value));
        let range: BoxQuery = Box::new(RangeQuery::new(term(low), term(high)));
        Some((Occur::Must, Box::new(ConstScoreQuery::new(range, 0.0)) as BoxQuery))
    };
    between.iter().filter_map(clause).collect()
}

fn row(index: &Index, searcher: &Searcher, address: DocAddress) -> Result<Row, IndexError> {
    let reader = searcher.segment_reader(address.segment_ord);
    let column = reader.fast_fields().u64(searcher.schema().get_field_name(index.fields.row))?;
    let row = column.first(address.doc_id).and_then(|row| u32::try_from(row).ok());
    Ok(Row(row.unwrap_or_default()))
}

/// Which words of the query a document has, and how many of them in any way.
fn explain(
    index: &Index,
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
