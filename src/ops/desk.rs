//! What is opened once and asked many times, and who asks.
//!
//! A command opens a [`Desk`] and asks it once. A server opens a desk and keeps it. The desk holds everything
//! that is costly to open: connections of the store, compiled policy packs, curricula, profiles and indexes.
//! Each is checked again before use, so a change by another process shows at the next question.

use super::{OpsError, kept_packs};
use crate::curricula::{Curricula, Syllabus};
use crate::data_dir::DataDir;
use crate::ethics;
use crate::files::Holder;
use crate::index::Index;
use crate::log;
use crate::message::Reason;
use crate::model::{Actor, Day, Kind, Language, Seq};
use crate::policy::{self, InstalledPack, Pack, PackError, PackFault, Packs};
use crate::profiles::Generation;
use crate::progress::{NoProgress, Progress};
use crate::store::{Change, PackState, Signature, Snapshot, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// A data directory that is open, and what was read from it. `Send + Sync`: any thread may ask.
pub struct Desk {
    dir: DataDir,
    /// Where the packs of another data directory lie, where those are asked.
    packs_of: Option<PathBuf>,
    patience: Duration,
    stores: Mutex<Vec<Store>>,
    packs: Mutex<Option<Kept<Vec<PackFile>, Packs>>>,
    curricula: Mutex<Option<Kept<AtSeq, Curricula>>>,
    profiles: Mutex<Option<Kept<AtSeq, Generation>>>,
    indexes: Mutex<BTreeMap<Kind, Arc<Index>>>,
    scratch: Mutex<Option<TempDir>>,
    past: Mutex<Option<Kept<AtSeqAndPacks, PastDesk>>>,
}

/// A desk over a copy of the records as they were, which goes with it.
pub(super) struct PastDesk {
    desk: Desk,
    _dir: TempDir,
}

impl PastDesk {
    /// The desk.
    pub(super) fn desk(&self) -> &Desk {
        &self.desk
    }
}

/// What was read, and what it was read from.
struct Kept<K, T> {
    of: K,
    value: Arc<T>,
}

/// A file of a pack: its path, length and time. Another length or time is another pack.
type PackFile = (PathBuf, u64, Option<SystemTime>);

/// A store at a sequence number, and the hash of the packs that judge, where they are not those of today.
type AtSeqAndPacks = (AtSeq, Option<String>);

/// A store at a sequence number.
#[derive(PartialEq, Eq)]
struct AtSeq {
    uuid: String,
    seq: Seq,
}

/// One request: who asks, when, in which language, and where long work reports.
#[derive(Clone)]
pub struct Act {
    /// Who acts.
    pub actor: Actor,
    /// The time, RFC 3339 in UTC.
    pub at: String,
    /// The day, in UTC.
    pub today: Day,
    /// The language of the answer.
    pub language: Language,
    /// Where long work reports.
    pub progress: Arc<dyn Progress>,
}

impl Act {
    /// What an entry of the audit log is signed with.
    pub fn by(&self) -> Signature<'_> {
        Signature { actor: &self.actor, recorded_at: &self.at }
    }

    /// The time in seconds since 1970; 0 for a time that is none.
    pub fn seconds(&self) -> u64 {
        let time = self.at.parse::<jiff::Timestamp>().map(|time| time.as_second());
        time.ok().and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or_default()
    }

    /// An act whose progress nobody watches, answered in English.
    pub fn quiet(actor: Actor, at: impl Into<String>, today: Day) -> Self {
        Self { actor, at: at.into(), today, language: Language::ENGLISH, progress: Arc::new(NoProgress) }
    }
}

impl Desk {
    /// A desk over a data directory, which need not be there yet; `patience` is how long to wait for
    /// another process that is writing.
    pub fn new(data: impl Into<PathBuf>, patience: Duration) -> Self {
        Self {
            dir: DataDir::new(data),
            packs_of: None,
            patience,
            stores: Mutex::default(),
            packs: Mutex::default(),
            curricula: Mutex::default(),
            profiles: Mutex::default(),
            indexes: Mutex::default(),
            scratch: Mutex::default(),
            past: Mutex::default(),
        }
    }

    /// A desk over another data directory that judges by the policy packs of this one.
    #[must_use]
    pub fn beside(&self, data: impl Into<PathBuf>) -> Self {
        Self { packs_of: Some(self.packs_dir()), ..Self::new(data, self.patience) }
    }

    /// Where the policy packs of the data directory lie.
    fn packs_dir(&self) -> PathBuf {
        self.packs_of.clone().unwrap_or_else(|| self.dir.policy())
    }

    /// The data directory.
    pub fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// Where indexes and profiles are made for a store whose directory cannot be written: a directory that goes with the
    /// desk. `None` where the data directory can be written.
    ///
    /// # Errors
    /// [`OpsError`] when there is no temporary directory.
    pub(super) fn scratch(&self, store: &Store) -> Result<Option<DataDir>, OpsError> {
        if !store.is_read_only() {
            return Ok(None);
        }
        let mut scratch = held(&self.scratch);
        if let Some(dir) = &*scratch {
            return Ok(Some(DataDir::new(dir.path())));
        }
        let made = tempfile::tempdir().map_err(OpsError::write(&std::env::temp_dir()))?;
        let dir = DataDir::new(made.path());
        *scratch = Some(made);
        Ok(Some(dir))
    }

    /// Where the search indexes are: in the data directory, or where they were made for a store that cannot be written.
    pub(super) fn index_dir(&self) -> PathBuf {
        let scratch = held(&self.scratch).as_ref().map(|dir| DataDir::new(dir.path()).index());
        scratch.filter(|dir| dir.is_dir()).unwrap_or_else(|| self.dir.index())
    }

    /// How long to wait for another process that is writing.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// The store of the data directory, which must be there. It comes back to the desk when it is dropped.
    ///
    /// # Errors
    /// [`OpsError`] when there is no store or it cannot be opened.
    pub fn store(&self) -> Result<Lent<'_>, OpsError> {
        self.lend(Store::open)
    }

    /// The store of the data directory, made if it is missing.
    ///
    /// # Errors
    /// [`OpsError`] when it cannot be made or opened.
    pub fn store_or_new(&self) -> Result<Lent<'_>, OpsError> {
        self.lend(Store::create_or_open)
    }

    /// The store, made with this identity where there is none.
    pub(super) fn store_or_new_as(&self, uuid: &str) -> Result<Lent<'_>, OpsError> {
        self.lend(|dir| Store::create_or_open_as(dir, uuid))
    }

    fn lend(&self, open: impl FnOnce(&DataDir) -> Result<Store, StoreError>) -> Result<Lent<'_>, OpsError> {
        // A connection to a file that somebody replaced or removed would answer from the old one.
        let kept = held(&self.stores).pop().filter(Store::is_current);
        let store = match kept {
            Some(store) => store,
            None => open(&self.dir)?,
        };
        Ok(Lent { desk: self, store: Some(store) })
    }

    /// A desk over the records as they were at a sequence number, with the packs of a set where they are kept. The last one
    /// is kept: many ask of one moment.
    ///
    /// # Errors
    /// [`OpsError`] when there is no temporary directory or the copy cannot be made.
    pub(super) fn past(
        &self,
        store: &Store,
        at: Seq,
        packs: Option<&str>,
    ) -> Result<Arc<PastDesk>, OpsError> {
        let of = (AtSeq { uuid: store.uuid().to_owned(), seq: at }, packs.map(str::to_owned));
        kept(&self.past, of, || {
            let dir = tempfile::tempdir().map_err(OpsError::write(&std::env::temp_dir()))?;
            let mut desk = self.beside(dir.path());
            store.copy_at(at, desk.dir())?;
            if let Some(set) = packs.and_then(|packs| kept_packs::set(&self.dir, packs)) {
                let into = dir.path().join("packs-of-then");
                if kept_packs::lay(&self.dir, &set, &into)? {
                    desk.packs_of = Some(into);
                }
            }
            Ok(PastDesk { desk, _dir: dir })
        })
    }

    /// The right to write the store. It waits for other writers, and the caller is told about them.
    ///
    /// # Errors
    /// [`OpsError`] when another process goes on writing.
    pub fn change(&self, act: &Act, store: &Store, purpose: &str) -> Result<Box<dyn Change>, OpsError> {
        let note = |holder: &Holder| act.progress.note(&format!("waiting for {holder}"));
        let mut change = store.change(purpose, self.patience, note)?;
        if let Some(last) = store.last_entry_time()?.filter(|last| log::is_before(&act.at, last)) {
            act.progress.note(&format!(
                "the last entry of the audit log is of {last}, and this one is of {}: the clock was set back, or something \
                 that began later was written earlier",
                act.at
            ));
        }
        let installed = self.installed_packs()?;
        // What judges is part of the proof: whatever is written next was written under these packs.
        if store.noted_packs()? != installed {
            change.note_packs(&installed, &act.by())?;
        }
        Ok(change)
    }

    /// Tells in the audit log of packs that were put in place, changed or taken away since it told of them last, unless
    /// the store cannot be written.
    ///
    /// # Errors
    /// [`OpsError`] when the packs cannot be read or another process goes on writing.
    pub fn note_packs(&self, act: &Act, store: &Store) -> Result<(), OpsError> {
        if !store.is_read_only() && store.noted_packs()? != self.installed_packs()? {
            self.change(act, store, "noting packs")?;
        }
        Ok(())
    }

    /// The packs of the data directory as their files say, by their identifiers.
    ///
    /// # Errors
    /// [`OpsError`] when a file of theirs cannot be read.
    pub fn installed_packs(&self) -> Result<BTreeMap<String, PackState>, OpsError> {
        let dir = self.packs_dir();
        let installed = if dir.is_dir() { policy::installed(&dir)? } else { Vec::new() };
        let state = |pack: InstalledPack| (pack.id, PackState { edition: pack.edition, sha256: pack.hash });
        Ok(installed.into_iter().map(state).collect())
    }

    /// The policy packs in use: those compiled in, and those of the data directory. They are read again
    /// when a file of theirs changed.
    ///
    /// # Errors
    /// [`OpsError`] when a pack of the data directory cannot be used.
    pub fn packs(&self) -> Result<Arc<Packs>, OpsError> {
        let dir = self.packs_dir();
        let of = if dir.is_dir() { pack_files(&dir) } else { Vec::new() };
        kept(&self.packs, of, || self.read_packs())
    }

    /// The packs in use, with those of some directories in the place of the ones of their names.
    ///
    /// # Errors
    /// [`OpsError`] when a pack cannot be used.
    pub fn packs_with(&self, dirs: &[PathBuf]) -> Result<Packs, OpsError> {
        let mut packs = self.read_packs()?;
        for dir in dirs {
            let pack = policy::read_dir(dir)?;
            sound(&pack)?;
            packs.put(pack);
        }
        Ok(packs)
    }

    fn read_packs(&self) -> Result<Packs, OpsError> {
        let dir = self.packs_dir();
        if !dir.is_dir() {
            if !kept_packs::in_use(&self.dir).is_empty() {
                // What was taken away stands in for nothing.
                let _ = kept_packs::use_now(&self.dir, &BTreeMap::new());
            }
            return Ok(policy::load(None)?);
        }
        let compiled = |pack: &Pack| policy::builtin().iter().any(|known| known.hash == pack.hash);
        let loaded = policy::load(Some(&dir)).and_then(|packs| {
            packs.iter().filter(|pack| !compiled(pack)).try_for_each(sound)?;
            Ok(packs)
        });
        match loaded {
            Ok(packs) => {
                self.keep_in_use(&dir);
                Ok(packs)
            }
            Err(error) => Ok(self.packs_standing_in(&dir).ok_or(error)?),
        }
    }

    /// Keeps the text of each pack of a directory, so that it can go on judging should the file be broken later. Where
    /// nothing can be written nothing is kept.
    fn keep_in_use(&self, dir: &Path) {
        if self.packs_of.is_some() || !self.dir.database().is_file() {
            return;
        }
        let mut now = BTreeMap::new();
        for path in policy::directories(dir).unwrap_or_default() {
            let Ok(pack) = policy::read_dir(&path) else { continue };
            if kept_packs::keep_one(&self.dir, &pack).is_ok() {
                now.insert(name_of(&path), pack.hash);
            }
        }
        let _ = kept_packs::use_now(&self.dir, &now);
    }

    /// The packs in use where some of a directory cannot be: in the place of each the text that judged last. `None` where
    /// one has none.
    fn packs_standing_in(&self, dir: &Path) -> Option<Packs> {
        let kept = kept_packs::in_use(&self.dir);
        let mut packs = policy::load(None).ok()?;
        let mut seen = BTreeSet::new();
        for path in policy::directories(dir).ok()? {
            let read = policy::read_dir(&path).and_then(|pack| sound(&pack).map(|()| pack));
            let id = match read {
                Ok(pack) => {
                    let id = pack.id.clone();
                    packs.put(pack);
                    id
                }
                Err(error) => {
                    let earlier = kept_packs::pack(&self.dir, kept.get(&name_of(&path))?)?;
                    sound(&earlier).ok()?;
                    let id = earlier.id.clone();
                    packs.stand_in(earlier, &error);
                    id
                }
            };
            // Of two directories with one pack neither judges.
            if !seen.insert(id) {
                return None;
            }
        }
        Some(packs)
    }

    /// Keeps the texts of the packs that a decision rests on, so that it can be asked again under them.
    ///
    /// # Errors
    /// [`OpsError`] when they cannot be written.
    pub(super) fn keep_packs(&self, packs: &Packs) -> Result<(), OpsError> {
        kept_packs::keep(&self.dir, packs)
    }

    /// The packs in whose place an earlier text judges; none where all can be used, or none was asked yet.
    pub fn packs_stood_in(&self) -> Vec<policy::StoodInPack> {
        held(&self.packs).as_ref().map(|kept| kept.value.stood_in().to_vec()).unwrap_or_default()
    }

    /// The packs that can be used, and those that cannot: for what looks after packs and judges nothing.
    pub fn survey_packs(&self) -> (Packs, Vec<PackError>) {
        let dir = self.packs_dir();
        policy::survey(dir.is_dir().then_some(dir.as_path()))
    }

    /// All curricula with their courses as a snapshot holds them.
    ///
    /// # Errors
    /// [`OpsError`] when the store cannot be read.
    pub fn curricula(&self, store: &Store, snapshot: &Snapshot) -> Result<Arc<Curricula>, OpsError> {
        let of = AtSeq { uuid: store.uuid().to_owned(), seq: snapshot.seq() };
        kept(&self.curricula, of, || {
            let mut all = Curricula::default();
            snapshot.curriculum_files::<StoreError>(|file| {
                all.insert(Syllabus::new(file.curriculum, file.subjects));
                Ok(())
            })?;
            Ok(all)
        })
    }

    /// The newest profiles that a snapshot can be answered from, if any were made.
    pub fn profiles(&self, store: &Store, snapshot: &Snapshot) -> Option<Arc<Generation>> {
        let mut slot = held(&self.profiles);
        let newest = Generation::newest(&self.dir.profiles(), store.uuid(), snapshot.seq())?;
        let of = AtSeq { uuid: store.uuid().to_owned(), seq: newest.seq() };
        match &*slot {
            Some(kept) if kept.of == of => Some(Arc::clone(&kept.value)),
            _ => {
                let value = Arc::new(newest);
                *slot = Some(Kept { of, value: Arc::clone(&value) });
                Some(value)
            }
        }
    }

    /// The index of a kind; `None` when the index is missing or cannot be read.
    pub fn index(&self, kind: Kind) -> Option<Arc<Index>> {
        let mut indexes = held(&self.indexes);
        let dir = self.index_dir();
        let current = indexes.get(&kind).filter(|index| index.is_current(&dir));
        if let Some(index) = current {
            return Some(Arc::clone(index));
        }
        let index = Arc::new(Index::open(&dir, kind)?);
        indexes.insert(kind, Arc::clone(&index));
        Some(index)
    }
}

/// What was kept of `of`, or what `read` gives, which is then kept.
fn kept<K: PartialEq, T>(
    slot: &Mutex<Option<Kept<K, T>>>,
    of: K,
    read: impl FnOnce() -> Result<T, OpsError>,
) -> Result<Arc<T>, OpsError> {
    let mut slot = held(slot);
    if let Some(kept) = slot.as_ref().filter(|kept| kept.of == of) {
        return Ok(Arc::clone(&kept.value));
    }
    let value = Arc::new(read()?);
    *slot = Some(Kept { of, value: Arc::clone(&value) });
    Ok(value)
}

/// The name of a directory.
fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A lock whose holder panicked guards nothing half-done here: each value is replaced whole.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a pack of the data directory may judge: what a check finds wrong could let a case pass in silence.
fn sound(pack: &Pack) -> Result<(), PackError> {
    let found = policy::lint(pack, &ethics::known_facts());
    let Some(first) = found.first() else { return Ok(()) };
    let problem = first.problem.message().text;
    let problem = if first.rule.is_empty() { problem } else { format!("rule `{}`: {problem}", first.rule) };
    let file = first.file.clone().unwrap_or_else(|| pack.rules_file.clone());
    Err(PackError { file, line: first.line, fault: PackFault::Unsound { problem, count: found.len() } })
}

fn pack_files(dir: &Path) -> Vec<PackFile> {
    let mut found = Vec::new();
    let entries = |dir: &Path| std::fs::read_dir(dir).into_iter().flatten().flatten();
    for entry in entries(dir).filter(|entry| entry.path().is_dir()).flat_map(|pack| entries(&pack.path())) {
        let (length, time) =
            entry.metadata().map_or((0, None), |metadata| (metadata.len(), metadata.modified().ok()));
        found.push((entry.path(), length, time));
    }
    found.sort();
    found
}

/// A store that is lent; it goes back to its desk.
pub struct Lent<'a> {
    desk: &'a Desk,
    store: Option<Store>,
}

impl Deref for Lent<'_> {
    type Target = Store;
    fn deref(&self) -> &Store {
        self.store.as_ref().unwrap_or_else(|| unreachable!("taken only when dropped"))
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Store {
        self.store.as_mut().unwrap_or_else(|| unreachable!("taken only when dropped"))
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        // A few connections serve any number of askers, one after the other.
        const MOST: usize = 8;
        let mut stores = held(&self.desk.stores);
        if let Some(store) = self.store.take().filter(|_| stores.len() < MOST) {
            stores.push(store);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_can_be_asked_from_any_thread() {
        fn any_thread<T: Send + Sync + 'static>() {}
        any_thread::<Desk>();
        any_thread::<Act>();
    }
}
