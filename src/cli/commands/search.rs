//! `corridor search`

use super::Outcome;
use crate::cli::args::SearchArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::index::Fragment;
use crate::ops::search::{self, Options, Reply};
use crate::ops::{Act, Desk};
use std::fmt::Write;
use std::io::IsTerminal;

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: SearchArgs) -> Outcome {
    let options =
        Options { kind: args.kind, words: args.words.join(" "), filters: args.filters, limit: args.limit };
    let reply = search::search(desk, act, &options)?;
    match format {
        Format::Json => render::json(&reply)?,
        Format::Csv => {
            let rows: Vec<Vec<String>> =
                reply.results.iter().map(|r| vec![r.id.clone(), r.line.clone()]).collect();
            render::csv(&["id", "description"], &rows)?;
        }
        Format::Table => render::text(&describe(&reply))?,
    }
    Ok(Exit::Done)
}

pub(in crate::cli) fn describe(reply: &Reply) -> String {
    let mut text = String::new();
    for note in &reply.notes {
        let _ = writeln!(text, "note: {note}");
    }
    let _ = writeln!(
        text,
        "{} of {} {} records",
        reply.results.len(),
        reply.total,
        reply.kind.as_str().replace('_', " ")
    );
    for found in &reply.results {
        let _ = writeln!(text, "\n{}  {}", found.id, found.line);
        for fragment in &found.fragments {
            text.push_str(&render::wrapped(&marked(fragment), 4));
        }
        for near in &found.near {
            let _ = writeln!(text, "    `{}` found as `{}`", near.query, near.found);
        }
    }
    text
}

/// A fragment with its matches in bold on a terminal, between brackets elsewhere.
fn marked(fragment: &Fragment) -> String {
    let (begin, end) = if std::io::stdout().is_terminal() { ("\x1b[1m", "\x1b[0m") } else { ("[", "]") };
    let mut text = String::new();
    let mut done = 0;
    for range in &fragment.matches {
        text.push_str(&fragment.text[done..range.start]);
        text.push_str(begin);
        text.push_str(&fragment.text[range.clone()]);
        text.push_str(end);
        done = range.end;
    }
    text.push_str(&fragment.text[done..]);
    text
}
