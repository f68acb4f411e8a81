//! Weights with a name (`weight_sets.csv`): which criteria weigh more for whom, and what that costs others.

use crate::model::Confidence;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "editorial: weighed for this program";

const CSV: &str = include_str!("../../data/reference/weight_sets.csv");

/// A set of weights in thousandths of the score.
#[derive(Debug, serde::Deserialize)]
pub struct WeightSet {
    /// The name.
    pub set: String,
    /// The weight of each criterion.
    pub occupation: u16,
    /// See [`Self::occupation`].
    pub specialty: u16,
    /// See [`Self::occupation`].
    pub language: u16,
    /// See [`Self::occupation`].
    pub curriculum: u16,
    /// See [`Self::occupation`].
    pub license: u16,
    /// See [`Self::occupation`].
    pub experience: u16,
    /// See [`Self::occupation`].
    pub preferences: u16,
    /// See [`Self::occupation`].
    pub concepts: u16,
    /// See [`Self::occupation`].
    #[serde(rename = "return")]
    pub homecoming: u16,
    /// What it is for.
    pub gives: String,
    /// What is paid for it.
    pub costs: String,
    /// How well the row is proven.
    pub confidence: Confidence,
}

/// Every set, in the order of the table.
pub fn all() -> &'static [WeightSet] {
    static ROWS: LazyLock<Vec<WeightSet>> = LazyLock::new(|| super::rows(CSV));
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_says_what_it_trades() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for set in all() {
            assert!(!set.gives.is_empty() && !set.costs.is_empty(), "{}", set.set);
            assert!(set.confidence > Confidence::Low, "{}", set.set);
        }
    }
}
