//! The figures of a training, each from the nearest record that has it: the worker's qualification,
//! else the curriculum behind it, else the typical figures of the country's programs, labelled as such.

use crate::model::{Curriculum, Decimal, Evidence, Isco08, Qualification};
use crate::reference::Citation;
use crate::reference::origin_curricula::{self, OriginCurriculum};
use serde::Serialize;

/// Where a figure comes from, nearest to the worker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The qualification, with its evidence.
    Qualification(Option<Evidence>),
    /// The record of the curriculum.
    Curriculum,
    /// The sum of the hours of theory and of practice.
    Sum,
    /// The typical figure of the country's programs: nothing about the person.
    Typical(&'static Citation),
}

impl Origin {
    pub(super) fn words(self) -> String {
        match self {
            Self::Qualification(Some(evidence)) => format!("by the qualification ({evidence})"),
            Self::Qualification(None) => "by the qualification (evidence not stated)".to_owned(),
            Self::Curriculum => "by the curriculum".to_owned(),
            Self::Sum => "as the sum of theory and practice".to_owned(),
            Self::Typical(citation) => {
                format!("typical of the program ({} confidence), not the worker's own", citation.confidence)
            }
        }
    }
}

/// A figure and its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The figure.
    pub value: Decimal,
    /// Where it comes from.
    pub origin: Origin,
}

/// The figures of a training; `None` not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CurriculumFacts {
    /// The occupation trained for.
    pub occupation: Option<Isco08>,
    /// Years.
    pub years: Option<Known>,
    /// Hours in all.
    pub total_hours: Option<Known>,
    /// Hours of theory.
    pub theory_hours: Option<Known>,
    /// Hours of clinical practice.
    pub clinical_hours: Option<Known>,
}

impl CurriculumFacts {
    /// The figures of a qualification, of its curriculum, and of the typical programs.
    ///
    /// A typical figure is taken from the program whose name the title has, or else only when all
    /// programs of the country for the occupation agree on it: which of them it was is then no matter.
    pub fn of(qualification: &Qualification, curriculum: Option<&Curriculum>) -> Self {
        let occupation = qualification.occupation.or_else(|| curriculum?.occupation);
        let country = qualification.trained_in.or_else(|| curriculum?.country);
        let programs: Vec<&'static OriginCurriculum> = country
            .zip(occupation)
            .map(|(country, occupation)| origin_curricula::of(country, occupation).collect())
            .unwrap_or_default();
        let programs = named(&programs, qualification, curriculum).map_or(programs, |program| vec![program]);
        let pick = |own: Option<Decimal>,
                    behind: Option<Decimal>,
                    typical: &dyn Fn(&OriginCurriculum) -> Option<Decimal>| {
            own.map(|value| Known { value, origin: Origin::Qualification(qualification.evidence) })
                .or_else(|| behind.map(|value| Known { value, origin: Origin::Curriculum }))
                .or_else(|| agreed(&programs, typical))
        };
        let whole = |hours: Option<i64>| hours.map(Decimal::from_integer);
        let hours =
            |own: Option<i64>, behind: Option<i64>, typical: &dyn Fn(&OriginCurriculum) -> Option<i64>| {
                pick(whole(own), whole(behind), &|program| whole(typical(program)))
            };
        let behind = |field: &dyn Fn(&Curriculum) -> Option<i64>| curriculum.and_then(field);
        Self {
            occupation,
            years: pick(qualification.years, curriculum.and_then(|c| c.years), &|program| program.years),
            total_hours: hours(qualification.total_hours, behind(&|c| c.total_hours), &|p| p.total_hours),
            theory_hours: hours(qualification.theory_hours, behind(&|c| c.theory_hours), &|p| p.theory_hours),
            clinical_hours: hours(qualification.clinical_hours, behind(&|c| c.clinical_hours), &|p| {
                p.clinical_hours
            }),
        }
    }

    /// The figures of a curriculum by itself, typical ones where its record has none.
    pub fn of_curriculum(curriculum: &Curriculum) -> Self {
        let occupation = curriculum.occupation;
        let programs: Vec<&'static OriginCurriculum> = curriculum
            .country
            .zip(occupation)
            .map(|(country, occupation)| origin_curricula::of(country, occupation).collect())
            .unwrap_or_default();
        let titles = [Some(curriculum.title.as_str()), curriculum.qualification.as_deref()];
        let titles: Vec<String> = titles.into_iter().flatten().map(str::to_lowercase).collect();
        let of_title = programs.iter().find(|program| titles.contains(&program.qualification.to_lowercase()));
        let programs = of_title.map_or_else(|| programs.clone(), |program| vec![*program]);
        let figure = |own: Option<Decimal>, typical: &dyn Fn(&OriginCurriculum) -> Option<Decimal>| {
            own.map(|value| Known { value, origin: Origin::Curriculum })
                .or_else(|| agreed(&programs, typical))
        };
        let whole = |hours: Option<i64>| hours.map(Decimal::from_integer);
        Self {
            occupation,
            years: figure(curriculum.years, &|program| program.years),
            total_hours: figure(whole(curriculum.total_hours), &|program| whole(program.total_hours)),
            theory_hours: figure(whole(curriculum.theory_hours), &|program| whole(program.theory_hours)),
            clinical_hours: figure(whole(curriculum.clinical_hours), &|program| {
                whole(program.clinical_hours)
            }),
        }
    }

    /// The hours in all: the figure given, but never less than theory and practice together. A sum of
    /// the worker's own figures goes before a typical total.
    pub fn total(&self) -> Option<Known> {
        let is_typical = |known: &Known| matches!(known.origin, Origin::Typical(_));
        match (self.total_hours, self.sum()) {
            (Some(given), Some(sum)) if is_typical(&given) != is_typical(&sum) => {
                Some(if is_typical(&given) { sum } else { given })
            }
            (Some(given), Some(sum)) => Some(if sum.value > given.value { sum } else { given }),
            (given, sum) => given.or(sum),
        }
    }

    fn sum(&self) -> Option<Known> {
        let (theory, clinical) = (self.theory_hours?, self.clinical_hours?);
        let sum = theory.value.scaled(0)?.saturating_add(clinical.value.scaled(0)?);
        let typical = [theory, clinical].into_iter().find(|known| matches!(known.origin, Origin::Typical(_)));
        let origin = typical.map_or(Origin::Sum, |known| known.origin);
        Some(Known { value: Decimal::from_integer(sum), origin })
    }
}

/// The one program whose qualification the title names, in any case.
fn named(
    programs: &[&'static OriginCurriculum],
    qualification: &Qualification,
    curriculum: Option<&Curriculum>,
) -> Option<&'static OriginCurriculum> {
    let titles = [qualification.title.as_deref(), curriculum.map(|c| c.title.as_str())];
    let titles: Vec<String> = titles.into_iter().flatten().map(str::to_lowercase).collect();
    let mut found = programs.iter().filter(|program| titles.contains(&program.qualification.to_lowercase()));
    found.next().copied()
}

/// The figure that every program states alike.
fn agreed(
    programs: &[&'static OriginCurriculum],
    figure: &dyn Fn(&OriginCurriculum) -> Option<Decimal>,
) -> Option<Known> {
    let (first, rest) = programs.split_first()?;
    let value = figure(first)?;
    let weakest = programs.iter().min_by_key(|program| program.citation.confidence)?;
    rest.iter()
        .all(|program| figure(program) == Some(value))
        .then_some(Known { value, origin: Origin::Typical(&weakest.citation) })
}
