//! What happens at the worst moment: all of a batch or nothing, and the next start works.

use crate::support::Project;
use std::process::Stdio;
use std::time::Duration;

fn workers(count: usize) -> String {
    let mut text =
        "worker_id,residence,occupation,language_1_test,language_1_taken_on,consent_match\n".to_owned();
    for n in 0..count {
        text.push_str(&format!("W{n:06},PH,2221,goethe-b2,2025-01-{:02},yes\n", n % 28 + 1));
    }
    text
}

/// Nothing or everything of the batch, a whole log, and an import that works.
fn check_after_crash(project: &Project, count: u64, place: &str) {
    check_after_crash_of(project, count, "w.csv", place);
}

fn check_after_crash_of(project: &Project, count: u64, file: &str, place: &str) {
    let doctor = project.json(&["doctor"]);
    let records = |kind: &str| {
        let all = doctor["records"].as_array().unwrap();
        all.iter().find(|pair| pair[0] == kind).unwrap()[1].as_u64().unwrap()
    };
    assert!(
        doctor["checks"].as_array().unwrap().iter().all(|check| check["problems"] == serde_json::json!([])),
        "{place}"
    );
    assert_eq!(doctor["log"]["broken"], serde_json::json!([]), "{place}");
    let (workers, certificates) = (records("worker"), records("language_certificate"));
    assert!(workers == 0 || workers == count, "{place}: {workers} of {count}");
    assert_eq!(workers, certificates, "{place}");
    let again = project.ok(&["import", file]);
    assert!(again.contains("0 rows rejected"), "{place}: {again}");
    let found = project.json(&["search", "worker", "nursing", "--limit", "1"]);
    assert_eq!(found["total"].as_u64(), Some(count), "{place}");
    assert_eq!(found["index_seq"], found["store_seq"], "{place}");
    assert_eq!(project.path().join("data/stage").read_dir().unwrap().count(), 0, "{place}: stages are left");
}

#[test]
fn a_kill_at_every_boundary_leaves_all_or_nothing() {
    // A batch that is staged, and a first load.
    for load_from in ["1000", "10"] {
        for place in ["apply-kind", "before-commit", "after-commit", "after-index-commit"] {
            let project = Project::new();
            project.file("w.csv", workers(50));
            let status = project
                .command(&["import", "w.csv"])
                .env("CORRIDOR_CRASH_AT", place)
                .env("CORRIDOR_LOAD_FROM", load_from)
                .stderr(Stdio::null())
                .status()
                .unwrap();
            assert!(!status.success(), "the process was to end at {place}");
            check_after_crash(&project, 50, place);
        }
    }
}

#[test]
fn a_kill_while_profiles_are_written_is_made_good() {
    let project = Project::new();
    project.file("w.csv", workers(50));
    project.file("o.csv", "opening_id,occupation,destination\nO1,2221,DE\n");
    project.ok(&["import", "w.csv", "o.csv"]);
    let args = ["match", "--opening", "O1", "--no-record"];
    let status = project
        .command(&args)
        .env("CORRIDOR_CRASH_AT", "before-profile-rename")
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success());
    let reply = project.json(&args);
    assert_eq!(reply["admitted"], 50);
    // Half a generation is no generation.
    for entry in project.path().join("data/profiles").read_dir().unwrap() {
        let path = entry.unwrap().path();
        let content = std::fs::read(&path).unwrap();
        std::fs::write(&path, &content[..content.len() / 2]).unwrap();
    }
    assert_eq!(project.json(&args)["results"], reply["results"]);
}

#[test]
fn a_kill_at_many_moments_leaves_all_or_nothing() {
    let count = 3000;
    for (wait, load_from) in
        [5, 20, 40, 60, 80, 110, 150, 200, 260, 330].into_iter().zip(["10000", "10"].into_iter().cycle())
    {
        let project = Project::new();
        project.file("w.csv", workers(count));
        let mut child = project
            .command(&["import", "w.csv"])
            .env("CORRIDOR_LOAD_FROM", load_from)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        let _ = child.wait();
        if project.path().join("data/corridor.db").is_file() {
            check_after_crash(&project, count as u64, &format!("after {wait} ms"));
        }
    }
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_an_error_and_no_damage() {
    let project = Project::new();
    project.file("small.csv", workers(20));
    project.ok(&["import", "small.csv"]);
    let before = project.records();
    project.file("w.csv", workers(20_000));
    // A limit on the size of files acts as a disk that is full.
    let script =
        format!("trap '' XFSZ; ulimit -f 400; exec '{}' import w.csv", env!("CARGO_BIN_EXE_corridor"));
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(project.path())
        .env("CORRIDOR_DATA", project.path().join("data"))
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("no room left"), "{err}");
    assert_eq!(project.records(), before);
    project.ok(&["import", "w.csv"]);
}

#[test]
#[cfg(unix)]
fn a_full_disk_during_a_first_load_is_an_error_and_no_damage() {
    let project = Project::new();
    project.file("o.csv", "opening_id,occupation,destination\nO1,2221,DE\n");
    project.ok(&["import", "o.csv"]);
    project.file("w.csv", workers(20_000));
    let script =
        format!("trap '' XFSZ; ulimit -f 1600; exec '{}' import w.csv 2>&1", env!("CARGO_BIN_EXE_corridor"));
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(project.path())
        .env("CORRIDOR_DATA", project.path().join("data"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("no room left"), "{said}");
    check_after_crash(&project, 20_000, "full disk");
}

#[test]
fn two_imports_at_once_wait_for_each_other() {
    let project = Project::new();
    project.file("a.csv", workers(2000));
    project.file("b.csv", workers(2000).replace('W', "V"));
    let spawn = |file: &str| {
        project.command(&["import", file]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut children = [spawn("a.csv"), spawn("b.csv"), spawn("a.csv")];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let total = project.json(&["search", "worker", "--limit", "1"])["total"].clone();
    assert_eq!(total, 4000);
    project.ok(&["audit", "verify"]);
}

/// Several first loads at once: one goes straight into the tables, the others are staged.
#[test]
fn two_first_loads_at_once_wait_for_each_other() {
    let project = Project::new();
    project.file("a.csv", workers(2000));
    project.file("b.csv", workers(2000).replace('W', "V"));
    let spawn = |file: &str| {
        let mut command = project.command(&["import", file]);
        command.env("CORRIDOR_LOAD_FROM", "10").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut children = [spawn("a.csv"), spawn("b.csv"), spawn("a.csv")];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    check_after_crash_of(&project, 4000, "a.csv", "at once");
}

/// What a first load leaves is what staging leaves, in store and index.
#[test]
fn a_first_load_leaves_what_staging_leaves() {
    let files = Project::new();
    files.ok(&["generate", "--workers", "60", "--openings", "5", "--seed", "3", "--out", "files"]);
    let path = files.path().join("files/workers.csv");
    // A row that is refused, and a few that are not in the order of the others.
    let mut text = std::fs::read_to_string(&path).unwrap();
    text = text.replacen(",PH,", ",Phillipines,", 1);
    std::fs::write(&path, text).unwrap();
    let seen = |load_from: &str| {
        let project = Project::new();
        let output = project
            .command(&["import", files.path().join("files").to_str().unwrap(), "--format", "json"])
            .env("CORRIDOR_LOAD_FROM", load_from)
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let ids = ["W-0000001", "W-0000031", "W-0000060"];
        let matches =
            ids.map(|id| project.json(&["match", "--worker", id, "--channel", "direct", "--no-record"]));
        let found = ["nursing", "\"intensive care\"", "german b2"].map(|words| {
            let mut found = project.json(&["search", "worker", words, "--limit", "100"]);
            // Documents of equal score come in the order of their segments.
            found["results"].as_array_mut().unwrap().sort_by_key(|hit| hit["id"].to_string());
            found
        });
        let certificates =
            project.json(&["search", "language_certificate", "goethe", "--limit", "0"])["total"].clone();
        let checks = project.json(&["doctor"]);
        (
            report["counts"].clone(),
            matches,
            found,
            certificates,
            checks["records"].clone(),
            checks["checks"].clone(),
        )
    };
    assert_eq!(seen("10"), seen("100000"));
}

#[test]
fn whoever_holds_the_lock_is_named() {
    let project = Project::new();
    project.file("w.csv", workers(5));
    project.ok(&["import", "w.csv"]);
    let lock = std::fs::OpenOptions::new().write(true).open(project.path().join("data/locks/write")).unwrap();
    lock.lock().unwrap();
    project.file("v.csv", workers(6));
    let ran = project.run(&["import", "v.csv", "--wait", "0"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("is being written by process"), "{}", ran.err);
}

#[test]
fn an_altered_log_is_found() {
    let project = Project::new();
    project.file("w.csv", workers(5));
    project.ok(&["import", "w.csv"]);
    project.ok(&["audit", "verify"]);
    let db = rusqlite::Connection::open(project.path().join("data/corridor.db")).unwrap();
    db.execute("UPDATE log_entry SET canonical = replace(canonical, '\"rows\":5', '\"rows\":6')", [])
        .unwrap();
    drop(db);
    let ran = project.run(&["audit", "verify"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("entry 0 was altered"), "{}", ran.out);
    assert_eq!(project.run(&["doctor"]).code, Some(1));
}
