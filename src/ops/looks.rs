//! `corridor audit looks`: who looked at the personal data of a worker, when and what for, as the audit log tells.

use super::{Act, Desk, OpsError};
use crate::log::LogEntry;
use crate::model::Kind;
use serde::Serialize;
use std::collections::BTreeSet;

/// A look at personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoggedLook {
    /// The entry of the log that tells of it.
    pub entry: u64,
    /// When it was, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Who looked.
    pub actor: String,
    /// The kind of the entry: `look` or `export`.
    pub kind: String,
    /// What for, in the words of whoever looked.
    pub purpose: String,
    /// How many records were given out; `None` where persons were looked at one by one.
    pub records: Option<u64>,
    /// Whether the entry names the worker. If not, it names nobody: all records of a kind were given out, or it is of a
    /// version that named none.
    pub named: bool,
}

/// Who looked at a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LooksReply {
    /// The worker.
    pub worker: String,
    /// The random handle by which the log names the worker.
    pub handle: String,
    /// The looks, oldest first.
    pub looks: Vec<LoggedLook>,
}

/// The looks at the personal data of a worker.
///
/// # Errors
/// [`OpsError`] when there is no such worker, or the store cannot be read.
pub fn looks(desk: &Desk, _act: &Act, worker: &str) -> Result<LooksReply, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let handles = snapshot.handles(&BTreeSet::from([worker.to_owned()]))?;
    let Some(handle) = handles.into_iter().next() else {
        return Err(super::records::unknown(&snapshot, Kind::Worker, worker)?);
    };
    let mut looks = Vec::new();
    for text in store.log_entries()? {
        let entry: LogEntry = serde_json::from_str(&text)?;
        if !["look", "export"].contains(&entry.kind.as_str()) {
            continue;
        }
        let subjects = entry.body["subjects"].as_array();
        let named = subjects.is_some_and(|all| all.iter().any(|one| *one == handle.as_str()));
        // What names nobody may be about anybody: the records of a kind that were given out, or a look of before.
        let records = entry.body["records"].as_u64();
        if named || subjects.is_none() {
            looks.push(LoggedLook {
                entry: entry.number,
                recorded_at: entry.recorded_at,
                actor: entry.actor,
                kind: entry.kind,
                purpose: entry.body["purpose"].as_str().unwrap_or_default().to_owned(),
                records,
                named,
            });
        }
    }
    Ok(LooksReply { worker: worker.to_owned(), handle, looks })
}
