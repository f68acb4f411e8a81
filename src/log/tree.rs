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
