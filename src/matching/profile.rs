//! The compact facts of a worker that no day changes, 64 bytes each.

use super::{Ask, Concepts, Criterion, Person, Points, Weights};
use crate::model::{ContractKind, Country, PartialDate, Worker};
use crate::reference::specialties;
use bytemuck::{Pod, Zeroable};

/// The destinations that wishes are packed for; wishes for others are read from the record. The
/// order is part of the layout and never changes; new ones are added at the end.
pub const SLOTS: [&str; 64] = [
    "AE", "AT", "AU", "BE", "BH", "BR", "CA", "CH", "CL", "CN", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
    "FR", "GB", "GH", "GR", "HK", "HR", "HU", "ID", "IE", "IL", "IN", "IS", "IT", "JM", "JO", "JP", "KE",
    "KR", "KW", "LI", "LT", "LU", "LV", "MT", "MX", "MY", "NG", "NL", "NO", "NZ", "OM", "PH", "PL", "PT",
    "QA", "RO", "SA", "SE", "SG", "SI", "SK", "TN", "TR", "TT", "US", "VN", "ZA",
];

/// The slot of a destination.
pub fn slot(country: Country) -> Option<u8> {
    SLOTS.binary_search(&country.as_str()).ok().and_then(|at| u8::try_from(at).ok())
}

/// The facts of a worker in a form that is compared without being parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Profile {
    /// Destinations wished for, by slot.
    preferred: u64,
    /// Destinations refused, by slot.
    refused: u64,
    /// Concepts named in the worker's text, low half first.
    concepts: [u64; 2],
    /// Specialties by number, low half first.
    specialties: [u64; 2],
    /// The row number in the store.
    pub row: u32,
    /// The place of the identifier among all identifiers of the generation: breaks ties.
    pub rank: u32,
    /// First day of availability as a day number; `i32::MIN` when unknown.
    available: i32,
    /// Country lived in; zeros when unknown.
    residence: [u8; 2],
    /// Contracts wished for, a bit each; bit 4 says that they are known; bits 5 and 6 whether the
    /// worker wants to return, and that this is known.
    contracts: u8,
    /// Bit 0: wished destinations are known; bit 1: something did not fit, the record decides;
    /// bit 2: the worker has text of their own.
    flags: u8,
}

const CONTRACTS_KNOWN: u8 = 1 << 4;
const WANTS_RETURN: u8 = 1 << 5;
const RETURN_KNOWN: u8 = 1 << 6;
const PREFERRED_KNOWN: u8 = 1;
const OVERFLOW: u8 = 1 << 1;
const HAS_TEXT: u8 = 1 << 2;

impl Profile {
    /// The profile of a worker; `row` is the row number in the store. The rank is set when all
    /// identifiers are known.
    pub fn of(row: i64, person: &Person<'_>) -> Self {
        let worker = person.worker;
        let mut profile = Self { row: u32::try_from(row).unwrap_or(u32::MAX), ..Self::zeroed() };
        profile.available = worker.available_from.map_or(i32::MIN, |date| PartialDate::latest(date).0);
        profile.residence = worker.residence.map_or([0; 2], Country::bytes);
        profile.set_wishes(worker);
        let numbers = worker_specialties(person);
        let mut own = Concepts::default();
        numbers.iter().for_each(|&number| own.add_specialty(number));
        profile.specialties = [low(own.0), low(own.0 >> 64)];
        let (concepts, has_text) = worker_concepts(person, &numbers);
        profile.concepts = [low(concepts.0), low(concepts.0 >> 64)];
        if has_text {
            profile.flags |= HAS_TEXT;
        }
        profile
    }

    fn set_wishes(&mut self, worker: &Worker) {
        let mut pack = |countries: &Option<Vec<Country>>| {
            let mut bits = 0;
            for country in countries.iter().flatten() {
                match slot(*country) {
                    Some(slot) => bits |= 1 << slot,
                    None => self.flags |= OVERFLOW,
                }
            }
            bits
        };
        self.preferred = pack(&worker.preferred_destinations);
        self.refused = pack(&worker.refused_destinations);
        if worker.preferred_destinations.is_some() {
            self.flags |= PREFERRED_KNOWN;
        }
        if let Some(contracts) = &worker.preferred_contracts {
            self.contracts |= CONTRACTS_KNOWN;
            contracts.iter().for_each(|kind| self.contracts |= 1 << (*kind as u8));
        }
        if let Some(wants) = worker.wants_return {
            self.contracts |= RETURN_KNOWN | if wants { WANTS_RETURN } else { 0 };
        }
    }

    /// The country the worker lives in, as packed.
    #[inline]
    pub fn residence(&self) -> Option<Country> {
        Country::from_bytes(self.residence)
    }

    /// The packed country as a number, for tables by country.
    #[inline]
    pub fn residence_code(&self) -> u16 {
        u16::from_le_bytes(self.residence)
    }

    /// Whether something of the worker did not fit here, so that for an ask without a slot of its
    /// own the record must be read.
    #[inline]
    pub fn overflows(&self) -> bool {
        self.flags & OVERFLOW != 0
    }

    /// Whether the worker refuses the destination. `wishes` is read where the destination has no slot.
    #[inline]
    pub fn refuses(&self, ask: &Ask<'_>, wishes: Option<&Worker>) -> bool {
        match (ask.slot, wishes) {
            (Some(slot), _) => self.refused >> slot & 1 == 1,
            (None, Some(worker)) => ask
                .opening
                .destination
                .is_some_and(|d| worker.refused_destinations.iter().flatten().any(|c| *c == d)),
            (None, None) => false,
        }
    }

    /// Whether the worker is known not to be free when the work begins.
    #[inline]
    pub fn comes_too_late(&self, ask: &Ask<'_>) -> bool {
        ask.starts.is_some_and(|starts| self.available > starts.0)
    }

    /// The points of the packed facts: specialty, preferences, concepts.
    #[inline]
    pub fn points(&self, ask: &Ask<'_>, wishes: Option<&Worker>) -> [Points; 3] {
        [self.specialty(ask), self.preference(ask, wishes), self.concept(ask)]
    }

    #[inline]
    fn specialty(&self, ask: &Ask<'_>) -> Points {
        if ask.specialties.is_empty() {
            // Nothing is asked, so nothing is missing.
            return Points::known(1000);
        }
        if self.specialties == [0; 2] {
            return Points::UNKNOWN;
        }
        let shared =
            (self.specialties[0] & ask.specialty_bits[0]) | (self.specialties[1] & ask.specialty_bits[1]);
        Points::known(if shared != 0 { 1000 } else { 300 })
    }

    #[inline]
    fn preference(&self, ask: &Ask<'_>, wishes: Option<&Worker>) -> Points {
        if self.flags & PREFERRED_KNOWN == 0 {
            return Points::UNKNOWN;
        }
        let wished = match (ask.slot, wishes) {
            (Some(slot), _) => self.preferred >> slot & 1 == 1,
            (None, Some(worker)) => ask
                .opening
                .destination
                .is_some_and(|d| worker.preferred_destinations.iter().flatten().any(|c| *c == d)),
            (None, None) => false,
        };
        // Six tenths for the place, a quarter for the contract, the rest for the way back.
        let place = if wished { 600 } else { 150 };
        let contract = match ask.opening.contract_kind {
            Some(kind) if self.contracts & CONTRACTS_KNOWN != 0 && self.wishes_contract(kind) => 250,
            _ => 0,
        };
        let returns = ask.opening.return_option.as_ref().is_some_and(|options| !options.is_empty());
        let way_back = if self.contracts & RETURN_KNOWN == 0 {
            0
        } else if self.contracts & WANTS_RETURN == 0 || returns {
            150
        } else {
            0
        };
        Points::known(place + contract + way_back)
    }

    #[inline]
    fn wishes_contract(&self, kind: ContractKind) -> bool {
        self.contracts >> (kind as u8) & 1 == 1
    }

    #[inline]
    fn concept(&self, ask: &Ask<'_>) -> Points {
        if ask.concept_bits == [0; 2] {
            return Points::known(1000);
        }
        if self.flags & HAS_TEXT == 0 {
            return Points::UNKNOWN;
        }
        let shared = (self.concepts[0] & ask.concept_bits[0]).count_ones()
            + (self.concepts[1] & ask.concept_bits[1]).count_ones();
        Points::known(ask.concept_points[shared as usize])
    }

    /// The concepts shared with the opening.
    pub fn shared_concepts(&self, ask: &Ask<'_>) -> Concepts {
        ask.concepts.shared(Concepts(u128::from(self.concepts[0]) | u128::from(self.concepts[1]) << 64))
    }

    /// The score, from the points of the occupation, the packed facts and the credentials.
    #[inline]
    pub fn score(
        &self,
        ask: &Ask<'_>,
        wishes: Option<&Worker>,
        occupation: u16,
        credentials: &super::Credentials,
        weights: &Weights,
    ) -> u16 {
        let [specialty, preference, concept] = self.points(ask, wishes);
        weights.contribution(Criterion::Occupation, occupation)
            + weights.contribution(Criterion::Specialty, specialty.value())
            + weights.contribution(Criterion::Language, credentials.language.value())
            + weights.contribution(Criterion::Curriculum, credentials.curriculum.value())
            + weights.contribution(Criterion::License, credentials.license.value())
            + weights.contribution(Criterion::Experience, credentials.experience.value())
            + weights.contribution(Criterion::Preferences, preference.value())
            + weights.contribution(Criterion::Concepts, concept.value())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is wanted")]
pub(super) fn low(bits: u128) -> u64 {
    bits as u64
}

/// The worker's specialties by number: stated first, then those of employments.
fn worker_specialties(person: &Person<'_>) -> Vec<usize> {
    let stated = person.worker.specialties.iter().flatten();
    let practiced = person.employments.iter().filter_map(|employment| employment.specialty.as_ref());
    let mut numbers: Vec<usize> = Vec::new();
    for number in stated.chain(practiced).filter_map(specialties::number) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// The concepts that the worker's own words name, and whether there are any words.
fn worker_concepts(person: &Person<'_>, specialties: &[usize]) -> (Concepts, bool) {
    let mut concepts = Concepts::default();
    let worker = person.worker;
    let texts = worker
        .title
        .iter()
        .chain(&worker.summary)
        .chain(person.qualifications.iter().filter_map(|q| q.title.as_ref()))
        .chain(person.employments.iter().filter_map(|e| e.title.as_ref()));
    let mut any = false;
    for text in texts {
        any = true;
        concepts.add(text);
    }
    specialties.iter().for_each(|&number| concepts.add_specialty(number));
    (concepts, any || !specialties.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slots_are_sorted_countries() {
        assert!(SLOTS.is_sorted());
        assert!(SLOTS.iter().all(|code| code.parse::<Country>().is_ok()));
        assert_eq!(size_of::<Profile>(), 64);
    }
}
