//! `corridor search`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::search as show;
use crate::index::HitOrder;
use crate::model::Kind;
use crate::ops::search::{self, SearchOptions};
use crate::ops::{Act, Desk};
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = "\
`corridor help query` explains the search language: words, phrases, AND, OR, NOT, fields, comparisons and levels.")]
pub(super) struct SearchArgs {
    /// Search records of this kind: `worker`, `opening`, `curriculum` or `language_certificate`
    kind: Kind,
    /// Find records with all of these words, also in other forms, languages and spellings. Put a phrase in double quotes, and a
    /// minus before what must not stand there. Ask for fields: `residence:PH`, `german:>=B2`, `clinical >= 2000h`
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// Keep only records with this fact: `destination=DE`. Several values with commas mean any of them
    #[arg(long = "filter", value_name = "FIELD=VALUE")]
    filters: Vec<String>,
    /// Show at most this many results
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    limit: usize,
    /// Show the results in this order
    #[arg(long = "sort", value_enum, default_value_t = Sort::Relevance, value_name = "KEY")]
    order: Sort,
    /// Count the records of each value of this field; what the query chooses in the field does not narrow the counts
    #[arg(long = "facet", value_name = "FIELD")]
    facets: Vec<String>,
    /// Start behind the last result of an earlier page: its `next_cursor`
    #[arg(long, value_name = "TOKEN")]
    cursor: Option<String>,
    /// Explain what each word of each result is worth
    #[arg(long)]
    explain: bool,
}

/// The order of results.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    /// The best match first
    Relevance,
    /// The last one that was published or came in first
    Newest,
    /// The longest practice first; of openings the one that asks for most
    Experience,
    /// Who can start first
    Readiness,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: SearchArgs) -> Outcome {
    let options = SearchOptions {
        order: match args.order {
            Sort::Relevance => HitOrder::Relevance,
            Sort::Newest => HitOrder::Newest,
            Sort::Experience => HitOrder::Experience,
            Sort::Readiness => HitOrder::Readiness,
        },
        facets: args.facets,
        cursor: args.cursor,
        explain: args.explain,
        ..SearchOptions::of(args.kind, &args.words.join(" "), args.filters, args.limit)
    };
    let reply = search::search(desk, act, &options)?;
    output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    Ok(Exit::Done)
}
