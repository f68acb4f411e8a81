//! What a column says about the dates in it: their order, the years in which they plausibly lie, their calendar.

use super::order::DateOrder;
use crate::model::{Calendar, Day, PartialDate};

/// The years that dates of a column plausibly lie in: fewer than a hundred, so that a year of two digits
/// means at most one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::normalize) struct Years {
    pub(super) from: i16,
    pub(super) to: i16,
}

impl Years {
    /// The years of a column, seen from a day: of birth, people of 14 to 90; of what has happened, the last
    /// seventy years; of what may lie ahead, twenty years before and after.
    pub(in crate::normalize) fn of(column: &str, as_of: Day) -> Self {
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

    pub(super) fn holds(self, date: PartialDate) -> bool {
        (self.from..=self.to).contains(&date.year())
    }
}

/// What a column says about the dates in it.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::normalize) struct Setting {
    pub(in crate::normalize) order: Option<DateOrder>,
    /// The plausible years, where the day of the reading is known.
    pub(in crate::normalize) years: Option<Years>,
    /// Whether other dates of the column are of another calendar: years of two digits then say nothing.
    pub(in crate::normalize) other_calendar: bool,
    /// The calendar in which the column counts where a cell does not say: as its header or its other dates have it.
    pub(in crate::normalize) calendar: Option<Calendar>,
    /// Whether other numbers of the column can be nothing but day numbers of a spreadsheet.
    pub(in crate::normalize) day_numbers: bool,
    /// Whether a spreadsheet took some dates of the column with day and month the other way round.
    pub(in crate::normalize) half_converted: bool,
}
