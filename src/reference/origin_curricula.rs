//! Typical programs of the origin countries (`origin_curricula.csv`).
//!
//! They say what a qualification of a country usually holds. A person's own transcript may differ,
//! so a figure from here is always labelled and never proves anything about a person.

use super::rows::{self, Citation, Row};
use crate::model::{Country, Decimal, Isco08, Language};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "curricula of schools and authorities, each row with its own source";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-23";

/// A typical program.
#[derive(Debug)]
pub struct OriginCurriculum {
    /// The country.
    pub country: Country,
    /// The occupation.
    pub occupation: Isco08,
    /// The qualification.
    pub qualification: Box<str>,
    /// The qualification in its matching form.
    pub folded: Box<str>,
    /// Level of ISCED 2011.
    pub isced_level: Option<i64>,
    /// Years.
    pub years: Option<Decimal>,
    /// Hours in all.
    pub total_hours: Option<i64>,
    /// Hours of theory.
    pub theory_hours: Option<i64>,
    /// Hours of clinical practice.
    pub clinical_hours: Option<i64>,
    /// Languages of instruction.
    pub languages: Vec<Language>,
    /// Subjects.
    pub subjects: Vec<Box<str>>,
    /// What a reader must know.
    pub notes: Box<str>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The programs of a country for an occupation, in the order of the table.
pub fn of(country: Country, occupation: Isco08) -> impl Iterator<Item = &'static OriginCurriculum> {
    all().iter().filter(move |row| row.country == country && row.occupation == occupation)
}

/// Every row, in the order of the table.
pub fn all() -> &'static [OriginCurriculum] {
    static ROWS: LazyLock<Vec<OriginCurriculum>> = LazyLock::new(|| {
        rows::read("origin_curricula.csv", include_str!("../../data/reference/origin_curricula.csv"), program)
    });
    &ROWS
}

fn program(row: &Row<'_>) -> OriginCurriculum {
    OriginCurriculum {
        country: row.required("country"),
        occupation: row.required("occupation_isco"),
        qualification: row.text("qualification").into(),
        folded: crate::text::fold(row.text("qualification")).into(),
        isced_level: row.number("isced_level"),
        years: row.value("years"),
        total_hours: row.number("total_hours"),
        theory_hours: row.number("theory_hours"),
        clinical_hours: row.number("clinical_hours"),
        languages: row.list("language_of_instruction"),
        subjects: row.items("subjects").map(Into::into).collect(),
        notes: row.text("notes").into(),
        citation: row.citation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::subjects;

    #[test]
    fn every_row_is_read_and_its_subjects_are_known() {
        assert_eq!(all().len(), 90);
        for row in all() {
            for subject in &row.subjects {
                let known = subjects::find(subject).unwrap_or_else(|| panic!("{subject}"));
                // General education belongs to trainings of every occupation.
                let fits = known.occupations.contains(&row.occupation) || subject.starts_with("GEN-");
                assert!(fits, "{subject} in {} {}", row.country, row.qualification);
            }
        }
    }

    #[test]
    fn the_programs_of_a_country_are_found() {
        assert_eq!(of("IN".parse().unwrap(), "2221".parse().unwrap()).count(), 4);
    }
}
