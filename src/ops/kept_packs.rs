//! The texts of packs that judged, kept by their hashes: a decision is asked again under the packs of its day.
//!
//! Each pack lies in a directory of its hash, and each set of packs in a file of its own hash that names them. Both hashes are
//! computed anew when they are read, so a text that was altered counts as not kept.

use super::OpsError;
use crate::data_dir::DataDir;
use crate::files;
use crate::policy::{self, Pack, Packs};
use std::collections::BTreeMap;
use std::path::Path;

/// Keeps the texts of packs, as far as they are not kept yet.
///
/// # Errors
/// [`OpsError`] when a pack cannot be read or its text cannot be written.
pub(super) fn keep(dir: &DataDir, packs: &Packs) -> Result<(), OpsError> {
    let set = dir.kept_set(&packs.hash());
    if set.is_file() {
        return Ok(());
    }
    for pack in packs.iter() {
        keep_one(dir, pack)?;
    }
    let hashes: BTreeMap<&str, &str> =
        packs.iter().map(|pack| (pack.id.as_str(), pack.hash.as_str())).collect();
    write(&set, serde_json::to_vec(&hashes)?)
}

/// Keeps the text of a pack. One that changed on the disk since it was read is not the one that judged.
pub(super) fn keep_one(dir: &DataDir, pack: &Pack) -> Result<(), OpsError> {
    let kept = dir.kept_pack(&pack.hash);
    if kept.is_dir() {
        return Ok(());
    }
    let files = policy::files_of_pack(pack)?;
    if policy::hash_of(&files) != pack.hash {
        return Ok(());
    }
    let parent = kept.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(OpsError::write(parent))?;
    let made = tempfile::tempdir_in(parent).map_err(OpsError::write(parent))?;
    for (name, content) in files {
        let path = made.path().join(name);
        std::fs::write(&path, content).map_err(OpsError::write(&path))?;
    }
    let made = made.keep();
    if let Err(error) = std::fs::rename(&made, &kept) {
        // Somebody else kept the same text meanwhile.
        let _ = std::fs::remove_dir_all(&made);
        if !kept.is_dir() {
            return Err(OpsError::write(&kept)(error));
        }
    }
    Ok(())
}

/// The packs of a set by their hashes; `None` where the set is not kept, or is not what its hash says.
pub(super) fn set(dir: &DataDir, hash: &str) -> Option<BTreeMap<String, String>> {
    let text = std::fs::read(dir.kept_set(hash)).ok()?;
    let hashes: BTreeMap<String, String> = serde_json::from_slice(&text).ok()?;
    let of = hashes.iter().map(|(id, hash)| (id.as_str(), hash.as_str()));
    (policy::hash_of_set(of) == hash).then_some(hashes)
}

/// The pack of a hash as it is kept; `None` where it is not, or was altered since.
pub(super) fn pack(dir: &DataDir, hash: &str) -> Option<Pack> {
    policy::read_dir(&dir.kept_pack(hash)).ok().filter(|pack| pack.hash == hash)
}

/// Lays the packs of a set into a directory, so that they judge there. Those that come with the program judge by
/// themselves. `false` where one of them is not kept.
///
/// # Errors
/// [`OpsError`] when the directory cannot be written.
pub(super) fn lay(dir: &DataDir, set: &BTreeMap<String, String>, into: &Path) -> Result<bool, OpsError> {
    let compiled = |hash: &String| policy::builtin().iter().any(|pack| pack.hash == *hash);
    for hash in set.values().filter(|hash| !compiled(hash)) {
        let Some(pack) = pack(dir, hash) else { return Ok(false) };
        for (name, content) in policy::files_of_pack(&pack)? {
            write(&into.join(&pack.id).join(name), content)?;
        }
    }
    Ok(true)
}

/// The text of each directory of packs that judged last, by the name of the directory.
pub(super) fn in_use(dir: &DataDir) -> BTreeMap<String, String> {
    let text = std::fs::read(dir.kept_in_use()).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// Remembers which text of each directory of packs judges.
pub(super) fn use_now(dir: &DataDir, now: &BTreeMap<String, String>) -> Result<(), OpsError> {
    if in_use(dir) == *now { Ok(()) } else { write(&dir.kept_in_use(), serde_json::to_vec(now)?) }
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), OpsError> {
    let parent = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(OpsError::write(parent))?;
    files::write_whole(path, content).map_err(OpsError::write(path))
}
