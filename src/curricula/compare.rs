//! A training against a destination's minimum, requirement by requirement: the one comparison, which `match`, `why`,
//! `plan`, `compare` and `harmonize` all ask.
//!
//! Years, hours, theory and practice as parts of the minimum, admission, and every subject that the rule names. A
//! requirement is met, short by so much, a subject missing, or not known. Destinations that decide by
//! examination or by academic level say so and get no gap of hours. Where a diploma is recognized without comparing,
//! nothing is compared. The rule is the one in force when the training began, as far as that is known: a later annex
//! does not reach back to earlier diplomas. Where the destination's law says so it is the one in force on the day asked.

use super::collection::no_courses;
use super::comparison::{self, Line, TrainingComparison};
use super::courses::{self, Harmonized, School};
use super::facts::{CurriculumFacts, Known, Origin, Typical};
use super::level::CurriculumLevel;
use super::program::Program;
use super::reason::{Basis, CurriculumNote, CurriculumReason};
use super::requirement::{Overall, Requirement, Verdict};
use crate::model::{Country, Day, Decimal, Isco08, Subdivision};
use crate::reference::europe;
use crate::reference::minimum_training::{self, Comparison, LawOf, MinimumTraining, TrainingPlace};

/// Compares a program with what a destination asks for an occupation.
pub fn compare(
    program: &Program<'_>,
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    as_of: Day,
) -> TrainingComparison {
    build(program, &TrainingPlace::of(destination, region, as_of), occupation, as_of, true)
}

/// The level of [`compare`], without the subjects that cannot change it: where no courses are recorded, none is
/// missing.
pub fn level(
    program: &Program<'_>,
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    as_of: Day,
) -> CurriculumLevel {
    build(program, &TrainingPlace::of(destination, region, as_of), occupation, as_of, false).level
}

fn build(
    program: &Program<'_>,
    place: &TrainingPlace<'_>,
    occupation: Isco08,
    as_of: Day,
    every_subject: bool,
) -> TrainingComparison {
    let mut comparison = TrainingComparison {
        overall: Overall::Unknown,
        because: CurriculumReason::NoRule,
        level: CurriculumLevel::Unknown,
        destination: place.destination,
        occupation,
        judged_by: as_of,
        rule: None,
        lines: Vec::new(),
        harmonized: no_courses(),
        notes: Vec::new(),
        sources: Vec::new(),
    };
    let school = program.country().map(|country| School::of(country, as_of));
    if let Some((overall, because)) = comparison.without_comparing(program, place, school, as_of) {
        comparison.overall = overall;
        comparison.because = because;
        if comparison.because == CurriculumReason::RecognizedInEurope {
            let memberships = [Some(place.destination), program.country()].into_iter().flatten();
            let memberships = memberships.filter_map(|country| europe::membership(country, as_of));
            comparison.sources.extend(memberships.map(|membership| &membership.citation));
        }
    } else {
        comparison.harmonized = program.harmonized(occupation, school);
        let (rule, judged_by) = law(program, place, occupation, as_of);
        let routes = rule.into_iter().flat_map(|rule| {
            minimum_training::routes_after(rule, |first| program.comes_after(first)).map(Some)
        });
        let measured = std::iter::once(rule).chain(routes).map(|rule| {
            let mut one = comparison.clone();
            one.measure(program, rule, judged_by, every_subject);
            one.level = comparison::level(&one);
            one
        });
        // The route that the training fits best; of equals the one that is open without another diploma.
        let best = measured.reduce(|best, next| if next.level > best.level { next } else { best });
        comparison = best.unwrap_or(comparison);
    }
    comparison.level = comparison::level(&comparison);
    comparison.sources.sort();
    comparison.sources.dedup();
    comparison
}

/// The rule by which a training is judged, and the day of which it is.
fn law(
    program: &Program<'_>,
    place: &TrainingPlace<'_>,
    occupation: Isco08,
    as_of: Day,
) -> (Option<&'static MinimumTraining>, Day) {
    let today = minimum_training::in_force(place, occupation, as_of);
    let by_application = today.is_some_and(|rule| rule.law_of == LawOf::Application);
    // No law is known of a day that has not come: who begins later is asked what is asked today.
    let Some(began) = program.began().filter(|began| !by_application && *began < as_of) else {
        return (today, as_of);
    };
    if let Some(rule) = minimum_training::in_force(place, occupation, began) {
        return (Some(rule), began);
    }
    match today {
        // What the Union asked before its oldest row is not known; a later annex did not ask it.
        Some(rule) if rule.is_european() => {
            let oldest = minimum_training::oldest_european(occupation).unwrap_or(rule);
            (Some(oldest), oldest.from.unwrap_or(as_of))
        }
        rule => (rule, as_of),
    }
}

/// So many months before its end the longest training of an occupation of the directive began: four years of nursing, six
/// of medicine.
fn longest_training(occupation: Isco08) -> i32 {
    if matches!(occupation.code(), 2221 | 2222) { 4 * 12 } else { 6 * 12 }
}

/// A training without any day is taken to have begun after a State joined so many months ago: few who look for a post
/// abroad began theirs earlier.
const WORKING_LIFE: i32 = 30 * 12;

impl TrainingComparison {
    /// The verdict where hours and subjects are not looked at.
    fn without_comparing(
        &self,
        program: &Program<'_>,
        place: &TrainingPlace<'_>,
        school: Option<School>,
        as_of: Day,
    ) -> Option<(Overall, CurriculumReason)> {
        let (held, asked) = (program.occupation(), self.occupation);
        if let Some(held) = held.filter(|held| !super::serves(*held, asked)) {
            let overall = if super::is_assistant_to(held, asked) {
                Overall::AssistantLevel
            } else {
                Overall::OtherOccupation
            };
            return Some((overall, CurriculumReason::OtherOccupation { held, asked }));
        }
        // A training of which the occupation is not known is recognized nowhere.
        held?;
        let school = school?;
        if school.country == self.destination {
            return Some((Overall::Automatic, CurriculumReason::OwnDiploma));
        }
        let sectoral = matches!(asked.code(), 2211 | 2212 | 2221 | 2222 | 2261 | 2262);
        if !(sectoral && place.european && school.european) {
            return None;
        }
        // Annex V lists diplomas of trainings that began after the entry of a State; older ones have acquired rights.
        let country = school.country;
        let Some(joined) = europe::joined(country) else {
            return Some((Overall::Automatic, CurriculumReason::RecognizedInEurope));
        };
        let own = program.qualification;
        let completed = own.and_then(|own| own.completed);
        let ended_before = completed.is_some_and(|completed| completed.latest() < joined);
        let began_after = match (own.and_then(|own| own.started), completed) {
            (Some(started), _) => started.earliest() >= joined,
            (None, Some(completed)) => {
                let latest = || completed.earliest().add_months(-longest_training(asked));
                program.began().unwrap_or_else(latest) >= joined
            }
            // Whoever trained by a recorded curriculum did so while it was in force.
            (None, None) => match program.curriculum() {
                Some(curriculum) => curriculum.valid_from.is_none_or(|from| from.earliest() >= joined),
                None => joined.add_months(WORKING_LIFE) <= as_of,
            },
        };
        Some(match (ended_before, began_after) {
            (true, _) => (Overall::Unknown, CurriculumReason::BeforeAccession { country, joined }),
            (false, true) => (Overall::Automatic, CurriculumReason::RecognizedInEurope),
            (false, false) => (Overall::Unknown, CurriculumReason::AccessionOpen { country, joined }),
        })
    }

    /// Holds the training against the rule, requirement by requirement.
    fn measure(
        &mut self,
        program: &Program<'_>,
        rule: Option<&'static MinimumTraining>,
        judged_by: Day,
        every_subject: bool,
    ) {
        self.judged_by = judged_by;
        self.rule = rule;
        self.notes.extend(
            self.harmonized.notes.iter().map(|note| CurriculumNote::Credits { note: sentence(note) }),
        );
        self.sources.extend(self.harmonized.credit_rules.iter().copied());
        let typical = Typical::of(program);
        let facts = CurriculumFacts::of(program, &typical);
        if let Some(rule) = rule {
            self.sources.push(&rule.citation);
            self.figures(&facts, rule);
            if every_subject || !self.harmonized.is_empty() {
                self.subjects(rule, &typical);
            }
            if !rule.notes.is_empty() {
                self.notes.push(CurriculumNote::OfTheRule { note: sentence(&rule.notes) });
            }
        }
        self.contradictions(&facts);
        let (overall, because) = self.decided(program, minimum_training::comparison(self.destination));
        self.overall = overall;
        self.because = because;
    }

    /// Years, hours, admission.
    fn figures(&mut self, facts: &CurriculumFacts, rule: &MinimumTraining) {
        let courses = Courses::of(&self.harmonized);
        let number = |value: Option<i64>| value.map(Decimal::from_integer);
        let minutes = self.harmonized.professional();
        let rows = [
            (Requirement::Years, rule.years, None, facts.years),
            (Requirement::TotalHours, number(rule.total_hours), Some(minutes.all()), facts.total()),
            (Requirement::TheoryHours, number(rule.theory_hours), Some(minutes.theory), facts.theory_hours),
            (
                Requirement::ClinicalHours,
                number(rule.clinical_hours),
                Some(minutes.clinical),
                facts.clinical_hours,
            ),
        ];
        for (requirement, need, minutes, known) in rows {
            let Some(need) = need else { continue };
            let mut line = measured(requirement, need, minutes, courses, known);
            if requirement == Requirement::Years {
                self.take_less(&mut line, rule.years_least);
            }
            if line.basis.is_typical()
                && let Some(Origin::Typical(citation)) = known.map(|known| known.origin)
            {
                self.sources.push(citation);
            }
            self.lines.push(line);
        }
        let conditions = [
            (
                Requirement::AdmissionYears,
                number(rule.admission_years),
                number(rule.admission_years_least),
                facts.school_years,
            ),
            (
                Requirement::BirthsAttended,
                number(rule.births_attended),
                number(rule.births_attended_least),
                facts.births_attended,
            ),
            (Requirement::TraineeshipMonths, rule.traineeship_months, None, facts.traineeship_months),
        ];
        for (requirement, need, least, known) in conditions {
            let Some(need) = need else { continue };
            let mut line = measured(requirement, need, None, courses, known);
            self.take_less(&mut line, least);
            self.lines.push(line);
        }
        let general = self.harmonized.general.values().map(|minutes| minutes.all()).sum::<i64>();
        if general > 0 {
            self.notes.push(CurriculumNote::GeneralEducation { hours: courses::hours(general) });
        }
        let intern =
            self.harmonized.subjects.get("CLI-INTERN").map(|minutes| minutes.all()).unwrap_or_default();
        if intern > 0 {
            self.notes.push(CurriculumNote::Internship { hours: courses::hours(intern) });
        }
    }

    /// Where the rule takes less under a condition that no record tells of, what is less is neither met nor short.
    fn take_less(&mut self, line: &mut Line, least: Option<Decimal>) {
        let less = least
            .filter(|least| line.verdict == Verdict::Short && line.have.is_some_and(|have| have >= *least));
        if let Some(least) = less {
            line.verdict = Verdict::Unknown;
            line.short_by = None;
            self.notes.push(CurriculumNote::LessOnCondition { requirement: line.requirement, least });
        }
    }

    /// Every subject that the rule names.
    fn subjects(&mut self, rule: &MinimumTraining, typical: &Typical) {
        let open = !self.harmonized.unplaced.is_empty();
        let has_courses = !self.harmonized.is_empty();
        for &wanted in &rule.subjects {
            let there = self.harmonized.subjects.get(&*wanted.id).copied();
            let typically = || typical.one().filter(|row| row.subjects.iter().any(|id| **id == *wanted.id));
            let (verdict, have, basis) = match there {
                Some(minutes) if minutes.all() > 0 => {
                    (Verdict::Met, Some(courses::hours(minutes.all())), Basis::Course)
                }
                Some(_) => (Verdict::Met, None, Basis::CourseWithoutHours),
                None if has_courses && open => (Verdict::Unknown, None, Basis::PerhapsUnplaced),
                None if has_courses => (Verdict::Missing, None, Basis::NoCourse),
                None => match typically() {
                    Some(row) => {
                        self.sources.push(&row.citation);
                        let confidence = row.citation.confidence;
                        (Verdict::TypicallyMet, None, Basis::Typical { confidence })
                    }
                    None => (Verdict::Unknown, None, Basis::NoCourses),
                },
            };
            self.lines.push(Line {
                requirement: Requirement::Subject(wanted),
                need: None,
                have,
                verdict,
                short_by: None,
                basis,
                contradicted: false,
            });
        }
    }

    /// Parts that exceed their total are named, and the hours are not known.
    fn contradictions(&mut self, facts: &CurriculumFacts) {
        // Papers contradict papers; what is typical of programs contradicts nobody's.
        let own = |known: Option<Known>| known.filter(|known| !known.origin.is_typical())?.value.scaled(0);
        let Some(total) = own(facts.total_hours) else { return };
        let parts = [facts.theory_hours, facts.clinical_hours].into_iter().filter_map(own);
        let parts: i64 = parts.fold(0, i64::saturating_add);
        let worst = parts.max(self.harmonized.whole().all() / 60);
        if worst > total {
            self.notes.push(CurriculumNote::PartsExceedTotal { parts: worst, total });
            for line in self.lines.iter_mut().filter(|line| line.requirement.is_of_hours()) {
                line.verdict = Verdict::Unknown;
                line.short_by = None;
                line.contradicted = true;
            }
        }
    }

    fn decided(&self, program: &Program<'_>, comparison: Comparison) -> (Overall, CurriculumReason) {
        if program.occupation().is_none() {
            return (Overall::Unknown, CurriculumReason::OccupationUnknown);
        }
        if self.rule.is_none() {
            return (Overall::Unknown, CurriculumReason::NoRule);
        }
        // Hours open and close nothing there; a field of training that the rule asks for is another thing.
        let without = self.lines.iter().filter(|line| line.is_missing_subject()).count();
        match comparison {
            Comparison::Examination | Comparison::AcademicLevel if without > 0 => {
                let unknown = self
                    .lines
                    .iter()
                    .filter(|line| !line.requirement.is_figure() && line.verdict == Verdict::Unknown);
                let unknown = unknown.count();
                return (Overall::Gaps, CurriculumReason::FieldsMissing { gaps: without, unknown });
            }
            Comparison::Examination => return (Overall::NotComparable, CurriculumReason::ByExamination),
            Comparison::AcademicLevel => return (Overall::NotComparable, CurriculumReason::ByAcademicLevel),
            Comparison::Content => {}
        }
        if self.lines.is_empty() {
            return (Overall::NotComparable, CurriculumReason::NothingFixed);
        }
        let is = |wanted: &[Verdict]| self.lines.iter().filter(|line| wanted.contains(&line.verdict)).count();
        let unknown = is(&[Verdict::Unknown]);
        match is(&[Verdict::Short, Verdict::Missing]) {
            0 if unknown == 0 => (Overall::SubstantiallyEquivalent, CurriculumReason::AllMet),
            0 => (Overall::Unknown, CurriculumReason::NothingKnownShort { unknown }),
            gaps => (Overall::Gaps, CurriculumReason::ShortOrMissing { gaps, unknown }),
        }
    }
}

/// What the recorded courses say of hours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Courses {
    /// None is recorded.
    None,
    /// Some state no hours: their sum is the least that there is.
    Open,
    /// Every course states its hours.
    Complete,
}

impl Courses {
    fn of(harmonized: &Harmonized) -> Self {
        match (harmonized.is_empty(), harmonized.without_hours.is_empty()) {
            (true, _) => Self::None,
            (false, false) => Self::Open,
            (false, true) => Self::Complete,
        }
    }
}

/// A requirement of a number. The transcript's own courses, general education left out, go before figures of the
/// whole. Courses without hours leave the sum open: figures of the whole go before it, and without them the sum is the
/// least that there is.
fn measured(
    requirement: Requirement,
    need: Decimal,
    minutes: Option<i64>,
    courses: Courses,
    known: Option<Known>,
) -> Line {
    let (have, basis) = match (minutes, known) {
        (Some(minutes), _) if courses == Courses::Complete => (Some(courses::hours(minutes)), Basis::Courses),
        (_, Some(known)) => (Some(known.value), Basis::from(known.origin)),
        // Hours that no course states are not known, and not none.
        (Some(minutes @ 1..), None) if courses == Courses::Open => {
            (Some(courses::hours(minutes)), Basis::SomeCourses)
        }
        _ => (None, Basis::NotRecorded),
    };
    let short = have.and_then(|have| missing(need, have));
    let (verdict, short_by) = match short {
        None => (Verdict::Unknown, None),
        Some(short) if short > Decimal::from_integer(0) => {
            if basis == Basis::SomeCourses {
                (Verdict::Unknown, None)
            } else {
                (Verdict::Short, Some(short))
            }
        }
        Some(_) if basis.is_typical() => (Verdict::TypicallyMet, None),
        Some(_) => (Verdict::Met, None),
    };
    Line { requirement, need: Some(need), have, verdict, short_by, basis, contradicted: false }
}

/// A note of a table without its last full stop, which the message sets.
fn sentence(note: &'static str) -> &'static str {
    note.trim_end_matches('.')
}

/// What `need` has over `have`, not below 0; `None` when the figures are too large to count.
fn missing(need: Decimal, have: Decimal) -> Option<Decimal> {
    let zero = Decimal::from_integer(0);
    Some(need.minus(have.max(zero))?.max(zero))
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
