//! The data of `corridor demo`, compiled in: synthetic, and the same on every machine.

use super::OpsError;
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/demo");

/// The day that the demonstration takes place on: the data was made for it.
pub const TODAY: &str = "2026-11-01";

/// The opening that the demonstration looks at.
pub const OPENING: &str = "O-DE-ICU-01";

/// The mark of a directory that a demonstration made, and may make anew.
const MARK: &str = "THIS-IS-A-DEMONSTRATION";

/// Makes a fresh directory for a demonstration and writes its files there. Returns their paths,
/// and the data directory.
///
/// # Errors
/// [`OpsError::NotADemo`] when the directory exists and was not made by a demonstration.
pub fn prepare(dir: &Path) -> Result<(Vec<PathBuf>, PathBuf), OpsError> {
    if dir.exists() {
        let empty = std::fs::read_dir(dir).map_err(OpsError::write(dir))?.next().is_none();
        if !empty && !dir.join(MARK).is_file() {
            return Err(OpsError::NotADemo(dir.to_owned()));
        }
        std::fs::remove_dir_all(dir).map_err(OpsError::write(dir))?;
    }
    let files = dir.join("files");
    std::fs::create_dir_all(&files).map_err(OpsError::write(&files))?;
    std::fs::write(dir.join(MARK), "").map_err(OpsError::write(dir))?;
    let mut written = Vec::new();
    for file in DATA.files().filter(|file| file.path().extension().is_some_and(|e| e == "csv")) {
        let path = files.join(file.path());
        std::fs::write(&path, file.contents()).map_err(OpsError::write(&path))?;
        // The list of what was planted is for readers, not for import.
        if file.path() != Path::new("PLANTED.csv") {
            written.push(path);
        }
    }
    Ok((written, dir.join("data")))
}
