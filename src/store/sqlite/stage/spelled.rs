//! Identifiers written otherwise: capitals do not tell two records apart, and neither does the name in the place of
//! the identifier.
//!
//! A row takes the spelling that the record has in the store, or in the first row of the batch. So what refers to it
//! is found by everybody who asks for the identifier.

use super::super::columns::columns;
use super::super::identifier;
use super::{Batch, id_hash, id_of};
use crate::model::{Datum, Kind};
use crate::resolve::organizations;
use crate::resolve::vocabulary::{Named, Resolved, Vocabulary};
use crate::store::{Incoming, NamedEmployer, StoreError};
use crate::text::folded_identifier as folded;
use rusqlite::Connection;
use std::borrow::Cow;
use std::collections::HashMap;

/// What is known of the spellings of identifiers; read when first needed.
#[derive(Default)]
pub(super) struct Spellings {
    /// Identifiers of the batch that are not written in capitals, by what stands for them.
    batch: HashMap<u128, Box<str>, foldhash::fast::RandomState>,
    /// By kind, identifiers of the store of mixed capitals, by their folded form.
    stored: HashMap<Kind, HashMap<String, String>>,
    /// By kind, the records by their names, and how many the batch had laid down then.
    names: HashMap<Kind, (u64, Vocabulary)>,
}

/// The identifier of a source among those of all; `None` where it is that already.
fn within(source: &str, id: &str) -> Option<String> {
    let is_whole = id.split_once('/').is_some_and(|(of, _)| folded(of) == folded(source));
    (!is_whole && !id.is_empty()).then(|| format!("{source}/{id}"))
}

impl Spellings {
    /// Remembers how the batch writes an identifier, where its folded form does not say so.
    pub(super) fn keep(&mut self, key: u128, id: &str) {
        if folded(id) != id {
            self.batch.entry(key).or_insert_with(|| id.into());
        }
    }
}

/// A record whose identifiers were written otherwise.
pub(super) struct Respelled {
    cells: Vec<Option<Datum>>,
    as_written: Vec<(usize, String)>,
}

impl Respelled {
    /// The record with these cells, where it has other ones.
    pub(super) fn over<'a>(own: Option<&'a Self>, record: &Incoming<'a>) -> Incoming<'a> {
        match own {
            Some(own) => Incoming { cells: &own.cells, as_written: &own.as_written, ..*record },
            None => *record,
        }
    }
}

impl Batch {
    /// The records of a row with the identifiers as store and batch spell them; `None` where they do so already.
    pub(super) fn respelled(
        &mut self,
        records: &[Incoming<'_>],
    ) -> Result<Option<Vec<Option<Respelled>>>, StoreError> {
        let mut all: Option<Vec<Option<Respelled>>> = None;
        // The parts of a row mostly name the record before them.
        let mut last: Option<(Kind, &str, Option<String>)> = None;
        for (at, record) in records.iter().enumerate() {
            let table = columns(record.kind);
            let id = id_of(record);
            let kind = record.kind.parent().unwrap_or(record.kind);
            let other = match &last {
                Some((of, known, other)) if *of == kind && *known == id => other.clone(),
                _ => self.in_source(kind, id, record.kind == kind)?,
            };
            let mut changed: Vec<(usize, String)> = Vec::new();
            changed.extend(other.iter().map(|other| (table.table.key[0], other.clone())));
            last = Some((kind, id, other));
            for &column in &table.references {
                let field = &table.table.fields[column];
                let (Some(refers_to), Some(Datum::Text(text))) = (field.refers_to, &record.cells[column])
                else {
                    continue;
                };
                let mut found = false;
                let by_name = record.kind == Kind::Opening && field.name == "organization_id";
                let mut spelled = |id: &str| -> Result<String, StoreError> {
                    let mut other = self.in_source(refers_to, id, false)?;
                    if by_name && other.is_none() && self.whole(refers_to, id)?.is_none() {
                        other = self.named(refers_to, id)?.certain().map(str::to_owned);
                        if other.is_some() {
                            let (name, known) = (id.to_owned(), other.clone());
                            self.named_employers.push(NamedEmployer { name, known });
                        }
                    }
                    found |= other.is_some();
                    Ok(other.unwrap_or_else(|| id.to_owned()))
                };
                let text = if field.list {
                    text.split(';').map(&mut spelled).collect::<Result<Vec<_>, _>>()?.join(";")
                } else {
                    spelled(text)?
                };
                if found {
                    changed.push((column, text));
                }
            }
            if !changed.is_empty() {
                let mut own =
                    Respelled { cells: record.cells.to_vec(), as_written: record.as_written.to_vec() };
                for (column, text) in changed {
                    if !own.as_written.iter().any(|(known, _)| *known == column)
                        && let Some(written) = &own.cells[column]
                    {
                        own.as_written.push((column, written.to_string()));
                    }
                    own.cells[column] = Some(Datum::Text(text.into()));
                }
                all.get_or_insert_with(|| records.iter().map(|_| None).collect())[at] = Some(own);
            }
        }
        Ok(all)
    }

    /// The identifier that a record has in the store, where that is another one than its source gives it. A record of
    /// its own (`own`) is the source's; what a row refers to is so where the source has such a record.
    fn in_source(&mut self, kind: Kind, id: &str, own: bool) -> Result<Option<String>, StoreError> {
        let Some(full) = self.source.as_deref().and_then(|source| within(source, id)) else {
            return self.spelled(kind, id);
        };
        let spelled = self.spelled(kind, &full)?;
        let known = own || spelled.is_some() || self.whole(kind, &full)?.is_some();
        if known { Ok(Some(spelled.unwrap_or(full))) } else { self.spelled(kind, id) }
    }

    /// How an identifier is spelled by the batch or the store, where that is otherwise.
    fn spelled(&mut self, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
        let key = id_hash(kind, id);
        if self.ids.contains_key(&key) {
            let known = self.spellings.batch.get(&key).map_or_else(|| folded(id), |id| Cow::Borrowed(&**id));
            return Ok((known != id).then(|| known.into_owned()));
        }
        let letters = id.chars().any(char::is_alphabetic);
        if self.absent[kind as usize] || !letters || self.redirects.leads_to(kind, id).is_some() {
            return Ok(None);
        }
        let read = self.read.as_ref().unwrap_or_else(|| self.lay.conn());
        if identifier::is_there(read, kind, id)? {
            return Ok(None);
        }
        for way in identifier::in_one_case(id) {
            if identifier::is_there(read, kind, &way)? || self.redirects.leads_to(kind, &way).is_some() {
                return Ok(Some(way));
            }
        }
        let stored = match self.spellings.stored.entry(kind) {
            std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::hash_map::Entry::Vacant(entry) => entry.insert(identifier::mixed(read, kind)?),
        };
        Ok(stored.get(&*folded(id)).cloned())
    }

    /// The record that goes by a name, where there are not too many to ask.
    pub(super) fn named(&mut self, kind: Kind, text: &str) -> Result<Resolved, StoreError> {
        /// Names of more records are not read for a single reference.
        const MOST: i64 = 50_000;
        let column = match kind {
            Kind::Organization => "name",
            Kind::Curriculum | Kind::Opening => "title",
            _ => return Ok(Resolved::none()),
        };
        let laid = self.counts[kind as usize].inserted;
        if self.spellings.names.get(&kind).is_none_or(|(then, _)| *then != laid) {
            let id = columns(kind).id();
            let mut names = Vec::new();
            let mut collect = |conn: &Connection, table: &str| -> Result<(), StoreError> {
                let sql =
                    format!("SELECT {id}, {column} FROM {table} WHERE {column} IS NOT NULL LIMIT {MOST}");
                let mut statement = conn.prepare_cached(&sql)?;
                let rows = statement
                    .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
                for row in rows {
                    let (id, name) = row?;
                    names.push(Named::new(&id, &name, &name, "records of the store"));
                }
                Ok(())
            };
            if let Some(read) = &self.read {
                collect(read, kind.as_str())?;
            }
            if self.lay.is_load() {
                collect(self.lay.all_laid()?, kind.as_str())?;
            } else {
                collect(self.lay.all_laid()?, &format!("new_{kind}"))?;
            }
            self.spellings.names.insert(kind, (laid, organizations::vocabulary(names)));
        }
        let names = self.spellings.names.get(&kind);
        Ok(names.map_or_else(Resolved::none, |(_, names)| names.resolve(text, 1)))
    }
}
