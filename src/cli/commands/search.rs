//! `corridor search`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::search as show;
use crate::model::Kind;
use crate::ops::search::{self, SearchOptions};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// Search records of this kind: `worker`, `opening`, `curriculum` or `language_certificate`
    kind: Kind,
    /// Find records with all of these words, one typing error in a word allowed. Put a phrase in double quotes. Compare numbers
    /// of curricula and certificates: `clinical >= 2000h`, `writing >= 6.5`. Add facts as words: `dialysis residence=PH`
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// Keep only records with this fact: `destination=DE`. Several values with commas mean any of them
    #[arg(long = "filter", value_name = "FIELD=VALUE")]
    filters: Vec<String>,
    /// Show at most this many results
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    limit: usize,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: SearchArgs) -> Outcome {
    let options = SearchOptions {
        kind: args.kind,
        words: args.words.join(" "),
        filters: args.filters,
        limit: args.limit,
    };
    let reply = search::search(desk, act, &options)?;
    output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    Ok(Exit::Done)
}
