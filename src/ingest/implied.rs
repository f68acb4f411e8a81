//! What a row says of its parts without saying it there: a list of nurses with their employers seldom writes *nurse*
//! beside each employer. Such a fact fills the blank cell of the part and is marked: the cell as written is blank, and the
//! part's evidence is `implied`, the lowest, unless the row says how well the part is proven. A fact that is stated,
//! here or in the store, always outweighs an implied one. Only what the same row says counts. What would follow for the
//! training, where a wrong guess would open a country, is taken only where residence and nationality agree.

use super::record::Parsed;
use crate::model::{Country, Datum, Evidence, Isco08, Kind};
use crate::resolve::{occupations, regulators};
use crate::schema;
use compact_str::ToCompactString as _;

/// What the row of a worker says that may hold for its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    occupation: Option<Isco08>,
    residence: Option<Country>,
    /// The residence, where no nationality is known or it is the only one.
    home: Option<Country>,
    /// The residence, where it is known to be the only nationality.
    only_home: Option<Country>,
}

impl Row {
    /// Of the main record of a row; `None` where that is no worker.
    pub(super) fn of(main: &Parsed) -> Option<Self> {
        if main.kind != Kind::Worker {
            return None;
        }
        let residence: Option<Country> = text(main, "residence").and_then(|text| text.parse().ok());
        let nationalities = text(main, "nationalities").filter(|text| !text.is_empty());
        let only = residence.filter(|home| nationalities == Some(home.as_str()));
        Some(Self {
            occupation: text(main, "occupation").and_then(|text| text.parse().ok()),
            residence,
            home: if nationalities.is_none() { residence } else { only },
            only_home: only,
        })
    }

    /// Fills the blank cells of a part with what follows. `goes_on` says that an employment has no end.
    pub(super) fn fill(self, part: &mut Parsed, goes_on: bool) {
        let titled = |part: &Parsed| text(part, "title").and_then(|title| named(title, self.residence));
        let (occupation, place, country) = match part.kind {
            Kind::Employment => {
                let own = self.occupation.filter(|_| goes_on);
                (titled(part).or(own), "country", self.residence.filter(|_| goes_on))
            }
            Kind::License => {
                let country = match text(part, "regulator") {
                    Some(regulator) => self.country_of(regulator),
                    None => self.home,
                };
                (self.occupation, "country", country)
            }
            Kind::Qualification => (titled(part).or(self.occupation), "trained_in", self.only_home),
            _ => return,
        };
        let occupation = fill(part, "occupation", occupation);
        let country = fill(part, place, country);
        if occupation || country {
            lower(part);
        }
    }

    /// The country of a regulator: that of its name, else the home where nobody elsewhere is called so.
    fn country_of(self, regulator: &str) -> Option<Country> {
        let found = regulators::resolve(regulator, self.residence, 1);
        let named = found.certain().and_then(regulators::country_of);
        named.or_else(|| self.home.filter(|_| found.suggested().is_empty()))
    }
}

/// The occupation that a title names with certainty.
fn named(title: &str, country: Option<Country>) -> Option<Isco08> {
    let found = occupations::own().resolve(title, None, country, 1);
    found.candidates.first().filter(|_| found.certain).map(|candidate| candidate.isco08)
}

fn text<'a>(record: &'a Parsed, column: &str) -> Option<&'a str> {
    let place = schema::table(record.kind).column(column)?;
    match record.cells[place].as_ref()? {
        Datum::Text(text) => Some(text),
        Datum::Integer(_) => None,
    }
}

/// Fills a blank cell, and says whether it did. Where something stands that could not be read, it may say otherwise.
fn fill(part: &mut Parsed, column: &str, with: Option<impl ToString>) -> bool {
    let (Some(place), Some(with)) = (schema::table(part.kind).column(column), with) else { return false };
    if part.cells[place].is_some() || part.as_written.iter().any(|(of, _)| *of == place) {
        return false;
    }
    part.cells[place] = Some(Datum::Text(with.to_string().into()));
    part.as_written.push((place, String::new()));
    true
}

/// The part rests on what is implied, unless its row says how well it is proven.
fn lower(part: &mut Parsed) {
    let Some(place) = schema::table(part.kind).column("evidence") else { return };
    if part.cells[place].is_none() && part.as_written.iter().all(|(of, _)| *of != place) {
        part.cells[place] = Some(Datum::Text(Evidence::Implied.to_compact_string()));
        part.as_written.push((place, String::new()));
    }
}
