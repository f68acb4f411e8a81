//! `REC003`: qualification-dates-reversed.

use super::{Fault, Parsed, reversed};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC003",
    slug: "qualification-dates-reversed",
    source: "schemas/qualification.json, started and completed",
    docs: "## What it checks\n\nA training does not end before it began.\n\n## Why\n\nOne of the two dates is wrong, or they are swapped.\n\n## Example\n\nStarted 2014-09, completed 2014-06.\n",
};

pub(super) fn check(record: &Parsed, _as_of: Day) -> Fault {
    if record.kind == Kind::Qualification { reversed(record, "started", "completed") } else { None }
}
