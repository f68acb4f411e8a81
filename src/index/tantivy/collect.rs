//! Collecting: the best of a page exactly, in an order that does not turn on how segments lie, and counts of facts.

use super::fields::COUNTED;
use crate::credentials::experience::{PracticeUntil, RecordedPractice};
use crate::index::{FacetCount, HitOrder, HitPage};
use crate::model::{Day, Row};
use crate::query::PRACTICE;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

/// A hit in its order: a greater key is better, and among equals the row that came first.
pub(super) type Ranked = (Reverse<i64>, Row, DocAddress);

/// The hits of a page, and how many there are in all.
pub(super) struct Top(pub(super) HitPage);

/// What is ordered by.
enum Keys {
    Points,
    /// The first of these columns that has a value.
    Largest(Vec<Column<i64>>),
    /// The practice on a day: the days at the end of a period, and since when it would have gone on.
    Practice(Box<[(Column<i64>, Column<i64>); 2]>, Day),
    /// The smallest value first.
    Soonest(Vec<Column<i64>>),
    Rows,
}

pub(super) struct TopOfSegment {
    ord: SegmentOrdinal,
    keys: Keys,
    rows: Column<u64>,
    after: Option<(Reverse<i64>, Row)>,
    limit: usize,
    only: Option<Arc<BTreeSet<Row>>>,
    count: usize,
    all: usize,
    best: Vec<Ranked>,
}

impl Collector for Top {
    /// The hits, how many there are in all, and how many there are whatever rows are named.
    type Fruit = (Vec<Ranked>, usize, usize);
    type Child = TopOfSegment;

    fn for_segment(&self, ord: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<TopOfSegment> {
        let fast = reader.fast_fields();
        let keys = match self.0.order {
            HitOrder::Relevance => Keys::Points,
            HitOrder::Newest => {
                let published = fast.i64("published_on")?;
                if has_any(&published) { Keys::Largest(vec![published]) } else { Keys::Rows }
            }
            HitOrder::Experience => {
                let asked = fast.i64("experience_months")?;
                if has_any(&asked) {
                    Keys::Largest(vec![asked])
                } else {
                    let [last, before] = PRACTICE;
                    let pair = |(days, since)| Ok::<_, TantivyError>((fast.i64(days)?, fast.i64(since)?));
                    Keys::Practice(Box::new([pair(last)?, pair(before)?]), Day(self.0.day))
                }
            }
            HitOrder::Readiness => Keys::Soonest(vec![fast.i64("available_from")?, fast.i64("starts_on")?]),
        };
        Ok(TopOfSegment {
            ord,
            keys,
            rows: fast.u64("row")?,
            after: self.0.after.map(|(key, row)| (Reverse(key), row)),
            limit: self.0.limit,
            only: self.0.only.clone(),
            count: 0,
            all: 0,
            best: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.0.order == HitOrder::Relevance
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let total = fruits.iter().map(|(_, count, _)| count).sum();
        let all = fruits.iter().map(|(.., all)| all).sum();
        let mut best: Vec<Ranked> = fruits.into_iter().flat_map(|(best, ..)| best).collect();
        best.sort_unstable();
        best.truncate(self.0.limit);
        Ok((best, total, all))
    }
}

fn has_any(column: &Column<i64>) -> bool {
    column.values.num_vals() > 0
}

impl TopOfSegment {
    fn key(&self, doc: DocId, row: Row, score: Score) -> i64 {
        let first = |columns: &[Column<i64>]| columns.iter().find_map(|column| column.first(doc));
        match &self.keys {
            // Points are whole.
            #[expect(clippy::cast_possible_truncation, reason = "points are small and whole")]
            Keys::Points => score.round() as i64,
            Keys::Largest(columns) => first(columns).unwrap_or(i64::MIN),
            Keys::Practice(pairs, day) => {
                let [last, before] = pairs.each_ref().map(|(days, since)| {
                    let since = Day(i32::try_from(since.first(doc)?).ok()?);
                    Some(PracticeUntil { days: days.first(doc)? / 1000, since })
                });
                RecordedPractice { last, before }.on(*day).unwrap_or(i64::MIN)
            }
            Keys::Soonest(columns) => first(columns).map_or(i64::MIN, |day| -day),
            Keys::Rows => i64::from(row.0),
        }
    }

    fn cut(&mut self) {
        if self.best.len() > self.limit {
            if self.limit > 0 {
                self.best.select_nth_unstable(self.limit - 1);
            }
            self.best.truncate(self.limit);
        }
    }
}

impl SegmentCollector for TopOfSegment {
    type Fruit = (Vec<Ranked>, usize, usize);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.all += 1;
        let row = Row(self.rows.first(doc).and_then(|row| u32::try_from(row).ok()).unwrap_or_default());
        if self.only.as_ref().is_some_and(|only| !only.contains(&row)) {
            return;
        }
        self.count += 1;
        let key = Reverse(self.key(doc, row, score));
        if self.after.is_none_or(|after| (key, row) > after) {
            self.best.push((key, row, DocAddress::new(self.ord, doc)));
            if self.best.len() > 4 * self.limit + 1000 {
                self.cut();
            }
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        self.cut();
        (self.best, self.count, self.all)
    }
}

/// How many documents have each value of a field of facts.
pub(super) struct Counts(pub(super) &'static str);

pub(super) struct CountsOfSegment {
    begin: String,
    values: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Collector for Counts {
    type Fruit = Vec<FacetCount>;
    type Child = CountsOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<CountsOfSegment> {
        let values = reader.fast_fields().str(COUNTED)?;
        let counts = vec![0; values.as_ref().map_or(0, |values| values.num_terms())];
        Ok(CountsOfSegment { begin: format!("{}=", self.0), values, counts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<BTreeMap<String, u64>>) -> tantivy::Result<Vec<FacetCount>> {
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        for (value, count) in fruits.into_iter().flatten() {
            *all.entry(value).or_default() += count;
        }
        let mut all: Vec<FacetCount> =
            all.into_iter().map(|(value, count)| FacetCount { value, count }).collect();
        all.sort_by_key(|one| Reverse(one.count));
        Ok(all)
    }
}

impl SegmentCollector for CountsOfSegment {
    type Fruit = BTreeMap<String, u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(values) = &self.values else { return };
        for ord in values.term_ords(doc) {
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| self.counts.get_mut(ord)) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> BTreeMap<String, u64> {
        let mut found = BTreeMap::new();
        let Some(values) = self.values else { return found };
        let mut text = String::new();
        for (ord, count) in (0..).zip(self.counts).filter(|(_, count)| *count > 0) {
            text.clear();
            if values.ord_to_str(ord, &mut text).unwrap_or(false)
                && let Some(value) = text.strip_prefix(&self.begin)
            {
                found.insert(value.to_owned(), count);
            }
        }
        found
    }
}
