//! What a person decided about two workers: one, two, or taken back.
//!
//! A merge is one transaction with its audit entry. The survivor keeps its identifier and takes what the
//! other knew; the other leaves the tables with its versions in the history, and its identifier leads to the
//! survivor from then on. The entry of the log knows both by their random handles and carries the hash of
//! the facts, which rest in the decision. Nothing here is ever called but for a person's decision.

mod apart;
mod consent;
mod merge;
mod redirect;
mod sheet;
mod state;
#[cfg(test)]
mod tests;
mod unmerge;

pub use apart::{keep_apart, kept_apart};
pub use merge::{Merge, Merged, merge};
pub use sheet::{Comparison, Line, Side, Standing};
pub use state::{Reviewed, Verdict, reviewed};
pub use unmerge::{TakenBack, take_back};

pub(super) use merge::part_key;
pub(super) use redirect::{all as redirects, leads_to};
pub(super) use sheet::value;
pub(super) use state::{log_problems, merges_on, problems};

use super::StoreError;
use super::log::append;
use crate::model::{DecisionId, Hash, Row, Seq, hex};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

/// A worker that is there.
struct Present {
    row: Row,
    id: String,
    handle: [u8; 16],
    salt: [u8; 32],
    changed: Seq,
}

impl Present {
    /// What the audit log knows the worker by.
    fn handle(&self) -> String {
        hex(&self.handle)
    }
}

/// The worker with an identifier, or the one that a merged identifier leads to.
fn present(conn: &Connection, id: &str) -> Result<Option<Present>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT row, worker_id, handle, salt, changed FROM worker WHERE worker_id = ?1")?;
    let mut find = |id: &str| {
        statement
            .query_row([id], |row| {
                Ok(Present {
                    row: row.get(0)?,
                    id: row.get(1)?,
                    handle: row.get(2)?,
                    salt: row.get(3)?,
                    changed: row.get(4)?,
                })
            })
            .optional()
    };
    if let Some(found) = find(id)? {
        return Ok(Some(found));
    }
    match leads_to(conn, id)? {
        Some(last) => Ok(find(&last)?),
        None => Ok(None),
    }
}

/// Two workers that are there and are two, unchanged since `seen_seq` if that is asked.
fn two(
    conn: &Connection,
    left: &str,
    right: &str,
    seen_seq: Option<Seq>,
) -> Result<(Present, Present), StoreError> {
    let find = |id: &str| present(conn, id)?.ok_or_else(|| StoreError::NoWorker(id.to_owned()));
    let (one, other) = (find(left)?, find(right)?);
    if one.row == other.row {
        let (left, right) = (left.to_owned(), right.to_owned());
        return Err(StoreError::SameWorker { left, right, worker: one.id });
    }
    for worker in [&one, &other] {
        if seen_seq.is_some_and(|seen| worker.changed > seen) {
            return Err(StoreError::ChangedSinceShown(worker.id.clone()));
        }
    }
    Ok((one, other))
}

/// Writes a decision with its audit entry, whose body `log` is completed by name, kind and hash.
#[expect(clippy::too_many_arguments, reason = "the columns of the row")]
fn record(
    transaction: &Connection,
    kind: &str,
    subject: &str,
    seq: Seq,
    mut facts: Value,
    mut log: Value,
    actor: &str,
    recorded_at: &str,
) -> Result<DecisionId, StoreError> {
    let number: DecisionId =
        transaction.query_row("SELECT coalesce(max(decision), 0) + 1 FROM decision", [], |row| row.get(0))?;
    // Two identifiers can be guessed; with a salt their hash tells nothing once they are erased.
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(StoreError::Random)?;
    facts["salt"] = hex(&salt).into();
    let canonical =
        serde_json_canonicalizer::to_string(&facts).map_err(|error| StoreError::Log(error.to_string()))?;
    transaction.execute(
        "INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![number, seq, recorded_at, actor, kind, subject, canonical],
    )?;
    log["decision"] = number.to_string().into();
    log["kind"] = kind.into();
    log["seq"] = seq.0.into();
    log["facts_sha256"] = Hash::of(&canonical).to_string().into();
    append(transaction, "decision", actor, recorded_at, log)?;
    Ok(number)
}

/// Notes in the audit log that somebody looked at the identity of persons, who enter by their handles.
///
/// # Errors
/// [`StoreError`] when the store cannot be written.
pub fn note_look(
    store: &mut super::Store,
    _lock: &super::Lock,
    purpose: &str,
    handles: &[String],
    actor: &str,
    recorded_at: &str,
) -> Result<(), StoreError> {
    let transaction = store.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    append(&transaction, "look", actor, recorded_at, json!({ "purpose": purpose, "subjects": handles }))?;
    transaction.commit()?;
    Ok(())
}
