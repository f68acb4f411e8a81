//! What the cells of a column show of how they are written: gathered in one pass, before they are read.

use super::date::{self, OrderEvidence, Years};
use super::habits::{Dates, Habits, Letters};
use super::separators::{SignEvidence, sign_evidence};
use super::unit::Unit;
use super::{span, word};
use crate::model::Day;
use crate::schema::{Field, Semantic};

/// What the cells of a column show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Of the order of day and month.
    pub order: OrderEvidence,
    /// Of the decimal sign.
    pub sign: SignEvidence,
    dates: Dates,
    letters: Letters,
    countries: Countries,
    /// Whether answers of the column say no in a word, so that a cross may be one as well.
    says_no: bool,
    cells: DateCells,
    spans: Spans,
}

/// What the spans of a column count in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Spans {
    /// As the header says.
    stated: Option<Unit>,
    years: bool,
    months: bool,
}

impl Spans {
    /// What a number alone counts: as the header says, else as the one unit that other cells name.
    fn unit(self) -> Option<Unit> {
        let shown = match (self.years, self.months) {
            (true, false) => Some(Unit::Years),
            (false, true) => Some(Unit::Months),
            // Months stand beside years where those are not full.
            (true, true) => Some(Unit::Years),
            (false, false) => None,
        };
        self.stated.or(shown)
    }
}

/// The cells of a workbook's column that are dates by their type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct DateCells {
    /// Days up to 12, which may be months as well.
    low: u64,
    /// Whether there is a day above 12.
    high: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Countries {
    codes: bool,
    names: bool,
}

/// Whether days often stand in the cells of a column beside what it holds: the end beside the number of a license, the day
/// beside a test.
fn has_dates_beside(field: &Field) -> bool {
    matches!(field.name.as_str(), "number" | "test")
}

impl Evidence {
    /// What the header of a column says of how its cells are written.
    pub fn of_header(field: &Field, header: &str) -> Self {
        let mut evidence = Self::default();
        if field.semantic == Semantic::Date {
            evidence.dates.stated = date::calendar_of_header(header);
        }
        if field.semantic == Semantic::Span {
            evidence.spans.stated = span::unit_of(header);
        }
        evidence
    }

    /// Adds what a cell shows.
    pub fn add(&mut self, field: &Field, text: &str, as_of: Day) {
        match field.semantic {
            Semantic::Date => self.add_date(text, || Years::of(&field.name, as_of)),
            Semantic::Decimal => sign_evidence(text, &mut self.sign),
            Semantic::Word if field.name == "sex" => {
                if let [letter] = text.trim().as_bytes() {
                    self.letters.add(*letter);
                }
            }
            Semantic::Span => {
                let (years, months) = span::units(text);
                self.spans.years |= years;
                self.spans.months |= months;
            }
            Semantic::Boolean => {
                if let [letter] = text.trim().as_bytes() {
                    self.letters.add(*letter);
                }
                self.says_no |= word::says_no(text);
                self.add_dates_within(field, text, as_of);
            }
            Semantic::Country if !field.list => match text.trim() {
                "" => {}
                text if text.len() == 2 && !text.eq_ignore_ascii_case("na") => self.countries.codes = true,
                text if text.len() > 3 => self.countries.names = true,
                _ => {}
            },
            _ if has_dates_beside(field) => self.add_dates_within(field, text, as_of),
            _ => {}
        }
    }

    /// Adds the dates in figures that stand beside something else: `Y - 10/27/2026`, `0933221 / 08-19-2026`.
    fn add_dates_within(&mut self, field: &Field, text: &str, as_of: Day) {
        let bytes = text.as_bytes();
        let (mut at, mut from) = (0, None);
        // A stretch of digits and signs with two signs inside and no letter beside it.
        while at <= bytes.len() {
            let inside = bytes.get(at).is_some_and(|byte| byte.is_ascii_digit() || b"/.-".contains(byte));
            match (inside, from) {
                (true, None) => from = Some(at),
                (false, Some(start)) => {
                    let stretch = text[start..at].trim_matches(['/', '.', '-']);
                    let parts: Vec<&str> = stretch.split(['/', '.', '-']).collect();
                    let beside = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphabetic);
                    let free =
                        !beside(bytes.get(at)) && !beside(start.checked_sub(1).and_then(|at| bytes.get(at)));
                    let is_day = matches!(parts[..], [day, month, year]
                        if (1..=2).contains(&day.len())
                            && (1..=2).contains(&month.len())
                            && matches!(year.len(), 2 | 4));
                    if free && is_day {
                        self.add_date(stretch, || Years::of(&field.name, as_of));
                    }
                    from = None;
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Adds a cell of a workbook that is a date by its type, in the canonical form.
    pub fn add_date_cell(&mut self, day: &str) {
        match day.get(8..10).and_then(|day| day.parse::<u8>().ok()) {
            Some(1..=12) => self.cells.low += 1,
            Some(_) => self.cells.high = true,
            None => {}
        }
    }

    /// Whether a spreadsheet of the other order of day and month took as dates what it could, and left the rest as text:
    /// then no date cell has a day above 12, and no text one that may be a month. In a short column that is chance.
    fn is_half_converted(&self) -> bool {
        const CHANCE: f64 = 0.01;
        let OrderEvidence { day_first, month_first, year_first, unclear } = self.order;
        let texts = day_first + month_first;
        let one_order = (day_first == 0) != (month_first == 0);
        let times = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
        // About 144 of 365 days of a year are up to the 12th of their month.
        let low = 144.0 / 365.0_f64;
        self.cells.low > 0
            && !self.cells.high
            && one_order
            && year_first + unclear == 0
            && low.powi(times(self.cells.low)) * (1.0 - low).powi(times(texts)) < CHANCE
    }

    fn add_date(&mut self, text: &str, years: impl Fn() -> Years) {
        // Where another calendar counts, the numbers show no order of ours.
        if self.dates.stated.is_some() {
            return;
        }
        let bytes = text.as_bytes();
        let of_ours = |year: &[u8]| year.starts_with(b"19") || year.starts_with(b"20");
        match bytes {
            // Most dates are ISO and of our time, and show nothing.
            [b'1' | b'2', _, _, _, b'-', _, _, b'-', _, _] if of_ours(bytes) => {}
            [] => {}
            [_, _, b'/' | b'.' | b'-', _, _, b'/' | b'.' | b'-', year @ ..] if of_ours(year) => {
                date::date_evidence(text, Some(years()), &mut self.order);
            }
            _ => {
                date::date_evidence(text, Some(years()), &mut self.order);
                if date::is_other_calendar(text) {
                    self.dates.other_calendar = true;
                    if let Some(calendar) = date::hijri(text) {
                        self.dates.add(calendar);
                    }
                }
                self.dates.day_numbers |= date::is_day_number(text, Some(years()));
            }
        }
    }

    /// Whether the cells of such a column show anything at all.
    pub fn is_of(field: &Field) -> bool {
        match field.semantic {
            Semantic::Date | Semantic::Decimal | Semantic::Country => true,
            Semantic::Boolean | Semantic::Span => true,
            Semantic::Word => field.name == "sex",
            _ => has_dates_beside(field),
        }
    }

    /// What is settled.
    pub fn settled(&self) -> Habits {
        let has = |letter| self.letters.has(letter);
        let mut dates = self.dates;
        dates.half_converted = self.is_half_converted();
        Habits {
            order: self.order.settled(),
            decimal: self.sign.settled(),
            numbers_torn: self.sign.is_torn(),
            dates,
            hombre: (has(b'h') && has(b'm')).then_some(!has(b'f')),
            letters: self.letters,
            says_no: self.says_no,
            country_names: self.countries.names && !self.countries.codes,
            lived_in: None,
            span_unit: self.spans.unit(),
            beside: None,
        }
    }
}
