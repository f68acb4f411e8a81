//! Dates as written: ISO, with names of months in many languages, in an order of day and month that the
//! column settles, with years of two digits where only one century is plausible, as the day number of a
//! spreadsheet, and in other calendars where the conversion is exact.
//!
//! What may be two dates is refused with both.

use super::Refusal;
use super::calendar::{Calendar, Converted, ERAS};
use super::clean;
use super::months::{self, Meaning};
use crate::model::{Day, PartialDate, words};
use jiff::civil::{Date, Weekday};

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

/// The years that dates of a column plausibly lie in: fewer than a hundred, so that a year of two digits
/// means at most one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Years {
    from: i16,
    to: i16,
}

impl Years {
    /// The years of a column, seen from a day: of birth, people of 14 to 90; of what has happened, the last
    /// seventy years; of what may lie ahead, twenty years before and after.
    pub(super) fn of(column: &str, as_of: Day) -> Self {
        const PAST: &[&str] = &[
            "completed",
            "started",
            "ended",
            "taken_on",
            "issued_on",
            "given_on",
            "withdrawn_on",
            "paid_on",
            "contact_date",
            "contract_signed_date",
            "from_date",
        ];
        let year = as_of.date().year();
        match column {
            "birth_date" => Self { from: year - 90, to: year - 14 },
            _ if PAST.contains(&column) => Self { from: year - 70, to: year },
            _ => Self { from: year - 20, to: year + 20 },
        }
    }

    fn holds(self, date: PartialDate) -> bool {
        (self.from..=self.to).contains(&date.year())
    }
}

/// What a column says about the dates in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    pub(super) order: Option<DateOrder>,
    /// The plausible years, where the day of the reading is known.
    pub(super) years: Option<Years>,
    /// Whether other dates of the column are of another calendar: years of two digits then say nothing.
    pub(super) other_calendar: bool,
    /// The calendar in which the column counts where a cell does not say: as its header or its other dates have it.
    pub(super) calendar: Option<Calendar>,
    /// Whether other numbers of the column can be nothing but day numbers of a spreadsheet.
    pub(super) day_numbers: bool,
}

/// A date and what is to be said of how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) date: PartialDate,
    pub(super) note: Option<String>,
}

/// A text taken apart.
enum Written {
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

/// Adds what one cell shows to the evidence of its column, of which the plausible years may be known.
pub(super) fn date_evidence(text: &str, years: Option<Years>, evidence: &mut OrderEvidence) {
    let text = text.trim();
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
pub(super) fn hijri(text: &str) -> Option<Calendar> {
    let of = |note: &str| {
        [Calendar::SolarHijri, Calendar::Islamic].into_iter().find(|calendar| note.contains(calendar.name()))
    };
    match read(text.trim()) {
        Written::Local { calendar, .. } => {
            Some(calendar).filter(|calendar| *calendar == Calendar::SolarHijri)
        }
        Written::Exact(Dated { note, .. }) => note.as_deref().and_then(of),
        Written::Refused(refusal) if !refusal.reason.contains(" or the ") => of(&refusal.reason),
        _ => None,
    }
}

/// The calendar that a header names for the dates below it: `Date of birth (E.C.)`, `تاريخ الميلاد هجري`. Short
/// signs must stand in brackets, as outside them they mean many things.
pub(super) fn calendar_of_header(header: &str) -> Option<Calendar> {
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
fn in_calendar(text: &str, calendar: Calendar) -> Option<Written> {
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
pub(super) fn is_other_calendar(text: &str) -> bool {
    match read(text.trim()) {
        Written::Local { calendar, .. } => calendar != Calendar::Gregorian,
        Written::Exact(Dated { note, .. }) => note.is_some_and(|note| note.contains("calendar")),
        Written::Refused(refusal) => refusal.reason.contains("calendar"),
        _ => false,
    }
}

/// Whether a cell can be nothing but the day number of a spreadsheet.
pub(super) fn is_day_number(text: &str, years: Option<Years>) -> bool {
    match read(text.trim()) {
        Written::DayNumber { number, digits } => {
            plausible(number, years).is_some() && compact_day(digits, years).is_none()
        }
        _ => false,
    }
}

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
        return Err(zero());
    }
    let of_column = setting.calendar.and_then(|calendar| in_calendar(text, calendar));
    if let (None, Ok(date)) = (&of_column, text.parse()) {
        return Ok(Dated { date, note: None });
    }
    match of_column.or_else(|| quick(text)).unwrap_or_else(|| read(text)) {
        Written::Exact(dated) => Ok(dated),
        Written::Unreadable => Err(no_date()),
        Written::Refused(refusal) => Err(refusal),
        Written::Local { first, second, year, dotted, calendar } => {
            local(first, second, year, dotted, calendar, setting.order)
        }
        Written::Short { numbers, dotted } => short(numbers, dotted, setting),
        Written::ShortYear { year, month, day } => century(&[(year, month, day)], setting),
        Written::DayNumber { number, digits } => day_number(number, digits, setting),
    }
}

const EXPECTED: &str = "a date such as `2024-05-31`, `2024-05` or `2024`";

fn no_date() -> Refusal {
    Refusal::new("is not a date", EXPECTED)
}

fn zero() -> Refusal {
    Refusal::new(
        "is how a spreadsheet shows the number 0 as a date",
        "a date, or a blank cell where it is unknown",
    )
}

fn unsettled(readings: [PartialDate; 2]) -> Refusal {
    Refusal::new(
        "may be two dates, and no other date of the column settles the order of day and month",
        "a date such as `2024-05-31`",
    )
    .suggest(format!("{} or {}", readings[0], readings[1]))
}

fn gregorian(year: i16, month: i8, day: i8) -> Option<PartialDate> {
    PartialDate::new(year, Some(month), Some(day)).ok()
}

/// A full date of a calendar.
fn made(calendar: Calendar, year: i32, month: i8, day: i8) -> Option<PartialDate> {
    match calendar.convert(year, Some(month), Some(day)) {
        Converted::Sure(date) if date.is_full() => Some(date),
        _ => None,
    }
}

fn local(
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
        (Some(a), Some(b), _) => return Err(unsettled([a, b])),
        (None, None, _) => return Err(impossible(calendar, year, second, first)),
    };
    Ok(Dated { date, note: converted(calendar, date) })
}

/// What is said of a date that was converted.
fn converted(calendar: Calendar, date: PartialDate) -> Option<String> {
    (calendar != Calendar::Gregorian).then(|| format!("read in the {} calendar, as {date}", calendar.name()))
}

/// The refusal of a date that never was, with the nearest that may be meant.
fn impossible(calendar: Calendar, year: i32, month: i8, day: i8) -> Refusal {
    if calendar != Calendar::Gregorian {
        let reason = format!("is no date of the {} calendar", calendar.name());
        return Refusal::new(&reason, EXPECTED);
    }
    let year = i16::try_from(year).unwrap_or_default();
    if year == 9999 {
        return Refusal::new(
            "stands for a date without end",
            "a real date, or a blank cell where there is none",
        );
    }
    let Ok(whole) = PartialDate::new(year, Some(month), None) else {
        let swapped = gregorian(year, day, month).map(|date| date.to_string()).unwrap_or_default();
        return no_date().suggest(swapped);
    };
    if (29..=31).contains(&day) {
        let last = whole.latest();
        let reason = format!("is no day of the calendar: {whole} has {} days", last.date().day());
        return Refusal::new(&reason, EXPECTED).suggest(last.to_string());
    }
    no_date()
}

/// Year of two digits, month, and day if there is one.
type Parts = (i8, i8, Option<i8>);

/// A year, month and day of two digits each, in an order that the column or the numbers settle.
fn short([a, b, c]: [i8; 3], dotted: bool, setting: Setting) -> Result<Dated, Refusal> {
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
            dated.note = Some(format!(
                "read with the day first, as {}: the year might come first as well",
                dated.date
            ));
            Ok(dated)
        }
        (read, _) => read,
    }
}

/// The century of a year of two digits: the one that is plausible for the column, if it is one.
fn century(readings: &[Parts], setting: Setting) -> Result<Dated, Refusal> {
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
        return Err(no_date());
    }
    let plausible: Vec<PartialDate> =
        all.iter().copied().filter(|date| setting.years.is_some_and(|years| years.holds(*date))).collect();
    match plausible[..] {
        [date] if !setting.other_calendar => Ok(Dated { date, note: None }),
        _ => {
            let shown = if plausible.len() > 1 { plausible } else { all };
            let shown: Vec<String> = shown.iter().map(ToString::to_string).collect();
            let reason = if setting.other_calendar {
                "has a year of two digits in a column with dates of another calendar"
            } else {
                "has a year of two digits"
            };
            Err(Refusal::new(reason, "a year of four digits").suggest(shown.join(" or ")))
        }
    }
}

/// Day 1 of the spreadsheets' system of 1900 is 1900-01-01, and they count a 29 February 1900 that never was;
/// so from March 1900 on the count runs from 1899-12-30. The system of 1904 runs 1462 days later.
fn of_number(number: i32, since_1904: bool) -> Option<PartialDate> {
    const SINCE_1900: i32 = -25_569;
    const LATER: i32 = 1_462;
    let day = Day(number + SINCE_1900 + if since_1904 { LATER } else { 0 });
    gregorian(day.date().year(), day.date().month(), day.date().day())
}

/// The date of a day number, if the column can hold it.
fn plausible(number: i32, years: Option<Years>) -> Option<PartialDate> {
    let years = years.unwrap_or(Years { from: 1930, to: 2090 });
    of_number(number, false).filter(|date| years.holds(*date))
}

/// A day, month and year whose leading zero a spreadsheet took away: 31290 for 03-12-90.
fn compact_day([d, m1, m2, y1, y2]: [i8; 5], years: Option<Years>) -> Option<PartialDate> {
    let (month, year) = (m1 * 10 + m2, i16::from(y1 * 10 + y2));
    [1900, 2000]
        .iter()
        .filter_map(|century| gregorian(century + year, month, d))
        .find(|date| years.is_none_or(|years| years.holds(*date)))
}

fn day_number(number: i32, digits: [i8; 5], setting: Setting) -> Result<Dated, Refusal> {
    const EXPECTED: &str = "a date such as `2024-05-31`; format the column as a date in the spreadsheet";
    let Some(date) = plausible(number, setting.years) else {
        let refusal = Refusal::new(
            "is not a date; as the day number of a spreadsheet it is implausible here",
            EXPECTED,
        );
        return Err(
            refusal.suggest(of_number(number, false).map(|date| date.to_string()).unwrap_or_default())
        );
    };
    if let Some(other) = compact_day(digits, setting.years).filter(|_| !setting.day_numbers) {
        return Err(Refusal::new(
            "may be the day number of a spreadsheet, or day, month and year in one number",
            EXPECTED,
        )
        .suggest(format!("{date} or {other}")));
    }
    let of_1904 = of_number(number, true).map(|date| format!(" ({date} if the workbook counts from 1904)"));
    let note =
        format!("repaired: the day number of a spreadsheet, read as {date}{}", of_1904.unwrap_or_default());
    Ok(Dated { date, note: Some(note) })
}

/// The commonest local form, `31/12/2024`, without taking it apart sign by sign.
fn quick(text: &str) -> Option<Written> {
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

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Number {
        value: i64,
        digits: usize,
    },
    Word(Meaning),
    /// A letter before a number may be a Japanese era.
    Letter(String),
    Sign(char),
}

fn read(text: &str) -> Written {
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
        return Written::Exact(Dated { date, note: None });
    }
    let (day, time) = without_time(plain);
    let parts = match parts(day) {
        Ok(parts) => parts,
        Err(refusal) => return refusal.map_or(Written::Unreadable, Written::Refused),
    };
    let mut written = assemble(&parts, persian);
    if let (Written::Exact(Dated { date, note }), Some(Time { zoned: true, midnight: false })) =
        (&mut written, time)
    {
        note.get_or_insert_with(|| format!("the day is taken as written, {date}; in another time zone the moment may lie on the next or last one"));
    }
    written
}

/// `ngày 5 tháng 6 năm 1990`, day, month and year, with dots in the place of the words.
fn vietnamese(text: String) -> String {
    let lowered = text.to_lowercase();
    if !lowered.contains("tháng") {
        return text;
    }
    lowered.replace("ngày", "").replace("tháng", ".").replace("năm", ".")
}

/// A time of day behind a date.
#[derive(Debug, Clone, Copy)]
struct Time {
    zoned: bool,
    midnight: bool,
}

/// The text without the time of day that follows the date.
fn without_time(text: &str) -> (&str, Option<Time>) {
    let Some(colon) = text.find(':') else {
        // The compact form of ISO 8601, 20241231T235959Z.
        return match text.split_once(['T', 't']) {
            Some((day, time))
                if day.len() == 8
                    && day.bytes().all(|b| b.is_ascii_digit())
                    && time.bytes().take(4).filter(u8::is_ascii_digit).count() == 4 =>
            {
                let midnight = time.bytes().filter(u8::is_ascii_digit).take(6).all(|b| b == b'0');
                (day, Some(Time { zoned: time.contains(['Z', 'z', '+']), midnight }))
            }
            _ => (text, None),
        };
    };
    let before = &text[..colon];
    let hour = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let day = &before[..before.len() - hour];
    let minutes = text[colon + 1..].bytes().take(2).filter(u8::is_ascii_digit).count();
    let joined = day.ends_with([' ', 'T', 't', ',']);
    let rest = &text[colon + 1..];
    let signs = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | ' ' | '+' | '-');
    let letters = rest.chars().filter(|c| !signs(*c)).collect::<String>().to_ascii_lowercase();
    let known =
        matches!(letters.as_str(), "" | "z" | "am" | "pm" | "a" | "p" | "utc" | "gmt" | "h" | "hrs" | "uhr");
    if !(1..=2).contains(&hour) || minutes != 2 || !joined || !known {
        return (text, None);
    }
    let zoned = matches!(letters.as_str(), "z" | "utc" | "gmt") || rest.contains(['+', '-']);
    let midnight = before[before.len() - hour..].bytes().all(|b| b == b'0')
        && rest.bytes().filter(u8::is_ascii_digit).take(4).all(|b| b == b'0');
    (day.trim_end_matches([' ', 'T', 't', ',']), Some(Time { zoned, midnight }))
}

/// Takes a text apart; `Err` when a part of it has no place in a date.
fn parts(text: &str) -> Result<Vec<Part>, Option<Refusal>> {
    let mut found: Vec<Part> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let value = rest[..end].parse().map_err(|_| None)?;
            found.push(Part::Number { value, digits: end });
            rest = &rest[end..];
        } else if is_letter(c) {
            let (word, end) = word(rest);
            rest = &rest[end..];
            match months::meaning(&word) {
                // `h` after a year is a calendar, before a number an era.
                Some(_)
                    if is_era_letter(&word)
                        && (found.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())) =>
                {
                    found.push(Part::Letter(word));
                }
                Some(meaning) => found.push(Part::Word(meaning)),
                None => match two_words(&word, rest) {
                    Some((meaning, end)) => {
                        found.push(Part::Word(meaning));
                        rest = &rest[end..];
                    }
                    None if is_era_letter(&word) => found.push(Part::Letter(word)),
                    None => return Err(misspelt(&word, text)),
                },
            }
        } else if matches!(
            c,
            ' ' | ',' | '.' | '/' | '-' | '\'' | '(' | ')' | '_' | '\\' | '|' | 'º' | 'ª' | '·' | '`'
        ) {
            if c != ' ' {
                found.push(Part::Sign(c));
            }
            rest = &rest[c.len_utf8()..];
        } else {
            return Err(None);
        }
    }
    Ok(found)
}

fn is_letter(c: char) -> bool {
    (c.is_alphabetic() && !matches!(c, 'º' | 'ª')) || unicode_normalization::char::is_combining_mark(c)
}

fn is_era_letter(word: &str) -> bool {
    ERAS.iter().any(|era| era.letter.eq_ignore_ascii_case(word))
}

/// The word at the start of a text, without the dots of an abbreviation inside it, and its length. Signs of Han
/// beside each other are words of their own: 年 ends one.
fn word(text: &str) -> (String, usize) {
    let mut word = String::new();
    let mut end = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        if is_letter(c) {
            word.push(c);
            end = at + c.len_utf8();
            if matches!(c, '年' | '月' | '日' | '년' | '월' | '일' | '号' | '號') {
                break;
            }
        } else if matches!(c, '.' | '/') && signs.peek().is_some_and(|(_, next)| is_letter(*next)) && c != '/'
        {
            end = at + 1;
        } else if c == '\'' && signs.peek().is_some_and(|(_, next)| is_letter(*next)) && !word.is_empty() {
            word.push(c);
            end = at + 1;
        } else {
            break;
        }
    }
    (word, end)
}

/// The meaning of a word and the one after it, and where that one ends.
fn two_words(first: &str, rest: &str) -> Option<(Meaning, usize)> {
    let after = rest.strip_prefix([' ', '/'])?;
    if !after.starts_with(is_letter) {
        return None;
    }
    let (second, end) = word(after);
    let joint = rest.chars().next()?;
    Some((months::meaning(&format!("{first}{joint}{second}"))?, end + 1))
}

/// The refusal of a name of a month that is nearly one.
fn misspelt(word: &str, text: &str) -> Option<Refusal> {
    let month = months::nearest_month(word).filter(|_| word.len() >= 3)?;
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let year = numbers.iter().find(|part| part.len() == 4)?.parse().ok()?;
    let day = numbers.iter().find(|part| part.len() <= 2).and_then(|part| part.parse().ok());
    let date = PartialDate::new(year, Some(month), day).ok()?;
    Some(
        Refusal::new(&format!("is not a date: no month is called `{word}`"), EXPECTED)
            .suggest(date.to_string()),
    )
}

/// The date of the parts.
fn assemble(parts: &[Part], persian: bool) -> Written {
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
fn on(dated: Dated, weekday: i8) -> Written {
    let date = dated.date.earliest().date();
    if !dated.date.is_full() || date.weekday().to_monday_one_offset() == weekday {
        return Written::Exact(dated);
    }
    let name = |day: Weekday| match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    let reason = format!("contradicts itself: {} was a {}", dated.date, name(date.weekday()));
    Written::Refused(Refusal::new(&reason, "a date on its day of the week").suggest(dated.date.to_string()))
}

/// The Japanese era of the parts: a name, or a letter before the first number.
fn era(parts: &[Part]) -> Option<usize> {
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

fn small(number: i64) -> i8 {
    i8::try_from(number).unwrap_or(i8::MAX)
}

fn japanese(era: usize, numbers: &[(i64, usize)]) -> Written {
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
            _ => no_date(),
        });
    };
    if date.latest() < Day::of(ERAS[era].first) {
        let reason = format!("lies before the first day of its era, {}", ERAS[era].first);
        return Written::Refused(Refusal::new(&reason, EXPECTED).suggest(date.to_string()));
    }
    // Forms printed before a change of era go on counting in the old one.
    let over = ERAS.get(era + 1).is_some_and(|next| date.earliest() >= Day::of(next.first));
    let note = if over {
        format!("read in the Japanese calendar, as {date}, though that era had ended")
    } else {
        format!("read in the Japanese calendar, as {date}")
    };
    Written::Exact(Dated { date, note: Some(note) })
}

/// A date with the name of its month.
fn named(numbers: &[(i64, usize)], month: Meaning, mark: Option<Calendar>) -> Written {
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
fn one_small_number(number: i64, month: Meaning) -> Written {
    let Meaning::Month(Calendar::Gregorian, month) = month else { return Written::Unreadable };
    let year = PartialDate::new(2000 + i16::from(small(number)), Some(month), None);
    Written::Refused(
        Refusal::new(
            "may be a month with a year of two digits, or a day without its year",
            "a date with a year of four digits",
        )
        .suggest(year.map(|date| date.to_string()).unwrap_or_default()),
    )
}

/// Years that only the Thai calendar gives to people alive.
fn is_buddhist(year: i64) -> bool {
    (2430..=2643).contains(&year)
}

/// A date of a calendar whose parts are clear, or its refusal.
fn exact(calendar: Calendar, year: i32, month: Option<i8>, day: Option<i8>) -> Written {
    let name = calendar.name();
    let converted_parts = calendar.convert(year, month, day);
    match (calendar, converted_parts) {
        (Calendar::Gregorian, Converted::Sure(date)) => Written::Exact(Dated { date, note: None }),
        (Calendar::Gregorian, _) => Written::Refused(match (month, day) {
            (Some(month), Some(day)) => impossible(calendar, year, month, day),
            _ => no_date(),
        }),
        (Calendar::Islamic, found) => {
            let reason = format!(
                "is a date of the {name} calendar, whose months begin when the moon is seen: it cannot be converted to the day"
            );
            let suggestion = match found {
                Converted::Sure(date) => date.to_string(),
                Converted::Either(a, b) => format!("{a} or {b}"),
                Converted::No => String::new(),
            };
            Written::Refused(Refusal::new(&reason, "the date in the Gregorian calendar").suggest(suggestion))
        }
        (Calendar::BikramSambat | Calendar::Saka | Calendar::Other, _) => Written::Refused(Refusal::new(
            &format!("is a date of the {name} calendar, which is not converted"),
            "the date in the Gregorian calendar",
        )),
        (_, Converted::Sure(date)) => {
            let whole = date.is_full() || (day.is_none() && month.is_none());
            let note = if whole || matches!(calendar, Calendar::Buddhist | Calendar::Minguo) {
                format!("read in the {name} calendar, as {date}")
            } else {
                format!("read in the {name} calendar: only {date} is sure")
            };
            Written::Exact(Dated { date, note: Some(note) })
        }
        (_, Converted::Either(a, b)) => Written::Refused(
            Refusal::new(
                &format!("lies in two years of ours, in the {name} calendar"),
                "a full date, or a Gregorian one",
            )
            .suggest(format!("{a} or {b}")),
        ),
        (_, Converted::No) => {
            Written::Refused(Refusal::new(&format!("is no date of the {name} calendar"), EXPECTED))
        }
    }
}

/// A date of numbers alone.
fn numeric(parts: &[Part], numbers: &[(i64, usize)], mark: Option<Calendar>, persian: bool) -> Written {
    let signs: Vec<char> = parts
        .iter()
        .filter_map(|part| if let Part::Sign(sign) = part { Some(*sign) } else { None })
        .collect();
    let dotted = signs.contains(&'.') && !signs.contains(&'/') && !signs.contains(&'-');
    if numbers.iter().all(|(value, _)| *value == 0) && numbers.len() == 3 {
        return Written::Refused(Refusal::new(
            "is a database's word for no date",
            "a date, or a blank cell where it is unknown",
        ));
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
            Written::Refused(
                Refusal::new(
                    "has a year of three digits, as in the Minguo (Republic of China) calendar",
                    EXPECTED,
                )
                .suggest(meant.map(|date| date.to_string()).unwrap_or_default()),
            )
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
            Written::Refused(
                Refusal::new(
                    "may have lost a zero: a program took year and month for a decimal number",
                    "a date such as `2024-05`",
                )
                .suggest(readings.join(" or ")),
            )
        }
        [(from, 4), (to, 4)] => Written::Refused(
            Refusal::new("is a span of years", "one date").suggest(format!("{from} or {to}")),
        ),
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
            Written::Refused(
                Refusal::new("lacks its year, or has one of two digits", "a date with a year of four digits")
                    .suggest(readings.join(" or ")),
            )
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
        [_, _, _, _, _, _] => Written::Refused(Refusal::new("holds two dates", "one date")),
        _ => Written::Unreadable,
    }
}

/// The calendar that numbers a year so, or the refusal of a year that two calendars number.
fn calendar_of(year: i64, mark: Option<Calendar>, persian: bool) -> Result<Calendar, Refusal> {
    match mark {
        Some(calendar) => Ok(calendar),
        None if is_buddhist(year) => Ok(Calendar::Buddhist),
        None if (1300..=1500).contains(&year) && persian => Ok(Calendar::SolarHijri),
        None if (1300..=1500).contains(&year) => {
            let year = i32::try_from(year).unwrap_or_default();
            let mut readings = Vec::new();
            for calendar in [Calendar::SolarHijri, Calendar::Islamic] {
                if let Converted::Sure(a) | Converted::Either(a, _) = calendar.convert(year, None, None) {
                    readings.push(format!("{a} ({})", calendar.name()));
                }
            }
            Err(Refusal::new(
                "has a year of the Solar Hijri or the Islamic calendar, and does not say which",
                "the date in the Gregorian calendar, or with `SH` behind it where it is Solar Hijri",
            )
            .suggest(readings.join(" or ")))
        }
        None => Ok(Calendar::Gregorian),
    }
}

fn whole_year(year: i64, mark: Option<Calendar>, persian: bool) -> Written {
    match calendar_of(year, mark, persian) {
        Ok(calendar) => exact(calendar, i32::try_from(year).unwrap_or_default(), None, None),
        Err(refusal) => Written::Refused(refusal),
    }
}

fn year_first(calendar: Calendar, year: i32, month: i8, day: i8) -> Written {
    if year == 1900 && day == 0 {
        return Written::Refused(zero());
    }
    exact(calendar, year, Some(month), Some(day))
}

fn five_digits(value: i64) -> Written {
    let number = i32::try_from(value).unwrap_or_default();
    let digit = |power: i32| small(i64::from(number / power % 10));
    Written::DayNumber { number, digits: [digit(10_000), digit(1_000), digit(100), digit(10), digit(1)] }
}

/// `20241231`, or day, month and year in a row: the years of our time cannot be months, so no number is both.
fn eight_digits(value: i64) -> Written {
    let part = |power: i64, size: i64| value / power % size;
    let year = |value: i64| i16::try_from(value).unwrap_or_default();
    if let Some(date) = gregorian(year(part(10_000, 10_000)), small(part(100, 100)), small(part(1, 100))) {
        return Written::Exact(Dated { date, note: None });
    }
    let last = part(1, 10_000);
    if (1800..=2199).contains(&last) {
        return Written::Local {
            first: small(part(1_000_000, 100)),
            second: small(part(10_000, 100)),
            year: i32::from(year(last)),
            dotted: false,
            calendar: Calendar::Gregorian,
        };
    }
    Written::Refused(impossible(
        Calendar::Gregorian,
        i32::from(year(part(10_000, 10_000))),
        small(part(100, 100)),
        small(part(1, 100)),
    ))
}

/// `202412` is a month, and `311224` a day; some numbers are both.
fn six_digits(value: i64) -> Written {
    let part = |power: i64, size: i64| small(value / power % size);
    let month = PartialDate::new(i16::try_from(value / 100).unwrap_or_default(), Some(part(1, 100)), None);
    let short = [part(10_000, 100), part(100, 100), part(1, 100)];
    let day = gregorian(2000 + i16::from(short[2]), short[1], short[0]);
    match (month, day) {
        (Ok(date), None) => Written::Exact(Dated { date, note: None }),
        (Ok(month), Some(day)) => Written::Refused(
            Refusal::new("may be a year and month, or a day, month and year", EXPECTED)
                .suggest(format!("{month} or {day}")),
        ),
        (Err(_), _) => Written::Short { numbers: short, dotted: false },
    }
}

/// Seconds since 1970, as programs count: the day depends on the time zone.
fn moment(seconds: i64) -> Written {
    let day = i32::try_from(seconds.div_euclid(86_400)).map(|day| Day(day).date());
    let suggestion = day.map(|day: Date| day.to_string()).unwrap_or_default();
    Written::Refused(
        Refusal::new("is a program's count of seconds, not a date", EXPECTED).suggest(suggestion),
    )
}
