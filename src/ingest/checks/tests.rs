//! The tables of the checks, and each check through the reader of files: CSV text in, finding out.

use super::*;
use crate::ingest::record::RowFinding;
use crate::ingest::{ReadOptions, open, rules};
use crate::message::Reason as _;
use proptest::prelude::*;
use std::fmt::Write as _;

/// What a file of a kind gives: its findings, read on the first day of 2026 except where an example needs another.
fn findings(kind: Kind, csv: &str) -> Vec<RowFinding> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("example.csv");
    std::fs::write(&path, csv).unwrap();
    // Strictly: a finding does to a part of the row what its rule says.
    let options =
        ReadOptions { kind: Some(kind), strict: true, ..ReadOptions::new("2026-03-01".parse().unwrap()) };
    let table = open(&path, "example.csv", &options).unwrap();
    table.rows().flat_map(|row| row.unwrap().findings).collect()
}

/// The kind of the examples of a page, the file that breaks the rule, and the one that holds.
fn examples(docs: &str) -> (Kind, &str, &str) {
    let (_, rest) = docs.split_once("A file of kind `").unwrap();
    let (kind, rest) = rest.split_once('`').unwrap();
    let mut blocks = rest.split("```csv\n").skip(1).map(|block| block.split("```").next().unwrap());
    (kind.parse().unwrap(), blocks.next().unwrap(), blocks.next().unwrap())
}

#[test]
fn the_rules_are_sorted_unique_and_documented() {
    let all = rules();
    let ids: Vec<&str> = all.iter().map(|(rule, _)| rule.id).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    let mut slugs: Vec<&str> = all.iter().map(|(rule, _)| rule.slug).collect();
    slugs.sort_unstable();
    assert!(slugs.windows(2).all(|pair| pair[0] != pair[1]), "{slugs:?}");
    assert!(super::rules().len() >= 100);
    for (rule, _) in all {
        let mut rest = rule.docs;
        for part in ["## What it checks\n\n", "\n## Why\n\n", "\n## Example\n\n", "\n## How to mend it\n\n"] {
            let (before, after) = rest.split_once(part).unwrap_or_else(|| panic!("{}: {part}", rule.id));
            assert!(part.starts_with("## What") || before.len() > 20, "{}: {part} says nothing", rule.id);
            rest = after;
        }
        assert!(rest.len() > 10 && rule.source.len() > 10, "{}", rule.id);
        let (prefix, number) = rule.id.split_at(3);
        assert!(matches!(prefix, "REC" | "IMP") && number.len() == 3, "{}", rule.id);
        assert!(rule.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.slug);
    }
}

/// An id means the same for ever: here stand those in use, and those that were.
#[test]
fn no_id_is_reused() {
    let known: Vec<(&str, &str)> =
        include_str!("ids.txt").lines().filter_map(|line| line.split_once(' ')).collect();
    for (rule, _) in rules() {
        assert!(known.contains(&(rule.id, rule.slug)), "add `{} {}` to ids.txt", rule.id, rule.slug);
    }
    let mut ids: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
    ids.dedup();
    assert_eq!(ids.len(), known.len(), "an id stands twice in ids.txt");
    assert!(ids.is_sorted());
}

#[test]
fn every_page_beside_the_checks_belongs_to_one() {
    let dir = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/ingest/checks"));
    let mut pages = 0;
    for folder in
        std::fs::read_dir(dir).unwrap().filter_map(|entry| Some(entry.unwrap().path()).filter(|p| p.is_dir()))
    {
        for page in std::fs::read_dir(folder).unwrap() {
            let name = page.unwrap().path();
            let slug = name.file_stem().unwrap().to_str().unwrap();
            assert!(super::rules().iter().any(|(rule, _)| rule.slug == slug), "{slug}.md is of no check");
            pages += 1;
        }
    }
    assert_eq!(pages, super::rules().len());
}

#[test]
fn each_check_finds_its_fault_in_its_example_and_nothing_in_the_mended_one() {
    let mut wrong = String::new();
    for (rule, severity) in super::rules() {
        let (kind, breaks, holds) = examples(rule.docs);
        let found = findings(kind, breaks);
        let own: Vec<&RowFinding> = found.iter().filter(|finding| finding.code == rule.id).collect();
        let header = breaks.lines().next().unwrap();
        let told = match own[..] {
            // A finding says where, what, and what would have been accepted.
            [own] => {
                let named =
                    own.place.value.is_empty() || header.split(',').any(|column| column == own.place.column);
                let expected = own.reason.expected().is_some_and(|expected| !expected.text.is_empty());
                let said = own.reason.text() != own.reason.code();
                own.severity == severity && own.place.row == 2 && said && named && expected
            }
            _ => false,
        };
        if !told || found.iter().any(|finding| !finding.code.starts_with("REC")) {
            let _ = writeln!(wrong, "{} {} breaks: {found:#?}", rule.id, rule.slug);
        }
        let rest = findings(kind, holds);
        if !rest.is_empty() {
            let _ = writeln!(wrong, "{} {} holds: {rest:#?}", rule.id, rule.slug);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_fault_of_the_second_part_is_named_by_its_own_column() {
    let csv = "worker_id,language_1_test,language_2_test,language_2_overall\nW1,,ielts-academic,75\n";
    let found = findings(Kind::Worker, csv);
    assert_eq!((found[0].code, found[0].place.column.as_str()), ("REC007", "language_2_overall"));
    assert_eq!(found[0].suggestion.as_deref(), Some("7.5"));
}

#[test]
fn what_is_unknown_is_never_a_fault() {
    for &kind in Kind::ALL {
        let columns = crate::schema::table(kind).fields.len();
        let blank = Parsed { kind, cells: vec![None; columns], as_written: vec![], unmapped: vec![] };
        check(&[blank], "2026-01-01".parse().unwrap(), &Memory::default(), |_, broken| {
            panic!("{kind}: {}", broken.rule)
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in the cells: nothing panics, and what is remembered changes no answer.
    #[test]
    fn any_row_is_checked_and_twice_the_same(kind in 0..Kind::ALL.len(), picks in proptest::collection::vec(0..12_usize, 64)) {
        let kind = Kind::ALL[kind];
        let fields = &crate::schema::table(kind).fields;
        let odd = ["", "0", "-1", "99999999999", "2024", "2199-12-31", "1800", "B2", "é", "none"];
        let cell = |at: usize| match picks[at % picks.len()] {
            0 | 1 => fields[at].example.as_str(),
            pick => odd[pick - 2],
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(fields.iter().map(|field| &field.name)).unwrap();
        for _ in 0..2 {
            writer.write_record((0..fields.len()).map(cell)).unwrap();
        }
        let found = findings(kind, &String::from_utf8(writer.into_inner().unwrap()).unwrap());
        let of = |row: u64| found.iter().filter(|f| f.place.row == row).map(|f| (f.code, &f.reason)).collect::<Vec<_>>();
        prop_assert_eq!(of(2), of(3));
    }
}
