//! The Table Schemas of `schemas/`, read once: the single description of each kind's columns.
//!
//! Import, the store's tables, `corridor template` and the documentation all follow them. A schema
//! is a Frictionless Table Schema with five properties of our own: `naturalKey` (the columns that
//! identify a record), and per field `semantic` (what the text means), `list` (several values
//! joined by `;`), `refersTo` (the kind an identifier points to) and `aliases` (other headers).

mod table;

pub use table::{Field, Semantic, Storage, TableSchema, table};
