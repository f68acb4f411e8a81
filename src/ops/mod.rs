//! One file per thing that a user does.
//!
//! Each function takes a [`Context`] and its options and returns a reply that serializes: the
//! command line and the web are thin wrappers over the same function, so they cannot disagree.
//! Only this module knows store, index, profiles and matching together.

pub mod catch_up;
mod error;
pub mod import;
mod progress;
pub mod search;
pub mod template;
pub mod undo;

pub use error::OpsError;
pub use progress::{NoProgress, Progress};

use crate::model::Day;
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
