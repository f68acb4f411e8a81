//! What differs between the tables of a store and what its audit log commits to.

use crate::message::{Explained, codes};
use crate::model::Seq;

/// A record, or a row beside the records, as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    /// The table: a kind of record, or `batch`, `decision` and the like.
    pub table: String,
    /// The identifier, of a part with that of its whole; empty where nobody knows it any more.
    pub id: String,
}

impl std::fmt::Display for SealedRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { table, id } = self;
        if id.is_empty() { write!(f, "a record of `{table}`") } else { write!(f, "`{table}` {id}") }
    }
}

/// Something that was changed beside the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Tampered {
    /// Cells are not what was written.
    #[error("{row}: {} not what {by} wrote", names(columns))]
    Cells {
        /// The record.
        row: SealedRow,
        /// The columns that differ.
        columns: Vec<String>,
        /// The batch or entry that wrote it.
        by: String,
    },
    /// A record is not there.
    #[error("{row}, which {by} wrote, is gone")]
    Gone {
        /// The record.
        row: SealedRow,
        /// The batch or entry that wrote it.
        by: String,
    },
    /// A record is there that nobody wrote.
    #[error("{row} stands in the store, and no entry of the log tells of it")]
    Unlogged {
        /// The record.
        row: SealedRow,
    },
    /// A record stands in another version than the last one.
    #[error("{row} is not in the version that the log tells of last")]
    Version {
        /// The record.
        row: SealedRow,
    },
    /// A former version is not there.
    #[error("a former version of {row}, which ended with sequence number {until}, is gone from `history`")]
    FormerGone {
        /// The record.
        row: SealedRow,
        /// The number at which the version ended.
        until: Seq,
    },
    /// A former version is there that nobody superseded.
    #[error("a former version of {row} stands in `history`, and no entry of the log tells of it")]
    FormerUnlogged {
        /// The record.
        row: SealedRow,
    },
    /// A seal is not the one that its entry carries.
    #[error("the seal of {by} was altered: `seal` and `seal_chunk` do not hash to the root in its entry")]
    Seal {
        /// The batch or entry.
        by: String,
    },
    /// A seal that an entry carries is not there.
    #[error("the seal of {by} is gone")]
    SealGone {
        /// The batch or entry.
        by: String,
    },
    /// A seal without an entry.
    #[error("a seal stands in the store that no entry of the log carries")]
    SealUnlogged,
    /// Contents differ, and what would tell where was altered with them.
    #[error(
        "of {count} records that {by} wrote, {first} the first, at least one was altered together with its seal"
    )]
    Forged {
        /// How many records share the hash.
        count: usize,
        /// The first of them.
        first: SealedRow,
        /// The batch or entry.
        by: String,
    },
    /// The tree of looks is not the one that a look names.
    #[error("the looks before entry {entry} are not those that it names: one is missing, altered or added")]
    Looks {
        /// The entry.
        entry: u64,
    },
    /// More was changed than is named.
    #[error("and {count} more")]
    More {
        /// How much more.
        count: usize,
    },
    /// A number that the store keeps of itself is wrong.
    #[error("{row}: `{column}` is not what the log tells of")]
    Bookkeeping {
        /// The row.
        row: SealedRow,
        /// The column.
        column: &'static str,
    },
}

impl Explained for Tampered {
    codes! {
        Cells = "record-altered",
        Gone = "record-gone",
        Unlogged = "record-unlogged",
        Version = "record-version",
        FormerGone = "former-gone",
        FormerUnlogged = "former-unlogged",
        Seal = "seal-altered",
        SealGone = "seal-gone",
        SealUnlogged = "seal-unlogged",
        Forged = "record-forged",
        Looks = "looks-altered",
        More = "more-altered",
        Bookkeeping = "bookkeeping-altered",
    }
}

fn names(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    match &quoted[..] {
        [one] => format!("{one} is"),
        [start @ .., last] => format!("{} and {last} are", start.join(", ")),
        [] => "it is".to_owned(),
    }
}
