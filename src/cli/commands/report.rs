//! `corridor report`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show;
use crate::cli::values;
use crate::model::Country;
use crate::ops::national::{NationalOptions, NationalReport};
use crate::ops::placements::PlacementDay;
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
    /// Count the year's placements as the reporting under the WHO Global Code asks for them
    ///
    /// Country of first training, nationality and residence are kept apart. Small counts stay out, with others that would
    /// tell them. What the records cannot answer is listed. Give out one report of a year: another filter can tell what
    /// the first one leaves out.
    WhoCode(NationalArgs),
    /// Count the year's inflow by first training and nationality, as the OECD's questionnaire on migration asks for it
    ///
    /// Small counts stay out, with others that would tell them. What the records cannot answer is listed.
    Oecd(NationalArgs),
    /// Compare the year's placements and returns with the density of health workers in their origins
    ///
    /// Each figure stands with its source and year; what no table has is unknown. Small counts stay out, with others that
    /// would tell them.
    OriginImpact(NationalArgs),
}

#[derive(Debug, Clone, Copy, Args)]
pub(super) struct NationalArgs {
    /// Count the placements of this year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..2200))]
    year: i16,
    /// Count by this day: `entry`, the first day of work or else the departure; `contact`, the first contact, as `audit`
    #[arg(long, value_name = "DAY", default_value = "entry")]
    date: PlacementDay,
    /// Leave out counts below this number; 0 leaves out nothing
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    suppress_below: u64,
    /// Count only workers who lived in this country
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    origin: Option<Country>,
    /// Count only jobs in this country
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    destination: Option<Country>,
}

fn national(desk: &Desk, act: &Act, output: &Output, report: NationalReport, args: NationalArgs) -> Outcome {
    let NationalArgs { year, date, suppress_below, origin, destination } = args;
    let options = NationalOptions { report, year, date, suppress_below, origin, destination };
    let reply = ops::national::national(desk, act, &options)?;
    output.print(&reply, || show::national::rows(&reply), || show::national::describe(&reply))?;
    Ok(Exit::Done)
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ReportArgs) -> Outcome {
    let (batch, out) = match args.what {
        ReportCommand::Batch { batch, out } => (batch, out),
        ReportCommand::WhoCode(args) => return national(desk, act, output, NationalReport::WhoCode, args),
        ReportCommand::Oecd(args) => return national(desk, act, output, NationalReport::Oecd, args),
        ReportCommand::OriginImpact(args) => {
            return national(desk, act, output, NationalReport::OriginImpact, args);
        }
    };
    let report = ops::report::batch_report(desk, act, &batch)?;
    if let Some(path) = out {
        crate::cli::out::whole(&path, crate::report::page(&report))?;
        render::note(&format!("the page is {}", crate::cli::out::name(&path)));
        return Ok(Exit::Done);
    }
    output.print(&report, || show::import::rows(&report), || show::import::describe(&report))?;
    Ok(Exit::Done)
}
