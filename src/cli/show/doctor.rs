//! What people see of `doctor`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::ops::doctor;
use std::fmt::Write;

pub(in crate::cli) fn describe(reply: &doctor::DoctorReply) -> String {
    let mut text = format!(
        "corridor {}, store {} at sequence number {}\n\n",
        reply.version,
        &reply.store_uuid[..8.min(reply.store_uuid.len())],
        reply.seq
    );
    for check in &reply.checks {
        let _ =
            writeln!(text, "{}: {}", check.name, if check.problems.is_empty() { "whole" } else { "BROKEN" });
        for problem in &check.problems {
            let _ = writeln!(text, "  {problem}");
        }
    }
    let whole = match (reply.log.broken.is_empty(), reply.log.log_whole) {
        (true, _) => "whole",
        (false, true) => "whole, but RECORDS WERE ALTERED beside it",
        (false, false) => "BROKEN",
    };
    let _ = writeln!(text, "audit log: {whole}, {} entries, root {}", reply.log.entries, reply.log.root);
    for broken in &reply.log.broken {
        let _ = writeln!(text, "  {broken}");
    }
    text.push_str(&super::audit::clock(&reply.log.clock_set_back));
    for broken in &reply.broken_packs {
        let _ = writeln!(text, "policy packs: BROKEN, nothing is judged until it is mended\n  {broken}");
    }
    for index in &reply.indexes {
        let lag = index.index_seq.behind(index.store_seq);
        let state = if lag == 0 {
            "up to date".to_owned()
        } else {
            format!("{lag} behind; the next search updates it")
        };
        let _ = writeln!(text, "index of {}: {state}", index.kind);
    }
    match reply.profiles_seq {
        Some(seq) => {
            let _ = writeln!(text, "profiles: at {seq}, the store at {}", reply.seq);
        }
        None => text.push_str("profiles: none yet; the first match makes them\n"),
    }
    let rows: Vec<Vec<String>> =
        reply.records.iter().map(|(kind, count)| vec![kind.to_string(), count.to_string()]).collect();
    let _ = writeln!(text, "\n{}", render::table(&["kind", "records"], &rows));
    let rows: Vec<Vec<String>> = reply
        .editions
        .iter()
        .map(|e| {
            vec![
                e.pack.clone(),
                e.edition.clone(),
                e.rules.to_string(),
                e.listed.to_string(),
                e.agreements.to_string(),
                e.hash[..12].to_owned(),
            ]
        })
        .collect();
    let _ = writeln!(
        text,
        "{}",
        render::table(&["policy pack", "edition", "rules", "listed", "agreements", "hash"], &rows)
    );
    let rows: Vec<Vec<String>> = reply
        .batches
        .iter()
        .map(|b| {
            let state = if b.undone { "undone" } else { "applied" };
            vec![
                b.batch.to_string(),
                b.recorded_at.clone(),
                b.inserted.to_string(),
                b.updated.to_string(),
                b.rejected.to_string(),
                state.to_owned(),
                b.files.join(", "),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(
            text,
            "{}",
            render::table(&["batch", "recorded", "inserted", "updated", "rejected", "state", "files"], &rows)
        );
    }
    let due = match reply.due.len() {
        0 => "none is due to be looked up again".to_owned(),
        due => format!("{due} tables or rows are due to be looked up again; `doctor --stale` lists them"),
    };
    let _ = writeln!(text, "reference tables: {due}");
    for (table, source) in &reply.tables {
        text.push_str(&render::wrapped(&format!("{table}: {source}"), 0));
    }
    text
}

/// The tables and rows that are due to be looked up again, in rows.
pub(in crate::cli) fn due_rows(reply: &doctor::DoctorReply) -> Rows {
    let row = |due: &doctor::DueFact| {
        vec![
            due.table.clone(),
            due.row.clone().unwrap_or_default(),
            due.recheck_by.to_string(),
            due.source.clone(),
            due.look_for.clone(),
        ]
    };
    let headers = ["table", "row", "recheck_by", "source", "look_for"];
    Rows::new(&headers, reply.due.iter().map(row).collect())
}

/// The same for people.
pub(in crate::cli) fn describe_due(reply: &doctor::DoctorReply) -> String {
    if reply.due.is_empty() {
        return "none of the reference tables is due to be looked up again\n".to_owned();
    }
    let rows = due_rows(reply);
    render::table(rows.headers(), rows.cells())
}

/// Each check with its outcome, and the number of records of each kind.
pub(in crate::cli) fn rows(reply: &doctor::DoctorReply) -> Rows {
    let state = |problems: &[String]| if problems.is_empty() { "whole" } else { "broken" }.to_owned();
    let mut rows: Vec<Vec<String>> = reply
        .checks
        .iter()
        .map(|check| vec![check.name.to_owned(), state(&check.problems), check.problems.join("; ")])
        .collect();
    rows.push(vec!["audit log".to_owned(), state(&reply.log.broken), reply.log.broken.join("; ")]);
    rows.push(vec!["policy packs".to_owned(), state(&reply.broken_packs), reply.broken_packs.join("; ")]);
    rows.extend(reply.indexes.iter().map(|index| {
        let lag = index.index_seq.behind(index.store_seq);
        let state = if lag == 0 { "whole" } else { "behind" }.to_owned();
        vec![format!("index of {}", index.kind), state, String::new()]
    }));
    Rows::new(&["check", "state", "problems"], rows)
}
