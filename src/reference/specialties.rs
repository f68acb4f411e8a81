//! Specialties of medicine, nursing and the other health professions, with their names in many languages.

use crate::model::{Isco08, SpecialtyId};
use crate::text::{KnownNames, Near, fold};
use std::collections::BTreeMap;
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
    /// Its other names, folded.
    pub names: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Row {
    specialty_id: SpecialtyId,
    name_en: String,
    isco_code: Isco08,
    aliases: String,
}

static TABLE: LazyLock<Vec<Specialty>> = LazyLock::new(|| {
    super::rows::<Row>(CSV)
        .into_iter()
        .map(|row| {
            let aliases =
                super::items(&row.aliases).map(|alias| alias.split_once(':').map_or(alias, |(_, name)| name));
            let mut names: Vec<String> =
                std::iter::once(row.name_en.as_str()).chain(aliases).map(fold).collect();
            names.push(fold(row.specialty_id.as_str()));
            names.sort_unstable();
            names.dedup();
            Specialty { id: row.specialty_id, name: row.name_en, occupation: row.isco_code, names }
        })
        .collect()
});

static BY_NAME: LazyLock<BTreeMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, specialty) in TABLE.iter().enumerate() {
        for name in &specialty.names {
            by_name.entry(name).or_default().push(at);
        }
    }
    by_name
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

/// The specialties that a text names, whatever its language; where several occupations have one of
/// that name and one of them is `occupation`, that one. Nurses name theirs as physicians do: *Paediatrics*.
pub fn lookup(text: &str, occupation: Option<Isco08>) -> Vec<&'static Specialty> {
    let named = |name: &str| -> Vec<&'static Specialty> {
        BY_NAME.get(name).map_or(&[][..], Vec::as_slice).iter().map(|&at| &TABLE[at]).collect()
    };
    let own = |all: &[&'static Specialty]| -> Vec<&'static Specialty> {
        all.iter().copied().filter(|s| Some(s.occupation) == occupation).collect()
    };
    let folded = fold(text);
    let all = named(&folded);
    let mine = own(&all);
    if mine.len() == 1 {
        return mine;
    }
    // *Emergency* of a nurse is emergency nursing.
    let nursing = own(&named(&format!("{folded} nursing")));
    if nursing.len() == 1 {
        return nursing;
    }
    if mine.is_empty()
        && !all.is_empty()
        && let Some(other) = occupation
    {
        // Of the other names of a specialty the one that this occupation has, by itself or with its own word.
        let found: Vec<&'static Specialty> = all
            .iter()
            .flat_map(|specialty| &specialty.names)
            .flat_map(|name| {
                [name.clone(), format!("{name} nursing"), format!("{} nursing", adjective(name))]
            })
            .flat_map(|name| own(&named(&name)))
            .filter(|specialty| specialty.occupation == other)
            .collect();
        if let Some(first) = found.first()
            && found.iter().all(|specialty| specialty.id == first.id)
        {
            return vec![first];
        }
    }
    all
}

/// `paediatrics`, `neurology`: the word that stands before another, `paediatric nursing`.
fn adjective(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}

/// The specialty whose name is nearest to a text that names none; the first of those that share the name,
/// which then does not stand alone.
pub fn nearest(text: &str) -> Option<Near<'static, &'static SpecialtyId>> {
    const BAR: f64 = 0.82;
    static NAMES: LazyLock<KnownNames<'static, &'static Vec<usize>>> =
        LazyLock::new(|| KnownNames::new(BY_NAME.iter().map(|(name, bearers)| (*name, bearers))));
    let found = NAMES.nearest(text, BAR)?;
    let first = *found.value.first()?;
    let alone = found.alone && found.value.len() == 1;
    Some(Near { name: found.name, value: &TABLE[first].id, nearness: found.nearness, alone })
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

    #[test]
    fn a_specialty_is_found_by_its_names() {
        let doctor = "2212".parse().ok();
        let ids: Vec<&str> = lookup("Intensivmedizin", doctor).iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["intensive-care-medicine"]);
        assert!(lookup("knitting", None).is_empty());
        let id = |text: &str, occupation: &str| -> Vec<&str> {
            lookup(text, occupation.parse().ok()).iter().map(|s| s.id.as_str()).collect()
        };
        assert_eq!(id("Paediatrics", "2221"), ["nursing-paediatric"]);
        assert_eq!(id("Pediatrics", "2221"), ["nursing-paediatric"]);
        assert_eq!(id("Paediatrics", "2212"), ["paediatrics"]);
        assert_eq!(id("Emergency", "2221"), ["nursing-emergency"]);
        assert_eq!(id("Oncology", "2221"), ["nursing-oncology"]);
        assert_eq!(id("Dermatology", "2221"), ["dermatology"]);
    }
}
