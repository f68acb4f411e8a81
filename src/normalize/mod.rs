//! Raw text to a canonical cell: one file a meaning, none of which guesses.
//!
//! What is truly unclear is refused with the values it may mean or the nearest valid one; what was
//! repaired is noted. This module does no I/O and knows nothing of files: what only a column as a whole can
//! settle (the order of its dates, its decimal sign) is gathered as [`Evidence`] and handed back as [`Habits`].

mod beside;
mod calendar;
mod cell;
pub mod certificate;
mod context;
mod date;
mod email;
mod evidence;
mod habits;
mod missing;
mod money;
mod months;
mod number;
mod phone;
mod reading;
mod reason;
mod refusal;
mod score;
mod separators;
mod span;
mod unit;
mod word;
mod wreck;

use crate::text::clean;

#[cfg(test)]
mod resolver_law;
#[cfg(test)]
mod tests;

pub use cell::{cell, read};
pub use context::Context;
pub use date::{DateOrder, OrderEvidence, calendar_of_header, date};
pub use evidence::Evidence;
pub use habits::Habits;
pub(crate) use missing::goes_on;
pub use reading::{Also, Reading};
pub use reason::{RefusalReason, Remark};
pub use refusal::{Instead, Refusal};
pub use score::part_of_test;
pub use separators::{DecimalSign, SignEvidence};
pub use unit::{Period, Unit};

/// Whether a text is a word or sign for nothing: `n/a`, `-`, `keine`.
pub fn says_nothing(text: &str) -> bool {
    missing::nothing(text.trim()).is_some()
}
