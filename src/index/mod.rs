//! Full-text search: words and row numbers, never the records themselves. Names tantivy alone.
//!
//! One index a kind, each in its own directory and each stamped with the sequence number of the
//! store that it stands at. What a worker's document holds is what a recruiter may search: names,
//! contacts, birth date, sex and nationality never enter it, and the worker's own name is taken out
//! of free text, since a hidden name that still matches a query is an oracle.

mod build;
mod error;
mod fields;
mod highlight;
mod search;
mod tokenize;
mod writer;

pub use build::{
    Document, certificate_document, curriculum_document, indexed_columns, opening_document, worker_document,
};
pub use error::IndexError;
pub use fields::{Filter, KINDS, Number, filters, numbers};
pub use highlight::{Fragment, Mask, highlight};
pub use search::{Hit, Hits, How, Matched, Query, matching_rows, search};
pub use writer::{Index, Maker, Mode, Ready, Stamp, Writer};
