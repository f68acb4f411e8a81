//! The facts that a rule may ask for.

use crate::model::{
    Channel, ContractKind, DocumentHolder, FeeBearer, Initiator, RecruitingParty, ServiceObligation,
    SocialSecurityStatement, Word,
};
use crate::policy::FactType::{self, Bool, Day, Int, List, Number, Text};
use crate::policy::{AgreementStatus, KnownFact};

/// A fact by name.
#[derive(Debug, Clone, Copy)]
pub struct VocabularyWord {
    /// The name, `c.NAME` in a condition.
    pub name: &'static str,
    /// Its type.
    pub kind: FactType,
    /// Whether the program works it out from other facts.
    pub derived: bool,
    /// What it means.
    pub meaning: &'static str,
}

const fn stored(name: &'static str, kind: FactType, meaning: &'static str) -> VocabularyWord {
    VocabularyWord { name, kind, derived: false, meaning }
}

const fn derived(name: &'static str, kind: FactType, meaning: &'static str) -> VocabularyWord {
    VocabularyWord { name, kind, derived: true, meaning }
}

/// Names, types and words, for the lint of packs.
pub fn known_facts() -> Vec<KnownFact> {
    let known =
        |word: &VocabularyWord| KnownFact { name: word.name, kind: word.kind, words: words(word.name) };
    VOCABULARY.iter().map(known).collect()
}

/// The words that a fact can be, where these are all.
fn words(fact: &str) -> Vec<&'static str> {
    fn all<W: Word>(words: &[W]) -> Vec<&'static str> {
        words.iter().map(Word::word).collect()
    }
    match fact {
        "agreement_status" => all(AgreementStatus::ALL).into_iter().chain(["none"]).collect(),
        "channel_claimed" | "channel_derived" => all(Channel::ALL),
        "contact_initiated_by" => all(Initiator::ALL),
        "contract_kind" => all(ContractKind::ALL),
        "fees_borne_by" => all(FeeBearer::ALL),
        "identity_documents_held_by" => all(DocumentHolder::ALL),
        "origin_service_obligation" => all(ServiceObligation::ALL),
        "recruiting_party" => all(RecruitingParty::ALL),
        "social_security_coordination" => all(SocialSecurityStatement::ALL),
        _ => Vec::new(),
    }
}

/// Every fact, by name.
pub const VOCABULARY: &[VocabularyWord] = &[
    derived(
        "age_years",
        Int,
        "years of age on the day of contact; from a partial birth date the lower reading that cannot be excluded",
    ),
    stored("advert_targets", List, "countries that a campaign was aimed at"),
    derived("agreement_destination", Text, "the destination that it names"),
    stored(
        "agreement_engaged_origin_health_sector",
        Bool,
        "the origin's health ministry took part in the agreement",
    ),
    stored(
        "agreement_has_labour_market_analysis",
        Bool,
        "the agreement rests on a labor market analysis of the origin",
    ),
    stored("agreement_id", Text, "the agreement relied on"),
    derived(
        "agreement_lifts_listing",
        Bool,
        "its text expressly covers active recruitment from a listed origin",
    ),
    stored("agreement_notified_to_who", Bool, "the agreement was notified to WHO"),
    derived("agreement_occupations", List, "occupations that it covers"),
    derived("agreement_origin", Text, "the origin that it names"),
    stored("agreement_origin_benefits", List, "benefits promised to the origin's health system"),
    stored(
        "agreement_origin_benefits_measured",
        Bool,
        "those benefits have amounts, dates and somebody who reports",
    ),
    derived("agreement_scope_ok", Bool, "employer, subdivision and channel lie inside its limits"),
    derived(
        "agreement_status",
        Text,
        "its status on the day of contact; none when no agreement is relied on",
    ),
    stored("can_change_employer", Bool, "the worker may change employer"),
    stored("can_resign_with_notice", Bool, "the worker may resign on ordinary notice"),
    stored("channel_claimed", Text, "the channel on record"),
    derived("channel_derived", Text, "the channel that the facts show"),
    stored(
        "comparable_domestic_pay",
        Int,
        "monthly pay of an equally qualified domestic worker, minor units",
    ),
    stored("conditions_gap", List, "conditions worse than for domestic staff"),
    stored("consent_given", Bool, "the worker said yes to this job and move"),
    stored("contact_date", Day, "day of first contact"),
    stored("contact_initiated_by", Text, "employer, recruiter, government or worker"),
    derived("contact_year", Int, "year of first contact"),
    stored("contract_is_written", Bool, "a written contract exists"),
    stored("contract_kind", Text, "permanent, fixed-term, seasonal or training"),
    stored("contract_languages", List, "languages of the contract"),
    stored("contract_signed_date", Day, "day the worker signed it; of a partial date the last it may mean"),
    stored("data_consent_purposes", List, "purposes that the worker agreed to"),
    stored("data_uses", List, "what was done with the data"),
    derived("data_uses_without_consent", List, "uses that no purpose covers"),
    stored("deception_or_pressure", Bool, "false statements, threats or pressure are on record"),
    stored("departure_date", Day, "day of departure; of a partial date the first it may mean"),
    stored("destination_country", Text, "country of the job"),
    stored(
        "destination_licenses_recruiters",
        Bool,
        "the destination's law demands a license of private recruiters",
    ),
    derived(
        "destination_list_status",
        Text,
        "red, amber, banned-private or none under the destination's own list on the day of contact",
    ),
    stored("documents_release_refused", Bool, "a request to hand papers back was refused"),
    stored(
        "fees_borne_by",
        Text,
        "who bears the fees and costs, as the post announces it: employer, recruiter, worker or shared",
    ),
    stored("grievance_channel", Text, "complaint channel"),
    stored("grievance_channel_free", Bool, "it costs the worker nothing"),
    stored("grievance_channel_independent", Bool, "it is independent of the employer"),
    stored("grievance_channel_languages", List, "languages it can be used in"),
    stored("identity_documents_held_by", Text, "who holds passport and papers"),
    stored("induction_plan", Bool, "the employer has a written plan of induction"),
    stored("information_given", List, "what the worker was told before saying yes"),
    stored("interim_post", Text, "post and pay until registration"),
    derived("list_edition_age_months", Int, "months between the start of the list's edition and the contact"),
    derived(
        "list_edition_in_force",
        Text,
        "edition in force on the day of contact of the list that the edition used is of, the destination's or the WHO's",
    ),
    stored("list_edition_used", Text, "edition that the case was decided by"),
    stored("list_lookup_country", Text, "country that the list was looked up for"),
    stored("may_leave_housing_freely", Bool, "no curfew or permission to leave housing"),
    stored("medical_test_required_by_law", Bool, "the destination's law demands the test"),
    stored("medical_tests_required", List, "medical tests asked for"),
    stored("monthly_pay", Int, "monthly pay offered, minor units"),
    stored("nationality_countries", List, "nationalities of the worker"),
    stored("newer_edition_searched", Bool, "somebody looked for a newer edition"),
    stored("occupation_isco08", Text, "ISCO-08 unit group of the job"),
    derived("origin_data_year", Int, "oldest year of the figures on the origin's workforce"),
    derived(
        "origin_density_per_10k",
        Number,
        "doctors, nurses and midwives per 10,000 people in the country of residence",
    ),
    stored("origin_emergency", Bool, "an emergency is declared in the country of residence"),
    stored(
        "origin_licenses_recruiters",
        Bool,
        "the law of the country of residence demands a license of private recruiters",
    ),
    stored("origin_service_declared", Bool, "the worker was asked about a service duty and answered"),
    stored("origin_service_obligation", Text, "none, open, settled, bought-out or unknown"),
    derived("origin_uhc_sci", Number, "index of universal health coverage of the country of residence"),
    stored(
        "pay_received_by_worker_share",
        Number,
        "share of the pay, after lawful tax, that reaches the worker",
    ),
    stored("pay_withheld_by", List, "who keeps part of the pay"),
    stored("predeparture_orientation", Bool, "orientation before departure is done or booked"),
    stored("recruiter_chain_disclosed", Bool, "every recruiter and sub-agent is named"),
    derived(
        "recruiter_licence_destination_valid",
        Bool,
        "the recruiter holds a license of the destination valid on the day of contact",
    ),
    derived(
        "recruiter_licence_origin_valid",
        Bool,
        "the recruiter holds a license of the country of residence valid on the day of contact",
    ),
    stored("recruiter_open_complaints", Int, "open substantiated complaints about the recruiter"),
    derived(
        "recruiter_sanction_in_force",
        Bool,
        "a sanction of the recruiter is in force on the day of contact",
    ),
    stored("recruiting_party", Text, "employer, private-recruiter, public-employment-service or government"),
    stored("referral_reward_offered", Bool, "a referral reward was offered"),
    stored("registration_held", Bool, "the worker holds the registration"),
    stored("registration_required", Bool, "the job needs registration"),
    stored("registration_support", List, "what the employer does towards registration"),
    stored("repayment_amount", Int, "the most that can be claimed on leaving, minor units"),
    stored("repayment_bears_interest", Bool, "interest is charged"),
    stored("repayment_clause", Bool, "the contract makes the worker repay costs on leaving"),
    stored("repayment_declines", Bool, "the sum falls over time"),
    derived(
        "repayment_has_forbidden_item",
        Bool,
        "an item is a recruitment fee, a visa or a sponsor's charge",
    ),
    derived("repayment_items", List, "what is claimed, item by item"),
    derived("repayment_items_total", Int, "sum of those items, minor units"),
    stored("repayment_months", Int, "months until nothing is owed"),
    stored("repayment_waivers", List, "cases in which nothing is claimed"),
    stored("residence_country", Text, "country the worker lives in, the origin"),
    stored("retaliation_ban", Bool, "no retaliation is promised in writing"),
    stored("return_blocked_or_punished", Bool, "going home is barred or punished"),
    stored("return_option", List, "return measures promised"),
    stored("selection_criteria", List, "criteria of selection"),
    derived("selection_criteria_banned", List, "criteria among them on a banned ground"),
    stored(
        "social_security_coordination",
        Text,
        "what becomes of contributions: agreement, export-of-benefits, refund, none or unknown",
    ),
    derived("ssl_listed", Bool, "the country of residence is on the WHO list in force on the day of contact"),
    stored("terms_changed_with_worker_consent", Bool, "a change of terms was agreed freely and in writing"),
    derived("terms_made_worse", List, "key terms that got worse after the offer"),
    stored("third_parties", List, "recruiters, agencies or referrers between worker and employer"),
    stored("vacancy_public", Bool, "the worker answered a public vacancy of the employer"),
    stored("worker_has_contract_copy", Bool, "the worker holds a copy of the contract"),
    stored("worker_languages", List, "languages that the worker reads"),
    derived(
        "worker_paid_fees_total",
        Int,
        "sum of recruitment fees and related costs that the worker paid, minor units",
    ),
    stored("worker_paid_reimbursed", Int, "part already paid back, minor units; 0 when nothing was"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Reason;
    use crate::policy;

    #[test]
    fn every_fact_is_named_once() {
        let mut names: Vec<&str> = VOCABULARY.iter().map(|word| word.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn the_packs_compiled_in_are_clean_and_their_examples_tell_the_truth() {
        let mut rules = 0;
        for pack in policy::builtin().iter() {
            assert_eq!(policy::lint(pack, &known_facts()), [], "{}", pack.id);
            assert_eq!(policy::test(pack, &known_facts()), [], "{}", pack.id);
            rules += pack.rules.len();
        }
        assert!(rules >= 40, "{rules} rules");
    }

    /// Whichever comparison of whichever rule is turned around, an example of the rule tells.
    #[test]
    fn the_examples_of_the_packs_compiled_in_decide_every_comparison() {
        let undecided = policy::builtin().iter().flat_map(|pack| policy::undecided(pack, &known_facts()));
        let undecided: Vec<String> =
            undecided.map(|one| format!("{}: {}", one.rule, one.problem.message().text)).collect();
        assert!(undecided.is_empty(), "{}\n{}", undecided.len(), undecided.join("\n"));
    }
}
