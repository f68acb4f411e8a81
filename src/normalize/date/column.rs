//! What cells and the header of a column show of all its dates: their order, their calendar, whether they are day numbers.

use super::super::clean;
use super::assembly::{quick, read};
use super::day_number::{compact_day, plausible};
use super::order::OrderEvidence;
use super::setting::Years;
use super::written::{Dated, Written, gregorian, made};
use crate::model::{Calendar, PartialDate};

/// Adds what one cell shows to the evidence of its column, of which the plausible years may be known.
pub(in crate::normalize) fn date_evidence(text: &str, years: Option<Years>, evidence: &mut OrderEvidence) {
    let text = text.trim();
    let text = super::without_place(text).unwrap_or(text);
    let counts = |day_first: bool, month_first: bool, year_first: bool, evidence: &mut OrderEvidence| match (
        day_first,
        month_first,
        year_first,
    ) {
        (true, false, false) => evidence.day_first += 1,
        (false, true, false) => evidence.month_first += 1,
        (false, false, true) => evidence.year_first += 1,
        (false, false, false) => {}
        _ => evidence.unclear += 1,
    };
    let written = match quick(text) {
        Some(written) => written,
        // Most other cells of most columns are ISO dates or blank, and show nothing.
        None if text.is_empty() || text.parse::<PartialDate>().is_ok() => return,
        None => read(text),
    };
    match written {
        Written::Local { first, second, year, dotted, calendar } => {
            let day_first = made(calendar, year, second, first).is_some();
            let month_first = !dotted && made(calendar, year, first, second).is_some();
            if !(day_first && month_first && first == second) {
                counts(day_first, month_first, false, evidence);
            }
        }
        Written::Short { numbers: [a, b, c], dotted } => {
            let real = |year: i8, month, day| {
                [1900, 2000].iter().any(|century| {
                    gregorian(century + i16::from(year), month, day)
                        .is_some_and(|date| years.is_none_or(|years| years.holds(date)))
                })
            };
            if !(a == b && b == c) {
                counts(real(c, b, a), !dotted && real(c, a, b), real(a, b, c), evidence);
            }
        }
        _ => {}
    }
}

/// The lunar or solar calendar that a cell surely counts in, of those two that number years alike.
pub(in crate::normalize) fn hijri(text: &str) -> Option<Calendar> {
    let calendar = match read(text.trim()) {
        Written::Local { calendar, .. } => Some(calendar),
        Written::Exact(Dated { remark, .. }) => remark.and_then(|remark| remark.calendar()),
        Written::Refused(refusal) => refusal.reason.calendar(),
        _ => None,
    };
    calendar.filter(|calendar| matches!(calendar, Calendar::SolarHijri | Calendar::Islamic))
}

/// The calendar that a header names for the dates below it: `Date of birth (E.C.)`, `تاريخ الميلاد هجري`. Short
/// signs must stand in brackets, as outside them they mean many things.
pub fn calendar_of_header(header: &str) -> Option<Calendar> {
    let lowered = header.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lowered.contains(word));
    if has(&["shamsi", "jalali", "solar hijri", "شمسی", "شمسي", "خورشیدی"]) {
        return Some(Calendar::SolarHijri);
    }
    if has(&["hijri", "هجري", "هجرية", "هجری", "قمری"]) {
        return Some(Calendar::Islamic);
    }
    if has(&["bikram", "vikram samb", "वि.सं", "बि.सं", "वि. सं", "विक्रम"])
    {
        return Some(Calendar::BikramSambat);
    }
    if has(&["ethiopian calendar", "eth. cal", "ዓ.ም", "ዓ/ም"]) {
        return Some(Calendar::Ethiopian);
    }
    if has(&["民國", "民国", "minguo"]) {
        return Some(Calendar::Minguo);
    }
    let brackets =
        header.split(['(', '[', '（']).skip(1).filter_map(|rest| rest.split([')', ']', '）']).next());
    brackets.flat_map(|inside| inside.split([' ', ',', ';', ':'])).find_map(|sign| {
        match sign.replace('.', "").as_str() {
            "EC" => Some(Calendar::Ethiopian),
            "BS" => Some(Calendar::BikramSambat),
            "AH" => Some(Calendar::Islamic),
            "SH" | "HS" => Some(Calendar::SolarHijri),
            _ => None,
        }
    })
}

/// A text read in the calendar of its column; `None` when it says another itself, or is no date of it.
pub(super) fn in_calendar(text: &str, calendar: Calendar) -> Option<Written> {
    let mark = match calendar {
        Calendar::Ethiopian => "ec",
        Calendar::SolarHijri => "sh",
        Calendar::Islamic => "ah",
        Calendar::BikramSambat => "bs",
        Calendar::Minguo => "roc",
        _ => return None,
    };
    // Years of our time are none of theirs, whatever the header says.
    if matches!(calendar, Calendar::SolarHijri | Calendar::Islamic) {
        let plain = clean::plain(text);
        let mut numbers = plain.split(|c: char| !c.is_ascii_digit());
        if !numbers.any(|number| number.len() == 4 && (number.starts_with("13") || number.starts_with("14")))
        {
            return None;
        }
    }
    // Before the date, as behind it stands the time.
    match read(&format!("{mark} {text}")) {
        Written::Unreadable => None,
        written => Some(written),
    }
}

/// Whether a cell is of another calendar than ours.
pub(in crate::normalize) fn is_other_calendar(text: &str) -> bool {
    match read(text.trim()) {
        Written::Local { calendar, .. } => calendar != Calendar::Gregorian,
        Written::Exact(Dated { remark, .. }) => remark.is_some_and(|remark| remark.calendar().is_some()),
        Written::Refused(refusal) => refusal.reason.is_of_other_calendar(),
        _ => false,
    }
}

/// Whether a cell can be nothing but the day number of a spreadsheet.
pub(in crate::normalize) fn is_day_number(text: &str, years: Option<Years>) -> bool {
    match read(text.trim()) {
        Written::DayNumber { number, digits } => {
            plausible(number, years).is_some() && compact_day(digits, years).is_none()
        }
        _ => false,
    }
}
