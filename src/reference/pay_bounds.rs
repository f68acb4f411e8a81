//! What a month's pay of a health worker can be in a currency (`pay_bounds.csv`): wide bounds that only a
//! pay of another period (a year, an hour) or of another currency leaves.
//!
//! The bounds are judgment: half of the lowest pay of an assistant that is heard of, and more than
//! a senior consultant earns. They suggest a second look and decide nothing.

use super::rows;
use crate::model::Currency;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "judgment";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-25";

/// The lowest and the highest pay of a month; `None` for a currency that the table has not.
pub fn of(currency: &str) -> Option<(f64, f64)> {
    static ROWS: LazyLock<BTreeMap<&'static str, (f64, f64)>> = LazyLock::new(|| {
        rows::read("pay_bounds.csv", include_str!("../../data/reference/pay_bounds.csv"), |row| {
            let bound = |column| row.number(column).unwrap_or_default();
            (row.required::<Currency>("currency").as_str(), (bound("monthly_low"), bound("monthly_high")))
        })
        .into_iter()
        .collect()
    });
    ROWS.get(currency).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_leaves_room_for_a_month_and_none_for_a_year_of_the_lowest_pay() {
        let text = include_str!("../../data/reference/pay_bounds.csv");
        let rows = csv::Reader::from_reader(text.as_bytes()).into_records().filter_map(Result::ok);
        for row in rows {
            let (low, high) = of(&row[0]).unwrap();
            assert!(low > 0.0 && high > 12.0 * low, "{row:?}");
        }
    }
}
