//! Dates of which the day, or the day and the month, may be unknown, and half-open windows.

use super::NotA;
use jiff::civil::Date;
use std::fmt;

/// A day as a number: days since 1970-01-01, negative before it.
///
/// Rules, profiles and windows compare days as integers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The number of a calendar date.
    pub fn of(date: Date) -> Self {
        let days = date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
        // A jiff date lies between the years -9999 and 9999: under four million days.
        Self(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// The calendar date of the number, clamped to the years -9999 to 9999.
    pub fn date(self) -> Date {
        let days = jiff::Span::new().try_days(self.0).unwrap_or_default();
        Date::constant(1970, 1, 1).saturating_add(days)
    }

    /// The day `months` calendar months later (earlier when negative); the day of the month is
    /// clamped to the length of the month reached.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let span = jiff::Span::new().try_months(months).unwrap_or_default();
        Self::of(self.date().saturating_add(span))
    }

    /// Days from `self` to `later`; negative when `later` lies before.
    pub fn days_until(self, later: Self) -> i64 {
        let hours = self.date().duration_until(later.date()).as_hours();
        hours / 24
    }

    /// Whole calendar months from `self` to `later`; negative when `later` lies before.
    pub fn months_until(self, later: Self) -> i32 {
        let (a, b) = (self.date(), later.date());
        let months =
            (i32::from(b.year()) - i32::from(a.year())) * 12 + i32::from(b.month()) - i32::from(a.month());
        // A month is whole only when its day of the month, clamped, was reached.
        match months {
            m if m > 0 && self.add_months(m) > later => m - 1,
            m if m < 0 && self.add_months(m) < later => m + 1,
            m => m,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

impl std::str::FromStr for Day {
    type Err = NotA;

    /// Reads a full ISO 8601 date, `2026-11-24`.
    fn from_str(text: &str) -> Result<Self, NotA> {
        match text.parse::<PartialDate>() {
            Ok(PartialDate { year, month: Some(month), day: Some(day) }) => Date::new(year, month, day)
                .map(Self::of)
                .map_err(|_| NotA::new(text, "a full date, `2026-11-24`")),
            _ => Err(NotA::new(text, "a full date, `2026-11-24`")),
        }
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An ISO 8601 date that may lack its day or its month: `2024-05-31`, `2024-05`, `2024`.
///
/// Years run from 1800 to 2199: outside them a date in these files is a slip of the hand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// Makes a date from its parts.
    ///
    /// # Errors
    /// [`NotA`] when the parts are no date of the calendar, when a day comes without its month, or
    /// when the year lies outside 1800 to 2199.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, NotA> {
        let wrong = || NotA::new(&format!("{year} {month:?} {day:?}"), "a date between 1800 and 2199");
        if !(1800..=2199).contains(&year) || (month.is_none() && day.is_some()) {
            return Err(wrong());
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| wrong())?;
        Ok(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Whether day and month are both known.
    pub fn is_full(self) -> bool {
        self.day.is_some()
    }

    /// The first day that the date may mean.
    pub fn earliest(self) -> Day {
        Day::of(Date::constant(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)))
    }

    /// The last day that the date may mean.
    pub fn latest(self) -> Day {
        let date = Date::constant(self.year, self.month.unwrap_or(12), self.day.unwrap_or(1));
        Day::of(if self.day.is_some() { date } else { date.last_of_month() })
    }

    /// Whether it surely lies before the other: dates without a day may lie in the right order.
    pub fn is_before(self, other: Self) -> bool {
        self.last() < other.first()
    }

    /// Whether it surely lies more than so many calendar months before the other.
    pub fn is_months_before(self, months: i32, other: Self) -> bool {
        self.last().later(months) < other.first()
    }

    /// Whether it surely lies more than so many years before the other.
    pub fn is_years_before(self, years: i32, other: Self) -> bool {
        self.is_months_before(years.saturating_mul(12), other)
    }

    /// Whether the other surely comes before so many years from it have passed.
    pub fn is_within_years(self, years: i32, other: Self) -> bool {
        other.last() < self.first().later(years.saturating_mul(12))
    }

    /// Whether the two are written apart, yet one day may be meant.
    pub fn may_be(self, other: Self) -> bool {
        self != other && !self.is_before(other) && !other.is_before(self)
    }

    /// The most years from its first day to the end of the other's last: whole months, and days of a 365.25th.
    pub fn most_years_until(self, other: Self) -> f64 {
        let (from, end) = (self.earliest(), Day(other.latest().0 + 1));
        let months = from.months_until(end);
        f64::from(months) / 12.0 + f64::from(end.0 - from.add_months(months).0) / 365.25
    }

    /// The date as one number; a month or a day that is not known is 0.
    fn packed(self) -> u64 {
        let part = |part: Option<i8>| u64::from(part.unwrap_or_default().unsigned_abs());
        (u64::from(self.year.unsigned_abs()) * 13 + part(self.month)) * 32 + part(self.day)
    }

    fn unpacked(number: u64) -> Option<Self> {
        let part = |number: u64| match i8::try_from(number) {
            Ok(0) => Some(None),
            part => part.ok().map(Some),
        };
        let year = i16::try_from(number / 32 / 13).ok()?;
        Self::new(year, part(number / 32 % 13)?, part(number % 32)?).ok()
    }

    fn first(self) -> Point {
        Point::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    fn last(self) -> Point {
        let month = self.month.unwrap_or(12);
        Point::new(self.year, month, self.day.unwrap_or_else(|| length(self.year.into(), month.into())))
    }
}

/// A day as its month, counted from the year 0, and its day in it: ordered as the days are, and months are added to it
/// without a calendar. Checks compare dates in every row of files of a million rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Point {
    month: i32,
    day: i8,
}

impl Point {
    fn new(year: i16, month: i8, day: i8) -> Self {
        Self { month: i32::from(year) * 12 + i32::from(month) - 1, day }
    }

    /// So many months later; the day is clamped to the length of the month reached, as [`Day::add_months`] clamps it.
    fn later(self, months: i32) -> Self {
        let month = self.month.saturating_add(months);
        let day = if self.day > 28 {
            self.day.min(length(month.div_euclid(12), month.rem_euclid(12) + 1))
        } else {
            self.day
        };
        Self { month, day }
    }
}

/// The length of a month in days; the month from 1.
fn length(year: i32, month: i32) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let wrong = || NotA::new(text, "an ISO 8601 date, `2024-05-31`, `2024-05` or `2024`");
        let digit = |at: usize| i16::from(text.as_bytes()[at] - b'0');
        let small = |at: usize| i8::try_from(digit(at) * 10 + digit(at + 1)).map_err(|_| wrong());
        let (month, day) = match text.as_bytes() {
            [year @ .., b'-', m, n, b'-', d, e]
                if year.len() == 4 && all_digits(&[year, &[*m, *n, *d, *e]]) =>
            {
                (Some(small(5)?), Some(small(8)?))
            }
            [year @ .., b'-', m, n] if year.len() == 4 && all_digits(&[year, &[*m, *n]]) => {
                (Some(small(5)?), None)
            }
            year if year.len() == 4 && all_digits(&[year]) => (None, None),
            _ => return Err(wrong()),
        };
        let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
        Self::new(year, month, day).map_err(|_| wrong())
    }
}

fn all_digits(parts: &[&[u8]]) -> bool {
    parts.iter().all(|part| part.iter().all(u8::is_ascii_digit))
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

super::record::text_cell!(@serde PartialDate, "a date", PartialDate::packed, PartialDate::unpacked);

/// A half-open window of days: `from` is inside, `until` is not; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// The first day inside, if the window has a start.
    pub from: Option<Day>,
    /// The first day outside again, if the window has an end.
    pub until: Option<Day>,
}

impl Window {
    /// Reads the two columns of a table, a shortened start as its first day, a shortened end as its
    /// last: the reading of the ethics and language tables.
    pub fn reading_early(from: Option<PartialDate>, until: Option<PartialDate>) -> Self {
        Self { from: from.map(PartialDate::earliest), until: until.map(PartialDate::latest) }
    }

    /// Whether `day` lies inside.
    pub fn contains(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether some day lies inside of both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before =
            |from: Option<Day>, until: Option<Day>| from.zip(until).is_none_or(|(from, until)| from < until);
        begins_before(self.from, other.until) && begins_before(other.from, self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_may_lack_day_or_month() {
        for text in ["2024", "2024-02", "2024-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "24", "2023-02-29", "2024-2-1", "2024-13", "2024-01-01-01", "1799", "+024", "20 4"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_shortened_date_is_a_span_of_days() {
        let month: PartialDate = "2020-02".parse().unwrap();
        assert_eq!((month.earliest(), month.latest()), (day("2020-02-01"), day("2020-02-29")));
        let year: PartialDate = "2021".parse().unwrap();
        assert_eq!((year.earliest(), year.latest()), (day("2021-01-01"), day("2021-12-31")));
    }

    #[test]
    fn months_are_counted_whole() {
        assert_eq!(day("2024-01-31").months_until(day("2024-02-29")), 1);
        assert_eq!(day("2024-01-15").months_until(day("2024-02-14")), 0);
        assert_eq!(day("2024-02-14").months_until(day("2024-01-15")), 0);
        assert_eq!(day("2024-03-01").months_until(day("2024-01-01")), -2);
        let days = |from: &str, until: &str| day(from).days_until(day(until));
        assert_eq!(days("2024-02-28", "2024-03-01"), 2);
        assert_eq!(days("2025-02-28", "2025-03-01"), 1);
        assert_eq!(days("2026-07-01", "2026-07-01"), 0);
        assert_eq!(days("2026-01-01", "2025-01-01"), -365);
        assert_eq!(day("1969-12-31").0, -1);
    }

    #[test]
    fn a_window_is_half_open() {
        let window = Window { from: Some(day("2023-03-08")), until: Some(day("2023-12-14")) };
        assert!(window.contains(day("2023-03-08")) && !window.contains(day("2023-12-14")));
        assert!(Window::default().contains(day("1900-01-01")));
        let next = Window { from: window.until, until: None };
        assert!(!window.overlaps(&next) && !next.overlaps(&window));
        assert!(window.overlaps(&Window::default()) && next.overlaps(&next));
    }

    fn partial(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_what_cannot_be_is_out_of_order() {
        let of = partial;
        assert!(of("2013").is_before(of("2014-06")));
        assert!(!of("2014").is_before(of("2014-06")) && !of("2014-06").is_before(of("2014")));
        assert!(of("2014-05-31").is_before(of("2014-06-01")));
        assert!(of("2000-02-29").is_within_years(15, of("2014")));
        assert!(!of("2000").is_within_years(15, of("2015")));
        assert!(of("2000").is_years_before(15, of("2016")) && !of("2000").is_years_before(15, of("2015")));
        assert!(of("2014-06").may_be(of("2014-06-30")) && !of("2014-06").may_be(of("2014-06")));
        assert!((of("2010").most_years_until(of("2014")) - 5.0).abs() < 1e-9);
    }

    fn any_date() -> impl Strategy<Value = PartialDate> {
        (1800_i16..=2199, 0_i8..=12, 0_i8..=31).prop_map(|(year, month, day)| {
            let (month, day) = ((month > 0).then_some(month), (month > 0 && day > 0).then_some(day));
            PartialDate::new(year, month, day)
                .unwrap_or_else(|_| PartialDate::new(year, month, Some(28)).unwrap())
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// What is said of two dates is said of the days that they may mean, by the calendar.
        #[test]
        fn dates_are_compared_as_the_days_that_they_may_mean(
            one in any_date(), other in any_date(), near in any::<bool>(), months in -600_i32..=1_200,
        ) {
            let other = if near { PartialDate { year: one.year, ..other } } else { other };
            // The day may not be there in the year of the one.
            let other = PartialDate::new(other.year, other.month, other.day).unwrap_or(one);
            prop_assert_eq!(one.is_before(other), one.latest() < other.earliest());
            prop_assert_eq!(
                one.is_months_before(months, other),
                one.latest().add_months(months) < other.earliest()
            );
            let years = months / 12;
            prop_assert_eq!(
                one.is_years_before(years, other),
                one.latest().add_months(years * 12) < other.earliest()
            );
            prop_assert_eq!(
                one.is_within_years(years, other),
                other.latest() < one.earliest().add_months(years * 12)
            );
            let share_a_day = one.earliest() <= other.latest() && other.earliest() <= one.latest();
            prop_assert_eq!(one.may_be(other), one != other && share_a_day);
            let most = one.most_years_until(other) * 365.25;
            let days = f64::from(other.latest().0 - one.earliest().0 + 1);
            // Centuries without a leap day, and parts of a year.
            prop_assert!((most - days).abs() < 6.0, "{} years, {} days", one.most_years_until(other), days);
        }
    }
}
