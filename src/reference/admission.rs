//! Routes by which a state admits health workers (`admission.csv`): for whom, from when, on which conditions.
//!
//! A row is a route for some occupations in a window of days. Several routes may lead to one post; a row of status
//! `free` names the nationals who need none. A condition that a rule names has a column of its own. Nothing here says
//! that a visa will be given.

use super::europe;
use super::rows::{self, Citation, Row};
use crate::model::{
    Cefr, Confidence, Country, Currency, Day, Decimal, Isco08, Language, Money, Window, words,
};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "pages of governments, law firms and newspapers, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-29";

const CSV: &str = include_str!("../../data/reference/admission.csv");

words! {
    /// What a row says of its route.
    RouteStatus, "a status of a route: `open`, `closed` or `free`" {
        /// The route is open to who keeps its conditions.
        Open = "open",
        /// The route takes no applications.
        Closed = "closed",
        /// The nationals named need no route.
        Free = "free",
    }
}

words! {
    /// Where the applicant must live for a row to speak of them.
    RouteSide, "`abroad`, `inside` or `anywhere`" {
        /// Outside the destination.
        Abroad = "abroad",
        /// In the destination already.
        Inside = "inside",
        /// Either.
        Anywhere = "anywhere",
    }
}

/// The nationals of whom a row speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteNationals {
    /// Everybody.
    Any,
    /// Those of the destination.
    Own,
    /// Those of the European area.
    European,
    /// Those of these countries.
    Of(Vec<Country>),
}

/// Which destinations a row speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Destinations {
    Any,
    European,
    Of(Vec<Country>),
}

/// A route of entry.
#[derive(Debug)]
pub struct EntryRoute {
    /// The identifier of the row.
    pub id: Box<str>,
    destinations: Destinations,
    /// The beginnings of the ISCO codes; empty for every occupation.
    occupations: Vec<Box<str>>,
    /// The route as its state names it.
    pub name: Box<str>,
    /// Where the applicant must live.
    pub side: RouteSide,
    /// Whose route it is.
    pub nationals: RouteNationals,
    /// What the row says of it.
    pub status: RouteStatus,
    /// The days on which the row holds.
    pub window: Window,
    /// Who may sponsor; empty when no sponsor is named.
    pub sponsor: Box<str>,
    /// Whether the route is for who is registered or recognized (`yes`), for who is not yet (`no`), or for both.
    pub registration: Option<bool>,
    /// The least pay of a year.
    pub pay_floor: Option<Money>,
    /// The birthday from which on pay is asked, or provision for old age in its place; `None` when pay is asked of all.
    pub pay_from_age: Option<i32>,
    /// The language of the immigration rule with its level.
    pub language: Option<(Language, Cefr)>,
    /// Occupations whose regulator's own language rule is taken in its place.
    language_by_registration: Vec<Isco08>,
    /// Months of lawful work for the sponsor before the application.
    pub sponsor_months: Option<u32>,
    /// Months of practice in the occupation.
    pub experience_months: Option<u32>,
    /// Another condition in words, which no record holds; empty for none.
    pub other_condition: Box<str>,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

impl EntryRoute {
    /// Whether the row can decide: a row of low confidence is told and decides nothing.
    pub fn decides(&self) -> bool {
        self.citation.confidence > Confidence::Low
    }

    /// Whether the regulator's language rule stands for that of the immigration rule.
    pub fn takes_registration_for_language(&self, occupation: Isco08) -> bool {
        self.language_by_registration.contains(&occupation)
    }

    /// Whether the row speaks of nationals of a country.
    pub fn is_for_national(&self, of: Country, destination: Country, day: Day) -> bool {
        match &self.nationals {
            RouteNationals::Any => true,
            RouteNationals::Own => of == destination,
            RouteNationals::European => europe::in_area(of, day),
            RouteNationals::Of(countries) => countries.contains(&of),
        }
    }

    fn leads_to(&self, destination: Country, occupation: Option<Isco08>, day: Day) -> bool {
        let there = match &self.destinations {
            Destinations::Any => true,
            Destinations::European => europe::in_area(destination, day),
            Destinations::Of(countries) => countries.contains(&destination),
        };
        let code = occupation.map(|code| code.to_string());
        let of_occupation = self.occupations.is_empty()
            || code.is_some_and(|code| self.occupations.iter().any(|start| code.starts_with(&**start)));
        there && of_occupation && self.window.contains(day)
    }
}

/// The rows in force for a post on a day, in the order of the table.
pub fn routes(
    destination: Country,
    occupation: Option<Isco08>,
    day: Day,
) -> impl Iterator<Item = &'static EntryRoute> {
    all().iter().filter(move |row| row.leads_to(destination, occupation, day))
}

/// Every row, in the order of the table.
pub fn all() -> &'static [EntryRoute] {
    static ROWS: LazyLock<Vec<EntryRoute>> = LazyLock::new(|| rows::read("admission.csv", CSV, read));
    &ROWS
}

fn read(row: &Row<'_>) -> EntryRoute {
    let pay: Option<(Decimal, Currency)> = row.value("pay_floor").zip(row.value("pay_currency"));
    EntryRoute {
        id: row.text("route_id").into(),
        destinations: match row.text("destination") {
            "*" => Destinations::Any,
            "EU" => Destinations::European,
            _ => Destinations::Of(row.list("destination")),
        },
        occupations: row.items("occupations").filter(|item| *item != "*").map(Into::into).collect(),
        name: row.text("route").into(),
        side: row.required("lives"),
        nationals: match row.text("nationals") {
            "" => RouteNationals::Any,
            "=" => RouteNationals::Own,
            "EU" => RouteNationals::European,
            _ => RouteNationals::Of(row.list("nationals")),
        },
        status: row.required("status"),
        window: Window { from: row.value("valid_from"), until: row.value("valid_until") },
        sponsor: row.text("sponsor").into(),
        registration: match row.text("registration") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        pay_floor: pay.and_then(|(amount, currency)| Money::of(amount, currency)),
        pay_from_age: row.number("pay_from_age"),
        language: row.value("language").zip(row.value("language_level")),
        language_by_registration: row.list("language_by_registration"),
        sponsor_months: row.number("sponsor_months"),
        experience_months: row.number("experience_months"),
        other_condition: row.text("other_condition").into(),
        notes: row.text("notes").into(),
        citation: row.citation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_read_and_is_one_that_can_be_kept() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        let ids: BTreeSet<&str> = all().iter().map(|row| &*row.id).collect();
        assert_eq!(ids.len(), all().len(), "identifiers are unique");
        for row in all() {
            let id = &row.id;
            assert!(!row.name.is_empty() && !row.citation.source.is_empty(), "{id}");
            assert!(row.window.from.zip(row.window.until).is_none_or(|(from, until)| from < until), "{id}");
            assert_eq!(row.status == RouteStatus::Free, row.nationals != RouteNationals::Any, "{id}");
            // A closed route has no conditions.
            let asks = row.pay_floor.is_some() || row.language.is_some() || !row.other_condition.is_empty();
            assert!(row.status == RouteStatus::Open || !asks, "{id}");
            for start in &row.occupations {
                let known =
                    crate::reference::occupations::groups().any(|g| g.code.to_string().starts_with(&**start));
                assert!(known, "{id}: {start}");
            }
        }
    }

    /// Two rows of one route never speak of the same person on one day.
    #[test]
    fn the_windows_of_a_route_do_not_overlap() {
        let key = |row: &'static EntryRoute| {
            (
                &row.name,
                &row.occupations,
                format!("{:?} {:?} {:?}", row.destinations, row.nationals, row.side),
            )
        };
        for (at, one) in all().iter().enumerate() {
            for other in all()[at + 1..].iter().filter(|other| key(other) == key(one)) {
                let apart =
                    |a: &Window, b: &Window| a.until.zip(b.from).is_some_and(|(end, start)| end <= start);
                assert!(
                    apart(&one.window, &other.window) || apart(&other.window, &one.window),
                    "{} and {}",
                    one.id,
                    other.id
                );
            }
        }
    }
}
