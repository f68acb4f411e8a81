//! What a person decided about two workers: one, two, or taken back.
//!
//! A merge is one transaction with its audit entry. The survivor keeps its identifier and takes what the
//! other knew; the other leaves the tables with its versions in the history, and its identifier leads to the
//! survivor from then on. The entry of the log knows both by their random handles and carries the hash of
//! the facts, which rest in the decision. Nothing here is ever called but for a person's decision.

mod apart;
mod merge;
mod redirect;
mod sheet;
mod state;
mod unmerge;

pub(super) use apart::{keep_apart, kept_apart};
pub(super) use merge::merge;
pub(super) use redirect::{all as redirects, leads_to};
pub(super) use sheet::read as sheet;
pub(super) use state::{log_problems, merges_on, problems, reviewed};
pub(super) use unmerge::take_back;

use super::identifier;
use crate::model::{Kind, Row, Seq, hex};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension};

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
        None => match identifier::stored(conn, Kind::Worker, id)? {
            Some(way) => Ok(find(&leads_to(conn, &way)?.unwrap_or(way))?),
            None => Ok(None),
        },
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
