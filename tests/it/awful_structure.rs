//! Deliberately awful files, each beside the table that it holds: every cell comes out right, and
//! what was done to a row is named.

use crate::support::Project;
use corridor::message::Explained;
use corridor::ops::normalize_csv::normalize_csv;
use corridor::ops::table::{Source, TableReport};
use corridor::tabular::{TableOptions, TabularError};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/awful/structure")).to_owned()
}

fn cells(content: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn read(name: &str) -> (Vec<Vec<String>>, TableReport) {
    let mut out = Vec::new();
    let report = normalize_csv(&Source::from(folder().join(name)), &mut out).unwrap();
    (cells(&out), report)
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts are the result")]
fn every_awful_file_gives_its_table_cell_by_cell() {
    let (mut files, mut right) = (0, 0);
    let mut silent = Vec::new();
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for name in names.iter().filter_map(|name| name.strip_suffix(".expected.csv")) {
        let wanted = cells(&std::fs::read(folder().join(format!("{name}.expected.csv"))).unwrap());
        let (got, report) = read(name);
        files += 1;
        assert_eq!(got.len(), wanted.len(), "{name}: {report:#?}");
        for (row, (got, wanted)) in got.iter().zip(&wanted).enumerate() {
            for (column, wanted) in wanted.iter().enumerate() {
                if got.get(column) == Some(wanted) {
                    right += 1;
                } else {
                    silent.push(format!(
                        "{name}, row {row}, column {column}: {:?}, not {wanted:?}",
                        got.get(column)
                    ));
                }
            }
        }
    }
    println!("{files} files, {right} cells right, {} silently wrong", silent.len());
    assert!(files >= 18 && silent.is_empty(), "{silent:#?}");
}

#[test]
fn what_was_done_to_a_row_is_named() {
    let (_, report) = read("lost_and_found_separators.csv");
    let rows: Vec<u64> = report.remarks.iter().map(|remark| remark.row).collect();
    assert_eq!(rows, [6, 13, 19, 25], "{report:#?}");
    let (_, report) = read("stray_quotes.csv");
    let rows: Vec<u64> = report.remarks.iter().map(|remark| remark.row).collect();
    assert_eq!(rows, [11, 22], "a quote in `5\" tall` is no fault: {report:#?}");
    let (_, report) = read("preamble_and_totals.csv");
    let form = report.form.as_ref().unwrap();
    assert_eq!((form.preamble.len(), report.footers, report.passed_over.len()), (2, 1, 1), "{report:#?}");
    let (_, report) = read("two_sheets.xlsx");
    assert_eq!(report.form.unwrap().sheet.as_deref(), Some("Staff"));
}

#[test]
fn a_page_is_refused_by_name() {
    let refused = corridor::tabular::open(&folder().join("page.xls"), "page.xls", &TableOptions::default());
    assert!(matches!(refused, Err(TabularError::OtherFormat { what: "an HTML page", .. })), "{refused:?}");
}

#[test]
fn a_sheet_is_chosen_by_name_or_number() {
    for sheet in ["read me", "1"] {
        let file = folder().join("two_sheets.xlsx");
        let source = Source { file, encoding: None, sheet: Some(sheet.to_owned()) };
        let mut out = Vec::new();
        let report = normalize_csv(&source, &mut out).unwrap();
        assert_eq!(report.form.unwrap().sheet.as_deref(), Some("Read me"));
    }
    let options = TableOptions { sheet: Some("Staf"), ..TableOptions::default() };
    let refused = corridor::tabular::open(&folder().join("two_sheets.xlsx"), "two_sheets.xlsx", &options);
    let refused = refused.unwrap_err();
    assert!(refused.to_string().contains("there is no sheet `Staf`"), "{refused}");
    assert!(format!("{:?}", refused.hints()).contains("Staff"), "{:?}", refused.hints());
}

#[test]
fn the_command_writes_a_file_whole_and_replaces_nothing_that_is_no_file() {
    let project = Project::new();
    let file = project.file("w.csv", "a;b\n1,5;2\n");
    project.ok(&["normalize-csv", "w.csv", "--out", "w.csv"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "a,b\r\n\"1,5\",2\r\n");
    let ran = project.run(&["normalize-csv", "w.csv", "--out", "-", "--encoding", "cp1252"]);
    assert!(ran.out.starts_with("a,b\r\n") && ran.err.contains("comma-separated"), "{}", ran.err);
    std::fs::create_dir(project.path().join("there")).unwrap();
    assert_eq!(project.run(&["normalize-csv", "w.csv", "--out", "there"]).code, Some(2));
    assert!(project.path().join("there").is_dir());
    project.file("empty.csv", "");
    project.ok(&["normalize-csv", "empty.csv", "--out", "empty.out"]);
    assert_eq!(std::fs::read(project.path().join("empty.out")).unwrap(), b"");
    let refused = project.run(&["normalize-csv", "w.csv", "--out", "x", "--encoding", "klingon"]);
    assert!(refused.err.contains("no encoding is called `klingon`"), "{}", refused.err);
}
