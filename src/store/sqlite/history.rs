//! Former versions of records: how they are kept.

use super::columns::columns;
use crate::model::Kind;

/// Keeps the stored versions of the rows `r` that a source selects.
pub(super) fn history(kind: Kind, source: &str) -> String {
    let columns = columns(kind);
    let row = if kind.parent().is_some() { "parent" } else { "row" };
    format!(
        "INSERT OR REPLACE INTO history (kind, row, part, seq, until, record)
         SELECT '{kind}', r.{row}, {}, r.seq, :seq, {} FROM {source}",
        columns.key_json("r."),
        version_json(kind)
    )
}

/// A stored version of row `r` as a JSON object.
pub(super) fn version_json(kind: Kind) -> String {
    let columns = columns(kind);
    let mut parts = vec!["'src', r.src, 'as_written', r.as_written, 'unmapped', r.unmapped".to_owned()];
    if kind == Kind::Worker {
        // They are sealed with the version.
        parts.push("'handle', lower(hex(r.handle)), 'salt', lower(hex(r.salt))".to_owned());
    }
    parts.extend(columns.stored.iter().map(|&c| format!("'{0}', r.{0}", columns.name(c))));
    format!("json_object({})", parts.join(", "))
}

/// A natural key as the history writes it.
pub(super) fn part_key(part: &[String]) -> String {
    if part.is_empty() { String::new() } else { serde_json::json!(part).to_string() }
}
