//! Specialties of medicine, nursing and the other health professions, with their names in many languages.

use super::Citation;
use crate::model::{Confidence, Isco08, SpecialtyId};
use crate::text::fold;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "Directive 2005/36/EC annex V and usage (domain knowledge)";

const CSV: &str = include_str!("../../data/reference/specialties.csv");

/// A specialty.
#[derive(Debug)]
pub struct Specialty {
    /// The identifier.
    pub id: SpecialtyId,
    /// The English name.
    pub name: String,
    /// The unit group that it belongs to.
    pub occupation: Isco08,
    /// All its names, folded.
    pub names: Vec<String>,
    /// All its names as the table has them.
    pub spellings: Vec<String>,
    /// Where the row comes from.
    pub citation: Citation,
}

#[derive(serde::Deserialize)]
struct Row {
    specialty_id: SpecialtyId,
    name_en: String,
    isco_code: Isco08,
    aliases: String,
    source: String,
    confidence: Confidence,
}

static TABLE: LazyLock<Vec<Specialty>> = LazyLock::new(|| {
    super::rows::<Row>(CSV)
        .into_iter()
        .map(|row| {
            let aliases =
                super::items(&row.aliases).map(|alias| alias.split_once(':').map_or(alias, |(_, name)| name));
            let own = [row.name_en.as_str(), row.specialty_id.as_str()];
            let spellings: Vec<String> = own.into_iter().chain(aliases).map(str::to_owned).collect();
            let mut names: Vec<String> = spellings.iter().map(|name| fold(name)).collect();
            names.sort_unstable();
            names.dedup();
            let occupation = row.isco_code;
            let citation = Citation {
                table: "specialties.csv",
                source: row.source.into(),
                url: "".into(),
                confidence: row.confidence,
                recheck_by: None,
            };
            Specialty { id: row.specialty_id, name: row.name_en, occupation, names, spellings, citation }
        })
        .collect()
});

/// Every name in its matching form, with the unit group; names come in many languages, which the table's
/// alternative names alone say.
pub fn names() -> impl Iterator<Item = (&'static str, Isco08)> {
    TABLE
        .iter()
        .flat_map(|specialty| specialty.names.iter().map(|name| (name.as_str(), specialty.occupation)))
}

/// Every specialty, in the order of the table; the place is its number in packed facts.
pub fn all() -> &'static [Specialty] {
    &TABLE
}

/// The number of a specialty in packed facts.
pub fn number(id: &SpecialtyId) -> Option<usize> {
    TABLE.iter().position(|specialty| specialty.id == *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_names_a_known_occupation() {
        assert_eq!(TABLE.len(), crate::reference::row_count(CSV));
        for specialty in all() {
            assert!(crate::reference::occupations::group(specialty.occupation).is_some(), "{}", specialty.id);
            assert_eq!(number(&specialty.id).map(|at| &TABLE[at].id), Some(&specialty.id));
        }
    }

    #[test]
    fn specialties_fit_the_concept_signature() {
        assert!(all().len() <= 128, "a concept is a bit of 128");
    }
}
