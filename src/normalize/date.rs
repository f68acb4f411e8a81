//! Dates as written: ISO, or day, month and year in an order that the column settles.

use super::Refusal;
use crate::model::{PartialDate, words};

words! {
    /// The order of day and month in a column of local dates.
    DateOrder, "`day-month-year` or `month-day-year`" {
        /// 31/12/2024.
        DayMonthYear = "day-month-year",
        /// 12/31/2024.
        MonthDayYear = "month-day-year",
    }
}

/// What the dates of a column show of their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    /// Dates that only day before month explains.
    pub day_first: u64,
    /// Dates that only month before day explains.
    pub month_first: u64,
    /// Dates that both orders explain.
    pub unclear: u64,
}

impl OrderEvidence {
    /// The order, when all the evidence points one way.
    pub fn settled(self) -> Option<DateOrder> {
        match (self.day_first > 0, self.month_first > 0) {
            (true, false) => Some(DateOrder::DayMonthYear),
            (false, true) => Some(DateOrder::MonthDayYear),
            _ => None,
        }
    }
}

enum Written {
    Exact(PartialDate),
    /// Two small numbers and a year; with dots the day comes first wherever dots are used.
    Local {
        first: i8,
        second: i8,
        year: i16,
        dotted: bool,
    },
    ShortYear {
        first: i8,
        second: i8,
        year: i16,
    },
    Unreadable,
}

/// Adds what one cell shows to the evidence of its column.
pub fn date_evidence(text: &str, evidence: &mut OrderEvidence) {
    if let Written::Local { first, second, year, dotted } = read(text.trim()) {
        let day_first = PartialDate::new(year, Some(second), Some(first)).is_ok();
        let month_first = !dotted && PartialDate::new(year, Some(first), Some(second)).is_ok();
        match (day_first, month_first) {
            (true, true) if first == second => {}
            (true, true) => evidence.unclear += 1,
            (true, false) => evidence.day_first += 1,
            (false, true) => evidence.month_first += 1,
            (false, false) => {}
        }
    }
}

/// Reads a date; `order` is that of its column, if it is settled.
///
/// # Errors
/// [`Refusal`] with both readings when the order is not settled, and when the text is no date.
pub fn date(text: &str, order: Option<DateOrder>) -> Result<PartialDate, Refusal> {
    let no_date = || Refusal::new("is not a date", "a date such as `2024-05-31`, `2024-05` or `2024`");
    match read(text) {
        Written::Exact(date) => Ok(date),
        Written::Unreadable => Err(no_date()),
        Written::ShortYear { first, second, year } => {
            let readings: Vec<String> = [1900, 2000]
                .iter()
                .filter_map(|century| PartialDate::new(century + year, Some(second), Some(first)).ok())
                .map(|date| date.to_string())
                .collect();
            Err(Refusal::new("has a year of two digits", "a year of four digits")
                .suggest(readings.join(" or ")))
        }
        Written::Local { first, second, year, dotted } => {
            let day_first = PartialDate::new(year, Some(second), Some(first)).ok();
            let month_first = PartialDate::new(year, Some(first), Some(second)).ok().filter(|_| !dotted);
            match (day_first, month_first, order) {
                (Some(a), Some(b), None) if a != b => Err(Refusal::new(
                    "may be two dates, and no other date of the column settles the order of day and month",
                    "a date such as `2024-05-31`",
                )
                .suggest(format!("{a} or {b}"))),
                (Some(date), Some(_), Some(DateOrder::DayMonthYear) | None) | (Some(date), None, _) => {
                    Ok(date)
                }
                (_, Some(date), _) => Ok(date),
                (None, None, _) => Err(no_date().suggest(last_day(year, second, first))),
            }
        }
    }
}

/// The last day of the month, for a day that the month does not have.
fn last_day(year: i16, month: i8, day: i8) -> String {
    let month_is_real = PartialDate::new(year, Some(month), None);
    match month_is_real {
        Ok(date) if (29..=31).contains(&day) => date.latest().to_string(),
        _ => String::new(),
    }
}

fn read(text: &str) -> Written {
    if let Ok(date) = text.parse() {
        return Written::Exact(date);
    }
    // A date-time of a spreadsheet at midnight is its date.
    let text = text.strip_suffix(" 00:00:00").or_else(|| text.strip_suffix("T00:00:00")).unwrap_or(text);
    if let Ok(date) = text.parse() {
        return Written::Exact(date);
    }
    let Some(separator) = text.chars().find(|c| matches!(c, '/' | '.' | '-' | ' ')) else {
        return Written::Unreadable;
    };
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let numbers: Option<Vec<i16>> = parts
        .iter()
        .map(|part| {
            if part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 4 { part.parse().ok() } else { None }
        })
        .collect();
    let Some(numbers) = numbers else { return Written::Unreadable };
    let small = |n: i16| i8::try_from(n).unwrap_or(i8::MAX);
    let made = |date: Result<PartialDate, _>| date.map_or(Written::Unreadable, Written::Exact);
    match (&numbers[..], parts[0].len(), parts.last().map_or(0, |part| part.len())) {
        (&[year, month, day], 4, _) => made(PartialDate::new(year, Some(small(month)), Some(small(day)))),
        (&[first, second, year], 1..=2, 4) => {
            Written::Local { first: small(first), second: small(second), year, dotted: separator == '.' }
        }
        (&[first, second, year], 1..=2, 2) => {
            Written::ShortYear { first: small(first), second: small(second), year }
        }
        (&[year, month], 4, _) => made(PartialDate::new(year, Some(small(month)), None)),
        (&[month, year], 1..=2, 4) => made(PartialDate::new(year, Some(small(month)), None)),
        _ => Written::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_as(text: &str, order: Option<DateOrder>) -> String {
        match date(text, order) {
            Ok(date) => date.to_string(),
            Err(refusal) => format!("{} ({})", refusal.reason, refusal.suggestion.unwrap_or_default()),
        }
    }

    #[test]
    fn usual_forms_are_read() {
        for (text, iso) in [
            ("2024-05-31", "2024-05-31"),
            ("2024/05/31", "2024-05-31"),
            ("31/12/2024", "2024-12-31"),
            ("12/31/2024", "2024-12-31"),
            ("31.12.2024", "2024-12-31"),
            ("3.4.2024", "2024-04-03"),
            ("05/2024", "2024-05"),
            ("2024", "2024"),
            ("2024-05-31 00:00:00", "2024-05-31"),
            ("05/05/2024", "2024-05-05"),
        ] {
            assert_eq!(read_as(text, None), iso, "{text}");
        }
    }

    #[test]
    fn the_column_settles_the_order_or_the_cell_is_refused() {
        assert_eq!(read_as("03/04/2024", Some(DateOrder::DayMonthYear)), "2024-04-03");
        assert_eq!(read_as("03/04/2024", Some(DateOrder::MonthDayYear)), "2024-03-04");
        assert!(read_as("03/04/2024", None).ends_with("(2024-04-03 or 2024-03-04)"));
        assert!(read_as("30/02/2026", None).ends_with("(2026-02-28)"));
        assert!(read_as("31/12/24", None).ends_with("(1924-12-31 or 2024-12-31)"));
        let mut evidence = OrderEvidence::default();
        ["03/04/2024", "25/04/2024"].iter().for_each(|text| date_evidence(text, &mut evidence));
        assert_eq!(evidence.settled(), Some(DateOrder::DayMonthYear));
        date_evidence("04/25/2024", &mut evidence);
        assert_eq!(evidence.settled(), None);
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_refused(text in ".{0,20}") {
            if let Ok(found) = date(&text, None) {
                prop_assert_eq!(date(&found.to_string(), None).ok(), Some(found));
            }
        }
    }
}
