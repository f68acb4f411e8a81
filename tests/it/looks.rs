//! What people see of every command on the data of the demonstration: a change of the words is seen in review.
//!
//! `INSTA_UPDATE=always cargo test --test it looks` takes a change over.

use crate::support::Project;

/// Commands by the name of their snapshot. What takes the batch out comes last.
const LOOKS: [(&str, &str); 30] = [
    ("template", "template"),
    ("template_worker", "template worker"),
    ("search", "search worker dialysis --limit 3"),
    ("show", "show opening O-DE-ICU-01"),
    ("show_blind", "show worker W-0000001"),
    ("match_opening", "match --opening O-DE-ICU-01 --channel direct --top 5 --no-record"),
    ("match_worker", "match --worker W-0000001 --top 5 --no-record"),
    ("why", "why --opening O-DE-ICU-01 --worker W-0000001 --channel direct"),
    ("plan", "plan --worker W-0000001 --destination GB"),
    ("language", "language --worker W-0000001 --destination GB"),
    ("compare", "compare --curriculum C-006 --destination DE"),
    ("harmonize", "harmonize --occupation 2221 --origin IN"),
    ("portability", "portability --origin PH --destination DE --nationality PH --months 36"),
    ("audit", "audit --origin PH"),
    ("audit_placement", "audit --placement P-001"),
    ("audit_columns", "audit --columns placement,clearance,rule --origin PH"),
    ("rules", "rule"),
    ("rule", "rule REC025"),
    ("policy_list", "policy list"),
    ("policy_test", "policy test"),
    ("policy_facts", "policy facts"),
    ("dedupe", "dedupe --limit 2"),
    ("resolve_countries", "resolve countries --value Philippinen"),
    ("resolve_occupations", "resolve occupations --title nurse"),
    ("resolve_certificates", "resolve certificates --value IELTS-7.5"),
    ("resolve_regulators", "resolve regulators --value NMC"),
    ("review_log", "review log"),
    ("report", "report batch B-0001"),
    ("reindex", "reindex"),
    ("undo", "undo B-0001"),
];

#[test]
fn every_command_looks_as_it_did() {
    let project = Project::new();
    let run = |command: &str| {
        let args: Vec<&str> = command.split(' ').collect();
        let mut command = project.command(&args);
        command.env("CORRIDOR_CLOCK", "2026-11-01T08:00:00Z").env("COLUMNS", "100");
        let out = command.output().unwrap();
        assert!(matches!(out.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&out.stderr));
        let here = project.path().display().to_string();
        String::from_utf8(out.stdout).unwrap().replace(&here, "HERE").replace('\\', "/")
    };
    run("demo");
    for (name, command) in LOOKS {
        insta::assert_snapshot!(name, run(command), command);
    }
}
