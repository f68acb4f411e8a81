//! The compact facts of a worker that no day changes, 64 bytes each.

use super::slots::slot;
use super::{Ask, Concepts, Criterion, Person, Points, Weights};
use crate::model::{Country, Employment, Isco08, PartialDate, Row, SpecialtyId, Worker, words};
use crate::reference::occupations::{self, Relation};
use crate::reference::specialties;
use bytemuck::{Pod, Zeroable};
use std::sync::LazyLock;

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
    pub row: Row,
    /// The place of the identifier among all identifiers of the generation: breaks ties.
    pub rank: u32,
    /// First day of availability as a day number; `i32::MIN` when unknown.
    available: i32,
    /// Country lived in, by its packed number; 0 when unknown.
    residence: u8,
    /// Nationality, by its packed number; beyond the countries stand none and several.
    nationality: u8,
    /// Contracts wished for, a bit each; bit 4 says that they are known; bits 5 and 6 whether the
    /// worker wants to return, and that this is known.
    contracts: u8,
    /// Bit 0: wished destinations are known; bit 1: something did not fit, the record decides;
    /// bit 2: the worker has text of their own.
    flags: u8,
}

words! {
    /// How near a worker's specialties are to those asked for.
    SpecialtyLevel, "a specialty level of a match" {
        /// The worker's specialties are not recorded, or the one asked for is in no table.
        Unknown = "unknown",
        /// The worker has other ones.
        Other = "other",
        /// The worker has a related one.
        Related = "related",
        /// The worker has one of those asked for.
        Same = "same",
        /// None is asked for.
        NotAsked = "not-asked",
    }
}

const CONTRACTS_KNOWN: u8 = 1 << 4;
const WANTS_RETURN: u8 = 1 << 5;
const RETURN_KNOWN: u8 = 1 << 6;
const PREFERRED_KNOWN: u8 = 1;
const OVERFLOW: u8 = 1 << 1;
const HAS_TEXT: u8 = 1 << 2;

impl Profile {
    /// How many numbers of nationalities there are.
    pub const NATIONALITIES: usize = 256;
    /// The number of a nationality that is not recorded.
    pub const NATIONALITY_UNKNOWN: u8 = 0;
    /// The number of who is stated to have no nationality.
    pub const NO_NATIONALITY: u8 = 254;
    /// The number of several nationalities: the record tells them.
    pub const SEVERAL_NATIONALITIES: u8 = 255;

    /// The profile of a worker; `row` is the row number in the store. The rank is set when all
    /// identifiers are known.
    pub fn of(row: Row, person: &Person<'_>) -> Self {
        let worker = person.worker;
        let mut profile = Self { row, ..Self::zeroed() };
        profile.available = worker.available_from.map_or(i32::MIN, |date| PartialDate::latest(date).0);
        profile.residence = packed(worker.residence);
        profile.nationality = match worker.nationalities.as_deref() {
            None => Self::NATIONALITY_UNKNOWN,
            Some([]) => Self::NO_NATIONALITY,
            Some([one]) => packed(Some(*one)),
            Some(_) => Self::SEVERAL_NATIONALITIES,
        };
        profile.set_wishes(worker);
        let numbers = worker_specialties(person);
        let mut own = Concepts::default();
        numbers.iter().for_each(|&number| own.add_specialty(number));
        profile.specialties = own.halves();
        let (concepts, has_text) = worker_concepts(person, &numbers);
        profile.concepts = concepts.halves();
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

    /// The country the worker lives in as a number, for tables by country; 0 when unknown.
    #[inline]
    pub fn residence_code(&self) -> u16 {
        u16::from(self.residence)
    }

    /// The nationality as a number, for tables by nationality.
    #[inline]
    pub fn nationality_code(&self) -> u8 {
        self.nationality
    }

    /// The number of a country as packed; 0 for none.
    pub fn country_code(country: Option<Country>) -> u16 {
        u16::from(packed(country))
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
    pub fn points(&self, ask: &Ask<'_>, wishes: Option<&Worker>) -> [Points; 3] {
        let [specialty, preference, concept] = self.levels(ask, wishes);
        [SPECIALTY[specialty], PREFERENCE[preference], ask.concept_points(concept)]
    }

    /// How near the worker's specialties are to those asked for.
    pub fn specialty_level(&self, ask: &Ask<'_>) -> SpecialtyLevel {
        SpecialtyLevel::ALL[self.specialty(ask)]
    }

    /// The levels of the packed facts, each a place in its table of points. The scan prices levels,
    /// the explanation gives them points: one function tells both.
    #[inline]
    fn levels(&self, ask: &Ask<'_>, wishes: Option<&Worker>) -> [usize; 3] {
        [self.specialty(ask), self.preference(ask, wishes), self.concept(ask)]
    }

    /// A place in [`SPECIALTY`] and in the levels.
    #[inline]
    fn specialty(&self, ask: &Ask<'_>) -> usize {
        if ask.specialty_bits == [0; 2] {
            // Nothing is asked, so nothing is missing; or what is asked is in no table.
            return if ask.wants_specialty() { 0 } else { SpecialtyLevel::NotAsked as usize };
        }
        let has = |bits: &[u64; 2]| (self.specialties[0] & bits[0]) | (self.specialties[1] & bits[1]) != 0;
        let known = self.specialties[0] | self.specialties[1] != 0;
        let (same, related) = (has(&ask.specialty_bits), has(&ask.related_bits));
        usize::from(known) + usize::from(same | related) + usize::from(same)
    }

    /// Whether the opening's contract is of a kind that the worker wishes for.
    #[inline]
    pub fn wishes_contract(&self, ask: &Ask<'_>) -> bool {
        self.contracts & CONTRACTS_KNOWN != 0
            && ask.opening.contract_kind.is_some_and(|kind| self.contracts >> (kind as u8) & 1 == 1)
    }

    /// A place in [`PREFERENCE`].
    #[inline]
    fn preference(&self, ask: &Ask<'_>, wishes: Option<&Worker>) -> usize {
        let contract = self.wishes_contract(ask);
        // Without a wish for a place, only a contract as wished for says something.
        if self.flags & PREFERRED_KNOWN == 0 && !contract {
            return 0;
        }
        let place = match (ask.slot, wishes) {
            (Some(slot), _) => self.preferred >> slot & 1 == 1,
            (None, Some(worker)) => ask
                .opening
                .destination
                .is_some_and(|d| worker.preferred_destinations.iter().flatten().any(|c| *c == d)),
            (None, None) => false,
        };
        // Who does not want to return misses nothing; who does needs a way back.
        let returns =
            self.contracts & RETURN_KNOWN != 0 && (self.contracts & WANTS_RETURN == 0 || ask.has_way_back);
        let free = ask.starts.is_none() || self.available != i32::MIN;
        1 + usize::from(place) + 2 * usize::from(contract) + 4 * usize::from(returns) + 8 * usize::from(free)
    }

    /// A place in the ask's points of concepts: 0 unknown, else one more than the concepts shared.
    #[inline]
    fn concept(&self, ask: &Ask<'_>) -> usize {
        if self.flags & HAS_TEXT == 0 {
            return 0;
        }
        let (low, high) = (self.concepts[0] & ask.concept_bits[0], self.concepts[1] & ask.concept_bits[1]);
        // Most workers share none, and counting bits takes a dozen steps where the processor is not asked to.
        if low | high == 0 {
            return 1;
        }
        1 + (low.count_ones() + high.count_ones()) as usize
    }

    /// The concepts shared with the opening.
    pub fn shared_concepts(&self, ask: &Ask<'_>) -> Concepts {
        ask.concepts.shared(Concepts(u128::from(self.concepts[0]) | u128::from(self.concepts[1]) << 64))
    }

    /// What the packed facts add to the score.
    #[inline]
    pub fn adds(&self, ask: &Ask<'_>, wishes: Option<&Worker>, prices: &Prices) -> u16 {
        let [specialty, preference, concept] = self.levels(ask, wishes);
        prices.specialty[specialty] + prices.preference[preference] + prices.concept[concept]
    }
}

/// The number of a country: one more than its place among the codes, which leaves numbers beyond for what is no country.
fn packed(country: Option<Country>) -> u8 {
    country.map_or(0, |country| u8::try_from(country.index() + 1).unwrap_or_default())
}

/// Points of a specialty, by level. Where none is asked the criterion has no weight.
const SPECIALTY: [Points; 5] =
    [Points::UNKNOWN, Points::known(100), Points::known(500), Points::known(1000), Points::known(1000)];

/// Points of wishes: not known; then six tenths for the place (or a little for having said so), a
/// quarter for the contract, the rest for the way back. A day of availability that is not recorded takes a tenth off.
const PREFERENCE: [Points; PREFERENCES] = {
    let mut points = [Points::UNKNOWN; PREFERENCES];
    let wishes = [150, 600, 400, 850, 300, 750, 550, 1000];
    let mut at = 0;
    while at < wishes.len() {
        points[1 + at] = Points::known(wishes[at] * 9 / 10);
        points[9 + at] = Points::known(wishes[at]);
        at += 1;
    }
    points
};

/// How many levels wishes have.
const PREFERENCES: usize = 17;

/// What each level of the packed facts adds to the score under some weights.
#[derive(Debug, Clone)]
pub struct Prices {
    specialty: [u16; 5],
    preference: [u16; PREFERENCES],
    concept: [u16; 130],
}

impl Prices {
    /// The prices of an ask under its own weights ([`Ask::weights`]).
    pub fn of(ask: &Ask<'_>, weights: &Weights) -> Self {
        let price = |criterion, points: Points| weights.contribution(criterion, points.value());
        let mut concept = [0; 130];
        for (level, cell) in concept.iter_mut().enumerate() {
            *cell = price(Criterion::Concepts, ask.concept_points(level));
        }
        Self {
            specialty: SPECIALTY.map(|points| price(Criterion::Specialty, points)),
            preference: PREFERENCE.map(|points| price(Criterion::Preferences, points)),
            concept,
        }
    }

    /// The most that the packed facts can add.
    pub fn most(&self) -> u16 {
        let most = |prices: &[u16]| prices.iter().copied().max().unwrap_or_default();
        most(&self.specialty) + most(&self.preference) + most(&self.concept)
    }
}

impl super::Credentials {
    /// What the credentials add to the score.
    #[inline]
    pub fn adds(&self, weights: &Weights) -> u16 {
        weights.contribution(Criterion::Language, self.language.value())
            + weights.contribution(Criterion::Curriculum, self.curriculum.value())
            + weights.contribution(Criterion::License, self.license.value())
            + weights.contribution(Criterion::Experience, self.experience.value())
            + weights.contribution(Criterion::Return, self.homecoming.value())
    }
}

/// The worker's specialties by number: stated first, then those of employments. A generalist has the specialty of the
/// general occupation unless another one is stated: work on a special ward is no training of a specialist. A specialty of
/// a nurse is where the nurse has worked: one that is stated counts unless every post on record names another and no
/// training names it.
pub(super) fn worker_specialties(person: &Person<'_>) -> Vec<usize> {
    let stated = person.worker.specialties.iter().flatten();
    if let Some(occupation) = person.worker.occupation.filter(|own| is_generalist(*own)) {
        let mut numbers: Vec<usize> = stated.filter_map(specialties::number).collect();
        if numbers.is_empty() {
            let all = specialties::all().iter().enumerate();
            numbers.extend(all.filter(|(_, one)| one.occupation == occupation).map(|(number, _)| number));
        }
        return numbers;
    }
    let practiced = person.employments.iter().filter_map(|employment| employment.specialty.as_ref());
    let by_title = person.worker.occupation.is_some_and(is_physician);
    let all_named =
        !person.employments.is_empty() && person.employments.iter().all(|one| one.specialty.is_some());
    let borne_out = |stated: &&SpecialtyId| {
        let worked = |one: &Employment| one.specialty.as_ref() == Some(*stated);
        // A diploma of critical care bears out what no post does yet.
        let trained = || {
            let titles = person.qualifications.iter().filter_map(|own| own.title.as_deref());
            specialties::number(stated).is_some_and(|number| {
                let mut named = Concepts::default();
                named.add_specialty(number);
                titles.map(Concepts::of).any(|title| title.shared(named).count() > 0)
            })
        };
        by_title || !all_named || person.employments.iter().any(worked) || trained()
    };
    let mut numbers: Vec<usize> = Vec::new();
    for number in stated.filter(borne_out).chain(practiced).filter_map(specialties::number) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// Whether specialists of an occupation are made by training and title: physicians and dentists.
fn is_physician(occupation: Isco08) -> bool {
    matches!(occupation.code(), 2211 | 2212 | 2261)
}

fn is_generalist(occupation: Isco08) -> bool {
    /// Asked of every worker.
    static ALL: LazyLock<Vec<Isco08>> = LazyLock::new(|| {
        let of = |one: &&occupations::Group| one.related.iter().any(|(_, to)| *to == Relation::GeneralistOf);
        occupations::groups().filter(of).map(|group| group.code).collect()
    });
    ALL.contains(&occupation)
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
    use crate::matching::SLOTS;

    #[test]
    fn the_slots_are_sorted_countries() {
        assert!(SLOTS.is_sorted());
        assert!(SLOTS.iter().all(|code| code.parse::<Country>().is_ok()));
        assert_eq!(size_of::<Profile>(), 64);
    }
}
