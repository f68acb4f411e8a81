//! The index engine: words, postings and filters in tantivy.

mod careful;
mod collect;
mod engine;
mod fields;
mod lexis;
mod listed;
mod plan;
mod ranges;
mod ranker;
mod search;
mod tokenize;
mod writer;

pub use ranker::TextRanker;
pub(super) use writer::Words;

use super::IndexError;

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::index::suite::index_suite;
    use crate::model::Kind;
    use std::any::Any;

    fn create(kind: Kind) -> (Box<dyn Any>, Index) {
        let dir = tempfile::tempdir().unwrap();
        let index = Index(Box::new(Words::create(dir.path(), kind).unwrap()));
        (Box::new(dir), index)
    }

    index_suite!(create);
}
