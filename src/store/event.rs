//! What the audit log says of each change: one event a change, whichever engine wrote it.

use super::Counts;
use crate::model::{BatchId, DecisionId, Hash, Kind, Seq};
use serde_json::{Map, Value, json};

/// A file of a batch, for the record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BatchFile {
    /// The name as the user gave it, without directories.
    pub name: String,
    /// What its rows are.
    pub kind: Kind,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The running number of its first row within the batch.
    pub first_src: i64,
    /// Its rows, rejected ones included.
    pub rows: u64,
    /// Its rejected rows.
    pub rejected: u64,
    /// The SHA-256 of the recipe by which it was read, in hexadecimal.
    pub recipe: Option<String>,
}

/// A pack of the data directory at one moment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PackState {
    /// The edition that it states; empty for one that cannot be used.
    pub edition: String,
    /// The SHA-256 over its files, in hexadecimal.
    pub sha256: String,
}

/// What became of a pack of the data directory. It goes before a pack of the same name that comes with the program.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PackChange {
    /// The identifier of the pack.
    pub pack: String,
    /// What it was; nothing where it is new.
    pub before: Option<PackState>,
    /// What it is; nothing where it was taken away.
    pub after: Option<PackState>,
}

/// What was changed or looked at.
///
/// No event names a person or a file: names of files can name people, and the log must survive the erasure of
/// whoever it tells of. Workers enter by their random handles, facts by their hash.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A batch was brought in.
    Batch {
        /// The batch.
        batch: BatchId,
        /// The sequence number of its transaction.
        seq: Seq,
        /// Its files.
        files: Vec<BatchFile>,
        /// What it did, kind by kind.
        counts: Vec<(Kind, Counts)>,
        /// Its rows, rejected ones included.
        rows: u64,
        /// The root of the tree over its rows.
        rows_root: Hash,
    },
    /// A batch was undone.
    Undo {
        /// The batch.
        batch: BatchId,
        /// The sequence number of the transaction that undid it.
        seq: Seq,
        /// Records taken out again.
        removed: u64,
        /// Records put back to their former version.
        restored: u64,
    },
    /// A decision was recorded.
    Decision {
        /// The decision.
        decision: DecisionId,
        /// What kind of decision it is.
        kind: String,
        /// The sequence number that it saw, or that it made.
        seq: Seq,
        /// The hash of its facts, which hold a salt.
        facts_sha256: Hash,
        /// Whom it is about, by handles.
        subjects: Subjects,
    },
    /// A decision was taken back.
    TakenBack {
        /// The decision.
        decision: DecisionId,
        /// The sequence number of the transaction, where records changed with it.
        seq: Option<Seq>,
    },
    /// Packs of the data directory were put in place, changed or taken away.
    Packs {
        /// What became of each.
        changes: Vec<PackChange>,
    },
    /// Records that name persons were given out.
    Export {
        /// The kind.
        kind: Kind,
        /// How many.
        records: u64,
        /// What for, in the words of whoever asked.
        purpose: String,
        /// The sequence number that was seen.
        seq: Seq,
        /// The persons, by handles, where the records are those of a few; empty where all were given out.
        subjects: Vec<String>,
    },
    /// The evidence of a case was given out.
    Evidence {
        /// The hash of what it holds, which has a salt.
        sha256: Hash,
        /// The sequence number that was seen.
        seq: Seq,
    },
    /// A question was kept under a name, its answer looked at, or the question taken away.
    SavedSearch {
        /// The number of the question.
        search: i64,
        /// What was done.
        deed: SavedDeed,
    },
    /// Somebody looked at the identity of persons.
    Look {
        /// What for.
        purpose: String,
        /// The persons, by handles.
        subjects: Vec<String>,
    },
}

/// What was done with a question that is kept under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedDeed {
    /// It was kept.
    Saved {
        /// The hash of the question, which has a salt.
        sha256: Hash,
    },
    /// Its answer was looked at.
    Seen {
        /// The sequence number that was seen.
        seq: Seq,
    },
    /// It was taken away.
    Removed,
}

/// Whom a decision is about, by the random handles of workers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Subjects {
    /// Nobody, or the facts alone say who.
    #[default]
    Unsaid,
    /// Two that became one.
    Merged {
        /// The worker that stays.
        kept: String,
        /// The worker that became part of it.
        merged: String,
    },
    /// Two that are two, in order.
    Apart([String; 2]),
}

impl Event {
    /// The kind of the entry.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Batch { .. } => "batch",
            Self::Undo { .. } => "undo",
            Self::Decision { .. } => "decision",
            Self::TakenBack { .. } => "taken-back",
            Self::Packs { .. } => "packs",
            Self::Export { .. } => "export",
            Self::Evidence { .. } => "evidence",
            Self::SavedSearch { .. } => "saved-search",
            Self::Look { .. } => "look",
        }
    }

    /// The body of the entry.
    pub fn body(&self) -> Value {
        match self {
            Self::Batch { batch, seq, files, counts, rows, rows_root } => json!({
                "batch": batch, "seq": seq, "rows": rows, "rows_root": rows_root,
                "files": files.iter().map(file).collect::<Vec<_>>(),
                "counts": counts
                    .iter()
                    .filter(|(_, counts)| *counts != Counts::default())
                    .map(|(kind, counts)| json!({ "kind": kind, "counts": counts }))
                    .collect::<Vec<_>>(),
            }),
            Self::Undo { batch, seq, removed, restored } => {
                json!({ "batch": batch, "seq": seq, "removed": removed, "restored": restored })
            }
            Self::Decision { decision, kind, seq, facts_sha256, subjects } => {
                let mut body = Map::new();
                body.insert("decision".to_owned(), json!(decision));
                body.insert("kind".to_owned(), json!(kind));
                body.insert("seq".to_owned(), json!(seq));
                body.insert("facts_sha256".to_owned(), json!(facts_sha256));
                match subjects {
                    Subjects::Unsaid => {}
                    Subjects::Merged { kept, merged } => {
                        body.insert("kept".to_owned(), json!(kept));
                        body.insert("merged".to_owned(), json!(merged));
                    }
                    Subjects::Apart(handles) => {
                        body.insert("apart".to_owned(), json!(handles));
                    }
                }
                Value::Object(body)
            }
            Self::TakenBack { decision, seq: None } => json!({ "decision": decision }),
            Self::TakenBack { decision, seq: Some(seq) } => json!({ "decision": decision, "seq": seq }),
            Self::Packs { changes } => json!({ "packs": changes }),
            Self::Export { kind, records, purpose, seq, subjects } => {
                let mut body = json!({ "kind": kind, "records": records, "purpose": purpose, "seq": seq });
                if !subjects.is_empty() {
                    body["subjects"] = json!(subjects);
                }
                body
            }
            Self::Evidence { sha256, seq } => json!({ "evidence_sha256": sha256, "seq": seq }),
            Self::SavedSearch { search, deed } => match deed {
                SavedDeed::Saved { sha256 } => json!({ "search": search, "done": "saved", "sha256": sha256 }),
                SavedDeed::Seen { seq } => json!({ "search": search, "done": "seen", "seq": seq }),
                SavedDeed::Removed => json!({ "search": search, "done": "removed" }),
            },
            Self::Look { purpose, subjects } => json!({ "purpose": purpose, "subjects": subjects }),
        }
    }
}

fn file(file: &BatchFile) -> Value {
    let mut entry = json!({
        "kind": file.kind, "bytes": file.bytes, "sha256": file.sha256, "rows": file.rows, "rejected": file.rejected,
    });
    if let Some(recipe) = &file.recipe {
        entry["recipe"] = json!(recipe);
    }
    entry
}
