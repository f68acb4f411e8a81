//! Where a stage lays its records: in a file of its own, or for a first load in the tables at once.

use super::super::columns::{Columns, Into, columns};
use super::super::seals;
use super::super::writing::Load;
use crate::model::{Datum, Kind, Seq};
use crate::store::StoreError;
use crate::store::seal::{Cell, Chunk};
use rusqlite::types::{ToSql, ToSqlOutput};
use rusqlite::{CachedStatement, Connection, Statement, params_from_iter};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// New parts of a kind that one statement lays down. A statement for each costs half as much again: its
/// cursors open anew and look for their place from the root. Many more have no room among the small pieces
/// of memory that SQLite keeps for the values of a statement. Wholes go one by one: a statement of several rows
/// with numbers of their own might have to be taken back, and copies the pages that it changes.
const TOGETHER: usize = 8;

/// Where records are laid. New wholes are numbered from 1 on, and a part of one names it by that
/// number with a minus sign.
pub(super) struct Lay {
    ground: Ground,
    /// How new records of each kind are laid, and those that wait.
    new: Vec<RefCell<Waiting>>,
    /// In a load, the row number in the store that new wholes are counted from.
    offset: Option<i64>,
    /// The number of the seal; of a file's chunks it is given when they are taken over.
    seal: i64,
}

/// What records are laid in; those that wait are not laid yet.
enum Ground {
    /// A file of the batch's own. The connection closes before the file goes: fields are dropped in their order.
    File(Connection, StageFile),
    /// The tables of the store.
    Tables(Load),
}

/// Where laid records are when the stage is finished.
pub(in super::super) enum Place {
    /// In a file that is to be applied.
    File(StageFile),
    /// In their tables, in a transaction that is still open.
    Tables(Load),
}

/// The stage's file, which goes when this value does.
pub(in super::super) struct StageFile(pub(in super::super) PathBuf);

impl Drop for StageFile {
    fn drop(&mut self) {
        // A left-over is removed at the next start.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Lay {
    /// Lays records in a new file `name` of the directory.
    pub(super) fn file(dir: &Path, name: &str) -> Result<Self, StoreError> {
        remove_abandoned(dir);
        let path = dir.join(name);
        let conn = create_private(&path)?;
        for &kind in Kind::ALL {
            conn.execute_batch(&tables(kind))?;
        }
        conn.execute_batch(
            "CREATE TABLE seal_chunk (place INTEGER PRIMARY KEY, items BLOB, content BLOB); BEGIN",
        )?;
        conn.set_prepared_statement_cache_capacity(128);
        let new = Kind::ALL.iter().map(|&kind| Waiting::new(kind, columns(kind).lay_new(kind))).collect();
        Ok(Self { ground: Ground::File(conn, StageFile(path)), new, offset: None, seal: 0 })
    }

    /// Lays records in the tables of the store, in a transaction that was begun.
    pub(super) fn tables(dir: &Path, load: Load) -> Result<Self, StoreError> {
        remove_abandoned(dir);
        let conn = load.conn();
        conn.set_prepared_statement_cache_capacity(128);
        let (seq, offset): (Seq, i64) =
            conn.query_row("SELECT seq + 1, next_row FROM head", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let seal = seals::next(conn)?;
        let new = Kind::ALL.iter().map(|&kind| Waiting::new(kind, columns(kind).load(kind, seq))).collect();
        Ok(Self { ground: Ground::Tables(load), new, offset: Some(offset), seal })
    }

    /// The connection that lays.
    pub(super) fn conn(&self) -> &Connection {
        match &self.ground {
            Ground::File(conn, _) => conn,
            Ground::Tables(load) => load.conn(),
        }
    }

    /// Whether records go straight into the tables.
    pub(super) fn is_load(&self) -> bool {
        self.offset.is_some()
    }

    /// The number by which a record is laid or a part names its whole, given as the stage has it: the row
    /// number in the store, or minus the number among the new ones.
    pub(super) fn number(&self, row: i64) -> i64 {
        self.offset.map_or(row, |offset| offset - row)
    }

    /// Lays a new record, soon: with others of its kind, or when somebody looks.
    pub(super) fn new_record<'a>(
        &self,
        kind: Kind,
        parameters: impl Iterator<Item = Parameter<'a>>,
    ) -> Result<(), StoreError> {
        let mut waiting = self.new[kind as usize].borrow_mut();
        if waiting.most == 1 {
            return waiting.lay_at_once(self.conn(), parameters);
        }
        parameters.for_each(|parameter| waiting.push(&parameter));
        waiting.records += 1;
        if waiting.records == waiting.most { waiting.lay(self.conn()) } else { Ok(()) }
    }

    /// Keeps a chunk of the seal.
    pub(super) fn keep(&self, chunk: Option<Chunk>) -> Result<(), StoreError> {
        seals::keep(self.conn(), self.seal, chunk)
    }

    /// The connection, with every record laid that was given so far.
    pub(super) fn all_laid(&self) -> Result<&Connection, StoreError> {
        for waiting in &self.new {
            waiting.borrow_mut().lay(self.conn())?;
        }
        Ok(self.conn())
    }

    /// Lays a record that changes a stored one.
    pub(super) fn changed_record<'a>(
        &self,
        columns: &Columns,
        parameters: impl Iterator<Item = Parameter<'a>>,
    ) -> Result<(), StoreError> {
        self.conn().prepare_cached(&columns.lay_changed)?.execute(params_from_iter(parameters))?;
        Ok(())
    }

    /// Ends the laying down.
    pub(super) fn finish(self) -> Result<Place, StoreError> {
        self.all_laid()?;
        match self.ground {
            Ground::File(conn, file) => {
                conn.execute_batch("COMMIT")?;
                Ok(Place::File(file))
            }
            Ground::Tables(load) => Ok(Place::Tables(load)),
        }
    }
}

/// New records of a kind that wait to be laid down together.
struct Waiting {
    into: Into,
    /// How many are laid down by one statement, and that statement.
    most: usize,
    together: String,
    records: usize,
    /// The values of all of them, one after the other, and the bytes of their texts.
    values: Vec<Value>,
    bytes: Vec<u8>,
}

/// A value that waits; of texts and bytes their length, for they lie one behind the other.
enum Value {
    Null,
    Integer(i64),
    Text(usize),
    Blob(usize),
}

/// A statement that may be used again, or not.
enum Laying<'c> {
    Cached(CachedStatement<'c>),
    Once(Statement<'c>),
}

impl<'c> Laying<'c> {
    fn get(&mut self) -> &mut Statement<'c> {
        match self {
            Self::Cached(statement) => statement,
            Self::Once(statement) => statement,
        }
    }
}

impl Waiting {
    fn new(kind: Kind, into: Into) -> RefCell<Self> {
        let most = if kind.parent().is_some() { TOGETHER } else { 1 };
        let together = into.statement(most);
        RefCell::new(Self { into, most, together, records: 0, values: Vec::new(), bytes: Vec::new() })
    }

    fn push(&mut self, parameter: &Parameter<'_>) {
        let mut keep = |bytes: &[u8]| {
            self.bytes.extend_from_slice(bytes);
            bytes.len()
        };
        self.values.push(match parameter {
            Parameter::Null => Value::Null,
            Parameter::Integer(n) => Value::Integer(*n),
            Parameter::Text(text) => Value::Text(keep(text.as_bytes())),
            Parameter::Utf8(bytes) => Value::Text(keep(bytes)),
            Parameter::Blob(bytes) => Value::Blob(keep(bytes)),
        });
    }

    /// Lays a record that has none to wait for.
    fn lay_at_once<'a>(
        &self,
        conn: &Connection,
        parameters: impl Iterator<Item = Parameter<'a>>,
    ) -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(&self.together)?;
        for (at, value) in parameters.enumerate() {
            // What is not bound is NULL.
            if !matches!(value, Parameter::Null) {
                statement.raw_bind_parameter(at + 1, value)?;
            }
        }
        statement.raw_execute()?;
        Ok(())
    }

    fn lay(&mut self, conn: &Connection) -> Result<(), StoreError> {
        if self.records == 0 {
            return Ok(());
        }
        let mut statement = if self.records == self.most {
            Laying::Cached(conn.prepare_cached(&self.together)?)
        } else {
            // The few of the end, or those before somebody looks.
            Laying::Once(conn.prepare(&self.into.statement(self.records))?)
        };
        let statement = statement.get();
        let mut rest = &self.bytes[..];
        let mut next = |length: usize| {
            let (bytes, behind) = rest.split_at(length);
            rest = behind;
            bytes
        };
        for (at, value) in self.values.iter().enumerate() {
            let value = match value {
                // What is not bound is NULL.
                Value::Null => continue,
                Value::Integer(n) => Parameter::Integer(*n),
                Value::Text(length) => Parameter::Utf8(next(*length)),
                Value::Blob(length) => Parameter::Blob(next(*length)),
            };
            statement.raw_bind_parameter(at + 1, value)?;
        }
        statement.raw_execute()?;
        self.records = 0;
        self.values.clear();
        self.bytes.clear();
        Ok(())
    }
}

/// A value on its way into a statement, without a copy.
pub(super) enum Parameter<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    /// The bytes of a text.
    Utf8(&'a [u8]),
    Blob(&'a [u8]),
}

impl<'a> Parameter<'a> {
    pub(super) fn cell(cell: Option<&'a Datum>) -> Self {
        match cell {
            None => Self::Null,
            Some(Datum::Integer(n)) => Self::Integer(*n),
            Some(Datum::Text(text)) => Self::Text(text),
        }
    }

    pub(super) fn key(cell: Option<&'a Datum>) -> Self {
        match Self::cell(cell) {
            Self::Null => Self::Text(""),
            known => known,
        }
    }

    pub(super) fn optional(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl<'a> From<&Parameter<'a>> for Cell<'a> {
    fn from(parameter: &Parameter<'a>) -> Self {
        match *parameter {
            Parameter::Null => Self::Null,
            Parameter::Integer(n) => Self::Integer(n),
            Parameter::Text(text) => Self::Text(text.as_bytes()),
            Parameter::Utf8(bytes) => Self::Text(bytes),
            Parameter::Blob(bytes) => Self::Blob(bytes),
        }
    }
}

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use rusqlite::types::{Value, ValueRef};
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Integer(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Utf8(bytes) => ToSqlOutput::Borrowed(ValueRef::Text(bytes)),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

fn tables(kind: Kind) -> String {
    let list = &columns(kind).list;
    if kind.parent().is_some() {
        return format!("CREATE TABLE part_{kind} (parent, inserted, src, as_written, unmapped, {list});");
    }
    let person = if kind == Kind::Worker { "handle, salt, " } else { "" };
    format!(
        "CREATE TABLE new_{kind} (row INTEGER PRIMARY KEY, src, as_written, unmapped, {person}{list});
         CREATE TABLE upd_{kind} (row INTEGER PRIMARY KEY, src, as_written, unmapped, {list});"
    )
}

fn create_private(path: &Path) -> Result<Connection, StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(StoreError::io(path))?;
    let conn = Connection::open(path)?;
    // Nothing here outlives the process, so nothing needs to survive a crash.
    conn.pragma_update(None, "journal_mode", "OFF")?;
    conn.pragma_update(None, "synchronous", "OFF")?;
    conn.pragma_update(None, "locking_mode", "NORMAL")?;
    conn.pragma_update(None, "cache_size", -32_768)?;
    Ok(conn)
}

/// Removes the stage files of processes that are gone. A stage in use is recognized by the process
/// number in its name; where processes cannot be told, a file younger than a day is left alone.
fn remove_abandoned(dir: &Path) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let owner =
            name.to_str().and_then(|name| name.split_once('-')).and_then(|(pid, _)| pid.parse::<u32>().ok());
        let alive = owner.is_some_and(|pid| pid == std::process::id() || process_lives(pid, &entry));
        if !alive {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(target_os = "linux")]
fn process_lives(pid: u32, _entry: &std::fs::DirEntry) -> bool {
    Path::new("/proc").join(pid.to_string()).exists()
}

#[cfg(not(target_os = "linux"))]
fn process_lives(_pid: u32, entry: &std::fs::DirEntry) -> bool {
    const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);
    let modified = entry.metadata().and_then(|m| m.modified());
    modified.ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age < DAY)
}
