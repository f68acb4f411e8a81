//! What a state asks before its health workers leave (`origin_exit.csv`): clearances, ceilings, verification.
//!
//! A row is a rule of an origin for some destinations and occupations in a window of days. Where the present state of a
//! rule was not found, its status says so.

use super::rows::{self, Citation, Row};
use crate::model::{Channel, Confidence, Country, Day, Isco08, Window, words};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "answers of ministries and newspapers, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-29";

const CSV: &str = include_str!("../../data/reference/origin_exit.csv");

words! {
    /// What a row says of leaving.
    ExitStatus, "a status of an exit rule: `closed`, `conditional` or `unknown`" {
        /// Nobody of whom the row speaks may leave.
        Closed = "closed",
        /// Something is asked first.
        Conditional = "conditional",
        /// The present state of the rule was not found.
        Unknown = "unknown",
    }
}

/// A rule of an origin.
#[derive(Debug)]
pub struct ExitRule {
    /// The identifier of the row.
    pub id: Box<str>,
    /// The origin.
    pub origin: Country,
    /// The destinations; empty for all.
    destinations: Vec<Country>,
    except_destinations: Vec<Country>,
    occupations: Vec<Isco08>,
    except_channels: Vec<Channel>,
    /// What the row says.
    pub status: ExitStatus,
    /// The days on which the row holds.
    pub window: Window,
    /// What is asked, in words.
    pub asks: Box<str>,
    /// Who decides.
    pub authority: Box<str>,
    /// Months that must have passed since the registration in the origin.
    pub months_after_registration: Option<i32>,
    /// Months that it usually takes.
    pub takes_months: Option<u16>,
    /// Of whom the rule does not speak, where no record tells; empty for nobody.
    pub unless: Box<str>,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

impl ExitRule {
    /// Whether the row can decide: a row of low confidence is told and decides nothing.
    pub fn decides(&self) -> bool {
        self.citation.confidence > Confidence::Low
    }
}

/// The rules of all origins for a post on a day, in the order of the table. A channel that is not known is none of the
/// exceptions.
pub fn rules(
    destination: Country,
    occupation: Isco08,
    channel: Option<Channel>,
    day: Day,
) -> impl Iterator<Item = &'static ExitRule> {
    all().iter().filter(move |rule| {
        rule.origin != destination
            && (rule.destinations.is_empty() || rule.destinations.contains(&destination))
            && !rule.except_destinations.contains(&destination)
            && rule.occupations.contains(&occupation)
            && !channel.is_some_and(|channel| rule.except_channels.contains(&channel))
            && rule.window.contains(day)
    })
}

/// Every row, in the order of the table.
pub fn all() -> &'static [ExitRule] {
    static ROWS: LazyLock<Vec<ExitRule>> = LazyLock::new(|| rows::read("origin_exit.csv", CSV, read));
    &ROWS
}

fn read(row: &Row<'_>) -> ExitRule {
    ExitRule {
        id: row.text("rule_id").into(),
        origin: row.required("origin"),
        destinations: if row.text("destinations") == "*" { Vec::new() } else { row.list("destinations") },
        except_destinations: row.list("except_destinations"),
        occupations: row.list("occupations"),
        except_channels: row.list("except_channels"),
        status: row.required("status"),
        window: Window { from: row.value("valid_from"), until: row.value("valid_until") },
        asks: row.text("asks").into(),
        authority: row.text("authority").into(),
        months_after_registration: row.number("months_after_registration"),
        takes_months: row.number("takes_months"),
        unless: row.text("unless").into(),
        notes: row.text("notes").into(),
        citation: row.citation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_says_what_is_asked() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for rule in all() {
            assert!(!rule.asks.is_empty() && !rule.authority.is_empty(), "{}", rule.id);
            assert!(!rule.occupations.is_empty() && !rule.citation.source.is_empty(), "{}", rule.id);
            let window = rule.window.from.zip(rule.window.until);
            assert!(window.is_none_or(|(from, until)| from < until), "{}", rule.id);
        }
    }

    #[test]
    fn a_rule_speaks_of_its_destinations_occupations_channels_and_days_alone() {
        let of = |to: &str, as_a: &str, channel: Option<Channel>, on: &str| -> Vec<&str> {
            let day = on.parse().unwrap();
            rules(to.parse().unwrap(), as_a.parse().unwrap(), channel, day).map(|rule| &*rule.id).collect()
        };
        assert_eq!(of("QA", "2221", None, "2026-10-15"), ["IN-ECR", "NG-NMCN", "PH-CAP-NOW"]);
        assert_eq!(of("IE", "2221", None, "2026-10-15"), ["NG-NMCN", "PH-CAP-NOW"]);
        assert_eq!(of("QA", "2211", None, "2026-10-15"), Vec::<&str>::new());
        assert_eq!(of("GB", "5321", None, "2021-06-05"), Vec::<&str>::new());
        assert_eq!(of("DE", "5321", None, "2021-06-05"), ["PH-CAP-1"]);
        assert_eq!(of("DE", "5321", Some(Channel::Government), "2021-06-05"), Vec::<&str>::new());
        assert_eq!(of("KW", "2221", None, "2015-05-29"), Vec::<&str>::new());
        assert_eq!(of("IN", "2221", None, "2026-10-15"), ["NG-NMCN", "PH-CAP-NOW"]);
    }
}
