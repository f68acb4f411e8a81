//! When a language test could be taken (`test_windows.csv`): a certificate of another day is of another test.
//!
//! Days are kept as written, because a month or a year is all that some sources say; the reader
//! compares what surely lies outside. A test without a row may have been taken at any time.

use super::rows::{self, Citation};
use crate::model::{PartialDate, TestId};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "providers' pages and domain knowledge, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-25";

/// When a test could be taken.
#[derive(Debug)]
pub struct TestWindow {
    /// The test.
    pub test: TestId,
    /// When it was first taken.
    pub first: Option<PartialDate>,
    /// When it was last taken.
    pub last: Option<PartialDate>,
    /// The test that took its place.
    pub replaced_by: Option<TestId>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The window of a test; `None` when the table has none.
pub fn of(test: &str) -> Option<&'static TestWindow> {
    static ROWS: LazyLock<BTreeMap<Box<str>, TestWindow>> = LazyLock::new(|| {
        rows::read("test_windows.csv", include_str!("../../data/reference/test_windows.csv"), |row| {
            TestWindow {
                test: row.required("test_id"),
                first: row.value("first_taken"),
                last: row.value("last_taken"),
                replaced_by: row.value("replaced_by"),
                citation: row.citation(),
            }
        })
        .into_iter()
        .map(|window| (window.test.as_str().into(), window))
        .collect()
    });
    ROWS.get(test)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::language_tests;

    #[test]
    fn every_row_is_of_a_known_test_and_in_order() {
        let ids: Vec<&str> = language_tests::all().iter().map(|test| test.id.as_str()).collect();
        let mut read = 0;
        for id in ids {
            let Some(window) = of(id) else { continue };
            read += 1;
            if let (Some(first), Some(last)) = (window.first, window.last) {
                assert!(first.earliest() < last.latest(), "{id}");
            }
            assert!(
                window.replaced_by.as_ref().is_none_or(|next| language_tests::get(next).is_some()),
                "{id}"
            );
        }
        assert_eq!(read, crate::reference::row_count(include_str!("../../data/reference/test_windows.csv")));
    }
}
