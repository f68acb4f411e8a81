//! Asking an index.
//!
//! Every word gets points for the best that stands for it in a document ([`crate::index::How::points`]) and for the field in which it
//! stands; the points of all words add up. Points turn on the query and the document alone, not on how often a word
//! occurs elsewhere: so an order stays what it is while other records come and go, and a cursor leads on in it.

use super::IndexError;
use super::collect::{Counts, Top};
use super::plan::{BoxQuery, Evidence, Leaf, Planner};
use super::ranges::Ranges;
use super::writer::Words;
use crate::index::{FacetCount, Hit, HitOrder, HitPage, Hits, Matched};
use crate::model::{Day, Row};
use crate::query::{Facet, Query, QueryNote, SPOKEN};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::collector::DocSetCollector;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocSet as _, Searcher};

/// So few records are poor results: then a near spelling is asked about.
const POOR: usize = 3;

/// Searches an index; returns the part of the hits that is wanted.
///
/// # Errors
/// [`IndexError`] when the index cannot be read. No query is an error.
pub(super) fn search(index: &Words, query: &Query, page: &HitPage) -> Result<Hits, IndexError> {
    let searcher = index.searcher()?;
    let mut notes = query.notes.clone();
    let planned = Planner::new(index, &searcher)?.plan(&query.root, false)?;
    let mut asked = planned.query();
    let (mut found, mut total, mut all) = searcher.search(&asked, &Top(page.clone()))?;
    let leaves = planned.leaves();
    if all == 0
        && let Some(some) = planned.some()
    {
        asked = some;
        (found, total, all) = searcher.search(&asked, &Top(page.clone()))?;
        notes.push(QueryNote::SomeOfTheWords);
    }
    if all <= POOR {
        let nowhere = leaves.iter().filter(|leaf| leaf.is_nowhere()).map(|leaf| leaf.typed.clone());
        let words: Vec<String> = nowhere.collect();
        if !words.is_empty() {
            notes.push(QueryNote::NobodyHas { words });
        }
        if let Some(near) = leaves.iter().find_map(|leaf| leaf.only_near()) {
            let (word, found) = (near.query.clone(), near.found.join(" "));
            notes.push(QueryNote::DidYouMean { word, found });
        }
    }
    let addresses: Vec<DocAddress> = found.iter().map(|(.., address)| *address).collect();
    let mut settled: Vec<Vec<Option<Vec<Matched>>>> = vec![Vec::new(); addresses.len()];
    for leaf in &leaves {
        for (at, one) in settle(&searcher, leaf, &addresses)?.into_iter().enumerate() {
            settled[at].push(one);
        }
    }
    let hits = found.into_iter().zip(settled).map(|((key, row, _), settled)| {
        let lacks = leaves.iter().zip(&settled).filter(|(_, one)| one.is_none());
        // Of a choice one suffices: a word is lacking only where not all were to be found.
        let lacks = lacks.map(|(leaf, _)| leaf.typed.clone()).collect();
        Hit { row, key: key.0, matched: settled.into_iter().flatten().flatten().collect(), lacks }
    });
    let mut hits: Vec<Hit> = hits.collect();
    if !notes.contains(&QueryNote::SomeOfTheWords) {
        hits.iter_mut().for_each(|hit| hit.lacks.clear());
    }
    Ok(Hits { total, hits, notes })
}

/// The rows of all documents for which the whole query holds: a set, for use as a gate.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub(super) fn matching_rows(index: &Words, query: &Query) -> Result<BTreeSet<Row>, IndexError> {
    let searcher = index.searcher()?;
    let asked = Planner::new(index, &searcher)?.plan(&query.root, true)?.query();
    let found = searcher.search(&asked, &DocSetCollector)?;
    let columns: Vec<_> = searcher
        .segment_readers()
        .iter()
        .map(|segment| segment.fast_fields().u64("row"))
        .collect::<Result<_, _>>()?;
    let row = |address: DocAddress| {
        let column = columns.get(usize::try_from(address.segment_ord).ok()?)?;
        u32::try_from(column.first(address.doc_id)?).ok().map(Row)
    };
    Ok(found.into_iter().filter_map(row).collect())
}

/// The values of a field of facts, or the ranges of a number on a day, with the number of documents.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub(super) fn facet(
    index: &Words,
    query: &Query,
    of: &Facet,
    day: Day,
) -> Result<Vec<FacetCount>, IndexError> {
    let searcher = index.searcher()?;
    let planner = Planner::new(index, &searcher)?;
    let whole = planner.plan(&query.root, false)?;
    // What was widened to some of the words is counted so.
    let page = HitPage { limit: 0, order: HitOrder::Newest, ..HitPage::default() };
    let none = searcher.search(&whole.query(), &Top(page))?.1 == 0;
    let planned = planner.plan(&query.without(of.field()).root, false)?;
    let some = if none { whole.some().and_then(|_| planned.some()) } else { None };
    let asked = some.unwrap_or_else(|| planned.query());
    match of {
        Facet::Values(field) => Ok(searcher.search(&asked, &Counts(field))?),
        Facet::Levels(language) => {
            let counts: Vec<FacetCount> = searcher.search(&asked, &Counts(SPOKEN))?;
            // The fact joins the language with the level.
            let level = |one: FacetCount| {
                let value = one.value.strip_prefix(&format!("{language}-"))?.to_owned();
                Some(FacetCount { value, ..one })
            };
            let mut levels: Vec<FacetCount> = counts.into_iter().filter_map(level).collect();
            levels.sort_by(|a, b| a.value.cmp(&b.value));
            Ok(levels)
        }
        Facet::Ranges(number) => {
            let ranges = Ranges::of(query.kind, *number, day);
            let counts = searcher.search(&asked, &ranges)?;
            Ok(ranges.named(counts))
        }
    }
}

/// What stands for a word in each of some documents: the best that does, `None` where nothing does.
fn settle(
    searcher: &Searcher,
    leaf: &Leaf,
    addresses: &[DocAddress],
) -> Result<Vec<Option<Vec<Matched>>>, IndexError> {
    let mut settled: Vec<Option<Vec<Matched>>> = vec![None; addresses.len()];
    let mut by_segment: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
    for (at, address) in addresses.iter().enumerate() {
        by_segment.entry(address.segment_ord).or_default().push((address.doc_id, at));
    }
    for (segment, mut documents) in by_segment {
        documents.sort_unstable();
        for Evidence { query, matched } in &leaf.evidence {
            if documents.is_empty() {
                break;
            }
            let have = having(searcher, query, segment, &documents)?;
            for &at in &have {
                settled[at] = Some(vec![matched.clone()]);
            }
            documents.retain(|(_, at)| !have.contains(at));
        }
    }
    if !leaf.parts.is_empty() {
        let parts =
            leaf.parts.iter().map(|part| settle(searcher, part, addresses)).collect::<Result<Vec<_>, _>>()?;
        for (at, settled) in settled.iter_mut().enumerate() {
            let own: Option<Vec<Matched>> = parts
                .iter()
                .map(|part| part[at].clone())
                .collect::<Option<Vec<_>>>()
                .map(|parts| parts.into_iter().flatten().collect());
            let points = |all: &[Matched]| all.iter().map(|one| one.points).sum::<u32>();
            if let Some(own) = own
                && settled.as_ref().is_none_or(|known| points(&own) >= points(known))
            {
                *settled = Some(own);
            }
        }
    }
    Ok(settled)
}

/// Which of some documents of a segment, in their order, a query finds.
fn having(
    searcher: &Searcher,
    query: &BoxQuery,
    segment: u32,
    documents: &[(u32, usize)],
) -> Result<Vec<usize>, IndexError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut scorer = weight.scorer(searcher.segment_reader(segment), 1.0)?;
    let mut have = Vec::new();
    for &(doc, at) in documents {
        let found = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
        if found == doc {
            have.push(at);
        }
    }
    Ok(have)
}
