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

pub use column::calendar_of_header;
pub(super) use column::{date_evidence, hijri, is_day_number, is_other_calendar};
pub use order::{DateOrder, OrderEvidence};
pub(super) use setting::{Setting, Years};

use super::months::Meaning;
use super::reason::RefusalReason;
use super::refusal::Refusal;
use crate::model::{Calendar, Day, PartialDate};
use written::{Dated, Written};

/// Reads a date; `order` is that of its column, if it is settled.
///
/// # Errors
/// [`Refusal`] with both readings when the order is not settled, and when the text is no date.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<PartialDate, Refusal> {
    dated(text, Setting { order, ..Setting::default() }).map(|dated| dated.date)
}

/// The day in a text that names a place beside it, which holds no digit: `Garut, 12 May 1996`.
pub(super) fn without_place(text: &str) -> Option<&str> {
    let (place, day) = text.split_once([',', ';', '،']).map(|(place, day)| (place.trim(), day.trim()))?;
    let is_place = |text: &str| text.chars().any(char::is_alphabetic) && !text.contains(char::is_numeric);
    match (is_place(place), is_place(day)) {
        (true, false) => Some(day),
        (false, true) => Some(place),
        _ => None,
    }
}

/// A day in the canonical form with day and month the other way round; `None` where that is no day.
fn other_way_round(text: &str) -> Option<PartialDate> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    format!("{year}-{day}-{month}").parse().ok()
}

/// The day that a moment of UTC is at a place where clocks are ahead by one of these minutes, if it is midnight there:
/// programs write a day as such a moment. `None` for any other text, and for midnight of UTC itself.
pub(super) fn at_midnight(text: &str, ahead: &[i32]) -> Option<PartialDate> {
    const DAY: i32 = 24 * 60;
    let (day, time) = text.trim().split_once(['T', 't', ' '])?;
    let time = time.trim();
    let time =
        ["Z", "z", "+00:00", "+0000", "+00", "UTC", "GMT"].iter().find_map(|zone| time.strip_suffix(zone))?;
    let date: PartialDate = day.parse().ok().filter(|date: &PartialDate| date.is_full())?;
    let mut parts = time.trim().split([':', '.']);
    let mut part = || parts.next()?.parse::<i32>().ok();
    let minutes = part()? * 60 + part()?;
    if minutes == 0
        || !(0..DAY).contains(&minutes)
        || parts.any(|rest| rest.bytes().any(|digit| digit != b'0'))
    {
        return None;
    }
    ahead.iter().find_map(|ahead| match minutes + ahead {
        0 => Some(date),
        DAY => Some(PartialDate::from(Day(date.earliest().0 + 1).date())),
        _ => None,
    })
}

/// The refusal of a date where a score is to stand: a spreadsheet reads 6.5 as the 6th of May or the 5th of June. The score
/// that it was is meant where one of the two has a half.
pub(super) fn score_of(text: &str) -> Option<Refusal> {
    let refuse = |day: i8, month: i8| {
        let scores = [format!("{month}.{day}"), format!("{day}.{month}")];
        let halves: Vec<String> = scores.iter().filter(|score| score.ends_with(".5")).cloned().collect();
        RefusalReason::DateOfScore.meant_any(if halves.len() == 1 { halves } else { scores.to_vec() })
    };
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    if text.len() >= 10
        && let Ok(date) = day.parse::<PartialDate>()
        && date.is_full()
    {
        let date = date.earliest().date();
        return Some(refuse(date.day(), date.month()));
    }
    // A month by its name beside one or two numbers, and nothing else.
    let words: Vec<&str> =
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = |word: &&str| match super::months::meaning(word) {
        Some(Meaning::Month(Calendar::Gregorian, month)) if word.chars().count() >= 3 => Some(month),
        _ => None,
    };
    let mut months = words.iter().filter_map(month);
    let (month, None) = (months.next()?, months.next()) else { return None };
    let numbers: Vec<i8> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let alone = numbers.len() + 1 == words.len() && words.len() <= 3;
    numbers.first().filter(|_| alone).map(|&day| refuse(day, month))
}

/// Reads a date as its column says.
pub(super) fn dated(text: &str, setting: Setting) -> Result<Dated, Refusal> {
    const ZERO: [&str; 4] = ["1899-12-30", "1899-12-31", "30/12/1899", "31/12/1899"];
    if ZERO.contains(&text) {
        return Err(RefusalReason::ZeroAsDate.into());
    }
    let of_column = setting.calendar.and_then(|calendar| column::in_calendar(text, calendar));
    if let (None, Ok(date)) = (&of_column, text.parse::<PartialDate>()) {
        if let Some(other) = other_way_round(text).filter(|other| setting.half_converted && *other != date) {
            return Err(RefusalReason::HalfConverted.meant_any([date, other].map(|date| date.to_string())));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_at_home_is_the_day_at_home() {
        for (text, ahead, day) in [
            ("1980-10-17T21:00:00.000Z", 180, Some("1980-10-18")),
            ("1990-12-31T21:00:00Z", 180, Some("1991-01-01")),
            ("1988-02-28T18:30:00.000Z", 330, Some("1988-02-29")),
            ("1988-02-28 18:15:00+00:00", 345, Some("1988-02-29")),
            ("1988-02-28T16:00Z", 480, Some("1988-02-29")),
            ("1988-02-28T05:00:00Z", -300, Some("1988-02-28")),
            ("1988-02-28T11:00:00Z", 780, Some("1988-02-29")),
            ("1988-02-28T00:00:00Z", 180, None),
            ("1988-02-28T20:00:00Z", 180, None),
            ("1988-02-28T21:00:01Z", 180, None),
            ("1988-02-28T21:00:00", 180, None),
            ("1988-02T21:00:00Z", 180, None),
        ] {
            let read = at_midnight(text, &[ahead]).map(|date| date.to_string());
            assert_eq!(read.as_deref(), day, "{text}");
        }
    }

    #[test]
    fn a_date_in_the_place_of_a_score_is_told_with_the_score() {
        for (text, meant) in [
            ("05-Jun", Some("6.5")),
            ("6-mai", Some("6.5")),
            ("06. Mai", Some("6.5")),
            ("2025-06-05", Some("6.5")),
            ("2025-05-07", Some("7.5")),
            ("8-mayo", Some("8.5")),
            ("Jun-07", Some("6.7 or 7.6")),
            ("6.5", None),
            ("B2", None),
            ("7 of 9", None),
            ("L 7 R 6", None),
        ] {
            let refusal = score_of(text).map(|refusal| refusal.suggestion().unwrap_or_default());
            assert_eq!(refusal.as_deref(), meant, "{text}");
        }
    }
}
