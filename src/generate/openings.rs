//! Organizations, curricula and openings.

use super::Spec;
use super::dice::Dice;
use super::lists::{CULTURES, DESTINATIONS, OCCUPATIONS, TASKS, WARDS};
use crate::reference::{countries, origin_curricula, specialties};
use std::io::Write;

/// Employers in each destination.
const EMPLOYERS: u64 = 4;

/// Cities by destination, in the order of [`DESTINATIONS`].
const CITIES: [(&str, &str); 10] = [
    ("Leipzig", "Kassel"),
    ("Leeds", "Bristol"),
    ("Cork", "Galway"),
    ("Lyon", "Nantes"),
    ("Halifax", "Regina"),
    ("Adelaide", "Hobart"),
    ("Columbus", "Tucson"),
    ("Graz", "Linz"),
    ("Sendai", "Okayama"),
    ("Jeddah", "Abha"),
];

/// Writes employers, recruiters and schools.
///
/// # Errors
/// When the output cannot be written.
pub fn organizations(_spec: &Spec, out: &mut dyn Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["organization_id", "name", "role", "country", "open_complaints"])?;
    for code in DESTINATIONS {
        let country = code.parse().map(countries::name).unwrap_or_default();
        for number in 1..=EMPLOYERS {
            writer.write_record([
                format!("E-{code}-{number}"),
                format!("Example Hospital {country} {number}"),
                "employer".into(),
                code.into(),
                String::new(),
            ])?;
        }
        writer.write_record([
            format!("R-{code}"),
            format!("Example Recruiting {country}"),
            "recruiter".into(),
            code.into(),
            "0".into(),
        ])?;
    }
    for culture in CULTURES {
        let country = culture.country.parse().map(countries::name).unwrap_or_default();
        writer.write_record([
            format!("E-{}-1", culture.country),
            format!("Example Hospital {country}"),
            "employer".into(),
            culture.country.into(),
            String::new(),
        ])?;
    }
    writer.flush().map_err(Into::into)
}

/// Writes the curricula of the origins with the national figures and their sources.
///
/// # Errors
/// When the output cannot be written.
pub fn curricula(out: &mut dyn Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "curriculum_id",
        "title",
        "school",
        "country",
        "occupation",
        "qualification",
        "years",
        "total_hours",
        "theory_hours",
        "clinical_hours",
        "regulator",
        "description",
        "source",
        "source_url",
        "confidence",
    ])?;
    let mut number = 0;
    for culture in CULTURES {
        let Ok(country) = culture.country.parse() else { continue };
        for (code, _) in OCCUPATIONS.iter().map(|(occupation, _)| occupation) {
            let Ok(occupation) = code.parse() else { continue };
            for program in origin_curricula::of(country, occupation) {
                number += 1;
                let text = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
                writer.write_record([
                    format!("C-{number:03}"),
                    format!("{}, {}", program.qualification, countries::name(country)),
                    format!("Example School of Health Sciences {}", countries::name(country)),
                    culture.country.into(),
                    (*code).into(),
                    program.qualification.to_string(),
                    program.years.map(|y| y.to_string()).unwrap_or_default(),
                    text(program.total_hours),
                    text(program.theory_hours),
                    text(program.clinical_hours),
                    culture.regulator.to_owned(),
                    "A synthetic school with the national figures of the program.".into(),
                    program.citation.source.to_string(),
                    program.citation.url.to_string(),
                    program.citation.confidence.to_string(),
                ])?;
            }
        }
    }
    writer.flush().map_err(Into::into)
}

/// Writes openings.
///
/// # Errors
/// When the output cannot be written.
pub fn openings(spec: &Spec, out: &mut dyn Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "opening_id",
        "organization_id",
        "recruiter_id",
        "title",
        "occupation",
        "specialties",
        "destination",
        "city",
        "positions",
        "status",
        "published_on",
        "starts_on",
        "language",
        "language_level",
        "experience_months",
        "registration_required",
        "registration_support",
        "contract_kind",
        "contract_months",
        "contract_languages",
        "monthly_pay",
        "comparable_domestic_pay",
        "pay_currency",
        "for_returnees",
        "return_option",
        "social_security_coordination",
        "medical_cover",
        "life_cover",
        "vacancy_public",
        "recruiting_party",
        "third_parties",
        "advert_targets",
        "referral_reward_offered",
        "description",
    ])?;
    for number in 0..spec.openings {
        writer.write_record(opening(spec, number))?;
    }
    writer.flush().map_err(Into::into)
}

fn opening(spec: &Spec, number: u64) -> Vec<String> {
    let dice = &mut Dice::of(spec.seed, 2, number);
    let at = usize::try_from(dice.below(10)).unwrap_or_default();
    let code = DESTINATIONS[at];
    let (occupation, title) = *dice.weighted(OCCUPATIONS);
    // A post at home for those who went abroad.
    let returnee = dice.percent(4);
    let culture = dice.one(CULTURES);
    let destination = if returnee { culture.country } else { code };
    let city = if returnee {
        ""
    } else if dice.percent(50) {
        CITIES[at].0
    } else {
        CITIES[at].1
    };
    let own: Vec<_> = specialties::all().iter().filter(|s| s.occupation.to_string() == occupation).collect();
    let specialty = if own.is_empty() || dice.percent(40) { None } else { Some(*dice.one(&own)) };
    let (language, level) = match destination {
        "DE" | "AT" => ("de", "B2"),
        "FR" => ("fr", "B2"),
        "JP" => ("ja", "B1"),
        "GB" | "IE" | "AU" | "US" | "CA" | "SA" => ("en", "B2"),
        _ => ("", ""),
    };
    let (currency, pay) = (currency(destination), pay(dice, destination));
    let domestic = if dice.percent(85) { pay } else { pay + pay / 10 };
    let recruited = !returnee && dice.percent(45);
    let temporary = dice.percent(45);
    let ward = *dice.one(WARDS);
    let money = |amount: i64| if currency.is_empty() { String::new() } else { amount.to_string() };
    let name = specialty.map_or_else(|| title.to_owned(), |s| format!("{title}, {}", s.name));
    vec![
        format!("O-{:05}", number + 1),
        format!("E-{destination}-{}", if returnee { 1 } else { dice.between(1, 4) }),
        if recruited { format!("R-{code}") } else { String::new() },
        if returnee { format!("{name} (for returnees)") } else { name },
        occupation.to_owned(),
        specialty.map(|s| s.id.to_string()).unwrap_or_default(),
        destination.to_owned(),
        city.to_owned(),
        dice.between(1, 12).to_string(),
        if dice.percent(90) { "open" } else { "closed" }.to_owned(),
        day(spec, -dice.between(1, 120)),
        day(spec, dice.between(60, 300)),
        language.to_owned(),
        level.to_owned(),
        dice.weighted(&[("12", 40), ("24", 30), ("", 30)]).to_string(),
        "yes".to_owned(),
        dice.weighted(&[("examination fees;study time", 60), ("none", 15), ("", 25)]).to_string(),
        if temporary { "fixed-term" } else { "permanent" }.to_owned(),
        if temporary { "36".to_owned() } else { String::new() },
        dice.weighted(&[(language.to_owned(), 50), (format!("{language};en"), 50)])
            .trim_matches(';')
            .to_owned(),
        money(pay),
        money(domestic),
        currency.to_owned(),
        if returnee { "yes" } else { "no" }.to_owned(),
        dice.weighted(&[("return travel", 50), ("none", 25), ("", 25)]).to_string(),
        dice.weighted(&[("agreement", 35), ("unknown", 25), ("refund", 15), ("", 25)]).to_string(),
        dice.weighted(&[("statutory from the first day", 70), ("", 30)]).to_string(),
        dice.weighted(&[("one year's pay", 40), ("", 60)]).to_string(),
        "yes".to_owned(),
        if recruited { "private-recruiter" } else { "employer" }.to_owned(),
        if recruited { format!("R-{code}") } else { "none".to_owned() },
        dice.weighted(&[("none", 70), ("IN;PH", 20), ("", 10)]).to_string(),
        dice.weighted(&[("no", 85), ("yes", 5), ("", 10)]).to_string(),
        format!(
            "Work in the {ward}: {} and {}. Induction of four weeks with a mentor.",
            dice.one(TASKS),
            dice.one(TASKS)
        ),
    ]
}

/// The currency of a destination; empty for a country that nobody is placed in.
pub(super) fn currency(destination: &str) -> &'static str {
    match destination {
        "DE" | "AT" | "FR" | "IE" => "EUR",
        "GB" => "GBP",
        "CA" => "CAD",
        "AU" => "AUD",
        "US" => "USD",
        "JP" => "JPY",
        "SA" => "SAR",
        _ => "",
    }
}

/// Monthly pay. An offer below the floor of a route of entry would close the post to everybody from abroad.
pub(super) fn pay(dice: &mut Dice, destination: &str) -> i64 {
    match destination {
        "JP" => dice.between(230, 320) * 1000,
        "AU" => dice.between(68, 98) * 100,
        "IE" => dice.between(31, 48) * 100,
        _ => dice.between(24, 48) * 100,
    }
}

fn day(spec: &Spec, days: i64) -> String {
    crate::model::Day(spec.today.0 + i32::try_from(days).unwrap_or(0)).to_string()
}
