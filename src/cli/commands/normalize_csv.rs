//! `corridor normalize-csv`

use super::Outcome;
use crate::cli::args::NormalizeCsvArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::files::WholeFile;
use crate::ops::OpsError;
use crate::ops::normalize_csv::{self, Report};
use crate::tabular;
use std::fmt::Write;
use std::path::Path;

pub(super) fn run(format: Format, args: &NormalizeCsvArgs) -> Outcome {
    let options = tabular::Options {
        encoding: args.encoding,
        sheet: args.sheet.as_deref(),
        ..tabular::Options::default()
    };
    let report = if args.out == Path::new("-") {
        normalize_csv::normalize_csv(&args.file, &options, &mut std::io::stdout().lock())?
    } else {
        write_to(&args.out, |out| normalize_csv::normalize_csv(&args.file, &options, out))?
    };
    match format {
        Format::Json => render::note(&serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?),
        _ => render::note(describe(&report).trim_end()),
    }
    Ok(Exit::Done)
}

/// Writes a file that appears whole or not at all; it may be the one that is read. What is no
/// regular file (a pipe, a device) is written to and never replaced.
fn write_to(
    path: &Path,
    write: impl FnOnce(&mut dyn std::io::Write) -> Result<Report, OpsError>,
) -> Result<Report, OpsError> {
    let failed = |source| OpsError::Write { path: path.to_owned(), source };
    let mut out = WholeFile::create(path).map_err(failed)?;
    let report = write(&mut out)?;
    out.finish().map_err(failed)?;
    Ok(report)
}

/// What was understood, for people.
fn describe(report: &Report) -> String {
    let mut text = String::new();
    let Some(form) = &report.form else {
        return format!("{}: the file is empty, and so is what was written", report.file);
    };
    let sheet = form.sheet.as_ref().map(|sheet| format!("sheet `{sheet}`, ")).unwrap_or_default();
    let _ = writeln!(text, "{}: {sheet}{}, {}", report.file, form.encoding_said(), form.dialect);
    if !form.preamble.is_empty() {
        let _ = writeln!(text, "  lines above the header, left out: {}", form.preamble.len());
        for line in form.preamble.iter().take(3) {
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
    let _ = write!(text, "{} columns and {} rows written", report.header.len(), report.rows);
    let mut parts = Vec::new();
    for (count, what) in [
        (report.repaired, "put right"),
        (report.guessed, "put right by a guess"),
        (report.ragged, "written as they are though they do not fit"),
        (report.footers, "may be totals or remarks"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    if !parts.is_empty() {
        let _ = write!(text, ", of these {}", parts.join(", "));
    }
    text
}
