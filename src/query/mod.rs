//! The search language: words, phrases, comparisons and filters, as text and as a tree.
//!
//! ```text
//! geriatric "nursing care" clinical >= 2000h country=DE,AT
//! ```
//!
//! - A word is found as it stands, after folding, or by a spelling within one edit.
//! - A phrase in double quotes is found as it stands, its words next to each other.
//! - A comparison holds a number or a date of the kind to a value: `>=`, `>`, `<=`, `<`, `=`; a unit may follow.
//! - A filter holds a fact of the kind to one of some values: `field=value,value`. Values are read as in an imported file,
//!   so that `Germany` finds `DE`.
//!
//! All of them must hold. Whoever searches, on a command line or as the gate of a match, comes through [`parse`]; an
//! index translates the [`Query`] and knows no syntax.

mod error;
mod fields;
mod parse;
mod tree;

pub use error::QueryError;
pub(crate) use fields::NUMBERS;
pub use fields::{Filter, KINDS, Number, filters, numbers};
pub use parse::parse;
pub use tree::{Between, Note, Query, QueryCondition, Term};
