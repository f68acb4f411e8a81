//! What the answers rest on beside the records: one hash over every table of `data/reference/`, and one of
//! the program's own sources. Derived files carry both, so they never outlive what they rest on.
//!
//! Both are computed by `build.rs`, since tables and sources are compiled in.

use crate::model::Hash;
use std::sync::LazyLock;

/// The hash of all reference tables.
pub fn tables() -> Hash {
    compiled_in(env!("CORRIDOR_TABLES"))
}

/// The hash of the program's own sources and of the versions of its libraries.
pub fn build() -> Hash {
    compiled_in(env!("CORRIDOR_SOURCES"))
}

/// One hash of tables and program: what a derived file carries.
pub fn all_that_decides() -> Hash {
    static HASH: LazyLock<Hash> = LazyLock::new(|| together(tables(), build()));
    *HASH
}

fn together(tables: Hash, build: Hash) -> Hash {
    Hash::node(tables, build)
}

fn compiled_in(digits: &str) -> Hash {
    digits.parse().unwrap_or_else(|_| unreachable!("`build.rs` writes 64 hexadecimal digits"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::collections::BTreeMap;
    use std::path::Path;

    /// The tables of the directory by path, as a build of now would find them.
    fn of_the_directory() -> BTreeMap<String, Vec<u8>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut tables = BTreeMap::new();
        for dir in ["data/reference", "data/reference/optional"] {
            for entry in std::fs::read_dir(root.join(dir)).unwrap().flatten() {
                let name = entry.file_name().into_string().unwrap();
                if Path::new(&name).extension().is_some_and(|end| end == "csv") {
                    tables.insert(format!("{dir}/{name}"), std::fs::read(entry.path()).unwrap());
                }
            }
        }
        tables
    }

    fn hash_of(tables: &BTreeMap<String, Vec<u8>>) -> Hash {
        let mut hasher = Sha256::new();
        for (path, bytes) in tables {
            hasher.update(Sha256::digest(path));
            hasher.update(Sha256::digest(bytes));
        }
        Hash::from(hasher)
    }

    #[test]
    fn one_row_of_any_table_changes_what_derived_files_carry() {
        let there = of_the_directory();
        assert!(there.len() > 25, "{} tables", there.len());
        assert_eq!(hash_of(&there), tables(), "the hash is over every table of the directory");
        let now = together(tables(), build());
        assert_eq!(now, all_that_decides());
        for (path, bytes) in &there {
            let text = std::str::from_utf8(bytes).unwrap();
            let (head, rest) = text.split_once('\n').unwrap();
            let (row, tail) = rest.split_once('\n').unwrap_or((rest, ""));
            assert!(!row.is_empty(), "{path} has a row");
            // The first row is gone.
            let mut with = there.clone();
            with.insert(path.clone(), format!("{head}\n{tail}").into_bytes());
            assert_ne!(together(hash_of(&with), build()), now, "{path}");
        }
        assert_ne!(together(tables(), Hash::of("another build")), now);
    }
}
