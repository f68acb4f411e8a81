//! Practice of the last years that a register asks for (`recent_practice.csv`).

use super::rows::{self, Citation};
use crate::model::{Confidence, Country, Day, Isco08, PartialDate, Subdivision, words};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "standards and pages of the regulators, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-29";

const CSV: &str = include_str!("../../data/reference/recent_practice.csv");

words! {
    /// Of whom recent practice is asked.
    AskedOf, "`applicant` or `former`" {
        /// Of whoever seeks registration.
        Applicant = "applicant",
        /// Of whoever was on this register and comes back.
        Former = "former",
    }
}

/// A minimum of recent practice. Rows of one register for the same people are alternatives: either suffices.
#[derive(Debug)]
pub struct RecentPracticeRule {
    /// The destination, or a region of it.
    pub area: Box<str>,
    /// The register.
    pub authority: Box<str>,
    /// The occupations.
    pub occupations: Vec<Isco08>,
    /// Of whom it is asked.
    pub who: AskedOf,
    /// How many years back practice counts.
    pub within_years: i64,
    /// How many hours; `None` where any practice will do.
    pub min_hours: Option<i64>,
    /// Who completed the training within so many years is not asked.
    pub graduates_years: Option<i64>,
    /// What the register takes instead.
    pub instead: Box<str>,
    from: Option<Day>,
    until: Option<Day>,
    /// Where the row comes from.
    pub citation: Citation,
}

impl RecentPracticeRule {
    fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// The rules of a destination for an occupation on a day: the region's own, else the destination's. Rows of low
/// confidence decide nothing.
pub fn in_force(
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    day: Day,
) -> Vec<&'static RecentPracticeRule> {
    let of = |area: &str| -> Vec<&'static RecentPracticeRule> {
        all()
            .iter()
            .filter(|row| *row.area == *area && row.occupations.contains(&occupation) && row.holds_on(day))
            .filter(|row| row.citation.confidence > Confidence::Low)
            .collect()
    };
    let regional = region.map(|region| of(region.as_str())).unwrap_or_default();
    if regional.is_empty() { of(destination.as_str()) } else { regional }
}

/// Every row, in the order of the table.
pub fn all() -> &'static [RecentPracticeRule] {
    static ROWS: LazyLock<Vec<RecentPracticeRule>> = LazyLock::new(|| {
        let day = |row: &rows::Row<'_>, column| row.value::<PartialDate>(column).map(PartialDate::earliest);
        rows::read("recent_practice.csv", CSV, |row| RecentPracticeRule {
            area: row.text("destination").into(),
            authority: row.text("authority").into(),
            occupations: row.items("occupations").filter_map(|code| code.parse().ok()).collect(),
            who: row.required("who"),
            within_years: row.number("within_years").unwrap_or_default(),
            min_hours: row.number("min_hours"),
            graduates_years: row.number("graduates_years"),
            instead: row.text("instead").into(),
            from: day(row, "valid_from"),
            until: day(row, "valid_until"),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_its_codes_are_known() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for row in all() {
            assert!(
                row.area.parse::<Country>().is_ok() || row.area.parse::<Subdivision>().is_ok(),
                "{}",
                row.area
            );
            assert!(!row.occupations.is_empty() && !row.instead.is_empty());
            assert!((1..=15).contains(&row.within_years));
            assert!(row.from.zip(row.until).is_none_or(|(from, until)| from < until));
        }
        rows::read("recent_practice.csv", CSV, |row| {
            row.items("occupations").for_each(|code| assert!(code.parse::<Isco08>().is_ok(), "{code}"));
        });
    }

    #[test]
    fn the_rule_of_the_place_and_day_is_found() {
        let found = |place: &str, occupation: &str, day: &str| -> Vec<Option<i64>> {
            let region = place.parse::<Subdivision>().ok();
            let rules = in_force(
                place[..2].parse().unwrap(),
                region.as_ref(),
                occupation.parse().unwrap(),
                day.parse().unwrap(),
            );
            rules.iter().map(|rule| rule.min_hours).collect()
        };
        assert_eq!(found("AU", "2221", "2026-11-29"), [Some(450)]);
        assert_eq!(found("AU", "2211", "2026-11-29"), []);
        assert_eq!(found("GB", "2222", "2026-11-29"), [Some(450), Some(750)]);
        assert_eq!(found("NZ", "2221", "2020-01-01"), [Some(2500)]);
        assert_eq!(found("NZ", "2221", "2023-12-04"), [], "a row of low confidence decides nothing");
        assert_eq!(found("CA-ON", "2221", "2026-11-29"), [None]);
        assert_eq!(found("CA-BC", "2221", "2026-11-29"), []);
    }
}
