//! A requirement as one of three: met, unmet or unknown.

use crate::model::words;

words! {
    /// Whether a requirement is met.
    Outcome, "`unmet`, `unknown` or `met`" {
        /// It is not, as far as the records go.
        Unmet = "unmet",
        /// A fact is missing that would settle it.
        Unknown = "unknown",
        /// It is, by documents that were seen.
        Met = "met",
    }
}
