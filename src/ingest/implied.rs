//! What a row says of its parts without saying it there: a list of nurses with their employers seldom writes *nurse*
//! beside each employer. Such a fact fills the blank cell of the part and is marked: the cell as written is blank, and the
//! part's evidence is `implied`, the lowest, unless the row says how well the part is proven. A fact that is stated,
//! here or in the store, always outweighs an implied one. Only what the same row says counts. What would follow for the
//! training, where a wrong guess would open a country, is taken only where residence and nationality agree.

use super::record::Parsed;
use crate::model::{Country, Datum, Evidence, Isco08, Kind};
use crate::reference::specialties as reference;
use crate::resolve::occupations::named;
use crate::resolve::{regulators, specialties};
use crate::schema;
use compact_str::ToCompactString as _;
use std::collections::HashMap;

/// What the row of a worker says that may hold for its parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    occupation: Option<Isco08>,
    residence: Option<Country>,
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
            only_home: only,
        })
    }

    /// Fills the blank occupation of a worker with the one that the worker's own title names, else the title of each
    /// employment that goes on. Titles of two professions say nothing.
    pub(super) fn fill_occupation<'a>(
        self,
        main: &mut Parsed,
        titles: impl Iterator<Item = &'a str>,
        memory: &mut Memory,
    ) {
        if self.occupation.is_some() || !is_blank(main, "occupation") {
            return;
        }
        let own = text(main, "title").filter(|title| !title.is_empty()).map(str::to_owned);
        let mut named: Vec<Option<Isco08>> = match own {
            Some(title) => vec![memory.occupation(&title, self.residence)],
            None => titles
                .map(str::trim)
                .filter(|title| !title.is_empty())
                .map(|title| memory.occupation(title, self.residence))
                .collect(),
        };
        named.dedup();
        if let [Some(occupation)] = named[..] {
            fill(main, "occupation", Some(occupation));
        }
    }

    /// Fills the blank occupation of a worker with the one that the training is for.
    pub(super) fn fill_trained(main: &mut Parsed, occupation: Option<Isco08>) {
        if is_blank(main, "occupation") {
            fill(main, "occupation", occupation);
        }
    }

    /// Fills the blank practice of a worker of whom the row says, where an employer would stand, that they are fresh from
    /// their training.
    pub(super) fn fill_no_practice(main: &mut Parsed) {
        let Some(place) = schema::table(main.kind).column("practice_months") else { return };
        if main.kind == Kind::Worker && is_blank(main, "practice_months") {
            main.cells[place] = Some(Datum::Integer(0));
            main.as_written.push((place, String::new()));
        }
    }

    /// Fills the blank title of a worker with the words by which the occupation was named, and blank specialties with those
    /// that the words name: of *ICU nurse* the code says *nurse* alone. A row that has the code says the rest itself.
    ///
    /// `ward` is what the row says of the ward on which the worker is: where that names a specialty, the title says none.
    pub(super) fn fill_title(main: &mut Parsed, ward: Option<&str>, memory: &mut Memory) {
        let Some(place) = schema::table(main.kind).column("occupation") else { return };
        let written =
            main.as_written.iter().find(|(of, _)| *of == place).map(|(_, text)| text.trim().to_owned());
        let Some(written) = written.filter(|_| main.cells[place].is_some()) else { return };
        let is_named = written.chars().any(char::is_alphabetic);
        if is_named && is_blank(main, "title") {
            fill(main, "title", Some(&written));
        }
        let occupation: Option<Isco08> = text(main, "occupation").and_then(|text| text.parse().ok());
        let of_ward = |ward: &str| specialties::of_worker(ward.trim(), occupation, 1).certain().is_some();
        let told = ward.is_some_and(of_ward);
        if let Some(occupation) = occupation.filter(|_| !told && is_blank(main, "specialties")) {
            let title = text(main, "title").unwrap_or_default();
            let named = memory.specialties(&format!("{written}, {title}"), occupation);
            fill(main, "specialties", (!named.is_empty()).then_some(named));
        }
    }

    /// Fills the blank cells of a part with what follows. `goes_on` says that an employment has no end.
    pub(super) fn fill(self, part: &mut Parsed, goes_on: bool, memory: &mut Memory) {
        let place = match part.kind {
            Kind::Employment | Kind::License => "country",
            Kind::Qualification => "trained_in",
            _ => return,
        };
        // Most parts say it themselves: nothing is looked up for those.
        let occupation = is_blank(part, "occupation").then(|| self.occupation_of(part, goes_on, memory));
        let country = is_blank(part, place).then(|| self.country_of(part, goes_on, memory));
        let filled = [fill(part, "occupation", occupation.flatten()), fill(part, place, country.flatten())];
        if filled.contains(&true) {
            lower(part);
        }
    }

    fn occupation_of(self, part: &Parsed, goes_on: bool, memory: &mut Memory) -> Option<Isco08> {
        let title = match part.kind {
            Kind::Employment | Kind::Qualification => text(part, "title").filter(|title| !title.is_empty()),
            _ => None,
        };
        let titled = title.and_then(|title| memory.occupation(title, self.residence));
        // Whoever is a nurse and drives a taxi has a title that says so: only a ward says no other work.
        let only_ward = |title: &str| {
            self.occupation
                .is_some_and(|own| specialties::of_worker(title.trim(), Some(own), 1).certain().is_some())
        };
        let own = self.occupation.filter(|_| match part.kind {
            Kind::Employment => goes_on && title.is_none_or(only_ward),
            _ => true,
        });
        titled.or(own)
    }

    /// The country of a part: that of a regulator's name, else the home where nobody elsewhere is called so.
    fn country_of(self, part: &Parsed, goes_on: bool, memory: &mut Memory) -> Option<Country> {
        match part.kind {
            Kind::Employment => self.residence.filter(|_| goes_on),
            Kind::Qualification => self.only_home,
            _ => match text(part, "regulator") {
                Some(regulator) => match memory.regulator(regulator, self.residence) {
                    Regulator::Of(country) => Some(country),
                    Regulator::Unknown => self.only_home,
                    Regulator::Unclear => None,
                },
                // Whoever lives abroad holds the license of another country as often: it would count as a registration.
                None => self.only_home,
            },
        }
    }
}

/// Fills the blank occupation of a post with the one that its title names, where it names one.
pub(super) fn fill_post(post: &mut Parsed, country: Option<Country>, memory: &mut Memory) {
    if !is_blank(post, "occupation") {
        return;
    }
    let title = text(post, "title").map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    let named = title.and_then(|title| memory.occupation(&title, country));
    fill(post, "occupation", named);
}

/// What is known of a regulator by its name.
#[derive(Debug, Clone, Copy)]
enum Regulator {
    /// It is one of this country.
    Of(Country),
    /// It may be one of several, or one that is nearly called so.
    Unclear,
    /// The tables have none that is called like it.
    Unknown,
}

/// What titles and names of regulators were found to say: lists have few, and each many times.
#[derive(Debug, Default)]
pub(super) struct Memory {
    occupations: HashMap<(String, Option<Country>), Option<Isco08>>,
    regulators: HashMap<(String, Option<Country>), Regulator>,
    specialties: HashMap<(String, Isco08), String>,
}

impl Memory {
    /// So many texts are remembered: more than a large list has, as reading one anew costs more than all else of its row.
    const MOST: usize = 100_000;

    /// The occupation that a title names by itself.
    pub(super) fn occupation(&mut self, title: &str, country: Option<Country>) -> Option<Isco08> {
        let key = (title.to_owned(), country);
        if let Some(known) = self.occupations.get(&key) {
            return *known;
        }
        let found = named::read(title, country).certain();
        if self.occupations.len() < Self::MOST {
            self.occupations.insert(key, found);
        }
        found
    }

    /// The specialties of an occupation that a title names, as a cell has them.
    fn specialties(&mut self, title: &str, occupation: Isco08) -> String {
        let key = (title.to_owned(), occupation);
        if let Some(known) = self.specialties.get(&key) {
            return known.clone();
        }
        let found = specialties_in(title, occupation);
        if self.specialties.len() < Self::MOST {
            self.specialties.insert(key, found.clone());
        }
        found
    }

    fn regulator(&mut self, name: &str, country: Option<Country>) -> Regulator {
        let key = (name.to_owned(), country);
        if let Some(known) = self.regulators.get(&key) {
            return *known;
        }
        let found = regulators::resolve(name, country, 1);
        let known = match found.certain().and_then(regulators::country_of) {
            Some(country) => Regulator::Of(country),
            None if found.suggested().is_empty() => Regulator::Unknown,
            None => Regulator::Unclear,
        };
        if self.regulators.len() < Self::MOST {
            self.regulators.insert(key, known);
        }
        known
    }
}

/// The specialties of an occupation that some words of a title name, the longest names first.
fn specialties_in(title: &str, occupation: Isco08) -> String {
    /// So many words are looked at, and so many are one name at most.
    const WORDS: usize = 16;
    const NAME: usize = 4;
    /// Shorter words are short forms where they stand in capitals among others: *OR*, and not *or*.
    const SHORT: usize = 3;
    /// How words begin that are of the names of professions as well.
    const PROFESSIONS: [&str; 3] = ["general", "medic", "surgical"];
    let words: Vec<&str> = title
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&')))
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .collect();
    let shouted = !title.chars().any(char::is_lowercase);
    let mut taken = vec![false; words.len()];
    let mut found: Vec<String> = Vec::new();
    for size in (1..=words.len().min(NAME)).rev() {
        for from in 0..=words.len() - size {
            let name = &words[from..from + size];
            let is_short = size == 1
                && name[0].chars().count() < SHORT
                && (shouted || name[0].chars().any(char::is_lowercase));
            if is_short || taken[from..from + size].contains(&true) {
                continue;
            }
            let resolved = specialties::resolve(&name.join(" "), Some(occupation), 1);
            let Some(id) = resolved.certain() else { continue };
            // A *generalist*, a *medical assistant* name what they are, and no ward.
            if size == 1 && PROFESSIONS.iter().any(|word| crate::text::fold(name[0]).starts_with(word)) {
                continue;
            }
            let own =
                reference::all().iter().any(|one| one.id.as_str() == id && one.occupation == occupation);
            if own {
                taken[from..from + size].fill(true);
                if !found.iter().any(|known| known == id) {
                    found.push(id.to_owned());
                }
            }
        }
    }
    found.join(";")
}

fn text<'a>(record: &'a Parsed, column: &str) -> Option<&'a str> {
    let place = schema::table(record.kind).column(column)?;
    match record.cells[place].as_ref()? {
        Datum::Text(text) => Some(text),
        Datum::Integer(_) => None,
    }
}

/// Whether nothing stands in a cell; what could not be read may say otherwise than the row.
fn is_blank(part: &Parsed, column: &str) -> bool {
    let place = schema::table(part.kind).column(column);
    place.is_some_and(|at| part.cells[at].is_none() && part.as_written.iter().all(|(of, _)| *of != at))
}

/// Fills a blank cell, and says whether it did.
fn fill(part: &mut Parsed, column: &str, with: Option<impl ToString>) -> bool {
    let (Some(place), Some(with)) = (schema::table(part.kind).column(column), with) else { return false };
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
