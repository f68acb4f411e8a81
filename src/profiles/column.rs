//! A column: what the credentials of some groups add to the score, for one ask, day and set of weights.

use super::Generation;
use super::file::{self, ProfileError};
use crate::matching::{CredentialAsk, Weights};
use crate::model::Hash;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a column depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColumnKey(String);

impl ColumnKey {
    /// The key of an ask: the generation, all that credentials are held against, and the weights.
    pub fn of(generation: &Generation, ask: &CredentialAsk, weights: &Weights) -> Self {
        let what = serde_json::to_string(&(generation.name(), ask, weights)).unwrap_or_default();
        Self(format!("{}-{}", generation.seq(), &Hash::of(what).to_string()[..24]))
    }

    fn path(&self, dir: &Path) -> PathBuf {
        dir.join(format!("{}.col", self.0))
    }
}

/// The sums, one a profile in the order of the groups it was made for.
#[derive(Debug, Clone, Default)]
pub struct Column(pub Vec<u16>);

impl Column {
    /// Reads a column of `count` entries; `None` when it is not there or not whole.
    pub fn read(dir: &Path, key: &ColumnKey, count: usize) -> Option<Self> {
        let (_, mut file, _) = file::open(&key.path(dir))?;
        let mut points = vec![0_u16; count];
        file.read_exact(bytemuck::cast_slice_mut(&mut points)).ok()?;
        // A longer body belongs to other groups.
        let mut rest = [0_u8; 1];
        (file.read(&mut rest).ok()? == 0).then_some(Self(points))
    }

    /// Keeps the column for the next time.
    ///
    /// # Errors
    /// [`ProfileError`] when it cannot be written; it can be used all the same.
    pub fn write(&self, dir: &Path, key: &ColumnKey) -> Result<(), ProfileError> {
        file::write(&key.path(dir), b"column", &[bytemuck::cast_slice(&self.0)])
    }
}
