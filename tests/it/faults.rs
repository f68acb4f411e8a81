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

/// What a first load leaves is what the first match would make, and half of it is none of it.
#[test]
fn a_first_load_leaves_the_profiles_that_a_match_would_make() {
    let project = Project::new();
    project.ok(&["generate", "--workers", "300", "--openings", "20", "--out", "made"]);
    let mut text = std::fs::read_to_string(project.path().join("made/workers.csv")).unwrap();
    // A row with a cell that stays out, and a row that stays out.
    let line = text.lines().nth(1).unwrap().to_owned();
    text.push_str(&format!("{}\n", line.replacen("W-", "X-", 1).replacen(",PH,", ",Nowhere,", 1)));
    text.push_str(&format!(",{}\n", line.split_once(',').unwrap().1));
    project.file("made/workers.csv", text);
    let import = |place: &str| {
        let files =
            ["workers", "openings", "organizations", "curricula"].map(|name| format!("made/{name}.csv"));
        let args = [&["import"], &files.each_ref().map(String::as_str)[..]].concat();
        let mut command = project.command(&args);
        command.env("CORRIDOR_LOAD_FROM", "10").env("CORRIDOR_CRASH_AT", place).stderr(Stdio::null());
        command.stdout(Stdio::null()).status().unwrap().code()
    };
    let packed = || {
        let files = project.path().join("data/profiles").read_dir().unwrap();
        let files = files.map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|ending| ending == "bin")).collect::<Vec<_>>()
    };
    assert_eq!(import(""), Some(1));
    let [made] = &packed()[..] else { panic!("{:?}", packed()) };
    let ahead = std::fs::read(made).unwrap();
    let args = ["match", "--opening", "O-00001", "--no-record"];
    let reply = project.json(&args);
    std::fs::remove_file(made).unwrap();
    assert_eq!(project.json(&args)["results"], reply["results"]);
    assert!(ahead == std::fs::read(made).unwrap(), "a match makes other profiles than the load");
    // Ended before the file has its name, the batch is in and the first match makes it.
    std::fs::remove_dir_all(project.path().join("data")).unwrap();
    assert_eq!(import("before-profile-rename"), None);
    assert_eq!(packed().len(), 0);
    assert_eq!(project.json(&args)["results"], reply["results"]);
}

/// Employers that posts give by their names come in whatever way the batch goes.
#[test]
fn a_load_and_a_stage_take_the_same() {
    let taken = |load_from: &str| {
        let project = Project::new();
        project.file("w.csv", workers(20));
        project.file(
            "o.csv",
            "opening_id,occupation,destination,organization_id\nO1,2221,DE,Klinikum Süd GmbH\n\
             O2,2221,DE,Klinikum Sud GmbH\nO3,2222,DE,E-1\nO4,2221,NL,Zorg aan de Maas\n",
        );
        let mut command = project.command(&["import", "w.csv", "o.csv"]);
        let output = command.env("CORRIDOR_LOAD_FROM", load_from).output().unwrap();
        // The post of an employer that is in no list comes back.
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        let exports = ["worker", "opening", "organization"].map(|kind| project.ok(&["export", kind]));
        let told = String::from_utf8_lossy(&output.stdout);
        let place = project.path().display().to_string();
        (told.split_whitespace().collect::<Vec<_>>().join(" ").replace(&place, "…"), exports)
    };
    let (staged, loaded) = (taken("1000"), taken("5"));
    assert_eq!(loaded, staged);
    assert!(loaded.1[2].contains("Zorg aan de Maas"), "{}", loaded.1[2]);
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
        // A file without a byte is no store yet: then the next import makes one.
        let begun = ["corridor.db", "corridor.db-wal"]
            .iter()
            .any(|name| project.path().join("data").join(name).metadata().is_ok_and(|file| file.len() > 0));
        if !begun {
            project.ok(&["import", "w.csv"]);
        }
        check_after_crash(&project, count as u64, &format!("after {wait} ms"));
    }
}

#[cfg(unix)]
fn send(signal: &str, process: u32) {
    let status = std::process::Command::new("kill").args([signal, &process.to_string()]).status().unwrap();
    assert!(status.success());
}

/// The store as it was: its records and its log.
#[cfg(unix)]
fn state(project: &Project) -> (serde_json::Value, serde_json::Value) {
    let doctor = project.json(&["doctor"]);
    (doctor["records"].clone(), doctor["log"].clone())
}

/// Starts an import, waits until it has come to a place, interrupts it there, and lets it go on.
#[cfg(unix)]
fn interrupt_at(project: &Project, place: &str, load_from: &str, signal: &str) -> (Option<i32>, String) {
    use std::io::{BufRead, BufReader, Read};
    let mut child = project
        .command(&["import", "w.csv"])
        .env("CORRIDOR_PAUSE_AT", place)
        .env("CORRIDOR_LOAD_FROM", load_from)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    err.read_line(&mut line).unwrap();
    assert_eq!(line, format!("paused at {place}\n"));
    send(signal, child.id());
    // What it says next it says because of the signal.
    line.clear();
    err.read_line(&mut line).unwrap();
    drop(child.stdin.take());
    let code = child.wait().unwrap().code();
    let mut rest = String::new();
    err.read_to_string(&mut rest).unwrap();
    (code, line)
}

#[test]
#[cfg(unix)]
fn an_interrupt_before_the_commit_leaves_the_store_as_it_was() {
    for (load_from, signal) in [("1000", "-INT"), ("10", "-TERM")] {
        for place in ["staging", "apply-kind", "before-commit"] {
            let project = Project::new();
            project.file("o.csv", "opening_id,occupation,destination\nO1,2221,DE\n");
            project.ok(&["import", "o.csv"]);
            let before = state(&project);
            project.file("w.csv", format!("{}X1,Utopia,2221,,,\n", workers(50)));
            let (code, said) = interrupt_at(&project, place, load_from, signal);
            assert_eq!(code, Some(130), "{place}: {said}");
            assert_eq!(said, "interrupted: nothing was imported, the store is as it was\n", "{place}");
            for dir in ["stage", "rejects"] {
                let left = project.path().join("data").join(dir).read_dir().unwrap().count();
                assert_eq!(left, 0, "{place}: {dir}");
            }
            assert_eq!(state(&project), before, "{place}");
            let again = project.run(&["import", "w.csv", "--strict", "--wait", "0"]);
            assert_eq!(again.code, Some(1), "{place}: {}", again.err);
            assert!(
                again.out.contains("100 inserted") || again.out.contains("150 inserted"),
                "{}",
                again.out
            );
        }
    }
}

#[test]
#[cfg(unix)]
fn an_interrupt_after_the_commit_says_that_the_batch_is_in() {
    for load_from in ["1000", "10"] {
        for place in ["after-commit", "before-index"] {
            let project = Project::new();
            project.file("w.csv", workers(50));
            let (code, said) = interrupt_at(&project, place, load_from, "-INT");
            assert_eq!(code, Some(0), "{place}: {said}");
            assert!(said.starts_with("the batch is in the store already"), "{place}: {said}");
            check_after_crash(&project, 50, place);
        }
    }
}

#[test]
#[cfg(unix)]
fn an_interrupt_at_any_moment_is_all_or_nothing_and_says_which() {
    let count = 3000;
    for (wait, load_from) in
        [5, 20, 40, 60, 80, 110, 150, 200, 260, 330].into_iter().zip(["10000", "10"].into_iter().cycle())
    {
        let project = Project::new();
        project.file("o.csv", "opening_id,occupation,destination\nO1,2221,DE\n");
        project.ok(&["import", "o.csv"]);
        let before = state(&project);
        project.file("w.csv", workers(count));
        let child = project
            .command(&["import", "w.csv"])
            .env("CORRIDOR_LOAD_FROM", load_from)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        let interrupted = child.id();
        let _ = std::process::Command::new("kill").args(["-INT", &interrupted.to_string()]).status();
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => assert_ne!(state(&project), before, "after {wait} ms: {err}"),
            // Without a code: the signal came before anybody listened, and the system ended the process.
            Some(130) | None => assert_eq!(state(&project), before, "after {wait} ms: {err}"),
            other => panic!("after {wait} ms: {other:?} {err}"),
        }
        check_after_crash(&project, count as u64, &format!("interrupted after {wait} ms"));
    }
}

/// Imports `w.csv` with a limit on the size of files, in blocks of 512 bytes, which acts as a disk that is full.
#[cfg(unix)]
fn import_on_a_full_disk(project: &Project, blocks: u32) {
    let script = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec '{}' import w.csv 2>&1",
        env!("CARGO_BIN_EXE_corridor")
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(project.path())
        .env("CORRIDOR_DATA", project.path().join("data"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("no room left"), "{said}");
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_an_error_and_no_damage() {
    let project = Project::new();
    project.file("small.csv", workers(20));
    project.ok(&["import", "small.csv"]);
    let before = project.records();
    project.file("w.csv", workers(20_000));
    import_on_a_full_disk(&project, 400);
    assert_eq!(project.records(), before);
    project.ok(&["import", "w.csv"]);
}

#[test]
#[cfg(unix)]
fn a_full_disk_during_a_first_load_is_an_error_and_no_damage() {
    // The first load of a store that holds other things, and that of one that holds nothing.
    for known in [true, false] {
        let project = Project::new();
        if known {
            project.file("o.csv", "opening_id,occupation,destination\nO1,2221,DE\n");
            project.ok(&["import", "o.csv"]);
        }
        project.file("w.csv", workers(20_000));
        import_on_a_full_disk(&project, 1600);
        check_after_crash(&project, 20_000, "full disk");
    }
}

/// Waits for processes that run beside each other; what one says that fails is shown.
fn all_succeed(children: [std::process::Child; 3]) {
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn two_imports_at_once_wait_for_each_other() {
    let project = Project::new();
    project.file("a.csv", workers(2000));
    project.file("b.csv", workers(2000).replace('W', "V"));
    let spawn = |file: &str| {
        let mut command = project.command(&["import", file, "--wait", "300"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children = ["a.csv", "b.csv", "a.csv"].map(spawn);
    all_succeed(children);
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
        let mut command = project.command(&["import", file, "--wait", "300"]);
        command.env("CORRIDOR_LOAD_FROM", "10").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children = ["a.csv", "b.csv", "a.csv"].map(spawn);
    all_succeed(children);
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

/// A merge, its undoing and a pair kept apart are whole or not there, wherever the process ends.
#[test]
fn a_kill_at_every_boundary_of_a_review_leaves_all_or_nothing() {
    let merge: &[&str] = &["review", "decide", "--left", "W000001", "--right", "W000002", "--merge"];
    let undo: &[&str] = &["review", "undo", "D-0001"];
    let apart: &[&str] = &["review", "decide", "--left", "W000001", "--right", "W000002", "--keep-apart"];
    for (before, args, place, done) in [
        (None, merge, "before-merge-commit", false),
        (None, merge, "after-merge-commit", true),
        (None, merge, "after-index-commit", true),
        (Some(merge), undo, "before-unmerge-commit", false),
        (Some(merge), undo, "after-unmerge-commit", true),
        (None, apart, "before-apart-commit", false),
    ] {
        let project = Project::new();
        project.file("w.csv", workers(5));
        project.ok(&["import", "w.csv"]);
        if let Some(before) = before {
            project.ok(before);
        }
        let log = |project: &Project| project.json(&["doctor"])["log"]["entries"].as_u64().unwrap();
        let (entries, records) = (log(&project), project.records());
        let status =
            project.command(args).env("CORRIDOR_CRASH_AT", place).stderr(Stdio::null()).status().unwrap();
        assert!(!status.success(), "the process was to end at {place}");
        project.ok(&["audit", "verify"]);
        project.ok(&["doctor"]);
        assert_eq!(log(&project), entries + u64::from(done), "{place}");
        assert_eq!(project.records() != records, done, "{place}");
        if !done {
            project.ok(args);
        }
        let merged = args == merge;
        let found = project.json(&["search", "worker", "nursing", "--limit", "1"]);
        assert_eq!(found["total"], if merged { 4 } else { 5 }, "{place}");
        assert_eq!(found["index_seq"], found["store_seq"], "{place}");
        project.ok(&["audit", "verify"]);
    }
}
