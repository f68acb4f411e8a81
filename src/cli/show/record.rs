//! What people see of a record.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::cli::show::audit;
use crate::ops::show::{ExportRecord, ShowReply};
use serde_json::Value;
use std::fmt::Write;

/// The known cells of the record and of its parts, each in a table.
pub(in crate::cli) fn describe(reply: &ShowReply) -> String {
    let mut text = String::new();
    if let Some(asked) = &reply.asked_as {
        let _ = writeln!(text, "`{asked}` leads to `{}`", reply.id);
    }
    if let Some(record) = &reply.record {
        let _ = writeln!(
            text,
            "{} {}\n{}",
            reply.kind,
            reply.id,
            render::table(&["column", "value"], &known(record))
        );
    }
    for (kind, records) in &reply.parts {
        for (place, record) in (1..).zip(records) {
            let of = format!("{kind} {place} of {}", records.len());
            let _ = writeln!(text, "{of}\n{}", render::table(&["column", "value"], &known(record)));
        }
    }
    if reply.record.is_none() && reply.parts.is_empty() {
        let _ = writeln!(text, "`{}` has no {}", reply.id, reply.kind);
    }
    if let Some(one) = &reply.audited {
        let _ = writeln!(text, "the rules say: {}", one.assessment.clearance);
        text.push_str(&audit::findings(one, false));
    }
    if !reply.left_out.is_empty() {
        let names: Vec<String> = reply.left_out.iter().map(|name| format!("`{name}`")).collect();
        let said = format!(
            "left out, since they can tell who a person is: {}; `--identified --purpose TEXT` shows them and is written into the audit log",
            names.join(", ")
        );
        text.push_str(&render::wrapped(&said, 0));
    }
    text
}

/// Each cell that is known.
pub(in crate::cli) fn rows(reply: &ShowReply) -> Rows {
    let of = |kind: String, place: usize, record: &ExportRecord| -> Vec<Vec<String>> {
        let row = |cell: Vec<String>| [vec![kind.clone(), place.to_string()], cell].concat();
        known(record).into_iter().map(row).collect()
    };
    let own = reply.record.iter().flat_map(|record| of(reply.kind.to_string(), 1, record));
    let parts = reply.parts.iter().flat_map(|(kind, records)| {
        (1..).zip(records).flat_map(|(place, record)| of(kind.to_string(), place, record))
    });
    Rows::new(&["kind", "place", "column", "value"], own.chain(parts).collect())
}

fn known(record: &ExportRecord) -> Vec<Vec<String>> {
    let known = record.iter().filter(|(_, value)| !value.is_null());
    known.map(|(column, value)| vec![column.clone(), told(value)]).collect()
}

fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(told).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
