//! `corridor audit prove`, `verify-proof` and `witness`: proofs that others verify without the store.

use super::verify::{leaves, origin, whole};
use super::{Act, Desk, OpsError};
use crate::log::{
    Checkpoint, CheckpointError, LogEntry, LogExtension, LogProof, NoteKey, NoteVerifier, ProofError,
    SignedNote, checkpoint_in,
};
use crate::model::{DecisionId, Hash};
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// What is to be proved.
#[derive(Debug, Clone)]
pub enum Proved<'a> {
    /// That this entry is in the log.
    Entry(u64),
    /// That the entry of this decision is in the log.
    Decision(DecisionId),
    /// That the log goes on from this checkpoint.
    Since {
        /// The file of the checkpoint.
        file: &'a Path,
        /// The signed note in it.
        note: &'a str,
    },
}

/// A proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProofReply {
    /// Which log it is.
    pub origin: String,
    /// How many entries the log has.
    pub entries: u64,
    /// The entry that is proved to be in it.
    pub index: Option<u64>,
    /// How many entries the checkpoint had from which the log is proved to go on.
    pub since: Option<u64>,
    /// The proof: C2SP `tlog-proof` of an entry, the request of C2SP `tlog-witness` of a log that goes on.
    pub proof: String,
    /// What the signature in it is verified with.
    pub public_key: String,
}

/// A proof that was verified.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerifiedProof {
    /// Which log the entry is in.
    pub origin: String,
    /// How many entries the log has.
    pub entries: u64,
    /// The root over them.
    pub root: Hash,
    /// The place of the entry.
    pub index: u64,
    /// Who signed the checkpoint, as the signatures say: name and number of the key.
    pub signers: Vec<String>,
    /// Those of them whose signature was verified with a key.
    pub verified: Vec<String>,
    /// The entry.
    pub entry: Value,
}

/// A checkpoint that a witness signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WitnessReply {
    /// Which log it is.
    pub origin: String,
    /// How many entries the witness saw before; `None` where it saw none.
    pub before: Option<u64>,
    /// How many entries there are.
    pub entries: u64,
    /// The checkpoint with the signature of the witness.
    pub note: String,
    /// What the cosignature is verified with.
    pub public_key: String,
}

/// Proves an entry of the log, or that the log goes on from a checkpoint.
///
/// # Errors
/// [`OpsError`] when there is no such entry, the log is not whole, or the checkpoint is not one of this log.
pub fn prove(desk: &Desk, act: &Act, what: &Proved<'_>, key: &NoteKey) -> Result<ProofReply, OpsError> {
    whole(desk, act)?;
    let store = desk.store()?;
    let (origin, entries) = (origin(&store), store.log_entries()?);
    let public_key = key.verifier().write();
    let size = entries.len() as u64;
    let index = match what {
        Proved::Entry(index) => *index,
        Proved::Decision(decision) => {
            match position_of(&entries, "decision", "decision", &decision.to_string()) {
                Some(at) => at as u64,
                None => {
                    return Err(OpsError::NoDecision { decision: *decision, last: store.last_decision()? });
                }
            }
        }
        Proved::Since { file, note } => {
            let in_file = |source| OpsError::CheckpointFile { path: file.to_path_buf(), source };
            let kept = Checkpoint::read(checkpoint_in(note), &[]).map_err(in_file)?;
            kept.continued_by(&origin, &leaves(&store)?).map_err(in_file)?;
            let proof = LogExtension::of(&origin, &entries, kept.size, key).write();
            let since = Some(kept.size);
            return Ok(ProofReply { origin, entries: size, index: None, since, proof, public_key });
        }
    };
    let at = usize::try_from(index).unwrap_or(usize::MAX);
    let proof =
        LogProof::of(&origin, &entries, at, key).ok_or(OpsError::NoEntry { entry: index, entries: size })?;
    Ok(ProofReply {
        origin,
        entries: size,
        index: Some(index),
        since: None,
        proof: proof.write(),
        public_key,
    })
}

/// The place of the entry of a kind whose body says this in a field: of a decision or a batch its name.
pub(super) fn position_of(entries: &[String], kind: &str, field: &str, name: &str) -> Option<usize> {
    let tells = |entry: &String| {
        let said = serde_json::from_str::<LogEntry>(entry);
        said.is_ok_and(|entry| entry.kind == kind && entry.body[field] == name)
    };
    entries.iter().position(tells)
}

/// Verifies a proof of an entry, without any store: that the entry is in the log, and that each key signed.
///
/// # Errors
/// [`OpsError`] when the text is no proof; one that does not hold is an error as well.
pub fn verify_proof(file: &Path, text: &str, by: &[NoteVerifier]) -> Result<VerifiedProof, OpsError> {
    let in_file = |source| OpsError::ProofFile { path: file.to_owned(), source };
    let proof = LogProof::read(text).map_err(in_file)?;
    let Checkpoint { origin, size, root } = proof.verify(by).map_err(in_file)?;
    let note = SignedNote::read(&proof.checkpoint)
        .map_err(|error| in_file(ProofError::Checkpoint(CheckpointError::Unreadable(error))))?;
    Ok(VerifiedProof {
        origin,
        entries: size,
        root,
        index: proof.index,
        signers: note.signers().collect(),
        verified: by.iter().map(NoteVerifier::signer).collect(),
        entry: serde_json::from_str(&proof.entry)?,
    })
}

/// Signs a checkpoint as a witness, without any store: when it goes on from what the witness signed last.
///
/// # Errors
/// [`OpsError`] when the request is none, the log did not sign it, or the log does not go on as it was.
pub fn witness(
    act: &Act,
    file: &Path,
    request: &str,
    kept: Option<&str>,
    log: &[NoteVerifier],
    key: &NoteKey,
) -> Result<WitnessReply, OpsError> {
    let in_file = |source| OpsError::ProofFile { path: file.to_owned(), source };
    let request = LogExtension::read(request).map_err(in_file)?;
    let (now, note) = request.witness(kept, log, key, act.seconds()).map_err(in_file)?;
    Ok(WitnessReply {
        origin: now.origin,
        before: kept.map(|_| request.old),
        entries: now.size,
        note,
        public_key: key.cosigner().write(),
    })
}
