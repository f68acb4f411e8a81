//! What people see of how workers fare.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::cli::show::register::known;
use crate::ops::fairness::{CorrelatedRefusal, FairnessGroup, FairnessReply, FairnessTable};
use std::fmt::Write;

const HEADERS: [&str; 10] = [
    "group",
    "workers",
    "selected",
    "selection rate",
    "impact ratio",
    "scored",
    "above median",
    "scoring rate",
    "impact ratio ",
    "small",
];

fn cells(group: &FairnessGroup) -> Vec<String> {
    vec![
        name(group),
        group.workers.to_string(),
        group.selected.to_string(),
        known(group.selection_rate),
        known(group.selection_impact_ratio),
        group.scored.to_string(),
        group.above_median.to_string(),
        known(group.scoring_rate),
        known(group.scoring_impact_ratio),
        if group.small { "small" } else { "" }.to_owned(),
    ]
}

/// The name of a group, with the groups that stand together in it.
fn name(group: &FairnessGroup) -> String {
    if group.of.is_empty() {
        group.value.clone()
    } else {
        format!("{} ({})", group.value, group.of.join("; "))
    }
}

/// A comparison as headers and rows, with those of whom it is not known.
pub(in crate::cli) fn table_of(table: &FairnessTable) -> (Vec<String>, Vec<Vec<String>>) {
    let headers: Vec<String> = HEADERS.iter().map(|header| header.trim().to_owned()).collect();
    let mut rows: Vec<Vec<String>> = table.groups.iter().map(cells).collect();
    let mut unknown =
        vec!["unknown".to_owned(), table.unknown.to_string(), table.unknown_selected.to_string()];
    unknown.resize(headers.len(), String::new());
    rows.push(unknown);
    (headers, rows)
}

/// The comparisons in the layout of New York's Local Law 144: rates and impact ratios by sex, origin, age and two of them.
pub(in crate::cli) fn describe(reply: &FairnessReply) -> String {
    const SHOWN: usize = 15;
    let mut text = format!(
        "{} workers with an opening of their occupation, {} openings, on {}\n",
        reply.workers, reply.openings, reply.as_of
    );
    let _ = writeln!(
        text,
        "{} stand among the best {} of an opening; {} pass the gates of one, and the median of their best scores is {}",
        reply.selected,
        reply.shortlist,
        reply.scored,
        known(reply.median_score)
    );
    let _ = writeln!(
        text,
        "{} agreed to no statistics: their sex and age are not read, and stand under unknown",
        reply.without_consent
    );
    for FairnessTable { by, groups, too_few, unknown, unknown_selected } in &reply.tables {
        let _ = writeln!(text, "\nBy {by}");
        let rows: Vec<Vec<String>> = groups.iter().take(SHOWN).map(cells).collect();
        if !rows.is_empty() {
            let _ = writeln!(text, "{}", render::table(&HEADERS, &rows));
        }
        if *too_few {
            text.push_str("groups that are too few to be told\n");
        }
        if let Some(rest @ [_, ..]) = groups.get(SHOWN..) {
            let _ = writeln!(text, "and {} more groups; `--format csv` has all", rest.len());
        }
        let _ = writeln!(text, "unknown: {unknown} workers, {unknown_selected} of them selected");
    }
    let rows: Vec<Vec<String>> = reply.refusals.iter().take(2 * SHOWN).map(refusal).collect();
    if !rows.is_empty() {
        text.push_str("\nRefused by every opening of the occupation, against independent refusals\n");
        let headers = ["by", "group", "workers", "refused by all", "share", "expected", "ratio"];
        let _ = writeln!(text, "{}", render::table(&headers, &rows));
    }
    if !reply.channel_needed.is_empty() {
        let all = reply.channel_needed.join(", ");
        text.push_str(&render::wrapped(&format!("left out, since --channel is not named: {all}"), 0));
    }
    text
}

fn refusal(one: &CorrelatedRefusal) -> Vec<String> {
    vec![
        one.by.to_string(),
        known(one.value.as_ref()),
        one.workers.to_string(),
        one.refused_by_all.to_string(),
        one.observed.to_string(),
        one.expected.to_string(),
        known(one.ratio),
    ]
}

/// The comparisons in rows: the groups of each trait with the unknown, then who is refused by all.
pub(in crate::cli) fn rows(reply: &FairnessReply) -> Rows {
    let headers = [
        "by",
        "group",
        "workers",
        "selected",
        "selection_rate",
        "selection_impact_ratio",
        "scored",
        "above_median",
        "scoring_rate",
        "scoring_impact_ratio",
        "small",
        "refused_by_all",
        "expected_share",
        "ratio_to_expected",
    ];
    let mut rows = Vec::new();
    let mut push = |mut row: Vec<String>| {
        row.resize(headers.len(), String::new());
        rows.push(row);
    };
    for table in &reply.tables {
        for group in &table.groups {
            push(std::iter::once(table.by.to_string()).chain(cells(group)).collect());
        }
        let unknown = [table.unknown.to_string(), table.unknown_selected.to_string()];
        push([table.by.to_string(), "unknown".to_owned()].into_iter().chain(unknown).collect());
    }
    for one in &reply.refusals {
        let mut row =
            vec![format!("refused by {}", one.by), known(one.value.as_ref()), one.workers.to_string()];
        row.resize(headers.len() - 3, String::new());
        row.extend([one.refused_by_all.to_string(), one.expected.to_string(), known(one.ratio)]);
        push(row);
    }
    Rows::new(&headers, rows)
}
