//! Applying a stage: one transaction, all of the batch or nothing.

use super::columns::columns;
use super::history::history;
use super::seals;
use super::stage::{Finished, Place};
use super::writing::{self, Acting, Pen, Sealing};
use crate::fault;
use crate::model::{BatchId, Hash, Kind, Seq};
use crate::store::{Applied, BatchFile, Counts, Event, Gate, Signature, StoreError};
use rusqlite::{Connection, params};

/// What the audit log is told of a batch beside what the store knows.
pub(super) struct Told<'a> {
    pub(super) counts: Vec<(Kind, Counts)>,
    pub(super) rows: u64,
    pub(super) root: Hash,
    pub(super) files: &'a [BatchFile],
}

/// Brings a batch in; the commit passes through `gate`.
///
/// # Errors
/// [`StoreError::Conflict`] when records changed since the stage began: stage again, holding the
/// lock. Any error leaves the store as it was.
pub(super) fn apply(
    pen: &Pen,
    batch: Finished,
    told: Told<'_>,
    by: &Signature<'_>,
    gate: &Gate,
) -> Result<Applied, StoreError> {
    let Finished { base_seq, next_row: staged_row, new_rows, sealer, place } = batch;
    let sealing = Sealing::Laid(Box::new(sealer));
    let acting = Acting { by, gate, point: "commit" };
    match place {
        Place::File(file) => pen.change_from(&file.0, &acting, sealing, |transaction| {
            let (head, next_row): (Seq, i64) =
                transaction
                    .query_row("SELECT seq, next_row FROM head", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            // New records were sealed under the numbers that they were to have.
            if next_row != staged_row || head != base_seq && records_changed_since(transaction, base_seq)? {
                return Err(StoreError::Conflict);
            }
            seals::take_from_stage(transaction)?;
            take_from_stage(transaction, &told.counts, head.next(), next_row)?;
            record(transaction, told, head.next(), next_row + new_rows + 1, by)
        }),
        Place::Tables(load) => load.commit(pen, &acting, sealing, |conn| {
            let next_row: i64 = conn.query_row("SELECT next_row FROM head", [], |row| row.get(0))?;
            fault::point("apply-kind");
            record(conn, told, base_seq.next(), next_row + new_rows + 1, by)
        }),
    }
}

/// Takes the staged records of each kind into its table.
fn take_from_stage(
    transaction: &Connection,
    counts: &[(Kind, Counts)],
    seq: Seq,
    next_row: i64,
) -> Result<(), StoreError> {
    for &(kind, counts) in counts {
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
    Ok(())
}

/// Records the batch and its files, and moves the head of the store.
fn record(
    transaction: &Connection,
    told: Told<'_>,
    seq: Seq,
    next_row: i64,
    by: &Signature<'_>,
) -> Result<writing::Told<Applied>, StoreError> {
    let Told { counts, rows, root, files } = told;
    let batch: BatchId =
        transaction.query_row("SELECT coalesce(max(batch), 0) + 1 FROM batch", [], |row| row.get(0))?;
    let total = |pick: fn(&Counts) -> u64| -> u64 { counts.iter().map(|(_, counts)| pick(counts)).sum() };
    let rejected: u64 = files.iter().map(|file| file.rejected).sum();
    transaction.execute(
        "INSERT INTO batch VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)",
        params![
            batch,
            seq,
            by.recorded_at,
            by.actor.to_string(),
            signed(total(|c| c.inserted)),
            signed(total(|c| c.updated)),
            signed(total(|c| c.unchanged)),
            signed(rejected)
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
    transaction.execute("UPDATE head SET seq = ?1, next_row = ?2", params![seq, next_row])?;
    let event = Event::Batch { batch, seq, files: files.to_vec(), counts, rows, rows_root: root };
    Ok((Applied { batch, seq }, vec![event]))
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
