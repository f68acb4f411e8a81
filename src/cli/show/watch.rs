//! What people see of `watch`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::message::Message;
use crate::ops::saved::ListedSearch;
use crate::ops::watch::{WatchReply, WatchedRecord, WatchedSearch};
use std::fmt::Write;

/// The columns of [`rows`].
pub(in crate::cli) const HEADERS: [&str; 5] = ["search", "change", "id", "description", "because"];

/// The columns of [`listed_rows`].
pub(in crate::cli) const LISTED: [&str; 7] =
    ["name", "kind", "question", "owner", "shared", "saved_at", "seen_at"];

pub(in crate::cli) fn describe(reply: &WatchReply) -> String {
    if reply.searches.is_empty() {
        return "no search is saved; `corridor search … --save NAME` keeps one\n".to_owned();
    }
    let mut text = String::new();
    for watched in &reply.searches {
        if !text.is_empty() {
            text.push('\n');
        }
        let name = &watched.search.name;
        let since = watched
            .search
            .seen_at
            .as_ref()
            .map_or_else(|| "never looked at before".to_owned(), |seen_at| format!("last look {seen_at}"));
        let total = watched.total.map(|total| format!("{total} in the answer; ")).unwrap_or_default();
        let (entered, left) = (watched.entered_total, watched.left_total);
        let _ = writeln!(text, "{name}: {total}{entered} new, {left} gone; {since}");
        for note in &watched.notes {
            text.push_str(&render::wrapped(&format!("note: {}", note.text), 2));
        }
        list_records(&mut text, "new", &watched.entered, entered);
        list_records(&mut text, "gone", &watched.left, left);
    }
    text
}

fn list_records(text: &mut String, what: &str, records: &[WatchedRecord], total: usize) {
    for record in records {
        let id = record.id.as_deref().unwrap_or("(nothing is kept)");
        let line = record.line.as_deref().unwrap_or_default();
        let _ = writeln!(text, "  {}", format!("{what:<4}  {id}  {line}").trim_end());
        text.push_str(&render::wrapped(&because(&record.because), 8));
    }
    if records.len() < total {
        let more = total - records.len();
        let _ = writeln!(text, "  {what:<4}  and {more} more, which stay new");
    }
}

fn because(reasons: &[Message]) -> String {
    reasons.iter().map(|reason| reason.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Each record that entered or left an answer.
pub(in crate::cli) fn rows(reply: &WatchReply) -> Rows {
    let of = |watched: &WatchedSearch, what: &str, records: &[WatchedRecord]| {
        let row = |record: &WatchedRecord| {
            vec![
                watched.search.name.clone(),
                what.to_owned(),
                record.id.clone().unwrap_or_default(),
                record.line.clone().unwrap_or_default(),
                because(&record.because),
            ]
        };
        records.iter().map(row).collect::<Vec<_>>()
    };
    let rows = reply.searches.iter().flat_map(|watched| {
        [of(watched, "new", &watched.entered), of(watched, "gone", &watched.left)].concat()
    });
    Rows::new(&HEADERS, rows.collect())
}

pub(in crate::cli) fn list(listed: &[ListedSearch]) -> String {
    if listed.is_empty() {
        return "no search is saved; `corridor search … --save NAME` keeps one\n".to_owned();
    }
    let rows: Vec<Vec<String>> = listed.iter().map(listed_row).collect();
    render::table(&LISTED, &rows)
}

pub(in crate::cli) fn removed(removed: &[ListedSearch]) -> String {
    removed.iter().fold(String::new(), |text, one| text + &format!("`{}` is taken away\n", one.name))
}

/// Each saved search.
pub(in crate::cli) fn listed_rows(listed: &[ListedSearch]) -> Rows {
    Rows::new(&LISTED, listed.iter().map(listed_row).collect())
}

fn listed_row(one: &ListedSearch) -> Vec<String> {
    let opening = one.opening.as_ref().map(|opening| format!("shortlist of {opening}"));
    let words = (!one.words.is_empty()).then(|| one.words.clone());
    let question: Vec<String> = opening.into_iter().chain(words).chain(one.filters.iter().cloned()).collect();
    vec![
        one.name.clone(),
        one.kind.to_string(),
        question.join(" "),
        one.owner.clone(),
        if one.shared { "yes" } else { "no" }.to_owned(),
        one.saved_at.clone(),
        one.seen_at.clone().unwrap_or_default(),
    ]
}
