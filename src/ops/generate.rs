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
    /// How many placements.
    pub placements: u64,
    /// The seed: the same one gives the same bytes.
    pub seed: u64,
    /// The files.
    pub files: Vec<PathBuf>,
}

/// Writes synthetic organizations, curricula, workers and openings into a directory, and placements where some are asked for.
///
/// # Errors
/// [`OpsError`] when a file cannot be written.
pub fn generate(act: &Act, spec: &Spec, dir: &Path) -> Result<GenerateReply, OpsError> {
    act.progress.begin("writing workers and placements", Some(spec.workers + spec.placements));
    let files = generate::all(spec, dir, &mut |rows| act.progress.advance(rows))?;
    act.progress.end();
    let Spec { workers, openings, placements, seed, .. } = *spec;
    Ok(GenerateReply { workers, openings, placements, seed, files })
}
