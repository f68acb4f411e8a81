//! `corridor generate`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::files::{lines, paths};
use crate::cli::values;
use crate::generate::Spec;
use crate::model::Day;
use crate::ops::{Act, generate};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct GenerateArgs {
    /// How many workers
    #[arg(long, default_value_t = 1000)]
    workers: u64,
    /// How many openings
    #[arg(long, default_value_t = 100)]
    openings: u64,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The directory for the files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The day on which the data is as it is [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
}

pub(super) fn run(act: &Act, output: &Output, args: &GenerateArgs) -> Outcome {
    let spec = Spec {
        workers: args.workers,
        openings: args.openings,
        seed: args.seed,
        today: args.as_of.unwrap_or(act.today),
    };
    let reply = generate::generate(act, &spec, &args.out)?;
    output.print(&reply, || paths(&reply.files), || lines(&reply.files))?;
    Ok(Exit::Done)
}
