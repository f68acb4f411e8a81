//! Synthetic data of any size: workers, openings, placements and what hangs on them, as CSV that import reads.
//!
//! Nobody in it exists: names are put together from lists of common ones, addresses end in
//! `example.org`, telephone numbers are left blank. The same seed gives the same bytes on every
//! machine. Origins and destinations are weighted by real corridor volumes; a row is written as soon
//! as it is made, so memory does not grow with the number of rows.

mod dice;
mod lists;
mod openings;
mod placements;
mod workers;

use crate::message::{Explained, whole_file};
use crate::model::Day;
use crate::rule::Place;
use std::io::Write;
use std::path::{Path, PathBuf};

pub use openings::{curricula, openings, organizations};
pub use placements::{contract_terms, costs, placements, recruiter_licenses};
pub use workers::workers;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// How many workers.
    pub workers: u64,
    /// How many openings.
    pub openings: u64,
    /// How many placements; with none their files are left out.
    pub placements: u64,
    /// The seed.
    pub seed: u64,
    /// The day on which the data is as it is.
    pub today: Day,
}

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct GenerateError {
    /// The file.
    pub path: PathBuf,
    /// What went wrong.
    pub source: csv::Error,
}

impl Explained for GenerateError {
    fn code(&self) -> &'static str {
        Self::codes()[0]
    }

    fn codes() -> &'static [&'static str] {
        &["generate-file"]
    }

    fn place(&self) -> Option<Place> {
        whole_file(self.path.display())
    }
}

/// Writes all files into a directory and reports rows to `progress` as they are written.
///
/// # Errors
/// [`GenerateError`] when a file cannot be written.
pub fn all(spec: &Spec, dir: &Path, progress: &mut dyn FnMut(u64)) -> Result<Vec<PathBuf>, GenerateError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source: csv::Error| GenerateError { path, source }
    };
    std::fs::create_dir_all(dir).map_err(|error| failed(dir)(error.into()))?;
    let mut written = Vec::new();
    let mut file = |name: &str, write: &mut dyn FnMut(&mut dyn Write) -> Result<(), csv::Error>| {
        let path = dir.join(name);
        let open = std::fs::File::create(&path).map_err(|error| failed(&path)(error.into()))?;
        let mut buffered = std::io::BufWriter::with_capacity(1 << 18, open);
        write(&mut buffered).map_err(failed(&path))?;
        buffered.flush().map_err(|error| failed(&path)(error.into()))?;
        written.push(path);
        Ok::<(), GenerateError>(())
    };
    file("organizations.csv", &mut |out| organizations(spec, out))?;
    file("curricula.csv", &mut |out| curricula(out))?;
    file("workers.csv", &mut |out| workers(spec, out, progress))?;
    file("openings.csv", &mut |out| openings(spec, out))?;
    if spec.placements > 0 {
        file("organization_licenses.csv", &mut |out| recruiter_licenses(spec, out))?;
        file("placements.csv", &mut |out| placements(spec, out, progress))?;
        file("costs.csv", &mut |out| costs(spec, out))?;
        file("contract_terms.csv", &mut |out| contract_terms(spec, out))?;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest;

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_import_takes_every_row() {
        let today: Day = "2026-11-01".parse().unwrap();
        let spec = Spec { workers: 300, openings: 60, placements: 400, seed: 7, today };
        let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let files = all(&spec, a.path(), &mut |_| {}).unwrap();
        all(&spec, b.path(), &mut |_| {}).unwrap();
        for path in files {
            let name = path.file_name().unwrap();
            assert_eq!(
                std::fs::read(&path).unwrap(),
                std::fs::read(b.path().join(name)).unwrap(),
                "{name:?}"
            );
            let table =
                ingest::open(&path, &name.to_string_lossy(), &ingest::ReadOptions::new(today)).unwrap();
            for row in table.rows() {
                let row = row.unwrap();
                assert_eq!(row.findings, [], "{name:?} {row:?}");
            }
        }
    }
}
