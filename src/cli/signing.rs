//! The key that checkpoints are signed with: in a file that is not in the data directory, so that a copy of the data has
//! no key.

use super::config;
use crate::files;
use crate::log::{NoteKey, NoteVerifier};
use crate::ops::{Act, OpsError};
use std::path::{Path, PathBuf};

/// The file of a user's own key, in the directory of settings.
const FILE: &str = "checkpoint.key";

/// The text of a file. Mail and editors end lines as Windows does, which no signature covers.
pub(super) fn text(path: &Path) -> Result<String, OpsError> {
    let text =
        crate::files::read_text(path).map_err(|source| OpsError::Read { path: path.to_owned(), source })?;
    Ok(text.replace("\r\n", "\n"))
}

/// The key in a file.
pub(super) fn key(path: &Path) -> Result<NoteKey, OpsError> {
    NoteKey::read(&text(path)?).map_err(|source| OpsError::KeyFile { path: path.to_owned(), source })
}

/// The public keys of signatures, each as `NAME+HASH+KEY`.
pub(super) fn keys(texts: &[String]) -> Result<Vec<NoteVerifier>, OpsError> {
    Ok(texts.iter().map(|text| NoteVerifier::read(text)).collect::<Result<_, _>>()?)
}

/// The user's own key, if there is one.
pub(super) fn own_key() -> Result<Option<NoteKey>, OpsError> {
    own_file().filter(|path| path.is_file()).map(|path| key(&path)).transpose()
}

/// The key in a file, or the user's own, made if there is none.
pub(super) fn key_or_own(act: &Act, file: Option<&Path>) -> Result<NoteKey, OpsError> {
    file.map_or_else(|| own_key_or_new(act), key)
}

/// The user's own key, made if there is none.
fn own_key_or_new(act: &Act) -> Result<NoteKey, OpsError> {
    if let Some(key) = own_key()? {
        return Ok(key);
    }
    let path = own_file().unwrap_or_else(|| PathBuf::from(FILE));
    let failed = |source| OpsError::Write { path: path.clone(), source };
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| failed(std::io::Error::other(error)))?;
    // Two owners of one name would be told apart by nobody.
    let host = whoami::hostname().unwrap_or_else(|_| "localhost".to_owned());
    let name: String = format!("{}@{host}", act.actor.id)
        .chars()
        .map(|c| if c.is_whitespace() || c == '+' { '-' } else { c })
        .collect();
    let key = NoteKey::new(&format!("{name}.corridor"), seed)?;
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(failed)?;
    }
    files::write_whole(&path, key.write() + "\n").map_err(failed)?;
    Ok(key)
}

fn own_file() -> Option<PathBuf> {
    config::own_directory().map(|dir| dir.join(FILE))
}
