//! Practice of the last years, held against what the register of the destination asks.
//!
//! Shortened dates are read to the worker's disadvantage for what is there, and to the advantage for what may be. Hours
//! that no record states are not known: practice is told as missing only where no reading leaves room for it.

use super::CredentialReason;
use super::experience::{longest_span, span};
use super::language::Outcome;
use crate::model::{Country, Day, Employment, Isco08, License, Qualification, Subdivision};
use crate::reference::recent_practice::{self, AskedOf, RecentPracticeRule};

/// What the register asks and what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentPractice {
    /// Whether it is there.
    pub outcome: Outcome,
    /// What was asked and found, as a sentence.
    pub reason: CredentialReason,
    /// The rule that decided.
    pub rule: &'static RecentPracticeRule,
}

impl PartialEq for RecentPracticeRule {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for RecentPracticeRule {}

/// Judges the recent practice of somebody who is not on the register; `None` where the register asks for none. `undated`:
/// whether practice is stated that no period on record shows, so that nobody knows when it was.
pub fn assess(
    (employments, qualifications, licenses): (&[Employment], &[Qualification], &[License]),
    undated: bool,
    (destination, region, occupation): (Country, Option<&Subdivision>, Isco08),
    day: Day,
) -> Option<RecentPractice> {
    let was_there = licenses.iter().any(|license| license.country == Some(destination));
    let asked = |rule: &&RecentPracticeRule| match rule.who {
        AskedOf::Applicant => true,
        AskedOf::Former => was_there,
    };
    recent_practice::in_force(destination, region, occupation, day)
        .into_iter()
        .filter(asked)
        .map(|rule| judged(rule, (employments, undated), qualifications, occupation, day))
        // The rules are alternatives: the best answer holds.
        .max_by_key(|answer| answer.as_ref().map_or(Outcome::Met, |answer| answer.outcome))
        .flatten()
}

/// `None` for a recent graduate, who is not asked.
fn judged(
    rule: &'static RecentPracticeRule,
    (employments, undated): (&[Employment], bool),
    qualifications: &[Qualification],
    occupation: Isco08,
    day: Day,
) -> Option<RecentPractice> {
    let years_ago = |years: i64| {
        let months = i32::try_from(years.saturating_mul(12)).unwrap_or(i32::MAX / 2);
        day.add_months(-months)
    };
    let mut may_be_graduate = false;
    if let Some(years) = rule.graduates_years {
        let from = years_ago(years);
        let own = qualifications.iter().filter(|one| one.occupation == Some(occupation));
        if own.clone().any(|one| one.completed.is_some_and(|date| date.earliest() >= from)) {
            return None;
        }
        may_be_graduate = own.clone().next().is_none()
            || own.clone().any(|one| one.completed.is_none_or(|date| date.latest() >= from));
    }
    let window = (years_ago(rule.within_years), day);
    let found = OnRecord::of(employments, occupation, window, day);
    let (authority, hours, years) = (&*rule.authority, rule.min_hours, rule.within_years);
    let asked = hours.unwrap_or(1);
    let (outcome, reason) = if found.least_hours >= asked {
        let found = found.least_hours;
        (Outcome::Met, CredentialReason::RecentPracticeMet { authority, hours, years, found })
    } else if may_be_graduate || undated || found.most_hours >= asked || employments.is_empty() {
        (Outcome::Unknown, CredentialReason::RecentPracticeUnknown { authority, hours, years })
    } else {
        let until = found.until;
        (Outcome::Unmet, CredentialReason::RecentPracticeMissing { authority, hours, years, until })
    };
    Some(RecentPractice { outcome, reason, rule })
}

/// Hours of practice within a window.
struct OnRecord {
    /// The hours that are sure.
    least_hours: i64,
    /// The most that the records leave possible.
    most_hours: i64,
    /// The first day after the last practice that is sure.
    until: Option<Day>,
}

impl OnRecord {
    fn of(employments: &[Employment], occupation: Isco08, window: (Day, Day), day: Day) -> Self {
        let mut found = Self { least_hours: 0, most_hours: 0, until: None };
        for one in employments {
            if one.occupation.is_some_and(|own| own != occupation) {
                continue;
            }
            let within = |(from, until): (Day, Day)| {
                i64::from(until.0.min(window.1.0)) - i64::from(from.0.max(window.0.0))
            };
            // Whoever works a week works some hours of it: any practice is at least an hour.
            let per_week = one.hours_per_week.and_then(|hours| hours.scaled(0));
            if let Some(sure) = span(one, day).filter(|(from, until)| from < until) {
                let days = within(sure).max(0);
                if one.occupation == Some(occupation) {
                    let hours = per_week.map_or(i64::from(days > 0), |week| days * week / 7);
                    found.least_hours = found.least_hours.saturating_add(hours);
                    found.until = found.until.max(Some(sure.1));
                }
            }
            // A period without a beginning may have begun whenever.
            let days = within(longest_span(one, day)).max(0);
            let hours = per_week.map_or(days * 24, |week| days * week / 7 + i64::from(days > 0));
            found.most_hours = found.most_hours.saturating_add(hours);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::record_of as record;
    use proptest::prelude::*;

    fn work(cells: &[(&str, &str)]) -> Employment {
        let mut all = vec![("worker_id", "w")];
        all.extend(cells);
        record(&all)
    }

    fn asked(place: &str, employments: &[Employment], completed: &str, licensed_in: &str) -> Option<Outcome> {
        let region = place.parse::<Subdivision>().ok();
        let qualification: Qualification =
            record(&[("worker_id", "w"), ("occupation", "2221"), ("completed", completed)]);
        let license: License = record(&[("worker_id", "w"), ("country", licensed_in)]);
        assess(
            (employments, &[qualification], &[license]),
            false,
            (place[..2].parse().unwrap(), region.as_ref(), "2221".parse().unwrap()),
            "2026-11-29".parse().unwrap(),
        )
        .map(|answer| answer.outcome)
    }

    #[test]
    fn registers_ask_for_the_practice_of_the_last_years() {
        let nurse = |from, until, hours| {
            [work(&[("occupation", "2221"), ("started", from), ("ended", until), ("hours_per_week", hours)])]
        };
        let australia = |from, until, hours| asked("AU", &nurse(from, until, hours), "2008-05", "PH");
        assert_eq!(australia("2015-01-01", "", "40"), Some(Outcome::Met));
        assert_eq!(australia("2015-01-01", "2018-06-30", "40"), Some(Outcome::Unmet));
        // Half a year of 20 hours a week is 520 hours, and a quarter is 260.
        assert_eq!(australia("2026-05-01", "2026-10-31", "20"), Some(Outcome::Met));
        assert_eq!(australia("2026-08-01", "2026-10-31", "20"), Some(Outcome::Unmet));
        assert_eq!(australia("2026-05-01", "2026-10-31", ""), Some(Outcome::Unknown), "no hours a week");
        assert_eq!(
            australia("", "2018-06-30", "40"),
            Some(Outcome::Unmet),
            "ended too early, whenever begun"
        );
        assert_eq!(australia("", "", "40"), Some(Outcome::Unknown));
        assert_eq!(australia("2015", "2022", "40"), Some(Outcome::Unknown), "the last month may be in time");
        assert_eq!(
            asked("AU", &[], "2008-05", "PH"),
            Some(Outcome::Unknown),
            "nothing on record is not none"
        );
        assert_eq!(
            asked("AU", &nurse("2015-01-01", "2018-06-30", "40"), "2026-03", "PH"),
            None,
            "a graduate"
        );
        let other = [work(&[("occupation", "5321"), ("started", "2020-01-01"), ("hours_per_week", "40")])];
        assert_eq!(asked("AU", &other, "2008-05", "PH"), Some(Outcome::Unmet), "work of another kind");
        let unsaid = [work(&[("started", "2020-01-01"), ("hours_per_week", "40")])];
        assert_eq!(asked("AU", &unsaid, "2008-05", "PH"), Some(Outcome::Unknown));
    }

    #[test]
    fn practice_without_dates_may_be_of_the_last_years() {
        let old = [work(&[
            ("occupation", "2221"),
            ("started", "2010"),
            ("ended", "2012"),
            ("hours_per_week", "40"),
        ])];
        let diploma: Qualification =
            record(&[("worker_id", "w"), ("occupation", "2221"), ("completed", "2008")]);
        let asked = |undated| {
            let place = ("AU".parse().unwrap(), None, "2221".parse().unwrap());
            let day = "2026-11-29".parse().unwrap();
            assess((&old, std::slice::from_ref(&diploma), &[]), undated, place, day)
                .map(|answer| answer.outcome)
        };
        assert_eq!(asked(true), Some(Outcome::Unknown));
        assert_eq!(asked(false), Some(Outcome::Unmet));
    }

    #[test]
    fn some_registers_ask_only_those_who_come_back() {
        let work = |until| {
            [work(&[
                ("occupation", "2221"),
                ("started", "2012-01-01"),
                ("ended", until),
                ("hours_per_week", "15"),
            ])]
        };
        assert_eq!(asked("GB", &work("2018-06-30"), "2008-05", "PH"), None);
        assert_eq!(asked("GB", &work("2018-06-30"), "2008-05", "GB"), Some(Outcome::Unmet));
        // 15 hours a week until the middle of 2023 are some 1230 hours of the last five years, and none of the last three.
        assert_eq!(asked("GB", &work("2023-06-30"), "2008-05", "GB"), Some(Outcome::Met));
        assert_eq!(asked("CA-ON", &work("2024-06-30"), "2008-05", "PH"), Some(Outcome::Met));
        assert_eq!(asked("CA-ON", &work("2023-06-30"), "2008-05", "PH"), Some(Outcome::Unmet));
        assert_eq!(asked("IE", &work("2009-06-30"), "2008-05", "PH"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// More practice never makes an answer worse, and what is not stated is never told as missing.
        #[test]
        fn more_practice_never_does_worse(
            from in 2000..2026_i32, length in 0..20_i32, hours in 1..60_u32,
            more_from in 2000..2026_i32, more in 0..20_i32, more_hours in proptest::option::of(1..60_u32),
        ) {
            let period = |from: i32, length: i32, hours: Option<u32>| {
                let hours = hours.map_or(String::new(), |hours| hours.to_string());
                work(&[
                    ("occupation", "2221"), ("started", &format!("{from}-03-01")),
                    ("ended", &format!("{}-02-01", from + length + 1)), ("hours_per_week", &hours),
                ])
            };
            let first = period(from, length, Some(hours));
            let second = period(more_from, more, more_hours);
            for place in ["AU", "GB", "CA-ON"] {
                let few = asked(place, std::slice::from_ref(&first), "2001-05", "GB");
                let many = asked(place, &[first.clone(), second.clone()], "2001-05", "GB");
                prop_assert!(many >= few, "{place}: {few:?} {many:?}");
                let unsaid = Employment { hours_per_week: None, ..first.clone() };
                let open = asked(place, &[unsaid], "2001-05", "GB");
                prop_assert!(open != Some(Outcome::Unmet) || few == Some(Outcome::Unmet));
            }
        }
    }
}
