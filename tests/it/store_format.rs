//! Stores written by earlier versions are opened by this one.

use crate::support::Project;

#[test]
fn the_store_of_the_first_version_is_opened() {
    let project = Project::new();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/store-v1/corridor.db");
    std::fs::create_dir_all(project.path().join("data")).unwrap();
    std::fs::copy(kept, project.path().join("data/corridor.db")).unwrap();
    let doctor = project.json(&["doctor"]);
    assert_eq!(doctor["seq"], 2, "two batches: {doctor:#}");
    assert_eq!(doctor["log"]["broken"], serde_json::json!([]));
    assert!(project.ok(&["search", "worker", "nursing"]).contains("00123"));
    project.ok(&["audit", "verify"]);
}
