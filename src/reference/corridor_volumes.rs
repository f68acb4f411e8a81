//! How many health workers went along which corridor: `corridor_volumes.csv`.

use crate::model::{Confidence, Country};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str =
    "OECD, foreign-trained doctors by origin (2018); NHS England workforce statistics, staff by nationality";

const CSV: &str = include_str!("../../data/reference/corridor_volumes.csv");

/// A figure of a corridor.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Volume {
    /// Where they come from.
    pub origin: Country,
    /// Where they work.
    pub destination: Country,
    /// Which staff.
    pub staff: String,
    /// What was counted.
    pub measure: String,
    /// The year.
    pub year: i16,
    /// How many.
    pub count: u32,
    /// The document.
    pub source: String,
    /// How well the row is proven.
    pub confidence: Confidence,
}

/// Every figure.
pub fn all() -> &'static [Volume] {
    static TABLE: LazyLock<Vec<Volume>> = LazyLock::new(|| super::rows(CSV));
    &TABLE
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_read() {
        assert_eq!(super::all().len(), crate::reference::row_count(super::CSV));
    }
}
