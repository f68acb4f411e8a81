//! The audit log, pure: canonical entries, a Merkle tree over them, and its verification.
//!
//! The tree is that of RFC 6962 section 2.1 (leaf prefix 0x00, node prefix 0x01) over entries in the
//! canonical form of RFC 8785. Where entries and hashes rest is the store's business; the log can be
//! verified from an exported file, without the store.

mod checkpoint;
mod clock;
mod entry;
mod note;
mod proof;
mod tree;
mod verify;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use clock::{ClockSetBack, is_before, set_back};
pub use entry::LogEntry;
pub use note::{NoteError, NoteKey, NoteVerifier, SignedNote};
pub use proof::{LogExtension, LogProof, ProofError, checkpoint_in};
pub use tree::{Frontier, RowTree, root_of};
pub use verify::{Broken, verify};
