//! Why a comparison came out as it did: what a line rests on, the reason of the whole, and notes for the reader.

use super::facts::Origin;
use super::requirement::Requirement;
use crate::message::{Arg, Argument, reasons};
use crate::model::{Confidence, Country, Day, Decimal, Evidence, Isco08};

reasons! {
    /// What the verdict of a line rests on.
    pub enum Basis {
        /// The qualification states the figure.
        Qualification = "curricula-basis-qualification" { evidence: Option<Evidence> },
        /// The record of the curriculum does.
        Curriculum = "curricula-basis-curriculum",
        /// The first and the last day of the training.
        Dates = "curricula-basis-dates",
        /// Hours of theory and of practice, added.
        Sum = "curricula-basis-sum",
        /// Typical of the country's programs: nothing about the person.
        Typical = "curricula-basis-typical" { confidence: Confidence },
        /// The hours of the courses, general education left out.
        Courses = "curricula-basis-courses",
        /// The hours of those courses that state some, general education left out.
        SomeCourses = "curricula-basis-some-courses",
        /// A course of the subject.
        Course = "curricula-basis-course",
        /// A course of the subject, whose hours are not known.
        CourseWithoutHours = "curricula-basis-course-without-hours",
        /// None of the courses is of the subject.
        NoCourse = "curricula-basis-no-course",
        /// None of the courses has the subject's name; some courses could not be placed.
        PerhapsUnplaced = "curricula-basis-perhaps-unplaced",
        /// No courses are recorded.
        NoCourses = "curricula-basis-no-courses",
        /// The figure is not recorded.
        NotRecorded = "curricula-basis-not-recorded",
    }
}

impl Basis {
    /// Whether it is typical of programs, which says nothing about the person.
    pub fn is_typical(&self) -> bool {
        matches!(self, Self::Typical { .. })
    }
}

impl From<Origin> for Basis {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Qualification(evidence) => Self::Qualification { evidence },
            Origin::Curriculum => Self::Curriculum,
            Origin::Dates => Self::Dates,
            Origin::Sum => Self::Sum,
            Origin::Typical(citation) => Self::Typical { confidence: citation.confidence },
        }
    }
}

/// The kind of basis by its code, for a text that speaks of it among other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasisKind(pub(super) &'static str);

impl Argument for BasisKind {
    fn argument(&self) -> Arg {
        Arg::Word(self.0)
    }
}

impl Argument for Requirement {
    fn argument(&self) -> Arg {
        Arg::Text(self.name().to_owned())
    }
}

reasons! {
    /// Why a comparison comes to what it does, what it saw on the way, and what would close a gap.
    pub enum CurriculumReason {
        /// The training is for another occupation.
        OtherOccupation = "curricula-other-occupation" { held: Isco08, asked: Isco08 },
        /// The occupation trained for is not known.
        OccupationUnknown = "curricula-occupation-unknown",
        /// The destination has registered the worker.
        Registered = "curricula-registered" { country: Country },
        /// A diploma of the destination itself.
        OwnDiploma = "curricula-own-diploma",
        /// A diploma of one state of the European area in another.
        RecognizedInEurope = "curricula-recognized-in-europe",
        /// The diploma is from before the State joined the area: acquired rights ask practice of its holder.
        BeforeAccession = "curricula-before-accession" { country: Country, joined: Day },
        /// A diploma of a State that joined the area later, and nobody knows whether the training began before or after.
        AccessionOpen = "curricula-accession-open" { country: Country, joined: Day },
        /// The destination decides by examination.
        ByExamination = "curricula-by-examination",
        /// The destination decides by academic level.
        ByAcademicLevel = "curricula-by-academic-level",
        /// No minimum was retrieved.
        NoRule = "curricula-no-rule",
        /// The rule sets no number and no list.
        NothingFixed = "curricula-nothing-fixed",
        /// Every requirement is met.
        AllMet = "curricula-all-met",
        /// Nothing known is short, something is not known.
        NothingKnownShort = "curricula-nothing-known-short" { unknown: usize },
        /// Something is short or missing.
        ShortOrMissing = "curricula-short-or-missing" { gaps: usize, unknown: usize },
        /// Fields of training that the rule asks for are missing, where hours open and close nothing.
        FieldsMissing = "curricula-fields-missing" { gaps: usize, unknown: usize },
        /// The rule that the training is compared with.
        ComparedWith = "curricula-compared-with" { authority: &'static str, qualification: &'static str },
        /// The parts of the training exceed its total, so that its hours are not known.
        Contradicted = "curricula-contradicted",
        /// A figure that is known, and where it comes from.
        Figure = "curricula-figure" {
            requirement: Requirement, have: Decimal, need: Decimal, basis: BasisKind,
            evidence: Option<Evidence>, confidence: Option<Confidence>,
        },
        /// A figure that is not known.
        FigureUnknown = "curricula-figure-unknown" { requirement: Requirement, need: Decimal },
        /// A subject of which no course is recorded.
        SubjectMissing = "curricula-subject-missing" { requirement: Requirement },
        /// Subjects of which it is not known whether they were taught.
        SubjectsUnknown = "curricula-subjects-unknown" { count: usize },
        /// A gap: a figure that is short.
        GapFigure = "curricula-gap-figure" { requirement: Requirement, short: Decimal, need: Decimal },
        /// A gap: subjects that are missing.
        GapSubjects = "curricula-gap-subjects" { subjects: Vec<&'static str> },
        /// A step: make up a figure.
        StepFigure = "curricula-step-figure" { requirement: Requirement, short: Decimal },
        /// A step: have the schooling before the training judged.
        StepSchooling = "curricula-step-schooling",
        /// A step: make up subjects.
        StepSubjects = "curricula-step-subjects",
        /// In a matrix: a figure that is short.
        CellShort = "curricula-cell-short" { requirement: Requirement, short: Decimal },
        /// In a matrix: a subject that is missing.
        CellMissing = "curricula-cell-missing" { requirement: Requirement },
        /// What a hundred hours more of a subject would open and close.
        Addition = "curricula-addition" {
            name: &'static str, subject: &'static str, opens: Option<Vec<Country>>, would_open: Option<Vec<Country>>, openings: u64,
            graduates: u64, closes: usize,
        },
    }
}

reasons! {
    /// What a reader of a comparison must know.
    pub enum CurriculumNote {
        /// What the rule of credits says, where credits were not converted.
        Credits = "curricula-note-credits" { note: &'static str },
        /// The note of the rule's row.
        OfTheRule = "curricula-note-rule" { note: &'static str },
        /// Hours of general education, which are not counted.
        GeneralEducation = "curricula-note-general-education" { hours: Decimal },
        /// Hours of internship, which are counted as practice.
        Internship = "curricula-note-internship" { hours: Decimal },
        /// The rule takes less than it asks, under a condition of its row.
        LessOnCondition = "curricula-note-less-on-condition" { requirement: Requirement, least: Decimal },
        /// The parts of the training add up to more than its total.
        PartsExceedTotal = "curricula-note-parts-exceed-total" { parts: i64, total: i64 },
    }
}
