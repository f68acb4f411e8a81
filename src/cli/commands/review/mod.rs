//! `corridor review`

mod session;

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render::Format;
use crate::cli::show::review as show;
use crate::model::Seq;
use crate::ops::review::{self, Ask, Decision, Options};
use crate::ops::{Act, Desk};
use crate::store::Side;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    #[command(subcommand)]
    what: ReviewCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ReviewCommand {
    /// Show pairs of workers that may be one person side by side, and ask about each
    ///
    /// Answers are read line by line from standard input, so a file of answers works as a keyboard does.
    /// Nothing is merged without one. Showing identities is noted in the audit log.
    Duplicates(DuplicatesArgs),
    /// Decide about two workers without being asked
    Decide(DecideArgs),
    /// Take a decision back: both workers are again what they were
    #[command(name = "undo")]
    TakeBack {
        /// The decision, as it was printed: D-0003
        decision: String,
    },
    /// List the decisions about pairs, newest first
    Log {
        /// How many to show
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: usize,
    },
}

#[derive(Debug, Args)]
pub(super) struct DuplicatesArgs {
    /// How many pairs to ask about
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Only pairs at least so likely to be one person, 0 to 1
    #[arg(long, default_value_t = 0.9, value_name = "P")]
    min: f64,
    /// Show the pairs and ask nothing
    #[arg(long)]
    list: bool,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("verdict").required(true))]
pub(super) struct DecideArgs {
    /// One worker
    #[arg(long, value_name = "ID")]
    left: String,
    /// The other worker
    #[arg(long, value_name = "ID")]
    right: String,
    /// They are one person
    #[arg(long, group = "verdict")]
    merge: bool,
    /// They are two persons: never ask again
    #[arg(long, group = "verdict")]
    keep_apart: bool,
    /// Whose identifier stays, and whose word where the two differ
    #[arg(long, default_value = "left", value_name = "left|right", requires = "merge")]
    survivor: Side,
    /// The side whose word holds in one cell: phone=right; may be repeated
    #[arg(long = "choose", value_name = "CELL=SIDE", requires = "merge")]
    choices: Vec<String>,
    /// The sequence number at which the two were looked at; a later change makes the decision fail
    #[arg(long, value_name = "SEQ")]
    seen: Option<Seq>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ReviewArgs) -> Outcome {
    match args.what {
        ReviewCommand::Duplicates(args) => {
            let reply = review::list(desk, act, Options { limit: args.limit, min: args.min })?;
            if output.format() == Format::Table && !args.list {
                session::run(desk, act, reply)?;
            } else {
                output.print(&reply, || show::rows(&reply), || show::list(&reply))?;
            }
        }
        ReviewCommand::Decide(args) => {
            let decided = review::decide(desk, act, &ask(args)?)?;
            output.print(&decided, || show::decided_rows(&decided), || show::decided(&decided))?;
        }
        ReviewCommand::TakeBack { decision } => {
            let back = review::undo(desk, act, &decision)?;
            output.print(&back, || show::taken_back_rows(&back), || show::taken_back(&back))?;
        }
        ReviewCommand::Log { limit } => {
            let decisions = review::log(desk, act, limit)?;
            output.print(&decisions, || show::log_rows(&decisions), || show::log(&decisions))?;
        }
    }
    Ok(Exit::Done)
}

fn ask(args: DecideArgs) -> Result<Ask, Box<dyn std::error::Error>> {
    let decision = if args.merge {
        let mut choices = BTreeMap::new();
        for choice in &args.choices {
            let (cell, side) = choice.rsplit_once('=').ok_or_else(|| {
                format!("`{choice}` is no choice: expected a cell and a side, as in `phone=right`")
            })?;
            choices.insert(cell.trim().to_owned(), side.trim().parse()?);
        }
        Decision::Merge { survivor: args.survivor, choices }
    } else {
        Decision::KeepApart
    };
    Ok(Ask { left: args.left, right: args.right, decision, seen_seq: args.seen, candidate: None })
}
