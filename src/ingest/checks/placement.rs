//! Placements and their costs: the order of the steps, what contradicts itself. What is *wrong* about a
//! placement is for the ethical rules; here stands only what cannot be as it is written.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Seen, col, fault};
use super::{Check, checks};
use crate::model::{CostHead, Decimal};

const CONTACT: Col = col!(Placement.contact_date);
const SIGNED: Col = col!(Placement.contract_signed_date);
const DEPARTED: Col = col!(Placement.departure_date);
const STARTED: Col = col!(Placement.started_on);
const RETURNED: Col = col!(Placement.returned_on);
const OUTCOME: Col = col!(Placement.outcome);

pub(super) static CHECKS: &[Check] = checks! { "placement":
    REC106 Reject "placement-dates-reversed", placement_dates_reversed, "schemas/placement.json, dates";
    REC107 Warn "placement-before-contact", placement_before_contact, "schemas/placement.json, contact_date: it decides which lists are in force";
    REC108 Warn "outcome-contradicts-dates", outcome_contradicts_dates, "schemas/placement.json, outcome and dates";
    REC109 Warn "destination-is-residence", destination_is_residence, "schemas/placement.json, residence and destination";
    REC110 Reject "share-is-a-percentage", share_is_a_percentage, "schemas/placement.json, pay_received_by_worker_share";
    REC115 Warn "repayment-without-clause", repayment_without_clause, "schemas/placement.json, repayment_clause";
    REC116 Warn "signed-but-not-written", signed_but_not_written, "schemas/placement.json, contract_is_written and contract_signed_date";
    REC117 Reject "contact-in-the-future", contact_in_the_future, "schemas/placement.json, contact_date";
};

pub(super) static COST: &[Check] = checks! { "placement":
    REC118 Warn "cost-paid-in-the-future", cost_paid_in_the_future, "schemas/cost.json, paid_on and entry";
    REC119 Warn "cost-of-an-unknown-kind", cost_of_an_unknown_kind, "schemas/cost.json, head and label";
    REC120 Warn "cost-paid-to-oneself", cost_paid_to_oneself, "schemas/cost.json, payer and payee";
};

fn placement_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    let pairs = [(DEPARTED, RETURNED), (STARTED, RETURNED), (STARTED, col!(Placement.return_due_on))];
    pairs.into_iter().find_map(|(first, second)| seen.reversed(first, second))
}

fn placement_before_contact(seen: Seen<'_>) -> Option<Fault> {
    let pairs = [(CONTACT, SIGNED), (CONTACT, DEPARTED), (CONTACT, STARTED)];
    pairs.into_iter().find_map(|(first, second)| seen.reversed(first, second))
}

fn outcome_contradicts_dates(seen: Seen<'_>) -> Option<Fault> {
    let outcome = seen.text(OUTCOME)?;
    let (column, date, ahead) = match outcome {
        // It is said to have happened: its date must not lie ahead.
        "departed" => (DEPARTED, seen.when(DEPARTED)?, true),
        "started" | "completed" | "left-early" => (STARTED, seen.when(STARTED)?, true),
        "returned" => (RETURNED, seen.when(RETURNED)?, true),
        // It is said not to have happened: there must be no date behind us.
        "planned" => (STARTED, seen.when(STARTED)?, false),
        _ => return None,
    };
    let contradicts = if ahead { seen.today.is_before(date) } else { date.is_before(seen.today) };
    contradicts.then(|| {
        fault(OUTCOME, R::OutcomeContradictsDates { outcome: outcome.to_owned(), column: column.name, date })
    })
}

fn destination_is_residence(seen: Seen<'_>) -> Option<Fault> {
    let destination = col!(Placement.destination);
    let country = seen.text(destination)?;
    // Who was trained abroad and lives in the destination may be placed there.
    let (residence, trained) = (seen.text(col!(Placement.residence))?, seen.text(col!(Placement.trained_in)));
    (residence == country && trained.is_none_or(|trained| trained == country))
        .then(|| fault(destination, R::DestinationIsResidence { country: country.parse().ok() }))
}

fn share_is_a_percentage(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Placement.pay_received_by_worker_share);
    let share = seen.decimal(column)?;
    let thousandths = share.scaled(3)?;
    (thousandths > 1_000).then(|| {
        let found = fault(column, R::ShareIsAPercentage { share });
        if thousandths <= 100_000 {
            found.suggest(Decimal::from_thousandths(thousandths / 100).to_string())
        } else {
            found
        }
    })
}

fn repayment_without_clause(seen: Seen<'_>) -> Option<Fault> {
    let clause = col!(Placement.repayment_clause);
    let amount = col!(Placement.repayment_amount);
    (seen.number(clause)? == 0 && seen.text(amount)? != "0").then(|| {
        fault(clause, R::RepaymentWithoutClause { amount: seen.text(amount).map(str::to_owned) })
            .suggest("yes")
    })
}

fn signed_but_not_written(seen: Seen<'_>) -> Option<Fault> {
    let written = col!(Placement.contract_is_written);
    let signed = seen.when(SIGNED)?;
    (seen.number(written)? == 0).then(|| fault(written, R::SignedButNotWritten { signed }).suggest("yes"))
}

fn contact_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(CONTACT, Step::Contact)
}

fn cost_paid_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    let found = seen.in_the_future(col!(Cost.paid_on), Step::Cost)?;
    (seen.text(col!(Cost.entry)) != Some("repayment-item")).then_some(found)
}

fn cost_of_an_unknown_kind(seen: Seen<'_>) -> Option<Fault> {
    let label = col!(Cost.label);
    (seen.text(col!(Cost.head))? == CostHead::Other.as_str() && !seen.has(label))
        .then(|| fault(label, R::CostOfAnUnknownKind))
}

fn cost_paid_to_oneself(seen: Seen<'_>) -> Option<Fault> {
    let payee = col!(Cost.payee);
    let name = seen.text(payee)?;
    let payer = seen.text(col!(Cost.payer))?;
    name.eq_ignore_ascii_case(payer).then(|| fault(payee, R::CostPaidToOneself { payer: payer.to_owned() }))
}
