//! Identifiers however they are written: capitals do not tell two records apart, and neither do full-width letters or
//! Unicode's two ways to write an accent. Import and every command that names a record ask here.

use super::columns::columns;
use super::review;
use crate::model::Kind;
use crate::store::StoreError;
use crate::text::clean::code;
use crate::text::folded_identifier;
use rusqlite::Connection;
use std::collections::HashMap;

/// Whether a record of a kind has exactly this identifier.
pub(super) fn is_there(read: &Connection, kind: Kind, id: &str) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM {kind} WHERE {} = ?1", columns(kind).id());
    Ok(read.prepare_cached(&sql)?.exists([id])?)
}

/// An identifier in capitals and in small letters, where these are other ways to write it.
pub(super) fn in_one_case(id: &str) -> impl Iterator<Item = String> {
    [id.to_uppercase(), id.to_lowercase()].into_iter().filter(move |way| way != id)
}

/// The identifiers of a kind that are neither all in capitals nor all in small letters, by their folded form.
pub(super) fn mixed(read: &Connection, kind: Kind) -> Result<HashMap<String, String>, StoreError> {
    let id = columns(kind).id();
    let sql = format!(
        "SELECT {id} FROM {kind} WHERE {id} <> upper({id}) AND {id} <> lower({id}) OR {id} GLOB '*[^ -~]*' ORDER BY {id} DESC"
    );
    let mut statement = read.prepare(&sql)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut mixed = HashMap::new();
    for row in rows {
        let id = row?;
        mixed.insert(folded_identifier(&id).into_owned(), id);
    }
    Ok(mixed)
}

/// How the store writes an identifier that stands there otherwise: of a record, or of a worker merged into another.
pub(super) fn stored(read: &Connection, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
    let cleaned = code(id);
    let own = (cleaned != id).then(|| cleaned.clone().into_owned());
    for way in own.into_iter().chain(in_one_case(&cleaned)) {
        let merged = || match kind {
            Kind::Worker => review::leads_to(read, &way),
            _ => Ok(None),
        };
        if is_there(read, kind, &way)? || merged()?.is_some() {
            return Ok(Some(way));
        }
    }
    if !cleaned.chars().any(char::is_alphabetic) {
        return Ok(None);
    }
    Ok(mixed(read, kind)?.remove(&*folded_identifier(&cleaned)))
}
