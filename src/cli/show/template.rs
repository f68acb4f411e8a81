//! What people see of the kinds that `template` lists.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::ops::template::{KindOf, PermittedValue};

fn cells(kinds: &[KindOf]) -> Vec<Vec<String>> {
    kinds.iter().map(|one| vec![one.kind.to_string(), one.description.to_owned()]).collect()
}

/// The kinds in a table.
pub(in crate::cli) fn describe(kinds: &[KindOf]) -> String {
    render::table(&["kind", "a record is"], &cells(kinds))
}

fn value_cells(values: &[PermittedValue]) -> Vec<Vec<String>> {
    let cells = |one: &PermittedValue| {
        let meaning = one.meaning.clone().unwrap_or_default();
        vec![one.kind.to_string(), one.column.clone(), one.value.clone(), meaning]
    };
    values.iter().map(cells).collect()
}

/// The values of a column in a table.
pub(in crate::cli) fn describe_values(column: &str, values: &[PermittedValue]) -> String {
    if values.is_empty() {
        return format!(
            "`{column}` takes no list of values: `corridor template KIND --schema` says what it takes\n"
        );
    }
    format!("{}\n", render::table(&VALUE_COLUMNS, &value_cells(values)))
}

const VALUE_COLUMNS: [&str; 4] = ["kind", "column", "value", "meaning"];

/// The same in rows.
pub(in crate::cli) fn value_rows(values: &[PermittedValue]) -> Rows {
    Rows::new(&VALUE_COLUMNS, value_cells(values))
}

/// The kinds in rows.
pub(in crate::cli) fn rows(kinds: &[KindOf]) -> Rows {
    Rows::new(&["kind", "description"], cells(kinds))
}
