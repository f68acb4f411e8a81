//! Money: pay, deductions, and the currencies of both.

use super::reason::RecordReason as R;
use super::seen::{Col, Fault, Question, Seen, col, fault};
use super::{Check, checks};
use crate::model::{Country, Currency, Decimal, Kind};
use crate::reference::pay_bounds;

pub(super) static PAY: &[Check] = checks! { "pay":
    REC094 Warn "pay-of-zero", pay_of_zero, "schemas/opening.json, monthly_pay";
    REC095 Warn "pay-looks-yearly", pay_looks_yearly, "data/reference/pay_bounds.csv, monthly_high";
    REC096 Warn "pay-looks-hourly", pay_looks_hourly, "data/reference/pay_bounds.csv, monthly_low";
};

pub(super) static ABROAD: &[Check] = checks! { "pay":
    REC097 Warn "currency-not-of-destination", currency_not_of_destination, "ISO 4217, list one";
    REC098 Warn "comparable-pay-of-another-period", comparable_pay_of_another_period, "schemas/opening.json, monthly_pay and comparable_domestic_pay; judgment";
};

pub(super) static AMOUNT: &[Check] = checks! { "pay":
    REC099 Warn "amount-without-currency", amount_without_currency, "schemas/opening.json, pay_currency; schemas/cost.json, currency";
};

pub(super) static TERMS: &[Check] = checks! { "pay":
    REC100 Warn "deductions-exceed-pay", deductions_exceed_pay, "schemas/contract_terms.json, monthly_deductions and monthly_pay";
    REC101 Warn "leave-days-implausible", leave_days_implausible, "schemas/contract_terms.json, leave_days; judgment";
};

/// The columns of pay and of its currency.
fn columns(kind: Kind) -> (Col, Col) {
    match kind {
        Kind::Opening => (col!(Opening.monthly_pay), col!(Opening.pay_currency)),
        Kind::Placement => (col!(Placement.monthly_pay), col!(Placement.pay_currency)),
        _ => (col!(ContractTerms.monthly_pay), col!(ContractTerms.pay_currency)),
    }
}

fn pay_of_zero(seen: Seen<'_>) -> Option<Fault> {
    let (pay, _) = columns(seen.kind());
    seen.float(pay).filter(|pay| *pay <= 0.0)?;
    Some(fault(pay, R::PayOfZero))
}

fn pay_looks_yearly(seen: Seen<'_>) -> Option<Fault> {
    let (column, currency) = columns(seen.kind());
    let pay = seen.float(column)?;
    let code = seen.text(currency)?;
    let (low, high) = pay_bounds::of(code)?;
    (pay > high).then(|| {
        let found = fault(
            column,
            R::PayLooksYearly {
                pay: seen.decimal(column),
                currency: code.to_owned(),
                high: Decimal::nearest(high, 2),
            },
        );
        let month = pay / 12.0;
        if (low..=high).contains(&month) { found.suggest(format!("{month:.0}")) } else { found }
    })
}

fn pay_looks_hourly(seen: Seen<'_>) -> Option<Fault> {
    let (column, currency) = columns(seen.kind());
    let pay = seen.float(column).filter(|pay| *pay > 0.0)?;
    let code = seen.text(currency)?;
    let (low, _) = pay_bounds::of(code)?;
    (pay < low).then(|| {
        fault(
            column,
            R::PayLooksHourly {
                pay: seen.decimal(column),
                currency: code.to_owned(),
                low: Decimal::nearest(low, 2),
            },
        )
    })
}

fn currency_not_of_destination(seen: Seen<'_>) -> Option<Fault> {
    let (_, column) = columns(seen.kind());
    let destination =
        if seen.kind() == Kind::Opening { col!(Opening.destination) } else { col!(Placement.destination) };
    let (code, country) = (seen.text(column)?, seen.text(destination)?);
    let foreign = || {
        let (currency, country) = (code.parse::<Currency>().ok()?, country.parse::<Country>().ok()?);
        // Bulgaria pays in euro since 2026, which the list of currencies does not say yet.
        let used = currency.countries();
        let own = used.contains(&country) || used.is_empty() || (code == "EUR" && country.as_str() == "BG");
        (!own).then_some(())
    };
    seen.ask(Question::Currency, [code, country, ""], || foreign().is_some()).then(|| {
        fault(
            column,
            R::CurrencyNotOfDestination { currency: code.to_owned(), country: country.parse().ok() },
        )
    })
}

fn comparable_pay_of_another_period(seen: Seen<'_>) -> Option<Fault> {
    let (paid, _) = columns(seen.kind());
    let column = if seen.kind() == Kind::Opening {
        col!(Opening.comparable_domestic_pay)
    } else {
        col!(Placement.comparable_domestic_pay)
    };
    let (pay, other) =
        (seen.float(paid).filter(|pay| *pay > 0.0)?, seen.float(column).filter(|pay| *pay > 0.0)?);
    (other > 8.0 * pay || pay > 8.0 * other).then(|| {
        fault(
            column,
            R::ComparablePayOfAnotherPeriod { comparable: seen.decimal(column), pay: seen.decimal(paid) },
        )
    })
}

fn amount_without_currency(seen: Seen<'_>) -> Option<Fault> {
    const OPENING: &[(Col, Col)] = &[
        (col!(Opening.monthly_pay), col!(Opening.pay_currency)),
        (col!(Opening.comparable_domestic_pay), col!(Opening.pay_currency)),
    ];
    const PLACEMENT: &[(Col, Col)] = &[
        (col!(Placement.monthly_pay), col!(Placement.pay_currency)),
        (col!(Placement.worker_paid_reimbursed), col!(Placement.worker_paid_currency)),
        (col!(Placement.repayment_amount), col!(Placement.repayment_currency)),
    ];
    const TERMS: &[(Col, Col)] = &[
        (col!(ContractTerms.monthly_pay), col!(ContractTerms.pay_currency)),
        (col!(ContractTerms.monthly_deductions), col!(ContractTerms.pay_currency)),
    ];
    const COST: &[(Col, Col)] = &[(col!(Cost.amount), col!(Cost.currency))];
    let pairs = match seen.kind() {
        Kind::Opening => OPENING,
        Kind::Placement => PLACEMENT,
        Kind::Cost => COST,
        _ => TERMS,
    };
    pairs.iter().find_map(|&(amount, currency)| {
        let number = seen.text(amount)?;
        // Nothing is nothing in every currency.
        (number != "0" && !seen.has(currency)).then(|| {
            fault(amount, R::AmountWithoutCurrency { amount: number.to_owned(), column: currency.name })
        })
    })
}

fn deductions_exceed_pay(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(ContractTerms.monthly_deductions);
    let (kept, pay) = (seen.float(column)?, seen.float(col!(ContractTerms.monthly_pay))?);
    (kept > pay && pay > 0.0).then(|| {
        fault(
            column,
            R::DeductionsExceedPay {
                kept: seen.decimal(column),
                pay: seen.decimal(col!(ContractTerms.monthly_pay)),
            },
        )
    })
}

fn leave_days_implausible(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(ContractTerms.leave_days);
    let days = seen.number(column)?;
    (days > 90).then(|| fault(column, R::LeaveDaysImplausible { days }))
}
