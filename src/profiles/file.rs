//! Files that appear whole or not at all, with a header that tells a whole one.

use crate::files::WholeFile;
use crate::matching::Profile;
use crate::message::{Explained, codes, whole_file};
use crate::model::Hash;
use crate::reference::hash;
use crate::rule::Place;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The version of the layout.
const LAYOUT: u32 = 4;

/// A failure of the derived files. They can be deleted at any time.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The system could not read or write.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Explained for ProfileError {
    codes! { Io = "profiles-file" }

    fn place(&self) -> Option<Place> {
        let Self::Io { path, .. } = self;
        whole_file(path.display())
    }
}

impl ProfileError {
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

/// A short hash of all that the facts rest on beside the records: the layout, every reference table, the
/// program.
pub(super) fn reference_hash() -> &'static str {
    static HASH: LazyLock<String> = LazyLock::new(|| short_hash(hash::all_that_decides()));
    &HASH
}

fn short_hash(decides: Hash) -> String {
    let layout = [u64::from(LAYOUT), size_of::<Profile>() as u64];
    Hash::leaf(&[&layout[0].to_le_bytes(), &layout[1].to_le_bytes(), &decides.0]).to_string()[..12].to_owned()
}

/// Writes a file as a length-checked head and a body: under another name, synced, then renamed.
pub(super) fn write(path: &Path, head: &[u8], body: &[&[u8]]) -> Result<(), ProfileError> {
    let mut file = BufWriter::new(WholeFile::create(path).map_err(ProfileError::io(path))?);
    let length = (head.len() as u64).to_le_bytes();
    let body_length = body.iter().map(|piece| piece.len() as u64).sum::<u64>().to_le_bytes();
    let check = Sha256::new().chain_update(length).chain_update(body_length).chain_update(head).finalize();
    let pieces = [&length[..], &body_length, &check, head];
    pieces.iter().chain(body).try_for_each(|piece| file.write_all(piece)).map_err(ProfileError::io(path))?;
    let file = file.into_inner().map_err(|error| ProfileError::io(path)(error.into_error()))?;
    crate::fault::point("before-profile-rename");
    file.finish().map_err(ProfileError::io(path))
}

/// The head of a file and the file, at the start of its body; `None` for one that is missing, cut
/// short or not ours: it is then made anew.
pub(super) fn open(path: &Path) -> Option<(Vec<u8>, File, u64)> {
    const LONGEST_HEAD: u64 = 1 << 20;
    let mut file = File::open(path).ok()?;
    let mut lead = [0_u8; 48];
    file.read_exact(&mut lead).ok()?;
    let number = |at: usize| u64::from_le_bytes(lead[at..at + 8].try_into().unwrap_or_default());
    let (length, body) = (number(0), number(8));
    if length > LONGEST_HEAD || file.metadata().ok()?.len() != 48 + length + body {
        return None;
    }
    let mut head = vec![0; usize::try_from(length).ok()?];
    file.read_exact(&mut head).ok()?;
    let check = Sha256::new().chain_update(&lead[..16]).chain_update(&head).finalize();
    (check[..] == lead[16..48]).then_some((head, file, 48 + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_table_or_program_is_another_generation() {
        assert_ne!(short_hash(Hash::of("other tables")), reference_hash());
        assert_eq!(short_hash(hash::all_that_decides()), reference_hash());
    }
}
