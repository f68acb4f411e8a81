//! `corridor match`

use super::Outcome;
use super::terms::{TermArgs, terms};
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::matches::{self, Show};
use crate::ops::{Act, Desk, match_opening, match_worker};
use crate::ranking::Terms;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct MatchArgs {
    /// Rank the workers for this opening
    #[arg(long, value_name = "ID", required_unless_present = "worker", conflicts_with = "worker")]
    opening: Option<String>,
    /// Rank the openings for this worker
    #[arg(long, value_name = "ID")]
    worker: Option<String>,
    #[command(flatten)]
    terms: TermArgs,
    /// How many results to show
    #[arg(long, default_value_t = 10, value_name = "K")]
    top: usize,
    /// Only workers whom `search worker` would find by this, words, phrases and facts alike; it never changes a score
    #[arg(long, value_name = "QUERY", conflicts_with = "worker")]
    query: Option<String>,
    /// Show the parts of each score with their evidence, findings and deciding rows
    #[arg(long)]
    explain: bool,
    /// Show the best that a policy blocks or a gate excludes as well
    #[arg(long)]
    include_blocked: bool,
    /// Do not record the shortlist as a decision
    #[arg(long)]
    no_record: bool,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &MatchArgs) -> Outcome {
    let terms = Terms {
        top: args.top,
        query: args.query.clone(),
        record: !args.no_record,
        ..terms(act, &args.terms)?
    };
    let show = Show { explain: args.explain, others: args.include_blocked };
    if let Some(opening) = &args.opening {
        let reply = match_opening::match_opening(desk, act, opening, &terms)?;
        output.print(
            &reply,
            || matches::rows(&reply.results),
            || matches::describe_opening(&reply, &show),
        )?;
    } else if let Some(worker) = &args.worker {
        let reply = match_worker::match_worker(desk, act, worker, &terms)?;
        output.print(&reply, || matches::rows(&reply.results), || matches::describe_worker(&reply, &show))?;
    }
    Ok(Exit::Done)
}
