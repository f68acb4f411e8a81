//! Full-text search: words and row numbers, never the records themselves.
//!
//! One index a kind, each in its own directory and each stamped with the sequence number of the
//! store that it stands at. What a worker's document holds is what a recruiter may search: names,
//! contacts, birth date, sex and nationality never enter it, and the worker's own name is taken out
//! of free text, since a hidden name that still matches a query is an oracle. Documents, filters and words are
//! neutral; the engine is [`self::tantivy`], which alone names tantivy.

mod build;
mod error;
mod highlight;
mod hits;
mod tantivy;

pub use self::tantivy::search::{matching_rows, search};
pub use self::tantivy::writer::{Index, Maker, Mode, Ready, Stamp, Writer};
pub use build::{
    Document, certificate_document, curriculum_document, indexed_columns, opening_document, worker_document,
};
pub use error::IndexError;
pub use highlight::{Fragment, Mask, highlight};
pub use hits::{Hit, Hits, How, Matched};
