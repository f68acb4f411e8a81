//! How a table was understood, in words: the same for every command that reads one.

use crate::cli::render;
use crate::ops::table::TableReport;
use std::fmt::Write;

/// Lines above the header that are shown.
pub(in crate::cli) const SHOWN: usize = 3;

/// Its form, what stood above the header, and rows with something to say of them.
pub(in crate::cli) fn describe(report: &TableReport) -> String {
    let mut text = String::new();
    let Some(form) = &report.form else { return text };
    let _ = writeln!(text, "{}: {}", report.file, form.told());
    if !form.preamble.is_empty() {
        let _ = writeln!(text, "  lines above the header, left out: {}", form.preamble.len());
        for line in form.preamble.iter().take(SHOWN) {
            let shown: String = line.chars().take(60).collect();
            let _ = writeln!(text, "    {shown}");
        }
    }
    match form.header_rows.len() {
        0 | 1 => {}
        rows => {
            let _ = writeln!(text, "  {rows} rows of headers were joined");
        }
    }
    for note in &form.notes {
        text.push_str(&render::wrapped(note, 2));
    }
    for remark in &report.remarks {
        text.push_str(&render::wrapped(&format!("row {}: {}", remark.row, remark.what), 2));
    }
    let said = report.repaired + report.guessed + report.ragged + report.footers;
    if said > report.remarks.len() as u64 {
        let _ = writeln!(text, "  … and {} more", said - report.remarks.len() as u64);
    }
    for left in &report.passed_over {
        let _ = writeln!(text, "  left out, {}: {}, first in row {}", left.what, left.count, left.first);
    }
    text
}

/// How many rows did not fit, by what was done with them; empty when all fit.
pub(in crate::cli) fn put_right(report: &TableReport) -> String {
    let parts = [
        (report.repaired, "put right"),
        (report.guessed, "put right by a guess"),
        (report.ragged, "taken as they are though they do not fit"),
        (report.footers, "may be totals or remarks"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}

/// Says apart from the output how a table was read.
pub(in crate::cli) fn note(report: Option<&TableReport>) {
    if let Some(report) = report {
        render::note(describe(report).trim_end());
    }
}
