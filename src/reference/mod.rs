//! Facts compiled in: one file per table of `data/reference/`, parsed once, looked up as of a date.
//!
//! Each file gives the `SOURCE` and `RETRIEVED` day of its table and a lookup; its tests parse every
//! row and resolve every code that points into another table. Policy lists and recruitment
//! agreements are not here: they are packs ([`crate::policy`]).

pub mod cefr;
pub mod country_languages;
pub mod minimum_training;
pub mod origin_curricula;
pub mod recognition;
pub mod regulators;
mod rows;
pub mod subjects;

pub use rows::Citation;
