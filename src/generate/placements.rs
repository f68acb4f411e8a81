//! Placements with what was paid and agreed, as a ministry holds them: most of them in order, some with facts that nobody
//! wrote down, some that break a rule.
//!
//! A placement states origin, occupation and dates itself and names no worker, as in the registers of ministries. Faults
//! and gaps come together: a careless employer is careless in many things.

use super::Spec;
use super::dice::Dice;
use super::lists::{CULTURES, DESTINATIONS, OCCUPATIONS, ORIGINS, destinations};
use super::openings::{currency, pay};
use crate::model::{Day, Isco08};
use crate::policy;
use std::io::Write;

const HEADERS: &str = "placement_id,organization_id,recruiter_id,residence,trained_in,nationalities,occupation,sex,birth_date,\
destination,contact_date,channel,contact_initiated_by,recruiting_party,third_parties,recruiter_chain_disclosed,\
advert_targets,referral_reward_offered,vacancy_public,list_lookup_country,list_edition_used,newer_edition_searched,\
origin_emergency,agreement_id,agreement_scope_ok,agreement_has_labour_market_analysis,\
agreement_engaged_origin_health_sector,agreement_notified_to_who,agreement_origin_benefits,\
agreement_origin_benefits_measured,origin_licenses_recruiters,destination_licenses_recruiters,recruiter_open_complaints,\
worker_paid_reimbursed,worker_paid_currency,identity_documents_held_by,documents_release_refused,contract_is_written,\
contract_signed_date,departure_date,worker_has_contract_copy,contract_languages,worker_languages,\
terms_changed_with_worker_consent,contract_kind,return_option,repayment_clause,monthly_pay,comparable_domestic_pay,\
pay_currency,conditions_gap,pay_received_by_worker_share,pay_withheld_by,grievance_channel,grievance_channel_free,\
grievance_channel_independent,grievance_channel_languages,retaliation_ban,can_resign_with_notice,can_change_employer,\
may_leave_housing_freely,return_blocked_or_punished,consent_given,information_given,deception_or_pressure,\
data_consent_purposes,data_uses,predeparture_orientation,induction_plan,registration_required,registration_held,\
registration_support,interim_post,social_security_coordination,selection_criteria,medical_tests_required,\
medical_test_required_by_law,origin_service_obligation,origin_service_declared,started_on,return_due_on,returned_on,\
outcome";

/// A placement and the rows that hang on it.
struct Placed {
    row: Vec<String>,
    costs: Vec<Vec<String>>,
    terms: Vec<Vec<String>>,
}

/// Writes `spec.placements` rows and reports to `progress` after each thousand.
///
/// # Errors
/// When the output cannot be written.
pub fn placements(spec: &Spec, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADERS.split(','))?;
    for number in 0..spec.placements {
        writer.write_record(placed(spec, number).row)?;
        if number % 1000 == 999 {
            progress(1000);
        }
    }
    writer.flush().map_err(Into::into)
}

/// Writes what was paid for the placements.
///
/// # Errors
/// When the output cannot be written.
pub fn costs(spec: &Spec, out: &mut dyn Write) -> Result<(), csv::Error> {
    const HEADERS: &str =
        "placement_id,entry,label,payee,paid_on,head,amount,currency,payer,demanded_by,before_contact";
    parts(spec, out, HEADERS, |placed| placed.costs)
}

/// Writes the terms that were offered and signed.
///
/// # Errors
/// When the output cannot be written.
pub fn contract_terms(spec: &Spec, out: &mut dyn Write) -> Result<(), csv::Error> {
    const HEADERS: &str = "placement_id,stage,employer,monthly_pay,pay_currency,hours_per_week,leave_days";
    parts(spec, out, HEADERS, |placed| placed.terms)
}

fn parts(
    spec: &Spec,
    out: &mut dyn Write,
    headers: &str,
    of: fn(Placed) -> Vec<Vec<String>>,
) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(headers.split(','))?;
    for number in 0..spec.placements {
        for row in of(placed(spec, number)) {
            writer.write_record(row)?;
        }
    }
    writer.flush().map_err(Into::into)
}

/// Writes the licenses of the recruiters: each has that of its own country and of two origins in three.
///
/// # Errors
/// When the output cannot be written.
pub fn recruiter_licenses(_spec: &Spec, out: &mut dyn Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    let headers = ["organization_id", "country", "number", "issuer", "valid_from", "valid_until", "evidence"];
    writer.write_record(headers)?;
    for (at, own) in DESTINATIONS.iter().enumerate() {
        let origins = CULTURES.iter().enumerate().filter(|(place, _)| (place + at) % 3 != 0);
        for country in [*own].into_iter().chain(origins.map(|(_, culture)| culture.country)) {
            let issuer = format!("Example authority {country}");
            let number = format!("{country}-R-{own}-2018");
            let from_until = ["2018-01-01", "2032-12-31"];
            writer.write_record([
                &format!("R-{own}"),
                country,
                &number,
                &issuer,
                from_until[0],
                from_until[1],
                "document-seen",
            ])?;
        }
    }
    writer.flush().map_err(Into::into)
}

/// How careful whoever keeps the file was, and how careful the employer.
struct Care {
    /// So many facts of a hundred are not written down.
    blank: u64,
    /// So many things of a hundred are not as they should be.
    fault: u64,
}

impl Care {
    /// A fact, where somebody wrote it down.
    fn known(&self, dice: &mut Dice, text: &str) -> String {
        if dice.percent(self.blank) { String::new() } else { text.to_owned() }
    }

    /// What should be, or else what is at fault; or nothing.
    fn either(&self, dice: &mut Dice, right: &str, wrong: &str) -> String {
        let text = if dice.percent(self.fault) { wrong } else { right };
        self.known(dice, text)
    }
}

fn placed(spec: &Spec, number: u64) -> Placed {
    let dice = &mut Dice::of(spec.seed, 3, number);
    let care = Care {
        blank: *dice.weighted(&[(0, 72), (4, 20), (25, 8)]),
        fault: *dice.weighted(&[(0, 80), (4, 12), (20, 8)]),
    };
    let origin = CULTURES[*dice.weighted(&ORIGINS)].country;
    let wished = dice.weighted(destinations(origin)).to_string();
    // Employers are made for these destinations alone.
    let known = DESTINATIONS.iter().find(|code| **code == wished);
    let destination = *known.unwrap_or_else(|| dice.one(&DESTINATIONS));
    let (occupation, _) = *dice.weighted(OCCUPATIONS);
    let code: Option<Isco08> = occupation.parse().ok();
    let id = format!("P-{:07}", number + 1);
    let employer = format!("E-{destination}-{}", dice.between(1, 4));
    let recruiter = format!("R-{destination}");
    let made = policy::builtin().iter().flat_map(|pack| &pack.agreements).find(|one| {
        one.origin.as_str() == origin
            && one.destination.as_str() == destination
            && code.is_some_and(|code| one.occupations.contains(&code))
    });
    let agreement = made.filter(|_| dice.percent(40)).map(|one| one.id.to_string());
    let channel = match (&agreement, dice.below(100)) {
        (Some(_), 0..70) => "government",
        (_, 0..55) => "direct",
        _ => "active",
    };
    let recruited = channel == "active" && dice.percent(60);
    let (initiator, party) = match channel {
        "direct" => ("worker", "employer"),
        "government" => ("government", "public-employment-service"),
        _ if recruited => ("recruiter", "private-recruiter"),
        _ => ("employer", "employer"),
    };
    let day = |days: i64| Day(spec.today.0 + i32::try_from(days).unwrap_or(0));
    let contact = -dice.between(1, 5 * 365);
    let signed = contact + dice.between(40, 200);
    let departs = signed + dice.between(20, 120);
    let starts = departs + dice.between(3, 30);
    let temporary = dice.percent(30);
    let due = starts + 3 * 365;
    // What lies ahead is planned, and has no date yet.
    let past = |days: i64| if days <= 0 { day(days).to_string() } else { String::new() };
    let returned = temporary && due + 60 <= 0 && dice.percent(85);
    let outcome = match (starts <= 0, departs <= 0) {
        (true, _) if returned => "returned",
        (true, _) if due <= 0 && temporary => "completed",
        (true, _) => "started",
        (false, true) => "departed",
        (false, false) => "planned",
    };
    let list = policy::builtin().list_for("ssl_listed", None);
    let edition = list.and_then(|list| list.regime_on(day(contact))).map_or("", |one| one.edition.as_str());
    let monthly = pay(dice, destination);
    let domestic = if dice.percent(care.fault) { monthly + monthly / 8 } else { monthly };
    let money = currency(destination);
    let fee = dice.percent(care.fault.max(2));
    let paid = fee.then(|| dice.between(5, 25) * if destination == "JP" { 10_000 } else { 100 });
    let back = paid.map(|paid| if dice.percent(40) { paid } else { 0 });
    let language = match destination {
        "DE" | "AT" => "de",
        "FR" => "fr",
        "JP" => "ja",
        _ => "en",
    };
    let of_agreement = |text: String| if agreement.is_some() { text } else { String::new() };
    let row = vec![
        id.clone(),
        employer.clone(),
        if recruited { recruiter.clone() } else { String::new() },
        origin.to_owned(),
        origin.to_owned(),
        origin.to_owned(),
        occupation.to_owned(),
        dice.weighted(&[("female", 74), ("male", 24), ("", 2)]).to_string(),
        (i64::from(spec.today.date().year()) - dice.between(24, 52)).to_string(),
        destination.to_owned(),
        day(contact).to_string(),
        channel.to_owned(),
        care.known(dice, initiator),
        care.known(dice, party),
        if recruited { recruiter.clone() } else { care.either(dice, "none", &recruiter) },
        care.either(dice, "yes", "no"),
        care.either(dice, "none", origin),
        care.either(dice, "no", "yes"),
        care.either(dice, "yes", "no"),
        care.known(dice, origin),
        care.either(dice, edition, "2006"),
        care.either(dice, "yes", "no"),
        care.either(dice, "no", "yes"),
        agreement.clone().unwrap_or_default(),
        of_agreement(care.either(dice, "yes", "no")),
        of_agreement(care.either(dice, "yes", "no")),
        of_agreement(care.either(dice, "yes", "no")),
        of_agreement(care.either(dice, "yes", "no")),
        of_agreement(care.either(dice, "training places in the origin", "none")),
        of_agreement(care.either(dice, "yes", "no")),
        care.known(dice, "yes"),
        care.known(dice, "yes"),
        if recruited { care.either(dice, "0", "1") } else { String::new() },
        back.map_or_else(|| care.known(dice, "0"), |back| back.to_string()),
        money.to_owned(),
        care.either(dice, "worker", "employer"),
        care.either(dice, "no", "yes"),
        care.either(dice, "yes", "yes"),
        past(if dice.percent(care.fault / 2) { departs } else { signed }),
        past(departs),
        care.either(dice, "yes", "no"),
        care.either(dice, &format!("{language};en"), "fi"),
        care.known(dice, "en"),
        care.either(dice, "yes", "no"),
        if temporary { "fixed-term" } else { "permanent" }.to_owned(),
        care.either(dice, "return travel", "none"),
        care.known(dice, "no"),
        monthly.to_string(),
        domestic.to_string(),
        money.to_owned(),
        care.either(dice, "none", "overtime unpaid"),
        care.either(dice, "1", "0.8"),
        care.either(dice, "none", "recruiter"),
        care.either(dice, "hotline", "none"),
        care.either(dice, "yes", "no"),
        care.either(dice, "yes", "no"),
        care.either(dice, "en", "fi"),
        care.either(dice, "yes", "no"),
        care.either(dice, "yes", "no"),
        care.either(dice, "yes", "no"),
        care.either(dice, "yes", "no"),
        care.either(dice, "no", "yes"),
        care.known(dice, "yes"),
        care.either(dice, "job;pay;costs;rights;registration-steps", "job;pay"),
        care.either(dice, "no", "yes"),
        care.known(dice, "match;contact"),
        care.either(dice, "match", "share-identity"),
        care.either(dice, "yes", "no"),
        care.either(dice, "yes", "no"),
        care.known(dice, "yes"),
        care.known(dice, "no"),
        care.either(dice, "examination fees", "none"),
        care.either(dice, "care assistant until registration", "none"),
        dice.weighted(&[("agreement", 45), ("refund", 20), ("unknown", 20), ("", 15)]).to_string(),
        care.either(dice, "qualification;language", "qualification;age"),
        care.either(dice, "tuberculosis", "tuberculosis;pregnancy"),
        care.known(dice, "no"),
        care.either(dice, "none", "open"),
        care.either(dice, "yes", "no"),
        past(starts),
        if temporary && starts <= 0 { day(due).to_string() } else { String::new() },
        if returned { day(due + dice.between(-20, 40)).to_string() } else { String::new() },
        outcome.to_owned(),
    ];
    let cost = |label: &str, payee: &str, head: &str, amount: i64, payer: &str| {
        [&id, "paid", label, payee, &past(contact + 20), head, &amount.to_string(), money, payer, payer, "no"]
            .map(str::to_owned)
            .to_vec()
    };
    let ticket = dice.between(4, 12) * if destination == "JP" { 10_000 } else { 100 };
    let mut costs = vec![cost("air ticket", "airline", "travel", ticket, "employer")];
    if let Some(paid) = paid {
        let mut fee = cost("recruitment fee", "Example agent", "recruitment-fee", paid, "worker");
        "recruiter".clone_into(&mut fee[9]);
        costs.push(fee);
    }
    let mut terms = Vec::new();
    if dice.percent(25) {
        let worse = dice.percent(care.fault);
        for (stage, monthly) in
            [("offered", monthly), ("signed", if worse { monthly * 9 / 10 } else { monthly })]
        {
            let monthly = monthly.to_string();
            terms.push([&id, stage, &employer, &monthly, money, "38.5", "30"].map(str::to_owned).to_vec());
        }
    }
    Placed { row, costs, terms }
}
