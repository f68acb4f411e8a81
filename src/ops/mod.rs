//! One file per thing that a user does.
//!
//! Each function takes a [`Context`] and its options and returns a reply that serializes: the
//! command line and the web are thin wrappers over the same function, so they cannot disagree.
//! Only this module knows store, index, profiles and matching together.

mod ahead;
pub mod audit;
pub mod batch_report;
pub mod catch_up;
pub mod codes;
pub mod compare;
pub mod dedupe;
pub mod demo;
pub mod doctor;
mod error;
pub mod export;
pub mod harmonize;
pub mod import;
pub mod language;
pub mod match_opening;
pub mod match_worker;
pub mod matching;
pub mod moves;
pub mod normalize_csv;
pub mod plan;
pub mod policies;
mod progress;
mod reasons;
mod rejects;
pub mod resolve_certificates;
pub mod resolve_countries;
pub mod resolve_names;
pub mod resolve_occupations;
pub mod resolve_vocabulary;
pub mod review;
pub mod search;
mod sheet;
pub mod template;
pub mod undo;

pub use error::OpsError;
pub use progress::{NoProgress, Progress};
pub use reasons::{Example, Reason};
pub use sheet::SheetError;

use crate::model::Day;
use crate::policy;
use crate::store::Store;
use std::path::PathBuf;
use std::time::Duration;

/// Who asks, when, about which data directory.
pub struct Context<'a> {
    /// The data directory.
    pub data: PathBuf,
    /// Who acts: on the command line the operating system's user, marked unauthenticated.
    pub actor: String,
    /// The time, RFC 3339 in UTC.
    pub now: String,
    /// The day, in UTC.
    pub today: Day,
    /// How long to wait for another writer.
    pub patience: Duration,
    /// Where long work reports.
    pub progress: &'a dyn Progress,
}

impl Context<'_> {
    /// The store of the data directory, which must be there.
    ///
    /// # Errors
    /// [`OpsError`] when there is none or it cannot be opened.
    pub fn store(&self) -> Result<Store, OpsError> {
        Ok(Store::open(&self.data)?)
    }
}

/// The policy packs in use: those compiled in, and those of `policy/` in the data directory.
///
/// # Errors
/// [`OpsError`] when a pack of the data directory cannot be used.
pub fn packs(data: &std::path::Path) -> Result<policy::Packs, OpsError> {
    Ok(policy::load(Some(&data.join("policy")).filter(|dir| dir.is_dir()).map(|dir| dir.as_path()))?)
}
