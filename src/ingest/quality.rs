//! What a column of a file held, counted while it is read, in bounded memory.
//!
//! Values are shown of columns of codes alone, and never of those that speak of the person (sex,
//! nationality): the page of a batch goes from hand to hand.

use super::mapping::ColumnUse;
use crate::model::Datum;
use crate::schema::{self, Semantic};
use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

/// At most this many distinct values of a column are counted.
const DISTINCT: usize = 1_000;
/// So many of the most frequent ones are shown.
const TOP: usize = 5;
/// A longer value is no code.
const LONGEST: usize = 60;

/// What a column of a file held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Quality {
    /// Cells that hold something, refused ones included.
    pub filled: u64,
    /// Cells that are blank or say that nothing is known.
    pub unknown: u64,
    /// Cells read as something other than their bytes: `Philippines` as `PH`.
    pub reworded: u64,
    /// Distinct values among those that were understood.
    pub distinct: u64,
    /// Whether there are more distinct values than were counted.
    pub distinct_more: bool,
    /// The most frequent values of a column of codes.
    pub top: Vec<Top>,
}

/// A value and how often it stands in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Top {
    /// The value in its canonical form.
    pub value: String,
    /// Cells that hold it.
    pub count: u64,
}

/// Counts the cells of a column.
pub(super) struct Tally {
    filled: u64,
    unknown: u64,
    reworded: u64,
    seen: Seen,
    more: bool,
    /// The last value and how often it came again: columns of codes repeat themselves from row to row.
    last: Option<Datum>,
    again: u64,
}

enum Seen {
    Values(HashMap<Datum, u64, RandomState>),
    Hashes(HashSet<u64, RandomState>, RandomState),
}

impl Tally {
    pub(super) fn new(column: &ColumnUse) -> Self {
        let seen = if shows_values(column) {
            Seen::Values(HashMap::default())
        } else {
            Seen::Hashes(HashSet::default(), RandomState::default())
        };
        Self { filled: 0, unknown: 0, reworded: 0, seen, more: false, last: None, again: 0 }
    }

    /// Counts a cell that was understood.
    pub(super) fn take(&mut self, datum: Option<&Datum>) {
        let Some(datum) = datum else {
            self.unknown += 1;
            return;
        };
        self.filled += 1;
        if self.last.as_ref() == Some(datum) {
            self.again += 1;
            return;
        }
        match &mut self.seen {
            Seen::Values(values) => {
                if let (Some(last), 1..) = (&self.last, self.again)
                    && let Some(count) = values.get_mut(last)
                {
                    *count += self.again;
                }
                self.again = 0;
                let room = values.len() < DISTINCT;
                if let Some(count) = values.get_mut(datum) {
                    *count += 1;
                } else if room {
                    values.insert(datum.clone(), 1);
                } else {
                    self.more = true;
                }
            }
            Seen::Hashes(..) if self.more => return,
            Seen::Hashes(..) => self.hash(datum),
        }
        self.last = Some(datum.clone());
    }

    /// Counts a cell of a column that is kept as it is.
    pub(super) fn take_text(&mut self, text: &str) {
        if text.trim().is_empty() {
            self.unknown += 1;
        } else {
            self.filled += 1;
            self.hash(text);
        }
    }

    /// Counts a cell that was refused.
    pub(super) fn refused(&mut self) {
        self.filled += 1;
    }

    /// Notes that the last cell was read as something other than its bytes.
    pub(super) fn reworded(&mut self) {
        self.reworded += 1;
    }

    fn hash(&mut self, value: impl Hash) {
        // Once there are too many nothing is to be counted, and most columns get there soon.
        if let (Seen::Hashes(hashes, state), false) = (&mut self.seen, self.more) {
            let hash = state.hash_one(value);
            if hashes.len() < DISTINCT {
                hashes.insert(hash);
            } else {
                self.more = !hashes.contains(&hash);
            }
        }
    }

    pub(super) fn quality(&self, column: &ColumnUse) -> Quality {
        let mut top = Vec::new();
        let distinct = match &self.seen {
            Seen::Hashes(hashes, _) => hashes.len(),
            Seen::Values(values) => {
                let again = |v: &Datum| if self.last.as_ref() == Some(v) { self.again } else { 0 };
                let mut counted: Vec<(&Datum, u64)> =
                    values.iter().map(|(v, &count)| (v, count + again(v))).collect();
                counted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
                top.extend(
                    counted.into_iter().take(TOP).map(|(v, count)| Top { value: shown(column, v), count }),
                );
                values.len()
            }
        };
        Quality {
            filled: self.filled,
            unknown: self.unknown,
            reworded: self.reworded,
            distinct: distinct as u64,
            distinct_more: self.more,
            top,
        }
    }
}

/// Whether values of the column may be shown: codes, unless they speak of the person.
fn shows_values(column: &ColumnUse) -> bool {
    const OF_THE_PERSON: &[&str] = &["sex", "nationalities"];
    let Some(target) = &column.target else { return false };
    let field = &schema::table(target.kind).fields[target.column];
    use Semantic::{
        Boolean, Country, Currency, Language, Occupation, Specialty, Subdivision, Subject, Test, Word,
    };
    matches!(
        field.semantic,
        Boolean
            | Country
            | Currency
            | Language
            | Occupation
            | Specialty
            | Subdivision
            | Subject
            | Test
            | Word
    ) && !OF_THE_PERSON.contains(&field.name.as_str())
}

fn shown(column: &ColumnUse, value: &Datum) -> String {
    let boolean = column
        .target
        .as_ref()
        .is_some_and(|t| schema::table(t.kind).fields[t.column].semantic == Semantic::Boolean);
    match value {
        Datum::Integer(1) if boolean => "yes".to_owned(),
        Datum::Integer(0) if boolean => "no".to_owned(),
        Datum::Text(text) if text.is_empty() => "none".to_owned(),
        Datum::Text(text) if text.chars().count() > LONGEST => {
            text.chars().take(LONGEST).chain(['…']).collect()
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Target, Via};
    use crate::model::Kind;

    fn column(field: &str) -> ColumnUse {
        let column = schema::table(Kind::Worker).column(field).unwrap();
        let target = Target { kind: Kind::Worker, field: field.into(), slot: None, column };
        ColumnUse {
            may_mean: Vec::new(),
            header: field.into(),
            target: Some(target),
            via: Via::Name,
            confidence: None,
            why: None,
            sample: None,
            stated: None,
            decimals: None,
            values: None,
        }
    }

    fn quality(field: &str, values: impl IntoIterator<Item = String>) -> Quality {
        let column = column(field);
        let mut tally = Tally::new(&column);
        values.into_iter().for_each(|value| tally.take(Some(&Datum::Text(value.into()))));
        tally.quality(&column)
    }

    #[test]
    fn values_of_codes_are_shown_and_those_of_persons_are_not() {
        let shown = quality("residence", ["PH", "KE", "PH"].map(str::to_owned));
        assert_eq!(shown.top, [Top { value: "PH".into(), count: 2 }, Top { value: "KE".into(), count: 1 }]);
        let again = quality("residence", ["PH", "PH", "PH", "KE", "KE", "PH", "PH"].map(str::to_owned));
        assert_eq!(again.top, [Top { value: "PH".into(), count: 5 }, Top { value: "KE".into(), count: 2 }]);
        for field in ["full_name", "email", "phone", "birth_date", "sex", "nationalities", "summary"] {
            let hidden = quality(field, ["x".to_owned()]);
            assert_eq!((hidden.top, hidden.distinct), (vec![], 1), "{field}");
        }
    }

    #[test]
    fn distinct_values_are_counted_up_to_a_bound() {
        let many = quality("full_name", (0..1_000).map(|n| n.to_string()));
        assert_eq!((many.distinct, many.distinct_more), (1_000, false));
        let more = quality("full_name", (0..5_000).map(|n| n.to_string()));
        assert_eq!((more.distinct, more.distinct_more, more.filled), (1_000, true, 5_000));
    }
}
