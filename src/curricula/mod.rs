//! What a training holds against the minimum of a destination: years, hours in all, theory, practice.
//!
//! Fractions of the table are parts of the *minimum* duration, so more hours never widen a gap.
//! Destinations that judge by examination or academic level have a level of their own: enough hours
//! there are no pass. Years and hours are all needed, not one of them.

pub mod courses;
pub mod detail;
mod facts;

use crate::credentials::{BridgingStep, Gap};
use crate::model::{Country, Day, Decimal, Isco08, Subdivision, words};
use crate::reference::Citation;
use crate::reference::minimum_training::{self, Comparison, MinimumTraining, Place};
use serde::Serialize;

pub use facts::{CurriculumFacts, Known, Origin};

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
        /// More than a tenth of a part is missing: 1,200 hours of theory for 1,534.
        Short = "short",
        /// The destination judges by examination or academic level: hours do not decide.
        ComparedOtherwise = "compared-otherwise",
        /// The destination compares content and sets no number.
        NoFixedMinimum = "no-fixed-minimum",
        /// A tenth or less of a part is missing: 1,385 hours of theory for 1,534.
        NearlyMeets = "nearly-meets",
        /// Every part is met, by the typical figures of the program rather than the worker's own.
        MeetsTypically = "meets-typically",
        /// Every part is met by the worker's own figures or the curriculum's.
        Meets = "meets",
    }
}

impl CurriculumLevel {
    /// Whether the level says that something is not known.
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown | Self::PartlyKnown)
    }
}

/// One part of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurriculumPart {
    /// `years`, `total_hours`, `theory_hours` or `clinical_hours`.
    pub part: &'static str,
    /// What the training has; `None` not known.
    pub have: Option<Decimal>,
    /// Where that figure comes from.
    pub origin: Option<Origin>,
    /// What is asked; `None` nothing is.
    pub need: Option<Decimal>,
    /// What is missing: 0 when met, `None` when not known or not asked.
    pub missing: Option<Decimal>,
}

/// An answer, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurriculumAnswer {
    /// The level.
    pub level: CurriculumLevel,
    /// The four parts.
    pub parts: Vec<CurriculumPart>,
    /// The reasons as sentences.
    pub evidence: Vec<String>,
    /// Fields that would say more.
    pub missing: Vec<&'static str>,
    /// What is missing, part by part.
    pub gaps: Vec<Gap>,
    /// The rows that decided, sorted.
    pub sources: Vec<&'static Citation>,
}

/// Compares a training with the minimum in force on `as_of` for an occupation.
pub fn compare(
    facts: &CurriculumFacts,
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    as_of: Day,
) -> CurriculumAnswer {
    let minimum = minimum_training::in_force(&Place::of(destination, region, as_of), occupation, as_of);
    let parts = minimum.map(|minimum| parts(facts, minimum)).unwrap_or_default();
    let comparison = minimum_training::comparison(destination);
    let mut answer = CurriculumAnswer {
        level: level(facts, minimum, &parts, comparison, occupation),
        evidence: Vec::new(),
        missing: Vec::new(),
        gaps: Vec::new(),
        sources: minimum.iter().map(|minimum| &minimum.citation).collect(),
        parts,
    };
    answer.explain(facts, minimum, comparison, occupation);
    answer
}

fn level(
    facts: &CurriculumFacts,
    minimum: Option<&MinimumTraining>,
    parts: &[CurriculumPart],
    comparison: Comparison,
    occupation: Isco08,
) -> CurriculumLevel {
    let Some(held) = facts.occupation else { return CurriculumLevel::Unknown };
    if !serves(held, occupation) {
        let assistant = is_assistant_to(held, occupation);
        return if assistant { CurriculumLevel::AssistantLevel } else { CurriculumLevel::OtherOccupation };
    }
    let Some(minimum) = minimum else { return CurriculumLevel::Unknown };
    if comparison != Comparison::Content {
        return CurriculumLevel::ComparedOtherwise;
    }
    if !minimum.has_numbers() {
        return CurriculumLevel::NoFixedMinimum;
    }
    let asked: Vec<&CurriculumPart> = parts.iter().filter(|part| part.need.is_some()).collect();
    let known = asked.iter().filter(|part| part.have.is_some()).count();
    if known == 0 {
        return CurriculumLevel::Unknown;
    }
    if known < asked.len() {
        return CurriculumLevel::PartlyKnown;
    }
    let typical = asked.iter().any(|part| matches!(part.origin, Some(Origin::Typical(_))));
    let worst = asked.iter().map(|part| part.short_by()).max().unwrap_or_default();
    match worst {
        0 if typical => CurriculumLevel::MeetsTypically,
        0 => CurriculumLevel::Meets,
        1..=100 => CurriculumLevel::NearlyMeets,
        101..=250 => CurriculumLevel::Short,
        _ => CurriculumLevel::FarShort,
    }
}

/// Whether a training for one occupation is one for another: the same unit group, or a specialist
/// doctor as a doctor.
fn serves(held: Isco08, asked: Isco08) -> bool {
    held == asked || (held.code() == 2212 && asked.code() == 2211)
}

/// Whether an occupation is the assistant level of another: associate professionals (ISCO-08 major
/// group 3) and personal care workers (5) of the same field.
fn is_assistant_to(held: Isco08, asked: Isco08) -> bool {
    match asked.code() {
        2221 | 2222 => matches!(held.code(), 3221 | 3222 | 5321 | 5322 | 5329),
        3221 | 3222 => matches!(held.code(), 5321 | 5322 | 5329),
        2211 | 2212 => held.code() == 2240,
        2261 => held.code() == 3251,
        2262 => held.code() == 3213,
        2264 => held.code() == 3255,
        _ => false,
    }
}

fn parts(facts: &CurriculumFacts, minimum: &MinimumTraining) -> Vec<CurriculumPart> {
    let part = |name, have: Option<Known>, need: Option<Decimal>| {
        let missing = need.zip(have.map(|known| known.value)).and_then(|(need, have)| difference(need, have));
        CurriculumPart {
            part: name,
            have: have.map(|h| h.value),
            origin: have.map(|h| h.origin),
            need,
            missing,
        }
    };
    let hours = |hours: Option<i64>| hours.map(Decimal::from_integer);
    vec![
        part("years", facts.years, minimum.years),
        part("total_hours", facts.total(), hours(minimum.total_hours)),
        part("theory_hours", facts.theory_hours, hours(minimum.theory_hours)),
        part("clinical_hours", facts.clinical_hours, hours(minimum.clinical_hours)),
    ]
}

/// What `need` has over `have`, not below 0, to a hundredth.
fn difference(need: Decimal, have: Decimal) -> Option<Decimal> {
    // A figure too large to count is enough.
    let have = have.scaled(2).unwrap_or(if have.is_negative() { 0 } else { i64::MAX });
    let missing = need.scaled(2)?.saturating_sub(have.max(0)).max(0);
    format!("{}.{:02}", missing / 100, missing % 100).parse().ok()
}

impl CurriculumPart {
    /// The share missing in thousandths, rounded up: 0 only when met.
    fn short_by(&self) -> i64 {
        let (Some(missing), Some(need)) = (self.missing, self.need) else { return 0 };
        match (missing.scaled(2), need.scaled(2)) {
            (Some(missing), Some(need)) if need > 0 => {
                missing.saturating_mul(1000).saturating_add(need - 1) / need
            }
            _ => 0,
        }
    }
}

impl CurriculumAnswer {
    fn explain(
        &mut self,
        facts: &CurriculumFacts,
        minimum: Option<&MinimumTraining>,
        comparison: Comparison,
        occupation: Isco08,
    ) {
        match facts.occupation {
            None => self.missing.push("qualification.occupation"),
            Some(held) if !serves(held, occupation) => {
                self.evidence.push(format!("the training is for occupation {held}, asked {occupation}"));
            }
            Some(_) => {}
        }
        let Some(minimum) = minimum else {
            self.evidence.push("no minimum of the destination was retrieved for the day".to_owned());
            return;
        };
        self.evidence.push(format!("compared with: {} ({})", minimum.authority, minimum.qualification));
        match comparison {
            Comparison::Content => {}
            Comparison::AcademicLevel => {
                self.evidence
                    .push("the destination judges by academic level; hours do not decide".to_owned());
            }
            Comparison::Examination => {
                self.evidence.push("the destination judges by examination; hours do not decide".to_owned());
            }
        }
        for part in &self.parts {
            let Some(need) = part.need else { continue };
            let name = part.part.replace('_', " ");
            if let (Some(have), Some(origin)) = (part.have, part.origin) {
                self.evidence.push(format!("{name}: {have} {}, asked {need}", origin.words()));
                if let Origin::Typical(citation) = origin {
                    self.sources.push(citation);
                }
            } else {
                self.evidence.push(format!("{name}: not known, asked {need}"));
                self.missing.push(part.part);
            }
            let short = part.missing.filter(|_| part.short_by() > 0);
            if let Some(missing) = short.filter(|_| comparison == Comparison::Content) {
                let action =
                    format!("make up {missing} {name}, or have practice counted, as the authority decides");
                self.gaps.push(Gap {
                    what: "curriculum",
                    missing: format!("{name}: {missing} of {need} missing"),
                    step: Some(BridgingStep::cited(action, &minimum.citation)),
                });
            }
        }
        self.sources.sort();
        self.sources.dedup();
    }
}

#[cfg(test)]
mod tests;
