//! Courses as a transcript prints them, brought to the harmonized subjects.
//!
//! A printed course may feed several subjects (*Medical-Surgical Nursing*): its hours are shared among them, in
//! minutes, and never counted twice. Credits become hours by the local rule only. General education is kept
//! apart. What no subject has for a name is kept as it is and told.

use crate::model::{Country, CurriculumSubject, Day, Decimal, Isco08};
use crate::reference::Citation;
use crate::reference::credit_rules::{self, CreditKind};
use crate::reference::europe;
use crate::reference::subjects::{self, Area};
use serde::Serialize;
use std::collections::BTreeMap;

/// Minutes of theory and of clinical practice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Minutes {
    /// Theory.
    pub theory: i64,
    /// Clinical practice.
    pub clinical: i64,
}

impl Minutes {
    /// Both together.
    pub fn all(self) -> i64 {
        self.theory.saturating_add(self.clinical)
    }

    fn add(&mut self, other: Self) {
        self.theory = self.theory.saturating_add(other.theory);
        self.clinical = self.clinical.saturating_add(other.clinical);
    }

    /// An equal share for the place `at` of `count`; the shares add up to the whole.
    fn share(self, at: usize, count: usize) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        let at = i64::try_from(at).unwrap_or(i64::MAX);
        let of = |whole: i64| whole / count + i64::from(at < whole % count);
        Self { theory: of(self.theory), clinical: of(self.clinical) }
    }
}

/// Minutes as hours, to a hundredth.
pub fn hours(minutes: i64) -> Decimal {
    Decimal::from_thousandths(minutes.saturating_mul(1000) / 60 / 10 * 10)
}

/// Courses by subject.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Harmonized {
    /// Minutes by subject identifier.
    pub subjects: BTreeMap<&'static str, Minutes>,
    /// Minutes of general education, by subject identifier: no part of the professional training.
    pub general: BTreeMap<&'static str, Minutes>,
    /// Courses that no subject names, as printed.
    pub unplaced: Vec<(String, Minutes)>,
    /// Courses that feed several subjects, with those.
    pub shared: Vec<(String, Vec<&'static str>)>,
    /// Courses of which neither hours nor convertible credits are known, as printed.
    pub without_hours: Vec<String>,
    /// Rules by which credits became hours.
    pub credit_rules: Vec<&'static Citation>,
    /// What was not converted, and why.
    pub notes: Vec<&'static str>,
}

impl Harmonized {
    /// The minutes of the professional training: all but general education.
    pub fn professional(&self) -> Minutes {
        let mut sum = Minutes::default();
        self.subjects.values().for_each(|minutes| sum.add(*minutes));
        self.unplaced.iter().for_each(|(_, minutes)| sum.add(*minutes));
        sum
    }

    /// All minutes that went in.
    pub fn whole(&self) -> Minutes {
        let mut sum = self.professional();
        self.general.values().for_each(|minutes| sum.add(*minutes));
        sum
    }

    /// Whether there are courses at all.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
            && self.general.is_empty()
            && self.unplaced.is_empty()
            && self.without_hours.is_empty()
    }
}

/// Where a school stands: its credits follow the rule of its country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct School {
    /// The country.
    pub country: Country,
    /// Whether it belongs to the European area on the day of the question.
    pub european: bool,
}

impl School {
    /// A school in a country as it stands on a day.
    pub fn of(country: Country, day: Day) -> Self {
        Self { country, european: europe::in_area(country, day) }
    }
}

/// Brings courses to the subjects of an occupation.
pub fn harmonize(courses: &[CurriculumSubject], occupation: Isco08, school: Option<School>) -> Harmonized {
    let mut all = Harmonized::default();
    for course in courses {
        let printed = course.title.clone().or_else(|| course.subject.clone()).unwrap_or_default();
        let found = subjects_of(course, occupation);
        let Some(minutes) = minutes(course, &found, school, &mut all) else {
            all.without_hours.push(printed);
            // The subject was taught, for however long.
            for subject in found {
                all.subjects.entry(subject).or_default();
            }
            continue;
        };
        if found.is_empty() {
            all.unplaced.push((printed, minutes));
            continue;
        }
        if found.len() > 1 {
            all.shared.push((printed, found.clone()));
        }
        for (at, subject) in found.iter().enumerate() {
            let share = minutes.share(at, found.len());
            if subjects::is_general(subject) {
                all.general.entry(subject).or_default().add(share);
                continue;
            }
            // Practice of a theory subject is practice in its field, where the vocabulary has that.
            let practice = clinical_counterpart(subject, occupation).filter(|_| share.clinical > 0);
            match practice {
                Some(field) => {
                    all.subjects.entry(subject).or_default().theory += share.theory;
                    all.subjects.entry(field).or_default().clinical += share.clinical;
                }
                None => all.subjects.entry(subject).or_default().add(share),
            }
        }
    }
    all.credit_rules.sort();
    all.credit_rules.dedup();
    all.notes.sort_unstable();
    all.notes.dedup();
    all
}

/// `NUR-CHILD` to `CLI-CHILD`.
fn clinical_counterpart(subject: &str, occupation: Isco08) -> Option<&'static str> {
    let field = subject.strip_prefix("NUR-")?;
    let found = subjects::find(&format!("CLI-{field}"))?;
    found.occupations.contains(&occupation).then_some(&*found.id)
}

/// The subjects that a course feeds: the one it states, else those whose names its title has.
fn subjects_of(course: &CurriculumSubject, occupation: Isco08) -> Vec<&'static str> {
    if let Some(subject) = course.subject.as_deref().and_then(subjects::find) {
        return vec![&subject.id];
    }
    let Some(title) = course.title.as_deref() else { return Vec::new() };
    crate::resolve::subjects::of_title(title, occupation).into_iter().map(|subject| &*subject.id).collect()
}

/// The minutes of a course: its hours, else its credits by the local rule.
fn minutes(
    course: &CurriculumSubject,
    found: &[&'static str],
    school: Option<School>,
    all: &mut Harmonized,
) -> Option<Minutes> {
    let of = |hours: Option<i64>| hours.unwrap_or_default().saturating_mul(60);
    if course.theory_hours.is_some() || course.clinical_hours.is_some() {
        return Some(Minutes { theory: of(course.theory_hours), clinical: of(course.clinical_hours) });
    }
    let (credits, school) = course.credits.zip(school)?;
    let clinical =
        found.iter().any(|id| subjects::find(id).is_some_and(|subject| subject.area == Area::Clinical));
    let kind = if clinical { CreditKind::Clinical } else { CreditKind::Theory };
    let rule = credit_rules::of(school.country, school.european, kind)?;
    let Some(per_credit) = rule.hours else {
        all.notes.push(&rule.note);
        return None;
    };
    let minutes = credits.scaled(2)?.saturating_mul(per_credit).saturating_mul(60) / 100;
    all.credit_rules.push(&rule.citation);
    Some(if clinical {
        Minutes { theory: 0, clinical: minutes }
    } else {
        Minutes { theory: minutes, clinical: 0 }
    })
}
