//! Proofs that are verified offline: that an entry is in the log, and that a log goes on as it was.
//!
//! The formats are C2SP `tlog-proof` (<https://c2sp.org/tlog-proof>) with the entry as its extra data, and the request of
//! C2SP `tlog-witness` (<https://c2sp.org/tlog-witness>).

use super::checkpoint::{Checkpoint, CheckpointError, decimal};
use super::entry::LogEntry;
use super::note::{NoteKey, NoteVerifier, SignedNote};
use super::tree::{consistency, inclusion, is_consistent, root_by_inclusion};
use crate::message::{Explained, codes};
use crate::model::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// The first line of a proof.
const PROOF: &str = "c2sp.org/tlog-proof@v1";

/// The checkpoint in a text: the text itself, or the one that a proof or a request of a witness ends with.
pub fn checkpoint_in(text: &str) -> &str {
    let holds = text.starts_with(PROOF) || text.starts_with("old ");
    text.split_once("\n\n").filter(|_| holds).map_or(text, |(_, checkpoint)| checkpoint)
}

/// What is wrong with a proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The text is no proof.
    #[error("the text is no proof of a log: {0} is expected")]
    Lines(&'static str),
    /// The checkpoint in it cannot be used.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The entry is not in the log.
    #[error("the proof does not hold: entry {index} is not in the log of {size} entries that was signed")]
    NotIncluded {
        /// The place of the entry.
        index: u64,
        /// How many entries the log has.
        size: u64,
    },
    /// The log does not go on as it was.
    #[error(
        "the proof does not hold: the log of {now} entries does not begin with the {before} that were seen"
    )]
    NotContinued {
        /// How many entries were seen.
        before: u64,
        /// How many there are said to be.
        now: u64,
    },
    /// The proof begins elsewhere.
    #[error("the proof begins at {proof} entries, and {kept} were seen last")]
    OtherStart {
        /// Where the proof begins.
        proof: u64,
        /// What was seen last.
        kept: u64,
    },
}

impl Explained for ProofError {
    codes! {
        Lines = "proof-lines",
        Checkpoint => error,
        NotIncluded = "proof-not-included",
        NotContinued = "proof-not-continued",
        OtherStart = "proof-other-start",
    }
}

/// That an entry is in a log whose checkpoint was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProof {
    /// The entry in its canonical form.
    pub entry: String,
    /// Its place in the log, from 0.
    pub index: u64,
    /// The hashes beside its way to the root.
    pub path: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl LogProof {
    /// The proof of an entry among all entries of a log, with the checkpoint signed; `None` where there is no such entry.
    pub fn of(origin: &str, entries: &[String], index: usize, key: &NoteKey) -> Option<Self> {
        let leaves: Vec<Hash> = entries.iter().map(|entry| LogEntry::leaf(entry)).collect();
        let entry = entries.get(index)?.clone();
        let path = inclusion(&leaves, index);
        let checkpoint = Checkpoint::of(origin, leaves).sign(key);
        Some(Self { entry, index: index as u64, path, checkpoint })
    }

    /// The proof as text.
    pub fn write(&self) -> String {
        let Self { entry, index, path, checkpoint } = self;
        let entry = BASE64.encode(entry);
        format!("{PROOF}\nextra {entry}\nindex {index}\n{}\n{checkpoint}", hashes(path))
    }

    /// Reads what [`Self::write`] wrote; nothing is verified yet.
    ///
    /// # Errors
    /// [`ProofError::Lines`] when the text is none.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or(ProofError::Lines("a blank line before the checkpoint"))?;
        let mut lines = head.lines();
        if lines.next() != Some(PROOF) {
            return Err(ProofError::Lines("`c2sp.org/tlog-proof@v1` on the first line"));
        }
        let extra = lines.next().and_then(|line| BASE64.decode(line.strip_prefix("extra ")?).ok());
        let entry = extra.and_then(|bytes| String::from_utf8(bytes).ok());
        let entry = entry.ok_or(ProofError::Lines("the entry in base64 behind `extra`"))?;
        let index = lines.next().and_then(|line| decimal(line.strip_prefix("index ")?));
        let index = index.ok_or(ProofError::Lines("the place of the entry behind `index`"))?;
        Ok(Self { entry, index, path: path(lines)?, checkpoint: checkpoint.to_owned() })
    }

    /// Verifies that the entry is in the log of the checkpoint, and that each key signed the checkpoint.
    ///
    /// # Errors
    /// [`ProofError`] when it is not.
    pub fn verify(&self, by: &[NoteVerifier]) -> Result<Checkpoint, ProofError> {
        let checkpoint = Checkpoint::read(&self.checkpoint, by)?;
        let root = root_by_inclusion(LogEntry::leaf(&self.entry), self.index, checkpoint.size, &self.path);
        if root == Some(checkpoint.root) {
            Ok(checkpoint)
        } else {
            Err(ProofError::NotIncluded { index: self.index, size: checkpoint.size })
        }
    }
}

/// That a log goes on from an earlier checkpoint: what a witness is asked to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogExtension {
    /// How many entries the earlier log had.
    pub old: u64,
    /// The hashes that prove it.
    pub path: Vec<Hash>,
    /// The signed checkpoint of the log as it is.
    pub checkpoint: String,
}

impl LogExtension {
    /// The proof that a log goes on from its first entries, with the checkpoint signed.
    pub fn of(origin: &str, entries: &[String], old: u64, key: &NoteKey) -> Self {
        let leaves: Vec<Hash> = entries.iter().map(|entry| LogEntry::leaf(entry)).collect();
        let path = consistency(&leaves, usize::try_from(old).unwrap_or(usize::MAX));
        Self { old, path, checkpoint: Checkpoint::of(origin, leaves).sign(key) }
    }

    /// The request as text.
    pub fn write(&self) -> String {
        format!("old {}\n{}\n{}", self.old, hashes(&self.path), self.checkpoint)
    }

    /// Reads what [`Self::write`] wrote, or a checkpoint alone, which is that of a log not seen before.
    ///
    /// # Errors
    /// [`ProofError::Lines`] when the text is none.
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let Some(rest) = text.strip_prefix("old ") else {
            return Ok(Self { old: 0, path: Vec::new(), checkpoint: text.to_owned() });
        };
        let (head, checkpoint) =
            rest.split_once("\n\n").ok_or(ProofError::Lines("a blank line before the checkpoint"))?;
        let mut lines = head.lines();
        let old = lines.next().and_then(decimal);
        let old = old.ok_or(ProofError::Lines("the size of the earlier log behind `old`"))?;
        Ok(Self { old, path: path(lines)?, checkpoint: checkpoint.to_owned() })
    }

    /// Signs the checkpoint as a witness who saw an earlier one, or none of this log: after the log's own signatures and
    /// the proof were verified.
    ///
    /// # Errors
    /// [`ProofError`] when the log is another, was not signed, or does not go on as it was.
    pub fn witness(
        &self,
        kept: Option<&str>,
        log: &[NoteVerifier],
        key: &NoteKey,
        time: u64,
    ) -> Result<(Checkpoint, String), ProofError> {
        let now = Checkpoint::read(&self.checkpoint, log)?;
        let before = match kept {
            // What is kept is what this witness signed itself.
            Some(kept) => Checkpoint::read(kept, &[key.cosigner()])?,
            None => Checkpoint::of(now.origin.clone(), []),
        };
        if before.origin != now.origin {
            let (checkpoint, log) = (before.origin, now.origin);
            return Err(CheckpointError::OtherLog { checkpoint, log }.into());
        }
        if self.old != before.size {
            return Err(ProofError::OtherStart { proof: self.old, kept: before.size });
        }
        if !is_consistent((before.size, before.root), (now.size, now.root), &self.path) {
            return Err(ProofError::NotContinued { before: before.size, now: now.size });
        }
        let note = SignedNote::read(&self.checkpoint).map_err(CheckpointError::Unreadable)?;
        let cosignature = key.cosign(note.text, time);
        Ok((now, format!("{}{cosignature}", self.checkpoint)))
    }
}

fn hashes(path: &[Hash]) -> String {
    path.iter().map(|hash| BASE64.encode(hash.0) + "\n").collect()
}

fn path<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Hash>, ProofError> {
    let hash = |line: &str| Some(Hash(BASE64.decode(line).ok()?.try_into().ok()?));
    lines.map(|line| hash(line).ok_or(ProofError::Lines("a hash in base64 on each further line"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("{{\"number\":{n}}}")).collect()
    }

    #[test]
    fn a_proof_is_read_back_and_holds_of_its_entry_alone() {
        let (key, other) =
            (NoteKey::new("ministry", [3; 32]).unwrap(), NoteKey::new("other", [4; 32]).unwrap());
        for (count, index) in [(1, 0), (2, 1), (7, 0), (7, 6), (33, 20)] {
            let proof = LogProof::of("corridor/a", &entries(count), index, &key).unwrap();
            let read = LogProof::read(&proof.write()).unwrap();
            assert_eq!(read, proof);
            let checkpoint = read.verify(&[key.verifier()]).unwrap();
            assert_eq!((checkpoint.size, checkpoint.origin.as_str()), (count as u64, "corridor/a"));
            assert!(matches!(read.verify(&[other.verifier()]), Err(ProofError::Checkpoint(_))));
            let forged = LogProof { entry: "{\"number\":99}".into(), ..read.clone() };
            assert!(matches!(forged.verify(&[]), Err(ProofError::NotIncluded { .. })));
            let moved = LogProof { index: read.index + 1, ..read };
            assert!(matches!(moved.verify(&[]), Err(ProofError::NotIncluded { .. })));
        }
        assert!(LogProof::of("corridor/a", &entries(3), 3, &key).is_none());
        for text in [
            "",
            "c2sp.org/tlog-proof@v2\n\n",
            "c2sp.org/tlog-proof@v1\nindex 0\n\nx",
            "c2sp.org/tlog-proof@v1\nextra QQ==\nindex 01\n\nx",
            "c2sp.org/tlog-proof@v1\nextra QQ==\nindex 0\nQQ==\n\nx",
        ] {
            assert!(matches!(LogProof::read(text), Err(ProofError::Lines(_))), "{text:?}");
        }
    }

    #[test]
    fn a_witness_signs_only_what_goes_on_from_what_it_signed_last() {
        let (key, witness) =
            (NoteKey::new("ministry", [3; 32]).unwrap(), NoteKey::new("witness", [5; 32]).unwrap());
        let asked = |count: usize, old: u64| LogExtension::of("corridor/a", &entries(count), old, &key);
        let sign = |request: &LogExtension, kept: Option<&str>| {
            let read = LogExtension::read(&request.write()).unwrap();
            read.witness(kept, &[key.verifier()], &witness, 1_700_000_000)
        };
        let (_, first) = sign(&asked(3, 0), None).unwrap();
        let (now, second) = sign(&asked(8, 3), Some(&first)).unwrap();
        assert_eq!(now.size, 8);
        for by in [key.verifier(), witness.cosigner()] {
            assert!(Checkpoint::read(&second, &[by]).is_ok(), "{second}");
        }
        // A checkpoint alone is that of a log not seen before.
        assert_eq!(LogExtension::read(&asked(3, 0).checkpoint).unwrap(), asked(3, 0));
        // Shorter, from elsewhere, another history, another log, another key, a note that the witness did not sign.
        assert!(matches!(sign(&asked(2, 3), Some(&first)), Err(ProofError::NotContinued { .. })));
        assert!(matches!(sign(&asked(8, 2), Some(&first)), Err(ProofError::OtherStart { .. })));
        let mut others = entries(8);
        others[1] = "{}".into();
        let other = LogExtension::of("corridor/a", &others, 3, &key);
        assert!(matches!(sign(&other, Some(&first)), Err(ProofError::NotContinued { .. })));
        let foreign = LogExtension::of("corridor/b", &entries(8), 3, &key);
        assert!(matches!(
            sign(&foreign, Some(&first)),
            Err(ProofError::Checkpoint(CheckpointError::OtherLog { .. }))
        ));
        let unsigned = LogExtension::of("corridor/a", &entries(8), 3, &witness);
        assert!(matches!(sign(&unsigned, Some(&first)), Err(ProofError::Checkpoint(_))));
        assert!(matches!(sign(&asked(8, 3), Some(&asked(3, 0).checkpoint)), Err(ProofError::Checkpoint(_))));
    }
}
