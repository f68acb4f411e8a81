//! `corridor resolve regulators|subjects|specialties|organizations|schools`: which thing each text of a table names.

use super::table::{self, Answers, Source};
use super::{Act, Desk, OpsError};
use crate::model::{Curriculum, Kind, Organization};
use crate::reference::{countries, license_numbers, regulators, specialties, subjects};
use crate::resolve::vocabulary::{Named, Resolved, Vocabulary};
use serde::Serialize;
use std::collections::BTreeSet;

/// The vocabularies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Regulators of the tables.
    Regulators,
    /// Harmonized subjects of training.
    Subjects,
    /// Specialties of the health professions.
    Specialties,
    /// Organizations of the store.
    Organizations,
    /// Schools that curricula and qualifications of the store name.
    Schools,
}

/// Texts to resolve.
#[derive(Debug, Clone)]
pub enum Texts {
    /// One text.
    One(String),
    /// The column of a table.
    Table {
        /// The table.
        source: Source,
        /// The column with the rows' identifiers; the number of the row without one.
        id: Option<String>,
        /// The column with the texts.
        text: String,
    },
}

/// A text and what it names.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The row's identifier.
    pub row: String,
    /// The text.
    pub text: String,
    /// What it names.
    #[serde(flatten)]
    pub resolved: Resolved,
}

/// Resolves texts, in their order.
///
/// # Errors
/// [`OpsError`] when a file or the store cannot be read.
pub fn resolve(desk: &Desk, _act: &Act, of: Of, texts: &Texts, top: usize) -> Result<Answers<Row>, OpsError> {
    let vocabulary = Vocabulary::new(match of {
        Of::Regulators => regulator_names(),
        Of::Subjects => subject_names(),
        Of::Specialties => specialty_names(),
        Of::Organizations => organization_names(desk)?,
        Of::Schools => school_names(desk)?,
    });
    let row =
        |row: String, text: &str| Row { row, text: text.to_owned(), resolved: vocabulary.resolve(text, top) };
    match texts {
        Texts::One(text) => Ok(Answers { rows: vec![row("1".to_owned(), text)], read: None }),
        Texts::Table { source, id, text } => {
            let (texts, read) = table::texts(source, id.as_deref(), text)?;
            let rows = texts.into_iter().map(|(id, text)| row(id, &text)).collect();
            Ok(Answers { rows, read: Some(read) })
        }
    }
}

fn named(id: &str, shown: &str, name: &str, source: &str) -> Named {
    Named { id: id.to_owned(), shown: shown.to_owned(), name: name.to_owned(), source: source.to_owned() }
}

fn regulator_names() -> Vec<Named> {
    let mut names = Vec::new();
    for regulator in license_numbers::all() {
        let id = format!("{}:{}", regulator.country, regulator.name);
        let shown = format!("{} ({})", regulator.name, countries::name(regulator.country));
        for name in regulator.spellings() {
            names.push(named(&id, &shown, name, "license_numbers.csv"));
        }
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for rule in regulators::all() {
        let id = format!("{}:{}", rule.destination, rule.regulator);
        if seen.insert(id.clone()) {
            let shown = format!("{} ({})", rule.regulator, countries::name(rule.destination));
            names.push(named(&id, &shown, &rule.regulator, "regulator_language.csv"));
        }
    }
    names
}

fn subject_names() -> Vec<Named> {
    let of = |subject: &'static subjects::Subject| {
        let names = subject.aliases.iter().chain([&subject.name, &subject.id]);
        names.map(|name| named(&subject.id, &subject.name, name, "subjects.csv")).collect::<Vec<_>>()
    };
    subjects::all().iter().flat_map(of).collect()
}

fn specialty_names() -> Vec<Named> {
    let of = |specialty: &'static specialties::Specialty| {
        let id = specialty.id.as_str();
        let shown = format!("{} ({})", specialty.name, specialty.occupation);
        let names = specialty.names.iter().map(String::as_str);
        names.map(|name| named(id, &shown, name, "specialties.csv")).collect::<Vec<_>>()
    };
    specialties::all().iter().flat_map(of).collect()
}

fn organization_names(desk: &Desk) -> Result<Vec<Named>, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let mut names = Vec::new();
    snapshot.each::<Organization, OpsError>(|_, organization| {
        let id = organization.organization_id.as_str();
        for name in [organization.name.as_str(), id] {
            names.push(named(id, &organization.name, name, "organizations of the store"));
        }
        Ok(())
    })?;
    Ok(names)
}

fn school_names(desk: &Desk) -> Result<Vec<Named>, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let mut schools: BTreeSet<String> = BTreeSet::new();
    snapshot.each::<Curriculum, OpsError>(|_, curriculum| {
        schools.extend(curriculum.school);
        Ok(())
    })?;
    if let Some((low, high)) = snapshot.bounds(Kind::Worker)? {
        snapshot.dossiers::<OpsError>(low..=high, |dossier| {
            schools.extend(dossier.qualifications.into_iter().filter_map(|q| q.school));
            Ok(())
        })?;
    }
    // A school has no identifier of its own: its name is what it is known by.
    Ok(schools.iter().map(|school| named(school, school, school, "schools of the store")).collect())
}
