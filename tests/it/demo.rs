//! The demonstration, and the commands that the README names.

use crate::support::Project;

/// Runs the demonstration on a day, and gives its text.
fn demo_on(project: &Project, clock: &str, args: &[&str]) -> String {
    let ran: crate::support::Ran =
        project.command(args).env("CORRIDOR_CLOCK", clock).env("COLUMNS", "100").output().unwrap().into();
    assert_eq!(ran.code, Some(0), "{}\n{}", ran.out, ran.err);
    ran.out
}

#[test]
fn the_demo_walks_through_the_main_job_on_one_page() {
    let project = Project::new();
    let text = demo_on(&project, "2026-11-28T09:00:00Z", &["demo", "--data", "corridor-demo"]);
    insta::assert_snapshot!("demo", text);
    assert!(text.lines().count() <= 60, "{} lines", text.lines().count());
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{} columns: {line}", line.chars().count());
    }
}

#[test]
fn the_demo_says_the_same_on_any_day() {
    let project = Project::new();
    for args in [&["demo", "--data", "d"][..], &["demo", "--data", "d", "--full"]] {
        let early = demo_on(&project, "2024-02-29T23:59:59Z", args);
        let late = demo_on(&project, "2033-01-01T00:00:00Z", args);
        assert_eq!(early, late);
    }
}

#[test]
fn the_demo_in_full_shows_what_each_command_prints() {
    let project = Project::new();
    let text = demo_on(&project, "2026-11-28T09:00:00Z", &["demo", "--data", "d", "--full"]);
    let shown = text.split("\n2. ").nth(1).unwrap();
    insta::assert_snapshot!("demo_full", shown);
    for part in [
        "3 rows rejected, 5 cells left out",
        "Did you mean `Philippines (PH)`?",
        "recorded as decision D-0001",
        "active-recruitment-listed-origin (broken)",
        "applying alone to the public vacancy: clearance hold",
        "80 placements",
        "audit log: 2 entries, whole",
    ] {
        assert!(text.contains(part), "`{part}` is missing in:\n{text}");
    }
}

#[test]
fn the_demo_leaves_a_store_in_which_its_next_commands_work() {
    let project = Project::new();
    let text = project.ok(&["demo", "--data", "my demo"]);
    let next = text.split("\n6. ").nth(1).unwrap();
    let mut tried = 0;
    for line in next.lines().filter_map(|line| line.trim().strip_prefix("corridor ")) {
        // As a shell would: quotes hold words together, `>` sends the output elsewhere.
        let words = line.split(" > ").next().unwrap().split('\'').enumerate().flat_map(|(at, part)| {
            let parts: Vec<&str> = if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() };
            parts
        });
        let ran = project.run(&words.collect::<Vec<_>>());
        // An audit that finds a breach says so with 1.
        assert!(matches!(ran.code, Some(0 | 1)), "{line}\n{}\n{}", ran.out, ran.err);
        assert!(ran.out.lines().count() > 1, "{line}\n{}", ran.out);
        tried += 1;
    }
    assert!(tried >= 8, "{tried} commands in {next}");
}

#[test]
fn the_demo_keeps_to_its_data_directory_and_touches_no_other() {
    let project = Project::new();
    // The environment names one as well.
    project.ok(&["demo"]);
    assert!(project.path().join("data/corridor.db").is_file());
    // Again into the same one, and nothing is left there that the next time would not know.
    project.ok(&["demo"]);
    let ours = [
        "THIS-IS-A-DEMONSTRATION",
        "corridor.db",
        "files",
        "index",
        "locks",
        "packs",
        "profiles",
        "rejects",
        "reports",
        "stage",
    ];
    for entry in std::fs::read_dir(project.path().join("data")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(ours.contains(&name.trim_end_matches("-wal").trim_end_matches("-shm")), "{name}");
    }
    // Never over something else.
    project.file("mine/precious.txt", "x");
    let refused = project.run(&["demo", "--data", "mine"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("`mine` holds files that no demonstration made"), "{}", refused.err);
    assert!(project.path().join("mine/precious.txt").is_file());
    // Nor over what was imported into the store since.
    let more = project.file("more.csv", "worker_id,residence,occupation\nW-X,KE,2221\n");
    project.ok(&["import", more.to_str().unwrap()]);
    let refused = project.run(&["demo"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("holds more records than the demonstration made"), "{}", refused.err);
    // Without any a directory of its own is made.
    let mut plain = project.command(&["demo"]);
    plain.env_remove("CORRIDOR_DATA");
    assert_eq!(plain.output().unwrap().status.code(), Some(0));
    assert!(project.path().join("corridor-demo/corridor.db").is_file());
    assert!(!project.path().join("corridor-data").exists());
}

#[test]
fn the_files_of_the_demo_are_imported_as_shipped_and_change_nothing_twice() {
    let project = Project::new();
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo");
    let first = project.json(&["import", dir]);
    assert_eq!(first["left_out"][0]["file"], "PLANTED.csv", "{:#}", first["left_out"]);
    assert_eq!(first["left_out"].as_array().unwrap().len(), 1);
    assert_eq!(first["files"].as_array().unwrap().len(), 12);
    let inserted: u64 =
        first["counts"].as_object().unwrap().values().map(|c| c["inserted"].as_u64().unwrap()).sum();
    assert!(inserted > 4000, "{:#}", first["counts"]);
    let again = project.json(&["import", dir]);
    for (kind, counts) in again["counts"].as_object().unwrap() {
        assert_eq!((&counts["inserted"], &counts["updated"]), (&0.into(), &0.into()), "{kind}");
        assert_eq!(counts["unchanged"], first["counts"][kind]["inserted"], "{kind}");
    }
}

#[test]
fn every_planted_breach_is_found() {
    let project = Project::new();
    project.ok(&["demo", "--data", "d"]);
    let audit = project.json(&["audit", "--data", "d"]);
    let planted =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo/PLANTED.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(planted.as_bytes());
    let mut rules = std::collections::BTreeSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        let (placement, rule) = (&row[0], &row[1]);
        rules.insert(rule.to_owned());
        let one = project.json(&["audit", "--data", "d", "--placement", placement]);
        let findings = one["breaches"][0]["assessment"]["findings"].as_array().unwrap();
        let broken = findings.iter().any(|f| f["rule"] == rule && f["outcome"] == "broken");
        assert!(broken, "{placement} {rule}: {findings:#?}");
    }
    assert!(rules.len() >= 15, "{rules:?}");
    assert_eq!(audit["placements"], 80);
}

/// What the summary counts as blocked or on hold can be found, and table, JSON and CSV agree.
#[test]
fn an_audit_lists_whom_it_counts() {
    let project = Project::new();
    project.ok(&["demo", "--data", "d"]);
    for filter in [&[][..], &["--origin", "PH"], &["--destination", "DE"], &["--from", "2026-01-01"]] {
        let asked = [&["audit", "--data", "d"], filter].concat();
        let audit = project.json(&asked);
        let table = project.run(&asked).out;
        let csv = project.run(&[&asked[..], &["--format", "csv"]].concat()).out;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: std::collections::BTreeSet<(String, String)> = reader
            .records()
            .map(|row| row.unwrap())
            .map(|row| (row[0].to_owned(), row[3].to_owned()))
            .collect();
        for clearance in ["blocked", "hold"] {
            let counted = audit["clearances"][clearance].as_u64().unwrap_or_default();
            let listed = ["breaches", "held"].iter().flat_map(|list| audit[list].as_array().unwrap());
            let listed = listed.filter(|one| one["assessment"]["clearance"] == clearance).count() as u64;
            let in_csv = rows.iter().filter(|(_, said)| said == clearance).count() as u64;
            assert_eq!((listed, in_csv), (counted, counted), "{filter:?} {clearance}");
            assert!(counted == 0 || table.contains(&format!("; {counted} {clearance}")), "{table}");
        }
    }
}

#[test]
fn clean_placements_break_no_block_rule() {
    let project = Project::new();
    project.ok(&["demo", "--data", "d"]);
    let planted =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo/PLANTED.csv")).unwrap();
    let audit = project.json(&["audit", "--data", "d"]);
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
    project.ok(&["demo", "--data", "d"]);
    let refused = project.run(&["match", "--data", "d", "--opening", "O-DE-ICU-01"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("--channel"), "{}", refused.err);
    let unknown = project.run(&["match", "--data", "d", "--opening", "O-DE-ICU-02"]);
    assert!(unknown.err.contains("the nearest is `O-DE-ICU-01`"), "{}", unknown.err);
}

/// Nobody but its owner looks into a store, also into one of made-up people.
#[test]
#[cfg(unix)]
fn a_store_is_closed_to_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::new();
    project.ok(&["demo", "--dir", "d"]);
    project.file("w.csv", "worker_id,residence\nW-1,PH\n");
    project.ok(&["--data", "own", "import", "w.csv"]);
    for dir in ["d/data", "own"] {
        let path = project.path().join(dir);
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{dir}: {mode:o}");
    }
}
