//! Given names that are names of their own (`given_names.csv`), and who bears them: *Wanjiru* is no slip for *Wanjiku*.

use super::rows::{self, Citation};
use crate::model::{Country, Sex};
use std::sync::LazyLock;

const CSV: &str = include_str!("../../data/reference/given_names.csv");

/// Given names of one sex in one country.
#[derive(Debug, Clone)]
pub struct GivenNames {
    /// Who bears them; `None` where it is not known. A name of both stands in two rows.
    pub sex: Option<Sex>,
    /// Where they were gathered; `None` for names of many countries.
    pub country: Option<Country>,
    /// The names, as written there.
    pub names: Vec<Box<str>>,
    /// Where the row comes from.
    pub citation: Citation,
}

/// Every row, in the order of the table.
pub fn all() -> &'static [GivenNames] {
    static ROWS: LazyLock<Vec<GivenNames>> = LazyLock::new(|| {
        rows::read("given_names.csv", CSV, |row| GivenNames {
            sex: row.value("sex"),
            country: row.value("country"),
            names: row.items("names").map(Into::into).collect(),
            citation: row.citation(),
        })
    });
    &ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_word_of_letters() {
        for row in all() {
            assert!(!row.citation.source.is_empty() && !row.names.is_empty());
            for name in &row.names {
                assert!(name.chars().count() >= 3 && name.chars().all(char::is_alphabetic), "{name}");
            }
        }
    }
}
