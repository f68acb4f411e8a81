//! What people see of `reindex`.

use crate::cli::output::Rows;
use crate::ops::catch_up::IndexStanding;
use std::fmt::Write;

/// How many documents each index has.
pub(in crate::cli) fn describe(standings: &[IndexStanding]) -> String {
    let mut text = String::new();
    for one in standings {
        let _ =
            writeln!(text, "{}: {} documents, at sequence number {}", one.kind, one.written, one.index_seq);
    }
    text
}

/// The columns of [`rows`].
pub(in crate::cli) const HEADERS: [&str; 3] = ["kind", "documents", "seq"];

/// The same in rows.
pub(in crate::cli) fn rows(standings: &[IndexStanding]) -> Rows {
    let row =
        |one: &IndexStanding| vec![one.kind.to_string(), one.written.to_string(), one.index_seq.to_string()];
    Rows::new(&HEADERS, standings.iter().map(row).collect())
}
