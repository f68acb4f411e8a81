//! Failures as people and programs meet them: a message, a code, a way out, a place.

use crate::support::{Project, Ran};

/// The one JSON document on standard error.
fn document(ran: &Ran) -> serde_json::Value {
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
    let document: serde_json::Value =
        serde_json::from_str(&ran.err).unwrap_or_else(|_| panic!("{}", ran.err));
    let keys: Vec<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "message", "hint", "place"]);
    document
}

#[test]
fn a_failure_is_one_json_document_with_code_hint_and_place() {
    let project = Project::new();
    let run = |args: &[&str]| document(&project.run(&[args, &["--format", "json"]].concat()));
    let missing = run(&["search", "worker", "nurse"]);
    assert_eq!(missing["code"], "store-missing");
    assert!(missing["hint"].as_str().unwrap().contains("corridor import FILE"), "{missing}");
    assert!(missing["place"]["file"].as_str().unwrap().ends_with("data"), "{missing}");

    project.file("w.csv", "worker_id,full_name,residence\nW-0000105,Ana Testova,KE\n");
    project.ok(&["import", "w.csv"]);
    let unknown = run(&["match", "--worker", "W-0000106"]);
    assert_eq!(unknown["code"], "record-unknown");
    assert_eq!(unknown["hint"], "the nearest is `W-0000105`");
    assert_eq!(unknown["place"], serde_json::Value::Null);

    project.file("r.toml", "kind = \"worker\"\n\n[colums]\n");
    let recipe = run(&["import", "w.csv", "--recipe", "r.toml"]);
    assert_eq!(recipe["code"], "recipe-unknown-key");
    assert_eq!(
        (&recipe["place"]["file"], &recipe["place"]["row"]),
        (&"r.toml".into(), &3.into()),
        "{recipe}"
    );
    assert!(recipe["hint"].as_str().unwrap().contains("columns"), "{recipe}");

    project.file("n.csv", "Nurse ID,Country\nN1,PH\nN2,KE\n");
    let unclear = run(&["import", "n.csv", "--kind", "worker", "--strict"]);
    assert_eq!(unclear["code"], "import-unclear-headers");
    assert!(!unclear["message"].as_str().unwrap().contains("--map"), "{unclear}");
    assert!(unclear["hint"].as_str().unwrap().contains("--map 'Country=residence'"), "{unclear}");
}

#[test]
fn what_was_mistyped_names_the_nearest_in_json_too() {
    let project = Project::new();
    let run = |args: &[&str]| document(&project.run(&[args, &["--format", "json"]].concat()));
    let flag = run(&["match", "--wroker", "W-1"]);
    assert_eq!(
        (&flag["code"], &flag["hint"]),
        (&"usage-unknown-argument".into(), &"the nearest is `--worker`".into())
    );
    let command = run(&["serach"]);
    assert_eq!(
        (&command["code"], &command["hint"]),
        (&"usage-unknown-argument".into(), &"the nearest is `search`".into())
    );
    let kind = run(&["export", "wroker"]);
    assert_eq!(
        (&kind["code"], &kind["hint"]),
        (&"usage-invalid-value".into(), &"the nearest is `worker`".into())
    );
    let missing = run(&["why", "--opening", "O-1"]);
    assert_eq!(missing["code"], "usage-missing-argument");
    let people = project.run(&["export", "wroker"]);
    assert!(people.code == Some(2) && people.err.contains("the nearest is `worker`"), "{}", people.err);
}

#[test]
fn a_newer_store_and_a_foreign_file_say_what_is_needed() {
    use std::os::unix::fs::FileExt;
    let project = Project::new();
    project.file("w.csv", "worker_id,full_name,residence\nW-1,Ana Testova,KE\n");
    project.ok(&["import", "w.csv"]);
    let path = project.path().join("data/corridor.db");
    // The version of the schema stands in the header of the file, at byte 60.
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all_at(&99_u32.to_be_bytes(), 60).unwrap();
    let newer = project.run(&["doctor"]);
    assert_eq!(newer.code, Some(2));
    assert!(newer.err.contains("schema version 99") && newer.err.contains("versions up to"), "{}", newer.err);
    assert!(newer.err.contains("hint: use a newer version of corridor"), "{}", newer.err);
    std::fs::write(&path, "not a database, but long enough to be looked at as one".repeat(40)).unwrap();
    let foreign = document(&project.run(&["doctor", "--format", "json"]));
    assert!(["store-foreign", "store-unreadable"].contains(&foreign["code"].as_str().unwrap()), "{foreign}");
}

#[test]
fn every_code_is_explained() {
    let project = Project::new();
    let all = project.ok(&["rule"]);
    for (code, says) in [
        ("store-too-new", "newer version of the program"),
        ("usage-invalid-value", "not understood"),
        ("portability-months-reached", "{months} months"),
    ] {
        assert!(all.contains(code), "{code}");
        assert!(project.ok(&["rule", code]).contains(says), "{code}");
    }
    let unknown = document(&project.run(&["rule", "store-too-mew", "--format", "json"]));
    assert_eq!(
        (&unknown["code"], &unknown["hint"]),
        (&"rule-unknown".into(), &"the nearest is `store-too-new`".into())
    );
}
