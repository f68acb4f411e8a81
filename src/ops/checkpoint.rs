//! `corridor audit checkpoint`: the state of the log, signed.

use super::verify::{leaves, origin, whole};
use super::{Act, Desk, OpsError};
use crate::log::{Checkpoint, NoteKey};
use crate::model::Hash;
use serde::Serialize;

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
