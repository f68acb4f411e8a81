//! Where the law asks a license of who recruits workers (`recruiter_licensing.csv`). It is a fact about a state, so no
//! record of a placement is asked for it where a row speaks.

use super::rows::{self, Citation};
use crate::model::{Confidence, Country, Day, PartialDate, Window};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "laws and pages of ministries, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-29";

const CSV: &str = include_str!("../../data/reference/recruiter_licensing.csv");

/// What the law of a state asks of private recruiters.
#[derive(Debug)]
pub struct RecruiterLicensing {
    /// The state.
    pub country: Country,
    /// Whether a license or registration is asked.
    pub requires: bool,
    /// The days on which the row holds.
    pub window: Window,
    /// Who gives the license.
    pub authority: Box<str>,
    /// The law.
    pub law: Box<str>,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// Whether the law of a state asks a license of private recruiters on a day; `None` where no row says so. A row of low
/// confidence decides nothing.
pub fn requires(country: Country, day: Day) -> Option<bool> {
    let speaks = |row: &&RecruiterLicensing| {
        row.country == country && row.window.contains(day) && row.citation.confidence > Confidence::Low
    };
    all().iter().find(speaks).map(|row| row.requires)
}

/// Every row, in the order of the table.
pub fn all() -> &'static [RecruiterLicensing] {
    static ROWS: LazyLock<Vec<RecruiterLicensing>> = LazyLock::new(|| {
        // Of a shortened first day the last reading is surely inside.
        let (first, end) = (PartialDate::latest, PartialDate::earliest);
        rows::read("recruiter_licensing.csv", CSV, |row| RecruiterLicensing {
            country: row.required("country"),
            requires: row.text("requires") == "yes",
            window: Window {
                from: row.value("valid_from").map(first),
                until: row.value("valid_until").map(end),
            },
            authority: row.text("authority").into(),
            law: row.text("law").into(),
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
    fn every_row_is_read_and_names_a_law() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for row in all() {
            assert!(!row.law.is_empty() && !row.authority.is_empty(), "{}", row.country);
        }
        rows::read("recruiter_licensing.csv", CSV, |row| {
            assert!(matches!(row.text("requires"), "yes" | "no"), "{}", row.text("country"));
        });
    }

    #[test]
    fn a_row_decides_in_its_days_and_a_low_one_never() {
        let of = |country: &str, day: &str| requires(country.parse().unwrap(), day.parse().unwrap());
        for (country, day, asked) in [
            ("PH", "2026-11-28", Some(true)),
            ("IN", "2026-11-28", Some(true)),
            ("KE", "2026-11-28", Some(true)),
            ("KE", "2016-06-01", None),
            ("IE", "2026-11-28", Some(true)),
            ("GB", "2026-11-28", Some(false)),
            ("SL", "2026-11-28", None),
            ("EG", "2026-11-28", None),
        ] {
            assert_eq!(of(country, day), asked, "{country} {day}");
        }
    }
}
