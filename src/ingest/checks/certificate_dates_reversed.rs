//! `REC006`: certificate-dates-reversed.

use super::{Fault, Parsed, reversed};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC006",
    slug: "certificate-dates-reversed",
    source: "schemas/language_certificate.json, taken_on and expires_on",
    docs: "## What it checks\n\nA certificate does not expire before the test was taken.\n\n## Why\n\nOne of the two dates is wrong, or they are swapped.\n\n## Example\n\nTaken 2025-01-02, expires 2025-01-01.\n",
};

pub(super) fn check(record: &Parsed, _as_of: Day) -> Fault {
    if record.kind == Kind::LanguageCertificate { reversed(record, "taken_on", "expires_on") } else { None }
}
