//! What people see of the kinds that `template` lists.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::ops::template::KindOf;

fn cells(kinds: &[KindOf]) -> Vec<Vec<String>> {
    kinds.iter().map(|one| vec![one.kind.to_string(), one.description.to_owned()]).collect()
}

/// The kinds in a table.
pub(in crate::cli) fn describe(kinds: &[KindOf]) -> String {
    render::table(&["kind", "a record is"], &cells(kinds))
}

/// The same in rows.
pub(in crate::cli) fn rows(kinds: &[KindOf]) -> Rows {
    Rows::new(&["kind", "description"], cells(kinds))
}
