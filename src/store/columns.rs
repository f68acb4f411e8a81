//! The columns of each kind's table, as SQL needs them.

use crate::model::{Datum, DatumRef, Kind};
use crate::schema::{self, Table};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::sync::LazyLock;

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
    /// The columns that refer to records of other kinds, the whole of a part not among them.
    pub(super) references: Vec<usize>,
    /// How the stage lays down a record that is new, or one that changes; of a part the two are one.
    pub(super) lay_new: String,
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

    /// How a new record goes straight into its table, with the parameters of [`Self::lay_new`].
    pub(super) fn load(&self, kind: Kind, seq: i64, offset: i64) -> String {
        let list = &self.list;
        if kind.parent().is_some() {
            // The second parameter says that it is new, which here all are.
            let marks = Self::marks(3, self.stored.len() + 3);
            return format!(
                "INSERT INTO {kind} (parent, seq, src, as_written, unmapped, {list}) VALUES ({offset} - ?1, {seq}, {marks})"
            );
        }
        let (person, more) = if kind == Kind::Worker { ("handle, salt, ", 2) } else { ("", 0) };
        let marks = Self::marks(2, self.stored.len() + 3 + more);
        format!(
            "INSERT INTO {kind} (row, seq, changed, src, as_written, unmapped, {person}{list})
             VALUES ({offset} + ?1, {seq}, {seq}, {marks})"
        )
    }

    /// Whether unknown is stored as the empty text.
    pub(super) fn is_key(&self, column: usize) -> bool {
        self.table.key.contains(&column)
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
    // Number, remarks (source row, as written, unmapped), for a part whether it is new, and the cells.
    let lay = |table: &str, more: usize| {
        format!("INSERT INTO {table}_{kind} VALUES ({})", Columns::marks(1, stored.len() + 4 + more))
    };
    let person = if kind == Kind::Worker { 2 } else { 0 };
    let (lay_new, lay_changed) =
        if part { (lay("part", 1), lay("part", 1)) } else { (lay("new", person), lay("upd", 0)) };
    Columns { table, stored, list, key, references, lay_new, lay_changed }
}
