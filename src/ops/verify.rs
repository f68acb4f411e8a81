//! `corridor audit verify` and `audit log`: the log verified, with the records that it covers, and held against a checkpoint.

use super::{Act, Desk, OpsError};
use crate::log::{Checkpoint, CheckpointError, LogEntry, NoteVerifier, SignedNote, checkpoint_in};
use crate::model::Hash;
use crate::store::{LogState, NotCheckedAgain, Store};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// That the log continues a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContinuedCheckpoint {
    /// How many entries the log had.
    pub entries: u64,
    /// Who signed the checkpoint, as the signatures say: name and number of the key.
    pub signers: Vec<String>,
    /// Those of them whose signature was verified with a key.
    pub verified: Vec<String>,
}

/// A checkpoint that was kept, and the keys that its signatures are to be verified with.
#[derive(Debug, Clone, Copy)]
pub struct KeptCheckpoint<'a> {
    /// The file that holds it.
    pub file: &'a Path,
    /// The signed note.
    pub note: &'a str,
    /// The keys that must have signed it, each.
    pub by: &'a [NoteVerifier],
    /// A key that is tried if its owner is among the signers.
    pub own: Option<&'a NoteVerifier>,
}

/// The log, verified.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogReport {
    /// What stands, and what is broken.
    #[serde(flatten)]
    pub log: LogState,
    /// The checkpoint that the log continues, where one was given.
    pub since: Option<ContinuedCheckpoint>,
    /// Packs of the data directory that were put in place, changed or taken away since the log told of them last.
    pub packs_untold: Vec<String>,
}

/// How much is verified where a checkpoint is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyScope {
    /// All entries and all records.
    All,
    /// What came after the checkpoint, which vouches for what stood before.
    SinceCheckpoint,
}

/// Verifies the audit log, the records that it covers, and that it continues a checkpoint.
///
/// # Errors
/// [`OpsError`] when the store cannot be read, or the checkpoint is none of this store; a broken log is in the reply.
pub fn verify(
    desk: &Desk,
    _act: &Act,
    since: Option<&KeptCheckpoint<'_>>,
    scope: VerifyScope,
) -> Result<LogReport, OpsError> {
    let store = desk.store()?;
    let kept = since.map(|kept| read(kept).map(|read| (kept, read))).transpose()?;
    let mut log = match &kept {
        Some((_, read)) if scope == VerifyScope::SinceCheckpoint => {
            store.log_state_since(read.checkpoint.size)?
        }
        _ => {
            let mut log = store.log_state()?;
            log.broken.extend(store.check_merges()?.problems);
            log
        }
    };
    let since = match kept {
        None => None,
        Some((kept, read)) => {
            let origin = origin(&store);
            let continued = match &log.not_checked {
                Some(NotCheckedAgain { entries, root }) => {
                    read.checkpoint.is_of(&Checkpoint { origin, size: *entries, root: *root })
                }
                None => read.checkpoint.continued_by(&origin, &leaves(&store)?),
            };
            match continued {
                Ok(()) => {
                    let ReadCheckpoint { checkpoint, signers, verified } = read;
                    Some(ContinuedCheckpoint { entries: checkpoint.size, signers, verified })
                }
                Err(broken @ (CheckpointError::Shorter { .. } | CheckpointError::OtherBranch { .. })) => {
                    log.broken.push(broken.to_string());
                    log.log_whole = false;
                    None
                }
                Err(refused) => return Err(in_file(kept)(refused)),
            }
        }
    };
    let (noted, installed) = (store.noted_packs()?, desk.installed_packs()?);
    let names: BTreeSet<&String> = noted.keys().chain(installed.keys()).collect();
    let untold = names.into_iter().filter(|pack| noted.get(*pack) != installed.get(*pack));
    Ok(LogReport { log, since, packs_untold: untold.cloned().collect() })
}

/// The entries of the log in their canonical form.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub fn entries(desk: &Desk, _act: &Act) -> Result<Vec<String>, OpsError> {
    Ok(desk.store()?.log_entries()?)
}

/// That the log and the records that it covers are whole, before anything is signed.
pub(super) fn whole(desk: &Desk, act: &Act) -> Result<(), OpsError> {
    let found = verify(desk, act, None, VerifyScope::All)?.log.broken;
    match found.first() {
        None => Ok(()),
        Some(first) => Err(OpsError::NotWhole { first: first.clone(), count: found.len() }),
    }
}

/// A checkpoint with its signatures.
struct ReadCheckpoint {
    checkpoint: Checkpoint,
    signers: Vec<String>,
    verified: Vec<String>,
}

fn in_file(kept: &KeptCheckpoint<'_>) -> impl Fn(CheckpointError) -> OpsError {
    let path = kept.file.to_owned();
    move |source| OpsError::CheckpointFile { path: path.clone(), source }
}

/// Reads a checkpoint, and verifies its signatures.
///
/// # Errors
/// [`OpsError`] for what is no checkpoint, or is not signed as was asked.
fn read(kept: &KeptCheckpoint<'_>) -> Result<ReadCheckpoint, OpsError> {
    let text = checkpoint_in(kept.note);
    let note = SignedNote::read(text).map_err(|error| in_file(kept)(CheckpointError::Unreadable(error)))?;
    let signers: Vec<String> = note.signers().collect();
    let own = kept.own.filter(|own| kept.by.is_empty() && signers.contains(&own.signer()));
    let by = own.map_or(kept.by, std::slice::from_ref);
    let checkpoint = Checkpoint::read(text, by).map_err(in_file(kept))?;
    Ok(ReadCheckpoint { checkpoint, signers, verified: by.iter().map(NoteVerifier::signer).collect() })
}

/// The name of a store's log.
pub(super) fn origin(store: &Store) -> String {
    format!("corridor/{}", store.uuid())
}

pub(super) fn leaves(store: &Store) -> Result<Vec<Hash>, OpsError> {
    Ok(store.log_entries()?.iter().map(|entry| LogEntry::leaf(entry)).collect())
}
