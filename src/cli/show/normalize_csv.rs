//! What people see of `normalize-csv`.

use super::table;
use crate::cli::output::Rows;
use crate::ops::table::TableReport;
use std::fmt::Write;

/// What was understood and written, for people.
pub(in crate::cli) fn describe(report: &TableReport) -> String {
    if report.form.is_none() {
        return format!("{}: the file is empty, and an empty table was written", report.file);
    }
    let mut text = table::describe(report);
    let _ = write!(text, "{} columns and {} rows written", report.header.len(), report.rows);
    let parts = table::put_right(report);
    if !parts.is_empty() {
        let _ = write!(text, ", of these {parts}");
    }
    text
}

/// The columns of [`rows`].
pub(in crate::cli) const HEADERS: [&str; 7] =
    ["file", "columns", "rows", "put_right", "guessed", "ragged", "footers"];

/// What was written, in one row.
pub(in crate::cli) fn rows(report: &TableReport) -> Rows {
    let counts = [report.rows, report.repaired, report.guessed, report.ragged, report.footers];
    let mut row = vec![report.file.clone(), report.header.len().to_string()];
    row.extend(counts.map(|count| count.to_string()));
    Rows::new(&HEADERS, vec![row])
}
