//! `corridor generate`: synthetic data of any size.

use super::{Act, OpsError};
use crate::generate::{self, Spec};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GenerateReply {
    /// How many workers.
    pub workers: u64,
    /// How many openings.
    pub openings: u64,
    /// The seed: the same one gives the same bytes.
    pub seed: u64,
    /// The files.
    pub files: Vec<PathBuf>,
}

/// Writes synthetic organizations, curricula, workers and openings into a directory.
///
/// # Errors
/// [`OpsError`] when a file cannot be written.
pub fn generate(act: &Act, spec: &Spec, dir: &Path) -> Result<GenerateReply, OpsError> {
    act.progress.begin("writing workers", Some(spec.workers));
    let files = generate::all(spec, dir, &mut |rows| act.progress.advance(rows))?;
    act.progress.end();
    Ok(GenerateReply { workers: spec.workers, openings: spec.openings, seed: spec.seed, files })
}
