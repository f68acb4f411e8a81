//! Subjects of training (`subjects.csv`): one vocabulary, with the names that transcripts print.

use super::rows::{self, Citation};
use crate::model::{Isco08, words};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str =
    "Directive 2005/36/EC annex V and course lists of schools, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-23";

words! {
    /// Which side of a training a subject belongs to.
    Area, "an area of a subject: `theory` or `clinical`" {
        /// Theory.
        Theory = "theory",
        /// Clinical practice.
        Clinical = "clinical",
    }
}

/// A subject.
#[derive(Debug)]
pub struct Subject {
    /// The identifier (`NUR-MED`).
    pub id: Box<str>,
    /// The English name.
    pub name: Box<str>,
    /// The side of the training.
    pub area: Area,
    /// The occupations whose trainings have it.
    pub occupations: Vec<Isco08>,
    /// Names that transcripts print.
    pub aliases: Vec<Box<str>>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The subject with an identifier.
pub fn find(id: &str) -> Option<&'static Subject> {
    all().iter().find(|subject| *subject.id == *id)
}

/// Every subject, in the order of the table.
pub fn all() -> &'static [Subject] {
    static ROWS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
        rows::read("subjects.csv", include_str!("../../data/reference/subjects.csv"), |row| Subject {
            id: row.text("subject_id").into(),
            name: row.text("name_en").into(),
            area: row.required("area"),
            occupations: row.list("applies_to"),
            aliases: row.items("aliases").map(Into::into).collect(),
            citation: row.citation(),
        })
    });
    &ROWS
}

/// Languages and the like, which schools teach and professions do not ask for.
pub fn is_general(subject: &str) -> bool {
    subject.starts_with("GEN-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_identifiers_are_unique() {
        assert_eq!(all().len(), 102);
        let mut ids: Vec<_> = all().iter().map(|subject| &subject.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 102);
    }
}
