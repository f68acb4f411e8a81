//! What the README says can be done.

use crate::support::Project;

const README: &str = include_str!("../../README.md");

#[test]
fn every_command_of_the_readme_is_one() {
    let project = Project::new();
    let mut seen = 0;
    for line in README.lines().filter_map(|line| line.strip_prefix("corridor ")) {
        let words: Vec<&str> = line.split('#').next().unwrap().split_whitespace().collect();
        let mut args = vec![words[0]];
        // A subcommand of a command.
        if let Some(word) = words.get(1).filter(|word| {
            ["policy", "review", "resolve"].contains(&args[0]) || ["verify", "batch"].contains(word)
        }) {
            args.push(word);
        }
        args.push("--help");
        let help = project.ok(&args);
        for flag in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(flag), "`{flag}` of `{line}` is not in the help:\n{help}");
        }
        seen += 1;
    }
    assert!(seen >= 8, "{seen} commands");
}

#[test]
fn the_test_command_is_the_one_that_ci_runs() {
    let ci = include_str!("../../.ci/run");
    assert!(README.contains("\ncargo test\n") && ci.contains("\ncargo test\n"));
}

#[test]
fn the_tour_works_as_written() {
    let project = Project::new();
    let template = project.ok(&["template", "worker", "--wide"]);
    project.file("workers.csv", template);
    project.file("openings.csv", "opening_id,occupation,destination\nO-1,2221,DE\n");
    let report = project.json(&["import", "workers.csv", "openings.csv", "--dry-run"]);
    assert_eq!(report["files"][0]["findings"], serde_json::json!([]), "the template is valid: {report:#}");
    project.ok(&["import", "workers.csv", "openings.csv"]);
    project.ok(&["match", "--opening", "O-1", "--channel", "active", "--explain", "--include-blocked"]);
    project.ok(&["why", "--opening", "O-1", "--worker", "W-0001", "--channel", "active"]);
    project.ok(&["match", "--worker", "W-0001"]);
    project.ok(&["audit", "verify"]);
    project.ok(&["doctor"]);
    project.ok(&["reindex"]);
}
