//! Two sittings of one test that count together, where the regulator lets them.
//!
//! The table says within how many months the two may lie and how low a result in either may be. A
//! sitting counts only with a result in every skill. Each result is wanted in one of the two, judged by
//! the rule of that sitting's own day where the window of a rule counts by the day of the test.
//!
//! Where the row is silent on the months or on the floor, two sittings that would do together are
//! *not known*, never a pass. An overall result that neither sitting reaches is not known either: no row
//! says how it is worked out from two.

use super::Requirement;
use super::minimums::{self, Outcome, Point, Shortfall};
use super::shown::mark;
use crate::model::{LanguageCertificate, words};
use crate::reference::cefr::Scale;
use crate::reference::regulators::{LanguageRule, Minimum, ScorePart};

/// A sitting, with the rule that its day is judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sitting<'a> {
    pub certificate: &'a LanguageCertificate,
    pub rule: Requirement,
}

words! {
    /// What makes it unknown whether two sittings count together.
    Obstacle, "an obstacle to combining two sittings" {
        /// Whether two sittings count together was not retrieved.
        Months = "months",
        /// The lowest result allowed in either was not retrieved.
        Floor = "floor",
        /// How an overall result is worked out from two sittings is in no row.
        Overall = "overall",
    }
}

/// What two sittings come to.
#[derive(Debug)]
pub(super) enum Together<'a> {
    /// They are not combined: one sitting only, too far apart, a result below the floor.
    Not,
    /// Fields of a certificate would have to be known.
    Missing(Vec<&'static str>),
    /// They would do, and this is not known.
    Unknown(Obstacle),
    /// They do.
    Met,
    /// They count together and these results are still short.
    Short(Vec<Shortfall<'a>>),
}

/// Two sittings of one test, the earlier one first.
pub(super) fn together<'a>(earlier: Sitting<'a>, later: Sitting<'a>, scale: &Scale) -> Together<'a> {
    let months = later.rule.combine_sittings_months;
    if months == Some(0) || earlier.rule.combine_sittings_months == Some(0) || !by_skill(later.rule) {
        return Together::Not;
    }
    let (Some(first), Some(second)) = (earlier.certificate.taken_on, later.certificate.taken_on) else {
        return Together::Not;
    };
    // Dates that may be the same day may be the same sitting.
    if second.earliest() <= first.latest() {
        return Together::Not;
    }
    let mut missing = Vec::new();
    if let Some(months) = months.map(i32::from) {
        if first.latest().add_months(months) < second.earliest() {
            return Together::Not;
        }
        if first.earliest().add_months(months) < second.latest() {
            missing.push("taken_on");
        }
    }
    let mut floor_known = true;
    for sitting in [earlier, later] {
        for skill in minimums::skills(scale) {
            if mark(sitting.certificate, scale, Some(skill)).is_none() {
                missing.push(skill.as_str());
            }
        }
        floor_known &= !sitting.rule.combine_floor.is_empty();
        let floor = minimums::of_minimums(sitting.certificate, scale, &sitting.rule.combine_floor);
        let floor = minimums::reduce(&floor);
        if !floor.short.is_empty() {
            return Together::Not;
        }
        missing.extend(floor.missing);
        floor_known &= !floor.rule_unknown;
    }
    let best = either(
        &minimums::outcomes(earlier.certificate, scale, earlier.rule),
        &minimums::outcomes(later.certificate, scale, later.rule),
    );
    let only_overall = best
        .iter()
        .filter(|outcome| outcome.met != Some(true))
        .all(|outcome| outcome.point == Point::Overall);
    let check = minimums::reduce(&best);
    missing.extend(&check.missing);
    if !check.short.is_empty() {
        if !missing.is_empty() || !floor_known || months.is_none() {
            return Together::Not;
        }
        return if only_overall {
            Together::Unknown(Obstacle::Overall)
        } else {
            Together::Short(check.short)
        };
    }
    if !missing.is_empty() {
        missing.sort_unstable();
        missing.dedup();
        return Together::Missing(missing);
    }
    match months {
        _ if check.rule_unknown => Together::Not,
        None => Together::Unknown(Obstacle::Months),
        Some(_) if !floor_known => Together::Unknown(Obstacle::Floor),
        Some(_) => Together::Met,
    }
}

/// Whether a rule asks for results by skill: a level or a sum is of one sitting.
fn by_skill(rule: &LanguageRule) -> bool {
    let skill = |part: &ScorePart| {
        matches!(
            part,
            ScorePart::Listening
                | ScorePart::Reading
                | ScorePart::Writing
                | ScorePart::Speaking
                | ScorePart::Each
                | ScorePart::AtLeastThree
        )
    };
    rule.minimums.iter().any(|(part, _)| skill(part))
        && rule.minimums.iter().all(|(part, _)| skill(part) || *part == ScorePart::Overall)
}

/// Each result in the better of two sittings. What only one of them is asked for, that one must show.
fn either<'a>(first: &[Outcome<'a>], second: &[Outcome<'a>]) -> Vec<Outcome<'a>> {
    let same = |a: &Outcome<'a>, b: &Outcome<'a>| a.point == b.point;
    let both = second.iter().map(|outcome| {
        // A skill may be asked twice (`each` and by name), so all minimums of the point must be met.
        let other: Vec<_> = first.iter().filter(|other| same(other, outcome)).collect();
        let other_met = if other.iter().any(|other| other.met == Some(false)) || other.is_empty() {
            Some(false)
        } else {
            other.iter().try_fold(true, |all, other| Some(all && other.met?))
        };
        let asked = if *outcome.asked == Minimum::Unknown {
            other.iter().map(|other| other.asked).find(|_| other_met == Some(true)).unwrap_or(outcome.asked)
        } else {
            outcome.asked
        };
        let met = match (outcome.met, other_met) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        Outcome { asked, met, ..*outcome }
    });
    let alone = first.iter().filter(|outcome| !second.iter().any(|other| same(other, outcome)));
    both.chain(alone.copied()).collect()
}
