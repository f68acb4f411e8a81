//! The Merkle tree of RFC 6962, kept as its frontier: one hash for each full subtree.

use crate::model::Hash;
use serde::{Deserialize, Serialize};

/// The right edge of a tree: enough to append and to know the root, in O(log n) space.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Frontier {
    size: u64,
    /// The roots of the full subtrees, largest first: one for each 1 in the binary form of `size`.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // Each trailing 1 of the size is a full subtree as large as what has grown on its right.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = Hash::node(left, node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(&last) = peaks.next() else { return Hash::empty() };
        peaks.fold(last, |right, &left| Hash::node(left, right))
    }
}

/// The root over leaves, from scratch.
pub fn root_of(leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut frontier = Frontier::default();
    leaves.into_iter().for_each(|leaf| frontier.push(leaf));
    frontier.root()
}

/// Where a tree is parted: at the largest power of two below its size.
fn parted(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    leaves.split_at(leaves.len().next_power_of_two() / 2)
}

/// The hashes beside the way from a leaf to the root, the leaf's sibling first (RFC 6962 section 2.1.1).
pub(super) fn inclusion(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let (left, right) = parted(leaves);
    let (mut path, beside) = match index.checked_sub(left.len()) {
        None => (inclusion(left, index), right),
        Some(index) => (inclusion(right, index), left),
    };
    path.push(root_of(beside.iter().copied()));
    path
}

/// The root that a leaf and the hashes beside its way give (RFC 9162 section 2.1.3.2); `None` where there are too few or
/// too many for a tree of this size.
pub(super) fn root_by_inclusion(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    let mut way = Way { node: index, last: size.checked_sub(1).filter(|last| index <= *last)? };
    let mut root = leaf;
    for &beside in path {
        root = if way.is_right()? {
            way.climb_alone();
            Hash::node(beside, root)
        } else {
            Hash::node(root, beside)
        };
        way.climb();
    }
    (way.last == 0).then_some(root)
}

/// The hashes that prove that a tree begins with its first leaves (RFC 6962 section 2.1.2).
pub(super) fn consistency(leaves: &[Hash], first: usize) -> Vec<Hash> {
    if first == 0 || first >= leaves.len() { Vec::new() } else { subproof(leaves, first, true) }
}

fn subproof(leaves: &[Hash], first: usize, is_known: bool) -> Vec<Hash> {
    if first == leaves.len() {
        return if is_known { Vec::new() } else { vec![root_of(leaves.iter().copied())] };
    }
    let (left, right) = parted(leaves);
    let (mut path, beside) = match first.checked_sub(left.len()).filter(|rest| *rest > 0) {
        None => (subproof(left, first, is_known), right),
        Some(rest) => (subproof(right, rest, false), left),
    };
    path.push(root_of(beside.iter().copied()));
    path
}

/// Whether a tree begins with an earlier one, by the hashes that prove it (RFC 9162 section 2.1.4.2). Each tree is its size
/// and its root. Every tree begins with the empty one.
pub(super) fn is_consistent(first: (u64, Hash), second: (u64, Hash), path: &[Hash]) -> bool {
    match first.0 {
        0 => return path.is_empty() && first.1 == Hash::empty(),
        size if size == second.0 => return path.is_empty() && first.1 == second.1,
        size if size > second.0 => return false,
        _ => {}
    }
    let mut path = path.iter().copied();
    let start = if first.0.is_power_of_two() { Some(first.1) } else { path.next() };
    let Some(start) = start else { return false };
    let mut way = Way { node: first.0 - 1, last: second.0 - 1 };
    while way.node & 1 == 1 {
        way.climb();
    }
    let (mut before, mut now) = (start, start);
    for beside in path {
        let Some(is_right) = way.is_right() else { return false };
        if is_right {
            before = Hash::node(beside, before);
            now = Hash::node(beside, now);
            way.climb_alone();
        } else {
            now = Hash::node(now, beside);
        }
        way.climb();
    }
    way.last == 0 && before == first.1 && now == second.1
}

/// A way to the root: the place of a node on its level, and of the last node there.
struct Way {
    node: u64,
    last: u64,
}

impl Way {
    /// Whether the node has its sibling on the left; `None` at the root.
    fn is_right(&self) -> Option<bool> {
        (self.last > 0).then_some(self.node & 1 == 1 || self.node == self.last)
    }

    /// To the next level.
    fn climb(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    /// Over the levels on which the node has no sibling.
    fn climb_alone(&mut self) {
        while self.node & 1 == 0 && self.node != 0 {
            self.climb();
        }
    }
}

/// The small tree over the input rows of a batch. A leaf hides its row behind the salt of the person
/// it speaks of, so that with the salt the row is erased from the log too.
#[derive(Debug, Clone, Default)]
pub struct RowTree(Frontier);

impl RowTree {
    /// Appends a row in its canonical form.
    pub fn push(&mut self, salt: &[u8; 32], canonical: &[u8]) {
        self.0.push(Hash::leaf(&[salt, canonical]));
    }

    /// The number of rows.
    pub fn rows(&self) -> u64 {
        self.0.size()
    }

    /// The root.
    pub fn root(&self) -> Hash {
        self.0.root()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The eight leaves and the roots of the reference tests of Certificate Transparency (RFC 6962).
    const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    /// The definition of RFC 6962, word for word: split at the largest power of two below n.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::empty(),
            [one] => *one,
            many => {
                let split = many.len().next_power_of_two() / 2;
                Hash::node(by_definition(&many[..split]), by_definition(&many[split..]))
            }
        }
    }

    #[test]
    fn the_roots_are_those_of_the_reference_tests() {
        let leaves: Vec<Hash> = LEAVES.iter().map(|leaf| Hash::leaf(&[leaf])).collect();
        for (n, root) in (1..).zip(ROOTS) {
            assert_eq!(root_of(leaves[..n].iter().copied()).to_string(), root, "{n} leaves");
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(root_of([]).to_string(), empty);
    }

    #[test]
    fn the_frontier_agrees_with_the_definition() {
        let leaves: Vec<Hash> = (0_u32..200).map(|n| Hash::leaf(&[&n.to_be_bytes()])).collect();
        let mut frontier = Frontier::default();
        for (n, leaf) in leaves.iter().enumerate() {
            assert_eq!(frontier.root(), by_definition(&leaves[..n]));
            frontier.push(*leaf);
        }
    }

    /// Every proof of every tree of up to 40 leaves holds, and holds of nothing else.
    #[test]
    fn proofs_hold_of_what_they_prove_and_of_nothing_else() {
        let leaves: Vec<Hash> = (0_u32..40).map(|n| Hash::leaf(&[&n.to_be_bytes()])).collect();
        let other = Hash::of("other");
        for size in 1..=leaves.len() {
            let (tree, n) = (&leaves[..size], size as u64);
            let root = root_of(tree.iter().copied());
            for index in 0..size {
                let path = inclusion(tree, index);
                assert_eq!(
                    root_by_inclusion(tree[index], index as u64, n, &path),
                    Some(root),
                    "{index} of {size}"
                );
                assert_ne!(root_by_inclusion(other, index as u64, n, &path), Some(root));
                assert_ne!(root_by_inclusion(tree[index], n, n, &path), Some(root));
                let longer = [&path[..], &[other]].concat();
                assert_ne!(root_by_inclusion(tree[index], index as u64, n, &longer), Some(root));
                if size > 1 {
                    let next = (index as u64 + 1) % n;
                    assert_ne!(root_by_inclusion(tree[index], next, n, &path), Some(root));
                    assert_ne!(root_by_inclusion(tree[index], index as u64, n, &path[1..]), Some(root));
                }
            }
            for first in 0..=size {
                let before = (first as u64, root_of(tree[..first].iter().copied()));
                let path = consistency(tree, first);
                assert!(is_consistent(before, (n, root), &path), "{first} of {size}");
                assert!(
                    !is_consistent(before, (n, root), &[&path[..], &[other]].concat()),
                    "{first} of {size}"
                );
                if first > 0 {
                    assert!(!is_consistent((before.0, other), (n, root), &path), "{first} of {size}");
                    assert!(!is_consistent(before, (n, other), &path), "{first} of {size}");
                }
            }
        }
    }

    /// The proofs of the reference tests of Certificate Transparency: by index and size, and by two sizes.
    #[test]
    fn the_proofs_are_those_of_the_reference_tests() {
        let leaves: Vec<Hash> = LEAVES.iter().map(|leaf| Hash::leaf(&[leaf])).collect();
        let short = |path: Vec<Hash>| -> Vec<String> {
            path.iter().map(|hash| hash.to_string()[..8].to_owned()).collect()
        };
        assert_eq!(short(inclusion(&leaves, 0)), ["96a296d2", "5f083f0a", "6b47aaf2"]);
        assert_eq!(short(inclusion(&leaves, 5)), ["bc1a0643", "ca854ea1", "d37ee418"]);
        assert_eq!(short(inclusion(&leaves[..3], 2)), ["fac54203"]);
        assert_eq!(short(consistency(&leaves, 6)), ["0ebc5d34", "ca854ea1", "d37ee418"]);
        assert_eq!(short(consistency(&leaves[..5], 2)), ["5f083f0a", "bc1a0643"]);
    }

    #[test]
    fn a_row_is_hidden_behind_its_salt() {
        let tree = |salt: u8| {
            let mut tree = RowTree::default();
            tree.push(&[salt; 32], b"[\"a\"]");
            tree.root()
        };
        assert_ne!(tree(1), tree(2));
    }
}
