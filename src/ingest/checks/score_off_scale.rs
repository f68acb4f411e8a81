//! `REC007`: score-off-scale.

use super::{Fault, Parsed, text};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC007",
    slug: "score-off-scale",
    source: "data/reference/tests.csv, score_min and score_max",
    docs: "## What it checks\n\nAn overall score lies on the scale of its test.\n\n## Why\n\nA score off the scale is of another test, or a slip: 75 for 7.5.\n\n## Example\n\nIELTS 75.\n",
};

use crate::model::Decimal;
use crate::reference::language_tests;

pub(super) fn check(record: &Parsed, _as_of: Day) -> Fault {
    if record.kind != Kind::LanguageCertificate {
        return None;
    }
    let test = language_tests::get(&text(record, "test")?.parse().ok()?)?;
    let (low, high) = test.scale?;
    // A grade is no number; whether it is one of the test's grades is another question.
    let score: Decimal = text(record, "overall")?.parse().ok()?;
    let because = || format!("{score} is not on the scale of {}, {low} to {high}", test.name);
    (score < low || score > high).then(|| ("overall", because(), None))
}
