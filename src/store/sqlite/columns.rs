//! The columns of each kind's table, as SQL needs them.

use crate::model::{Datum, DatumRef, Kind, Seq};
use crate::schema::{self, Table};
use rusqlite::Row;
use rusqlite::types::ValueRef;
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
    pub(super) table: &'static Table,
    /// The schema columns that the table holds, by their place in the schema: all but, for a part,
    /// the identifier of its whole, which the `parent` number stands for.
    pub(super) stored: Vec<usize>,
    /// Those columns joined by commas.
    pub(super) list: String,
    /// The columns of a part's natural key below its parent; empty for a kind that stands alone.
    pub(super) key: Vec<usize>,
    /// Of each column of the schema, whether it is one of a key.
    keyed: Vec<bool>,
    /// The columns that refer to records of other kinds, the whole of a part not among them.
    pub(super) references: Vec<usize>,
    /// How the stage lays down a record that changes.
    pub(super) lay_changed: String,
}

impl Columns {
    pub(super) fn name(&self, column: usize) -> &'static str {
        &self.table.fields[column].name
    }

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

    /// Whether unknown is stored as the empty text.
    pub(super) fn is_key(&self, column: usize) -> bool {
        self.keyed[column]
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
    let table = schema::table(kind);
    let part = kind.parent().is_some();
    let stored: Vec<usize> = (0..table.fields.len()).filter(|&c| !(part && c == table.key[0])).collect();
    let list = stored.iter().map(|&c| table.fields[c].name.as_str()).collect::<Vec<_>>().join(", ");
    let key = if part { table.key[1..].to_vec() } else { Vec::new() };
    let references = (0..table.fields.len())
        .filter(|&c| table.fields[c].refers_to.is_some() && !(part && c == table.key[0]))
        .collect();
    let keyed = (0..table.fields.len()).map(|c| table.key.contains(&c)).collect();
    let (changed, more) = if part { ("part", 5) } else { ("upd", 4) };
    let lay_changed =
        format!("INSERT INTO {changed}_{kind} VALUES ({})", Columns::marks(1, stored.len() + more));
    Columns { table, stored, list, key, keyed, references, lay_changed }
}

/// `?, ?, …` for `count` parameters.
fn unnumbered(count: usize) -> String {
    vec!["?"; count].join(", ")
}
