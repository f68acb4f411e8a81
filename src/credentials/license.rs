//! Registration: what the licenses of a worker count for at an opening, and how far the way is.

use super::reason::CredentialReason;
use super::recognition::{self, Route};
use super::{Gap, GapKind, Months, Timeline};
use crate::message::Reason;
use crate::model::{
    Country, Day, Evidence, Isco08, License, LicenseStatus, Opening, PartialDate, Subdivision, words,
};
use crate::reference::Citation;
use serde::Serialize;

words! {
    /// How near a worker is to the registration that a job needs, farthest first.
    LicenseLevel, "a license level of a match" {
        /// No license is recorded, or the opening does not say where and as what the work is.
        Unknown = "unknown",
        /// The destination suspended or revoked a license of the occupation.
        Barred = "barred",
        /// Licenses are recorded, none of them in force in the occupation: lapsed, expired, another one.
        NoLicense = "no-license",
        /// A license in the occupation whose state or country is not known.
        Unclear = "unclear",
        /// Licensed elsewhere; how long recognition takes is not known, or more than two years.
        Licensed = "licensed",
        /// Licensed elsewhere; recognition usually takes up to two years.
        Within24Months = "within-24-months",
        /// Licensed elsewhere; up to a year.
        Within12Months = "within-12-months",
        /// Licensed elsewhere; up to half a year: a nurse from one EU country in another.
        Within6Months = "within-6-months",
        /// Registered in the destination, in another region or with the region of one side not known.
        AnotherRegion = "another-region",
        /// Registered where the job is, or the job needs no registration.
        Registered = "registered",
    }
}

/// What a job needs.
#[derive(Debug, Clone, Default)]
pub struct LicensedPost {
    /// The destination.
    pub destination: Option<Country>,
    /// The region.
    pub region: Option<Subdivision>,
    /// The occupation.
    pub occupation: Option<Isco08>,
    /// Whether it needs registration; `None` not known, taken as needed.
    pub registration_required: Option<bool>,
}

impl LicensedPost {
    /// What an opening needs.
    pub fn of(opening: &Opening) -> Self {
        Self {
            destination: opening.destination,
            region: opening.region.clone(),
            occupation: opening.occupation,
            registration_required: opening.registration_required,
        }
    }
}

/// An answer, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LicenseAnswer {
    /// The level.
    pub level: LicenseLevel,
    /// The reasons, license by license.
    pub evidence: Vec<CredentialReason>,
    /// Fields that would say more.
    pub missing: Vec<&'static str>,
    /// The usual months to recognition; `None` not known or not needed.
    pub months_to_ready: Option<Months>,
    /// What is missing.
    pub gap: Option<Gap>,
    /// The way to recognition, when one is needed and known.
    pub route: Option<Route>,
    /// The first day on which the level is another one, if the records tell.
    pub changes_on: Option<Day>,
    /// The rows that decided, sorted.
    pub sources: Vec<&'static Citation>,
}

/// How a worker stands on a day. `trained_in` is the country of the qualification for the occupation.
pub fn assess(
    licenses: &[License],
    post: &LicensedPost,
    trained_in: Option<Country>,
    day: Day,
) -> LicenseAnswer {
    let route = way(post, trained_in, day);
    let level = level_by(licenses, post, route.as_ref(), day);
    let mut missing = Vec::new();
    for (known, field) in [
        (post.destination.is_some(), "opening.destination"),
        (post.occupation.is_some(), "opening.occupation"),
        (!licenses.is_empty(), "license"),
        (trained_in.is_some(), "qualification.trained_in"),
        (licenses.iter().all(|license| license.status.is_some()), "license.status"),
    ] {
        if !known {
            missing.push(field);
        }
    }
    // The order of the records does not matter.
    let mut sorted: Vec<&License> = licenses.iter().collect();
    sorted.sort_by_key(|one| {
        (&one.regulator, &one.number, one.issued_on, one.expires_on, one.status, one.evidence)
    });
    let mut evidence: Vec<CredentialReason> =
        sorted.into_iter().map(|license| reason(license, day)).collect();
    if licenses.is_empty() {
        evidence.push(CredentialReason::NoLicense);
    }
    let needed = level < LicenseLevel::Registered;
    if !needed && post.registration_required == Some(false) {
        evidence.push(CredentialReason::NoRegistration);
    }
    let route = route.filter(|_| needed && level != LicenseLevel::AnotherRegion);
    let place = post.region.as_ref().map(Subdivision::as_str);
    let place = place.or(post.destination.as_ref().map(Country::as_str)).map(str::to_owned);
    let gap = needed.then(|| Gap {
        what: GapKind::Registration,
        missing: CredentialReason::NotRegistered { place }.message(),
        found: Vec::new(),
        step: route.as_ref().map(Route::bridging_step),
    });
    LicenseAnswer {
        level,
        evidence,
        missing,
        months_to_ready: route.as_ref().and_then(|route| route.months),
        gap,
        changes_on: timeline(licenses, post, trained_in, day).next_change(day),
        sources: route.as_ref().map(|route| route.sources.clone()).unwrap_or_default(),
        route,
    }
}

/// The level over time, for the table of recognition as it stood on `as_of`.
pub fn timeline(
    licenses: &[License],
    post: &LicensedPost,
    trained_in: Option<Country>,
    as_of: Day,
) -> Timeline<LicenseLevel> {
    let route = way(post, trained_in, as_of);
    Timeline::of(turns(licenses), |day| level_by(licenses, post, route.as_ref(), day))
}

fn way(post: &LicensedPost, trained_in: Option<Country>, as_of: Day) -> Option<Route> {
    recognition::route(post.destination?, post.region.as_ref(), post.occupation?, trained_in?, as_of)
}

fn level_by(licenses: &[License], post: &LicensedPost, route: Option<&Route>, day: Day) -> LicenseLevel {
    if post.registration_required == Some(false) {
        return LicenseLevel::Registered;
    }
    let (Some(destination), Some(occupation)) = (post.destination, post.occupation) else {
        return LicenseLevel::Unknown;
    };
    let one = |license: &License| {
        if license.occupation.is_some_and(|known| known != occupation) {
            return LicenseLevel::NoLicense;
        }
        match (state(license, day), license.country, license.occupation) {
            (State::No, ..) => LicenseLevel::NoLicense,
            (State::Unknown, ..) | (_, None, _) | (_, _, None) => LicenseLevel::Unclear,
            (State::Yes, Some(country), _) if country == destination => {
                match (&license.region, &post.region) {
                    (Some(held), Some(asked)) if held == asked => LicenseLevel::Registered,
                    (None, _) => LicenseLevel::Registered,
                    _ => LicenseLevel::AnotherRegion,
                }
            }
            (State::Yes, ..) => bucket(route),
        }
    };
    // A bar by the destination's own regulator outweighs what another one says, as long as the
    // destination has not registered the worker again.
    let barred = licenses.iter().any(|license| {
        matches!(license.status, Some(LicenseStatus::Suspended | LicenseStatus::Revoked))
            && license.country == Some(destination)
            && license.occupation == Some(occupation)
    });
    let best = licenses.iter().map(one).max().unwrap_or(LicenseLevel::Unknown);
    if barred && best < LicenseLevel::AnotherRegion { LicenseLevel::Barred } else { best }
}

/// The longest usual time decides: a promise of months should hold for most.
fn bucket(route: Option<&Route>) -> LicenseLevel {
    match route.and_then(|route| route.months.filter(|_| route.confidence > crate::model::Confidence::Low)) {
        Some(months) if months.max <= 6 => LicenseLevel::Within6Months,
        Some(months) if months.max <= 12 => LicenseLevel::Within12Months,
        Some(months) if months.max <= 24 => LicenseLevel::Within24Months,
        _ => LicenseLevel::Licensed,
    }
}

/// Whether the destination has registered a worker for an occupation: by an active license of its own that somebody saw
/// or verified. Of a license for one region it has so in that region.
pub fn is_registered(
    licenses: &[License],
    destination: Country,
    region: Option<&Subdivision>,
    occupation: Isco08,
    day: Day,
) -> bool {
    licenses.iter().any(|license| {
        license.country == Some(destination)
            && license.occupation == Some(occupation)
            && license.status == Some(LicenseStatus::Active)
            && license.evidence >= Some(Evidence::DocumentSeen)
            && state(license, day) == State::Yes
            && license.region.as_ref().is_none_or(|held| region.is_none_or(|asked| held == asked))
    })
}

/// The days on which a license begins and ends to count.
pub fn turns(licenses: &[License]) -> impl Iterator<Item = Day> {
    licenses.iter().flat_map(|license| [starts(license), ends(license)]).flatten()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Yes,
    No,
    Unknown,
}

fn state(license: &License, day: Day) -> State {
    if starts(license).is_some_and(|from| day < from) || ends(license).is_some_and(|until| until <= day) {
        return State::No;
    }
    match license.status {
        Some(LicenseStatus::Active | LicenseStatus::Restricted) => State::Yes,
        Some(LicenseStatus::Suspended | LicenseStatus::Lapsed | LicenseStatus::Revoked) => State::No,
        None => State::Unknown,
    }
}

fn starts(license: &License) -> Option<Day> {
    license.issued_on.map(PartialDate::latest)
}

fn ends(license: &License) -> Option<Day> {
    // The day printed is the last one that counts.
    license.expires_on.map(|date| Day(date.earliest().0.saturating_add(1)))
}

fn reason(license: &License, day: Day) -> CredentialReason {
    let place =
        license.region.as_ref().map(Subdivision::as_str).or(license.country.as_ref().map(Country::as_str));
    let (by, place) = (license.regulator.clone(), place.map(str::to_owned));
    let (occupation, status, evidence) = (license.occupation, license.status, license.evidence);
    match ends(license).filter(|until| *until <= day) {
        Some(until) => CredentialReason::LicenseEnded { by, place, occupation, status, evidence, until },
        None => CredentialReason::License { by, place, occupation, status, evidence },
    }
}

#[cfg(test)]
mod tests;
