//! The curricula of a store with their courses, each harmonized once.
//!
//! Thousands of workers name one curriculum. Its courses are brought to the subjects once for an occupation and a
//! school, and every comparison after that shares the result.

use super::courses::{self, Harmonized, School};
use crate::model::{Curriculum, CurriculumId, CurriculumSubject, Isco08};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// What was asked of the courses, an occupation at a school, and the courses by subject.
type Asked = ((Isco08, Option<School>), Arc<Harmonized>);

/// A curriculum with its courses.
#[derive(Debug)]
pub struct Syllabus {
    /// The record of the curriculum.
    pub curriculum: Curriculum,
    /// Its courses, as the transcript prints them.
    pub courses: Vec<CurriculumSubject>,
    /// The courses by subject, for each occupation and school asked so far: one or two.
    harmonized: RwLock<Vec<Asked>>,
}

impl Syllabus {
    /// A curriculum with its courses.
    pub fn new(curriculum: Curriculum, courses: Vec<CurriculumSubject>) -> Self {
        Self { curriculum, courses, harmonized: RwLock::default() }
    }

    /// The courses brought to the subjects of an occupation, credits counted by the rule of a school.
    pub fn harmonized(&self, occupation: Isco08, school: Option<School>) -> Arc<Harmonized> {
        if self.courses.is_empty() {
            return no_courses();
        }
        let asked = (occupation, school);
        // A thread that panicked while it held the lock has left whole entries behind it.
        let kept = self.harmonized.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = kept.iter().find(|(key, _)| *key == asked) {
            return Arc::clone(found);
        }
        drop(kept);
        let made = Arc::new(courses::harmonize(&self.courses, occupation, school));
        self.harmonized.write().unwrap_or_else(PoisonError::into_inner).push((asked, Arc::clone(&made)));
        made
    }
}

/// What a training without recorded courses is harmonized to.
pub(super) fn no_courses() -> Arc<Harmonized> {
    static NONE: LazyLock<Arc<Harmonized>> = LazyLock::new(Arc::default);
    Arc::clone(&NONE)
}

/// Curricula by identifier.
#[derive(Debug, Default)]
pub struct Curricula(BTreeMap<CurriculumId, Syllabus>);

impl Curricula {
    /// Adds a curriculum, in place of one with the same identifier.
    pub fn insert(&mut self, syllabus: Syllabus) {
        self.0.insert(syllabus.curriculum.curriculum_id.clone(), syllabus);
    }

    /// The curriculum with an identifier.
    pub fn get(&self, id: &CurriculumId) -> Option<&Syllabus> {
        self.0.get(id)
    }

    /// Every curriculum, in the order of the identifiers.
    pub fn all(&self) -> impl Iterator<Item = &Syllabus> {
        self.0.values()
    }
}

impl FromIterator<Syllabus> for Curricula {
    fn from_iter<I: IntoIterator<Item = Syllabus>>(all: I) -> Self {
        let mut curricula = Self::default();
        all.into_iter().for_each(|syllabus| curricula.insert(syllabus));
        curricula
    }
}
