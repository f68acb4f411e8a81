//! What only SQLite can show: its files and its tables, reached beside the face.

use super::columns::columns;
use super::open::Sqlite;
use crate::data_dir::DataDir;
use crate::decision::Recorded;
use crate::model::{DecisionId, Kind};
use crate::store::Store;
use crate::store::suite::{by, import, merge_taking, store_suite, two_workers};
use rusqlite::Connection;
use std::any::Any;
use std::time::Duration;

fn open() -> (Box<dyn Any>, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(&DataDir::new(dir.path())).unwrap();
    (Box::new(dir), store)
}

store_suite!(open);

/// A store, and a connection to its file.
fn store() -> (tempfile::TempDir, Store, Connection) {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::new(dir.path());
    let store = Store::over(Sqlite::create_or_open(&data).unwrap());
    let conn = Connection::open(data.database()).unwrap();
    (dir, store, conn)
}

/// Every stored row as it lies, with its version, identity and remarks.
fn everything(conn: &Connection) -> Vec<String> {
    let mut lines = Vec::new();
    for &kind in Kind::ALL {
        let head = match kind {
            Kind::Worker => "row, seq, src, as_written, unmapped, hex(handle), hex(salt)",
            _ if kind.parent().is_some() => "parent, seq, src, as_written, unmapped",
            _ => "row, seq, src, as_written, unmapped",
        };
        let mut statement =
            conn.prepare(&format!("SELECT {head}, {} FROM {kind}", columns(kind).list)).unwrap();
        let count = statement.column_count();
        let rows = statement
            .query_map([], |row| {
                let cells: Vec<rusqlite::types::Value> = (0..count).map(|at| row.get(at).unwrap()).collect();
                Ok(format!("{kind} {cells:?}"))
            })
            .unwrap();
        lines.extend(rows.map(Result::unwrap));
    }
    lines
}

#[test]
fn decisions_of_before_stay_readable() {
    let (_dir, store, conn) = store();
    let earlier = r#"{"engine":"0.1.0","opening":"O-1","results":[{"score":600,"worker":"W-1"}]}"#;
    let sql = "INSERT INTO decision VALUES (1, 4, '2026-01-01T00:00:00Z', 'tester', 'shortlist', 'O-1', ?1)";
    conn.execute(sql, [earlier]).unwrap();
    let found = store.decision(DecisionId(1)).unwrap().unwrap();
    assert!(matches!(&found.facts, Recorded::Earlier(facts) if facts["opening"] == "O-1"), "{found:?}");
}

#[test]
fn a_merge_taken_back_restores_every_row_with_its_version_and_salt() {
    let (_dir, store, conn) = store();
    import(&store, &two_workers());
    let before = everything(&conn);
    let merged = merge_taking(&store, "W-2", "W-1", &["full_name"]).unwrap();
    assert_ne!(everything(&conn), before);
    store.change("test", Duration::ZERO, |_| {}).unwrap().take_back(merged.decision, &by()).unwrap();
    assert_eq!(everything(&conn), before);
}

#[test]
fn a_stage_leaves_no_file_behind() {
    let (dir, store, _conn) = store();
    drop(store.stage(true).unwrap());
    import(&store, &two_workers());
    let left = std::fs::read_dir(DataDir::new(dir.path()).stage()).unwrap().count();
    assert_eq!(left, 0);
}

#[test]
fn the_log_tells_when_tables_were_altered() {
    let (_dir, store, conn) = store();
    import(&store, &two_workers());
    let merged = merge_taking(&store, "W-1", "W-2", &[]).unwrap();
    let mut change = store.change("test", Duration::ZERO, |_| {}).unwrap();
    change.take_back(merged.decision, &by()).unwrap();
    change.keep_apart(["W-1", "W-2"], None, &serde_json::Value::Null, &by()).unwrap();
    for entry in store.log_entries().unwrap() {
        assert!(!entry.contains("W-1") && !entry.contains("W-2") && !entry.contains("Cruz"), "{entry}");
    }
    for (alter, said) in [
        ("DELETE FROM kept_apart", "D-0002 stands in the log and not in the store"),
        ("UPDATE merge SET undone_seq = NULL", "D-0001 is in force in the store and taken back in the log"),
        ("UPDATE decision SET facts = replace(facts, 'W-2', 'W-3')", "the facts of merge D-0001"),
    ] {
        conn.execute(alter, []).unwrap();
        let broken = store.log_state().unwrap().broken;
        assert!(broken.iter().any(|line| line.contains(said)), "{alter}: {broken:?}");
    }
    let problems: Vec<String> = store.check().unwrap().into_iter().flat_map(|c| c.problems).collect();
    assert_eq!(problems, ["`W-2` was merged by D-0001 and is there all the same"]);
}
