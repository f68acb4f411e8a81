//! Consents of two records of one person: the stricter holds.
//!
//! A record speaks about a purpose and an organization by the consent for just that organization, else by
//! the one for all. Where both records speak, the stricter word holds, and a withdrawal in either one
//! counts. Where one is silent the word of the other stands, since it is the same person's word. So a merge
//! never allows what one of the records refused. Nobody chooses here.

use crate::model::{Datum, Kind};
use crate::schema;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The cells of a consent that decide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::store) struct Word {
    pub(in crate::store) given: Option<i64>,
    pub(in crate::store) given_on: Option<String>,
    pub(in crate::store) withdrawn_on: Option<String>,
}

/// The consents of a record by purpose and organization; the empty organization means all.
pub(in crate::store) type Words = BTreeMap<(String, String), Word>;

impl Word {
    /// The word of the cells of a consent, in schema order.
    pub(in crate::store) fn of(cells: &[Option<Datum>]) -> Self {
        let text = |at: usize| cells[at].as_ref().map(ToString::to_string);
        let given = match &cells[PLACES.given] {
            Some(Datum::Integer(n)) => Some(*n),
            _ => None,
        };
        Self { given, given_on: text(PLACES.given_on), withdrawn_on: text(PLACES.withdrawn_on) }
    }

    /// Lays the word into the cells of a consent.
    pub(in crate::store) fn put(&self, cells: &mut [Option<Datum>]) {
        let text = |text: &Option<String>| text.as_deref().map(|text| Datum::Text(text.into()));
        cells[PLACES.given] = self.given.map(Datum::Integer);
        cells[PLACES.given_on] = text(&self.given_on);
        cells[PLACES.withdrawn_on] = text(&self.withdrawn_on);
    }

    /// The stricter of two words on one matter.
    fn stricter(&self, other: &Self) -> Self {
        let given = match (self.given, other.given) {
            (Some(0), _) | (_, Some(0)) => Some(0),
            (None, _) | (_, None) => None,
            (yes, _) => yes,
        };
        Self {
            given,
            // Given only from the later day on, withdrawn from the earlier.
            given_on: self.given_on.clone().max(other.given_on.clone()),
            withdrawn_on: match (&self.withdrawn_on, &other.withdrawn_on) {
                (Some(a), Some(b)) => Some(a.min(b).clone()),
                (a, b) => a.clone().or_else(|| b.clone()),
            },
        }
    }
}

/// Makes a consent as strict as another one on the same matter.
pub fn stricter_consent(cells: &mut [Option<Datum>], other: &[Option<Datum>]) {
    Word::of(cells).stricter(&Word::of(other)).put(cells);
}

struct Places {
    given: usize,
    given_on: usize,
    withdrawn_on: usize,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let at = |name: &str| {
        schema::table(Kind::Consent)
            .column(name)
            .unwrap_or_else(|| unreachable!("consents have the column {name}"))
    };
    Places { given: at("given"), given_on: at("given_on"), withdrawn_on: at("withdrawn_on") }
});

/// The columns that a word holds.
pub(in crate::store) const COLUMNS: [&str; 3] = ["given", "given_on", "withdrawn_on"];

/// What a record says about a purpose and an organization; `None` where it is silent.
fn said<'w>(words: &'w Words, purpose: &str, organization: &str) -> Option<&'w Word> {
    let at = |organization: &str| words.get(&(purpose.to_owned(), organization.to_owned()));
    at(organization).or_else(|| at(""))
}

/// The consents of the two records together.
pub(in crate::store) fn unite(one: &Words, other: &Words) -> Words {
    let keys: BTreeSet<&(String, String)> = one.keys().chain(other.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let (purpose, organization) = key;
            let word = match (said(one, purpose, organization), said(other, purpose, organization)) {
                (Some(a), Some(b)) => a.stricter(b),
                (a, b) => a.or(b)?.clone(),
            };
            Some((key.clone(), word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a record says to one use of the data, strictest first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Stance {
        /// Refused or withdrawn.
        No,
        /// Asked, and the answer is not known.
        Unknown,
        /// Given.
        Yes,
    }

    fn stance(word: &Word) -> Stance {
        match (word.given, &word.withdrawn_on) {
            (_, Some(_)) | (Some(0), None) => Stance::No,
            (None, None) => Stance::Unknown,
            (Some(_), None) => Stance::Yes,
        }
    }

    fn word() -> impl Strategy<Value = Word> {
        let day = || proptest::option::of("202[0-4]-0[1-9]");
        (proptest::option::of(0_i64..2), day(), day()).prop_map(|(given, given_on, withdrawn_on)| Word {
            given,
            given_on,
            withdrawn_on,
        })
    }

    fn words() -> impl Strategy<Value = Words> {
        let purpose = prop_oneof![Just("match".to_owned()), Just("contact".to_owned())];
        let organization = prop_oneof![Just(String::new()), Just("E1".to_owned()), Just("E2".to_owned())];
        proptest::collection::btree_map((purpose, organization), word(), 0..6)
    }

    proptest! {
        /// Of every use, also of those that nobody named, the stricter word holds; and who keeps whose
        /// record makes no difference.
        #[test]
        fn a_consent_is_never_widened(one in words(), other in words()) {
            let united = unite(&one, &other);
            for purpose in ["match", "contact", "statistics"] {
                for organization in ["", "E1", "E2", "E9"] {
                    let at = |words: &Words| said(words, purpose, organization).map(stance);
                    let strictest = [at(&one), at(&other)].into_iter().flatten().min();
                    prop_assert_eq!(at(&united), strictest, "{} {}", purpose, organization);
                }
            }
            prop_assert_eq!(&unite(&other, &one), &united);
            prop_assert_eq!(&unite(&united, &one), &united, "saying it again changes nothing");
        }
    }
}
