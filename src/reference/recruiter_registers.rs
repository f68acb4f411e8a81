//! Where the license of a recruiter is looked up (`recruiter_registers.csv`): the address of the authority that keeps the
//! register. Corridor points there and never says that somebody is licensed.

use super::rows::{self, Citation};
use crate::model::{Country, Day};
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/recruiter_registers.csv");

/// A register of licensed recruiters.
#[derive(Debug)]
pub struct RecruiterRegister {
    /// The state.
    pub country: Country,
    /// What the register is called.
    pub register: Box<str>,
    /// Who keeps it.
    pub kept_by: Box<str>,
    /// Its official address.
    pub address: Box<str>,
    /// What a reader must know.
    pub notes: Box<str>,
    /// When the source was read.
    pub retrieved: Option<Day>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// The register of a state; `None` where no address is known.
pub fn of(country: Country) -> Option<&'static RecruiterRegister> {
    all().iter().find(|row| row.country == country)
}

/// Every row, in the order of the table.
pub fn all() -> &'static [RecruiterRegister] {
    static ROWS: LazyLock<Vec<RecruiterRegister>> = LazyLock::new(|| {
        rows::read("recruiter_registers.csv", CSV, |row| RecruiterRegister {
            country: row.required("country"),
            register: row.text("register").into(),
            kept_by: row.text("kept_by").into(),
            address: row.text("address").into(),
            notes: row.text("notes").into(),
            retrieved: row.value("retrieved"),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_names_an_address_and_its_source() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        for (at, row) in all().iter().enumerate() {
            assert!(row.address.starts_with("https://"), "{}", row.country);
            assert!(!row.kept_by.is_empty() && !row.register.is_empty(), "{}", row.country);
            assert!(!row.citation.source.is_empty() && !row.citation.url.is_empty(), "{}", row.country);
            assert!(row.citation.recheck_by.is_some(), "{}", row.country);
            assert!(all()[..at].iter().all(|other| other.country < row.country), "{}", row.country);
        }
        assert!(of("PH".parse().unwrap()).is_some());
        assert!(of("DE".parse().unwrap()).is_none());
    }
}
