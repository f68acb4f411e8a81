//! Openings: dates, contract, language, parties.

use super::reason::RecordReason as R;
use super::seen::{Col, Fault, Question, Seen, col, fault};
use super::{Check, checks};
use crate::message::Either;
use crate::model::{ContractKind, Country, Kind, Language, OpeningStatus};
use crate::reference::country_languages;

const PUBLISHED: Col = col!(Opening.published_on);
const CLOSES: Col = col!(Opening.closes_on);
const STATUS: Col = col!(Opening.status);
const LANGUAGE: Col = col!(Opening.language);

pub(super) static CHECKS: &[Check] = checks! { "opening":
    REC083 Reject "opening-dates-reversed", opening_dates_reversed, "schemas/opening.json, published_on and closes_on";
    REC084 Warn "opening-starts-before-published", opening_starts_before_published, "schemas/opening.json, starts_on and published_on";
    REC085 Warn "opening-open-after-closing", opening_open_after_closing, "schemas/opening.json, status and closes_on";
    REC086 Warn "opening-published-in-the-future", opening_published_in_the_future, "schemas/opening.json, status and published_on";
    REC087 Warn "opening-without-positions", opening_without_positions, "schemas/opening.json, positions and status";
    REC088 Warn "experience-implausible", experience_implausible, "schemas/opening.json, experience_months; judgment";
    REC089 Warn "permanent-with-an-end", permanent_with_an_end, "schemas/opening.json, contract_kind and contract_months";
    REC090 Warn "level-without-language", level_without_language, "schemas/opening.json, language_level and language";
    REC091 Warn "language-foreign-to-destination", language_foreign_to_destination, "data/reference/country_languages.csv";
};

pub(super) static LENGTH: &[Check] = checks! { "opening":
    REC092 Warn "contract-too-long", contract_too_long, "schemas/opening.json and schemas/contract_terms.json, contract_months; judgment";
};

pub(super) static PARTIES: &[Check] = checks! { "opening":
    REC093 Warn "recruiter-is-the-employer", recruiter_is_the_employer, "schemas/opening.json and schemas/placement.json, recruiter_id";
};

fn opening_dates_reversed(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(PUBLISHED, CLOSES)
}

fn opening_starts_before_published(seen: Seen<'_>) -> Option<Fault> {
    seen.reversed(PUBLISHED, col!(Opening.starts_on))
}

fn opening_open_after_closing(seen: Seen<'_>) -> Option<Fault> {
    let closes = seen.when(CLOSES)?;
    (closes.is_before(seen.today) && seen.text(STATUS)? == OpeningStatus::Open.as_str())
        .then(|| fault(STATUS, R::OpeningOpenAfterClosing { closes }).suggest("closed"))
}

fn opening_published_in_the_future(seen: Seen<'_>) -> Option<Fault> {
    let published = seen.when(PUBLISHED)?;
    (seen.today.is_before(published) && seen.text(STATUS)? == OpeningStatus::Open.as_str())
        .then(|| fault(STATUS, R::OpeningOpenBeforePublished { published }).suggest("draft"))
}

fn opening_without_positions(seen: Seen<'_>) -> Option<Fault> {
    let positions = col!(Opening.positions);
    (seen.number(positions)? == 0 && seen.text(STATUS)? == OpeningStatus::Open.as_str())
        .then(|| fault(positions, R::OpeningWithoutPositions))
}

fn experience_implausible(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Opening.experience_months);
    let months = seen.number(column)?;
    (months > 240).then(|| fault(column, R::ExperienceImplausible { months }))
}

fn permanent_with_an_end(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Opening.contract_months);
    let months = seen.number(column).filter(|months| *months > 0)?;
    (seen.text(col!(Opening.contract_kind))? == ContractKind::Permanent.as_str())
        .then(|| fault(column, R::PermanentWithAnEnd { months }))
}

fn level_without_language(seen: Seen<'_>) -> Option<Fault> {
    let column = col!(Opening.language_level);
    let level = seen.text(column)?;
    (!seen.has(LANGUAGE)).then(|| fault(LANGUAGE, R::LevelWithoutLanguage { level: level.to_owned() }))
}

fn language_foreign_to_destination(seen: Seen<'_>) -> Option<Fault> {
    let (language, destination) = (seen.text(LANGUAGE)?, seen.text(col!(Opening.destination))?);
    let spoken = || {
        let country: Country = destination.parse().ok()?;
        let own: Vec<Language> = country_languages::of(country).map(|row| row.language).collect();
        (!own.is_empty()).then_some(own)
    };
    // English is the language of work in hospitals of many countries where it is not official.
    if language == "en"
        || !seen.ask(Question::Spoken, [language, destination, ""], || {
            spoken().is_some_and(|own| !own.iter().any(|known| known.as_str() == language))
        })
    {
        return None;
    }
    let spoken = spoken()?;
    Some(fault(
        LANGUAGE,
        R::LanguageForeignToDestination {
            language: language.parse().ok(),
            country: destination.parse().ok(),
            spoken: Either(spoken),
        },
    ))
}

fn contract_too_long(seen: Seen<'_>) -> Option<Fault> {
    let column = if seen.kind() == Kind::Opening {
        col!(Opening.contract_months)
    } else {
        col!(ContractTerms.contract_months)
    };
    let months = seen.number(column)?;
    (months > 120).then(|| fault(column, R::ContractTooLong { months }))
}

fn recruiter_is_the_employer(seen: Seen<'_>) -> Option<Fault> {
    let (recruiter, employer) = if seen.kind() == Kind::Opening {
        (col!(Opening.recruiter_id), col!(Opening.organization_id))
    } else {
        (col!(Placement.recruiter_id), col!(Placement.organization_id))
    };
    let id = seen.text(recruiter)?;
    (seen.text(employer)? == id).then(|| fault(recruiter, R::RecruiterIsTheEmployer { id: id.to_owned() }))
}
