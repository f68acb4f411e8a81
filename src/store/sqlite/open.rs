//! Opening and migrating a store, its directories, and a look at its state.

use super::{Lock, StoreError};
use crate::data_dir::DataDir;
use crate::model::{BatchId, Kind, Seq, hex};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::path::Path;
use std::time::Duration;

/// The migrations, oldest first: the first makes version 1.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql")];

/// `PRAGMA application_id` of our files: "crdr".
const APPLICATION_ID: i32 = 0x6372_6472;

/// How long SQLite itself waits for a lock: readers of a WAL never wait, writers hold the file lock.
const BUSY: Duration = Duration::from_secs(10);

/// How long to wait for the very first load of a store, which keeps readers out too.
const FIRST_LOAD: Duration = Duration::from_secs(60);

/// An open store and the data directory around it.
#[derive(Debug)]
pub struct Store {
    pub(super) conn: Connection,
    dir: DataDir,
    uuid: String,
    file: Option<Identity>,
}

/// What one look at a batch shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BatchSummary {
    /// The batch's name, `B-0001`.
    pub batch: BatchId,
    /// The sequence number of its transaction.
    pub seq: Seq,
    /// When it was applied.
    pub recorded_at: String,
    /// Who applied it.
    pub actor: String,
    /// Records inserted.
    pub inserted: u64,
    /// Records updated.
    pub updated: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Whether it was undone.
    pub undone: bool,
    /// The names of its files.
    pub files: Vec<String>,
}

/// What tells a file from another one under the same name: device, number, and time of birth where the
/// system keeps it.
type Identity = (u64, u64, Option<std::time::SystemTime>);

fn identity(path: &Path) -> Option<Identity> {
    let metadata = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    let (device, number) = {
        use std::os::unix::fs::MetadataExt;
        (metadata.dev(), metadata.ino())
    };
    #[cfg(not(unix))]
    let (device, number) = (0, 0);
    Some((device, number, metadata.created().ok()))
}

/// Records per kind.
pub type StoreCounts = Vec<(Kind, u64)>;

/// The outcome of one check of the store.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// What was checked.
    pub name: &'static str,
    /// What is wrong; empty when nothing is.
    pub problems: Vec<String>,
}

impl Store {
    /// Opens the store of a data directory, making both when they are missing.
    ///
    /// # Errors
    /// [`StoreError`] when the directory cannot be made, the file is no store, or was written by a
    /// newer version.
    pub fn create_or_open(dir: &DataDir) -> Result<Self, StoreError> {
        make_private_dir(dir.path())?;
        dir.parts().iter().try_for_each(|part| make_private_dir(part))?;
        let path = dir.database();
        let mut conn = Connection::open(&path)?;
        let found = match prepare(&conn).and_then(|()| version(&conn, &path)) {
            // The very first load keeps everybody out until it is done.
            Err(StoreError::Engine(error)) if error.downcast_ref().is_some_and(is_busy) => {
                drop(Lock::take(&dir.write_lock(), "opening", FIRST_LOAD, |_| {})?);
                prepare(&conn)?;
                version(&conn, &path)
            }
            other => other,
        };
        let version = found?;
        if version < known() {
            // Two first starts at once: the lock lets one of them migrate, the other finds it done.
            let _lock = Lock::take(&dir.write_lock(), "migration", BUSY, |_| {})?;
            migrate(&mut conn)?;
        }
        Self::opened(conn, dir)
    }

    /// Opens the store of a data directory that must be there.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none, else as [`Self::create_or_open`].
    pub fn open(dir: &DataDir) -> Result<Self, StoreError> {
        if !dir.database().is_file() {
            return Err(StoreError::Missing(dir.path().to_owned()));
        }
        Self::create_or_open(dir)
    }

    fn opened(conn: Connection, dir: &DataDir) -> Result<Self, StoreError> {
        let uuid = conn.query_row("SELECT store_uuid FROM head", [], |row| row.get(0))?;
        Ok(Self { conn, dir: dir.clone(), uuid, file: identity(&dir.database()) })
    }

    /// A second connection, for reading on another thread.
    pub(super) fn reader(&self) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(self.dir.database(), flags)?;
        conn.busy_timeout(BUSY)?;
        conn.pragma_update(None, "cache_size", -32_768)?;
        conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
        Ok(conn)
    }

    /// Gives away the connection, so that nothing here keeps the file open; an empty database in memory
    /// stands in its place until it comes back.
    pub(super) fn lend(&mut self) -> Result<Connection, StoreError> {
        Ok(std::mem::replace(&mut self.conn, Connection::open_in_memory()?))
    }

    /// The data directory.
    pub(super) fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// Whether the connection still reaches the file that lies in the data directory: false when the file was
    /// removed or replaced, or when the connection was given away and did not come back.
    pub fn is_current(&self) -> bool {
        self.conn.path().is_some_and(|path| !path.is_empty()) && identity(&self.dir.database()) == self.file
    }

    /// The identity of this store: derived files that carry another one are rebuilt.
    pub fn uuid(&self) -> &str {
        &self.uuid
    }

    /// The head of the change feed: the sequence number of the last transaction.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn seq(&self) -> Result<Seq, StoreError> {
        Ok(self.conn.query_row("SELECT seq FROM head", [], |row| row.get(0))?)
    }

    /// Takes the write lock, waiting up to `patience`.
    ///
    /// # Errors
    /// [`StoreError::Busy`] naming the holder when the wait was in vain.
    pub fn write_lock(
        &self,
        purpose: &str,
        patience: Duration,
        on_wait: impl FnMut(&super::Holder),
    ) -> Result<Lock, StoreError> {
        Lock::take(&self.dir.write_lock(), purpose, patience, on_wait)
    }

    /// The number of records of each kind.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn counts(&self) -> Result<StoreCounts, StoreError> {
        Kind::ALL
            .iter()
            .map(|&kind| {
                let count: i64 =
                    self.conn.query_row(&format!("SELECT count(*) FROM {kind}"), [], |row| row.get(0))?;
                Ok((kind, count.unsigned_abs()))
            })
            .collect()
    }

    /// The batches, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn batches(&self, limit: usize) -> Result<Vec<BatchSummary>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT batch, seq, recorded_at, actor, inserted, updated, rejected, undone_seq IS NOT NULL,
                    (SELECT json_group_array(name) FROM batch_file f WHERE f.batch = b.batch)
             FROM batch b ORDER BY batch DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            let files: String = row.get(8)?;
            Ok(BatchSummary {
                batch: row.get(0)?,
                seq: row.get(1)?,
                recorded_at: row.get(2)?,
                actor: row.get(3)?,
                inserted: row.get::<_, i64>(4)?.unsigned_abs(),
                updated: row.get::<_, i64>(5)?.unsigned_abs(),
                rejected: row.get::<_, i64>(6)?.unsigned_abs(),
                undone: row.get(7)?,
                files: serde_json::from_str(&files).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Checks that SQLite finds the file whole, that every part has its whole, and that every
    /// merged identifier leads to a worker.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read at all.
    pub fn check(&self) -> Result<Vec<Check>, StoreError> {
        let mut statement = self.conn.prepare("PRAGMA integrity_check")?;
        let mut said: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        said.retain(|line| line != "ok");
        let mut orphans = Vec::new();
        for &kind in Kind::ALL {
            if let Some(whole) = kind.parent() {
                let sql = format!(
                    "SELECT count(*) FROM {kind} p WHERE NOT EXISTS (SELECT 1 FROM {whole} w WHERE w.row = p.parent)"
                );
                let count: i64 = self.conn.query_row(&sql, [], |row| row.get(0))?;
                if count > 0 {
                    orphans.push(format!("{count} of `{kind}` belong to no `{whole}`"));
                }
            }
        }
        Ok(vec![
            Check { name: "store file", problems: said },
            Check { name: "parts and wholes", problems: orphans },
            self.check_merges()?,
        ])
    }

    /// Checks that every merged identifier leads to a worker, and that none is there all the same.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read at all.
    pub fn check_merges(&self) -> Result<Check, StoreError> {
        Ok(Check { name: "merged workers", problems: super::review::problems(&self.conn)? })
    }
}

fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

pub(super) fn prepare(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(BUSY)?;
    // Of a new file only: large loads write fewer and fuller pages.
    conn.pragma_update(None, "page_size", 16_384)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -65_536)?;
    conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// Changes the journal; `false` when others have the file open.
pub(super) fn set_journal(conn: &Connection, mode: &str) -> Result<bool, StoreError> {
    conn.busy_timeout(Duration::ZERO)?;
    let set = conn.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |row| row.get::<_, String>(0));
    conn.busy_timeout(BUSY)?;
    match set {
        Ok(now) => Ok(now.eq_ignore_ascii_case(mode)),
        Err(error) if is_busy(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

fn version(conn: &Connection, path: &Path) -> Result<i64, StoreError> {
    let version: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let empty = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))? == 0;
    match (version, application) {
        (0, 0) if empty => Ok(0),
        (_, APPLICATION_ID) if version > known() => {
            Err(StoreError::TooNew { found: version, known: known() })
        }
        (_, APPLICATION_ID) => Ok(version),
        _ => Err(StoreError::Foreign(path.to_owned())),
    }
}

fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (number, sql) in (1_i64..).zip(MIGRATIONS).filter(|(number, _)| *number > version) {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    let made = transaction.query_row("SELECT one FROM head", [], |row| row.get::<_, i64>(0)).optional()?;
    if made.is_none() {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(StoreError::Random)?;
        transaction.execute("INSERT INTO head VALUES (1, ?1, 0, 1)", params![hex(&random)])?;
    }
    transaction.commit()?;
    Ok(())
}

fn make_private_dir(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(StoreError::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn the_tables_have_the_columns_of_the_schemas() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create_or_open(&DataDir::new(dir.path())).unwrap();
        for &kind in Kind::ALL {
            let mut statement =
                store.conn.prepare(&format!("SELECT name, type FROM pragma_table_info('{kind}')")).unwrap();
            let found: Vec<(String, String)> = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let columns = super::super::columns::columns(kind);
            let expected: Vec<(String, String)> = columns
                .stored
                .iter()
                .map(|&c| {
                    let field = &schema::table(kind).fields[c];
                    let storage = match field.storage() {
                        schema::Storage::Integer => "INTEGER",
                        schema::Storage::Text => "TEXT",
                    };
                    (field.name.clone(), storage.to_owned())
                })
                .collect();
            assert_eq!(&found[found.len() - expected.len()..], expected, "{kind}");
        }
    }

    #[test]
    fn a_foreign_or_newer_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        Connection::open(dir.path().join("corridor.db"))
            .unwrap()
            .execute_batch("CREATE TABLE x (y)")
            .unwrap();
        assert!(matches!(Store::open(&DataDir::new(dir.path())), Err(StoreError::Foreign(_))));

        let dir = tempfile::tempdir().unwrap();
        Store::create_or_open(&DataDir::new(dir.path()))
            .unwrap()
            .conn
            .pragma_update(None, "user_version", 99)
            .unwrap();
        assert!(matches!(Store::open(&DataDir::new(dir.path())), Err(StoreError::TooNew { found: 99, .. })));
    }
}
