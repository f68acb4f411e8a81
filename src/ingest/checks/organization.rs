//! Organizations and the sanctions against them.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Seen, col, fault};
use super::{Check, checks};

const FROM: Col = col!(Sanction.from_date);

pub(super) static CHECKS: &[Check] = checks! { "organization":
    REC102 Warn "organization-named-by-its-id", organization_named_by_its_id, "schemas/organization.json, name";
};

pub(super) static SANCTION: &[Check] = checks! { "organization":
    REC103 Reject "sanction-dates-reversed", sanction_dates_reversed, "schemas/sanction.json, from_date and until_date";
    REC104 Warn "sanction-in-the-future", sanction_in_the_future, "schemas/sanction.json, from_date";
    REC105 Warn "sanction-without-source", sanction_without_source, "schemas/sanction.json, body and source";
};

fn organization_named_by_its_id(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Organization.name);
    let name = seen.text(column)?;
    (seen.text(col!(Organization.organization_id))? == name)
        .then(|| fault(column, R::OrganizationNamedByItsId { name: name.to_owned() }))
}

fn sanction_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(FROM, col!(Sanction.until_date))
}

fn sanction_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(FROM, Step::Sanction)
}

fn sanction_without_source(seen: Seen<'_>) -> Option<Fault> {
    let (body, source) = (col!(Sanction.body), col!(Sanction.source));
    (seen.has(FROM) && !seen.has(body) && !seen.has(source)).then(|| fault(source, R::SanctionWithoutSource))
}
