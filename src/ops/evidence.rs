//! `corridor audit evidence`: what is missing, and who can bring it.

use super::placements::{AuditOptions, PlacementDay, each_judged};
use super::{Act, Desk, OpsError};
use crate::ethics::{self, Clearance, FindingOutcome, OpenQuestion};
use crate::model::{Cost, CostEntry, Country, Seq};
use crate::policy::StoodInPack;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A fact that rules ask for and placements do not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingFact {
    /// The fact, the columns that answer it, and who can.
    pub question: OpenQuestion,
    /// How many placements lack it.
    pub placements: u64,
    /// Of them those that it holds: nobody may go on before it is answered.
    pub holding: u64,
    /// The rules that ask for it.
    pub rules: Vec<String>,
    /// The placements.
    pub of: Vec<String>,
}

/// What receipts lack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MissingReceipts {
    /// How many costs are on record; items of clauses to repay are none.
    pub costs: u64,
    /// Of them without a head of cost, nor a label that tells it.
    pub without_head: u64,
    /// Without an amount.
    pub without_amount: u64,
    /// Without a currency.
    pub without_currency: u64,
    /// Without a payer.
    pub without_payer: u64,
    /// Without a day.
    pub without_day: u64,
    /// Placements without any cost on record.
    pub placements_without: u64,
}

impl MissingReceipts {
    fn add(&mut self, costs: &[Cost]) {
        let mut none = true;
        for cost in costs.iter().filter(|cost| cost.entry != Some(CostEntry::RepaymentItem)) {
            none = false;
            self.costs += 1;
            self.without_head += u64::from(ethics::head_of(cost).is_none());
            self.without_amount += u64::from(cost.amount.is_none());
            self.without_currency += u64::from(cost.currency.is_none());
            self.without_payer += u64::from(cost.payer.is_none());
            self.without_day += u64::from(cost.paid_on.is_none());
        }
        self.placements_without += u64::from(none);
    }
}

/// The reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceReply {
    /// The sequence number of the store.
    pub seq: Seq,
    /// How many placements were asked for.
    pub placements: u64,
    /// The day by which placements are counted and filtered.
    pub date: PlacementDay,
    /// Of them on hold.
    pub held: u64,
    /// The facts that are missing: those that hold most placements first.
    pub facts: Vec<MissingFact>,
    /// What the receipts lack.
    pub receipts: MissingReceipts,
    /// The packs that cannot be used, in whose place an earlier text judged.
    pub packs_stood_in: Vec<StoodInPack>,
}

/// Placements without a fact.
#[derive(Default)]
struct Lacking {
    of: BTreeSet<String>,
    holding: u64,
    rules: BTreeSet<String>,
    licensing: BTreeSet<Country>,
}

/// Lists what is missing of placements.
///
/// # Errors
/// [`OpsError`] when the store or a pack cannot be read, or what is asked for is not there.
pub fn evidence(desk: &Desk, _act: &Act, options: &AuditOptions) -> Result<EvidenceReply, OpsError> {
    let packs = desk.packs()?;
    let snapshot = desk.store()?.snapshot()?;
    let mut lacking: BTreeMap<String, Lacking> = BTreeMap::new();
    let (mut placements, mut held) = (0, 0);
    let mut receipts = MissingReceipts::default();
    each_judged(&snapshot, options, [&packs], |asked, [assessment]| {
        let stated = asked.stated();
        let corridor = (stated.origin, stated.destination);
        placements += 1;
        held += u64::from(assessment.clearance == Clearance::Hold);
        receipts.add(&asked.file.costs);
        let id = asked.file.placement.placement_id.as_str();
        for finding in &assessment.findings {
            let FindingOutcome::Unknown { missing } = &finding.outcome else { continue };
            for fact in missing {
                let of = lacking.entry(fact.clone()).or_default();
                of.of.insert(id.to_owned());
                of.licensing.extend(ethics::licensing_state(fact, corridor));
                if !of.rules.contains(&finding.rule) {
                    of.rules.insert(finding.rule.clone());
                }
            }
        }
        for question in super::audit::questions(&assessment, corridor) {
            lacking.entry(question.fact).or_default().holding += 1;
        }
        Ok(())
    })?;
    let line = |(fact, of): (String, Lacking)| {
        Some(MissingFact {
            question: ethics::question(&fact, of.licensing)?,
            placements: of.of.len() as u64,
            holding: of.holding,
            rules: of.rules.into_iter().collect(),
            of: of.of.into_iter().collect(),
        })
    };
    let mut facts: Vec<MissingFact> = lacking.into_iter().filter_map(line).collect();
    facts.sort_by(|a, b| {
        (b.holding, b.placements, &a.question.fact).cmp(&(a.holding, a.placements, &b.question.fact))
    });
    let packs_stood_in = packs.stood_in().to_vec();
    Ok(EvidenceReply {
        seq: snapshot.seq(),
        placements,
        date: options.date(),
        held,
        facts,
        receipts,
        packs_stood_in,
    })
}
