//! How the destination admits somebody for a post.

use super::{AdmissionReason, Applicant, Passage, PassageState};
use crate::credentials::{experience, language, license};
use crate::model::{
    Country, Currency, Day, Decimal, Employment, Isco08, Money, Opening, PartialDate, Subdivision,
};
use crate::reference::admission::{self, EntryRoute, RouteNationals, RouteSide, RouteStatus};
use crate::text;

/// What a destination asks of who is admitted for a post, worked out once for all workers.
#[derive(Debug, Clone)]
pub struct EntryAsk {
    post: Option<(Country, Isco08)>,
    region: Option<Subdivision>,
    day: Day,
    /// The routes, in the order of the table.
    routes: Vec<&'static EntryRoute>,
    /// The nationals who need none.
    free: Vec<&'static EntryRoute>,
    pay: Pay,
    /// The employer as records of practice may name it, folded.
    employer: Vec<String>,
}

/// The pay of the opening, as far as it can be held against a floor.
#[derive(Debug, Clone, Copy)]
enum Pay {
    Unsaid,
    Yearly(Money),
    Unclear { monthly: Decimal, currency: Option<Currency> },
}

/// What is known of the way in from the place where somebody lives and the nationality alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryWay {
    /// Not closed, whatever the records hold.
    Open,
    /// Closed, whatever the records hold.
    Closed,
    /// Only the records tell.
    Record,
}

/// Whether somebody is among nationals that are named.
#[derive(Debug, Clone, Copy)]
enum Nationality {
    Among(&'static EntryRoute, Country),
    NotAmong,
    Unknown,
}

/// How a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Keeping {
    /// Stated, and not kept.
    Broken,
    /// Not stated, or to be shown yet.
    Unsaid,
    /// Stated, and kept.
    Kept,
}

impl EntryAsk {
    /// What is asked for an opening on a day. `employer` is the name of its organization.
    pub fn of(opening: &Opening, employer: Option<&str>, day: Day) -> Self {
        let post = opening.destination.zip(opening.occupation);
        let rows = opening.destination.map(|to| admission::routes(to, opening.occupation, day).collect());
        let rows: Vec<&'static EntryRoute> = rows.unwrap_or_default();
        let (free, routes) = rows.into_iter().partition(|row| row.status == RouteStatus::Free);
        let id = opening.organization_id.as_ref().map(|id| id.as_str());
        let employer = [id, employer].into_iter().flatten().map(text::fold).collect();
        Self { post, region: opening.region.clone(), day, routes, free, pay: Pay::of(opening), employer }
    }

    /// Whether a route asks how long the worker has worked for the employer.
    pub fn asks_for_employer(&self) -> bool {
        self.routes.iter().any(|route| route.sponsor_months.is_some())
    }

    /// What the place of living and the nationality say without any other record. `nationalities` is `None` when they
    /// are not recorded.
    pub fn way(&self, residence: Option<Country>, nationalities: Option<&[Country]>) -> EntryWay {
        let Some((destination, _)) = self.post else { return EntryWay::Open };
        let Nationality::NotAmong = self.freedom(nationalities) else { return EntryWay::Open };
        let Some(residence) = residence else { return EntryWay::Open };
        let side = side_of(residence, destination);
        let mut closed = 0;
        for route in self.routes.iter().filter(|route| speaks_of_side(route, side)) {
            if !route.decides() {
                return EntryWay::Open;
            }
            if route.registration == Some(false) {
                return EntryWay::Record;
            }
            match (self.is_shut(route), route.sponsor_months) {
                (true, _) => closed += 1,
                (false, None) => return EntryWay::Open,
                (false, Some(_)) => return EntryWay::Record,
            }
        }
        if closed > 0 { EntryWay::Closed } else { EntryWay::Open }
    }

    /// Whether a route is closed by the table, or by the pay of the opening.
    fn is_shut(&self, route: &EntryRoute) -> bool {
        route.status == RouteStatus::Closed
            || (route.pay_from_age.is_none()
                && route.pay_floor.is_some_and(|floor| self.pay.keeping(floor).0 == Keeping::Broken))
    }

    /// Whether the way in is closed to somebody.
    pub fn is_closed(&self, applicant: &Applicant<'_>) -> bool {
        match self.way(applicant.worker.residence, applicant.worker.nationalities.as_deref()) {
            EntryWay::Open => false,
            EntryWay::Closed => true,
            EntryWay::Record => self.passage(applicant).state == PassageState::Closed,
        }
    }

    fn freedom(&self, nationalities: Option<&[Country]>) -> Nationality {
        let Some(nationalities) = nationalities else { return Nationality::Unknown };
        let Some((destination, _)) = self.post else { return Nationality::Unknown };
        let row = self.free.iter().copied().filter(|row| row.decides()).find_map(|row| {
            let of = nationalities.iter().find(|of| row.is_for_national(**of, destination, self.day))?;
            Some((row, *of))
        });
        row.map_or(Nationality::NotAmong, |(row, of)| Nationality::Among(row, of))
    }

    /// How the destination admits somebody.
    pub fn passage(&self, applicant: &Applicant<'_>) -> Passage {
        let Some((destination, occupation)) = self.post else {
            return Passage::unknown(AdmissionReason::PostUnknown);
        };
        let worker = applicant.worker;
        let freedom = self.freedom(worker.nationalities.as_deref());
        if let Nationality::Among(row, nationality) = freedom {
            let reason = AdmissionReason::NeedsNone { nationality, destination, route: &row.name };
            return Passage {
                state: PassageState::Open,
                route: Some(&row.name),
                sources: vec![&row.citation],
                ..Passage::unknown(reason)
            };
        }
        let side = worker.residence.map(|residence| side_of(residence, destination));
        let registered = self.is_registered(applicant, destination, occupation);
        let mut answers: Vec<Passage> = self
            .routes
            .iter()
            .filter(|route| side.is_none_or(|side| speaks_of_side(route, side)))
            .filter(|route| route.registration != Some(false) || !registered)
            .map(|route| self.by_route(route, applicant, registered))
            .collect();
        // The best route first; of equals the one that stands first in the table.
        answers.sort_by_key(|answer| std::cmp::Reverse(answer.state));
        let best = answers.first().map(|answer| answer.state);
        let others: Vec<&'static str> = match best {
            Some(PassageState::Open | PassageState::Conditional) => {
                let ways = answers.iter().skip(1).filter(|answer| answer.state >= PassageState::Conditional);
                ways.filter_map(|answer| answer.route).collect()
            }
            _ => Vec::new(),
        };
        // Where all are closed, all are told.
        let told = if best == Some(PassageState::Closed) { answers.len() } else { answers.len().min(1) };
        let mut passage = Passage {
            state: best.unwrap_or(PassageState::Unknown),
            route: answers.first().and_then(|answer| answer.route),
            reasons: Vec::new(),
            missing: Vec::new(),
            sources: Vec::new(),
        };
        for answer in answers.into_iter().take(told) {
            passage.reasons.extend(answer.reasons);
            passage.missing.extend(answer.missing);
            passage.sources.extend(answer.sources);
        }
        passage.reasons.extend(others.into_iter().map(|route| AdmissionReason::OtherRoute { route }));
        if best.is_none() {
            let side = side.unwrap_or(RouteSide::Abroad);
            passage.reasons.push(AdmissionReason::NoRoute { destination, occupation, side });
        }
        if passage.state == PassageState::Closed || side.is_none() {
            let mut hold = |reason, field| {
                passage.state = passage.state.max(PassageState::Conditional);
                passage.reasons.push(reason);
                passage.missing.push(field);
            };
            if matches!(freedom, Nationality::Unknown) {
                hold(AdmissionReason::UnlessNational { destination }, "worker.nationalities");
            }
            if side.is_none() && best.is_some() {
                hold(AdmissionReason::ResidenceUnknown { destination }, "worker.residence");
            }
            if side.is_none() {
                passage.state = passage.state.min(PassageState::Conditional);
            }
        }
        passage.missing.sort_unstable();
        passage.missing.dedup();
        passage
    }

    fn is_registered(&self, applicant: &Applicant<'_>, destination: Country, occupation: Isco08) -> bool {
        let post = license::LicensedPost {
            destination: Some(destination),
            region: self.region.clone(),
            occupation: Some(occupation),
            registration_required: Some(true),
            starts_on: None,
        };
        let level = license::assess(applicant.licenses, &post, None, self.day).level;
        level >= license::LicenseLevel::AnotherRegion
    }

    fn by_route(&self, route: &'static EntryRoute, applicant: &Applicant<'_>, registered: bool) -> Passage {
        let Some((destination, occupation)) = self.post else {
            return Passage::unknown(AdmissionReason::PostUnknown);
        };
        let name: &'static str = &route.name;
        let found = |state, reasons, missing| Passage {
            state,
            route: Some(name),
            reasons,
            missing,
            sources: vec![&route.citation],
        };
        if !route.decides() {
            return found(PassageState::Unknown, vec![AdmissionReason::Unproven { route: name }], Vec::new());
        }
        if route.status == RouteStatus::Closed {
            let (since, until, notes) = (route.window.from, route.window.until, &*route.notes);
            let side = route.side;
            let reason = AdmissionReason::RouteClosed { route: name, destination, side, since, until, notes };
            return found(PassageState::Closed, vec![reason], Vec::new());
        }
        let mut asked = Conditions {
            worst: Keeping::Kept,
            reasons: vec![AdmissionReason::RouteOpen { route: name, destination }],
            missing: Vec::new(),
        };
        if route.registration == Some(true) && !registered {
            asked.add(Keeping::Unsaid, AdmissionReason::RegistrationFirst { destination }, Some("license"));
        }
        self.pay(route, applicant.worker.birth_date, &mut asked);
        if !route.sponsor.is_empty() {
            let sponsor = &route.sponsor;
            asked.add(Keeping::Unsaid, AdmissionReason::SponsorUnsaid { sponsor }, None);
        }
        if let Some(months) = route.sponsor_months {
            self.sponsor_months(months, applicant.employments, destination, &mut asked);
        }
        if let Some((language, level)) = route.language {
            if route.takes_registration_for_language(occupation) {
                asked.reasons.push(AdmissionReason::LanguageByRegulator { language, level });
            } else {
                self.language(language, level, applicant, &mut asked);
            }
        }
        if let Some(months) = route.experience_months {
            self.practice(months, occupation, applicant.employments, &mut asked);
        }
        if !route.other_condition.is_empty() {
            let condition = &route.other_condition;
            asked.add(Keeping::Unsaid, AdmissionReason::OtherCondition { condition }, None);
        }
        let state = match asked.worst {
            Keeping::Broken => PassageState::Closed,
            Keeping::Unsaid => PassageState::Conditional,
            Keeping::Kept => PassageState::Open,
        };
        found(state, asked.reasons, asked.missing)
    }

    fn pay(&self, route: &EntryRoute, birth_date: Option<PartialDate>, asked: &mut Conditions) {
        let Some(age) = route.pay_from_age else {
            if let Some(floor) = route.pay_floor {
                let (keeping, reason, missing) = self.pay.keeping(floor);
                asked.add(keeping, reason, missing);
            }
            return;
        };
        let birthday = |date: Day| date.add_months(age.saturating_mul(12)) <= self.day;
        // Surely younger: nothing is asked.
        if birth_date.is_some_and(|date| !birthday(date.earliest())) {
            return;
        }
        let pay = self.pay.yearly();
        if let Some(floor) = route.pay_floor
            && let (Keeping::Kept, reason, _) = self.pay.keeping(floor)
        {
            asked.add(Keeping::Kept, reason, None);
            return;
        }
        let birth = if birth_date.is_some() { "recorded" } else { "unknown" };
        let reason = AdmissionReason::PayFromAge { floor: route.pay_floor, age, birth, pay };
        asked.add(Keeping::Unsaid, reason, pay.is_none().then_some("opening.monthly_pay"));
        if birth_date.is_none() {
            asked.missing.push("worker.birth_date");
        }
    }

    fn sponsor_months(
        &self,
        months: u32,
        employments: &[Employment],
        destination: Country,
        asked: &mut Conditions,
    ) {
        let theirs = |one: &&Employment| {
            one.country.is_none_or(|country| country == destination)
                && one.employer.as_ref().is_some_and(|name| self.employer.contains(&text::fold(name)))
        };
        match months_of(
            employments.iter().filter(theirs),
            self.post.map(|(_, occupation)| occupation),
            self.day,
        ) {
            None => {
                let reason = AdmissionReason::SponsorMonthsUnsaid { months };
                asked.add(Keeping::Unsaid, reason, Some("employment.employer"));
            }
            Some(have) if have < months => {
                asked.add(Keeping::Broken, AdmissionReason::SponsorMonthsShort { months, have }, None);
            }
            Some(have) => {
                asked.add(Keeping::Kept, AdmissionReason::SponsorMonthsKept { months, have }, None);
            }
        }
    }

    fn language(
        &self,
        language: crate::model::Language,
        level: crate::model::Cefr,
        applicant: &Applicant<'_>,
        asked: &mut Conditions,
    ) {
        if applicant.certificates.is_empty() {
            let reason = AdmissionReason::LanguageUnsaid { language, level };
            asked.add(Keeping::Unsaid, reason, Some("language_certificate"));
            return;
        }
        let facts = language::Facts { certificates: applicant.certificates, ..language::Facts::default() };
        let shown = language::level(&facts, &language::Asks::of_level(language, level), self.day);
        // A test that did not reach the level can be taken again.
        let (keeping, reason) = if shown >= language::LanguageLevel::MeetsOpening {
            (Keeping::Kept, AdmissionReason::LanguageKept { language, level })
        } else {
            (Keeping::Unsaid, AdmissionReason::LanguageShort { language, level })
        };
        asked.add(keeping, reason, None);
    }

    fn practice(&self, months: u32, occupation: Isco08, employments: &[Employment], asked: &mut Conditions) {
        let own = employments.iter().filter(|one| one.occupation == Some(occupation));
        match months_of(own, Some(occupation), self.day) {
            None => {
                let reason = AdmissionReason::PracticeUnsaid { months };
                asked.add(Keeping::Unsaid, reason, Some("employment.started"));
            }
            Some(have) if have < months => {
                asked.add(Keeping::Unsaid, AdmissionReason::PracticeShort { months, have }, None);
            }
            Some(have) => asked.add(Keeping::Kept, AdmissionReason::PracticeKept { months, have }, None),
        }
    }
}

/// The conditions of a route while they are asked one by one.
struct Conditions {
    worst: Keeping,
    reasons: Vec<AdmissionReason>,
    missing: Vec<&'static str>,
}

impl Conditions {
    fn add(&mut self, keeping: Keeping, reason: AdmissionReason, missing: Option<&'static str>) {
        self.worst = self.worst.min(keeping);
        self.reasons.push(reason);
        self.missing.extend(missing);
    }
}

impl Pay {
    fn of(opening: &Opening) -> Self {
        let Some(monthly) = opening.monthly_pay else { return Self::Unsaid };
        let currency = opening.pay_currency;
        let yearly = monthly.times(12).zip(currency).and_then(|(year, currency)| Money::of(year, currency));
        yearly.map_or(Self::Unclear { monthly, currency }, Self::Yearly)
    }

    fn yearly(self) -> Option<Money> {
        match self {
            Self::Yearly(money) => Some(money),
            Self::Unsaid | Self::Unclear { .. } => None,
        }
    }

    fn keeping(self, floor: Money) -> (Keeping, AdmissionReason, Option<&'static str>) {
        match self {
            Self::Unsaid => {
                (Keeping::Unsaid, AdmissionReason::PayUnsaid { floor }, Some("opening.monthly_pay"))
            }
            Self::Yearly(pay) if pay.currency == floor.currency && pay.minor >= floor.minor => {
                (Keeping::Kept, AdmissionReason::PayKept { floor, pay }, None)
            }
            Self::Yearly(pay) if pay.currency == floor.currency => {
                (Keeping::Broken, AdmissionReason::PayBelow { floor, pay }, None)
            }
            Self::Yearly(pay) => {
                let monthly = Decimal::from_integer(pay.minor)
                    .divided(12 * 10_i64.pow(pay.currency.minor_digits()))
                    .unwrap_or(Decimal::from_integer(0));
                let currency = Some(pay.currency.as_str());
                let reason = AdmissionReason::PayNotCompared { floor, monthly, currency };
                (Keeping::Unsaid, reason, Some("opening.pay_currency"))
            }
            Self::Unclear { monthly, currency } => {
                let currency = currency.as_ref().map(Currency::as_str);
                let reason = AdmissionReason::PayNotCompared { floor, monthly, currency };
                (Keeping::Unsaid, reason, Some("opening.pay_currency"))
            }
        }
    }
}

fn side_of(residence: Country, destination: Country) -> RouteSide {
    if residence == destination { RouteSide::Inside } else { RouteSide::Abroad }
}

fn speaks_of_side(route: &EntryRoute, side: RouteSide) -> bool {
    route.nationals == RouteNationals::Any && (route.side == RouteSide::Anywhere || route.side == side)
}

/// Whole months of these periods up to a day; `None` when none with a start is recorded.
fn months_of<'a>(
    periods: impl Iterator<Item = &'a Employment>,
    occupation: Option<Isco08>,
    day: Day,
) -> Option<u32> {
    let periods: Vec<Employment> = periods.cloned().collect();
    experience::months(&periods, &experience::SoughtPractice::of(occupation?), day).total_months
}
