//! Seals at rest: writing them in the transaction that they seal. [`verify`] holds them against the tables.

mod verify;

pub(super) use verify::{SealedEntry, tampered, tampered_since};

use super::columns::newer;
use super::columns::{Columns, columns};
use crate::model::{DecisionId, Hash, Kind, Seq};
use crate::store::seal::{Cell, Chunk, Contents, Deed, Place, Sealer, Table};
use crate::store::{Event, StoreError};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use serde_json::Value;
use std::collections::HashSet;

/// How far the numbers of seals lie above those of their chunks.
const SEAL: u32 = 32;

/// What stands with every stored record beside its cells.
const REMARKS: [&str; 3] = ["src", "as_written", "unmapped"];

/// What stands with a stored worker beside that: the handle by which the log names the person, and the salt of the leaves.
const IDENTITY: [&str; 2] = ["handle", "salt"];

/// The columns of the identity of a kind of record.
fn identity(kind: Kind) -> &'static [&'static str] {
    if kind == Kind::Worker { &IDENTITY } else { &[] }
}

/// A seal of random salt.
pub(super) fn sealer() -> Result<Sealer, StoreError> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(StoreError::Random)?;
    Ok(Sealer::new(salt))
}

/// The number of the seal that a transaction will have.
pub(super) fn next(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("SELECT coalesce(max(seal), 0) + 1 FROM seal", [], |row| row.get(0))?)
}

/// Lays a chunk down, if there is one.
pub(super) fn keep(conn: &Connection, seal: i64, chunk: Option<Chunk>) -> Result<(), StoreError> {
    if let Some(Chunk { number, items, content }) = chunk {
        let place = seal << SEAL | i64::try_from(number).unwrap_or(i64::MAX);
        conn.prepare_cached("INSERT INTO seal_chunk VALUES (?1, ?2, ?3)")?.execute(params![
            place,
            items,
            &content.0[..]
        ])?;
    }
    Ok(())
}

/// Takes over the chunks that a stage laid down in its file, attached as `stage`.
pub(super) fn take_from_stage(conn: &Connection) -> Result<(), StoreError> {
    let offset = next(conn)? << SEAL;
    let sql =
        "INSERT INTO main.seal_chunk SELECT place + ?1, items, content FROM stage.seal_chunk ORDER BY place";
    conn.execute(sql, [offset])?;
    Ok(())
}

/// The names of what is sealed of a record.
pub(super) fn record_columns(kind: Kind) -> Vec<String> {
    let columns = columns(kind);
    let stored = columns.stored.iter().map(|&column| columns.name(column));
    let beside = REMARKS.into_iter().chain(identity(kind).iter().copied());
    beside.chain(stored).map(str::to_owned).collect()
}

/// The same by the table of a kind.
fn columns_of(table: Table) -> Vec<String> {
    table.name().parse().map(record_columns).unwrap_or_default()
}

/// The table of a kind.
pub(super) fn table_of(kind: Kind) -> Table {
    // A test holds that every kind has its table.
    Table::named(kind.as_str()).unwrap_or_else(|| unreachable!("the table of {kind}"))
}

/// Ends the seal of a transaction and writes it: what its events tell of beside records goes in as well. Returns the
/// root, for the entry of the log with the number `entry`, unless nothing was sealed.
pub(super) fn finish(
    conn: &Connection,
    mut sealer: Sealer,
    events: &[Event],
    entry: u64,
) -> Result<Option<Hash>, StoreError> {
    let seal = next(conn)?;
    for event in events {
        seal_event(conn, seal, &mut sealer, event)?;
    }
    if sealer.is_empty() {
        return Ok(None);
    }
    keep(conn, seal, sealer.rest())?;
    let (store, seq, next_row) = conn.query_row("SELECT store_uuid, seq, next_row FROM head", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let (header, root) = sealer.finish(store, seq, next_row);
    let entry = i64::try_from(entry).map_err(|error| StoreError::Log(error.to_string()))?;
    conn.execute(
        "INSERT INTO seal VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![seal, entry, header.seq, header.next_row, &header.salt[..], header.columns_json()],
    )?;
    Ok(Some(root))
}

/// A table beside those of records.
struct SideTable {
    table: &'static str,
    /// The column that its rows are looked up by.
    number: &'static str,
    /// The columns that tell rows of one number apart.
    key: &'static [&'static str],
    /// What is sealed: columns that later change are told by entries of their own.
    columns: &'static [&'static str],
}

const BATCH: SideTable = SideTable {
    table: "batch",
    number: "batch",
    key: &[],
    columns: &["seq", "recorded_at", "actor", "inserted", "updated", "unchanged", "rejected"],
};
const BATCH_FILE: SideTable = SideTable {
    table: "batch_file",
    number: "batch",
    key: &["first_src"],
    columns: &["first_src", "name", "kind", "bytes", "sha256", "rows"],
};
const DECISION: SideTable = SideTable {
    table: "decision",
    number: "decision",
    key: &[],
    columns: &["seq", "recorded_at", "actor", "kind", "subject", "facts"],
};
const MERGE: SideTable = SideTable {
    table: "merge",
    number: "decision",
    key: &[],
    columns: &["seq", "keep", "keep_id", "gone", "gone_id", "handle", "salt"],
};
const SET_ASIDE: SideTable = SideTable {
    table: "set_aside",
    number: "decision",
    key: &["worker_id", "kind", "part"],
    columns: &["worker_id", "kind", "part", "record", "unmapped"],
};
const KEPT_APART: SideTable =
    SideTable { table: "kept_apart", number: "decision", key: &[], columns: &["low_id", "high_id"] };
const SIDE_TABLES: [&SideTable; 6] = [&BATCH, &BATCH_FILE, &DECISION, &MERGE, &SET_ASIDE, &KEPT_APART];

impl SideTable {
    fn of(table: Table) -> Option<&'static Self> {
        SIDE_TABLES.into_iter().find(|side| side.table == table.name())
    }

    /// The rows with a number, or all: each with its place and contents.
    fn rows(&self, conn: &Connection, number: Option<i64>) -> Result<Vec<(Place, Contents)>, StoreError> {
        let Some(table) = Table::named(self.table) else { return Ok(Vec::new()) };
        let list: Vec<&str> = [self.number].into_iter().chain(self.columns.iter().copied()).collect();
        // A number that may be none would be looked for among all rows.
        let only = number.map_or_else(String::new, |_| format!("WHERE {} = ?1", self.number));
        let sql = format!(
            "SELECT {} FROM {} {only} ORDER BY {}",
            list.join(", "),
            self.table,
            [self.number].into_iter().chain(self.key.iter().copied()).collect::<Vec<_>>().join(", ")
        );
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(number))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (mut key, mut contents) = (Contents::default(), Contents::default());
            for (at, column) in self.columns.iter().enumerate() {
                let cell = cell(row.get_ref(at + 1)?);
                contents.push(cell);
                if self.key.contains(column) {
                    key.push(cell);
                }
            }
            let key = if self.key.is_empty() { 0 } else { key.key() };
            found.push((Place { table, row: row.get(0)?, key }, contents));
        }
        Ok(found)
    }

    /// What people know a row by.
    fn id(&self, number: i64) -> String {
        if self.number == "batch" {
            crate::model::BatchId(number).to_string()
        } else {
            DecisionId(number).to_string()
        }
    }
}

fn seal_event(conn: &Connection, seal: i64, sealer: &mut Sealer, event: &Event) -> Result<(), StoreError> {
    let (number, tables): (i64, &[&SideTable]) = match event {
        Event::Batch { batch, .. } => (batch.0, &[&BATCH, &BATCH_FILE]),
        Event::Decision { decision, .. } => (decision.0, &[&DECISION, &MERGE, &SET_ASIDE, &KEPT_APART]),
        _ => return Ok(()),
    };
    for side in tables {
        for (place, contents) in side.rows(conn, Some(number))? {
            // Each has a chunk of its own: what was set aside goes again when its merge is taken back.
            keep(conn, seal, sealer.rest())?;
            let names = || side.columns.iter().map(|&name| name.to_owned()).collect();
            keep(conn, seal, sealer.item(place, Deed::New, &side.id(number), Some(&contents), names))?;
        }
    }
    keep(conn, seal, sealer.rest())
}

/// Seals the records that a transaction touched since `before`, as they stand now.
pub(super) fn touched(conn: &Connection, before: Seq, sealer: &mut Sealer) -> Result<(), StoreError> {
    let seal = next(conn)?;
    let formers = formers(conn, before)?;
    let superseded: HashSet<Place> = formers.iter().map(|(place, _)| *place).collect();
    let mut standing: HashSet<Place> = HashSet::new();
    for &whole in Kind::ALL.iter().filter(|kind| kind.parent().is_none()) {
        let mut rows: Vec<i64> = conn
            .prepare_cached(&newer(whole))?
            .query_map([before], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        rows.sort_unstable();
        for row in rows {
            for kind in [whole].into_iter().chain(whole.children()) {
                let names = record_columns(kind);
                for record in records(conn, kind, &names, row..=row)? {
                    standing.insert(record.place);
                    let deed = match record.seq > before {
                        false => Deed::Stands(record.seq),
                        true if superseded.contains(&record.place) => Deed::Over,
                        true => Deed::New,
                    };
                    let contents = (record.seq > before).then_some(&record.contents);
                    let names = || record_columns(kind);
                    keep(conn, seal, sealer.item(record.place, deed, &record.id, contents, names))?;
                }
            }
        }
    }
    for &(place, until) in &formers {
        keep(conn, seal, sealer.item(place, Deed::Former(until), "", None, || columns_of(place.table)))?;
    }
    let mut gone: Vec<Place> = superseded.into_iter().filter(|place| !standing.contains(place)).collect();
    gone.sort_unstable();
    for place in gone {
        keep(conn, seal, sealer.item(place, Deed::Gone, "", None, || columns_of(place.table)))?;
    }
    Ok(())
}

/// The statement for versions that ended since a number. The signs keep the order of the table out: all of the history
/// would be looked through for it.
pub(super) const FORMERS: &str =
    "SELECT kind, row, until, record FROM history WHERE until > ?1 ORDER BY +kind, +row, +part, +until";

/// The versions that went into the history since `before`, each with the number at which it ends.
fn formers(conn: &Connection, before: Seq) -> Result<Vec<(Place, Seq)>, StoreError> {
    let mut statement = conn.prepare_cached(FORMERS)?;
    let mut rows = statement.query([before])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(kind) = row.get_ref(0)?.as_str().unwrap_or_default().parse::<Kind>() else { continue };
        let record: Value =
            serde_json::from_str(row.get_ref(3)?.as_str().unwrap_or_default()).unwrap_or_default();
        let key = key_of(kind, |column| of_json(&record[column]));
        found.push((Place { table: table_of(kind), row: row.get(1)?, key }, row.get(2)?));
    }
    Ok(found)
}

/// A record as it lies in its table.
struct StoredRow {
    place: Place,
    seq: Seq,
    /// The identifier of a whole.
    id: String,
    contents: Contents,
}

/// The records of a kind whose numbers, or those of their wholes, lie in a range.
fn records(
    conn: &Connection,
    kind: Kind,
    names: &[String],
    rows: std::ops::RangeInclusive<i64>,
) -> Result<Vec<StoredRow>, StoreError> {
    let columns = columns(kind);
    let part = kind.parent().is_some();
    let number = if part { "parent" } else { "row" };
    let known = |name: &str| {
        REMARKS.contains(&name) || columns.stored.iter().any(|&column| columns.name(column) == name)
    };
    // A column that is no more holds nothing.
    let written = |name: &String| match name.as_str() {
        // In the form of the history, which is JSON.
        secret if identity(kind).contains(&secret) => format!("lower(hex({secret}))"),
        name if known(name) => name.to_owned(),
        _ => "NULL".to_owned(),
    };
    let list: Vec<String> = names.iter().map(written).collect();
    let keys: Vec<&str> = columns.key.iter().map(|&column| columns.name(column)).collect();
    let id = if part { "''" } else { columns.id() };
    let more: Vec<&str> =
        [number, "seq", id].into_iter().chain(list.iter().map(String::as_str)).chain(keys).collect();
    let sql = format!("SELECT {} FROM {kind} WHERE {number} BETWEEN ?1 AND ?2", more.join(", "));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query([rows.start(), rows.end()])?;
    let mut records = Vec::new();
    while let Some(row) = found.next()? {
        let mut contents = Contents::default();
        for at in 3..3 + names.len() {
            contents.push(cell(row.get_ref(at)?));
        }
        let key = key_at(columns, row, 3 + names.len())?;
        let id = row.get_ref(2)?.as_str().unwrap_or_default().to_owned();
        let place = Place { table: table_of(kind), row: row.get(0)?, key };
        records.push(StoredRow { place, seq: row.get(1)?, id, contents });
    }
    Ok(records)
}

/// What stands for the natural key of a part, whose cells a row has from `first` on.
fn key_at(columns: &Columns, row: &Row<'_>, first: usize) -> Result<u32, StoreError> {
    if columns.key.is_empty() {
        return Ok(0);
    }
    let mut key = Contents::default();
    for at in first..first + columns.key.len() {
        key.push(cell(row.get_ref(at)?));
    }
    Ok(key.key())
}

/// What stands for the natural key of a part.
pub(super) fn key_of<'a>(kind: Kind, cell: impl Fn(&'static str) -> Cell<'a>) -> u32 {
    let columns = columns(kind);
    if columns.key.is_empty() {
        return 0;
    }
    let mut key = Contents::default();
    for &column in &columns.key {
        key.push(match cell(columns.name(column)) {
            Cell::Null => Cell::Text(b""),
            known => known,
        });
    }
    key.key()
}

/// A value of a version in the history.
fn of_json(value: &Value) -> Cell<'_> {
    match value {
        Value::String(text) => Cell::Text(text.as_bytes()),
        Value::Number(n) => n.as_i64().map_or(Cell::Null, Cell::Integer),
        _ => Cell::Null,
    }
}

/// A stored value. Tables are strict: a real number stands nowhere.
fn cell(value: ValueRef<'_>) -> Cell<'_> {
    match value {
        ValueRef::Null | ValueRef::Real(_) => Cell::Null,
        ValueRef::Integer(n) => Cell::Integer(n),
        ValueRef::Text(bytes) => Cell::Text(bytes),
        ValueRef::Blob(bytes) => Cell::Blob(bytes),
    }
}
