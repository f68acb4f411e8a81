//! `corridor audit state`: what was done about a finding.
//!
//! What was done is a decision of its own. The finding stays, and so does the clearance: an override says who answers for
//! going on in spite of it, and until when.

use super::cases;
use super::{Act, Desk, OpsError};
use crate::decision::{DecisionFacts, FINDING_STATE, FindingFacts, JudgedCase, Recorded, StateFacts};
use crate::ethics::{
    Assessment, EthicsReason, Finding, FindingOutcome, FindingState, OVERRIDE, StatementStanding,
};
use crate::message::Reason as _;
use crate::model::{Day, DecisionId, Role};
use crate::policy::{Fact, Packs};
use crate::rule::Severity;
use crate::store::{Facts, Store};
use crate::text::nearest;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is to be said of a finding.
#[derive(Debug, Clone)]
pub struct StateOptions {
    /// What the finding is about: a placement, an opening, or a result such as `D-0001/W-001`.
    pub case: String,
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
    /// What the finding is about.
    #[serde(flatten)]
    pub case: JudgedCase,
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
    /// What became of it.
    pub standing: StatementStanding,
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
        if self.standing == StatementStanding::Holds { self.state } else { FindingState::Open }
    }
}

/// Something said of a finding, with the finding as it was then.
struct Statement {
    said: StatedFinding,
    finding: FindingFacts,
    facts: Option<Value>,
}

/// All that was said of findings, by case and in order.
pub(super) struct StatedFindings(BTreeMap<JudgedCase, Vec<Statement>>);

/// All that was said of findings, as of a day.
///
/// # Errors
/// [`OpsError`] when the store cannot be read.
pub(super) fn all(store: &Store, today: Day) -> Result<StatedFindings, OpsError> {
    let mut all: BTreeMap<JudgedCase, Vec<Statement>> = BTreeMap::new();
    for decision in store.decisions(FINDING_STATE)? {
        let Recorded::Typed(document) = decision.facts else { continue };
        let DecisionFacts::FindingState(facts) = document.decision else { continue };
        let StateFacts { case, finding, state, reason, role, until, facts } = facts;
        let ended = until.is_some_and(|until| until <= today);
        let said = StatedFinding {
            case: case.clone(),
            rule: finding.rule.clone(),
            state,
            reason,
            role,
            until,
            ended,
            standing: if ended { StatementStanding::Ended } else { StatementStanding::Holds },
            decision: decision.decision,
            recorded_at: decision.recorded_at,
            actor: decision.actor,
        };
        let of_one = all.entry(case).or_default();
        for earlier in of_one.iter_mut().filter(|earlier| earlier.said.rule == said.rule) {
            earlier.said.standing = StatementStanding::Replaced;
        }
        of_one.push(Statement { said, finding, facts });
    }
    Ok(StatedFindings(all))
}

impl StatedFindings {
    /// All that was said of the findings of a case, in order. What was said of a finding that is gone, or that rests on
    /// other facts now, holds no more: nobody has looked at these.
    pub(super) fn of(&self, case: &JudgedCase, assessment: &Assessment) -> Vec<StatedFinding> {
        let of_one = self.0.get(case).map(Vec::as_slice).unwrap_or_default();
        let still = |one: &Statement| {
            assessment.findings.iter().any(|finding| {
                FindingFacts::from(finding.as_ref()).is_as(&one.finding)
                    && one.facts.as_ref().is_none_or(|facts| Some(facts) == facts_of(finding).as_ref())
            })
        };
        let now = |one: &Statement| {
            let mut said = one.said.clone();
            if said.standing == StatementStanding::Holds && !still(one) {
                said.standing = StatementStanding::Lapsed;
            }
            said
        };
        of_one.iter().map(now).collect()
    }
}

/// The facts on which a finding rests, as they are recorded.
fn facts_of(finding: &Finding) -> Option<Value> {
    serde_json::to_value(&finding.facts).ok()
}

/// What was done about a finding today, among all that was said of its case.
pub(super) fn state_of(said: &[StatedFinding], finding: &Finding) -> FindingState {
    let of_one = said.iter().filter(|said| said.rule == finding.rule);
    of_one.map(StatedFinding::now).find(|state| *state != FindingState::Open).unwrap_or(FindingState::Open)
}

/// The findings that overrides in force are themselves: each stands beside the one that it is about.
pub(super) fn overrides(said: &[StatedFinding], assessment: &Assessment) -> Vec<Arc<Finding>> {
    let in_force = said.iter().filter(|said| said.now() == FindingState::Overridden);
    let of = |said: &StatedFinding| {
        let about = assessment.findings.iter().find(|finding| finding.rule == said.rule)?;
        let reason = EthicsReason::Overridden { rule: said.rule.clone(), role: said.role, until: said.until };
        let text = |text: String| Fact::Text(text);
        let facts = [
            ("overridden_rule", text(said.rule.clone())),
            ("decision", text(said.decision.to_string())),
            ("actor", text(said.actor.clone())),
            ("role", text(said.role.map(|role| role.to_string()).unwrap_or_default())),
            ("until", said.until.map_or_else(|| text(String::new()), Fact::Day)),
            ("reason", text(said.reason.clone())),
        ];
        let message = reason.message();
        Some(Arc::new(Finding {
            rule: OVERRIDE.to_owned(),
            title: message.text.clone(),
            severity: Severity::Info,
            outcome: FindingOutcome::Broken,
            message,
            facts: facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect(),
            amounts: BTreeMap::new(),
            ..about.as_ref().clone()
        }))
    };
    in_force.filter_map(of).collect()
}

/// Records what was done about a finding.
///
/// # Errors
/// [`OpsError`] when the case has no such finding, an override lacks role or end, or the store cannot be written.
pub fn state(desk: &Desk, act: &Act, options: &StateOptions) -> Result<StatedFinding, OpsError> {
    let StateOptions { case: name, rule, state, reason, role, until } = options;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(OpsError::StateReason);
    }
    let overrides = *state == FindingState::Overridden;
    if !overrides && until.is_some() {
        return Err(OpsError::NoEnd { state: *state });
    }
    let store = desk.store()?;
    let packs = desk.packs()?;
    let snapshot = store.snapshot()?;
    let judged = cases::named((&store, &snapshot), &packs, name, act.today)?;
    let (case, finding) = the_finding(name, rule, &judged)?;
    if overrides {
        may_override(&packs, rule, (*role, *until), act.today)?;
    }
    let (rule, state, role, until) = (rule.clone(), *state, *role, *until);
    let facts = DecisionFacts::FindingState(StateFacts {
        case: case.clone(),
        finding: FindingFacts::from(finding),
        state,
        reason: reason.to_owned(),
        role,
        until,
        facts: facts_of(finding),
    });
    let mut change = desk.change(act, &store, "recording what was done about a finding")?;
    let decision = change.decide(&Facts { seq: snapshot.seq(), facts: &facts }, &act.by())?;
    Ok(StatedFinding {
        case,
        rule,
        state,
        reason: reason.to_owned(),
        role,
        until,
        ended: false,
        standing: StatementStanding::Holds,
        decision,
        recorded_at: act.at.clone(),
        actor: act.actor.to_string(),
    })
}

/// The finding by a rule among the cases that a name stands for: of a decision one result has to be meant.
fn the_finding<'a>(
    name: &str,
    rule: &str,
    judged: &'a [(JudgedCase, Assessment)],
) -> Result<(JudgedCase, &'a Finding), OpsError> {
    let of = |(case, assessment): &'a (JudgedCase, Assessment)| {
        let finding = assessment.findings.iter().find(|finding| finding.rule == rule)?;
        Some((case.clone(), finding.as_ref()))
    };
    let mut found: Vec<(JudgedCase, &Finding)> = judged.iter().filter_map(of).collect();
    match found.len() {
        0 => {
            let all = judged.iter().flat_map(|(_, assessment)| &assessment.findings);
            let known: BTreeSet<&str> = all.map(|finding| finding.rule.as_str()).collect();
            Err(OpsError::NoFinding {
                case: name.to_owned(),
                rule: rule.to_owned(),
                nearest: nearest(rule, known.iter().copied(), 0.6).map(str::to_owned),
                known: known.into_iter().collect::<Vec<_>>().join(", "),
            })
        }
        1 => Ok(found.remove(0)),
        _ => Err(OpsError::WhichResult {
            decision: name.to_owned(),
            rule: rule.to_owned(),
            results: found.iter().map(|(case, _)| case.to_string()).collect(),
        }),
    }
}

/// That the pack of a rule lets a role override it, and for so long.
fn may_override(
    packs: &Packs,
    rule: &str,
    (role, until): (Option<Role>, Option<Day>),
    today: Day,
) -> Result<(), OpsError> {
    let power = packs.rule(rule).map(|(_, rule)| rule.overrides.clone()).unwrap_or_default();
    let rule = rule.to_owned();
    // Where nobody may, no role and no day makes it good.
    if power.by.is_empty() || role.is_some_and(|role| !power.by.contains(&role)) {
        return Err(OpsError::MayNotOverride { rule, role, power });
    }
    let (no_role, no_end) = (role.is_none(), until.is_none_or(|until| until <= today));
    if no_role || no_end {
        return Err(OpsError::OverrideNeeds { today, role: no_role, until: no_end, power });
    }
    let months = power.months();
    let latest = today.add_months(i32::from(months));
    match until.filter(|until| *until > latest) {
        Some(until) => Err(OpsError::OverrideTooLong { rule, months, latest, until }),
        None => Ok(()),
    }
}
