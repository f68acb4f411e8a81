//! Merging, keeping apart and taking back, as the store sees them.

use super::super::tests::{
    Rows, contents, ielts, import, nurse, outcomes, record as cells, store, undo_batch,
};
use super::*;
use crate::log::Entry;
use crate::model::{BatchId, Datum, Kind, Placement, Worker};
use crate::store::sqlite::columns::columns;
use crate::store::{Lock, Merge, Merged, Problem, Store, TakenBack, Written};
use crate::store::{keep_apart, kept_apart, log_entries, log_state, merge, reviewed, take_back};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

const NOW: &str = "2026-01-02T00:00:00Z";

fn lock(store: &Store) -> Lock {
    store.write_lock("review", Duration::ZERO, |_| {}).unwrap()
}

fn merge_taking(store: &mut Store, keep: &str, other: &str, take: &[&str]) -> Result<Merged, StoreError> {
    let lock = lock(store);
    let take = take.iter().map(|name| (*name).to_owned()).collect();
    let ask = Merge { keep: keep.into(), other: other.into(), take, seen_seq: None, evidence: Value::Null };
    merge(store, &lock, &ask, "tester", NOW)
}

fn back(store: &mut Store, decision: impl ToString) -> Result<TakenBack, StoreError> {
    let lock = lock(store);
    take_back(store, &lock, &decision.to_string(), "tester", NOW)
}

fn apart(store: &mut Store, left: &str, right: &str) -> Result<DecisionId, StoreError> {
    let lock = lock(store);
    keep_apart(store, &lock, left, right, None, &Value::Null, "tester", NOW)
}

/// Every stored record as it lies, with its version, identity and remarks: what a merge taken back restores.
fn everything(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    for &kind in Kind::ALL {
        let head = match kind {
            Kind::Worker => "row, seq, src, as_written, unmapped, hex(handle), hex(salt)",
            _ if kind.parent().is_some() => "parent, seq, src, as_written, unmapped",
            _ => "row, seq, src, as_written, unmapped",
        };
        let list = &columns(kind).list;
        let sql = format!("SELECT {head}, {list} FROM {kind}");
        let mut statement = store.conn.prepare(&sql).unwrap();
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

fn whole(store: &Store) {
    for check in store.check().unwrap() {
        assert_eq!(check.problems, Vec::<String>::new(), "{}", check.name);
    }
    assert_eq!(log_state(store).unwrap().broken, Vec::<String>::new());
}

fn worker(id: &str, more: &[(&str, &str)]) -> (Kind, Vec<Option<Datum>>) {
    let mut all = vec![("worker_id", id)];
    all.extend(more);
    cells(Kind::Worker, &all)
}

fn consent(id: &str, more: &[(&str, &str)]) -> (Kind, Vec<Option<Datum>>) {
    let mut all = vec![("worker_id", id), ("purpose", "match")];
    all.extend(more);
    cells(Kind::Consent, &all)
}

fn two_workers() -> Rows {
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

#[test]
fn a_merge_fills_what_was_unknown_and_leaves_the_choice_to_the_reviewer() {
    let (_dir, mut store) = store();
    import(&mut store, &two_workers());
    let merged = merge_taking(&mut store, "W-1", "W-2", &["phone"]).unwrap();
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

#[test]
fn withdrawn_in_either_is_withdrawn_and_nobody_chooses() {
    let (_dir, mut store) = store();
    import(
        &mut store,
        &vec![vec![worker("W-1", &[("status", "active")])], vec![worker("W-2", &[("status", "withdrawn")])]],
    );
    let Err(StoreError::NoChoice { name, known }) = merge_taking(&mut store, "W-2", "W-1", &["status"])
    else {
        panic!("status is no choice")
    };
    assert_eq!((name.as_str(), known), ("status", Vec::new()));
    let merged = merge_taking(&mut store, "W-1", "W-2", &[]).unwrap();
    assert_eq!(merged.ruled_cells, ["status"]);
    let (_, worker) = store.snapshot().unwrap().find::<Worker>("W-1").unwrap().unwrap();
    assert_eq!(worker.status.map(|s| s.to_string()).as_deref(), Some("withdrawn"));
}

#[test]
fn taking_a_merge_back_restores_both_exactly() {
    let (_dir, mut store) = store();
    import(&mut store, &two_workers());
    import(&mut store, &vec![vec![worker("W-2", &[("title", "RN")])]]);
    let (before, read) = (everything(&store), contents(&store));
    let merged = merge_taking(&mut store, "W-2", "W-1", &["full_name"]).unwrap();
    assert_ne!(everything(&store), before);
    let taken = back(&mut store, merged.decision).unwrap();
    assert_eq!(taken.workers, ["W-2", "W-1"]);
    assert_eq!(everything(&store), before);
    assert_eq!(contents(&store), read);
    assert!(matches!(back(&mut store, "D-0001"), Err(StoreError::TakenBackAlready(_))));
    assert!(matches!(back(&mut store, "D-0009"), Err(StoreError::NoReview(_))));
    whole(&store);
    // And again: the second merge has a history of its own.
    let merged = merge_taking(&mut store, "W-1", "W-2", &[]).unwrap();
    back(&mut store, merged.decision).unwrap();
    assert_eq!(everything(&store), before);
    // What was brought in can be taken out, newest first.
    undo_batch(&mut store, "B-0002", false).unwrap();
    undo_batch(&mut store, "B-0001", false).unwrap();
    assert_eq!(contents(&store), Vec::<String>::new());
}

#[test]
fn a_merge_is_not_taken_back_over_later_changes_and_names_them() {
    let (_dir, mut store) = store();
    import(&mut store, &two_workers());
    import(&mut store, &vec![vec![nurse("W-3", "IN")]]);
    let before = everything(&store);
    let first = merge_taking(&mut store, "W-1", "W-2", &[]).unwrap().decision;
    // A row under the merged identifier speaks of the survivor.
    let (batch, written) = import(&mut store, &vec![vec![ielts("W-2", "2026-03-01", "8.5")]]);
    assert_eq!(outcomes(&written), ["inserted"]);
    let second = merge_taking(&mut store, "W-1", "W-3", &[]).unwrap().decision;
    let Err(StoreError::SurvivorChanged { by, worker, .. }) = back(&mut store, &first) else { panic!() };
    assert_eq!((worker.as_str(), by), ("W-1", vec![second.to_string(), batch.to_string()]));
    back(&mut store, second).unwrap();
    undo_batch(&mut store, batch, false).unwrap();
    back(&mut store, &first).unwrap();
    assert_eq!(everything(&store), before);
    whole(&store);
}

#[test]
fn a_batch_with_merged_workers_is_not_undone_and_the_merge_is_named() {
    let (_dir, mut store) = store();
    let rows = two_workers();
    import(&mut store, &vec![rows[0].clone()]);
    let (second, _) = import(&mut store, &vec![rows[1].clone()]);
    let (third, _) = import(&mut store, &vec![vec![ielts("W-1", "2020-01-01", "5")]]);
    let merged = merge_taking(&mut store, "W-1", "W-2", &[]).unwrap();
    for batch in [BatchId(1), second] {
        for cascade in [false, true] {
            let refused = undo_batch(&mut store, batch, cascade);
            let Err(StoreError::MergedLater { merges, .. }) = &refused else { panic!("{refused:?}") };
            assert_eq!(*merges, [merged.decision.to_string()]);
            let said = refused.unwrap_err().to_string();
            assert!(said.contains("corridor review undo D-0001"), "{said}");
        }
    }
    // A part that the merge did not touch goes, and the merge can be taken back all the same.
    undo_batch(&mut store, third, false).unwrap();
    back(&mut store, merged.decision).unwrap();
    undo_batch(&mut store, second, false).unwrap();
    whole(&store);
}

#[test]
fn merged_identifiers_lead_on_and_references_keep_resolving() {
    let (_dir, mut store) = store();
    let placement =
        |id: &str, worker: &str| vec![cells(Kind::Placement, &[("placement_id", id), ("worker_id", worker)])];
    import(&mut store, &vec![vec![nurse("a", "PH")], vec![nurse("b", "PH")], vec![nurse("c", "IN")]]);
    import(&mut store, &vec![placement("P-1", "a")]);
    merge_taking(&mut store, "b", "a", &[]).unwrap();
    merge_taking(&mut store, "c", "b", &[]).unwrap();
    let (_, written) = import(&mut store, &vec![placement("P-2", "a"), placement("P-3", "z")]);
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
    let refused = merge_taking(&mut store, "a", "b", &[]);
    assert!(matches!(&refused, Err(StoreError::SameWorker { worker, .. }) if worker == "c"), "{refused:?}");
    whole(&store);
}

#[test]
fn the_files_of_before_change_nothing_after_a_merge() {
    let (_dir, mut store) = store();
    let rows = two_workers();
    import(&mut store, &rows);
    merge_taking(&mut store, "W-1", "W-2", &["phone"]).unwrap();
    let before = contents(&store);
    let (_, written) = import(&mut store, &rows);
    assert_eq!(outcomes(&written), ["unchanged"; 7]);
    assert_eq!(contents(&store), before);
    // News under either identifier is taken.
    let (_, written) = import(
        &mut store,
        &vec![
            vec![worker("W-1", &[("full_name", "Ana Cruz"), ("title", "RN")])],
            vec![worker("W-2", &[("full_name", "Ana de la Cruz")]), ielts("W-2", "2026-02-01", "9")],
        ],
    );
    assert_eq!(outcomes(&written), ["updated", "unchanged", "inserted"]);
    // A consent given anew is news, one that was overruled is not.
    let (_, written) = import(&mut store, &vec![vec![consent("W-1", &[("given", "1")])]]);
    assert_eq!(outcomes(&written), ["unchanged"]);
    let (_, written) =
        import(&mut store, &vec![vec![consent("W-1", &[("given", "1"), ("given_on", "2026-11-01")])]]);
    assert_eq!(outcomes(&written), ["updated"]);
}

#[test]
fn two_rows_with_news_of_one_survivor_are_not_settled_by_their_order() {
    let (_dir, mut store) = store();
    import(&mut store, &two_workers());
    merge_taking(&mut store, "W-1", "W-2", &[]).unwrap();
    let (_, written) = import(
        &mut store,
        &vec![vec![worker("W-1", &[("phone", "+638")])], vec![worker("W-2", &[("phone", "+639")])]],
    );
    let Written::Refused(problems) = &written[1] else { panic!("{written:?}") };
    assert!(matches!(&problems[..], [Problem::Duplicate { first_src: 1, .. }]), "{problems:?}");
}

#[test]
fn workers_kept_apart_stay_apart_until_it_is_taken_back() {
    let (_dir, mut store) = store();
    let rows = vec![vec![nurse("a", "PH")], vec![nurse("b", "PH")], vec![nurse("c", "PH")]];
    let (batch, _) = import(&mut store, &rows);
    let decision = apart(&mut store, "b", "a").unwrap();
    assert_eq!(apart(&mut store, "a", "b").unwrap(), decision, "saying it again changes nothing");
    let pairs =
        |store: &Store| kept_apart(&store.snapshot().unwrap()).unwrap().into_iter().collect::<Vec<_>>();
    assert_eq!(pairs(&store), [("a".to_owned(), "b".to_owned())]);
    // The pair is remembered by identifiers: also when the records go and come again.
    undo_batch(&mut store, batch, false).unwrap();
    import(&mut store, &rows);
    assert!(matches!(merge_taking(&mut store, "a", "b", &[]), Err(StoreError::KeptApart { .. })));
    // Who is one with one of the two is kept apart from the other.
    merge_taking(&mut store, "c", "b", &[]).unwrap();
    assert_eq!(pairs(&store), [("a".to_owned(), "c".to_owned())]);
    let refused = merge_taking(&mut store, "c", "a", &[]).unwrap_err().to_string();
    assert!(refused.contains("corridor review undo D-0001"), "{refused}");
    back(&mut store, decision).unwrap();
    assert_eq!(pairs(&store), []);
    merge_taking(&mut store, "c", "a", &[]).unwrap();
    let log = reviewed(&store, 10).unwrap();
    assert_eq!(log.iter().map(|d| d.taken_back.is_some()).collect::<Vec<_>>(), [false, false, true]);
    whole(&store);
}

#[test]
fn a_decision_about_what_changed_since_it_was_shown_is_refused() {
    let (_dir, mut store) = store();
    import(&mut store, &two_workers());
    let seen = store.snapshot().unwrap().compare("W-1", "W-2").unwrap().unwrap().seq;
    import(&mut store, &vec![vec![ielts("W-2", "2026-09-01", "9")]]);
    let held = lock(&store);
    let ask = Merge { keep: "W-1".into(), other: "W-2".into(), seen_seq: Some(seen), ..Merge::default() };
    let refused = merge(&mut store, &held, &ask, "tester", NOW);
    assert!(matches!(&refused, Err(StoreError::ChangedSinceShown(id)) if id == "W-2"), "{refused:?}");
}

#[test]
fn the_log_names_no_worker_and_tells_when_tables_were_altered() {
    let (_dir, mut store) = store();
    import(&mut store, &two_workers());
    let merged = merge_taking(&mut store, "W-1", "W-2", &[]).unwrap();
    back(&mut store, merged.decision).unwrap();
    apart(&mut store, "W-1", "W-2").unwrap();
    let entries = log_entries(&store).unwrap();
    let kinds: Vec<String> =
        entries.iter().map(|text| serde_json::from_str::<Entry>(text).unwrap().kind).collect();
    assert_eq!(kinds, ["batch", "decision", "taken-back", "decision"]);
    for entry in &entries {
        assert!(!entry.contains("W-1") && !entry.contains("W-2") && !entry.contains("Cruz"), "{entry}");
    }
    whole(&store);
    for (alter, said) in [
        ("DELETE FROM kept_apart", "D-0002 stands in the log and not in the store"),
        ("UPDATE merge SET undone_seq = NULL", "D-0001 is in force in the store and taken back in the log"),
        ("UPDATE decision SET facts = replace(facts, 'W-2', 'W-3')", "the facts of merge D-0001"),
    ] {
        store.conn.execute(alter, []).unwrap();
        let broken = log_state(&store).unwrap().broken;
        assert!(broken.iter().any(|line| line.contains(said)), "{alter}: {broken:?}");
    }
    let problems: Vec<String> = store.check().unwrap().into_iter().flat_map(|c| c.problems).collect();
    assert_eq!(problems, ["`W-2` was merged by D-0001 and is there all the same"]);
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
                let overall = columns(Kind::LanguageCertificate).table.column("overall").unwrap();
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
                row.push(cells(Kind::Consent, &all));
            }
            row
        },
    )
}

fn some_workers() -> impl Strategy<Value = Rows> {
    (some_worker(0), some_worker(1), some_worker(2), some_worker(3)).prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Any merges with any choices, taken back newest first, retrace their steps; every identifier leads to
    /// one worker that is there; the files of before change nothing; table and log agree at each step.
    #[test]
    fn merges_retrace_their_steps(
        rows in some_workers(),
        merges in proptest::collection::vec((0_usize..4, 0_usize..4, any::<u64>()), 1..4),
    ) {
        let (_dir, mut store) = store();
        import(&mut store, &rows);
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
            let merged = merge_taking(&mut store, &keep, &other, &names).unwrap();
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
        let (batch, written) = import(&mut store, &rows);
        prop_assert!(outcomes(&written).iter().all(|outcome| *outcome == "unchanged"), "{:?}", written);
        prop_assert_eq!(contents(&store), merged);
        undo_batch(&mut store, batch, false).unwrap();
        while let Some((before, decision)) = steps.pop() {
            back(&mut store, decision).unwrap();
            prop_assert_eq!(everything(&store), before);
            whole(&store);
        }
    }
}
