//! Policy packs as a ministry meets them: listed, copied, changed, checked, put in the place of one that came along.

use crate::support::Project;

#[test]
fn the_packs_in_use_are_sound() {
    let project = Project::new();
    assert!(project.ok(&["policy", "lint"]).contains("nothing found"));
    assert!(project.ok(&["policy", "test"]).contains("nothing found"));
    let packs = project.json(&["policy", "list"]);
    let packs = packs.as_array().unwrap();
    assert!(packs.len() >= 5 && packs.iter().all(|pack| pack["compiled_in"] == true), "{packs:?}");
    let facts = project.json(&["policy", "facts"]);
    assert!(facts.as_array().unwrap().iter().any(|fact| fact["name"] == "contact_date"));
}

#[test]
fn a_pack_is_copied_changed_and_checked_before_it_is_used() {
    let project = Project::new();
    project.ok(&["policy", "copy", "who-global-code", "--out", "data/policy/who"]);
    assert_eq!(project.run(&["policy", "copy", "who-global-code", "--out", "data/policy/who"]).code, Some(2));
    assert!(project.ok(&["policy", "lint", "data/policy/who"]).contains("nothing found"));
    let path = project.path().join("data/policy/who/rules.toml");
    let rules = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, rules.replacen("c.contact_initiated_by", "c.contact_begun_by", 1)).unwrap();
    for (command, told) in
        [("lint", "`contact_begun_by`, which is no fact"), ("test", "it lacks contact_begun_by")]
    {
        let ran = project.run(&["policy", command, "data/policy/who"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.out.contains(told), "{}", ran.out);
    }
    // A change that holds: the pack of the data directory takes the place of the other.
    std::fs::write(&path, &rules).unwrap();
    let manifest = project.path().join("data/policy/who/pack.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("edition = \"", "edition = \"draft-")).unwrap();
    let packs = project.json(&["policy", "list"]);
    let pack = packs.as_array().unwrap().iter().find(|pack| pack["id"] == "who-global-code").unwrap();
    assert_eq!(pack["compiled_in"], false);
    assert!(pack["edition"].as_str().unwrap().starts_with("draft-"), "{pack}");
    assert_eq!(packs.as_array().unwrap().iter().filter(|pack| pack["id"] == "who-global-code").count(), 1);
}

#[test]
fn editions_that_overlap_and_packs_that_are_not_there_are_named() {
    let project = Project::new();
    let ran = project.run(&["policy", "copy", "who-global-cod", "--out", "x"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("the nearest is `who-global-code`"), "{}", ran.err);
    assert_eq!(project.run(&["policy", "lint", "nowhere"]).code, Some(2));
    project.ok(&["policy", "copy", "who-global-code", "--out", "who"]);
    let path = project.path().join("who/regimes.csv");
    let regimes = std::fs::read_to_string(&path).unwrap();
    let twice = format!("{regimes}{}\n", regimes.trim_end().lines().last().unwrap());
    std::fs::write(&path, twice).unwrap();
    let ran = project.run(&["policy", "lint", "who"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("are in force on the same day"), "{}", ran.out);
}
