//! Seals: what the audit log commits to, record by record, so that a change beside the log is found and named.
//!
//! Each transaction that writes has a seal: items in chunks, an item for each version of a record that it wrote and
//! each row beside the records. A chunk carries a hash over the contents of its items, all that was stored, and of each
//! cell a tag of 16 bits that tells *which* one differs once the hash does. The root of a tree over the chunks stands in
//! the log entry. So whoever alters a cell has to alter the chunk as well, and then the entry gives that away.
//!
//! Personal data enters no entry: the root hides them behind the random salt of the seal, which rests with the records.

use crate::log::Frontier;
use crate::model::{Hash, Seq};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What is sealed, by the names of tables. The place in the list is the number in stored items: add at the end only.
const TABLES: &[&str] = &[
    "organization",
    "organization_license",
    "sanction",
    "curriculum",
    "curriculum_subject",
    "worker",
    "qualification",
    "license",
    "language_certificate",
    "employment",
    "consent",
    "opening",
    "placement",
    "cost",
    "contract_terms",
    "batch",
    "batch_file",
    "decision",
    "merge",
    "set_aside",
    "kept_apart",
];

/// Items that share a hash: fewer cost more hashes, more leave a forged chunk less narrowed.
const TOGETHER: usize = 256;

/// A table that is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Table(u8);

impl Table {
    /// The table with a name, if it is sealed.
    pub(super) fn named(name: &str) -> Option<Self> {
        let place = TABLES.iter().position(|table| *table == name)?;
        u8::try_from(place).ok().map(Self)
    }

    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        TABLES.iter().filter_map(|name| Self::named(name))
    }

    /// The name.
    pub(super) fn name(self) -> &'static str {
        TABLES[usize::from(self.0)]
    }
}

/// What a transaction did to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// It wrote a row that was not there.
    New,
    /// It wrote a row anew; what was there went into the history.
    Over,
    /// Its row stands as the transaction of this number wrote it.
    Stands(Seq),
    /// It put a version into the history, where it ends at this number.
    Former(Seq),
    /// It took the row away.
    Gone,
}

/// The row of a table: its number, and of a part what stands for its key below the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    /// The table.
    pub(super) table: Table,
    /// The number of the row, or of the whole that a part belongs to.
    pub(super) row: i64,
    /// What stands for the natural key of a part; 0 otherwise.
    pub(super) key: u32,
}

/// An item of a chunk, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) place: Place,
    pub(super) deed: Deed,
    /// The identifier that people know the row by, where it has one.
    pub(super) id: String,
    /// Of each column of the seal's list the tag of its cell; nothing for an absent cell.
    pub(super) tags: Vec<Option<u16>>,
}

/// A stored value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'a> {
    Null,
    Integer(i64),
    Text(&'a [u8]),
    Blob(&'a [u8]),
}

/// The cells of a row in one piece: what hashes and tags are taken of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Contents {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Contents {
    /// Adds the next cell.
    pub(super) fn push(&mut self, cell: Cell<'_>) {
        let mut text = |sign: u8, bytes: &[u8]| {
            self.bytes.push(sign);
            self.bytes.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            self.bytes.extend_from_slice(bytes);
        };
        match cell {
            Cell::Null => self.bytes.push(0),
            Cell::Integer(n) => {
                self.bytes.push(1);
                self.bytes.extend_from_slice(&n.to_le_bytes());
            }
            Cell::Text(bytes) => text(2, bytes),
            Cell::Blob(bytes) => text(3, bytes),
        }
        self.ends.push(self.bytes.len());
    }

    /// Forgets all cells.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// The tags of the cells under the seed of a seal.
    pub(super) fn tags(&self, seed: u32) -> impl Iterator<Item = Option<u16>> {
        let mut from = 0;
        self.ends.iter().map(move |&end| {
            let cell = &self.bytes[from..end];
            from = end;
            (cell[0] != 0).then(|| (crc(seed, cell) & 0xFFFF) as u16)
        })
    }

    /// What stands for the cells, as the key of a part.
    pub(super) fn key(&self) -> u32 {
        crc(0, &self.bytes)
    }
}

fn crc(seed: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(seed);
    hasher.update(bytes);
    hasher.finalize()
}

/// A chunk of a seal, to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its number within the seal, from 0.
    pub(super) number: u64,
    /// Its items.
    pub(super) items: Vec<u8>,
    /// The hash over the contents of its items.
    pub(super) content: Hash,
}

impl Chunk {
    /// The leaf of the chunk in the tree of its seal.
    pub(super) fn leaf(&self, salt: &[u8; 32]) -> Hash {
        Hash::leaf(&[salt, &self.number.to_le_bytes(), &self.content.0, &self.items])
    }
}

/// What a seal says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The identity of the store.
    pub(super) store: String,
    /// The sequence number of the store after the transaction.
    pub(super) seq: Seq,
    /// The next free row number after it.
    pub(super) next_row: i64,
    /// What hides the contents.
    pub(super) salt: [u8; 32],
    /// The columns of each table that the items speak of, in the order of their tags.
    pub(super) columns: BTreeMap<Table, Vec<String>>,
}

impl Header {
    /// The columns as JSON, as they are stored.
    pub(super) fn columns_json(&self) -> String {
        let names: BTreeMap<&str, &Vec<String>> =
            self.columns.iter().map(|(table, columns)| (table.name(), columns)).collect();
        serde_json::to_string(&names).unwrap_or_default()
    }

    /// Reads stored columns; tables that are not sealed are left out.
    pub(super) fn read_columns(json: &str) -> Option<BTreeMap<Table, Vec<String>>> {
        let names: BTreeMap<String, Vec<String>> = serde_json::from_str(json).ok()?;
        Some(names.into_iter().filter_map(|(name, columns)| Some((Table::named(&name)?, columns))).collect())
    }

    fn leaf(&self) -> Hash {
        let columns = self.columns_json();
        let numbers = [self.seq.0.to_le_bytes(), self.next_row.to_le_bytes()].concat();
        Hash::leaf(&[&self.salt, self.store.as_bytes(), &numbers, columns.as_bytes()])
    }

    /// The root over the header and the leaves of the chunks.
    pub(super) fn root(&self, chunks: impl IntoIterator<Item = Hash>) -> Hash {
        let mut tree = Frontier::default();
        tree.push(self.leaf());
        chunks.into_iter().for_each(|leaf| tree.push(leaf));
        tree.root()
    }
}

/// Makes the chunks of a seal.
pub(super) struct Sealer {
    salt: [u8; 32],
    seed: u32,
    columns: BTreeMap<Table, Vec<String>>,
    number: u64,
    items: Vec<u8>,
    count: usize,
    last_row: i64,
    content: Sha256,
    leaves: Vec<Hash>,
}

impl Sealer {
    /// Begins a seal.
    pub(super) fn new(salt: [u8; 32]) -> Self {
        Self {
            salt,
            seed: seed_of(&salt),
            columns: BTreeMap::new(),
            number: 0,
            items: Vec::new(),
            count: 0,
            last_row: 0,
            content: begin(&salt, 0),
            leaves: Vec::new(),
        }
    }

    /// Whether nothing was sealed.
    pub(super) fn is_empty(&self) -> bool {
        self.number == 0 && self.count == 0
    }

    /// Seals what became of a row. `columns` names its cells; contents belong to written rows only. Returns a chunk
    /// once it is full.
    pub(super) fn item(
        &mut self,
        place: Place,
        deed: Deed,
        id: &str,
        contents: Option<&Contents>,
        columns: impl FnOnce() -> Vec<String>,
    ) -> Option<Chunk> {
        self.columns.entry(place.table).or_insert_with(columns);
        let (sign, number) = match deed {
            Deed::New => (0, None),
            Deed::Over => (1, None),
            Deed::Stands(seq) => (2, Some(seq)),
            Deed::Former(until) => (3, Some(until)),
            Deed::Gone => (4, None),
        };
        self.items.extend_from_slice(&[place.table.0, sign]);
        let step = place.row.wrapping_sub(self.last_row);
        self.last_row = place.row;
        number_onto(&mut self.items, ((step << 1) ^ (step >> 63)).cast_unsigned());
        self.items.extend_from_slice(&place.key.to_le_bytes());
        if let Some(number) = number {
            number_onto(&mut self.items, number.0.cast_unsigned());
        }
        number_onto(&mut self.items, id.len() as u64);
        self.items.extend_from_slice(id.as_bytes());
        match contents {
            None => number_onto(&mut self.items, 0),
            Some(contents) => {
                number_onto(&mut self.items, contents.ends.len() as u64);
                let bits = self.items.len();
                self.items.resize(bits + contents.ends.len().div_ceil(8), 0);
                for (at, tag) in contents.tags(self.seed).enumerate() {
                    if let Some(tag) = tag {
                        self.items[bits + at / 8] |= 1 << (at % 8);
                        self.items.extend_from_slice(&tag.to_le_bytes());
                    }
                }
                feed(&mut self.content, place, contents);
            }
        }
        self.count += 1;
        (self.count == TOGETHER).then(|| self.chunk())
    }

    fn chunk(&mut self) -> Chunk {
        let next = begin(&self.salt, self.number + 1);
        let content = std::mem::replace(&mut self.content, next);
        let chunk = Chunk {
            number: self.number,
            items: std::mem::take(&mut self.items),
            content: Hash(content.finalize().into()),
        };
        self.number += 1;
        self.count = 0;
        self.last_row = 0;
        self.leaves.push(chunk.leaf(&self.salt));
        chunk
    }

    /// Ends the seal: its last chunk if there is one.
    pub(super) fn rest(&mut self) -> Option<Chunk> {
        (self.count > 0).then(|| self.chunk())
    }

    /// The header of the ended seal, and its root.
    pub(super) fn finish(self, store: String, seq: Seq, next_row: i64) -> (Header, Hash) {
        let header = Header { store, seq, next_row, salt: self.salt, columns: self.columns };
        let root = header.root(self.leaves);
        (header, root)
    }
}

/// The seed of tags under a salt.
pub(super) fn seed_of(salt: &[u8; 32]) -> u32 {
    u32::from_le_bytes([salt[0], salt[1], salt[2], salt[3]])
}

/// Begins the hash over the contents of a chunk.
pub(super) fn begin(salt: &[u8; 32], chunk: u64) -> Sha256 {
    Sha256::new_with_prefix(salt).chain_update(chunk.to_le_bytes())
}

/// Adds the contents of a row to the hash of its chunk.
pub(super) fn feed(content: &mut Sha256, place: Place, contents: &Contents) {
    let mut head = [0_u8; 13];
    head[0] = place.table.0;
    head[1..9].copy_from_slice(&place.row.to_le_bytes());
    head[9..].copy_from_slice(&place.key.to_le_bytes());
    content.update(head);
    content.update(&contents.bytes);
}

fn number_onto(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// The items of a chunk; `None` when the bytes are none.
pub(super) fn items(bytes: &[u8]) -> Option<Vec<Item>> {
    let mut rest = Rest(bytes);
    let (mut items, mut row) = (Vec::new(), 0_i64);
    while !rest.0.is_empty() {
        let &[table, sign] = rest.take(2)? else { return None };
        let table = (usize::from(table) < TABLES.len()).then_some(Table(table))?;
        let step = rest.number()?;
        row = row.wrapping_add((step >> 1).cast_signed() ^ -((step & 1).cast_signed()));
        let key = u32::from_le_bytes(rest.take(4)?.try_into().ok()?);
        let deed = match sign {
            0 => Deed::New,
            1 => Deed::Over,
            2 => Deed::Stands(Seq(rest.number()?.cast_signed())),
            3 => Deed::Former(Seq(rest.number()?.cast_signed())),
            4 => Deed::Gone,
            _ => return None,
        };
        let length = usize::try_from(rest.number()?).ok()?;
        let id = std::str::from_utf8(rest.take(length)?).ok()?.to_owned();
        let cells = usize::try_from(rest.number()?).ok()?;
        let bits = rest.take(cells.div_ceil(8))?;
        let tag = |rest: &mut Rest<'_>| Some(u16::from_le_bytes(rest.take(2)?.try_into().ok()?));
        let tags = (0..cells)
            .map(|at| if bits[at / 8] >> (at % 8) & 1 == 1 { tag(&mut rest).map(Some) } else { Some(None) })
            .collect::<Option<_>>()?;
        items.push(Item { place: Place { table, row, key }, deed, id, tags });
    }
    Some(items)
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let &[byte] = self.take(1)? else { return None };
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use proptest::prelude::*;

    #[test]
    fn every_kind_has_its_place_and_keeps_it() {
        for (at, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(Table::named(kind.as_str()), u8::try_from(at).ok().map(Table), "{kind}");
        }
    }

    fn cell() -> impl Strategy<Value = Option<Result<i64, String>>> {
        proptest::option::of(prop_oneof![any::<i64>().prop_map(Ok), ".{0,9}".prop_map(Err)])
    }

    proptest! {
        #[test]
        fn items_come_back_as_they_were_sealed(
            rows in proptest::collection::vec((0_u8..21, 0_u8..5, any::<i64>(), any::<u32>(), "[A-Z0-9-]{0,6}", proptest::collection::vec(cell(), 0..20)), 1..40),
        ) {
            let mut sealer = Sealer::new([7; 32]);
            let mut sealed = Vec::new();
            for (table, deed, row, key, id, cells) in &rows {
                let deed = [Deed::New, Deed::Over, Deed::Stands(Seq(*row)), Deed::Former(Seq(3)), Deed::Gone][usize::from(*deed)];
                let place = Place { table: Table(*table), row: *row, key: *key };
                let mut contents = Contents::default();
                for cell in cells {
                    contents.push(match cell {
                        None => Cell::Null,
                        Some(Ok(n)) => Cell::Integer(*n),
                        Some(Err(text)) => Cell::Text(text.as_bytes()),
                    });
                }
                let tags: Vec<_> = contents.tags(seed_of(&[7; 32])).collect();
                let full = sealer.item(place, deed, id, Some(&contents), Vec::new);
                prop_assert!(full.is_none());
                sealed.push(Item { place, deed, id: id.clone(), tags });
            }
            let chunk = sealer.rest().unwrap();
            prop_assert_eq!(items(&chunk.items).unwrap(), sealed);
        }

        #[test]
        fn bytes_that_are_no_items_are_refused_and_nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = items(&bytes);
        }
    }
}
