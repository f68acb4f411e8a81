//! Raw text to a canonical cell: one function a meaning, none of which guesses.
//!
//! What is truly unclear is refused with the values it may mean or the nearest valid one. This
//! module does no I/O and knows nothing of files; dates whose order only the column can settle are
//! given that order by the caller.

mod cell;
mod date;

pub use cell::{Context, Refusal, cell};
pub use date::{DateOrder, OrderEvidence, date, date_evidence};
