//! Counting by a number: in the ranges of the table, dates by month or year.

use crate::index::FacetCount;
use crate::model::{Day, Decimal, Kind};
use crate::query::{Number, PRACTICE, YEARS, practice_days};
use crate::reference::facet_ranges;
use std::collections::BTreeMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// More months than this between the first and the last date, and years are counted.
const MONTHS: i64 = 36;

/// How many documents lie in each range of a number.
pub(super) struct Ranges {
    number: Number,
    /// Whether the number is made of the practice of a worker on the day.
    practice: Option<Day>,
    /// Where each range begins, as it is written and as it is kept; none for a date.
    begins: Vec<(Decimal, i64)>,
}

impl Ranges {
    /// The ranges of a number of a kind.
    pub(super) fn of(kind: Kind, number: Number, day: Day) -> Self {
        let practice = (kind == Kind::Worker && number == YEARS).then_some(day);
        let kept = |from: &Decimal| {
            let thousandths = from.scaled(3)?;
            Some((*from, if practice.is_some() { practice_days(thousandths) } else { thousandths }))
        };
        let begins = facet_ranges::begins(kind, number.name).iter().filter_map(kept).collect();
        Self { number, practice, begins }
    }

    /// The ranges by name, rising: each name can be asked for as a value of the field.
    pub(super) fn named(&self, counts: BTreeMap<i64, u64>) -> Vec<FacetCount> {
        if self.number.date {
            return named_dates(&counts);
        }
        let named = |(slot, count): (i64, u64)| {
            let at = usize::try_from(slot).ok()?;
            let begin = |at: usize| self.begins.get(at).map(|(from, _)| from);
            let value = match (at.checked_sub(1).and_then(begin), begin(at)) {
                (Some(from), Some(below)) => format!("{from}..<{below}"),
                (Some(from), None) => format!(">={from}"),
                (None, Some(below)) => format!("<{below}"),
                (None, None) => return None,
            };
            Some(FacetCount { value, count })
        };
        counts.into_iter().filter_map(named).collect()
    }

    fn slot(&self, value: i64) -> i64 {
        if self.number.date {
            return value;
        }
        let slot = self.begins.partition_point(|(_, from)| *from <= value);
        i64::try_from(slot).unwrap_or(i64::MAX)
    }
}

/// The months of days with their counts, or the years where there are too many months.
fn named_dates(counts: &BTreeMap<i64, u64>) -> Vec<FacetCount> {
    let month = |day: i64| {
        let date = Day(i32::try_from(day).unwrap_or_default()).date();
        i64::from(date.year()) * 12 + i64::from(date.month()) - 1
    };
    let ends = counts.keys().next().zip(counts.keys().next_back());
    let years = ends.is_some_and(|(first, last)| month(*last) - month(*first) >= MONTHS);
    let mut named: BTreeMap<i64, u64> = BTreeMap::new();
    for (day, count) in counts {
        let month = month(*day);
        *named.entry(if years { month.div_euclid(12) } else { month }).or_default() += count;
    }
    let value = |at: i64| {
        if years {
            format!("{at:04}")
        } else {
            format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1)
        }
    };
    named.into_iter().map(|(at, count)| FacetCount { value: value(at), count }).collect()
}

/// Where the number of a segment's documents is read.
enum Source {
    Column(Column<i64>),
    Practice(Box<[(Column<i64>, Column<i64>); 2]>, Day),
}

pub(super) struct RangesOfSegment {
    source: Source,
    ranges: Ranges,
    counts: BTreeMap<i64, u64>,
}

impl Collector for Ranges {
    type Fruit = BTreeMap<i64, u64>;
    type Child = RangesOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<RangesOfSegment> {
        let fast = reader.fast_fields();
        let source = match self.practice {
            None => Source::Column(fast.i64(self.number.name)?),
            Some(day) => {
                let [last, before] = PRACTICE;
                let pair =
                    |(days, since)| Ok::<_, tantivy::TantivyError>((fast.i64(days)?, fast.i64(since)?));
                Source::Practice(Box::new([pair(last)?, pair(before)?]), day)
            }
        };
        let ranges = Self { begins: self.begins.clone(), ..*self };
        Ok(RangesOfSegment { source, ranges, counts: BTreeMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all = BTreeMap::new();
        for (slot, count) in fruits.into_iter().flatten() {
            *all.entry(slot).or_default() += count;
        }
        Ok(all)
    }
}

impl SegmentCollector for RangesOfSegment {
    type Fruit = BTreeMap<i64, u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let mut slots: Vec<i64> = match &self.source {
            Source::Column(column) => {
                column.values_for_doc(doc).map(|value| self.ranges.slot(value)).collect()
            }
            // As a comparison asks: the period that reaches most.
            Source::Practice(pairs, day) => {
                let reached = pairs.iter().filter_map(|(days, since)| {
                    Some((days.first(doc)? / 1000).min(i64::from(day.0) - since.first(doc)?))
                });
                reached.max().map(|days| self.ranges.slot(days)).into_iter().collect()
            }
        };
        slots.sort_unstable();
        slots.dedup();
        for slot in slots {
            *self.counts.entry(slot).or_default() += 1;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_named_by_month_and_by_year_where_there_are_many() {
        let day = |text: &str| i64::from(text.parse::<Day>().unwrap().0);
        let near = [(day("2026-12-31"), 2), (day("2027-01-01"), 1), (day("2027-01-31"), 4)].into();
        let named = |counts: &BTreeMap<i64, u64>| -> Vec<String> {
            named_dates(counts).iter().map(|one| format!("{} {}", one.value, one.count)).collect()
        };
        assert_eq!(named(&near), ["2026-12 2", "2027-01 5"]);
        let far = [(day("2019-12-31"), 2), (day("2027-01-01"), 1), (day("2027-12-31"), 4)].into();
        assert_eq!(named(&far), ["2019 2", "2027 5"]);
        assert_eq!(named(&BTreeMap::new()), [""; 0]);
    }

    #[test]
    fn every_number_that_is_no_date_has_ranges() {
        for kind in crate::query::KINDS {
            for number in crate::query::numbers(kind) {
                let ranges = Ranges::of(kind, number, Day(20_000));
                assert_eq!(ranges.begins.is_empty(), number.date, "{kind} {}", number.name);
            }
        }
    }
}
