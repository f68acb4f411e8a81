//! `REC008`: part-score-off-scale.

use super::{Fault, Parsed, text};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC008",
    slug: "part-score-off-scale",
    source: "data/reference/tests.csv, sub_score_scale",
    docs: "## What it checks\n\nA part score lies on the scale of its part.\n\n## Why\n\nRegulators ask for part scores; one off the scale proves nothing.\n\n## Example\n\nIELTS writing 9.5.\n",
};

use crate::model::Decimal;
use crate::reference::language_tests;

const PARTS: [&str; 4] = ["listening", "reading", "writing", "speaking"];

pub(super) fn check(record: &Parsed, _as_of: Day) -> Fault {
    if record.kind != Kind::LanguageCertificate {
        return None;
    }
    let test = language_tests::get(&text(record, "test")?.parse().ok()?)?;
    PARTS.into_iter().find_map(|part| {
        let (_, low, high) = test.part_scales.iter().find(|(name, _, _)| name == part)?;
        let score: Decimal = text(record, part)?.parse().ok()?;
        let because = || format!("{score} is not on the scale of {} {part}, {low} to {high}", test.name);
        (score < *low || score > *high).then(|| (part, because(), None))
    })
}
