//! The index engine: words, postings and filters in tantivy.

mod fields;
pub(super) mod search;
mod tokenize;
pub(super) mod writer;

use super::{Document, IndexError};

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(Box::new(error))
    }
}
