//! The report of a batch as its JSON tells it (`schemas/replies/import_report.json`).
//!
//! What a kept report of another version lacks is blank, so that it can be shown all the same.

use crate::model::Kind;
use crate::tabular::{Form, PassedOver};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The report of a batch.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Batch {
    /// The batch, unless nothing was written.
    pub batch: Option<String>,
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// Whether it was taken out again.
    pub undone: bool,
    /// When it was, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Records by kind.
    pub counts: BTreeMap<Kind, Counts>,
    /// Rejected rows by the kind of their file.
    pub rejected: BTreeMap<Kind, u64>,
    /// The files.
    pub files: Vec<FileOf>,
    /// The first changes to stored records.
    pub changes: Vec<Changed>,
    /// How many changes there are.
    pub changes_total: u64,
}

/// Records by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// New ones.
    pub inserted: u64,
    /// Changed ones.
    pub updated: u64,
    /// Those that were there already.
    pub unchanged: u64,
}

/// A file of the batch.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FileOf {
    /// How it was read.
    pub understood: Understood,
    /// Its rows.
    pub rows: u64,
    /// Its rejected rows.
    pub rejected: u64,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Why rows were rejected, and what else was found.
    pub reasons: Vec<Reason>,
    /// The first findings.
    pub findings: Vec<Found>,
    /// How many findings there are.
    pub findings_total: u64,
    /// Where its rejected rows are.
    pub rejects: Option<String>,
    /// Its rows that were taken although something was found in them.
    pub warned: u64,
    /// Where those rows are.
    pub warnings: Option<String>,
    /// The first rows that stand under the identifier of a merged worker.
    pub redirects: Vec<Led>,
    /// How many such rows there are.
    pub redirected: u64,
}

/// A row under the identifier of a merged worker.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Led {
    /// The row.
    pub row: u64,
    /// The identifier in the file.
    pub from: String,
    /// The worker that it leads to.
    pub to: String,
}

/// How a file was read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Understood {
    /// Its name.
    pub file: String,
    /// What its rows are.
    pub kind: String,
    /// Whether a row holds parts as well.
    pub wide: bool,
    /// Its encoding.
    pub encoding: String,
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// What separates cells.
    pub delimiter: String,
    /// How the file is laid out.
    pub form: Form,
    /// Rows that are none of the table.
    pub passed_over: Vec<PassedOver>,
    /// What became of its columns.
    pub columns: Vec<Used>,
    /// The order of day and month, by header.
    pub date_orders: Vec<(String, Option<String>)>,
    /// The decimal sign, by header.
    pub decimal_signs: Vec<(String, Option<String>)>,
    /// Values for columns that the file lacks.
    pub constants: Vec<Constant>,
    /// The recipe beside it, by which it was read as its original was.
    pub read_as_before: Option<String>,
}

/// A value for a column that the file lacks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Constant {
    /// The column.
    pub target: Target,
    /// The value.
    pub value: String,
    /// Why it is so.
    pub why: String,
}

/// What became of a column.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Used {
    /// Its header.
    pub header: String,
    /// What it means.
    pub target: Option<Target>,
    /// How that was found.
    pub via: String,
    /// How sure that is, from 0 to 1.
    pub confidence: Option<f64>,
    /// A cell of it, unless it says who somebody is.
    pub sample: Option<String>,
}

/// The column that a header means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Target {
    /// The kind.
    pub kind: String,
    /// The column.
    pub field: String,
    /// Which part of a wide row.
    pub slot: Option<u8>,
}

/// What a column held.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Findings that reject a row for it.
    pub refused: u64,
    /// Cells that hold something.
    pub filled: u64,
    /// Cells that are blank or say that nothing is known.
    pub unknown: u64,
    /// Cells read as something other than their bytes.
    pub reworded: u64,
    /// Distinct values.
    pub distinct: u64,
    /// Whether there are more than were counted.
    pub distinct_more: bool,
    /// The most frequent values of a column of codes.
    pub top: Vec<Top>,
}

/// A value and how often it stands there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Top {
    /// The value.
    pub value: String,
    /// Cells that hold it.
    pub count: u64,
}

/// A reason with how often it was given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    /// `reject`, `warn` or `note`.
    pub severity: String,
    /// The code of the rule.
    pub code: String,
    /// The column.
    pub column: String,
    /// What is wrong, in general.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// How many findings give it.
    pub count: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// The faulty cell of a row.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Example {
    /// The number of the row.
    pub row: u64,
    /// The cell as written.
    pub value: String,
    /// What is wrong with it.
    pub reason: String,
    /// What would have been accepted.
    pub expected: Option<String>,
    /// The nearest valid value.
    pub suggestion: Option<String>,
}

/// A finding.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Found {
    /// Where.
    pub place: At,
    /// The code of the rule.
    pub code: String,
    /// `reject`, `warn` or `note`.
    pub severity: String,
    /// What is wrong.
    pub reason: String,
    /// What would have been accepted.
    pub expected: Option<String>,
    /// The nearest valid value.
    pub suggestion: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct At {
    /// The file.
    pub file: String,
    /// The row.
    pub row: u64,
    /// The column.
    pub column: String,
    /// The cell as written.
    pub value: String,
}

/// A change to a stored record.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Changed {
    /// The kind.
    pub kind: String,
    /// The record.
    pub id: String,
    /// The column.
    pub column: String,
    /// What was stored.
    pub old: Option<String>,
    /// What takes its place.
    pub new: String,
}

impl Batch {
    /// The counts of all kinds together.
    pub fn total(&self) -> Counts {
        self.counts.values().fold(Counts::default(), |sum, c| Counts {
            inserted: sum.inserted + c.inserted,
            updated: sum.updated + c.updated,
            unchanged: sum.unchanged + c.unchanged,
        })
    }

    /// Rows of all files.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }

    /// Rejected rows of all files.
    pub fn rejected_rows(&self) -> u64 {
        self.files.iter().map(|file| file.rejected).sum()
    }

    /// Findings in all files.
    pub fn findings_total(&self) -> u64 {
        self.files.iter().map(|file| file.findings_total).sum()
    }

    /// The kinds with their counts and rejected rows.
    pub fn kinds(&self) -> Vec<(Kind, Counts, u64)> {
        let seen = |kind: &Kind| self.counts.contains_key(kind) || self.rejected.contains_key(kind);
        let of = |kind: Kind| {
            let counts = self.counts.get(&kind).copied().unwrap_or_default();
            (kind, counts, self.rejected.get(&kind).copied().unwrap_or_default())
        };
        Kind::ALL.iter().copied().filter(seen).map(of).collect()
    }

    /// When it was, for people.
    pub fn when(&self) -> String {
        self.recorded_at.replace('T', " ").replace('Z', " UTC")
    }

    /// What the batch is called.
    pub fn title(&self) -> String {
        match (&self.batch, self.dry_run) {
            (Some(batch), _) if self.undone => format!("batch {batch}, undone"),
            (Some(batch), _) => format!("batch {batch}"),
            (None, true) => "dry run, nothing written".to_owned(),
            (None, false) => "nothing to write".to_owned(),
        }
    }
}

impl Reason {
    /// What would have been accepted, where all examples agree on it.
    pub fn expected(&self) -> Option<&str> {
        let mut expected = self.examples.iter().map(|example| example.expected.as_deref());
        let first = expected.next()??;
        expected.all(|other| other == Some(first)).then_some(first)
    }
}

impl Example {
    /// What is wrong with the cell, where the cell itself is shown beside it.
    pub fn without_value(&self) -> &str {
        self.reason.strip_prefix(&format!("`{}` ", self.value)).unwrap_or(&self.reason)
    }
}

impl Understood {
    /// What separates cells, in words.
    pub fn separator(&self) -> &str {
        match self.delimiter.as_str() {
            "," => "comma",
            ";" => "semicolon",
            "\t" => "tab",
            "|" => "bar",
            " " => "space",
            other => other,
        }
    }

    /// Encoding and separator, in words.
    pub fn form(&self) -> String {
        if self.form.sheet.is_some() || !self.form.encoding.is_empty() {
            return self.form.told();
        }
        let bom = if self.bom { " with BOM" } else { "" };
        match self.separator() {
            "" => format!("{}{bom}", self.encoding),
            separator => format!("{}{bom}, {separator}-separated", self.encoding),
        }
    }
}

impl Used {
    /// The column that it is read as.
    pub fn read_as(&self) -> String {
        self.target.as_ref().map(Target::read_as).unwrap_or_default()
    }
}

impl Target {
    /// The column in words.
    pub fn read_as(&self) -> String {
        let Self { kind, field, slot } = self;
        match slot {
            Some(slot) if *slot > 0 => format!("{} {slot}: {field}", kind.replace('_', " ")),
            Some(_) => format!("{}: {field}", kind.replace('_', " ")),
            None => field.clone(),
        }
    }
}
