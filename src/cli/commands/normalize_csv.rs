//! `corridor normalize-csv`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::cli::show::normalize_csv as show;
use crate::files::WholeFile;
use crate::ops::table::TableReport;
use crate::ops::{OpsError, normalize_csv};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct NormalizeCsvArgs {
    /// A file with a table: CSV of any make, or a workbook (.xlsx, .xls, .xlsb, .ods), packed with gzip or not; `-` is
    /// standard input
    file: PathBuf,
    /// Where to write the table: UTF-8, commas, one row of headers; `-` is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(format: Format, args: NormalizeCsvArgs) -> Outcome {
    let source = args.reading.of(args.file);
    let report = if args.out == Path::new("-") {
        normalize_csv::normalize_csv(&source, &mut std::io::stdout().lock())?
    } else {
        write_to(&args.out, |out| normalize_csv::normalize_csv(&source, out))?
    };
    match format {
        Format::Json => render::note(&serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?),
        _ => render::note(&show::describe(&report)),
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
