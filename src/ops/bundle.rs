//! `corridor audit export` and `audit verify-bundle`: the evidence of a case in one file that others check without a store.
//!
//! A bundle is a ZIP archive: what the audit says of the case as JSON and CSV, the decisions about it, proofs that their
//! entries are in the log, and the packs that judged. `manifest.json` has the hash of each file, and
//! `manifest.sig` is a signed note over the hash of the manifest.
//!
//! A signature alone would say only who put the files together. So each file is bound to an entry of the log: a decision by
//! the hash that its own entry holds, everything else by `evidence.json`, whose salted hash goes into the log when the
//! evidence is given out. Whoever checks computes both anew, and the tables from `case.json`.

use super::audit::audit;
use super::cases;
use super::placements::AuditOptions;
use super::prove::position_of;
use super::verify::{origin, whole};
use super::{Act, Desk, OpsError};
use crate::decision::Salt;
use crate::log::{LogEntry, LogProof, NoteKey, NoteVerifier, SignedNote};
use crate::model::{BatchId, DecisionId, Hash, Kind, Seq, words};
use crate::policy;
use crate::store::{Look, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// The first line of what is signed, and the form of the manifest.
const FORM: &str = "corridor-evidence-1";
const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "manifest.sig";
/// What the log commits to when the evidence is given out.
const EVIDENCE: &str = "evidence.json";
/// What the audit says of a case; the tables are computed from it.
const CASE: &str = "case.json";
const FINDINGS: &str = "findings.csv";
const RECEIPTS: &str = "receipts.csv";
/// Where the decisions lie, each as the document that its entry of the log has the hash of.
const DECISIONS: &str = "decisions/";
/// Where the proofs lie.
const PROOFS: &str = "proofs/";
/// How the names of proofs end.
const PROOF: &str = ".tlog-proof";
/// A bundle that unpacks to more is none of ours.
const MOST: u64 = 1 << 28;

const README: &str = "\
This is the evidence of one case, as corridor recorded it.

case.json, findings.csv, receipts.csv  what the rules say of the case, and what was paid
decisions/                             the decisions about it, as recorded; the log holds the SHA-256 of each
evidence.json                          the SHA-256 of the files that no decision is; the log holds the SHA-256 of it
proofs/                                that the entries of the log which tell of it are in the log (C2SP tlog-proof)
packs/                                 the policy packs in use when the evidence was given out
manifest.json                          the SHA-256 hash of each file
manifest.sig                           a signed note over the hash of manifest.json (C2SP signed-note)

Check it with: corridor audit verify-bundle FILE --by KEY
";

/// What a bundle is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BundleSubject {
    /// A placement or an opening: its findings, receipts, and what was decided about it.
    Case(String),
    /// A recorded decision; of a ranking with what the rules say of its results.
    Decision(DecisionId),
}

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundledFile {
    /// Its name in the bundle.
    pub name: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What a bundle holds, as its manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleManifest {
    /// The form of the bundle.
    pub form: String,
    /// The placement or decision that it is about.
    pub subject: String,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// The version of the program.
    pub program: String,
    /// Which log the proofs are of.
    pub log: String,
    /// How many entries it had.
    pub entries: u64,
    /// Its files, but for the manifest and the signature.
    pub files: Vec<BundledFile>,
}

/// A bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleReply {
    /// What it holds.
    pub manifest: BundleManifest,
    /// What its signature is verified with.
    pub public_key: String,
    /// The file itself.
    #[serde(skip)]
    pub archive: Vec<u8>,
}

words! {
    /// What is wrong with a file of a bundle.
    BundleFault, "`altered`, `missing`, `not-listed`, `not-as-logged`, `not-as-computed`, `proof` or `signature`" {
        /// Its content is not what the manifest says.
        Altered = "altered",
        /// The manifest lists it, and it is not there.
        Missing = "missing",
        /// The manifest does not list it.
        NotListed = "not-listed",
        /// It is not what an entry of the log commits to.
        NotAsLogged = "not-as-logged",
        /// It is not what follows from the other files.
        NotAsComputed = "not-as-computed",
        /// The proof does not hold, or is of another log.
        Proof = "proof",
        /// The signature does not hold, or is of another manifest.
        Signature = "signature",
    }
}

/// A fault of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultyFile {
    /// The file in the bundle.
    pub file: String,
    /// What is wrong with it.
    pub fault: BundleFault,
}

/// A bundle that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifiedBundle {
    /// The placement or decision that it is about.
    pub subject: String,
    /// When it was made, as it says itself.
    pub made_at: String,
    /// Which log its proofs are of.
    pub log: String,
    /// How many files the manifest lists.
    pub files: u64,
    /// How many proofs hold.
    pub proofs: u64,
    /// Files that no entry of the log with a proof commits to: nothing but the signature speaks for them.
    pub not_proven: Vec<String>,
    /// Who signed, as the signatures say: name and number of the key.
    pub signers: Vec<String>,
    /// Those of them whose signature was verified with a key.
    pub verified: Vec<String>,
    /// What is wrong; nothing where all is whole.
    pub faults: Vec<FaultyFile>,
}

/// The files of a bundle by their names.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn json(&mut self, name: &str, value: &impl Serialize) -> Result<(), OpsError> {
        let mut text = serde_json::to_vec_pretty(value).map_err(in_memory)?;
        text.push(b'\n');
        self.0.insert(name.to_owned(), text);
        Ok(())
    }
}

/// A failure of writing into memory, as a failure of writing.
fn in_memory(error: impl std::fmt::Display) -> OpsError {
    OpsError::write(Path::new(MANIFEST))(std::io::Error::other(error.to_string()))
}

/// Puts the evidence of a case together, once the log is verified, and signs it.
///
/// # Errors
/// [`OpsError`] when there is no such placement or decision, or the log is not whole.
pub fn bundle(
    desk: &Desk,
    act: &Act,
    subject: &BundleSubject,
    key: &NoteKey,
) -> Result<BundleReply, OpsError> {
    whole(desk, act)?;
    let mut files = Files::default();
    files.0.insert("README.txt".to_owned(), README.as_bytes().to_vec());
    let mut decisions: BTreeSet<DecisionId> = BTreeSet::new();
    let mut batches: BTreeSet<BatchId> = BTreeSet::new();
    let name = match subject {
        BundleSubject::Case(id) => id.clone(),
        BundleSubject::Decision(id) => {
            decisions.insert(*id);
            id.to_string()
        }
    };
    if let Some(options) = audited(desk, subject)? {
        let reply = audit(desk, act, &options)?;
        files.json(CASE, &reply)?;
        let tables = case_tables(&serde_json::to_value(&reply)?)?;
        files.0.extend(tables.map(|(name, content)| (name.to_owned(), content)));
        let all = reply.breaches.iter();
        decisions.extend(all.clone().flat_map(|one| &one.states).map(|said| said.decision));
        decisions.extend(all.clone().flat_map(|one| &one.answers).map(|answer| answer.decision));
        batches.extend(all.flat_map(|one| &one.rests_on).filter_map(|of| of.batch));
    }
    for pack in desk.packs()?.iter() {
        for (file, content) in policy::files_of_pack(pack)? {
            files.0.insert(format!("packs/{}/{file}", pack.id), content);
        }
    }
    let store = desk.store()?;
    let evidence = committed(store.snapshot()?.seq(), &name, &files)?;
    let sha256 = Hash::of(&evidence);
    files.0.insert(EVIDENCE.to_owned(), evidence.into_bytes());
    for id in &decisions {
        let found = store.decision(*id)?;
        let last = || OpsError::NoDecision { decision: *id, last: store.last_decision().ok().flatten() };
        let text = found.ok_or_else(last)?.facts.text().map_err(StoreError::from)?;
        files.0.insert(format!("{DECISIONS}{id}.json"), text.into_bytes());
    }
    // A store that cannot be written gives out evidence all the same; whoever checks is told what the log does not hold.
    if !store.is_read_only() {
        let look = Look::Evidence { sha256, seq: store.snapshot()?.seq() };
        desk.change(act, &store, "giving out evidence")?.look(&look, &act.by())?;
    }
    let (log, entries) = (origin(&store), store.log_entries()?);
    let told = decisions.iter().map(|id| ("decision", "decision", id.to_string()));
    let told = told.chain(batches.iter().map(|id| ("batch", "batch", id.to_string())));
    let given = [("evidence", "evidence_sha256", sha256.to_string())];
    for (kind, field, id) in told.chain(given) {
        let proof = position_of(&entries, kind, field, &id);
        let proof = proof.and_then(|at| LogProof::of(&log, &entries, at, key));
        let name = if kind == "evidence" { kind } else { &id };
        if let Some(proof) = proof {
            files.0.insert(format!("{PROOFS}{name}{PROOF}"), proof.write().into_bytes());
        }
    }
    let listed = files.0.iter().map(|(name, content)| BundledFile {
        name: name.clone(),
        sha256: Hash::of(content).to_string(),
        bytes: content.len() as u64,
    });
    let manifest = BundleManifest {
        form: FORM.to_owned(),
        subject: name,
        made_at: act.at.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        log,
        entries: entries.len() as u64,
        files: listed.collect(),
    };
    files.json(MANIFEST, &manifest)?;
    let signed = signed_text(files.0.get(MANIFEST).map(Vec::as_slice).unwrap_or_default());
    files.0.insert(SIGNATURE.to_owned(), key.sign(&signed).into_bytes());
    let archive = packed(&files)?;
    Ok(BundleReply { manifest, public_key: key.verifier().write(), archive })
}

/// Which cases a bundle audits; `None` for a decision that ranks nobody.
fn audited(desk: &Desk, subject: &BundleSubject) -> Result<Option<AuditOptions>, OpsError> {
    let store = desk.store()?;
    let of_opening = |id: &str| -> Result<bool, OpsError> {
        let snapshot = store.snapshot()?;
        // A placement goes before an opening of the same name, as everywhere.
        let placement = snapshot.row_of(Kind::Placement, id)?.is_some();
        Ok(!placement && snapshot.row_of(Kind::Opening, id)?.is_some())
    };
    Ok(match subject {
        BundleSubject::Case(id) if of_opening(id)? => {
            Some(AuditOptions { opening: Some(id.clone()), ..AuditOptions::default() })
        }
        BundleSubject::Case(id) => {
            Some(AuditOptions { placement: Some(id.clone()), ..AuditOptions::default() })
        }
        BundleSubject::Decision(id) => match cases::ranking(&store, *id) {
            Ok(_) => Some(AuditOptions { decision: Some(*id), ..AuditOptions::default() }),
            Err(OpsError::NoRanking { .. }) => None,
            Err(failed) => return Err(failed),
        },
    })
}

/// What is signed of a manifest.
fn signed_text(manifest: &[u8]) -> String {
    format!("{FORM}\n{}\n", Hash::of(manifest))
}

/// Whether what was signed is a manifest.
fn is_signed(signed: &str, manifest: &[u8]) -> bool {
    signed == signed_text(manifest)
}

fn packed(files: &Files) -> Result<Vec<u8>, OpsError> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &files.0 {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).map_err(in_memory)?;
        archive.write_all(content).map_err(in_memory)?;
    }
    Ok(archive.finish().map_err(in_memory)?.into_inner())
}

/// What the log commits to: the hash of each file that is in a bundle so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Committed {
    form: String,
    subject: String,
    seq: Seq,
    salt: Salt,
    files: BTreeMap<String, String>,
}

/// The canonical text of what the log commits to. The salt keeps its hash from confirming a guess.
fn committed(seq: Seq, subject: &str, files: &Files) -> Result<String, OpsError> {
    let hashes = files.0.iter().map(|(name, content)| (name.clone(), Hash::of(content).to_string()));
    let committed = Committed {
        form: FORM.to_owned(),
        subject: subject.to_owned(),
        seq,
        salt: Salt::random().map_err(StoreError::from)?,
        files: hashes.collect(),
    };
    Ok(serde_json_canonicalizer::to_string(&committed)?)
}

/// What the audit says of a placement as tables for spreadsheets: computed from its JSON alone, so that whoever checks the
/// bundle computes the same.
fn case_tables(case: &Value) -> Result<[(&'static str, Vec<u8>); 2], OpsError> {
    const FINDING: [&str; 9] =
        ["pack", "rule", "severity", "outcome", "missing", "title", "instrument", "article", "source_url"];
    const RECEIPT: [&str; 8] =
        ["entry", "label", "head", "amount", "currency", "payer", "demanded_by", "paid_on"];
    let cases: Vec<&Value> = case["breaches"].as_array().into_iter().flatten().collect();
    let table = |columns: &[&str], of: fn(&Value) -> &Value| {
        let mut kinds = ["placement", "opening", "result"].into_iter();
        let kind = kinds.find(|kind| cases.iter().any(|one| !one[*kind].is_null()));
        let headers: Vec<&str> =
            [kind.unwrap_or("placement")].into_iter().chain(columns.iter().copied()).collect();
        let rows = cases.iter().flat_map(|one| {
            let rows = of(one).as_array().into_iter().flatten();
            rows.map(|row| {
                let cells = columns.iter().map(|column| cell(&row[*column]));
                [case_name(one)].into_iter().chain(cells).collect()
            })
        });
        csv_of(&headers, &rows.collect::<Vec<Vec<String>>>())
    };
    Ok([
        (FINDINGS, table(&FINDING, |one| &one["assessment"]["findings"])?),
        (RECEIPTS, table(&RECEIPT, |one| &one["rests_on"]["receipts"])?),
    ])
}

/// The name of a case: of a placement, an opening or a result.
fn case_name(one: &Value) -> String {
    match &one["result"] {
        Value::Null if one["placement"].is_null() => cell(&one["opening"]),
        Value::Null => cell(&one["placement"]),
        result => format!("{}/{}", cell(&result["decision"]), cell(&result["record"])),
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

fn csv_of(headers: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, OpsError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headers).map_err(in_memory)?;
    for row in rows {
        // A cell that a spreadsheet would take for a formula is guarded, as in every file that is given out.
        writer
            .write_record(row.iter().map(|cell| crate::text::guarded(cell).into_owned()))
            .map_err(in_memory)?;
    }
    writer.into_inner().map_err(in_memory)
}

/// Checks a bundle without any store: each file against the manifest, the manifest against its signature, each proof, and
/// each file against what the proven entries of the log commit to.
///
/// # Errors
/// [`OpsError`] when the file is no bundle.
pub fn verify_bundle(file: &Path, bytes: &[u8], by: &[NoteVerifier]) -> Result<VerifiedBundle, OpsError> {
    let no_bundle = |what: String| OpsError::NoBundle { path: file.to_owned(), what };
    let mut files = unpacked(bytes).map_err(&no_bundle)?;
    let text = files.remove(MANIFEST).ok_or_else(|| no_bundle(format!("it has no {MANIFEST}")))?;
    let manifest: BundleManifest =
        serde_json::from_slice(&text).map_err(|error| no_bundle(format!("{MANIFEST}: {error}")))?;
    if manifest.form != FORM {
        return Err(no_bundle(format!("its form is `{}`, not `{FORM}`", manifest.form)));
    }
    let mut faults = Vec::new();
    let mut fault = |file: &str, fault| faults.push(FaultyFile { file: file.to_owned(), fault });
    let signature = files.remove(SIGNATURE).unwrap_or_default();
    let signature = String::from_utf8_lossy(&signature).into_owned();
    let (signers, verified) = match SignedNote::read(&signature) {
        Ok(note) if is_signed(note.text, &text) => {
            let holds = |key: &&NoteVerifier| key.verify(&note).is_ok();
            let verified: Vec<String> = by.iter().filter(holds).map(NoteVerifier::signer).collect();
            if verified.len() < by.len() {
                fault(SIGNATURE, BundleFault::Signature);
            }
            (note.signers().collect(), verified)
        }
        _ => {
            fault(SIGNATURE, BundleFault::Signature);
            (Vec::new(), Vec::new())
        }
    };
    // Where the key of somebody else was named the signature alone is at fault: it tells nothing of the proofs.
    let by = if verified.len() < by.len() { &[] } else { by };
    let mut proven: Vec<LogEntry> = Vec::new();
    let mut proofs = 0;
    let mut held: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for listed in &manifest.files {
        let Some(content) = files.remove(&listed.name) else {
            fault(&listed.name, BundleFault::Missing);
            continue;
        };
        if Hash::of(&content).to_string() != listed.sha256 || content.len() as u64 != listed.bytes {
            fault(&listed.name, BundleFault::Altered);
        } else if listed.name.ends_with(PROOF) {
            let proof = LogProof::read(&String::from_utf8_lossy(&content)).and_then(|proof| {
                let state = proof.verify(by)?;
                Ok((state, serde_json::from_str(&proof.entry)))
            });
            match proof {
                Ok((state, Ok(entry))) if state.origin == manifest.log => {
                    proofs += 1;
                    proven.push(entry);
                }
                _ => fault(&listed.name, BundleFault::Proof),
            }
        } else {
            held.insert(&listed.name, content);
        }
    }
    for name in files.keys() {
        fault(name, BundleFault::NotListed);
    }
    let (wrong, not_proven) = against_log(&held, &proven, &manifest.subject);
    let named: BTreeSet<String> = faults.iter().map(|one| one.file.clone()).collect();
    let wrong = wrong.into_iter().filter(|(file, _)| !named.contains(file));
    faults.extend(wrong.map(|(file, fault)| FaultyFile { file, fault }));
    Ok(VerifiedBundle {
        subject: manifest.subject.clone(),
        made_at: manifest.made_at,
        log: manifest.log,
        files: manifest.files.len() as u64,
        proofs,
        not_proven,
        signers,
        verified,
        faults,
    })
}

type WrongFile = (String, BundleFault);

/// Holds the files of a bundle against the entries that were proven: what differs, and what no entry commits to.
fn against_log(
    files: &BTreeMap<&str, Vec<u8>>,
    proven: &[LogEntry],
    subject: &str,
) -> (Vec<WrongFile>, Vec<String>) {
    let (mut wrong, mut open) = (Vec::new(), Vec::new());
    let committed = files.get(EVIDENCE).and_then(|text| serde_json::from_slice::<Committed>(text).ok());
    let given: Vec<&LogEntry> = proven.iter().filter(|entry| entry.kind == "evidence").collect();
    let is_given = |content: &[u8]| {
        let hash = Hash::of(content).to_string();
        given.iter().any(|entry| entry.body["evidence_sha256"] == hash.as_str())
    };
    let vouched = files.get(EVIDENCE).is_some_and(|text| is_given(text));
    for (name, content) in files {
        let hash = Hash::of(content).to_string();
        let decision = name.strip_prefix(DECISIONS).and_then(|name| name.strip_suffix(".json"));
        // What some entry commits to, and whether this file is it.
        let as_logged = if let Some(decision) = decision {
            let of = |entry: &&LogEntry| entry.kind == "decision" && entry.body["decision"] == decision;
            proven.iter().find(of).map(|entry| entry.body["facts_sha256"] == hash.as_str())
        } else if *name == EVIDENCE {
            (!given.is_empty())
                .then(|| vouched && committed.as_ref().is_some_and(|said| said.subject == subject))
        } else {
            let said = committed.as_ref().filter(|_| vouched).and_then(|said| said.files.get(*name));
            said.map(|said| *said == hash)
        };
        match as_logged {
            Some(true) => {}
            Some(false) => wrong.push(((*name).to_owned(), BundleFault::NotAsLogged)),
            None => open.push((*name).to_owned()),
        }
    }
    if let Some(said) = committed.filter(|_| vouched) {
        let gone = said.files.keys().filter(|name| !files.contains_key(name.as_str()));
        wrong.extend(gone.map(|name| (name.clone(), BundleFault::Missing)));
    }
    let case = files.get(CASE).and_then(|case| serde_json::from_slice::<Value>(case).ok());
    let tables = case.and_then(|case| case_tables(&case).ok()).into_iter().flatten();
    for (name, computed) in tables {
        if files.get(name).is_some_and(|content| *content != computed) {
            wrong.push((name.to_owned(), BundleFault::NotAsComputed));
        }
    }
    wrong.sort_by(|one, other| one.0.cmp(&other.0));
    wrong.dedup_by(|one, other| one.0 == other.0);
    (wrong, open)
}

/// The files of an archive. Two of one name, and more than a bundle has, are refused.
fn unpacked(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let said = |error: zip::result::ZipError| error.to_string();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(said)?;
    let mut files = BTreeMap::new();
    let mut left = MOST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(said)?;
        let name = part.name().map_err(said)?.into_owned();
        let mut content = Vec::new();
        part.take(left + 1).read_to_end(&mut content).map_err(|error| format!("{name}: {error}"))?;
        left =
            left.checked_sub(content.len() as u64).ok_or_else(|| format!("it has more than {MOST} bytes"))?;
        if files.insert(name.clone(), content).is_some() {
            return Err(format!("it has two files `{name}`"));
        }
    }
    Ok(files)
}
