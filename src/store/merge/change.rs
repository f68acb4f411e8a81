//! What a record of the batch changes in the stored one.

use super::Object;
use crate::model::{Datum, Evidence, Kind};
use crate::store::shape::{Shape, shape};
use crate::store::{CellChange, Incoming};

/// A record as the store holds it.
pub(in crate::store) struct StoredRecord {
    pub(in crate::store) cells: Vec<Option<Datum>>,
    pub(in crate::store) as_written: Option<String>,
    pub(in crate::store) unmapped: Option<String>,
}

/// What stands beside the cells: how they were written, and what no column takes.
#[derive(Default)]
pub(in crate::store) struct Remarks {
    pub(in crate::store) as_written: Option<String>,
    pub(in crate::store) unmapped: Option<String>,
}

impl Remarks {
    pub(in crate::store) fn of(record: &Incoming<'_>, shape: &Shape) -> Self {
        Self {
            as_written: json(record.as_written.iter().map(|(c, text)| (shape.name(*c), text))),
            unmapped: json(record.unmapped.iter().map(|(header, text)| (header.as_str(), text))),
        }
    }
}

fn json<'a>(pairs: impl Iterator<Item = (&'a str, &'a String)>) -> Option<String> {
    let object: Object = pairs.map(|(name, text)| (name.to_owned(), text.clone().into())).collect();
    (!object.is_empty()).then(|| serde_json::Value::Object(object).to_string())
}

impl StoredRecord {
    /// The stored record with the known cells of the incoming one laid over it; `None` when that
    /// changes nothing.
    pub(in crate::store) fn merge(
        &self,
        record: &Incoming<'_>,
        shape: &Shape,
        id: &str,
    ) -> Option<(Vec<Option<Datum>>, Remarks, Vec<CellChange>)> {
        let mut cells = self.cells.clone();
        let mut changes = Vec::new();
        let mut as_written = object(self.as_written.as_deref());
        // A record that is said to be implied, as exports say it, states no more than the stored one implies.
        let restates =
            says_implied(record.cells, shape) && !record.as_written.iter().any(|(_, text)| text.is_empty());
        let practice = (0..cells.len()).find(|&column| shape.name(column) == "practice_months");
        let restated = practice.is_some_and(|column| record.cells[column] == self.cells[column]);
        for (column, new) in record.cells.iter().enumerate() {
            let Some(new) = new else { continue };
            let name = shape.name(column);
            let implied = is_implied(record, column);
            let stored_implied = as_written.get(name).is_some_and(|text| text == "");
            if cells[column].as_ref() == Some(new) {
                // Without a column of evidence no export can say that a cell is implied, and its value comes back as it was.
                if stored_implied && !implied && !restates && shape.evidence().is_some() {
                    as_written.remove(name);
                    let (kind, id, column) = (record.kind, id.to_owned(), name.to_owned());
                    changes.push(CellChange { kind, id, column, old: None, new: new.to_string() });
                }
                continue;
            }
            // What is stated outweighs what a row implies, in whatever order they come.
            if implied && cells[column].is_some() && !stored_implied {
                continue;
            }
            // A consent to a stated purpose is no less stated where another list leaves the purpose out.
            let again = |name: &str| {
                let column = (0..self.cells.len()).find(|&column| shape.name(column) == name);
                column.is_some_and(|column| {
                    self.cells[column].is_some() && record.cells[column] == self.cells[column]
                })
            };
            if name == "purpose_presumed" && cells[column].is_none() && again("given") {
                continue;
            }
            // What is stated again as it was keeps the day on which it was stated first.
            if implied && cells[column].is_some() && name == "practice_stated_on" && restated {
                continue;
            }
            changes.push(CellChange {
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
        if !restates {
            changes.extend(no_longer_presumed(&mut cells, record, id, shape));
            changes.extend(raise(&mut cells, &mut as_written, record.kind, id, shape));
        }
        let mut unmapped = object(self.unmapped.as_deref());
        for (header, text) in record.unmapped {
            let old = unmapped.insert(header.clone(), text.clone().into());
            if old.as_ref().and_then(|old| old.as_str()) != Some(text) {
                changes.push(CellChange {
                    kind: record.kind,
                    id: id.to_owned(),
                    column: header.clone(),
                    old: old.and_then(|old| old.as_str().map(str::to_owned)),
                    new: text.clone(),
                });
            }
        }
        // A cell that was kept because it could not be read goes when it is read.
        if let (Some(read), false) = (record.read, unmapped.is_empty()) {
            let still = |header: &str| record.unmapped.iter().any(|(kept, _)| kept == header);
            let mended: Vec<String> =
                unmapped.keys().filter(|header| !still(header) && (read.0)(header)).cloned().collect();
            for header in mended {
                let old = unmapped.remove(&header).and_then(|old| old.as_str().map(str::to_owned));
                let (kind, id) = (record.kind, id.to_owned());
                changes.push(CellChange { kind, id, column: header, old, new: String::new() });
            }
        }
        if changes.is_empty() {
            return None;
        }
        let written =
            |object: Object| (!object.is_empty()).then(|| serde_json::Value::Object(object).to_string());
        Some((cells, Remarks { as_written: written(as_written), unmapped: written(unmapped) }, changes))
    }
}

/// A test that is named again, and by no name of several, is presumed no longer. Neither is the purpose of a consent.
fn no_longer_presumed(
    cells: &mut [Option<Datum>],
    record: &Incoming<'_>,
    id: &str,
    shape: &Shape,
) -> Option<CellChange> {
    let column = |name: &str| (0..cells.len()).find(|&column| shape.name(column) == name);
    let pairs = [("test", "test_presumed"), ("given", "purpose_presumed")];
    let (said, presumed) = pairs.into_iter().find_map(|(said, mark)| column(said).zip(column(mark)))?;
    if record.cells[said].is_none() || record.cells[presumed].is_some() {
        return None;
    }
    let old = cells[presumed].take()?.to_string();
    let (kind, id, column) = (record.kind, id.to_owned(), shape.name(presumed).to_owned());
    Some(CellChange { kind, id, column, old: Some(old), new: String::new() })
}

/// Whether a cell of a record follows from its row and is not stated there: the cell as written is blank.
fn is_implied(record: &Incoming<'_>, column: usize) -> bool {
    record.as_written.iter().any(|(of, text)| *of == column && text.is_empty())
}

fn says_implied(cells: &[Option<Datum>], shape: &Shape) -> bool {
    let evidence = shape.evidence().and_then(|column| cells[column].as_ref());
    matches!(evidence, Some(Datum::Text(text)) if text == Evidence::Implied.as_str())
}

/// Takes the mark from a record once everything in it is stated: it is worth as much as any that says nothing of it.
fn raise(
    cells: &mut [Option<Datum>],
    as_written: &mut Object,
    kind: Kind,
    id: &str,
    shape: &Shape,
) -> Option<CellChange> {
    let column = shape.evidence().filter(|_| says_implied(cells, shape))?;
    let name = shape.name(column);
    if as_written.get(name)? != "" || as_written.iter().any(|(of, text)| of != name && text == "") {
        return None;
    }
    as_written.remove(name);
    let old = cells[column].take().map(|old| old.to_string());
    Some(CellChange { kind, id: id.to_owned(), column: name.to_owned(), old, new: String::new() })
}

fn object(json: Option<&str>) -> Object {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// Makes cells unknown that say what was decided against. A consent was decided as a whole: given anew
/// on another day it is news with all its cells.
pub(in crate::store) fn silence(kind: Kind, cells: &mut [Option<Datum>], aside: &Object) {
    let shape = shape(kind);
    let same = |cells: &[Option<Datum>], column: usize| match (&cells[column], aside.get(shape.name(column)))
    {
        (Some(cell), Some(old)) => super::value(Some(cell)) == *old,
        _ => false,
    };
    let spoken: Vec<usize> = shape
        .stored
        .iter()
        .copied()
        .filter(|&c| !shape.is_key(c) && cells[c].is_some() && aside.contains_key(shape.name(c)))
        .collect();
    if kind == Kind::Consent && !spoken.iter().all(|&c| same(cells, c)) {
        return;
    }
    for column in spoken {
        if same(cells, column) {
            cells[column] = None;
        }
    }
}
