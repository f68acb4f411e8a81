//! Steps 1 to 4: instruments between the states.

use super::case::{Case, Outcome, admitted_by};
use super::cite::{of_agreement, of_membership, of_rule};
use super::scope::{self, Link, is_partner, nationality_fits, residence_fits};
use super::{Label, PortabilityReason, VerdictCondition};
use crate::model::Country;
use crate::reference::social_security::{
    self as tables, Agreement, AgreementType, Branch, Effect, PersonalScope, RuleRole, SocialSecurityRule,
};

/// Months that an instrument asks before it adds periods: twelve in European rules, eighteen in the
/// agreements of the United States, twelve elsewhere as a prudent default.
fn least_months(destination: Country, origin: Country) -> u32 {
    if [destination, origin].iter().any(|c| c.as_str() == "US") { 18 } else { 12 }
}

impl Case<'_> {
    /// Steps 1 to 4: instruments between the states.
    pub(super) fn instruments(&mut self) -> Option<Outcome> {
        // Life insurance, occupational pensions and gratuities are never in agreements.
        if matches!(self.branch, Branch::LifeInsurance | Branch::OccupationalPension | Branch::EndOfService) {
            return None;
        }
        for agreement in self.bilateral.clone() {
            if !scope::in_force(agreement, self.q.as_of) {
                self.mention(of_agreement(agreement));
                self.reason(PortabilityReason::NotInForce {
                    agreement: agreement.name.clone(),
                    status: agreement.status,
                });
            } else if agreement.agreement_type == AgreementType::ContributionsOnly {
                self.mention(of_agreement(agreement));
                self.reason(PortabilityReason::ContributionsOnly { agreement: agreement.name.clone() });
            }
        }
        let (strong, other): (Vec<Link>, Vec<Link>) =
            self.links.iter().copied().partition(|link| link.destination.instrument_id.coordinates());
        let usable: Vec<&'static Agreement> = self
            .bilateral
            .iter()
            .copied()
            .filter(|a| {
                scope::in_force(a, self.q.as_of)
                    && a.agreement_type == AgreementType::Full
                    && a.has(self.branch)
            })
            .collect();
        let mut admitted: Vec<&'static Agreement> = Vec::new();
        let mut cap = false;
        for agreement in usable {
            match admitted_by(agreement, self.q) {
                Some(true) => admitted.push(agreement),
                Some(false) => {
                    self.mention(of_agreement(agreement));
                    self.reason(PortabilityReason::NationalsOnly { agreement: agreement.name.clone() });
                }
                None if agreement.personal_scope == PersonalScope::Mixed => {
                    admitted.push(agreement);
                    cap = true;
                    let agreement = agreement.name.clone();
                    self.verdict.warnings.push(PortabilityReason::CheckPersonalScope { agreement });
                }
                None => {
                    self.mention(of_agreement(agreement));
                    let agreement = agreement.name.clone();
                    self.verdict.assumptions.push(PortabilityReason::NationalsUnknown { agreement });
                }
            }
        }
        if self.branch == Branch::SicknessMedical {
            return self.medical(&strong, &other, &admitted);
        }
        if !self.pensions() {
            return None;
        }
        if let Some(link) = strong.first() {
            // Protocols with the United Kingdom do not pay invalidity benefits abroad.
            if link.destination.instrument_id.is_with_united_kingdom() && self.branch == Branch::Invalidity {
                self.decide(of_membership(link));
                return Some(Outcome::National { cap: true });
            }
            // Where it does not link the country of the months, an agreement with that country still may.
            let links_origin = self.counting.iter().any(|link| link.destination.instrument_id.coordinates());
            let agreements: &[&'static Agreement] = if links_origin { &[] } else { &admitted };
            return Some(self.pension_by(&strong, agreements, links_origin, cap && !links_origin));
        }
        if other.is_empty() && admitted.is_empty() {
            return None;
        }
        Some(self.pension_by(&other, &admitted, false, cap))
    }

    fn medical(
        &mut self,
        strong: &[Link],
        other: &[Link],
        admitted: &[&'static Agreement],
    ) -> Option<Outcome> {
        if let Some(link) = strong.first() {
            self.decide(of_membership(link));
            self.reason(PortabilityReason::MedicalCoordinated);
            self.remark_national();
            return Some(Outcome::Label(Label::Portable));
        }
        for link in other {
            self.decide(of_membership(link));
        }
        for agreement in admitted {
            self.decide(of_agreement(agreement));
        }
        if other.is_empty() && admitted.is_empty() {
            return None;
        }
        self.reason(PortabilityReason::MedicalForSome);
        self.remark_national();
        Some(Outcome::Label(Label::PartlyPortable))
    }

    /// Step 3 for a pension: vested alone, by adding periods, or on the way there.
    fn pension_by(
        &mut self,
        links: &[Link],
        agreements: &[&'static Agreement],
        european: bool,
        mut cap: bool,
    ) -> Outcome {
        let any = |values: &mut dyn Iterator<Item = Option<bool>>| -> Option<bool> {
            let values: Vec<Option<bool>> = values.collect();
            if values.contains(&Some(true)) {
                Some(true)
            } else if values.contains(&None) {
                None
            } else {
                Some(false)
            }
        };
        // Months count by what links the destination with the country of the months, whoever pays the pension where.
        let counting = self.counting.clone();
        let totalizes = any(&mut counting
            .iter()
            .map(|l| l.destination.totalizes())
            .chain(agreements.iter().map(|a| a.totalizes())));
        let later = any(&mut links.iter().map(|l| l.destination.totalizes()));
        let exports = any(&mut links
            .iter()
            .map(|l| l.destination.exports())
            .chain(agreements.iter().map(|a| a.exports())));
        links.iter().for_each(|link| self.decide(of_membership(link)));
        agreements.iter().for_each(|agreement| self.decide(of_agreement(agreement)));
        let threshold = match self.branch {
            // A row on survivors that states months goes before the right of the deceased.
            Branch::Survivors => self.own_threshold().or_else(|| self.threshold(Branch::OldAge)),
            branch => self.threshold(branch),
        };
        let needed = threshold.as_ref().map_or(0, |rule| rule.min_insured_months.unwrap_or(0));
        if let Some(rule) = threshold {
            self.mention(of_rule(rule));
        }
        let least = least_months(self.q.destination, self.q.origin);
        let (own, home) = (self.months, self.q.origin_months);
        let total = home.map(|home| own + home);
        let totalizing = totalizes == Some(true) && own >= least;
        let mut tested = own;
        let vested = if own >= needed {
            let country = self.q.destination;
            self.reason(PortabilityReason::MonthsReached { months: own, country, needed });
            true
        } else if totalizing && total.is_some_and(|total| total >= needed) {
            tested = total.unwrap_or(own);
            self.reason(PortabilityReason::MonthsTogether { origin: self.q.origin, needed });
            true
        } else if totalizing && total.is_none() {
            let origin = self.q.origin;
            let months = needed.saturating_sub(own);
            self.verdict.assumptions.push(PortabilityReason::MonthsAtHomeAssumed { months, origin });
            self.condition = Some(VerdictCondition::InsuredBefore { months, country: origin });
            tested = needed;
            self.reason(PortabilityReason::MonthsAtHomeCount { origin, needed });
            true
        } else {
            false
        };
        if vested {
            self.warn_refunds();
            if exports != Some(true) {
                return Outcome::National { cap: true };
            }
            let bilateral_only = !agreements.is_empty() && links.is_empty();
            if bilateral_only
                && self.residence != self.q.origin
                && !is_partner(self.q.destination, self.residence, self.branch, self.q.as_of)
            {
                self.reason(PortabilityReason::PaymentNotAssured { country: self.residence });
                return Outcome::National { cap: true };
            }
            if self.is_refused_at_home(tested) {
                return Outcome::National { cap: true };
            }
            if let Some(rule) = self.cut(tested) {
                self.decide(of_rule(rule));
                self.reason(PortabilityReason::PaidReduced);
                return Outcome::Label(Label::PartlyPortable);
            }
            self.reason(PortabilityReason::PaidAbroad);
            cap = cap && self.bilateral.iter().any(|a| a.personal_scope == PersonalScope::Mixed);
            return Outcome::Label(if cap { Label::PartlyPortable } else { Label::Portable });
        }
        if totalizing {
            let months = total.unwrap_or(own);
            let short = needed.saturating_sub(months);
            self.assume_later(short, self.q.origin);
            self.reason(PortabilityReason::MonthsShort { months, needed, short });
            self.warn_refunds();
            return Outcome::Label(Label::PartlyPortable);
        }
        if totalizes != Some(true) {
            let country = self.q.destination;
            self.reason(PortabilityReason::MonthsNotLinked { origin: self.q.origin, country });
        }
        // Months that are still to come at the next home count by the instrument with it.
        if later == Some(true) && own >= least && self.residence != self.q.origin {
            let short = needed.saturating_sub(own);
            self.assume_later(short, self.residence);
            self.reason(PortabilityReason::MonthsShort { months: own, needed, short });
            self.warn_refunds();
            return Outcome::Label(Label::PartlyPortable);
        }
        if european && own < least {
            self.reason(PortabilityReason::TakenOver);
            return Outcome::Label(Label::Portable);
        }
        self.reason(if own < least {
            PortabilityReason::TooFewMonths { months: own, least }
        } else {
            PortabilityReason::OwnMonthsShort { months: own, needed, country: self.q.destination }
        });
        // Only what is paid at once remains: a refund, else nothing.
        let refunds: Vec<&SocialSecurityRule> = self
            .fitting(self.branch, own)
            .into_iter()
            .filter(|r| r.effect == Effect::RefundOnDeparture)
            .collect();
        for rule in self.fitting(self.branch, own) {
            self.decide(of_rule(rule));
        }
        Outcome::Label(if refunds.is_empty() { Label::NotPortable } else { Label::PartlyPortable })
    }

    /// Takes for granted that the missing months are insured after the contract.
    fn assume_later(&mut self, months: u32, country: Country) {
        self.verdict
            .assumptions
            .push(PortabilityReason::MonthsAfterReturnAssumed { months, origin: country });
        self.condition = Some(VerdictCondition::InsuredAfter { months, country });
    }

    /// The rule with the smallest number of months from which the destination pays.
    fn threshold(&self, branch: Branch) -> Option<&'static SocialSecurityRule> {
        let all = tables::rules(self.q.destination, branch);
        let paying = |rule: &&SocialSecurityRule| {
            rule.role == RuleRole::Main
                && matches!(rule.effect, Effect::Exportable | Effect::ExportableFrozen | Effect::Reduced)
        };
        let fits = |rule: &&SocialSecurityRule| {
            nationality_fits(rule, self.q, self.admitted) == Some(true)
                && residence_fits(rule, all, self.q.destination, self.residence, self.q.as_of)
        };
        let least = |rules: Vec<&'static SocialSecurityRule>| {
            rules.into_iter().min_by_key(|rule| rule.min_insured_months.unwrap_or(0))
        };
        // Of rules none of which fits the person nobody knows which one counts: the strictest promises nothing.
        least(all.iter().filter(paying).filter(fits).collect())
            .or_else(|| all.iter().filter(paying).max_by_key(|rule| rule.min_insured_months.unwrap_or(0)))
    }

    /// The row on the branch itself with the smallest number of months that it states, of those that fit the person.
    fn own_threshold(&self) -> Option<&'static SocialSecurityRule> {
        self.threshold(self.branch).filter(|rule| {
            rule.min_insured_months.is_some_and(|months| {
                self.fitting(self.branch, months).iter().any(|fitting| std::ptr::eq(*fitting, *rule))
            })
        })
    }

    /// Whether rows of the destination on survivors refuse the payment where they live, and none pays it.
    fn is_refused_at_home(&self, months: u32) -> bool {
        let own =
            if self.branch == Branch::Survivors { self.fitting(self.branch, months) } else { Vec::new() };
        let refuses =
            |rule: &&&SocialSecurityRule| matches!(rule.effect, Effect::NotExportable | Effect::Lost);
        !own.is_empty() && own.iter().filter(refuses).count() == own.len()
    }

    /// The branch whose rows speak of the payment: survivors without a row of their own have the old-age right of the
    /// deceased with all that stands in its way.
    fn own_or_old_age(&self) -> Branch {
        let own = tables::rules(self.q.destination, self.branch);
        if self.branch == Branch::Survivors && own.is_empty() { Branch::OldAge } else { self.branch }
    }

    /// A rule that freezes or cuts the payment where the person lives.
    fn cut(&self, months: u32) -> Option<&'static SocialSecurityRule> {
        let fitting = self.fitting(self.own_or_old_age(), months);
        let full = fitting.iter().any(|rule| rule.effect == Effect::Exportable);
        fitting
            .into_iter()
            .find(|rule| !full && matches!(rule.effect, Effect::ExportableFrozen | Effect::Reduced))
    }
}
