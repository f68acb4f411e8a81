//! A pack as a value, and where packs come from.

use super::LaborAgreement;
use super::agreement::Row as AgreementRow;
use super::condition::{Condition, ConditionError, ConditionFacts, Truth, Written};
use super::list::{self, ListEntry, Regime, Standing};
use super::reason::ExampleKind;
use super::texts::{PackTexts, TextPart};
use crate::message::{Explained, Hint, codes};
use crate::model::{AgreementId, Confidence, Country, Day, Hash, Role};
use crate::rule::{LegalForce, Place, Severity, Stage};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use toml::Spanned;

/// The file that makes a directory a pack.
pub(super) const MANIFEST: &str = "pack.toml";
/// How the names of files of texts end, after the language.
const TEXTS: &str = ".ftl";
/// The file of the countries on the list.
pub(super) const LIST: &str = "list.csv";
/// The file of the editions of the list.
pub(super) const REGIMES: &str = "regimes.csv";
const FILES: [&str; 5] = [MANIFEST, "rules.toml", LIST, REGIMES, "agreements.csv"];

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/policy");

/// A policy pack.
#[derive(Debug)]
pub struct Pack {
    /// Its identifier.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// The instrument it stands for.
    pub instrument: String,
    /// The destination whose cases it judges; `None` for every destination.
    pub jurisdiction: Option<Country>,
    /// Whether it binds in law, where a rule does not say otherwise.
    pub legal_force: LegalForce,
    /// The fact that its list gives, `ssl_listed` or `destination_list_status`.
    pub list_fact: Option<String>,
    /// The grades that its list gives; another one is a slip.
    pub grades: Vec<String>,
    /// What a reader should know.
    pub note: String,
    /// SHA-256 over the names and contents of its files, in hexadecimal.
    pub hash: String,
    /// The countries on its list.
    pub entries: Vec<ListEntry>,
    /// The editions of its list.
    pub regimes: Vec<Regime>,
    /// Its agreements.
    pub agreements: Vec<LaborAgreement>,
    /// Its rules.
    pub rules: Vec<PolicyRule>,
    /// The file of its rules, as a path.
    pub rules_file: String,
    /// Its texts, a file a language; the rules may have their texts beside their conditions instead.
    pub texts: Vec<PackTexts>,
}

/// A rule of a pack.
#[derive(Debug)]
pub struct PolicyRule {
    /// Its slug, never reused.
    pub id: String,
    /// Its line in the file of the rules, from 1.
    pub line: u64,
    /// The fault in a line. In this text and the others the names of facts stand for the facts.
    pub title: String,
    /// Whether its texts stand beside its condition, not in the file of texts.
    pub has_own_texts: bool,
    /// The instrument.
    pub instrument: String,
    /// The article.
    pub article: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether it binds.
    pub legal_force: LegalForce,
    /// What it protects.
    pub subject: String,
    /// When it is asked.
    pub stages: Vec<Stage>,
    /// When it speaks of a case at all.
    pub applies: Option<Condition>,
    /// The source of `applies`; empty where there is none.
    pub applies_source: String,
    /// When it is broken, or for an information, when it speaks.
    pub when: Condition,
    /// The source of `when`.
    pub when_source: String,
    /// The facts to show with it.
    pub evidence: Vec<String>,
    /// What to do.
    pub remedy: String,
    /// The document.
    pub source: String,
    /// Where it was read.
    pub source_url: String,
    /// How well it is proven.
    pub confidence: Confidence,
    /// What it checks.
    pub what: String,
    /// Why.
    pub why: String,
    /// The nearest lawful way; empty where the pack names none.
    pub lawful: String,
    /// Who may override a finding of it, and for how long.
    pub overrides: OverridePower,
    /// A case that breaks it.
    pub breaks: Example,
    /// A case that does not.
    pub holds: Example,
    /// Further cases, such as those beside a bound.
    pub more: Vec<FurtherExample>,
}

/// So many months an override holds at most, whatever a pack says.
pub const LONGEST_OVERRIDE: u16 = 12;

/// Who may override a finding of a rule, and for how long. Where a pack says nothing nobody may.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverridePower {
    /// The roles that may; empty where nobody may.
    pub by: Vec<Role>,
    /// For how many months at most; where it is not said, as long as any override may hold.
    months: Option<u16>,
}

impl OverridePower {
    /// For how many months at most.
    pub fn months(&self) -> u16 {
        self.months.unwrap_or(LONGEST_OVERRIDE)
    }
}

/// Who and for how long: `ministry, regulator: 12 months`, or `nobody`.
impl std::fmt::Display for OverridePower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.by.is_empty() {
            return f.write_str("nobody");
        }
        let by: Vec<&str> = self.by.iter().map(|role| role.as_str()).collect();
        write!(f, "{}: {} months", by.join(", "), self.months())
    }
}

/// A further example of a rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherExample {
    /// Whether the case breaks the rule.
    pub example: ExampleKind,
    /// Its facts.
    pub facts: Example,
}

/// The facts of an example by name.
pub type Example = BTreeMap<String, Written>;

/// A pack that cannot be used, with the file and the line at fault.
#[derive(Debug, thiserror::Error)]
#[error("{file}{}: {fault}", line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct PackError {
    /// The file, as a path; of a pack that is compiled in, below `data/policy/`.
    pub file: String,
    /// The line, from 1, where one is at fault.
    pub line: Option<u64>,
    /// What is wrong.
    pub fault: PackFault,
}

/// What is wrong with a pack.
#[derive(Debug, thiserror::Error)]
pub enum PackFault {
    /// The system could not read the file.
    #[error("the file of the policy pack cannot be read: {0}")]
    Io(#[source] std::io::Error),
    /// The manifest or the rules are no TOML of the expected shape.
    #[error("{0}")]
    Toml(String),
    /// A table is no CSV of the expected shape.
    #[error("{0}")]
    Csv(String),
    /// The texts are no Fluent.
    #[error("{0}")]
    Texts(String),
    /// A condition cannot be used.
    #[error("rule `{rule}`: {source}")]
    Condition {
        /// The rule.
        rule: String,
        /// What is wrong.
        source: ConditionError,
    },
    /// Two directories hold one pack.
    #[error("the pack `{id}` stands in `{other}` as well, and nothing says which of the two judges")]
    SamePack {
        /// The identifier of both.
        id: String,
        /// The other directory.
        other: String,
    },
    /// A check found something wrong.
    #[error("the pack is not sound, so nothing is judged by it: {problem}{}", more(*.count))]
    Unsound {
        /// The first thing that is wrong.
        problem: String,
        /// How many there are.
        count: usize,
    },
}

fn more(count: usize) -> String {
    if count > 1 { format!(" And {} more.", count - 1) } else { String::new() }
}

impl Explained for PackFault {
    codes! {
        Io = "policy-file",
        Toml = "policy-toml",
        Csv = "policy-table",
        Texts = "policy-texts",
        Condition = "policy-condition",
        SamePack = "policy-same-pack",
        Unsound = "policy-unsound",
    }
}

impl Explained for PackError {
    fn code(&self) -> &'static str {
        self.fault.code()
    }

    fn codes() -> &'static [&'static str] {
        &[]
    }

    fn hints(&self) -> Vec<Hint> {
        vec![Hint::CheckPacks]
    }

    fn place(&self) -> Option<Place> {
        Some(Place { file: self.file.clone(), row: self.line.unwrap_or(0), ..Place::default() })
    }
}

/// The packs in use, in the order of their identifiers.
#[derive(Debug)]
pub struct Packs {
    packs: Vec<Pack>,
    stood_in: Vec<StoodInPack>,
}

impl Packs {
    /// The packs.
    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter()
    }

    /// Puts a pack in the place of the one of its name, or beside the others.
    pub fn put(&mut self, pack: Pack) {
        replace(&mut self.packs, pack);
        self.packs.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// Puts an earlier text of a pack in the place of the one that cannot be used.
    pub fn stand_in(&mut self, pack: Pack, error: &PackError) {
        self.stood_in.push(StoodInPack {
            pack: pack.id.clone(),
            sha256: pack.hash.clone(),
            edition: pack.edition.clone(),
            file: error.file.clone(),
            line: error.line,
            problem: error.fault.to_string(),
        });
        self.put(pack);
    }

    /// The rule with an identifier and its pack.
    pub fn rule(&self, id: &str) -> Option<(&Pack, &PolicyRule)> {
        self.packs
            .iter()
            .find_map(|pack| pack.rules.iter().find(|rule| rule.id == id).map(|rule| (pack, rule)))
    }

    /// The agreement with an identifier.
    pub fn agreement(&self, id: &AgreementId) -> Option<&LaborAgreement> {
        self.packs.iter().flat_map(|pack| &pack.agreements).find(|agreement| agreement.id == *id)
    }

    /// The pack whose list gives a fact for a destination: the one of the destination for
    /// `destination_list_status`, the one of every destination for `ssl_listed`.
    pub fn list_for(&self, fact: &str, destination: Option<Country>) -> Option<&Pack> {
        self.packs
            .iter()
            .find(|pack| pack.list_fact.as_deref() == Some(fact) && pack.jurisdiction == destination)
    }

    /// One hash over all packs: what a decision rests on.
    pub fn hash(&self) -> String {
        hash_of_set(self.packs.iter().map(|pack| (pack.id.as_str(), pack.hash.as_str())))
    }

    /// The packs of a directory that cannot be used, in whose place an earlier text of theirs judges.
    pub fn stood_in(&self) -> &[StoodInPack] {
        &self.stood_in
    }
}

/// A pack that cannot be used, in whose place the text judges that judged last.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StoodInPack {
    /// The pack.
    pub pack: String,
    /// The hash of the text that judges, in hexadecimal.
    pub sha256: String,
    /// The edition of that text.
    pub edition: String,
    /// The file that cannot be used.
    pub file: String,
    /// The line at fault, from 1, where one is known.
    pub line: Option<u64>,
    /// What is wrong with it.
    pub problem: String,
}

/// One hash over packs, given as identifiers and hashes in the order of the identifiers.
pub fn hash_of_set<'a>(packs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hasher = Sha256::new();
    for (id, hash) in packs {
        hasher.update(id.as_bytes());
        hasher.update([0]);
        hasher.update(hash.as_bytes());
    }
    Hash::from(hasher).to_string()
}

impl PolicyRule {
    /// All examples of the rule, with what each must do.
    pub fn examples(&self) -> impl Iterator<Item = (ExampleKind, &Example)> {
        let two = [(ExampleKind::Breaks, &self.breaks), (ExampleKind::Holds, &self.holds)];
        two.into_iter().chain(self.more.iter().map(|more| (more.example, &more.facts)))
    }

    /// What the rule says of facts: whether it is broken, where it speaks of the case at all.
    ///
    /// # Errors
    /// [`ConditionError`] when a condition fails on the facts.
    pub fn told(&self, facts: &ConditionFacts) -> Result<Truth, ConditionError> {
        Self::tell(self.applies.as_ref(), &self.when, facts)
    }

    pub(super) fn tell(
        applies: Option<&Condition>,
        when: &Condition,
        facts: &ConditionFacts,
    ) -> Result<Truth, ConditionError> {
        match applies.map(|applies| applies.evaluate(facts)).transpose()? {
            None | Some(Truth::True) => when.evaluate(facts),
            Some(other) => Ok(other),
        }
    }

    /// A text of the rule, with the names of facts in their places.
    pub fn text(&self, part: TextPart) -> &str {
        match part {
            TextPart::What => &self.what,
            TextPart::Title => &self.title,
            TextPart::Remedy => &self.remedy,
            TextPart::Why => &self.why,
            TextPart::Lawful => &self.lawful,
        }
    }
}

impl Pack {
    /// What is said of a rule in a case: by the file of texts, or else by the rule itself.
    pub fn say(&self, rule: &PolicyRule, part: TextPart, facts: &ConditionFacts) -> String {
        let said = english(&self.texts).and_then(|texts| texts.say(&rule.id, part, facts));
        said.unwrap_or_else(|| rule.text(part).to_owned())
    }

    /// The facts that stand in the texts of a rule.
    pub fn arguments(&self, rule: &PolicyRule) -> Vec<String> {
        let entries = english(&self.texts).map(|texts| texts.entries.as_slice()).unwrap_or_default();
        let own = entries.iter().filter(|entry| entry.code == rule.id);
        own.flat_map(|entry| entry.arguments.iter().map(|(name, _)| name.clone())).collect()
    }

    /// How a country stands on the pack's list on a day.
    pub fn standing(&self, country: Country, day: Day) -> Standing<'_> {
        list::standing(&self.regimes, &self.entries, country, day)
    }

    /// The edition of the pack's list in force on a day.
    pub fn regime_on(&self, day: Day) -> Option<&Regime> {
        list::regime_on(&self.regimes, day)
    }
}

/// The packs compiled in.
pub fn builtin() -> &'static Packs {
    static PACKS: LazyLock<Packs> = LazyLock::new(|| {
        // A test loads every pack that is compiled in.
        let sound = |pack: Result<Pack, PackError>| {
            pack.unwrap_or_else(|error| unreachable!("compiled in and tested: {error}"))
        };
        sorted(compiled().map(sound).collect())
    });
    &PACKS
}

/// The packs compiled in, read anew.
fn compiled() -> impl Iterator<Item = Result<Pack, PackError>> {
    BUILTIN.dirs().map(|dir| {
        let files = dir.files().map(|file| {
            let name = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, file.contents().to_vec())
        });
        read(&Path::new("data/policy").join(dir.path()), &files.collect())
    })
}

/// The packs compiled in, with those of a directory added, where one is given; a pack with the same
/// identifier takes the place of the compiled one.
///
/// # Errors
/// [`PackError`] naming the first file that cannot be used: a case is never judged by fewer rules than
/// its ministry wrote.
pub fn load(dir: Option<&Path>) -> Result<Packs, PackError> {
    let mut packs: Vec<Pack> = compiled().collect::<Result<_, _>>()?;
    let mut seen = Seen::default();
    for path in dir.map(directories).transpose()?.unwrap_or_default() {
        let pack = read_dir(&path)?;
        seen.once(&pack, &path)?;
        replace(&mut packs, pack);
    }
    Ok(sorted(packs))
}

/// The packs in use, as [`load`] gives them, and beside them those that cannot be used: for whoever looks
/// after packs. Nothing is judged by what this returns.
pub fn survey(dir: Option<&Path>) -> (Packs, Vec<PackError>) {
    let mut broken = Vec::new();
    let mut packs: Vec<Pack> = Vec::new();
    let inside = dir.map(directories).transpose().unwrap_or_else(|error| {
        broken.push(error);
        None
    });
    let found = inside.unwrap_or_default();
    let mut seen = Seen::default();
    let mut own = |path: &PathBuf| {
        let pack = read_dir(path)?;
        seen.once(&pack, path)?;
        Ok(pack)
    };
    for pack in compiled().chain(found.iter().map(&mut own)) {
        match pack {
            Ok(pack) => replace(&mut packs, pack),
            Err(error) => broken.push(error),
        }
    }
    (sorted(packs), broken)
}

/// Puts a pack in the place of the one of its name. A rule that moved to another pack since the new pack was copied stands
/// in both then; the new pack's speaks, so that no case gets two answers of one rule. The other one must speak of no case
/// beyond: a pack of one destination takes no rule away from the rest of the world.
fn replace(packs: &mut Vec<Pack>, pack: Pack) {
    let stays = |id: &str| pack.rules.iter().all(|new| new.id != id);
    packs.retain_mut(|other| {
        if other.id == pack.id {
            return false;
        }
        let speaks_further = pack.jurisdiction.is_some() && pack.jurisdiction != other.jurisdiction;
        if speaks_further || other.rules.iter().all(|rule| stays(&rule.id)) {
            return true;
        }
        other.rules.retain(|rule| stays(&rule.id));
        other.texts.iter_mut().for_each(|texts| texts.entries.retain(|entry| stays(&entry.code)));
        // Of a pack that had nothing but rules nothing is left.
        !(other.rules.is_empty() && other.entries.is_empty() && other.agreements.is_empty())
    });
    packs.push(pack);
}

/// The packs of a data directory so far, by their identifiers.
#[derive(Default)]
struct Seen(BTreeMap<String, PathBuf>);

impl Seen {
    /// Refuses a pack that stood in another directory.
    fn once(&mut self, pack: &Pack, path: &Path) -> Result<(), PackError> {
        match self.0.insert(pack.id.clone(), path.to_owned()) {
            None => Ok(()),
            Some(other) => Err(PackError {
                file: path.join(MANIFEST).display().to_string(),
                line: None,
                fault: PackFault::SamePack { id: pack.id.clone(), other: other.display().to_string() },
            }),
        }
    }
}

/// The directories of packs in a directory, in the order of their names.
/// The directories of packs in a directory, in order.
///
/// # Errors
/// [`PackError`] when the directory cannot be read.
pub fn directories(dir: &Path) -> Result<Vec<PathBuf>, PackError> {
    let entries = std::fs::read_dir(dir).map_err(io(dir))?;
    let mut inside: Vec<PathBuf> =
        entries.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>().map_err(io(dir))?;
    inside.retain(|path| path.join(MANIFEST).is_file());
    inside.sort();
    Ok(inside)
}

/// A pack of a data directory as its files say, whether or not it can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalledPack {
    /// Its identifier; of one that cannot be used the name of its directory.
    pub id: String,
    /// Its edition; empty for one that cannot be used.
    pub edition: String,
    /// SHA-256 over the names and contents of its files, in hexadecimal.
    pub hash: String,
}

/// The packs in a directory.
///
/// # Errors
/// [`PackError`] when the directory or a file in it cannot be read.
pub fn installed(dir: &Path) -> Result<Vec<InstalledPack>, PackError> {
    let state = |path: &PathBuf| {
        if let Ok(Pack { id, edition, hash, .. }) = read_dir(path) {
            return Ok(InstalledPack { id, edition, hash });
        }
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(path).map_err(io(path))? {
            let entry = entry.map_err(io(path))?;
            if entry.path().is_file() {
                let content = std::fs::read(entry.path()).map_err(io(path))?;
                files.insert(entry.file_name().to_string_lossy().into_owned(), content);
            }
        }
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(InstalledPack { id, edition: String::new(), hash: hash_of(&files) })
    };
    let paths = directories(dir)?;
    let mut all: Vec<InstalledPack> = paths.iter().map(state).collect::<Result<_, _>>()?;
    // Of two directories with one pack each is told of, though neither judges.
    for at in 1..all.len() {
        let (before, rest) = all.split_at_mut(at);
        if let (Some(pack), Some(path)) = (rest.first_mut(), paths.get(at))
            && before.iter().any(|other| other.id == pack.id)
        {
            pack.id = format!("{} ({})", pack.id, path.file_name().unwrap_or_default().to_string_lossy());
        }
    }
    Ok(all)
}

/// SHA-256 over the names and contents of files.
/// The hash of a pack by its files: SHA-256 over their names and contents, in hexadecimal.
pub fn hash_of(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hasher = Sha256::new();
    for (name, content) in files {
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(Sha256::digest(content));
    }
    Hash::from(hasher).to_string()
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> PackError {
    let file = path.display().to_string();
    move |source| PackError { file: file.clone(), line: None, fault: PackFault::Io(source) }
}

/// Reads the pack of a directory.
///
/// # Errors
/// [`PackError`] naming the file and the rule that cannot be used.
pub fn read_dir(dir: &Path) -> Result<Pack, PackError> {
    read(dir, &files_in(dir)?)
}

/// The files of a pack in a directory, by name.
fn files_in(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>, PackError> {
    let mut files = BTreeMap::new();
    let texts = std::fs::read_dir(dir).map_err(io(dir))?.filter_map(|entry| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        name.ends_with(TEXTS).then_some(name)
    });
    let names: Vec<String> = FILES.iter().map(|name| (*name).to_owned()).chain(texts).collect();
    for name in names {
        let path = dir.join(&name);
        if path.is_file() || name == MANIFEST {
            let content = std::fs::read(&path).map_err(io(&path))?;
            files.insert(name, content);
        }
    }
    Ok(files)
}

/// The files of a pack, by name, from where it was read.
///
/// # Errors
/// [`PackError`] when the directory or a file in it cannot be read.
pub fn files_of_pack(pack: &Pack) -> Result<BTreeMap<String, Vec<u8>>, PackError> {
    if builtin().iter().any(|known| known.id == pack.id && known.hash == pack.hash) {
        let files = files_of(&pack.id).unwrap_or_default().into_iter();
        return Ok(files.map(|(name, content)| (name.to_owned(), content.to_vec())).collect());
    }
    files_in(Path::new(&pack.rules_file).parent().unwrap_or(Path::new("")))
}

/// The files of a pack that is compiled in, by name; `None` for an unknown identifier.
pub fn files_of(id: &str) -> Option<Vec<(&'static str, &'static [u8])>> {
    let dir = BUILTIN.dirs().find(|dir| dir.path().file_name().is_some_and(|name| name == id))?;
    let named = |file: &'static include_dir::File<'static>| {
        Some((file.path().file_name()?.to_str()?, file.contents()))
    };
    Some(dir.files().filter_map(named).collect())
}

fn sorted(mut packs: Vec<Pack>) -> Packs {
    packs.sort_by(|a, b| a.id.cmp(&b.id));
    Packs { packs, stood_in: Vec::new() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    id: String,
    edition: String,
    instrument: String,
    jurisdiction: Option<Country>,
    legal_force: LegalForce,
    list_fact: Option<String>,
    #[serde(default)]
    grades: Vec<String>,
    #[serde(default)]
    note: String,
    /// What holds for rules that do not say it themselves.
    #[serde(default, rename = "override")]
    overrides: OverridePower,
}

#[derive(Deserialize)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Spanned<String>,
    #[serde(default)]
    title: String,
    instrument: String,
    article: String,
    severity: Severity,
    legal_force: Option<LegalForce>,
    subject: String,
    stages: Vec<Stage>,
    applies: Option<Spanned<String>>,
    when: Spanned<String>,
    evidence: Vec<String>,
    #[serde(default)]
    remedy: String,
    source: String,
    source_url: String,
    confidence: Confidence,
    #[serde(default)]
    what: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    lawful: String,
    #[serde(rename = "override")]
    overrides: Option<OverridePower>,
    breaks: Example,
    holds: Example,
    #[serde(default)]
    more: Vec<FurtherExample>,
}

/// One file of a pack, for its faults.
struct File<'a> {
    dir: &'a Path,
    name: &'static str,
    text: String,
}

impl<'a> File<'a> {
    fn of(dir: &'a Path, files: &BTreeMap<String, Vec<u8>>, name: &'static str) -> Self {
        let bytes = files.get(name).map(Vec::as_slice).unwrap_or_default();
        Self { dir, name, text: String::from_utf8_lossy(bytes).into_owned() }
    }

    fn error(&self, line: Option<u64>, fault: PackFault) -> PackError {
        PackError { file: self.dir.join(self.name).display().to_string(), line, fault }
    }

    /// The line, from 1, of a byte.
    fn line(&self, at: usize) -> u64 {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() as u64
    }

    fn toml<T: serde::de::DeserializeOwned>(&self) -> Result<T, PackError> {
        const LINE: &str =
            "expected `NAME = VALUE` with texts in quotation marks, or a header such as `[[rule]]`";
        let without_nothing = |message: &str| message.trim_end_matches(", expected nothing").to_owned();
        toml::from_str(&self.text).map_err(|error| {
            let line = error.span().map(|span| self.line(span.start));
            let message = error.message();
            // The parser does not always say what it expects; a text of another shape says it by its fields.
            let syntax = self.text.parse::<toml::Table>().is_err();
            let what =
                if syntax { format!("{}: {LINE}", without_nothing(message)) } else { message.to_owned() };
            self.error(line, PackFault::Toml(what))
        })
    }

    /// The rows of a table, each with its line from 1.
    fn table<T: serde::de::DeserializeOwned>(&self) -> Result<Vec<(u64, T)>, PackError> {
        let fault = |error: csv::Error| {
            let line = error.position().map(csv::Position::line);
            let what = match error.kind() {
                csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
                _ => error.to_string(),
            };
            self.error(line, PackFault::Csv(what))
        };
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        // The header is read first, so that the position before a row is that row's.
        reader.headers().map_err(fault)?;
        let mut rows = reader.deserialize();
        let mut read = Vec::new();
        loop {
            let line = rows.reader().position().line();
            match rows.next() {
                Some(row) => read.push((line, row.map_err(fault)?)),
                None => return Ok(read),
            }
        }
    }
}

fn read(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Pack, PackError> {
    let file = |name: &'static str| File::of(dir, files, name);
    let manifest: Manifest = file(MANIFEST).toml()?;
    let rules = file("rules.toml");
    let raw: RuleFile = rules.toml()?;
    let texts = texts(dir, files)?;
    let said = english(&texts);
    let rules_file = dir.join(rules.name).display().to_string();
    let rules =
        raw.rule.into_iter().map(|raw| rule(&rules, raw, &manifest, said)).collect::<Result<_, _>>()?;
    Ok(Pack {
        entries: lined(&file(LIST), |line, entry| ListEntry { line, ..entry })?,
        regimes: lined(&file(REGIMES), |line, regime| Regime { line, ..regime })?,
        agreements: lined(&file("agreements.csv"), |_, row: AgreementRow| LaborAgreement::from(row))?,
        rules,
        rules_file,
        texts,
        hash: hash_of(files),
        id: manifest.id,
        edition: manifest.edition,
        instrument: manifest.instrument,
        jurisdiction: manifest.jurisdiction,
        legal_force: manifest.legal_force,
        list_fact: manifest.list_fact,
        grades: manifest.grades,
        note: manifest.note,
    })
}

/// The rows of a table, made of what is read and its line.
fn lined<T: serde::de::DeserializeOwned, U>(
    file: &File<'_>,
    make: impl Fn(u64, T) -> U,
) -> Result<Vec<U>, PackError> {
    Ok(file.table()?.into_iter().map(|(line, row)| make(line, row)).collect())
}

/// The texts in English, where a pack has a file of them.
fn english(texts: &[PackTexts]) -> Option<&PackTexts> {
    texts.iter().find(|texts| texts.language == "en")
}

fn texts(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<PackTexts>, PackError> {
    let named = files.iter().filter_map(|(name, text)| Some((name, name.strip_suffix(TEXTS)?, text)));
    let read = named.map(|(name, language, text)| {
        let file = dir.join(name).display().to_string();
        PackTexts::read(language, file, &String::from_utf8_lossy(text)).map_err(|error| PackError {
            file: error.file,
            line: Some(error.line as u64),
            fault: PackFault::Texts(error.what),
        })
    });
    read.collect()
}

fn rule(
    file: &File<'_>,
    raw: RawRule,
    manifest: &Manifest,
    texts: Option<&PackTexts>,
) -> Result<PolicyRule, PackError> {
    let id = raw.id.get_ref().clone();
    let own = [&raw.title, &raw.what, &raw.remedy, &raw.why, &raw.lawful]
        .iter()
        .any(|text| !text.trim().is_empty());
    let said = |part: TextPart, own: &String| {
        texts.and_then(|texts| texts.general(&id, part)).unwrap_or_else(|| own.clone())
    };
    let compile = |source: &Spanned<String>| {
        Condition::compile(source.get_ref().trim()).map_err(|fault| {
            let line = Some(file.line(source.span().start));
            file.error(line, PackFault::Condition { rule: id.clone(), source: fault })
        })
    };
    Ok(PolicyRule {
        applies: raw.applies.as_ref().map(compile).transpose()?,
        applies_source: raw
            .applies
            .as_ref()
            .map(|source| source.get_ref().trim().to_owned())
            .unwrap_or_default(),
        when: compile(&raw.when)?,
        when_source: raw.when.get_ref().trim().to_owned(),
        line: file.line(raw.id.span().start),
        title: said(TextPart::Title, &raw.title),
        what: said(TextPart::What, &raw.what),
        remedy: said(TextPart::Remedy, &raw.remedy),
        why: said(TextPart::Why, &raw.why),
        lawful: said(TextPart::Lawful, &raw.lawful),
        has_own_texts: own,
        id: raw.id.into_inner(),
        instrument: raw.instrument,
        article: raw.article,
        severity: raw.severity,
        legal_force: raw.legal_force.unwrap_or(manifest.legal_force),
        subject: raw.subject,
        stages: raw.stages,
        evidence: raw.evidence,
        source: raw.source,
        source_url: raw.source_url,
        confidence: raw.confidence,
        overrides: raw.overrides.unwrap_or_else(|| manifest.overrides.clone()),
        breaks: raw.breaks,
        holds: raw.holds,
        more: raw.more,
    })
}
