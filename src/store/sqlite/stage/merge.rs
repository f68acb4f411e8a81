//! What a record of the batch changes in the stored one.

use super::super::columns::Columns;
use super::{Change, Incoming};
use crate::model::Datum;

/// A record as the store holds it.
pub(super) struct StoredRecord {
    pub(super) cells: Vec<Option<Datum>>,
    pub(super) as_written: Option<String>,
    pub(super) unmapped: Option<String>,
}

/// What stands beside the cells: how they were written, and what no column takes.
#[derive(Default)]
pub(super) struct Remarks {
    pub(super) as_written: Option<String>,
    pub(super) unmapped: Option<String>,
}

type JsonObject = serde_json::Map<String, serde_json::Value>;

impl Remarks {
    pub(super) fn of(record: &Incoming<'_>, columns: &Columns) -> Self {
        Self {
            as_written: json(record.as_written.iter().map(|(c, text)| (columns.name(*c), text))),
            unmapped: json(record.unmapped.iter().map(|(header, text)| (header.as_str(), text))),
        }
    }
}

fn json<'a>(pairs: impl Iterator<Item = (&'a str, &'a String)>) -> Option<String> {
    let object: JsonObject = pairs.map(|(name, text)| (name.to_owned(), text.clone().into())).collect();
    (!object.is_empty()).then(|| serde_json::Value::Object(object).to_string())
}

impl StoredRecord {
    /// The stored record with the known cells of the incoming one laid over it; `None` when that
    /// changes nothing.
    pub(super) fn merge(
        &self,
        record: &Incoming<'_>,
        columns: &Columns,
        id: &str,
    ) -> Option<(Vec<Option<Datum>>, Remarks, Vec<Change>)> {
        let mut cells = self.cells.clone();
        let mut changes = Vec::new();
        let mut as_written = object(self.as_written.as_deref());
        for (column, new) in record.cells.iter().enumerate() {
            let Some(new) = new else { continue };
            if cells[column].as_ref() == Some(new) {
                continue;
            }
            let name = columns.name(column);
            changes.push(Change {
                kind: record.kind,
                id: id.to_owned(),
                column: name.to_owned(),
                old: cells[column].as_ref().map(ToString::to_string),
                new: new.to_string(),
            });
            cells[column] = Some(new.clone());
            as_written.remove(name);
            if let Some((_, text)) = record.as_written.iter().find(|(c, _)| *c == column) {
                as_written.insert(name.to_owned(), text.clone().into());
            }
        }
        let mut unmapped = object(self.unmapped.as_deref());
        for (header, text) in record.unmapped {
            let old = unmapped.insert(header.clone(), text.clone().into());
            if old.as_ref().and_then(|old| old.as_str()) != Some(text) {
                changes.push(Change {
                    kind: record.kind,
                    id: id.to_owned(),
                    column: header.clone(),
                    old: old.and_then(|old| old.as_str().map(str::to_owned)),
                    new: text.clone(),
                });
            }
        }
        if changes.is_empty() {
            return None;
        }
        let written =
            |object: JsonObject| (!object.is_empty()).then(|| serde_json::Value::Object(object).to_string());
        Some((cells, Remarks { as_written: written(as_written), unmapped: written(unmapped) }, changes))
    }
}

fn object(json: Option<&str>) -> JsonObject {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}
