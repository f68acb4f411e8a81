//! Dates written as one number: `20241231`, `202412`, seconds since 1970.

use super::super::reason::RefusalReason;
use super::calendars::impossible;
use super::written::{Dated, Written, gregorian, small};
use crate::model::{Calendar, Day, PartialDate};
use jiff::civil::Date;

pub(super) fn five_digits(value: i64) -> Written {
    let number = i32::try_from(value).unwrap_or_default();
    let digit = |power: i32| small(i64::from(number / power % 10));
    Written::DayNumber { number, digits: [digit(10_000), digit(1_000), digit(100), digit(10), digit(1)] }
}

/// `20241231`, or day, month and year in a row: the years of our time cannot be months, so no number is both.
pub(super) fn eight_digits(value: i64) -> Written {
    let part = |power: i64, size: i64| value / power % size;
    let year = |value: i64| i16::try_from(value).unwrap_or_default();
    if let Some(date) = gregorian(year(part(10_000, 10_000)), small(part(100, 100)), small(part(1, 100))) {
        return Written::Exact(Dated { date, remark: None });
    }
    let last = part(1, 10_000);
    if (1800..=2199).contains(&last) {
        return Written::Local {
            first: small(part(1_000_000, 100)),
            second: small(part(10_000, 100)),
            year: i32::from(year(last)),
            dotted: false,
            calendar: Calendar::Gregorian,
        };
    }
    Written::Refused(impossible(
        Calendar::Gregorian,
        i32::from(year(part(10_000, 10_000))),
        small(part(100, 100)),
        small(part(1, 100)),
    ))
}

/// `202412` is a month, and `311224` a day; some numbers are both.
pub(super) fn six_digits(value: i64) -> Written {
    let part = |power: i64, size: i64| small(value / power % size);
    let month = PartialDate::new(i16::try_from(value / 100).unwrap_or_default(), Some(part(1, 100)), None);
    let short = [part(10_000, 100), part(100, 100), part(1, 100)];
    let day = gregorian(2000 + i16::from(short[2]), short[1], short[0]);
    match (month, day) {
        (Ok(date), None) => Written::Exact(Dated { date, remark: None }),
        (Ok(month), Some(day)) => {
            Written::Refused(RefusalReason::SixDigits.meant_any([month, day].map(|date| date.to_string())))
        }
        (Err(_), _) => Written::Short { numbers: short, dotted: false },
    }
}

/// Seconds since 1970, as programs count: the day depends on the time zone.
pub(super) fn moment(seconds: i64) -> Written {
    let day = i32::try_from(seconds.div_euclid(86_400)).map(|day| Day(day).date());
    Written::Refused(RefusalReason::Seconds.meant_any(day.map(|day: Date| day.to_string()).ok()))
}
