//! Dates of a calendar whose parts are clear: converted where the conversion is exact, else refused by name.

use super::super::calendar::{Converted, ERAS};
use super::super::reason::{RefusalReason, Remark};
use super::super::refusal::Refusal;
use super::written::{Dated, Written, gregorian, small};
use crate::model::{Calendar, Day, PartialDate};

/// A date of a calendar whose parts are clear, or its refusal.
pub(super) fn exact(calendar: Calendar, year: i32, month: Option<i8>, day: Option<i8>) -> Written {
    match (calendar, calendar.convert(year, month, day)) {
        (Calendar::Gregorian, Converted::Sure(date)) => Written::Exact(Dated { date, remark: None }),
        (Calendar::Gregorian, _) => Written::Refused(match (month, day) {
            (Some(month), Some(day)) => impossible(calendar, year, month, day),
            _ => RefusalReason::NoDate.into(),
        }),
        (Calendar::Islamic, found) => {
            let found = match found {
                Converted::Sure(date) => vec![date],
                Converted::Either(a, b) => vec![a, b],
                Converted::No => Vec::new(),
            };
            let reason = RefusalReason::SeenMoon { calendar };
            Written::Refused(reason.meant_any(found.iter().map(ToString::to_string)))
        }
        (Calendar::BikramSambat | Calendar::Saka | Calendar::Other, _) => {
            Written::Refused(RefusalReason::NotConverted { calendar }.into())
        }
        (_, Converted::Sure(date)) => {
            let whole = date.is_full() || (day.is_none() && month.is_none());
            let remark = if whole || matches!(calendar, Calendar::Buddhist | Calendar::Minguo) {
                Remark::Converted { calendar, date }
            } else {
                Remark::PartlySure { calendar, date }
            };
            Written::Exact(Dated { date, remark: Some(remark) })
        }
        (_, Converted::Either(a, b)) => {
            let reason = RefusalReason::InTwoYears { calendar };
            Written::Refused(reason.meant_any([a, b].map(|date| date.to_string())))
        }
        (_, Converted::No) => Written::Refused(RefusalReason::NoDateOf { calendar }.into()),
    }
}

/// The refusal of a date that never was, with the nearest that may be meant.
pub(super) fn impossible(calendar: Calendar, year: i32, month: i8, day: i8) -> Refusal {
    if calendar != Calendar::Gregorian {
        return RefusalReason::NoDateOf { calendar }.into();
    }
    let year = i16::try_from(year).unwrap_or_default();
    if year == 9999 {
        return RefusalReason::WithoutEnd.into();
    }
    let Ok(whole) = PartialDate::new(year, Some(month), None) else {
        return RefusalReason::NoDate.meant_any(gregorian(year, day, month).map(|date| date.to_string()));
    };
    if (29..=31).contains(&day) {
        let last = whole.latest();
        let days = last.date().day().unsigned_abs();
        return RefusalReason::NoSuchDay { month: whole, days }.meant(last.to_string());
    }
    RefusalReason::NoDate.into()
}

pub(super) fn japanese(era: usize, numbers: &[(i64, usize)]) -> Written {
    let before = ERAS[era].before;
    let (year, month, day) = match *numbers {
        [(year, _)] => (year, None, None),
        [(year, _), (month, _)] => (year, Some(small(month)), None),
        [(year, _), (month, _), (day, _)] => (year, Some(small(month)), Some(small(day))),
        _ => return Written::Unreadable,
    };
    if !(1..=99).contains(&year) {
        return Written::Unreadable;
    }
    let year = before + i16::from(small(year));
    let Ok(date) = PartialDate::new(year, month, day) else {
        return Written::Refused(match (month, day) {
            (Some(month), Some(day)) => impossible(Calendar::Gregorian, year.into(), month, day),
            _ => RefusalReason::NoDate.into(),
        });
    };
    if date.latest() < Day::of(ERAS[era].first) {
        let first = Day::of(ERAS[era].first);
        return Written::Refused(RefusalReason::BeforeEra { first }.meant(date.to_string()));
    }
    // Forms printed before a change of era go on counting in the old one.
    let over = ERAS.get(era + 1).is_some_and(|next| date.earliest() >= Day::of(next.first));
    let remark = if over {
        Remark::EndedEra { date }
    } else {
        Remark::Converted { calendar: Calendar::Japanese, date }
    };
    Written::Exact(Dated { date, remark: Some(remark) })
}

/// Years that only the Thai calendar gives to people alive.
pub(super) fn is_buddhist(year: i64) -> bool {
    (2430..=2643).contains(&year)
}

/// The calendar that numbers a year so, or the refusal of a year that two calendars number.
pub(super) fn calendar_of(year: i64, mark: Option<Calendar>, persian: bool) -> Result<Calendar, Refusal> {
    match mark {
        Some(calendar) => Ok(calendar),
        None if is_buddhist(year) => Ok(Calendar::Buddhist),
        None if (1300..=1500).contains(&year) && persian => Ok(Calendar::SolarHijri),
        None if (1300..=1500).contains(&year) => {
            let year = i32::try_from(year).unwrap_or_default();
            let mut readings = Vec::new();
            for calendar in [Calendar::SolarHijri, Calendar::Islamic] {
                if let Converted::Sure(a) | Converted::Either(a, _) = calendar.convert(year, None, None) {
                    let name = if calendar == Calendar::Islamic { "Islamic" } else { "Solar Hijri" };
                    readings.push(format!("{a} ({name})"));
                }
            }
            Err(RefusalReason::SolarOrIslamic.meant_any(readings))
        }
        None => Ok(Calendar::Gregorian),
    }
}

pub(super) fn whole_year(year: i64, mark: Option<Calendar>, persian: bool) -> Written {
    match calendar_of(year, mark, persian) {
        Ok(calendar) => exact(calendar, i32::try_from(year).unwrap_or_default(), None, None),
        Err(refusal) => Written::Refused(refusal),
    }
}

pub(super) fn year_first(calendar: Calendar, year: i32, month: i8, day: i8) -> Written {
    if year == 1900 && day == 0 {
        return Written::Refused(RefusalReason::ZeroAsDate.into());
    }
    exact(calendar, year, Some(month), Some(day))
}
