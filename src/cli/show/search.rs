//! What people see of `search`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::index::Fragment;
use crate::ops::search::SearchReply;
use std::fmt::Write;

/// The columns of [`rows`].
pub(in crate::cli) const HEADERS: [&str; 2] = ["id", "description"];

pub(in crate::cli) fn describe(reply: &SearchReply) -> String {
    let mut text = String::new();
    for note in &reply.notes {
        let _ = writeln!(text, "note: {}", note.text);
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
        for mark in &found.marks {
            match (&mark.reason, mark.points) {
                (Some(reason), None) => text.push_str(&render::wrapped(&reason.text, 4)),
                (Some(reason), Some(points)) => {
                    text.push_str(&render::wrapped(&format!("{points:>5}  {}", reason.text), 4));
                }
                (None, Some(points)) => {
                    let _ = writeln!(text, "    {points:>5}  `{}` as it stands", mark.found);
                }
                (None, None) => {}
            }
        }
        if let Some(points) = found.points {
            let _ = writeln!(text, "    {points:>5}  together");
        }
        if !found.lacks.is_empty() {
            let lacks: Vec<String> = found.lacks.iter().map(|word| format!("`{word}`")).collect();
            text.push_str(&render::wrapped(&format!("lacks {}", lacks.join(", ")), 4));
        }
    }
    for (field, counts) in &reply.facets {
        let _ = writeln!(text, "\n{field}");
        for one in counts {
            let _ = writeln!(text, "    {:>7}  {}", one.count, one.value);
        }
    }
    if let Some(cursor) = &reply.next_cursor {
        let _ = writeln!(text, "\nnext page: --cursor {cursor}");
    }
    text
}

/// A fragment with its matches in bold on a terminal, between brackets where there are no colors.
pub(in crate::cli) fn marked(fragment: &Fragment) -> String {
    let (begin, end) = match render::style_out("1") {
        (begin, end) if !begin.is_empty() => (begin, end),
        _ => ("[".to_owned(), "]"),
    };
    let mut text = String::new();
    let mut done = 0;
    for range in &fragment.matches {
        text.push_str(&fragment.text[done..range.start]);
        text.push_str(&begin);
        text.push_str(&fragment.text[range.clone()]);
        text.push_str(end);
        done = range.end;
    }
    text.push_str(&fragment.text[done..]);
    text
}

/// Each hit.
pub(in crate::cli) fn rows(reply: &SearchReply) -> Rows {
    let rows = reply.results.iter().map(|found| vec![found.id.clone(), found.line.clone()]);
    Rows::new(&HEADERS, rows.collect())
}
