//! The column that a name of the user means: `residence`, `license_1_number`, `license.number`.

use super::column::Target;
use super::guess::Goal;
use super::lexicon::in_schema;
use super::parts;
use crate::ingest::IngestError;
use crate::model::{ConsentPurpose, Kind};
use crate::schema;
use crate::text::{fold, nearest};

pub(super) fn no_such_column(kind: Kind, written: &str) -> IngestError {
    IngestError::NoSuchColumn {
        kind: kind.as_str().replace('_', " "),
        written: written.to_owned(),
        nearest: nearest_name(kind, written),
    }
}

/// The column that a name means in a file of a kind.
pub(super) fn resolve(kind: Kind, written: &str) -> Option<Goal> {
    if let Some((of, column)) = written.split_once('.') {
        let of: Kind = of.trim().parse().ok()?;
        let column = in_schema(of, &fold(column))?;
        if of == kind {
            return Some(Goal::own(kind, column));
        }
        let part =
            kind == Kind::Worker && parts::NUMBERED.contains(&of) && schema::table(of).key[0] != column;
        return part.then_some(Goal { kind: of, slot: Some(1), of: None, column });
    }
    let folded = fold(written);
    if let Some(column) = in_schema(kind, &folded) {
        return Some(Goal::own(kind, column));
    }
    if kind != Kind::Worker {
        return None;
    }
    parts::own_grammar(&folded).map(Goal::from).or_else(|| {
        let mut owners = parts::NUMBERED.iter().filter_map(|&part| {
            let column = in_schema(part, &folded)?;
            Some(Goal { kind: part, slot: Some(1), of: None, column })
        });
        match (owners.next(), owners.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    })
}

/// The column that a name means in a file of a kind, as `--map` takes it, with its title for people.
///
/// # Errors
/// [`IngestError::NoSuchColumn`] with the nearest column.
pub fn column_named(kind: Kind, written: &str) -> Result<(String, &'static str), IngestError> {
    let goal = resolve(kind, written).ok_or_else(|| no_such_column(kind, written))?;
    Ok((Target::from(goal).name(), goal.field().title.as_str()))
}

/// The name of a column nearest to a text.
pub(super) fn nearest_name(kind: Kind, written: &str) -> Option<String> {
    let mut names: Vec<String> = schema::table(kind).fields.iter().map(|field| field.name.clone()).collect();
    if kind == Kind::Worker {
        for part in parts::NUMBERED {
            let table = schema::table(part);
            let fields = table.fields.iter().enumerate().filter(|(column, _)| *column != table.key[0]);
            names.extend(fields.map(|(column, _)| {
                Target::from(Goal { kind: part, slot: Some(1), of: None, column }).name()
            }));
        }
        let purposes = ConsentPurpose::ALL.iter();
        names.extend(purposes.map(|purpose| format!("consent_{}", purpose.as_str().replace('-', "_"))));
    }
    nearest(written, names.iter().map(String::as_str), 0.6).map(str::to_owned)
}
