//! Certificates as people write them: `tests/data/certificates.csv`, read string by string.

use corridor::model::{Day, Decimal, TestMode};
use corridor::normalize::certificate::{self, Certificate, Refused};
use std::collections::BTreeMap;

#[derive(Debug, serde::Deserialize)]
struct Row {
    id: String,
    text: String,
    written_in: String,
    as_of: String,
    outcome: String,
    test: String,
    mode: String,
    overall: String,
    listening: String,
    reading: String,
    writing: String,
    speaking: String,
    level: String,
    taken_on: String,
    kind: String,
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/certificates.csv");
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

/// `7.0` and `7` are one result.
fn same(found: Option<&str>, expected: &str) -> bool {
    let found = found.unwrap_or_default();
    match (found.parse::<Decimal>(), expected.parse::<Decimal>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => found == expected,
    }
}

/// What is wrong with a reading; nothing when it is as expected.
fn fault(row: &Row, read: &Result<Certificate, Refused>) -> Option<String> {
    match (row.outcome.as_str(), read) {
        ("read", Ok(found)) => {
            let mut wrong = Vec::new();
            let mut check = |name: &str, found: Option<String>, expected: &str| {
                if !same(found.as_deref(), expected) {
                    wrong.push(format!("{name} {found:?} for `{expected}`"));
                }
            };
            check("test", found.test.as_ref().map(ToString::to_string), &row.test);
            check("overall", found.overall.clone(), &row.overall);
            check("listening", found.listening.clone(), &row.listening);
            check("reading", found.reading.clone(), &row.reading);
            check("writing", found.writing.clone(), &row.writing);
            check("speaking", found.speaking.clone(), &row.speaking);
            check("level", found.level.map(|level| level.to_string()), &row.level);
            check("taken_on", found.taken_on.map(|date| date.to_string()), &row.taken_on);
            if !row.mode.is_empty() {
                let mode: TestMode = row.mode.parse().unwrap();
                if found.mode != Some(mode) {
                    wrong.push(format!("mode {:?}", found.mode));
                }
            }
            (!wrong.is_empty()).then(|| wrong.join(", "))
        }
        ("read", Err(refused)) => Some(format!("refused: {refused}")),
        // A level of a language without a test is told as the worker's own word and names none.
        ("open", Ok(found)) if found.test.is_some() => Some(format!("taken for {:?}", found.test)),
        ("refused", Ok(found)) => Some(format!("taken for {:?} {:?}", found.test, found.overall)),
        _ => None,
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts are for who asks with --nocapture")]
fn certificates_are_read_as_people_write_them() {
    let rows = rows();
    let languages: std::collections::BTreeSet<&str> =
        rows.iter().map(|row| row.written_in.as_str()).collect();
    assert!(rows.len() >= 300 && languages.len() >= 8);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in &rows {
        let read = certificate::certificate(&row.text, row.as_of.parse().unwrap());
        let count = by_kind.entry(&row.kind).or_default();
        count.0 += 1;
        match fault(row, &read) {
            None => count.1 += 1,
            Some(why) => faults.push(format!("{} `{}`: {why}", row.id, row.text)),
        }
    }
    for (kind, (all, right)) in &by_kind {
        println!("{kind}: {right} of {all}");
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn no_text_makes_it_panic() {
    use proptest::prelude::*;
    proptest!(|(text in "\\PC{0,60}")| {
        let day: Day = "2026-11-01".parse().unwrap();
        let _ = certificate::certificate(&text, day);
        let _ = certificate::certificate(&format!("IELTS {text}"), day);
    });
}
