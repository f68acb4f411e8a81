//! What a registration, a training of the destination and a stated length settle; and the laws of the three answers.

use super::solver_tests::{any_post, any_rungs, built, facts, held, post};
use super::*;
use crate::model::LicenseStatus;
use proptest::prelude::*;

fn license(place: &str, occupation: &str, status: &str, evidence: &str, until: &str) -> License {
    License {
        worker_id: "w".parse().unwrap(),
        regulator: None,
        number: None,
        country: place[..2].parse().ok(),
        region: place.parse().ok().filter(|_| place.len() > 2),
        occupation: occupation.parse().ok(),
        issued_on: "2018-09-01".parse().ok(),
        expires_on: until.parse().ok(),
        status: status.parse().ok(),
        evidence: evidence.parse().ok(),
    }
}

fn training(country: &str, language: &str, occupation: &str, seen: bool) -> Training {
    Training {
        country: country.parse().ok(),
        language: language.parse().ok(),
        occupation: occupation.parse().ok(),
        seen,
        ..Training::default()
    }
}

fn of_training(trainings: &[Training], post: &Post<'_>) -> Solution {
    let trained_in = trainings.first().and_then(|training| training.country);
    solve(&Facts { trainings, trained_in, states_none: true, ..facts(&[]) }, post)
}

#[test]
fn the_registered_are_asked_no_proof_of_entry() {
    for (place, occupation, held, wanted) in [
        ("GB", "2221", license("GB", "2221", "active", "issuer-verified", ""), true),
        ("IE", "2221", license("IE", "2221", "active", "document-seen", ""), true),
        ("AU", "2264", license("AU", "2264", "active", "document-seen", ""), true),
        ("NO", "2211", license("NO", "2211", "active", "document-seen", "2030-01-01"), true),
        // The bare word, another state, another occupation, a license that ended.
        ("GB", "2221", license("GB", "2221", "active", "self-declared", ""), false),
        ("GB", "2221", license("GB", "2221", "active", "", ""), false),
        ("GB", "2221", license("IE", "2221", "active", "issuer-verified", ""), false),
        ("GB", "2221", license("GB", "2222", "active", "issuer-verified", ""), false),
        ("GB", "2221", license("GB", "2221", "lapsed", "issuer-verified", ""), false),
        ("GB", "2221", license("GB", "2221", "restricted", "issuer-verified", ""), false),
        ("GB", "2221", license("GB", "2221", "active", "issuer-verified", "2026-01-01"), false),
    ] {
        let licenses = [held];
        let known = Facts { licenses: &licenses, states_none: true, ..facts(&[]) };
        let solution = solve(&known, &post(place, occupation));
        assert_eq!(solution.outcome == Outcome::Met, wanted, "{place} {occupation} {licenses:?}");
        let step = solution.regulators.iter().any(|answer| answer.next_step.is_some());
        assert!(!(wanted && step), "{place}: no test is the next step");
    }
    let ontario = [license("CA-ON", "2221", "active", "document-seen", "")];
    for (region, wanted) in [("CA-ON", true), ("CA-BC", false)] {
        let region = region.parse().unwrap();
        let known = Facts { licenses: &ontario, states_none: true, ..facts(&[]) };
        let there = solve(&known, &Post { region: Some(&region), ..post("CA", "2221") });
        assert_eq!(there.outcome == Outcome::Met, wanted, "{region}");
    }
}

/// What falls short of a rule falls short on whatever day it was taken; what would pass needs its day.
#[test]
fn results_that_are_too_low_need_no_date() {
    let outcome = |place: &str, certificate: LanguageCertificate| {
        solve(&facts(&[certificate]), &post(place, "2221")).outcome
    };
    for (place, test, overall, skills, wanted) in [
        ("IE", "ielts-academic", "6.5", ["6.5", "6.5", "6.5", "6.5"], Outcome::Unmet),
        ("IE", "ielts-academic", "6.5", ["", "", "", ""], Outcome::Unmet),
        ("IE", "oet", "", ["C", "C", "C", "C"], Outcome::Unmet),
        ("IE", "oet", "", ["B", "B", "C", "B"], Outcome::Unmet),
        ("AU", "ielts-academic", "6", ["6", "6", "6", "6"], Outcome::Unmet),
        ("IE", "ielts-academic", "7.5", ["7.5", "7.5", "7.5", "7.5"], Outcome::Unknown),
        ("IE", "oet", "", ["B", "B", "B", "B"], Outcome::Unknown),
    ] {
        // No date, and a year of which a part is still to come.
        for taken in ["", "2026"] {
            let certificate = held(test, overall, skills, taken);
            assert_eq!(
                outcome(place, certificate),
                wanted,
                "{place} {test} {overall} {skills:?} taken {taken}"
            );
        }
        let dated = outcome(place, held(test, overall, skills, "2025-11"));
        assert_eq!(dated == Outcome::Unmet, wanted == Outcome::Unmet, "{place} {test} {overall} {skills:?}");
    }
    let short = LanguageCertificate {
        language: "de".parse().ok(),
        level: Some(Cefr::B1),
        ..held("goethe-zertifikat", "", [""; 4], "")
    };
    assert_eq!(outcome("DE", short), Outcome::Unmet);
}

#[test]
fn those_trained_in_the_destination_are_asked_no_test() {
    for (place, occupation, trained, wanted) in [
        ("IE", "2221", training("IE", "en", "", true), Outcome::Met),
        ("GB", "2264", training("GB", "en", "2264", true), Outcome::Met),
        ("GB", "2221", training("GB", "", "2221", true), Outcome::Met),
        ("AT", "2221", training("AT", "de", "2221", true), Outcome::Met),
        ("DE", "2212", training("DE", "de", "2211", true), Outcome::Met),
        ("CH", "2221", training("CH", "fr", "2221", true), Outcome::Met),
        // Not seen; of a state with several languages in one that is not known.
        ("GB", "2221", training("GB", "en", "2221", false), Outcome::Unknown),
        ("CH", "2221", training("CH", "", "2221", true), Outcome::Unknown),
        // For a helper, or elsewhere.
        ("AT", "2221", training("AT", "ar", "2221", true), Outcome::Unmet),
        ("AT", "2221", training("CH", "fr", "2221", true), Outcome::Unmet),
    ] {
        let solution = of_training(&[trained], &post(place, occupation));
        assert_eq!(solution.outcome, wanted, "{place} {occupation} {trained:?}");
    }
    let helper = of_training(&[training("GB", "en", "5321", true)], &post("GB", "2221"));
    assert_ne!(helper.outcome, Outcome::Met, "trained as a helper");
}

#[test]
fn the_length_of_a_training_is_read_from_the_record() {
    let region = "DE-BY".parse().unwrap();
    let bavaria = Post { region: Some(&region), ..post("DE", "2221") };
    let lasting = |years: &str, from: &str, until: &str| {
        let mut all = [Qualification {
            worker_id: "w".parse().unwrap(),
            title: None,
            school: None,
            completed: until.parse().ok(),
            occupation: "2221".parse().ok(),
            curriculum_id: None,
            trained_in: "AT".parse().ok(),
            started: from.parse().ok(),
            years: years.parse().ok(),
            total_hours: None,
            theory_hours: None,
            clinical_hours: None,
            school_years: None,
            births_attended: None,
            traineeship_months: None,
            language: "de".parse().ok(),
            evidence: Some(Evidence::IssuerVerified),
        }];
        let outcome = of_training(&Training::of(&all), &bavaria).outcome;
        all[0].language = "hr".parse().ok();
        assert_ne!(of_training(&Training::of(&all), &bavaria).outcome, Outcome::Met, "in Croatian");
        outcome
    };
    for (years, from, until, wanted) in [
        ("3", "", "2015-08", Outcome::Met),
        ("3", "2012-09", "2015-08", Outcome::Met),
        ("", "2012-09", "2015-06", Outcome::Met),
        ("", "2012-09-01", "2016-08-31", Outcome::Met),
        ("2", "2012-09", "2015-08", Outcome::Unknown),
        ("2.5", "", "", Outcome::Unknown),
        ("", "2013-09", "2015-08", Outcome::Unknown),
        ("", "2012", "2015", Outcome::Unknown),
        ("", "", "2015-08", Outcome::Unknown),
    ] {
        assert_eq!(lasting(years, from, until), wanted, "{years} {from} {until}");
    }
}

#[test]
fn an_older_diploma_may_be_judged_by_older_rules() {
    let trained = |country: &str, completed: &str| Training {
        completed: completed.parse().ok(),
        ..training(country, "en", "2221", true)
    };
    for (place, occupation, country, completed, open) in [
        ("NO", "2221", "GB", "2006-07-01", true),
        ("NO", "2211", "GB", "2020-12-31", true),
        ("NO", "2264", "GB", "", true),
        ("NO", "2221", "GB", "2021-01-01", false),
        ("NO", "2221", "GB", "2022-07-01", false),
        ("NO", "2221", "PH", "2006-07-01", false),
    ] {
        let one = [Training { occupation: occupation.parse().ok(), ..trained(country, completed) }];
        let solution = of_training(&one, &post(place, occupation));
        assert_ne!(solution.outcome, Outcome::Met, "{country} {completed}");
        let step = solution.regulators.iter().any(|answer| answer.next_step.is_some());
        assert_eq!(step, !open, "{country} {completed}: a test is no step while it may not be asked");
    }
}

#[test]
fn a_written_and_an_oral_exam_stand_in_writing_and_speaking() {
    let met = |place: &str, test: &str, writing: &str, speaking: &str| {
        let held = [held(test, "", ["", "", writing, speaking], "2026-03-01")];
        solve(&facts(&held), &post(place, "2221")).outcome
    };
    for (place, test, writing, speaking, wanted) in [
        ("NO", "bergenstest", "Bestått", "Bestått", Outcome::Met),
        ("NO", "bergenstest", "Godt bestått", "Bestått", Outcome::Met),
        ("NO", "bergenstest", "Bestått", "", Outcome::Unknown),
        ("NO", "bergenstest", "Ikke bestått", "Bestått", Outcome::Unmet),
        ("FI", "vkt", "tyydyttävä", "tyydyttävä", Outcome::Met),
        ("FI", "vkt", "hyvä", "erinomainen", Outcome::Met),
        ("FI", "vkt", "tyydyttävä", "", Outcome::Unknown),
        ("FI", "vkt", "", "hyvä", Outcome::Unknown),
    ] {
        let mut one = held(test, "", ["", "", writing, speaking], "2026-03-01");
        one.language = if test == "vkt" { "fi".parse().ok() } else { None };
        let seen = solve(&facts(std::slice::from_ref(&one)), &post(place, "2221")).outcome;
        assert_eq!(seen, wanted, "{test} {writing} {speaking}");
        if test != "vkt" {
            assert_eq!(met(place, test, writing, speaking), wanted);
        }
    }
}

fn any_license() -> impl Strategy<Value = License> {
    let place = prop::sample::select(&["GB", "IE", "AU", "DE", "NZ", "US", "PH"][..]);
    let occupation = prop::sample::select(&["2221", "2211", "2261", "2264", ""][..]);
    let status = prop::sample::select(&["active", "restricted", "suspended", "lapsed", ""][..]);
    let evidence = prop::sample::select(&["issuer-verified", "document-seen", "self-declared", ""][..]);
    let until = prop::sample::select(&["", "2020-01-01", "2031-01-01"][..]);
    (place, occupation, status, evidence, until).prop_map(|(place, occupation, status, evidence, until)| {
        license(place, occupation, status, evidence, until)
    })
}

fn any_training() -> impl Strategy<Value = Training> {
    let country = prop::sample::select(&["GB", "IE", "PH", "NZ", "DE", "EG", ""][..]);
    let language = prop::sample::select(&["en", "de", "ar", ""][..]);
    let occupation = prop::sample::select(&["2221", "2211", "2264", ""][..]);
    (country, language, occupation, any::<bool>())
        .prop_map(|(country, language, occupation, seen)| training(country, language, occupation, seen))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// One fact more, of whatever kind, never takes back what was met.
    #[test]
    fn one_fact_more_never_takes_back_what_is_met(
        all in prop::collection::vec(any_rungs(), 0..3), more in any_rungs(), licenses in prop::collection::vec(any_license(), 0..2),
        another in any_license(), trained in any_training(), post in any_post()
    ) {
        let certificates: Vec<_> = all.iter().map(built).collect();
        let trainings = [trained];
        let known = Facts {
            trainings: &trainings, trained_in: trained.country, licenses: &licenses, ..facts(&certificates)
        };
        if solve(&known, &post).outcome == Outcome::Met {
            let mut longer = certificates.clone();
            longer.push(built(&more));
            prop_assert_eq!(solve(&Facts { certificates: &longer, ..known }, &post).outcome, Outcome::Met);
            let mut registered = licenses.clone();
            registered.push(another);
            prop_assert_eq!(solve(&Facts { licenses: &registered, ..known }, &post).outcome, Outcome::Met);
        }
    }

    /// A failed, a future or an expired result never counts, and it is never as good as nothing recorded.
    #[test]
    fn a_result_that_does_not_count_never_helps(
        all in prop::collection::vec(any_rungs(), 0..3), how in 0..3_usize, bad in any_rungs(), post in any_post()
    ) {
        let certificates: Vec<_> = all.iter().map(built).collect();
        let mut not = built(&bad);
        match how {
            0 => {
                not.overall = Some("failed".to_owned());
                (not.listening, not.reading, not.writing, not.speaking) = (None, None, None, None);
            }
            1 => not.taken_on = "2027-03-01".parse().ok(),
            _ => not.expires_on = "2025-01-01".parse().ok(),
        }
        let none = Facts { states_none: certificates.is_empty(), ..facts(&certificates) };
        let before = solve(&none, &post).outcome;
        let mut more = certificates.clone();
        more.push(not);
        let after = solve(&facts(&more), &post).outcome;
        prop_assert!(after <= before || after != Outcome::Met, "{before:?} {after:?}");
        // What is stated of a failed result is no blank: it opens nothing that a stated none leaves closed.
        if how == 0 {
            prop_assert!(after <= before, "{before:?} {after:?}");
        }
    }

    /// A higher exam of the same ladder never does worse.
    #[test]
    fn a_higher_exam_of_the_ladder_never_does_worse(
        ladder in prop::sample::select(&["goethe", "telc", "osd", "delf", "cambridge"][..]),
        post in prop::sample::select(&[("AT", "2221"), ("DE", "2211"), ("CH", "2221"), ("LU", "2221"), ("AU", "2221")][..]),
        day in 1..28_u8, seen in any::<bool>()
    ) {
        let rungs: &[&str] = match ladder {
            "goethe" => &["goethe-b1", "goethe-b2", "goethe-c1", "goethe-c2"],
            "telc" => &["telc-b1", "telc-b2", "telc-c1"],
            "osd" => &["osd-b1", "osd-b2", "osd-c1"],
            "delf" => &["delf-b1", "delf-b2", "dalf-c1", "dalf-c2"],
            _ => &["cambridge-b2", "cambridge-c1", "cambridge-c2"],
        };
        let date = format!("2026-05-{day:02}");
        let outcome = |test: &str| {
            let passed = LanguageCertificate {
                evidence: Some(if seen { Evidence::DocumentSeen } else { Evidence::SelfDeclared }),
                level: cefr_of(test),
                ..held(test, "passed", [""; 4], &date)
            };
            solve(&facts(&[passed]), &super::solver_tests::post(post.0, post.1)).outcome
        };
        for pair in rungs.windows(2) {
            prop_assert!(outcome(pair[0]) <= outcome(pair[1]), "{} {:?}", pair[1], post);
        }
    }

    /// Stating that there is none is knowing: it is never better than not saying it, and never met where blank is not.
    #[test]
    fn stating_none_is_knowing(trained in any_training(), post in any_post()) {
        let trainings = [trained];
        let blank = Facts { trainings: &trainings, trained_in: trained.country, ..facts(&[]) };
        let stated = Facts { states_none: true, ..blank };
        let (blank, stated) = (solve(&blank, &post).outcome, solve(&stated, &post).outcome);
        prop_assert!(stated <= blank, "{blank:?} {stated:?}");
        prop_assert_eq!(stated == Outcome::Met, blank == Outcome::Met);
    }

    /// Rows of low confidence move nothing but to unknown.
    #[test]
    fn a_row_of_low_confidence_moves_nothing_to_met_or_unmet(
        all in prop::collection::vec(any_rungs(), 0..3), post in any_post()
    ) {
        let certificates: Vec<_> = all.iter().map(built).collect();
        let known = facts(&certificates);
        let asked = regulators::in_force(post.destination, None, post.occupation, post.day);
        let rules: Vec<Requirement> = asked.iter().copied().filter(|rule| rule.decides()).collect();
        let told: Vec<Requirement> = asked.iter().copied().filter(|rule| !rule.decides()).collect();
        let of = |told: &[Requirement]| {
            rules::of(&known, &rules, &standing::judgments(&known, &rules, told, post.day))
        };
        let (with, without) = (of(&told), of(&[]));
        prop_assert!(with == without || with == Outcome::Unknown, "{without:?} {with:?}");
    }

    /// Only an active license of the destination for the occupation, seen or verified, settles entry.
    #[test]
    fn a_license_settles_what_it_is_of_and_nothing_else(one in any_license(), post in any_post()) {
        let licenses = [one];
        let known = Facts { states_none: true, licenses: &licenses, ..facts(&[]) };
        let without = solve(&Facts { licenses: &[], ..known }, &post).outcome;
        let with = solve(&known, &post).outcome;
        let [one] = &licenses;
        let settles = one.country == Some(post.destination)
            && one.occupation == Some(post.occupation)
            && one.status == Some(LicenseStatus::Active)
            && one.evidence >= Some(Evidence::DocumentSeen)
            && one.expires_on.is_none_or(|until| until.earliest() >= post.day);
        if !settles {
            prop_assert_eq!(with, without);
        }
    }
}

fn cefr_of(test: &str) -> Option<Cefr> {
    test.rsplit('-').next()?.to_uppercase().parse().ok()
}

/// Words in the place of a result that are none leave the exam open, whatever level stands beside them.
#[test]
fn an_exam_without_its_result_shows_no_level() {
    let shown = |overall: &str| {
        let certificate = LanguageCertificate {
            level: "B1".parse().ok(),
            ..held("telc-b1", overall, [""; 4], "2026-11-10")
        };
        super::shown::exam_level(&certificate).map(|level| level.to_string())
    };
    for open in
        ["Ergebnis ausstehend", "pending", "angemeldet", "noch offen", "scheduled for March", "in attesa"]
    {
        assert_eq!(shown(open), None, "{open}");
    }
    for result in ["", "gut", "bestanden", "B1", "240", "240 points"] {
        assert_eq!(shown(result).as_deref(), Some("B1"), "{result}");
    }
}
