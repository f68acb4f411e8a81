//! What a worker's credentials count for against one opening: language certificates, licenses,
//! recognition of the training, practice.
//!
//! Every answer has a *level* for the score: an ordered enum with an explicit unknown. Its sentences are
//! evidence for people. Where something is missing, a [`Gap`] names the step that closes it. A
//! level changes only on days that follow from the records, so each question also has a
//! [`Timeline`]: the same answer as a few steps over time, which a profile can hold.

pub mod experience;
mod gap;
pub mod language;
pub mod license;
mod reason;
pub mod recency;
pub mod recognition;
mod timeline;

pub use gap::{BridgingStep, Cost, Gap, GapKind, Months};
pub use reason::CredentialReason;
pub use timeline::{Timeline, TimelineStep};
