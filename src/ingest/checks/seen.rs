//! What a check sees: a record among the records of its row, its cells by column.
//!
//! Checks run on every row of files of a million rows. So columns are places settled while compiling,
//! and what takes a table and a folded text is asked once and remembered.

use super::reason::{RecordReason, Step};
use crate::ingest::record::Parsed;
use crate::model::{Datum, Decimal, Kind, PartialDate};
use foldhash::fast::RandomState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasher as _;

/// A column of a kind.
#[derive(Clone, Copy)]
pub(super) struct Col {
    place: usize,
    pub(super) name: &'static str,
}

impl Col {
    /// The column of this name; a name that is not among them does not compile.
    pub(super) const fn of(columns: &[&str], name: &'static str) -> Self {
        let mut place = 0;
        while !same(columns[place], name) {
            place += 1;
        }
        Self { place, name }
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A column by kind and name: `col!(Worker.birth_date)`.
macro_rules! col {
    ($record:ident.$field:ident) => {
        const {
            $crate::ingest::checks::seen::Col::of(
                <$crate::model::$record as $crate::model::Record>::COLUMNS,
                stringify!($field),
            )
        }
    };
}
pub(super) use col;

/// A check that failed.
pub(super) struct Fault {
    pub(super) column: &'static str,
    pub(super) because: RecordReason,
    pub(super) suggestion: Option<String>,
}

/// The fault of a column, and why.
pub(super) fn fault(column: Col, because: RecordReason) -> Fault {
    Fault { column: column.name, because, suggestion: None }
}

impl Fault {
    /// Names the nearest valid value.
    pub(super) fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }
}

/// A question about texts that takes a table to answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Question {
    Title,
    Specialty,
    Level,
    Grade,
    Regulator,
    Spoken,
    Currency,
    Name,
}

/// Remembers for texts seen before whether they were at fault. What is remembered of the texts are 128 bits
/// that nobody can foresee: that two of a file have them in common is not to be expected in the age of the world.
#[derive(Default)]
pub(in crate::ingest) struct Memory {
    answers: RefCell<HashMap<u64, (u64, bool), RandomState>>,
    other: RandomState,
}

impl Memory {
    /// Distinct questions remembered, of some 30 bytes each: files repeat themselves. Titles with wards and countries are some
    /// ten thousand in a list of 50,000 people, and reading one anew costs more than all else of its row.
    const MOST: usize = 1 << 18;

    fn ask(&self, question: Question, texts: [&str; 3], answer: impl FnOnce() -> bool) -> bool {
        let mut answers = self.answers.borrow_mut();
        let key = answers.hasher().hash_one((question, texts));
        let check = self.other.hash_one((question, texts));
        if let Some((checked, known)) = answers.get(&key)
            && *checked == check
        {
            return *known;
        }
        let found = answer();
        if answers.len() < Self::MOST {
            answers.insert(key, (check, found));
        }
        found
    }
}

/// A record among those of its row.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) row: &'a [Parsed],
    pub(super) at: usize,
    pub(super) today: PartialDate,
    pub(super) memory: &'a Memory,
}

impl<'a> Seen<'a> {
    pub(super) fn kind(self) -> Kind {
        self.row[self.at].kind
    }

    fn cell(self, column: Col) -> Option<&'a Datum> {
        self.row[self.at].cells.get(column.place)?.as_ref()
    }

    pub(super) fn has(self, column: Col) -> bool {
        self.cell(column).is_some()
    }

    /// The text of a cell; an empty one is a list that is known to be empty.
    pub(super) fn text(self, column: Col) -> Option<&'a str> {
        match self.cell(column)? {
            Datum::Text(text) => Some(text),
            Datum::Integer(_) => None,
        }
    }

    pub(super) fn number(self, column: Col) -> Option<i64> {
        match self.cell(column)? {
            Datum::Integer(number) => Some(*number),
            Datum::Text(_) => None,
        }
    }

    pub(super) fn decimal(self, column: Col) -> Option<Decimal> {
        self.text(column)?.parse().ok()
    }

    /// The number of a decimal cell, near enough to be compared with a bound.
    pub(super) fn float(self, column: Col) -> Option<f64> {
        self.text(column)?.parse().ok()
    }

    pub(super) fn when(self, column: Col) -> Option<PartialDate> {
        self.text(column)?.parse().ok()
    }

    /// The birth date of the worker whose row this is.
    pub(super) fn born(self) -> Option<PartialDate> {
        let main = Self { at: 0, ..self };
        if main.kind() != Kind::Worker {
            return None;
        }
        main.when(col!(Worker.birth_date))
    }

    /// The records of a kind in the row.
    pub(super) fn parts(self, kind: Kind) -> impl Iterator<Item = Seen<'a>> {
        (0..self.row.len()).map(move |at| Self { at, ..self }).filter(move |part| part.kind() == kind)
    }

    /// The records of the same kind that stand before this one in the row.
    pub(super) fn earlier(self) -> impl Iterator<Item = Seen<'a>> {
        self.parts(self.kind()).take_while(move |part| part.at < self.at)
    }

    /// Whether texts are at fault, remembered for texts seen before.
    pub(super) fn ask(self, question: Question, texts: [&str; 3], answer: impl FnOnce() -> bool) -> bool {
        self.memory.ask(question, texts, answer)
    }

    /// The fault of two dates of which the later one surely lies before the earlier one.
    pub(super) fn reversed(self, first: Col, second: Col) -> Option<Fault> {
        let (from, to) = (self.when(first)?, self.when(second)?);
        let reversed =
            |first: Col| RecordReason::DatesReversed { first: first.name, from, second: second.name, to };
        to.is_before(from).then(|| fault(second, reversed(first)))
    }

    /// The fault of a date that surely lies after today, although the step is said to have happened.
    pub(super) fn in_the_future(self, column: Col, step: Step) -> Option<Fault> {
        let (date, today) = (self.when(column)?, self.today);
        today.is_before(date).then(|| fault(column, RecordReason::InTheFuture { date, today, step }))
    }

    /// The fault of a date at which the worker was surely younger than so many years.
    pub(super) fn younger_than(self, years: i32, column: Col, step: Step) -> Option<Fault> {
        self.younger_at(years, self.when(column)?, column, step)
    }

    /// The fault of a cell that says that the worker was surely younger than so many years on a date.
    pub(super) fn younger_at(self, years: i32, date: PartialDate, column: Col, step: Step) -> Option<Fault> {
        let born = self.born()?;
        born.is_within_years(years, date).then(|| {
            let because = if date.is_before(born) {
                RecordReason::BeforeBirth { date, born, years, step }
            } else {
                RecordReason::TooYoung { born, years, date, step }
            };
            fault(column, because)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_is_remembered_by_all_its_texts() {
        let memory = Memory::default();
        assert!(memory.ask(Question::Title, ["a", "b", ""], || true));
        assert!(memory.ask(Question::Title, ["a", "b", ""], || false));
        assert!(!memory.ask(Question::Title, ["ab", "", ""], || false));
        assert!(!memory.ask(Question::Level, ["a", "b", ""], || false));
    }
}
