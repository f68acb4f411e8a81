//! The criteria and their weights: the one table of them.

use crate::message::{Explained, codes};
use crate::model::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// A part of the score.
    Criterion, "a criterion of a match" {
        /// How near the worker's occupation is to the opening's.
        Occupation = "occupation",
        /// Whether they share a specialty.
        Specialty = "specialty",
        /// Language against what opening and regulator ask.
        Language = "language",
        /// The training against the destination's minimum.
        Curriculum = "curriculum",
        /// How near the worker is to registration in the destination.
        License = "license",
        /// Months of practice in the occupation.
        Experience = "experience",
        /// What the worker wishes: destination, contract, return.
        Preferences = "preferences",
        /// Concepts of the opening named in the worker's own text.
        Concepts = "concepts",
    }
}

/// How many criteria there are.
pub const CRITERIA: usize = Criterion::ALL.len();

/// The weight of each criterion in thousandths of the score; together 1000.
///
/// The proportions are a choice and can be replaced by a file: language and papers decide whether
/// anybody may work at all, practice and specialty how well, wishes and words come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Weights([u16; CRITERIA]);

impl Default for Weights {
    fn default() -> Self {
        Self([120, 80, 250, 150, 150, 150, 50, 50])
    }
}

/// Weights that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// The text is no TOML table of whole numbers.
    #[error("the weights are not a table of criteria with whole numbers: {0}")]
    Toml(#[source] Box<toml::de::Error>),
    /// They do not add up.
    #[error("the weights add up to {0}, expected 1000")]
    Sum(u32),
}

impl Explained for WeightsError {
    codes! { Toml = "weights-no-toml", Sum = "weights-sum" }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    occupation: u16,
    specialty: u16,
    language: u16,
    curriculum: u16,
    license: u16,
    experience: u16,
    preferences: u16,
    concepts: u16,
}

impl Weights {
    /// Reads weights from a TOML table with one whole number for each criterion.
    ///
    /// # Errors
    /// [`WeightsError`] when a criterion is missing or unknown, or they do not add up to 1000.
    pub fn from_toml(text: &str) -> Result<Self, WeightsError> {
        let f: File = toml::from_str(text).map_err(|error| WeightsError::Toml(Box::new(error)))?;
        let weights = [
            f.occupation,
            f.specialty,
            f.language,
            f.curriculum,
            f.license,
            f.experience,
            f.preferences,
            f.concepts,
        ];
        let sum = weights.iter().map(|&weight| u32::from(weight)).sum();
        if sum == 1000 { Ok(Self(weights)) } else { Err(WeightsError::Sum(sum)) }
    }

    /// Reads weights by criterion; a criterion that is missing has none.
    ///
    /// # Errors
    /// [`WeightsError::Sum`] when they do not add up to 1000.
    pub fn from_map(map: &BTreeMap<Criterion, u16>) -> Result<Self, WeightsError> {
        let mut weights = [0; CRITERIA];
        map.iter().for_each(|(criterion, weight)| weights[*criterion as usize] = *weight);
        let sum = weights.iter().map(|&weight| u32::from(weight)).sum();
        if sum == 1000 { Ok(Self(weights)) } else { Err(WeightsError::Sum(sum)) }
    }

    /// The weights by criterion.
    pub fn to_map(&self) -> BTreeMap<Criterion, u16> {
        Criterion::ALL.iter().map(|&criterion| (criterion, self.of(criterion))).collect()
    }

    /// The weight of a criterion.
    #[inline]
    pub fn of(&self, criterion: Criterion) -> u16 {
        self.0[criterion as usize]
    }

    /// What a criterion adds to the score for points of 0 to 1000: rounded down, so that the parts
    /// add up to the score exactly.
    #[inline]
    pub fn contribution(&self, criterion: Criterion, points: u16) -> u16 {
        let product = u32::from(self.of(criterion)) * u32::from(points) / 1000;
        // At most 1000: weights and points both are.
        #[expect(clippy::cast_possible_truncation, reason = "at most 1000")]
        {
            product as u16
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_add_up() {
        let weights = Weights::default();
        assert_eq!(Criterion::ALL.iter().map(|&c| weights.of(c)).sum::<u16>(), 1000);
        assert_eq!(weights.contribution(Criterion::Language, 1000), 250);
        assert_eq!(weights.contribution(Criterion::Language, 333), 83);
    }

    #[test]
    fn a_file_replaces_them_when_it_adds_up() {
        let file = |language: u16| {
            format!(
                "occupation = 100\nspecialty = 100\nlanguage = {language}\ncurriculum = 100\nlicense = 100\nexperience = 100\npreferences = 100\nconcepts = 100\n"
            )
        };
        assert_eq!(Weights::from_toml(&file(300)).unwrap().of(Criterion::Language), 300);
        assert!(matches!(Weights::from_toml(&file(301)), Err(WeightsError::Sum(1001))));
        assert!(matches!(Weights::from_toml("x = 1"), Err(WeightsError::Toml(_))));
    }
}
