//! Contact hours of a credit by the local rule (`credit_rules.csv`). Where a credit counts notional learning or
//! workload there is no number, and hours are not made of it.

use super::rows::{self, Citation};
use crate::model::{Country, words};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "rules of the authorities that set the credits, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-26";

const CSV: &str = include_str!("../../data/reference/credit_rules.csv");

words! {
    /// What a credit is given for.
    CreditKind, "`theory`, `laboratory`, `clinical` or `any`" {
        /// Theory.
        Theory = "theory",
        /// Exercises in a laboratory.
        Laboratory = "laboratory",
        /// Clinical practice.
        Clinical = "clinical",
        /// All of them alike.
        Any = "any",
    }
}

/// A rule.
#[derive(Debug)]
pub struct CreditRule {
    /// A country, or `EU`.
    pub area: Box<str>,
    /// What the credit is given for.
    pub kind: CreditKind,
    /// Contact hours; `None` where a credit is no contact time.
    pub hours: Option<i64>,
    /// What it says in words.
    pub note: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The rule of a country for credits of a kind; `european` says whether the country belongs to the European area
/// ([`super::europe::in_area`]), whose rule holds where the country has no rule of its own.
pub fn of(country: Country, european: bool, kind: CreditKind) -> Option<&'static CreditRule> {
    let here = |rule: &&CreditRule| *rule.area == *country.as_str();
    let fits = |rule: &&CreditRule| rule.kind == kind || rule.kind == CreditKind::Any;
    all()
        .iter()
        .filter(fits)
        .find(here)
        .or_else(|| all().iter().filter(fits).find(|rule| european && &*rule.area == "EU"))
}

fn all() -> &'static [CreditRule] {
    static ROWS: LazyLock<Vec<CreditRule>> = LazyLock::new(|| {
        rows::read("credit_rules.csv", CSV, |row| CreditRule {
            area: row.text("area").into(),
            kind: row.required("kind"),
            hours: row.number("hours_per_credit"),
            note: row.text("note").into(),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_its_area_known() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        assert!(all().iter().all(|rule| &*rule.area == "EU" || rule.area.parse::<Country>().is_ok()));
    }

    #[test]
    fn notional_credits_make_no_hours() {
        let day = "2026-11-24".parse().unwrap();
        let hours = |country: &str, kind| {
            let country = country.parse().unwrap();
            of(country, crate::reference::europe::in_area(country, day), kind).map(|rule| rule.hours)
        };
        assert_eq!(hours("IN", CreditKind::Clinical), Some(Some(80)));
        assert_eq!(hours("PH", CreditKind::Clinical), Some(Some(51)));
        assert_eq!(hours("PH", CreditKind::Theory), None);
        assert_eq!(hours("DE", CreditKind::Theory), Some(None));
    }
}
