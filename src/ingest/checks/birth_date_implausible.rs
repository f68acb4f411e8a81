//! `REC001`: birth-date-implausible.

use super::{Fault, Parsed, date};
use crate::model::{Day, Kind};
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "REC001",
    slug: "birth-date-implausible",
    source: "schemas/worker.json, birth_date",
    docs: "## What it checks\n\nA birth date lies neither in the future nor before 1900.\n\n## Why\n\nSuch a date is a slip of the hand, and the minimum age rests on it.\n\n## Example\n\n2027-01-01 in a file imported in 2026.\n",
};

pub(super) fn check(record: &Parsed, as_of: Day) -> Fault {
    let born = (record.kind == Kind::Worker).then(|| date(record, "birth_date")).flatten()?;
    let fault = born.earliest() > as_of || born.year() < 1900;
    fault.then(|| ("birth_date", format!("nobody who works was born on {born}"), None))
}
