//! Record checks: what a record says that cannot be, or hardly can, although each of its cells reads well.
//!
//! A check is a function and a line in the table of its file; its text is the page `FILE/SLUG.md` beside it:
//! what it checks, why, an example that breaks it, the same mended. Both examples are run by the tests.
//! `Reject` is for what cannot be true: the row comes back. `Warn` is for what a clerk should look at: the
//! row is taken. Ids are never reused. A check sees the whole row, and runs on every row of large files: it
//! compares, and allocates only for its reason; the sentence is made when somebody reads it.

mod consent;
mod language;
mod license;
mod opening;
mod organization;
mod pay;
mod person;
mod placement;
mod practice;
mod reason;
mod seen;
mod shared;
mod training;

use super::record::{Parsed, Severity};
use crate::model::{Kind, PartialDate};
use crate::rule::Rule;
use seen::{Fault, Seen};

pub use reason::{RecordReason, Step};
pub(super) use seen::Memory;

/// A check: its rule, what it does to the row, and the test of one record.
struct Check {
    rule: Rule,
    severity: Severity,
    test: fn(Seen<'_>) -> Option<Fault>,
}

/// Declares the checks of a file: id, severity, slug, function, source.
macro_rules! checks {
    ($folder:literal: $($id:ident $severity:ident $slug:literal, $test:path, $source:literal;)*) => {
        &[$($crate::ingest::checks::Check {
            rule: $crate::rule::Rule {
                id: stringify!($id),
                slug: $slug,
                source: $source,
                docs: include_str!(concat!($folder, "/", $slug, ".md")),
            },
            severity: $crate::ingest::record::Severity::$severity,
            test: $test,
        },)*]
    };
}
use checks;

/// A check that failed.
pub(super) struct Broken {
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    pub(super) column: &'static str,
    pub(super) because: RecordReason,
    pub(super) suggestion: Option<String>,
}

/// The checks of the records of a kind.
fn of(kind: Kind) -> &'static [&'static [Check]] {
    macro_rules! groups {
        ($($file:ident::$group:ident),*) => {{
            static GROUPS: &[&[Check]] = &[$($file::$group),*];
            GROUPS
        }};
    }
    match kind {
        Kind::Organization => groups![organization::CHECKS, shared::REGION, shared::ADDRESS],
        Kind::OrganizationLicense => groups![license::ORGANIZATION, license::END, shared::PROOF],
        Kind::Sanction => groups![organization::SANCTION],
        Kind::Curriculum => {
            groups![training::HOURS, training::CURRICULUM, training::CREDITS, shared::ADDRESS]
        }
        Kind::CurriculumSubject => groups![training::SUBJECT, training::CREDITS],
        Kind::Worker => {
            groups![person::BIRTH, person::CHECKS, person::TITLE, person::SPECIALTY, shared::REGION]
        }
        Kind::Qualification => groups![training::QUALIFICATION, training::HOURS, person::TITLE, shared::AGE],
        Kind::License => groups![license::CHECKS, license::END, shared::REGION, shared::PROOF, shared::AGE],
        Kind::LanguageCertificate => groups![language::CHECKS, shared::AGE],
        Kind::Employment => {
            groups![practice::CHECKS, practice::WEEK, person::TITLE, person::SPECIALTY, shared::AGE]
        }
        Kind::Consent => groups![consent::CHECKS],
        Kind::Opening => groups![
            opening::CHECKS,
            opening::LENGTH,
            opening::PARTIES,
            pay::PAY,
            pay::ABROAD,
            pay::AMOUNT,
            practice::WEEK,
            practice::POST,
            person::TITLE,
            person::SPECIALTY,
            shared::REGION
        ],
        Kind::Placement => {
            groups![person::BIRTH, placement::CHECKS, opening::PARTIES, pay::PAY, pay::ABROAD, pay::AMOUNT]
        }
        Kind::Cost => groups![placement::COST, pay::AMOUNT],
        Kind::ContractTerms => {
            groups![pay::PAY, pay::AMOUNT, pay::TERMS, opening::LENGTH, practice::WEEK, practice::POST]
        }
    }
}

/// The rules of all checks by id, with what a broken one does to the row.
pub(super) fn rules() -> Vec<(&'static Rule, Severity)> {
    let all = Kind::ALL.iter().flat_map(|&kind| of(kind).iter().copied().flatten());
    let mut rules: Vec<_> = all.map(|check| (&check.rule, check.severity)).collect();
    rules.sort_by_key(|(rule, _)| rule.id);
    rules.dedup_by_key(|(rule, _)| rule.id);
    rules
}

/// Finds what the records of a row fail; tells of each with the place of its record.
pub(super) fn check(
    row: &[Parsed],
    today: PartialDate,
    memory: &Memory,
    mut broken: impl FnMut(usize, Broken),
) {
    for (at, record) in row.iter().enumerate() {
        let seen = Seen { row, at, today, memory };
        for check in of(record.kind).iter().copied().flatten() {
            if let Some(Fault { column, because, suggestion }) = (check.test)(seen) {
                let (rule, severity) = (check.rule.id, check.severity);
                broken(at, Broken { rule, severity, column, because, suggestion });
            }
        }
    }
}

#[cfg(test)]
mod tests;
