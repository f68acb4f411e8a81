//! `REC004`: hours-exceed-total.

use super::{Fault, Parsed, number};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC004",
    slug: "hours-exceed-total",
    source: "schemas/qualification.json and schemas/curriculum.json, hours",
    docs: "## What it checks\n\nTheory and clinical hours together are no more than all hours.\n\n## Why\n\nThe comparison with a destination's minimum counts each hour once.\n\n## Example\n\n2,001 hours of theory and 2,600 clinical hours out of 4,600.\n",
};

pub(super) fn check(record: &Parsed, _as_of: Day) -> Fault {
    if !matches!(record.kind, Kind::Qualification | Kind::Curriculum) {
        return None;
    }
    let total = number(record, "total_hours")?;
    let theory = number(record, "theory_hours").unwrap_or_default();
    let clinical = number(record, "clinical_hours").unwrap_or_default();
    let because =
        || format!("{theory} hours of theory and {clinical} clinical hours are more than {total} in all");
    (theory.saturating_add(clinical) > total).then(|| ("total_hours", because(), None))
}
