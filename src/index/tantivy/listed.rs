//! Words near each other: documents that were looked through beforehand, as a query.
//!
//! tantivy's phrases count how far words were moved, and three words near each other are no such sum. So the documents
//! that have all words are read once, place by place, and listed.

use std::collections::HashMap;
use std::sync::Arc;
use tantivy::index::SegmentId;
use tantivy::postings::Postings as _;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// Documents by segment, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed(Arc<HashMap<SegmentId, Arc<Vec<DocId>>>>);

impl Listed {
    /// The documents in which all words stand within so many places of each other, in any order.
    pub(super) fn near(
        searcher: &Searcher,
        field: Field,
        words: &[String],
        within: u32,
    ) -> tantivy::Result<Self> {
        let mut listed = HashMap::new();
        for segment in searcher.segment_readers() {
            let found = near_in(segment, field, words, within)?;
            if !found.is_empty() {
                listed.insert(segment.segment_id(), Arc::new(found));
            }
        }
        Ok(Self(Arc::new(listed)))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn near_in(
    segment: &SegmentReader,
    field: Field,
    words: &[String],
    within: u32,
) -> tantivy::Result<Vec<DocId>> {
    let inverted = segment.inverted_index(field)?;
    let mut postings = Vec::with_capacity(words.len());
    for word in words {
        let term = Term::from_field_text(field, word);
        let Some(found) = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else {
            return Ok(Vec::new());
        };
        postings.push(found);
    }
    let mut found = Vec::new();
    let mut places: Vec<(u32, usize)> = Vec::new();
    let mut buffer = Vec::new();
    let mut doc = 0;
    // Every list is led to the document that the farthest one stands at.
    'documents: while doc != TERMINATED {
        for list in &mut postings {
            let at = if list.doc() < doc { list.seek(doc) } else { list.doc() };
            if at > doc {
                doc = at;
                continue 'documents;
            }
        }
        places.clear();
        for (at, list) in postings.iter_mut().enumerate() {
            list.positions(&mut buffer);
            places.extend(buffer.iter().map(|&place| (place, at)));
        }
        places.sort_unstable();
        if stand_near(&places, words.len(), within) {
            found.push(doc);
        }
        doc += 1;
    }
    Ok(found)
}

/// Whether places of all words lie within a stretch of so many places. A word that is asked for twice stands twice.
fn stand_near(places: &[(u32, usize)], words: usize, within: u32) -> bool {
    let mut counts = vec![0_usize; words];
    let mut have = 0;
    let mut from = 0;
    for &(place, word) in places {
        have += usize::from(counts[word] == 0);
        counts[word] += 1;
        while place - places[from].0 > within {
            let first = places[from].1;
            counts[first] -= 1;
            have -= usize::from(counts[first] == 0);
            from += 1;
        }
        if have == words {
            return true;
        }
    }
    false
}

impl Query for Listed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Listed {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.0.get(&reader.segment_id()).cloned().unwrap_or_default();
        Ok(Box::new(ConstScorer::new(List { docs, at: 0 }, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words near each other", 1.0))
    }
}

struct List {
    docs: Arc<Vec<DocId>>,
    at: usize,
}

impl DocSet for List {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_near_in_any_order() {
        assert!(stand_near(&[(3, 0), (7, 1)], 2, 4));
        assert!(!stand_near(&[(3, 0), (8, 1)], 2, 4));
        assert!(stand_near(&[(1, 0), (9, 1), (11, 0), (12, 2)], 3, 3));
        assert!(!stand_near(&[(1, 0), (9, 1), (11, 1)], 3, 9));
        assert!(!stand_near(&[], 2, 9));
    }
}
