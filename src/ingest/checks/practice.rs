//! Practice: periods of employment, and hours of a week wherever they stand.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Seen, col, fault};
use super::{Check, checks};
use crate::model::{Decimal, Kind};

const STARTED: Col = col!(Employment.started);
const ENDED: Col = col!(Employment.ended);
const HOURS: Col = col!(Employment.hours_per_week);

pub(super) static CHECKS: &[Check] = checks! { "practice":
    REC009 Reject "employment-dates-reversed", employment_dates_reversed, "schemas/employment.json, started and ended";
    REC066 Warn "employment-written-twice", employment_written_twice, "schemas/employment.json, natural key";
    REC067 Warn "employment-not-begun", employment_not_begun, "schemas/employment.json, started";
    REC068 Warn "employment-ends-in-the-future", employment_ends_in_the_future, "schemas/employment.json, ended";
    REC069 Reject "employment-in-childhood", employment_in_childhood, "ILO Minimum Age Convention, 1973 (No. 138), art. 2";
    REC070 Warn "employment-longer-than-a-working-life", longer_than_a_working_life, "schemas/employment.json, started and ended; judgment";
    REC071 Reject "employments-overfill-the-week", employments_overfill_the_week, "a week has 168 hours";
    REC072 Warn "employments-overlap", employments_overlap, "ILO Hours of Work (Industry) Convention, 1919 (No. 1), art. 2: 48 hours a week; judgment: twice that";
    REC073 Warn "practice-before-qualification", practice_before_qualification, "schemas/employment.json, started; schemas/qualification.json, completed";
};

pub(super) static WEEK: &[Check] = checks! { "practice":
    REC074 Reject "hours-a-week-impossible", hours_a_week_impossible, "a week has 168 hours; judgment: seven hours of rest a day";
    REC075 Warn "hours-a-week-excessive", hours_a_week_excessive, "ILO Hours of Work (Industry) Convention, 1919 (No. 1), art. 2: 48 hours a week; judgment";
    REC076 Warn "hours-a-week-zero", hours_a_week_zero, "schemas/employment.json, hours_per_week";
};

pub(super) static POST: &[Check] = checks! { "practice":
    REC077 Warn "hours-a-week-look-daily", hours_a_week_look_daily, "schemas/opening.json and schemas/contract_terms.json, hours_per_week; judgment";
};

fn employment_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(STARTED, ENDED)
}

fn employment_not_begun(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(STARTED, Step::Practice)
}

fn employment_ends_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(ENDED, Step::EndOfPractice)
}

fn employment_in_childhood(seen: Seen<'_>) -> Option<Fault> {
    seen.younger_than(15, STARTED, Step::Practice)
}

fn longer_than_a_working_life(seen: Seen<'_>) -> Option<Fault> {
    let from = seen.when(STARTED)?;
    let to = seen.when(ENDED).unwrap_or(seen.today);
    from.is_years_before(55, to).then(|| fault(STARTED, R::LongerThanAWorkingLife { from, to }))
}

/// The hours a week of this employment and of those before it in the row that surely ran when it began or when
/// they did.
fn at_once(seen: Seen<'_>) -> Option<f64> {
    let (own, from) = (seen.float(HOURS)?, seen.when(STARTED)?);
    let end = seen.when(ENDED);
    let mut sum = own;
    for other in seen.earlier() {
        let (Some(hours), Some(other_from)) = (other.float(HOURS), other.when(STARTED)) else { continue };
        let over = other.when(ENDED).is_some_and(|ended| ended <= from || !from.is_before(ended));
        let not_begun = end.is_some_and(|end| end <= other_from || !other_from.is_before(end));
        if !over && !not_begun {
            sum += hours;
        }
    }
    (sum > own).then_some(sum)
}

fn employments_overfill_the_week(seen: Seen<'_>) -> Option<Fault> {
    let sum = at_once(seen).filter(|sum| *sum > 168.0)?;
    Some(fault(HOURS, R::EmploymentsOverfillTheWeek { hours: Decimal::nearest(sum, 2) }))
}

fn employments_overlap(seen: Seen<'_>) -> Option<Fault> {
    let sum = at_once(seen).filter(|sum| (96.0..=168.0).contains(sum))?;
    Some(fault(HOURS, R::EmploymentsOverlap { hours: Decimal::nearest(sum, 2) }))
}

fn practice_before_qualification(seen: Seen<'_>) -> Option<Fault> {
    let (from, occupation) = (seen.when(STARTED)?, seen.text(col!(Employment.occupation))?);
    let mut first = None;
    for part in seen.parts(Kind::Qualification) {
        // A training of unknown occupation or date may be the one.
        if part.text(col!(Qualification.occupation))? == occupation {
            let completed = part.when(col!(Qualification.completed))?;
            if !from.is_years_before(1, completed) {
                return None;
            }
            first = Some(completed);
        }
    }
    let completed = first?;
    Some(fault(
        STARTED,
        R::PracticeBeforeQualification { occupation: occupation.parse().ok(), from, completed },
    ))
}

fn employment_written_twice(seen: Seen<'_>) -> Option<Fault> {
    let employer = col!(Employment.employer);
    let (name, started) = (seen.text(employer)?, seen.when(STARTED)?);
    let twin = seen.earlier().find_map(|other| {
        let day = other.when(STARTED).filter(|_| other.text(employer) == Some(name))?;
        started.may_be(day).then_some(day)
    })?;
    Some(fault(STARTED, R::EmploymentWrittenTwice { started, twin }))
}

fn week(kind: Kind) -> Col {
    match kind {
        Kind::Employment => HOURS,
        Kind::Opening => col!(Opening.hours_per_week),
        _ => col!(ContractTerms.hours_per_week),
    }
}

fn hours_a_week_impossible(seen: Seen<'_>) -> Option<Fault> {
    let hours = seen.float(week(seen.kind())).filter(|hours| *hours > 119.0)?;
    Some(fault(week(seen.kind()), R::HoursAWeekImpossible { hours: Decimal::nearest(hours, 2) }))
}

fn hours_a_week_excessive(seen: Seen<'_>) -> Option<Fault> {
    let hours = seen.float(week(seen.kind())).filter(|hours| (80.0..=119.0).contains(hours))?;
    Some(fault(week(seen.kind()), R::HoursAWeekExcessive { hours: Decimal::nearest(hours, 2) }))
}

fn hours_a_week_zero(seen: Seen<'_>) -> Option<Fault> {
    let hours = seen.float(week(seen.kind())).filter(|hours| *hours < 1.0)?;
    Some(fault(week(seen.kind()), R::HoursAWeekZero { hours: Decimal::nearest(hours, 2) }))
}

fn hours_a_week_look_daily(seen: Seen<'_>) -> Option<Fault> {
    let hours = seen.float(week(seen.kind())).filter(|hours| (6.0..=12.0).contains(hours))?;
    Some(
        fault(week(seen.kind()), R::HoursAWeekLookDaily { hours: Decimal::nearest(hours, 2) })
            .suggest(format!("{}", hours * 5.0)),
    )
}
