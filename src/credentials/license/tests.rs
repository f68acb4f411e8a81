//! Cases of registration, and the laws of the level.

use super::*;
use proptest::prelude::*;

fn license(place: &str, occupation: &str, status: &str, dates: (&str, &str)) -> License {
    License {
        worker_id: "w".parse().unwrap(),
        regulator: None,
        number: None,
        country: place.get(..2).and_then(|code| code.parse().ok()),
        region: place.parse().ok(),
        occupation: occupation.parse().ok(),
        issued_on: dates.0.parse().ok(),
        expires_on: dates.1.parse().ok(),
        status: status.parse().ok(),
        evidence: None,
    }
}

fn post(place: &str, required: Option<bool>) -> LicensedPost {
    LicensedPost {
        destination: place[..2].parse().ok(),
        region: place.parse().ok(),
        occupation: "2221".parse().ok(),
        registration_required: required,
        starts_on: None,
    }
}

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

#[test]
fn a_registration_that_ends_before_the_work_starts_is_told() {
    let told = |ends: &str, starts: &str, other: Option<&str>| {
        let mut held = vec![license("GB", "2221", "active", ("2020-01-01", ends))];
        held.extend(other.map(|ends| license("GB", "2221", "active", ("2021-01-01", ends))));
        let post = LicensedPost { starts_on: starts.parse().ok(), ..post("GB", None) };
        let ends = |reason: &CredentialReason| matches!(reason, CredentialReason::EndsBeforeStart { .. });
        assess(&held, &post, None, day()).evidence.iter().any(ends)
    };
    assert!(told("2026-12-31", "2027-03-01", None));
    assert!(told("2026-12", "2027-03", None), "the first day that the end may mean");
    assert!(!told("2027-12-31", "2027-03-01", None));
    assert!(!told("2026-12-31", "", None), "nobody knows when the work starts");
    assert!(!told("", "2027-03-01", None));
    assert!(!told("2026-12-31", "2027-03-01", Some("2028-01-31")), "it was renewed already");
    assert!(!told("2026-11-01", "2027-03-01", None), "what ended is told as ended");
}

#[test]
fn a_license_of_a_part_holds_in_the_whole_where_the_law_says_so() {
    let open = ("2020-01-01", "");
    for (held, place, level) in [
        ("DE-BW", "DE-SN", LicenseLevel::Registered),
        ("AU-NSW", "AU-VIC", LicenseLevel::Registered),
        ("CA-BC", "CA-ON", LicenseLevel::AnotherRegion),
        ("US-CA", "US-TX", LicenseLevel::AnotherRegion),
    ] {
        let mut seen = license(held, "2221", "active", open);
        seen.evidence = Some(Evidence::DocumentSeen);
        let answer = assess(std::slice::from_ref(&seen), &post(place, None), None, day());
        assert_eq!(answer.level, level, "{held} for {place}");
        let settled = is_registered(
            &[seen],
            post(place, None).destination.unwrap(),
            place.parse().ok().as_ref(),
            "2221".parse().unwrap(),
            day(),
        );
        assert_eq!(settled, level == LicenseLevel::Registered, "{held} for {place}");
        assert_eq!(
            answer.sources.iter().any(|source| source.source.contains("law")
                || source.source.contains("Law")
                || source.source.contains("gesetz")),
            settled,
            "{held} for {place}"
        );
    }
}

#[test]
fn nobody_is_shown_a_way_past_a_bar() {
    for (place, status) in [("GB", "suspended"), ("GB", "revoked"), ("PH", "revoked"), ("AE", "suspended")] {
        let held = [
            license(place, "2221", status, ("2020-01-01", "")),
            license("PH", "2221", "active", ("2020-01-01", "")),
        ];
        // A license of the same country that is in force stands against it.
        let again = place == "PH";
        let answer = assess(&held, &post("GB", None), "PH".parse().ok(), day());
        assert_eq!(is_barred(&held, "2221".parse().unwrap(), day()), !again, "{place} {status}");
        assert_eq!(answer.level == LicenseLevel::Barred, !again, "{place} {status}");
        assert_eq!(answer.route.is_none(), !again, "{place} {status}");
    }
}

#[test]
fn cases() {
    let open = ("2020-01-01", "");
    for (held, place, required, trained_in, level) in [
        (vec![], "DE", None, "PH", LicenseLevel::Unknown),
        (vec![], "DE", Some(false), "PH", LicenseLevel::Registered),
        (vec![license("PH", "2221", "active", open)], "DE", None, "PH", LicenseLevel::Within24Months),
        (vec![license("PH", "2221", "active", open)], "GB", None, "PH", LicenseLevel::Within12Months),
        (vec![license("PL", "2221", "active", open)], "DE", None, "PL", LicenseLevel::Within6Months),
        (vec![license("PH", "2221", "active", open)], "BR", None, "PH", LicenseLevel::Licensed),
        (vec![license("PH", "2221", "active", open)], "DE", None, "", LicenseLevel::Licensed),
        (
            vec![license("PH", "2221", "active", ("2020-01-01", "2026-11-23"))],
            "DE",
            None,
            "PH",
            LicenseLevel::Lapsed,
        ),
        (
            vec![license("PH", "2221", "active", ("2020-01-01", "2026-11-24"))],
            "DE",
            None,
            "PH",
            LicenseLevel::Within24Months,
        ),
        (vec![license("PH", "2221", "lapsed", open)], "DE", None, "PH", LicenseLevel::Lapsed),
        (vec![license("DE", "2221", "lapsed", open)], "DE", None, "PH", LicenseLevel::LapsedThere),
        (vec![license("PH", "2221", "suspended", open)], "DE", Some(false), "PH", LicenseLevel::Barred),
        (vec![license("PH", "2221", "restricted", open)], "GB", None, "PH", LicenseLevel::Restricted),
        (vec![license("GB", "2221", "restricted", open)], "GB", None, "PH", LicenseLevel::RestrictedThere),
        (vec![license("PH", "2221", "active", ("2027", ""))], "DE", None, "PH", LicenseLevel::NoLicense),
        // Trained where the post is: nothing has to be recognized.
        (vec![license("PH", "2221", "active", open)], "DE", None, "DE", LicenseLevel::TrainedThere),
        (vec![license("IE", "2221", "active", open)], "GB", None, "GB", LicenseLevel::TrainedThere),
        // A bar of any country, until the same country has licensed again.
        (vec![license("PH", "2221", "suspended", open)], "DE", None, "PH", LicenseLevel::Barred),
        (
            vec![license("IE", "2221", "suspended", open), license("GB", "2221", "active", open)],
            "GB",
            None,
            "PH",
            LicenseLevel::Barred,
        ),
        (
            vec![license("GB", "2221", "suspended", open), license("GB", "2221", "active", ("2024", ""))],
            "GB",
            None,
            "PH",
            LicenseLevel::Registered,
        ),
        (
            vec![license("IE", "2221", "suspended", ("2015", "2018")), license("GB", "2221", "active", open)],
            "GB",
            None,
            "PH",
            LicenseLevel::Registered,
        ),
        (
            vec![license("IE", "2221", "revoked", ("2015", "2018")), license("GB", "2221", "active", open)],
            "GB",
            None,
            "PH",
            LicenseLevel::Barred,
        ),
        (
            vec![license("IE", "2262", "suspended", open), license("GB", "2221", "active", open)],
            "GB",
            None,
            "PH",
            LicenseLevel::Registered,
        ),
        (vec![license("PH", "2221", "", open)], "DE", None, "PH", LicenseLevel::Unclear),
        (vec![license("PH", "2262", "active", open)], "DE", None, "PH", LicenseLevel::NoLicense),
        (vec![license("DE", "2221", "active", open)], "DE-BY", None, "PH", LicenseLevel::Registered),
        (vec![license("CA-ON", "2221", "active", open)], "CA-QC", None, "PH", LicenseLevel::AnotherRegion),
        (vec![license("CA-ON", "2221", "active", open)], "CA-ON", None, "PH", LicenseLevel::Registered),
        (
            vec![license("GB", "2221", "revoked", open), license("PH", "2221", "active", open)],
            "GB",
            None,
            "PH",
            LicenseLevel::Barred,
        ),
    ] {
        let got = assess(&held, &post(place, required), trained_in.parse().ok(), day());
        assert_eq!(got.level, level, "{place} {held:?}");
        // A registration that nobody saw is still to be seen.
        let unseen = level == LicenseLevel::Registered && !held.is_empty();
        assert_eq!(got.gap.is_none(), level == LicenseLevel::Registered && !unseen, "{place} {held:?}");
    }
}

#[test]
fn state_and_evidence_both_count() {
    let standing = |status: &str, evidence: &str| {
        let mut one = license("PH", "2221", status, ("2020-01-01", ""));
        one.evidence = evidence.parse().ok();
        timeline(&[one], &post("GB", None), "PH".parse().ok(), day()).at(day())
    };
    let rising = [
        standing("suspended", "issuer-verified"),
        standing("lapsed", "issuer-verified"),
        standing("restricted", "self-declared"),
        standing("restricted", "document-seen"),
        standing("active", ""),
        standing("active", "self-declared"),
        standing("active", "document-seen"),
        standing("active", "issuer-verified"),
    ];
    assert!(rising.is_sorted_by(|a, b| a < b), "{rising:?}");
}

#[test]
fn what_is_not_known_of_a_license_is_no_gap_and_no_registration() {
    let open = ("2020-01-01", "");
    for held in [
        license("", "2221", "active", open),
        license("GB", "", "active", open),
        license("GB", "2221", "", open),
    ] {
        let got = assess(std::slice::from_ref(&held), &post("GB", Some(true)), "PH".parse().ok(), day());
        assert_eq!((got.level, got.gap.is_none()), (LicenseLevel::Unclear, true), "{held:?}");
        assert!(!got.missing.is_empty() && !got.standing.suffices());
    }
    // One that cannot be the registration leaves it missing.
    let held = [license("PH", "2221", "", open)];
    assert!(assess(&held, &post("GB", Some(true)), "PH".parse().ok(), day()).gap.is_some());
}

#[test]
fn months_and_costs_come_from_the_table() {
    let held = [license("PH", "2221", "active", ("2020-01-01", ""))];
    let got = assess(&held, &post("GB", Some(true)), "PH".parse().ok(), day());
    assert_eq!(got.months_to_ready, Some(Months { min: 6, max: 12 }));
    let json = serde_json::to_value(&got).unwrap();
    assert_eq!(json["level"], "within-12-months");
    assert_eq!(json["gap"]["step"]["cost"]["min"], "1170.00 GBP");
    let step = got.gap.and_then(|gap| gap.step).unwrap();
    assert!(!step.source.is_empty() && step.cost.is_some());
}

fn any_license() -> impl Strategy<Value = License> {
    let place = prop_oneof![Just("PH"), Just("DE"), Just("DE-BY"), Just("GB"), Just("")];
    let status = prop_oneof![Just("active"), Just("restricted"), Just("lapsed"), Just("")];
    let year = prop_oneof![Just(String::new()), (2015..2030_i32).prop_map(|year| year.to_string())];
    let evidence =
        prop::sample::select(&["", "implied", "self-declared", "document-seen", "issuer-verified"][..]);
    let occupation = prop_oneof![Just("2221"), Just("2262"), Just("")];
    (place, occupation, status, year.clone(), year, evidence).prop_map(
        |(place, occupation, status, from, to, evidence)| License {
            evidence: evidence.parse().ok(),
            ..license(place, occupation, status, (&from, &to))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What is not recorded of a license never makes it the registration asked for.
    #[test]
    fn a_blank_cell_is_no_registration(held in any_license(), which in 0..4_usize) {
        let blank = match which {
            0 => License { status: None, ..held },
            1 => License { country: None, ..held },
            2 => License { occupation: None, ..held },
            _ => License { evidence: None, ..held },
        };
        prop_assert!(!assess(&[blank], &post("DE-BY", Some(true)), "PH".parse().ok(), day()).standing.suffices());
    }

    /// A license of another country or occupation, one that ended and one that begins later, settles nothing here.
    #[test]
    fn only_an_active_license_of_the_place_settles(held in any_license()) {
        let all = [held];
        if assess(&all, &post("DE-BY", Some(true)), "PH".parse().ok(), day()).standing.suffices() {
            let [held] = &all;
            prop_assert_eq!(held.country, "DE".parse().ok());
            prop_assert_eq!(held.occupation, "2221".parse().ok());
            prop_assert_eq!(held.status, Some(LicenseStatus::Active));
            prop_assert!(held.issued_on.is_none_or(|date| date.latest() <= day()));
            prop_assert!(held.expires_on.is_none_or(|date| date.earliest() >= day()));
        }
        prop_assert!(!is_registered(&all, "AT".parse().unwrap(), None, "2221".parse().unwrap(), day()));
    }

    #[test]
    fn another_license_in_good_standing_never_lowers_the_level(
        held in prop::collection::vec(any_license(), 0..5), more in any_license(), days in 0..6000_i32
    ) {
        let post = post("DE-BY", None);
        let at = |held: &[License]| timeline(held, &post, "PH".parse().ok(), day()).at(Day(16_000 + days));
        let before = at(&held);
        let mut all = held;
        all.push(more);
        prop_assert!(before <= at(&all));
    }

    #[test]
    fn a_later_day_improves_nothing_once_all_licenses_are_issued(
        mut held in prop::collection::vec(any_license(), 0..5), days in 0..6000_i32, later in 0..6000_i32
    ) {
        // The end of a license settles a state that is not known.
        held.retain(|license| license.status.is_some());
        // The licenses here are issued before 2030.
        let line = timeline(&held, &post("DE-BY", None), "PH".parse().ok(), day());
        prop_assert!(line.at(Day(22_000 + days + later)) <= line.at(Day(22_000 + days)));
    }

    #[test]
    fn the_timeline_says_what_the_day_says(
        held in prop::collection::vec(any_license(), 0..5), days in 0..6000_i32
    ) {
        let post = post("DE", None);
        let day = Day(16_000 + days);
        let line = timeline(&held, &post, "PH".parse().ok(), day);
        prop_assert_eq!(line.at(day), assess(&held, &post, "PH".parse().ok(), day).standing);
    }
}

/// Trans-Tasman mutual recognition follows the registration, wherever the nurse trained.
#[test]
fn a_registration_that_the_destination_takes_over_is_the_shortest_way() {
    let india = "IN".parse().ok();
    let of = |place: &str, occupation: &str, status: &str, dates: (&str, &str)| {
        let held = [license(place, occupation, status, dates)];
        let way = way(&held, &post("NZ", None), india, day());
        way.is_some_and(|way| way.months.is_some_and(|months| months.max <= 1))
    };
    assert!(of("AU", "2221", "active", ("2020-01-01", "2027-05-31")));
    for (place, occupation, status, dates) in [
        ("AU", "2222", "active", ("2020-01-01", "2027-05-31")),
        ("AU", "2221", "suspended", ("2020-01-01", "2027-05-31")),
        ("AU", "2221", "active", ("2020-01-01", "2025-05-31")),
        ("IN", "2221", "active", ("2020-01-01", "2027-05-31")),
    ] {
        assert!(!of(place, occupation, status, dates), "{place} {occupation} {status}");
    }
    let midwife = [license("NZ", "2222", "active", ("2020-01-01", ""))];
    let post = LicensedPost { occupation: "2222".parse().ok(), ..post("AU", None) };
    assert!(way(&midwife, &post, india, day()).is_some());
}
