//! What people see of `undo`.

use crate::cli::output::Rows;
use crate::store::Undone;
use std::fmt::Write;

/// What was taken out again.
pub(in crate::cli) fn describe(undone: &[Undone]) -> String {
    let mut text = String::new();
    for one in undone {
        let _ = writeln!(
            text,
            "{} undone: {} records removed, {} restored to their former version",
            one.batch, one.removed, one.restored
        );
    }
    text
}

/// The columns of [`rows`].
pub(in crate::cli) const HEADERS: [&str; 3] = ["batch", "removed", "restored"];

/// The same in rows.
pub(in crate::cli) fn rows(undone: &[Undone]) -> Rows {
    let row = |one: &Undone| vec![one.batch.to_string(), one.removed.to_string(), one.restored.to_string()];
    Rows::new(&HEADERS, undone.iter().map(row).collect())
}
