//! Steps 5 to 7: the destination's own rules.

use super::case::{Case, scope_of};
use super::cite::{label_of, of_rule};
use super::scope::{months_fit, nationality_fits};
use super::{Cited, Decisive, Ending, Label, PortabilityReason};
use crate::model::{Day, PartialDate};
use crate::reference::social_security::{self as tables, RuleRole};

/// Lists of agreements older than this prove nothing by what they do not name.
const STALE_MONTHS: i32 = 36;

/// Whether a list proves something on a day still: no older than the months allowed, counted from the first day that its
/// date may mean, and not past the day by which it must be looked up again.
fn is_fresh(list: &tables::Completeness, day: Day) -> bool {
    let within = |read: PartialDate| day <= read.earliest().add_months(STALE_MONTHS);
    list.as_of.is_some_and(within) && list.recheck_by.is_none_or(|recheck_by| day <= recheck_by)
}

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
                if list.list_complete_for_country && is_fresh(list, self.q.as_of) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_proves_nothing_past_its_day() {
        for (as_of, recheck_by, on, fresh) in [
            ("2024-02", "", "2027-02-01", true),
            ("2024-02", "", "2027-02-02", false),
            ("2024-02-29", "", "2027-02-28", true),
            ("2024-02-29", "", "2027-03-01", false),
            ("2024", "", "2027-01-01", true),
            ("2024", "", "2027-01-20", false),
            ("2025-10-27", "", "2028-10-27", true),
            ("2025-10-27", "", "2028-10-28", false),
            // A day of its own comes before the age, and cannot lengthen it.
            ("2025-10-27", "2026-12-31", "2026-12-31", true),
            ("2025-10-27", "2026-12-31", "2027-01-01", false),
            ("2020-01-01", "2030-01-01", "2027-01-01", false),
            ("", "2030-01-01", "2027-01-01", false),
        ] {
            let list = tables::Completeness {
                country: "AU".to_owned(),
                list_complete_for_country: true,
                as_of: as_of.parse().ok(),
                recheck_by: recheck_by.parse().ok(),
                source: String::new(),
                source_url: String::new(),
                confidence: crate::model::Confidence::High,
            };
            assert_eq!(is_fresh(&list, on.parse().unwrap()), fresh, "{as_of} {recheck_by} {on}");
        }
    }
}
