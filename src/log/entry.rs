//! An entry of the log and its canonical form.

use crate::model::Hash;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that was decided, changed or overridden. It names no person: subjects enter as hashes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// The place in the log, from 0.
    pub number: u64,
    /// What it is: `batch`, `undo`, `decision`.
    pub kind: String,
    /// Who acted.
    pub actor: String,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// What happened; its shape depends on the kind.
    pub body: Value,
}

impl LogEntry {
    /// The canonical form (RFC 8785).
    ///
    /// # Errors
    /// When the body holds a number that the canonical form cannot express.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json_canonicalizer::to_string(self)
    }

    /// The leaf hash of a canonical form.
    pub fn leaf(canonical: &str) -> Hash {
        Hash::leaf(&[canonical.as_bytes()])
    }
}
