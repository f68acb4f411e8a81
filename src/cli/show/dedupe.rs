//! What people see of `dedupe`.

use super::table;
use crate::cli::output::Rows;
use crate::cli::render;
use crate::ops::dedupe::{DedupeReply, Grouped, PairEvidence};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Says how the files were read and what the columns were taken for, apart from the output.
pub(in crate::cli) fn note(reply: &DedupeReply) {
    reply.files.iter().for_each(|read| table::note(Some(read)));
    let columns: Vec<String> =
        reply.columns.iter().map(|column| format!("{} = {}", column.header, column.meaning)).collect();
    render::note(&format!("columns: {}", columns.join(", ")));
}

pub(in crate::cli) fn list(pairs: &[PairEvidence], found: usize) -> String {
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

pub(in crate::cli) const PAIR_COLUMNS: [&str; 6] =
    ["left", "right", "probability", "weight", "together", "evidence"];

pub(in crate::cli) fn cells(pair: &PairEvidence) -> Vec<String> {
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

/// Bits with their sign.
pub(in crate::cli) fn bits(thousandths: i32) -> String {
    format!("{:+.3}", f64::from(thousandths) / 1000.0)
}

/// A probability that is never said to be certain.
pub(in crate::cli) fn percent(probability: f64) -> String {
    if probability >= 0.999_95 { "over 99.99 %".to_owned() } else { format!("{:.2} %", probability * 100.0) }
}

/// Pairs with their evidence.
pub(in crate::cli) fn pair_rows(pairs: &[PairEvidence]) -> Rows {
    Rows::new(&PAIR_COLUMNS, pairs.iter().map(cells).collect())
}

/// Each record and the group that it belongs to.
pub(in crate::cli) fn rows(reply: &DedupeReply) -> Rows {
    let two = reply.records.iter().any(|record| record.file.is_some());
    let row = |record: &Grouped| {
        let mut row = vec![record.id.clone(), record.cluster.to_string()];
        row.extend(record.file.clone());
        row
    };
    let headers: &[&str] = if two { &["id", "cluster", "file"] } else { &["id", "cluster"] };
    Rows::new(headers, reply.records.iter().map(row).collect())
}

/// The groups of several records, at most `limit`; with the number of pairs found, the pairs too.
pub(in crate::cli) fn describe(reply: &DedupeReply, limit: usize, explained: Option<usize>) -> String {
    let mut text = format!("{} records of {} people\n", reply.records.len(), reply.people);
    let mut members: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for record in &reply.records {
        members.entry(record.cluster).or_default().push(&record.id);
    }
    let several: Vec<_> = members.iter().filter(|(_, ids)| ids.len() > 1).collect();
    for (cluster, ids) in several.iter().take(limit) {
        let _ = writeln!(text, "{cluster:>6}  {}", ids.join(", "));
    }
    if several.len() > limit {
        let _ = writeln!(text, "and {} groups more: `--format csv` has all", several.len() - limit);
    }
    if let Some(found) = explained {
        text.push_str(&list(&reply.pairs, found));
    }
    text
}
