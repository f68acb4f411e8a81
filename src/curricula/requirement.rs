//! What a minimum asks of a training, and how a requirement and the whole may stand.

use crate::model::words;
use crate::reference::subjects::Subject;

words! {
    /// How one requirement is met.
    Verdict, "`met`, `typically-met`, `short`, `missing` or `unknown`" {
        /// By the figures of the curriculum or the person.
        Met = "met",
        /// By the typical program of the country, not by the person's own papers.
        TypicallyMet = "typically-met",
        /// Short by a number.
        Short = "short",
        /// A subject that is not there.
        Missing = "missing",
        /// Not known.
        Unknown = "unknown",
    }
}

words! {
    /// What the comparison comes to.
    Overall, "what a comparison of curricula comes to" {
        /// Recognized without comparing: a diploma of the destination, or of the EU, the EEA or Switzerland in another
        /// of them.
        Automatic = "automatic",
        /// Every requirement is met.
        SubstantiallyEquivalent = "substantially-equivalent",
        /// Something is short or missing.
        Gaps = "gaps",
        /// A training of the assistant level of the occupation: hours do not make it one of the profession.
        AssistantLevel = "assistant-level",
        /// A training for another occupation.
        OtherOccupation = "other-occupation",
        /// Hours do not decide here.
        NotComparable = "not-comparable",
        /// What is known does not suffice, or no rule was retrieved.
        Unknown = "unknown",
    }
}

/// What a rule asks of a training.
#[derive(Debug, Clone, Copy)]
pub enum Requirement {
    /// Years.
    Years,
    /// Hours in all.
    TotalHours,
    /// Hours of theory.
    TheoryHours,
    /// Hours of clinical practice.
    ClinicalHours,
    /// Years of school before admission.
    AdmissionYears,
    /// Births that the student conducted.
    BirthsAttended,
    /// Months of the traineeship.
    TraineeshipMonths,
    /// A subject.
    Subject(&'static Subject),
}

impl Requirement {
    /// The column that holds the figure, or the identifier of the subject.
    pub fn id(self) -> &'static str {
        match self {
            Self::Years => "years",
            Self::TotalHours => "total_hours",
            Self::TheoryHours => "theory_hours",
            Self::ClinicalHours => "clinical_hours",
            Self::AdmissionYears => "school_years",
            Self::BirthsAttended => "births_attended",
            Self::TraineeshipMonths => "traineeship_months",
            Self::Subject(subject) => &subject.id,
        }
    }

    /// The requirement in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Years => "years",
            Self::TotalHours => "total hours",
            Self::TheoryHours => "theory hours",
            Self::ClinicalHours => "clinical hours",
            Self::AdmissionYears => "years of school before admission",
            Self::BirthsAttended => "births attended",
            Self::TraineeshipMonths => "months of traineeship",
            Self::Subject(subject) => &subject.name,
        }
    }

    /// The identifier of the subject, for a subject.
    pub fn subject(self) -> Option<&'static str> {
        match self {
            Self::Subject(subject) => Some(&subject.id),
            _ => None,
        }
    }

    /// Whether it asks for hours.
    pub fn is_of_hours(self) -> bool {
        matches!(self, Self::TotalHours | Self::TheoryHours | Self::ClinicalHours)
    }

    /// Whether it is a number beside years and hours, which opens or closes recognition as a subject does.
    pub fn is_condition(self) -> bool {
        matches!(self, Self::AdmissionYears | Self::BirthsAttended | Self::TraineeshipMonths)
    }

    /// Whether it asks for a figure of the training itself: years or hours.
    pub fn is_figure(self) -> bool {
        self.is_of_hours() || matches!(self, Self::Years)
    }
}

impl PartialEq for Requirement {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Requirement {}
