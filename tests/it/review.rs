//! Two workers that may be one person: asked, decided, taken back.

use crate::support::{Project, Ran};
use serde_json::json;
use std::io::Write;
use std::process::Stdio;

const WORKERS: &str = "worker_id,full_name,birth_date,residence,occupation,phone,email,license_regulator,license_number,license_country,language_1_test,language_1_overall,language_1_taken_on,consent_match
W-1,Maria Santos,1990-04-03,PH,2221,+639171234567,,PRC,0123456,PH,ielts-academic,7.5,2025-04-03,yes
W-2,Santos Maria,1990-04-03,PH,2221,+639170000000,maria@example.org,PRC,0123456,PH,ielts-academic,7,2025-04-03,yes
W-3,Peter Otieno,1985-01-01,KE,2221,+254700000001,peter@example.org,NCK,77,KE,oet,,2025-01-01,yes
W-4,Peter Otieno,1985-01-01,KE,2221,+254700000001,peter@example.org,NCK,78,KE,oet,,2025-02-01,yes
";

/// A store with two pairs that look like one person each.
fn project() -> Project {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    project.ok(&["import", "w.csv"]);
    project
}

/// A session with these answers, a line each.
fn session(project: &Project, answers: &str) -> Ran {
    let mut child = project
        .command(&["review", "duplicates"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    child.wait_with_output().unwrap().into()
}

fn pairs(project: &Project) -> Vec<(String, String)> {
    let reply = project.json(&["review", "duplicates", "--list"]);
    let id = |pair: &serde_json::Value, side: &str| pair["comparison"][side].as_str().unwrap().to_owned();
    reply["pairs"].as_array().unwrap().iter().map(|pair| (id(pair, "left"), id(pair, "right"))).collect()
}

/// Log and tables are whole.
fn whole(project: &Project) {
    project.ok(&["audit", "verify"]);
    project.ok(&["doctor"]);
}

fn workers(project: &Project) -> u64 {
    let records = project.records();
    records.as_array().unwrap().iter().find(|pair| pair[0] == "worker").unwrap()[1].as_u64().unwrap()
}

#[test]
fn nothing_is_merged_without_an_answer() {
    let project = project();
    let before = project.records();
    let list = project.json(&["review", "duplicates", "--list"]);
    assert_eq!(list["waiting"], 2, "{list:#}");
    let first = &list["pairs"][0];
    assert!(first["probability"].as_f64().unwrap() >= 0.9);
    assert!(first["parts"].as_array().unwrap().iter().all(|part| part["because"]["text"].is_string()));
    for answers in ["", "q\n", "s\ns\n", "what\n\nx 1\nc 9\nm up\n"] {
        let ran = session(&project, answers);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains("0 merged, 0 kept apart"), "{answers:?}: {}", ran.out);
    }
    assert_eq!(project.records(), before);
    assert_eq!(project.json(&["review", "log"]), json!([]));
    whole(&project);
}

#[test]
fn a_session_shows_both_and_does_what_is_answered() {
    let project = project();
    let places = pairs(&project);
    let first = places.iter().position(|(left, _)| left == "W-1").unwrap();
    let skips = "s\n".repeat(first);
    // The phone of the right one; then taken back, and merged into the right one with the left one's name.
    let ran = session(&project, &format!("{skips}c 2\nm\nu\nright\nc 1\nm\n"));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for shown in [
        "» Maria Santos",
        "» +639170000000",
        "email",
        "In license, `PRC 0123456` stands on both sides.",
        "D-0001: `W-2` was merged into `W-1`",
        "the other's word holds: phone",
        "D-0001 taken back",
        "D-0002: `W-1` was merged into `W-2`",
        "the other's word holds: full_name",
        "1 merged, 0 kept apart",
    ] {
        assert!(ran.out.contains(shown), "`{shown}` is not in\n{}", ran.out);
    }
    assert_eq!(workers(&project), 3);
    let log = project.json(&["review", "log"]);
    assert_eq!(log[0]["decision"], "D-0002");
    assert_eq!(
        (&log[0]["left"], &log[0]["right"], &log[0]["taken_back"]),
        (&json!("W-2"), &json!("W-1"), &json!(null))
    );
    assert!(log[1]["taken_back"].is_array());
    assert_eq!(pairs(&project), [("W-3".to_owned(), "W-4".to_owned())]);
    whole(&project);
    project.ok(&["review", "undo", "D-0002"]);
    assert_eq!(pairs(&project), places);
    whole(&project);
}

#[test]
fn the_decision_about_the_last_pair_can_be_taken_back_too() {
    let project = project();
    let ran = session(&project, "k\nk\nu\nm\nu\nm\n");
    assert!(ran.out.contains("that was the last pair"), "{}", ran.out);
    assert!(ran.out.contains("1 merged, 1 kept apart, 0 skipped"), "{}", ran.out);
    let log = project.json(&["review", "log"]);
    let back: Vec<bool> = log.as_array().unwrap().iter().map(|d| d["taken_back"].is_array()).collect();
    assert_eq!(back, [false, true, true, false]);
    whole(&project);
}

#[test]
fn kept_apart_is_never_asked_again_until_it_is_taken_back() {
    let project = project();
    let decided = project.json(&["review", "decide", "--left", "W-4", "--right", "W-3", "--keep-apart"]);
    assert_eq!(decided["decision"], "D-0001");
    assert_eq!(pairs(&project).len(), 1);
    project.ok(&["undo", "B-0001"]);
    project.ok(&["import", "w.csv"]);
    assert_eq!(pairs(&project), [("W-1".to_owned(), "W-2".to_owned())]);
    let refused = project.run(&["review", "decide", "--left", "W-3", "--right", "W-4", "--merge"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("kept apart by D-0001"), "{}", refused.err);
    project.ok(&["review", "undo", "D-0001"]);
    assert_eq!(pairs(&project).len(), 2);
    whole(&project);
}

#[test]
fn a_merged_identifier_leads_to_the_survivor_everywhere() {
    let project = project();
    project.file("o.csv", "opening_id,occupation,destination\nO-1,2221,DE\n");
    project.file("p.csv", "placement_id,worker_id,opening_id,contact_date\nP-1,W-2,O-1,2026-01-01\n");
    project.ok(&["import", "o.csv", "p.csv"]);
    let merged = project.json(&[
        "review",
        "decide",
        "--left",
        "W-1",
        "--right",
        "W-2",
        "--merge",
        "--choose",
        "phone=right",
    ]);
    assert_eq!(merged["merged"]["taken_cells"], json!(["phone"]));
    // Asked by the merged identifier, the survivor answers.
    let matched = project.json(&["match", "--worker", "W-2", "--no-record"]);
    assert_eq!(matched["worker"], "W-1");
    assert_eq!(matched["results"][0]["worker"], "W-1");
    let why = project.run(&["why", "--opening", "O-1", "--worker", "W-2", "--format", "json"]);
    assert!(
        why.out.contains("\"worker\": \"W-1\"") && why.err.contains("`W-2` was merged into `W-1`"),
        "{}",
        why.err
    );
    project.ok(&["audit", "--placement", "P-1"]);
    let found = project.json(&["search", "worker", "nursing", "--limit", "9"]);
    let ids: Vec<&str> =
        found["results"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    assert_eq!((found["total"].as_u64(), ids.contains(&"W-1"), ids.contains(&"W-2")), (Some(3), true, false));
    let shortlist = project.json(&["match", "--opening", "O-1", "--no-record"]);
    assert_eq!(shortlist["admitted"], 3);
    // The files of before say nothing new; news under the merged identifier reaches the survivor.
    let again = project.json(&["import", "w.csv"]);
    assert_eq!(again["counts"]["worker"], json!({"inserted": 0, "updated": 0, "unchanged": 4}));
    assert_eq!(again["files"][0]["redirects"], json!([{"row": 3, "from": "W-2", "to": "W-1"}]));
    project.file("n.csv", "worker_id,residence,occupation,title\nW-2,PH,2221,Staff nurse\n");
    let news = project.json(&["import", "n.csv", "--dry-run"]);
    assert_eq!(news["changes"][0]["id"], "W-1", "{news:#}");
    project.ok(&["import", "n.csv"]);
    // What stands on the merge is named, from both ends.
    let refused = project.run(&["review", "undo", "D-0001"]);
    assert!(refused.err.contains("B-0004 changed `W-1` later"), "{}", refused.err);
    let refused = project.run(&["undo", "B-0001", "--cascade"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("corridor review undo D-0001"), "{}", refused.err);
    project.ok(&["undo", "B-0004"]);
    project.ok(&["review", "undo", "D-0001"]);
    assert_eq!(project.json(&["match", "--worker", "W-2", "--no-record"])["worker"], "W-2");
    assert_eq!(project.json(&["match", "--opening", "O-1", "--no-record"])["admitted"], 4);
    whole(&project);
}

#[test]
fn what_cannot_be_decided_is_said() {
    let project = project();
    let pair = ["review", "decide", "--left", "W-1", "--right", "W-2"];
    let ran = |more: &[&str]| project.run(&[&pair[..], more].concat());
    assert!(ran(&[]).err.contains("--merge"), "a verdict is needed");
    assert!(ran(&["--merge", "--keep-apart"]).err.contains("cannot be used with"));
    let unknown = ran(&["--merge", "--choose", "phones=right"]);
    assert!(
        unknown.err.contains("do not differ in `phones`") && unknown.err.contains("`phone`"),
        "{}",
        unknown.err
    );
    assert!(ran(&["--merge", "--choose", "phone"]).err.contains("such as `phone=right`"));
    let missing = project.run(&["review", "decide", "--left", "W-1", "--right", "W-22", "--merge"]);
    assert!(
        missing.err.contains("there is no worker `W-22`") && missing.err.contains("the nearest is"),
        "{}",
        missing.err
    );
    let same = project.run(&["review", "decide", "--left", "W-1", "--right", "W-1", "--merge"]);
    assert!(same.err.contains("are one worker already"), "{}", same.err);
    let nothing = project.run(&["review", "undo", "D-0007"]);
    assert!(nothing.err.contains("corridor review log"), "{}", nothing.err);
    let stale = ran(&["--merge", "--seen", "0"]);
    assert!(stale.err.contains("changed after the two workers were shown"), "{}", stale.err);
    assert_eq!(workers(&project), 4);
}

#[test]
fn the_log_tells_of_looks_and_decisions_and_names_nobody() {
    let project = project();
    session(&project, "m\nk\n");
    let log = project.ok(&["audit", "log", "--canonical"]);
    let kinds: Vec<String> = log
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(kinds, ["batch", "look", "decision", "decision"]);
    for name in ["W-1", "W-2", "W-3", "W-4", "Santos", "Otieno", "0123456"] {
        assert!(!log.contains(name), "{name} stands in the log");
    }
    whole(&project);
}

#[test]
fn a_merged_identifier_that_leads_nowhere_is_found() {
    let project = project();
    project.ok(&["review", "decide", "--left", "W-1", "--right", "W-2", "--merge"]);
    whole(&project);
    let db = rusqlite::Connection::open(project.path().join("data/corridor.db")).unwrap();
    db.execute("UPDATE merge SET keep_id = 'W-9'", []).unwrap();
    drop(db);
    for args in [&["audit", "verify"][..], &["doctor"][..]] {
        let ran = project.run(args);
        assert_eq!(ran.code, Some(1), "{args:?}");
        assert!(
            ran.out.contains("`W-2` was merged by D-0001 and leads to `W-9`, which is not there"),
            "{}",
            ran.out
        );
    }
}
