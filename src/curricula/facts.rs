//! The figures of a training, each from the nearest record that has it: the worker's qualification,
//! else the curriculum behind it, else the typical figures of the country's programs, labelled as such.

use super::program::Program;
use crate::model::{Decimal, Evidence, Isco08, PartialDate};
use crate::reference::Citation;
use crate::reference::origin_curricula::{self, OriginCurriculum};
use crate::text::fold;
use serde::Serialize;

/// Where a figure comes from, nearest to the worker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The qualification, with its evidence.
    Qualification(Option<Evidence>),
    /// The record of the curriculum.
    Curriculum,
    /// The first and the last day of the training.
    Dates,
    /// The sum of the hours of theory and of practice.
    Sum,
    /// The typical figure of the country's programs: nothing about the person.
    Typical(&'static Citation),
}

impl Origin {
    /// Whether the figure is typical of programs and says nothing about the person.
    pub fn is_typical(self) -> bool {
        matches!(self, Self::Typical(_))
    }
}

/// A figure and its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// The figure.
    pub value: Decimal,
    /// Where it comes from.
    pub origin: Origin,
}

/// The figures of a training; `None` not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CurriculumFacts {
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
    /// Years of general school before the training.
    pub school_years: Option<Known>,
    /// Births that the student conducted.
    pub births_attended: Option<Known>,
    /// Months of the traineeship.
    pub traineeship_months: Option<Known>,
}

/// The typical programs that a training may be: the one whose name its title has, else all of its country for its
/// occupation.
#[derive(Debug, Default)]
pub(super) struct Typical(Vec<&'static OriginCurriculum>);

impl Typical {
    pub(super) fn of(program: &Program<'_>) -> Self {
        let Some((country, occupation)) = program.country().zip(program.occupation()) else {
            return Self::default();
        };
        let all: Vec<&'static OriginCurriculum> = origin_curricula::of(country, occupation).collect();
        // A program that takes longer than the training did was another one.
        let most = program.qualification.and_then(|own| Some(own.started?.most_years_until(own.completed?)));
        let fits = |row: &&OriginCurriculum| match (most, row.years) {
            (Some(most), Some(years)) => years.to_f64() <= most + ACADEMIC_YEAR_SHORT,
            _ => true,
        };
        let all: Vec<&'static OriginCurriculum> = all.into_iter().filter(fits).collect();
        if all.is_empty() {
            return Self(all);
        }
        let curriculum = program.curriculum();
        let titles = [
            program.qualification.and_then(|qualification| qualification.title.as_deref()),
            curriculum.map(|curriculum| curriculum.title.as_str()),
            curriculum.and_then(|curriculum| curriculum.qualification.as_deref()),
        ];
        let titles: Vec<String> = titles.into_iter().flatten().map(fold).collect();
        let named = all.iter().find(|row| titles.iter().any(|title| **title == *row.folded)).copied();
        Self(named.map_or(all, |named| vec![named]))
    }

    /// The one program that it is.
    pub(super) fn one(&self) -> Option<&'static OriginCurriculum> {
        match self.0.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The figure that every program states alike: which of them it was is then no matter.
    fn agreed(&self, figure: impl Fn(&OriginCurriculum) -> Option<Decimal>) -> Option<Known> {
        let (first, rest) = self.0.split_first()?;
        let value = figure(first)?;
        let weakest = self.0.iter().min_by_key(|program| program.citation.confidence)?;
        rest.iter()
            .all(|program| figure(program) == Some(value))
            .then_some(Known { value, origin: Origin::Typical(&weakest.citation) })
    }
}

/// An academic year of nine months is one: so much may its dates lack of a whole one, in years.
const ACADEMIC_YEAR_SHORT: f64 = 0.25;

/// The years of a training by its first and its last month, in halves rounded up: an academic year of nine months is one.
/// `None` where a month is missing.
fn years_by_dates(program: &Program<'_>) -> Option<Known> {
    let own = program.qualification?;
    let (started, completed) = (own.started?, own.completed?);
    let knows_month = |date: PartialDate| date.earliest().months_until(date.latest()) < 1;
    if !knows_month(started) || !knows_month(completed) || completed.is_before(started) {
        return None;
    }
    let months = started.earliest().months_until(completed.latest());
    let halves = i64::from((months + 5) / 6);
    Some(Known { value: Decimal::from_thousandths(halves * 500), origin: Origin::Dates })
}

impl CurriculumFacts {
    /// The figures of a qualification, of its curriculum, and of the typical programs.
    pub(super) fn of(program: &Program<'_>, typical: &Typical) -> Self {
        let (qualification, curriculum) = (program.qualification, program.curriculum());
        let pick = |own: Option<Decimal>,
                    behind: Option<Decimal>,
                    usual: &dyn Fn(&OriginCurriculum) -> Option<Decimal>| {
            let evidence = qualification.and_then(|qualification| qualification.evidence);
            own.map(|value| Known { value, origin: Origin::Qualification(evidence) })
                .or_else(|| behind.map(|value| Known { value, origin: Origin::Curriculum }))
                .or_else(|| typical.agreed(usual))
        };
        let whole = |hours: Option<i64>| hours.map(Decimal::from_integer);
        let hours =
            |own: Option<i64>, behind: Option<i64>, usual: &dyn Fn(&OriginCurriculum) -> Option<i64>| {
                pick(whole(own), whole(behind), &|program| whole(usual(program)))
            };
        Self {
            occupation: program.occupation(),
            years: pick(
                qualification.and_then(|own| own.years),
                curriculum.and_then(|behind| behind.years),
                &|_| None,
            )
            .or_else(|| years_by_dates(program))
            .or_else(|| typical.agreed(|program| program.years)),
            total_hours: hours(
                qualification.and_then(|own| own.total_hours),
                curriculum.and_then(|behind| behind.total_hours),
                &|program| program.total_hours,
            ),
            theory_hours: hours(
                qualification.and_then(|own| own.theory_hours),
                curriculum.and_then(|behind| behind.theory_hours),
                &|program| program.theory_hours,
            ),
            clinical_hours: hours(
                qualification.and_then(|own| own.clinical_hours),
                curriculum.and_then(|behind| behind.clinical_hours),
                &|program| program.clinical_hours,
            ),
            school_years: pick(
                qualification.and_then(|own| own.school_years),
                curriculum.and_then(|behind| behind.school_years),
                &|_| None,
            ),
            births_attended: hours(
                qualification.and_then(|own| own.births_attended),
                curriculum.and_then(|behind| behind.births_attended),
                &|_| None,
            ),
            traineeship_months: pick(
                qualification.and_then(|own| own.traineeship_months),
                curriculum.and_then(|behind| behind.traineeship_months),
                &|_| None,
            ),
        }
    }

    /// The hours in all: the figure given, but never less than theory and practice together. A sum of
    /// the worker's own figures goes before a typical total.
    pub(super) fn total(&self) -> Option<Known> {
        match (self.total_hours, self.sum()) {
            (Some(given), Some(sum)) if given.origin.is_typical() != sum.origin.is_typical() => {
                Some(if given.origin.is_typical() { sum } else { given })
            }
            (Some(given), Some(sum)) => Some(if sum.value > given.value { sum } else { given }),
            (given, sum) => given.or(sum),
        }
    }

    fn sum(&self) -> Option<Known> {
        let (theory, clinical) = (self.theory_hours?, self.clinical_hours?);
        let sum = theory.value.scaled(0)?.saturating_add(clinical.value.scaled(0)?);
        let typical = [theory, clinical].into_iter().find(|known| known.origin.is_typical());
        let origin = typical.map_or(Origin::Sum, |known| known.origin);
        Some(Known { value: Decimal::from_integer(sum), origin })
    }
}
