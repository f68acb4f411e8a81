//! Cells that cannot be read: the record goes in without them, and mended they come in as if they had never been wrong.

use crate::support::Project;
use serde_json::{Value, json};

const HEAD: &str = "worker_id,full_name,residence,phone,birth_date,occupation,license_1_regulator,license_1_number,license_1_country,\
license_1_expires_on,language_1_test,language_1_taken_on,language_1_overall,employment_1_employer,employment_1_started,\
employment_1_ended,consent_match,consent_date";

/// A row as it should be, and cells that spoil it by their column.
const CLEAN: &str = "W1,Ana Cruz,PH,0917 555 0101,1990-05-31,2221,PRC,0612345,PH,2027-05-31,ielts-academic,2026-03-04,7.5,\
Clinic A,2018-01,2020-06,yes,2026-01-05";

fn file(row: &str) -> String {
    format!("{HEAD}\n{row}\nW2,Bo Diaz,KE,,1991-12-25,2221,,,,,,,,,,,yes,2026-01-05\n")
}

fn spoiled(column: &str, cell: &str) -> String {
    let at = HEAD.split(',').position(|name| name == column).unwrap();
    let mut cells: Vec<&str> = CLEAN.split(',').collect();
    cells[at] = cell;
    file(&cells.join(","))
}

/// All that a store says of its workers, with each cell as it was written.
fn contents(project: &Project) -> Vec<String> {
    ["worker", "license", "language_certificate", "employment", "consent"]
        .iter()
        .map(|kind| {
            let own =
                ["export", kind, "--as-written", "--identified", "--purpose", "test", "--format", "csv"];
            project.ok(&own)
        })
        .collect()
}

fn first(report: &Value) -> &Value {
    &report["files"][0]
}

#[test]
fn a_cell_that_cannot_be_read_stays_out_and_comes_in_when_it_is_mended() {
    let clean = Project::new();
    clean.file("w.csv", file(CLEAN));
    clean.ok(&["import", "w.csv"]);
    let wanted = contents(&clean);
    for (column, cell, parts) in [
        ("residence", "Phillipines", 1),
        ("phone", "12", 1),
        ("birth_date", "31/31/1990", 1),
        ("occupation", "xyzzy", 1),
        ("license_1_country", "Phillipines", 1),
        // Without these nobody knows which part it is, or how far it reaches.
        ("language_1_test", "IELTTTS", 0),
        ("language_1_taken_on", "in spring", 0),
        ("license_1_expires_on", "some day", 0),
        ("employment_1_ended", "summer", 0),
        // These cannot be true: the work ends before it begins, and no score is so high.
        ("employment_1_ended", "2016-06", 0),
        ("language_1_overall", "19.5", 0),
    ] {
        let project = Project::new();
        project.file("w.csv", spoiled(column, cell));
        let report = project.json(&["import", "w.csv"]);
        let what = format!("{column} {cell}: {report:#}");
        assert_eq!(
            (&first(&report)["rejected"], &first(&report)["warned"]),
            (&json!(0), &json!(1)),
            "{what}"
        );
        assert_eq!(report["counts"]["worker"]["inserted"], 2, "{what}");
        let kind = ["license", "language_certificate", "employment"]
            .into_iter()
            .find(|kind| column.starts_with(kind.split('_').next().unwrap()));
        if let Some(kind) = kind {
            let inserted = report["counts"][kind]["inserted"].as_u64().unwrap_or_default();
            assert_eq!(inserted, parts, "{what}");
        }
        let kept = contents(&project);
        assert!(kept != wanted, "{what}");
        // The same again changes nothing.
        let again = project.json(&["import", "w.csv"]);
        assert_eq!(again["counts"]["worker"], json!({"inserted": 0, "updated": 0, "unchanged": 2}), "{what}");
        assert_eq!(contents(&project), kept, "{what}");
        // Mended in the file of warnings it is as if it had never been wrong.
        let path = project.path().join("data/rejects/B-0001-w.warnings.csv");
        let warnings = std::fs::read_to_string(&path).unwrap();
        let at = HEAD.split(',').position(|name| name == column).unwrap();
        let right = CLEAN.split(',').nth(at).unwrap();
        assert!(warnings.contains(cell), "{warnings}");
        std::fs::write(&path, warnings.replacen(&format!(",{cell},"), &format!(",{right},"), 1)).unwrap();
        let mended = project.json(&["import", path.to_str().unwrap()]);
        assert_eq!(first(&mended)["rejected"], 0, "{what} {mended:#}");
        assert_eq!(contents(&project), wanted, "{what}");
        // The wrong file once more takes nothing back, and undo does.
        project.run(&["import", "w.csv"]);
        assert_eq!(contents(&project)[1..], wanted[1..], "{what}");
        for batch in ["B-0004", "B-0003", "B-0002"] {
            project.run(&["undo", batch]);
        }
        assert_eq!(contents(&project), kept, "{what}");
    }
}

#[test]
fn what_identifies_a_record_or_decides_a_safeguard_holds_its_row() {
    for (column, cell) in [("worker_id", ""), ("consent_match", "perhaps"), ("consent_date", "some day")] {
        let project = Project::new();
        project.file("w.csv", spoiled(column, cell));
        let report = project.json(&["import", "w.csv"]);
        assert_eq!(first(&report)["rejected"], 1, "{column}: {report:#}");
        assert_eq!(report["counts"]["worker"]["inserted"], 1, "{column}: {report:#}");
    }
    let project = Project::new();
    project.file("w.csv", spoiled("phone", "12"));
    let strict = project.json(&["import", "w.csv", "--strict"]);
    assert_eq!(first(&strict)["rejected"], 1, "{strict:#}");
    project.file(
        "p.csv",
        "placement_id,worker_id,channel,departure_date\nP1,W2,active,soon\nP2,W2,activ-ish,2026-01-05\n",
    );
    let report = project.json(&["import", "p.csv"]);
    assert_eq!(report["counts"]["placement"]["inserted"], 1, "{report:#}");
    let said = project.run(&["import", "p.csv"]).out;
    assert!(said.contains("1 row rejected, 1 cell left out"), "{said}");
}
