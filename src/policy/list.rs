//! Lists of countries and the editions in force.

use crate::model::{Confidence, Country, Day, PartialDate, Window};
use serde::{Deserialize, Serialize};

/// A country on a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListEntry {
    /// The country.
    pub country: Country,
    /// What the list says of it: `listed`, `red`, `amber`, `banned-private`.
    pub grade: String,
    /// The edition, where the list is kept by editions.
    pub edition: String,
    /// From this day on.
    pub valid_from: Option<PartialDate>,
    /// Until the day before.
    pub valid_until: Option<PartialDate>,
    /// Why it is listed.
    pub reason: String,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
    /// Its line in the file of the list, from 1.
    #[serde(skip)]
    pub line: u64,
}

/// An edition of a list and when it was in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Regime {
    /// Its name.
    pub regime: String,
    /// The edition of the list that it follows.
    pub edition: String,
    /// From this day on.
    pub valid_from: Option<PartialDate>,
    /// Until the day before.
    pub valid_until: Option<PartialDate>,
    /// Whether the names on it are held here. While they are not, the answer is unknown.
    pub names_held: bool,
    /// How many countries are on it.
    pub listed: Option<u32>,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well the row is proven.
    pub confidence: Confidence,
    /// Its line in the file of the editions, from 1.
    #[serde(skip)]
    pub line: u64,
}

/// How a country stands on a list on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing<'a> {
    /// No edition was in force.
    NoRegime,
    /// An edition was in force whose names are not held.
    Unknown(&'a Regime),
    /// It is not on the edition in force.
    NotListed(&'a Regime),
    /// It is on the edition in force.
    Listed(&'a Regime, &'a ListEntry),
}

/// The edition in force on a day.
pub(super) fn regime_on(regimes: &[Regime], day: Day) -> Option<&Regime> {
    regimes.iter().find(|regime| Window::reading_early(regime.valid_from, regime.valid_until).contains(day))
}

/// How a country stands on a day.
pub(super) fn standing<'a>(
    regimes: &'a [Regime],
    entries: &'a [ListEntry],
    country: Country,
    day: Day,
) -> Standing<'a> {
    let Some(regime) = regime_on(regimes, day) else { return Standing::NoRegime };
    if !regime.names_held {
        return Standing::Unknown(regime);
    }
    let on_it = |entry: &&ListEntry| {
        entry.country == country
            && (entry.edition.is_empty() || entry.edition == regime.edition)
            && Window::reading_early(entry.valid_from, entry.valid_until).contains(day)
    };
    match entries.iter().find(on_it) {
        Some(entry) => Standing::Listed(regime, entry),
        None => Standing::NotListed(regime),
    }
}
