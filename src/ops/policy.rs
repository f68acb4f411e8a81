//! `corridor policy`: which packs are in use, whether they are sound, and a copy of one to change.

use super::{Act, Desk, OpsError};
use crate::ethics;
use crate::model::Country;
use crate::policy::{self, LintFinding, Pack, PackDifference, PackFields, PackItem};
use crate::rule::LegalForce;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A pack as it is in use.
#[derive(Debug, Serialize)]
pub struct InUse {
    /// Its identifier.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// The instrument that it stands for.
    pub instrument: String,
    /// The destination that it is for; `None` is all.
    pub jurisdiction: Option<Country>,
    /// Whether it binds in law.
    pub legal_force: LegalForce,
    /// Its rules, the rows of its list and its agreements.
    pub rules: usize,
    /// Rows of its list.
    pub entries: usize,
    /// Its agreements.
    pub agreements: usize,
    /// SHA-256 of its files, in hexadecimal.
    pub hash: String,
    /// Whether it comes with the program; if not, it lies in the data directory or was named.
    pub compiled_in: bool,
}

/// What was found in packs.
#[derive(Debug, Serialize)]
pub struct Checked {
    /// The packs that were looked at.
    pub packs: Vec<String>,
    /// How many rules they have.
    pub rules: usize,
    /// What is wrong with them.
    pub findings: Vec<LintFinding>,
}

/// A fact that a condition may ask for.
#[derive(Debug, Serialize)]
pub struct FactWord {
    /// Its name, `c.NAME` in a condition.
    pub name: &'static str,
    /// Its type.
    pub kind: policy::FactType,
    /// Whether the program works it out from other facts.
    pub derived: bool,
    /// What it means.
    pub meaning: &'static str,
}

/// The packs in use.
///
/// # Errors
/// [`OpsError`] when a pack of the data directory cannot be used.
pub fn list(desk: &Desk, _act: &Act) -> Result<Vec<InUse>, OpsError> {
    let packs = desk.packs()?;
    let compiled = |pack: &Pack| policy::builtin().iter().any(|known| known.hash == pack.hash);
    Ok(packs
        .iter()
        .map(|pack| InUse {
            id: pack.id.clone(),
            edition: pack.edition.clone(),
            instrument: pack.instrument.clone(),
            jurisdiction: pack.jurisdiction,
            legal_force: pack.legal_force,
            rules: pack.rules.len(),
            entries: pack.entries.len(),
            agreements: pack.agreements.len(),
            hash: pack.hash.clone(),
            compiled_in: compiled(pack),
        })
        .collect())
}

/// Checks the packs of directories, or those in use, for unknown facts and words, wrong types, conditions that no case can
/// meet, editions that overlap or leave a gap, rules without a source.
///
/// # Errors
/// [`OpsError`] when a directory holds no pack; a pack that cannot be used is a finding.
pub fn lint(desk: &Desk, _act: &Act, dirs: &[PathBuf]) -> Result<Checked, OpsError> {
    check(desk, dirs, policy::lint)
}

/// Runs the examples of the packs of directories, or of those in use; with `decide` every comparison must be decided by one.
///
/// # Errors
/// [`OpsError`] when a directory holds no pack; a pack that cannot be used is a finding.
pub fn test(desk: &Desk, _act: &Act, dirs: &[PathBuf], decide: bool) -> Result<Checked, OpsError> {
    let thorough: Check = |pack, facts| [policy::test(pack, facts), policy::undecided(pack, facts)].concat();
    check(desk, dirs, if decide { thorough } else { policy::test })
}

type Check = fn(&Pack, &[policy::KnownFact]) -> Vec<LintFinding>;

fn check(desk: &Desk, dirs: &[PathBuf], check: Check) -> Result<Checked, OpsError> {
    let vocabulary = ethics::known_facts();
    let mut checked = Checked { packs: Vec::new(), rules: 0, findings: Vec::new() };
    let mut take = |pack: &Pack| {
        checked.packs.push(pack.id.clone());
        checked.rules += pack.rules.len();
        checked.findings.extend(check(pack, &vocabulary));
    };
    let mut broken = Vec::new();
    if dirs.is_empty() {
        let (packs, faults) = desk.survey_packs();
        packs.iter().for_each(&mut take);
        broken = faults;
    }
    for dir in dirs {
        match policy::read_dir(dir) {
            Ok(pack) => take(&pack),
            // A directory without a manifest is no pack at all.
            Err(error) if matches!(error.fault, policy::PackFault::Io(_)) => return Err(error.into()),
            Err(error) => broken.push(error),
        }
    }
    checked.findings.extend(broken.iter().map(LintFinding::unreadable));
    Ok(checked)
}

/// Something that a pack has, with what it says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackContent {
    /// The item.
    #[serde(flatten)]
    pub at: PackItem,
    /// Field by field; one that is empty is not there.
    pub fields: PackFields,
}

/// What differs between two packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PacksCompared {
    /// The first.
    pub before: NamedPack,
    /// The second.
    pub now: NamedPack,
    /// What differs, by part and item.
    pub differences: Vec<PackDifference>,
}

/// A pack by name, edition and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedPack {
    /// Its identifier.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// SHA-256 of its files, in hexadecimal.
    pub hash: String,
}

impl From<&Pack> for NamedPack {
    fn from(pack: &Pack) -> Self {
        Self { id: pack.id.clone(), edition: pack.edition.clone(), hash: pack.hash.clone() }
    }
}

/// All that a pack says: of a directory, or of the one of this name that is in use.
///
/// # Errors
/// [`OpsError`] when there is no such pack, or it cannot be used.
pub fn show(desk: &Desk, _act: &Act, pack: &str) -> Result<Vec<PackContent>, OpsError> {
    let content = |(at, fields)| PackContent { at, fields };
    Ok(named(desk, pack, policy::contents)?.into_iter().map(content).collect())
}

/// What differs between two packs, each a directory or one that is in use.
///
/// # Errors
/// [`OpsError`] when there is no such pack, or it cannot be used.
pub fn diff(desk: &Desk, _act: &Act, before: &str, now: &str) -> Result<PacksCompared, OpsError> {
    named(desk, before, |before| {
        named(desk, now, |now| PacksCompared {
            before: NamedPack::from(before),
            now: NamedPack::from(now),
            differences: policy::differences(before, now),
        })
    })?
}

/// The hash of packs, each a directory or one that is in use: what a judgment and the audit log name.
///
/// # Errors
/// [`OpsError`] when there is no such pack, or it cannot be used.
pub fn hash(desk: &Desk, _act: &Act, packs: &[String]) -> Result<Vec<NamedPack>, OpsError> {
    if packs.is_empty() {
        return Ok(desk.packs()?.iter().map(NamedPack::from).collect());
    }
    packs.iter().map(|pack| named(desk, pack, |pack| NamedPack::from(pack))).collect()
}

/// The pack of a directory, or the one of this name that is in use.
fn named<T>(desk: &Desk, name: &str, with: impl FnOnce(&Pack) -> T) -> Result<T, OpsError> {
    let path = Path::new(name);
    if path.is_dir() {
        return Ok(with(&policy::read_dir(path)?));
    }
    let packs = desk.packs()?;
    match packs.iter().find(|pack| pack.id == name) {
        Some(pack) => Ok(with(pack)),
        None => Err(unknown(name, packs.iter())),
    }
}

/// That there is no pack of a name, with those that there are.
fn unknown<'p>(id: &str, packs: impl Iterator<Item = &'p Pack>) -> OpsError {
    let known: Vec<&str> = packs.map(|pack| pack.id.as_str()).collect();
    OpsError::NoPack {
        id: id.to_owned(),
        nearest: crate::text::nearest(id, known.iter().copied(), 0.6).map(str::to_owned),
        known: known.join(", "),
    }
}

/// Writes the files of a pack that comes with the program into a new directory, to be changed there.
///
/// # Errors
/// [`OpsError`] when there is no such pack, when the directory is there already, or when it cannot be written.
pub fn copy(id: &str, out: &Path) -> Result<Vec<PathBuf>, OpsError> {
    let files = policy::files_of(id).ok_or_else(|| unknown(id, policy::builtin().iter()))?;
    std::fs::create_dir_all(out.parent().unwrap_or(Path::new("."))).map_err(OpsError::write(out))?;
    // Nothing that somebody wrote is written over.
    if out.exists() {
        return Err(OpsError::IsThere(out.to_owned()));
    }
    std::fs::create_dir(out).map_err(OpsError::write(out))?;
    let mut written = Vec::new();
    for (name, content) in files {
        let path = out.join(name);
        std::fs::write(&path, content).map_err(OpsError::write(&path))?;
        written.push(path);
    }
    Ok(written)
}

/// The facts that conditions may ask for.
pub fn facts() -> Vec<FactWord> {
    let word = |word: &ethics::VocabularyWord| FactWord {
        name: word.name,
        kind: word.kind,
        derived: word.derived,
        meaning: word.meaning,
    };
    ethics::VOCABULARY.iter().map(word).collect()
}
