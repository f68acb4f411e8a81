//! Where a license of a country holds (`license_scope.csv`): in all of it, though an authority of a part grants it. Of a
//! country that the table does not have, a license for one region is taken to hold in that region alone.

use super::rows::{self, Citation};
use crate::model::{Country, words};
use std::sync::LazyLock;

words! {
    /// Where a license holds.
    LicenseScope, "a scope of licenses" {
        /// In the whole country.
        National = "national",
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct ScopeRow {
    /// The country.
    pub country: Country,
    /// Where its licenses hold.
    pub scope: LicenseScope,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The row of a country whose licenses hold in the whole of it; `None` where the table has none.
pub fn national(country: Country) -> Option<&'static ScopeRow> {
    static ROWS: LazyLock<Vec<ScopeRow>> = LazyLock::new(|| {
        let text = include_str!("../../data/reference/license_scope.csv");
        rows::read("license_scope.csv", text, |row| ScopeRow {
            country: row.required("country"),
            scope: row.required("scope"),
            citation: row.citation(),
        })
    });
    ROWS.iter().find(|row| row.country == country && row.scope == LicenseScope::National)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_license_of_germany_holds_in_every_land_and_one_of_canada_does_not() {
        assert!(national("DE".parse().unwrap()).is_some());
        assert!(national("CA".parse().unwrap()).is_none());
    }
}
