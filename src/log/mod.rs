//! Temporary shape of the log, replaced on merge.
use sha2::{Digest, Sha256};
/// Hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(pub [u8; 32]);
impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for b in self.0 {
            write!(f, "{b:02x}")?;
        }
        Ok(())
    }
}
impl serde::Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
/// Rows.
#[derive(Default)]
pub struct RowTree {
    n: u64,
    h: Sha256,
}
impl RowTree {
    /// push
    pub fn push(&mut self, salt: &[u8; 32], row: &[u8]) {
        self.n += 1;
        self.h.update(Sha256::new().chain_update([0]).chain_update(salt).chain_update(row).finalize());
    }
    /// len
    pub fn len(&self) -> u64 {
        self.n
    }
    /// root
    pub fn root(&self) -> Hash {
        Hash(self.h.clone().finalize().into())
    }
}
