//! `corridor plan`

use super::Outcome;
use super::terms::{TermArgs, terms};
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::plan as show;
use crate::cli::values;
use crate::model::Country;
use crate::ops::plan::{self, Goal};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
The fewest steps after which the match is ready, each tried on the records: words of the worker, documents, language tests, hours \
of training, recognition and registration, practice. Months are usual spans and fees those of their year, both from the table of \
recognition; what no table says is left open. Below: each single certificate and how many openings of the store it makes ready.")]
pub(super) struct PlanArgs {
    /// The worker
    #[arg(long, value_name = "ID")]
    worker: String,
    /// The opening
    #[arg(long, value_name = "ID", conflicts_with = "destination", required_unless_present = "destination")]
    opening: Option<String>,
    /// Any post in the worker's occupation in this country
    #[arg(long, value_name = "CC", value_parser = values::country)]
    destination: Option<Country>,
    #[command(flatten)]
    terms: TermArgs,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: PlanArgs) -> Outcome {
    let terms = terms(act, &args.terms)?;
    let goal = match (args.opening, args.destination) {
        (Some(opening), _) => Goal::Opening(opening),
        (None, Some(country)) => Goal::Destination(country),
        // clap asks for one of the two.
        (None, None) => return Ok(Exit::Done),
    };
    let reply = plan::plan(desk, act, &args.worker, &goal, &terms)?;
    output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    Ok(Exit::Done)
}
