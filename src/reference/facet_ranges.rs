//! The ranges in which numbers are counted (`facet_ranges.csv`): where each begins, up to the next.

use crate::model::{Confidence, Decimal, Kind};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "editorial: the steps at which openings, registers and directives ask";

const CSV: &str = include_str!("../../data/reference/facet_ranges.csv");

#[derive(serde::Deserialize)]
struct Row {
    kind: Kind,
    field: String,
    from: String,
    confidence: Confidence,
}

/// The ranges of a number.
struct Ranges {
    kind: Kind,
    field: String,
    from: Vec<Decimal>,
}

/// Where the ranges of a number of a kind begin, rising; nothing for a number that the table does not have.
pub fn begins(kind: Kind, field: &str) -> &'static [Decimal] {
    static ROWS: LazyLock<Vec<Ranges>> = LazyLock::new(|| {
        let rows = super::rows::<Row>(CSV).into_iter().filter(|row| row.confidence > Confidence::Low);
        let read = |row: Row| {
            let from = super::items(&row.from).filter_map(|text| text.parse().ok()).collect();
            Ranges { kind: row.kind, field: row.field, from }
        };
        rows.map(read).collect()
    });
    let found = ROWS.iter().find(|ranges| ranges.kind == kind && ranges.field == field);
    found.map_or(&[], |ranges| &ranges.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_rises() {
        let rows = super::super::rows::<Row>(CSV);
        assert_eq!(rows.len(), crate::reference::row_count(CSV));
        for row in rows {
            let begins = begins(row.kind, &row.field);
            assert_eq!(begins.len(), row.from.split(';').count(), "{}", row.field);
            let thousandths: Vec<i64> = begins.iter().map(|one| one.scaled(3).unwrap()).collect();
            assert!(thousandths.is_sorted() && thousandths.len() > 4, "{}", row.field);
        }
    }
}
