//! `corridor match`

use super::Outcome;
use super::terms::{TermArgs, terms};
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show::matches::{self, Show};
use crate::ops::r#match::{match_opening, match_worker};
use crate::ops::match_all::match_all;
use crate::ops::{Act, Desk};
use crate::ranking::Terms;
use clap::Args;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct MatchArgs {
    /// Rank the workers for this opening
    #[arg(
        long,
        value_name = "OPENING",
        required_unless_present_any = ["worker", "all_openings"],
        conflicts_with = "worker"
    )]
    opening: Option<String>,
    /// Rank the workers for every open opening: the same shortlists, in short, with one reading of all workers
    #[arg(long, conflicts_with_all = ["opening", "worker", "explain", "include_blocked"])]
    all_openings: bool,
    /// Rank the openings for this worker
    #[arg(long, value_name = "WORKER")]
    worker: Option<String>,
    #[command(flatten)]
    terms: TermArgs,
    /// Show at most this many results
    #[arg(long, default_value_t = 10, value_name = "NUMBER")]
    top: usize,
    /// Rank only the workers that `corridor search worker` finds with this query; no score changes
    #[arg(long, value_name = "QUERY", conflicts_with = "worker")]
    query: Option<String>,
    /// Show the parts of each score with their evidence, findings and deciding rows
    #[arg(long)]
    explain: bool,
    /// Show also the best matches that a policy blocks or a gate excludes
    #[arg(long)]
    include_blocked: bool,
    /// Leave the shortlist unrecorded: no decision is written
    #[arg(long)]
    no_record: bool,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &MatchArgs) -> Outcome {
    let all = args.all_openings;
    output.expect(&if all { matches::headers_in_short().to_vec() } else { matches::headers() })?;
    let terms = Terms {
        top: args.top,
        query: args.query.clone(),
        record: !args.no_record,
        ..terms(act, &args.terms)?
    };
    let show = Show { explain: args.explain, others: args.include_blocked };
    if all {
        let reply = match_all(desk, act, &terms)?;
        output.print(&reply, || matches::rows_in_short(&reply), || matches::describe_all(&reply))?;
        if !reply.channel_needed.is_empty() {
            let openings = reply.channel_needed.join(", ");
            render::note(&format!(
                "not matched, since they name a recruiter and no channel is said with --channel: {openings}"
            ));
        }
    } else if let Some(opening) = &args.opening {
        let reply = match_opening(desk, act, opening, &terms)?;
        output.print(
            &reply,
            || matches::rows(&reply.results),
            || matches::describe_opening(&reply, &show),
        )?;
    } else if let Some(worker) = &args.worker {
        let reply = match_worker(desk, act, worker, &terms)?;
        output.print(&reply, || matches::rows(&reply.results), || matches::describe_worker(&reply, &show))?;
    }
    Ok(Exit::Done)
}
