//! Gives the program two hashes: one of its own sources, and one of the reference tables compiled in.
//!
//! Derived files carry both, so that those of another build are made anew; decisions carry that of the tables. Hashing
//! here and not at each start saves each command some milliseconds.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

fn main() {
    for input in ["src", "Cargo.lock", "data/reference"] {
        println!("cargo:rerun-if-changed={input}");
    }
    // The version in `Cargo.toml` stays the same while code changes. The command line only reads flags and prints.
    let mut sources = vec![PathBuf::from("Cargo.lock")];
    gather(Path::new("src"), &mut sources, &|path| !path.ends_with("src/cli"));
    println!("cargo:rustc-env=CORRIDOR_SOURCES={}", hash_of(sources));
    let mut tables = Vec::new();
    gather(Path::new("data/reference"), &mut tables, &|path| {
        path.is_dir() || path.extension().is_some_and(|extension| extension == "csv")
    });
    println!("cargo:rustc-env=CORRIDOR_TABLES={}", hash_of(tables));
}

/// The files of a directory and of those in it that are wanted.
fn gather(dir: &Path, files: &mut Vec<PathBuf>, wanted: &dyn Fn(&Path) -> bool) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| wanted(path)) {
        if path.is_dir() {
            gather(&path, files, wanted);
        } else {
            files.push(path);
        }
    }
}

/// The SHA-256 hash over files in the order of their paths: of each the hash of its path and that of its bytes.
fn hash_of(mut files: Vec<PathBuf>) -> String {
    files.sort();
    let mut whole = Sha256::new();
    for path in files {
        whole.update(Sha256::digest(path.to_string_lossy().replace('\\', "/")));
        whole.update(Sha256::digest(std::fs::read(&path).unwrap_or_default()));
    }
    whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
