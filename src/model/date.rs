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

super::record::text_cell!(@serde PartialDate, "a date");

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
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(day("1969-12-31").0, -1);
    }

    #[test]
    fn a_window_is_half_open() {
        let window = Window { from: Some(day("2023-03-08")), until: Some(day("2023-12-14")) };
        assert!(window.contains(day("2023-03-08")) && !window.contains(day("2023-12-14")));
        assert!(Window::default().contains(day("1900-01-01")));
    }
}
