//! A generation: all profiles as they were at one sequence number.

use super::CredentialFacts;
use super::file::{self, ProfileError, reference_hash};
use crate::matching::{Gate, OwnOccupations, Person, Profile};
use crate::model::{Row, Seq};
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The profiles of workers of the same occupations: a run of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileGroup {
    /// The occupations; empty for workers without one.
    pub occupations: OwnOccupations,
    /// The place of the first profile.
    pub start: u64,
    /// How many there are.
    pub count: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    store_uuid: String,
    seq: Seq,
    reference: String,
    groups: Vec<ProfileGroup>,
    /// Workers that may not be matched at all, by occupations and gate.
    closed: Vec<(OwnOccupations, Gate, u64)>,
    /// Every set of occupations that somebody has, sorted.
    sets: Vec<OwnOccupations>,
}

/// Where a worker was when the generation was made: what to take back from the counts when its
/// record is newer.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Member {
    row: Row,
    /// The place of the occupations among the sets.
    set: u32,
    /// One more than the gate's number; 0 for a worker that may be matched.
    gate: u32,
}

/// The occupations of a worker, and the gate that is closed in every match, if one is.
pub type GenerationStanding<'a> = (&'a OwnOccupations, Option<Gate>);

/// A generation of profiles on disk.
#[derive(Debug)]
pub struct Generation {
    head: Head,
    path: PathBuf,
    body: u64,
}

impl Generation {
    /// The newest generation of a store in a directory; those of another store, layout or future
    /// are passed over.
    pub fn newest(dir: &Path, store_uuid: &str, head_seq: Seq) -> Option<Self> {
        let mut found: Vec<(Seq, PathBuf)> = std::fs::read_dir(dir)
            .ok()?
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let (seq, rest) = name.strip_suffix(".bin")?.split_once('-')?;
                (rest == reference_hash()).then_some((seq.parse().ok()?, entry.path()))
            })
            .collect();
        found.sort();
        found.into_iter().rev().find_map(|(_, path)| {
            let (head, _, body) = file::open(&path)?;
            let head: Head = serde_json::from_slice(&head).ok()?;
            let ours =
                head.store_uuid == store_uuid && head.reference == reference_hash() && head.seq <= head_seq;
            ours.then_some(Self { head, path, body })
        })
    }

    /// The sequence number that it stands at.
    pub fn seq(&self) -> Seq {
        self.head.seq
    }

    /// The groups, by occupations.
    pub fn groups(&self) -> &[ProfileGroup] {
        &self.head.groups
    }

    /// How many profiles there are.
    pub fn count(&self) -> u64 {
        self.head.groups.iter().map(|group| group.count).sum()
    }

    /// Workers that may not be matched at all, by occupations and gate.
    pub fn closed(&self) -> &[(OwnOccupations, Gate, u64)] {
        &self.head.closed
    }

    /// A name for the generation, for files that hang on it.
    pub fn name(&self) -> String {
        format!("{}-{}", self.head.seq, reference_hash())
    }

    /// Where the workers of these rows were when the generation was made: their occupations, and the
    /// gate that was closed to them in every match, if one was. Rows that came later are left out.
    ///
    /// # Errors
    /// [`ProfileError`] when the file cannot be read.
    pub fn members(&self, rows: &BTreeSet<Row>) -> Result<Vec<GenerationStanding<'_>>, ProfileError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let io = || ProfileError::io(&self.path);
        let mut file = File::open(&self.path).map_err(io())?;
        file.seek(SeekFrom::Start(self.body + self.count() * size_of::<Profile>() as u64)).map_err(io())?;
        let closed: u64 = self.head.closed.iter().map(|(_, _, count)| count).sum();
        let mut members = vec![Member::zeroed(); usize::try_from(self.count() + closed).unwrap_or_default()];
        file.read_exact(bytemuck::cast_slice_mut(&mut members)).map_err(io())?;
        let found = rows.iter().filter_map(|row| {
            let at = members.binary_search_by_key(row, |member| member.row).ok()?;
            let member = members[at];
            let gate = (member.gate as usize).checked_sub(1).and_then(|at| Gate::ALL.get(at)).copied();
            Some((self.head.sets.get(member.set as usize)?, gate))
        });
        Ok(found.collect())
    }

    /// How many workers' facts are kept, and read, in one piece.
    pub const BLOCK: u64 = 1024;

    /// Reads the facts of workers of a group: a block of them, from a place in the group that is a multiple of [`Self::BLOCK`].
    ///
    /// # Errors
    /// [`ProfileError`] when the file cannot be read, or holds something else there.
    pub fn facts(&self, group: &ProfileGroup, from: u64) -> Result<Vec<CredentialFacts>, ProfileError> {
        let io = || ProfileError::io(&self.path);
        let count = group.count.saturating_sub(from).min(Self::BLOCK);
        let closed: u64 = self.head.closed.iter().map(|(_, _, count)| count).sum();
        let members = (self.count() + closed) * size_of::<Member>() as u64;
        let ends = self.body + self.count() * size_of::<Profile>() as u64 + members;
        // Blocks end with their group.
        let blocks = |groups: &[ProfileGroup]| -> u64 {
            groups.iter().map(|group| group.count.div_ceil(Self::BLOCK)).sum()
        };
        let before = self.head.groups.partition_point(|other| other.start < group.start);
        let block = blocks(&self.head.groups[..before]) + from / Self::BLOCK;
        let mut file = File::open(&self.path).map_err(io())?;
        // Each end is where the next block begins; the first begins at zero.
        file.seek(SeekFrom::Start(ends + block * size_of::<u64>() as u64)).map_err(io())?;
        let mut places = [0_u64; 2];
        file.read_exact(bytemuck::cast_slice_mut(&mut places)).map_err(io())?;
        let [start, end] = places;
        let facts = ends + (blocks(&self.head.groups) + 1) * size_of::<u64>() as u64;
        file.seek(SeekFrom::Start(facts.saturating_add(start))).map_err(io())?;
        let mut bytes = Vec::new();
        file.take(end.saturating_sub(start)).read_to_end(&mut bytes).map_err(io())?;
        let facts = CredentialFacts::unsqueeze(&bytes, usize::try_from(count).unwrap_or_default());
        facts.ok_or_else(|| io()(std::io::Error::from(std::io::ErrorKind::InvalidData)))
    }

    /// Reads the profiles of a group.
    ///
    /// # Errors
    /// [`ProfileError`] when the file cannot be read.
    pub fn profiles(&self, group: &ProfileGroup) -> Result<Vec<Profile>, ProfileError> {
        let io = || ProfileError::io(&self.path);
        let mut file = File::open(&self.path).map_err(io())?;
        file.seek(SeekFrom::Start(self.body + group.start * size_of::<Profile>() as u64)).map_err(io())?;
        let mut profiles = vec![Profile::zeroed(); usize::try_from(group.count).unwrap_or_default()];
        file.read_exact(bytemuck::cast_slice_mut(&mut profiles)).map_err(io())?;
        Ok(profiles)
    }
}

/// A worker that may be matched.
#[derive(Debug)]
struct Matchable {
    set: u32,
    id: Box<str>,
    profile: Profile,
    /// Which of the gathered bytes hold the facts.
    gathered: usize,
    facts: Range<usize>,
}

/// Gathers the profiles of a new generation.
#[derive(Debug)]
pub struct Builder {
    rows: Vec<Matchable>,
    /// The facts, in the order in which the workers came: in one piece for each builder that was joined.
    facts: Vec<Vec<u8>>,
    closed: BTreeMap<(u32, Gate), u64>,
    /// The sets of occupations in the order in which they came, with their place.
    sets: BTreeMap<OwnOccupations, u32>,
    members: Vec<Member>,
}

impl Default for Builder {
    fn default() -> Self {
        let (rows, facts) = (Vec::new(), vec![Vec::new()]);
        Self { rows, facts, closed: BTreeMap::new(), sets: BTreeMap::new(), members: Vec::new() }
    }
}

impl Builder {
    fn set(&mut self, own: OwnOccupations) -> u32 {
        let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        *self.sets.entry(own).or_insert(next)
    }

    /// Adds a worker that may be matched.
    pub fn add(&mut self, own: OwnOccupations, person: &Person<'_>, profile: Profile) {
        let set = self.set(own);
        let start = self.facts[0].len();
        CredentialFacts::pack(person, &mut self.facts[0]);
        let (id, facts) = (person.worker.worker_id.as_str().into(), start..self.facts[0].len());
        self.rows.push(Matchable { set, id, profile, gathered: 0, facts });
        self.members.push(Member { row: profile.row, set, gate: 0 });
    }

    /// Gives workers that were added under their places, from zero on, the rows of these places. `None` where a place has
    /// no row, or a row has nobody.
    pub fn numbered(mut self, rows: &[Row]) -> Option<Self> {
        let row_of = |place: Row| rows.get(usize::try_from(place.0).ok()?).copied();
        for member in &mut self.members {
            member.row = row_of(member.row)?;
        }
        for worker in &mut self.rows {
            worker.profile.row = row_of(worker.profile.row)?;
        }
        (self.members.len() == rows.len()).then_some(self)
    }

    /// Takes all that another one gathered.
    pub fn join(&mut self, other: Self) {
        let mut to = vec![0; other.sets.len()];
        for (own, from) in other.sets {
            to[from as usize] = self.set(own);
        }
        let before = self.facts.len();
        self.facts.extend(other.facts);
        self.rows.extend(other.rows.into_iter().map(|row| Matchable {
            set: to[row.set as usize],
            gathered: before + row.gathered,
            ..row
        }));
        let moved = |member: Member| Member { set: to[member.set as usize], ..member };
        self.members.extend(other.members.into_iter().map(moved));
        for ((set, gate), count) in other.closed {
            *self.closed.entry((to[set as usize], gate)).or_default() += count;
        }
    }

    /// Counts a worker that may not be matched.
    pub fn close(&mut self, row: Row, own: OwnOccupations, gate: Gate) {
        let set = self.set(own);
        self.members.push(Member { row, set, gate: gate as u32 + 1 });
        *self.closed.entry((set, gate)).or_default() += 1;
    }

    /// Writes the generation and removes older ones with all that hangs on them.
    ///
    /// # Errors
    /// [`ProfileError`] when the file cannot be written; the older generation then stays.
    pub fn write(mut self, dir: &Path, store_uuid: &str, seq: Seq) -> Result<Generation, ProfileError> {
        // The places in the order of the sets, whatever the order in which the workers came.
        let mut place = vec![0_u32; self.sets.len()];
        let sets: Vec<OwnOccupations> = (0_u32..)
            .zip(std::mem::take(&mut self.sets))
            .map(|(to, (own, from))| {
                place[from as usize] = to;
                own
            })
            .collect();
        self.rows.iter_mut().for_each(|row| row.set = place[row.set as usize]);
        self.members.iter_mut().for_each(|member| member.set = place[member.set as usize]);
        self.rows.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        for (rank, row) in (0_u32..).zip(&mut self.rows) {
            row.profile.rank = rank;
        }
        // Stable: inside a set the identifiers stay in order.
        self.rows.sort_by_key(|row| row.set);
        let mut groups: Vec<ProfileGroup> = Vec::new();
        let mut last = None;
        for (at, set) in (0_u64..).zip(self.rows.iter().map(|row| row.set)) {
            match groups.last_mut() {
                Some(group) if last == Some(set) => group.count += 1,
                _ => {
                    let occupations = sets[set as usize].clone();
                    groups.push(ProfileGroup { occupations, start: at, count: 1 });
                }
            }
            last = Some(set);
        }
        let mut closed: Vec<(OwnOccupations, Gate, u64)> = self
            .closed
            .into_iter()
            .map(|((set, gate), count)| (sets[place[set as usize] as usize].clone(), gate, count))
            .collect();
        closed.sort();
        let head = Head {
            store_uuid: store_uuid.to_owned(),
            seq,
            reference: reference_hash().to_owned(),
            groups,
            closed,
            sets,
        };
        let profiles: Vec<Profile> = self.rows.iter().map(|row| row.profile).collect();
        let path = dir.join(format!("{seq}-{}.bin", reference_hash()));
        let json = serde_json::to_vec(&head).unwrap_or_default();
        let blocks = squeezed(&head.groups, &self.rows, &self.facts).map_err(ProfileError::io(&path))?;
        let ends = blocks.iter().scan(0_u64, |end, block| {
            *end += block.len() as u64;
            Some(*end)
        });
        let places: Vec<u64> = std::iter::once(0).chain(ends).collect();
        self.members.sort_unstable_by_key(|member| member.row);
        let lists: [&[u8]; 3] = [
            bytemuck::cast_slice(&profiles),
            bytemuck::cast_slice(&self.members),
            bytemuck::cast_slice(&places),
        ];
        let body: Vec<&[u8]> = lists.into_iter().chain(blocks.iter().map(Vec::as_slice)).collect();
        file::write(&path, &json, &body)?;
        remove_others(dir, &path);
        Ok(Generation { body: 48 + json.len() as u64, head, path })
    }
}

/// The facts of the rows of groups, in blocks. As many threads as there are share the work.
fn squeezed(groups: &[ProfileGroup], rows: &[Matchable], facts: &[Vec<u8>]) -> std::io::Result<Vec<Vec<u8>>> {
    let size = usize::try_from(Generation::BLOCK).unwrap_or(usize::MAX);
    let mut rest = rows;
    let mut blocks: Vec<&[Matchable]> = Vec::new();
    for group in groups {
        let (own, others) = rest.split_at(usize::try_from(group.count).unwrap_or(usize::MAX).min(rest.len()));
        blocks.extend(own.chunks(size));
        rest = others;
    }
    let squeeze = |blocks: &[&[Matchable]]| -> std::io::Result<Vec<Vec<u8>>> {
        let packed = |row: &Matchable| &facts[row.gathered][row.facts.clone()];
        blocks.iter().map(|rows| CredentialFacts::squeeze(rows.iter().map(packed))).collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = blocks.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> = blocks.chunks(share).map(|blocks| scope.spawn(|| squeeze(blocks))).collect();
        let mut all = Vec::with_capacity(blocks.len());
        for share in shares {
            // A thread that panics has found a fault of ours, and this one goes the same way.
            all.extend(share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}

/// Removes generations and columns other than the one just written; whoever still reads one has it
/// open.
fn remove_others(dir: &Path, keep: &Path) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let ours = path.extension().is_some_and(|extension| extension == "bin" || extension == "col");
        if ours && path != keep {
            let _ = std::fs::remove_file(path);
        }
    }
}
