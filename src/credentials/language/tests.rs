//! Cases from the regulators' own rules, and the laws of the level.

use super::*;
use crate::model::{Evidence, TestMode};
use proptest::prelude::*;

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

/// A certificate seen by somebody, from `test: overall, listening/reading/writing/speaking` and its day.
fn certificate(test: &str, overall: &str, skills: &str, taken_on: &str) -> LanguageCertificate {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut skills = skills.split('/').map(text);
    let mut next = || skills.next().flatten();
    LanguageCertificate {
        worker_id: "w".parse().unwrap(),
        language: None,
        test: test.parse().ok(),
        taken_on: taken_on.parse().ok(),
        level: None,
        overall: text(overall),
        listening: next(),
        reading: next(),
        writing: next(),
        speaking: next(),
        expires_on: None,
        mode: None,
        number: None,
        evidence: Some(Evidence::DocumentSeen),
        test_presumed: None,
        test_version: None,
    }
}

/// Whether a gap says that writing 6.0 is short of 6.5.
fn short_of_writing(gap: &Gap) -> bool {
    gap.found.iter().any(|found| {
        let args = |name: &str| found.args.get(name).and_then(|arg| arg.as_str());
        found.code == "language-result-short"
            && (args("result"), args("held"), args("asked")) == (Some("writing"), Some("6.0"), Some("6.5"))
    })
}

fn in_english(country: &str) -> Training {
    Training { language: "en".parse().ok(), country: country.parse().ok(), seen: true, ..Training::default() }
}

fn printed(language: &str, test: &str, level: &str, taken_on: &str) -> LanguageCertificate {
    LanguageCertificate {
        language: language.parse().ok(),
        level: level.parse().ok(),
        ..certificate(test, "", "", taken_on)
    }
}

/// What is asked of an occupation at a place, and by an opening (`en B2`, or nothing).
fn asks(place: &str, occupation: &str, opening: &str) -> Asks {
    let region = place.parse::<Subdivision>().ok();
    let opening = opening.split_once(' ');
    Asks {
        destination: None,
        requirements: requirements(
            place[..2].parse().unwrap(),
            region.as_ref(),
            occupation.parse().unwrap(),
            day(),
        ),
        registration_required: None,
        opening: opening.map(|(language, level)| (language.parse().unwrap(), level.parse().unwrap())),
    }
}

fn level_from(trained_in: &str, held: &[LanguageCertificate], asks: &Asks) -> LanguageLevel {
    assess(
        &Facts {
            certificates: held,
            trainings: &[],
            trained_in: trained_in.parse().ok(),
            ..Facts::default()
        },
        asks,
        day(),
    )
    .level
}

#[test]
fn a_test_that_the_regulator_names_is_compared_with_its_own_numbers() {
    let nmc = asks("GB", "2221", "");
    for (held, level) in [
        (
            certificate("ielts-academic", "7.0", "7.0/7.0/6.5/7.0", "2026-01-10"),
            LanguageLevel::MeetsRegulator,
        ),
        (certificate("ielts-academic", "7.0", "7.0/7.0/6.0/7.0", "2026-01-10"), LanguageLevel::OneBelow),
        (certificate("ielts-academic", "5.0", "5/5/5/5", "2026-01-10"), LanguageLevel::FarBelow),
        (certificate("ielts-academic", "7.5", "8/8//8", "2026-01-10"), LanguageLevel::Unclear),
        (certificate("ielts-academic", "7.5", "8/8/90/8", "2026-01-10"), LanguageLevel::Unclear),
        (certificate("ielts-academic", "7.5", "8/8/8/8", ""), LanguageLevel::Unclear),
        (certificate("ielts-academic", "7.5", "8/8/8/8", "2024-11-01"), LanguageLevel::NoCertificate),
        // Some days of 2024 are within two years and some are not; every day of 2023 is older.
        (certificate("ielts-academic", "7.5", "8/8/8/8", "2024"), LanguageLevel::Unclear),
        (certificate("ielts-academic", "7.5", "8/8/8/8", "2024-11"), LanguageLevel::Unclear),
        (certificate("ielts-academic", "7.5", "8/8/8/8", "2024-12"), LanguageLevel::MeetsRegulator),
        (certificate("ielts-academic", "7.5", "8/8/8/8", "2023"), LanguageLevel::NoCertificate),
        (certificate("oet", "", "B/B/C+/B", "2026-01-10"), LanguageLevel::MeetsRegulator),
        (certificate("oet", "", "350/350/300/350", "2026-01-10"), LanguageLevel::MeetsRegulator),
        (certificate("oet", "", "B/B/C/B", "2026-01-10"), LanguageLevel::OneBelow),
        (printed("en", "", "C1", ""), LanguageLevel::MeetsByLevel),
        (printed("en", "", "B1", ""), LanguageLevel::FarBelow),
        (printed("de", "goethe-b2", "B2", "2020-01-01"), LanguageLevel::NoCertificate),
    ] {
        assert_eq!(level_from("PH", std::slice::from_ref(&held), &nmc), level, "{held:?}");
    }
    assert_eq!(level_from("PH", &[], &nmc), LanguageLevel::Unknown);
}

#[test]
fn other_forms_of_rules() {
    let good = "2026-06-01";
    for (place, occupation, opening, trained_in, held, level) in [
        // A level exam with a pass mark in each part.
        (
            "DE-BY",
            "2221",
            "",
            "PH",
            certificate("goethe-b2", "", "70/60/65/80", good),
            LanguageLevel::MeetsRegulator,
        ),
        (
            "DE-BY",
            "2221",
            "",
            "PH",
            certificate("goethe-b2", "", "70/59/65/80", good),
            LanguageLevel::FarBelow,
        ),
        ("DE-BY", "2221", "", "PH", printed("de", "goethe-b2", "B2", good), LanguageLevel::MeetsRegulator),
        (
            "DE-BY",
            "2221",
            "",
            "PH",
            certificate("telc-b1-b2-pflege", "B2", "", good),
            LanguageLevel::MeetsRegulator,
        ),
        (
            "DE-BY",
            "2221",
            "",
            "PH",
            certificate("telc-b1-b2-pflege", "B1", "", good),
            LanguageLevel::OneBelow,
        ),
        // A part of a rule is no pass.
        ("DE", "2211", "", "PH", printed("de", "goethe-b2", "B2", good), LanguageLevel::OneBelow),
        // A minimum that was not retrieved; what was retrieved still decides against.
        (
            "AU",
            "2221",
            "",
            "PH",
            certificate("pte-academic", "85", "85/85/85/85", good),
            LanguageLevel::Unclear,
        ),
        (
            "AU",
            "2221",
            "",
            "PH",
            certificate("pte-academic", "85", "85/85/85/75", good),
            LanguageLevel::OneBelow,
        ),
        // A row of low confidence with no minimum: nothing is known of what is asked.
        ("IE", "2264", "", "PH", certificate("ielts-academic", "8", "8/8/8/8", good), LanguageLevel::Unknown),
        // The same rule asks a level of those trained in Europe.
        (
            "IE",
            "2264",
            "",
            "PL",
            certificate("ielts-academic", "8", "8/8/8/8", good),
            LanguageLevel::MeetsRegulator,
        ),
        // No formal test for those trained in Europe; the opening's own ask remains.
        ("NO", "2221", "no B2", "SE", printed("no", "", "B1", ""), LanguageLevel::OneBelow),
        ("NO", "2221", "no B2", "SE", printed("no", "", "B2", ""), LanguageLevel::MeetsRegulator),
        // The window counts by the day of the test.
        (
            "AU",
            "2221",
            "",
            "PH",
            certificate("oet", "", "350/350/300/350", "2026-04-22"),
            LanguageLevel::MeetsRegulator,
        ),
        (
            "AU",
            "2221",
            "",
            "PH",
            certificate("oet", "", "350/350/300/350", "2026-04-23"),
            LanguageLevel::OneBelow,
        ),
        // Rows of low confidence decide nothing.
        ("SA", "2221", "en B2", "PH", printed("en", "", "C1", ""), LanguageLevel::MeetsOpening),
        // No rule was retrieved.
        ("BR", "2221", "pt B2", "PH", printed("pt", "", "B2", ""), LanguageLevel::MeetsOpening),
        ("BR", "2221", "", "PH", printed("pt", "", "B2", ""), LanguageLevel::Unknown),
        // Both asks are wanted.
        (
            "GB",
            "2221",
            "en C2",
            "PH",
            certificate("ielts-academic", "7.5", "7.5/7.5/7/7.5", good),
            LanguageLevel::OneBelow,
        ),
    ] {
        let asks = asks(place, occupation, opening);
        assert_eq!(
            level_from(trained_in, std::slice::from_ref(&held), &asks),
            level,
            "{place} {occupation} {held:?}"
        );
    }
}

#[test]
fn a_rule_in_two_parts_is_met_by_both() {
    let general = printed("de", "goethe-b2", "B2", "2026-01-10");
    let medical = certificate("fsp", "bestanden", "", "2026-05-01");
    let chamber = asks("DE", "2211", "");
    for (held, level) in [
        (vec![general.clone()], LanguageLevel::OneBelow),
        (vec![medical.clone()], LanguageLevel::OneBelow),
        (vec![general, medical], LanguageLevel::MeetsRegulator),
    ] {
        assert_eq!(level_from("PH", &held, &chamber), level, "{held:?}");
    }
}

#[test]
fn the_workers_own_word_never_meets_the_regulator() {
    let seen = certificate("ielts-academic", "7.5", "8/8/8/8", "2026-01-10");
    for evidence in [None, Some(Evidence::SelfDeclared)] {
        let told = LanguageCertificate { evidence, ..seen.clone() };
        assert_eq!(level_from("PH", &[told], &asks("GB", "2221", "")), LanguageLevel::MeetsByLevel);
    }
}

#[test]
fn a_way_of_taking_the_test_that_is_refused_is_told() {
    let held =
        LanguageCertificate { mode: Some(TestMode::Home), ..certificate("oet", "", "A/A/A/A", "2026-05-01") };
    let facts =
        Facts { certificates: &[held], trainings: &[], trained_in: "PH".parse().ok(), ..Facts::default() };
    let answer = assess(&facts, &asks("AU", "2221", ""), day());
    assert_eq!(answer.level, LanguageLevel::MeetsByLevel);
    assert!(answer.evidence.contains(&LanguageReason::Remarked { remark: Remark::RefusedMode }));
}

#[test]
fn a_version_for_another_profession_counts_by_its_level_alone() {
    use crate::model::TestVersion;
    let level = |version: Option<TestVersion>| {
        let held =
            LanguageCertificate { test_version: version, ..certificate("oet", "", "A/A/A/A", "2026-05-01") };
        let facts = Facts {
            certificates: &[held],
            trainings: &[],
            trained_in: "PH".parse().ok(),
            ..Facts::default()
        };
        assess(&facts, &asks("GB", "2211", ""), day())
    };
    assert_eq!(level(Some(TestVersion::Medicine)).level, LanguageLevel::MeetsRegulator);
    let other = level(Some(TestVersion::Nursing));
    assert_eq!(other.level, LanguageLevel::MeetsByLevel);
    assert!(other.evidence.contains(&LanguageReason::Remarked { remark: Remark::OtherVersion }));
    // Where no version is told, the one for the profession is assumed, and that is said.
    let unsaid = level(None);
    assert_eq!(unsaid.level, LanguageLevel::MeetsRegulator);
    assert!(unsaid.evidence.contains(&LanguageReason::Remarked { remark: Remark::OwnVersion }));
}

#[test]
fn where_the_latest_sitting_counts_an_earlier_one_does_not() {
    let good = certificate("ielts-academic", "8", "8/8/8/8", "2026-02-20");
    let level = |later: &str| {
        let held = [good.clone(), certificate("ielts-academic", "7.5", "8/8/6/8", later)];
        let facts =
            Facts { certificates: &held, trainings: &[], trained_in: "PH".parse().ok(), ..Facts::default() };
        assess(&facts, &asks("GB", "2211", ""), day()).level
    };
    assert_ne!(level("2026-05-01"), LanguageLevel::MeetsRegulator);
    assert_eq!(level("2025-05-01"), LanguageLevel::MeetsRegulator);
}

#[test]
fn a_part_below_its_pass_mark_shows_no_level_whatever_the_whole_is() {
    for (test, overall, parts, country) in
        [("delf-b2", "62", "4/20/18/20", "CH"), ("telc-b2", "215", "///30", "AT")]
    {
        let held = certificate(test, overall, parts, "2026-05-01");
        let facts = Facts {
            certificates: &[held],
            trainings: &[],
            trained_in: "PH".parse().ok(),
            ..Facts::default()
        };
        let answer = assess(&facts, &asks(country, "2221", ""), day());
        assert_eq!(answer.level, LanguageLevel::FarBelow, "{test}: {:?}", answer.evidence);
    }
}

#[test]
fn a_training_in_the_language_is_told_and_no_pass() {
    let facts = Facts {
        certificates: &[],
        trainings: &[in_english("KE")],
        trained_in: "KE".parse().ok(),
        ..Facts::default()
    };
    let answer = assess(&facts, &asks("GB", "2221", "en B2"), day());
    assert_eq!(answer.level, LanguageLevel::TrainedInIt);
    assert!(answer.evidence.iter().any(|reason| matches!(reason, LanguageReason::MayBeExempt { .. })));
}

#[test]
fn who_trained_where_the_language_is_spoken_has_the_level_that_an_opening_asks() {
    let stands = |trained: &str, held: &[LanguageCertificate], ask: &Asks| {
        let trainings = [in_english(trained)];
        level(
            &Facts {
                certificates: held,
                trainings: &trainings,
                trained_in: trained.parse().ok(),
                ..Facts::default()
            },
            ask,
            day(),
        )
    };
    let english = Asks::of_level("en".parse().unwrap(), Cefr::B2);
    let in_kenya = Asks { destination: "KE".parse().ok(), ..english.clone() };
    assert_eq!(stands("GB", &[], &english), LanguageLevel::MeetsRegulator);
    assert_eq!(
        stands("MT", &[], &english),
        LanguageLevel::MeetsRegulator,
        "an official language of a state of Europe"
    );
    assert_eq!(stands("KE", &[], &english), LanguageLevel::TrainedInIt, "the language of schools alone");
    assert_eq!(stands("KE", &[], &in_kenya), LanguageLevel::MeetsRegulator, "and the post is there");
    let low = [certificate("ielts-academic", "4.5", "4.5/4.5/4.5/4.5", "2026-03-14")];
    assert_eq!(
        stands("KE", &low, &in_kenya),
        LanguageLevel::TrainedInIt,
        "a result of their own says otherwise"
    );
}

#[test]
fn a_near_miss_is_told_beside_the_training() {
    let held = [certificate("ielts-academic", "7.0", "7.0/7.0/6.0/7.0", "2026-01-10")];
    let english = [in_english("PH")];
    let facts =
        Facts { certificates: &held, trainings: &english, trained_in: "PH".parse().ok(), ..Facts::default() };
    let answer = assess(&facts, &asks("GB", "2221", ""), day());
    assert_eq!(answer.level, LanguageLevel::TrainedInIt);
    assert!(answer.gap.is_some_and(|gap| short_of_writing(&gap)));
}

#[test]
fn the_step_is_what_is_left_to_do() {
    let step = |held: &[LanguageCertificate], asks: &Asks| {
        let facts =
            Facts { certificates: held, trainings: &[], trained_in: "PH".parse().ok(), ..Facts::default() };
        assess(&facts, asks, day()).gap.and_then(|gap| gap.step).map(|step| step.action.code)
    };
    let unseen = LanguageCertificate { evidence: None, ..printed("de", "goethe-b2", "B2", "2026-01-10") };
    let of = |held: &LanguageCertificate, asks: &Asks| step(std::slice::from_ref(held), asks);
    assert_eq!(of(&unseen, &asks("DE-BY", "2221", "")).as_deref(), Some("language-have-it-seen"));
    let part = printed("de", "goethe-b2", "B2", "2026-01-10");
    assert!(of(&part, &asks("DE", "2211", "")).as_deref() == Some("language-show-one-of"));
    assert_eq!(step(&[], &asks("GB", "2221", "")).as_deref(), Some("language-show"));
}

#[test]
fn the_gap_names_what_falls_short_and_the_field_that_is_missing() {
    let nmc = asks("GB", "2221", "en B2");
    let short = [certificate("ielts-academic", "7.0", "7.0/7.0/6.0/7.0", "2026-01-10")];
    let facts = Facts { certificates: &short, trainings: &[], trained_in: None, ..Facts::default() };
    let gap = assess(&facts, &nmc, day()).gap.unwrap();
    assert!(short_of_writing(&gap), "{gap}");
    assert!(!gap.step.unwrap().source.is_empty());
    let bare = [certificate("ielts-academic", "7.5", "8/8//8", "2026-01-10")];
    let answer = assess(&Facts { certificates: &bare, ..facts }, &nmc, day());
    assert!(answer.missing.contains(&"writing"));
    assert_eq!(serde_json::to_value(&answer).unwrap()["level"], "unclear");
}

#[test]
fn an_answer_says_when_it_changes() {
    let held = [certificate("ielts-academic", "7.5", "8/8/8/8", "2025-03-01")];
    let facts = Facts { certificates: &held, trainings: &[], trained_in: None, ..Facts::default() };
    let nmc = asks("GB", "2221", "");
    assert_eq!(assess(&facts, &nmc, day()).changes_on, "2027-03-01".parse().ok());
    let line = timeline(&facts, &nmc);
    assert_eq!(line.steps.len(), 1);
    assert_eq!(line.steps[0].known_from, "2025-03-01".parse().ok());
}

#[test]
fn a_job_without_registration_asks_no_regulator() {
    let asks = Asks { registration_required: Some(false), ..asks("GB", "2221", "en B2") };
    assert_eq!(level_from("PH", &[printed("en", "", "B2", "")], &asks), LanguageLevel::MeetsRegulator);
}

#[test]
fn every_rule_of_the_table_can_be_judged() {
    let tests = [
        "ielts-academic",
        "oet",
        "goethe-b2",
        "fsp",
        "jlpt",
        "yki-fi",
        "pd3",
        "norskproven",
        "tcf",
        "celban",
    ];
    for rule in regulators::all() {
        let asks = Asks { requirements: vec![rule], ..Asks::default() };
        for test in tests.into_iter().chain(rule.test.as_ref().map(crate::model::TestId::as_str)) {
            for held in [
                certificate(test, "", "", ""),
                certificate(test, "9", "9/9/9/9", "2026-01-01"),
                LanguageCertificate { level: Some(Cefr::C2), ..certificate(test, "B", "B/B/B/B", "2026") },
            ] {
                let answer = assess(&Facts { certificates: &[held], ..Facts::default() }, &asks, day());
                assert!(!answer.evidence.is_empty());
            }
        }
    }
}

fn any_certificate() -> impl Strategy<Value = LanguageCertificate> {
    let test = prop_oneof![
        Just("ielts-academic"),
        Just("oet"),
        Just("toefl-ibt"),
        Just("goethe-b2"),
        Just("telc-b1-b2-pflege"),
        Just("fsp"),
        Just("pte-academic"),
        Just("cambridge-c1"),
        Just("")
    ];
    let mark = prop_oneof![
        Just(String::new()),
        Just("7.0".to_owned()),
        Just("6.5".to_owned()),
        Just("B".to_owned()),
        Just("350".to_owned()),
        Just("C+".to_owned()),
        Just("70".to_owned()),
        Just("B2".to_owned()),
        ".{0,4}"
    ];
    let date = prop_oneof![
        Just(String::new()),
        (2018..2028_i32).prop_map(|year| year.to_string()),
        (2018..2028_i32, 1..=12_i32, 1..=28_i32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
    ];
    let cefr = prop_oneof![Just(""), Just("B1"), Just("B2"), Just("C1")];
    let language = prop_oneof![Just(""), Just("en"), Just("de")];
    let evidence =
        prop_oneof![Just(None), Just(Some(Evidence::SelfDeclared)), Just(Some(Evidence::IssuerVerified))];
    (test, prop::array::uniform5(mark), date.clone(), date, cefr, (language, evidence)).prop_map(
        |(test, [overall, l, r, w, s], taken, expires, cefr, (language, evidence))| LanguageCertificate {
            language: language.parse().ok(),
            level: cefr.parse().ok(),
            expires_on: expires.parse().ok(),
            evidence,
            ..certificate(test, &overall, &format!("{l}/{r}/{w}/{s}").replace("//", "/ /"), &taken)
        },
    )
}

fn any_asks() -> impl Strategy<Value = Asks> {
    let place = prop_oneof![
        Just(("GB", "2221")),
        Just(("AU", "2221")),
        Just(("DE-BY", "2221")),
        Just(("DE", "2211")),
        Just(("IE", "2264")),
        Just(("NO", "2221")),
        Just(("BR", "2221"))
    ];
    let opening = prop_oneof![Just(""), Just("en B2"), Just("de B1"), Just("en C1")];
    (place, opening).prop_map(|((place, occupation), opening)| asks(place, occupation, opening))
}

fn any_country() -> impl Strategy<Value = Option<Country>> {
    prop_oneof![Just(None), Just("PH".parse().ok()), Just("PL".parse().ok())]
}

proptest! {
    #[test]
    fn another_certificate_never_lowers_a_level(
        held in prop::collection::vec(any_certificate(), 0..4), more in any_certificate(), asks in any_asks(),
        trained_in in any_country(), days in 0..4000_i32
    ) {
        let day = Day(17_500 + days);
        // Of who trained where the language is spoken, a result of their own may say otherwise: the test below.
        let english = [in_english("PH")];
        let trainings = &english[..usize::from(days % 2 == 0)];
        let at = |held: &[LanguageCertificate]| {
            level(&Facts { certificates: held, trainings, trained_in, ..Facts::default() }, &asks, day)
        };
        let before = at(&held);
        let mut all = held;
        all.push(more);
        prop_assert!(before <= at(&all));
    }

    #[test]
    fn a_later_day_improves_nothing_once_all_certificates_are_taken(
        held in prop::collection::vec(any_certificate(), 0..4), asks in any_asks(), trained_in in any_country(),
        days in 0..4000_i32, later in 0..4000_i32
    ) {
        let facts = Facts { certificates: &held, trainings: &[], trained_in, ..Facts::default() };
        let taken = held.iter().filter_map(|c| c.taken_on).map(|date| date.latest().0).max().unwrap_or(0);
        let day = taken.max(17_500) + days;
        prop_assert!(level(&facts, &asks, Day(day + later)) <= level(&facts, &asks, Day(day)));
    }

    #[test]
    fn the_timeline_says_what_the_day_says(
        held in prop::collection::vec(any_certificate(), 0..4), asks in any_asks(), trained_in in any_country(),
        days in 0..6000_i32
    ) {
        let facts = Facts { certificates: &held, trainings: &[], trained_in, ..Facts::default() };
        let day = Day(17_000 + days);
        prop_assert_eq!(timeline(&facts, &asks).at(day), assess(&facts, &asks, day).level);
    }

    #[test]
    fn the_order_of_certificates_does_not_matter(
        held in prop::collection::vec(any_certificate(), 0..4)
            .prop_flat_map(|held| (Just(held.clone()), Just(held).prop_shuffle())),
        asks in any_asks()
    ) {
        let at = |held: &[LanguageCertificate]| {
            assess(&Facts { certificates: held, ..Facts::default() }, &asks, day())
        };
        prop_assert_eq!(at(&held.0), at(&held.1));
    }
}
