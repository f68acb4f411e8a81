//! Licenses of workers to practise, and of organizations to recruit.

use super::reason::{RecordReason as R, Step};
use super::seen::{Col, Fault, Question, Seen, col, fault};
use super::{Check, checks};
use crate::message::Either;
use crate::model::{Country, Kind, LicenseStatus, PartialDate};
use crate::reference::license_numbers;

const ISSUED: Col = col!(License.issued_on);
const EXPIRES: Col = col!(License.expires_on);
const NUMBER: Col = col!(License.number);
const REGULATOR: Col = col!(License.regulator);
const STATUS: Col = col!(License.status);

/// Years for which hardly any license is given.
const LONGEST_LICENSE: i16 = 30;

pub(super) static CHECKS: &[Check] = checks! { "license":
    REC005 Reject "license-dates-reversed", license_dates_reversed, "schemas/license.json, issued_on and expires_on";
    REC035 Reject "license-issued-in-the-future", license_issued_in_the_future, "schemas/license.json, issued_on";
    REC036 Reject "license-in-childhood", license_in_childhood, "Directive 2005/36/EC, art. 31(1): school and training come before the license";
    REC037 Warn "license-before-qualification", license_before_qualification, "schemas/license.json, issued_on; schemas/qualification.json, completed";
    REC038 Warn "license-active-but-expired", license_active_but_expired, "schemas/license.json, status and expires_on";
    REC039 Warn "license-lapsed-but-running", license_lapsed_but_running, "schemas/license.json, status and expires_on";
    REC041 Warn "license-number-malformed", license_number_malformed, "data/reference/license_numbers.csv, patterns";
    REC042 Warn "regulator-of-another-country", regulator_of_another_country, "data/reference/license_numbers.csv, names";
    REC043 Warn "license-number-repeated", license_number_repeated, "schemas/license.json, natural key";
};

pub(super) static END: &[Check] = checks! { "license":
    REC040 Warn "license-end-is-a-placeholder", license_end_is_a_placeholder, "schemas/license.json, expires_on; judgment";
};

pub(super) static ORGANIZATION: &[Check] = checks! { "license":
    REC044 Reject "organization-license-dates-reversed", organization_license_dates_reversed, "schemas/organization_license.json, valid_from and valid_until";
};

fn license_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(ISSUED, EXPIRES)
}

fn license_issued_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    seen.in_the_future(ISSUED, Step::License)
}

fn license_in_childhood(seen: Seen<'_>) -> Option<Fault> {
    seen.younger_than(15, ISSUED, Step::License)
}

fn license_before_qualification(seen: Seen<'_>) -> Option<Fault> {
    let issued = seen.when(ISSUED)?;
    let occupation = seen.text(col!(License.occupation));
    let mut first: Option<PartialDate> = None;
    for part in seen.parts(Kind::Qualification) {
        let own = part.text(col!(Qualification.occupation));
        if own.zip(occupation).is_some_and(|(own, of)| own != of) {
            continue;
        }
        // A training of unknown date may be the one.
        let completed = part.when(col!(Qualification.completed))?;
        if !issued.is_before(completed) {
            return None;
        }
        first = Some(first.filter(|first| first.is_before(completed)).unwrap_or(completed));
    }
    let completed = first?;
    Some(fault(ISSUED, R::LicenseBeforeQualification { issued, completed }))
}

fn license_active_but_expired(seen: Seen<'_>) -> Option<Fault> {
    let expires = seen.when(EXPIRES)?;
    (expires.is_before(seen.today) && seen.text(STATUS)? == LicenseStatus::Active.as_str())
        .then(|| fault(STATUS, R::LicenseActiveButExpired { expires }).suggest("lapsed"))
}

fn license_lapsed_but_running(seen: Seen<'_>) -> Option<Fault> {
    let expires = seen.when(EXPIRES)?;
    (seen.today.is_before(expires) && seen.text(STATUS)? == LicenseStatus::Lapsed.as_str())
        .then(|| fault(STATUS, R::LicenseLapsedButRunning { expires }))
}

fn license_number_malformed(seen: Seen<'_>) -> Option<Fault> {
    let (number, country) = (seen.text(NUMBER)?, seen.text(col!(License.country))?);
    let name = seen.text(REGULATOR)?;
    let regulator = || {
        license_numbers::of(name, country.parse::<Country>().ok()?).filter(|found| !found.patterns.is_empty())
    };
    // Numbers differ from row to row, regulators do not: only those of a known form are read.
    if !seen.ask(Question::Regulator, [name, country, "form"], || regulator().is_some()) {
        return None;
    }
    let found = regulator()?;
    (!found.admits(number)).then(|| {
        let forms: Vec<String> = found.patterns.iter().map(|form| format!("`{form}`")).collect();
        fault(
            NUMBER,
            R::LicenseNumberMalformed {
                number: number.to_owned(),
                regulator: found.name.to_string(),
                forms: Either(forms),
                example: found.example.to_string(),
            },
        )
    })
}

fn regulator_of_another_country(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(License.country);
    let (name, country) = (seen.text(REGULATOR)?, seen.text(column)?);
    let foreign = || license_numbers::unmistakable(name).filter(|found| found.country.as_str() != country);
    if !seen.ask(Question::Regulator, [name, country, "country"], || foreign().is_some()) {
        return None;
    }
    let found = foreign()?;
    Some(
        fault(
            column,
            R::RegulatorOfAnotherCountry {
                regulator: name.to_owned(),
                belongs: found.country,
                country: country.parse().ok(),
            },
        )
        .suggest(found.country.as_str()),
    )
}

fn license_number_repeated(seen: Seen<'_>) -> Option<Fault> {
    let number = seen.text(NUMBER)?;
    let twin = seen.earlier().find(|other| other.text(NUMBER) == Some(number))?;
    let first = twin.text(REGULATOR).map(str::to_owned);
    Some(fault(NUMBER, R::LicenseNumberRepeated { number: number.to_owned(), regulator: first }))
}

fn license_end_is_a_placeholder(seen: Seen<'_>) -> Option<Fault> {
    let column = if seen.kind() == Kind::License { EXPIRES } else { col!(OrganizationLicense.valid_until) };
    let expires = seen.when(column)?;
    if expires.year() >= 2090 {
        return Some(fault(column, R::LicenseEndIsAPlaceholder { expires }));
    }
    // `2084-09-15` of a list from Nepal is a day of 2027.
    (expires.year() > seen.today.year() + LONGEST_LICENSE)
        .then(|| fault(column, R::LicenseEndFarAhead { expires }))
}

fn organization_license_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(col!(OrganizationLicense.valid_from), col!(OrganizationLicense.valid_until))
}
