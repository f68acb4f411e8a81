//! What every command does alike: help with examples that run, one document or rows, columns, `--out`, settings.

use crate::support::Project;
use serde_json::Value;

/// A store with the data of the demonstration, and the files that the examples name.
fn demo() -> Project {
    let project = Project::new();
    project.ok(&["demo"]);
    let template = project.ok(&["template", "worker", "--wide"]);
    project.file("workers.csv", template);
    project.file("openings.csv", "opening_id,occupation,destination\nO-1,2221,DE\n");
    project.file("staff.csv", "id,title,nationality\n1,Staff nurse,Filipino\n2,Midwife,Ugandan\n");
    project.file(
        "people.csv",
        "id,name,birth_date,phone\n1,Ana Cruz,1990-01-02,+639171234567\n2,Ana Maria Cruz,1990-01-02,+639171234567\n",
    );
    project
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

fn commands(project: &Project) -> Vec<String> {
    let help = project.ok(&["--help"]);
    let list = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let named = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = named.map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| name != "help").collect()
}

#[test]
fn every_example_of_the_help_runs_on_the_demonstration() {
    let project = demo();
    let names = commands(&project);
    assert!(names.len() >= 27, "{names:?}");
    // Undoing the batch comes last: the others need its records.
    let (last, first): (Vec<_>, Vec<_>) = names.iter().partition(|name| *name == "undo");
    for name in first.into_iter().chain(last) {
        let help = project.ok(&[name, "--help"]);
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
            if example == "undo B-0001 --cascade" {
                continue;
            }
            let words = words(example);
            let args: Vec<&str> = words.iter().map(String::as_str).collect();
            let ran = project.run(&args);
            assert!(matches!(ran.code, Some(0 | 1)), "corridor {example}\n{}\n{}", ran.out, ran.err);
            assert!(!ran.out.is_empty() || !ran.err.is_empty(), "corridor {example} says nothing");
        }
    }
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
const ASKED: [&[&str]; 27] = [
    &["search", "worker", "nurse"],
    &["show", "worker", "W-0000001"],
    &["match", "--opening", "O-DE-ICU-01", "--channel", "direct"],
    &["match", "--worker", "W-0000001"],
    &["why", "--opening", "O-DE-ICU-01", "--worker", "W-0000001", "--channel", "direct"],
    &["plan", "--worker", "W-0000001", "--destination", "GB"],
    &["language", "--worker", "W-0000001", "--destination", "GB"],
    &["compare", "--curriculum", "C-006", "--destination", "DE"],
    &["harmonize", "--occupation", "2221", "--origin", "IN"],
    &["portability", "--origin", "PH", "--destination", "DE", "--months", "36"],
    &["portability", "--origin", "PH", "--destination", "DE", "--months", "36", "--branch", "old-age"],
    &["audit"],
    &["audit", "verify"],
    &["audit", "log"],
    &["rule"],
    &["rule", "REC025"],
    &["rule", "active-recruitment-listed-origin"],
    &["policy", "list"],
    &["policy", "lint"],
    &["policy", "facts"],
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
    assert!(project.ok(&["audit", "log"]).contains("an interview was agreed"));
    let ran = project.run(&["show", "opening", "O-DE-ICU-1"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("the nearest is `O-DE-ICU-01`"), "{}", ran.err);
    let part = project.json(&["show", "license", "W-0000001"]);
    assert!(part["record"].is_null(), "{part:#}");
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let project = Project::new();
    let names = commands(&project);
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
