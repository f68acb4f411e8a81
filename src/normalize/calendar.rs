//! Calendars beside the Gregorian one, by arithmetic, each with where the arithmetic comes from.
//!
//! A date is converted only where the conversion is exact. A month or year of another calendar covers
//! parts of two of ours: what of it is sure is given, else both readings. Calendars that rest on sightings
//! or on tables of the year (Islamic, Bikram Sambat) are refused by name.

use crate::model::{Calendar, Day, PartialDate};
use jiff::civil::Date;

/// A Japanese era: the sign and letter under which it is written, its first day, and the year before its
/// year 1. Days from the imperial edicts; the calendar is the Gregorian one since 1873.
pub(super) struct Era {
    pub(super) name: &'static str,
    pub(super) letter: &'static str,
    pub(super) before: i16,
    pub(super) first: Date,
}

pub(super) const ERAS: &[Era] = &[
    Era { name: "明治", letter: "m", before: 1867, first: Date::constant(1873, 1, 1) },
    Era { name: "大正", letter: "t", before: 1911, first: Date::constant(1912, 7, 30) },
    Era { name: "昭和", letter: "s", before: 1925, first: Date::constant(1926, 12, 25) },
    Era { name: "平成", letter: "h", before: 1988, first: Date::constant(1989, 1, 8) },
    Era { name: "令和", letter: "r", before: 2018, first: Date::constant(2019, 5, 1) },
];

/// What a date of a calendar is in ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Converted {
    /// The date, or as much of it as is sure.
    Sure(PartialDate),
    /// One of two years.
    Either(PartialDate, PartialDate),
    /// No date of that calendar, or outside the years for which the arithmetic holds.
    No,
}

impl Calendar {
    /// What a date of this calendar is in ours.
    pub(super) fn convert(self, year: i32, month: Option<i8>, day: Option<i8>) -> Converted {
        let gregorian = |year: i32| match i16::try_from(year) {
            Ok(year) => PartialDate::new(year, month, day).map_or(Converted::No, Converted::Sure),
            Err(_) => Converted::No,
        };
        match self {
            Self::Gregorian => gregorian(year),
            // Years before 2484 (1941) began on 1 April: their first months lie in the year after.
            Self::Buddhist if year < 2484 => match month {
                Some(4..=12) => gregorian(year - 543),
                Some(1..=3) if year < 2483 => gregorian(year - 542),
                _ => Converted::No,
            },
            Self::Buddhist => gregorian(year - 543),
            Self::Minguo => gregorian(year + 1911),
            Self::Ethiopian => span(ethiopian, 13, year, month, day),
            Self::SolarHijri => span(solar_hijri, 12, year, month, day),
            Self::Islamic => islamic(year, month, day),
            // A year of an era says nothing without its era.
            Self::Japanese | Self::BikramSambat | Self::Saka | Self::Other => Converted::No,
        }
    }
}

/// The number of a day from its calendar date: `None` where the calendar has no such day.
type Number = fn(i32, i8, i8) -> Option<Day>;

/// The part of our calendar that a date, a month or a year of another one covers.
fn span(number: Number, months: i8, year: i32, month: Option<i8>, day: Option<i8>) -> Converted {
    let range = match (month, day) {
        (Some(month), Some(day)) => number(year, month, day).map(|day| (day, day)),
        (Some(month), None) if month == months => {
            number(year, month, 1).zip(number(year + 1, 1, 1)).map(|(from, next)| (from, Day(next.0 - 1)))
        }
        (Some(month), None) => {
            number(year, month, 1).zip(number(year, month + 1, 1)).map(|(from, next)| (from, Day(next.0 - 1)))
        }
        (None, _) => {
            number(year, 1, 1).zip(number(year + 1, 1, 1)).map(|(from, next)| (from, Day(next.0 - 1)))
        }
    };
    range.map_or(Converted::No, |(from, to)| covered(from, to))
}

/// The most exact date that surely covers all days of a range.
fn covered(from: Day, to: Day) -> Converted {
    let (from, to) = (from.date(), to.date());
    let made = |month, day| PartialDate::new(from.year(), month, day);
    let sure = if from == to {
        made(Some(from.month()), Some(from.day()))
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        made(Some(from.month()), None)
    } else if from.year() == to.year() {
        made(None, None)
    } else {
        return match (made(None, None), PartialDate::new(to.year(), None, None)) {
            (Ok(first), Ok(second)) => Converted::Either(first, second),
            _ => Converted::No,
        };
    };
    sure.map_or(Converted::No, Converted::Sure)
}

/// Julian day number of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// Ethiopian: every fourth year is long, its epoch is 29 August 8 of the Julian calendar (JDN 1724221).
/// Source: Dershowitz and Reingold, *Calendrical Calculations*, the Ethiopic calendar.
fn ethiopian(year: i32, month: i8, day: i8) -> Option<Day> {
    let last = match month {
        1..=12 => 30,
        13 if year % 4 == 3 => 6,
        13 => 5,
        _ => return None,
    };
    if !(1800..=2180).contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    let number = 1_724_221 + 365 * (year - 1) + year / 4 + 30 * (i32::from(month) - 1) + i32::from(day) - 1;
    Some(Day(number - EPOCH))
}

/// Solar Hijri: six months of 31 days, five of 30, Esfand of 29 or 30. The year begins with the March equinox;
/// a cycle of 33 years with 8 long ones gives the official years from 1304, when Iran took the calendar up,
/// to 1500. Source: the calendar act of Iran of 1925; the 33-year rule as in the Unicode project's ICU.
fn solar_hijri(year: i32, month: i8, day: i8) -> Option<Day> {
    let last = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_long(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !(1304..=1500).contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    let years: i32 = (1304..year).map(|y| 365 + i32::from(is_long(y))).sum();
    let month = i32::from(month) - 1;
    Some(Day(FARVARDIN_1304 + years + 31 * month - (month - 6).max(0) + i32::from(day) - 1))
}

/// 21 March 1925.
const FARVARDIN_1304: i32 = -16_357;

fn is_long(year: i32) -> bool {
    (25 * year + 11) % 33 < 8
}

/// Islamic, by the tabular civil calendar, give or take three days for the sighting of the moon: good
/// enough to say a month or year, never a day. Epoch: 16 July 622 Julian (JDN 1948440).
/// Source: Dershowitz and Reingold, *Calendrical Calculations*, the arithmetical Islamic calendar.
fn islamic(year: i32, month: Option<i8>, day: Option<i8>) -> Converted {
    let number = |year: i32, months: i32, day: i32| {
        // Months of 30 and 29 days in turn, eleven long years in thirty.
        day + (59 * months + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 1_948_439 - EPOCH
    };
    if !(1200..=1600).contains(&year)
        || month.is_some_and(|m| !(1..=12).contains(&m))
        || day.is_some_and(|d| !(1..=30).contains(&d))
    {
        return Converted::No;
    }
    let first = month.map_or(0, |m| i32::from(m) - 1);
    let (from, to) = match day {
        Some(day) => (number(year, first, day.into()), number(year, first, day.into())),
        None => {
            let months = if month.is_some() { first + 1 } else { 12 };
            (number(year, first, 1), number(year, months, 0))
        }
    };
    covered(Day(from - 3), Day(to + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(calendar: Calendar, year: i32, month: i8, day: i8) -> String {
        let known = |part: i8| (part != 0).then_some(part);
        match calendar.convert(year, known(month), known(day)) {
            Converted::Sure(date) => date.to_string(),
            Converted::Either(a, b) => format!("{a} or {b}"),
            Converted::No => "none".to_owned(),
        }
    }

    #[test]
    fn known_days_of_other_calendars() {
        use Calendar::{Buddhist, Ethiopian, Islamic, Minguo, SolarHijri};
        for (calendar, (year, month, day), iso) in [
            // New years and the millennium of the Ethiopian calendar.
            (Ethiopian, (2000, 1, 1), "2007-09-12"),
            (Ethiopian, (2016, 1, 1), "2023-09-12"),
            (Ethiopian, (2017, 1, 1), "2024-09-11"),
            (Ethiopian, (2017, 4, 22), "2024-12-31"),
            (Ethiopian, (2015, 13, 6), "2023-09-11"),
            (Ethiopian, (2016, 13, 6), "none"),
            (Ethiopian, (2016, 13, 5), "2024-09-10"),
            (Ethiopian, (2016, 14, 1), "none"),
            (Ethiopian, (2016, 0, 0), "2023 or 2024"),
            (Ethiopian, (2016, 1, 0), "2023"),
            (Ethiopian, (2016, 13, 0), "2024-09"),
            // Nowruz of several years, and the last day of a long one.
            (SolarHijri, (1304, 1, 1), "1925-03-21"),
            (SolarHijri, (1358, 1, 1), "1979-03-21"),
            (SolarHijri, (1375, 1, 1), "1996-03-20"),
            (SolarHijri, (1399, 1, 1), "2020-03-20"),
            (SolarHijri, (1399, 12, 30), "2021-03-20"),
            (SolarHijri, (1400, 1, 1), "2021-03-21"),
            (SolarHijri, (1403, 1, 1), "2024-03-20"),
            (SolarHijri, (1403, 10, 11), "2024-12-31"),
            (SolarHijri, (1404, 12, 30), "none"),
            (SolarHijri, (1408, 1, 1), "2029-03-20"),
            (SolarHijri, (1409, 1, 1), "2030-03-21"),
            (Buddhist, (2567, 12, 31), "2024-12-31"),
            (Buddhist, (2567, 2, 30), "none"),
            (Buddhist, (2480, 2, 1), "1938-02-01"),
            (Buddhist, (2480, 5, 1), "1937-05-01"),
            (Buddhist, (2483, 2, 1), "none"),
            (Minguo, (113, 12, 31), "2024-12-31"),
            (Minguo, (79, 0, 0), "1990"),
            // 1 Muharram 1446 was 7 or 8 July 2024; 1 Ramadan 1445 11 or 12 March.
            (Islamic, (1446, 1, 10), "2024-07"),
            (Islamic, (1446, 1, 1), "2024-07"),
            (Islamic, (1445, 9, 15), "2024-03"),
            (Islamic, (1446, 0, 0), "2024 or 2025"),
        ] {
            assert_eq!(converted(calendar, year, month, day), iso, "{calendar:?} {year}-{month}-{day}");
        }
    }

    #[test]
    fn days_follow_each_other() {
        let months = |number: Number, months: i8| {
            for year in 1304..1499 {
                let mut last = number(year, 1, 1).unwrap().0 - 1;
                for month in 1..=months {
                    for day in 1..=31 {
                        if let Some(found) = number(year, month, day) {
                            assert_eq!(found.0, last + 1, "{year}-{month}-{day}");
                            last = found.0;
                        }
                    }
                }
                assert_eq!(number(year + 1, 1, 1).unwrap().0, last + 1);
            }
        };
        months(solar_hijri, 12);
        months(|year, month, day| ethiopian(year + 600, month, day), 13);
    }
}
