//! Questions that are kept under a name, and what was seen of their answers.

use super::writing::{Acting, Pen};
use crate::decision::Salt;
use crate::log::LogEntry;
use crate::model::Hash;
use crate::store::tampered::{SealedRow, Tampered};
use crate::store::{
    Event, Gate, SavedDeed, SavedSearch, SearchToSave, SeenAnswer, SeenNow, Signature, StoreError,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet};

/// The columns of a saved question, in the order in which [`read`] takes them.
const COLUMNS: &str = "search, name, owner, organization, shared, saved_at, question";

fn read(row: &Row<'_>) -> rusqlite::Result<SavedSearch> {
    Ok(SavedSearch {
        number: row.get(0)?,
        name: row.get(1)?,
        owner: row.get(2)?,
        organization: row.get(3)?,
        shared: row.get(4)?,
        saved_at: row.get(5)?,
        question: row.get(6)?,
    })
}

/// All saved questions, in the order of their names.
pub(super) fn all(conn: &Connection) -> Result<Vec<SavedSearch>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM saved_search ORDER BY name, search");
    let mut statement = conn.prepare(&sql)?;
    let found = statement.query_map([], read)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The last look of somebody at the answer to a question.
pub(super) fn seen(conn: &Connection, search: i64, viewer: &str) -> Result<Option<SeenAnswer>, StoreError> {
    // Look and records are read at one moment.
    conn.execute_batch("BEGIN")?;
    let sql = "SELECT look, seq, day, seen_at FROM saved_look WHERE search = ?1 AND viewer = ?2";
    let look = |row: &Row<'_>| {
        let seen = SeenAnswer {
            seq: row.get(1)?,
            day: crate::model::Day(row.get(2)?),
            seen_at: row.get(3)?,
            rows: BTreeMap::new(),
        };
        Ok((row.get::<_, i64>(0)?, seen))
    };
    let Some((look, mut seen)) = conn.query_row(sql, params![search, viewer], look).optional()? else {
        return Ok(None);
    };
    let mut statement = conn.prepare("SELECT row, seq FROM saved_seen WHERE look = ?1")?;
    let rows = statement.query_map([look], |row| Ok((row.get(0)?, row.get(1)?)))?;
    seen.rows = rows.collect::<Result<_, _>>()?;
    Ok(Some(seen))
}

/// Keeps a question.
pub(super) fn save(pen: &Pen, ask: &SearchToSave<'_>, by: &Signature<'_>) -> Result<i64, StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "save-commit" };
    let Salt(salt) = Salt::random()?;
    pen.change(&acting, |transaction| {
        transaction.execute(
            "INSERT INTO saved_search (name, owner, organization, shared, saved_at, question, salt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                ask.name,
                by.actor.id,
                by.actor.organization,
                ask.shared,
                by.recorded_at,
                ask.question,
                salt
            ],
        )?;
        let search = transaction.last_insert_rowid();
        let sha256 = hashes(transaction, Some(search))?.remove(&search).unwrap_or_else(Hash::empty);
        Ok((search, vec![Event::SavedSearch { search, deed: SavedDeed::Saved { sha256 } }]))
    })
}

/// What stands for questions in the log, by their numbers. The salt keeps a hash from confirming a guess.
fn hashes(conn: &Connection, search: Option<i64>) -> Result<BTreeMap<i64, Hash>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT search, json_array(salt, name, owner, organization, shared, saved_at, question)
         FROM saved_search WHERE search = coalesce(?1, search)",
    )?;
    let rows = statement.query_map([search], |row| Ok((row.get(0)?, Hash::of(&row.get::<_, String>(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a question away, with all that was seen of its answers.
pub(super) fn remove(pen: &Pen, search: i64, by: &Signature<'_>) -> Result<(), StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "save-commit" };
    pen.change(&acting, |transaction| {
        let looks = "SELECT look FROM saved_look WHERE search = ?1";
        transaction.execute(&format!("DELETE FROM saved_seen WHERE look IN ({looks})"), [search])?;
        transaction.execute("DELETE FROM saved_look WHERE search = ?1", [search])?;
        transaction.execute("DELETE FROM saved_search WHERE search = ?1", [search])?;
        Ok(((), vec![Event::SavedSearch { search, deed: SavedDeed::Removed }]))
    })
}

/// Remembers what the actor saw of the answer to a question.
pub(super) fn note_seen(
    pen: &Pen,
    search: i64,
    now: &SeenNow<'_>,
    by: &Signature<'_>,
) -> Result<(), StoreError> {
    let acting = Acting { by, gate: &Gate::default(), point: "look-commit" };
    pen.change(&acting, |transaction| {
        let viewer = &by.actor.id;
        transaction.execute(
            "INSERT INTO saved_look (search, viewer, seq, day, seen_at) VALUES (?1, ?2, 0, 0, ?3)
             ON CONFLICT (search, viewer) DO UPDATE SET seen_at = ?3",
            params![search, viewer, by.recorded_at],
        )?;
        let look: i64 = transaction.query_row(
            "SELECT look FROM saved_look WHERE search = ?1 AND viewer = ?2",
            params![search, viewer],
            |row| row.get(0),
        )?;
        if let Some((seq, day)) = now.whole {
            let sql = "UPDATE saved_look SET seq = ?2, day = ?3 WHERE look = ?1";
            transaction.execute(sql, params![look, seq, day.0])?;
        }
        let mut enter = transaction.prepare("INSERT OR IGNORE INTO saved_seen VALUES (?1, ?2, ?3)")?;
        for row in now.entered {
            enter.execute(params![look, row, now.seq])?;
        }
        let mut leave = transaction.prepare("DELETE FROM saved_seen WHERE look = ?1 AND row = ?2")?;
        for row in now.left {
            leave.execute(params![look, row])?;
        }
        let deed = SavedDeed::Seen { seq: now.seq };
        Ok(((), vec![Event::SavedSearch { search, deed }]))
    })
}

/// What the table says otherwise than the entries of the log.
pub(super) fn tampered<'a>(
    conn: &Connection,
    entries: impl Iterator<Item = &'a str>,
) -> Result<Vec<Tampered>, StoreError> {
    let mut told: BTreeMap<i64, Hash> = BTreeMap::new();
    // Few entries are of saved questions: the others are not parsed again.
    for text in entries.filter(|text| text.contains(r#""kind":"saved-search""#)) {
        let Ok(entry) = serde_json::from_str::<LogEntry>(text) else { continue };
        let Some(search) = entry.body["search"].as_i64() else { continue };
        match entry.body["done"].as_str() {
            Some("saved") => {
                let sha256 = entry.body["sha256"].as_str().and_then(|hash| hash.parse().ok());
                told.insert(search, sha256.unwrap_or_else(Hash::empty));
            }
            Some("removed") => {
                told.remove(&search);
            }
            _ => {}
        }
    }
    let held = hashes(conn, None)?;
    let numbers: BTreeSet<i64> = told.keys().chain(held.keys()).copied().collect();
    let odd = numbers.into_iter().filter(|search| told.get(search) != held.get(search));
    Ok(odd
        .map(|search| {
            let row = SealedRow { table: "saved_search".to_owned(), id: search.to_string() };
            Tampered::Bookkeeping { row, column: "question" }
        })
        .collect())
}
