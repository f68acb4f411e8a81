//! The audit log held against itself and against the tables that it tells of.

use super::seals::{self, SealedEntry};
use super::{log, look_tree, packs, review, saved};
use crate::log::{self as tree, Broken, LogEntry};
use crate::model::{Hash, Seq};
use crate::store::tampered::Tampered;
use crate::store::{LogState, LookTree, StoreError};
use rusqlite::Connection;

/// Verifies the log of a store from its entries, leaves and head.
///
/// # Errors
/// [`StoreError`] when the store cannot be read at all; a broken log is no error but a finding.
pub(super) fn log_state(conn: &Connection) -> Result<LogState, StoreError> {
    // All is read at one moment: a change in between would look like a broken log.
    conn.execute_batch("BEGIN")?;
    state(conn)
}

/// The same within a transaction that reads.
pub(super) fn state(conn: &Connection) -> Result<LogState, StoreError> {
    let mut statement = conn.prepare("SELECT canonical, leaf, entry FROM log_entry ORDER BY entry")?;
    let mut entries: Vec<(String, Hash)> = Vec::new();
    let mut broken = Vec::new();
    let read =
        |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?));
    for found in statement.query_map([], read)? {
        let (canonical, leaf, number): (_, _, i64) = found?;
        if usize::try_from(number) != Ok(entries.len()) {
            broken.push(format!("the entry after {} others stands under number {number}", entries.len()));
        }
        let leaf = leaf.parse().unwrap_or_else(|_| {
            broken.push(format!("the leaf of entry {} is no hash", entries.len()));
            Hash::empty()
        });
        entries.push((canonical, leaf));
    }
    match log::head(conn) {
        Ok(head) => {
            let breaks = tree::verify(entries.iter().map(|(text, leaf)| (text.as_str(), *leaf)), &head);
            broken.extend(breaks.iter().map(Broken::to_string));
            let log_whole = broken.is_empty();
            let texts = entries.iter().map(|(text, _)| text.as_str());
            broken.extend(review::log_problems(conn, texts.clone())?);
            let sealed: Vec<SealedEntry> = texts.filter_map(sealed_entry).collect();
            let texts = entries.iter().map(|(text, _)| text.as_str());
            broken.extend(packs::tampered(conn, texts.clone())?.iter().map(Tampered::to_string));
            broken.extend(saved::tampered(conn, texts)?.iter().map(Tampered::to_string));
            broken.extend(seals::tampered(conn, &sealed)?.iter().map(Tampered::to_string));
            let leaves = entries.iter().map(|(text, leaf)| (text.as_str(), *leaf));
            let (looks, odd) = look_tree::verified(conn, leaves)?;
            broken.extend(odd.iter().map(Tampered::to_string));
            let times = sealed.iter().map(|entry| (entry.number, entry.recorded_at.as_str()));
            let clock_set_back = tree::set_back(times);
            let looks = LookTree { entries: looks.size(), root: looks.root() };
            let entries = entries.len() as u64;
            Ok(LogState { entries, root: head.root(), broken, log_whole, looks: Some(looks), clock_set_back })
        }
        Err(error) => {
            broken.push(format!("the head of the log cannot be read: {error}"));
            Ok(LogState {
                entries: entries.len() as u64,
                root: Hash::empty(),
                broken,
                log_whole: false,
                looks: None,
                clock_set_back: Vec::new(),
            })
        }
    }
}

/// What an entry says that the tables are held against; `None` for a text that is no entry, which was told.
fn sealed_entry(text: &str) -> Option<SealedEntry> {
    let entry: LogEntry = serde_json::from_str(text).ok()?;
    let body = &entry.body;
    let said = |name: &str| body[name].as_str();
    let number = |name: &str| serde_json::from_value(body[name].clone()).ok();
    let batch = || said("batch").and_then(|batch| batch.parse().ok());
    let decision = || said("decision").and_then(|decision| decision.parse().ok());
    let undoes = entry.kind == "undo";
    let takes_back = entry.kind == "taken-back";
    let name = said("batch").or(said("decision")).filter(|_| !undoes && !takes_back);
    Some(SealedEntry {
        number: entry.number,
        root: said("seal").and_then(|root| root.parse().ok()),
        name: name.map_or_else(|| format!("entry {}", entry.number), str::to_owned),
        undid: undoes.then(batch).flatten().zip(number("seq").map(Seq)),
        actor: entry.actor.clone(),
        recorded_at: entry.recorded_at.clone(),
        took_back: takes_back.then(decision).flatten().map(|decision| (decision, number("seq").map(Seq))),
        changes: matches!(entry.kind.as_str(), "batch" | "undo" | "decision")
            || takes_back && body["seq"].is_i64(),
    })
}
