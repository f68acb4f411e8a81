//! How the records of a kind lie in a store, whichever engine keeps them: facts of the schema.

use crate::model::Kind;
use crate::schema::{self, TableSchema};
use std::sync::LazyLock;

/// The columns of a kind as a store needs them, each by its place in the schema.
pub(super) struct Shape {
    /// The Table Schema of the kind.
    pub(super) table: &'static TableSchema,
    /// The columns that are stored: all but, for a part, the identifier of its whole, which the whole's number stands
    /// for.
    pub(super) stored: Vec<usize>,
    /// The columns of a part's natural key below its parent; empty for a kind that stands alone.
    pub(super) key: Vec<usize>,
    /// Of each column, whether it is one of a key.
    keyed: Vec<bool>,
    /// The columns that refer to records of other kinds, the whole of a part not among them.
    pub(super) references: Vec<usize>,
}

impl Shape {
    /// The name of a column.
    pub(super) fn name(&self, column: usize) -> &'static str {
        &self.table.fields[column].name
    }

    /// Whether a column is one of a key: unknown is then stored as the empty text.
    pub(super) fn is_key(&self, column: usize) -> bool {
        self.keyed[column]
    }

    /// The column that says how well a record is proven.
    pub(super) fn evidence(&self) -> Option<usize> {
        self.table.column("evidence")
    }

    /// The name of the column that identifies a record, or the whole of a part.
    pub(super) fn id(&self) -> &'static str {
        self.name(self.table.key[0])
    }
}

/// The shape of a kind.
pub(super) fn shape(kind: Kind) -> &'static Shape {
    static ALL: LazyLock<Vec<Shape>> = LazyLock::new(|| Kind::ALL.iter().map(|&kind| make(kind)).collect());
    &ALL[kind as usize]
}

fn make(kind: Kind) -> Shape {
    let table = schema::table(kind);
    let part = kind.parent().is_some();
    let stored = (0..table.fields.len()).filter(|&c| !(part && c == table.key[0])).collect();
    let key = if part { table.key[1..].to_vec() } else { Vec::new() };
    let references = (0..table.fields.len())
        .filter(|&c| table.fields[c].refers_to.is_some() && !(part && c == table.key[0]))
        .collect();
    let keyed = (0..table.fields.len()).map(|c| table.key.contains(&c)).collect();
    Shape { table, stored, key, keyed, references }
}
