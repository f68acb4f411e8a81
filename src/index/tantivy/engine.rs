//! What the index is asked, answered by tantivy.

use super::search;
use super::writer::{self, Words, path};
use crate::index::engine::{IndexEngine, Mode, Stamp, Writer};
use crate::index::{FacetCount, HitPage, Hits, IndexError};
use crate::model::{Day, Row};
use crate::query::{Facet, Query};
use std::collections::BTreeSet;
use std::path::Path;

impl IndexEngine for Words {
    fn is_current(&self, dir: &Path) -> bool {
        path(dir, self.kind).join("meta.json").is_file()
    }

    fn stamp(&self) -> Result<Option<Stamp>, IndexError> {
        let payload = self.inner.load_metas()?.payload;
        Ok(payload.and_then(|json| serde_json::from_str(&json).ok()))
    }

    fn documents(&self) -> Result<u64, IndexError> {
        Ok(self.searcher()?.num_docs())
    }

    fn search(&self, query: &Query, page: &HitPage) -> Result<Hits, IndexError> {
        search::search(self, query, page)
    }

    fn facet(&self, query: &Query, of: &Facet, day: Day) -> Result<Vec<FacetCount>, IndexError> {
        search::facet(self, query, of, day)
    }

    fn matching_rows(&self, query: &Query) -> Result<BTreeSet<Row>, IndexError> {
        search::matching_rows(self, query)
    }

    fn writer(&self, mode: Mode) -> Result<Box<dyn Writer>, IndexError> {
        Ok(Box::new(writer::Writer::open(self, mode)?))
    }
}
