//! The columns of each kind's table, as SQL needs them.

use crate::model::{Datum, DatumRef, Kind, Seq};
use crate::store::shape::{Shape, shape};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::ops::Deref;
use std::sync::LazyLock;

/// What comes before the rows of a statement that inserts, and a row of it with its parameters. It is `OR FAIL`:
/// a statement of several rows that could be taken back would copy the pages that it changes, and here whoever
/// meets an error gives up the whole transaction.
pub(super) struct Into {
    pub(super) head: String,
    pub(super) row: String,
}

impl Into {
    /// The statement for so many rows.
    pub(super) fn statement(&self, rows: usize) -> String {
        format!("{} VALUES {}", self.head, vec![self.row.as_str(); rows].join(", "))
    }
}

/// How a kind lies in its table.
pub(super) struct Columns {
    shape: &'static Shape,
    /// The stored columns joined by commas.
    pub(super) list: String,
    /// How the stage lays down a record that changes.
    pub(super) lay_changed: String,
}

impl Deref for Columns {
    type Target = Shape;

    fn deref(&self) -> &Shape {
        self.shape
    }
}

impl Columns {
    /// `?1, ?2, …` for `count` parameters from `first` on.
    pub(super) fn marks(first: usize, count: usize) -> String {
        let marks: Vec<String> = (first..first + count).map(|n| format!("?{n}")).collect();
        marks.join(", ")
    }

    /// `key1 = ?n AND key2 = ?n+1 …` for a part.
    pub(super) fn key_equals(&self, first: usize) -> String {
        let parts: Vec<String> =
            self.key.iter().enumerate().map(|(i, &c)| format!("{} = ?{}", self.name(c), first + i)).collect();
        parts.join(" AND ")
    }

    /// The expression for a part's key in the history: a JSON array of its cells.
    pub(super) fn key_json(&self, prefix: &str) -> String {
        if self.key.is_empty() {
            return "''".to_owned();
        }
        let parts: Vec<String> = self.key.iter().map(|&c| format!("{prefix}{}", self.name(c))).collect();
        format!("json_array({})", parts.join(", "))
    }

    /// How new records are laid in the stage's file: number, of a part whether it is new, remarks (source
    /// row, as written, unmapped), of a person handle and salt, cells.
    pub(super) fn lay_new(&self, kind: Kind) -> Into {
        let (table, more) = match kind {
            Kind::Worker => ("new", 2),
            _ if kind.parent().is_some() => ("part", 1),
            _ => ("new", 0),
        };
        let row = format!("({})", unnumbered(self.stored.len() + 4 + more));
        Into { head: format!("INSERT OR FAIL INTO {table}_{kind}"), row }
    }

    /// How new records go straight into their table, with the parameters of [`Self::lay_new`] but whether
    /// a part is new, which here all are.
    pub(super) fn load(&self, kind: Kind, seq: Seq) -> Into {
        let list = &self.list;
        let (person, more) = if kind == Kind::Worker { ("handle, salt, ", 2) } else { ("", 0) };
        let marks = unnumbered(self.stored.len() + 3 + more);
        let (numbers, first) = match kind.parent() {
            Some(_) => ("parent, seq", format!("?, {seq}")),
            None => ("row, seq, changed", format!("?, {seq}, {seq}")),
        };
        Into {
            head: format!(
                "INSERT OR FAIL INTO {kind} ({numbers}, src, as_written, unmapped, {person}{list})"
            ),
            row: format!("({first}, {marks})"),
        }
    }

    /// The cells of a row that selected [`Self::list`] from place `first` on, in schema order; the
    /// identifier of a part's whole is given as `whole`.
    pub(super) fn cells(
        &self,
        row: &Row<'_>,
        first: usize,
        whole: Option<&str>,
    ) -> rusqlite::Result<Vec<Option<Datum>>> {
        let mut cells: Vec<Option<Datum>> = vec![None; self.table.fields.len()];
        if let Some(whole) = whole {
            cells[self.table.key[0]] = Some(Datum::Text(whole.into()));
        }
        for (at, &column) in self.stored.iter().enumerate() {
            let cell = borrowed(row.get_ref(first + at)?, self.is_key(column));
            cells[column] = cell.map(|cell| match cell {
                DatumRef::Integer(n) => Datum::Integer(n),
                DatumRef::Text(t) => Datum::Text(t.into()),
            });
        }
        Ok(cells)
    }
}

/// A stored value as a cell. Text that is not UTF-8 cannot come from us and reads as unknown.
pub(super) fn borrowed(value: ValueRef<'_>, key: bool) -> Option<DatumRef<'_>> {
    match value {
        ValueRef::Integer(n) => Some(DatumRef::Integer(n)),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok("") if key => None,
            Ok(text) => Some(DatumRef::Text(text)),
            Err(_) => None,
        },
        _ => None,
    }
}

/// The columns of a kind.
pub(super) fn columns(kind: Kind) -> &'static Columns {
    static ALL: LazyLock<Vec<Columns>> = LazyLock::new(|| Kind::ALL.iter().map(|&kind| make(kind)).collect());
    &ALL[kind as usize]
}

fn make(kind: Kind) -> Columns {
    let shape = shape(kind);
    let list = shape.stored.iter().map(|&c| shape.name(c)).collect::<Vec<_>>().join(", ");
    let (changed, more) = if kind.parent().is_some() { ("part", 5) } else { ("upd", 4) };
    let lay_changed =
        format!("INSERT INTO {changed}_{kind} VALUES ({})", Columns::marks(1, shape.stored.len() + more));
    Columns { shape, list, lay_changed }
}

/// `?, ?, …` for `count` parameters.
fn unnumbered(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// The statement for the records of a kind that are newer than a number, in no order: asked for in one they would be
/// looked for among all records.
pub(super) fn newer(kind: Kind) -> String {
    format!("SELECT row FROM {kind} WHERE changed > ?1")
}
