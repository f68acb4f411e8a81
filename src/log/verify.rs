//! Verifying a log: is it whole, and if not, where is it broken.

use super::{Frontier, LogEntry};
use crate::message::{Explained, codes};
use crate::model::Hash;

/// Where a log is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is not what was logged; its leaf is intact.
    #[error("entry {number} was altered: its content does not hash to its leaf")]
    Entry {
        /// The entry.
        number: u64,
    },
    /// An entry's text cannot be read, or carries another number.
    #[error("entry {number} is not an entry of this log at its place")]
    Unreadable {
        /// The entry.
        number: u64,
    },
    /// Entries are missing or too many.
    #[error("the log has {found} entries, and its head says {expected}")]
    Size {
        /// Entries found.
        found: u64,
        /// Entries that the head counts.
        expected: u64,
    },
    /// Leaves and head disagree: a leaf was altered together with its entry, or the head was.
    #[error(
        "the entries hash to {found}, the head says {expected}: an entry was altered together with its leaf, or the head was"
    )]
    Root {
        /// The root over the stored leaves.
        found: Hash,
        /// The root of the head.
        expected: Hash,
    },
}

impl Explained for Broken {
    codes! {
        Entry = "log-entry-altered",
        Unreadable = "log-entry-unreadable",
        Size = "log-size",
        Root = "log-root",
    }
}

/// Verifies entries in order, each as its canonical text and its stored leaf, against the head. `before` is the tree over
/// those that stand before them; of all entries it is empty.
/// Returns every break found; none means that the log is as it was when the head was written.
///
/// Without a checkpoint kept elsewhere, whoever owns the files can write another log.
pub fn verify<'a>(
    before: Frontier,
    entries: impl IntoIterator<Item = (&'a str, Hash)>,
    head: &Frontier,
) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut leaves = before;
    for (canonical, leaf) in entries {
        let number = leaves.size();
        leaves.push(leaf);
        if LogEntry::leaf(canonical) != leaf {
            broken.push(Broken::Entry { number });
        } else if !serde_json::from_str::<LogEntry>(canonical).is_ok_and(|entry| entry.number == number) {
            broken.push(Broken::Unreadable { number });
        }
    }
    if leaves.size() != head.size() {
        broken.push(Broken::Size { found: leaves.size(), expected: head.size() });
    } else if leaves.root() != head.root() {
        broken.push(Broken::Root { found: leaves.root(), expected: head.root() });
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn log(size: u64) -> (Vec<(String, Hash)>, Frontier) {
        let mut head = Frontier::default();
        let entries = (0..size)
            .map(|number| {
                let entry = LogEntry {
                    number,
                    kind: "batch".into(),
                    actor: "clerk".into(),
                    recorded_at: "2026-01-01T00:00:00Z".into(),
                    body: json!({ "rows": number * 7, "name": "ü" }),
                };
                let canonical = entry.canonical().unwrap();
                let leaf = LogEntry::leaf(&canonical);
                head.push(leaf);
                (canonical, leaf)
            })
            .collect();
        (entries, head)
    }

    fn check(entries: &[(String, Hash)], head: &Frontier) -> Vec<Broken> {
        verify(Frontier::default(), entries.iter().map(|(text, leaf)| (text.as_str(), *leaf)), head)
    }

    #[test]
    fn a_whole_log_is_whole() {
        for size in [0, 1, 2, 7, 64] {
            let (entries, head) = log(size);
            assert_eq!(check(&entries, &head), []);
        }
    }

    #[test]
    fn truncation_and_a_foreign_head_are_seen() {
        let (entries, head) = log(5);
        assert_eq!(check(&entries[..4], &head), [Broken::Size { found: 4, expected: 5 }]);
        let (mut swapped, _) = log(5);
        swapped.swap(1, 2);
        assert!(check(&swapped, &head).contains(&Broken::Unreadable { number: 1 }));
        let mut rewritten = entries.clone();
        rewritten[3].0 = rewritten[3].0.replace("21", "22");
        rewritten[3].1 = LogEntry::leaf(&rewritten[3].0);
        assert!(matches!(check(&rewritten, &head)[..], [Broken::Root { .. }]));
    }

    proptest! {
        #[test]
        fn one_flipped_bit_anywhere_breaks_the_log_at_that_entry(at in 0_usize..6, byte in any::<prop::sample::Index>(), bit in 0_u8..7) {
            let (mut entries, head) = log(6);
            let mut bytes = entries[at].0.clone().into_bytes();
            let place = byte.index(bytes.len());
            bytes[place] ^= 1 << bit;
            entries[at].0 = String::from_utf8_lossy(&bytes).into_owned();
            prop_assert_eq!(check(&entries, &head), vec![Broken::Entry { number: at as u64 }]);
        }

        #[test]
        fn a_flipped_leaf_is_seen(at in 0_usize..6, byte in 0_usize..32, bit in 0_u8..8) {
            let (mut entries, head) = log(6);
            entries[at].1.0[byte] ^= 1 << bit;
            let broken = check(&entries, &head);
            let at = at as u64;
            let seen = matches!(broken[..], [Broken::Entry { number }, Broken::Root { .. }] if number == at);
            prop_assert!(seen, "{:?}", broken);
        }
    }
}
