//! The tree of looks at personal data, anchored in the audit log.
//!
//! Each entry of a look, an export or evidence given out is a leaf of the log, and of a tree of looks alone as well. The entry itself names how many
//! looks were before it and the root over them. So the log vouches for the tree, and whoever may see the looks alone can prove
//! that none is missing.

use crate::log::{Frontier, LogEntry};
use crate::model::Hash;
use crate::store::StoreError;
use crate::store::tampered::{SealedRow, Tampered};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

/// The kinds of the entries that are looks.
const KINDS: [&str; 3] = ["look", "export", "evidence"];

/// Whether an entry of a kind is a look.
pub(super) fn is_look(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// What the entry of a look says of the looks before it.
pub(super) fn anchor(looks: &Frontier) -> Value {
    json!({ "size": looks.size(), "root": looks.root() })
}

/// The tree as it is kept; of a store that kept none yet as its entries say.
pub(super) fn head(conn: &Connection) -> Result<Frontier, StoreError> {
    if let Some(kept) = kept(conn)? {
        return serde_json::from_str(&kept).map_err(|error| StoreError::Log(error.to_string()));
    }
    let mut looks = Frontier::default();
    let mut statement = conn.prepare("SELECT canonical FROM log_entry ORDER BY entry")?;
    for text in statement.query_map([], |row| row.get::<_, String>(0))? {
        let text = text?;
        if entry(&text).is_some() {
            looks.push(LogEntry::leaf(&text));
        }
    }
    Ok(looks)
}

/// Keeps the tree.
pub(super) fn keep(conn: &Connection, looks: &Frontier) -> Result<(), StoreError> {
    let frontier = serde_json::to_string(looks).map_err(|error| StoreError::Log(error.to_string()))?;
    conn.execute("INSERT OR REPLACE INTO look_head VALUES (1, ?1)", [frontier])?;
    Ok(())
}

fn kept(conn: &Connection) -> Result<Option<String>, StoreError> {
    Ok(conn.query_row("SELECT frontier FROM look_head", [], |row| row.get(0)).optional()?)
}

/// The entry of a look; `None` for other entries and for a text that is none.
fn entry(text: &str) -> Option<LogEntry> {
    // Few entries are looks: the others are not parsed again.
    let may_be = KINDS.iter().any(|kind| text.contains(&format!(r#""kind":"{kind}""#)));
    let entry = || serde_json::from_str::<LogEntry>(text).ok().filter(|entry| is_look(&entry.kind));
    may_be.then(entry).flatten()
}

/// The tree of looks over the entries of the log, and what is otherwise than they say.
pub(super) fn verified<'a>(
    conn: &Connection,
    entries: impl Iterator<Item = (&'a str, Hash)>,
) -> Result<(Frontier, Vec<Tampered>), StoreError> {
    let (mut looks, mut anchored, mut odd) = (Frontier::default(), false, Vec::new());
    for (text, leaf) in entries {
        let Some(entry) = entry(text) else { continue };
        // Entries of before name no tree.
        if let Some(said) = entry.body.get("looks") {
            anchored = true;
            if *said != anchor(&looks) {
                odd.push(Tampered::Looks { entry: entry.number });
            }
        }
        looks.push(leaf);
    }
    let kept = kept(conn)?;
    let as_kept = match &kept {
        Some(kept) => serde_json::from_str::<Frontier>(kept).is_ok_and(|kept| kept == looks),
        None => !anchored,
    };
    if !as_kept {
        let row = SealedRow { table: "look_head".to_owned(), id: String::new() };
        odd.push(Tampered::Bookkeeping { row, column: "frontier" });
    }
    Ok((looks, odd))
}
