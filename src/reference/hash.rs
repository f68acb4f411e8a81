//! What the answers rest on beside the records: one hash over every table of `data/reference/`, and one of
//! the program's own sources. Derived files carry both, so they never outlive what they rest on.

use super::workforce;
use crate::model::Hash;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

macro_rules! tables {
    ($($name:literal,)*) => {
        /// Every table that is always compiled in, by file name. A test holds the list to the directory.
        const TABLES: &[(&str, &[u8])] = &[
            $((concat!($name, ".csv"), include_bytes!(concat!("../../data/reference/", $name, ".csv"))),)*
        ];
    };
}

tables! {
    "cefr_concordance",
    "certificate_terms",
    "corridor_volumes",
    "country_languages",
    "country_names",
    "country_names_cldr",
    "credit_rules",
    "demonyms",
    "european_membership",
    "header_terms",
    "isco08_health",
    "isco08_labels",
    "language_exemptions",
    "license_numbers",
    "list_completeness",
    "minimum_training",
    "multilateral",
    "origin_curricula",
    "pay_bounds",
    "recognition",
    "regulator_language",
    "social_security_agreements",
    "specialties",
    "subjects",
    "test_windows",
    "tests",
    "title_marks",
    "title_settings",
    "titles",
    "unilateral_rules",
}

/// The hash of all reference tables.
pub fn tables() -> Hash {
    static HASH: LazyLock<Hash> = LazyLock::new(|| hash_of(all()));
    *HASH
}

/// The hash of the program's own sources and of the versions of its libraries.
pub fn build() -> Hash {
    static HASH: LazyLock<Hash> = LazyLock::new(|| Hash::of(env!("CORRIDOR_SOURCES")));
    *HASH
}

/// One hash of tables and program: what a derived file carries.
pub fn all_that_decides() -> Hash {
    static HASH: LazyLock<Hash> = LazyLock::new(|| together(tables(), build()));
    *HASH
}

fn together(tables: Hash, build: Hash) -> Hash {
    Hash::node(tables, build)
}

/// Every table with its bytes; the optional one where it was there when the program was built.
fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    TABLES.iter().copied().chain(workforce::bytes().map(|bytes| (workforce::FILE, bytes)))
}

/// The hash of some tables: of each its name and its bytes.
fn hash_of<'a>(tables: impl Iterator<Item = (&'a str, &'a [u8])>) -> Hash {
    let mut hasher = Sha256::new();
    for (name, bytes) in tables {
        hasher.update(Sha256::digest(name));
        hasher.update(Sha256::digest(bytes));
    }
    Hash::from(hasher)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn every_table_of_the_directory_is_in_the_hash() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/reference"));
        let names = |dir: &Path| -> BTreeSet<String> {
            let entries = std::fs::read_dir(dir).unwrap().flatten();
            let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
            names.filter(|name| Path::new(name).extension().is_some_and(|end| end == "csv")).collect()
        };
        let hashed: BTreeSet<String> = all().map(|(name, _)| name.to_owned()).collect();
        let there: BTreeSet<String> = names(root).union(&names(&root.join("optional"))).cloned().collect();
        assert_eq!(hashed, there);
    }

    #[test]
    fn one_row_of_any_table_changes_what_derived_files_carry() {
        let now = together(tables(), build());
        for (changed, bytes) in all() {
            let text = std::str::from_utf8(bytes).unwrap();
            let (head, rest) = text.split_once('\n').unwrap();
            let (row, tail) = rest.split_once('\n').unwrap_or((rest, ""));
            // The first row is gone.
            assert!(!row.is_empty(), "{changed} has a row");
            let other = format!("{head}\n{tail}");
            let with =
                all().map(|(name, bytes)| (name, if name == changed { other.as_bytes() } else { bytes }));
            assert_ne!(together(hash_of(with), build()), now, "{changed}");
        }
        assert_ne!(together(tables(), Hash::of("another build")), now);
    }
}
