//! Why rows were rejected, counted in a bounded table: its size does not grow with the rejects.

use crate::ingest::{Finding, Severity};
use crate::report::{self, Example, Reason, clipped};
use std::collections::BTreeMap;

/// At most this many reasons of a file are counted apart; all others are counted together.
const REASONS: usize = 500;
/// So many examples of a reason are kept.
const EXAMPLES: usize = 3;

/// Counts findings by reason.
#[derive(Debug, Default)]
pub(super) struct Reasons(BTreeMap<Key, (u64, Vec<Example>)>);

type Key = (Severity, &'static str, String, String);

impl Reasons {
    pub(super) fn take(&mut self, finding: &Finding) {
        let mut key = (finding.severity, finding.code, finding.place.column.clone(), what(finding));
        if self.0.len() >= REASONS && !self.0.contains_key(&key) {
            key = (finding.severity, finding.code, String::new(), "in other columns or ways".to_owned());
        }
        let (count, examples) = self.0.entry(key).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(Example {
                row: finding.place.row,
                value: clipped(&finding.place.value),
                reason: clipped(&finding.reason),
                expected: finding.expected.as_deref().map(clipped),
                suggestion: finding.suggestion.as_deref().map(clipped),
            });
        }
    }

    /// How many rejecting findings stand in a column.
    pub(super) fn refused(&self, header: &str) -> u64 {
        let here = |(severity, _, column, _): &Key| *severity == Severity::Reject && column == header;
        self.0.iter().filter(|(key, _)| here(key)).map(|(_, (count, _))| count).sum()
    }

    /// The reasons, the most frequent first.
    pub(super) fn list(self) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = self
            .0
            .into_iter()
            .map(|((severity, code, column, what), (count, examples))| Reason {
                severity,
                code: code.to_owned(),
                column,
                what,
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

/// What is wrong in general: the reason without the value it begins with, or what the rule is called.
fn what(finding: &Finding) -> String {
    let value = format!("`{}` ", finding.place.value);
    match (finding.reason.strip_prefix(&value), report::remedy(finding.code)) {
        (Some(rest), _) => clipped(rest),
        (None, Some(known)) => known.title,
        (None, None) => clipped(&finding.reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Place;

    fn finding(column: &str, value: &str, code: &'static str, reason: &str) -> Finding {
        let place = Place { file: "f.csv".into(), row: 2, column: column.into(), value: value.into() };
        Finding {
            place,
            code,
            severity: Severity::Reject,
            reason: reason.into(),
            expected: None,
            suggestion: None,
            nearness: None,
        }
    }

    #[test]
    fn values_do_not_tell_reasons_apart() {
        let mut reasons = Reasons::default();
        for value in ["Phillipines", "Kenia", "Utopia", "Absurdistan"] {
            let reason = format!("`{value}` is not a country");
            reasons.take(&finding("residence", value, "IMP010", &reason));
        }
        assert_eq!((reasons.refused("residence"), reasons.refused("other")), (4, 0));
        let list = reasons.list();
        assert_eq!(list.len(), 1);
        assert_eq!((list[0].what.as_str(), list[0].count), ("is not a country", 4));
        assert_eq!(list[0].examples.len(), EXAMPLES);
    }

    #[test]
    fn the_table_does_not_grow_with_the_rejects() {
        let mut reasons = Reasons::default();
        for n in 0..10_000 {
            let value = "x".repeat(5_000);
            reasons.take(&finding("c", &value, "IMP010", &format!("`{value}` is wrong in way {n}")));
        }
        let list = reasons.list();
        assert!(list.len() <= REASONS + 1, "{}", list.len());
        assert_eq!(list.iter().map(|reason| reason.count).sum::<u64>(), 10_000);
        assert!(list.iter().flat_map(|r| &r.examples).all(|e| e.value.chars().count() == 201));
    }
}
