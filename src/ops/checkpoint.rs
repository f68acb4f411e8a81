//! `corridor audit checkpoint`, and the log held against one that was kept.

use super::{Act, Desk, OpsError, audit};
use crate::log::{Checkpoint, CheckpointError, LogEntry, NoteError, NoteKey, NoteVerifier, SignedNote};
use crate::model::Hash;
use crate::store::Store;
use serde::Serialize;
use std::path::Path;

/// A checkpoint of the log, to be kept where the owner of the store cannot write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckpointReply {
    /// Which log it is.
    pub origin: String,
    /// How many entries the log has.
    pub entries: u64,
    /// The root over them.
    pub root: Hash,
    /// The signed note, in the format of C2SP `tlog-checkpoint`.
    pub note: String,
    /// What the signature is verified with.
    pub public_key: String,
}

/// That the log continues a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContinuedCheckpoint {
    /// How many entries the log had.
    pub entries: u64,
    /// Who signed the checkpoint.
    pub signers: Vec<String>,
    /// Whether a signature was verified with a key.
    pub verified: bool,
}

/// A checkpoint that was kept, and the key that its signature is to be verified with.
#[derive(Debug, Clone, Copy)]
pub struct KeptCheckpoint<'a> {
    /// The file that holds it.
    pub file: &'a Path,
    /// The signed note.
    pub note: &'a str,
    /// The key that must have signed it.
    pub by: Option<&'a NoteVerifier>,
    /// A key that is tried if its owner is among the signers.
    pub own: Option<&'a NoteVerifier>,
}

/// Signs the state of the log, once it is verified: a signature under a log that is broken would vouch for it.
///
/// # Errors
/// [`OpsError`] when the store cannot be read, or the log or the records that it covers are not whole.
pub fn checkpoint(desk: &Desk, act: &Act, key: &NoteKey) -> Result<CheckpointReply, OpsError> {
    whole(desk, act)?;
    let store = desk.store()?;
    let state = Checkpoint::of(origin(&store), leaves(&store)?);
    Ok(CheckpointReply {
        note: state.sign(key),
        origin: state.origin,
        entries: state.size,
        root: state.root,
        public_key: key.verifier().write(),
    })
}

/// That the log and the records that it covers are whole, before anything is signed.
pub(super) fn whole(desk: &Desk, act: &Act) -> Result<(), OpsError> {
    let found = audit::verify(desk, act, None)?.log.broken;
    match found.first() {
        None => Ok(()),
        Some(first) => Err(OpsError::NotWhole { first: first.clone(), count: found.len() }),
    }
}

/// Holds the log against a checkpoint: what it continues, or in which way it does not.
///
/// # Errors
/// [`OpsError`] for what is no checkpoint of this store, or is not signed as was asked.
pub(super) fn continues(
    store: &Store,
    kept: &KeptCheckpoint<'_>,
) -> Result<Result<ContinuedCheckpoint, CheckpointError>, OpsError> {
    let in_file = |source| OpsError::CheckpointFile { path: kept.file.to_owned(), source };
    let note = SignedNote::read(kept.note).map_err(|error| in_file(CheckpointError::Unreadable(error)))?;
    let signers: Vec<String> = note.signers().map(str::to_owned).collect();
    let own = kept.own.filter(|own| kept.by.is_none() && own.verify(&note) != Err(not_signed(own)));
    let by = kept.by.or(own);
    let checkpoint = Checkpoint::read(kept.note, by).map_err(in_file)?;
    match checkpoint.continued_by(&origin(store), &leaves(store)?) {
        Ok(()) => Ok(Ok(ContinuedCheckpoint { entries: checkpoint.size, signers, verified: by.is_some() })),
        Err(broken @ (CheckpointError::Shorter { .. } | CheckpointError::OtherBranch { .. })) => {
            Ok(Err(broken))
        }
        Err(refused) => Err(in_file(refused)),
    }
}

fn not_signed(key: &NoteVerifier) -> NoteError {
    NoteError::NotSigned(key.name().to_owned())
}

/// The name of a store's log.
pub(super) fn origin(store: &Store) -> String {
    format!("corridor/{}", store.uuid())
}

fn leaves(store: &Store) -> Result<Vec<Hash>, OpsError> {
    Ok(store.log_entries()?.iter().map(|entry| LogEntry::leaf(entry)).collect())
}
