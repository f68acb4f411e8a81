//! Dates as written: ISO, with names of months in many languages, in an order of day and month that the
//! column settles, with years of two digits where only one century is plausible, as the day number of a
//! spreadsheet, and in other calendars where the conversion is exact.
//!
//! What may be two dates is refused with both. A text is cut into tokens and assembled to what it is before its column
//! has a say ([`Written`]); the column then settles order, century and day numbers.

mod assembly;
mod calendars;
mod century;
mod column;
mod day_number;
mod digits;
mod order;
mod setting;
mod time;
mod token;
mod written;

pub(super) use column::{calendar_of_header, date_evidence, hijri, is_day_number, is_other_calendar};
pub use order::{DateOrder, OrderEvidence};
pub(super) use setting::{Setting, Years};

use super::reason::RefusalReason;
use super::refusal::Refusal;
use crate::model::PartialDate;
use written::{Dated, Written};

/// Reads a date; `order` is that of its column, if it is settled.
///
/// # Errors
/// [`Refusal`] with both readings when the order is not settled, and when the text is no date.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<PartialDate, Refusal> {
    dated(text, Setting { order, ..Setting::default() }).map(|dated| dated.date)
}

/// Reads a date as its column says.
pub(super) fn dated(text: &str, setting: Setting) -> Result<Dated, Refusal> {
    const ZERO: [&str; 4] = ["1899-12-30", "1899-12-31", "30/12/1899", "31/12/1899"];
    if ZERO.contains(&text) {
        return Err(RefusalReason::ZeroAsDate.into());
    }
    let of_column = setting.calendar.and_then(|calendar| column::in_calendar(text, calendar));
    if let (None, Ok(date)) = (&of_column, text.parse()) {
        return Ok(Dated { date, remark: None });
    }
    match of_column.or_else(|| assembly::quick(text)).unwrap_or_else(|| assembly::read(text)) {
        Written::Exact(dated) => Ok(dated),
        Written::Unreadable => Err(RefusalReason::NoDate.into()),
        Written::Refused(refusal) => Err(refusal),
        Written::Local { first, second, year, dotted, calendar } => {
            order::local(first, second, year, dotted, calendar, setting.order)
        }
        Written::Short { numbers, dotted } => century::short(numbers, dotted, setting),
        Written::ShortYear { year, month, day } => century::century(&[(year, month, day)], setting),
        Written::DayNumber { number, digits } => day_number::day_number(number, digits, setting),
    }
}
