//! `corridor normalize-csv`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render::{self, Format};
use crate::cli::show::normalize_csv as show;
use crate::ops::normalize_csv;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct NormalizeCsvArgs {
    /// Read the table of this file: CSV of any kind or a workbook, packed with gzip or not; `-` is standard input
    file: PathBuf,
    /// Write the table to this file, as UTF-8 with commas and one header row; `-` is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(output: &Output, args: NormalizeCsvArgs) -> Outcome {
    output.expect(&show::HEADERS)?;
    let source = args.reading.of(args.file);
    let report = crate::cli::out::write(&args.out, |out| normalize_csv::normalize_csv(&source, out))?;
    // Standard output has the table itself: what is said of it goes apart.
    match output.format() {
        _ if !crate::cli::out::is_stdout(&args.out) => {
            output.print(&report, || show::rows(&report), || show::describe(&report))?;
        }
        Format::Json => render::note(&serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?),
        _ => render::note(&show::describe(&report)),
    }
    Ok(Exit::Done)
}
