//! Membership of the European Union and of the areas beside it (`european_membership.csv`).
//!
//! Three rooms share most of the law that corridor asks for: the Union, the states of EFTA in the European Economic
//! Area, and Switzerland by its agreement on the free movement of persons. Recognition of diplomas (Directive
//! 2005/36/EC) and coordination of social security (Regulation 883/2004) both follow it. States come and go, so
//! every question is asked as of a day. The United Kingdom was treated as a member until its transition ended.

use super::rows::{self, Citation};
use crate::model::{Country, Day, PartialDate, Window, words};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "pages of the European Union and of the states, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-28";

const CSV: &str = include_str!("../../data/reference/european_membership.csv");

words! {
    /// How a state takes part in the law of the Union.
    Status, "a status in Europe: `eu`, `transition`, `eea` or `agreement`" {
        /// A member State.
        Eu = "eu",
        /// A state that left, while the law of the Union still applies there.
        Transition = "transition",
        /// A state of EFTA in the European Economic Area.
        Eea = "eea",
        /// A state that takes part by an agreement of its own: Switzerland.
        Agreement = "agreement",
    }
}

/// A period in which a state has a status.
#[derive(Debug)]
pub struct Membership {
    /// The state.
    pub country: Country,
    /// The status.
    pub status: Status,
    /// The days on which the state has the status: from the first until before the last.
    pub window: Window,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The status of a state on a day; `None` outside.
pub fn membership(country: Country, day: Day) -> Option<&'static Membership> {
    of(country).find(|row| row.window.contains(day))
}

/// Whether the law of the Union applies in a state on a day as in a member State.
pub fn in_union(country: Country, day: Day) -> bool {
    membership(country, day).is_some_and(|row| matches!(row.status, Status::Eu | Status::Transition))
}

/// Whether a state belongs on a day to the Union, the European Economic Area or, by agreement, with them: the area of
/// Directive 2005/36/EC on the recognition of professional qualifications. The Union itself belongs to it.
pub fn in_area(country: Country, day: Day) -> bool {
    country == Country::EUROPEAN_UNION || membership(country, day).is_some()
}

/// The first day on which a state belonged to the area.
pub fn joined(country: Country) -> Option<Day> {
    of(country).filter_map(|row| row.window.from).min()
}

/// The days on which the status of a state changes, in order.
pub fn changes(country: Country) -> impl Iterator<Item = Day> {
    of(country).flat_map(|row| [row.window.from, row.window.until]).flatten()
}

fn of(country: Country) -> impl Iterator<Item = &'static Membership> {
    all().iter().filter(move |row| row.country == country)
}

/// Every row, in the order of the table.
pub fn all() -> &'static [Membership] {
    static ROWS: LazyLock<Vec<Membership>> = LazyLock::new(|| {
        let day = |date: Option<PartialDate>| date.map(PartialDate::earliest);
        rows::read("european_membership.csv", CSV, |row| Membership {
            country: row.required("country"),
            status: row.required("status"),
            window: Window { from: day(row.value("valid_from")), until: day(row.value("valid_until")) },
            notes: row.text("notes").into(),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn day(text: &str) -> Day {
        text.parse::<PartialDate>().unwrap().earliest()
    }

    fn status(country: &str, on: &str) -> Option<Status> {
        membership(country.parse().unwrap(), day(on)).map(|row| row.status)
    }

    #[test]
    fn every_row_is_read_and_has_a_source() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for row in all() {
            assert!(!row.citation.source.is_empty(), "{}", row.country);
            assert!(row.citation.confidence > crate::model::Confidence::Low, "{}", row.country);
            let (from, until) = (row.window.from.unwrap(), row.window.until);
            assert!(until.is_none_or(|until| from < until), "{}", row.country);
        }
    }

    #[test]
    fn today_the_area_has_thirty_one_states() {
        let on = day("2026-11-24");
        let inside: BTreeSet<Country> = Country::all().filter(|country| in_area(*country, on)).collect();
        let union = inside.iter().filter(|country| in_union(**country, on)).count();
        assert_eq!((inside.len(), union), (31, 27));
        assert!(!inside.contains(&"GB".parse().unwrap()));
    }

    #[test]
    fn the_united_kingdom_was_treated_as_a_member_until_its_transition_ended() {
        assert_eq!(status("GB", "1972-12-31"), None);
        assert_eq!(status("GB", "2020-01-31"), Some(Status::Eu));
        assert_eq!(status("GB", "2020-02-01"), Some(Status::Transition));
        assert_eq!(status("GB", "2020-12-31"), Some(Status::Transition));
        assert_eq!(status("GB", "2021-01-01"), None);
        assert!(in_union("GB".parse().unwrap(), day("2020-12-31")));
    }

    #[test]
    fn a_state_of_efta_is_in_the_area_and_not_in_the_union() {
        assert_eq!(status("AT", "1994-06-01"), Some(Status::Eea));
        assert_eq!(status("AT", "1995-01-01"), Some(Status::Eu));
        assert_eq!(status("CH", "2002-05-31"), None);
        assert_eq!(status("CH", "2002-06-01"), Some(Status::Agreement));
        for country in ["CH", "NO"] {
            let country = country.parse().unwrap();
            assert!(in_area(country, day("2026-01-01")) && !in_union(country, day("2026-01-01")));
        }
    }

    /// Each boundary of the table changes the answer on its very day, and the periods of a state never overlap.
    #[test]
    fn the_answer_changes_on_each_boundary_and_on_no_other_day() {
        for row in all() {
            let before = |day: Day| Day(day.0 - 1);
            let of = |day: Day| membership(row.country, day).map(|row| row.status);
            let from = row.window.from.unwrap();
            assert_eq!(of(from), Some(row.status), "{}", row.country);
            assert_ne!(of(before(from)), Some(row.status), "{}", row.country);
            if let Some(until) = row.window.until {
                assert_eq!(of(before(until)), Some(row.status), "{}", row.country);
                assert_ne!(of(until), Some(row.status), "{}", row.country);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn between_two_boundaries_the_answer_stays(at in 0..300_usize, days in prop::array::uniform2(-6_000_i32..25_000)) {
            let all: Vec<Country> = Country::all().collect();
            let country = all[at % all.len()];
            let (low, high) = (Day(days[0].min(days[1])), Day(days[0].max(days[1])));
            let of = |day: Day| membership(country, day).map(|row| row.status);
            let held = super::of(country).filter(|row| row.window.contains(high)).count();
            prop_assert!(held <= 1, "two periods of {country} overlap");
            if !changes(country).any(|change| low < change && change <= high) {
                prop_assert_eq!(of(low), of(high));
            }
        }
    }
}
