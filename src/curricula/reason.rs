//! Why a comparison came out as it did: what a line rests on, the reason of the whole, and notes for the reader.

use super::compare::{Line, Requirement, TrainingComparison, Verdict};
use super::facts::Origin;
use crate::model::{Decimal, Isco08};
use serde::{Serialize, Serializer};
use std::fmt;

/// What the verdict of a line rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A figure of the whole training, or of typical programs.
    Figure(Origin),
    /// The hours of the courses, general education left out.
    Courses,
    /// The hours of those courses that state some, general education left out.
    SomeCourses,
    /// A course of the subject.
    Course,
    /// A course of the subject, whose hours are not known.
    CourseWithoutHours,
    /// None of the courses is of the subject.
    NoCourse,
    /// None of the courses has the subject's name; some courses could not be placed.
    PerhapsUnplaced,
    /// No courses are recorded.
    NoCourses,
    /// The figure is not recorded.
    NotRecorded,
}

impl Basis {
    /// Whether it is a figure typical of programs, which says nothing about the person.
    pub fn is_typical(self) -> bool {
        matches!(self, Self::Figure(origin) if origin.is_typical())
    }

    /// The basis as a stable word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Figure(Origin::Qualification(_)) => "qualification",
            Self::Figure(Origin::Curriculum) => "curriculum",
            Self::Figure(Origin::Sum) => "sum",
            Self::Figure(Origin::Typical(_)) => "typical",
            Self::Courses => "courses",
            Self::SomeCourses => "some-courses",
            Self::Course => "course",
            Self::CourseWithoutHours => "course-without-hours",
            Self::NoCourse => "no-course",
            Self::PerhapsUnplaced => "perhaps-unplaced",
            Self::NoCourses => "no-courses",
            Self::NotRecorded => "not-recorded",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Figure(Origin::Qualification(Some(evidence))) => {
                return write!(f, "by the qualification ({evidence})");
            }
            Self::Figure(Origin::Typical(citation)) => {
                return write!(f, "typical of the program ({} confidence)", citation.confidence);
            }
            Self::Figure(Origin::Qualification(None)) => "by the qualification (evidence not stated)",
            Self::Figure(Origin::Curriculum) => "by the curriculum",
            Self::Figure(Origin::Sum) => "the sum of theory and practice",
            Self::Courses => "by the courses, general education left out",
            Self::SomeCourses => "by the courses, not all of which state hours, general education left out",
            Self::Course => "by the courses",
            Self::CourseWithoutHours => "a course of it is listed, its hours are not known",
            Self::NoCourse => "none of the courses is of it",
            Self::PerhapsUnplaced => "none of the courses has its name; some courses could not be placed",
            Self::NoCourses => "no courses are recorded",
            Self::NotRecorded => "not recorded",
        };
        f.write_str(text)
    }
}

impl Line {
    /// What the verdict rests on, in words.
    pub fn because(&self) -> String {
        if self.contradicted {
            format!("{}; its parts exceed the total", self.basis)
        } else {
            self.basis.to_string()
        }
    }
}

/// Why a comparison comes to what it does, or what it saw on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The training is for another occupation.
    ForOtherOccupation {
        /// The occupation trained for.
        held: Isco08,
        /// The occupation asked.
        asked: Isco08,
    },
    /// The occupation trained for is not known.
    OccupationUnknown,
    /// A diploma of the destination itself.
    OwnDiploma,
    /// A diploma of one state of the European area in another.
    RecognizedInEurope,
    /// The destination decides by examination.
    ByExamination,
    /// The destination decides by academic level.
    ByAcademicLevel,
    /// No minimum was retrieved.
    NoRule,
    /// The rule sets no number and no list.
    NothingFixed,
    /// Every requirement is met.
    EveryRequirementMet,
    /// Nothing known is short, something is not known.
    NothingKnownShort {
        /// How many requirements are not known.
        unknown: usize,
    },
    /// Something is short or missing.
    ShortOrMissing {
        /// How many requirements are.
        gaps: usize,
        /// How many are not known.
        unknown: usize,
    },
    /// The rule that the training is compared with.
    ComparedWith {
        /// The law or standard.
        authority: &'static str,
        /// The qualification that it describes.
        qualification: &'static str,
    },
    /// A figure that is known.
    Figure {
        /// What is asked.
        requirement: Requirement,
        /// What is there.
        have: Decimal,
        /// How much is asked.
        need: Decimal,
        /// Where the figure comes from.
        basis: Basis,
    },
    /// A figure that is not known.
    FigureUnknown {
        /// What is asked.
        requirement: Requirement,
        /// How much is asked.
        need: Decimal,
    },
    /// A subject of which no course is recorded.
    SubjectMissing {
        /// The subject.
        requirement: Requirement,
    },
    /// Subjects of which it is not known whether they were taught.
    SubjectsUnknown {
        /// How many.
        count: usize,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForOtherOccupation { held, asked } => {
                write!(f, "the training is for occupation {held}, asked {asked}")
            }
            Self::OccupationUnknown => f.write_str("the occupation of the training is not known"),
            Self::OwnDiploma => f.write_str("a diploma of the destination itself needs no recognition"),
            Self::RecognizedInEurope => f.write_str(
                "a diploma of the EU, the EEA or Switzerland is recognized without comparing, if annex V lists it or its \
                 holder has acquired rights (Directive 2005/36/EC, article 21)",
            ),
            Self::ByExamination => {
                f.write_str("the destination decides by examination: hours open and close nothing")
            }
            Self::ByAcademicLevel => {
                f.write_str("the destination decides by academic level: hours open and close nothing")
            }
            Self::NoRule => {
                f.write_str("no minimum of the destination was retrieved for the occupation and day")
            }
            Self::NothingFixed => f.write_str("the destination compares content and sets no number or list"),
            Self::EveryRequirementMet => f.write_str("every requirement is met"),
            Self::NothingKnownShort { unknown } => {
                write!(f, "nothing known is short; {unknown} requirements are not known")
            }
            Self::ShortOrMissing { gaps: 1, unknown } => {
                write!(f, "one requirement is short or missing, {unknown} are not known")
            }
            Self::ShortOrMissing { gaps, unknown } => {
                write!(f, "{gaps} requirements are short or missing, {unknown} are not known")
            }
            Self::ComparedWith { authority, qualification } => {
                write!(f, "compared with: {authority} ({qualification})")
            }
            Self::Figure { requirement, have, need, basis } => {
                write!(f, "{}: {have} {basis}, asked {need}", requirement.name())
            }
            Self::FigureUnknown { requirement, need } => {
                write!(f, "{}: not known, asked {need}", requirement.name())
            }
            Self::SubjectMissing { requirement } => {
                write!(f, "{}: none of the courses is of it", requirement.name())
            }
            Self::SubjectsUnknown { count } => {
                write!(f, "of {count} subjects of the rule it is not known whether they were taught")
            }
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a reader of a comparison must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// What the rule of credits says, where credits were not converted.
    Credits(&'static str),
    /// The note of the rule's row.
    OfTheRule(&'static str),
    /// Hours of general education, which are not counted.
    GeneralEducation {
        /// The hours.
        hours: Decimal,
    },
    /// Hours of internship, which are counted as practice.
    Internship {
        /// The hours.
        hours: Decimal,
    },
    /// The parts of the training add up to more than its total.
    PartsExceedTotal {
        /// The hours of the parts.
        parts: i64,
        /// The total stated.
        total: i64,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credits(note) => f.write_str(note),
            Self::OfTheRule(note) => write!(f, "note of the rule: {note}"),
            Self::GeneralEducation { hours } => {
                write!(f, "{hours} hours of general education are not counted")
            }
            Self::Internship { hours } => write!(
                f,
                "{hours} hours of internship are counted as clinical practice; whether they belong to the training is for the authority to say"
            ),
            Self::PartsExceedTotal { parts, total } => write!(
                f,
                "the parts add up to {parts} hours, the total stated is {total}: both are kept, the hours are not known until one is mended"
            ),
        }
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl TrainingComparison {
    /// The reasons that an explanation of a match gives: the rule, what it asks for, what is there.
    pub fn reasons(&self) -> Vec<Reason> {
        let mut all = Vec::new();
        if let Some(rule) = self.rule {
            let (authority, qualification) = (&*rule.authority, &*rule.qualification);
            all.push(Reason::ComparedWith { authority, qualification });
        }
        // What is short or not known is named below, figure by figure.
        let counted = matches!(
            self.because,
            Reason::EveryRequirementMet | Reason::NothingKnownShort { .. } | Reason::ShortOrMissing { .. }
        );
        if !counted {
            all.push(self.because);
        }
        let figures = self.lines.iter().filter(|line| line.requirement.is_figure());
        all.extend(figures.filter_map(|line| {
            let (requirement, need) = (line.requirement, line.need?);
            Some(match line.have {
                Some(have) => Reason::Figure { requirement, have, need, basis: line.basis },
                None => Reason::FigureUnknown { requirement, need },
            })
        }));
        let subjects = || self.lines.iter().filter(|line| line.requirement.subject().is_some());
        let missing = subjects().filter(|line| line.verdict == Verdict::Missing);
        all.extend(missing.map(|line| Reason::SubjectMissing { requirement: line.requirement }));
        let count = subjects().filter(|line| line.verdict == Verdict::Unknown).count();
        if count > 0 {
            all.push(Reason::SubjectsUnknown { count });
        }
        all
    }

    /// The fields that would say more.
    pub fn unknown_fields(&self) -> Vec<&'static str> {
        let mut fields = Vec::new();
        if self.because == Reason::OccupationUnknown {
            fields.push("qualification.occupation");
        }
        let unknown = || self.lines.iter().filter(|line| line.verdict == Verdict::Unknown);
        fields
            .extend(unknown().filter(|line| line.requirement.is_figure()).map(|line| line.requirement.id()));
        if unknown().any(|line| line.basis == Basis::NoCourses) {
            fields.push("curriculum_subject");
        }
        fields
    }
}
