//! Steps 5 to 7: the destination's own rules.

use super::case::{Case, scope_of};
use super::cite::{label_of, of_rule};
use super::scope::{months_fit, nationality_fits};
use super::{Cited, Decisive, Ending, Label, PortabilityReason};
use crate::reference::social_security::{self as tables, RuleRole};

/// Lists of agreements older than this prove nothing by what they do not name.
const STALE_MONTHS: i32 = 36;

impl Case<'_> {
    /// Steps 5 to 7: the destination's own rules.
    pub(super) fn national(&mut self, cap: bool) -> Label {
        let all = tables::rules(self.q.destination, self.branch);
        let months = self.months;
        for rule in all.iter().filter(|rule| rule.role != RuleRole::Main && months_fit(rule, months)) {
            self.mention(of_rule(rule));
            self.reason(PortabilityReason::SupplementStays {
                rule: rule.rule_id.clone(),
                conditions: rule.conditions.clone(),
            });
        }
        let fitting = self.fitting(self.branch, self.months);
        let best = fitting.iter().map(|rule| label_of(rule.effect)).max();
        for rule in &fitting {
            if Some(label_of(rule.effect)) == best {
                self.decide(of_rule(rule));
            } else {
                self.mention(of_rule(rule));
            }
            self.reason(PortabilityReason::RuleFits {
                rule: rule.rule_id.clone(),
                effect: rule.effect,
                conditions: rule.conditions.clone(),
            });
        }
        self.warn_refunds();
        self.warn_other_ending();
        let open = all.iter().any(|rule| {
            rule.role == RuleRole::Main
                && months_fit(rule, self.months)
                && nationality_fits(rule, self.q, self.admitted).is_none()
        });
        let Some(best) = best else {
            self.reason(if open {
                PortabilityReason::NationalityDecides
            } else {
                PortabilityReason::NoRow { branch: self.branch, country: self.q.destination }
            });
            return Label::Unknown;
        };
        let label = if cap { best.min(Label::PartlyPortable) } else { best };
        if open && label != Label::Portable {
            self.reason(PortabilityReason::NationalityDecidesOthers);
            return Label::Unknown;
        }
        if label == Label::NotPortable && !self.no_agreement_is_proven() {
            self.reason(PortabilityReason::NotProven);
            self.verdict.tentative = Some(Label::NotPortable);
            return Label::Unknown;
        }
        label
    }

    /// Step 6: whether a row for the pair, or a recent complete list of either side, proves that there
    /// is no agreement.
    fn no_agreement_is_proven(&mut self) -> bool {
        if self.hub_may_help {
            return false;
        }
        if !self.bilateral.is_empty() {
            return true;
        }
        for side in [self.q.destination, self.q.origin] {
            for list in tables::completeness(side.as_str()) {
                let recent = list
                    .as_of
                    .is_some_and(|as_of| as_of.earliest().months_until(self.q.as_of) <= STALE_MONTHS);
                if list.list_complete_for_country && recent {
                    self.mention(Decisive {
                        key: format!("list:{side}"),
                        says: Cited::List { country: side },
                        source: list.source.clone(),
                        source_url: list.source_url.clone(),
                        confidence: list.confidence,
                    });
                    return true;
                }
            }
        }
        false
    }

    fn warn_other_ending(&mut self) {
        let other = match self.q.ending {
            Ending::Completed => Ending::Resignation,
            Ending::Resignation => Ending::Completed,
        };
        let all = tables::rules(self.q.destination, self.branch);
        let differs =
            all.iter().any(|rule| rule.ending_scope == scope_of(other) && months_fit(rule, self.months));
        if differs {
            self.verdict.warnings.push(PortabilityReason::OtherEnding { ending: other });
        }
    }
}
