//! The tokens of a text put together to a date.

use super::super::calendar::ERAS;
use super::super::clean;
use super::super::months::Meaning;
use super::super::reason::{RefusalReason, Remark};
use super::calendars::{calendar_of, exact, is_buddhist, japanese, whole_year, year_first};
use super::digits::{eight_digits, five_digits, moment, six_digits};
use super::time::{Time, without_time};
use super::token::{Part, parts};
use super::written::{Dated, Written, made, small};
use crate::model::{Calendar, PartialDate};

/// The commonest local form, `31/12/2024`, without taking it apart sign by sign.
pub(super) fn quick(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    if !(8..=10).contains(&bytes.len()) || !bytes[bytes.len() - 4..].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let separator = bytes[bytes.len() - 5];
    if !matches!(separator, b'/' | b'.' | b'-') {
        return None;
    }
    let mut parts = text[..bytes.len() - 5].split(char::from(separator));
    let mut small = || {
        let part = parts.next()?;
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if digits { part.parse::<i8>().ok() } else { None }
    };
    let (first, second) = (small()?, small()?);
    let year: i32 = text[bytes.len() - 4..].parse().ok()?;
    let usual = parts.next().is_none() && (1800..=2199).contains(&year);
    usual.then_some(Written::Local {
        first,
        second,
        year,
        dotted: separator == b'.',
        calendar: Calendar::Gregorian,
    })
}

pub(super) fn read(text: &str) -> Written {
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return Written::Unreadable;
    }
    // The digits of Persian are Unicode's extended Arabic ones; what is written with them is of Iran or its neighbors.
    let persian = text.chars().any(|c| matches!(c, '\u{6F0}'..='\u{6F9}'));
    let plain = clean::plain(text);
    let plain = plain.replace("元年", "1年");
    let plain = vietnamese(plain);
    let plain = plain.trim().trim_start_matches('\'');
    if let Ok(date) = plain.parse() {
        return Written::Exact(Dated { date, remark: None });
    }
    let (day, time) = without_time(plain);
    let parts = match parts(day) {
        Ok(parts) => parts,
        Err(refusal) => return refusal.map_or(Written::Unreadable, Written::Refused),
    };
    let mut written = assemble(&parts, persian);
    if let (Written::Exact(Dated { date, remark }), Some(Time { zoned: true, midnight: false })) =
        (&mut written, time)
    {
        remark.get_or_insert(Remark::OtherTimeZone { date: *date });
    }
    written
}

/// `ngày 5 tháng 6 năm 1990`, day, month and year, with dots in the place of the words.
pub(super) fn vietnamese(text: String) -> String {
    let lowered = text.to_lowercase();
    if !lowered.contains("tháng") {
        return text;
    }
    lowered.replace("ngày", "").replace("tháng", ".").replace("năm", ".")
}

/// The date of the parts.
pub(super) fn assemble(parts: &[Part], persian: bool) -> Written {
    let numbers: Vec<(i64, usize)> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Number { value, digits } => Some((*value, *digits)),
            _ => None,
        })
        .collect();
    let words = || {
        parts.iter().filter_map(|part| match part {
            Part::Word(meaning) => Some(*meaning),
            _ => None,
        })
    };
    let marks: Vec<Calendar> = words()
        .filter_map(|meaning| if let Meaning::Calendar(calendar) = meaning { Some(calendar) } else { None })
        .collect();
    let months: Vec<Meaning> =
        words().filter(|meaning| matches!(meaning, Meaning::Month(..) | Meaning::Tir)).collect();
    let weekday =
        words().find_map(|meaning| if let Meaning::Weekday(day) = meaning { Some(day) } else { None });
    if marks.len() > 1 || months.len() > 1 {
        return Written::Unreadable;
    }
    if let Some(era) = era(parts) {
        return japanese(era, &numbers);
    }
    let mark = marks.first().copied();
    let written = match months.first() {
        Some(&month) => named(&numbers, month, mark),
        None => numeric(parts, &numbers, mark, persian),
    };
    match (written, weekday) {
        (Written::Exact(dated), Some(weekday)) => on(dated, weekday),
        (written, _) => written,
    }
}

/// The date, if it is on the day of the week that stands beside it.
pub(super) fn on(dated: Dated, weekday: i8) -> Written {
    let date = dated.date.earliest().date();
    if !dated.date.is_full() || date.weekday().to_monday_one_offset() == weekday {
        return Written::Exact(dated);
    }
    let weekday = date.weekday().to_monday_one_offset().unsigned_abs();
    let reason = RefusalReason::OtherWeekday { date: dated.date, weekday };
    Written::Refused(reason.meant(dated.date.to_string()))
}

/// The Japanese era of the parts: a name, or a letter before the first number.
pub(super) fn era(parts: &[Part]) -> Option<usize> {
    match parts {
        [Part::Word(Meaning::Era(at)), ..] => Some(*at),
        [Part::Letter(letter), Part::Number { digits: 1..=2, .. }, ..] => {
            ERAS.iter().position(|era| era.letter.eq_ignore_ascii_case(letter))
        }
        [Part::Letter(letter), Part::Sign('.'), Part::Number { digits: 1..=2, .. }, ..] => {
            ERAS.iter().position(|era| era.letter.eq_ignore_ascii_case(letter))
        }
        _ => None,
    }
}

/// A date with the name of its month.
pub(super) fn named(numbers: &[(i64, usize)], month: Meaning, mark: Option<Calendar>) -> Written {
    // The year is the long number, or else the one behind; a year of three digits is of another calendar.
    let (year, day) = match *numbers {
        [(year, digits)] if digits >= 3 || year > 31 => ((year, digits), None),
        [_] => return one_small_number(numbers[0].0, month),
        [(year, 3..), (day, 1..=2)] => ((year, 4), Some(small(day))),
        [(day, 1..=2), year] => (year, Some(small(day))),
        _ => return Written::Unreadable,
    };
    let month = match month {
        Meaning::Month(calendar, month) => (calendar, month),
        _ if (1300..=1500).contains(&year.0) => (Calendar::SolarHijri, 4),
        _ => (Calendar::Ethiopian, 5),
    };
    match (month.0, year) {
        (Calendar::Gregorian, (year, 1..=2)) if mark.is_none() => {
            Written::ShortYear { year: small(year), month: month.1, day }
        }
        (calendar, (year, _)) => {
            let calendar = match (calendar, mark) {
                // `31 December 2567 B.E.` keeps the months and changes the years.
                (
                    Calendar::Gregorian,
                    Some(mark @ (Calendar::Buddhist | Calendar::Minguo | Calendar::Gregorian)),
                ) => mark,
                (Calendar::Gregorian, None) if is_buddhist(year) => Calendar::Buddhist,
                (Calendar::Gregorian, None) => Calendar::Gregorian,
                (named, None) => named,
                (named, Some(mark)) if named == mark => named,
                _ => return Written::Unreadable,
            };
            exact(calendar, i32::try_from(year).unwrap_or_default(), Some(month.1), day)
        }
    }
}

/// `Dec-24` is what spreadsheets show for a month and year, and for a day whose year is not shown.
pub(super) fn one_small_number(number: i64, month: Meaning) -> Written {
    let Meaning::Month(Calendar::Gregorian, month) = month else { return Written::Unreadable };
    let year = PartialDate::new(2000 + i16::from(small(number)), Some(month), None);
    Written::Refused(RefusalReason::MonthOrDay.meant_any(year.map(|date| date.to_string()).ok()))
}

/// A date of numbers alone.
pub(super) fn numeric(
    parts: &[Part],
    numbers: &[(i64, usize)],
    mark: Option<Calendar>,
    persian: bool,
) -> Written {
    let signs: Vec<char> = parts
        .iter()
        .filter_map(|part| if let Part::Sign(sign) = part { Some(*sign) } else { None })
        .collect();
    let dotted = signs.contains(&'.') && !signs.contains(&'/') && !signs.contains(&'-');
    if numbers.iter().all(|(value, _)| *value == 0) && numbers.len() == 3 {
        return Written::Refused(RefusalReason::DatabaseZero.into());
    }
    // Lunar months have no 31st.
    let solar = persian || numbers.iter().any(|number| number.0 == 31);
    let year_of = |year: i64| calendar_of(year, mark, solar);
    let number = |value: i64| i32::try_from(value).unwrap_or(i32::MAX);
    match *numbers {
        [(year, 4), (month, 1..=2), (day, 1..=2)] => match year_of(year) {
            Ok(calendar) => year_first(calendar, number(year), small(month), small(day)),
            Err(refusal) => Written::Refused(refusal),
        },
        [(year, 1..=3), (month, 1..=2), (day, 1..=2)] if mark == Some(Calendar::Minguo) => {
            exact(Calendar::Minguo, number(year), Some(small(month)), Some(small(day)))
        }
        [(year @ 60..=200, 3), (month, 1..=2), (day, 1..=2)] if mark.is_none() => {
            let meant = made(Calendar::Minguo, number(year), small(month), small(day));
            Written::Refused(RefusalReason::ThreeDigitYear.meant_any(meant.map(|date| date.to_string())))
        }
        [(first, 1..=2), (second, 1..=2), (year, 4)] => match year_of(year) {
            Ok(
                calendar @ (Calendar::Islamic | Calendar::BikramSambat | Calendar::Saka | Calendar::Other),
            ) => exact(calendar, number(year), Some(small(second)), Some(small(first))),
            Ok(calendar) => Written::Local {
                first: small(first),
                second: small(second),
                year: number(year),
                dotted,
                calendar,
            },
            Err(refusal) => Written::Refused(refusal),
        },
        // Nobody writes a year with one digit.
        [(_, 1), (_, 1..=2), (_, 1)] => Written::Unreadable,
        [(a, 1..=2), (b, 1..=2), (c, 1..=2)] if mark.is_none_or(|mark| mark == Calendar::Gregorian) => {
            Written::Short { numbers: [small(a), small(b), small(c)], dotted }
        }
        [(year, 4), (0, _)] if dotted => whole_year(year, mark, persian),
        [(year, 4), (month, 1)] if dotted && mark.is_none() => {
            // A month of one digit may have been 10 before a program took the number for a decimal.
            let readings: Vec<String> = [month, month * 10]
                .iter()
                .filter_map(|&month| {
                    PartialDate::new(i16::try_from(year).ok()?, Some(small(month)), None).ok()
                })
                .map(|date| date.to_string())
                .collect();
            if readings.len() == 1 {
                return exact(Calendar::Gregorian, number(year), Some(small(month)), None);
            }
            Written::Refused(RefusalReason::LostZero.meant_any(readings))
        }
        [(from, 4), (to, 4)] => {
            Written::Refused(RefusalReason::Years.meant_any([from, to].map(|year| year.to_string())))
        }
        [(year, 4), (month, 1..=2)] | [(month, 1..=2), (year, 4)] => match year_of(year) {
            Ok(calendar) => exact(calendar, number(year), Some(small(month)), None),
            Err(refusal) => Written::Refused(refusal),
        },
        [(year, 1..=3), (month, 1..=2)] if mark == Some(Calendar::Minguo) => {
            exact(Calendar::Minguo, number(year), Some(small(month)), None)
        }
        [(month, 1..=2), (year, 1..=2)] => {
            let readings: Vec<String> = [1900, 2000]
                .iter()
                .filter_map(|century| {
                    PartialDate::new(century + i16::from(small(year)), Some(small(month)), None).ok()
                })
                .map(|date| date.to_string())
                .collect();
            Written::Refused(RefusalReason::NoYear.meant_any(readings))
        }
        [(year, 4)] => whole_year(year, mark, persian),
        [(year, 1..=3)] if mark == Some(Calendar::Minguo) => {
            exact(Calendar::Minguo, number(year), None, None)
        }
        [(value, 5)] => five_digits(value),
        [(value, 5), _] if signs.len() == 1 && matches!(signs[0], '.' | ',') => five_digits(value),
        [(value, 8)] => eight_digits(value),
        [(value, 8), (0, _)] if dotted => eight_digits(value),
        [(value, 6)] => six_digits(value),
        [(value, 10)] => moment(value),
        [(value, 13)] => moment(value / 1000),
        [_, _, _, _, _, _] => Written::Refused(RefusalReason::DateAndDate.into()),
        _ => Written::Unreadable,
    }
}
