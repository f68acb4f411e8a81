//! What every command does alike: help with examples that run, one document or rows, columns, `--out`, settings.

use crate::support::Project;
use serde_json::Value;

/// A store with the data of the demonstration, and the files that the examples name.
fn demo() -> Project {
    let project = Project::new();
    project.ok(&["demo"]);
    let template = project.ok(&["template", "worker", "--wide"]);
    project.file("workers.csv", template);
    project.ok(&["policy", "copy", "who-global-code", "--out", "draft"]);
    project.file("openings.csv", "opening_id,occupation,destination\nO-1,2221,DE\n");
    project.file("staff.csv", "id,title,nationality\n1,Staff nurse,Filipino\n2,Midwife,Ugandan\n");
    project.file(
        "people.csv",
        "id,name,birth_date,phone\n1,Ana Cruz,1990-01-02,+639171234567\n2,Ana Maria Cruz,1990-01-02,+639171234567\n",
    );
    project.file("pairs.csv", "id,one,other\n1,Ana Cruz,Ana Maria Cruz\n");
    project.file("questions.csv", "id,title\n1,nurse\n");
    project
}

/// What an auditor keeps elsewhere.
fn keep(project: &Project) {
    project.ok(&["audit", "checkpoint", "--out", "kept.txt"]);
    project.ok(&["audit", "prove", "1", "--out", "proof.txt"]);
    project.ok(&["audit", "export", "--case", "P-006", "--out", "case.zip"]);
}

/// The words of a line as a shell parts them: quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('\'').enumerate() {
        if place % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The commands that a help page lists.
fn commands(help: &str) -> Vec<String> {
    let Some(list) = help.split("\nCommands:").nth(1) else { return Vec::new() };
    let list = list.split("\n\n").next().unwrap();
    let named = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = named.map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| name != "help").collect()
}

/// What names the keys and requests of somebody else, or a decision that the demonstration has not taken.
const OF_OTHERS: &[&str] = &["audit witness", "review undo"];

#[test]
fn every_example_of_the_help_runs_on_the_demonstration() {
    let project = demo();
    let names = commands(&project.ok(&["--help"]));
    assert!(names.len() >= 27, "{names:?}");
    // Undoing the batch comes last: the others need its records.
    let (last, first): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| *name == "undo");
    let mut paths = vec![String::new()];
    for name in first.into_iter().chain(last) {
        let below = commands(&project.ok(&[&name, "--help"]));
        paths.push(name.clone());
        paths.extend(below.iter().map(|below| format!("{name} {below}")));
    }
    let mut wrong = Vec::new();
    for path in paths {
        let help = [path.split_whitespace().collect(), vec!["--help"]].concat();
        let help = project.ok(&help);
        let examples: Vec<&str> = help
            .lines()
            .skip_while(|line| *line != "Examples:")
            .skip(1)
            .take_while(|line| !line.is_empty())
            .map(|line| line.trim().strip_prefix("corridor ").unwrap())
            .collect();
        assert_eq!(examples.len(), 2, "{help}");
        for example in examples {
            // The batch is out after the first example.
            let twice = example == "undo B-0001 --cascade";
            if twice || path.is_empty() || OF_OTHERS.contains(&&*path) {
                continue;
            }
            let words = words(example);
            let args: Vec<&str> = words.iter().map(String::as_str).collect();
            if example.ends_with("--out case.zip") {
                // Nothing is written over.
                let _ = std::fs::remove_file(project.path().join("case.zip"));
            }
            let ran = project.run(&args);
            if !matches!(ran.code, Some(0 | 1)) || ran.out.is_empty() && ran.err.is_empty() {
                wrong.push(format!("corridor {example}\n{}\n{}", ran.out, ran.err));
            }
        }
        if path == "demo" {
            // Its examples make the store anew.
            keep(&project);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn global_options_stand_under_a_heading_behind_those_of_the_command() {
    let project = Project::new();
    let help = project.ok(&["why", "--help"]);
    let own = help.find("--opening").unwrap();
    let heading = help.find("Global options:").unwrap();
    let global = help.find("--data").unwrap();
    assert!(own < heading && heading < global, "{help}");
    let top = project.ok(&["--help"]);
    assert!(top.contains("Exit codes: 0 done"), "{top}");
}

/// Arguments of each command that reads, and of some that write.
const ASKED: [&[&str]; 44] = [
    &["search", "worker", "nurse"],
    &["show", "worker", "W-0000001"],
    &["match", "--opening", "O-DE-ICU-01", "--channel", "direct"],
    &["match", "--worker", "W-0000001"],
    &["match", "--worker", "W-0000001", "--policy", "draft"],
    &["why", "--opening", "O-DE-ICU-01", "--worker", "W-0000001", "--channel", "direct"],
    &["plan", "--worker", "W-0000001", "--destination", "GB"],
    &["language", "--worker", "W-0000001", "--destination", "GB"],
    &["compare", "--curriculum", "C-006", "--destination", "DE"],
    &["harmonize", "--occupation", "2221", "--origin", "IN"],
    &["portability", "--origin", "PH", "--destination", "DE", "--months", "36"],
    &["portability", "--origin", "PH", "--destination", "DE", "--months", "36", "--branch", "old-age"],
    &["audit"],
    &["audit", "verify"],
    &["audit", "checkpoint"],
    &["audit", "fees"],
    &["audit", "--rule", "recruitment-fee-or-cost-charged"],
    &["audit", "returns"],
    &["audit", "agreements"],
    &["audit", "evidence"],
    &["audit", "export", "--case", "P-006", "--out", "case.zip"],
    &["audit", "verify-bundle", "case.zip"],
    &["report", "who-code", "--year", "2026"],
    &["report", "origin-impact", "--year", "2026"],
    &["audit", "rejudge"],
    &["audit", "log"],
    &["audit", "prove", "0"],
    &["replay", "D-0001"],
    &["rule"],
    &["rule", "REC025"],
    &["rule", "active-recruitment-listed-origin"],
    &["policy", "list"],
    &["policy", "lint"],
    &["policy", "facts"],
    &["policy", "show", "who-global-code"],
    &["policy", "diff", "who-global-code", "gb-code-of-practice"],
    &["policy", "hash"],
    &["dedupe", "--limit", "3"],
    &["review", "log"],
    &["resolve", "countries", "--value", "Uganda"],
    &["report", "batch", "B-0001"],
    &["doctor"],
    &["template"],
    &["config"],
];

#[test]
fn every_command_prints_one_document_or_rows_of_one_length() {
    let project = demo();
    for args in ASKED {
        let with = |format: &str| {
            let mut all = args.to_vec();
            all.extend(["--format", format]);
            if args.contains(&"export") && args.contains(&"case.zip") {
                // Nothing is written over.
                let _ = std::fs::remove_file(project.path().join("case.zip"));
            }
            if args.contains(&"verify-bundle") && !project.path().join("case.zip").exists() {
                project.ok(&["audit", "export", "--case", "P-006", "--out", "case.zip"]);
            }
            let ran = project.run(&all);
            assert!(matches!(ran.code, Some(0 | 1)), "{all:?}\n{}\n{}", ran.out, ran.err);
            ran.out
        };
        let json = with("json");
        let document = serde_json::from_str::<Value>(&json);
        assert!(document.is_ok_and(|value| value.is_object() || value.is_array()), "{args:?}\n{json}");
        let csv = with("csv");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let headers = reader.headers().unwrap().clone();
        assert!(!headers.is_empty(), "{args:?}");
        for header in &headers {
            let plain = header.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            assert!(plain, "{args:?}: `{header}`");
        }
        for record in reader.records() {
            assert!(record.is_ok(), "{args:?}: {record:?}");
        }
        // The first column alone, in a table and in CSV.
        let mut all = args.to_vec();
        all.extend(["--columns", headers.get(0).unwrap()]);
        if args.contains(&"export") && args.contains(&"case.zip") {
            let _ = std::fs::remove_file(project.path().join("case.zip"));
        }
        assert!(matches!(project.run(&all).code, Some(0 | 1)), "{all:?}");
    }
}

#[test]
fn what_cannot_be_printed_so_is_refused_with_the_reason() {
    let project = demo();
    for (args, reason) in [
        (&["demo", "--format", "json"][..], "walks a person through"),
        (&["completions", "bash", "--format", "csv"], "for a shell alone"),
        (&["policy", "list", "--format", "json", "--columns", "id"], "`--columns` chooses columns"),
        (&["policy", "list", "--columns", "editon"], "the nearest is `edition`"),
        (&["export", "opening", "--columns", "occupatio"], "the nearest is `occupation`"),
        (&["export", "worker", "--columns", "worker_id,sex"], "`--identified --purpose TEXT`"),
    ] {
        let ran = project.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.out.is_empty() && ran.err.contains(reason), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_dry_run_makes_no_data_directory() {
    let project = Project::new();
    project.file("workers.csv", "worker_id,residence,occupation\nW-1,PH,2221\n");
    let out = project.ok(&["import", "workers.csv", "--dry-run"]);
    assert!(out.contains("1 inserted"), "{out}");
    for args in [&["doctor"][..], &["search", "worker", "nurse"], &["audit", "verify"]] {
        assert_eq!(project.run(args).code, Some(2), "{args:?}");
    }
    assert!(!project.path().join("data").exists());
}

#[cfg(unix)]
#[test]
fn what_out_points_at_is_written_and_never_replaced() {
    let project = demo();
    let commands: [&[&str]; 6] = [
        &["export", "opening", "--out"],
        &["report", "batch", "B-0001", "--out"],
        &["harmonize", "--occupation", "2221", "--origin", "IN", "--html"],
        &["dedupe", "people.csv", "--pairs"],
        &["normalize-csv", "staff.csv", "--out"],
        &["import", "openings.csv", "--dry-run", "--report"],
    ];
    for (place, command) in commands.into_iter().enumerate() {
        let target = project.file(&format!("target-{place}"), "before");
        let link = project.path().join(format!("link-{place}"));
        std::os::unix::fs::symlink(&target, &link).unwrap();
        for out in [link.to_str().unwrap(), "/dev/null", "-"] {
            let mut args = command.to_vec();
            args.push(out);
            let ran = project.run(&args);
            assert_eq!(ran.code, Some(0), "{args:?}\n{}", ran.err);
            assert!(out != "-" || !ran.out.is_empty(), "{args:?}");
        }
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink(), "{command:?}");
        assert_ne!(std::fs::read_to_string(&target).unwrap(), "before", "{command:?}");
    }
    assert!(!project.path().join("-").exists());
}

#[test]
fn settings_come_from_flags_the_environment_a_file_and_defaults_in_that_order() {
    let project = Project::new();
    project.file("corridor.toml", "data = \"store\"\nformat = \"json\"\n");
    project.file("below/here/keep", "");
    let from = |args: &[&str], environment: bool| -> Vec<(String, String)> {
        let mut command = project.command(args);
        command.current_dir(project.path().join("below/here"));
        if !environment {
            command.env_remove("CORRIDOR_DATA");
        }
        let out = command.output().unwrap();
        let reply: Value = serde_json::from_slice(&out.stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let settings = reply["settings"].as_array().unwrap().iter();
        settings.map(|one| (text(&one["value"]), text(&one["from"]))).collect()
    };
    let settings = from(&["config"], false);
    assert!(settings[0].0.ends_with("store") && settings[0].1 == "file", "{settings:?}");
    assert_eq!(settings[1], ("json".to_owned(), "file".to_owned()));
    assert_eq!(settings[2], ("60".to_owned(), "default".to_owned()));
    assert_eq!(from(&["config"], true)[0].1, "environment");
    assert_eq!(from(&["config", "--data", "x", "--wait", "3"], true)[0].1, "flag");
    project.file("corridor.toml", "formt = \"json\"\n");
    let ran = project.run(&["doctor"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("corridor.toml") && ran.err.contains("the nearest is `format`"), "{}", ran.err);
}

#[test]
fn a_record_is_shown_blind_and_with_a_purpose_whole() {
    let project = demo();
    let blind = project.json(&["show", "worker", "W-0000001"]);
    assert!(blind["record"].get("family_name").is_none() && blind["record"]["worker_id"] == "W-0000001");
    assert!(blind["left_out"].as_array().unwrap().iter().any(|name| name == "family_name"), "{blind:#}");
    assert_eq!(project.run(&["show", "worker", "W-0000001", "--identified"]).code, Some(2));
    let whole = project.json(&[
        "show",
        "worker",
        "W-0000001",
        "--identified",
        "--purpose",
        "an interview was agreed",
    ]);
    assert!(whole["record"].get("family_name").is_some(), "{whole:#}");
    assert!(project.ok(&["audit", "log", "--canonical"]).contains("an interview was agreed"));
    let ran = project.run(&["show", "opening", "O-DE-ICU-1"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("the nearest is `O-DE-ICU-01`"), "{}", ran.err);
    let part = project.json(&["show", "license", "W-0000001"]);
    assert!(part["record"].is_null(), "{part:#}");
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let project = Project::new();
    let names = commands(&project.ok(&["--help"]));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = project.ok(&["completions", shell]);
        assert!(names.iter().all(|name| script.contains(name)), "{shell}");
    }
    project.ok(&["man", "pages"]);
    let top = std::fs::read_to_string(project.path().join("pages/corridor.1")).unwrap();
    assert!(top.contains("Exit codes"), "{top}");
    for name in names {
        let page = project.path().join(format!("pages/corridor-{name}.1"));
        assert!(page.is_file(), "{}", page.display());
    }
}

#[test]
fn identifiers_stay_whole_on_a_narrow_terminal() {
    let project = demo();
    let mut command = project.command(&["match", "--opening", "O-DE-ICU-01", "--channel", "direct"]);
    let out = command.env("COLUMNS", "60").output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let reply = project.json(&["match", "--opening", "O-DE-ICU-01", "--channel", "direct"]);
    for result in reply["results"].as_array().unwrap() {
        assert!(text.contains(result["worker"].as_str().unwrap()), "{text}");
    }
}

#[test]
fn a_wrong_column_is_told_before_anything_is_done() {
    let project = demo();
    let (before, entries) = (project.records(), project.json(&["audit", "log"]));
    let made = |name: &str| project.path().join(name).exists();
    project.file("more.csv", "worker_id,residence,occupation\nW-NEW,PH,2221\n");
    let commands: [&[&str]; 8] = [
        &["import", "more.csv", "--columns", "kind,insertd"],
        &["undo", "B-0001", "--columns", "batsh"],
        &["reindex", "--columns", "knd"],
        &["match", "--opening", "O-DE-ICU-01", "--channel", "direct", "--columns", "scor"],
        &["generate", "--workers", "1", "--openings", "1", "--out", "made", "--columns", "fil"],
        &["normalize-csv", "more.csv", "--out", "made", "--columns", "colums"],
        &["policy", "copy", "who-global-code", "--out", "made", "--columns", "fil"],
        &["man", "made", "--columns", "fil"],
    ];
    for args in commands {
        let ran = project.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}\n{}", ran.out);
        assert!(ran.err.contains("has no column") && ran.err.contains("the nearest is"), "{}", ran.err);
        assert!(!made("made"), "{args:?}");
    }
    assert_eq!(project.records(), before);
    assert_eq!(project.json(&["audit", "log"]), entries, "nothing was recorded");
}

#[test]
fn export_gives_the_columns_asked_for_in_their_order() {
    let project = demo();
    let csv = project.ok(&["export", "opening", "--columns", "destination,opening_id"]);
    assert_eq!(csv.lines().next(), Some("destination,opening_id"));
    let ran = project.run(&["export", "worker", "--columns", "worker_id,residence"]);
    assert!(ran.out.starts_with("worker_id,residence\n") && !ran.err.contains("left out"), "{}", ran.err);
}

#[test]
fn the_blind_view_has_neither_sex_nor_nationality() {
    let project = demo();
    for kind in ["worker", "placement"] {
        let csv = project.ok(&["export", kind]);
        let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
        assert!(!header.contains(&"sex") && !header.contains(&"nationalities"), "{header:?}");
        let with = ["export", kind, "--identified", "--purpose", "a check of the ministry"];
        let csv = project.ok(&with);
        let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
        assert!(header.contains(&"sex") && header.contains(&"nationalities"), "{header:?}");
    }
    assert!(project.ok(&["audit", "log", "--canonical"]).contains("a check of the ministry"));
    let shown = project.json(&["show", "worker", "W-0000001"]);
    for column in ["sex", "nationalities", "birth_date"] {
        assert!(shown["record"].get(column).is_none(), "{column}");
        assert!(shown["left_out"].as_array().unwrap().iter().any(|name| name == column), "{column}");
    }
}

#[test]
fn errors_are_documents_where_the_settings_ask_for_json() {
    let project = Project::new();
    let error = |args: &[&str]| -> Value {
        let ran = project.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        serde_json::from_str(&ran.err).unwrap_or_else(|error| panic!("{args:?}: {error}\n{}", ran.err))
    };
    project.file("corridor.toml", "format = \"json\"\n");
    assert_eq!(error(&["doctor"])["code"], "store-missing");
    assert_eq!(error(&["doctr"])["code"], "usage-unknown-argument");
    assert_eq!(error(&["template", "--columns", "kind"])["code"], "usage-columns-of-json");
    assert_eq!(error(&["completions", "bash", "--format", "json"])["code"], "usage-no-such-format");
    assert!(project.ok(&["completions", "bash"]).contains("corridor"), "the flag asks, the file only wishes");
    // The flag wins over the file.
    assert!(project.run(&["doctor", "--format", "table"]).err.starts_with("error: "));
    assert!(project.run(&["doctr", "--format", "table"]).err.starts_with("error: "));
    for (settings, code, place) in
        [("wait = -1", "usage-settings-value", "wait"), ("formt = 1", "usage-settings-unknown-key", "formt")]
    {
        project.file("corridor.toml", settings);
        let document = error(&["doctor", "--format", "json"]);
        assert_eq!((&document["code"], &document["place"]["column"]), (&code.into(), &place.into()));
        assert!(document["place"]["file"].as_str().unwrap().ends_with("corridor.toml"), "{document}");
        assert!(document["hint"].is_string(), "{document}");
    }
    project.file("corridor.toml", "wait = 5\nformat json\n");
    let document = error(&["doctor", "--format", "json"]);
    assert_eq!((&document["code"], &document["place"]["row"]), (&"usage-settings-no-toml".into(), &2.into()));
}

#[test]
fn words_of_a_header_stay_whole_on_a_narrow_terminal() {
    let project = demo();
    let mut command = project.command(&["match", "--worker", "W-0000001", "--no-record"]);
    let out = command.env("COLUMNS", "60").output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    for word in ["score", "state", "clearance", "opening", "missing"] {
        assert!(
            text.lines().take(20).any(|line| line.split_whitespace().any(|one| one == word)),
            "{word}\n{text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn named_pipes_are_read_and_written_as_files_are() {
    let project = demo();
    let pipe = |name: &str| {
        let path = project.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    };
    let staff = std::fs::read(project.path().join("staff.csv")).unwrap();
    let people = std::fs::read(project.path().join("people.csv")).unwrap();
    let commands: [(&[&str], &[u8], &str); 4] = [
        (
            &["import", "PIPE", "--kind", "opening", "--dry-run"],
            b"opening_id,occupation\nO-1,2221\n",
            "1 inserted",
        ),
        (&["dedupe", "PIPE", "--id", "id", "--explain"], &people, "Cruz"),
        (&["resolve", "countries", "PIPE", "--text", "nationality"], &staff, "UG"),
        (&["normalize-csv", "PIPE", "--out", "-"], &staff, "Staff nurse"),
    ];
    for (place, (args, bytes, expected)) in commands.into_iter().enumerate() {
        let path = pipe(&format!("in-{place}"));
        let name = path.to_str().unwrap().to_owned();
        let args: Vec<&str> =
            args.iter().map(|arg| if *arg == "PIPE" { name.as_str() } else { arg }).collect();
        let bytes = bytes.to_vec();
        let writer = std::thread::spawn(move || std::fs::write(path, bytes));
        let ran = project.run(&args);
        writer.join().unwrap().unwrap();
        assert!(ran.out.contains(expected), "{args:?}\n{}\n{}", ran.out, ran.err);
    }
    let path = pipe("out");
    let reader = std::thread::spawn(move || (std::fs::read_to_string(&path), path));
    project.ok(&["export", "opening", "--out", "out"]);
    let (text, path) = reader.join().unwrap();
    assert!(text.unwrap().starts_with("opening_id,"));
    assert!(!std::fs::metadata(path).unwrap().is_file(), "a pipe stays a pipe");
}

/// Runs the program so that the data directory cannot be written: as a user without rights, where the tests run as root.
#[cfg(unix)]
fn run_without_rights(project: &Project, args: &[&str]) -> crate::support::Ran {
    use std::os::unix::fs::MetadataExt as _;
    let mut command = project.command(args);
    if std::fs::metadata(project.path().join("data")).unwrap().uid() == 0 {
        let program = command.get_program().to_owned();
        let mut lowered = std::process::Command::new("setpriv");
        lowered
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(program)
            .args(command.get_args());
        lowered.current_dir(project.path());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => lowered.env(name, value),
                None => lowered.env_remove(name),
            };
        }
        command = lowered;
    }
    command.output().unwrap().into()
}

/// Takes the right to write from everything in a directory, and lets everybody read it.
#[cfg(unix)]
fn forbid_writing(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = if path.is_dir() { 0o555 } else { 0o444 };
    for entry in std::fs::read_dir(path).into_iter().flatten() {
        forbid_writing(&entry.unwrap().path());
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn an_auditor_reads_a_store_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = demo();
    let data = project.path().join("data");
    // What is derived may be missing in a copy.
    for name in ["index", "profiles"] {
        std::fs::remove_dir_all(data.join(name)).unwrap();
    }
    forbid_writing(&data);
    std::fs::set_permissions(project.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let run = |args: &[&str]| run_without_rights(&project, args);
    let reading: [(&[&str], &str); 9] = [
        (&["search", "worker", "dialysis"], "W-0"),
        (&["match", "--opening", "O-DE-ICU-01", "--channel", "direct"], "W-0"),
        (&["match", "--worker", "W-0000001"], "O-"),
        (&["why", "--opening", "O-DE-ICU-01", "--worker", "W-0000001", "--channel", "direct"], "O-DE-ICU-01"),
        (&["plan", "--worker", "W-0000001", "--destination", "GB"], "W-0000001"),
        (&["audit", "verify"], "whole"),
        (&["show", "worker", "W-0000001"], "W-0000001"),
        (&["export", "opening"], "O-DE-ICU-01"),
        (&["doctor"], "store"),
    ];
    for (args, expected) in reading {
        let ran = run(args);
        assert!(matches!(ran.code, Some(0 | 1)), "{args:?}\n{}\n{}", ran.out, ran.err);
        assert!(ran.out.contains(expected), "{args:?}\n{}", ran.out);
        let records = args[0] == "match";
        assert_eq!(ran.err.contains("the decision is not recorded"), records, "{args:?}: {}", ran.err);
    }
    // What has to be written into the log is refused.
    let writing: [&[&str]; 4] = [
        &["show", "worker", "W-0000001", "--identified", "--purpose", "an interview"],
        &["import", "openings.csv"],
        &["undo", "B-0001"],
        &["reindex"],
    ];
    for args in writing {
        let ran = run(args);
        assert_eq!(ran.code, Some(2), "{args:?}\n{}", ran.out);
        assert!(ran.err.contains("cannot be written"), "{args:?}: {}", ran.err);
    }
    // The directory goes away with the project.
    let status = std::process::Command::new("chmod").args(["-R", "u+rwx"]).arg(&data).status().unwrap();
    assert!(status.success());
}

#[test]
fn what_nobody_knows_names_the_nearest() {
    let project = demo();
    for (args, nearest) in [
        (&["serch", "worker", "nurse"][..], "search"),
        (&["match", "--opning", "O-DE-ICU-01"], "--opening"),
        (&["match", "--opening", "O-DE-ICU-01", "--channel", "directly"], "direct"),
        (&["export", "workers"], "worker"),
        (&["show", "opning", "O-DE-ICU-01"], "opening"),
        (&["show", "worker", "W-000105"], "W-0000105"),
        (&["show", "placement", "P-01"], "P-001"),
        (&["compare", "--curriculum", "C-06", "--destination", "DE"], "C-006"),
        (&["rule", "rec25"], "REC025"),
        (&["policy", "copy", "who-globl-code", "--out", "x"], "who-global-code"),
        (&["search", "worker", "nurse", "--filter", "residnce=PH"], "residence"),
        (&["plan", "--worker", "W-0000001", "--destination", "Germny"], "Germany (DE)"),
    ] {
        let ran = project.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}\n{}", ran.out);
        assert!(
            ran.err.contains(&format!("`{nearest}`")) || ran.err.contains(&format!("'{nearest}'")),
            "{}",
            ran.err
        );
    }
}

/// What lies in the place of a store and cannot be read says what it is, or which version is needed.
#[test]
fn an_unreadable_or_newer_store_says_what_is_needed() {
    let project = demo();
    let store = project.path().join("data/corridor.db");
    let mut bytes = std::fs::read(&store).unwrap();
    // The version of the tables: 4 bytes from byte 60 of the header.
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&store, &bytes).unwrap();
    let newer = project.run(&["doctor", "--format", "json"]);
    let document: Value = serde_json::from_str(&newer.err).unwrap();
    assert_eq!((newer.code, &document["code"]), (Some(2), &"store-too-new".into()));
    assert!(document["message"].as_str().unwrap().contains("version 99"), "{document}");
    assert!(document["hint"].as_str().unwrap().contains("newer version of corridor"), "{document}");
    std::fs::write(&store, "no database at all\n".repeat(400)).unwrap();
    let foreign = project.run(&["search", "worker", "nurse", "--format", "json"]);
    let document: Value = serde_json::from_str(&foreign.err).unwrap();
    assert_eq!((foreign.code, &document["code"]), (Some(2), &"store-foreign".into()));
    assert!(document["place"]["file"].as_str().unwrap().ends_with("corridor.db"), "{document}");
    // A file without a byte is no store yet: nothing is made of it by looking.
    std::fs::write(&store, "").unwrap();
    let empty = project.run(&["search", "worker", "nurse", "--format", "json"]);
    let document: Value = serde_json::from_str(&empty.err).unwrap();
    assert_eq!((empty.code, &document["code"]), (Some(2), &"store-missing".into()));
    assert_eq!(std::fs::metadata(&store).unwrap().len(), 0);
}

#[test]
fn a_workbook_cut_short_is_called_a_broken_workbook() {
    let project = Project::new();
    let whole =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/awful/structure/two_sheets.xlsx"))
            .unwrap();
    for length in [20, 200, whole.len() / 2] {
        std::fs::write(project.path().join("staff.xlsx"), &whole[..length]).unwrap();
        let ran = project.run(&["import", "staff.xlsx"]);
        assert!(ran.err.contains("the workbook is cut off"), "{length}: {}", ran.err);
    }
}

/// What cannot be imported leaves no data directory behind.
#[test]
fn an_import_that_fails_makes_no_store() {
    let project = Project::new();
    project.file("foo.csv", "a,b\n1,2\n");
    for args in [
        &["import", "foo.csv"][..],
        &["import", "nowhere.csv"],
        &["import", "foo.csv", "--map", "zzz=worker_id"],
    ] {
        let ran = project.run(&[args, &["--data", "q2"]].concat());
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert!(!project.path().join("q2").exists(), "{args:?}");
    }
}

/// `-` is a stream where a file is asked, and is refused where several files are written.
#[test]
fn a_dash_is_a_stream_and_never_a_directory() {
    let project = demo();
    keep(&project);
    let kept = std::fs::read_to_string(project.path().join("kept.txt")).unwrap();
    let ran = project.run_with(&["audit", "verify", "--since", "-"], kept.as_bytes());
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
    let weights = "[weights]\nlanguage = 1000\n";
    let ran = project.run_with(
        &["match", "--opening", "O-DE-ICU-01", "--channel", "direct", "--weights", "-"],
        weights.as_bytes(),
    );
    assert!(!ran.err.contains("there is no set"), "{}", ran.err);
    project.file("people.csv", "worker_id,full_name\nW-1,Ana Cruz\n");
    let recipe = project.run(&["import", "people.csv", "--dry-run", "--save-recipe", "-"]);
    assert!(recipe.out.contains("kind = \"worker\""), "{}{}", recipe.out, recipe.err);
    project.ok(&["import", "people.csv", "--dry-run", "--save-recipe", "recipe.toml"]);
    let recipe = std::fs::read_to_string(project.path().join("recipe.toml")).unwrap();
    let ran = project.run_with(&["import", "people.csv", "--dry-run", "--recipe", "-"], recipe.as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for args in [
        &["generate", "--out", "-"][..],
        &["man", "-"],
        &["policy", "copy", "who-global-code", "--out", "-"],
        &["import", "people.csv", "--rejects", "-"],
    ] {
        let ran = project.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.err.contains("need a directory"), "{args:?}: {}", ran.err);
        assert!(!project.path().join("-").exists(), "{args:?}");
    }
}

/// What may be meant stands in the hint of a document, and each value by itself.
#[test]
fn a_wrong_value_of_a_flag_has_its_hint() {
    let project = Project::new();
    let said = |args: &[&str]| -> Value {
        let ran = project.run(&[args, &["--format", "json"]].concat());
        assert_eq!(ran.code, Some(2), "{args:?}");
        serde_json::from_str(ran.err.trim()).unwrap()
    };
    let country = ["portability", "--destination", "DE", "--months", "36", "--origin"];
    let one = said(&[&country[..], &["Phillipines"]].concat());
    assert_eq!(one["hint"], "the nearest is `Philippines (PH)`");
    assert!(!one["message"].as_str().unwrap().contains("Did you mean"), "{one}");
    let several = said(&[&country[..], &["Korea"]].concat());
    let hint = several["hint"].as_str().unwrap();
    assert!(hint.contains("(KP)`") && hint.contains("`South Korea (KR)`"), "{hint}");
}

/// An identifier is found however it is written, as in an import.
#[test]
fn an_identifier_in_other_letters_is_the_same() {
    let project = demo();
    for id in ["w-0000001", "Ｗ－００００００１"] {
        let shown: Value =
            serde_json::from_str(&project.ok(&["show", "worker", id, "--format", "json"])).unwrap();
        assert_eq!(shown["id"], "W-0000001", "{id}");
    }
    project.ok(&["why", "--opening", "o-de-icu-01", "--worker", "w-0000001", "--channel", "direct"]);
}

/// At 80 columns every reply fits: only a word that is wider by itself, such as a path or a key, is not broken.
#[test]
fn every_reply_fits_a_terminal_of_eighty_columns() {
    let project = demo();
    let mut wide = Vec::new();
    let more: [&[&str]; 5] = [
        &["audit", "fairness", "--channel", "direct"],
        &["report", "oecd", "--year", "2026"],
        &["match", "--all-openings", "--channel", "direct"],
        &["resolve", "occupations", "staff.csv", "--text", "title"],
        &["review", "rejections"],
    ];
    // The entries of the log are the leaves of its tree, letter by letter.
    for args in ASKED.iter().chain(&more).filter(|args| ***args != ["audit", "log"]) {
        let ran = project.command(args).env("COLUMNS", "80").output().unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        let is_wide = |line: &&str| line.chars().count() > 80 && line.trim().contains(' ');
        wide.extend(out.lines().find(is_wide).map(|line| format!("{args:?}: {line}")));
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}
