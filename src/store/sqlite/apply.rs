//! Applying a stage: one transaction, all of the batch or nothing.

use super::columns::columns;
use super::log::append;
use super::open::set_journal;
use super::stage::{Finished, Place};
use super::{Gate, Lock, Store, StoreError};
use crate::fault;
use crate::model::{BatchId, Kind, Seq};
use rusqlite::{Connection, TransactionBehavior, params};
use serde_json::json;

/// A file of a batch, for the record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BatchFile {
    /// The name as the user gave it, without directories.
    pub name: String,
    /// What its rows are.
    pub kind: Kind,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The running number of its first row within the batch.
    pub first_src: i64,
    /// Its rows, rejected ones included.
    pub rows: u64,
    /// Its rejected rows.
    pub rejected: u64,
    /// The SHA-256 of the recipe by which it was read, in hexadecimal.
    pub recipe: Option<String>,
}

/// A batch that is in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The batch's name, `B-0001`.
    pub batch: BatchId,
    /// The sequence number of its transaction.
    pub seq: Seq,
}

/// Applies a stage under the write lock. `recorded_at` is an RFC 3339 time in UTC; the commit passes
/// through `gate`.
///
/// # Errors
/// [`StoreError::Conflict`] when records changed since the stage began: stage again, holding the
/// lock. Any error leaves the store as it was.
pub fn apply(
    store: &mut Store,
    _lock: &Lock,
    stage: Finished,
    files: &[BatchFile],
    actor: &str,
    recorded_at: &str,
    gate: &Gate,
) -> Result<Applied, StoreError> {
    let applied = match &stage.place {
        Place::File(file) => {
            let path = file.0.to_string_lossy().into_owned();
            store.conn.execute("ATTACH ?1 AS stage", [path])?;
            let applied = transact(store, &stage, files, actor, recorded_at, gate);
            // Detaching fails only when attaching did; the connection is usable either way.
            let _ = store.conn.execute("DETACH stage", []);
            applied
        }
        // A transaction that is not committed goes with its connection.
        Place::Tables { conn, .. } => {
            let next_row = conn.query_row("SELECT next_row FROM head", [], |row| row.get(0))?;
            fault::point("apply-kind");
            record(conn, &stage, stage.base_seq.next(), next_row, files, actor, recorded_at).and_then(
                |applied| {
                    fault::point("before-commit");
                    gate.pass(|| conn.execute_batch("COMMIT"))?;
                    fault::point("after-commit");
                    Ok(applied)
                },
            )
        }
    };
    if let Place::Tables { conn, lent: true } = stage.place {
        if applied.is_err() {
            // Should this fail, the journal takes back what was written at the next start.
            let _ = conn.execute_batch("ROLLBACK");
        }
        // Should somebody have opened the file this instant, the next start sets the journal.
        set_journal(&conn, "WAL")?;
        store.conn = conn;
    }
    applied
}

fn transact(
    store: &mut Store,
    stage: &Finished,
    files: &[BatchFile],
    actor: &str,
    recorded_at: &str,
    gate: &Gate,
) -> Result<Applied, StoreError> {
    let transaction = store.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (head, next_row): (Seq, i64) =
        transaction.query_row("SELECT seq, next_row FROM head", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if head != stage.base_seq && records_changed_since(&transaction, stage.base_seq)? {
        return Err(StoreError::Conflict);
    }
    let seq = head.next();
    for &(kind, counts) in &stage.counts {
        if counts.inserted + counts.updated == 0 {
            continue;
        }
        for statement in statements(kind) {
            let mut prepared = transaction.prepare(&statement)?;
            // A statement names the parameters that it needs.
            for (name, value) in [(":seq", seq.0), (":offset", next_row)] {
                if let Some(at) = prepared.parameter_index(name)? {
                    prepared.raw_bind_parameter(at, value)?;
                }
            }
            prepared.raw_execute()?;
        }
        fault::point("apply-kind");
    }
    let applied = record(&transaction, stage, seq, next_row, files, actor, recorded_at)?;
    fault::point("before-commit");
    gate.pass(|| transaction.commit())?;
    fault::point("after-commit");
    Ok(applied)
}

/// Records the batch and its files, writes the audit entry, and moves the head of the store.
fn record(
    transaction: &Connection,
    stage: &Finished,
    seq: Seq,
    next_row: i64,
    files: &[BatchFile],
    actor: &str,
    recorded_at: &str,
) -> Result<Applied, StoreError> {
    let batch: BatchId =
        transaction.query_row("SELECT coalesce(max(batch), 0) + 1 FROM batch", [], |row| row.get(0))?;
    let total = |pick: fn(&super::Counts) -> u64| -> u64 {
        stage.counts.iter().map(|(_, counts)| pick(counts)).sum()
    };
    let rejected: u64 = files.iter().map(|file| file.rejected).sum();
    transaction.execute(
        "INSERT INTO batch VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL)",
        params![
            batch,
            seq,
            recorded_at,
            actor,
            signed(total(|c| c.inserted)),
            signed(total(|c| c.updated)),
            signed(total(|c| c.unchanged)),
            signed(rejected),
            stage.batch_salt.to_string()
        ],
    )?;
    for file in files {
        transaction.execute(
            "INSERT INTO batch_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                batch,
                file.first_src,
                file.name,
                file.kind.as_str(),
                signed(file.bytes),
                file.sha256,
                signed(file.rows)
            ],
        )?;
    }
    let counts: Vec<_> = stage
        .counts
        .iter()
        .filter(|(_, counts)| *counts != super::Counts::default())
        .map(|(kind, counts)| json!({ "kind": kind, "counts": counts }))
        .collect();
    // File names can name people; the hash is what identifies the file.
    let files: Vec<_> = files
        .iter()
        .map(|f| {
            let mut entry = json!({ "kind": f.kind, "bytes": f.bytes, "sha256": f.sha256, "rows": f.rows, "rejected": f.rejected });
            if let Some(recipe) = &f.recipe {
                entry["recipe"] = json!(recipe);
            }
            entry
        })
        .collect();
    let body = json!({
        "batch": batch, "seq": seq, "files": files, "counts": counts,
        "rows": stage.rows, "rows_root": stage.root,
    });
    append(transaction, "batch", actor, recorded_at, body)?;
    transaction
        .execute("UPDATE head SET seq = ?1, next_row = ?2", params![seq, next_row + stage.new_rows + 1])?;
    Ok(Applied { batch, seq })
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Whether any record was written or removed after `seq`.
fn records_changed_since(conn: &Connection, seq: Seq) -> Result<bool, StoreError> {
    for kind in Kind::ALL.iter().filter(|kind| kind.parent().is_none()) {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {kind} WHERE changed > ?1)");
        if conn.query_row(&sql, [seq], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM tombstone WHERE seq > ?1)", [seq], |row| row.get(0))?)
}

/// The statements that bring the staged records of a kind into the store, in order.
fn statements(kind: Kind) -> Vec<String> {
    let columns = columns(kind);
    let list = &columns.list;
    let names: Vec<&str> = columns.stored.iter().map(|&c| columns.name(c)).collect();
    let Some(whole) = kind.parent() else {
        let person = if kind == Kind::Worker { "handle, salt, " } else { "" };
        let assignments: Vec<String> = names.iter().map(|name| format!("{name} = s.{name}")).collect();
        let assignments = assignments.join(", ");
        return vec![
            format!(
                "INSERT INTO {kind} (row, seq, changed, src, as_written, unmapped, {person}{list})
                 SELECT :offset + row, :seq, :seq, src, as_written, unmapped, {person}{list} FROM stage.new_{kind} ORDER BY row"
            ),
            history(kind, &format!("main.{kind} r JOIN stage.upd_{kind} s ON s.row = r.row")),
            format!(
                "UPDATE {kind} SET seq = :seq, changed = :seq, src = s.src, as_written = s.as_written,
                        unmapped = s.unmapped, {assignments}
                 FROM stage.upd_{kind} s WHERE s.row = {kind}.row"
            ),
        ];
    };
    let same_key: Vec<String> =
        columns.key.iter().map(|&c| format!("s.{0} = r.{0}", columns.name(c))).collect();
    vec![
        history(
            kind,
            &format!(
                "stage.part_{kind} s JOIN main.{kind} r ON r.parent = s.parent AND {} WHERE s.inserted = 0",
                same_key.join(" AND ")
            ),
        ),
        format!(
            "INSERT OR REPLACE INTO {kind} (parent, seq, src, as_written, unmapped, {list})
             SELECT CASE WHEN parent < 0 THEN :offset - parent ELSE parent END, :seq, src, as_written, unmapped, {list}
             FROM stage.part_{kind}"
        ),
        // The whole has changed with its part; new wholes carry the number already.
        format!(
            "UPDATE {whole} SET changed = :seq WHERE row IN (SELECT parent FROM stage.part_{kind} WHERE parent > 0)"
        ),
    ]
}

/// Keeps the stored versions of the rows `r` that a source selects.
pub(super) fn history(kind: Kind, source: &str) -> String {
    let columns = columns(kind);
    let row = if kind.parent().is_some() { "parent" } else { "row" };
    format!(
        "INSERT OR REPLACE INTO history (kind, row, part, seq, until, record)
         SELECT '{kind}', r.{row}, {}, r.seq, :seq, {} FROM {source}",
        columns.key_json("r."),
        version_json(kind)
    )
}

/// A stored version of row `r` as a JSON object.
fn version_json(kind: Kind) -> String {
    let columns = columns(kind);
    let mut parts = vec!["'src', r.src, 'as_written', r.as_written, 'unmapped', r.unmapped".to_owned()];
    parts.extend(columns.stored.iter().map(|&c| format!("'{0}', r.{0}", columns.name(c))));
    format!("json_object({})", parts.join(", "))
}
