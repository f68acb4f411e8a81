//! Facts compiled in: one file per table of `data/reference/`, parsed once, looked up as of a date.
//!
//! Each file gives the `SOURCE` of its table and a lookup; its tests parse every row and resolve
//! every code that points into another table. Policy lists and recruitment agreements are not here:
//! they are packs ([`crate::policy`]). `data/README.md` tells of sources, editions and holes.

pub mod admission;
pub mod cefr;
pub mod certificate_terms;
pub mod code_pages;
pub mod corridor_volumes;
pub mod cost_words;
pub mod countries;
pub mod country_languages;
pub mod country_names;
pub mod credit_rules;
pub mod date_words;
pub mod demonyms;
pub mod earlier_trainings;
pub mod europe;
pub mod facet_ranges;
pub mod freshness;
pub mod given_names;
pub mod hash;
pub mod header_terms;
pub mod language_exemptions;
pub mod language_names;
pub mod language_tests;
pub mod license_numbers;
pub mod license_scope;
pub mod minimum_training;
pub mod missing_words;
pub mod name_words;
pub mod occupations;
pub mod origin_curricula;
pub mod origin_exit;
pub mod pay_bounds;
pub mod practice_words;
pub mod recent_practice;
pub mod recognition;
pub mod recruiter_licensing;
pub mod recruiter_registers;
pub mod regulators;
pub mod related_specialties;
mod rows;
pub mod small_words;
pub mod social_security;
pub mod specialist_titles;
pub mod specialties;
pub mod subdivisions;
pub mod subjects;
pub mod test_windows;
pub mod title_marks;
pub mod title_settings;
pub mod total_words;
pub mod towns;
pub mod training_words;
pub mod utc_offsets;
pub mod weight_sets;
pub mod workforce;

pub use rows::{Citation, PastDay, past};

/// Reads a compiled-in table into its rows.
///
/// A row that does not read is a fault of the build, which the table's own test finds; it is left
/// out rather than ending the program.
pub(crate) fn rows<T: serde::de::DeserializeOwned>(csv: &str) -> Vec<T> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().filter_map(Result::ok).collect()
}

/// The number of rows of a compiled-in table, for the tests that no row was left out.
#[cfg(test)]
pub(crate) fn row_count(csv: &str) -> usize {
    csv::Reader::from_reader(csv.as_bytes()).records().count()
}

/// Splits a cell that lists values by `;`.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|item| !item.is_empty())
}
