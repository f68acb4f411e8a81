//! `REC005`: license-dates-reversed.

use super::{Fault, Parsed, reversed};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC005",
    slug: "license-dates-reversed",
    source: "schemas/license.json, issued_on and expires_on",
    docs: "## What it checks\n\nA license does not expire before it was issued.\n\n## Why\n\nOne of the two dates is wrong, or they are swapped.\n\n## Example\n\nIssued 2020-01-01, expires 2019-12-31.\n",
};

pub(super) fn check(record: &Parsed, _as_of: Day) -> Fault {
    if record.kind == Kind::License { reversed(record, "issued_on", "expires_on") } else { None }
}
