//! Registration: what the licenses of a worker count for at an opening, and how far the way is.

use super::reason::CredentialReason;
use super::recognition::{self, Route};
use super::{Gap, GapKind, Months, Timeline};
use crate::message::Reason;
use crate::model::{
    Country, Day, Evidence, Isco08, License, LicenseStatus, Opening, PartialDate, Subdivision, words,
};
use crate::reference::{Citation, license_scope};
use serde::Serialize;

words! {
    /// How near a worker is to the registration that a job needs, farthest first.
    LicenseLevel, "a license level of a match" {
        /// No license is recorded, or the opening does not say where and as what the work is.
        Unknown = "unknown",
        /// A license of the occupation is suspended or revoked, in whatever country.
        Barred = "barred",
        /// Licenses are recorded, all of them of another occupation.
        NoLicense = "no-license",
        /// A license whose occupation, state or country is not known.
        Unclear = "unclear",
        /// A license in the occupation has lapsed or ended.
        Lapsed = "lapsed",
        /// Licensed elsewhere, with restrictions.
        Restricted = "restricted",
        /// Licensed elsewhere; how long recognition takes is not known, or more than two years.
        Licensed = "licensed",
        /// Licensed elsewhere; recognition usually takes up to two years.
        Within24Months = "within-24-months",
        /// Licensed elsewhere; up to a year.
        Within12Months = "within-12-months",
        /// Licensed elsewhere; up to half a year: a nurse from one EU country in another.
        Within6Months = "within-6-months",
        /// Licensed elsewhere and trained in the destination: there is nothing to recognize.
        TrainedThere = "trained-there",
        /// The registration of the destination has lapsed or ended: it is renewed sooner than a first one is given.
        LapsedThere = "lapsed-there",
        /// Registered in the destination, with restrictions.
        RestrictedThere = "restricted-there",
        /// Registered in the destination, in another region or with the region of one side not known.
        AnotherRegion = "another-region",
        /// Registered where the job is, or the job needs no registration.
        Registered = "registered",
    }
}

/// A level with the evidence of the license that it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LicenseStanding {
    /// The level.
    pub level: LicenseLevel,
    /// How well the license is proven; of a level that rests on none, as if it were verified.
    pub evidence: Option<Evidence>,
}

impl LicenseStanding {
    fn of(level: LicenseLevel) -> Self {
        Self { level, evidence: Some(Evidence::IssuerVerified) }
    }

    /// Whether somebody but the worker vouches for it.
    pub fn is_seen(self) -> bool {
        self.evidence >= Some(Evidence::DocumentSeen)
    }

    /// Whether it fills the post as it is: registered there, and not by the worker's own word alone.
    pub fn suffices(self) -> bool {
        self.level == LicenseLevel::Registered && self.is_seen()
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
    /// When the work starts.
    pub starts_on: Option<PartialDate>,
}

impl LicensedPost {
    /// What an opening needs.
    pub fn of(opening: &Opening) -> Self {
        Self {
            destination: opening.destination,
            region: opening.region.clone(),
            occupation: opening.occupation,
            registration_required: opening.registration_required,
            starts_on: opening.starts_on,
        }
    }
}

/// An answer, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LicenseAnswer {
    /// The level.
    pub level: LicenseLevel,
    /// The level with the evidence that it rests on.
    #[serde(skip)]
    pub standing: LicenseStanding,
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
    let route = way(licenses, post, trained_in, day);
    let standing = level_by(licenses, post, trained_in, route.as_ref(), day);
    let level = standing.level;
    let mut missing = Vec::new();
    for (known, field) in [
        (post.destination.is_some(), "opening.destination"),
        (post.occupation.is_some(), "opening.occupation"),
        (!licenses.is_empty(), "license"),
        (trained_in.is_some(), "qualification.trained_in"),
        (licenses.iter().all(|license| license.status.is_some()), "license.status"),
        (licenses.iter().all(|license| license.country.is_some()), "license.country"),
        (licenses.iter().all(|license| license.occupation.is_some()), "license.occupation"),
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
    // Registered today is not registered on the first day of work.
    let last = licenses.iter().filter(|license| registers(license, post)).filter_map(ends).max();
    let goes_on = licenses.iter().any(|license| registers(license, post) && ends(license).is_none());
    if let (false, false, Some(until), Some(start)) = (needed, goes_on, last, post.starts_on)
        && until <= start.earliest()
    {
        evidence.push(CredentialReason::EndsBeforeStart { until, start });
    }
    if !needed && post.registration_required == Some(false) {
        evidence.push(CredentialReason::NoRegistration);
    }
    // No way of entry leads past a bar: the regulator that set it must lift it.
    let route =
        route.filter(|_| needed && level < LicenseLevel::RestrictedThere && level != LicenseLevel::Barred);
    let place = post.region.as_ref().map(Subdivision::as_str);
    let place = place.or(post.destination.as_ref().map(Country::as_str)).map(str::to_owned);
    // What is not known is told as missing and is no gap: a license of which the state, the occupation or the country
    // is not recorded may be the very one that the post asks for.
    let lacks = match level {
        LicenseLevel::Unclear if may_be_the_one(licenses, post, day) => None,
        _ if needed && (post.destination.is_none() || post.occupation.is_none()) => None,
        LicenseLevel::Barred => Some(CredentialReason::NotInGoodStanding { place }),
        LicenseLevel::RestrictedThere => Some(CredentialReason::RegisteredWithRestrictions { place }),
        LicenseLevel::Registered => {
            (!standing.suffices()).then_some(CredentialReason::RegistrationUnseen { place })
        }
        _ => Some(CredentialReason::NotRegistered { place }),
    };
    let gap = lacks.map(|lacks| Gap {
        what: GapKind::Registration,
        missing: lacks.message(),
        found: Vec::new(),
        step: route.as_ref().map(Route::bridging_step),
    });
    LicenseAnswer {
        level,
        standing,
        evidence,
        missing,
        months_to_ready: route.as_ref().and_then(|route| route.months),
        gap,
        changes_on: timeline(licenses, post, trained_in, day).next_change(day),
        sources: sources(licenses, post, route.as_ref()),
        route,
    }
}

/// The rows that decided: those of the way, and the one by which a license of another region holds.
fn sources(licenses: &[License], post: &LicensedPost, route: Option<&Route>) -> Vec<&'static Citation> {
    let mut sources = route.map(|route| route.sources.clone()).unwrap_or_default();
    let elsewhere = |one: &License| {
        one.country.is_some()
            && one.country == post.destination
            && one.region.is_some()
            && one.region != post.region
    };
    if licenses.iter().any(elsewhere) {
        sources.extend(post.destination.and_then(license_scope::national).map(|row| &row.citation));
    }
    sources
}

/// The standing over time, for the table of recognition as it stood on `as_of`.
pub fn timeline(
    licenses: &[License],
    post: &LicensedPost,
    trained_in: Option<Country>,
    as_of: Day,
) -> Timeline<LicenseStanding> {
    let route = way(licenses, post, trained_in, as_of);
    Timeline::of(turns(licenses), |day| level_by(licenses, post, trained_in, route.as_ref(), day))
}

/// The way to the register of a post: by a registration elsewhere that the destination takes over, else by the training.
pub fn way(
    licenses: &[License],
    post: &LicensedPost,
    trained_in: Option<Country>,
    as_of: Day,
) -> Option<Route> {
    let (destination, occupation) = post.destination.zip(post.occupation)?;
    let counts = |license: &&License| {
        license.status == Some(LicenseStatus::Active)
            && license.occupation == Some(occupation)
            && starts(license).is_none_or(|from| from <= as_of)
            && ends(license).is_none_or(|until| as_of < until)
    };
    let registered_in = licenses.iter().filter(counts).filter_map(|license| license.country);
    recognition::mutual(destination, occupation, registered_in, as_of)
        .or_else(|| recognition::route(destination, post.region.as_ref(), occupation, trained_in?, as_of))
}

fn level_by(
    licenses: &[License],
    post: &LicensedPost,
    trained_in: Option<Country>,
    route: Option<&Route>,
    day: Day,
) -> LicenseStanding {
    use LicenseLevel as L;
    // Also where no registration is asked: whoever may not practice is no help.
    if post.occupation.is_some_and(|occupation| is_barred(licenses, occupation, day)) {
        return LicenseStanding::of(L::Barred);
    }
    if post.registration_required == Some(false) {
        return LicenseStanding::of(L::Registered);
    }
    let (Some(destination), Some(occupation)) = (post.destination, post.occupation) else {
        return LicenseStanding::of(L::Unknown);
    };
    let level = |license: &License| {
        if license.occupation.is_some_and(|known| known != occupation) {
            return L::NoLicense;
        }
        let there = license.country.map(|country| country == destination);
        let (Some(_), Some(there)) = (license.occupation, there) else {
            return if state(license, day) == State::No { L::NoLicense } else { L::Unclear };
        };
        match (state(license, day), there) {
            (State::No, _) => L::NoLicense,
            (State::Unknown, _) => L::Unclear,
            (State::Ended, true) => L::LapsedThere,
            (State::Ended, false) => L::Lapsed,
            (State::Restricted, true) => L::RestrictedThere,
            (State::Restricted, false) => L::Restricted,
            (State::Active, true) => match (&license.region, &post.region) {
                (Some(held), Some(asked)) if held == asked => L::Registered,
                (None, _) => L::Registered,
                // The Länder grant what holds in all of Germany.
                _ if license_scope::national(destination).is_some() => L::Registered,
                _ => L::AnotherRegion,
            },
            (State::Active, false) if trained_in == Some(destination) => L::TrainedThere,
            (State::Active, false) => bucket(route),
        }
    };
    let standings = licenses.iter().map(|one| LicenseStanding { level: level(one), evidence: one.evidence });
    standings.max().unwrap_or(LicenseStanding::of(L::Unknown))
}

/// Whether the worker may not practice an occupation on a day: a license for it is suspended or revoked somewhere.
pub fn is_barred(licenses: &[License], occupation: Isco08, day: Day) -> bool {
    licenses.iter().any(|license| bars(license, licenses, occupation, day))
}

/// Whether a license is suspended or revoked and speaks against every other one: regulators tell each other. It does so
/// until the same country has licensed the worker again. A suspension ends with the license, a revocation does not.
fn bars(license: &License, all: &[License], occupation: Isco08, day: Day) -> bool {
    let ended = ends(license).is_some_and(|until| until <= day);
    let bar = match license.status {
        Some(LicenseStatus::Suspended) => !ended,
        Some(LicenseStatus::Revoked) => true,
        _ => false,
    };
    let of_occupation = |one: &License| one.occupation.is_none_or(|known| known == occupation);
    let begun = starts(license).is_none_or(|from| from <= day);
    let again = |other: &License| {
        let place = license.region == other.region || license.region.is_none() || other.region.is_none();
        other.country.is_some()
            && other.country == license.country
            && place
            && of_occupation(other)
            && state(other, day) == State::Active
    };
    bar && begun && of_occupation(license) && !all.iter().any(again)
}

/// Whether a license of which something is not known may be the registration that the post needs.
fn may_be_the_one(licenses: &[License], post: &LicensedPost, day: Day) -> bool {
    licenses.iter().any(|license| {
        license.country.is_none_or(|country| Some(country) == post.destination)
            && license.occupation.is_none_or(|known| Some(known) == post.occupation)
            && matches!(state(license, day), State::Active | State::Unknown)
    })
}

/// Whether a license is one of the place and the occupation of a post.
fn registers(license: &License, post: &LicensedPost) -> bool {
    license.country.is_some()
        && license.country == post.destination
        && license.occupation == post.occupation
        && license.status == Some(LicenseStatus::Active)
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
/// or verified. Of a license for one region it has so in that region. One that begins on the day asked settles nothing yet:
/// what the regulator asks at entry is asked until then.
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
            && state(license, day) == State::Active
            && starts(license).is_none_or(|begun| begun < day)
            && license.region.as_ref().is_none_or(|held| {
                region.is_none_or(|asked| held == asked) || license_scope::national(destination).is_some()
            })
    })
}

/// The days on which a license begins and ends to count, and the one on which it begins to settle what entry asks.
pub fn turns(licenses: &[License]) -> impl Iterator<Item = Day> {
    let settles = |license: &License| starts(license).map(|begun| Day(begun.0.saturating_add(1)));
    licenses.iter().flat_map(move |license| [starts(license), settles(license), ends(license)]).flatten()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Active,
    Restricted,
    /// It lapsed, or its last day is past.
    Ended,
    /// It is suspended or revoked, or not yet issued.
    No,
    Unknown,
}

fn state(license: &License, day: Day) -> State {
    let ended = ends(license).is_some_and(|until| until <= day);
    match license.status {
        _ if starts(license).is_some_and(|from| day < from) => State::No,
        Some(LicenseStatus::Suspended | LicenseStatus::Revoked) => State::No,
        Some(LicenseStatus::Lapsed) => State::Ended,
        _ if ended => State::Ended,
        Some(LicenseStatus::Active) => State::Active,
        Some(LicenseStatus::Restricted) => State::Restricted,
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
