//! What a column as a whole says about how its cells are written: settled before the cells are read.

use super::date::{DateOrder, Setting, Years};
use super::separators::DecimalSign;
use super::unit::Unit;
use crate::model::{Calendar, Country, Day};

/// What dates of a column show beside their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dates {
    /// Whether there are dates of another calendar.
    pub(super) other_calendar: bool,
    /// Whether there are numbers that can only be day numbers of a spreadsheet.
    pub(super) day_numbers: bool,
    /// The calendar that the header names.
    pub(super) stated: Option<Calendar>,
    /// Whether a spreadsheet took some dates of the column with day and month the other way round, and left the rest.
    pub(super) half_converted: bool,
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

    /// Adds a calendar that counts from the Hijra.
    pub(super) fn add(&mut self, calendar: Calendar) {
        self.hijri = match self.hijri {
            Hijri::Unseen => Hijri::One(calendar),
            Hijri::One(known) if known == calendar => self.hijri,
            _ => Hijri::Both,
        };
    }
}

/// The letters that stand alone in a column of sexes, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters(u32);

impl Letters {
    pub(super) fn add(&mut self, letter: u8) {
        if letter.is_ascii_alphabetic() {
            self.0 |= 1 << (letter & 31);
        }
    }

    pub(super) fn has(self, letter: u8) -> bool {
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
    /// The letters that stand alone in a column of sexes or of answers.
    pub(super) letters: Letters,
    /// Whether a cross may mean no: others of the column say it in a word.
    pub(super) says_no: bool,
    /// Whether countries stand by their names and none by its code, so that `NA` may be none.
    pub(super) country_names: bool,
    /// The country in which most places of the column lie, where it holds towns or regions instead of countries.
    pub(super) lived_in: Option<Country>,
    /// What a number without a unit counts in a column of spans.
    pub(super) span_unit: Option<Unit>,
    /// What the header says to stand beside the value.
    pub(super) beside: Option<Beside>,
}

/// What a header says to stand beside the value of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// The day on which the post at an employer began.
    Start,
    /// The school of a title.
    School,
    /// The day on which a document ends.
    End,
}

impl Habits {
    /// The same, in a column of places most of which lie in this country.
    #[must_use]
    pub fn with_lived_in(self, lived_in: Option<Country>) -> Self {
        Self { lived_in, ..self }
    }

    /// The same below a header that says what stands beside the value.
    #[must_use]
    pub fn with_beside(self, beside: Option<Beside>) -> Self {
        Self { beside, ..self }
    }

    /// The habits with a decimal sign that is said; with none said to be left open.
    #[must_use]
    pub fn with_decimal(self, decimal: Option<DecimalSign>) -> Self {
        Self { decimal, numbers_torn: decimal.is_none(), ..self }
    }

    /// The decimal sign that numbers have which leave it open: cells between semicolons show a comma.
    pub fn decimal_sign(self, semicolons: bool) -> Option<DecimalSign> {
        self.decimal.or((semicolons && !self.numbers_torn).then_some(DecimalSign::Comma))
    }

    /// Whether dates of the column in the canonical form are what they say: of our calendar, and never turned round.
    pub(super) fn counts_as_we_do(self) -> bool {
        self.dates.calendar().is_none() && !self.dates.half_converted
    }

    /// Whether `P` is perempuan, as `L` for laki-laki stands beside it.
    pub(super) fn laki(self) -> bool {
        self.letters.has(b'l') && !self.letters.has(b'm')
    }

    /// Whether `T` says yes: beside `F` it is true, beside `Y` it is *tidak*, no. Alone it may be either.
    pub(super) fn letter_t(self) -> Option<bool> {
        match (self.letters.has(b'f'), self.letters.has(b'y')) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
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
            half_converted: self.dates.half_converted,
        }
    }
}
