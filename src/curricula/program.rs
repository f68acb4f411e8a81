//! What is compared with a minimum.

use super::collection::{Curricula, Syllabus, no_courses};
use super::courses::{Harmonized, School};
use crate::model::{Country, Curriculum, Day, Isco08, Qualification};
use std::sync::Arc;

/// What is compared: a curriculum, a person's qualification, or a qualification by a curriculum.
#[derive(Debug, Clone, Copy, Default)]
pub struct Program<'a> {
    /// The curriculum with its courses, if there is a record of it.
    pub syllabus: Option<&'a Syllabus>,
    /// The person's qualification, if a person's is compared.
    pub qualification: Option<&'a Qualification>,
    /// The person's other trainings, the one compared among them or not: some routes are open only after another one.
    pub others: &'a [Qualification],
}

impl<'a> Program<'a> {
    /// One of a person's qualifications, by the curriculum that it names.
    pub fn of_person(own: &'a Qualification, others: &'a [Qualification], curricula: &'a Curricula) -> Self {
        let syllabus = own.curriculum_id.as_ref().and_then(|id| curricula.get(id));
        Self { syllabus, qualification: Some(own), others }
    }

    /// The record of the curriculum.
    pub fn curriculum(&self) -> Option<&'a Curriculum> {
        self.syllabus.map(|syllabus| &syllabus.curriculum)
    }

    /// The country of the training.
    pub fn country(&self) -> Option<Country> {
        self.qualification.and_then(|own| own.trained_in).or_else(|| self.curriculum()?.country)
    }

    /// The occupation trained for.
    pub fn occupation(&self) -> Option<Isco08> {
        self.qualification.and_then(|own| own.occupation).or_else(|| self.curriculum()?.occupation)
    }

    /// Whether years, hours or a curriculum stand behind it.
    pub(super) fn has_figures(&self) -> bool {
        self.syllabus.is_some()
            || self.qualification.is_some_and(|own| {
                let hours = own.total_hours.or(own.theory_hours).or(own.clinical_hours);
                own.years.is_some() || hours.is_some()
            })
    }

    /// When the training began: as stated, else as its years before the end say.
    pub fn began(&self) -> Option<Day> {
        let qualification = self.qualification?;
        qualification.started.map(|date| date.earliest()).or_else(|| {
            let completed = qualification.completed?;
            let years = qualification.years.or_else(|| self.curriculum()?.years)?;
            let months = i32::try_from(years.scaled(1)?.saturating_mul(12) / 10).ok()?;
            Some(completed.earliest().add_months(months.checked_neg()?))
        })
    }

    /// Whether the person was trained in an occupation before, or perhaps before.
    pub(super) fn comes_after(&self, first: Isco08) -> bool {
        let ended = self.qualification.and_then(|own| own.completed);
        self.others.iter().any(|other| {
            other.occupation == Some(first)
                && !self.qualification.is_some_and(|own| std::ptr::eq(own, other))
                && other.completed.zip(ended).is_none_or(|(first, own)| first.earliest() <= own.latest())
        })
    }

    pub(super) fn harmonized(&self, occupation: Isco08, school: Option<School>) -> Arc<Harmonized> {
        self.syllabus.map_or_else(no_courses, |syllabus| syllabus.harmonized(occupation, school))
    }
}
