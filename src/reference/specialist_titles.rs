//! What those are called who hold a specialty (`specialist_titles.csv`): *Kinderarzt*, *anaesthetist*, *хирург*.
//!
//! The names of specialties stand in `specialties.csv`. A title is of a person of the specialty's own occupation alone, while
//! a name is one of wards and of nurses as well.

use super::specialties::{self, Specialty};
use crate::model::{Confidence, SpecialtyId};
use crate::text::fold;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "usage (domain knowledge)";

const CSV: &str = include_str!("../../data/reference/specialist_titles.csv");

/// The titles of those who hold one specialty.
#[derive(Debug)]
pub struct SpecialistTitles {
    /// The specialty.
    pub specialty: &'static Specialty,
    /// The titles as the table has them.
    pub spellings: Vec<String>,
    /// The same, folded.
    pub titles: Vec<String>,
    /// How sure the row is.
    pub confidence: Confidence,
}

#[derive(serde::Deserialize)]
struct Row {
    specialty_id: SpecialtyId,
    titles: String,
    confidence: Confidence,
}

static TABLE: LazyLock<Vec<SpecialistTitles>> = LazyLock::new(|| {
    let of = |row: Row| {
        let specialty = &specialties::all()[specialties::number(&row.specialty_id)?];
        let spellings: Vec<String> = super::items(&row.titles)
            .map(|title| title.split_once(':').map_or(title, |(_, title)| title).to_owned())
            .collect();
        let titles = spellings.iter().map(|title| fold(title)).collect();
        Some(SpecialistTitles { specialty, spellings, titles, confidence: row.confidence })
    };
    super::rows::<Row>(CSV).into_iter().filter_map(of).collect()
});

/// Every row, in the order of the table.
pub fn all() -> &'static [SpecialistTitles] {
    &TABLE
}

/// Whether a folded word is what titles of specialists are made with: *doctor* of *eye doctor*, *arzt* of *augenarzt*. Who is
/// called by it alone may be a physician of any kind.
pub fn is_head(word: &str) -> bool {
    const SHORTEST: usize = 4;
    if word.contains(' ') || word.chars().count() < SHORTEST {
        return false;
    }
    let made_with = |title: &String| {
        let mut words = title.split(' ');
        title != word && words.any(|part| part == word || part.ends_with(word))
    };
    let of_physicians = all().iter().filter(|row| row.specialty.occupation.code() == 2212);
    of_physicians.flat_map(|row| &row.titles).any(made_with)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeSet, HashSet};

    #[test]
    fn every_row_is_read_and_no_title_is_of_two_specialties() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        let mut known = HashSet::new();
        for row in all() {
            assert!(row.confidence >= Confidence::Medium);
            // Two languages may share a title of one specialty.
            for title in row.titles.iter().collect::<BTreeSet<_>>() {
                assert!(!title.is_empty() && known.insert(title), "{title}");
            }
        }
    }
}
