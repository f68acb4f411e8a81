//! Gives the program a hash of its own sources, so that files derived by another build are made anew.
//!
//! The version in `Cargo.toml` stays the same while code changes, and a macro cannot read the sources. The hash
//! tells builds apart and protects nothing, so FNV-1a serves and no library is needed.

use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let mut files = vec![PathBuf::from("Cargo.lock")];
    gather(Path::new("src"), &mut files);
    files.sort();
    let mut hash = Fnv::new();
    for path in files {
        hash.add(path.to_string_lossy().replace('\\', "/").as_bytes());
        hash.add(&std::fs::read(&path).unwrap_or_default());
    }
    println!("cargo:rustc-env=CORRIDOR_SOURCES={:032x}", hash.0);
}

/// The files that decide something: all but the command line, which only reads flags and prints.
fn gather(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| !path.ends_with("src/cli")) {
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// FNV-1a of 128 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>.
struct Fnv(u128);

impl Fnv {
    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Adds bytes and their length, so that no two lists of files read alike.
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&(bytes.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
