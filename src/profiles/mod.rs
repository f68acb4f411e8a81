//! The packed file of compact facts, and the scan over it.
//!
//! A generation holds the profile of every worker that may be matched, grouped by occupation and in
//! the order of the identifiers. A column holds the points of their credentials against one ask on
//! one day, made on first use out of the facts that the generation holds beside the profiles. Both are derived from the store, carry its sequence number, and are
//! made anew when they are missing, half written or of another layout. Nothing here reads records:
//! the caller gives them.

mod column;
mod facts;
mod file;
mod generation;
mod scan;

pub use column::{Column, ColumnKey};
pub use facts::CredentialFacts;
pub use file::ProfileError;
pub use generation::{Builder, Generation, GenerationStanding, ProfileGroup};
pub use scan::{Best, Found, Scan, scan};
