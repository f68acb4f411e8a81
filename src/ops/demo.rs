//! The data of `corridor demo`, compiled in: synthetic, and the same on every machine.

use super::OpsError;
use crate::data_dir::DataDir;
use crate::store::Store;
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/demo");

/// The day that the demonstration takes place on: the data was made for it.
pub const TODAY: &str = "2026-11-01";

/// The opening that the demonstration looks at.
pub const OPENING: &str = "O-DE-ICU-01";

/// Makes a fresh data directory for a demonstration and writes the files that it will import.
/// Returns the paths of these.
///
/// # Errors
/// [`OpsError::NotADemo`] when the directory holds something that no demonstration made,
/// [`OpsError::DemoInUse`] when somebody imported more into it.
pub fn prepare(dir: &DataDir) -> Result<Vec<PathBuf>, OpsError> {
    let (data, mark, files) = (dir.path(), dir.demo_mark(), dir.demo_files());
    if data.exists() {
        let empty = std::fs::read_dir(data).map_err(OpsError::write(data))?.next().is_none();
        if !empty && !mark.is_file() {
            return Err(OpsError::NotADemo(data.to_owned()));
        }
        // An interrupted demonstration has left no store, or an empty one.
        if dir.database().is_file() && Store::open(dir)?.batches(2)?.len() > 1 {
            return Err(OpsError::DemoInUse(data.to_owned()));
        }
        for path in dir.all() {
            let removed =
                if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
            match removed {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(OpsError::write(&path)(error));
                }
                _ => {}
            }
        }
    }
    // People are in it, if made up: what a user sees here is what they get with their own.
    crate::files::make_private_dir(data).map_err(OpsError::write(data))?;
    std::fs::create_dir_all(&files).map_err(OpsError::write(&files))?;
    std::fs::write(&mark, "").map_err(OpsError::write(&mark))?;
    let mut written = Vec::new();
    for file in DATA.files().filter(|file| file.path().extension().is_some_and(|e| e == "csv")) {
        let path = files.join(file.path());
        std::fs::write(&path, file.contents()).map_err(OpsError::write(&path))?;
        // The list of what was planted is for readers, not for import.
        if file.path() != Path::new("PLANTED.csv") {
            written.push(path);
        }
    }
    Ok(written)
}
