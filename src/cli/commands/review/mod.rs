//! `corridor review`

mod session;

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render::Format;
use crate::cli::show::review as show;
use crate::decision::RejectionState;
use crate::model::{NotA, Seq};
use crate::ops::review::rejection::{self, RejectOptions};
use crate::ops::review::{self, ReviewAsk, ReviewDecision, ReviewOptions};
use crate::ops::{Act, Desk};
use crate::store::Side;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    #[command(subcommand)]
    what: ReviewCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ReviewCommand {
    /// Show pairs of workers that may be one person side by side, and ask about each pair
    ///
    /// Read the answers from standard input, line by line: a file of answers works like a keyboard. Nothing is merged without
    /// an answer. The audit log notes that identities were shown.
    Duplicates(DuplicatesArgs),
    /// Decide about two workers without a question
    Decide(DecideArgs),
    /// Take a decision back and restore both workers
    #[command(name = "undo")]
    TakeBack {
        /// Take back this decision, such as D-0003
        decision: String,
    },
    /// Reject a worker for an opening: no shortlist of the opening lists the worker from then on
    Reject(RejectArgs),
    /// Take a worker into the shortlists of an opening again, after a rejection
    Consider(RejectArgs),
    /// List what was said last of workers for openings
    Rejections {
        /// List only what was said of workers for this opening
        #[arg(long, value_name = "OPENING")]
        opening: Option<String>,
    },
    /// List the decisions about pairs, newest first
    Log {
        /// Show at most this many decisions
        #[arg(long, default_value_t = 50, value_name = "NUMBER")]
        limit: usize,
    },
}

#[derive(Debug, Args)]
pub(super) struct DuplicatesArgs {
    /// Ask about at most this many pairs
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    limit: usize,
    /// Show only pairs with at least this probability of being one person, from 0 to 1
    #[arg(long, default_value_t = 0.9, value_name = "PROBABILITY")]
    min: f64,
    /// List the pairs and ask nothing
    #[arg(long)]
    list: bool,
}

#[derive(Debug, Args)]
pub(super) struct RejectArgs {
    /// Decide for this opening
    #[arg(long, value_name = "OPENING")]
    opening: String,
    /// Decide about this worker
    #[arg(long, value_name = "WORKER")]
    worker: String,
    /// State why; the audit log keeps a hash of the reason, and the decision the reason itself
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("verdict").required(true))]
pub(super) struct DecideArgs {
    /// Decide about this worker
    #[arg(long, value_name = "WORKER")]
    left: String,
    /// Compare the worker with this other one
    #[arg(long, value_name = "WORKER")]
    right: String,
    /// Merge the two workers into one person
    #[arg(long, group = "verdict")]
    merge: bool,
    /// Keep the two workers apart, and never ask again
    #[arg(long, group = "verdict")]
    keep_apart: bool,
    /// Keep the identifier of this side, and its value where the two differ: `left` or `right`
    #[arg(long, default_value = "left", value_name = "SIDE", requires = "merge")]
    survivor: Side,
    /// Choose the side whose value holds in one cell: `phone=right`. Repeat the flag for each cell
    #[arg(long = "choose", value_name = "CELL=SIDE", requires = "merge", value_parser = choice)]
    choices: Vec<(String, Side)>,
    /// Refuse the decision if a worker changed after this sequence number of the store
    #[arg(long, value_name = "NUMBER")]
    seen: Option<Seq>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ReviewArgs) -> Outcome {
    match args.what {
        ReviewCommand::Duplicates(args) => {
            output.expect(&show::PAIRS)?;
            let reply = review::list(desk, act, ReviewOptions { limit: args.limit, min: args.min })?;
            if output.format() == Format::Table && !args.list {
                session::run(desk, act, reply)?;
            } else {
                output.print(&reply, || show::rows(&reply), || show::list(&reply))?;
            }
        }
        ReviewCommand::Decide(args) => {
            output.expect(&show::DECIDED)?;
            let decided = review::decide(desk, act, &ask(args))?;
            output.print(&decided, || show::decided_rows(&decided), || show::decided(&decided))?;
        }
        ReviewCommand::TakeBack { decision } => {
            output.expect(&show::TAKEN_BACK)?;
            let back = review::undo(desk, act, &decision)?;
            output.print(&back, || show::taken_back_rows(&back), || show::taken_back(&back))?;
        }
        ReviewCommand::Reject(args) => reject(desk, act, output, args, RejectionState::Rejected)?,
        ReviewCommand::Consider(args) => reject(desk, act, output, args, RejectionState::Considered)?,
        ReviewCommand::Rejections { opening } => {
            output.expect(&show::REJECTIONS)?;
            let said = rejection::rejected(desk, opening.as_deref())?;
            output.print(&said, || show::rejection_rows(&said), || show::rejections(&said))?;
        }
        ReviewCommand::Log { limit } => {
            let decisions = review::log(desk, act, limit)?;
            output.print(&decisions, || show::log_rows(&decisions), || show::log(&decisions))?;
        }
    }
    Ok(Exit::Done)
}

fn reject(
    desk: &Desk,
    act: &Act,
    output: &Output,
    args: RejectArgs,
    state: RejectionState,
) -> Result<(), Box<dyn std::error::Error>> {
    output.expect(&show::REJECTIONS)?;
    let RejectArgs { opening, worker, reason } = args;
    let said = [rejection::reject(desk, act, &RejectOptions { opening, worker, state, reason })?];
    output.print(&said, || show::rejection_rows(&said), || show::rejections(&said))
}

/// Reads the side that holds in a cell.
fn choice(text: &str) -> Result<(String, Side), String> {
    let (cell, side) = text
        .rsplit_once('=')
        .ok_or_else(|| format!("`{text}` is no choice; expected a cell and a side, such as `phone=right`"))?;
    let side = side.trim().parse().map_err(|error: NotA| error.to_string())?;
    Ok((cell.trim().to_owned(), side))
}

fn ask(args: DecideArgs) -> ReviewAsk {
    let decision = if args.merge {
        ReviewDecision::Merge { survivor: args.survivor, choices: args.choices.into_iter().collect() }
    } else {
        ReviewDecision::KeepApart
    };
    ReviewAsk { left: args.left, right: args.right, decision, seen_seq: args.seen, candidate: None }
}
