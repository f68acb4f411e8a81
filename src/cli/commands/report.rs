//! `corridor report`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show;
use crate::ops::{self, Act, Desk};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    #[command(subcommand)]
    what: ReportCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ReportCommand {
    /// Show what an import understood, changed and rejected
    Batch {
        /// Report on this batch, such as B-0001
        batch: String,
        /// Write the report to this HTML page, which opens without a network
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ReportArgs) -> Outcome {
    let ReportCommand::Batch { batch, out } = args.what;
    let report = ops::report::batch_report(desk, act, &batch)?;
    if let Some(path) = out {
        crate::cli::out::whole(&path, crate::report::page(&report))?;
        render::note(&format!("the page is {}", crate::cli::out::name(&path)));
        return Ok(Exit::Done);
    }
    output.print(&report, || show::import::rows(&report), || show::import::describe(&report))?;
    Ok(Exit::Done)
}
