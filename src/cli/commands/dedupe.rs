//! `corridor dedupe`

use super::{Outcome, table};
use crate::cli::args::DedupeArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::dedupe::{self, Evidence, Options, Reply};
use crate::ops::{Act, Desk, OpsError};
use std::fmt::Write;
use std::path::Path;

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
            Format::Csv => render::csv(&PAIR_COLUMNS, &shown.iter().map(cells).collect::<Vec<_>>())?,
            Format::Table => render::text(&list(shown, pairs.len()))?,
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
            note(&reply);
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
            note(&reply);
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
                text.push_str(&list(&reply.pairs, found));
            }
            render::text(&text)?;
        }
    }
    Ok(Exit::Done)
}

/// Says how the files were read and what the columns were taken for, apart from the output.
fn note(reply: &Reply) {
    reply.files.iter().for_each(|read| table::note(Some(read)));
    let columns: Vec<String> =
        reply.columns.iter().map(|column| format!("{} = {}", column.header, column.meaning)).collect();
    render::note(&format!("columns: {}", columns.join(", ")));
}

fn list(pairs: &[Evidence], found: usize) -> String {
    let mut text = String::new();
    for pair in pairs {
        let apart = if pair.together { "" } else { "  (not in one group)" };
        let _ = writeln!(
            text,
            "\n{}  {}  {}, {} bits{apart}",
            pair.left,
            pair.right,
            percent(pair.probability),
            bits(pair.weight)
        );
        for part in &pair.parts {
            let _ = writeln!(text, "  {:>8}  {}", bits(part.weight), part.because);
        }
    }
    let _ = writeln!(text, "\n{} of {found} pairs that may be one person; nothing was merged", pairs.len());
    text
}

const PAIR_COLUMNS: [&str; 6] = ["left", "right", "probability", "weight", "together", "evidence"];

fn cells(pair: &Evidence) -> Vec<String> {
    let parts: Vec<String> =
        pair.parts.iter().map(|part| format!("{} {}", bits(part.weight), part.because)).collect();
    vec![
        pair.left.clone(),
        pair.right.clone(),
        format!("{:.6}", pair.probability),
        bits(pair.weight),
        u8::from(pair.together).to_string(),
        parts.join("; "),
    ]
}

fn write_pairs(path: &Path, pairs: &[Evidence]) -> Result<(), OpsError> {
    let failed = |source: std::io::Error| OpsError::Write { path: path.to_owned(), source };
    let file = std::fs::File::create(path).map_err(failed)?;
    let rows: Vec<Vec<String>> = pairs.iter().map(cells).collect();
    render::csv_to(file, &PAIR_COLUMNS, &rows).map_err(failed)
}

/// Bits with their sign.
fn bits(thousandths: i32) -> String {
    format!("{:+.3}", f64::from(thousandths) / 1000.0)
}

/// A probability that is never said to be certain.
fn percent(probability: f64) -> String {
    if probability >= 0.999_95 { "over 99.99 %".to_owned() } else { format!("{:.2} %", probability * 100.0) }
}
