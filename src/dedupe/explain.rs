//! A pair's weight as a sum of parts, each a sentence.

use super::compared::{Compared, Relatives};
use super::learn::Model;
use super::level::{Aspect, Level};
use super::person::{Field, LinkedPerson};
use super::reason::DedupeReason;
use serde::Serialize;

/// What one aspect adds to the weight of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikenessPart {
    /// The aspect; none for the order of the names.
    pub aspect: Option<Aspect>,
    /// How far it agrees.
    pub level: Level,
    /// What it adds, in thousandths of a bit.
    pub weight: i32,
    /// Why.
    pub because: DedupeReason,
}

/// The parts of a pair; their weights add up to the pair's.
pub(super) fn parts(
    model: &Model,
    compared: &Compared,
    left: &LinkedPerson,
    right: &LinkedPerson,
) -> Vec<LikenessPart> {
    let mut parts = Vec::new();
    for aspect in Aspect::ALL {
        let at = aspect as usize;
        let (level, count) = (compared.levels[at], compared.counts[at]);
        let (mut a, mut b) = (written(left, aspect), written(right, aspect));
        if compared.crossed && level != Level::CannotCompare && right.get(Field::FullName).is_none() {
            (a, b) = match aspect {
                Aspect::FamilyName => crossed(left, right, Aspect::FamilyName, Aspect::GivenName),
                Aspect::GivenName => crossed(left, right, Aspect::GivenName, Aspect::FamilyName),
                _ => (a, b),
            };
        }
        if a.is_empty() && b.is_empty() {
            continue;
        }
        let weight = super::thousandths(model.part(compared, aspect));
        parts.push(LikenessPart {
            aspect: Some(aspect),
            level,
            weight,
            because: because(aspect, level, count, a, b),
        });
    }
    if compared.swapped {
        parts.push(LikenessPart {
            aspect: None,
            level: Level::Different,
            weight: super::thousandths(model.swap()),
            because: DedupeReason::Crossed,
        });
    }
    let weight = super::thousandths(model.relatives(compared));
    if let Some(relatives) = compared.relatives.filter(|_| weight != 0) {
        parts.push(LikenessPart {
            aspect: None,
            level: Level::Different,
            weight,
            because: match relatives {
                Relatives::Marks => DedupeReason::NameMarks,
                Relatives::Siblings => DedupeReason::Siblings,
                Relatives::Twins => DedupeReason::Twins,
                Relatives::Generations => DedupeReason::Generations,
                Relatives::Namesakes => DedupeReason::Namesakes,
            },
        });
    }
    parts
}

/// What was laid crosswise: the left record's part beside the other part of the right one, or the
/// other way round where one is missing.
fn crossed(left: &LinkedPerson, right: &LinkedPerson, own: Aspect, other: Aspect) -> (String, String) {
    let (a, b) = (written(left, own), written(right, other));
    if a.is_empty() || b.is_empty() { (written(left, other), written(right, own)) } else { (a, b) }
}

fn because(aspect: Aspect, level: Level, count: u32, a: String, b: String) -> DedupeReason {
    match level {
        Level::CannotCompare if a.is_empty() || b.is_empty() => {
            DedupeReason::OneSide { aspect, known: if a.is_empty() { b } else { a } }
        }
        Level::CannotCompare => DedupeReason::CannotCompare { aspect, left: a, right: b },
        Level::Same => DedupeReason::Same { aspect, value: a, records: count },
        Level::Form => DedupeReason::Form { aspect, left: a, right: b },
        Level::Slip => DedupeReason::Slip { aspect, left: a, right: b },
        Level::Start => DedupeReason::Start { aspect, left: a, right: b },
        Level::Near => DedupeReason::Near { aspect, left: a, right: b },
        Level::Far => DedupeReason::Far { aspect, left: a, right: b },
        Level::Different => DedupeReason::Different { aspect, left: a, right: b },
    }
}

/// What stands in a record for an aspect, as written.
fn written(person: &LinkedPerson, aspect: Aspect) -> String {
    let get = |field: Field| person.get(field).unwrap_or_default().to_owned();
    let all = |field: Field| {
        let values: Vec<&str> =
            person.values.iter().filter(|(f, _)| *f == field).map(|(_, value)| value.as_str()).collect();
        values.join(", ")
    };
    let full = get(Field::FullName);
    match aspect {
        Aspect::FamilyName | Aspect::GivenName | Aspect::OtherNames if !full.is_empty() => full,
        Aspect::FamilyName => get(Field::FamilyName),
        Aspect::GivenName => get(Field::GivenName),
        Aspect::OtherNames => String::new(),
        Aspect::BirthDate => get(Field::BirthDate),
        Aspect::Sex => get(Field::Sex),
        Aspect::Email => get(Field::Email),
        Aspect::Phone => get(Field::Phone),
        Aspect::Identifier => get(Field::Identifier),
        Aspect::License => all(Field::License),
        Aspect::Street | Aspect::AddressLine => all(Field::Street),
        Aspect::StreetNumber => get(Field::StreetNumber),
        Aspect::Locality => get(Field::Locality),
        Aspect::BirthPlace => get(Field::BirthPlace),
        Aspect::Postcode => get(Field::Postcode),
        Aspect::Region => get(Field::Region),
        Aspect::Country => get(Field::Country),
        Aspect::Occupation => get(Field::Occupation),
        Aspect::School => get(Field::School),
    }
}
