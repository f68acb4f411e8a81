//! Day numbers of spreadsheets, which may as well be day, month and year in one number.

use super::super::reason::{RefusalReason, Remark};
use super::super::refusal::Refusal;
use super::setting::{Setting, Years};
use super::written::{Dated, gregorian};
use crate::model::{Day, PartialDate};

/// Day 1 of the spreadsheets' system of 1900 is 1900-01-01, and they count a 29 February 1900 that never was;
/// so from March 1900 on the count runs from 1899-12-30. The system of 1904 runs 1462 days later.
pub(super) fn of_number(number: i32, since_1904: bool) -> Option<PartialDate> {
    const SINCE_1900: i32 = -25_569;
    const LATER: i32 = 1_462;
    let day = Day(number + SINCE_1900 + if since_1904 { LATER } else { 0 });
    gregorian(day.date().year(), day.date().month(), day.date().day())
}

/// The date of a day number, if the column can hold it.
pub(super) fn plausible(number: i32, years: Option<Years>) -> Option<PartialDate> {
    let years = years.unwrap_or(Years { from: 1930, to: 2090 });
    of_number(number, false).filter(|date| years.holds(*date))
}

/// A day, month and year whose leading zero a spreadsheet took away: 31290 for 03-12-90.
pub(super) fn compact_day([d, m1, m2, y1, y2]: [i8; 5], years: Option<Years>) -> Option<PartialDate> {
    let (month, year) = (m1 * 10 + m2, i16::from(y1 * 10 + y2));
    [1900, 2000]
        .iter()
        .filter_map(|century| gregorian(century + year, month, d))
        .find(|date| years.is_none_or(|years| years.holds(*date)))
}

pub(super) fn day_number(number: i32, digits: [i8; 5], setting: Setting) -> Result<Dated, Refusal> {
    let Some(date) = plausible(number, setting.years) else {
        let date = of_number(number, false).map(|date| date.to_string());
        return Err(RefusalReason::ImplausibleDayNumber.meant_any(date));
    };
    if let Some(other) = compact_day(digits, setting.years).filter(|_| !setting.day_numbers) {
        return Err(RefusalReason::DayNumberOrDay.meant_any([date, other].map(|date| date.to_string())));
    }
    let since_1904 = of_number(number, true);
    Ok(Dated { date, remark: Some(Remark::DayNumber { date, since_1904 }) })
}
