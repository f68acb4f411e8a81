//! The write protocol as a whole: stage, apply, undo, and what is left in between.

use super::*;
use crate::data_dir::DataDir;
use crate::model::{BatchId, Datum, Kind, LanguageCertificate, Record, Row, Worker};
use crate::schema;
use proptest::prelude::*;
use std::time::Duration;

pub(super) fn record(kind: Kind, cells: &[(&str, &str)]) -> (Kind, Vec<Option<Datum>>) {
    let table = schema::table(kind);
    let mut row = vec![None; table.fields.len()];
    for (name, text) in cells {
        let column = table.column(name).unwrap_or_else(|| panic!("{kind}.{name}"));
        row[column] = Some(match table.fields[column].storage() {
            schema::Storage::Integer => Datum::Integer(text.parse().unwrap()),
            schema::Storage::Text => Datum::Text((*text).into()),
        });
    }
    (kind, row)
}

pub(super) type Rows = Vec<Vec<(Kind, Vec<Option<Datum>>)>>;

fn stage(store: &Store, rows: &Rows) -> (Finished, Vec<Written>) {
    let mut stage = Stage::begin(store, true).unwrap();
    let mut written = Vec::new();
    for (src, row) in (1..).zip(rows) {
        let incoming: Vec<Incoming<'_>> = row
            .iter()
            .map(|(kind, cells)| Incoming { kind: *kind, cells, as_written: &[], unmapped: &[] })
            .collect();
        written.push(stage.row(src, &incoming, b"[]").unwrap());
    }
    (stage.finish().unwrap(), written)
}

pub(super) fn import(store: &mut Store, rows: &Rows) -> (BatchId, Vec<Written>) {
    let (finished, written) = stage(store, rows);
    let lock = store.write_lock("import", Duration::ZERO, |_| {}).unwrap();
    let applied =
        apply(store, &lock, finished, &[], "tester", "2026-01-01T00:00:00Z", &Gate::default()).unwrap();
    (applied.batch, written)
}

pub(super) fn undo_batch(
    store: &mut Store,
    batch: impl ToString,
    cascade: bool,
) -> Result<Vec<Undone>, StoreError> {
    let lock = store.write_lock("undo", Duration::ZERO, |_| {}).unwrap();
    undo(store, &lock, &batch.to_string(), cascade, "tester", "2026-01-01T00:00:00Z")
}

pub(super) fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(&DataDir::new(dir.path())).unwrap();
    (dir, store)
}

pub(super) fn outcomes(written: &[Written]) -> Vec<&'static str> {
    let name = |outcome: &Outcome| match outcome {
        Outcome::Inserted => "inserted",
        Outcome::Updated(_) => "updated",
        Outcome::Unchanged => "unchanged",
    };
    written
        .iter()
        .flat_map(|written| match written {
            Written::Taken(outcomes) => outcomes.iter().map(name).collect(),
            Written::Refused(_) => vec!["refused"],
        })
        .collect()
}

/// Every present record with its cells, as text: what undo must bring back.
pub(super) fn contents(store: &Store) -> Vec<String> {
    let snapshot = store.snapshot().unwrap();
    let mut lines = Vec::new();
    snapshot
        .dossiers::<StoreError>(Row::ALL, |mut dossier| {
            dossier.row = Row(0);
            lines.push(format!("{dossier:?}"));
            Ok(())
        })
        .unwrap();
    lines
}

pub(super) fn nurse(id: &str, residence: &str) -> (Kind, Vec<Option<Datum>>) {
    record(Kind::Worker, &[("worker_id", id), ("residence", residence), ("occupation", "2221")])
}

pub(super) fn ielts(id: &str, on: &str, overall: &str) -> (Kind, Vec<Option<Datum>>) {
    record(
        Kind::LanguageCertificate,
        &[
            ("worker_id", id),
            ("language", "en"),
            ("test", "ielts-academic"),
            ("taken_on", on),
            ("overall", overall),
        ],
    )
}

#[test]
fn the_same_rows_twice_change_nothing() {
    let (_dir, mut store) = store();
    let rows = vec![vec![nurse("00123", "PH"), ielts("00123", "2025-05-01", "7")]];
    let (_, first) = import(&mut store, &rows);
    assert_eq!(outcomes(&first), ["inserted", "inserted"]);
    let before = contents(&store);
    let (_, second) = import(&mut store, &rows);
    assert_eq!(outcomes(&second), ["unchanged", "unchanged"]);
    assert_eq!(contents(&store), before);
}

#[test]
fn a_blank_cell_never_changes_a_stored_value() {
    let (_dir, mut store) = store();
    import(&mut store, &vec![vec![nurse("W1", "PH")]]);
    let (_, written) =
        import(&mut store, &vec![vec![record(Kind::Worker, &[("worker_id", "W1"), ("title", "RN")])]]);
    let Written::Taken(outcomes) = &written[0] else { panic!("{written:?}") };
    let Outcome::Updated(changes) = &outcomes[0] else { panic!("{outcomes:?}") };
    assert_eq!(
        changes.iter().map(|c| (c.column.as_str(), c.old.as_deref(), c.new.as_str())).collect::<Vec<_>>(),
        [("title", None, "RN")]
    );
    let (_, worker) = store.snapshot().unwrap().find::<Worker>("W1").unwrap().unwrap();
    assert_eq!(worker.residence, Some("PH".parse().unwrap()));
}

#[test]
fn a_row_is_refused_whole_and_names_what_is_missing() {
    let (_dir, mut store) = store();
    let rows = vec![
        vec![nurse("W-0001", "PH")],
        vec![nurse("W-0001", "IN"), ielts("W-0001", "2025-01-01", "6")],
        vec![ielts("W-0002", "2025-01-01", "6")],
        vec![
            nurse("W-0003", "IN"),
            record(Kind::Qualification, &[("worker_id", "W-0003"), ("curriculum_id", "C-9")]),
        ],
    ];
    let (_, written) = import(&mut store, &rows);
    assert_eq!(outcomes(&written), ["inserted", "refused", "refused", "refused"]);
    let Written::Refused(problems) = &written[1] else { panic!() };
    assert!(matches!(&problems[..], [Problem::Duplicate { first_src: 1, .. }]), "{problems:?}");
    let Written::Refused(problems) = &written[2] else { panic!() };
    assert!(
        matches!(&problems[..], [Problem::Dangling { column: "worker_id", nearest: Some(near), .. }] if near == "W-0001"),
        "{problems:?}"
    );
    assert_eq!(store.snapshot().unwrap().count(Kind::Worker).unwrap(), 1);
}

#[test]
fn undo_brings_back_what_was_there() {
    let (_dir, mut store) = store();
    import(&mut store, &vec![vec![nurse("W1", "PH"), ielts("W1", "2025-05-01", "6.5")]]);
    let before = contents(&store);
    let (second, _) = import(
        &mut store,
        &vec![
            vec![nurse("W1", "AE"), ielts("W1", "2025-05-01", "7"), ielts("W1", "2026-01-01", "8")],
            vec![nurse("W2", "IN")],
        ],
    );
    assert_ne!(contents(&store), before);
    let undone = undo_batch(&mut store, second, false).unwrap();
    assert_eq!(undone, [Undone { batch: second, removed: 2, restored: 2 }]);
    assert_eq!(contents(&store), before);
    assert!(matches!(undo_batch(&mut store, second, false), Err(StoreError::AlreadyUndone(_))));
    assert!(matches!(undo_batch(&mut store, "B-77", false), Err(StoreError::NoBatch(_))));
}

#[test]
fn undo_refuses_when_a_later_batch_stands_on_it() {
    let (_dir, mut store) = store();
    let (first, _) = import(&mut store, &vec![vec![nurse("W1", "PH")]]);
    let (second, _) = import(&mut store, &vec![vec![ielts("W1", "2025-05-01", "7")]]);
    let (third, _) = import(&mut store, &vec![vec![nurse("W1", "IN")]]);
    let Err(StoreError::ChangedLater { later, .. }) = undo_batch(&mut store, first, false) else { panic!() };
    assert_eq!(later, [third.to_string(), second.to_string()]);
    let undone: Vec<BatchId> =
        undo_batch(&mut store, first, true).unwrap().into_iter().map(|u| u.batch).collect();
    assert_eq!(undone, [third, second, first]);
    assert_eq!(contents(&store), Vec::<String>::new());
}

#[test]
fn a_stage_is_refused_when_records_changed_meanwhile() {
    let (_dir, mut store) = store();
    let (waiting, _) = stage(&store, &vec![vec![nurse("W1", "PH")]]);
    import(&mut store, &vec![vec![nurse("W1", "IN")]]);
    let lock = store.write_lock("import", Duration::ZERO, |_| {}).unwrap();
    let refused = apply(&mut store, &lock, waiting, &[], "tester", "2026-01-01T00:00:00Z", &Gate::default());
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    drop(lock);
    assert_eq!(std::fs::read_dir(store.dir().stage()).unwrap().count(), 0, "the stage file goes");
}

#[test]
fn parts_are_read_with_their_whole() {
    let (_dir, mut store) = store();
    import(
        &mut store,
        &vec![
            vec![nurse("W1", "PH"), ielts("W1", "2025-05-01", "7")],
            vec![nurse("W2", "PH")],
            vec![nurse("W3", "PH"), ielts("W3", "2024-05-01", "5"), ielts("W3", "2025-05-01", "6")],
        ],
    );
    let snapshot = store.snapshot().unwrap();
    let mut counts = Vec::new();
    snapshot
        .dossiers::<StoreError>(Row::ALL, |d| {
            assert!(d.certificates.iter().all(|c: &LanguageCertificate| c.worker_id == d.worker.worker_id));
            counts.push(d.certificates.len());
            Ok(())
        })
        .unwrap();
    assert_eq!(counts, [1, 0, 2]);
    assert_eq!(LanguageCertificate::COLUMNS[0], "worker_id");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Batches are imported in order and undone newest first: the contents retrace their steps.
    #[test]
    fn undo_retraces_every_step(batches in proptest::collection::vec(proptest::collection::btree_map(0_u8..4, (0_u8..3, proptest::option::of(0_u8..3)), 1..4), 1..5)) {
        let (_dir, mut store) = store();
        let mut steps = vec![contents(&store)];
        let mut names = Vec::new();
        for batch in &batches {
            let rows: Rows = batch.iter().map(|(worker, (country, score))| {
                let id = format!("W{worker}");
                let mut row = vec![nurse(&id, ["PH", "IN", "KE"][usize::from(*country)])];
                if let Some(score) = score { row.push(ielts(&id, "2025-01-01", ["6", "7", "8"][usize::from(*score)])); }
                row
            }).collect();
            names.push(import(&mut store, &rows).0);
            steps.push(contents(&store));
        }
        while let Some(name) = names.pop() {
            prop_assert_eq!(contents(&store), steps.pop().unwrap());
            undo_batch(&mut store, name, false).unwrap();
        }
        prop_assert_eq!(contents(&store), steps.pop().unwrap());
    }
}
