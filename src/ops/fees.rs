//! `corridor audit fees`: what was paid for recruitment, by whom, and what it cost workers in months of pay.

use super::placements::{AuditGroup, AuditOptions, PlacementDay, Stated, each_asked};
use super::{Act, Desk, OpsError};
use crate::ethics;
use crate::model::{Cost, CostEntry, Currency, Money, Opening, Party, Placement, Seq, words};
use serde::Serialize;
use std::collections::BTreeMap;

words! {
    /// A fact by which costs are summed.
    FeeGroup, "`head`, `payer`, `corridor`, `employer`, `recruiter`, `occupation`, `channel` or `year`" {
        /// The cost head, as the ILO defines recruitment fees and related costs (2019).
        Head = "head",
        /// Who paid.
        Payer = "payer",
        /// From which country to which.
        Corridor = "corridor",
        /// The employer.
        Employer = "employer",
        /// The recruiter.
        Recruiter = "recruiter",
        /// The occupation.
        Occupation = "occupation",
        /// How the recruitment came about.
        Channel = "channel",
        /// The year of the day by which placements are counted.
        Year = "year",
    }
}

/// The costs that share some facts and a currency. Amounts of two currencies are never added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeLine {
    /// The shared facts in the order asked for; `None` where a cost does not state the fact.
    pub by: Vec<(FeeGroup, Option<String>)>,
    /// The currency; `None` where it is not stated, and then nothing is summed.
    pub currency: Option<Currency>,
    /// How many costs there are.
    pub costs: u64,
    /// Of them those without an amount that can be summed.
    pub without_amount: u64,
    /// What was paid in all, in whole units of the currency.
    pub total: Option<String>,
    /// Of it by workers.
    pub by_workers: Option<String>,
    /// Of it by others.
    pub by_others: Option<String>,
    /// Of it by nobody knows whom.
    pub payer_unknown: Option<String>,
}

/// What workers of a corridor bore, as a share of a month's pay (SDG indicator 10.7.1).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeeBurden {
    /// From which country to which.
    pub corridor: String,
    /// How many placements were compared.
    pub placements: u64,
    /// How many were left out, and for which reasons.
    pub left_out: BTreeMap<FeeGap, u64>,
    /// The mean of the shares; `None` when nothing could be compared.
    pub mean_share: Option<f64>,
    /// Their median.
    pub median_share: Option<f64>,
}

words! {
    /// Why a placement tells nothing of the share that its worker bore.
    FeeGap, "`no-costs`, `payer-unknown`, `amount-unknown`, `pay-unknown` or `other-currency`" {
        /// No cost is on record.
        NoCosts = "no-costs",
        /// A cost states no payer.
        PayerUnknown = "payer-unknown",
        /// A cost of the worker, or what was paid back, states no amount or no currency.
        AmountUnknown = "amount-unknown",
        /// The monthly pay or its currency is not stated.
        PayUnknown = "pay-unknown",
        /// Costs and pay are in two currencies.
        OtherCurrency = "other-currency",
    }
}

/// The reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeeLedger {
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many placements were asked for.
    pub placements: u64,
    /// The day by which placements are counted and filtered.
    pub date: PlacementDay,
    /// The costs, summed by the facts asked for.
    pub ledger: Vec<FeeLine>,
    /// What workers bore, corridor by corridor.
    pub burdens: Vec<FeeBurden>,
    /// Items of clauses to repay: nobody paid them, and they are in no sum.
    pub repayment_items: u64,
}

/// The facts that the costs of a line share, and the code of their currency.
type LineKey = (Vec<Option<String>>, Option<String>);

/// Sums in minor units: all, by workers, by others.
#[derive(Default)]
struct Sums {
    costs: u64,
    without_amount: u64,
    total: i128,
    by_workers: i128,
    by_others: i128,
}

/// Sums the costs of placements.
///
/// # Errors
/// [`OpsError`] when the store cannot be read, or an organization asked for is not there.
pub fn fees(desk: &Desk, _act: &Act, options: &AuditOptions, by: &[FeeGroup]) -> Result<FeeLedger, OpsError> {
    let store = desk.store()?;
    let snapshot = store.snapshot()?;
    let mut ledger: BTreeMap<LineKey, (Option<Currency>, Sums)> = BTreeMap::new();
    let mut burdens: BTreeMap<String, (Vec<f64>, BTreeMap<FeeGap, u64>)> = BTreeMap::new();
    let (mut placements, mut repayment_items) = (0, 0);
    each_asked(&snapshot, options, |asked, stated| {
        placements += 1;
        let (paid, items): (Vec<&Cost>, Vec<&Cost>) =
            asked.file.costs.iter().partition(|cost| cost.entry != Some(CostEntry::RepaymentItem));
        repayment_items += items.len() as u64;
        for cost in &paid {
            let facts = by.iter().map(|group| fact(*group, cost, stated, options.date())).collect();
            let code = cost.currency.map(|currency| currency.as_str().to_owned());
            let (_, sums) = ledger.entry((facts, code)).or_insert_with(|| (cost.currency, Sums::default()));
            add(sums, cost);
        }
        let (shares, gaps) = burdens.entry(corridor(stated)).or_default();
        match share(&asked.file.placement, asked.opening.as_ref(), &paid) {
            Ok(share) => shares.push(share),
            Err(gap) => *gaps.entry(gap).or_default() += 1,
        }
        Ok(())
    })?;
    Ok(FeeLedger {
        seq: snapshot.seq(),
        placements,
        date: options.date(),
        ledger: ledger
            .into_iter()
            .map(|((facts, _), (currency, sums))| line(by, facts, currency, &sums))
            .collect(),
        burdens: burdens
            .into_iter()
            .map(|(corridor, (shares, left_out))| burden(corridor, shares, left_out))
            .collect(),
        repayment_items,
    })
}

fn fact(group: FeeGroup, cost: &Cost, stated: &Stated<'_>, date: PlacementDay) -> Option<String> {
    match group {
        FeeGroup::Head => ethics::head_of(cost).map(|head| head.to_string()),
        FeeGroup::Payer => cost.payer.map(|payer| payer.to_string()),
        FeeGroup::Corridor => Some(corridor(stated)),
        FeeGroup::Employer => stated.fact(AuditGroup::Employer, date),
        FeeGroup::Recruiter => stated.fact(AuditGroup::Recruiter, date),
        FeeGroup::Occupation => stated.fact(AuditGroup::Occupation, date),
        FeeGroup::Channel => stated.fact(AuditGroup::Channel, date),
        FeeGroup::Year => stated.fact(AuditGroup::Year, date),
    }
}

/// The corridor as the audit writes it.
fn corridor(stated: &Stated<'_>) -> String {
    let name =
        |country: Option<crate::model::Country>| country.map_or("unknown".to_owned(), |c| c.to_string());
    format!("{} > {}", name(stated.origin), name(stated.destination))
}

fn add(sums: &mut Sums, cost: &Cost) {
    sums.costs += 1;
    let money = cost.amount.zip(cost.currency).and_then(|(amount, currency)| Money::of(amount, currency));
    let Some(money) = money else {
        sums.without_amount += 1;
        return;
    };
    let minor = i128::from(money.minor);
    sums.total += minor;
    match cost.payer {
        Some(Party::Worker) => sums.by_workers += minor,
        Some(_) => sums.by_others += minor,
        None => {}
    }
}

fn line(by: &[FeeGroup], facts: Vec<Option<String>>, currency: Option<Currency>, sums: &Sums) -> FeeLine {
    let units = |minor: i128| currency.map(|currency| currency.units(minor));
    FeeLine {
        by: by.iter().copied().zip(facts).collect(),
        currency,
        costs: sums.costs,
        without_amount: sums.without_amount,
        total: units(sums.total),
        by_workers: units(sums.by_workers),
        by_others: units(sums.by_others),
        payer_unknown: units(sums.total - sums.by_workers - sums.by_others),
    }
}

/// What the worker bore, what was paid back taken off, as a share of a month's pay at the destination.
fn share(p: &Placement, opening: Option<&Opening>, costs: &[&Cost]) -> Result<f64, FeeGap> {
    if costs.is_empty() {
        return Err(FeeGap::NoCosts);
    }
    if costs.iter().any(|cost| cost.payer.is_none()) {
        return Err(FeeGap::PayerUnknown);
    }
    let pay = p.monthly_pay.zip(p.pay_currency);
    let pay = pay.or_else(|| opening.and_then(|o| o.monthly_pay.zip(o.pay_currency)));
    let (amount, currency) = pay.ok_or(FeeGap::PayUnknown)?;
    let pay = Money::of(amount, currency).filter(|pay| pay.minor > 0).ok_or(FeeGap::PayUnknown)?;
    let mut borne = 0_i128;
    let mut take = |amount: Option<crate::model::Decimal>, of: Option<Currency>, sign: i128| {
        let (amount, of) = amount.zip(of).ok_or(FeeGap::AmountUnknown)?;
        let money = Money::of(amount, of).ok_or(FeeGap::AmountUnknown)?;
        // An amount of nothing is nothing in every currency.
        if money.currency != currency && money.minor != 0 {
            return Err(FeeGap::OtherCurrency);
        }
        borne += sign * i128::from(money.minor);
        Ok(())
    };
    for cost in costs.iter().filter(|cost| cost.payer == Some(Party::Worker)) {
        take(cost.amount, cost.currency, 1)?;
    }
    if p.worker_paid_reimbursed.is_some() {
        take(p.worker_paid_reimbursed, p.worker_paid_currency, -1)?;
    }
    // Minor units of a month's pay and of fees are far below what a float holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "a share is shown with four digits")]
    let share = borne.max(0) as f64 / pay.minor as f64;
    Ok(share)
}

fn burden(corridor: String, mut shares: Vec<f64>, left_out: BTreeMap<FeeGap, u64>) -> FeeBurden {
    shares.sort_by(f64::total_cmp);
    let rounded = |share: f64| (share * 10_000.0).round() / 10_000.0;
    #[expect(clippy::cast_precision_loss, reason = "counts of placements are small")]
    let mean = |shares: &[f64]| rounded(shares.iter().sum::<f64>() / shares.len() as f64);
    let middle = |shares: &[f64]| mean(&shares[(shares.len() - 1) / 2..=shares.len() / 2]);
    let some = !shares.is_empty();
    FeeBurden {
        corridor,
        placements: shares.len() as u64,
        left_out,
        mean_share: some.then(|| mean(&shares)),
        median_share: some.then(|| middle(&shares)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_their_mean_and_median() {
        let of = |shares: &[f64]| {
            let burden = burden("A > B".to_owned(), shares.to_vec(), BTreeMap::new());
            (burden.mean_share, burden.median_share)
        };
        assert_eq!(of(&[]), (None, None));
        assert_eq!(of(&[0.5]), (Some(0.5), Some(0.5)));
        assert_eq!(of(&[1.0, 0.0]), (Some(0.5), Some(0.5)));
        assert_eq!(of(&[3.0, 0.0, 0.3]), (Some(1.1), Some(0.3)));
    }
}
