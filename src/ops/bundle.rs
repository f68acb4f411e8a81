//! `corridor audit export` and `audit verify-bundle`: the evidence of a case in one file that others check without a store.
//!
//! A bundle is a ZIP archive: what the audit says of the case as JSON and CSV, the decisions about it, proofs that their
//! entries are in the log, and the packs that judged. `manifest.json` has the hash of each file, and
//! `manifest.sig` is a signed note over the hash of the manifest.

use super::audit::{AuditReply, Audited, audit};
use super::placements::AuditOptions;
use super::prove::position_of;
use super::verify::{origin, whole};
use super::{Act, Desk, OpsError, show};
use crate::ethics::FindingOutcome;
use crate::log::{LogProof, NoteKey, NoteVerifier, SignedNote};
use crate::model::{DecisionId, Hash, words};
use crate::policy;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// The first line of what is signed, and the form of the manifest.
const FORM: &str = "corridor-evidence-1";
const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "manifest.sig";
/// How the names of proofs end.
const PROOF: &str = ".tlog-proof";
/// A bundle that unpacks to more is none of ours.
const MOST: u64 = 1 << 28;

const README: &str = "\
This is the evidence of one case, as corridor recorded it.

case.json, findings.csv, receipts.csv  what the rules say of the placement, and what was paid
decisions/                             the decisions about it
proofs/                                that the entries of the log which tell of it are in the log (C2SP tlog-proof)
packs/                                 the policy packs that judged
manifest.json                          the SHA-256 hash of each file
manifest.sig                           a signed note over the hash of manifest.json (C2SP signed-note)

Check it with: corridor audit verify-bundle FILE --by KEY
";

/// What a bundle is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BundleSubject {
    /// A placement: its findings, receipts, and what was decided about it.
    Case(String),
    /// A recorded decision.
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
    BundleFault, "`altered`, `missing`, `not-listed`, `proof` or `signature`" {
        /// Its content is not what the manifest says.
        Altered = "altered",
        /// The manifest lists it, and it is not there.
        Missing = "missing",
        /// The manifest does not list it.
        NotListed = "not-listed",
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
    /// Who signed, as the signature says itself.
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

    fn csv(&mut self, name: &str, headers: &[&str], rows: &[Vec<String>]) -> Result<(), OpsError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(headers).map_err(in_memory)?;
        for row in rows {
            // A cell that a spreadsheet would take for a formula is guarded, as in every file that is given out.
            writer
                .write_record(row.iter().map(|cell| crate::text::guarded(cell).into_owned()))
                .map_err(in_memory)?;
        }
        self.0.insert(name.to_owned(), writer.into_inner().map_err(in_memory)?);
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
    let mut batches = BTreeSet::new();
    let name = match subject {
        BundleSubject::Case(id) => {
            let options = AuditOptions { placement: Some(id.clone()), ..AuditOptions::default() };
            let reply = audit(desk, act, &options)?;
            case_files(&mut files, &reply)?;
            let all = reply.breaches.iter();
            decisions.extend(all.clone().flat_map(|one| &one.states).map(|said| said.decision));
            batches.extend(all.flat_map(|one| &one.rests_on).filter_map(|of| of.batch));
            id.clone()
        }
        BundleSubject::Decision(id) => {
            decisions.insert(*id);
            id.to_string()
        }
    };
    for decision in &decisions {
        let shown = show::decision(desk, act, *decision)?;
        files.json(&format!("decisions/{decision}.json"), &shown)?;
    }
    for pack in desk.packs()?.iter() {
        for (file, content) in policy::files_of_pack(pack)? {
            files.0.insert(format!("packs/{}/{file}", pack.id), content);
        }
    }
    let store = desk.store()?;
    let (log, entries) = (origin(&store), store.log_entries()?);
    let told = decisions.iter().map(|id| ("decision", id.to_string()));
    for (kind, id) in told.chain(batches.iter().map(|id| ("batch", id.to_string()))) {
        let proof = position_of(&entries, kind, &id).and_then(|at| LogProof::of(&log, &entries, at, key));
        if let Some(proof) = proof {
            files.0.insert(format!("proofs/{id}{PROOF}"), proof.write().into_bytes());
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

/// What the audit says of a placement, for programs and for spreadsheets.
fn case_files(files: &mut Files, reply: &AuditReply) -> Result<(), OpsError> {
    files.json("case.json", reply)?;
    let text = |value: Option<&dyn std::fmt::Display>| value.map(ToString::to_string).unwrap_or_default();
    let findings = |one: &Audited| -> Vec<Vec<String>> {
        let row = |finding: &crate::ethics::Finding| {
            let (outcome, missing) = match &finding.outcome {
                FindingOutcome::Broken => ("broken", String::new()),
                FindingOutcome::Unknown { missing } => ("unknown", missing.join("; ")),
                FindingOutcome::Unusable { because } => ("unusable", because.text.clone()),
            };
            vec![
                one.placement.clone(),
                finding.pack.clone(),
                finding.rule.clone(),
                finding.severity.to_string(),
                outcome.to_owned(),
                missing,
                finding.title.clone(),
                finding.instrument.clone(),
                finding.article.clone(),
                finding.source_url.clone(),
            ]
        };
        one.assessment.findings.iter().map(|finding| row(finding)).collect()
    };
    let rows: Vec<Vec<String>> = reply.breaches.iter().flat_map(findings).collect();
    let headers = [
        "placement",
        "pack",
        "rule",
        "severity",
        "outcome",
        "missing",
        "title",
        "instrument",
        "article",
        "source_url",
    ];
    files.csv("findings.csv", &headers, &rows)?;
    let mut receipts = Vec::new();
    for one in &reply.breaches {
        for of in one.rests_on.iter().flat_map(|of| &of.receipts) {
            receipts.push(vec![
                one.placement.clone(),
                text(of.entry.as_ref().map(|entry| entry as _)),
                of.label.clone().unwrap_or_default(),
                text(of.head.as_ref().map(|head| head as _)),
                text(of.amount.as_ref().map(|amount| amount as _)),
                text(of.currency.as_ref().map(|currency| currency as _)),
                text(of.payer.as_ref().map(|payer| payer as _)),
                text(of.demanded_by.as_ref().map(|by| by as _)),
                text(of.paid_on.as_ref().map(|day| day as _)),
            ]);
        }
    }
    let headers =
        ["placement", "entry", "label", "head", "amount", "currency", "payer", "demanded_by", "paid_on"];
    files.csv("receipts.csv", &headers, &receipts)
}

/// Checks a bundle without any store: each file against the manifest, the manifest against its signature, and each proof.
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
            let verified: Vec<String> = by.iter().filter(holds).map(|key| key.name().to_owned()).collect();
            if verified.len() < by.len() {
                fault(SIGNATURE, BundleFault::Signature);
            }
            (note.signers().map(str::to_owned).collect(), verified)
        }
        _ => {
            fault(SIGNATURE, BundleFault::Signature);
            (Vec::new(), Vec::new())
        }
    };
    let mut proofs = 0;
    for listed in &manifest.files {
        let Some(content) = files.remove(&listed.name) else {
            fault(&listed.name, BundleFault::Missing);
            continue;
        };
        if Hash::of(&content).to_string() != listed.sha256 || content.len() as u64 != listed.bytes {
            fault(&listed.name, BundleFault::Altered);
        } else if listed.name.ends_with(PROOF) {
            let proof = LogProof::read(&String::from_utf8_lossy(&content));
            let state = proof.and_then(|proof| proof.verify(by));
            if state.is_ok_and(|state| state.origin == manifest.log) {
                proofs += 1;
            } else {
                fault(&listed.name, BundleFault::Proof);
            }
        }
    }
    for name in files.keys() {
        fault(name, BundleFault::NotListed);
    }
    Ok(VerifiedBundle {
        subject: manifest.subject,
        made_at: manifest.made_at,
        log: manifest.log,
        files: manifest.files.len() as u64,
        proofs,
        signers,
        verified,
        faults,
    })
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
