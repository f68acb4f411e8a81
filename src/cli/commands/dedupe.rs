//! `corridor dedupe`

use super::Outcome;
use super::reading::ReadingArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::cli::show::dedupe as show;
use crate::ops::dedupe::{self, Evidence, Options};
use crate::ops::{Act, Desk, OpsError};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct DedupeArgs {
    /// A table of people (CSV or workbook; `-` is standard input); two tables are linked with each other. Without
    /// one the workers of the store are compared, and nothing is merged: `corridor review duplicates` asks
    #[arg(value_name = "FILE", num_args = 0..=2)]
    files: Vec<PathBuf>,
    /// The column with the records' identifiers [default: the first column]
    #[arg(long, value_name = "COLUMN", requires = "files")]
    id: Option<String>,
    /// A TOML file that says what columns are: `"Reg no" = "license"`; `ignore` leaves one out
    #[arg(long, value_name = "FILE", requires = "files")]
    recipe: Option<PathBuf>,
    /// Show each pair with its evidence, a sum of weights
    #[arg(long)]
    explain: bool,
    /// Write each pair with its evidence to a CSV file
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// How many pairs to show
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: DedupeArgs) -> Outcome {
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
        match format {
            Format::Json => render::json(&shown)?,
            Format::Csv => {
                render::csv(&show::PAIR_COLUMNS, &shown.iter().map(show::cells).collect::<Vec<_>>())?
            }
            Format::Table => render::text(&show::list(shown, pairs.len()))?,
        }
        return Ok(Exit::Done);
    }
    let files = args.files.into_iter().map(|file| args.reading.of(file)).collect();
    let options = Options { files, id: args.id, recipe: args.recipe };
    let mut reply = dedupe::tables(desk, act, &options, wanted)?;
    if let Some(path) = &args.pairs {
        write_pairs(path, &reply.pairs)?;
    }
    let found = reply.pairs.len();
    reply.pairs.truncate(if args.explain { args.limit } else { 0 });
    match format {
        Format::Json => render::json(&reply)?,
        Format::Csv => {
            show::note(&reply);
            let two = reply.records.iter().any(|record| record.file.is_some());
            let rows: Vec<Vec<String>> = reply
                .records
                .into_iter()
                .map(|record| {
                    let mut row = vec![record.id, record.cluster.to_string()];
                    row.extend(record.file);
                    row
                })
                .collect();
            render::csv(if two { &["id", "cluster", "file"] } else { &["id", "cluster"] }, &rows)?;
        }
        Format::Table => {
            show::note(&reply);
            let mut text = format!("{} records of {} people\n", reply.records.len(), reply.people);
            let mut members: std::collections::BTreeMap<usize, Vec<&str>> = std::collections::BTreeMap::new();
            for record in &reply.records {
                members.entry(record.cluster).or_default().push(&record.id);
            }
            let several: Vec<_> = members.iter().filter(|(_, ids)| ids.len() > 1).collect();
            for (cluster, ids) in several.iter().take(args.limit) {
                let _ = writeln!(text, "{cluster:>6}  {}", ids.join(", "));
            }
            if several.len() > args.limit {
                let _ =
                    writeln!(text, "and {} groups more: `--format csv` has all", several.len() - args.limit);
            }
            if args.explain {
                text.push_str(&show::list(&reply.pairs, found));
            }
            render::text(&text)?;
        }
    }
    Ok(Exit::Done)
}

fn write_pairs(path: &Path, pairs: &[Evidence]) -> Result<(), OpsError> {
    let failed = |source: std::io::Error| OpsError::Write { path: path.to_owned(), source };
    let file = std::fs::File::create(path).map_err(failed)?;
    let rows: Vec<Vec<String>> = pairs.iter().map(show::cells).collect();
    render::csv_to(file, &show::PAIR_COLUMNS, &rows).map_err(failed)
}
