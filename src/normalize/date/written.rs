//! What a text turns out to be before its column has a say.

use super::super::calendar::Converted;
use super::super::reason::Remark;
use super::super::refusal::Refusal;
use crate::model::{Calendar, PartialDate};

/// A date and what is to be said of how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::normalize) struct Dated {
    pub(in crate::normalize) date: PartialDate,
    pub(in crate::normalize) remark: Option<Remark>,
}

/// A text taken apart.
pub(super) enum Written {
    /// One date.
    Exact(Dated),
    /// Two small numbers and a year.
    Local {
        first: i8,
        second: i8,
        year: i32,
        /// With dots the day comes first wherever dots are used.
        dotted: bool,
        calendar: Calendar,
    },
    /// Three small numbers.
    Short {
        numbers: [i8; 3],
        dotted: bool,
    },
    /// A day and a named month with a year of two digits.
    ShortYear {
        year: i8,
        month: i8,
        day: Option<i8>,
    },
    /// Five digits and perhaps a fraction.
    DayNumber {
        number: i32,
        digits: [i8; 5],
    },
    /// Understood, and not to be taken.
    Refused(Refusal),
    Unreadable,
}

pub(super) fn gregorian(year: i16, month: i8, day: i8) -> Option<PartialDate> {
    PartialDate::new(year, Some(month), Some(day)).ok()
}

/// A full date of a calendar.
pub(super) fn made(calendar: Calendar, year: i32, month: i8, day: i8) -> Option<PartialDate> {
    match calendar.convert(year, Some(month), Some(day)) {
        Converted::Sure(date) if date.is_full() => Some(date),
        _ => None,
    }
}

/// What is said of a date that was converted.
pub(super) fn converted(calendar: Calendar, date: PartialDate) -> Option<Remark> {
    (calendar != Calendar::Gregorian).then_some(Remark::Converted { calendar, date })
}

pub(super) fn small(number: i64) -> i8 {
    i8::try_from(number).unwrap_or(i8::MAX)
}
