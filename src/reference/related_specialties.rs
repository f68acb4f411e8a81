//! Which specialty is related to which (`related_specialties.csv`): whoever holds one has learned part of the other.
//!
//! A relation is no identity: training and registration of specialists are by specialty. It says who is nearer.

use super::specialties;
use crate::model::{Confidence, SpecialtyId};
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "rules of specialist training and usage (domain knowledge)";

const CSV: &str = include_str!("../../data/reference/related_specialties.csv");

#[derive(serde::Deserialize)]
struct Row {
    asked: SpecialtyId,
    held: SpecialtyId,
    both: String,
    confidence: Confidence,
}

/// By the number of the specialty asked for: those related to it, a bit each.
static TABLE: LazyLock<Vec<u128>> = LazyLock::new(|| {
    let mut related = vec![0; specialties::all().len()];
    for row in super::rows::<Row>(CSV).into_iter().filter(|row| row.confidence > Confidence::Low) {
        let (Some(asked), Some(held)) = (specialties::number(&row.asked), specialties::number(&row.held))
        else {
            continue;
        };
        related[asked] |= 1 << held;
        if row.both == "yes" {
            related[held] |= 1 << asked;
        }
    }
    related
});

/// The specialties related to one that is asked for: bit n is specialty n of the table. Rows of low confidence decide
/// nothing.
pub fn related(asked: usize) -> u128 {
    TABLE.get(asked).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_names_two_specialties() {
        let rows = crate::reference::rows::<Row>(CSV);
        assert_eq!(rows.len(), crate::reference::row_count(CSV));
        for row in rows {
            assert_ne!(row.asked, row.held);
            assert!(["yes", "no"].contains(&row.both.as_str()), "{}", row.both);
            for id in [&row.asked, &row.held] {
                assert!(specialties::number(id).is_some(), "{id}");
            }
        }
    }

    #[test]
    fn a_relation_is_read_in_its_direction() {
        let is = |asked: &str, held: &str| {
            let number = |id: &str| specialties::number(&id.parse().unwrap()).unwrap();
            related(number(asked)) >> number(held) & 1 == 1
        };
        assert!(
            is("intensive-care-medicine", "anaesthetics") && is("anaesthetics", "intensive-care-medicine")
        );
        assert!(is("nursing-general", "nursing-icu") && !is("nursing-icu", "nursing-general"));
        assert!(is("cardiology", "internal-medicine") && !is("cardiology", "nephrology"));
        assert!(!is("intensive-care-medicine", "ophthalmology"));
        assert!(!is("nursing-icu", "nursing-icu"), "the same is more than related");
    }
}
