//! Pairs of a worker and a post on a day, with the state of each way and what is said of it.

use super::*;
use crate::message::Reason;
use crate::model::{Channel, Country, DatumRef, Day, LanguageCertificate, Opening, Record, Worker};
use crate::reference::admission::all;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A record of the cells `column=value`, set apart by blanks.
fn record<R: Record>(cells: &str) -> R {
    let cell = |name: &str| {
        cells
            .split(' ')
            .find_map(|cell| cell.split_once('=').filter(|(of, _)| *of == name))
            .map(|(_, value)| value)
    };
    R::from_cells(|at| {
        let name = R::COLUMNS[at];
        let ids = ["worker_id", "opening_id"];
        cell(name).or(ids.contains(&name).then_some("X-1")).map(DatumRef::Text)
    })
    .unwrap()
}

#[derive(Default)]
struct Person {
    licenses: Vec<License>,
    certificates: Vec<LanguageCertificate>,
    employments: Vec<Employment>,
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn opening(cells: &str) -> Opening {
    let mut opening: Opening = record(cells);
    let cell = |name: &str| cells.split(' ').find_map(|cell| cell.strip_prefix(name)?.strip_prefix('='));
    opening.monthly_pay = cell("monthly_pay").and_then(|pay| pay.parse().ok());
    opening
}

fn worker(cells: &str) -> Worker {
    let mut worker: Worker = record("");
    let cell = |name: &str| cells.split(' ').find_map(|cell| cell.strip_prefix(name)?.strip_prefix('='));
    worker.residence = cell("residence").map(|code| code.parse().unwrap());
    worker.nationalities = cell("nationalities")
        .map(|codes| codes.split(';').filter(|c| !c.is_empty()).map(|code| code.parse().unwrap()).collect());
    worker.birth_date = cell("birth_date").map(|date| date.parse().unwrap());
    worker
}

fn entry_with(post: &str, of: &str, on: &str, person: &Person) -> Passage {
    let (opening, worker) = (opening(post), worker(of));
    let ask = EntryAsk::of(&opening, Some("Example Care"), day(on));
    let applicant = Applicant {
        worker: &worker,
        licenses: &person.licenses,
        certificates: &person.certificates,
        employments: &person.employments,
    };
    let passage = ask.passage(&applicant);
    assert_eq!(ask.is_closed(&applicant), passage.state == PassageState::Closed, "{post}, {of}, {on}");
    passage
}

fn entry(post: &str, of: &str, on: &str) -> Passage {
    entry_with(post, of, on, &Person::default())
}

fn codes(passage: &Passage) -> Vec<&'static str> {
    passage.reasons.iter().map(Reason::code).collect()
}

#[test]
fn a_route_is_closed_by_place_nationality_occupation_and_day() {
    for (post, of, on, state) in [
        ("destination=GB occupation=5322", "residence=LK nationalities=LK", "2026-10-15", "closed"),
        ("destination=GB occupation=5321", "residence=KE nationalities=KE", "2025-07-22", "closed"),
        ("destination=GB occupation=5322", "residence=MU nationalities=MU;LK", "2025-07-22", "closed"),
        ("destination=GB occupation=5322", "residence=LK nationalities=LK", "2025-07-21", "conditional"),
        ("destination=GB occupation=5322", "residence=LK nationalities=GB", "2026-10-15", "open"),
        ("destination=GB occupation=5322", "residence=LK nationalities=LK;IE", "2026-10-15", "open"),
        // Who has no nationality is a national of nowhere; who states none may be one.
        ("destination=GB occupation=5322", "residence=LK nationalities=", "2026-10-15", "closed"),
        ("destination=GB occupation=5322", "residence=LK", "2026-10-15", "conditional"),
        ("destination=GB occupation=5322", "nationalities=LK", "2026-10-15", "conditional"),
        ("destination=GB occupation=5322", "residence=GB nationalities=LK", "2026-10-15", "conditional"),
        ("destination=GB occupation=5322", "residence=GB nationalities=LK", "2028-07-22", "unknown"),
        ("destination=GB occupation=2221", "residence=LK nationalities=LK", "2026-10-15", "conditional"),
        ("destination=CA occupation=5322", "residence=PH nationalities=PH", "2026-10-15", "closed"),
        ("destination=CA occupation=5322", "residence=PH nationalities=PH", "2025-06-01", "closed"),
        ("destination=CA occupation=5322", "residence=CA nationalities=PH", "2025-06-01", "unknown"),
        ("destination=CA occupation=5322", "residence=CA nationalities=PH", "2026-04-01", "closed"),
        ("destination=CA occupation=5322", "residence=PH nationalities=CA", "2026-10-15", "open"),
        ("destination=IE occupation=5321", "residence=BT nationalities=BT", "2021-06-13", "closed"),
        ("destination=IE occupation=5321", "residence=BT nationalities=FR", "2021-06-13", "open"),
        ("destination=IE occupation=5321", "residence=BT nationalities=BT", "2021-06-14", "conditional"),
        ("destination=JP occupation=5322", "residence=NP nationalities=NP", "2025-04-20", "closed"),
        ("destination=JP occupation=5322", "residence=NP nationalities=NP", "2025-04-21", "conditional"),
        // No row speaks.
        ("destination=FR occupation=2221", "residence=TN nationalities=TN", "2026-10-15", "unknown"),
        ("destination=FR occupation=2221", "residence=TN nationalities=RO", "2026-10-15", "open"),
        ("destination=FR occupation=2221", "residence=TN nationalities=GB", "2026-10-15", "unknown"),
        ("destination=QA occupation=2221", "residence=IN nationalities=IN", "2026-10-15", "unknown"),
        ("destination=QA occupation=2221", "residence=IN nationalities=KW", "2026-10-15", "open"),
        ("destination=PH occupation=2221", "residence=GB nationalities=PH", "2026-10-15", "open"),
        ("destination=GB", "residence=LK nationalities=LK", "2026-10-15", "unknown"),
        ("occupation=2221", "residence=LK nationalities=LK", "2026-10-15", "unknown"),
    ] {
        let passage = entry(post, of, on);
        assert_eq!(passage.state.as_str(), state, "{post}, {of}, {on}: {:?}", passage.reasons);
        assert!(!passage.reasons.is_empty(), "{post}");
        let decided = matches!(passage.state, PassageState::Open | PassageState::Closed);
        assert!(!decided || !passage.sources.is_empty(), "{post}, {of}, {on}: a claim without a source");
    }
}

#[test]
fn pay_is_held_against_the_floor_of_the_day() {
    let of = "residence=BT nationalities=BT birth_date=1992-01-01";
    for (post, on, state, code) in [
        ("destination=IE occupation=5321", "2026-10-15", "conditional", "admission-pay-unsaid"),
        (
            "destination=IE occupation=5321 monthly_pay=2724.25 pay_currency=EUR",
            "2026-10-15",
            "open",
            "admission-pay-kept",
        ),
        (
            "destination=IE occupation=5321 monthly_pay=2724 pay_currency=EUR",
            "2026-10-15",
            "closed",
            "admission-pay-below",
        ),
        (
            "destination=IE occupation=5321 monthly_pay=2500 pay_currency=EUR",
            "2026-02-28",
            "open",
            "admission-pay-kept",
        ),
        (
            "destination=IE occupation=5321 monthly_pay=2600 pay_currency=GBP",
            "2026-10-15",
            "conditional",
            "admission-pay-not-compared",
        ),
        (
            "destination=IE occupation=5321 monthly_pay=2600",
            "2026-10-15",
            "conditional",
            "admission-pay-not-compared",
        ),
        // Below the floor of one permit and above that of another.
        (
            "destination=IE occupation=2221 monthly_pay=3100 pay_currency=EUR",
            "2026-10-15",
            "open",
            "admission-pay-kept",
        ),
        (
            "destination=IE occupation=2221 monthly_pay=3000 pay_currency=EUR",
            "2026-10-15",
            "closed",
            "admission-pay-below",
        ),
        (
            "destination=AU occupation=2221 monthly_pay=6600 pay_currency=AUD",
            "2026-10-15",
            "closed",
            "admission-pay-below",
        ),
        (
            "destination=AU occupation=2221 monthly_pay=6600 pay_currency=AUD",
            "2026-06-30",
            "conditional",
            "admission-pay-kept",
        ),
        (
            "destination=GB occupation=2221 monthly_pay=2000 pay_currency=GBP",
            "2025-04-08",
            "conditional",
            "admission-pay-kept",
        ),
        (
            "destination=GB occupation=2221 monthly_pay=2000 pay_currency=GBP",
            "2025-04-09",
            "closed",
            "admission-pay-below",
        ),
    ] {
        let passage = entry(post, of, on);
        assert_eq!(passage.state.as_str(), state, "{post}, {on}: {:?}", passage.reasons);
        assert!(codes(&passage).contains(&code), "{post}, {on}: {:?}", codes(&passage));
    }
}

fn licensed(country: &str) -> License {
    License {
        worker_id: "X-1".parse().unwrap(),
        regulator: None,
        number: None,
        country: country.parse().ok(),
        region: None,
        occupation: "2221".parse().ok(),
        issued_on: "2026-02-20".parse().ok(),
        expires_on: None,
        status: Some(crate::model::LicenseStatus::Active),
        evidence: Some(crate::model::Evidence::IssuerVerified),
    }
}

#[test]
fn from_a_birthday_on_pay_or_provision_is_asked() {
    let ours = License { issued_on: "2020-02-20".parse().ok(), ..licensed("DE") };
    let person = Person { licenses: vec![ours], ..Person::default() };
    let post = "destination=DE occupation=2221";
    for (post, of, on, state) in [
        (post, "birth_date=1976-02-01", "2026-10-15", "conditional"),
        (post, "birth_date=1981-10-15", "2026-10-15", "conditional"),
        (post, "birth_date=1981-10-16", "2026-10-15", "open"),
        (post, "birth_date=1981", "2026-10-15", "conditional"),
        (post, "birth_date=1982", "2026-10-15", "open"),
        (post, "", "2026-10-15", "conditional"),
        (
            "destination=DE occupation=2221 monthly_pay=4700 pay_currency=EUR",
            "birth_date=1976",
            "2026-10-15",
            "open",
        ),
        (
            "destination=DE occupation=2221 monthly_pay=4600 pay_currency=EUR",
            "birth_date=1976",
            "2026-10-15",
            "conditional",
        ),
        (
            "destination=DE occupation=2221 monthly_pay=4600 pay_currency=EUR",
            "birth_date=1976",
            "2025-10-15",
            "open",
        ),
        (
            "destination=DE occupation=2221 monthly_pay=9000 pay_currency=EUR",
            "birth_date=1976",
            "2027-10-15",
            "conditional",
        ),
    ] {
        let passage = entry_with(post, &format!("residence=UZ nationalities=UZ {of}"), on, &person);
        assert_eq!(passage.state.as_str(), state, "{post}, {of}, {on}: {:?}", passage.reasons);
    }
    let said = entry_with(post, "residence=UZ nationalities=UZ birth_date=1976-02-01", "2026-10-15", &person);
    let said = crate::message::paragraph(&said.reasons);
    assert!(said.contains("55770") && said.contains("old-age provision"), "{said}");
    // The partnership is for who is not recognized yet.
    let without = entry(post, "residence=UZ nationalities=UZ birth_date=1990", "2026-10-15");
    let names: Vec<String> = without.reasons.iter().map(ToString::to_string).collect();
    assert!(names.iter().any(|text| text.contains("recognition partnership")), "{names:?}");
}

fn job(employer: &str, country: &str, from: &str) -> Employment {
    Employment {
        worker_id: "X-1".parse().unwrap(),
        employer: Some(employer.to_owned()),
        started: from.parse().ok(),
        ended: None,
        country: country.parse().ok(),
        occupation: "5322".parse().ok(),
        specialty: None,
        title: None,
        hours_per_week: None,
        evidence: None,
    }
}

#[test]
fn months_with_the_sponsor_are_those_with_this_employer() {
    let post = "destination=GB occupation=5322 organization_id=E-3 monthly_pay=2400 pay_currency=GBP";
    for (jobs, state, code) in [
        (vec![], "conditional", "admission-sponsor-months-unsaid"),
        (vec![job("Other Home", "GB", "2020-01-01")], "conditional", "admission-sponsor-months-unsaid"),
        (vec![job("Example  care", "GB", "2026-09-15")], "closed", "admission-sponsor-months-short"),
        (vec![job("Example Care", "GB", "2026-07-01")], "conditional", "admission-sponsor-months-kept"),
        (vec![job("e-3", "", "2026-07-01")], "conditional", "admission-sponsor-months-kept"),
        (vec![job("Example Care", "MW", "2020-01-01")], "conditional", "admission-sponsor-months-unsaid"),
    ] {
        let person = Person { employments: jobs, ..Person::default() };
        let passage = entry_with(post, "residence=GB nationalities=MW", "2026-10-15", &person);
        assert_eq!(passage.state.as_str(), state, "{:?}", person.employments);
        assert!(codes(&passage).contains(&code), "{:?}: {:?}", person.employments, codes(&passage));
    }
}

fn exit(post: &str, of: &str, channel: Channel, on: &str, licenses: &[License]) -> Passage {
    let (opening, worker) = (opening(post), worker(of));
    let ask = ExitAsk::of(&opening, Some(channel), day(on));
    let applicant = Applicant { worker: &worker, licenses, certificates: &[], employments: &[] };
    let passage = ask.passage(&applicant);
    assert_eq!(ask.is_closed(worker.residence), passage.state == PassageState::Closed);
    passage
}

#[test]
fn what_an_origin_asks_is_told_for_its_corridors_alone() {
    for (post, of, channel, on, state) in [
        ("destination=QA occupation=2221", "residence=IN", Channel::Direct, "2026-10-15", "conditional"),
        ("destination=YE occupation=2222", "residence=IN", Channel::Active, "2026-10-15", "conditional"),
        ("destination=IE occupation=2221", "residence=IN", Channel::Direct, "2026-10-15", "unknown"),
        ("destination=QA occupation=2211", "residence=IN", Channel::Direct, "2026-10-15", "unknown"),
        ("destination=IE occupation=2221", "residence=NG", Channel::Direct, "2026-10-15", "conditional"),
        ("destination=IE occupation=2221", "residence=NG", Channel::Direct, "2024-02-29", "unknown"),
        ("destination=DE occupation=2221", "residence=PH", Channel::Direct, "2021-06-05", "conditional"),
        ("destination=DE occupation=2221", "residence=PH", Channel::Government, "2021-06-05", "unknown"),
        ("destination=DE occupation=2221", "residence=PH", Channel::Direct, "2026-10-15", "unknown"),
        ("destination=QA occupation=2221", "", Channel::Direct, "2026-10-15", "unknown"),
        ("destination=IN occupation=2221", "residence=IN", Channel::Direct, "2026-10-15", "open"),
    ] {
        assert_eq!(exit(post, of, channel, on, &[]).state.as_str(), state, "{post}, {of}, {on}");
    }
}

#[test]
fn a_wait_counts_from_the_registration_in_the_origin() {
    let of = |licenses: &[License], on: &str| {
        exit("destination=IE occupation=2221", "residence=NG", Channel::Direct, on, licenses)
    };
    let code = |passage: &Passage| codes(passage)[1];
    let ours = licensed("NG");
    let waits = of(std::slice::from_ref(&ours), "2026-10-15");
    assert_eq!(code(&waits), "admission-waits-until");
    assert!(waits.reasons[1].to_string().contains("2028-02-20"), "{}", waits.reasons[1]);
    assert_eq!(code(&of(std::slice::from_ref(&ours), "2028-02-20")), "admission-wait-kept");
    assert_eq!(code(&of(&[licensed("GH")], "2026-10-15")), "admission-wait-unknown");
    assert_eq!(code(&of(&[], "2026-10-15")), "admission-wait-unknown");
    let year = License { issued_on: "2024".parse().ok(), ..ours };
    assert_eq!(code(&of(&[year], "2026-10-15")), "admission-waits-until");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What place and nationality say alone is what all records say: a scan that reads no record does not err.
    #[test]
    fn the_way_without_records_agrees_with_the_answer(
        route in 0..all().len(),
        destination in select(vec!["GB", "IE", "DE", "AU", "CA", "JP", "FR", "QA", "NZ", "US"]),
        occupation in select(vec!["5322", "5321", "2221", "2211", "3221", "3258"]),
        residence in select(vec![None, Some("GB"), Some("LK"), Some("DE"), Some("CA"), Some("IE")]),
        nationalities in proptest::option::of(subsequence(vec!["GB", "LK", "FR", "CA"], 0..=3)),
        pay in select(vec!["", " monthly_pay=1000 pay_currency=EUR", " monthly_pay=9000 pay_currency=GBP", " monthly_pay=100 pay_currency=AUD"]),
        jobs in subsequence(vec![("Example Care", "2026-10-01"), ("Example Care", "2020"), ("Other", "2020")], 0..=2),
        later in -2..3_i32,
        has_license in any::<bool>(),
    ) {
        let opening = opening(&format!("destination={destination} occupation={occupation}{pay}"));
        // Days around the boundaries of the rows.
        let window = all()[route].window;
        let on = Day(window.from.or(window.until).unwrap_or(day("2026-10-15")).0 + later);
        let mut worker: Worker = record("");
        worker.residence = residence.map(|code| code.parse().unwrap());
        let codes = |codes: Vec<&str>| codes.iter().map(|code| code.parse().unwrap()).collect::<Vec<Country>>();
        worker.nationalities = nationalities.map(codes);
        let employments: Vec<Employment> = jobs.iter().map(|(name, from)| job(name, destination, from)).collect();
        let licenses: Vec<License> = has_license.then(|| licensed(destination)).into_iter().collect();
        let ask = EntryAsk::of(&opening, Some("Example Care"), on);
        let applicant = Applicant { worker: &worker, licenses: &licenses, certificates: &[], employments: &employments };
        let passage = ask.passage(&applicant);
        let closed = passage.state == PassageState::Closed;
        match ask.way(worker.residence, worker.nationalities.as_deref()) {
            EntryWay::Open => prop_assert!(!closed, "{:?}", passage),
            EntryWay::Closed => prop_assert!(closed, "{:?}", passage),
            EntryWay::Record => {}
        }
        prop_assert_eq!(ask.is_closed(&applicant), closed);
        // What is not known never closes, and is said.
        let unknown = worker.residence.is_none() || worker.nationalities.is_none();
        prop_assert!(!(closed && unknown));
        prop_assert!(passage.state == PassageState::Open || !passage.reasons.is_empty());
    }
}
