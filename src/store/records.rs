//! What the store answers, and what it is asked: values that no engine adds to.

use crate::decision::{DecisionFacts, Recorded};
use crate::log::ClockSetBack;
use crate::model::Hash;
use crate::model::{BatchId, Datum, DecisionId, Kind, Row, Seq, words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A record as it rests.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportRow {
    /// The number of the record, or of the whole that it belongs to.
    pub row: Row,
    /// The cells in schema order; `None` is unknown.
    pub cells: Vec<Option<Datum>>,
    /// The cells that were written otherwise, by the name of the column.
    pub as_written: BTreeMap<String, String>,
    /// The cells that no column takes, by header.
    pub unmapped: BTreeMap<String, String>,
}

/// A batch that is in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The batch's name, `B-0001`.
    pub batch: BatchId,
    /// The sequence number of its transaction.
    pub seq: Seq,
}

/// A batch that was undone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Undone {
    /// The batch.
    pub batch: BatchId,
    /// Records taken out again.
    pub removed: u64,
    /// Records put back to their former version.
    pub restored: u64,
}

/// What one look at a batch shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BatchSummary {
    /// The batch's name, `B-0001`.
    pub batch: BatchId,
    /// The sequence number of its transaction.
    pub seq: Seq,
    /// When it was applied.
    pub recorded_at: String,
    /// Who applied it.
    pub actor: String,
    /// Records inserted.
    pub inserted: u64,
    /// Records updated.
    pub updated: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Whether it was undone.
    pub undone: bool,
    /// The names of its files.
    pub files: Vec<String>,
}

/// Records per kind.
pub type StoreCounts = Vec<(Kind, u64)>;

/// The outcome of one check of the store.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// What was checked.
    pub name: &'static str,
    /// What is wrong; empty when nothing is.
    pub problems: Vec<String>,
}

/// The state of the audit log.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct LogState {
    /// The number of entries.
    pub entries: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Where it is broken, or the records are not what it tells of, in words; empty when all is whole.
    pub broken: Vec<String>,
    /// Whether the log itself is whole, so that all that is broken are records.
    pub log_whole: bool,
    /// The tree over the looks at personal data alone; `None` where the log cannot be read.
    pub looks: Option<LookTree>,
    /// Entries whose time is before that of an earlier one.
    pub clock_set_back: Vec<ClockSetBack>,
    /// What was taken from a checkpoint and not checked again; `None` where all was checked.
    pub not_checked: Option<NotCheckedAgain>,
}

/// Entries before a checkpoint. Neither their texts nor the records that they cover were checked again, nor whether records were
/// put in beside the log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NotCheckedAgain {
    /// How many entries they are.
    pub entries: u64,
    /// The root over their stored leaves, which the checkpoint vouches for.
    pub root: Hash,
}

/// The tree over the looks at personal data alone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LookTree {
    /// The number of looks.
    pub entries: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// What a decision is to record.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The sequence number of the store that it saw.
    pub seq: Seq,
    /// The question, the results, the versions and editions they rest on.
    pub facts: &'a DecisionFacts,
}

/// A recorded decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its name, `D-0001`.
    pub decision: DecisionId,
    /// The sequence number of the store that it saw.
    pub seq: Seq,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Who recorded it.
    pub actor: String,
    /// What kind of decision it is: `shortlist`, `openings`, `merge`, `keep-apart`, `judgment`, `finding-state`
    /// or `rejection`.
    pub kind: String,
    /// What it is about: an opening, a worker, or two workers.
    pub subject: String,
    /// The question, the results, the versions and editions they rest on.
    pub facts: Recorded,
}

words! {
    /// What a person decided about two workers.
    Verdict, "a verdict: `merge` or `keep-apart`" {
        /// They are one.
        Merge = "merge",
        /// They are two.
        KeepApart = "keep-apart",
    }
}

/// A decision about two workers.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Reviewed {
    /// Its name, `D-0003`.
    pub decision: DecisionId,
    /// What was decided.
    pub verdict: Verdict,
    /// The worker that was kept; of two that are kept apart the one whose identifier comes first.
    pub left: String,
    /// The worker that became part of it, or the other of the two.
    pub right: String,
    /// When.
    pub recorded_at: String,
    /// By whom.
    pub actor: String,
    /// What it rests on.
    pub facts: Value,
    /// When and by whom it was taken back.
    pub taken_back: Option<(String, String)>,
}

/// What is to be merged, and how.
#[derive(Debug, Clone, Default)]
pub struct Merge {
    /// The worker that keeps its identifier.
    pub keep: String,
    /// The worker that becomes part of it.
    pub other: String,
    /// The cells, by name, in which the other's word holds where both say something different.
    pub take: BTreeSet<String>,
    /// The sequence number at which the reviewer saw the two: later changes make the merge fail.
    pub seen_seq: Option<Seq>,
    /// What spoke for it, for the record.
    pub evidence: Value,
}

/// A merge that was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Merged {
    /// The decision, `D-0003`: what takes it back.
    pub decision: DecisionId,
    /// The worker that holds what both knew.
    pub kept: String,
    /// The identifier that leads to it from now on.
    pub merged: String,
    /// Cells that were unknown to the survivor and came from the other.
    pub filled: Vec<String>,
    /// Parts that came over: qualifications, licenses, certificates, employments, consents.
    pub moved: u64,
    /// Cells in which the two differed and the survivor's word holds.
    pub kept_cells: Vec<String>,
    /// Cells in which the two differed and the other's word holds.
    pub taken_cells: Vec<String>,
    /// Cells in which a rule decided.
    pub ruled_cells: Vec<String>,
}

/// A decision that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TakenBack {
    /// The decision.
    pub decision: DecisionId,
    /// What it was: `merge` or `keep-apart`.
    pub kind: &'static str,
    /// The two workers, which are two again, or may be asked about again.
    pub workers: [String; 2],
}

/// A look at personal data, which the audit log keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look<'a> {
    /// Records that name persons are given out.
    Export {
        /// The kind.
        kind: Kind,
        /// How many records.
        records: u64,
        /// What for, in the words of whoever asked.
        purpose: &'a str,
        /// The sequence number of the store that was seen.
        seq: Seq,
        /// The persons by their random handles, where the records are those of a few; empty where all were given out.
        handles: &'a [String],
    },
    /// The evidence of a case is given out.
    Evidence {
        /// The hash of what it holds, which has a salt.
        sha256: Hash,
        /// The sequence number of the store that was seen.
        seq: Seq,
    },
    /// Somebody looks at the identity of persons.
    Identities {
        /// What for.
        purpose: &'a str,
        /// The persons, by their random handles.
        handles: &'a [String],
    },
}
