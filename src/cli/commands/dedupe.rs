//! `corridor dedupe`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render::{self, Format};
use crate::cli::show::dedupe as show;
use crate::ops::dedupe::{self, DedupeOptions, PairEvidence};
use crate::ops::{Act, Desk, OpsError};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct DedupeArgs {
    /// Compare the people of this table (CSV or workbook; `-` is standard input), or link two tables [default: compare the
    /// workers of the store]. Nothing is merged: `corridor review duplicates` asks
    #[arg(value_name = "FILE", num_args = 0..=2)]
    files: Vec<PathBuf>,
    /// Read the identifiers of the records from this column [default: the first one, or the number of the row where that
    /// one holds names]
    #[arg(long, value_name = "COLUMN", requires = "files")]
    id: Option<String>,
    /// Read from this TOML file what the columns mean: `"Reg no" = "license"`; `ignore` leaves a column out
    #[arg(long, value_name = "FILE", requires = "files")]
    recipe: Option<PathBuf>,
    /// Keep the groups of this CSV file, which an earlier run wrote with `--format csv`: new records join them. Groups that
    /// stand are not compared with each other again
    #[arg(long, value_name = "FILE", requires = "files")]
    standing: Option<PathBuf>,
    /// Show each pair with its evidence, a sum of weights
    #[arg(long)]
    explain: bool,
    /// Write each pair with its evidence to this CSV file
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Show at most this many pairs
    #[arg(long, default_value_t = 50, value_name = "NUMBER")]
    limit: usize,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: DedupeArgs) -> Outcome {
    // A file takes all pairs, a person's eye the surest.
    let wanted = match (&args.pairs, args.explain || args.files.is_empty()) {
        (Some(_), _) => usize::MAX,
        (None, true) => args.limit,
        (None, false) => 0,
    };
    if args.files.is_empty() {
        let pairs = dedupe::workers(desk, act, wanted)?;
        if let Some(path) = &args.pairs {
            write_pairs(path, &pairs)?;
        }
        let shown = &pairs[..pairs.len().min(args.limit)];
        output.print(shown, || show::pair_rows(shown), || show::list(shown, pairs.len()))?;
        return Ok(Exit::Done);
    }
    let files = args.files.into_iter().map(|file| args.reading.of(file)).collect();
    let options = DedupeOptions { files, id: args.id, recipe: args.recipe, standing: args.standing };
    let mut reply = dedupe::tables(desk, act, &options, wanted)?;
    if let Some(path) = &args.pairs {
        write_pairs(path, &reply.pairs)?;
    }
    let found = reply.pairs.len();
    reply.pairs.truncate(if args.explain { args.limit } else { 0 });
    if output.format() != Format::Json {
        show::note(&reply);
    }
    let explained = args.explain.then_some(found);
    output.print(&reply, || show::rows(&reply), || show::describe(&reply, args.limit, explained))?;
    Ok(Exit::Done)
}

fn write_pairs(path: &Path, pairs: &[PairEvidence]) -> Result<(), OpsError> {
    crate::cli::out::write(path, |out| {
        let rows: Vec<Vec<String>> = pairs.iter().map(show::cells).collect();
        let written = render::csv_to(out, &show::PAIR_COLUMNS, &rows);
        written.map_err(|source| OpsError::Write { path: path.to_owned(), source })
    })
}
