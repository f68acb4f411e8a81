//! Opening and migrating a store.

use super::settings::{BUSY, is_busy, prepare};
use super::writing::Pen;
use crate::data_dir::DataDir;
use crate::files::{self, Lock};
use crate::store::{Store, StoreError};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The migrations, oldest first: the first makes version 1.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
    include_str!("migrations/0009.sql"),
    include_str!("migrations/0010.sql"),
    include_str!("migrations/0011.sql"),
    include_str!("migrations/0012.sql"),
];

/// `PRAGMA application_id` of our files: "crdr".
const APPLICATION_ID: i32 = 0x6372_6472;

/// How long to wait for the very first load of a store, which keeps readers out too.
const FIRST_LOAD: Duration = Duration::from_secs(60);

/// A store in one SQLite file. Clones are the same store.
#[derive(Clone)]
pub(in crate::store) struct Sqlite(Arc<Shared>);

struct Shared {
    dir: DataDir,
    /// Whether the directory cannot be written, as that of an auditor's copy.
    read_only: bool,
    uuid: String,
    pen: Pen,
    file: Option<Identity>,
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

impl Sqlite {
    /// Opens the store of a data directory, making both when they are missing. A store that is made has the identity
    /// `uuid`, or one of its own.
    ///
    /// # Errors
    /// [`StoreError`] when the directory cannot be made, the file is no store, or was written by a
    /// newer version, and [`StoreError::ReadOnly`] when its directory cannot be written.
    pub(in crate::store) fn create_or_open(dir: &DataDir, uuid: Option<&str>) -> Result<Self, StoreError> {
        Self::make(dir, uuid).map_err(|error| match error {
            StoreError::Engine(_) | StoreError::Io { .. }
                if dir.database().is_file() && cannot_write(dir.path()) =>
            {
                StoreError::ReadOnly
            }
            other => other,
        })
    }

    fn make(dir: &DataDir, uuid: Option<&str>) -> Result<Self, StoreError> {
        make_private_dir(dir.path())?;
        dir.parts().iter().try_for_each(|part| make_private_dir(part))?;
        let path = dir.database();
        let mut conn = Connection::open(&path)?;
        let until = Instant::now() + FIRST_LOAD;
        let found = loop {
            match prepare(&conn).and_then(|()| version(&conn, &path)) {
                // The very first load keeps everybody out until it is done, and another one may follow at once.
                Err(StoreError::Engine(error))
                    if Instant::now() < until && error.downcast_ref().is_some_and(is_busy) =>
                {
                    drop(Lock::take(&dir.write_lock(), "opening", FIRST_LOAD, |_| {})?);
                }
                other => break other,
            }
        };
        let version = found.map_err(|error| no_database(error, &path))?;
        if version < known() {
            // Of two first starts at once one migrates, and may load before the other has its turn and finds it done.
            let _lock = Lock::take(&dir.write_lock(), "migration", FIRST_LOAD, |_| {})?;
            migrate(&mut conn, uuid)?;
        }
        let uuid = conn.query_row("SELECT store_uuid FROM head", [], |row| row.get(0))?;
        let pen = Pen::new(conn, path);
        Ok(Self(Arc::new(Shared {
            dir: dir.clone(),
            uuid,
            pen,
            file: identity(&dir.database()),
            read_only: false,
        })))
    }

    /// Opens the store of a data directory that must be there; for reading alone where the directory cannot be written.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none, else as [`Self::create_or_open`] and [`Self::open_read_only`].
    pub(in crate::store) fn open(dir: &DataDir) -> Result<Self, StoreError> {
        // A file without a byte is no store; one whose first changes lie beside it is.
        let path = dir.database();
        let empty = |path: &Path| std::fs::metadata(path).map_or(true, |file| file.len() == 0);
        if !path.is_file() || (empty(&path) && empty(&beside(&path))) {
            return Err(StoreError::Missing(dir.path().to_owned()));
        }
        match Self::make(dir, None) {
            Err(StoreError::Engine(_) | StoreError::ReadOnly | StoreError::Io { .. })
                if cannot_write(dir.path()) =>
            {
                Self::open_read_only(dir)
            }
            opened => opened,
        }
    }

    /// Opens a store in a directory that cannot be written. Nothing is written there.
    ///
    /// # Errors
    /// [`StoreError::Unfinished`] when the last changes still lie beside the file, [`StoreError::TooOld`] when the
    /// store has to be brought to this version first, else as [`Self::create_or_open`].
    fn open_read_only(dir: &DataDir) -> Result<Self, StoreError> {
        let path = dir.database();
        let changes = beside(&path);
        if std::fs::metadata(&changes).is_ok_and(|file| file.len() > 0) {
            return Err(StoreError::Unfinished(changes));
        }
        let conn = unchanging(&path)?;
        let found = version(&conn, &path).map_err(|error| no_database(error, &path))?;
        if found < known() {
            return Err(StoreError::TooOld { found, known: known() });
        }
        let uuid = conn.query_row("SELECT store_uuid FROM head", [], |row| row.get(0))?;
        let file = identity(&path);
        let pen = Pen::new(conn, path);
        Ok(Self(Arc::new(Shared { dir: dir.clone(), read_only: true, uuid, pen, file })))
    }

    /// A connection that reads.
    pub(super) fn reader(&self) -> Result<Connection, StoreError> {
        if self.0.read_only {
            return unchanging(&self.0.dir.database());
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(self.0.dir.database(), flags)?;
        conn.busy_timeout(BUSY)?;
        conn.pragma_update(None, "cache_size", -32_768)?;
        conn.pragma_update(None, "mmap_size", 1_i64 << 30)?;
        Ok(conn)
    }

    /// The connection that writes.
    pub(super) fn pen(&self) -> &Pen {
        &self.0.pen
    }

    /// Where the files of the store lie.
    pub(super) fn dir(&self) -> &DataDir {
        &self.0.dir
    }

    /// The identity of the store.
    pub(super) fn identity(&self) -> &str {
        &self.0.uuid
    }

    /// Whether the directory cannot be written.
    pub(super) fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    /// Whether the connection still reaches the file that lies in the data directory.
    pub(super) fn is_current(&self) -> bool {
        self.0.pen.is_there() && identity(&self.0.dir.database()) == self.0.file
    }
}

/// A connection to a file that nobody changes: SQLite makes no files beside it.
fn unchanging(path: &Path) -> Result<Connection, StoreError> {
    let mut uri = "file:".to_owned();
    for letter in path.to_string_lossy().chars() {
        match letter {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            other => uri.push(other),
        }
    }
    uri.push_str("?immutable=1");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(uri, flags)?;
    conn.busy_timeout(BUSY)?;
    Ok(conn)
}

/// Whether no file can be made in a directory.
fn cannot_write(dir: &Path) -> bool {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    tempfile::tempfile_in(dir)
        .is_err_and(|error| matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem))
}

/// What SQLite cannot read as a database is no store.
fn no_database(error: StoreError, path: &Path) -> StoreError {
    let code = |error: &rusqlite::Error| error.sqlite_error_code();
    match &error {
        StoreError::Engine(inner)
            if inner.downcast_ref().and_then(code) == Some(rusqlite::ErrorCode::NotADatabase) =>
        {
            StoreError::Foreign(path.to_owned())
        }
        _ => error,
    }
}

/// The file in which SQLite keeps changes that are not in the database yet.
fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
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

fn migrate(conn: &mut Connection, uuid: Option<&str>) -> Result<(), StoreError> {
    let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (number, sql) in (1_i64..).zip(MIGRATIONS).filter(|(number, _)| *number > version) {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    let made = transaction.query_row("SELECT one FROM head", [], |row| row.get::<_, i64>(0)).optional()?;
    if made.is_none() {
        let own = match uuid {
            Some(uuid) => uuid.to_owned(),
            None => Store::new_uuid()?,
        };
        transaction.execute("INSERT INTO head VALUES (1, ?1, 0, 1)", params![own])?;
    }
    transaction.commit()?;
    Ok(())
}

fn make_private_dir(path: &Path) -> Result<(), StoreError> {
    files::make_private_dir(path).map_err(StoreError::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::schema;
    use crate::store::engine::StoreEngine;

    #[test]
    fn the_tables_have_the_columns_of_the_schemas() {
        let dir = tempfile::tempdir().unwrap();
        let store = Sqlite::create_or_open(&DataDir::new(dir.path()), None).unwrap();
        let conn = store.reader().unwrap();
        for &kind in Kind::ALL {
            let mut statement =
                conn.prepare(&format!("SELECT name, type FROM pragma_table_info('{kind}')")).unwrap();
            let found: Vec<(String, String)> = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let columns = crate::store::sqlite::columns::columns(kind);
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
    fn a_copy_is_opened_for_reading_and_nothing_is_made_beside_it() {
        let made = tempfile::tempdir().unwrap();
        drop(Sqlite::create_or_open(&DataDir::new(made.path()), None).unwrap());
        let copy = tempfile::tempdir().unwrap();
        let to = DataDir::new(copy.path().join("an auditor's 100% copy #1?"));
        std::fs::create_dir(to.path()).unwrap();
        std::fs::copy(made.path().join("corridor.db"), to.database()).unwrap();
        let store = Sqlite::open_read_only(&to).unwrap();
        let refused = StoreEngine::change(&store, "test", Duration::ZERO, &mut |_| {});
        assert!(store.is_read_only() && matches!(refused, Err(StoreError::ReadOnly)));
        assert_eq!(store.identity().len(), 32);
        let count: i64 =
            store.reader().unwrap().query_row("SELECT count(*) FROM worker", [], |row| row.get(0)).unwrap();
        assert_eq!(count, 0);
        assert_eq!(std::fs::read_dir(to.path()).unwrap().count(), 1);
        // Changes that lie beside the file would be missing from every answer.
        std::fs::write(to.path().join("corridor.db-wal"), "changes").unwrap();
        assert!(matches!(Sqlite::open_read_only(&to), Err(StoreError::Unfinished(_))));
    }

    #[test]
    fn a_foreign_or_newer_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        Connection::open(dir.path().join("corridor.db"))
            .unwrap()
            .execute_batch("CREATE TABLE x (y)")
            .unwrap();
        assert!(matches!(Sqlite::open(&DataDir::new(dir.path())), Err(StoreError::Foreign(_))));

        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("corridor.db"), "worker_id,name\n".repeat(100)).unwrap();
        assert!(matches!(Sqlite::open(&DataDir::new(dir.path())), Err(StoreError::Foreign(_))));

        let dir = tempfile::tempdir().unwrap();
        drop(Sqlite::create_or_open(&DataDir::new(dir.path()), None).unwrap());
        let conn = Connection::open(dir.path().join("corridor.db")).unwrap();
        conn.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(Sqlite::open(&DataDir::new(dir.path())), Err(StoreError::TooNew { found: 99, .. })));
    }
}
