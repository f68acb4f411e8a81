//! Years of two digits: the century that is plausible for the column, where there is one.

use super::super::reason::{RefusalReason, Remark};
use super::super::refusal::Refusal;
use super::order::DateOrder;
use super::setting::Setting;
use super::written::{Dated, gregorian};
use crate::model::PartialDate;

/// Year of two digits, month, and day if there is one.
pub(super) type Parts = (i8, i8, Option<i8>);

/// A year, month and day of two digits each, in an order that the column or the numbers settle.
pub(super) fn short([a, b, c]: [i8; 3], dotted: bool, setting: Setting) -> Result<Dated, Refusal> {
    use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    let orders: &[(DateOrder, (i8, i8, i8))] =
        &[(DayMonthYear, (c, b, a)), (MonthDayYear, (c, a, b)), (YearMonthDay, (a, b, c))];
    let real: Vec<(DateOrder, Parts)> = orders
        .iter()
        .filter(|(order, _)| !dotted || *order != MonthDayYear)
        .filter(|(_, (year, month, day))| gregorian(2000 + i16::from(*year), *month, *day).is_some())
        .map(|&(order, (year, month, day))| (order, (year, month, Some(day))))
        .collect();
    let of = |order: DateOrder| real.iter().find(|(known, _)| *known == order).map(|(_, parts)| *parts);
    if let Some(parts) = setting.order.and_then(of) {
        return century(&[parts], setting);
    }
    let all: Vec<_> = real.iter().map(|(_, parts)| *parts).collect();
    match (century(&all, setting), of(DayMonthYear).filter(|_| dotted)) {
        // With dots the day comes first nearly everywhere; where the year might, that is said.
        (Err(_), Some(parts)) if setting.order.is_none() => {
            let mut dated = century(&[parts], setting)?;
            dated.remark = Some(Remark::DayFirst { date: dated.date });
            Ok(dated)
        }
        (read, _) => read,
    }
}

/// The century of a year of two digits: the one that is plausible for the column, if it is one.
pub(super) fn century(readings: &[Parts], setting: Setting) -> Result<Dated, Refusal> {
    let mut all: Vec<PartialDate> = Vec::new();
    for &(year, month, day) in readings {
        for century in [1900, 2000] {
            if let Ok(date) = PartialDate::new(century + i16::from(year), Some(month), day)
                && !all.contains(&date)
            {
                all.push(date);
            }
        }
    }
    if all.is_empty() {
        return Err(RefusalReason::NoDate.into());
    }
    let plausible: Vec<PartialDate> =
        all.iter().copied().filter(|date| setting.years.is_some_and(|years| years.holds(*date))).collect();
    match plausible[..] {
        [date] if !setting.other_calendar => Ok(Dated { date, remark: None }),
        _ => {
            let shown = if plausible.len() > 1 { plausible } else { all };
            let reason = if setting.other_calendar {
                RefusalReason::ShortYearBeside
            } else {
                RefusalReason::ShortYear
            };
            Err(reason.meant_any(shown.iter().map(ToString::to_string)))
        }
    }
}
