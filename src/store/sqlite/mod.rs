//! The store in one SQLite file. Only this module names rusqlite.
//!
//! Files in the data directory that belong here: `corridor.db` (with `-wal` and `-shm` while open),
//! `stage/*.db` (batches being prepared; left-overs go at the next import), `locks/write`.
//!
//! Where to start: [`engine`] is what the store is asked, [`read`] how records come back, [`stage`] how a batch is
//! prepared, [`writing`] the only way to change anything.

mod apply;
mod changes;
mod columns;
mod decisions;
mod engine;
mod error;
mod export;
mod history;
mod identifier;
mod log;
mod look_tree;
mod looks;
mod open;
mod packs;
mod past;
mod read;
mod review;
mod saved;
mod seals;
mod settings;
mod stage;
#[cfg(test)]
mod tests;
mod undo;
mod values;
mod verify;
mod writing;

pub(super) use open::Sqlite;
