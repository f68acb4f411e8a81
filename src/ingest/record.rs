//! What reading a row gives: its records, and what was found in it.

use super::reason::FindingReason;
use crate::model::{Datum, Kind, words};
use crate::rule::Place;
use crate::text::Nearness;

words! {
    /// What a finding does to its row.
    Severity, "`reject`, `warn` or `note`" {
        /// The row is not taken.
        Reject = "reject",
        /// The row is taken; somebody should look at it.
        Warn = "warn",
        /// Worth knowing.
        Note = "note",
    }
}

/// Something found in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFinding {
    /// Where.
    pub place: Place,
    /// A stable code.
    pub code: &'static str,
    /// What it does to the row.
    pub severity: Severity,
    /// What is wrong, and what would have been accepted; the sentences are made when they are read.
    pub reason: FindingReason,
    /// The nearest valid value, or those that the cell may mean.
    pub suggestion: Option<String>,
    /// How near the suggestion is to what was written, where it was found by likeness and stands alone.
    pub nearness: Option<Nearness>,
}

impl RowFinding {
    /// Whether a cell that cannot be read, cannot be true or contradicts another, stays out of a row that goes in.
    pub fn leaves_cell_out(&self) -> bool {
        leaves_cell_out(self.severity, self.code)
    }
}

/// Whether a finding of a severity and a code leaves a cell out of a row that goes in.
pub fn leaves_cell_out(severity: Severity, code: &str) -> bool {
    severity == Severity::Warn && matches!(code, "IMP010" | "IMP013" | "REC121")
}

/// A record of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The kind.
    pub kind: Kind,
    /// The cells in schema order; `None` is unknown.
    pub cells: Vec<Option<Datum>>,
    /// The cells whose text differs from its canonical form, by column.
    pub as_written: Vec<(usize, String)>,
    /// The cells that no column takes, by header; on the main record only.
    pub unmapped: Vec<(String, String)>,
}

/// A row of the file.
#[derive(Debug)]
pub struct ParsedRow {
    /// Its number, the header being row 1.
    pub number: u64,
    /// Its cells as written.
    pub original: csv::StringRecord,
    /// Its records, the main one first; a row with a [`Severity::Reject`] finding must not be taken.
    pub records: Vec<Parsed>,
    /// What was found in it.
    pub findings: Vec<RowFinding>,
}
