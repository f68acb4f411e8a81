//! Stores written by earlier versions are opened by this one.

use crate::support::Project;

/// A project whose store is the one that an earlier version wrote.
fn kept(version: &str) -> Project {
    let project = Project::new();
    let kept = format!("{}/tests/data/{version}/corridor.db", env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir_all(project.path().join("data")).unwrap();
    std::fs::copy(kept, project.path().join("data/corridor.db")).unwrap();
    project
}

#[test]
fn the_store_of_the_first_version_is_opened() {
    let project = kept("store-v1");
    let doctor = project.json(&["doctor"]);
    assert_eq!(doctor["seq"], 2, "two batches: {doctor:#}");
    assert_eq!(doctor["log"]["broken"], serde_json::json!([]));
    assert!(project.ok(&["search", "worker", "nursing"]).contains("00123"));
    project.ok(&["audit", "verify"]);
}

/// The identifiers of all workers, those included whom a search does not find.
fn workers(project: &Project) -> Vec<String> {
    let all = project.json(&["export", "worker"]);
    all.as_array().unwrap().iter().map(|one| one["worker_id"].as_str().unwrap().to_owned()).collect()
}

/// It is migrated: what came later works on it.
#[test]
fn workers_of_the_first_version_can_be_merged() {
    let project = kept("store-v1");
    let ids = workers(&project);
    assert_eq!(ids.len(), 2);
    project.ok(&["review", "decide", "--left", &ids[0], "--right", &ids[1], "--merge"]);
    assert_eq!(workers(&project).len(), 1);
    project.ok(&["review", "undo", "D-0001"]);
    assert_eq!(workers(&project).len(), 2);
    project.ok(&["audit", "verify"]);
    project.ok(&["doctor"]);
}

#[test]
fn the_store_of_the_second_version_is_opened() {
    let project = kept("store-v2");
    project.ok(&["audit", "verify"]);
    project.ok(&["doctor"]);
    assert_eq!(project.json(&["match", "--worker", "00124", "--no-record"])["worker"], "00123");
    let waiting = project.json(&["review", "duplicates", "--list"]);
    assert_eq!((&waiting["waiting"], &waiting["kept_apart"]), (&serde_json::json!(0), &serde_json::json!(1)));
    let log = project.json(&["review", "log"]);
    assert_eq!(log.as_array().unwrap().len(), 3);
    assert!(log[0]["taken_back"].is_array());
    project.ok(&["review", "undo", "D-0001"]);
    assert_eq!(project.json(&["match", "--worker", "00124", "--no-record"])["worker"], "00124");
    assert_eq!(workers(&project).len(), 4);
    // One of them refuses to be matched.
    assert_eq!(project.json(&["search", "worker"])["total"], 3);
    project.ok(&["audit", "verify"]);
}
