//! How far the clocks of a country are ahead of UTC (`utc_offsets.csv`): a moment of UTC is midnight at one place and
//! noon at another.

use super::rows;
use crate::model::Country;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str =
    "IANA time zone database 2025b, in all zones of a country since 1950, whole quarters of an hour";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-29";

static ROWS: LazyLock<BTreeMap<Country, Vec<i32>>> = LazyLock::new(|| {
    rows::read("utc_offsets.csv", include_str!("../../data/reference/utc_offsets.csv"), |row| {
        (row.required("country"), row.items("minutes").filter_map(|minutes| minutes.parse().ok()).collect())
    })
    .into_iter()
    .collect()
});

/// The minutes by which clocks of a country are or were ahead of UTC; none where the table has no row.
pub fn of(country: Country) -> &'static [i32] {
    ROWS.get(&country).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_holds_quarters_of_an_hour() {
        assert_eq!(
            ROWS.len(),
            crate::reference::row_count(include_str!("../../data/reference/utc_offsets.csv"))
        );
        for (country, minutes) in ROWS.iter() {
            assert!(!minutes.is_empty(), "{country}");
            assert!(
                minutes.iter().all(|m| m % 15 == 0 && (-720..=840).contains(m)),
                "{country}: {minutes:?}"
            );
        }
        assert_eq!(of("KE".parse().unwrap()), [180]);
        assert_eq!(of("IN".parse().unwrap()), [330]);
        assert!(of("NP".parse().unwrap()).contains(&345));
    }
}
