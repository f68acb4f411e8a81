//! The report of a batch: the one type that the import fills, that programs read as JSON
//! (`schemas/replies/import_report.json`), and that pages and terminals show.
//!
//! A report is kept beside the store and read back; what one of an earlier version lacks is blank.

use crate::ingest::{self, ColumnUse, Quality, RowFinding, Severity, Target, Understood};
use crate::message::{self, Message, Reason as _};
use crate::model::{BatchId, Kind};
use crate::rule::Place;
use crate::store::{CellChange, Counts};
use crate::text::Nearness;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A longer cell is cut in the report; the rejects file has it whole.
const LONGEST: usize = 200;

/// What an import understood and did.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportReport {
    /// The batch, unless nothing was written.
    pub batch: Option<BatchId>,
    /// Whether this was a dry run.
    pub dry_run: bool,
    /// Whether the batch was taken out again since.
    pub undone: bool,
    /// When it was, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Records by kind.
    pub counts: BTreeMap<Kind, Counts>,
    /// Rejected rows by the kind of their file.
    pub rejected: BTreeMap<Kind, u64>,
    /// The files, in the order in which they were taken.
    pub files: Vec<FileReport>,
    /// The files of directories that are no tables of ours; nothing of them was taken.
    pub left_out: Vec<LeftOut>,
    /// The first field-level changes to stored records.
    pub changes: Vec<CellChange>,
    /// How many field-level changes there are.
    pub changes_total: u64,
}

/// A file of a directory that is no table of ours.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LeftOut {
    /// Its name.
    pub file: String,
    /// Why it is none.
    #[serde(deserialize_with = "message::kept")]
    pub because: Message,
}

/// What an import understood and did with a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileReport {
    /// How the file was read.
    pub understood: Understood,
    /// Columns of a worker that every match needs and that the file has none of: then no row says them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
    /// Its rows.
    #[serde(default)]
    pub rows: u64,
    /// Its rejected rows.
    #[serde(default)]
    pub rejected: u64,
    /// What its columns held, in their order.
    #[serde(default)]
    pub columns: Vec<ColumnReport>,
    /// Why rows were rejected, the most frequent reason first, and what else was found.
    #[serde(default)]
    pub reasons: Vec<ReportReason>,
    /// The findings, in the order of the rows; of a file with very many the first.
    #[serde(default)]
    pub findings: Vec<FindingReport>,
    /// How many findings there are.
    #[serde(default)]
    pub findings_total: u64,
    /// Where its rejected rows are, if there are any and they were written.
    #[serde(default)]
    pub rejects: Option<PathBuf>,
    /// Its rows that were taken although something was found in them.
    #[serde(default)]
    pub warned: u64,
    /// Cells of those rows that could not be read and stay out of their records; they are kept as they were written.
    #[serde(default)]
    pub cells_left_out: u64,
    /// Openings that were taken and whose occupation nothing says: their titles name none, and no match finds them.
    #[serde(default)]
    pub without_occupation: u64,
    /// Openings that were taken and whose occupation is what their title names.
    #[serde(default)]
    pub titled: u64,
    /// The first of them.
    #[serde(default)]
    pub first_titled: Option<String>,
    /// Where those rows are, if there are any and they were written.
    #[serde(default)]
    pub warnings: Option<PathBuf>,
    /// The first rows that stand under the identifier of a merged worker.
    #[serde(default)]
    pub redirects: Vec<Redirect>,
    /// How many such rows there are.
    #[serde(default)]
    pub redirected: u64,
}

impl FileReport {
    /// So many findings at most as somebody reads on a screen: those that cost a row before others, in the order of the rows.
    pub fn first_findings(&self, most: usize) -> Vec<&FindingReport> {
        let costs = |finding: &&FindingReport| finding.severity == Severity::Reject;
        let rejects = self.findings.iter().filter(costs).take(most).count();
        let (mut grave, mut lesser) = (rejects, most - rejects);
        let mut fits = |finding: &&FindingReport| {
            let room = if costs(finding) { &mut grave } else { &mut lesser };
            let is_left = *room > 0;
            *room = room.saturating_sub(1);
            is_left
        };
        self.findings.iter().filter(|finding| fits(finding)).collect()
    }

    /// The report of a file of which nothing is read yet.
    pub fn new(understood: Understood) -> Self {
        Self {
            lacks: lacks(&understood),
            understood,
            rows: 0,
            rejected: 0,
            columns: Vec::new(),
            reasons: Vec::new(),
            findings: Vec::new(),
            findings_total: 0,
            rejects: None,
            warned: 0,
            cells_left_out: 0,
            without_occupation: 0,
            titled: 0,
            first_titled: None,
            warnings: None,
            redirects: Vec::new(),
            redirected: 0,
        }
    }
}

/// The columns of a worker or an opening that every match needs and that nothing in a file says. Rows that come back need not say them.
fn lacks(understood: &Understood) -> Vec<String> {
    if understood.read_as_before.is_some() {
        return Vec::new();
    }
    let columns = understood.columns.iter().filter_map(|used| used.target.as_ref());
    let said: Vec<_> = columns.chain(understood.constants.iter().map(|constant| &constant.target)).collect();
    let says =
        |kind: Kind, field: &str| said.iter().any(|target| target.kind == kind && target.field == field);
    if understood.kind == Kind::Opening {
        let own = |field: &str| says(Kind::Opening, field);
        let needed = [
            ("occupation", own("occupation") || own("title")),
            ("destination", own("destination") || understood.lived_in.is_some()),
        ];
        return needed.into_iter().filter(|(_, said)| !said).map(|(name, _)| name.to_owned()).collect();
    }
    if understood.kind != Kind::Worker {
        return Vec::new();
    }
    let consents = || said.iter().any(|target| target.name() == "consent_match");
    let titles = says(Kind::Worker, "title") || says(Kind::Employment, "title");
    let needed = [
        ("occupation", says(Kind::Worker, "occupation") || titles),
        ("residence", says(Kind::Worker, "residence") || understood.lived_in.is_some()),
        ("consent_match", consents()),
    ];
    needed.into_iter().filter(|(_, said)| !said).map(|(name, _)| name.to_owned()).collect()
}

/// A row under the identifier of a merged worker: it speaks of the survivor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// The row.
    pub row: u64,
    /// The identifier in the file.
    pub from: String,
    /// The worker that it leads to.
    pub to: String,
}

/// What a column of a file held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ColumnReport {
    /// The header as written.
    pub header: String,
    /// Findings that reject a row for this column, or leave its cell out.
    #[serde(default)]
    pub refused: u64,
    /// The counts of its cells.
    #[serde(flatten)]
    pub quality: Quality,
}

/// A reason with how often it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportReason {
    /// What it does to the row.
    pub severity: Severity,
    /// The stable code, which `corridor rule` explains.
    pub code: String,
    /// The column, by its header in the file; blank when it is the row as a whole.
    #[serde(default)]
    pub column: String,
    /// What is wrong, in general.
    #[serde(default, deserialize_with = "message::kept")]
    pub what: Message,
    /// What to do.
    #[serde(default)]
    pub remedy: String,
    /// How many findings give it.
    #[serde(default)]
    pub count: u64,
    /// The first of them.
    #[serde(default)]
    pub examples: Vec<ReportExample>,
}

/// The faulty cell of a row, and nothing else of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportExample {
    /// The number of the row, the header being row 1.
    pub row: u64,
    /// The cell as written.
    pub value: String,
    /// What is wrong with it.
    #[serde(deserialize_with = "message::kept")]
    pub reason: Message,
    /// What would have been accepted.
    #[serde(default, deserialize_with = "message::kept_if_any")]
    pub expected: Option<Message>,
    /// The nearest valid value.
    pub suggestion: Option<String>,
}

/// A finding as the report tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingReport {
    /// Where.
    #[serde(default)]
    pub place: Place,
    /// The stable code.
    pub code: String,
    /// What it does to the row.
    pub severity: Severity,
    /// What is wrong.
    #[serde(default, deserialize_with = "message::kept")]
    pub reason: Message,
    /// What would have been accepted.
    #[serde(default, deserialize_with = "message::kept_if_any")]
    pub expected: Option<Message>,
    /// The nearest valid value, or those that the cell may mean.
    pub suggestion: Option<String>,
    /// How near the suggestion is to what was written, where it was found by likeness and stands alone.
    pub nearness: Option<Nearness>,
}

impl From<&RowFinding> for FindingReport {
    /// Long cells are cut: a page shows the beginning.
    fn from(finding: &RowFinding) -> Self {
        let place = &finding.place;
        Self {
            place: Place { value: clipped(&place.value), ..place.clone() },
            code: finding.code.to_owned(),
            severity: finding.severity,
            reason: shortened(finding.reason.message()),
            expected: finding.reason.expected().map(shortened),
            suggestion: finding.suggestion.as_deref().map(clipped),
            nearness: finding.nearness,
        }
    }
}

/// A text as the report shows it.
pub fn clipped(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// A message as the report shows it: its text and its arguments are cut as cells are.
pub fn shortened(message: Message) -> Message {
    let args = message.args.into_iter().map(|(name, arg)| match arg {
        Value::String(text) => (name, Value::String(clipped(&text))),
        other => (name, other),
    });
    Message { args: args.collect(), text: clipped(&message.text), ..message }
}

impl ImportReport {
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

    /// Cells of all files that stay out of their records.
    pub fn cells_left_out(&self) -> u64 {
        self.files.iter().map(|file| file.cells_left_out).sum()
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
        match (self.batch, self.dry_run) {
            (Some(batch), _) if self.undone => format!("batch {batch}, undone"),
            (Some(batch), _) => format!("batch {batch}"),
            (None, true) => "dry run, nothing written".to_owned(),
            (None, false) => "nothing to write".to_owned(),
        }
    }
}

impl ReportReason {
    /// Whether somebody must mend a cell: the row was rejected, or went in without the cell.
    pub fn refuses(&self) -> bool {
        self.rejects() || ingest::leaves_cell_out(self.severity, &self.code)
    }

    /// Whether it keeps the row out.
    pub fn rejects(&self) -> bool {
        self.severity == Severity::Reject
    }

    /// What would have been accepted, where all examples agree on it.
    pub fn expected(&self) -> Option<&Message> {
        let mut expected = self.examples.iter().map(|example| example.expected.as_ref());
        let first = expected.next()??;
        expected.all(|other| other == Some(first)).then_some(first)
    }
}

/// The form of a file, in words: encoding and separator, or the sheet of a workbook.
pub fn form(understood: &Understood) -> String {
    if understood.form.sheet.is_some() || !understood.form.encoding.is_empty() {
        return understood.form.told();
    }
    // A report of an earlier version knows the encoding and the separator alone.
    let bom = if understood.bom { " with BOM" } else { "" };
    let separator = match understood.delimiter {
        Some(',') => ", comma-separated",
        Some(';') => ", semicolon-separated",
        Some('\t') => ", tab-separated",
        Some('|') => ", bar-separated",
        Some(' ') => ", space-separated",
        _ => "",
    };
    format!("{}{bom}{separator}", understood.encoding)
}

/// The column that a header is read as, in words; blank where no column takes it.
pub fn read_as(used: &ColumnUse) -> String {
    used.target.as_ref().map(target).unwrap_or_default()
}

/// A column in words: `residence`, `license 2: number`.
pub fn target(target: &Target) -> String {
    let kind = || target.kind.as_str().replace('_', " ");
    match target.slot {
        Some(slot) if slot > 0 => format!("{} {slot}: {}", kind(), target.field),
        Some(_) => format!("{}: {}", kind(), target.field),
        None => target.field.clone(),
    }
}
