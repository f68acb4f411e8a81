//! `corridor search`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::search as show;
use crate::model::Kind;
use crate::ops::search::{self, Options};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// `worker`, `opening`, `curriculum` or `language_certificate`
    kind: Kind,
    /// Words; all must be found. A phrase stands in double quotes. A word may be one typing error away. Numbers of curricula
    /// and certificates are compared: `geriatric nursing clinical >= 2000h`, `ielts writing >= 6.5 taken >= 2025`. A fact may stand among the words: `dialysis residence=PH`
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// Only records with this fact: destination=DE; several values separated by commas mean any of them
    #[arg(long = "filter", value_name = "FIELD=VALUE")]
    filters: Vec<String>,
    /// How many results to show
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: SearchArgs) -> Outcome {
    let options =
        Options { kind: args.kind, words: args.words.join(" "), filters: args.filters, limit: args.limit };
    let reply = search::search(desk, act, &options)?;
    output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    Ok(Exit::Done)
}
