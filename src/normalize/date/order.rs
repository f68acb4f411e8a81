//! The order of day and month: how a column shows it, and how it settles a date of two small numbers and a year.

use super::super::reason::RefusalReason;
use super::super::refusal::Refusal;
use super::calendars::impossible;
use super::written::{Dated, converted, made};
use crate::model::{Calendar, words};

words! {
    /// The order of day and month in a column of local dates.
    DateOrder, "`day-month-year`, `month-day-year` or `year-month-day`" {
        /// 31/12/2024.
        DayMonthYear = "day-month-year",
        /// 12/31/2024.
        MonthDayYear = "month-day-year",
        /// 24/12/31: of years with two digits only, a year of four that comes first is clear by itself.
        YearMonthDay = "year-month-day",
    }
}

/// What the dates of a column show of their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    /// Dates that only day before month explains.
    pub day_first: u64,
    /// Dates that only month before day explains.
    pub month_first: u64,
    /// Dates of two-digit years that only a year in front explains.
    pub year_first: u64,
    /// Dates that more than one order explains.
    pub unclear: u64,
}

impl OrderEvidence {
    /// Whether some of it points one way and some another.
    pub fn is_torn(self) -> bool {
        [self.day_first, self.month_first, self.year_first].iter().filter(|&&seen| seen > 0).count() > 1
    }

    /// The order, when all the evidence points one way.
    pub fn settled(self) -> Option<DateOrder> {
        match (self.day_first > 0, self.month_first > 0, self.year_first > 0) {
            (true, false, false) => Some(DateOrder::DayMonthYear),
            (false, true, false) => Some(DateOrder::MonthDayYear),
            (false, false, true) => Some(DateOrder::YearMonthDay),
            _ => None,
        }
    }
}

pub(super) fn local(
    first: i8,
    second: i8,
    year: i32,
    dotted: bool,
    calendar: Calendar,
    order: Option<DateOrder>,
) -> Result<Dated, Refusal> {
    let day_first = made(calendar, year, second, first);
    let month_first = made(calendar, year, first, second).filter(|_| !dotted);
    let date = match (day_first, month_first, order) {
        // The column speaks for days first, and this cell cannot be read so, or the other way round: it
        // contradicts its column, yet has one reading.
        (Some(date), None, _) | (None, Some(date), _) => date,
        (Some(date), Some(_), Some(DateOrder::DayMonthYear)) => date,
        (Some(_), Some(date), Some(DateOrder::MonthDayYear)) => date,
        (Some(a), Some(b), _) if a == b => a,
        // Where people count in another calendar the day comes first.
        (Some(date), Some(_), None) if calendar != Calendar::Gregorian => date,
        (Some(a), Some(b), _) => {
            return Err(RefusalReason::TwoDates.meant_any([a, b].map(|date| date.to_string())));
        }
        (None, None, _) => return Err(impossible(calendar, year, second, first)),
    };
    Ok(Dated { date, remark: converted(calendar, date) })
}
