//! Where a merged identifier leads.

use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashMap;

/// More steps than this are a circle, which no merge can make.
const STEPS: usize = 100_000;

/// The last identifier of the chain that begins with a merged one.
pub(in super::super) fn leads_to(conn: &Connection, id: &str) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT leads_to FROM redirect WHERE worker_id = ?1")?;
    let mut last: Option<String> = None;
    for _ in 0..STEPS {
        let next = statement.query_row([last.as_deref().unwrap_or(id)], |row| row.get(0)).optional()?;
        match next {
            Some(next) => last = Some(next),
            None => break,
        }
    }
    Ok(last)
}

/// Every merged identifier with the last one of its chain. Persons decide them, so they are few.
pub(in super::super) fn all(conn: &Connection) -> Result<HashMap<String, String>, StoreError> {
    let mut statement = conn.prepare("SELECT worker_id, leads_to FROM redirect")?;
    let steps: HashMap<String, String> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let last = |id: &String| {
        let mut at = id;
        for _ in 0..=steps.len() {
            match steps.get(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at.clone()
    };
    Ok(steps.keys().map(|id| (id.clone(), last(id))).collect())
}

/// The identifiers that lead to a worker, itself first.
pub(super) fn aliases(conn: &Connection, id: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(
        "WITH RECURSIVE alias (id) AS (SELECT ?1 UNION SELECT r.worker_id FROM redirect r JOIN alias ON r.leads_to = alias.id)
         SELECT id FROM alias ORDER BY id <> ?1, id",
    )?;
    let found = statement.query_map([id], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}
