//! Files that appear whole or not at all, with a header that tells a whole one.

use crate::files::WholeFile;
use crate::matching::Profile;
use crate::model::Hash;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The version of the layout.
const LAYOUT: u32 = 1;

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

impl ProfileError {
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

/// A short hash of all that the facts rest on beside the records: layout, program, reference tables.
pub(super) fn reference_hash() -> &'static str {
    macro_rules! table {
        ($name:literal) => {
            include_bytes!(concat!("../../data/reference/", $name, ".csv"))
        };
    }
    static HASH: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = Sha256::new();
        hasher.update(LAYOUT.to_le_bytes());
        hasher.update(env!("CARGO_PKG_VERSION"));
        hasher.update(size_of::<Profile>().to_le_bytes());
        let tables: [&[u8]; 12] = [
            table!("specialties"),
            table!("isco08_health"),
            table!("tests"),
            table!("cefr_concordance"),
            table!("regulator_language"),
            table!("country_languages"),
            table!("minimum_training"),
            table!("european_membership"),
            table!("origin_curricula"),
            table!("recognition"),
            table!("subjects"),
            table!("titles"),
        ];
        tables.iter().for_each(|table| hasher.update(Sha256::digest(table)));
        Hash::from(hasher).to_string()[..12].to_owned()
    });
    &HASH
}

/// Writes a file as a length-checked head and a body: under another name, synced, then renamed.
pub(super) fn write(path: &Path, head: &[u8], body: &[&[u8]]) -> Result<(), ProfileError> {
    let mut file = WholeFile::create(path).map_err(ProfileError::io(path))?;
    let length = (head.len() as u64).to_le_bytes();
    let body_length = body.iter().map(|piece| piece.len() as u64).sum::<u64>().to_le_bytes();
    let check = Sha256::new().chain_update(length).chain_update(body_length).chain_update(head).finalize();
    let pieces = [&length[..], &body_length, &check, head];
    pieces.iter().chain(body).try_for_each(|piece| file.write_all(piece)).map_err(ProfileError::io(path))?;
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
