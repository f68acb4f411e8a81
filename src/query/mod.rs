//! The search language: words, phrases, operators, facts and numbers, as text and as a tree.
//!
//! ```text
//! geriatric "nursing care" -surgery (vienna OR graz) german:>=B2 clinical >= 2000h country:DE,AT
//! ```
//!
//! `docs/query.md` is the page for people. Whoever searches, on a command line or as the gate of a match, comes through
//! [`parse`]; an index translates the [`Query`] and knows no syntax. Values are read as in an imported file, so that
//! `Germany` finds `DE`. What cannot be read is looked for as words, and a note says so.

mod error;
mod fields;
mod lex;
mod meaning;
mod names;
mod note;
mod parse;
mod tree;

pub use error::QueryError;
pub use fields::{Facet, Filter, KINDS, Number, TextField, facet, filters, numbers, texts};
pub(crate) use fields::{NUMBERS, PRACTICE, REGULATOR, SPOKEN, TEXTS, YEARS};
pub use note::{FoundReason, QueryNote};
pub use parse::parse;
pub(crate) use parse::{practice_days, spoken};
pub use tree::{Between, Meaning, NamedTerm, Node, Query, QueryCondition, Term, TermShape};

/// The page about the search language.
pub const PAGE: &str = include_str!("../../docs/query.md");
