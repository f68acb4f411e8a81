//! `corridor audit state`: what was done about a finding.
//!
//! What was done is a decision of its own. The finding stays, and so does the clearance: an override says who answers for
//! going on in spite of it, and until when.

use super::placements::{AuditOptions, each_judged};
use super::{Act, Desk, OpsError};
use crate::decision::{DecisionFacts, FINDING_STATE, FindingFacts, Recorded, StateFacts};
use crate::ethics::{Assessment, Finding, FindingState};
use crate::model::{Day, DecisionId, Role};
use crate::store::{Facts, Store};
use crate::text::nearest;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is to be said of a finding.
#[derive(Debug, Clone)]
pub struct StateOptions {
    /// The placement, by its identifier.
    pub placement: String,
    /// The rule that speaks.
    pub rule: String,
    /// What was done.
    pub state: FindingState,
    /// Why.
    pub reason: String,
    /// As what the actor acts; an override needs it.
    pub role: Option<Role>,
    /// The day on which it ends; an override needs one, and nothing else has one.
    pub until: Option<Day>,
}

/// What was done about a finding, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedFinding {
    /// The placement.
    pub placement: String,
    /// The rule that speaks.
    pub rule: String,
    /// What was done.
    pub state: FindingState,
    /// Why, in the words of whoever did it.
    pub reason: String,
    /// As what they acted.
    pub role: Option<Role>,
    /// The day on which an override ends.
    pub until: Option<Day>,
    /// Whether that day has come, so that the finding is open again.
    pub ended: bool,
    /// The decision that holds it.
    pub decision: DecisionId,
    /// When it was recorded, RFC 3339 in UTC.
    pub recorded_at: String,
    /// Who recorded it.
    pub actor: String,
}

impl StatedFinding {
    /// The state on the day asked.
    pub fn now(&self) -> FindingState {
        if self.ended { FindingState::Open } else { self.state }
    }
}

/// What was said last of each finding.
pub(super) struct StatedFindings(BTreeMap<(String, String), StatedFinding>);

/// What was said last of each finding, as of a day.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub(super) fn all(store: &Store, today: Day) -> Result<StatedFindings, OpsError> {
    let mut last = BTreeMap::new();
    for decision in store.decisions(FINDING_STATE)? {
        let Recorded::Typed(document) = decision.facts else { continue };
        let DecisionFacts::FindingState(facts) = document.decision else { continue };
        let StateFacts { placement, finding, state, reason, role, until } = facts;
        let said = StatedFinding {
            placement: placement.clone(),
            rule: finding.rule.clone(),
            state,
            reason,
            role,
            until,
            ended: until.is_some_and(|until| until <= today),
            decision: decision.decision,
            recorded_at: decision.recorded_at,
            actor: decision.actor,
        };
        last.insert((placement, finding.rule), said);
    }
    Ok(StatedFindings(last))
}

impl StatedFindings {
    /// What was said of the findings of a placement.
    pub(super) fn of(&self, placement: &str, assessment: &Assessment) -> Vec<StatedFinding> {
        let said = |finding: &Finding| self.0.get(&(placement.to_owned(), finding.rule.clone())).cloned();
        assessment.findings.iter().filter_map(|finding| said(finding)).collect()
    }
}

/// Records what was done about a finding.
///
/// # Errors
/// [`OpsError`] when the placement has no such finding, an override lacks role or end, or the store cannot be written.
pub fn state(desk: &Desk, act: &Act, options: &StateOptions) -> Result<StatedFinding, OpsError> {
    let StateOptions { placement, rule, state, reason, role, until } = options;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(OpsError::StateReason);
    }
    let overrides = *state == FindingState::Overridden;
    let (no_role, no_end) = (role.is_none(), until.is_none_or(|until| until <= act.today));
    if overrides && (no_role || no_end) {
        return Err(OpsError::OverrideNeeds { today: act.today, role: no_role, until: no_end });
    }
    if !overrides && until.is_some() {
        return Err(OpsError::NoEnd { state: *state });
    }
    let store = desk.store()?;
    let packs = desk.packs()?;
    let snapshot = store.snapshot()?;
    let mut found = Vec::new();
    let only = AuditOptions { placement: Some(placement.clone()), ..AuditOptions::default() };
    each_judged(&snapshot, &only, [&packs], |_, [assessment]| {
        found = assessment.findings.iter().map(|finding| FindingFacts::from(finding.as_ref())).collect();
        Ok(())
    })?;
    let finding = found.iter().find(|finding| finding.rule == *rule).cloned().ok_or_else(|| {
        let known: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
        OpsError::NoFinding {
            placement: placement.clone(),
            rule: rule.clone(),
            nearest: nearest(rule, known.iter().copied(), 0.6).map(str::to_owned),
            known: known.join(", "),
        }
    })?;
    let (placement, rule, state, role, until) = (placement.clone(), rule.clone(), *state, *role, *until);
    let facts = DecisionFacts::FindingState(StateFacts {
        placement: placement.clone(),
        finding,
        state,
        reason: reason.to_owned(),
        role,
        until,
    });
    let mut change = desk.change(act, &store, "recording what was done about a finding")?;
    let decision = change.decide(&Facts { seq: snapshot.seq(), facts: &facts }, &act.by())?;
    Ok(StatedFinding {
        placement,
        rule,
        state,
        reason: reason.to_owned(),
        role,
        until,
        ended: false,
        decision,
        recorded_at: act.at.clone(),
        actor: act.actor.to_string(),
    })
}
