//! The criteria and their weights: the one table of them.

use crate::message::{Explained, Hint, codes};
use crate::model::words;
use crate::reference::weight_sets;
use crate::text::nearest;
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
        /// Whether a post for returnees brings somebody home.
        Return = "return",
    }
}

/// How many criteria there are.
pub const CRITERIA: usize = Criterion::ALL.len();

/// The weight of each criterion in thousandths of the score; together 1000.
///
/// The proportions are a choice and can be replaced by a file: `docs/weights.md` says why each is as it is. Language and
/// papers decide whether anybody may work at all, specialty before practice how well; wishes and words come last. What an
/// opening does not ask has no weight in it ([`Weights::scaled`]), like the return in a post that is not for returnees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Weights([u16; CRITERIA]);

impl Default for Weights {
    fn default() -> Self {
        Self([90, 110, 190, 100, 140, 160, 40, 20, 150])
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
    /// No set has this name.
    #[error("there is no file and no set of weights `{name}`; the sets are {known}")]
    NoSet {
        /// The name.
        name: String,
        /// The nearest one.
        nearest: Option<&'static str>,
        /// All of them.
        known: String,
    },
}

impl Explained for WeightsError {
    codes! { Toml = "weights-no-toml", Sum = "weights-sum", NoSet = "weights-no-set" }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::NoSet { nearest, .. } => Hint::nearest(nearest.as_ref().copied()),
            Self::Toml(_) | Self::Sum(_) => Vec::new(),
        }
    }
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
    /// Files written before there was such a criterion do not name it.
    #[serde(default, rename = "return")]
    homecoming: u16,
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
            f.homecoming,
        ];
        let sum = weights.iter().map(|&weight| u32::from(weight)).sum();
        if sum == 1000 { Ok(Self(weights)) } else { Err(WeightsError::Sum(sum)) }
    }

    /// The weights of a set with a name (`weight_sets.csv`), whatever its case.
    ///
    /// # Errors
    /// [`WeightsError::NoSet`] when no set has the name.
    pub fn named(name: &str) -> Result<Self, WeightsError> {
        let sets = weight_sets::all();
        let Some(set) = sets.iter().find(|set| set.set.eq_ignore_ascii_case(name)) else {
            let names = || sets.iter().map(|set| set.set.as_str());
            return Err(WeightsError::NoSet {
                name: name.to_owned(),
                nearest: nearest(name, names(), 0.5),
                known: names().collect::<Vec<_>>().join(", "),
            });
        };
        Ok(Self([
            set.occupation,
            set.specialty,
            set.language,
            set.curriculum,
            set.license,
            set.experience,
            set.preferences,
            set.concepts,
            set.homecoming,
        ]))
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

    /// The weights of the criteria that are asked, scaled so that they add up to 1000 again. What the division leaves
    /// goes to those that lost most by it, the first of equals. All are 0 when none that is asked has a weight.
    #[must_use]
    pub fn scaled(&self, asked: impl Fn(Criterion) -> bool) -> Self {
        let held = Criterion::ALL.iter().map(|&one| if asked(one) { u32::from(self.of(one)) } else { 0 });
        let held: Vec<u32> = held.collect();
        let sum: u32 = held.iter().sum();
        let mut scaled = [0; CRITERIA];
        if sum == 0 {
            return Self(scaled);
        }
        let mut left = 1000_u16;
        for (cell, weight) in scaled.iter_mut().zip(&held) {
            *cell = u16::try_from(weight * 1000 / sum).unwrap_or_default();
            left -= *cell;
        }
        let mut order: Vec<usize> = (0..CRITERIA).filter(|&at| held[at] > 0).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(held[at] * 1000 % sum));
        for at in order.into_iter().take(usize::from(left)) {
            scaled[at] += 1;
        }
        Self(scaled)
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
        assert_eq!(weights.contribution(Criterion::Language, 1000), 190);
        assert_eq!(weights.contribution(Criterion::Language, 333), 63);
    }

    #[test]
    fn every_set_adds_up_and_weighs_what_it_is_named_for() {
        let default = Weights::default();
        for set in weight_sets::all() {
            let weights = Weights::named(&set.set).unwrap();
            assert_eq!(Criterion::ALL.iter().map(|&one| weights.of(one)).sum::<u16>(), 1000, "{}", set.set);
        }
        for (name, more) in [
            ("safety", [Criterion::Specialty, Criterion::Experience]),
            ("speed", [Criterion::Language, Criterion::License]),
            ("Worker-First", [Criterion::Preferences, Criterion::Preferences]),
        ] {
            let weights = Weights::named(name).unwrap();
            assert!(more.iter().all(|&one| weights.of(one) > default.of(one)), "{name}");
        }
        assert!(matches!(Weights::named("safty"), Err(WeightsError::NoSet { nearest: Some("safety"), .. })));
    }

    #[test]
    fn what_is_not_asked_has_no_weight_and_the_others_share_it() {
        let weights = Weights::default();
        for bits in 0..1_u32 << CRITERIA {
            let asked = |criterion: Criterion| bits >> criterion as u32 & 1 == 1;
            let scaled = weights.scaled(asked);
            let sum: u16 = Criterion::ALL.iter().map(|&one| scaled.of(one)).sum();
            assert_eq!(sum, if bits == 0 { 0 } else { 1000 });
            for &one in Criterion::ALL {
                assert_eq!(scaled.of(one) > 0, asked(one), "{one}");
                assert!(!asked(one) || scaled.of(one) >= weights.of(one), "{one}");
            }
        }
        assert_eq!(weights.scaled(|_| true), weights);
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
