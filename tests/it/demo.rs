//! The demonstration, and the commands that the README names.

use crate::support::Project;

#[test]
fn the_demo_walks_through_the_main_job() {
    let project = Project::new();
    let text = project.ok(&["demo", "--dir", "d"]);
    // What a person sees of the shortlist, the flags and the audit, with the directory made stable.
    let shown = text.split("──── 2").nth(1).unwrap().replace('\\', "/");
    insta::assert_snapshot!("demo", shown);
    for part in [
        "9 rows rejected",
        "did you mean `Philippines (PH)`?",
        "recorded as decision D-0001",
        "active-recruitment-listed-origin (broken)",
        "applying alone to the public vacancy: clearance clear",
        "80 placements",
        "audit log: 2 entries, whole",
    ] {
        assert!(text.contains(part), "`{part}` is missing in:\n{text}");
    }
    // Again into the same directory; but never over something else.
    project.ok(&["demo", "--dir", "d"]);
    project.file("mine/precious.txt", "x");
    let refused = project.run(&["demo", "--dir", "mine"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("was not made by a demonstration"), "{}", refused.err);
    assert!(project.path().join("mine/precious.txt").is_file());
}

#[test]
fn every_planted_breach_is_found() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let audit = project.json(&["audit", "--data", "d/data"]);
    let planted =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo/PLANTED.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(planted.as_bytes());
    let mut rules = std::collections::BTreeSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        let (placement, rule) = (&row[0], &row[1]);
        rules.insert(rule.to_owned());
        let one = project.json(&["audit", "--data", "d/data", "--placement", placement]);
        let findings = one["breaches"][0]["assessment"]["findings"].as_array().unwrap();
        let broken = findings.iter().any(|f| f["rule"] == rule && f["outcome"] == "broken");
        assert!(broken, "{placement} {rule}: {findings:#?}");
    }
    assert!(rules.len() >= 15, "{rules:?}");
    assert_eq!(audit["placements"], 80);
}

#[test]
fn clean_placements_break_no_block_rule() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let planted =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo/PLANTED.csv")).unwrap();
    let audit = project.json(&["audit", "--data", "d/data"]);
    for one in audit["breaches"].as_array().unwrap() {
        let id = one["placement"].as_str().unwrap();
        let blocked = one["assessment"]["clearance"] == "blocked";
        assert!(
            !blocked || planted.contains(&format!("{id},")),
            "{id} is blocked and was not planted: {one:#}"
        );
    }
}

#[test]
fn portability_and_rules_explain_themselves() {
    let project = Project::new();
    let text = project.ok(&[
        "portability",
        "--origin",
        "PH",
        "--destination",
        "DE",
        "--nationality",
        "PH",
        "--months",
        "36",
        "--origin-months",
        "60",
        "--as-of",
        "2026-11-01",
    ]);
    insta::assert_snapshot!("portability_ph_de", text);
    let rule = project.ok(&["rule", "identity-document-retained"]);
    assert!(rule.contains("## What it checks") && rule.contains("## Source"), "{rule}");
    assert!(project.ok(&["rule", "REC005"]).contains("license-dates-reversed"));
    assert_eq!(project.run(&["rule", "identity-document-retaned"]).code, Some(2));
}

#[test]
fn a_recruiters_opening_needs_a_channel() {
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    let refused = project.run(&["match", "--data", "d/data", "--opening", "O-DE-ICU-01"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("--channel"), "{}", refused.err);
    let unknown = project.run(&["match", "--data", "d/data", "--opening", "O-DE-ICU-02"]);
    assert!(unknown.err.contains("the nearest is `O-DE-ICU-01`"), "{}", unknown.err);
}
