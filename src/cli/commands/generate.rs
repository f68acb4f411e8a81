//! `corridor generate`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::files::{HEADERS, lines, paths};
use crate::cli::values;
use crate::generate::Spec;
use crate::model::Day;
use crate::ops::{Act, generate};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct GenerateArgs {
    /// Write this many workers
    #[arg(long, default_value_t = 1000, value_name = "NUMBER")]
    workers: u64,
    /// Write this many openings
    #[arg(long, default_value_t = 100, value_name = "NUMBER")]
    openings: u64,
    /// Write this many placements, with costs, terms and licenses of recruiters
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    placements: u64,
    /// Start from this seed; the same seed gives the same bytes
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
    /// Write the files to this directory
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Date the data as of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
}

pub(super) fn run(act: &Act, output: &Output, args: &GenerateArgs) -> Outcome {
    output.expect(&HEADERS)?;
    crate::cli::out::directory(&args.out)?;
    let spec = Spec {
        workers: args.workers,
        openings: args.openings,
        placements: args.placements,
        seed: args.seed,
        today: args.as_of.unwrap_or(act.today),
    };
    let reply = generate::generate(act, &spec, &args.out)?;
    output.print(&reply, || paths(&reply.files), || lines(&reply.files))?;
    Ok(Exit::Done)
}
