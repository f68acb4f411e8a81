//! `corridor watch`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::watch as show;
use crate::ops::watch::{self, WatchOptions};
use crate::ops::{Act, Desk, saved};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
A question is kept with `corridor search … --save NAME` or `corridor match --opening … --save NAME`. A look at its answer is \
remembered for each user. The audit log has an entry for it, without names.")]
pub(super) struct WatchArgs {
    /// Show what became of these saved searches [default: all that you see]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Show at most this many records that entered, and as many that left; the others stay new
    #[arg(long, default_value_t = 100, value_name = "NUMBER")]
    limit: usize,
    /// Keep everything new: the look is not remembered
    #[arg(long)]
    keep: bool,
    /// List the saved searches, and look at no answer
    #[arg(long, conflicts_with_all = ["names", "remove", "keep"])]
    list: bool,
    /// Take this saved search away, with all that was seen of its answers
    #[arg(long, value_name = "NAME", conflicts_with_all = ["names", "keep"])]
    remove: Option<String>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: WatchArgs) -> Outcome {
    if args.list {
        output.expect(&show::LISTED)?;
        let listed = saved::list(desk, act)?;
        output.print(&listed, || show::listed_rows(&listed), || show::list(&listed))?;
    } else if let Some(name) = &args.remove {
        output.expect(&show::LISTED)?;
        let removed = [saved::remove(desk, act, name)?];
        output.print(&removed, || show::listed_rows(&removed), || show::removed(&removed))?;
    } else {
        output.expect(&show::HEADERS)?;
        let options = WatchOptions { names: args.names, limit: args.limit, keep: args.keep };
        let reply = watch::watch(desk, act, &options)?;
        reply.searches.iter().for_each(|watched| output.notes(&watched.notes));
        output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    }
    Ok(Exit::Done)
}
