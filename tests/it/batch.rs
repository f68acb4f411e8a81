//! Many matches in one go: every worker, openings of files, and one worker to one position.

use crate::support::Project;
use serde_json::Value;

const WORKERS: &str = "worker_id,full_name,residence,occupation,title,consent_match,status,preferred_destinations,license_1_regulator,license_1_number,license_1_country,license_1_status\n\
    W-1,Ana Muestra,PH,2221,Nurse,yes,active,,PRC,0000001,PH,active\nW-2,Ben Muestra,PH,2221,Nurse,yes,active,PH,,,,\n\
    W-3,Cem Muestra,PH,2221,Nurse,yes,active,,,,,\nW-4,Dua Muestra,PH,2222,Midwife,yes,active,,,,,\n\
    W-5,Eva Muestra,PH,2221,Nurse,no,active,,,,,\n";

const OPENINGS: &str = "opening_id,title,occupation,destination,status,positions\n\
    O-1,Nurse,2221,PH,open,2\nO-2,Night nurse,2221,PH,open,1\nO-3,Midwife,2222,PH,open,\nO-4,Nurse,2221,PH,closed,9\n";

fn project(workers: &str, openings: Option<&str>) -> Project {
    let project = Project::new();
    project.file("workers.csv", workers);
    project.file("openings.csv", OPENINGS);
    project.ok(&["import", "workers.csv"]);
    if let Some(openings) = openings {
        project.file("stored.csv", openings);
        project.ok(&["import", "stored.csv"]);
    }
    project
}

fn lists(reply: &Value) -> Vec<(String, Vec<(String, u64)>)> {
    let of = |list: &Value| {
        let places = list["results"].as_array().unwrap().iter();
        let place =
            |one: &Value| (one["worker"].as_str().unwrap().to_owned(), one["score"].as_u64().unwrap());
        (list["opening"].as_str().unwrap().to_owned(), places.map(place).collect())
    };
    let mut lists: Vec<_> = reply["openings"].as_array().unwrap().iter().map(of).collect();
    lists.sort();
    lists
}

/// What a file of openings gives is what an import of it and a match give, whatever the store knew of them.
#[test]
fn openings_of_a_file_are_matched_as_an_import_and_a_match_would_and_nothing_is_stored() {
    let earlier = "opening_id,title,occupation,destination,status,positions\nO-1,Old title,2221,PH,open,7\n";
    let changing = "opening_id,occupation,destination,status\nO-1,2222,,\nO-9,2221,PH,open\n";
    for (stored, file) in [(None, OPENINGS), (Some(OPENINGS), OPENINGS), (Some(earlier), changing)] {
        let asked = project(WORKERS, stored);
        let file_of = asked.file("asked.csv", file);
        let before = asked.records();
        let reply = asked.json(&["match", "--openings-file", file_of.to_str().unwrap()]);
        assert_eq!(asked.records(), before);
        assert_eq!(asked.run(&["show", "decision", "D-0001"]).code, Some(2), "nothing is recorded");
        let imported = project(WORKERS, stored);
        imported.file("asked.csv", file);
        imported.ok(&["import", "asked.csv"]);
        let whole = lists(&imported.json(&["match", "--all-openings", "--no-record"]));
        let found = lists(&reply);
        assert!(!found.is_empty());
        for list in &found {
            assert!(whole.contains(list), "{list:?} of {whole:?}");
        }
    }
}

#[test]
fn workers_of_files_are_matched_without_a_data_directory() {
    let project = Project::new();
    project.file("workers.csv", WORKERS);
    project.file("openings.csv", OPENINGS);
    let args = ["match", "--openings-file", "openings.csv", "--workers-file", "workers.csv"];
    let found = lists(&project.json(&args));
    assert!(!project.path().join("data").exists());
    project.ok(&["import", "workers.csv"]);
    project.ok(&["import", "openings.csv"]);
    assert_eq!(found, lists(&project.json(&["match", "--all-openings", "--no-record"])));
    // Rows of CSV, and a row that is left out.
    let mut csv = args.to_vec();
    csv.extend(["--format", "csv"]);
    let ran = project.run(&csv);
    assert!(ran.out.starts_with("opening,place,worker,") && ran.out.lines().count() == 8, "{}", ran.out);
    project.file("openings.csv", OPENINGS.replace("O-2", "O-1"));
    let ran = project.run(&csv);
    assert!(ran.code == Some(1) && ran.err.contains("1 rows are left out"), "{}", ran.err);
}

#[test]
fn lists_go_into_a_file_with_the_counts_of_each() {
    let project = project(WORKERS, Some(OPENINGS));
    for (which, of) in [("--all-openings", "opening"), ("--all-workers", "worker")] {
        let args = ["match", which, "--no-record"];
        let with = |more: &[&'static str]| args.iter().chain(more).copied().collect::<Vec<_>>();
        let reply = project.json(&args);
        let printed = project.ok(&with(&["--format", "csv"]));
        // A file that is there is replaced as a whole.
        project.file("lists.csv", "what was there before\n".repeat(1000));
        let ran = project.run(&with(&["--out", "lists.csv"]));
        assert_eq!((ran.code, &*ran.out), (Some(0), ""), "{}", ran.err);
        assert_eq!(std::fs::read_to_string(project.path().join("lists.csv")).unwrap(), printed);
        let lists = reply[format!("{of}s")].as_array().unwrap();
        assert!(ran.err.contains(&format!("lists of {} {of}s to lists.csv", lists.len())), "{}", ran.err);
        let mut rows = csv::Reader::from_reader(printed.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        for list in lists {
            let sum: u64 = list["excluded"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
            let counts = [&list["admitted"], &list["blocked"], &Value::from(sum)].map(ToString::to_string);
            let own: Vec<_> = rows.iter().filter(|row| row[0] == *list[of].as_str().unwrap()).collect();
            assert_eq!(own.len(), list["results"].as_array().unwrap().len());
            assert!(own.iter().all(|row| row.iter().skip(7).eq(counts.iter())), "{own:?}, {counts:?}");
        }
        let out = project.ok(&with(&["--format", "json", "--out", "lists.json"]));
        assert_eq!(out, "");
        let kept = std::fs::read_to_string(project.path().join("lists.json")).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&kept).unwrap(), reply);
    }
    let ran = project.run(&["match", "--all-openings", "--no-record", "--out", "not/there/lists.csv"]);
    assert!(ran.code == Some(2) && ran.err.contains("not/there/lists.csv"), "{}", ran.err);
    let ran = project.run(&["match", "--all-openings", "--assign", "--out", "assigned.csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let assigned = std::fs::read_to_string(project.path().join("assigned.csv")).unwrap();
    assert!(assigned.starts_with("opening,worker,place,"), "{assigned}");
}

#[test]
fn a_file_of_people_is_no_file_of_openings() {
    let project = project(WORKERS, None);
    let ran = project.run(&["match", "--openings-file", "workers.csv"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("are those of `worker`, and a table of `opening`"), "{}", ran.err);
}

#[test]
fn the_list_of_each_worker_is_the_one_of_a_match_of_the_worker() {
    let project = project(WORKERS, Some(OPENINGS));
    let reply = project.json(&["match", "--all-workers", "--no-record"]);
    assert_eq!(reply["not_matched"], serde_json::json!({ "consent": 1 }));
    let workers = reply["workers"].as_array().unwrap();
    assert_eq!(workers.len(), 4);
    for list in workers {
        let own = project.json(&["match", "--worker", list["worker"].as_str().unwrap(), "--no-record"]);
        assert_eq!((&list["admitted"], &list["excluded"]), (&own["admitted"], &own["excluded"]));
        let short = |one: &Value| (one["opening"].clone(), one["score"].clone());
        let own: Vec<_> = own["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["opening"].clone(), one["explanation"]["score"].clone()))
            .collect();
        assert_eq!(list["results"].as_array().unwrap().iter().map(short).collect::<Vec<_>>(), own);
    }
    let rows = project.ok(&[
        "match",
        "--all-workers",
        "--no-record",
        "--format",
        "csv",
        "--columns",
        "worker,opening",
    ]);
    assert!(rows.starts_with("worker,opening\n") && rows.lines().count() == 8, "{rows}");
}

#[test]
fn each_worker_is_assigned_once_and_no_opening_over_its_positions() {
    let project = project(WORKERS, Some(OPENINGS));
    let reply = project.json(&["match", "--all-openings", "--assign"]);
    let openings = reply["openings"].as_array().unwrap();
    let mut placed = Vec::new();
    for one in openings {
        let assigned = one["assigned"].as_array().unwrap();
        let positions = one["positions"].as_u64().unwrap_or(1);
        assert_eq!(assigned.len() as u64 + one["free"].as_u64().unwrap(), positions);
        placed.extend(assigned.iter().map(|worker| worker["worker"].as_str().unwrap().to_owned()));
    }
    placed.sort();
    assert_eq!(placed, ["W-1", "W-2", "W-3", "W-4"]);
    assert_eq!(openings[2]["positions"], Value::Null, "one position is assumed");
    assert_eq!(reply, project.json(&["match", "--all-openings", "--assign"]));
    let of_file = project.json(&["match", "--openings-file", "openings.csv", "--assign"]);
    assert_eq!(of_file["openings"].as_array().unwrap().len(), 3);
    let refused = project.run(&["match", "--opening", "O-1", "--assign"]);
    assert_eq!(refused.code, Some(2));
}
