//! Points of practice, licenses and return.

use super::*;

fn practice(own: u32, credited: u32, until: &str) -> Experience {
    Experience {
        total_months: Some(own),
        in_occupation_months: own,
        near_occupation_months: own,
        in_specialty_months: 0,
        credited_months: credited,
        specialty_months_credited: credited,
        possible_months: Some(own),
        until: until.parse().ok(),
        specialty_until: until.parse().ok(),
        evidence: Vec::new(),
        missing: Vec::new(),
        stated: None,
    }
}

fn points(practice: &Experience, asked: Option<i64>) -> u16 {
    let opening = <crate::model::Opening as crate::model::Record>::from_cells(|at| {
        (at == 0).then_some(crate::model::DatumRef::Text("O-1"))
    });
    let mut opening = opening.unwrap();
    opening.experience_months = asked;
    let ask = crate::matching::Ask::of(&opening, "2026-11-28".parse().unwrap());
    experience_points(LicenseLevel::Licensed, Some(practice), &ask.credentials).value()
}

const NOW: &str = "2026-11-28";

#[test]
fn practice_saturates_at_what_is_asked_and_is_never_full_beside_a_gap() {
    assert_eq!(points(&practice(24, 24, NOW), Some(24)), 1000);
    let elsewhere = Experience { specialty_months_credited: 0, ..practice(24, 24, NOW) };
    assert_eq!(points(&elsewhere, Some(24)), 500, "half of it is practice in the specialty");
    assert_eq!(points(&practice(120, 60, NOW), Some(24)), 1000, "more than is asked is not more");
    assert_eq!(points(&practice(23, 23, NOW), Some(24)), 670);
    assert_eq!(points(&practice(0, 0, ""), Some(24)), 0);
    // Where nothing is asked, more is somewhat more.
    let rising: Vec<u16> =
        [0, 6, 12, 24, 36, 60].map(|months| points(&practice(months, months, NOW), None)).into();
    assert!(rising.is_sorted_by(|a, b| a < b), "{rising:?}");
}

#[test]
fn asking_for_less_is_never_worth_less_than_a_gap() {
    for months in 6..80 {
        let held = practice(months, months, NOW);
        let unasked = points(&held, None);
        for asked in (i64::from(months) + 1)..120 {
            assert!(points(&held, Some(asked)) <= unasked, "{months} of {asked}");
        }
        for asked in 1..=i64::from(months) {
            assert!(points(&held, Some(asked)) >= unasked, "{months} of {asked}");
        }
    }
}

#[test]
fn practice_of_long_ago_sets_a_bound() {
    let ended = |until: &str| points(&practice(240, 200, until), Some(24));
    let falling = [NOW, "2024-02-01", "2022-01-01", "2019-01-01", "2016-11-28"].map(ended);
    assert!(falling.is_sorted_by(|a, b| a > b), "{falling:?}");
    assert_eq!(ended("2025-01-01"), 1000, "two years are recent");
    assert_eq!(points(&practice(102, 0, "2008-09-26"), Some(24)), 100, "more than none at all");
}

#[test]
fn practice_in_the_specialty_fades_though_somebody_works_elsewhere_since() {
    let specialty_until = |until: &str| {
        points(&Experience { specialty_until: until.parse().ok(), ..practice(120, 100, NOW) }, Some(12))
    };
    let falling = [NOW, "2022-01-01", "2018-01-01", "2008-01-01"].map(specialty_until);
    assert!(falling.is_sorted_by(|a, b| a > b), "{falling:?}");
    assert_eq!(falling[0], 1000);
}

#[test]
fn what_is_not_known_is_not_absent() {
    let mut held = practice(0, 0, "");
    held.possible_months = Some(140);
    assert!(!is_practice_settled(Some(&held), Some(24)));
    assert!(is_practice_settled(Some(&held), Some(141)), "it cannot be enough");
    assert!(is_practice_settled(Some(&held), None));
    assert!(!is_practice_settled(None, Some(24)));
    held.possible_months = None;
    assert!(!is_practice_settled(Some(&held), Some(500)));
    assert!(is_practice_settled(Some(&practice(30, 0, "2010-01-01")), Some(24)));
}

#[test]
fn a_higher_level_or_a_better_proof_never_has_fewer_points() {
    let proofs =
        [None, Some(Evidence::SelfDeclared), Some(Evidence::DocumentSeen), Some(Evidence::IssuerVerified)];
    let known = LicenseLevel::ALL
        .iter()
        .filter(|level| !matches!(level, LicenseLevel::Unknown | LicenseLevel::Unclear));
    let mut before = 0;
    for &level in known {
        for evidence in proofs {
            let points = license_points(LicenseStanding { level, evidence }, 1000).value();
            assert!(before <= points, "{level} {evidence:?}");
            before = points;
        }
    }
}

#[test]
fn a_license_without_recent_practice_opens_little() {
    let day = "2026-11-28".parse().unwrap();
    let bound = |until: &str, level| license_bound(level, Some(&practice(60, 0, until)), day);
    assert_eq!(bound("2022-01-01", LicenseLevel::Licensed), 1000);
    let falling = ["2022-01-01", "2019-01-01", "2014-01-01", "2008-01-01"];
    let falling = falling.map(|until| bound(until, LicenseLevel::Within6Months));
    assert!(falling.is_sorted_by(|a, b| a > b), "{falling:?}");
    assert_eq!(bound("2008-01-01", LicenseLevel::Registered), 1000, "the register has judged it");
    assert_eq!(license_bound(LicenseLevel::Licensed, None, day), 1000, "not recorded is not long ago");
}

#[test]
fn a_returnee_comes_before_who_lives_there_and_who_has_no_tie() {
    let points = |tie, abroad, wants| Homecoming { tie, abroad, wants }.points().value();
    let best = points(Some(true), Some(true), Some(true));
    let unsaid = points(Some(true), Some(true), None);
    let home = points(Some(true), Some(false), Some(true));
    let stranger = points(Some(false), Some(true), Some(true));
    assert!(best > unsaid && unsaid > home && home > stranger);
    assert_eq!(unsaid, points(Some(true), Some(true), Some(false)), "unknown is no better than the worst");
    assert_eq!(points(None, Some(true), Some(true)), 0);
    assert_eq!(points(Some(true), None, Some(true)), 0);
}
