//! Why rows were rejected, counted in a bounded table: its size does not grow with the rejects.

use crate::ingest::{self, FindingReason, RowFinding, RowReason, Severity};
use crate::message::{Arg, Message, Reason as _, english};
use crate::report::{self, ReportExample, ReportReason, clipped, shortened};
use std::collections::BTreeMap;

/// At most this many reasons of a file are counted apart; all others are counted together.
const REASONS: usize = 500;
/// What is counted together is called so.
const OTHER: &str = "in other columns or ways";
/// So many examples of a reason are kept.
const EXAMPLES: usize = 3;

/// Counts findings by reason.
#[derive(Debug, Default)]
pub(super) struct Reasons(BTreeMap<Key, (u64, Vec<ReportExample>)>);

/// What tells reasons apart: what it does to the row, the rule, the column, and what is said but for the cell.
type Key = (Severity, &'static str, String, String);

impl Reasons {
    pub(super) fn take(&mut self, finding: &RowFinding) {
        let mut key = (finding.severity, finding.code, finding.place.column.clone(), what(finding));
        if self.0.len() >= REASONS && !self.0.contains_key(&key) {
            key = (finding.severity, finding.code, String::new(), OTHER.to_owned());
        }
        let (count, examples) = self.0.entry(key).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(ReportExample {
                row: finding.place.row,
                value: clipped(&finding.place.value),
                reason: shortened(finding.reason.message()),
                expected: finding.reason.expected().map(shortened),
                suggestion: finding.suggestion.as_deref().map(clipped),
            });
        }
    }

    /// How many findings in a column reject a row or leave the cell out.
    pub(super) fn refused(&self, header: &str) -> u64 {
        let refused =
            |severity, code| severity == Severity::Reject || ingest::leaves_cell_out(severity, code);
        let here = |(severity, code, column, _): &Key| refused(*severity, code) && column == header;
        self.0.iter().filter(|(key, _)| here(key)).map(|(_, (count, _))| count).sum()
    }

    /// The reasons, the most frequent first.
    pub(super) fn list(self) -> Vec<ReportReason> {
        let mut reasons: Vec<ReportReason> = self
            .0
            .into_iter()
            .map(|((severity, code, column, what), (count, examples))| ReportReason {
                severity,
                code: code.to_owned(),
                column,
                what: general(code, what, &examples),
                remedy: report::remedy(code).map(|known| known.remedy).unwrap_or_default(),
                count,
                examples,
            })
            .collect();
        // The sort is stable, and the table was in order.
        reasons.sort_by_key(|reason| (reason.severity, std::cmp::Reverse(reason.count)));
        reasons
    }
}

/// What is said of a cell but for the cell itself: its text stands as `…`. What is said of a record or a row is
/// named by the rule, as its sentence tells of this row alone.
fn what(finding: &RowFinding) -> String {
    match &finding.reason {
        FindingReason::Cell(cell) => return clipped(&cell.said.text()),
        FindingReason::Row(RowReason::Taken { .. } | RowReason::Contradicts { .. }) => {}
        _ => return String::new(),
    }
    let value = &finding.place.value;
    let mut args = finding.reason.args();
    for (_, arg) in &mut args {
        if matches!(arg, Arg::Text(text) if text == value) {
            *arg = Arg::Text("…".to_owned());
        }
    }
    clipped(&english().text(finding.reason.code(), &args).unwrap_or_default())
}

/// What is wrong in general, as a message: a rule by its name, everything else by what is said.
fn general(code: &str, what: String, examples: &[ReportExample]) -> Message {
    let said = examples.first().map(|example| example.reason.code.clone()).unwrap_or_default();
    match report::remedy(code) {
        Some(known) if what.is_empty() => Message { code: said, text: known.title, ..Message::default() },
        _ if what == OTHER => Message { text: what, ..Message::default() },
        _ => Message { code: said, text: what, ..Message::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::CellReason;
    use crate::model::Kind;
    use crate::normalize::RefusalReason;
    use crate::rule::Place;

    fn finding(column: &str, value: &str, why: RefusalReason) -> RowFinding {
        let place = Place { file: "f.csv".into(), row: 2, column: column.into(), value: value.into() };
        let reason = CellReason { value: value.to_owned(), said: why.into() };
        RowFinding {
            place,
            code: "IMP010",
            severity: Severity::Reject,
            reason: reason.into(),
            suggestion: None,
            nearness: None,
        }
    }

    #[test]
    fn values_do_not_tell_reasons_apart() {
        let mut reasons = Reasons::default();
        for value in ["Phillipines", "Kenia", "Utopia", "Absurdistan"] {
            reasons.take(&finding("residence", value, RefusalReason::NoCountry));
        }
        assert_eq!((reasons.refused("residence"), reasons.refused("other")), (4, 0));
        let list = reasons.list();
        assert_eq!(list.len(), 1);
        assert_eq!((list[0].what.text.as_str(), list[0].count), ("The value is not a country.", 4));
        assert_eq!(list[0].what.code, "normalize-no-country");
        assert_eq!(list[0].examples[1].reason.text, "`Kenia`: The value is not a country.");
        assert_eq!(list[0].examples.len(), EXAMPLES);
    }

    #[test]
    fn rows_that_say_the_same_of_others_are_counted_together() {
        let mut reasons = Reasons::default();
        for row in 2..9 {
            let (value, file) = ("W1".to_owned(), "w.csv".to_owned());
            let reason = RowReason::Duplicate { kind: Kind::Worker, value, file, row };
            reasons.take(&RowFinding {
                code: "IMP101",
                reason: reason.into(),
                ..finding("id", "W1", RefusalReason::Blank)
            });
        }
        let list = reasons.list();
        assert_eq!((list.len(), list[0].count, list[0].what.text.as_str()), (1, 7, "record twice in batch"));
        assert_eq!(list[0].what.code, "row-duplicate");
    }

    #[test]
    fn the_table_does_not_grow_with_the_rejects() {
        let mut reasons = Reasons::default();
        for n in 0..10_000 {
            let value = "x".repeat(5_000);
            let word = n.to_string().into();
            reasons.take(&finding("c", &value, RefusalReason::NoSuchMonth { word }));
        }
        let list = reasons.list();
        assert!(list.len() <= REASONS + 1, "{}", list.len());
        assert_eq!(list.iter().map(|reason| reason.count).sum::<u64>(), 10_000);
        let examples = || list.iter().flat_map(|r| &r.examples);
        assert!(examples().all(|e| e.value.chars().count() == 201 && e.reason.text.chars().count() == 201));
        assert!(examples().all(|e| serde_json::to_string(&e.reason).unwrap().len() < 1_000));
    }
}
