//! Trainings from before a day that a destination may judge as those of the European area (`earlier_trainings.csv`): a
//! British diploma from before the transition ended.

use super::rows::{self, Citation};
use crate::model::{Country, Day};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "pages of the regulators, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-28";

const CSV: &str = include_str!("../../data/reference/earlier_trainings.csv");

/// A row.
#[derive(Debug)]
pub struct EarlierTraining {
    /// The destination whose rule it is.
    pub destination: Country,
    /// The country of the training.
    pub trained_in: Country,
    /// The training was completed before this day.
    pub completed_before: Day,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The row of a destination for trainings of a country.
pub fn of(destination: Country, trained_in: Country) -> Option<&'static EarlierTraining> {
    all().iter().find(|row| row.destination == destination && row.trained_in == trained_in)
}

/// Every row, in the order of the table.
pub fn all() -> &'static [EarlierTraining] {
    static ROWS: LazyLock<Vec<EarlierTraining>> = LazyLock::new(|| {
        rows::read("earlier_trainings.csv", CSV, |row| EarlierTraining {
            destination: row.required("destination"),
            trained_in: row.required("trained_in"),
            completed_before: row.required("completed_before"),
            notes: row.text("notes").into(),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_speaks_of_a_state_that_left() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for row in all() {
            use crate::reference::europe::in_area;
            let before = Day(row.completed_before.0 - 1);
            assert!(in_area(row.trained_in, before) && !in_area(row.trained_in, row.completed_before));
            assert!(row.citation.confidence > crate::model::Confidence::Low);
        }
        assert!(of("NO".parse().unwrap(), "PH".parse().unwrap()).is_none());
    }
}
