//! What a worker's own record says: age, name, wishes, occupation.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Question, Seen, col, fault};
use super::{Check, checks};
use crate::model::{Country, Isco08, Kind, PartialDate};
use crate::reference::{occupations, specialties};
use crate::resolve::occupations::named;
use crate::text::fold;

const BORN: Col = col!(Worker.birth_date);
const AVAILABLE: Col = col!(Worker.available_from);

pub(super) static CHECKS: &[Check] = checks! { "person":
    REC010 Warn "worker-under-working-age", under_working_age, "ILO Minimum Age Convention, 1973 (No. 138), art. 2";
    REC011 Warn "worker-over-working-age", over_working_age, "schemas/worker.json, birth_date; judgment";
    REC012 Warn "birth-date-is-an-epoch", birth_date_is_an_epoch, "day zero of spreadsheets and of computer clocks";
    REC013 Warn "name-holds-a-digit", name_holds_a_digit, "schemas/worker.json, full_name";
    REC014 Warn "name-is-a-placeholder", name_is_a_placeholder, "schemas/worker.json, full_name";
    REC015 Warn "family-name-not-in-full-name", family_name_not_in_full_name, "schemas/worker.json, full_name and family_name";
    REC016 Warn "destination-wanted-and-refused", wanted_and_refused, "schemas/worker.json, preferred_destinations and refused_destinations";
    REC017 Warn "available-long-ahead", available_long_ahead, "schemas/worker.json, available_from; judgment";
    REC018 Reject "available-in-childhood", available_in_childhood, "ILO Minimum Age Convention, 1973 (No. 138), art. 2";
    REC121 Reject "practice-stated-from-childhood-on", practice_stated_from_childhood_on, "ILO Minimum Age Convention, 1973 (No. 138), art. 2";
};

pub(super) static BIRTH: &[Check] = checks! { "person":
    REC001 Reject "birth-date-implausible", birth_date_implausible, "schemas/worker.json and schemas/placement.json, birth_date";
};

pub(super) static TITLE: &[Check] = checks! { "person":
    REC019 Warn "title-contradicts-occupation", title_contradicts_occupation, "data/reference/titles.csv and isco08_labels.csv";
};

pub(super) static SPECIALTY: &[Check] = checks! { "person":
    REC020 Warn "specialty-of-another-occupation", specialty_of_another_occupation, "data/reference/specialties.csv, isco_code";
};

fn birth_date_implausible(seen: Seen<'_>) -> Option<Fault> {
    let column = if seen.kind() == Kind::Worker { BORN } else { col!(Placement.birth_date) };
    let born = seen.when(column)?;
    (seen.today.is_before(born) || born.year() < 1900)
        .then(|| fault(column, R::BirthDateImplausible { born, today: seen.today }))
}

fn under_working_age(seen: Seen<'_>) -> Option<Fault> {
    let born = seen.when(BORN)?;
    (born.is_within_years(15, seen.today) && !seen.today.is_before(born))
        .then(|| fault(BORN, R::UnderWorkingAge { born }))
}

fn over_working_age(seen: Seen<'_>) -> Option<Fault> {
    let born = seen.when(BORN)?;
    (born.is_years_before(85, seen.today) && born.year() >= 1900)
        .then(|| fault(BORN, R::OverWorkingAge { born }))
}

fn birth_date_is_an_epoch(seen: Seen<'_>) -> Option<Fault> {
    let text = seen.text(BORN)?;
    let born = seen.when(BORN)?;
    matches!(text, "1900-01-01" | "1904-01-01" | "1970-01-01")
        .then(|| fault(BORN, R::BirthDateIsAnEpoch { born }))
}

fn practice_stated_from_childhood_on(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Worker.practice_months);
    let months = i32::try_from(seen.number(column)?).ok()?;
    let stated = seen.when(col!(Worker.practice_stated_on)).unwrap_or(seen.today);
    let began = PartialDate::from(stated.latest().add_months(-months).date());
    seen.younger_at(15, began, column, Step::Practice)
}

const NAMES: [Col; 3] = [col!(Worker.full_name), col!(Worker.given_name), col!(Worker.family_name)];

fn name_holds_a_digit(seen: Seen<'_>) -> Option<Fault> {
    NAMES.into_iter().find_map(|column| {
        let name = seen.text(column)?;
        name.bytes()
            .any(|b| b.is_ascii_digit() || b == b'@')
            .then(|| fault(column, R::NameHoldsADigit { name: name.to_owned() }))
    })
}

fn name_is_a_placeholder(seen: Seen<'_>) -> Option<Fault> {
    const WORDS: [&str; 16] = [
        "test",
        "tester",
        "test test",
        "dummy",
        "unknown",
        "unbekannt",
        "inconnu",
        "xxx",
        "xx",
        "tbd",
        "tba",
        "asdf",
        "name",
        "full name",
        "no name",
        "to be confirmed",
    ];
    NAMES.into_iter().find_map(|column| {
        let name = seen.text(column)?;
        WORDS
            .iter()
            .any(|word| name.eq_ignore_ascii_case(word))
            .then(|| fault(column, R::NameIsAPlaceholder { name: name.to_owned() }))
    })
}

fn family_name_not_in_full_name(seen: Seen<'_>) -> Option<Fault> {
    let (full, family) = (seen.text(NAMES[0])?, seen.text(NAMES[2])?);
    // Two scripts cannot be compared; most names are found as they are.
    if full.contains(family) || !full.is_ascii() || !family.is_ascii() {
        return None;
    }
    let apart = |_: &str| {
        let squeezed = |text: &str| fold(text).replace(' ', "");
        !squeezed(full).contains(&squeezed(family))
    };
    seen.ask(Question::Name, [full, family, ""], || apart(full))
        .then(|| fault(NAMES[2], R::FamilyNameApart { family: family.to_owned(), full: full.to_owned() }))
}

fn wanted_and_refused(seen: Seen<'_>) -> Option<Fault> {
    let refused = col!(Worker.refused_destinations);
    let (wanted, not) = (seen.text(col!(Worker.preferred_destinations))?, seen.text(refused)?);
    let both =
        not.split(';').find(|code| !code.is_empty() && wanted.split(';').any(|other| other == *code))?;
    Some(fault(refused, R::WantedAndRefused { country: both.parse().ok() }))
}

fn available_long_ahead(seen: Seen<'_>) -> Option<Fault> {
    let from = seen.when(AVAILABLE)?;
    seen.today.is_years_before(5, from).then(|| fault(AVAILABLE, R::AvailableLongAhead { from }))
}

fn available_in_childhood(seen: Seen<'_>) -> Option<Fault> {
    seen.younger_than(15, AVAILABLE, Step::Availability)
}

fn title_contradicts_occupation(seen: Seen<'_>) -> Option<Fault> {
    let (title, code, country) = match seen.kind() {
        Kind::Worker => (col!(Worker.title), col!(Worker.occupation), col!(Worker.residence)),
        Kind::Qualification => {
            (col!(Qualification.title), col!(Qualification.occupation), col!(Qualification.trained_in))
        }
        Kind::Employment => (col!(Employment.title), col!(Employment.occupation), col!(Employment.country)),
        _ => (col!(Opening.title), col!(Opening.occupation), col!(Opening.destination)),
    };
    let (text, occupation) = (seen.text(title)?, seen.text(code)?);
    let country = seen.text(country).unwrap_or_default();
    let means = || named::read(text, country.parse::<Country>().ok()).codes;
    let apart = || {
        let Ok(own) = occupation.parse::<Isco08>() else { return false };
        let near = |other: &Isco08| *other == own || occupations::relation_of(own, *other).is_some();
        let found = means();
        !found.is_empty() && !found.iter().any(near)
    };
    seen.ask(Question::Title, [text, occupation, country], apart).then(|| {
        let found: Vec<String> = means().iter().map(ToString::to_string).collect();
        fault(
            code,
            R::TitleContradictsOccupation { title: text.to_owned(), occupation: occupation.parse().ok() },
        )
        .suggest(found.join(" or "))
    })
}

fn specialty_of_another_occupation(seen: Seen<'_>) -> Option<Fault> {
    let (specialty, code) = match seen.kind() {
        Kind::Worker => (col!(Worker.specialties), col!(Worker.occupation)),
        Kind::Employment => (col!(Employment.specialty), col!(Employment.occupation)),
        _ => (col!(Opening.specialties), col!(Opening.occupation)),
    };
    let (items, occupation) = (seen.text(specialty)?, seen.text(code)?);
    if items.is_empty() {
        return None;
    }
    let foreign = || {
        let own: Isco08 = occupation.parse().ok()?;
        items.split(';').find_map(|id| {
            let found = specialties::all().iter().find(|s| s.id.as_str() == id)?;
            let near = found.occupation == own || occupations::relation_of(own, found.occupation).is_some();
            (!near).then_some(found)
        })
    };
    if !seen.ask(Question::Specialty, [items, occupation, ""], || foreign().is_some()) {
        return None;
    }
    let found = foreign()?;
    Some(fault(
        specialty,
        R::SpecialtyOfAnotherOccupation {
            specialty: found.id.clone(),
            belongs: found.occupation,
            occupation: occupation.parse().ok(),
        },
    ))
}

/// A date before which no credential of a living worker was made.
pub(super) fn before_living_memory(date: PartialDate) -> bool {
    date.year() < 1930
}
