//! Files to records and findings: sniff, map, read.
//!
//! A file is read three times, each time in constant memory: once as bytes (hash, encoding), once as
//! cells (rows, order of the dates), once for its records. A bad row is a finding, never an
//! error: reading yields records *and* findings. An error means that the file is no table we can
//! read, and names what to do about it. What the rows do to a store is not known here.

mod checks;
mod codes;
mod error;
mod identity;
mod implied;
mod mapping;
mod quality;
mod reason;
mod record;
#[cfg(test)]
mod round_trip;
mod row;
mod save;
mod sniff;
mod table;
mod understood;

pub use checks::{RecordReason, Step};
pub use error::IngestError;
pub use mapping::{
    Choice, Choices, ColumnUse, Confidence, Constant, Recipe, RecipeError, RecipeFault, RecipeReading,
    Target, Unclear, Via, column_named, is_source_name, people_columns, understand_headers, understood,
};
pub use quality::{Quality, Top};
pub use reason::{CellReason, CellSaid, FindingReason, RowReason};
pub use record::{Parsed, ParsedRow, RowFinding, Severity, leaves_cell_out};
pub use table::{IngestTable, Listed, Rows, files, open};
pub use understood::{ReadOptions, Understood};

use crate::rule::Rule;

/// The rules behind the codes of findings, by id, each with what a finding of it does to its row.
pub fn rules() -> Vec<(&'static Rule, Severity)> {
    codes::CODES.iter().copied().chain(checks::rules()).collect()
}

/// The columns that a rejects file has after those of its input; import ignores them when such a
/// file comes back.
pub const REJECT_COLUMNS: [&str; 6] = ["row", "column", "value", "rule", "reason", "suggestion"];
