//! `REC009`: employment-dates-reversed.

use super::{Fault, Parsed, reversed};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC009",
    slug: "employment-dates-reversed",
    source: "schemas/employment.json, started and ended",
    docs: "## What it checks\n\nAn employment does not end before it began.\n\n## Why\n\nOne of the two dates is wrong, or they are swapped.\n\n## Example\n\nStarted 2020-05, ended 2020-04.\n",
};

pub(super) fn check(record: &Parsed, _as_of: Day) -> Fault {
    if record.kind == Kind::Employment { reversed(record, "started", "ended") } else { None }
}
