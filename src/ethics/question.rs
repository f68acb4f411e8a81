//! Which column answers a fact that holds a case, and who knows it.

use super::VOCABULARY;
use crate::model::{Confidence, Country, Day, Kind, words};
use crate::reference::recruiter_registers::{self, RecruiterRegister};
use crate::schema;
use serde::Serialize;

words! {
    /// Who can answer a question that holds a case.
    Answerer, "who can answer: `worker`, `employer`, `recruiter`, `authority` or `keeper`" {
        /// The worker.
        Worker = "worker",
        /// The employer.
        Employer = "employer",
        /// The recruiter.
        Recruiter = "recruiter",
        /// A ministry or another authority of a state.
        Authority = "authority",
        /// Whoever keeps the records.
        Keeper = "keeper",
    }
}

/// A fact that holds a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenQuestion {
    /// The fact.
    pub fact: String,
    /// What it means.
    pub meaning: &'static str,
    /// The columns that answer it, as `KIND.COLUMN`.
    pub columns: Vec<String>,
    /// Who can answer.
    pub who: Answerer,
    /// The registers in which the answer is looked up, where their addresses are known.
    pub look_up: Vec<LookUp>,
}

/// The register of an authority: where to look, and never what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LookUp {
    /// The state.
    pub country: Country,
    /// What the register is called.
    pub register: String,
    /// Who keeps it.
    pub kept_by: String,
    /// Its official address.
    pub address: String,
    /// What a reader must know.
    pub notes: String,
    /// Who says that this is the address.
    pub source: String,
    /// Where that was read.
    pub source_url: String,
    /// How well it is proven.
    pub confidence: Confidence,
    /// When it was read.
    pub retrieved: Option<Day>,
}

impl From<&RecruiterRegister> for LookUp {
    fn from(row: &RecruiterRegister) -> Self {
        Self {
            country: row.country,
            register: row.register.to_string(),
            kept_by: row.kept_by.to_string(),
            address: row.address.to_string(),
            notes: row.notes.to_string(),
            source: row.citation.source.to_string(),
            source_url: row.citation.url.to_string(),
            confidence: row.citation.confidence,
            retrieved: row.retrieved,
        }
    }
}

/// Whether a fact speaks of a recruiter's license.
pub fn asks_for_a_license(fact: &str) -> bool {
    matches!(fact, "recruiter_licence_origin_valid" | "recruiter_licence_destination_valid")
}

/// The state that licenses recruiters of whose license a fact speaks, of the origin and the destination of a case.
pub fn licensing_state(
    fact: &str,
    (origin, destination): (Option<Country>, Option<Country>),
) -> Option<Country> {
    match fact {
        "origin_licenses_recruiters" | "recruiter_licence_origin_valid" => origin,
        "destination_licenses_recruiters" | "recruiter_licence_destination_valid" => destination,
        _ => None,
    }
}

/// The question of a fact; `None` for a name that is no fact. `licensing` are the states that license whom it asks about.
pub fn question(fact: &str, licensing: impl IntoIterator<Item = Country>) -> Option<OpenQuestion> {
    let word = VOCABULARY.iter().find(|word| word.name == fact)?;
    let names = names_of(word.name);
    // The records of a case in the order in which they are looked at.
    const KINDS: [Kind; 7] = [
        Kind::Placement,
        Kind::Opening,
        Kind::Worker,
        Kind::Cost,
        Kind::ContractTerms,
        Kind::OrganizationLicense,
        Kind::Sanction,
    ];
    let columns = names.iter().flat_map(|&(of, name)| {
        let kinds = KINDS.into_iter().filter(move |kind| of.is_none_or(|of| of == *kind));
        let having = kinds.filter(move |kind| schema::table(*kind).column(name).is_some());
        having.map(move |kind| format!("{}.{name}", kind.as_str()))
    });
    Some(OpenQuestion {
        fact: fact.to_owned(),
        meaning: word.meaning,
        columns: columns.collect(),
        who: who_of(word.name),
        look_up: licensing.into_iter().filter_map(recruiter_registers::of).map(LookUp::from).collect(),
    })
}

/// Whether an opening and its recruiter answer a fact by themselves, whoever is matched.
pub(super) fn of_opening(fact: &str) -> bool {
    let Some(word) = VOCABULARY.iter().find(|word| word.name == fact) else { return false };
    // Of which state the license has to be a worker's residence says.
    let of_origin = matches!(fact, "origin_licenses_recruiters" | "recruiter_licence_origin_valid");
    let names = names_of(word.name);
    let has = |kind: Kind, name: &str| schema::table(kind).column(name).is_some();
    !of_origin
        && !names.is_empty()
        && names.iter().all(|&(of, name)| match of {
            Some(kind) => matches!(kind, Kind::OrganizationLicense | Kind::Sanction),
            None => has(Kind::Opening, name),
        })
}

/// The columns from which a fact is read or worked out, each with the kind of record where only one will do.
fn names_of(fact: &'static str) -> Vec<(Option<Kind>, &'static str)> {
    let any = |names: &[&'static str]| names.iter().map(|name| (None, *name)).collect();
    let of = |kind: Kind, names: &[&'static str]| names.iter().map(|name| (Some(kind), *name)).collect();
    match fact {
        "age_years" => any(&["birth_date"]),
        "agreement_destination"
        | "agreement_lifts_listing"
        | "agreement_occupations"
        | "agreement_origin"
        | "agreement_status" => any(&["agreement_id"]),
        "channel_claimed" => any(&["channel"]),
        "channel_derived" => {
            any(&["contact_initiated_by", "third_parties", "referral_reward_offered", "vacancy_public"])
        }
        "contact_year" => any(&["contact_date"]),
        "data_uses_without_consent" => any(&["data_uses", "data_consent_purposes"]),
        "destination_country" => any(&["destination"]),
        "destination_list_status" => any(&["residence", "destination", "contact_date"]),
        "list_edition_age_months" | "list_edition_in_force" => any(&["list_edition_used", "contact_date"]),
        "nationality_countries" => any(&["nationalities"]),
        "occupation_isco08" => any(&["occupation"]),
        "origin_data_year" | "origin_density_per_10k" | "origin_uhc_sci" | "residence_country" => {
            any(&["residence"])
        }
        "recruiter_licence_destination_valid" | "recruiter_licence_origin_valid" => {
            of(Kind::OrganizationLicense, &["country", "valid_from", "valid_until"])
        }
        "recruiter_sanction_in_force" => of(Kind::Sanction, &["from_date", "until_date"]),
        "repayment_has_forbidden_item" | "repayment_items" | "repayment_items_total" => {
            of(Kind::Cost, &["head", "amount", "currency", "entry"])
        }
        "selection_criteria_banned" => any(&["selection_criteria"]),
        "ssl_listed" => any(&["residence", "contact_date"]),
        "terms_made_worse" => of(Kind::ContractTerms, &["stage", "monthly_pay", "pay_currency"]),
        "worker_paid_fees_total" => {
            of(Kind::Cost, &["head", "amount", "currency", "payer", "demanded_by", "before_contact"])
        }
        stored => vec![(None, stored)],
    }
}

fn who_of(fact: &str) -> Answerer {
    match fact {
        "age_years"
        | "consent_given"
        | "data_consent_purposes"
        | "deception_or_pressure"
        | "documents_release_refused"
        | "identity_documents_held_by"
        | "information_given"
        | "may_leave_housing_freely"
        | "nationality_countries"
        | "origin_service_declared"
        | "origin_service_obligation"
        | "pay_received_by_worker_share"
        | "residence_country"
        | "return_blocked_or_punished"
        | "terms_changed_with_worker_consent"
        | "worker_has_contract_copy"
        | "worker_languages"
        | "worker_paid_fees_total"
        | "worker_paid_reimbursed" => Answerer::Worker,
        "recruiter_chain_disclosed"
        | "recruiter_licence_destination_valid"
        | "recruiter_licence_origin_valid"
        | "third_parties"
        | "referral_reward_offered" => Answerer::Recruiter,
        "destination_licenses_recruiters"
        | "medical_test_required_by_law"
        | "origin_emergency"
        | "origin_licenses_recruiters"
        | "recruiter_open_complaints"
        | "recruiter_sanction_in_force" => Answerer::Authority,
        "channel_claimed"
        | "channel_derived"
        | "contact_date"
        | "contact_initiated_by"
        | "contact_year"
        | "data_uses"
        | "data_uses_without_consent"
        | "destination_list_status"
        | "list_edition_age_months"
        | "list_edition_in_force"
        | "list_edition_used"
        | "list_lookup_country"
        | "newer_edition_searched"
        | "origin_data_year"
        | "origin_density_per_10k"
        | "origin_uhc_sci"
        | "ssl_listed" => Answerer::Keeper,
        agreement if agreement.starts_with("agreement_") => Answerer::Authority,
        _ => Answerer::Employer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever may hold a case is a question that somebody can answer with a column.
    #[test]
    fn every_fact_is_answered_by_a_column() {
        for word in VOCABULARY {
            let asked = question(word.name, None).unwrap();
            assert!(!asked.columns.is_empty(), "{}", word.name);
        }
        let of = |fact: &str| question(fact, None).map(|asked| (asked.columns, asked.who));
        let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            of("age_years"),
            Some((columns(&["placement.birth_date", "worker.birth_date"]), Answerer::Worker))
        );
        assert_eq!(
            of("recruiter_licence_origin_valid"),
            Some((
                columns(&[
                    "organization_license.country",
                    "organization_license.valid_from",
                    "organization_license.valid_until"
                ]),
                Answerer::Recruiter
            ))
        );
        assert_eq!(
            of("agreement_status"),
            Some((columns(&["placement.agreement_id", "opening.agreement_id"]), Answerer::Authority))
        );
        assert_eq!(of("no_such_fact"), None);
    }

    /// A question about a license points to the register of its state, and only there.
    #[test]
    fn a_question_about_a_license_names_the_register() {
        let corridor = ("PH".parse().ok(), "DE".parse().ok());
        let addresses = |fact: &str| {
            let asked = question(fact, licensing_state(fact, corridor)).unwrap();
            asked.look_up.into_iter().map(|one| one.address).collect::<Vec<_>>()
        };
        assert_eq!(addresses("recruiter_licence_origin_valid"), ["https://dmw.gov.ph/"]);
        // No address of Germany is known, so none is shown.
        assert!(addresses("recruiter_licence_destination_valid").is_empty());
        assert!(addresses("monthly_pay").is_empty());
    }
}
