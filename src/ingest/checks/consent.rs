//! Consents: when they were given and withdrawn.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Seen, col, fault};
use super::{Check, checks};

const GIVEN: Col = col!(Consent.given_on);
const WITHDRAWN: Col = col!(Consent.withdrawn_on);

pub(super) static CHECKS: &[Check] = checks! { "consent":
    REC078 Reject "consent-dates-reversed", consent_dates_reversed, "schemas/consent.json, given_on and withdrawn_on";
    REC079 Reject "consent-in-the-future", consent_in_the_future, "schemas/consent.json, given_on";
    REC080 Warn "withdrawal-in-the-future", withdrawal_in_the_future, "schemas/consent.json, withdrawn_on";
    REC081 Warn "consent-in-childhood", consent_in_childhood, "Regulation (EU) 2016/679, art. 8(1): consent of a child from 16 years on";
    REC082 Warn "withdrawal-of-nothing", withdrawal_of_nothing, "schemas/consent.json, given and withdrawn_on";
};

fn consent_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(GIVEN, WITHDRAWN)
}

fn consent_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(GIVEN, Step::Consent)
}

fn withdrawal_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(WITHDRAWN, Step::Withdrawal)
}

fn consent_in_childhood(seen: Seen<'_>) -> Option<Fault> {
    seen.younger_than(16, GIVEN, Step::Consent)
}

fn withdrawal_of_nothing(seen: Seen<'_>) -> Option<Fault> {
    let withdrawn = seen.when(WITHDRAWN)?;
    (seen.number(col!(Consent.given)) == Some(0))
        .then(|| fault(WITHDRAWN, R::WithdrawalOfNothing { withdrawn }))
}
