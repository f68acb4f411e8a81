//! Files in, rejected rows back, undo; and files that are no tables.

use crate::support::Project;
use serde_json::json;

const WORKERS: &str = "worker_id,full_name,residence,occupation,language_1_test,language_1_overall,language_1_taken_on,consent_match\n\
00123,N’Diaye-Søren,PH,2221,ielts-academic,7.5,2025-04-03,yes\n\
00124,Ünal,TR,2221,,,,no\n";

#[test]
fn the_same_file_twice_changes_nothing() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    let first = project.json(&["import", "w.csv"]);
    assert_eq!(first["counts"]["worker"], json!({"inserted": 2, "updated": 0, "unchanged": 0}));
    let second = project.ok(&["import", "w.csv"]);
    assert!(second.contains("0 inserted, 0 updated, 5 unchanged, 0 rows rejected"), "{second}");
}

#[test]
fn encodings_and_separators_are_understood() {
    let project = Project::new();
    let text = "worker_id;Nom complet;Country of residence;Profession;Date of birth\nW1;Müller;Côte d'Ivoire;2221;31/12/1990\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    project.file("latin.csv", latin);
    project.file("tab.tsv", format!("\u{feff}{}", text.replace(';', "\t").replace("W1", "W2")));
    let report = project.json(&["import", "latin.csv", "tab.tsv"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
    assert_eq!(report["files"][0]["understood"]["encoding"], "windows-1252");
    assert_eq!(report["files"][1]["understood"]["bom"], true);
    assert_eq!(report["files"][0]["understood"]["date_orders"], json!([["Date of birth", "day-month-year"]]));
}

#[test]
fn a_dry_run_shows_each_change_and_writes_nothing() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    project.ok(&["import", "w.csv"]);
    let before = project.records();
    project.file("v.csv", WORKERS.replace("7.5", "8").replace("00124", "00125"));
    let report = project.json(&["import", "v.csv", "--dry-run"]);
    assert_eq!(report["batch"], json!(null));
    assert_eq!(
        report["changes"],
        json!([{"kind": "language_certificate", "id": "00123", "column": "overall", "old": "7.5", "new": "8"}])
    );
    assert_eq!(project.records(), before);
    assert!(!project.path().join("data/rejects").read_dir().unwrap().any(|_| true));
}

#[test]
fn mended_rejects_complete_the_load() {
    let project = Project::new();
    project.file("w.csv", "worker_id,residence,occupation,Date of birth\nW1,Phillipines,2221,13/04/1990\nW2,IN,2221,25/12/1991\n");
    let ran = project.run(&["import", "w.csv"]);
    assert_eq!(ran.code, Some(1));
    let rejects = project.path().join("data/rejects/B-0001-w.rejects.csv");
    let text = std::fs::read_to_string(&rejects).unwrap();
    assert_eq!(
        text,
        "worker_id,residence,occupation,Date of birth,row,column,value,rule,reason,suggestion\n\
         W1,Phillipines,2221,1990-04-13,2,residence,Phillipines,IMP010,`Phillipines` is not a country,Philippines (PH)\n"
    );
    project.file("mended.csv", text.replace("W1,Phillipines", "W1,Philippines"));
    let report = project.json(&["import", "mended.csv"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 1, "{report:#}");
    assert_eq!(report["files"][0]["rejected"], 0);
}

#[test]
fn undo_restores_and_says_what_stands_in_the_way() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    project.ok(&["import", "w.csv"]);
    let before = project.records();
    project.file("v.csv", WORKERS.replace("PH", "AE"));
    project.ok(&["import", "v.csv"]);
    let refused = project.run(&["undo", "B-0001"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("B-0002 changed records of it later"), "{}", refused.err);
    project.ok(&["undo", "2"]);
    assert_eq!(project.records(), before);
    assert!(project.ok(&["search", "worker", "--filter", "residence=PH"]).contains("00123"));
    project.ok(&["undo", "B-0001"]);
    assert!(project.ok(&["search", "worker"]).contains("0 of 0"));
    project.ok(&["audit", "verify"]);
}

#[test]
fn a_directory_is_one_batch_in_the_order_of_the_kinds() {
    let project = Project::new();
    project.file(
        "in/a_certificates.csv",
        "worker_id,test,taken_on,overall\nW-0001,oet,2025-01-01,350\nW-0009,oet,2025-01-01,350\n",
    );
    project.file("in/b_workers.csv", "worker_id,residence,occupation\nW-0001,PH,2221\n");
    let report = project.json(&["import", "in"]);
    assert_eq!(report["counts"]["language_certificate"]["inserted"], 1);
    let finding = &report["files"][1]["findings"][0];
    assert_eq!(
        (finding["code"].as_str(), finding["suggestion"].as_str()),
        (Some("IMP102"), Some("W-0001")),
        "{finding:#}"
    );
}

#[test]
fn an_unclosed_quote_costs_its_own_row_only() {
    let project = Project::new();
    let mut unclosed = WORKERS.to_owned();
    unclosed.push_str("00125,\"no end,PH,2221,,,,\n00126,x,PH,2221,,,,\n");
    project.file("w.csv", &unclosed);
    let rows = unclosed.lines().count() as u64 - 1;
    let report = project.json(&["import", "w.csv"]);
    let file = &report["files"][0];
    assert_eq!((file["rows"].as_u64(), file["rejected"].as_u64()), (Some(rows), Some(1)), "{report:#}");
    assert_eq!(file["findings"][0]["code"], "IMP021", "{report:#}");
}

#[test]
fn files_that_are_no_tables_are_refused_and_change_nothing() {
    let project = Project::new();
    project.file("w.csv", WORKERS);
    project.ok(&["import", "w.csv"]);
    let before = project.records();
    std::fs::create_dir(project.path().join("empty")).unwrap();

    for (name, content, says) in [
        ("empty.csv", Vec::new(), "the file is empty"),
        ("binary.csv", b"\x89PNG\0\0\0".to_vec(), "not a text file"),
        ("page.xls", b"<html><table><tr><td>worker_id".to_vec(), "an HTML page"),
        ("paper.csv", b"%PDF-1.7 and so on".to_vec(), "a PDF document"),
        ("packed.csv", b"PK\x03\x04 and so on".to_vec(), "a zip archive"),
        ("list.csv", b"[{\"worker_id\": 1}]".to_vec(), "a JSON document"),
        ("utf8.csv", [WORKERS.as_bytes(), b"00127,M\xFCller,PH,2221,,,,\n"].concat(), "two encodings"),
        (
            "twice.csv",
            b"worker_id,residence,residence\nW1,PH,PH\n".to_vec(),
            "two columns are called `residence`",
        ),
        (
            "same.csv",
            b"worker_id,residence,country of residence\nW1,PH,PH\n".to_vec(),
            "both mean `residence`",
        ),
        ("foreign.csv", b"a,b,c\n1,2,3\n".to_vec(), "no kind of record"),
        ("long.csv", [b"worker_id,full_name\nW1,".to_vec(), vec![b'x'; 9 << 20]].concat(), "longer than"),
    ] {
        project.file(name, content);
        let ran = project.run(&["import", name]);
        assert_eq!(ran.code, Some(2), "{name}: {}", ran.out);
        assert!(ran.err.contains(says) && ran.err.contains(name), "{name}: {}", ran.err);
        assert_eq!(project.records(), before, "{name}");
    }
    let ran = project.run(&["import", "empty"]);
    assert!(ran.code == Some(2) && ran.err.contains("no file ending in .csv"), "{}", ran.err);
    assert_eq!(project.run(&["import", "nowhere.csv"]).code, Some(2));
    // A header alone is no fault.
    project.file("header.csv", "worker_id,residence\n");
    assert!(project.ok(&["import", "header.csv"]).contains("a header and no rows"));
    assert_eq!(project.records(), before);
}

#[test]
fn ragged_rows_and_duplicates_are_named_by_row() {
    let project = Project::new();
    project.file("w.csv", "worker_id,residence,occupation\nW1,PH,2221\nW2,PH\nW1,IN,2221\nW3,IN,2221,\n");
    let report = project.json(&["import", "w.csv"]);
    assert_eq!(report["counts"]["worker"]["inserted"], 2, "{report:#}");
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let told: Vec<_> =
        findings.iter().map(|f| (f["place"]["row"].as_u64().unwrap(), f["code"].as_str().unwrap())).collect();
    assert_eq!(told, [(3, "IMP001"), (4, "IMP101")]);
    assert!(findings[1]["reason"].as_str().unwrap().contains("w.csv:2"));
}
