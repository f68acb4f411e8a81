//! Rows that speak of merged workers: where they lead, and what of them is no news.
//!
//! A file that is imported again after a merge still says what the reviewer decided against. Under the
//! identifier that it was decided against, such a cell says nothing new; any other value does.

use super::super::columns::columns;
use super::super::history::part_key;
use super::super::review;
use crate::model::{Datum, Kind};
use crate::store::{Incoming, StoreError, merge};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// The merges in force.
pub(super) struct Redirects {
    /// Merged identifiers and the workers that they lead to.
    leads_to: HashMap<String, String>,
    /// The workers that others were merged into.
    survivors: HashSet<String>,
}

/// A record that speaks of a worker whom a merge concerns.
pub(super) struct Led {
    /// The worker's identifier in the store.
    pub(super) id: String,
    /// The cells, under that identifier.
    pub(super) cells: Vec<Option<Datum>>,
    /// The cells that no column takes.
    pub(super) unmapped: Vec<(String, String)>,
}

impl Led {
    /// The record with these cells.
    pub(super) fn incoming<'a>(&'a self, record: &Incoming<'a>) -> Incoming<'a> {
        Incoming { cells: &self.cells, unmapped: &self.unmapped, ..*record }
    }
}

impl Redirects {
    pub(super) fn read(conn: &Connection) -> Result<Self, StoreError> {
        let leads_to = review::redirects(conn)?;
        let survivors = leads_to.values().cloned().collect();
        Ok(Self { leads_to, survivors })
    }

    /// The worker that an identifier leads to; `None` for one that was not merged.
    pub(super) fn leads_to(&self, kind: Kind, id: &str) -> Option<&str> {
        if kind != Kind::Worker {
            return None;
        }
        self.leads_to.get(id).map(String::as_str)
    }

    /// The record as it speaks of a worker whom a merge concerns; `None` for any other.
    pub(super) fn led(&self, conn: &Connection, record: &Incoming<'_>) -> Result<Option<Led>, StoreError> {
        let kind = record.kind;
        if self.survivors.is_empty() || kind.parent().unwrap_or(kind) != Kind::Worker {
            return Ok(None);
        }
        let asked = super::id_of(record);
        let id = match self.leads_to.get(asked) {
            Some(id) => id,
            None if self.survivors.contains(asked) => asked,
            None => return Ok(None),
        };
        let columns = columns(kind);
        let mut cells = record.cells.to_vec();
        cells[columns.table.key[0]] = Some(Datum::Text(id.into()));
        let mut unmapped = record.unmapped.to_vec();
        let key: Vec<String> = columns.key.iter().map(|&c| super::text_of(cells[c].as_ref())).collect();
        let mut statement = conn.prepare_cached(
            "SELECT record, unmapped FROM set_aside WHERE worker_id = ?1 AND kind = ?2 AND part = ?3",
        )?;
        let found = statement.query_map([asked, kind.as_str(), &part_key(&key)], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        for found in found {
            let (record, others) = found?;
            let read = |text: &str| serde_json::from_str::<merge::Object>(text).unwrap_or_default();
            merge::silence(kind, &mut cells, &read(&record));
            let others = read(&others);
            unmapped.retain(|(header, text)| others.get(header).and_then(|old| old.as_str()) != Some(text));
        }
        Ok(Some(Led { id: id.to_owned(), cells, unmapped }))
    }
}
