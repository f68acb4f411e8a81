//! Months of practice, each day counted once.
//!
//! Periods that overlap are united first: two half jobs at the same time are one period. Shortened
//! dates are read to the worker's disadvantage (latest start, earliest end), a period without an end
//! runs on to the day asked, one without a start is not counted and said so.
//!
//! What practice is *credited* for counts by how long ago it was, by its hours and how near it is to what is asked. A
//! month counts whole for three years and fades to nothing at fifteen. Work of less than 30 hours a week, which the OECD
//! counts as part-time, is credited by its share of them. Posts at the same time add up to full time and no further. Practice in a related specialty counts three quarters, in
//! another one, in none that is recorded or in a near occupation the half. Each day counts by the best of these.

use super::reason::CredentialReason;
use crate::model::{Day, Employment, Isco08, PartialDate, SpecialtyId, Worker};
use serde::Serialize;

/// What practice is held against.
#[derive(Debug, Clone, Copy)]
pub struct SoughtPractice<'a> {
    /// The occupation.
    pub occupation: Isco08,
    /// Occupations near to it.
    pub near: &'a [Isco08],
    /// The specialties asked for, any of which will do; empty when none is.
    pub specialties: &'a [SpecialtyId],
    /// Specialties related to these.
    pub related: &'a [SpecialtyId],
}

impl SoughtPractice<'_> {
    /// An occupation, and nothing else.
    pub fn of(occupation: Isco08) -> Self {
        Self { occupation, near: &[], specialties: &[], related: &[] }
    }
}

/// Practice in all that a worker states, without dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatedPractice {
    /// Whole months, at least.
    pub months: u32,
    /// The day of the statement; `None` when it is not known.
    pub on: Option<Day>,
    /// Whether the worker's own occupation is the one sought or near to it.
    pub near: bool,
}

impl StatedPractice {
    /// What a worker states, held against what is sought.
    pub fn of(worker: &Worker, sought: &SoughtPractice<'_>) -> Option<Self> {
        let months = u32::try_from(worker.practice_months?).ok()?;
        let near =
            worker.occupation.is_some_and(|own| own == sought.occupation || sought.near.contains(&own));
        // The first day that a shortened date may mean leaves most time since.
        Some(Self { months, on: worker.practice_stated_on.map(PartialDate::earliest), near })
    }
}

/// Practice up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Experience {
    /// Whole months of any practice recorded; `None` when no period with a start is recorded.
    pub total_months: Option<u32>,
    /// Whole months in the occupation, part-time work by its share of full time.
    pub in_occupation_months: u32,
    /// Whole months in the occupation or in a near one, part-time work by its share of full time.
    pub near_occupation_months: u32,
    /// Whole months in a specialty asked; 0 when none is asked.
    pub in_specialty_months: u32,
    /// Whole months credited, by recency and nearness.
    pub credited_months: u32,
    /// Whole months credited in a specialty asked, by recency alone; all that are credited where none is asked.
    pub specialty_months_credited: u32,
    /// The most whole months in the occupation that the records leave possible, where an occupation or a day is not
    /// recorded; `None` when they set no bound.
    pub possible_months: Option<u32>,
    /// The first day after the last practice in the occupation or a near one.
    pub until: Option<Day>,
    /// The first day after the last practice in a specialty asked; that of all practice where none is asked.
    pub specialty_until: Option<Day>,
    /// One reason a period, oldest first.
    pub evidence: Vec<CredentialReason>,
    /// Fields that would say more.
    pub missing: Vec<&'static str>,
    /// What is stated without dates, where the periods on record do not already show it.
    pub stated: Option<StatedPractice>,
}

impl Experience {
    /// The same with practice that is stated without dates. It counts no month, since nobody knows when it was; and where it
    /// is more than the records show, they set no bound to what there may be.
    #[must_use]
    pub fn with_stated(mut self, stated: Option<StatedPractice>, recorded: bool, day: Day) -> Self {
        let shown = self.total_months.unwrap_or_default();
        let Some(stated) = stated.filter(|stated| !recorded || stated.months > shown) else { return self };
        // Who states that there is none can have had no more since than the time that went by.
        let since =
            stated.on.map(|on| whole_months(u64::from(day.0.saturating_sub(on.0).max(0).unsigned_abs())));
        self.possible_months = since.filter(|_| stated.months == 0);
        self.evidence.push(CredentialReason::PracticeStated { months: stated.months, on: stated.on });
        if !recorded && stated.months > 0 {
            self.missing.push("employment");
        }
        self.stated = Some(stated);
        self
    }
}

/// The practice of a worker up to a day.
pub fn months(employments: &[Employment], sought: &SoughtPractice<'_>, day: Day) -> Experience {
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
    let unite = |counts: &dyn Fn(&Employment) -> bool| {
        united(dated.iter().filter(|(.., e)| counts(e)).map(|&(from, until, _)| (from, until)))
    };
    let count = |counts: &dyn Fn(&Employment) -> bool| whole_months(days(&unite(counts)));
    // Two years of four hours a week are not the two years that an opening asks.
    let by_share = |counts: &dyn Fn(&Employment) -> bool| {
        let counted = dated.iter().filter(|(.., one)| counts(one));
        whole_months(in_full(counted.map(|&(from, until, one)| (from, until, share_of_full_time(one)))))
    };
    missing.sort_unstable();
    missing.dedup();
    let own = |e: &Employment| e.occupation == Some(sought.occupation);
    let near = |e: &Employment| own(e) || e.occupation.is_some_and(|known| sought.near.contains(&known));
    let within =
        |e: &Employment, list: &[SpecialtyId]| e.specialty.as_ref().is_some_and(|id| list.contains(id));
    let same = |e: &Employment| own(e) && (sought.specialties.is_empty() || within(e, sought.specialties));
    let related = |e: &Employment| same(e) || (own(e) && within(e, sought.related));
    // Each wider set holds the narrower: what it adds counts for less.
    let weighed = |counts: &dyn Fn(&Employment) -> bool| {
        let counted = dated.iter().filter(|(.., one)| counts(one));
        faded(&by_hours(counted.map(|&(from, until, one)| (from, until, share_of_full_time(one)))), day)
    };
    let last = |counts: &dyn Fn(&Employment) -> bool| unite(counts).last().map(|&(_, until)| until);
    let (until, specialty_until) =
        (last(&near), last(if sought.specialties.is_empty() { &near } else { &same }));
    let [same, related, all] = [weighed(&same), weighed(&related), weighed(&near)];
    let credited = same + (related - same) * 3 / 4 + (all - related) / 2;
    Experience {
        total_months: known.then(|| count(&|_| true)),
        in_occupation_months: by_share(&own),
        near_occupation_months: by_share(&near),
        in_specialty_months: count(&|e| within(e, sought.specialties)),
        credited_months: whole_months(credited / 1000),
        specialty_months_credited: whole_months(
            if sought.specialties.is_empty() { credited } else { same } / 1000,
        ),
        possible_months: possible(employments, sought.occupation, day),
        until,
        specialty_until,
        evidence: dated.iter().map(|&(from, until, one)| reason(one, from, until)).collect(),
        missing,
        stated: None,
    }
}

/// Practice on record, told without a day: a search asks for it on many.
///
/// On a day it is the most that either of these gives, so that no day counts before it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordedPractice {
    /// Up to the end of the last period; `None` where none is recorded.
    pub last: Option<PracticeUntil>,
    /// Up to the end of the period before it, which counts while the last one lies ahead.
    pub before: Option<PracticeUntil>,
}

/// Practice up to the end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PracticeUntil {
    /// All days at the end; [`GOES_ON`] for a period without one.
    pub days: i64,
    /// The day on which all of it would have begun had it been without a break.
    pub since: Day,
}

/// The days of practice that goes on: more than a life has.
pub const GOES_ON: i64 = 100_000;

impl RecordedPractice {
    /// The days of practice on a day; `None` where none is recorded.
    pub fn on(&self, day: Day) -> Option<i64> {
        let up_to = |one: PracticeUntil| one.days.min(i64::from(day.0) - i64::from(one.since.0)).max(0);
        self.last.into_iter().chain(self.before).map(up_to).max()
    }
}

/// All practice on record, whatever the occupation; overlaps count once.
pub fn recorded(employments: &[Employment]) -> RecordedPractice {
    // Beyond every day that a record can name.
    let never = Day(i32::MAX);
    let spans = employments.iter().filter_map(|one| span(one, never)).filter(|(from, until)| from < until);
    let mut found = RecordedPractice::default();
    let mut known = 0;
    for (from, until) in united(spans) {
        let since = Day(from.0.saturating_sub(i32::try_from(known).unwrap_or(i32::MAX)));
        known = if until == never { GOES_ON } else { known + i64::from(until.0) - i64::from(from.0) };
        found.before = found.last.replace(PracticeUntil { days: known.min(GOES_ON), since });
    }
    found
}

/// The most months in an occupation that the records leave possible: shortened dates read to the worker's advantage,
/// periods of an occupation that is not recorded counted, part-time work by its share of full time.
fn possible(employments: &[Employment], occupation: Isco08, day: Day) -> Option<u32> {
    let mut spans = Vec::new();
    for one in employments.iter().filter(|one| one.occupation.is_none_or(|known| known == occupation)) {
        one.started?;
        let (from, until) = longest_span(one, day);
        if from < until {
            spans.push((from, until, share_of_full_time(one)));
        }
    }
    Some(whole_months(in_full(spans.into_iter())))
}

/// The longest that a period may have been up to `day`, half open: shortened dates read to the worker's advantage.
pub(super) fn longest_span(employment: &Employment, day: Day) -> (Day, Day) {
    let from = employment.started.map_or(Day(i32::MIN / 2), |date| date.earliest());
    let until = employment.ended.map_or(day, |date| Day(date.latest().0.saturating_add(1)).min(day));
    (from, until)
}

/// The days of a period up to `day`, half open; empty when it lies after `day` or when its shortened
/// dates leave nothing that is sure.
pub(super) fn span(employment: &Employment, day: Day) -> Option<(Day, Day)> {
    let from = employment.started?.latest();
    // The last day of work is a day of work.
    let ended = employment.ended.map(|date| Day(date.earliest().0.saturating_add(1)));
    Some((from, ended.map_or(day, |ended| ended.min(day))))
}

/// Spans without overlaps, in order.
fn united(spans: impl Iterator<Item = (Day, Day)>) -> Vec<(Day, Day)> {
    let mut spans: Vec<(Day, Day)> = spans.collect();
    spans.sort_unstable();
    let mut apart: Vec<(Day, Day)> = Vec::with_capacity(spans.len());
    for (from, until) in spans {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => apart.push((from, until)),
        }
    }
    apart
}

fn days(spans: &[(Day, Day)]) -> u64 {
    spans.iter().map(|(from, until)| u64::from(until.0.saturating_sub(from.0).max(0).unsigned_abs())).sum()
}

/// Whole months of days. A month is the mean one, 1461 days in 48 months, with a grace of three
/// days over all, so that February is a month; a count by calendar months would lose some when two
/// spans are united, and more practice would count for less.
fn whole_months(days: u64) -> u32 {
    if days == 0 { 0 } else { u32::try_from((days + 3) * 48 / 1461).unwrap_or(u32::MAX) }
}

/// Days for which practice counts whole: three years.
const WHOLE: u64 = 1096;
/// Days after which it counts nothing: fifteen years.
const GONE: u64 = 5479;

/// Usual hours a week from which work is full time.
///
/// Source: OECD, Part-time employment rate, <https://www.oecd.org/en/data/indicators/part-time-employment-rate.html>:
/// part-time is less than 30 usual hours a week in the main job.
const FULL_TIME_HOURS: i64 = 30;

/// The share of full time of a post, in thousandths; hours that are not recorded are taken as full time.
fn share_of_full_time(employment: &Employment) -> u64 {
    let full = FULL_TIME_HOURS.unsigned_abs() * 1000;
    let thousandths = employment.hours_per_week.and_then(|hours| hours.scaled(3));
    let thousandths = thousandths.map_or(full, |hours| u64::try_from(hours).unwrap_or_default());
    thousandths.min(full) / FULL_TIME_HOURS.unsigned_abs()
}

/// Spans without overlaps, in order, each with its share of full time in thousandths: what overlaps adds up to full time.
fn by_hours(posts: impl Iterator<Item = (Day, Day, u64)>) -> Vec<(Day, Day, u64)> {
    let posts: Vec<(Day, Day, u64)> = posts.collect();
    let mut turns: Vec<Day> = posts.iter().flat_map(|&(from, until, _)| [from, until]).collect();
    turns.sort_unstable();
    turns.dedup();
    let share = |from: Day, until: Day| -> u64 {
        posts.iter().filter(|post| post.0 <= from && until <= post.1).map(|post| post.2).sum()
    };
    let pieces = turns.windows(2).map(|turn| (turn[0], turn[1], share(turn[0], turn[1]).min(1000)));
    pieces.filter(|(.., share)| *share > 0).collect()
}

/// Days of full time that posts come to together.
fn in_full(posts: impl Iterator<Item = (Day, Day, u64)>) -> u64 {
    let length = |from: Day, until: Day| u64::from(until.0.saturating_sub(from.0).max(0).unsigned_abs());
    by_hours(posts).into_iter().map(|(from, until, share)| length(from, until) * share).sum::<u64>() / 1000
}

/// Thousandths of days, each by how long ago it was and by its share of full time.
fn faded(spans: &[(Day, Day, u64)], day: Day) -> u64 {
    let age = |on: Day| u64::from(day.0.saturating_sub(on.0).max(0).unsigned_abs());
    let counts = |&(from, until, share): &(Day, Day, u64)| {
        up_to_age(age(from)).saturating_sub(up_to_age(age(until))) * share / 1000
    };
    spans.iter().map(counts).sum()
}

/// What the days up to an age count for together, in thousandths.
fn up_to_age(age: u64) -> u64 {
    let beyond = age.min(GONE).saturating_sub(WHOLE);
    // The area under a line that falls from one to nothing.
    age.min(WHOLE) * 1000 + beyond * 1000 - beyond * beyond * 1000 / (2 * (GONE - WHOLE))
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

    fn sought(near: &[Isco08]) -> SoughtPractice<'_> {
        SoughtPractice { occupation: "2221".parse().unwrap(), near, specialties: &[], related: &[] }
    }

    fn nurse(jobs: &[Employment]) -> Experience {
        let near = ["3221".parse().unwrap()];
        let sought = sought(&near);
        months(jobs, &sought, "2024-01-01".parse().unwrap())
    }

    #[test]
    fn overlapping_periods_are_counted_once() {
        let jobs = [job("2221", "2020-01-01", "2020-12-31"), job("2221", "2020-07-01", "2021-06-30")];
        assert_eq!(nurse(&jobs).in_occupation_months, 18);
    }

    #[test]
    fn part_time_is_credited_by_its_share_and_posts_at_once_add_up_to_full_time() {
        let with = |hours: &[i64]| {
            let post = |hours: &i64| Employment {
                hours_per_week: Some(crate::model::Decimal::from_integer(*hours)),
                ..job("2221", "2022-01-01", "2023-12-31")
            };
            nurse(&hours.iter().map(post).collect::<Vec<_>>())
        };
        let credited = |hours: &[i64]| with(hours).credited_months;
        assert_eq!(credited(&[40]), 24);
        assert_eq!(credited(&[30]), 24, "what the OECD counts as full time");
        assert_eq!(credited(&[15]), 12);
        assert_eq!(credited(&[15, 15]), 24);
        assert_eq!(credited(&[20, 20]), 24, "and no further");
        assert_eq!(with(&[15]).in_occupation_months, 12, "a post asks months of work");
        assert_eq!(with(&[15]).total_months, Some(24), "and the calendar goes on");
        assert_eq!(nurse(&[job("2221", "2022-01-01", "2023-12-31")]).credited_months, 24, "hours unknown");
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

    /// What is told without a day is, on any day, what the periods up to it are; at most one of them lies ahead.
    #[test]
    fn practice_on_record_is_that_of_the_day_asked() {
        let jobs = [
            job("2221", "2010-03-01", "2012-02-29"),
            job("5321", "2011-01-01", "2014-05-31"),
            job("2221", "2016-01-01", "2018-12-31"),
        ];
        let ahead = ["2027-06-30", "2019-01-01", ""].map(|ended| job("2221", "2018-12-01", ended));
        let later = ["2028-12-31", ""].map(|ended| job("2221", "2027-01-01", ended));
        let more = ahead.into_iter().chain(later).map(|one| jobs.iter().cloned().chain([one]).collect());
        let all: Vec<Vec<Employment>> = more.chain([jobs.to_vec(), jobs[..1].to_vec(), Vec::new()]).collect();
        for jobs in &all {
            for day in ["2026-11-01", "2027-01-01", "2027-08-15", "2031-01-01"] {
                let day: Day = day.parse().unwrap();
                let spans =
                    united(jobs.iter().filter_map(|job| span(job, day)).filter(|(from, to)| from < to));
                let on = recorded(jobs).on(day);
                assert_eq!(on.unwrap_or_default().unsigned_abs(), days(&spans), "{day} {jobs:?}");
                assert_eq!(on.is_none(), jobs.is_empty());
            }
        }
    }

    #[test]
    fn practice_counts_by_how_long_ago_it_was() {
        for (from, to, credited, until) in [
            ("2021-01-01", "", 36, "2024-01-01"),
            ("2019-01-01", "2020-12-31", 22, "2021-01-01"),
            ("2012-01-01", "2013-12-31", 8, "2014-01-01"),
            ("2000-03-25", "2008-09-25", 0, "2008-09-26"),
        ] {
            let found = nurse(&[job("2221", from, to)]);
            assert_eq!((found.credited_months, found.until), (credited, until.parse().ok()), "{from}");
        }
    }

    #[test]
    fn no_day_counts_twice_whatever_it_counts_for() {
        // A year of nursing, and the same year as an associate: a year.
        let both = [job("2221", "2023-01-01", ""), job("3221", "2023-01-01", "")];
        assert_eq!(nurse(&both).credited_months, 12);
        let after = [job("2221", "2023-01-01", ""), job("3221", "2022-01-01", "2022-12-31")];
        assert_eq!(nurse(&after).credited_months, 18);
    }

    #[test]
    fn practice_in_the_specialty_counts_for_more_than_in_a_related_or_another_one() {
        let id = |id: &str| -> SpecialtyId { id.parse().unwrap() };
        let (icu, recovery) = ([id("nursing-icu")], [id("nursing-recovery")]);
        let credited = |specialty: Option<&str>| {
            let mut one = job("2221", "2022-01-01", "");
            one.specialty = specialty.map(id);
            let sought = SoughtPractice { specialties: &icu, related: &recovery, ..sought(&[]) };
            months(&[one], &sought, "2024-01-01".parse().unwrap()).credited_months
        };
        assert_eq!(credited(Some("nursing-icu")), 24);
        assert_eq!(credited(Some("nursing-recovery")), 18);
        assert_eq!(credited(Some("nursing-dialysis")), 12);
        assert_eq!(credited(None), 12, "unknown is worth no more than the worst");
    }

    #[test]
    fn what_is_not_known_bounds_nothing() {
        assert_eq!(nurse(&[job("", "2015-03-01", "")]).possible_months, Some(106));
        assert_eq!(nurse(&[job("2221", "", "")]).possible_months, None);
        assert_eq!(nurse(&[job("5321", "2015-03-01", "")]).possible_months, Some(0));
        assert_eq!(nurse(&[job("2221", "2020", "2022")]).possible_months, Some(36));
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
            let at = |jobs: &[Employment], day: i32| months(jobs, &sought(&[]), Day(15_000 + day));
            let all = at(&jobs, 0);
            prop_assert!(at(&jobs[1..], 0).in_occupation_months <= all.in_occupation_months);
            prop_assert!(all.in_occupation_months <= at(&jobs, later).in_occupation_months);
            prop_assert!(all.in_occupation_months <= all.near_occupation_months);
            prop_assert!(Some(all.near_occupation_months) <= all.total_months || all.total_months.is_none());
            prop_assert!(at(&jobs[1..], 0).credited_months <= all.credited_months);
            prop_assert!(all.credited_months <= all.near_occupation_months);
            prop_assert!(all.possible_months.is_none_or(|most| all.in_occupation_months <= most));
        }
    }
}
