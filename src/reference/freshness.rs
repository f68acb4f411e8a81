//! When the dated tables were read, and by when each must be looked up again (`freshness.csv`).
//!
//! A row may have a day of its own, in a column `recheck_by`; else that of its table holds. Past its day a row still
//! stands, and an answer that rests on it says so.

use crate::model::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The day of the release, set when one is made: no table may then be past its day by more than 90 days.
pub const RELEASED: &str = "2026-11-29";

const CSV: &str = include_str!("../../data/reference/freshness.csv");

/// A table that ages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedTable {
    /// The table, a file of `data/reference/`.
    pub table: String,
    /// The day on which it was compiled.
    pub retrieved: Day,
    /// The last day on which it is not yet due to be looked up again.
    pub recheck_by: Day,
    /// What to look for.
    pub look_for: String,
}

/// The tables that age, in the order of their names.
pub fn tables() -> impl Iterator<Item = &'static DatedTable> {
    by_name().values()
}

/// A table that ages; `None` for one that does not.
pub fn of(table: &str) -> Option<&'static DatedTable> {
    by_name().get(table)
}

fn by_name() -> &'static BTreeMap<String, DatedTable> {
    static TABLES: LazyLock<BTreeMap<String, DatedTable>> = LazyLock::new(|| {
        let all = crate::reference::rows::<DatedTable>(CSV);
        all.into_iter().map(|table| (table.table.clone(), table)).collect()
    });
    &TABLES
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/reference");

    /// Every table whose rows hold from or until a day, or have the year of a figure, is registered.
    #[test]
    fn every_table_with_days_has_its_day() {
        assert_eq!(by_name().len(), crate::reference::row_count(CSV));
        let dated =
            ["valid_from", "valid_until", "in_force_from", "as_of", "first_taken", "recheck_by", "fee_year"];
        for entry in std::fs::read_dir(DIR).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            if name == "freshness.csv" || Path::new(&name).extension().is_none_or(|end| end != "csv") {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let header = text.lines().next().unwrap();
            let ages = header.split(',').any(|column| dated.contains(&column));
            assert!(!ages || of(&name).is_some(), "{name} has days and no row in freshness.csv");
        }
        for table in tables() {
            assert!(Path::new(DIR).join(&table.table).is_file(), "{}", table.table);
            assert!(table.retrieved < table.recheck_by && !table.look_for.is_empty(), "{}", table.table);
        }
    }

    #[test]
    fn no_table_and_no_row_is_long_past_its_day_at_the_release() {
        let latest = |recheck_by: Day| Day(recheck_by.0 + 90);
        let released: Day = RELEASED.parse().unwrap();
        for table in tables() {
            assert!(released <= latest(table.recheck_by), "{} is past its day", table.table);
            let text = std::fs::read_to_string(Path::new(DIR).join(&table.table)).unwrap();
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            let Some(at) = rows.headers().unwrap().iter().position(|name| name == "recheck_by") else {
                continue;
            };
            for row in rows.records().flatten().filter(|row| !row[at].is_empty()) {
                let day: Day = row[at].parse().unwrap();
                assert!(released <= latest(day), "{} {:?} is past its day", table.table, row.get(0));
            }
        }
    }
}
