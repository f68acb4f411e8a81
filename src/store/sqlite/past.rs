//! The store as it was: a copy whose records are put back to a sequence number.
//!
//! The version of a record at that moment is the one in the history that ended next after it, or the present one where none
//! did. It was there at that moment only if it was written by then. What came later goes.

use super::columns::columns;
use super::open::Sqlite;
use crate::data_dir::DataDir;
use crate::model::{Kind, Seq};
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Copies the store into another data directory, which has none, with the records as they were at a sequence number.
pub(super) fn copy(store: &Sqlite, at: Seq, to: &DataDir) -> Result<(), StoreError> {
    let path = to.database();
    store.reader()?.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
    let mut conn = Connection::open(&path)?;
    // The copy goes as it came: nothing has to outlive a crash.
    conn.pragma_update(None, "synchronous", "OFF")?;
    let transaction = conn.transaction()?;
    for &kind in Kind::ALL {
        put_back(&transaction, kind, at)?;
    }
    // A merge that was taken back later: whoever was merged came back in the version of before, and was not there meanwhile.
    for kind in Kind::ALL.iter().filter(|kind| **kind == Kind::Worker || kind.parent() == Some(Kind::Worker))
    {
        let number = if kind.parent().is_some() { "parent" } else { "row" };
        transaction.execute(
            &format!(
                "DELETE FROM {kind} WHERE {number} IN
                 (SELECT gone FROM merge WHERE seq <= ?1 AND undone_seq > ?1)"
            ),
            [at],
        )?;
    }
    transaction.execute("DELETE FROM history WHERE until > ?1", [at])?;
    transaction.execute("DELETE FROM tombstone WHERE seq > ?1", [at])?;
    transaction.execute("DELETE FROM merge WHERE seq > ?1", [at])?;
    transaction.execute(
        "UPDATE merge SET undone_seq = NULL, undone_at = NULL, undone_by = NULL WHERE undone_seq > ?1",
        [at],
    )?;
    transaction.execute("UPDATE head SET seq = ?1", [at])?;
    transaction.commit()?;
    Ok(())
}

/// Puts the records of a kind back to what they were.
fn put_back(conn: &Connection, kind: Kind, at: Seq) -> Result<(), StoreError> {
    let columns = columns(kind);
    let number = if kind.parent().is_some() { "parent" } else { "row" };
    let key = columns.key_json("r.");
    // The version of each record that ended first after the moment.
    conn.execute_batch(
        "DROP TABLE IF EXISTS temp.former;
         CREATE TEMP TABLE former (row INTEGER, part TEXT, seq INTEGER, until INTEGER, record TEXT);
         CREATE INDEX temp.former_of ON former (row, part);",
    )?;
    conn.execute(
        "INSERT INTO former SELECT row, part, seq, min(until), record FROM history
         WHERE kind = ?1 AND until > ?2 GROUP BY row, part",
        params![kind.to_string(), at],
    )?;
    conn.execute(
        &format!(
            "DELETE FROM {kind} AS r WHERE
             CASE WHEN EXISTS (SELECT 1 FROM former f WHERE f.row = r.{number} AND f.part = {key})
             THEN 1 ELSE r.seq > ?1 END"
        ),
        [at],
    )?;
    let person = if kind == Kind::Worker { "handle, salt, " } else { "" };
    let random = if kind == Kind::Worker { "randomblob(16), randomblob(16), " } else { "" };
    let (numbers, values) = match kind.parent() {
        Some(_) => ("parent, seq", "row, seq"),
        None => ("row, seq, changed", "row, seq, ?1"),
    };
    let cell = |name: &str| format!("json_extract(record, '$.{name}')");
    let remarks = ["src", "as_written", "unmapped"].map(cell).join(", ");
    let cells: Vec<String> = columns.stored.iter().map(|&column| cell(columns.name(column))).collect();
    conn.execute(
        &format!(
            "INSERT INTO {kind} ({numbers}, src, as_written, unmapped, {person}{})
             SELECT {values}, {remarks}, {random}{} FROM former WHERE seq <= ?1",
            columns.list,
            cells.join(", ")
        ),
        [at],
    )?;
    if kind.parent().is_none() {
        conn.execute(&format!("UPDATE {kind} SET changed = ?1 WHERE changed > ?1"), [at])?;
    }
    Ok(())
}
