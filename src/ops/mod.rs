//! One file per thing that a user does.
//!
//! Each function takes the [`Desk`] that is open, the [`Act`] of who asks and its options, and returns a
//! reply that serializes: the command line and the web are thin wrappers over the same function, so they
//! cannot disagree.
//! Only this module knows store, index, profiles and matching together.

pub mod agreements;
mod ahead;
pub mod assign;
pub mod audit;
pub mod bundle;
mod cases;
pub mod catch_up;
pub mod checkpoint;
pub mod codes;
pub mod compare;
#[cfg(test)]
mod curricula_agree;
pub mod dedupe;
pub mod demo;
mod desk;
pub mod doctor;
mod error;
pub mod evidence;
pub mod export;
pub mod fairness;
pub mod fees;
pub mod finding_state;
pub mod generate;
pub mod harmonize;
pub mod import;
mod kept_packs;
pub mod language;
mod lexicon;
pub mod looks;
pub mod r#match;
pub mod match_all;
pub mod national;
pub mod normalize_csv;
pub mod placements;
pub mod plan;
pub mod policy;
pub mod portability;
pub mod prove;
pub mod questions;
mod read_back;
mod reasons;
mod records;
mod refusals;
pub mod reindex;
mod rejects;
pub mod rejudge;
pub mod replay;
pub mod report;
pub mod resolve;
pub mod returns;
pub mod review;
pub mod rule;
pub mod saved;
pub mod search;
pub mod show;
pub mod table;
pub mod template;
pub mod undo;
pub mod verify;
pub mod watch;
mod watch_reason;
pub mod what_if;
pub mod why;

pub use desk::{Act, Desk, Lent};
pub use error::OpsError;
pub use watch_reason::{ChangedBy, WatchReason};
