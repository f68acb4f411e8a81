//! `corridor normalize-csv`

use super::{Outcome, table};
use crate::cli::args::NormalizeCsvArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::files::WholeFile;
use crate::ops::OpsError;
use crate::ops::normalize_csv;
use crate::ops::table::TableReport;
use std::fmt::Write;
use std::path::Path;

pub(super) fn run(format: Format, args: NormalizeCsvArgs) -> Outcome {
    let source = args.reading.of(args.file);
    let report = if args.out == Path::new("-") {
        normalize_csv::normalize_csv(&source, &mut std::io::stdout().lock())?
    } else {
        write_to(&args.out, |out| normalize_csv::normalize_csv(&source, out))?
    };
    match format {
        Format::Json => render::note(&serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?),
        _ => render::note(&describe(&report)),
    }
    Ok(Exit::Done)
}

/// Writes a file that appears whole or not at all; it may be the one that is read. What is no
/// regular file (a pipe, a device) is written to and never replaced.
fn write_to(
    path: &Path,
    write: impl FnOnce(&mut dyn std::io::Write) -> Result<TableReport, OpsError>,
) -> Result<TableReport, OpsError> {
    let failed = |source| OpsError::Write { path: path.to_owned(), source };
    let mut out = WholeFile::create(path).map_err(failed)?;
    let report = write(&mut out)?;
    out.finish().map_err(failed)?;
    Ok(report)
}

/// What was understood and written, for people.
fn describe(report: &TableReport) -> String {
    if report.form.is_none() {
        return format!("{}: the file is empty, and so is what was written", report.file);
    }
    let mut text = table::describe(report);
    let _ = write!(text, "{} columns and {} rows written", report.header.len(), report.rows);
    let parts = table::put_right(report);
    if !parts.is_empty() {
        let _ = write!(text, ", of these {parts}");
    }
    text
}
