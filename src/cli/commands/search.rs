//! `corridor search`

use super::Outcome;
use super::saving::SaveArgs;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::search as show;
use crate::index::HitOrder;
use crate::model::Kind;
use crate::ops::saved::{self, RunSaved, SavedQuestion};
use crate::ops::search::{self, SearchOptions};
use crate::ops::{Act, Desk};
use crate::text::nearest;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = "\
`corridor help query` explains the search language: words, phrases, AND, OR, NOT, fields, comparisons and levels. It says \
how searches are saved and watched as well.

A search does not find workers who refuse to be matched, or who are no longer looking. The one who keeps the records reads them with \
`corridor show worker ID`.")]
pub(super) struct SearchArgs {
    /// Search records of this kind: `worker`, `opening`, `curriculum` or `language_certificate`. Where the first word is no
    /// kind, workers are searched and it belongs to the query
    #[arg(value_parser = kind_or_word, required_unless_present = "saved", conflicts_with = "saved")]
    kind: Option<KindOrWord>,
    /// Find records with all of these words, also in other forms, languages and spellings. Put a phrase in double quotes, and a
    /// minus before what must not stand there. Ask for fields: `residence:PH`, `german:>=B2`, `clinical >= 2000h`
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// Keep only records with this fact: `destination=DE`. Several values with commas mean any of them
    #[arg(long = "filter", value_name = "FIELD=VALUE", conflicts_with = "saved")]
    filters: Vec<String>,
    /// Show at most this many results
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    limit: usize,
    /// Show the results in this order [default: relevance]
    #[arg(long = "sort", value_enum, value_name = "KEY")]
    order: Option<Sort>,
    /// Count the records of each value of this field; what the query chooses in the field does not narrow the counts
    #[arg(long = "facet", value_name = "FIELD")]
    facets: Vec<String>,
    /// Start behind the last result of an earlier page: its `next_cursor`
    #[arg(long, value_name = "TOKEN")]
    cursor: Option<String>,
    /// Explain what each word of each result is worth
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    save: SaveArgs,
    /// Run the search that was saved under this name
    #[arg(long, value_name = "NAME", conflicts_with = "save")]
    saved: Option<String>,
    /// List only records that came into the answer since the last look. What is listed counts as seen
    #[arg(long, requires = "saved")]
    new_since: bool,
}

/// The first word behind `search`.
#[derive(Debug, Clone)]
enum KindOrWord {
    Kind(Kind),
    Word(String),
}

/// Reads the first word: a kind, or a word of a query for workers. One that is nearly a kind is a slip.
fn kind_or_word(text: &str) -> Result<KindOrWord, String> {
    const NEAR: f64 = 0.75;
    if let Ok(kind) = text.parse() {
        return Ok(KindOrWord::Kind(kind));
    }
    match nearest(text, Kind::ALL.iter().map(|kind| kind.as_str()), NEAR) {
        Some(near) => Err(format!("`{text}` is no kind of record. Did you mean `{near}`?")),
        None => Ok(KindOrWord::Word(text.to_owned())),
    }
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

impl From<Sort> for HitOrder {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Newest => Self::Newest,
            Sort::Experience => Self::Experience,
            Sort::Readiness => Self::Readiness,
        }
    }
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: SearchArgs) -> Outcome {
    output.expect(&show::HEADERS)?;
    let SearchArgs { limit, facets, cursor, explain, new_since, .. } = args;
    let order = args.order.map(HitOrder::from);
    let (kind, words) = match args.kind {
        Some(KindOrWord::Kind(kind)) => (Some(kind), args.words.join(" ")),
        Some(KindOrWord::Word(first)) => {
            let words: Vec<String> = std::iter::once(first).chain(args.words).collect();
            (Some(Kind::Worker), words.join(" "))
        }
        None => (None, String::new()),
    };
    let reply = match (args.saved, kind) {
        (Some(name), _) => {
            saved::run(desk, act, &name, RunSaved { limit, order, facets, cursor, explain, new_since })?
        }
        (None, Some(kind)) => {
            let options = SearchOptions {
                order: order.unwrap_or_default(),
                facets,
                cursor,
                explain,
                ..SearchOptions::of(kind, &words, args.filters, limit)
            };
            let reply = search::search(desk, act, &options)?;
            args.save.save(desk, act, || SavedQuestion::of_search(&options))?;
            reply
        }
        // clap asks for one of the two.
        (None, None) => return Ok(Exit::Done),
    };
    output.notes(&reply.notes);
    output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    Ok(Exit::Done)
}
