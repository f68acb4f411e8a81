//! `corridor generate`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render;
use crate::generate::{self, Spec};
use crate::model::Day;
use crate::ops::Act;
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
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
}

pub(super) fn run(act: &Act, args: &GenerateArgs) -> Outcome {
    let spec = Spec {
        workers: args.workers,
        openings: args.openings,
        seed: args.seed,
        today: args.as_of.unwrap_or(act.today),
    };
    act.progress.begin("writing workers", Some(spec.workers));
    let files = generate::all(&spec, &args.out, &mut |rows| act.progress.advance(rows))?;
    act.progress.end();
    for file in files {
        render::text(&file.display().to_string())?;
    }
    Ok(Exit::Done)
}
