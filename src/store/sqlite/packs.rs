//! Which packs of the data directory judged: each change of them is an entry of the log.

use super::writing::{Acting, Pen};
use crate::log::LogEntry;
use crate::store::tampered::{SealedRow, Tampered};
use crate::store::{Event, Gate, PackChange, PackState, Signature, StoreError};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Tells of the packs that are not those of the last entry. Nothing is written where all are.
pub(super) fn note(
    pen: &Pen,
    now: &BTreeMap<String, PackState>,
    by: &Signature<'_>,
) -> Result<(), StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "packs-commit" };
    pen.change(&acting, |transaction| {
        let before = noted(transaction)?;
        let names: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        let changes: Vec<PackChange> = names
            .into_iter()
            .map(|pack| PackChange {
                pack: pack.clone(),
                before: before.get(pack).cloned(),
                after: now.get(pack).cloned(),
            })
            .filter(|change| change.before != change.after)
            .collect();
        if changes.is_empty() {
            return Ok(((), Vec::new()));
        }
        transaction.execute("DELETE FROM pack", [])?;
        for (pack, PackState { edition, sha256 }) in now {
            transaction.execute("INSERT INTO pack VALUES (?1, ?2, ?3)", params![pack, edition, sha256])?;
        }
        Ok(((), vec![Event::Packs { changes }]))
    })
}

/// The packs that the log tells of last.
pub(super) fn noted(conn: &Connection) -> Result<BTreeMap<String, PackState>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT pack, edition, sha256 FROM pack")?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, PackState { edition: row.get(1)?, sha256: row.get(2)? })))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What the table says otherwise than the entries of the log.
pub(super) fn tampered<'a>(
    conn: &Connection,
    entries: impl Iterator<Item = &'a str>,
) -> Result<Vec<Tampered>, StoreError> {
    let mut told: BTreeMap<String, PackState> = BTreeMap::new();
    // Few entries are of packs: the others are not parsed again.
    for text in entries.filter(|text| text.contains(r#""kind":"packs""#)) {
        let Ok(entry) = serde_json::from_str::<LogEntry>(text) else { continue };
        let changes = serde_json::from_value::<Vec<PackChange>>(entry.body["packs"].clone());
        for PackChange { pack, after, .. } in changes.unwrap_or_default() {
            match after {
                Some(state) => told.insert(pack, state),
                None => told.remove(&pack),
            };
        }
    }
    let noted = noted(conn)?;
    let names: std::collections::BTreeSet<&String> = told.keys().chain(noted.keys()).collect();
    let odd = names.into_iter().filter(|pack| told.get(*pack) != noted.get(*pack));
    Ok(odd
        .map(|pack| {
            let row = SealedRow { table: "pack".to_owned(), id: pack.clone() };
            Tampered::Bookkeeping { row, column: "sha256" }
        })
        .collect())
}
