//! Training: qualifications of workers, the curricula behind them and their subjects.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Seen, col, fault};
use super::{Check, checks};
use crate::model::{Decimal, Kind};

const STARTED: Col = col!(Qualification.started);
const COMPLETED: Col = col!(Qualification.completed);

pub(super) static QUALIFICATION: &[Check] = checks! { "training":
    REC002 Reject "completion-in-the-future", completion_in_the_future, "schemas/qualification.json, completed";
    REC003 Reject "qualification-dates-reversed", qualification_dates_reversed, "schemas/qualification.json, started and completed";
    REC021 Reject "qualification-in-childhood", qualification_in_childhood, "Directive 2005/36/EC, art. 31(1): ten to twelve years of school before the training";
    REC022 Reject "training-begun-in-childhood", training_begun_in_childhood, "Directive 2005/36/EC, art. 31(1): ten to twelve years of school before the training";
    REC023 Warn "training-too-long", training_too_long, "schemas/qualification.json, started and completed; judgment";
    REC024 Warn "training-years-contradict-dates", years_contradict_dates, "schemas/qualification.json, years";
    REC065 Warn "qualification-written-twice", qualification_written_twice, "schemas/qualification.json, natural key";
};

pub(super) static HOURS: &[Check] = checks! { "training":
    REC004 Reject "hours-exceed-total", hours_exceed_total, "schemas/qualification.json and schemas/curriculum.json, hours";
    REC025 Reject "hours-exceed-the-calendar", hours_exceed_the_calendar, "a year has 8,760 or 8,784 hours";
    REC026 Warn "hours-a-year-implausible", hours_a_year_implausible, "data/reference/minimum_training.csv; judgment: 58 hours in each week of a year";
    REC027 Warn "hours-a-year-too-few", hours_a_year_too_few, "data/reference/minimum_training.csv; judgment";
    REC028 Warn "training-years-in-months", years_in_months, "schemas/qualification.json and schemas/curriculum.json, years";
};

pub(super) static CURRICULUM: &[Check] = checks! { "training":
    REC029 Reject "curriculum-dates-reversed", curriculum_dates_reversed, "schemas/curriculum.json, valid_from and valid_until";
    REC030 Warn "isced-level-too-low", isced_level_too_low, "ISCED 2011, levels 0 to 2: primary and lower secondary education";
    REC031 Warn "confidence-without-source", confidence_without_source, "schemas/curriculum.json, source and confidence";
};

pub(super) static CREDITS: &[Check] = checks! { "training":
    REC032 Warn "credits-contradict-hours", credits_contradict_hours, "ECTS Users' Guide, 2015: 25 to 30 hours a credit; judgment for other systems";
};

pub(super) static SUBJECT: &[Check] = checks! { "training":
    REC033 Warn "subject-hours-implausible", subject_hours_implausible, "data/reference/minimum_training.csv: a whole training of three years has 4,600 hours";
};

fn completion_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(COMPLETED, Step::Training)
}

fn qualification_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(STARTED, COMPLETED)
}

fn qualification_in_childhood(seen: Seen<'_>) -> Option<Fault> {
    seen.younger_than(15, COMPLETED, Step::Training)
}

fn training_begun_in_childhood(seen: Seen<'_>) -> Option<Fault> {
    seen.younger_than(12, STARTED, Step::BeginOfTraining)
}

fn training_too_long(seen: Seen<'_>) -> Option<Fault> {
    let (from, to) = (seen.when(STARTED)?, seen.when(COMPLETED)?);
    from.is_years_before(15, to).then(|| fault(STARTED, R::TrainingTooLong { from, to }))
}

fn years_contradict_dates(seen: Seen<'_>) -> Option<Fault> {
    let years = col!(Qualification.years);
    let (from, to) = (seen.when(STARTED)?, seen.when(COMPLETED)?);
    let (said, most) = (seen.float(years)?, from.most_years_until(to));
    (most > 0.0 && said > most + 1.0).then(|| {
        fault(years, R::YearsContradictDates { years: seen.decimal(years), from, to })
            .suggest(format!("{:.0}", most.floor().max(1.0)))
    })
}

fn qualification_written_twice(seen: Seen<'_>) -> Option<Fault> {
    let title = col!(Qualification.title);
    let (name, completed) = (seen.text(title)?, seen.when(COMPLETED)?);
    let twin = seen.earlier().find_map(|other| {
        let day = other.when(COMPLETED).filter(|_| other.text(title) == Some(name))?;
        completed.may_be(day).then_some(day)
    })?;
    Some(fault(COMPLETED, R::DiplomaWrittenTwice { completed, twin }))
}

/// The columns of theory, clinical and total hours, and of years.
fn columns(kind: Kind) -> ([Col; 3], Col) {
    if kind == Kind::Curriculum {
        let hours =
            [col!(Curriculum.theory_hours), col!(Curriculum.clinical_hours), col!(Curriculum.total_hours)];
        (hours, col!(Curriculum.years))
    } else {
        let hours = [
            col!(Qualification.theory_hours),
            col!(Qualification.clinical_hours),
            col!(Qualification.total_hours),
        ];
        (hours, col!(Qualification.years))
    }
}

fn hours_exceed_total(seen: Seen<'_>) -> Option<Fault> {
    let ([theory, clinical, total], _) = columns(seen.kind());
    let all = seen.number(total)?;
    let (theory, clinical) =
        (seen.number(theory).unwrap_or_default(), seen.number(clinical).unwrap_or_default());
    let sum = theory.saturating_add(clinical);
    (sum > all).then(|| fault(total, R::HoursExceedTotal { theory, clinical, total: all, sum }))
}

/// The most hours of a column, and the most years that they were spread over.
fn load(seen: Seen<'_>) -> Option<(Col, i64, f64)> {
    let (hours, years) = columns(seen.kind());
    let most = hours.into_iter().filter_map(|column| Some((column, seen.number(column)?)));
    let (column, hours) = most.max_by_key(|(_, hours)| *hours)?;
    let span = || {
        let span = seen.when(STARTED)?.most_years_until(seen.when(COMPLETED)?);
        (seen.kind() == Kind::Qualification && span > 0.0).then_some(span)
    };
    Some((column, hours, seen.float(years).filter(|years| *years > 0.0).or_else(span)?))
}

#[expect(clippy::cast_precision_loss, reason = "hours of a training are small numbers")]
fn hours_exceed_the_calendar(seen: Seen<'_>) -> Option<Fault> {
    let (column, hours, years) = load(seen)?;
    (hours as f64 > 8_784.0 * years).then(|| {
        fault(
            column,
            R::HoursExceedTheCalendar {
                hours,
                years: Decimal::nearest(years, 1),
                most: Decimal::nearest(3_000.0 * years, 0),
            },
        )
    })
}

#[expect(clippy::cast_precision_loss, reason = "hours of a training are small numbers")]
fn hours_a_year_implausible(seen: Seen<'_>) -> Option<Fault> {
    let (column, hours, years) = load(seen)?;
    let a_year = hours as f64 / years;
    (a_year > 3_000.0 && a_year <= 8_784.0).then(|| {
        fault(
            column,
            R::HoursAYearImplausible {
                hours,
                years: Decimal::nearest(years, 1),
                each: Decimal::nearest(a_year, 0),
            },
        )
    })
}

#[expect(clippy::cast_precision_loss, reason = "hours of a training are small numbers")]
fn hours_a_year_too_few(seen: Seen<'_>) -> Option<Fault> {
    let ([_, _, total], years) = columns(seen.kind());
    let (hours, years) = (seen.number(total)?, seen.float(years)?);
    // Above 15 the years are months, which is another finding.
    ((1.0..=15.0).contains(&years) && (hours as f64) < 150.0 * years)
        .then(|| fault(total, R::HoursAYearTooFew { hours, years: Decimal::nearest(years, 3) }))
}

fn years_in_months(seen: Seen<'_>) -> Option<Fault> {
    let (_, column) = columns(seen.kind());
    let years = seen.float(column)?;
    (years > 15.0).then(|| {
        let found = fault(column, R::TrainingYearsInMonths { years: seen.decimal(column) });
        if years % 6.0 == 0.0 { found.suggest((years / 12.0).to_string()) } else { found }
    })
}

fn curriculum_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(col!(Curriculum.valid_from), col!(Curriculum.valid_until))
}

fn isced_level_too_low(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Curriculum.isced_level);
    let level = seen.number(column)?;
    (level < 3).then(|| fault(column, R::IscedLevelTooLow { level }))
}

fn confidence_without_source(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Curriculum.confidence);
    let said = seen.text(column)?;
    (said != "low" && !seen.has(col!(Curriculum.source)))
        .then(|| fault(column, R::ConfidenceWithoutSource { confidence: said.to_owned() }).suggest("low"))
}

#[expect(clippy::cast_precision_loss, reason = "hours of a training are small numbers")]
fn credits_contradict_hours(seen: Seen<'_>) -> Option<Fault> {
    let (column, hours) = if seen.kind() == Kind::Curriculum {
        (col!(Curriculum.credits), seen.number(col!(Curriculum.total_hours))?)
    } else {
        let parts = [col!(CurriculumSubject.theory_hours), col!(CurriculumSubject.clinical_hours)];
        let known = parts.into_iter().filter_map(|part| seen.number(part));
        (col!(CurriculumSubject.credits), known.reduce(i64::saturating_add)?)
    };
    let credits = seen.float(column).filter(|credits| *credits > 0.0)?;
    let each = hours as f64 / credits;
    (!(5.0..=90.0).contains(&each)).then(|| {
        fault(
            column,
            R::CreditsContradictHours {
                hours,
                credits: seen.decimal(column),
                each: Decimal::nearest(each, 1),
            },
        )
    })
}

fn subject_hours_implausible(seen: Seen<'_>) -> Option<Fault> {
    [col!(CurriculumSubject.theory_hours), col!(CurriculumSubject.clinical_hours)].into_iter().find_map(
        |column| {
            let hours = seen.number(column)?;
            (hours > 3_000).then(|| fault(column, R::SubjectHoursImplausible { hours }))
        },
    )
}
