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
The plan has the fewest steps after which the match is ready. Each step is tried on the records before it is shown. Steps are \
statements of the worker, documents, language tests, hours of training, recognition, registration and practice. Months and fees \
come from the table of recognition. What no table says stays open. The second table shows how many openings each single \
certificate makes ready.")]
pub(super) struct PlanArgs {
    /// Plan the steps of this worker
    #[arg(long, value_name = "WORKER")]
    worker: String,
    /// Plan towards this opening
    #[arg(
        long,
        value_name = "OPENING",
        conflicts_with = "destination",
        required_unless_present = "destination"
    )]
    opening: Option<String>,
    /// Plan towards any post in the worker's occupation in this country
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
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
