//! `corridor why`

use super::Outcome;
use super::terms::{TermArgs, terms};
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::matches;
use crate::ops::{Act, Desk, why};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// Explain the match with this opening
    #[arg(long, value_name = "OPENING")]
    opening: String,
    /// Explain the match of this worker
    #[arg(long, value_name = "WORKER")]
    worker: String,
    #[command(flatten)]
    terms: TermArgs,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &WhyArgs) -> Outcome {
    let answer = why::why(desk, act, &args.opening, &args.worker, &terms(act, &args.terms)?)?;
    output.print(&answer, || matches::part_rows(&answer), || matches::describe_why(&answer))?;
    Ok(Exit::Done)
}
