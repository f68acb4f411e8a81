//! The audit log held against itself and against the tables that it tells of.

use super::seals::{self, SealedEntry};
use super::{log, look_tree, packs, review, saved};
use crate::log::{self as tree, Broken, Frontier, LogEntry};
use crate::model::{Hash, Seq};
use crate::store::tampered::Tampered;
use crate::store::{LogState, LookTree, NotCheckedAgain, StoreError};
use rusqlite::Connection;

/// Verifies the log of a store from its entries, leaves and head. With a number of entries that somebody vouches for only
/// those after them are read, and only the records that these cover.
///
/// # Errors
/// [`StoreError`] when the store cannot be read at all; a broken log is no error but a finding.
pub(super) fn log_state(conn: &Connection, vouched: Option<u64>) -> Result<LogState, StoreError> {
    // All is read at one moment: a change in between would look like a broken log.
    conn.execute_batch("BEGIN")?;
    match vouched {
        None => state(conn),
        Some(entries) => state_since(conn, entries),
    }
}

/// The entries from a number on, each with its leaf.
fn entries(
    conn: &Connection,
    from: u64,
    broken: &mut Vec<String>,
) -> Result<Vec<(String, Hash)>, StoreError> {
    let mut statement =
        conn.prepare("SELECT canonical, leaf, entry FROM log_entry WHERE entry >= ?1 ORDER BY entry")?;
    let mut entries: Vec<(String, Hash)> = Vec::new();
    let read =
        |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?));
    for found in statement.query_map([i64::try_from(from).unwrap_or(i64::MAX)], read)? {
        let (canonical, leaf, number): (_, _, i64) = found?;
        let place = from + entries.len() as u64;
        if u64::try_from(number) != Ok(place) {
            broken.push(format!("the entry after {place} others stands under number {number}"));
        }
        let leaf = leaf.parse().unwrap_or_else(|_| {
            broken.push(format!("the leaf of entry {place} is no hash"));
            Hash::empty()
        });
        entries.push((canonical, leaf));
    }
    Ok(entries)
}

/// Verifies what came after entries that somebody vouches for. Of these the stored leaves alone are read, one hash for each.
fn state_since(conn: &Connection, vouched: u64) -> Result<LogState, StoreError> {
    let mut broken = Vec::new();
    let mut before = Frontier::default();
    let mut statement = conn.prepare("SELECT leaf FROM log_entry WHERE entry < ?1 ORDER BY entry")?;
    let first = i64::try_from(vouched).unwrap_or(i64::MAX);
    for leaf in statement.query_map([first], |row| row.get::<_, String>(0))? {
        // What is no hash gives another root than the one that is vouched for.
        before.push(leaf?.parse().unwrap_or_else(|_| Hash::empty()));
    }
    let entries = entries(conn, before.size(), &mut broken)?;
    let root_before = before.root();
    let head = match log::head(conn) {
        Ok(head) => head,
        Err(error) => {
            broken.push(format!("the head of the log cannot be read: {error}"));
            return Ok(unreadable(before.size() + entries.len() as u64, broken));
        }
    };
    let not_checked = NotCheckedAgain { entries: before.size(), root: root_before };
    let leaves = entries.iter().map(|(text, leaf)| (text.as_str(), *leaf));
    broken.extend(tree::verify(before, leaves, &head).iter().map(Broken::to_string));
    let log_whole = broken.is_empty();
    let sealed: Vec<SealedEntry> = entries.iter().filter_map(|(text, _)| sealed_entry(text)).collect();
    broken.extend(seals::tampered_since(conn, &sealed, not_checked.entries)?.iter().map(Tampered::to_string));
    let times = sealed.iter().map(|entry| (entry.number, entry.recorded_at.as_str()));
    Ok(LogState {
        entries: not_checked.entries + entries.len() as u64,
        root: head.root(),
        broken,
        log_whole,
        looks: None,
        clock_set_back: tree::set_back(times),
        not_checked: Some(not_checked),
    })
}

/// A log whose head cannot be read.
fn unreadable(entries: u64, broken: Vec<String>) -> LogState {
    LogState {
        entries,
        root: Hash::empty(),
        broken,
        log_whole: false,
        looks: None,
        clock_set_back: Vec::new(),
        not_checked: None,
    }
}

/// Verifies the whole log within a transaction that reads.
pub(super) fn state(conn: &Connection) -> Result<LogState, StoreError> {
    let mut broken = Vec::new();
    let entries = entries(conn, 0, &mut broken)?;
    match log::head(conn) {
        Ok(head) => {
            let breaks = tree::verify(
                Frontier::default(),
                entries.iter().map(|(text, leaf)| (text.as_str(), *leaf)),
                &head,
            );
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
            let (root, looks) = (head.root(), Some(looks));
            Ok(LogState { entries, root, broken, log_whole, looks, clock_set_back, not_checked: None })
        }
        Err(error) => {
            broken.push(format!("the head of the log cannot be read: {error}"));
            Ok(unreadable(entries.len() as u64, broken))
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
