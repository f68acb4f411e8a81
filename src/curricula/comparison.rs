//! A comparison as it is told: line by line, with the level that a match scores, the reasons, and the gaps with what closes
//! them.

#![expect(clippy::ref_option_ref, reason = "serde passes the rule of a comparison by reference")]

use super::courses::Harmonized;
use super::level::CurriculumLevel;
use super::reason::{Basis, BasisKind, CurriculumNote, CurriculumReason};
use super::requirement::{Overall, Requirement, Verdict};
use crate::credentials::{BridgingStep, Gap, GapKind};
use crate::message::{Message, Reason};
use crate::model::{Country, Day, Decimal, Isco08};
use crate::reference::Citation;
use crate::reference::minimum_training::MinimumTraining;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// One requirement, and how the training stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is asked.
    pub requirement: Requirement,
    /// How much is asked, in years or hours; `None` for a subject without hours.
    pub need: Option<Decimal>,
    /// What is there.
    pub have: Option<Decimal>,
    /// How they stand.
    pub verdict: Verdict,
    /// By how much it is short.
    pub short_by: Option<Decimal>,
    /// What the verdict rests on.
    pub basis: Basis,
    /// Whether the parts of the training exceed its total, so that its hours are not known.
    pub contradicted: bool,
}

impl Line {
    /// What the verdict rests on, and what makes it doubtful.
    pub fn because(&self) -> Vec<Message> {
        let contradicted = self.contradicted.then(|| CurriculumReason::Contradicted.message());
        std::iter::once(self.basis.message()).chain(contradicted).collect()
    }

    /// Whether it is a subject of which no course is recorded.
    pub(super) fn is_missing_subject(&self) -> bool {
        self.verdict == Verdict::Missing && !self.requirement.is_figure()
    }

    /// The share missing in thousandths, rounded up: 0 only when nothing is short.
    pub(super) fn short_thousandths(&self) -> i64 {
        match (self.short_by.and_then(|short| short.scaled(2)), self.need.and_then(|need| need.scaled(2))) {
            (Some(short), Some(need)) if need > 0 => {
                short.saturating_mul(1000).saturating_add(need - 1) / need
            }
            _ => 0,
        }
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat {
            requirement: &'static str,
            subject: Option<&'static str>,
            need: Option<Decimal>,
            have: Option<Decimal>,
            verdict: Verdict,
            short_by: Option<Decimal>,
            basis: &'static str,
            because: String,
            contradicted: bool,
        }
        Flat {
            requirement: self.requirement.name(),
            subject: self.requirement.subject(),
            need: self.need,
            have: self.have,
            verdict: self.verdict,
            short_by: self.short_by,
            basis: self.basis.code(),
            // A line stays one flat object: `basis` is the code, and what is asked and there are its arguments.
            because: self.because().iter().map(|why| why.text.as_str()).collect::<Vec<_>>().join(" "),
            contradicted: self.contradicted,
        }
        .serialize(serializer)
    }
}

/// The comparison.
#[derive(Debug, Clone, Serialize)]
pub struct TrainingComparison {
    /// What it comes to.
    pub overall: Overall,
    /// Why.
    pub because: CurriculumReason,
    /// The level that a match scores.
    pub level: CurriculumLevel,
    /// The destination.
    pub destination: Country,
    /// The occupation.
    pub occupation: Isco08,
    /// The day by whose rule the training is judged.
    pub judged_by: Day,
    /// The rule, if one was retrieved and decides.
    #[serde(serialize_with = "title_of_rule")]
    pub rule: Option<&'static MinimumTraining>,
    /// Requirement by requirement.
    pub lines: Vec<Line>,
    /// The courses by subject.
    #[serde(serialize_with = "harmonized")]
    pub harmonized: Arc<Harmonized>,
    /// What a reader must know.
    pub notes: Vec<CurriculumNote>,
    /// The rows that decided, sorted.
    pub sources: Vec<&'static Citation>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn title_of_rule<S: Serializer>(
    rule: &Option<&'static MinimumTraining>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    rule.map(MinimumTraining::title).serialize(serializer)
}

fn harmonized<S: Serializer>(harmonized: &Arc<Harmonized>, serializer: S) -> Result<S::Ok, S::Error> {
    harmonized.as_ref().serialize(serializer)
}

/// The level of a comparison. Years and hours are all needed, not one of them, and each as a part of the minimum: more
/// of one never makes up for another. A subject that is missing is never a pass.
pub(super) fn level(comparison: &TrainingComparison) -> CurriculumLevel {
    match (comparison.overall, &comparison.because) {
        (Overall::OtherOccupation, _) => CurriculumLevel::OtherOccupation,
        (Overall::AssistantLevel, _) => CurriculumLevel::AssistantLevel,
        (_, CurriculumReason::OwnDiploma) => CurriculumLevel::OwnDiploma,
        (_, CurriculumReason::RecognizedInEurope) => CurriculumLevel::RecognizedInEurope,
        (
            _,
            CurriculumReason::OccupationUnknown
            | CurriculumReason::NoRule
            | CurriculumReason::AccessionOpen { .. }
            | CurriculumReason::BeforeAccession { .. },
        ) => CurriculumLevel::Unknown,
        (_, CurriculumReason::ByExamination | CurriculumReason::ByAcademicLevel) => {
            CurriculumLevel::ComparedOtherwise
        }
        (_, CurriculumReason::FieldsMissing { .. }) => CurriculumLevel::Short,
        _ => by_lines(&comparison.lines),
    }
}

fn by_lines(lines: &[Line]) -> CurriculumLevel {
    let lacks = lines.iter().any(|line| {
        line.verdict == Verdict::Missing || line.verdict == Verdict::Short && line.requirement.is_condition()
    });
    let by_figures = by_figures(lines);
    if lacks { by_figures.min(CurriculumLevel::Short) } else { by_figures }
}

fn by_figures(lines: &[Line]) -> CurriculumLevel {
    let (mut asked, mut known, mut typical, mut worst) = (0, 0, false, 0);
    for line in lines.iter().filter(|line| line.requirement.is_figure()) {
        asked += 1;
        known += i32::from(line.verdict != Verdict::Unknown);
        typical |= line.basis.is_typical();
        worst = worst.max(line.short_thousandths());
    }
    match worst {
        _ if asked == 0 => CurriculumLevel::NoFixedMinimum,
        _ if known == 0 => CurriculumLevel::Unknown,
        _ if known < asked => CurriculumLevel::PartlyKnown,
        0 if typical => CurriculumLevel::MeetsTypically,
        0 => CurriculumLevel::Meets,
        1..=100 => CurriculumLevel::NearlyMeets,
        101..=250 => CurriculumLevel::Short,
        _ => CurriculumLevel::FarShort,
    }
}

impl TrainingComparison {
    /// Whether hours and years open and close anything: not where the destination examines.
    pub fn hours_decide(&self) -> bool {
        !matches!(self.because, CurriculumReason::FieldsMissing { .. })
    }

    /// What is missing, figure by figure, with what closes it.
    pub fn gaps(&self) -> Vec<Gap> {
        let gap = |missing: &CurriculumReason, action: Option<CurriculumReason>| Gap {
            what: GapKind::Curriculum,
            missing: missing.message(),
            found: Vec::new(),
            step: action
                .zip(self.rule)
                .map(|(action, rule)| BridgingStep::cited(action.message(), &rule.citation)),
        };
        if matches!(self.overall, Overall::OtherOccupation | Overall::AssistantLevel) {
            return vec![gap(&self.because, None)];
        }
        // Where hours open and close nothing, none is a gap.
        if self.overall != Overall::Gaps {
            return Vec::new();
        }
        let mut gaps = Vec::new();
        for line in self.lines.iter().filter(|_| self.hours_decide()) {
            let (Some(short), Some(need)) = (line.short_by, line.need) else { continue };
            let requirement = line.requirement;
            let missing = CurriculumReason::GapFigure { requirement, short, need };
            let step = match requirement {
                Requirement::AdmissionYears => CurriculumReason::StepSchooling,
                _ => CurriculumReason::StepFigure { requirement, short },
            };
            gaps.push(gap(&missing, Some(step)));
        }
        let missing = self.lines.iter().filter(|line| line.verdict == Verdict::Missing);
        let subjects: Vec<&'static str> = missing.map(|line| line.requirement.name()).collect();
        if !subjects.is_empty() {
            gaps.push(gap(&CurriculumReason::GapSubjects { subjects }, Some(CurriculumReason::StepSubjects)));
        }
        gaps
    }
}

impl TrainingComparison {
    /// The reasons that an explanation of a match gives: the rule, what it asks for, what is there.
    pub fn reasons(&self) -> Vec<CurriculumReason> {
        let mut all = Vec::new();
        if let Some(rule) = self.rule {
            let (authority, qualification) = (&*rule.authority, &*rule.qualification);
            all.push(CurriculumReason::ComparedWith { authority, qualification });
        }
        // What is short or not known is named below, figure by figure.
        let counted = matches!(
            self.because,
            CurriculumReason::AllMet
                | CurriculumReason::NothingKnownShort { .. }
                | CurriculumReason::ShortOrMissing { .. }
        );
        if !counted {
            all.push(self.because.clone());
        }
        let figures = self.lines.iter().filter(|line| {
            line.requirement.is_figure() || line.requirement.is_condition() && line.have.is_some()
        });
        all.extend(figures.filter_map(|line| {
            let (requirement, need) = (line.requirement, line.need?);
            let Some(have) = line.have else {
                return Some(CurriculumReason::FigureUnknown { requirement, need });
            };
            let (evidence, confidence) = match line.basis {
                Basis::Qualification { evidence } => (evidence, None),
                Basis::Typical { confidence } => (None, Some(confidence)),
                _ => (None, None),
            };
            let basis = BasisKind(line.basis.code());
            Some(CurriculumReason::Figure { requirement, have, need, basis, evidence, confidence })
        }));
        let subjects = || self.lines.iter().filter(|line| line.requirement.subject().is_some());
        let missing = subjects().filter(|line| line.verdict == Verdict::Missing);
        all.extend(missing.map(|line| CurriculumReason::SubjectMissing { requirement: line.requirement }));
        let count = subjects().filter(|line| line.verdict == Verdict::Unknown).count();
        if count > 0 {
            all.push(CurriculumReason::SubjectsUnknown { count });
        }
        all
    }

    /// The fields that would say more.
    pub fn unknown_fields(&self) -> Vec<&'static str> {
        let mut fields = Vec::new();
        if self.because == CurriculumReason::OccupationUnknown {
            fields.push("qualification.occupation");
        }
        let unknown = || self.lines.iter().filter(|line| line.verdict == Verdict::Unknown);
        fields.extend(
            unknown().filter(|line| line.requirement.subject().is_none()).map(|line| line.requirement.id()),
        );
        if unknown().any(|line| line.basis == Basis::NoCourses) {
            fields.push("curriculum_subject");
        }
        fields
    }
}
