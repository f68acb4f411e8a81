//! The occupations of a worker: one person may have several, like a nurse who is licensed as a midwife as well.

use super::Person;
use crate::model::Isco08;
use serde::{Deserialize, Serialize};

/// The occupations of a worker, sorted: the one stated, and those of qualifications and licenses. Practice makes an
/// occupation only where nothing else tells one. Empty when nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct OwnOccupations(Vec<Isco08>);

impl OwnOccupations {
    /// The occupations of a worker.
    pub fn of(person: &Person<'_>) -> Self {
        let trained = person.qualifications.iter().filter_map(|own| own.occupation);
        let licensed = person.licenses.iter().filter_map(|own| own.occupation);
        let mut all: Vec<Isco08> =
            person.worker.occupation.into_iter().chain(trained).chain(licensed).collect();
        if all.is_empty() {
            all.extend(person.employments.iter().filter_map(|own| own.occupation));
        }
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// All of them, sorted.
    pub fn all(&self) -> &[Isco08] {
        &self.0
    }
}
