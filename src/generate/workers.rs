//! Workers, one wide row each: the person, tests, qualifications, license, practice, consents.

use super::Spec;
use super::dice::Dice;
use super::lists::{
    CULTURES, Culture, HOSPITALS, OCCUPATIONS, ORIGINS, TASKS, TOWNS, WARDS, destinations, test_for, town,
};
use crate::model::{Day, Isco08};
use crate::reference::{origin_curricula, specialties};
use std::io::Write;

const HEADERS: &str = "worker_id,full_name,given_name,family_name,birth_date,sex,nationalities,residence,occupation,\
title,specialties,languages_read,available_from,status,preferred_destinations,refused_destinations,\
preferred_contracts,wants_return,email,phone,summary,\
language_1_test,language_1_taken_on,language_1_overall,language_1_listening,language_1_reading,language_1_writing,\
language_1_speaking,language_1_level,language_1_evidence,language_2_test,language_2_taken_on,language_2_level,\
qualification_1_title,qualification_1_school,qualification_1_completed,qualification_1_occupation,\
qualification_1_trained_in,qualification_1_years,qualification_1_total_hours,qualification_1_theory_hours,\
qualification_1_clinical_hours,qualification_1_language,qualification_1_evidence,\
license_1_regulator,license_1_number,license_1_country,license_1_occupation,license_1_issued_on,\
license_1_expires_on,license_1_status,license_1_evidence,\
employment_1_employer,employment_1_started,employment_1_ended,employment_1_country,employment_1_occupation,\
employment_1_specialty,employment_1_title,employment_2_employer,employment_2_started,employment_2_ended,\
employment_2_country,employment_2_occupation,employment_2_title,\
consent_match,consent_contact,consent_share_identity,consent_statistics,consent_date";

/// Writes `spec.workers` rows and reports to `progress` after each thousand.
///
/// # Errors
/// When the output cannot be written.
pub fn workers(spec: &Spec, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADERS.split(','))?;
    for number in 0..spec.workers {
        writer.write_record(worker(spec, number))?;
        if number % 1000 == 999 {
            progress(1000);
        }
    }
    writer.flush().map_err(Into::into)
}

fn worker(spec: &Spec, number: u64) -> Vec<String> {
    let dice = &mut Dice::of(spec.seed, 1, number);
    let at = *dice.weighted(&ORIGINS);
    let culture = &CULTURES[at];
    // Towns are invented; a few large ones have most of the people.
    let town = |dice: &mut Dice| town(at as u64, dice.skewed(TOWNS));
    let (code, title) = *dice.weighted(OCCUPATIONS);
    let occupation: Option<Isco08> = code.parse().ok();
    let wished = dice.weighted(destinations(culture.country)).to_string();
    let (given, family) = (*dice.one(culture.given), *dice.one(culture.family));
    let age = dice.between(22, 52);
    let born = ago(spec.today, age * 365 + dice.between(0, 364));
    let completed = ago(spec.today, (age - 22) * 365 + dice.between(30, 300));
    let own: Vec<&specialties::Specialty> =
        specialties::all().iter().filter(|s| Some(s.occupation) == occupation).collect();
    let specialty = if own.is_empty() || dice.percent(15) { "" } else { dice.one(&own).id.as_str() };
    // Most live where they were trained; some were recruited elsewhere before.
    let residence = if dice.percent(94) { culture.country } else { *dice.one(&["AE", "SA", "QA"]) };
    let ward = *dice.one(WARDS);
    let mut row = vec![
        format!("W-{:07}", number + 1),
        format!("{given} {family}"),
        given.to_owned(),
        family.to_owned(),
        if dice.percent(96) { born.to_string() } else { String::new() },
        dice.weighted(&[("female", 70), ("male", 28), ("", 2)]).to_string(),
        culture.country.to_owned(),
        residence.to_owned(),
        code.to_owned(),
        if specialty.is_empty() { title.to_owned() } else { format!("{title}, {ward}") },
        specialty.to_owned(),
        if culture.instruction == "en" { "en".to_owned() } else { format!("{};en", culture.instruction) },
        if dice.percent(90) { ahead(spec.today, dice.between(-60, 240)).to_string() } else { String::new() },
        if dice.percent(97) { "active" } else { "withdrawn" }.to_owned(),
        dice.weighted(&[(wished.clone(), 80), (format!("{wished};CA"), 12), (String::new(), 8)]).clone(),
        if dice.percent(6) { (*dice.one(&["SA", "US", "GB", "DE"])).to_owned() } else { "none".to_owned() },
        dice.weighted(&[("permanent;fixed-term", 60), ("permanent", 25), ("fixed-term", 10), ("", 5)])
            .to_string(),
        dice.weighted(&[("yes", 45), ("no", 40), ("", 15)]).to_string(),
        format!("w{:07}@example.org", number + 1),
        String::new(),
        summary(dice, title, ward, age, town),
    ];
    // Nobody refuses what they wish for.
    let (wanted, refused) = (14, 15);
    if row[wanted].split(';').any(|code| code == row[refused]) {
        "none".clone_into(&mut row[refused]);
    }
    row.extend(language(dice, spec.today, &wished));
    row.extend(qualification(dice, culture, occupation, title, completed, town));
    row.extend(license(dice, spec.today, culture, code, completed, number));
    row.extend(practice(dice, spec.today, residence, code, title, specialty, completed, ward, town));
    let yes = |dice: &mut Dice, percent: u64| match (dice.percent(percent), dice.percent(50)) {
        (true, _) => "yes",
        (false, true) => "no",
        (false, false) => "",
    };
    row.extend([yes(dice, 92), yes(dice, 85), yes(dice, 60), yes(dice, 70)].map(str::to_owned));
    row.push(ago(spec.today, dice.between(1, 500)).to_string());
    row
}

fn summary(dice: &mut Dice, title: &str, ward: &str, age: i64, town: impl Fn(&mut Dice) -> String) -> String {
    let years = (age - 22).max(0);
    let mut text = format!("{title} with {years} years of practice, most of it in the {ward}.");
    for _ in 0..4 {
        let (task, other) = (*dice.one(TASKS), *dice.one(WARDS));
        text.push_str(match dice.below(3) {
            0 => " Experienced in ",
            1 => " Confident with ",
            _ => " Has taught colleagues ",
        });
        text.push_str(task);
        text.push_str(" in the ");
        text.push_str(other);
        if dice.percent(50) {
            text.push_str(" at ");
            text.push_str(&town(dice));
            text.push(' ');
            text.push_str(dice.one::<&str>(HOSPITALS));
        }
        text.push('.');
    }
    text.push_str(" Looks for a team that takes induction seriously.");
    text
}

/// A test for the destination wished for, and sometimes a second one.
fn language(dice: &mut Dice, today: Day, wished: &str) -> Vec<String> {
    let mut row = vec![String::new(); 12];
    if dice.percent(12) {
        return row;
    }
    let level = *dice.weighted(&[(0_usize, 30), (1, 50), (2, 20)]);
    let test = test_for(wished, level);
    test.clone_into(&mut row[0]);
    row[1] = ago(today, dice.between(20, 900)).to_string();
    if test == "ielts-academic" {
        // Halves of a band around what nurses need.
        let band = |dice: &mut Dice| dice.between(11, 16) + i64::try_from(level).unwrap_or(0) - 1;
        let parts: Vec<i64> = (0..4).map(|_| band(dice)).collect();
        let mean = (parts.iter().sum::<i64>() * 2 + 4) / 8;
        row[2] = half(mean);
        for (cell, part) in row[3..7].iter_mut().zip(&parts) {
            *cell = half(*part);
        }
    } else {
        row[7] = test.rsplit('-').next().unwrap_or_default().to_uppercase();
    }
    row[8] =
        (*dice.weighted(&[("document-seen", 55), ("issuer-verified", 25), ("self-declared", 20)])).to_owned();
    if dice.percent(15) {
        row[9] = "goethe-a2".to_owned();
        row[10] = ago(today, dice.between(300, 1500)).to_string();
        row[11] = "A2".to_owned();
    }
    row
}

fn half(halves: i64) -> String {
    if halves % 2 == 0 { (halves / 2).to_string() } else { format!("{}.5", halves / 2) }
}

fn qualification(
    dice: &mut Dice,
    culture: &Culture,
    occupation: Option<Isco08>,
    title: &str,
    completed: Day,
    town: impl Fn(&mut Dice) -> String,
) -> Vec<String> {
    let country = culture.country.parse().ok();
    let programs: Vec<_> =
        country.zip(occupation).map(|(c, o)| origin_curricula::of(c, o).collect()).unwrap_or_default();
    let (name, years, total, theory, clinical) = match programs.first() {
        Some(_) if !programs.is_empty() => {
            let program = dice.one(&programs);
            (
                program.qualification.to_string(),
                program.years,
                program.total_hours,
                program.theory_hours,
                program.clinical_hours,
            )
        }
        _ => (format!("Diploma, {title}"), None, None, None, None),
    };
    let text = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    vec![
        name,
        format!("{} School of Health Sciences", town(dice)),
        completed.to_string(),
        occupation.map(|o| o.to_string()).unwrap_or_default(),
        culture.country.to_owned(),
        years.map(|y| y.to_string()).unwrap_or_default(),
        text(total),
        text(theory),
        text(clinical),
        culture.instruction.to_owned(),
        (*dice.weighted(&[("document-seen", 60), ("issuer-verified", 20), ("self-declared", 20)])).to_owned(),
    ]
}

fn license(
    dice: &mut Dice,
    today: Day,
    culture: &Culture,
    code: &str,
    completed: Day,
    number: u64,
) -> Vec<String> {
    if dice.percent(12) {
        return vec![String::new(); 8];
    }
    let issued = completed.add_months(i32::try_from(dice.between(1, 10)).unwrap_or(1)).min(today);
    let expires = ahead(today, dice.between(-90, 1000)).max(issued);
    let status = *dice.weighted(&[("active", 93), ("lapsed", 5), ("restricted", 2)]);
    // Status and date say the same: what has run out has lapsed, what has lapsed ran out.
    let (expires, status) = match status {
        "lapsed" if expires >= today => (Day(expires.0 - 1_100).max(issued), status),
        _ if expires < today => (expires, "lapsed"),
        _ => (expires, status),
    };
    vec![
        culture.regulator.to_owned(),
        format!("{:08}", (number * 7919 + 13) % 100_000_000),
        culture.country.to_owned(),
        code.to_owned(),
        issued.to_string(),
        expires.to_string(),
        status.to_owned(),
        (*dice.weighted(&[("document-seen", 60), ("issuer-verified", 25), ("self-declared", 15)])).to_owned(),
    ]
}

#[expect(clippy::too_many_arguments, reason = "the facts of one row")]
fn practice(
    dice: &mut Dice,
    today: Day,
    residence: &str,
    code: &str,
    title: &str,
    specialty: &str,
    completed: Day,
    ward: &str,
    town: impl Fn(&mut Dice) -> String,
) -> Vec<String> {
    let mut row = vec![String::new(); 13];
    let months = completed.months_until(today);
    if months < 6 || dice.percent(6) {
        return row;
    }
    let name = |dice: &mut Dice| format!("{} {}", town(dice), *dice.one(HOSPITALS));
    let first = completed.add_months(i32::try_from(dice.between(1, 5)).unwrap_or(1));
    let turn =
        first.add_months(i32::try_from(dice.between(2, i64::from(months).max(3))).unwrap_or(3)).min(today);
    let employer = name(dice);
    row[..7].clone_from_slice(&[
        employer,
        first.to_string(),
        turn.to_string(),
        residence.to_owned(),
        code.to_owned(),
        specialty.to_owned(),
        format!("{title}, {ward}"),
    ]);
    if turn < today && dice.percent(70) {
        let employer = name(dice);
        row[7..].clone_from_slice(&[
            employer,
            turn.to_string(),
            String::new(),
            residence.to_owned(),
            code.to_owned(),
            title.to_owned(),
        ]);
    }
    row
}

fn ago(today: Day, days: i64) -> Day {
    Day(today.0 - i32::try_from(days).unwrap_or(0))
}

fn ahead(today: Day, days: i64) -> Day {
    Day(today.0 + i32::try_from(days).unwrap_or(0))
}
