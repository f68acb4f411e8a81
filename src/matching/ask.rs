//! What an opening asks, worked out once for all workers.

use super::scale::Points;
use super::slots::slot;
use super::{Concepts, Criterion, Offer, OwnOccupations, Weights};
use crate::admission::{EntryAsk, ExitAsk};
use crate::credentials::{language, license};
use crate::model::{Cefr, Channel, Country, Day, Isco08, Language, Opening, SpecialtyId, Subdivision};
use crate::reference::occupations::{self, Relation};
use crate::reference::{related_specialties, specialties};
use serde::Serialize;

/// What an opening asks on a day.
pub struct Ask<'a> {
    /// The opening.
    pub opening: &'a Opening,
    /// The day.
    pub day: Day,
    /// The occupations that are compatible, each with the points of its nearness.
    pub occupations: Vec<(Isco08, u16)>,
    /// The specialties asked for, by number.
    pub specialties: Vec<usize>,
    /// The concepts named in the opening.
    pub concepts: Concepts,
    /// The specialties asked for, as bits, low half first.
    pub(super) specialty_bits: [u64; 2],
    /// The specialties related to them.
    pub(super) related_bits: [u64; 2],
    /// The concepts, as bits, low half first.
    pub(super) concept_bits: [u64; 2],
    /// Whether the opening promises a way back.
    pub(super) has_way_back: bool,
    /// What the credentials are held against.
    pub credentials: CredentialAsk,
    /// The slot of the destination in the packed wishes, if it has one.
    pub slot: Option<u8>,
    /// The day the work begins.
    pub starts: Option<Day>,
    /// What the destination asks of who is admitted.
    pub entry: EntryAsk,
    /// What origins ask of who leaves.
    pub exit: ExitAsk,
    /// Whether the opening can be filled.
    pub offer: Offer,
}

/// What the credentials of all workers are held against.
///
/// [`credential_points`](super::credential_points) reads this and nothing else of an opening. So its JSON is the key
/// under which the points are kept. What is left out of the JSON follows from the other fields and the
/// reference tables.
#[derive(Debug, Clone, Serialize)]
pub struct CredentialAsk {
    /// The day.
    pub day: Day,
    /// The destination.
    pub destination: Option<Country>,
    /// The region.
    pub region: Option<Subdivision>,
    /// The occupation.
    pub occupation: Option<Isco08>,
    /// The specialties asked for, any of which will do.
    pub specialties: Vec<SpecialtyId>,
    /// The months of practice asked for.
    pub experience_months: Option<i64>,
    language: Option<Language>,
    language_level: Option<Cefr>,
    registration_required: Option<bool>,
    /// Whether the post is for people of the destination who live abroad.
    pub for_returnees: bool,
    /// Specialties related to those asked for.
    #[serde(skip)]
    pub related: Vec<SpecialtyId>,
    /// Occupations near to the one asked for.
    #[serde(skip)]
    pub near: Vec<Isco08>,
    /// What is asked in languages.
    #[serde(skip)]
    pub languages: language::Asks,
    /// The post, as far as registration goes.
    #[serde(skip)]
    pub post: license::LicensedPost,
}

impl CredentialAsk {
    fn of(opening: &Opening, occupations: &[(Isco08, u16)], related: Concepts, day: Day) -> Self {
        let codes = occupations.iter().map(|(code, _)| *code);
        Self {
            day,
            destination: opening.destination,
            region: opening.region.clone(),
            occupation: opening.occupation,
            specialties: opening.specialties.clone().unwrap_or_default(),
            related: related.ids().cloned().collect(),
            for_returnees: opening.for_returnees == Some(true),
            experience_months: opening.experience_months,
            language: opening.language,
            language_level: opening.language_level,
            registration_required: opening.registration_required,
            near: codes.filter(|code| Some(*code) != opening.occupation).collect(),
            languages: language::Asks::of(opening, day),
            post: license::LicensedPost::of(opening),
        }
    }
}

impl<'a> Ask<'a> {
    /// What an opening asks under the rules of a day.
    pub fn of(opening: &'a Opening, day: Day) -> Self {
        let mut concepts = Concepts::default();
        for text in opening.title.iter().chain(&opening.description) {
            concepts.add(text);
        }
        let specialties: Vec<usize> =
            opening.specialties.iter().flatten().filter_map(specialties::number).collect();
        specialties.iter().for_each(|&number| concepts.add_specialty(number));
        let mut asked = Concepts::default();
        specialties.iter().for_each(|&number| asked.add_specialty(number));
        let related = specialties.iter().fold(0, |all, &number| all | related_specialties::related(number));
        // What is asked for itself is more than related.
        let related = Concepts(related & !asked.0);
        let occupations = opening.occupation.map(compatible).unwrap_or_default();
        Self {
            credentials: CredentialAsk::of(opening, &occupations, related, day),
            specialty_bits: asked.halves(),
            related_bits: related.halves(),
            concept_bits: concepts.halves(),
            has_way_back: opening.for_returnees == Some(true)
                || opening.return_option.as_ref().is_some_and(|options| !options.is_empty()),
            opening,
            day,
            occupations,
            specialties,
            concepts,
            slot: opening.destination.and_then(slot),
            starts: opening.starts_on.map(crate::model::PartialDate::latest),
            entry: EntryAsk::of(opening, None, day),
            exit: ExitAsk::of(opening, None, day),
            offer: Offer::of(opening, day),
        }
    }

    /// The same ask where the channel is known and, as far as the rules of entry ask for it, the name of the employer.
    #[must_use]
    pub fn through(mut self, channel: Channel, employer: Option<&str>) -> Self {
        self.exit = ExitAsk::of(self.opening, Some(channel), self.day);
        if employer.is_some() {
            self.entry = EntryAsk::of(self.opening, employer, self.day);
        }
        self
    }

    /// The points of a level of concepts: 0 is a worker without words, else one more than the concepts
    /// shared.
    pub(super) fn concept_points(&self, level: usize) -> Points {
        let asked = self.concepts.count();
        match u32::try_from(level) {
            // Nothing is named, so nothing is missing; it has no weight either.
            _ if asked == 0 => Points::known(1000),
            Ok(0) | Err(_) => Points::UNKNOWN,
            Ok(level) => Points::known(u16::try_from(((level - 1) * 1000 / asked).min(1000)).unwrap_or(1000)),
        }
    }

    /// Whether a specialty is asked for, also one that the table does not have.
    pub fn wants_specialty(&self) -> bool {
        self.opening.specialties.as_ref().is_some_and(|list| !list.is_empty())
    }

    /// Whether a specialty is related to one that is asked for.
    pub(super) fn is_related(&self, number: usize) -> bool {
        let half = self.related_bits[usize::from(number >= 64)];
        half >> (number % 64) & 1 == 1
    }

    /// Whether a criterion is asked. What is not asked has no weight, and the others share it: an opening that asks
    /// less gives no points for it.
    pub fn asks(&self, criterion: Criterion) -> bool {
        let registered = self.opening.registration_required != Some(false);
        match criterion {
            Criterion::Occupation | Criterion::Preferences => true,
            // `0` is an answer: beginners are as welcome.
            Criterion::Experience => self.opening.experience_months != Some(0),
            Criterion::Specialty => self.wants_specialty(),
            Criterion::Language => registered || self.opening.language.is_some(),
            // The minimum of training is the regulator's.
            Criterion::Curriculum | Criterion::License => registered,
            Criterion::Concepts => self.concepts.count() > 0,
            Criterion::Return => self.credentials.for_returnees,
        }
    }

    /// The weights of what is asked, scaled to a thousand.
    pub fn weights(&self, weights: &Weights) -> Weights {
        weights.scaled(|criterion| self.asks(criterion))
    }

    /// The points of an occupation, if it is compatible.
    fn nearness(&self, occupation: Isco08) -> Option<u16> {
        self.occupations.iter().find(|(code, _)| *code == occupation).map(|(_, points)| *points)
    }

    /// The nearest occupation of a worker, with the points of its nearness; `None` when none is compatible.
    pub fn nearest(&self, own: &OwnOccupations) -> Option<(Isco08, u16)> {
        let near = own.all().iter().filter_map(|&own| Some((own, self.nearness(own)?)));
        // The first of equals, so that the order of records does not matter.
        near.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// The points of the nearest occupation of a worker, if one is compatible.
    pub fn occupation_points(&self, own: &OwnOccupations) -> Option<u16> {
        self.nearest(own).map(|(_, points)| points)
    }
}

/// The occupations compatible with one, itself first, with points of nearness.
///
/// A neighboring profession is another profession: an imaging technician is no nurse. Groups outside
/// human health are compatible with nothing.
pub fn compatible(asked: Isco08) -> Vec<(Isco08, u16)> {
    let Some(group) = occupations::group(asked).filter(|group| group.human_health) else { return Vec::new() };
    let mut near = vec![(asked, 1000)];
    for other in occupations::groups().filter(|other| other.human_health && other.code != asked) {
        // Read from the worker's occupation to the opening's.
        let points = match occupations::relation_of(other.code, group.code) {
            // Sources code the same people differently.
            Some(Relation::SameProfessionOtherCode) => 900,
            // A specialist asked to work as a generalist.
            Some(Relation::SpecialistOf) => 600,
            // The reverse: years of training are to come.
            Some(Relation::GeneralistOf) => 300,
            // The opening lies below the worker's level: skills are wasted.
            Some(Relation::LowerLevel) => 500,
            // The opening lies above it, and another education is between: an assistant is no pharmacist.
            Some(Relation::HigherLevel | Relation::Adjacent) | None => continue,
        };
        near.push((other.code, points));
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_occupations_are_compatible_and_neighbors_are_not() {
        let codes = |asked: &str| -> Vec<String> {
            compatible(asked.parse().unwrap()).iter().map(|(code, _)| code.to_string()).collect()
        };
        assert!(codes("3221").contains(&"2221".to_owned()));
        assert!(!codes("2221").contains(&"3221".to_owned()), "an assistant is no nurse");
        assert!(!codes("2221").contains(&"3211".to_owned()));
        assert_eq!(codes("3240"), Vec::<String>::new());
        assert_eq!(codes("1111"), Vec::<String>::new());
    }
}
