//! What a column as a whole says about how its cells are written: gathered in one pass, settled before
//! the cells are read.

use super::calendar::Calendar;
use super::date::{self, DateOrder, OrderEvidence, Setting, Years};
use super::number::{DecimalSign, SignEvidence, sign_evidence};
use super::word;
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
}

/// What dates of a column show beside their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dates {
    /// Whether there are dates of another calendar.
    pub(super) other_calendar: bool,
    /// Whether there are numbers that can only be day numbers of a spreadsheet.
    pub(super) day_numbers: bool,
    /// The calendar that the header names.
    stated: Option<Calendar>,
    /// Which of the calendars that count from the Hijra there are: solar and lunar ones number years alike.
    hijri: Hijri,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Hijri {
    #[default]
    Unseen,
    One(Calendar),
    Both,
}

impl Dates {
    /// The calendar in which dates count that do not say.
    fn calendar(self) -> Option<Calendar> {
        let solar = self.hijri == Hijri::One(Calendar::SolarHijri);
        self.stated.or(solar.then_some(Calendar::SolarHijri))
    }

    fn add(&mut self, calendar: Calendar) {
        self.hijri = match self.hijri {
            Hijri::Unseen => Hijri::One(calendar),
            Hijri::One(known) if known == calendar => self.hijri,
            _ => Hijri::Both,
        };
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Countries {
    codes: bool,
    names: bool,
}

/// The letters that stand alone in a column of sexes, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters(u32);

impl Letters {
    fn add(&mut self, letter: u8) {
        if letter.is_ascii_alphabetic() {
            self.0 |= 1 << (letter & 31);
        }
    }

    fn has(self, letter: u8) -> bool {
        self.0 >> (letter & 31) & 1 == 1
    }
}

/// What is settled of how the cells of a column are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habits {
    /// The order of its local dates.
    pub order: Option<DateOrder>,
    /// The decimal sign of its numbers.
    pub decimal: Option<DecimalSign>,
    pub(super) numbers_torn: bool,
    pub(super) dates: Dates,
    /// Whether `M` is mujer, where `H` stands beside it; `Some(false)` where it cannot be told.
    pub(super) hombre: Option<bool>,
    /// The letters that stand alone in a column of sexes.
    pub(super) letters: Letters,
    /// Whether a cross may mean no: others of the column say it in a word.
    pub(super) says_no: bool,
    /// Whether countries stand by their names and none by its code, so that `NA` may be none.
    pub(super) country_names: bool,
}

impl Evidence {
    /// What the header of a column says of how its cells are written.
    pub fn of_header(field: &Field, header: &str) -> Self {
        let mut evidence = Self::default();
        if field.semantic == Semantic::Date {
            evidence.dates.stated = date::calendar_of_header(header);
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
            Semantic::Boolean if !self.says_no => self.says_no = word::says_no(text),
            Semantic::Country if !field.list => match text.trim() {
                "" => {}
                text if text.len() == 2 && !text.eq_ignore_ascii_case("na") => self.countries.codes = true,
                text if text.len() > 3 => self.countries.names = true,
                _ => {}
            },
            _ => {}
        }
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
            Semantic::Date | Semantic::Decimal | Semantic::Country | Semantic::Boolean => true,
            Semantic::Word => field.name == "sex",
            _ => false,
        }
    }

    /// What is settled.
    pub fn settled(&self) -> Habits {
        let has = |letter| self.letters.has(letter);
        Habits {
            order: self.order.settled(),
            decimal: self.sign.settled(),
            numbers_torn: self.sign.is_torn(),
            dates: self.dates,
            hombre: (has(b'h') && has(b'm')).then_some(!has(b'f')),
            letters: self.letters,
            says_no: self.says_no,
            country_names: self.countries.names && !self.countries.codes,
        }
    }
}

impl Habits {
    /// The habits with a decimal sign that is said; with none said to be left open.
    #[must_use]
    pub fn with_decimal(self, decimal: Option<DecimalSign>) -> Self {
        Self { decimal, numbers_torn: decimal.is_none(), ..self }
    }

    /// The decimal sign that numbers have which leave it open: cells between semicolons show a comma.
    pub fn decimal_sign(self, semicolons: bool) -> Option<DecimalSign> {
        self.decimal.or((semicolons && !self.numbers_torn).then_some(DecimalSign::Comma))
    }

    /// Whether dates of the column that do not say otherwise are of our calendar.
    pub(super) fn counts_as_we_do(self) -> bool {
        self.dates.calendar().is_none()
    }

    /// Whether `P` is perempuan, as `L` for laki-laki stands beside it.
    pub(super) fn laki(self) -> bool {
        self.letters.has(b'l') && !self.letters.has(b'm')
    }

    /// Whether `E` is erkek, as `K` for kadın stands beside it.
    pub(super) fn erkek(self) -> bool {
        self.letters.has(b'e') && self.letters.has(b'k')
    }

    /// The same, with this order of dates.
    #[must_use]
    pub fn with_order(self, order: Option<DateOrder>) -> Self {
        Self { order, ..self }
    }

    /// How dates of a column are read.
    pub(super) fn dates(self, column: &str, as_of: Option<Day>) -> Setting {
        Setting {
            order: self.order,
            years: as_of.map(|as_of| Years::of(column, as_of)),
            other_calendar: self.dates.other_calendar || self.dates.stated.is_some(),
            calendar: self.dates.calendar(),
            day_numbers: self.dates.day_numbers,
        }
    }
}
