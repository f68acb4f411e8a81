//! One branch of one question while it is worked on: what is known of it, and the verdict that grows.

use super::cite::of_rule;
use super::scope::{self, Link, links, months_fit, nationality_fits, residence_fits};
use super::{Cited, Decisive, Ending, Label, PortabilityReason, Question, Verdict, VerdictCondition};
use crate::model::{Confidence, Country};
use crate::reference::freshness;
use crate::reference::social_security::{
    self as tables, Agreement, AgreementType, Branch, Effect, EndingScope, PersonalScope, RuleRole,
    SocialSecurityRule,
};

/// What the instruments come to.
pub(super) enum Outcome {
    Label(Label),
    /// The destination's own rules decide; with `cap` they give at most partly-portable.
    National {
        cap: bool,
    },
}

pub(super) struct Case<'q> {
    pub(super) q: &'q Question,
    pub(super) branch: Branch,
    /// Where the worker lives afterwards.
    pub(super) residence: Country,
    /// Insured months in the destination.
    pub(super) months: u32,
    pub(super) verdict: Verdict,
    deciding: Vec<Confidence>,
    /// The agreements of the two states, in any status.
    pub(super) bilateral: Vec<&'static Agreement>,
    /// The instruments of several states that link the two on the day.
    pub(super) links: Vec<Link>,
    /// Those that link the destination with the country of the months at home: by these alone its months count.
    pub(super) counting: Vec<Link>,
    /// An instrument was left out for its hub alone although a nationality lies in it.
    pub(super) hub_may_help: bool,
    /// Whether an agreement of the two states admits the worker.
    pub(super) admitted: bool,
    /// What a positive verdict would rest on beside the question.
    pub(super) condition: Option<VerdictCondition>,
}

impl<'q> Case<'q> {
    pub(super) fn new(q: &'q Question, branch: Branch) -> Self {
        let residence = q.return_to.unwrap_or(q.origin);
        let (d, o) = (q.destination.as_str(), q.origin.as_str());
        let mut assumptions = Vec::new();
        if q.return_to.is_none() {
            assumptions.push(PortabilityReason::LivesIn { country: residence });
        }
        if q.nationalities.is_none() {
            assumptions.push(PortabilityReason::NationalityUnknown);
        }
        assumptions.push(PortabilityReason::EndsAs { ending: q.ending });
        let own = q.nationalities.as_deref().unwrap_or_default();
        let mut found = links(q.destination, residence, q.as_of);
        for link in links(q.destination, q.origin, q.as_of) {
            if !found.iter().any(|known| known.destination.instrument_id == link.destination.instrument_id) {
                found.push(link);
            }
        }
        let hub_may_help = found.iter().any(|link| {
            link.hub_only
                && link.destination.has(branch)
                && own.iter().any(|n| link.destination.hub().contains(n))
        });
        let is_usable = |link: &Link| {
            !link.hub_only
                && link.destination.has(branch)
                && scope::admits(link.destination.instrument_id, own, q.as_of)
        };
        found.retain(is_usable);
        let mut counting = links(q.destination, q.origin, q.as_of);
        counting.retain(is_usable);
        let bilateral: Vec<&Agreement> = tables::agreements(d, o).iter().collect();
        // A pair of the same state has no agreement with itself.
        let bilateral = if d == o { Vec::new() } else { bilateral };
        let admitted = bilateral.iter().any(|a| {
            scope::in_force(a, q.as_of)
                && a.agreement_type == AgreementType::Full
                && a.has(branch)
                && admitted_by(a, q) != Some(false)
                && a.personal_scope != PersonalScope::Nationals
        });
        let verdict = Verdict {
            branch,
            label: Label::Unknown,
            tentative: None,
            rules: Vec::new(),
            reasons: Vec::new(),
            warnings: Vec::new(),
            assumptions,
            condition: None,
            confidence: None,
        };
        Self {
            q,
            branch,
            residence,
            months: q.months + q.earlier_months,
            verdict,
            deciding: Vec::new(),
            bilateral,
            links: found,
            counting,
            hub_may_help,
            admitted,
            condition: None,
        }
    }

    /// Whether the branch pays a statutory pension.
    pub(super) fn pensions(&self) -> bool {
        matches!(self.branch, Branch::OldAge | Branch::Survivors | Branch::Invalidity)
    }

    /// Cites a row that decides.
    pub(super) fn decide(&mut self, row: Decisive) {
        self.deciding.push(row.confidence);
        self.mention(row);
    }

    /// Cites a row beside.
    pub(super) fn mention(&mut self, row: Decisive) {
        if !self.verdict.rules.iter().any(|known| known.key == row.key) {
            self.verdict.rules.push(row);
        }
    }

    /// Says why.
    pub(super) fn reason(&mut self, reason: PortabilityReason) {
        self.verdict.reasons.push(reason);
    }

    /// The main rules of the destination that fit months, nationality, residence and ending.
    pub(super) fn fitting(&self, branch: Branch, months: u32) -> Vec<&'static SocialSecurityRule> {
        let all = tables::rules(self.q.destination, branch);
        all.iter()
            .filter(|rule| rule.role == RuleRole::Main && months_fit(rule, months))
            .filter(|rule| {
                rule.ending_scope == EndingScope::Any || rule.ending_scope == scope_of(self.q.ending)
            })
            .filter(|rule| nationality_fits(rule, self.q, self.admitted) == Some(true))
            .filter(|rule| residence_fits(rule, all, self.q.destination, self.residence, self.q.as_of))
            .collect()
    }

    /// Step 5f: a refund that ends the counting of periods is said aloud, whatever decided.
    pub(super) fn warn_refunds(&mut self) {
        for rule in self.fitting(self.branch, self.months) {
            if rule.effect == Effect::RefundOnDeparture {
                let warning = PortabilityReason::RefundEndsRecord { rule: rule.rule_id.clone() };
                self.mention(of_rule(rule));
                if !self.verdict.warnings.contains(&warning) {
                    self.verdict.warnings.push(warning);
                }
            }
        }
    }

    /// Where an instrument decided: what the destination's own rule says is a remark.
    pub(super) fn remark_national(&mut self) {
        for rule in self.fitting(self.branch, self.months) {
            self.mention(of_rule(rule));
        }
    }

    /// The verdict.
    pub(super) fn finish(mut self, label: Label) -> Verdict {
        let confidence = self.deciding.iter().min().copied();
        self.verdict.confidence = confidence;
        self.verdict.label = label;
        if confidence == Some(Confidence::Low) && label != Label::Unknown {
            self.verdict.tentative = Some(label);
            self.verdict.label = Label::Unknown;
            self.reason(PortabilityReason::LowConfidence);
        }
        // What is said of months at home bears a verdict, unless the verdict gives nothing.
        let condition = self.condition.take().filter(|_| self.verdict.label > Label::NotPortable);
        if let Some(condition) = condition {
            self.verdict.rest_on(condition);
        }
        if self.verdict.reasons.is_empty() {
            self.reason(PortabilityReason::NoRow { branch: self.branch, country: self.q.destination });
        }
        self.verdict.reasons.dedup();
        self.warn_past_day();
        self.verdict
    }
}

impl Case<'_> {
    /// Says which tables behind the verdict are due to be looked up again. A list of agreements has a rule of its own.
    fn warn_past_day(&mut self) {
        let mut tables: Vec<&'static str> = Vec::new();
        for rule in &self.verdict.rules {
            tables.extend(match rule.says {
                Cited::Rule { .. } => Some("unilateral_rules.csv"),
                Cited::Agreement { .. } => Some("social_security_agreements.csv"),
                Cited::Membership { .. } => Some("multilateral.csv"),
                Cited::List { .. } => None,
            });
        }
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            let past = freshness::of(table).map(|of| of.recheck_by).filter(|day| *day < self.q.as_of);
            let warning = past.map(|recheck_by| PortabilityReason::PastDay { table, recheck_by });
            self.verdict.warnings.extend(warning);
        }
    }
}

/// The rules that are for an ending alone.
pub(super) fn scope_of(ending: Ending) -> EndingScope {
    match ending {
        Ending::Completed => EndingScope::Completed,
        Ending::Resignation => EndingScope::Resignation,
    }
}

/// Whether an agreement admits the worker; `None` when that turns on what is not known.
pub(super) fn admitted_by(agreement: &Agreement, q: &Question) -> Option<bool> {
    let national = q.nationalities.as_ref().map(|own| {
        own.iter().any(|n| {
            [&agreement.party_a, &agreement.party_b].iter().any(|party| party.starts_with(n.as_str()))
        })
    });
    match (agreement.personal_scope, national) {
        (PersonalScope::All, _) => Some(true),
        (_, Some(true)) => Some(true),
        (PersonalScope::Nationals, Some(false)) => Some(false),
        _ => None,
    }
}
