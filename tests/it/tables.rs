//! Every command that takes a table reads what an import reads: workbooks, encodings, title lines, separators,
//! gzip and standard input.

use crate::support::{Project, Ran};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn workbook() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/awful/structure/two_sheets.xlsx")).to_owned()
}

/// Runs a command on a table with countries below a title, in another encoding, and expects UG and VN.
fn countries(ran: &Ran) {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let codes: Vec<&str> = ran.out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(codes, ["UG", "VN"], "{}{}", ran.out, ran.err);
}

#[test]
fn resolve_reads_titles_encodings_separators_gzip_and_standard_input() {
    let project = Project::new();
    let text = "Staff of the clinic;\n;\nid;country\n1;Уганда\n2;Вьетнам\n";
    let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode(text);
    project.file("cyrillic.csv", &cyrillic);
    let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packing.write_all(&cyrillic).unwrap();
    project.file("cyrillic.csv.gz", packing.finish().unwrap());
    let args = |file: &'static str| {
        ["resolve", "countries", file, "--text", "country", "--id", "id", "--format", "csv"]
    };
    for file in ["cyrillic.csv", "cyrillic.csv.gz"] {
        countries(&project.run(&args(file)));
        let told = project.run(&[&args(file)[..], &["--encoding", "windows-1251"]].concat());
        countries(&told);
        assert!(told.err.contains("windows-1251, semicolon-separated"), "{}", told.err);
        assert!(told.err.contains("lines above the header, left out: 1"), "{}", told.err);
    }
    countries(&project.run_with(&args("-"), &cyrillic));
}

#[test]
fn dedupe_reads_workbooks_and_links_standard_input() {
    let project = Project::new();
    std::fs::copy(workbook(), project.path().join("staff.xlsx")).unwrap();
    let ran = project.run(&["dedupe", "staff.xlsx", "--format", "csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("staff.xlsx: sheet `Staff` of a workbook"), "{}", ran.err);
    assert!(!ran.err.contains("separated") && !ran.err.contains("PK"), "{}", ran.err);
    let people = "ref;Фамилия;surname\n1;Иванова;Иванова\n2;Петров;Петров\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(people);
    let ran = project.run_with(&["dedupe", "-", "--format", "json"], &bytes);
    let reply: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(reply["columns"][2]["meaning"], "family_name");
    assert_eq!(reply["files"][0]["form"]["encoding"], "windows-1251");
    assert_eq!(reply["files"][0]["file"], "stdin");
}

#[test]
fn import_reads_standard_input() {
    let project = Project::new();
    let ran = project.run_with(&["import", "-"], b"worker_id,full_name\nW-1,Ada Obi\n");
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("stdin: 1 row of kind worker") && ran.out.contains("1 inserted"), "{}", ran.out);
}

#[test]
fn a_workbook_is_never_told_as_text() {
    let project = Project::new();
    std::fs::copy(workbook(), project.path().join("staff.xlsx")).unwrap();
    let reply = project.json(&["import", "staff.xlsx", "--dry-run", "--map", "hours="]);
    let understood = &reply["files"][0]["understood"];
    assert_eq!(understood["form"]["sheet"], "Staff", "{reply}");
    for key in ["encoding", "delimiter"] {
        assert!(understood.get(key).is_none() && understood["form"].get(key).is_none(), "{understood}");
    }
    assert!(understood["form"].get("dialect").is_none(), "{understood}");
    let told = project.run(&["import", "staff.xlsx", "--dry-run", "--map", "hours="]).out;
    assert!(told.contains("sheet `Staff` of a workbook") && !told.contains("separated"), "{told}");
    let ran = project.run(&["normalize-csv", "staff.xlsx", "--out", "-"]);
    assert!(!ran.err.contains("separated") && !ran.err.contains("UTF-8"), "{}", ran.err);
}

#[test]
fn a_table_of_one_column_is_not_told_as_separated() {
    let project = Project::new();
    project.file("c.csv", "country\nUganda\nVietnam\n");
    let ran = project.run(&["resolve", "countries", "c.csv", "--text", "country"]);
    assert!(ran.err.contains("c.csv: UTF-8, one column"), "{}", ran.err);
}

#[test]
fn rows_are_numbered_below_the_header_and_the_nearest_column_is_named() {
    let project = Project::new();
    project.file("c.csv", "List\n\nn,country\na,Uganda\n,\nb,Vietnam\n");
    let out = project.ok(&["resolve", "countries", "c.csv", "--text", "country", "--format", "csv"]);
    let ids: Vec<&str> = out.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids, ["1", "3"], "a blank row has its number too: {out}");
    let ran = project.run(&["resolve", "countries", "c.csv", "--text", "contry"]);
    assert!(
        ran.err.contains("no column `contry`") && ran.err.contains("the nearest is `country`"),
        "{}",
        ran.err
    );
}

#[test]
fn what_is_no_table_is_refused_by_every_command_alike() {
    let project = Project::new();
    project.file("page.xls", "<html><body><table><tr><td>a</td></tr></table></body></html>");
    let commands: [&[&str]; 4] = [
        &["dedupe", "page.xls"],
        &["resolve", "countries", "page.xls"],
        &["resolve", "occupations", "page.xls"],
        &["normalize-csv", "page.xls", "--out", "-"],
    ];
    for command in commands {
        let ran = project.run(command);
        assert_eq!(ran.code, Some(2), "{command:?}");
        assert!(ran.err.contains("this is an HTML page, not a table"), "{command:?}: {}", ran.err);
    }
}
