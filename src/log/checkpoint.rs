//! Checkpoints: what is kept elsewhere, so that a log that was cut back or written anew is noticed.
//!
//! The format is C2SP `tlog-checkpoint` (<https://c2sp.org/tlog-checkpoint>): origin, number of entries, root, each on a
//! line, as a signed note.

use super::note::{NoteError, NoteKey, NoteVerifier, SignedNote};
use super::tree::Frontier;
use crate::message::{Explained, codes};
use crate::model::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// The state of a log at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is: `corridor/` and the identity of the store.
    pub origin: String,
    /// How many entries the log has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a log does not continue a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The text is no checkpoint.
    #[error("the text is no checkpoint of a log: {0}")]
    Unreadable(NoteError),
    /// The lines are not those of a checkpoint.
    #[error("the text is no checkpoint of a log: {0} is expected")]
    Lines(&'static str),
    /// The checkpoint is of another store.
    #[error("the checkpoint is of another store: of `{checkpoint}`, and this is `{log}`")]
    OtherLog {
        /// The origin of the checkpoint.
        checkpoint: String,
        /// The origin of the log.
        log: String,
    },
    /// The log was cut.
    #[error(
        "the log is shorter than the checkpoint, so it was cut: it has {log} entries, and had {checkpoint}"
    )]
    Shorter {
        /// Entries of the checkpoint.
        checkpoint: u64,
        /// Entries of the log.
        log: u64,
    },
    /// The log was written anew.
    #[error(
        "the log does not continue the checkpoint: its first {size} entries hash to {log}, and hashed to {checkpoint}"
    )]
    OtherBranch {
        /// Entries of the checkpoint.
        size: u64,
        /// The root of the checkpoint.
        checkpoint: Hash,
        /// The root over as many entries of the log.
        log: Hash,
    },
    /// The signature is not the one that was asked for.
    #[error("{0}")]
    Signature(NoteError),
}

impl Explained for CheckpointError {
    codes! {
        Unreadable = "checkpoint-unreadable",
        Lines = "checkpoint-lines",
        OtherLog = "checkpoint-other-log",
        Shorter = "checkpoint-log-shorter",
        OtherBranch = "checkpoint-other-branch",
        Signature = "checkpoint-signature",
    }
}

impl Checkpoint {
    /// The state of a log after all of its leaves.
    pub fn of(origin: impl Into<String>, leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut tree = Frontier::default();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        Self { origin: origin.into(), size: tree.size(), root: tree.root() }
    }

    /// The signed note.
    pub fn sign(&self, key: &NoteKey) -> String {
        key.sign(&format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root.0)))
    }

    /// Reads a signed note; with keys only one that each of them signed.
    ///
    /// # Errors
    /// [`CheckpointError`] when the text is none or a signature is not by its key.
    pub fn read(note: &str, by: &[NoteVerifier]) -> Result<Self, CheckpointError> {
        let note = SignedNote::read(note).map_err(CheckpointError::Unreadable)?;
        note.verified_by(by).map_err(CheckpointError::Signature)?;
        let mut lines = note.text.lines();
        let mut line =
            |expected| lines.next().filter(|line| !line.is_empty()).ok_or(CheckpointError::Lines(expected));
        let origin = line("the name of the log on the first line")?.to_owned();
        let size = line("the number of entries on the second line")?;
        let size = decimal(size).ok_or(CheckpointError::Lines("the number of entries on the second line"))?;
        let root = BASE64.decode(line("the root in base64 on the third line")?).ok();
        let root = root.and_then(|bytes| bytes.try_into().ok()).map(Hash);
        let root = root.ok_or(CheckpointError::Lines("the root in base64 on the third line"))?;
        Ok(Self { origin, size, root })
    }

    /// Whether a log continues this checkpoint.
    ///
    /// # Errors
    /// [`CheckpointError`] when it is another log, or was cut or written anew.
    pub fn continued_by(&self, origin: &str, leaves: &[Hash]) -> Result<(), CheckpointError> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let first = leaves.get(..size).unwrap_or(leaves);
        self.is_of(&Self::of(origin, first.iter().copied()))
    }

    /// That a log had this state when it had as many entries: `then` is its state over so many, or over all if it has fewer.
    ///
    /// # Errors
    /// [`CheckpointError`] when it is another log, or was cut or written anew.
    pub fn is_of(&self, then: &Self) -> Result<(), CheckpointError> {
        if self.origin != then.origin {
            let (checkpoint, log) = (self.origin.clone(), then.origin.clone());
            return Err(CheckpointError::OtherLog { checkpoint, log });
        }
        if then.size < self.size {
            return Err(CheckpointError::Shorter { checkpoint: self.size, log: then.size });
        }
        if then.root == self.root {
            Ok(())
        } else {
            Err(CheckpointError::OtherBranch { size: self.size, checkpoint: self.root, log: then.root })
        }
    }
}

/// A number without leading zeros and signs.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with(['0', '+']);
    text.parse().ok().filter(|_| canonical)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(size: u8) -> Vec<Hash> {
        (0..size).map(|n| Hash::leaf(&[&[n]])).collect()
    }

    #[test]
    fn a_log_that_was_cut_or_written_anew_does_not_continue_a_checkpoint() {
        let key = NoteKey::new("ministry.example", [3; 32]).unwrap();
        for size in [0, 1, 5, 8] {
            let note = Checkpoint::of("corridor/a", leaves(size)).sign(&key);
            let kept = Checkpoint::read(&note, &[key.verifier()]).unwrap();
            assert_eq!(kept.continued_by("corridor/a", &leaves(size)), Ok(()));
            assert_eq!(kept.continued_by("corridor/a", &leaves(size + 3)), Ok(()));
            assert!(matches!(
                kept.continued_by("corridor/b", &leaves(size)),
                Err(CheckpointError::OtherLog { .. })
            ));
            if size > 0 {
                assert!(matches!(
                    kept.continued_by("corridor/a", &leaves(size - 1)),
                    Err(CheckpointError::Shorter { .. })
                ));
                let mut other = leaves(size + 2);
                other[0] = Hash::of("other");
                assert!(matches!(
                    kept.continued_by("corridor/a", &other),
                    Err(CheckpointError::OtherBranch { .. })
                ));
            }
            let other = NoteKey::new("ministry.example", [4; 32]).unwrap().verifier();
            assert!(matches!(Checkpoint::read(&note, &[other]), Err(CheckpointError::Signature(_))));
        }
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let key = NoteKey::new("k", [3; 32]).unwrap();
        let root = BASE64.encode([0; 32]);
        for text in ["o\n", "o\n01\n", "o\n+1\n", "o\n1\nAAAA\n", "\n1\nAA\n", &format!("o\nx\n{root}\n")] {
            let note = key.sign(text);
            assert!(matches!(Checkpoint::read(&note, &[]), Err(CheckpointError::Lines(_))), "{text:?}");
        }
        assert!(matches!(Checkpoint::read("", &[]), Err(CheckpointError::Unreadable(_))));
    }
}
