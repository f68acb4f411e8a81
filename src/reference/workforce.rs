//! Density of health workers and service coverage by country: `optional/origin_workforce.csv`.
//!
//! The WHO figures in it may not be used commercially without asking, so the file stands apart and
//! can be deleted before building: the answers are unknown then, and nothing else changes.

use crate::model::{Country, Decimal};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "WHO Global Health Observatory (densities), World Bank World Development Indicators (service coverage index)";

static OPTIONAL: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/reference/optional");

/// The name of the file.
const FILE: &str = "origin_workforce.csv";

/// What is known of a country's health workforce.
#[derive(Debug, Clone, Copy)]
pub struct Workforce {
    /// Doctors per 10,000 people, and the year of the figure.
    pub doctors_per_10k: Option<(Decimal, Option<i16>)>,
    /// Nurses and midwives per 10,000 people, and the year of the figure.
    pub nurses_midwives_per_10k: Option<(Decimal, Option<i16>)>,
    /// Doctors, nurses and midwives per 10,000 people.
    pub density_per_10k: Option<Decimal>,
    /// The index of universal health coverage, 0 to 100.
    pub uhc_index: Option<Decimal>,
    /// The oldest year among the figures.
    pub year: Option<i16>,
}

#[derive(serde::Deserialize)]
struct Row {
    country: Country,
    doctors_per_10k: Option<Decimal>,
    nurses_midwives_per_10k: Option<Decimal>,
    combined_per_10k: Option<Decimal>,
    doctors_year: Option<i16>,
    nurses_midwives_year: Option<i16>,
    uhc_sci: Option<Decimal>,
    uhc_sci_year: Option<i16>,
}

static TABLE: LazyLock<BTreeMap<Country, Workforce>> = LazyLock::new(|| {
    let Some(csv) = OPTIONAL.get_file(FILE).and_then(|file| file.contents_utf8()) else {
        return BTreeMap::new();
    };
    super::rows::<Row>(csv)
        .into_iter()
        .map(|row| {
            let year =
                [row.doctors_year, row.nurses_midwives_year, row.uhc_sci_year].into_iter().flatten().min();
            let figures = Workforce {
                doctors_per_10k: row.doctors_per_10k.map(|density| (density, row.doctors_year)),
                nurses_midwives_per_10k: row
                    .nurses_midwives_per_10k
                    .map(|density| (density, row.nurses_midwives_year)),
                density_per_10k: row.combined_per_10k,
                uhc_index: row.uhc_sci,
                year,
            };
            (row.country, figures)
        })
        .collect()
});

/// The figures of a country; `None` when the table does not have it, or was left out.
pub fn of(country: Country) -> Option<Workforce> {
    TABLE.get(&country).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_where_the_table_is_kept() {
        if let Some(csv) = OPTIONAL.get_file(FILE).and_then(|file| file.contents_utf8()) {
            assert_eq!(TABLE.len(), super::super::row_count(csv));
        }
    }
}
