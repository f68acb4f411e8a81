//! What every engine of the store must do, as tests over its face alone.
//!
//! An engine runs them with `store_suite!(open)`, where `open` makes a new, empty store. What only one engine can show
//! (its file, its tables) stands in that engine's own tests.

use super::*;
use crate::decision::{DecisionFacts, MatchQuestion, RankingCounts, RankingFacts, Recorded, RestsOn};
use crate::log::LogEntry;
use crate::message::{Explained, Hint};
use crate::model::{
    Actor, BatchId, Channel, Datum, Day, Hash, LanguageCertificate, Placement, Record, Row, Worker,
};
use crate::schema;
use proptest::prelude::*;
use serde_json::Value;
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A way to a new, empty store, with what must live as long as it does.
pub(super) type Open = fn() -> (Box<dyn Any>, Store);

/// Signs changes in tests.
pub(super) fn by() -> Signature<'static> {
    static TESTER: LazyLock<Actor> = LazyLock::new(|| Actor::local("tester"));
    Signature { actor: &TESTER, recorded_at: "2026-01-01T00:00:00Z" }
}

/// Runs every test of this file against the engine whose stores a function of type [`Open`] makes.
macro_rules! store_suite {
    ($open:path) => {
        store_suite! { @ $open:
            the_same_rows_twice_change_nothing
            a_blank_cell_never_changes_a_stored_value
            a_row_is_refused_whole_and_names_what_is_missing
            undo_brings_back_what_was_there
            undo_refuses_when_a_later_batch_stands_on_it
            a_stage_is_refused_when_records_changed_meanwhile
            parts_are_read_with_their_whole
            undo_retraces_every_step
            a_merge_fills_what_was_unknown_and_leaves_the_choice_to_the_reviewer
            withdrawn_in_either_is_withdrawn_and_nobody_chooses
            taking_a_merge_back_restores_both_exactly
            a_merge_is_not_taken_back_over_later_changes_and_names_them
            a_batch_with_merged_workers_is_not_undone_and_the_merge_is_named
            merged_identifiers_lead_on_and_references_keep_resolving
            the_files_of_before_change_nothing_after_a_merge
            two_rows_with_news_of_one_survivor_are_not_settled_by_their_order
            capitals_do_not_tell_identifiers_apart
            somebody_else_under_an_identifier_changes_nothing_before_a_look
            a_name_in_the_place_of_an_identifier_leads_to_it
            an_identifier_is_found_however_it_is_written
            workers_kept_apart_stay_apart_until_it_is_taken_back
            a_decision_about_what_changed_since_it_was_shown_is_refused
            every_change_has_its_entry_and_a_refused_one_has_none
            a_decision_is_read_back_and_its_hash_is_salted
            a_saved_search_remembers_what_each_viewer_saw
            what_was_written_of_a_record_since_is_told_with_its_source
            a_first_load_is_what_a_staged_batch_would_be
            a_closed_gate_lets_no_batch_in
            writers_wait_and_snapshots_stand_still
            merges_retrace_their_steps
         }
    };
    (@ $open:path: $($name:ident)*) => { $(
        #[test]
        fn $name() {
            crate::store::suite::$name($open);
        }
    )* };
}
pub(super) use store_suite;

fn record(kind: Kind, cells: &[(&str, &str)]) -> (Kind, Vec<Option<Datum>>) {
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

pub(super) fn stage(store: &Store, rows: &Rows) -> (Staged, Vec<StagedRow>) {
    laid(store.stage(true).unwrap(), rows)
}

fn laid(mut stage: Box<dyn Stage>, rows: &Rows) -> (Staged, Vec<StagedRow>) {
    let mut written = Vec::new();
    for (src, row) in (1..).zip(rows) {
        let incoming: Vec<Incoming<'_>> = row
            .iter()
            .map(|(kind, cells)| Incoming { kind: *kind, cells, as_written: &[], unmapped: &[], read: None })
            .collect();
        written.push(stage.row(src, &incoming, b"[]").unwrap());
    }
    (stage.finish().unwrap(), written)
}

pub(super) fn change(store: &Store) -> Box<dyn Change> {
    store.change("test", Duration::ZERO, |_| {}).unwrap()
}

pub(super) fn import(store: &Store, rows: &Rows) -> (BatchId, Vec<StagedRow>) {
    let (staged, written) = stage(store, rows);
    let applied = change(store).apply(staged, &[], &by(), &Gate::default()).unwrap();
    (applied.batch, written)
}

pub(super) fn undo_batch(store: &Store, batch: BatchId, cascade: bool) -> Result<Vec<Undone>, StoreError> {
    change(store).undo(batch, cascade, &by())
}

fn outcomes(written: &[StagedRow]) -> Vec<&'static str> {
    let name = |outcome: &Outcome| match outcome {
        Outcome::Inserted => "inserted",
        Outcome::Updated(_) => "updated",
        Outcome::Unchanged => "unchanged",
    };
    written
        .iter()
        .flat_map(|written| match written {
            StagedRow::Taken(outcomes) => outcomes.iter().map(name).collect(),
            StagedRow::Refused(_) => vec!["refused"],
        })
        .collect()
}

/// Every present record with its cells, as text: what undo must bring back.
fn contents(store: &Store) -> Vec<String> {
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

fn nurse(id: &str, residence: &str) -> (Kind, Vec<Option<Datum>>) {
    record(Kind::Worker, &[("worker_id", id), ("residence", residence), ("occupation", "2221")])
}

fn ielts(id: &str, on: &str, overall: &str) -> (Kind, Vec<Option<Datum>>) {
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

pub(super) fn merge_taking(
    store: &Store,
    keep: &str,
    other: &str,
    take: &[&str],
) -> Result<Merged, StoreError> {
    let take = take.iter().map(|name| (*name).to_owned()).collect();
    let ask = Merge { keep: keep.into(), other: other.into(), take, seen_seq: None, evidence: Value::Null };
    change(store).merge(&ask, &by())
}

pub(super) fn back(store: &Store, decision: DecisionId) -> Result<TakenBack, StoreError> {
    change(store).take_back(decision, &by())
}

pub(super) fn apart(store: &Store, left: &str, right: &str) -> Result<DecisionId, StoreError> {
    change(store).keep_apart([left, right], None, &Value::Null, &by())
}

/// Every stored record as it rests, with its number, remarks and, of a worker, its handle: what a merge taken back
/// restores.
fn everything(store: &Store) -> Vec<String> {
    let snapshot = store.snapshot().unwrap();
    let mut lines = Vec::new();
    for &kind in Kind::ALL {
        snapshot
            .in_order::<StoreError>(kind, |row| {
                let handle = if kind == Kind::Worker {
                    let id = row.cells[0].as_ref().map(ToString::to_string);
                    snapshot.handles(&id.into_iter().collect())?
                } else {
                    Vec::new()
                };
                lines.push(format!("{kind} {row:?} {handle:?}"));
                Ok(())
            })
            .unwrap();
    }
    lines
}

fn whole(store: &Store) {
    for check in store.check().unwrap() {
        assert_eq!(check.problems, Vec::<String>::new(), "{}", check.name);
    }
    assert_eq!(store.log_state().unwrap().broken, Vec::<String>::new());
}

pub(super) fn worker(id: &str, more: &[(&str, &str)]) -> (Kind, Vec<Option<Datum>>) {
    let mut all = vec![("worker_id", id)];
    all.extend(more);
    record(Kind::Worker, &all)
}

fn consent(id: &str, more: &[(&str, &str)]) -> (Kind, Vec<Option<Datum>>) {
    let mut all = vec![("worker_id", id), ("purpose", "match")];
    all.extend(more);
    record(Kind::Consent, &all)
}

pub(super) fn two_workers() -> Rows {
    vec![
        vec![
            worker("W-1", &[("full_name", "Ana Cruz"), ("phone", "+631"), ("refused_destinations", "US")]),
            ielts("W-1", "2025-05-01", "7"),
            consent("W-1", &[("given", "1")]),
        ],
        vec![
            worker(
                "W-2",
                &[
                    ("full_name", "Ana de la Cruz"),
                    ("phone", "+632"),
                    ("email", "ana@example.org"),
                    ("refused_destinations", "GB"),
                    ("status", "withdrawn"),
                ],
            ),
            ielts("W-2", "2025-05-01", "7.5"),
            ielts("W-2", "2026-01-01", "8"),
            consent("W-2", &[("given", "0")]),
        ],
    ]
}

pub(super) fn the_same_rows_twice_change_nothing(open: Open) {
    let (_kept, store) = open();
    let rows = vec![vec![nurse("00123", "PH"), ielts("00123", "2025-05-01", "7")]];
    let (_, first) = import(&store, &rows);
    assert_eq!(outcomes(&first), ["inserted", "inserted"]);
    let before = contents(&store);
    let (_, second) = import(&store, &rows);
    assert_eq!(outcomes(&second), ["unchanged", "unchanged"]);
    assert_eq!(contents(&store), before);
}

pub(super) fn a_blank_cell_never_changes_a_stored_value(open: Open) {
    let (_kept, store) = open();
    import(&store, &vec![vec![nurse("W1", "PH")]]);
    let (_, written) =
        import(&store, &vec![vec![record(Kind::Worker, &[("worker_id", "W1"), ("title", "RN")])]]);
    let StagedRow::Taken(outcomes) = &written[0] else { panic!("{written:?}") };
    let Outcome::Updated(changes) = &outcomes[0] else { panic!("{outcomes:?}") };
    assert_eq!(
        changes.iter().map(|c| (c.column.as_str(), c.old.as_deref(), c.new.as_str())).collect::<Vec<_>>(),
        [("title", None, "RN")]
    );
    let (_, worker) = store.snapshot().unwrap().find::<Worker>("W1").unwrap().unwrap();
    assert_eq!(worker.residence, Some("PH".parse().unwrap()));
}

pub(super) fn a_row_is_refused_whole_and_names_what_is_missing(open: Open) {
    let (_kept, store) = open();
    let rows = vec![
        vec![nurse("W-0001", "PH")],
        vec![nurse("W-0001", "IN"), ielts("W-0001", "2025-01-01", "6")],
        vec![ielts("W-0002", "2025-01-01", "6")],
        vec![
            nurse("W-0003", "IN"),
            record(Kind::Qualification, &[("worker_id", "W-0003"), ("curriculum_id", "C-9")]),
        ],
    ];
    let (_, written) = import(&store, &rows);
    assert_eq!(outcomes(&written), ["inserted", "refused", "refused", "refused"]);
    let StagedRow::Refused(problems) = &written[1] else { panic!() };
    assert!(matches!(&problems[..], [Problem::Duplicate { first_src: 1, .. }]), "{problems:?}");
    let StagedRow::Refused(problems) = &written[2] else { panic!() };
    assert!(
        matches!(&problems[..], [Problem::Dangling { column: "worker_id", nearest: Some(near), .. }] if near == "W-0001"),
        "{problems:?}"
    );
    assert_eq!(store.snapshot().unwrap().count(Kind::Worker).unwrap(), 1);
}

pub(super) fn undo_brings_back_what_was_there(open: Open) {
    let (_kept, store) = open();
    import(&store, &vec![vec![nurse("W1", "PH"), ielts("W1", "2025-05-01", "6.5")]]);
    let before = contents(&store);
    let (second, _) = import(
        &store,
        &vec![
            vec![nurse("W1", "AE"), ielts("W1", "2025-05-01", "7"), ielts("W1", "2026-01-01", "8")],
            vec![nurse("W2", "IN")],
        ],
    );
    assert_ne!(contents(&store), before);
    let undone = undo_batch(&store, second, false).unwrap();
    assert_eq!(undone, [Undone { batch: second, removed: 2, restored: 2 }]);
    assert_eq!(contents(&store), before);
    assert!(matches!(undo_batch(&store, second, false), Err(StoreError::AlreadyUndone(_))));
    assert!(matches!(undo_batch(&store, BatchId(77), false), Err(StoreError::NoBatch(_))));
}

pub(super) fn undo_refuses_when_a_later_batch_stands_on_it(open: Open) {
    let (_kept, store) = open();
    let (first, _) = import(&store, &vec![vec![nurse("W1", "PH")]]);
    let (second, _) = import(&store, &vec![vec![ielts("W1", "2025-05-01", "7")]]);
    let (third, _) = import(&store, &vec![vec![nurse("W1", "IN")]]);
    let Err(StoreError::ChangedLater { later, .. }) = undo_batch(&store, first, false) else { panic!() };
    assert_eq!(later, [third.to_string(), second.to_string()]);
    let undone: Vec<BatchId> =
        undo_batch(&store, first, true).unwrap().into_iter().map(|u| u.batch).collect();
    assert_eq!(undone, [third, second, first]);
    assert_eq!(contents(&store), Vec::<String>::new());
}

pub(super) fn a_stage_is_refused_when_records_changed_meanwhile(open: Open) {
    let (_kept, store) = open();
    let (waiting, _) = stage(&store, &vec![vec![nurse("W1", "PH")]]);
    import(&store, &vec![vec![nurse("W1", "IN")]]);
    let refused = change(&store).apply(waiting, &[], &by(), &Gate::default());
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
}

pub(super) fn parts_are_read_with_their_whole(open: Open) {
    let (_kept, store) = open();
    import(
        &store,
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

/// Batches are imported in order and undone newest first: the contents retrace their steps.
pub(super) fn undo_retraces_every_step(open: Open) {
    let batch = proptest::collection::btree_map(0_u8..4, (0_u8..3, proptest::option::of(0_u8..3)), 1..4);
    proptest!(ProptestConfig::with_cases(24), |(batches in proptest::collection::vec(batch, 1..5))| {
        let (_kept, store) = open();
        let mut steps = vec![contents(&store)];
        let mut names = Vec::new();
        for batch in &batches {
            let rows: Rows = batch.iter().map(|(worker, (country, score))| {
                let id = format!("W{worker}");
                let mut row = vec![nurse(&id, ["PH", "IN", "KE"][usize::from(*country)])];
                if let Some(score) = score { row.push(ielts(&id, "2025-01-01", ["6", "7", "8"][usize::from(*score)])); }
                row
            }).collect();
            names.push(import(&store, &rows).0);
            steps.push(contents(&store));
        }
        while let Some(name) = names.pop() {
            prop_assert_eq!(contents(&store), steps.pop().unwrap());
            undo_batch(&store, name, false).unwrap();
        }
        prop_assert_eq!(contents(&store), steps.pop().unwrap());
        whole(&store);
    });
}

pub(super) fn a_merge_fills_what_was_unknown_and_leaves_the_choice_to_the_reviewer(open: Open) {
    let (_kept, store) = open();
    import(&store, &two_workers());
    let merged = merge_taking(&store, "W-1", "W-2", &["phone"]).unwrap();
    assert_eq!(merged.decision, DecisionId(1));
    assert_eq!(merged.filled, ["status", "email"]);
    assert_eq!(merged.taken_cells, ["phone"]);
    assert_eq!(
        merged.kept_cells,
        ["full_name", "language_certificate(en / ielts-academic / 2025-05-01).overall"]
    );
    assert_eq!(merged.ruled_cells, ["refused_destinations", "consent(match).given"]);
    assert_eq!(merged.moved, 1);
    let snapshot = store.snapshot().unwrap();
    let (row, worker) = snapshot.find::<Worker>("W-2").unwrap().unwrap();
    assert_eq!(worker.worker_id.as_str(), "W-1");
    assert_eq!(worker.full_name.as_deref(), Some("Ana Cruz"));
    assert_eq!(worker.phone.as_deref(), Some("+632"));
    assert_eq!(worker.email.as_deref(), Some("ana@example.org"));
    assert_eq!(worker.refused_destinations.map(|list| list.len()), Some(2), "what either refuses is refused");
    let dossier = snapshot.dossier(row).unwrap().unwrap();
    let scores: Vec<_> = dossier.certificates.iter().map(|c| c.overall.clone().unwrap()).collect();
    assert_eq!(scores, ["7", "8"]);
    assert_eq!(dossier.consents.len(), 1);
    assert_eq!(dossier.consents[0].given, Some(false), "the stricter consent holds");
    assert_eq!(snapshot.count(Kind::Worker).unwrap(), 1);
    whole(&store);
}

pub(super) fn withdrawn_in_either_is_withdrawn_and_nobody_chooses(open: Open) {
    let (_kept, store) = open();
    import(
        &store,
        &vec![vec![worker("W-1", &[("status", "active")])], vec![worker("W-2", &[("status", "withdrawn")])]],
    );
    let Err(StoreError::NoChoice { name, known }) = merge_taking(&store, "W-2", "W-1", &["status"]) else {
        panic!("status is no choice")
    };
    assert_eq!((name.as_str(), known), ("status", Vec::new()));
    let merged = merge_taking(&store, "W-1", "W-2", &[]).unwrap();
    assert_eq!(merged.ruled_cells, ["status"]);
    let (_, worker) = store.snapshot().unwrap().find::<Worker>("W-1").unwrap().unwrap();
    assert_eq!(worker.status.map(|s| s.to_string()).as_deref(), Some("withdrawn"));
}

pub(super) fn taking_a_merge_back_restores_both_exactly(open: Open) {
    let (_kept, store) = open();
    import(&store, &two_workers());
    import(&store, &vec![vec![worker("W-2", &[("title", "RN")])]]);
    let (before, read) = (everything(&store), contents(&store));
    let merged = merge_taking(&store, "W-2", "W-1", &["full_name"]).unwrap();
    assert_ne!(everything(&store), before);
    let taken = back(&store, merged.decision).unwrap();
    assert_eq!(taken.workers, ["W-2", "W-1"]);
    assert_eq!(everything(&store), before);
    assert_eq!(contents(&store), read);
    assert!(matches!(back(&store, DecisionId(1)), Err(StoreError::TakenBackAlready(_))));
    assert!(matches!(back(&store, DecisionId(9)), Err(StoreError::NoReview(_))));
    whole(&store);
    // And again: the second merge has a history of its own.
    let merged = merge_taking(&store, "W-1", "W-2", &[]).unwrap();
    back(&store, merged.decision).unwrap();
    assert_eq!(everything(&store), before);
    // What was brought in can be taken out, newest first.
    undo_batch(&store, BatchId(2), false).unwrap();
    undo_batch(&store, BatchId(1), false).unwrap();
    assert_eq!(contents(&store), Vec::<String>::new());
}

pub(super) fn a_merge_is_not_taken_back_over_later_changes_and_names_them(open: Open) {
    let (_kept, store) = open();
    import(&store, &two_workers());
    import(&store, &vec![vec![nurse("W-3", "IN")]]);
    let before = everything(&store);
    let first = merge_taking(&store, "W-1", "W-2", &[]).unwrap().decision;
    // A row under the merged identifier speaks of the survivor.
    let (batch, written) = import(&store, &vec![vec![ielts("W-2", "2026-03-01", "8.5")]]);
    assert_eq!(outcomes(&written), ["inserted"]);
    let second = merge_taking(&store, "W-1", "W-3", &[]).unwrap().decision;
    let Err(StoreError::SurvivorChanged { by, worker, .. }) = back(&store, first) else { panic!() };
    assert_eq!((worker.as_str(), by), ("W-1", vec![second.to_string(), batch.to_string()]));
    back(&store, second).unwrap();
    undo_batch(&store, batch, false).unwrap();
    back(&store, first).unwrap();
    assert_eq!(everything(&store), before);
    whole(&store);
}

pub(super) fn a_batch_with_merged_workers_is_not_undone_and_the_merge_is_named(open: Open) {
    let (_kept, store) = open();
    let rows = two_workers();
    import(&store, &vec![rows[0].clone()]);
    let (second, _) = import(&store, &vec![rows[1].clone()]);
    let (third, _) = import(&store, &vec![vec![ielts("W-1", "2020-01-01", "5")]]);
    let merged = merge_taking(&store, "W-1", "W-2", &[]).unwrap();
    for batch in [BatchId(1), second] {
        for cascade in [false, true] {
            let refused = undo_batch(&store, batch, cascade);
            let Err(StoreError::MergedLater { merges, .. }) = &refused else { panic!("{refused:?}") };
            assert_eq!(*merges, [merged.decision.to_string()]);
            let hints = refused.unwrap_err().hints();
            assert_eq!(hints, [Hint::TakeBack(vec!["D-0001".to_owned()])]);
        }
    }
    // A part that the merge did not touch goes, and the merge can be taken back all the same.
    undo_batch(&store, third, false).unwrap();
    back(&store, merged.decision).unwrap();
    undo_batch(&store, second, false).unwrap();
    whole(&store);
}

pub(super) fn merged_identifiers_lead_on_and_references_keep_resolving(open: Open) {
    let (_kept, store) = open();
    let placement = |id: &str, worker: &str| {
        vec![record(Kind::Placement, &[("placement_id", id), ("worker_id", worker)])]
    };
    import(&store, &vec![vec![nurse("a", "PH")], vec![nurse("b", "PH")], vec![nurse("c", "IN")]]);
    import(&store, &vec![placement("P-1", "a")]);
    merge_taking(&store, "b", "a", &[]).unwrap();
    merge_taking(&store, "c", "b", &[]).unwrap();
    let (_, written) = import(&store, &vec![placement("P-2", "a"), placement("P-3", "z")]);
    assert_eq!(outcomes(&written), ["inserted", "refused"]);
    let snapshot = store.snapshot().unwrap();
    for id in ["a", "b", "c"] {
        let (_, worker) = snapshot.find::<Worker>(id).unwrap().unwrap();
        assert_eq!(worker.worker_id.as_str(), "c", "{id}");
    }
    assert_eq!(snapshot.leads_to("a").unwrap().as_deref(), Some("c"));
    assert_eq!(snapshot.leads_to("c").unwrap(), None);
    let (_, kept) = snapshot.find::<Placement>("P-1").unwrap().unwrap();
    assert_eq!(kept.worker_id.unwrap().as_str(), "a", "a record is not rewritten");
    let refused = merge_taking(&store, "a", "b", &[]);
    assert!(matches!(&refused, Err(StoreError::SameWorker { worker, .. }) if worker == "c"), "{refused:?}");
    whole(&store);
}

pub(super) fn the_files_of_before_change_nothing_after_a_merge(open: Open) {
    let (_kept, store) = open();
    let rows = two_workers();
    import(&store, &rows);
    merge_taking(&store, "W-1", "W-2", &["phone"]).unwrap();
    let before = contents(&store);
    let (_, written) = import(&store, &rows);
    assert_eq!(outcomes(&written), ["unchanged"; 7]);
    assert_eq!(contents(&store), before);
    // News under either identifier is taken.
    let (_, written) = import(
        &store,
        &vec![
            vec![worker("W-1", &[("full_name", "Ana Cruz"), ("title", "RN")])],
            vec![worker("W-2", &[("full_name", "Ana de la Cruz")]), ielts("W-2", "2026-02-01", "9")],
        ],
    );
    assert_eq!(outcomes(&written), ["updated", "unchanged", "inserted"]);
    // A consent given anew is news, one that was overruled is not.
    let (_, written) = import(&store, &vec![vec![consent("W-1", &[("given", "1")])]]);
    assert_eq!(outcomes(&written), ["unchanged"]);
    let (_, written) =
        import(&store, &vec![vec![consent("W-1", &[("given", "1"), ("given_on", "2026-11-01")])]]);
    assert_eq!(outcomes(&written), ["updated"]);
}

pub(super) fn capitals_do_not_tell_identifiers_apart(open: Open) {
    let (_kept, store) = open();
    import(
        &store,
        &vec![
            vec![record(Kind::Organization, &[("organization_id", "Klin-7"), ("name", "Klinik")])],
            vec![nurse("W-1a", "PH")],
            vec![nurse("w-2", "PH")],
            vec![nurse("ÉLAN-3", "PH")],
        ],
    );
    let named = |id: &str, title: &str| record(Kind::Worker, &[("worker_id", id), ("title", title)]);
    let rows = vec![
        vec![named("W-1A", "RN"), ielts("W-1A", "2025-05-01", "6.5")],
        vec![named("W-2", "RN")],
        vec![named("Élan-3", "RN")],
        vec![nurse("new-4", "KE")],
        vec![nurse("NEW-4", "KE")],
        vec![ielts("New-4", "2025-05-01", "7")],
        vec![record(
            Kind::Opening,
            &[("opening_id", "O-1"), ("organization_id", "KLIN-7"), ("third_parties", "klin-7;Klin-7")],
        )],
    ];
    let (_, written) = import(&store, &rows);
    let expected =
        ["updated", "inserted", "updated", "updated", "inserted", "refused", "inserted", "inserted"];
    assert_eq!(outcomes(&written), expected, "{written:?}");
    let StagedRow::Refused(problems) = &written[4] else { panic!() };
    assert!(matches!(&problems[..], [Problem::Duplicate { first_src: 4, .. }]), "{problems:?}");
    let snapshot = store.snapshot().unwrap();
    for id in ["W-1a", "w-2", "ÉLAN-3"] {
        let (_, worker) = snapshot.find::<Worker>(id).unwrap().unwrap();
        assert_eq!(worker.title.as_deref(), Some("RN"), "{id}");
    }
    assert_eq!(snapshot.count(Kind::Worker).unwrap(), 4);
    let (_, opening) = snapshot.find::<crate::model::Opening>("O-1").unwrap().unwrap();
    assert_eq!(opening.organization_id.map(|id| id.to_string()).as_deref(), Some("Klin-7"));
    let (_, again) = import(&store, &rows[..3].to_vec());
    assert_eq!(outcomes(&again), ["unchanged"; 4]);
}

pub(super) fn somebody_else_under_an_identifier_changes_nothing_before_a_look(open: Open) {
    let (_kept, store) = open();
    let person = |name: &str, born: &str, nationality: &str| {
        let cells =
            [("worker_id", "1"), ("full_name", name), ("birth_date", born), ("nationalities", nationality)];
        vec![record(Kind::Worker, &cells), ielts("1", "2025-05-01", "6.5")]
    };
    let (first, _) = import(&store, &vec![person("Amina Diallo", "1988-02-02", "SN")]);
    let before = contents(&store);
    let other = person("Kofi Mensah", "1991-04-04", "GH");
    let (_, written) = import(&store, &vec![other.clone()]);
    let StagedRow::Refused(problems) = &written[0] else { panic!("{written:?}") };
    let [Problem::SomebodyElse { value, stored, incoming, .. }] = &problems[..] else {
        panic!("{problems:?}")
    };
    assert_eq!(
        (value.as_str(), stored[0].as_str(), incoming[0].as_str()),
        ("1", "Amina Diallo", "Kofi Mensah")
    );
    assert_eq!(contents(&store), before);
    // Married since.
    let (_, written) = import(&store, &vec![person("Amina Ndiaye", "1988-02-02", "SN")]);
    assert_eq!(outcomes(&written), ["updated", "unchanged"]);
    let mut stage = store.stage(false).unwrap();
    stage.take_other_persons();
    let records: Vec<Incoming<'_>> = other
        .iter()
        .map(|(kind, cells)| Incoming { kind: *kind, cells, as_written: &[], unmapped: &[], read: None })
        .collect();
    assert!(matches!(stage.row(1, &records, b"x").unwrap(), StagedRow::Taken(_)));
    assert!(first.to_string().starts_with('B'));
}

pub(super) fn an_identifier_is_found_however_it_is_written(open: Open) {
    let (_kept, store) = open();
    let known = ["W-0000105", "Ärzte/W-é1", "abc-7", "Mixed-Case-1", "W-9"];
    import(&store, &known.map(|id| vec![nurse(id, "PH")]).to_vec());
    merge_taking(&store, "abc-7", "W-9", &[]).unwrap();
    let snapshot = store.snapshot().unwrap();
    let row = |id: &str| snapshot.row_of(Kind::Worker, id).unwrap();
    let ways = [
        ("w-0000105", "W-0000105"),
        ("Ｗ－００００１０５", "W-0000105"),
        ("ÄRZTE/w-e\u{301}1", "Ärzte/W-é1"),
        ("ABC-7", "abc-7"),
        ("mixed-case-1", "Mixed-Case-1"),
        ("w-9", "abc-7"),
    ];
    for (way, id) in ways {
        assert!(row(id).is_some(), "{id}");
        assert_eq!(row(way), row(id), "{way}");
    }
    assert_eq!(row("W-105"), None, "another identifier is only near");
}

pub(super) fn a_name_in_the_place_of_an_identifier_leads_to_it(open: Open) {
    let (_kept, store) = open();
    let organization =
        |id: &str, name: &str| vec![record(Kind::Organization, &[("organization_id", id), ("name", name)])];
    import(
        &store,
        &vec![
            organization("R-17", "Klinikum Musterstadt GmbH"),
            organization("R-18", "St. Luke's Medical Center"),
            organization("R-19", "Twice"),
            organization("R-20", "Twice"),
            vec![record(Kind::Curriculum, &[("curriculum_id", "C-5"), ("title", "Bachelor of Nursing")])],
        ],
    );
    let asked = [
        ("Klinikum Musterstadt", Some("R-17")),
        ("KLINIKUM MUSTERSTADT G.m.b.H.", Some("R-17")),
        ("Saint Lukes Medical Ctr", Some("R-18")),
        ("R17", Some("R-17")),
        ("Laid Just Now", Some("R-21")),
        ("Twice", None),
        ("Somewhere Else Altogether", None),
    ];
    let mut rows = vec![organization("R-21", "Laid just now")];
    rows.extend(
        asked
            .iter()
            .map(|(text, _)| vec![record(Kind::Opening, &[("opening_id", "O-1"), ("recruiter_id", text)])]),
    );
    rows.push(vec![
        nurse("W1", "PH"),
        record(Kind::Qualification, &[("worker_id", "W1"), ("curriculum_id", "bachelor of nursing")]),
    ]);
    let (_, written) = import(&store, &rows);
    let nearest = |row: &StagedRow| match row {
        StagedRow::Refused(problems) => match &problems[..] {
            [Problem::Dangling { nearest, .. }] => nearest.clone(),
            other => panic!("{other:?}"),
        },
        StagedRow::Taken(outcomes) => panic!("{outcomes:?}"),
    };
    for ((text, right), row) in asked.iter().zip(&written[1..]) {
        assert_eq!(nearest(row).as_deref(), *right, "{text}");
    }
    assert_eq!(nearest(&written[asked.len() + 1]).as_deref(), Some("C-5"));
}

pub(super) fn two_rows_with_news_of_one_survivor_are_not_settled_by_their_order(open: Open) {
    let (_kept, store) = open();
    import(&store, &two_workers());
    merge_taking(&store, "W-1", "W-2", &[]).unwrap();
    let (_, written) = import(
        &store,
        &vec![vec![worker("W-1", &[("phone", "+638")])], vec![worker("W-2", &[("phone", "+639")])]],
    );
    let StagedRow::Refused(problems) = &written[1] else { panic!("{written:?}") };
    assert!(matches!(&problems[..], [Problem::Duplicate { first_src: 1, .. }]), "{problems:?}");
}

pub(super) fn workers_kept_apart_stay_apart_until_it_is_taken_back(open: Open) {
    let (_kept, store) = open();
    let rows = vec![vec![nurse("a", "PH")], vec![nurse("b", "PH")], vec![nurse("c", "PH")]];
    let (batch, _) = import(&store, &rows);
    let decision = apart(&store, "b", "a").unwrap();
    assert_eq!(apart(&store, "a", "b").unwrap(), decision, "saying it again changes nothing");
    let pairs =
        |store: &Store| store.snapshot().unwrap().kept_apart().unwrap().into_iter().collect::<Vec<_>>();
    assert_eq!(pairs(&store), [("a".to_owned(), "b".to_owned())]);
    // The pair is remembered by identifiers: also when the records go and come again.
    undo_batch(&store, batch, false).unwrap();
    import(&store, &rows);
    assert!(matches!(merge_taking(&store, "a", "b", &[]), Err(StoreError::KeptApart { .. })));
    // Who is one with one of the two is kept apart from the other.
    merge_taking(&store, "c", "b", &[]).unwrap();
    assert_eq!(pairs(&store), [("a".to_owned(), "c".to_owned())]);
    let refused = merge_taking(&store, "c", "a", &[]).unwrap_err();
    assert_eq!(refused.hints(), [Hint::TakeBack(vec!["D-0001".to_owned()])]);
    back(&store, decision).unwrap();
    assert_eq!(pairs(&store), []);
    merge_taking(&store, "c", "a", &[]).unwrap();
    let log = store.reviewed(10).unwrap();
    assert_eq!(log.iter().map(|d| d.taken_back.is_some()).collect::<Vec<_>>(), [false, false, true]);
    whole(&store);
}

pub(super) fn a_decision_about_what_changed_since_it_was_shown_is_refused(open: Open) {
    let (_kept, store) = open();
    import(&store, &two_workers());
    let seen = store.snapshot().unwrap().compare("W-1", "W-2").unwrap().unwrap().seq;
    import(&store, &vec![vec![ielts("W-2", "2026-09-01", "9")]]);
    let ask = Merge { keep: "W-1".into(), other: "W-2".into(), seen_seq: Some(seen), ..Merge::default() };
    let refused = change(&store).merge(&ask, &by());
    assert!(matches!(&refused, Err(StoreError::ChangedSinceShown(id)) if id == "W-2"), "{refused:?}");
}

/// The facts of a shortlist of nobody.
pub(super) fn shortlist() -> DecisionFacts {
    DecisionFacts::Shortlist(RankingFacts {
        question: MatchQuestion {
            subject: "O-1".into(),
            channel: Channel::Direct,
            as_of: "2026-11-01".parse().unwrap(),
            top: 5,
            query: None,
        },
        rests_on: RestsOn {
            seq: Seq(1),
            versions: Vec::new(),
            packs: String::new(),
            reference: Hash::of("tables"),
            build: Hash::of("program"),
            program: "0.1.0".into(),
            weights: BTreeMap::new(),
        },
        counts: RankingCounts { admitted: 0, blocked: 0, excluded: BTreeMap::new() },
        results: Vec::new(),
    })
}

/// A change and its entry are one: every change adds entries, a refused one adds none.
pub(super) fn every_change_has_its_entry_and_a_refused_one_has_none(open: Open) {
    let (_kept, store) = open();
    let kinds = |store: &Store| -> Vec<String> {
        let entries = store.log_entries().unwrap();
        entries.iter().map(|text| serde_json::from_str::<LogEntry>(text).unwrap().kind).collect()
    };
    let (first, _) = import(&store, &two_workers());
    let shortlist = shortlist();
    let facts = Facts { seq: store.seq().unwrap(), facts: &shortlist };
    let decision = change(&store).decide(&facts, &by()).unwrap();
    change(&store).look(&Look::Identities { purpose: "review", handles: &["ab".to_owned()] }, &by()).unwrap();
    let export =
        Look::Export { kind: Kind::Worker, records: 2, purpose: "audit", seq: facts.seq, handles: &[] };
    change(&store).look(&export, &by()).unwrap();
    let merged = merge_taking(&store, "W-1", "W-2", &[]).unwrap();
    let told = ["batch", "decision", "look", "export", "decision"];
    assert_eq!(kinds(&store), told);
    let refused = [
        undo_batch(&store, first, true).is_err(),
        merge_taking(&store, "W-1", "W-9", &[]).is_err(),
        merge_taking(&store, "W-1", "W-2", &[]).is_err(),
        apart(&store, "W-1", "W-2").is_err(),
        back(&store, decision).is_err(),
        undo_batch(&store, BatchId(77), false).is_err(),
    ];
    assert_eq!(refused, [true; 6]);
    assert_eq!(kinds(&store), told);
    back(&store, merged.decision).unwrap();
    undo_batch(&store, first, false).unwrap();
    assert_eq!(kinds(&store)[told.len()..], ["taken-back", "undo"]);
    whole(&store);
}

pub(super) fn a_saved_search_remembers_what_each_viewer_saw(open: Open) {
    let (_kept, store) = open();
    let anna = Actor::local("anna");
    let by_anna = Signature { actor: &anna, ..by() };
    let ask = SearchToSave { name: "icu", shared: true, question: "{}" };
    let mut writing = change(&store);
    let first = writing.save_search(&ask, &by()).unwrap();
    writing.remove_search(first, &by()).unwrap();
    // A number is of one question for ever.
    let number = writing.save_search(&ask, &by()).unwrap();
    assert_ne!(first, number);
    let rows = [Row(3), Row(5), Row(9)];
    let now = SeenNow { seq: Seq(4), whole: Some((Seq(4), Day(7))), entered: &rows, left: &[] };
    writing.note_seen(number, &now, &by()).unwrap();
    let now = SeenNow { seq: Seq(6), whole: None, entered: &[Row(11), Row(3)], left: &[Row(5)] };
    writing.note_seen(number, &now, &by()).unwrap();
    let seen = store.seen_answer(number, "tester").unwrap().unwrap();
    assert_eq!((seen.seq, seen.day), (Seq(4), Day(7)));
    assert_eq!(seen.rows, [(Row(3), Seq(4)), (Row(9), Seq(4)), (Row(11), Seq(6))].into());
    assert_eq!(store.seen_answer(number, "anna").unwrap(), None);
    writing.note_seen(number, &now, &by_anna).unwrap();
    assert_eq!(store.seen_answer(number, "anna").unwrap().unwrap().rows.len(), 2);
    drop(writing);
    whole(&store);
    change(&store).remove_search(number, &by()).unwrap();
    assert_eq!((store.saved_searches().unwrap(), store.seen_answer(number, "anna").unwrap()), (vec![], None));
    whole(&store);
}

pub(super) fn what_was_written_of_a_record_since_is_told_with_its_source(open: Open) {
    let (_kept, store) = open();
    let (first, _) = import(&store, &two_workers());
    let row = store.snapshot().unwrap().row_of(Kind::Worker, "W-1").unwrap().unwrap();
    let told = |since: i64| -> Vec<(Kind, RecordDeed, ChangeSource)> {
        let changes = store.snapshot().unwrap().changes(Kind::Worker, row, Seq(since)).unwrap();
        changes.into_iter().map(|one| (one.kind, one.deed, one.source)).collect()
    };
    assert_eq!(told(0), [(Kind::Worker, RecordDeed::CameIn, ChangeSource::Import(first))]);
    assert_eq!(told(1), []);
    let (second, _) = import(&store, &vec![vec![ielts("W-1", "2026-09-01", "9")]]);
    let came = (Kind::LanguageCertificate, RecordDeed::CameIn, ChangeSource::Import(second));
    assert_eq!(told(1), [came]);
    undo_batch(&store, second, false).unwrap();
    assert_eq!(told(1), []);
    assert_eq!(told(2), [(Kind::LanguageCertificate, RecordDeed::Gone, ChangeSource::Undo(second))]);
    let (third, _) = import(&store, &vec![vec![worker("W-1", &[("title", "Theatre nurse")])]]);
    let title = RecordDeed::Changed(vec!["title".to_owned()]);
    assert_eq!(told(3), [(Kind::Worker, title.clone(), ChangeSource::Import(third))]);
    undo_batch(&store, third, false).unwrap();
    assert_eq!(told(3), []);
    assert_eq!(told(4), [(Kind::Worker, title, ChangeSource::Undo(third))]);
    merge_taking(&store, "W-2", "W-1", &[]).unwrap();
    assert_eq!(told(5), [(Kind::Worker, RecordDeed::Gone, ChangeSource::Merge("W-2".to_owned()))]);
    let former = store.snapshot().unwrap().former_id(Kind::Worker, row).unwrap();
    assert_eq!(former.as_deref(), Some("W-1"));
}

/// The log has the hash of salted facts, which confirms no guess; the facts come back as they were.
pub(super) fn a_decision_is_read_back_and_its_hash_is_salted(open: Open) {
    let (_kept, store) = open();
    let shortlist = shortlist();
    let ask = Facts { seq: store.seq().unwrap(), facts: &shortlist };
    let mut writing = change(&store);
    let ids = [writing.decide(&ask, &by()).unwrap(), writing.decide(&ask, &by()).unwrap()];
    let mut hashes = BTreeSet::new();
    for (id, entry) in ids.into_iter().zip(store.log_entries().unwrap()) {
        let found = store.decision(id).unwrap().unwrap();
        assert_eq!((found.kind.as_str(), found.subject.as_str()), ("shortlist", "O-1"));
        let Recorded::Typed(document) = found.facts else { panic!("{:?}", found.facts) };
        assert_eq!(document.decision, shortlist);
        // 256 bits, two digits a byte.
        assert_eq!(document.salt.0.len(), 64);
        let logged = serde_json::from_str::<LogEntry>(&entry).unwrap().body["facts_sha256"].to_string();
        let (_, hash) = document.write().unwrap();
        assert_eq!(logged, format!("\"{hash}\""));
        hashes.insert(logged);
    }
    assert_eq!(hashes.len(), 2, "the same facts twice have two hashes");
    assert_eq!(store.decision(DecisionId(99)).unwrap(), None);
    assert_eq!(store.last_decision().unwrap(), Some(ids[1]));
    let of =
        |kind: &str| -> Vec<_> { store.decisions(kind).unwrap().iter().map(|one| one.decision).collect() };
    assert_eq!((of("shortlist"), of("merge")), (ids.to_vec(), Vec::new()));
}

/// A first load goes straight to its place, and reads like any batch.
pub(super) fn a_first_load_is_what_a_staged_batch_would_be(open: Open) {
    let rows = two_workers();
    let (_kept, staged) = open();
    import(&staged, &rows);
    let (_kept_too, loaded) = open();
    let mut writing = change(&loaded);
    let stage = writing.load(&[Kind::Worker], true).unwrap().unwrap();
    let (batch, _) = laid(stage, &rows);
    writing.apply(batch, &[], &by(), &Gate::default()).unwrap();
    assert!(writing.load(&[Kind::Worker], true).unwrap().is_none(), "the store holds workers now");
    drop(writing);
    assert_eq!(contents(&loaded), contents(&staged));
    whole(&loaded);
}

/// Whoever closes the gate first stops the batch, and nothing is written.
pub(super) fn a_closed_gate_lets_no_batch_in(open: Open) {
    let (_kept, store) = open();
    let (staged, _) = stage(&store, &vec![vec![nurse("W1", "PH")]]);
    let gate = Gate::default();
    assert!(gate.close());
    let refused = change(&store).apply(staged, &[], &by(), &gate);
    assert!(matches!(refused, Err(StoreError::Interrupted)));
    assert_eq!((store.seq().unwrap(), store.log_entries().unwrap().len()), (Seq::default(), 0));
}

/// One may write at a time; a snapshot goes on showing what it saw.
pub(super) fn writers_wait_and_snapshots_stand_still(open: Open) {
    let (_kept, store) = open();
    let before = store.snapshot().unwrap();
    let held = change(&store);
    assert!(matches!(store.change("other", Duration::ZERO, |_| {}), Err(StoreError::Busy(_))));
    drop(held);
    import(&store, &vec![vec![nurse("W1", "PH")], vec![nurse("W2", "IN")]]);
    assert_eq!((before.count(Kind::Worker).unwrap(), before.seq()), (0, Seq::default()));
    let after = store.snapshot().unwrap();
    let rows = after.rows(Kind::Worker).unwrap();
    assert_eq!(after.bounds(Kind::Worker).unwrap(), Some((rows[0], rows[1])));
    assert_eq!(after.changed_since(Kind::Worker, Seq::default()).unwrap(), (rows, Vec::new()));
    assert_eq!(after.changed_since(Kind::Worker, after.seq()).unwrap(), (Vec::new(), Vec::new()));
    assert_eq!(after.nearest_id(Kind::Worker, "W22").unwrap().as_deref(), Some("W2"));
}

/// A worker with some cells and parts of few values, so that two of them agree, differ and are silent.
fn some_worker(id: usize) -> impl Strategy<Value = Vec<(Kind, Vec<Option<Datum>>)>> {
    let cell = || proptest::option::of(0_usize..3);
    let day = || proptest::option::of(0_usize..2);
    let certificates = proptest::collection::btree_map(0_usize..2, cell(), 0..3);
    let consents =
        proptest::collection::btree_map(0_usize..2, (proptest::option::of(0..2), day(), day()), 0..3);
    (cell(), cell(), cell(), cell(), certificates, consents).prop_map(
        move |(name, phone, refused, status, certificates, consents)| {
            let id = format!("W{id}");
            let mut more: Vec<(&str, &str)> = Vec::new();
            more.extend(name.map(|n| ("full_name", ["Ana", "Bo", "Cy"][n])));
            more.extend(phone.map(|n| ("phone", ["+1", "+2", "+3"][n])));
            more.extend(refused.map(|n| ("refused_destinations", ["", "US", "GB;US"][n])));
            more.extend(status.and_then(|n| Some(("status", *["active", "withdrawn"].get(n)?))));
            let mut row = vec![worker(&id, &more)];
            for (day, score) in certificates {
                let mut certificate = ielts(&id, ["2024-01-01", "2025-01-01"][day], "7");
                let overall = schema::table(Kind::LanguageCertificate).column("overall").unwrap();
                certificate.1[overall] = score.map(|n| Datum::Text(["6", "7", "8"][n].into()));
                row.push(certificate);
            }
            for (purpose, (given, given_on, withdrawn_on)) in consents {
                let given = given.map(|n: i32| n.to_string());
                let mut more = vec![("purpose", ["match", "contact"][purpose])];
                more.extend(given.as_deref().map(|given| ("given", given)));
                more.extend(given_on.map(|n| ("given_on", ["2024-05-01", "2025-05-01"][n])));
                more.extend(withdrawn_on.map(|n| ("withdrawn_on", ["2024-06-01", "2025-06-01"][n])));
                let mut all = vec![("worker_id", id.as_str())];
                all.extend(more);
                row.push(record(Kind::Consent, &all));
            }
            row
        },
    )
}

fn some_workers() -> impl Strategy<Value = Rows> {
    (some_worker(0), some_worker(1), some_worker(2), some_worker(3)).prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

/// Any merges with any choices, taken back newest first, retrace their steps; every identifier leads to
/// one worker that is there; the files of before change nothing; table and log agree at each step.
pub(super) fn merges_retrace_their_steps(open: Open) {
    let merges = proptest::collection::vec((0_usize..4, 0_usize..4, any::<u64>()), 1..4);
    proptest!(ProptestConfig::with_cases(32), |(rows in some_workers(), merges in merges)| {
        let (_kept, store) = open();
        import(&store, &rows);
        let mut steps = Vec::new();
        for (keep, other, bits) in merges {
            let (keep, other) = (format!("W{keep}"), format!("W{other}"));
            let Some(comparison) = store.snapshot().unwrap().compare(&keep, &other).unwrap() else { continue };
            if comparison.left == comparison.right {
                continue;
            }
            let take: BTreeSet<String> = comparison.lines.iter().enumerate()
                .filter(|(at, line)| line.standing == Standing::Different && line.rule.is_none() && bits >> (at % 64) & 1 == 1)
                .map(|(_, line)| line.name.clone()).collect();
            let before = everything(&store);
            let names: Vec<&str> = take.iter().map(String::as_str).collect();
            let merged = merge_taking(&store, &keep, &other, &names).unwrap();
            steps.push((before, merged.decision));
            whole(&store);
            let snapshot = store.snapshot().unwrap();
            for id in 0..4 {
                let id = format!("W{id}");
                let (_, found) = snapshot.find::<Worker>(&id).unwrap().unwrap();
                let last = snapshot.leads_to(&id).unwrap();
                prop_assert_eq!(found.worker_id.as_str(), last.as_deref().unwrap_or(&id));
                prop_assert_eq!(snapshot.leads_to(found.worker_id.as_str()).unwrap(), None);
            }
        }
        let merged = contents(&store);
        let (batch, written) = import(&store, &rows);
        prop_assert!(outcomes(&written).iter().all(|outcome| *outcome == "unchanged"), "{:?}", written);
        prop_assert_eq!(contents(&store), merged);
        undo_batch(&store, batch, false).unwrap();
        while let Some((before, decision)) = steps.pop() {
            back(&store, decision).unwrap();
            prop_assert_eq!(everything(&store), before);
            whole(&store);
        }
    });
}
