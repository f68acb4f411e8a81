//! `corridor resolve languages|tests|regulators|subjects|specialties|organizations|schools`: which thing each text of a table names.

use crate::model::{Country, Curriculum, Isco08, Kind, Organization};
use crate::ops::table::{self, Answers, Source};
use crate::ops::{Act, Desk, OpsError};
use crate::resolve::vocabulary::{Named, Resolved};
use crate::resolve::{language_tests, languages, organizations, regulators, specialties, subjects};
use serde::Serialize;
use std::collections::BTreeSet;

/// The vocabularies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VocabularyKind {
    /// Languages.
    Languages,
    /// Language tests, by their names.
    Tests,
    /// Regulators of the tables.
    Regulators {
        /// Where they are.
        country: Option<Country>,
    },
    /// Harmonized subjects of training.
    Subjects {
        /// The occupation whose training it is.
        occupation: Option<Isco08>,
    },
    /// Specialties of the health professions.
    Specialties {
        /// The occupation of who has it.
        occupation: Option<Isco08>,
    },
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
pub struct VocabularyRow {
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
pub fn vocabulary(
    desk: &Desk,
    _act: &Act,
    of: VocabularyKind,
    texts: &Texts,
    top: usize,
) -> Result<Answers<VocabularyRow>, OpsError> {
    let of_the_store = match of {
        VocabularyKind::Organizations => Some(organizations::vocabulary(organization_names(desk)?)),
        VocabularyKind::Schools => Some(organizations::vocabulary(school_names(desk)?)),
        _ => None,
    };
    let resolved = |text: &str| match (of, &of_the_store) {
        (_, Some(vocabulary)) => vocabulary.resolve(text, top),
        (VocabularyKind::Languages, _) => languages::resolve(text, top),
        (VocabularyKind::Tests, _) => language_tests::resolve(text, top),
        (VocabularyKind::Regulators { country }, _) => regulators::resolve(text, country, top),
        (VocabularyKind::Subjects { occupation }, _) => subjects::resolve(text, occupation, top),
        (VocabularyKind::Specialties { occupation }, _) => specialties::of_worker(text, occupation, top),
        (VocabularyKind::Organizations | VocabularyKind::Schools, None) => Resolved::none(),
    };
    let row =
        |row: String, text: &str| VocabularyRow { row, text: text.to_owned(), resolved: resolved(text) };
    match texts {
        Texts::One(text) => Ok(Answers { rows: vec![row("1".to_owned(), text)], read: None }),
        Texts::Table { source, id, text } => {
            let (texts, read) = table::texts(source, id.as_deref(), text)?;
            let rows = texts.into_iter().map(|(id, text)| row(id, &text)).collect();
            Ok(Answers { rows, read: Some(read) })
        }
    }
}

fn organization_names(desk: &Desk) -> Result<Vec<Named>, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let mut names = Vec::new();
    snapshot.each::<Organization, OpsError>(|_, organization| {
        let id = organization.organization_id.as_str();
        for name in [organization.name.as_str(), id] {
            names.push(Named::new(id, &organization.name, name, "organizations of the store"));
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
    Ok(schools.iter().map(|school| Named::new(school, school, school, "schools of the store")).collect())
}
