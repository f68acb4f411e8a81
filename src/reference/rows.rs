//! Reading a table compiled in: cells by the name of their column, and where a row's figures come from.
//!
//! A malformed cell can only be a slip in a file of this repository, which the tests of each table
//! read whole; so it is `unreachable!` here and never an error that a caller must carry.

use super::freshness;
use crate::model::{Confidence, Day, NotA};
use std::str::FromStr;

/// Where the figures of a row come from, and how well they are proven.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Citation {
    /// The table, a file of `data/reference/`.
    pub table: &'static str,
    /// The document, as the row names it.
    pub source: Box<str>,
    /// Where the document stood when it was read; empty when the row gives no address.
    pub url: Box<str>,
    /// How well the row is proven.
    pub confidence: Confidence,
    /// The last day on which the row, or else its table, is not yet due to be looked up again; `None` for what does not
    /// age.
    pub recheck_by: Option<Day>,
}

/// A source that an answer rests on and that is due to be looked up again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct PastDay {
    /// The table, a file of `data/reference/`.
    pub table: &'static str,
    /// The document.
    pub source: Box<str>,
    /// The day that is past.
    pub recheck_by: Day,
}

/// Which of these sources are past their day.
pub fn past<'a>(sources: impl IntoIterator<Item = &'a &'static Citation>, day: Day) -> Vec<PastDay> {
    let due = |one: &&'static Citation| {
        let recheck_by = one.recheck_by.filter(|recheck_by| *recheck_by < day)?;
        Some(PastDay { table: one.table, source: one.source.clone(), recheck_by })
    };
    let mut all: Vec<PastDay> = sources.into_iter().filter_map(due).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// One row of a table while it is read.
pub(super) struct Row<'a> {
    table: &'static str,
    header: &'a csv::StringRecord,
    cells: csv::StringRecord,
}

impl Row<'_> {
    /// The cell of a column, without outer white space.
    pub(super) fn text(&self, column: &str) -> &str {
        self.written(column).trim()
    }

    /// The cell of a column to the sign, blanks at its ends included.
    pub(super) fn written(&self, column: &str) -> &str {
        let place = self.header.iter().position(|name| name == column);
        place
            .and_then(|place| self.cells.get(place))
            .unwrap_or_else(|| unreachable!("{} is compiled in and has a column `{column}`", self.table))
    }

    /// The value of a column; `None` for an empty cell.
    pub(super) fn value<T: FromStr<Err = NotA>>(&self, column: &str) -> Option<T> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(|text| self.parsed(column, text))
    }

    /// The value of a column that is never empty.
    pub(super) fn required<T: FromStr<Err = NotA>>(&self, column: &str) -> T {
        self.parsed(column, self.text(column))
    }

    /// The whole number of a column; `None` for an empty cell.
    pub(super) fn number<T: FromStr>(&self, column: &str) -> Option<T> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(|text| {
            text.parse()
                .unwrap_or_else(|_| unreachable!("{} is compiled in: `{column}` holds `{text}`", self.table))
        })
    }

    /// The items of a cell that holds a list joined by `;`.
    pub(super) fn items(&self, column: &str) -> impl Iterator<Item = &str> {
        self.text(column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }

    /// The values of a cell that holds a list joined by `;`.
    pub(super) fn list<T: FromStr<Err = NotA>>(&self, column: &str) -> Vec<T> {
        self.items(column).map(|item| self.parsed(column, item)).collect()
    }

    /// The columns `source`, `source_url` and `confidence`.
    pub(super) fn citation(&self) -> Citation {
        Citation {
            table: self.table,
            source: self.text("source").into(),
            url: self.text("source_url").into(),
            confidence: self.required("confidence"),
            recheck_by: self.recheck_by(),
        }
    }

    /// The row's own day, or that of its table.
    fn recheck_by(&self) -> Option<Day> {
        let own = self.header.iter().any(|name| name == "recheck_by").then(|| self.value("recheck_by"));
        own.flatten().or_else(|| freshness::of(self.table).map(|table| table.recheck_by))
    }

    fn parsed<T: FromStr<Err = NotA>>(&self, column: &str, text: &str) -> T {
        text.parse().unwrap_or_else(|error| {
            unreachable!("{} is compiled in and tested: `{column}`: {error}", self.table)
        })
    }
}

/// Reads every row of a table.
pub(super) fn read<T>(table: &'static str, text: &str, row: impl Fn(&Row<'_>) -> T) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let broken = |error: csv::Error| -> ! { unreachable!("{table} is compiled in and tested: {error}") };
    let header = reader.headers().unwrap_or_else(|error| broken(error)).clone();
    reader
        .records()
        .map(|record| {
            let cells = record.unwrap_or_else(|error| broken(error));
            row(&Row { table, header: &header, cells })
        })
        .collect()
}
