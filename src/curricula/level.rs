//! The level that a match scores: the comparison as one word, worst first.

use super::compare::{Line, Overall, TrainingComparison, Verdict};
use super::reason::CurriculumReason;
use crate::credentials::{BridgingStep, Gap, GapKind};
use crate::message::Reason;
use crate::model::words;

words! {
    /// How a training stands to a destination's minimum, worst first.
    CurriculumLevel, "a curriculum level of a match" {
        /// Nothing is known of the training, or no minimum of the destination was retrieved.
        Unknown = "unknown",
        /// A training for another occupation: a pharmacist for a nurse's post.
        OtherOccupation = "other-occupation",
        /// A training for an assistant level of the occupation: a second-level nurse for a nurse's post.
        AssistantLevel = "assistant-level",
        /// Some of what is asked is known, some is not: four years, hours not stated.
        PartlyKnown = "partly-known",
        /// More than a quarter of a part is missing: 3,000 hours for 4,600.
        FarShort = "far-short",
        /// More than a tenth of a part is missing, or a subject: 1,200 hours of theory for 1,534.
        Short = "short",
        /// The destination judges by examination or academic level: hours do not decide.
        ComparedOtherwise = "compared-otherwise",
        /// The destination compares content and sets no number.
        NoFixedMinimum = "no-fixed-minimum",
        /// A tenth or less of a part is missing: 1,385 hours of theory for 1,534.
        NearlyMeets = "nearly-meets",
        /// Every figure is met, by the typical figures of the program rather than the worker's own.
        MeetsTypically = "meets-typically",
        /// A diploma of one state of the European area in another: recognized without comparing, if annex V of the
        /// directive lists it.
        RecognizedInEurope = "recognized-in-europe",
        /// Every figure is met by the worker's own figures or the curriculum's, and no subject is missing.
        Meets = "meets",
        /// A diploma of the destination itself.
        OwnDiploma = "own-diploma",
    }
}

/// The level of a comparison. Years and hours are all needed, not one of them, and each as a part of the minimum: more
/// of one never makes up for another. A subject that is missing is never a pass.
pub(super) fn level(comparison: &TrainingComparison) -> CurriculumLevel {
    match (comparison.overall, &comparison.because) {
        (Overall::OtherOccupation, _) => CurriculumLevel::OtherOccupation,
        (Overall::AssistantLevel, _) => CurriculumLevel::AssistantLevel,
        (_, CurriculumReason::OwnDiploma) => CurriculumLevel::OwnDiploma,
        (_, CurriculumReason::RecognizedInEurope) => CurriculumLevel::RecognizedInEurope,
        (_, CurriculumReason::OccupationUnknown | CurriculumReason::NoRule) => CurriculumLevel::Unknown,
        (_, CurriculumReason::ByExamination | CurriculumReason::ByAcademicLevel) => {
            CurriculumLevel::ComparedOtherwise
        }
        _ => by_lines(&comparison.lines),
    }
}

fn by_lines(lines: &[Line]) -> CurriculumLevel {
    let lacks_subject = lines.iter().any(|line| line.verdict == Verdict::Missing);
    let by_figures = by_figures(lines);
    if lacks_subject { by_figures.min(CurriculumLevel::Short) } else { by_figures }
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
        for line in self.lines.iter().filter(|line| line.requirement.is_figure()) {
            let (Some(short), Some(need)) = (line.short_by, line.need) else { continue };
            let requirement = line.requirement;
            let missing = CurriculumReason::GapFigure { requirement, short, need };
            gaps.push(gap(&missing, Some(CurriculumReason::StepFigure { requirement, short })));
        }
        let missing = self.lines.iter().filter(|line| line.verdict == Verdict::Missing);
        let subjects: Vec<&'static str> = missing.map(|line| line.requirement.name()).collect();
        if !subjects.is_empty() {
            gaps.push(gap(&CurriculumReason::GapSubjects { subjects }, Some(CurriculumReason::StepSubjects)));
        }
        gaps
    }
}
