//! `REC002`: completion-in-the-future.

use super::{Fault, Parsed, date};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC002",
    slug: "completion-in-the-future",
    source: "schemas/qualification.json, completed",
    docs: "## What it checks\n\nA qualification was not completed after today.\n\n## Why\n\nWhat is not completed is no qualification yet.\n\n## Example\n\nCompleted 2030 in a file imported in 2026.\n",
};

pub(super) fn check(record: &Parsed, as_of: Day) -> Fault {
    let completed = (record.kind == Kind::Qualification).then(|| date(record, "completed")).flatten()?;
    let hint = "leave `completed` blank while the training goes on".to_owned();
    (completed.earliest() > as_of)
        .then(|| ("completed", format!("{completed} lies in the future"), Some(hint)))
}
