//! A case: the recorded facts of a match or of a placement, and those that follow from them.

use super::{VOCABULARY, derive};
use crate::model::{
    AgreementId, Channel, ContractTerms, Cost, Country, Currency, Day, Decimal, DocumentHolder, Money,
    Opening, Organization, OrganizationLicense, PartialDate, Placement, RecruitingParty, Sanction, Worker,
};
use crate::policy::{AgreementStatus, ConditionFacts, Fact, Packs};
use crate::reference::{recruiter_licensing, workforce};
use std::collections::BTreeMap;

/// What the packs are asked about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// The facts that are known.
    pub facts: ConditionFacts,
    /// Of those that are sums of money the sums with their currencies.
    pub amounts: BTreeMap<&'static str, Money>,
    /// The country of the job, which decides the packs that speak.
    pub destination: Option<Country>,
}

/// What is known of the recruiter, or of the employer where it recruits itself.
#[derive(Debug, Clone, Copy)]
pub struct Recruiter<'a> {
    /// The organization.
    pub organization: &'a Organization,
    /// Its licenses.
    pub licenses: &'a [OrganizationLicense],
    /// Its sanctions.
    pub sanctions: &'a [Sanction],
}

/// The facts of a match. Rules that need no worker can be asked with `worker` left out.
#[derive(Debug, Clone, Copy)]
pub struct MatchFacts<'a> {
    /// The opening.
    pub opening: &'a Opening,
    /// The channel that the match assumes.
    pub channel: Channel,
    /// The day of contact: the day of the match.
    pub day: Day,
    /// The country the worker lives in.
    pub origin: Option<Country>,
    /// The worker.
    pub worker: Option<&'a Worker>,
    /// The recruiter named in the opening.
    pub recruiter: Option<Recruiter<'a>>,
}

/// The facts of an opening by itself.
#[derive(Debug, Clone, Copy)]
pub struct OpeningFacts<'a> {
    /// The opening.
    pub opening: &'a Opening,
    /// The day on which it is judged.
    pub day: Day,
    /// The recruiter named in the opening.
    pub recruiter: Option<Recruiter<'a>>,
}

/// The facts of a placement.
#[derive(Debug, Clone, Copy)]
pub struct PlacementFacts<'a> {
    /// The placement.
    pub placement: &'a Placement,
    /// Its worker, where there is a record.
    pub worker: Option<&'a Worker>,
    /// Its opening, where there is a record.
    pub opening: Option<&'a Opening>,
    /// What was paid.
    pub costs: &'a [Cost],
    /// Terms offered, signed and lived.
    pub terms: &'a [ContractTerms],
    /// The recruiter.
    pub recruiter: Option<Recruiter<'a>>,
}

/// Whether an opening names somebody between the worker and the employer and does not say that nobody is.
fn names_others(o: &Opening) -> bool {
    match &o.third_parties {
        Some(parties) => !parties.is_empty() || o.recruiting_party == Some(RecruitingParty::PrivateRecruiter),
        None => o.recruiter_id.is_some() || o.recruiting_party == Some(RecruitingParty::PrivateRecruiter),
    }
}

impl Case {
    /// The case of a match.
    pub fn of_match(packs: &Packs, m: &MatchFacts<'_>) -> Self {
        let mut case = Self {
            facts: ConditionFacts::new(),
            amounts: BTreeMap::new(),
            destination: m.opening.destination,
        };
        let o = m.opening;
        let initiator = match m.channel {
            Channel::Direct => "worker",
            Channel::Government => "government",
            Channel::Active if o.recruiter_id.is_some() => "recruiter",
            Channel::Active => "employer",
        };
        case.text("contact_initiated_by", Some(initiator));
        // Whether the parties that an opening names are out of a direct application is a question to the opening.
        let named = names_others(o);
        let party = match (m.channel, o.recruiting_party) {
            (Channel::Direct, _) => (!named).then_some(RecruitingParty::Employer),
            (_, Some(party)) => Some(party),
            (Channel::Government, None) => Some(RecruitingParty::PublicEmploymentService),
            (Channel::Active, None) => o.recruiter_id.as_ref().map(|_| RecruitingParty::PrivateRecruiter),
        };
        case.text("recruiting_party", party);
        match m.channel {
            Channel::Direct if named => {}
            // A direct application has no third party: that is what the channel means.
            Channel::Direct => case.list("third_parties", Some(&Vec::<String>::new())),
            _ => {
                let named =
                    o.recruiter_id.as_ref().filter(|_| party == Some(RecruitingParty::PrivateRecruiter));
                match (&o.third_parties, named) {
                    (Some(parties), _) => case.list("third_parties", Some(parties)),
                    (None, Some(recruiter)) => case.list("third_parties", Some(&vec![recruiter.to_string()])),
                    (None, None) => {}
                }
            }
        }
        case.claimed(m.channel, o);
        case.opening_facts(o);
        case.place(packs, (m.origin, o.destination), Some(m.day), None);
        case.agreement(
            packs,
            o.agreement_id.as_ref(),
            o.agreement_scope_ok,
            (m.origin, o.destination),
            Some(m.day),
        );
        case.recruiter(m.recruiter, m.origin, o.destination, Some(m.day), party);
        case.licensing(m.recruiter, (m.origin, o.destination), Some(m.day));
        if let Some(worker) = m.worker {
            case.list("nationality_countries", worker.nationalities.as_ref());
            case.list("worker_languages", worker.languages_read.as_ref());
            case.age(worker.birth_date, Some(m.day));
        }
        case
    }

    /// The case of an opening by itself: what follows from a worker, an origin or a channel is not known.
    pub fn of_opening(packs: &Packs, facts: &OpeningFacts<'_>) -> Self {
        let &OpeningFacts { opening: o, day, recruiter } = facts;
        let corridor = (None, o.destination);
        let mut case = Self { destination: o.destination, ..Self::default() };
        case.text("recruiting_party", o.recruiting_party);
        case.list("third_parties", o.third_parties.as_ref());
        case.opening_facts(o);
        case.place(packs, corridor, Some(day), None);
        case.agreement(packs, o.agreement_id.as_ref(), o.agreement_scope_ok, corridor, Some(day));
        case.recruiter(recruiter, None, o.destination, Some(day), o.recruiting_party);
        case.licensing(recruiter, corridor, Some(day));
        case
    }

    /// The case of a placement. Where the placement is silent its opening and its worker speak.
    pub fn of_placement(packs: &Packs, p: &PlacementFacts<'_>) -> Self {
        let placement = p.placement;
        let opening = p.opening;
        let destination = placement.destination.or(opening.and_then(|o| o.destination));
        let origin = placement.residence.or(p.worker.and_then(|w| w.residence));
        let day = placement.contact_date.map(PartialDate::earliest);
        let mut case = Self { facts: ConditionFacts::new(), amounts: BTreeMap::new(), destination };
        if let Some(opening) = opening {
            case.opening_facts(opening);
        }
        case.stored(placement);
        case.place(packs, (origin, destination), day, placement.list_edition_used.as_deref());
        let agreement = placement.agreement_id.as_ref().or(opening.and_then(|o| o.agreement_id.as_ref()));
        let scope = placement.agreement_scope_ok.or(opening.and_then(|o| o.agreement_scope_ok));
        case.agreement(packs, agreement, scope, (origin, destination), day);
        case.recruiter(p.recruiter, origin, destination, day, placement.recruiting_party);
        case.licensing(p.recruiter, (origin, destination), day);
        let worker_languages =
            placement.worker_languages.as_ref().or(p.worker.and_then(|w| w.languages_read.as_ref()));
        case.list("worker_languages", worker_languages);
        let nationalities =
            placement.nationalities.as_ref().or(p.worker.and_then(|w| w.nationalities.as_ref()));
        case.list("nationality_countries", nationalities);
        case.age(placement.birth_date.or(p.worker.and_then(|w| w.birth_date)), day);
        case.money_facts(placement, p.costs);
        case.list("terms_made_worse", derive::terms_made_worse(p.terms).as_ref());
        if let Some(criteria) = &placement.selection_criteria {
            case.list("selection_criteria_banned", Some(&derive::banned_criteria(criteria)));
        }
        if let (Some(uses), Some(purposes)) = (&placement.data_uses, &placement.data_consent_purposes) {
            let covered = |text: &String| {
                purposes
                    .iter()
                    .any(|purpose| crate::text::fold(text).starts_with(&crate::text::fold(purpose)))
            };
            let without: Vec<String> = uses.iter().filter(|text| !covered(text)).cloned().collect();
            case.list("data_uses_without_consent", Some(&without));
        }
        case.channel(placement);
        case
    }

    fn opening_facts(&mut self, o: &Opening) {
        self.text("occupation_isco08", o.occupation);
        self.bool("vacancy_public", o.vacancy_public);
        self.bool("referral_reward_offered", o.referral_reward_offered);
        self.list("advert_targets", o.advert_targets.as_ref());
        self.text("social_security_coordination", o.social_security_coordination);
        self.text("contract_kind", o.contract_kind);
        self.list("contract_languages", o.contract_languages.as_ref());
        self.list("return_option", o.return_option.as_ref());
        self.bool("registration_required", o.registration_required);
        self.text("fees_borne_by", o.fees_borne_by);
        self.list("registration_support", o.registration_support.as_ref());
        self.text("interim_post", o.interim_post.as_ref());
        self.money("monthly_pay", o.monthly_pay, o.pay_currency);
        self.money("comparable_domestic_pay", o.comparable_domestic_pay, o.pay_currency);
    }

    /// The facts that a placement records itself.
    fn stored(&mut self, p: &Placement) {
        self.text("occupation_isco08", p.occupation);
        self.text("contact_initiated_by", p.contact_initiated_by);
        self.text("recruiting_party", p.recruiting_party);
        self.list("third_parties", p.third_parties.as_ref());
        self.bool("recruiter_chain_disclosed", p.recruiter_chain_disclosed);
        self.list("advert_targets", p.advert_targets.as_ref());
        self.bool("referral_reward_offered", p.referral_reward_offered);
        self.bool("vacancy_public", p.vacancy_public);
        self.text("list_lookup_country", p.list_lookup_country);
        self.text("list_edition_used", p.list_edition_used.as_ref());
        self.bool("newer_edition_searched", p.newer_edition_searched);
        self.bool("origin_emergency", p.origin_emergency);
        self.bool("agreement_has_labour_market_analysis", p.agreement_has_labour_market_analysis);
        self.bool("agreement_engaged_origin_health_sector", p.agreement_engaged_origin_health_sector);
        self.bool("agreement_notified_to_who", p.agreement_notified_to_who);
        self.list("agreement_origin_benefits", p.agreement_origin_benefits.as_ref());
        self.bool("agreement_origin_benefits_measured", p.agreement_origin_benefits_measured);
        self.bool("origin_licenses_recruiters", p.origin_licenses_recruiters);
        self.bool("destination_licenses_recruiters", p.destination_licenses_recruiters);
        self.int("recruiter_open_complaints", p.recruiter_open_complaints);
        // "Asked, and not known" is unknown.
        self.text(
            "identity_documents_held_by",
            p.identity_documents_held_by.filter(|h| *h != DocumentHolder::Unknown),
        );
        self.bool("documents_release_refused", p.documents_release_refused);
        self.bool("contract_is_written", p.contract_is_written);
        self.day("contract_signed_date", p.contract_signed_date.map(PartialDate::latest));
        self.day("departure_date", p.departure_date.map(PartialDate::earliest));
        self.bool("worker_has_contract_copy", p.worker_has_contract_copy);
        self.list("contract_languages", p.contract_languages.as_ref());
        self.bool("terms_changed_with_worker_consent", p.terms_changed_with_worker_consent);
        self.text("contract_kind", p.contract_kind);
        self.list("return_option", p.return_option.as_ref());
        self.bool("repayment_clause", p.repayment_clause);
        self.int("repayment_months", p.repayment_months);
        self.bool("repayment_declines", p.repayment_declines);
        self.bool("repayment_bears_interest", p.repayment_bears_interest);
        self.list("repayment_waivers", p.repayment_waivers.as_ref());
        self.money("monthly_pay", p.monthly_pay, p.pay_currency);
        self.money("comparable_domestic_pay", p.comparable_domestic_pay, p.pay_currency);
        self.list("conditions_gap", p.conditions_gap.as_ref());
        self.number("pay_received_by_worker_share", p.pay_received_by_worker_share);
        self.list("pay_withheld_by", p.pay_withheld_by.as_ref());
        self.text("grievance_channel", p.grievance_channel.as_ref());
        self.bool("grievance_channel_free", p.grievance_channel_free);
        self.bool("grievance_channel_independent", p.grievance_channel_independent);
        self.list("grievance_channel_languages", p.grievance_channel_languages.as_ref());
        self.bool("retaliation_ban", p.retaliation_ban);
        self.bool("can_resign_with_notice", p.can_resign_with_notice);
        self.bool("can_change_employer", p.can_change_employer);
        self.bool("may_leave_housing_freely", p.may_leave_housing_freely);
        self.bool("return_blocked_or_punished", p.return_blocked_or_punished);
        self.bool("consent_given", p.consent_given);
        self.list("information_given", p.information_given.as_ref());
        self.bool("deception_or_pressure", p.deception_or_pressure);
        self.list("data_consent_purposes", p.data_consent_purposes.as_ref());
        self.list("data_uses", p.data_uses.as_ref());
        self.bool("predeparture_orientation", p.predeparture_orientation);
        self.bool("induction_plan", p.induction_plan);
        self.bool("registration_required", p.registration_required);
        self.bool("registration_held", p.registration_held);
        self.list("registration_support", p.registration_support.as_ref());
        self.text("interim_post", p.interim_post.as_ref());
        self.text("social_security_coordination", p.social_security_coordination);
        self.list("selection_criteria", p.selection_criteria.as_ref());
        self.list("medical_tests_required", p.medical_tests_required.as_ref());
        self.bool("medical_test_required_by_law", p.medical_test_required_by_law);
        self.text("origin_service_obligation", p.origin_service_obligation);
        self.bool("origin_service_declared", p.origin_service_declared);
        self.text("channel_claimed", p.channel);
    }

    /// Where and when: the lists and the figures of the origin.
    fn place(
        &mut self,
        packs: &Packs,
        (origin, destination): (Option<Country>, Option<Country>),
        day: Option<Day>,
        edition_used: Option<&str>,
    ) {
        self.text("residence_country", origin);
        self.text("destination_country", destination);
        if let Some(day) = day {
            self.day("contact_date", Some(day));
            self.int("contact_year", Some(i64::from(day.date().year())));
            if let Some((edition, regime)) = derive::edition_in_force(packs, destination, day, edition_used) {
                self.text("list_edition_in_force", Some(&edition));
                let months = regime.valid_from.map(|from| i64::from(from.earliest().months_until(day)));
                self.int("list_edition_age_months", months);
            }
        }
        if let (Some(origin), Some(day)) = (origin, day) {
            self.bool("ssl_listed", derive::ssl_listed(packs, origin, day));
            if let Some(destination) = destination {
                let status = derive::destination_list_status(packs, origin, destination, day);
                self.text("destination_list_status", status);
            }
        }
        if let Some(figures) = origin.and_then(workforce::of) {
            self.number("origin_density_per_10k", figures.density_per_10k);
            self.number("origin_uhc_sci", figures.uhc_index);
            self.int("origin_data_year", figures.year.map(i64::from));
        }
    }

    /// The agreement relied on. Naming none is knowing that there is none.
    fn agreement(
        &mut self,
        packs: &Packs,
        id: Option<&AgreementId>,
        scope: Option<bool>,
        corridor: (Option<Country>, Option<Country>),
        day: Option<Day>,
    ) {
        let Some(id) = id else {
            self.text("agreement_status", Some("none"));
            self.list("agreement_occupations", Some(&Vec::<String>::new()));
            return;
        };
        self.text("agreement_id", Some(id));
        let Some(agreement) = packs.agreement(id) else {
            self.bool("agreement_scope_ok", scope);
            return;
        };
        self.text("agreement_origin", Some(agreement.origin));
        self.text("agreement_destination", Some(agreement.destination));
        match (derive::is_of_corridor(agreement, corridor), day) {
            // It covers nothing here: the case is judged as if no agreement were named.
            (Some(false), _) => {
                self.text("agreement_status", Some(AgreementStatus::OtherCorridor));
                self.list("agreement_occupations", Some(&Vec::<String>::new()));
                self.bool("agreement_lifts_listing", Some(false));
                self.bool("agreement_scope_ok", Some(false));
                return;
            }
            (Some(true), Some(day)) => {
                self.text("agreement_status", derive::agreement_status(agreement, day));
            }
            (None, _) | (_, None) => {}
        }
        self.list("agreement_occupations", Some(&agreement.occupations));
        self.bool("agreement_lifts_listing", agreement.lifts_listing);
        self.bool("agreement_scope_ok", derive::agreement_scope_ok(agreement, scope));
    }

    fn recruiter(
        &mut self,
        recruiter: Option<Recruiter<'_>>,
        origin: Option<Country>,
        destination: Option<Country>,
        day: Option<Day>,
        party: Option<RecruitingParty>,
    ) {
        let Some(recruiter) = recruiter else {
            // Nobody but the employer itself or a public body: there is no private recruiter to judge.
            if matches!(party, Some(party) if party != RecruitingParty::PrivateRecruiter) {
                self.bool("recruiter_sanction_in_force", Some(false));
                if !self.facts.contains_key("recruiter_open_complaints") {
                    self.int("recruiter_open_complaints", Some(0));
                }
            }
            return;
        };
        if let Some(day) = day {
            if let Some(origin) = origin {
                self.bool(
                    "recruiter_licence_origin_valid",
                    derive::license_valid(recruiter.licenses, origin, day),
                );
            }
            if let Some(destination) = destination {
                let valid = derive::license_valid(recruiter.licenses, destination, day);
                self.bool("recruiter_licence_destination_valid", valid);
            }
            self.bool("recruiter_sanction_in_force", derive::sanction_in_force(recruiter.sanctions, day));
        }
        if !self.facts.contains_key("recruiter_open_complaints") {
            self.int("recruiter_open_complaints", recruiter.organization.open_complaints);
        }
    }

    /// Whether the states ask a license of recruiters: a fact about a state, so where its table speaks no record is asked.
    /// What a record says stands where the table is silent.
    fn licensing(
        &mut self,
        recruiter: Option<Recruiter<'_>>,
        (origin, destination): (Option<Country>, Option<Country>),
        day: Option<Day>,
    ) {
        let Some(day) = day else { return };
        for (country, asked, valid) in [
            (origin, "origin_licenses_recruiters", "recruiter_licence_origin_valid"),
            (destination, "destination_licenses_recruiters", "recruiter_licence_destination_valid"),
        ] {
            let Some((country, requires)) =
                country.and_then(|at| Some((at, recruiter_licensing::requires(at, day)?)))
            else {
                continue;
            };
            let recorded = self.facts.contains_key(asked);
            self.bool(asked, Some(requires));
            // Nobody was asked for this license before: that none is on record says nothing of the recruiter yet.
            let on_record =
                |one: Recruiter<'_>| one.licenses.iter().any(|held| held.country == Some(country));
            if !recorded && !recruiter.is_some_and(on_record) {
                self.facts.remove(valid);
            }
        }
    }

    fn age(&mut self, born: Option<PartialDate>, day: Option<Day>) {
        if let (Some(born), Some(day)) = (born, day) {
            self.int("age_years", derive::age_years(born, day));
        }
    }

    /// Sums of money enter together or not at all: two currencies cannot be compared.
    fn money_facts(&mut self, p: &Placement, costs: &[Cost]) {
        let back = p.worker_paid_reimbursed.map(|amount| (amount, p.worker_paid_currency));
        match derive::worker_paid_fees(costs, back) {
            None => {}
            Some(derive::Paid::Nothing) => {
                self.int("worker_paid_fees_total", Some(0));
                self.int("worker_paid_reimbursed", Some(0));
            }
            Some(derive::Paid::Total(total, back)) => {
                self.amount("worker_paid_fees_total", Some(total));
                self.amount("worker_paid_reimbursed", back);
            }
        }
        let (items, total, forbidden) = derive::repayment(costs);
        self.list("repayment_items", Some(&items));
        self.bool("repayment_has_forbidden_item", Some(forbidden));
        let claim = p
            .repayment_amount
            .zip(p.repayment_currency)
            .and_then(|(amount, currency)| Money::of(amount, currency));
        if let (Some(claim), Some(total)) = (claim, total)
            && claim.currency == total.currency
        {
            self.amount("repayment_amount", Some(claim));
            self.amount("repayment_items_total", Some(total));
        }
    }

    /// The channel that a match takes for granted, and the one that its opening shows.
    fn claimed(&mut self, channel: Channel, o: &Opening) {
        let contradicted =
            names_others(o) || o.referral_reward_offered == Some(true) || o.vacancy_public == Some(false);
        let shown = if channel == Channel::Direct && contradicted { Channel::Active } else { channel };
        self.text("channel_claimed", Some(channel));
        self.text("channel_derived", Some(shown));
    }

    /// The channel that the facts show: direct only when nothing speaks against it and all is known.
    fn channel(&mut self, p: &Placement) {
        use crate::model::Initiator;
        let third_parties = p.third_parties.as_ref().map(|parties| !parties.is_empty());
        let derived = match p.contact_initiated_by {
            Some(Initiator::Government) => Some(Channel::Government),
            Some(Initiator::Employer | Initiator::Recruiter) => Some(Channel::Active),
            _ if third_parties == Some(true) || p.referral_reward_offered == Some(true) => {
                Some(Channel::Active)
            }
            Some(Initiator::Worker) => {
                let clean = third_parties == Some(false)
                    && p.referral_reward_offered == Some(false)
                    && p.vacancy_public == Some(true);
                clean.then_some(Channel::Direct)
            }
            None => None,
        };
        self.text("channel_derived", derived);
    }

    fn put(&mut self, name: &'static str, fact: Fact) {
        // A slip in this file: the tests run every setter.
        debug_assert!(
            VOCABULARY.iter().any(|word| word.name == name && fact.is(word.kind)),
            "`{name}` is no fact of that type"
        );
        self.facts.insert(name, fact);
    }

    fn bool(&mut self, name: &'static str, value: Option<bool>) {
        if let Some(value) = value {
            self.put(name, Fact::Bool(value));
        }
    }

    fn day(&mut self, name: &'static str, value: Option<Day>) {
        if let Some(value) = value {
            self.put(name, Fact::Day(value));
        }
    }

    fn number(&mut self, name: &'static str, value: Option<Decimal>) {
        if let Some(value) = value {
            self.put(name, Fact::Number(value.to_f64()));
        }
    }

    fn int(&mut self, name: &'static str, value: Option<i64>) {
        if let Some(value) = value {
            self.put(name, Fact::Int(value));
        }
    }

    fn text(&mut self, name: &'static str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.put(name, Fact::Text(value.to_string()));
        }
    }

    fn list<T: std::fmt::Display>(&mut self, name: &'static str, values: Option<&Vec<T>>) {
        if let Some(values) = values {
            self.put(name, Fact::List(values.iter().map(ToString::to_string).collect()));
        }
    }

    fn money(&mut self, name: &'static str, amount: Option<Decimal>, currency: Option<Currency>) {
        self.amount(name, amount.zip(currency).and_then(|(amount, currency)| Money::of(amount, currency)));
    }

    fn amount(&mut self, name: &'static str, money: Option<Money>) {
        self.int(name, money.map(|money| money.minor));
        self.amounts.extend(money.map(|money| (name, money)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::FactType;
    use std::collections::BTreeSet;

    /// Every name that this file gives to a setter, with the type that the setter gives it.
    fn set() -> BTreeSet<(&'static str, FactType)> {
        let source = include_str!("case.rs");
        let code = source.split("#[cfg(test)]").next().unwrap();
        let setters = [
            ("bool", FactType::Bool),
            ("int", FactType::Int),
            ("money", FactType::Int),
            ("amount", FactType::Int),
            ("number", FactType::Number),
            ("day", FactType::Day),
            ("text", FactType::Text),
            ("list", FactType::List),
        ];
        let mut found = BTreeSet::new();
        for (setter, kind) in setters {
            for receiver in ["self.", "case."] {
                for call in code.split(&format!("{receiver}{setter}(")).skip(1) {
                    let name = call.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                    found.extend(name.map(|name| (name, kind)));
                }
            }
        }
        found
    }

    #[test]
    fn the_facts_of_a_case_are_those_of_the_vocabulary() {
        let known: BTreeSet<_> = VOCABULARY.iter().map(|word| (word.name, word.kind)).collect();
        let set = set();
        assert_eq!(set.difference(&known).collect::<Vec<_>>(), Vec::<&_>::new(), "no facts of that type");
        assert_eq!(known.difference(&set).collect::<Vec<_>>(), Vec::<&_>::new(), "never set");
    }
}
