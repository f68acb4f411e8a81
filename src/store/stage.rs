//! What goes into a batch that is being prepared, and what comes out.

use crate::model::{Datum, Hash, Kind};
use std::any::Any;

/// Whether a header of a row has a column by now, and its cell was taken.
#[derive(Clone, Copy)]
pub struct ReadHeaders<'a>(pub &'a dyn Fn(&str) -> bool);

impl std::fmt::Debug for ReadHeaders<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ReadHeaders").finish_non_exhaustive()
    }
}

/// One record of an input row, in schema order.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// The kind.
    pub kind: Kind,
    /// The cells; `None` is unknown and never changes a stored value.
    pub cells: &'a [Option<Datum>],
    /// The cells whose text differed from its canonical form, by column.
    pub as_written: &'a [(usize, String)],
    /// The cells that no column takes, by header.
    pub unmapped: &'a [(String, String)],
    /// Which headers were read: what an earlier row kept under them was mended, and goes.
    pub read: Option<ReadHeaders<'a>>,
}

/// What a record of an input row does to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Inserted,
    /// It changes a stored record in these columns.
    Updated(Vec<CellChange>),
    /// The store holds it already.
    Unchanged,
}

/// A field that a batch changes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CellChange {
    /// The kind of record.
    pub kind: Kind,
    /// The identifier of the record, or of the whole it belongs to.
    pub id: String,
    /// The column.
    pub column: String,
    /// The stored value, unless unknown.
    pub old: Option<String>,
    /// The value that takes its place.
    pub new: String,
}

/// Why a row cannot be taken, beyond what its own cells show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The record stands in the batch already.
    Duplicate {
        /// The kind.
        kind: Kind,
        /// The column that identifies it.
        column: &'static str,
        /// The identifier, or the natural key joined by ` / `.
        value: String,
        /// The running number of the row that came first.
        first_src: i64,
    },
    /// A reference points to nothing.
    Dangling {
        /// The kind whose column refers.
        kind: Kind,
        /// The column.
        column: &'static str,
        /// The identifier that is not there.
        value: String,
        /// The kind it should be.
        refers_to: Kind,
        /// The nearest identifier that is there.
        nearest: Option<String>,
    },
    /// The store holds another person under the identifier.
    SomebodyElse {
        /// The kind.
        kind: Kind,
        /// The column that identifies it.
        column: &'static str,
        /// The identifier.
        value: String,
        /// The name and the facts that are stored.
        stored: Vec<String>,
        /// What the row says instead, fact beside fact.
        incoming: Vec<String>,
    },
}

/// What became of an input row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StagedRow {
    /// It was taken; one outcome a record.
    Taken(Vec<Outcome>),
    /// It was refused whole.
    Refused(Vec<Problem>),
}

/// Records of a kind by what the batch does to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Counts {
    /// New records.
    pub inserted: u64,
    /// Changed records.
    pub updated: u64,
    /// Records that the store holds already.
    pub unchanged: u64,
}

/// A batch that waits to be applied.
pub struct Staged {
    /// What the batch does, kind by kind.
    pub counts: Vec<(Kind, Counts)>,
    /// The number of input rows, rejected ones included.
    pub rows: u64,
    /// The root of the tree over the input rows.
    pub root: Hash,
    /// What the engine that prepared it laid down; no other engine can apply it.
    pub(super) laid: Box<dyn Any>,
}
