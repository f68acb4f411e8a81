//! Months of practice, each day counted once.
//!
//! Periods that overlap are united first: two half jobs at the same time are one period. Shortened
//! dates are read to the worker's disadvantage (latest start, earliest end), a period without an end
//! runs on to the day asked, one without a start is not counted and said so. Part-time hours are told and
//! never scaled: no table says what part-time practice counts for.

use super::reason::CredentialReason;
use crate::model::{Day, Employment, Isco08, SpecialtyId};
use serde::Serialize;

/// Practice up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Experience {
    /// Whole months of any practice recorded; `None` when no period with a start is recorded.
    pub total_months: Option<u32>,
    /// Whole months in the occupation.
    pub in_occupation_months: u32,
    /// Whole months in the occupation or in a near one.
    pub near_occupation_months: u32,
    /// Whole months in the specialty asked; 0 when none is asked.
    pub in_specialty_months: u32,
    /// One reason a period, oldest first.
    pub evidence: Vec<CredentialReason>,
    /// Fields that would say more.
    pub missing: Vec<&'static str>,
}

/// The practice of a worker up to a day. `near` are occupations close to `occupation`.
pub fn months(
    employments: &[Employment],
    occupation: Isco08,
    near: &[Isco08],
    specialty: Option<&SpecialtyId>,
    day: Day,
) -> Experience {
    let mut missing = Vec::new();
    let mut dated: Vec<(Day, Day, &Employment)> = Vec::new();
    for employment in employments {
        match span(employment, day) {
            Some((from, until)) => dated.push((from, until, employment)),
            None => missing.push("employment.started"),
        }
        if employment.occupation.is_none() {
            missing.push("employment.occupation");
        }
    }
    let known = !dated.is_empty();
    dated.retain(|(from, until, _)| from < until);
    // The order of the records does not matter: whatever a reason says is part of the order.
    dated.sort_by_key(|&(from, until, one)| {
        let running = one.ended.is_none();
        (from, until, running, &one.title, one.occupation, one.hours_per_week, one.evidence)
    });
    let count = |counts: &dyn Fn(&Employment) -> bool| {
        united_months(dated.iter().filter(|(.., e)| counts(e)).map(|&(from, until, _)| (from, until)))
    };
    missing.sort_unstable();
    missing.dedup();
    Experience {
        total_months: known.then(|| count(&|_| true)),
        in_occupation_months: count(&|e| e.occupation == Some(occupation)),
        near_occupation_months: count(&|e| {
            e.occupation.is_some_and(|known| known == occupation || near.contains(&known))
        }),
        in_specialty_months: count(&|e| specialty.is_some() && e.specialty.as_ref() == specialty),
        evidence: dated.iter().map(|&(from, until, one)| reason(one, from, until)).collect(),
        missing,
    }
}

/// The days of a period up to `day`, half open; empty when it lies after `day` or when its shortened
/// dates leave nothing that is sure.
fn span(employment: &Employment, day: Day) -> Option<(Day, Day)> {
    let from = employment.started?.latest();
    // The last day of work is a day of work.
    let ended = employment.ended.map(|date| Day(date.earliest().0.saturating_add(1)));
    Some((from, ended.map_or(day, |ended| ended.min(day))))
}

/// Whole months of united spans. A month is the mean one, 1461 days in 48 months, with a grace of three
/// days over all, so that February is a month; a count by calendar months would lose some when two
/// spans are united, and more practice would count for less.
fn united_months(spans: impl Iterator<Item = (Day, Day)>) -> u32 {
    let mut spans: Vec<(Day, Day)> = spans.collect();
    spans.sort_unstable();
    let (mut days, mut counted_to) = (0_u64, Day(i32::MIN));
    for (from, until) in spans {
        let from = from.max(counted_to);
        days += u64::from(until.0.saturating_sub(from.0).max(0).unsigned_abs());
        counted_to = counted_to.max(until);
    }
    if days == 0 { 0 } else { u32::try_from((days + 3) * 48 / 1461).unwrap_or(u32::MAX) }
}

fn reason(employment: &Employment, from: Day, until: Day) -> CredentialReason {
    let (title, occupation) = (employment.title.clone(), employment.occupation);
    let (hours, evidence) = (employment.hours_per_week, employment.evidence);
    if employment.ended.is_some() {
        CredentialReason::Practice { title, occupation, from, until, hours, evidence }
    } else {
        CredentialReason::PracticeNow { title, occupation, from, until, hours, evidence }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn job(occupation: &str, started: &str, ended: &str) -> Employment {
        Employment {
            worker_id: "w".parse().unwrap(),
            employer: None,
            started: started.parse().ok(),
            ended: ended.parse().ok(),
            country: None,
            occupation: occupation.parse().ok(),
            specialty: None,
            title: None,
            hours_per_week: None,
            evidence: None,
        }
    }

    fn nurse(jobs: &[Employment]) -> Experience {
        months(jobs, "2221".parse().unwrap(), &["3221".parse().unwrap()], None, "2024-01-01".parse().unwrap())
    }

    #[test]
    fn overlapping_periods_are_counted_once() {
        let jobs = [job("2221", "2020-01-01", "2020-12-31"), job("2221", "2020-07-01", "2021-06-30")];
        assert_eq!(nurse(&jobs).in_occupation_months, 18);
    }

    #[test]
    fn cases() {
        for (jobs, total, own, near) in [
            (vec![], None, 0, 0),
            (vec![job("2221", "2023-01-01", "")], Some(12), 12, 12),
            (vec![job("2221", "2020", "2022")], Some(12), 12, 12),
            (vec![job("2221", "2020", "2020")], Some(0), 0, 0),
            (vec![job("2221", "", "2022-01-01")], None, 0, 0),
            (vec![job("2221", "2025-01-01", "")], Some(0), 0, 0),
            (
                vec![job("3221", "2022-01-01", "2022-12-31"), job("5321", "2020-01-01", "2020-12-31")],
                Some(24),
                0,
                12,
            ),
        ] {
            let found = nurse(&jobs);
            let got = (found.total_months, found.in_occupation_months, found.near_occupation_months);
            assert_eq!(got, (total, own, near), "{jobs:?}");
        }
    }

    #[test]
    fn a_job_that_runs_and_one_that_ends_later_come_in_one_order() {
        let jobs = [job("5321", "2021", ""), job("5321", "2021", "2025-07-26")];
        let turned = [jobs[1].clone(), jobs[0].clone()];
        assert_eq!(nurse(&jobs), nurse(&turned));
    }

    fn any_job() -> impl Strategy<Value = Employment> {
        let date = prop_oneof![
            Just(String::new()),
            (2000..2030_i32).prop_map(|y| y.to_string()),
            (2000..2030_i32, 1..=12_i32, 1..=28_i32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        ];
        let occupation = prop_oneof![Just("2221"), Just("3221"), Just("5321"), Just("")];
        (occupation, date.clone(), date).prop_map(|(o, from, to)| job(o, &from, &to))
    }

    proptest! {
        #[test]
        fn the_order_of_records_does_not_matter(
            jobs in prop::collection::vec(any_job(), 0..6).prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle()))
        ) {
            prop_assert_eq!(nurse(&jobs.0), nurse(&jobs.1));
        }

        #[test]
        fn another_period_and_a_later_day_never_take_months_away(
            jobs in prop::collection::vec(any_job(), 1..6), later in 0..4000_i32
        ) {
            let nurse_code = "2221".parse().unwrap();
            let at = |jobs: &[Employment], day: i32| months(jobs, nurse_code, &[], None, Day(15_000 + day));
            let all = at(&jobs, 0);
            prop_assert!(at(&jobs[1..], 0).in_occupation_months <= all.in_occupation_months);
            prop_assert!(all.in_occupation_months <= at(&jobs, later).in_occupation_months);
            prop_assert!(all.in_occupation_months <= all.near_occupation_months);
            prop_assert!(Some(all.near_occupation_months) <= all.total_months || all.total_months.is_none());
        }
    }
}
