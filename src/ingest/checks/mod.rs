//! Record checks: what a record says that cannot be, although each of its cells reads well.
//!
//! A check is a file with its rule and a function, and a line in [`RULES`]. Ids are never reused.

mod birth_date_implausible;
mod certificate_dates_reversed;
mod completion_in_the_future;
mod employment_dates_reversed;
mod hours_exceed_total;
mod license_dates_reversed;
mod part_score_off_scale;
mod qualification_dates_reversed;
mod score_off_scale;

use super::row::Parsed;
use crate::model::{Datum, Day, PartialDate};
use crate::rule::Rule;
use crate::schema;

/// A check that failed.
pub(super) struct Broken {
    pub(super) rule: &'static str,
    pub(super) column: &'static str,
    pub(super) because: String,
    pub(super) hint: Option<String>,
}

/// What a check says: the column at fault, why, and a hint.
type Fault = Option<(&'static str, String, Option<String>)>;

type Check = fn(&Parsed, Day) -> Fault;

/// The checks, by id.
const CHECKS: &[(&Rule, Check)] = &[
    (&birth_date_implausible::RULE, birth_date_implausible::check),
    (&completion_in_the_future::RULE, completion_in_the_future::check),
    (&qualification_dates_reversed::RULE, qualification_dates_reversed::check),
    (&hours_exceed_total::RULE, hours_exceed_total::check),
    (&license_dates_reversed::RULE, license_dates_reversed::check),
    (&certificate_dates_reversed::RULE, certificate_dates_reversed::check),
    (&score_off_scale::RULE, score_off_scale::check),
    (&part_score_off_scale::RULE, part_score_off_scale::check),
    (&employment_dates_reversed::RULE, employment_dates_reversed::check),
];

/// The rules of the checks, by id.
pub static RULES: &[&Rule] = &[
    &birth_date_implausible::RULE,
    &completion_in_the_future::RULE,
    &qualification_dates_reversed::RULE,
    &hours_exceed_total::RULE,
    &license_dates_reversed::RULE,
    &certificate_dates_reversed::RULE,
    &score_off_scale::RULE,
    &part_score_off_scale::RULE,
    &employment_dates_reversed::RULE,
];

/// The checks that a record fails.
pub(super) fn check(record: &Parsed, as_of: Day) -> Vec<Broken> {
    let broken = |(rule, check): &(&'static Rule, Check)| {
        let (column, because, hint) = check(record, as_of)?;
        Some(Broken { rule: rule.id, column, because, hint })
    };
    CHECKS.iter().filter_map(broken).collect()
}

fn text<'a>(record: &'a Parsed, column: &str) -> Option<&'a str> {
    match record.cells[schema::table(record.kind).column(column)?].as_ref()? {
        Datum::Text(text) => Some(text),
        Datum::Integer(_) => None,
    }
}

fn number(record: &Parsed, column: &str) -> Option<i64> {
    match record.cells[schema::table(record.kind).column(column)?].as_ref()? {
        Datum::Integer(number) => Some(*number),
        Datum::Text(_) => None,
    }
}

fn date(record: &Parsed, column: &str) -> Option<PartialDate> {
    text(record, column)?.parse().ok()
}

/// The fault of two dates of which the later one surely lies before the earlier one.
fn reversed(record: &Parsed, first: &'static str, second: &'static str) -> Fault {
    let (from, to) = (date(record, first)?, date(record, second)?);
    // Dates without a day may lie in the right order: only what cannot be is a fault.
    (to.latest() < from.earliest()).then(|| {
        (second, format!("{first} is {from}, {second} is {to}"), Some("the two dates may be swapped".into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    pub(super) fn record(kind: Kind, cells: &[(&str, &str)]) -> Parsed {
        let table = schema::table(kind);
        let mut parsed =
            Parsed { kind, cells: vec![None; table.fields.len()], as_written: vec![], unmapped: vec![] };
        for (column, text) in cells {
            let at = table.column(column).unwrap();
            parsed.cells[at] = Some(match table.fields[at].storage() {
                schema::Storage::Integer => Datum::Integer(text.parse().unwrap()),
                schema::Storage::Text => Datum::Text((*text).into()),
            });
        }
        parsed
    }

    #[test]
    fn the_rules_are_sorted_complete_and_documented() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
        assert_eq!(ids, CHECKS.iter().map(|(rule, _)| rule.id).collect::<Vec<_>>());
        for rule in RULES {
            for part in ["## What it checks", "## Why", "## Example"] {
                assert!(rule.docs.contains(part), "{}: {part}", rule.id);
            }
            assert!(!rule.source.is_empty());
        }
    }

    #[test]
    fn each_check_finds_its_fault_and_nothing_else() {
        use Kind::{Employment, LanguageCertificate, License, Qualification, Worker};
        let today: Day = "2026-01-01".parse().unwrap();
        type Case = (Kind, &'static [(&'static str, &'static str)], &'static [&'static str]);
        let cases: &[Case] = &[
            (Worker, &[("birth_date", "1990-01-01")], &[]),
            (Worker, &[("birth_date", "2027-01-01")], &["REC001"]),
            (Worker, &[("birth_date", "1890")], &["REC001"]),
            (Qualification, &[("started", "2010"), ("completed", "2014-06")], &[]),
            (Qualification, &[("started", "2014"), ("completed", "2014-06")], &[]),
            (Qualification, &[("completed", "2030")], &["REC002"]),
            (Qualification, &[("started", "2014-09"), ("completed", "2014-06")], &["REC003"]),
            (
                Qualification,
                &[("total_hours", "4600"), ("theory_hours", "2000"), ("clinical_hours", "2600")],
                &[],
            ),
            (
                Qualification,
                &[("total_hours", "4600"), ("theory_hours", "2001"), ("clinical_hours", "2600")],
                &["REC004"],
            ),
            (License, &[("issued_on", "2020-01-01"), ("expires_on", "2019-12-31")], &["REC005"]),
            (License, &[("issued_on", "2020-01-01")], &[]),
            (LanguageCertificate, &[("taken_on", "2025-01-02"), ("expires_on", "2025-01-01")], &["REC006"]),
            (LanguageCertificate, &[("test", "ielts-academic"), ("overall", "7.5")], &[]),
            (LanguageCertificate, &[("test", "ielts-academic"), ("overall", "75")], &["REC007"]),
            (LanguageCertificate, &[("test", "ielts-academic"), ("writing", "9.5")], &["REC008"]),
            (Employment, &[("started", "2020-05"), ("ended", "2020-04")], &["REC009"]),
        ];
        for (kind, cells, rules) in cases {
            let found: Vec<&str> =
                check(&record(*kind, cells), today).iter().map(|broken| broken.rule).collect();
            assert_eq!(&found, rules, "{cells:?}");
        }
    }
}
