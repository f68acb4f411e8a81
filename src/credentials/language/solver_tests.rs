//! The solver against rules written down a second time, and its laws.

use super::step::LanguageChange;
use super::*;
use crate::model::{Evidence, TestMode};
use crate::reference::cefr::{self, Skill};
use crate::reference::regulators::LanguageRule;
use proptest::prelude::*;

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

pub(super) fn held(test: &str, overall: &str, skills: [&str; 4], taken_on: &str) -> LanguageCertificate {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    LanguageCertificate {
        worker_id: "w".parse().unwrap(),
        language: None,
        test: test.parse().ok(),
        taken_on: taken_on.parse().ok(),
        level: None,
        overall: text(overall),
        listening: text(skills[0]),
        reading: text(skills[1]),
        writing: text(skills[2]),
        speaking: text(skills[3]),
        expires_on: None,
        mode: None,
        number: None,
        evidence: Some(Evidence::DocumentSeen),
        test_presumed: None,
        test_version: None,
    }
}

pub(super) fn facts(certificates: &[LanguageCertificate]) -> Facts<'_> {
    Facts { certificates, trainings: &[], trained_in: "PH".parse().ok(), ..Facts::default() }
}

pub(super) fn post(destination: &str, occupation: &str) -> Post<'static> {
    Post {
        destination: destination.parse().unwrap(),
        region: None,
        occupation: occupation.parse().unwrap(),
        regulator: None,
        day: day(),
    }
}

fn answer(certificates: &[LanguageCertificate], destination: &str) -> RegulatorAnswer {
    let mut solution = solve(&facts(certificates), &post(destination, "2221"));
    solution.regulators.remove(0)
}

/// The nurses' rule of a regulator for a test, in force on the day.
fn nurses(destination: &str, test: &str, day: Day) -> &'static LanguageRule {
    let rules = requirements(destination.parse().unwrap(), None, "2221".parse().unwrap(), day);
    let of = |rule: &&Requirement| {
        rule.test.as_ref().is_some_and(|t| t.as_str() == test) && rule.window.contains(day)
    };
    rules.iter().find(of).copied().unwrap()
}

fn meets(certificate: &LanguageCertificate, rule: &LanguageRule) -> Option<bool> {
    let scale = cefr::scale(certificate.test.as_ref().unwrap()).unwrap();
    let check = minimums::check(certificate, scale, rule);
    if check.short.is_empty() {
        (check.missing.is_empty() && !check.rule_unknown).then_some(true)
    } else {
        Some(false)
    }
}

/// IELTS bands in halves: overall 7 as the mean of four to the nearest half, quarters up.
fn overall_in_halves(bands: [i32; 4]) -> i32 {
    (bands.iter().sum::<i32>() + 2).div_euclid(4)
}

/// Every combination of IELTS bands against the rules of the three regulators for nurses, written down
/// here from their pages a second time: NMC and Ahpra 7, 7, 6.5 in writing, 7 and overall 7; NMBI
/// overall 7 with three at 7 and one at 6.5.
#[test]
fn every_combination_of_ielts_bands_for_nurses() {
    let (nmc, ahpra, nmbi) = (
        nurses("GB", "ielts-academic", day()),
        nurses("AU", "ielts-academic", day()),
        nurses("IE", "ielts-academic", day()),
    );
    let texts: Vec<String> = (0..=18).map(|half| format!("{}", f64::from(half) / 2.0)).collect();
    let mut met = [0; 3];
    for l in 0..=18_usize {
        for r in 0..=18 {
            for w in 0..=18 {
                for s in 0..=18 {
                    let bands = [l, r, w, s].map(|band| i32::try_from(band).unwrap());
                    let overall = overall_in_halves(bands);
                    let certificate = held(
                        "ielts-academic",
                        &texts[usize::try_from(overall).unwrap()],
                        [&texts[l], &texts[r], &texts[w], &texts[s]],
                        "2026-01-10",
                    );
                    let writing = l >= 14 && r >= 14 && w >= 13 && s >= 14 && overall >= 14;
                    let three = bands.iter().filter(|band| **band >= 14).count() >= 3
                        && bands.iter().all(|band| *band >= 13)
                        && overall >= 14;
                    for (at, (rule, expected)) in
                        [(nmc, writing), (ahpra, writing), (nmbi, three)].into_iter().enumerate()
                    {
                        assert_eq!(meets(&certificate, rule), Some(expected), "{} {bands:?}", rule.regulator);
                        met[at] += usize::from(expected);
                    }
                }
            }
        }
    }
    // 5 bands from 7.0 up and 6 from 6.5 up: 5 × 5 × 6 × 5; NMBI 5⁴ and one of four at 6.5.
    assert_eq!(met, [750, 750, 625 + 4 * 125]);
}

/// Every combination of OET grades: NMC B, B, C+, B; NMBI three at B and one at C+; Ahpra for tests
/// before 2026-04-23 as NMC.
#[test]
fn every_combination_of_oet_grades_for_nurses() {
    let before: Day = "2026-04-22".parse().unwrap();
    let (nmc, ahpra, nmbi) =
        (nurses("GB", "oet", day()), nurses("AU", "oet", before), nurses("IE", "oet", day()));
    let grades = ["A", "B", "C+", "C", "D", "E"];
    let mut met = [0; 3];
    for combination in 0..6_usize.pow(4) {
        let [l, r, w, s] = [0, 1, 2, 3].map(|at| combination / 6_usize.pow(at) % 6);
        let certificate = held("oet", "", [grades[l], grades[r], grades[w], grades[s]], "2026-01-10");
        let writing = l <= 1 && r <= 1 && w <= 2 && s <= 1;
        let all = [l, r, w, s];
        let three = all.iter().filter(|at| **at <= 1).count() >= 3 && all.iter().all(|at| *at <= 2);
        for (at, (rule, expected)) in
            [(nmc, writing), (ahpra, writing), (nmbi, three)].into_iter().enumerate()
        {
            assert_eq!(meets(&certificate, rule), Some(expected), "{} {all:?}", rule.regulator);
            met[at] += usize::from(expected);
        }
    }
    assert_eq!(met, [24, 24, 16 + 4 * 8]);
}

/// Two OET sittings for the NMC: each skill in one of them, nothing below 300 and writing not below 250,
/// within twelve months.
#[test]
fn every_pair_of_oet_sittings_for_the_nmc() {
    // Scores, since grade C (200 to 290) does not say whether the floor of 250 is held.
    let grades = ["350", "300", "250", "240"];
    let rules = [nurses("GB", "oet", day())];
    for combination in 0..4_usize.pow(8) {
        if combination % 13 != 0 {
            continue;
        }
        let at = |place: u32| combination / 4_usize.pow(place) % 4;
        let first = [0, 1, 2, 3].map(at);
        let second = [4, 5, 6, 7].map(at);
        let of =
            |sitting: [usize; 4], taken: &str| held("oet", "", sitting.map(|grade| grades[grade]), taken);
        let pass =
            |sitting: [usize; 4]| sitting[0] == 0 && sitting[1] == 0 && sitting[2] <= 1 && sitting[3] == 0;
        let floor =
            |sitting: [usize; 4]| sitting[0] <= 1 && sitting[1] <= 1 && sitting[2] <= 2 && sitting[3] <= 1;
        let best = [0, 1, 2, 3].map(|skill| first[skill].min(second[skill]));
        let expected = pass(first) || pass(second) || (floor(first) && floor(second) && pass(best));
        let both = [of(first, "2025-12-01"), of(second, "2026-11-20")];
        let found = rules::outcome(&facts(&both), &rules, day());
        assert_eq!(found == Outcome::Met, expected, "{first:?} {second:?}");
        let far = [of(first, "2025-01-10"), of(second, "2026-11-20")];
        let apart = rules::outcome(&facts(&far), &rules, day());
        assert_eq!(apart == Outcome::Met, pass(first) || pass(second), "{first:?} {second:?} apart");
    }
}

#[test]
fn two_sittings_meet_the_nmc_together() {
    let first = held("ielts-academic", "7.0", ["7.5", "7.0", "6.0", "7.0"], "2026-02-01");
    let second = held("ielts-academic", "7.0", ["7.0", "6.5", "6.5", "7.0"], "2026-08-01");
    let both = [first.clone(), second];
    let met = answer(&both, "GB");
    assert_eq!(met.outcome, Outcome::Met);
    assert!(matches!(met.routes[0].because[0], LanguageReason::SittingsMeet { .. }), "{:?}", met.routes[0]);
    let one = answer(&both[..1], "GB");
    assert_eq!(one.outcome, Outcome::Unmet);
    let step = one.next_step.unwrap();
    assert_eq!(step.effort, Effort::Combine);
    assert_eq!(step.by, "2027-02-01".parse().ok());
    let LanguageReason::TakeAgain { results, .. } = &step.action else { panic!("{}", step.action) };
    assert_eq!(results, &["writing \u{2265} 6.5"]);
}

#[test]
fn a_floor_that_was_not_retrieved_leaves_the_answer_open() {
    let both = [
        held("oet", "", ["350", "360", "340", "360"], "2026-05-01"),
        held("oet", "", ["340", "360", "350", "370"], "2026-08-01"),
    ];
    let open = answer(&both, "AU");
    assert_eq!(open.outcome, Outcome::Unknown);
    assert!(
        open.routes[0].missing.contains(&LanguageReason::SettledByObstacle { obstacle: Obstacle::Floor })
    );
    assert_eq!(answer(&both[..1], "AU").outcome, Outcome::Unmet);
}

#[test]
fn by_how_little_it_is_not_met() {
    let short = answer(&[held("oet", "", ["B", "B", "C", "C+"], "2026-01-10")], "IE");
    assert_eq!(short.outcome, Outcome::Unmet);
    assert_eq!(
        short.routes[0].short,
        [
            Short { result: "writing", held: Some("C".into()), asked: "C+".into() },
            Short { result: "three of the four skills", held: None, asked: "B".into() }
        ]
    );
}

#[test]
fn an_exemption_by_language_and_country_of_training_is_a_pass_where_records_can_tell() {
    let training = |country: &str, seen| {
        [Training { language: "en".parse().ok(), country: country.parse().ok(), seen, ..Training::default() }]
    };
    let of = |trainings: &[Training], destination: &str| {
        let trained_in = trainings[0].country;
        solve(
            &Facts { certificates: &[], trainings, trained_in, ..Facts::default() },
            &post(destination, "2221"),
        )
    };
    assert_eq!(of(&training("NZ", true), "IE").outcome, Outcome::Met);
    let unseen = of(&training("NZ", false), "IE");
    assert_eq!(unseen.outcome, Outcome::Unknown);
    assert_eq!(unseen.regulators[0].next_step.as_ref().map(|step| step.effort), Some(Effort::Show));
    assert_eq!(of(&training("KE", true), "IE").outcome, Outcome::Unknown);
    let nmc = of(&training("KE", true), "GB");
    assert_eq!(nmc.outcome, Outcome::Unknown);
    assert!(
        nmc.regulators[0].routes.iter().any(|route| route
            .missing
            .iter()
            .any(|fact| matches!(fact, LanguageReason::SettledByProof { .. })))
    );
}

#[test]
fn two_locks_need_two_keys() {
    let general = LanguageCertificate {
        level: "B2".parse().ok(),
        language: "de".parse().ok(),
        ..held("goethe-b2", "", [""; 4], "2026-01-10")
    };
    let doctors = |certificates: &[LanguageCertificate]| {
        solve(&facts(certificates), &post("DE", "2211")).regulators.remove(0)
    };
    let half = doctors(std::slice::from_ref(&general));
    assert_eq!(half.outcome, Outcome::Unmet);
    let step = half.next_step.unwrap();
    assert_eq!((step.effort, step.changes.len()), (Effort::OtherPart, 1), "{}", step.action);
    let english = held("ielts-academic", "7", ["7"; 4], "2026-01-10");
    let none = doctors(&[english]);
    assert_eq!(none.next_step.map(|step| (step.effort, step.changes.len())), Some((Effort::BothParts, 2)));
}

#[test]
fn regions_and_unknown_regulators_are_named() {
    let none = solve(&facts(&[]), &Post { regulator: Some("NNBI"), ..post("IE", "2221") });
    assert_eq!(none.outcome, Outcome::Unknown);
    assert!(
        matches!(&none.warnings[0], LanguageReason::OtherRegulators { known, .. } if known.contains(&"NMBI"))
    );
    let germany = solve(&facts(&[]), &post("DE", "2221"));
    let bavaria = "DE-BY".parse().unwrap();
    assert!(germany.warnings.iter().any(|warning| {
        matches!(warning, LanguageReason::RegionalRules { regions } if regions.contains(&bavaria))
    }));
    let nowhere = solve(&facts(&[]), &post("BR", "2221"));
    assert_eq!((nowhere.outcome, nowhere.regulators.len()), (Outcome::Unknown, 0));
    assert_eq!(nowhere.warnings[0], LanguageReason::NoRuleHere);
}

#[test]
fn rows_of_low_confidence_are_told_and_decide_nothing() {
    let gulf = solve(&facts(&[held("ielts-academic", "9", ["9"; 4], "2026-01-10")]), &post("SA", "2221"));
    assert_eq!(gulf.outcome, Outcome::Unknown);
    assert!(gulf.regulators.iter().flat_map(|answer| &answer.routes).all(|route| !route.decides));
}

/// Results that lie on the scales of tests, worst first.
fn ladder(test: &str) -> &'static [&'static str] {
    match test {
        "ielts-academic" => &["5.5", "6.0", "6.5", "7.0", "7.5", "8.0"],
        "oet" => &["D", "C", "C+", "B", "A"],
        "pte-academic" => &["50", "58", "65", "66", "76", "85"],
        "toefl-ibt" => &["15", "20", "23", "24", "27", "30"],
        "goethe-b2" => &["40", "59", "60", "80", "100"],
        "cambridge-c1" => &["160", "170", "176", "185", "200"],
        _ => &["1", "2", "3"],
    }
}

const TESTS: [&str; 6] = ["ielts-academic", "oet", "pte-academic", "toefl-ibt", "goethe-b2", "cambridge-c1"];

/// A certificate as its test, four rungs, its day, and whether it was seen.
pub(super) type Rungs = (&'static str, [usize; 4], String, bool, Option<TestMode>);

pub(super) fn any_rungs() -> impl Strategy<Value = Rungs> {
    let date = (2024..2027_i32, 1..=12_i32, 1..=28_i32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let mode = prop_oneof![4 => Just(None), 1 => Just(Some(TestMode::Home))];
    (prop::sample::select(&TESTS[..]), prop::array::uniform4(0..6_usize), date, any::<bool>(), mode)
}

pub(super) fn built((test, rungs, date, seen, mode): &Rungs) -> LanguageCertificate {
    let ladder = ladder(test);
    let results = rungs.map(|rung| ladder[rung.min(ladder.len() - 1)]);
    let overall = match *test {
        "toefl-ibt" => results.iter().map(|r| r.parse::<i32>().unwrap()).sum::<i32>().to_string(),
        "ielts-academic" | "oet" | "goethe-b2" => String::new(),
        _ => (*results.iter().min().unwrap()).to_owned(),
    };
    LanguageCertificate {
        mode: *mode,
        evidence: Some(if *seen { Evidence::DocumentSeen } else { Evidence::SelfDeclared }),
        ..held(test, &overall, results, date)
    }
}

pub(super) fn any_post() -> impl Strategy<Value = Post<'static>> {
    prop::sample::select(
        &[
            ("GB", "2221"),
            ("AU", "2221"),
            ("IE", "2221"),
            ("DE", "2211"),
            ("DE", "2261"),
            ("DE", "2261"),
            ("NZ", "2221"),
            ("US", "2221"),
            ("GB", "2264"),
        ][..],
    )
    .prop_map(|(place, occupation)| post(place, occupation))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn raising_a_score_never_turns_met_to_unmet(
        all in prop::collection::vec(any_rungs(), 1..4), which in 0..4_usize, skill in 0..4_usize, post in any_post()
    ) {
        let before: Vec<_> = all.iter().map(built).collect();
        let mut raised = all;
        let place = which % raised.len();
        raised[place].1[skill] += 1;
        let after: Vec<_> = raised.iter().map(built).collect();
        let (before, after) = (solve(&facts(&before), &post), solve(&facts(&after), &post));
        prop_assert!(before.outcome != Outcome::Met || after.outcome == Outcome::Met);
    }

    #[test]
    fn the_next_step_makes_it_met_and_no_lower_result_does(
        all in prop::collection::vec(any_rungs(), 0..4), post in any_post()
    ) {
        let certificates: Vec<_> = all.iter().map(built).collect();
        let known = facts(&certificates);
        for before in solve(&known, &post).regulators {
            let Some(step) = before.next_step else { continue };
            let after = |changes: &[LanguageChange]| {
                let (certificates, trainings) = apply(changes, &known, post.day);
                let facts = Facts { certificates: &certificates, trainings: &trainings, ..known };
                let mut all = solve(&facts, &post).regulators;
                all.remove(all.iter().position(|answer| answer.regulator == before.regulator).unwrap()).outcome
            };
            prop_assert_eq!(after(&step.changes), Outcome::Met, "{}", step.action);
            // Each result of a test to be taken is needed as high as it is asked.
            let [LanguageChange::Take { test: Some(test), results, .. }] = step.changes.as_slice() else { continue };
            let ladder = ladder(test.as_str());
            for (at, (field, value)) in results.iter().enumerate() {
                let skill = Skill::ALL.iter().any(|skill| skill.as_str() == *field);
                let rung = ladder.iter().position(|rung| rung == value || format!("{value}.0") == **rung);
                let Some(lower) = rung.and_then(|rung| rung.checked_sub(1)).filter(|_| skill) else { continue };
                let mut changes = step.changes.clone();
                if let LanguageChange::Take { results, .. } = &mut changes[0] {
                    results[at].1 = ladder[lower].to_owned();
                    // The mean would fall with it and hide which of the two was needed.
                    results.retain(|(field, _)| *field != "overall" || test.as_str() != "ielts-academic");
                }
                prop_assert_ne!(after(&changes), Outcome::Met, "{} {}", step.action, field);
            }
        }
    }

    #[test]
    fn level_solver_and_step_agree(
        all in prop::collection::vec(any_rungs(), 0..4), post in any_post(),
        trained_in in prop::sample::select(&["PH", "PL", "GB", "IE", ""][..]), seen in any::<bool>()
    ) {
        let certificates: Vec<_> = all.iter().map(built).collect();
        let trained_in = trained_in.parse().ok();
        let trainings = [Training { language: "en".parse().ok(), country: trained_in, seen, ..Training::default() }];
        let known = Facts { trainings: &trainings, trained_in, ..facts(&certificates) };
        let asks = Asks {
            requirements: requirements(post.destination, None, post.occupation, post.day),
            registration_required: None,
            opening: None,
            destination: None,
        };
        let solved = solve(&known, &post);
        let decided = solved.regulators.iter().all(|answer| answer.routes.iter().any(|route| route.decides));
        if decided {
            let level = level(&known, &asks, post.day);
            prop_assert_eq!(solved.outcome == Outcome::Met, level == LanguageLevel::MeetsRegulator);
        }
        for answer in &solved.regulators {
            let rules = asks.requirements.iter().copied().filter(|rule| *rule.regulator == *answer.regulator);
            let asks = Asks { requirements: rules.collect(), ..asks.clone() };
            let of = |facts: &Facts<'_>| level(facts, &asks, post.day) == LanguageLevel::MeetsRegulator;
            if answer.routes.iter().any(|route| route.decides) {
                prop_assert_eq!(answer.outcome == Outcome::Met, of(&known), "{}", answer.regulator);
            }
            // The step that is told for an unmet rule makes the match call it met as well.
            let Some(step) = &answer.next_step else { continue };
            let (certificates, trainings) = apply(&step.changes, &known, post.day);
            let after = Facts { certificates: &certificates, trainings: &trainings, ..known };
            prop_assert!(of(&after), "{}: {}", answer.regulator, step.action);
        }
    }
}

/// The answer of all regulators of a place, a country or a region, to records of nobody who is exempt.
fn outcome_at(place: &str, occupation: &str, held: &[LanguageCertificate]) -> Outcome {
    let region: Option<crate::model::Subdivision> = place.parse().ok().filter(|_| place.len() > 2);
    let post = Post { region: region.as_ref(), ..post(&place[..2], occupation) };
    solve(&facts(held), &post).outcome
}

fn exam(test: &str, overall: &str, level: &str) -> LanguageCertificate {
    let taken = held(test, overall, [""; 4], "2026-05-15");
    LanguageCertificate { level: level.parse().ok(), ..taken }
}

#[test]
fn an_exam_that_was_failed_shows_no_level_and_a_passed_one_does_in_any_words() {
    for (place, test, overall, level, wanted) in [
        ("AT", "osd-b2", "nicht bestanden", "B2", Outcome::Unmet),
        ("DE-BY", "telc-b2", "Prüfung nicht erfolgreich", "B2", Outcome::Unmet),
        ("DE-BY", "telc-b2", "bestanden: nein", "B2", Outcome::Unmet),
        ("SE", "tisus", "Underkänd", "C1", Outcome::Unmet),
        ("SE", "sva3", "F", "C1", Outcome::Unmet),
        ("LU", "delf-b2", "ajourné", "B2", Outcome::Unmet),
        ("LU", "delf-b2", "43", "B2", Outcome::Unmet),
        ("CH", "celi-3", "non superato", "B2", Outcome::Unmet),
        ("CH", "celi-3", "D", "B2", Outcome::Unmet),
        ("DE-BY", "telc-b2", "bestanden", "B2", Outcome::Met),
        ("DE-BY", "telc-b2", "befriedigend", "", Outcome::Met),
        ("DE-BY", "goethe-b2", "erfolgreich", "", Outcome::Met),
        ("SE", "sva3", "A", "", Outcome::Met),
        ("LU", "delf-b2", "réussi", "", Outcome::Met),
        ("LU", "delf-b2", "admise", "", Outcome::Met),
        ("CH", "celi-3", "B", "", Outcome::Met),
    ] {
        let occupation = if place == "SE" { "2211" } else { "2221" };
        assert_eq!(
            outcome_at(place, occupation, &[exam(test, overall, level)]),
            wanted,
            "{place} {test} {overall}"
        );
    }
    // The other part of a rule in two parts.
    let fsp = |overall: &str| [exam("goethe-b2", "80", "B2"), exam("fsp", overall, "C1")];
    assert_eq!(outcome_at("DE", "2211", &fsp("bestanden")), Outcome::Met);
    assert_eq!(outcome_at("DE", "2211", &fsp("nicht bestanden")), Outcome::Unmet);
}

#[test]
fn a_higher_exam_of_the_ladder_never_does_worse_than_the_one_that_is_named() {
    for (place, occupation, test, wanted) in [
        ("CH", "2221", "goethe-c1", Outcome::Met),
        ("CH", "2221", "dalf-c2", Outcome::Met),
        ("CH", "2221", "celi-4", Outcome::Met),
        ("CH", "2221", "goethe-b1", Outcome::Unmet),
        ("CH", "2221", "dele-c1", Outcome::Unmet),
        ("DE-BW", "2221", "goethe-c1", Outcome::Met),
        ("DE-BW", "2221", "dtb-b2", Outcome::Unknown),
        ("DE-BY", "2221", "goethe-c2", Outcome::Unknown),
        ("DE-BY", "2221", "osd-c1", Outcome::Unknown),
    ] {
        let found = outcome_at(place, occupation, &[exam(test, "bestanden", "")]);
        assert_eq!(found, wanted, "{place} {test}");
    }
    let fsp = exam("fsp", "bestanden", "");
    for (test, wanted) in [("goethe-c1", Outcome::Met), ("goethe-b1", Outcome::Unmet)] {
        let held = [exam(test, "bestanden", ""), fsp.clone()];
        assert_eq!(outcome_at("DE", "2211", &held), wanted, "{test}");
    }
    // Nobody is sent back to a lower exam.
    let held = [exam("goethe-c2", "bestanden", "")];
    let bavaria: crate::model::Subdivision = "DE-BY".parse().unwrap();
    let post = Post { region: Some(&bavaria), ..post("DE", "2221") };
    assert!(solve(&facts(&held), &post).regulators.iter().all(|answer| answer.next_step.is_none()));
}

#[test]
fn a_test_without_a_deciding_row_is_open_where_another_row_takes_it_and_closed_elsewhere() {
    let by_part = |test: &str, result: &str| {
        held(test, if test == "oet" { "" } else { result }, [result; 4], "2026-05-15")
    };
    for (place, occupation, test, result, wanted) in [
        ("AU", "2211", "cambridge-c2", "210", Outcome::Unknown),
        ("AU", "2221", "cambridge-c1", "150", Outcome::Unknown),
        ("AU", "2211", "toefl-ibt-2026", "5.5", Outcome::Unknown),
        ("AU", "2211", "met", "80", Outcome::Unmet),
        ("GB", "2221", "languagecert-academic", "20", Outcome::Unmet),
        ("GB", "2221", "celban", "4", Outcome::Unmet),
        ("GB", "2211", "met", "30", Outcome::Unmet),
        // Below the lowest grade of the table.
        ("GB", "2211", "oet", "180", Outcome::Unmet),
        ("GB", "2221", "oet", "E", Outcome::Unmet),
        ("GB", "2264", "oet", "150", Outcome::Unmet),
        ("GB", "2221", "oet", "360", Outcome::Met),
    ] {
        assert_eq!(
            outcome_at(place, occupation, &[by_part(test, result)]),
            wanted,
            "{place} {test} {result}"
        );
    }
}

#[test]
fn a_name_that_two_tests_go_by_meets_no_rule_and_none_is_no_blank() {
    let held = [held("ielts-academic", "8", ["8"; 4], "2026-05-15")];
    let usual = held.clone().map(|held| LanguageCertificate { test_presumed: Some(true), ..held });
    let presumed = facts(&usual);
    for (destination, occupation) in [("GB", "2221"), ("GB", "2211"), ("IE", "2221"), ("AU", "2221")] {
        let post = post(destination, occupation);
        assert_eq!(solve(&facts(&held), &post).outcome, Outcome::Met, "{destination}");
        let solution = solve(&presumed, &post);
        assert_eq!(solution.outcome, Outcome::Unknown, "{destination}");
        assert!(
            solution.assumptions.iter().any(|one| matches!(one, super::LanguageReason::AssumedTest { .. }))
        );
    }
    let trained = |language: &str| {
        [Training {
            language: language.parse().ok(),
            country: "EG".parse().ok(),
            seen: true,
            ..Training::default()
        }]
    };
    for (destination, language, none, wanted) in [
        ("AT", "ar", true, Outcome::Unmet),
        ("CH", "pt", true, Outcome::Unmet),
        ("AT", "de", true, Outcome::Met),
        ("AT", "ar", false, Outcome::Unknown),
        // Years of practice may exempt, and no record says that there were none.
        ("GB", "ar", true, Outcome::Unknown),
    ] {
        let trainings = trained(language);
        let facts = Facts { trainings: &trainings, states_none: none, ..facts(&[]) };
        assert_eq!(solve(&facts, &post(destination, "2221")).outcome, wanted, "{destination} {language}");
    }
}

#[test]
fn a_change_of_rules_counts_by_the_days_that_its_rows_name() {
    for (place, occupation, test, result, taken, day, wanted) in [
        // Of the rows of March 2025 only the end counts by the day of the test.
        ("AU", "2221", "oet", "450", "2024-12-03", "2025-03-18", Outcome::Met),
        ("AU", "2211", "pte-academic", "85", "2025-02-10", "2026-11-28", Outcome::Met),
        ("AU", "2264", "cambridge-c1", "190", "2025-02-10", "2026-11-28", Outcome::Met),
        ("AU", "2221", "oet", "450", "2022-12-03", "2025-03-18", Outcome::Unmet),
        // From the change of April 2026 on a test is judged by the rules of its own day.
        ("AU", "2221", "cambridge-c1", "190", "2026-05-15", "2026-11-28", Outcome::Unknown),
        ("AU", "2221", "pte-academic", "60", "2026-03-10", "2026-11-28", Outcome::Unmet),
        ("DE-BY", "2221", "fsp-pflege", "bestanden", "2026-03-01", "2026-11-28", Outcome::Unknown),
        ("DE-BY", "2221", "fsp-pflege", "bestanden", "2025-10-01", "2025-11-30", Outcome::Unmet),
        ("DE-BY", "2221", "fsp-pflege", "nicht bestanden", "2026-03-01", "2026-11-28", Outcome::Unmet),
    ] {
        let region: Option<crate::model::Subdivision> = place.parse().ok().filter(|_| place.len() > 2);
        let post =
            Post { region: region.as_ref(), day: day.parse().unwrap(), ..post(&place[..2], occupation) };
        let whole = matches!(test, "oet" | "fsp-pflege");
        let parts = if test == "fsp-pflege" { "" } else { result };
        let held = [LanguageCertificate {
            mode: Some(TestMode::TestCentre),
            ..held(test, if whole && !parts.is_empty() { "" } else { result }, [parts; 4], taken)
        }];
        assert_eq!(solve(&facts(&held), &post).outcome, wanted, "{place} {test} {taken} {day}");
    }
}

#[test]
fn the_next_step_can_be_taken_and_serves_best() {
    let step = |place: &str, occupation: &str, held: &[LanguageCertificate]| {
        let day = "2026-11-28".parse().unwrap();
        let solution = solve(&facts(held), &Post { day, ..post(place, occupation) });
        solution.regulators.into_iter().find_map(|answer| answer.next_step)
    };
    let taken = |step: &NextStep| match &step.changes[0] {
        LanguageChange::Take { test, language, .. } => (test.clone(), language.to_string()),
        other => panic!("{other:?}"),
    };
    // A test that is given no more is no step.
    for occupation in ["2264", "2265", "2266"] {
        let test = step("GB", occupation, &[]).and_then(|step| taken(&step).0);
        assert!(test.is_some() && test != "toefl-ibt".parse().ok(), "{occupation}: {test:?}");
    }
    // The destination's own language comes before its neighbours'.
    for (place, language) in [("NO", "no"), ("SE", "sv")] {
        let tongue = step(place, "2221", &[]).map(|step| taken(&step).1);
        assert_eq!(tongue.as_deref(), Some(language), "{place}");
    }
    // Of two sittings the later one leaves more time.
    let sitting = |day: &str| held("ielts-academic", "7", ["7", "7", "6", "7"], day);
    let both = [sitting("2025-12-20"), sitting("2026-11-01")];
    assert_eq!(step("GB", "2221", &both).and_then(|step| step.by), "2027-11-01".parse().ok());
}

#[test]
fn evidence_that_nobody_recorded_is_a_condition_beside_the_answer() {
    let blank = |test: &str, overall: &str, skills: [&str; 4]| LanguageCertificate {
        evidence: None,
        ..held(test, overall, skills, "2026-03-01")
    };
    let conditional = |certificate: LanguageCertificate, destination: &str| {
        let held = [certificate];
        let asked = solve_on_condition(&facts(&held), &post(destination, "2221"));
        (asked.outcome, asked.condition.is_some())
    };
    let exams = |written: &str, oral: &str| blank("bergenstest", "", ["", "", written, oral]);
    let told = solve_on_condition(&facts(&[exams("Bestått", "Bestått")]), &post("NO", "2221"));
    assert_eq!((told.outcome, told.condition.is_some()), (Outcome::Met, true), "{told:#?}");
    assert_eq!(conditional(exams("Bestått", ""), "NO"), (Outcome::Unknown, false));
    assert_ne!(conditional(exams("Bestått", "Ikke bestått"), "NO").0, Outcome::Met);
    let in_either = |written: &str, oral: &str| blank("vkt", "", ["", "", written, oral]);
    let unsaid = conditional(in_either("hyvä", "hyvä"), "FI");
    assert_eq!(unsaid, (Outcome::Unknown, false), "Finnish or Swedish");
    assert_eq!(conditional(in_either("hyvä", "hyvä"), "IE").0, Outcome::Unmet, "certainly not English");
    let vkt = |written: &str, oral: &str| LanguageCertificate {
        language: "fi".parse().ok(),
        ..in_either(written, oral)
    };
    assert_eq!(conditional(vkt("tyydyttävä", "hyvä"), "FI"), (Outcome::Met, true));
    assert_eq!(conditional(vkt("tyydyttävä", ""), "FI"), (Outcome::Unknown, false));
    let nurse = |evidence: Option<Evidence>| LanguageCertificate {
        evidence,
        ..blank("ielts-academic", "7.5", ["7.5", "7.5", "7.5", "7.5"])
    };
    assert_eq!(conditional(nurse(None), "GB"), (Outcome::Met, true));
    assert_eq!(conditional(nurse(Some(Evidence::SelfDeclared)), "GB"), (Outcome::Unknown, false));
    assert_eq!(conditional(nurse(Some(Evidence::IssuerVerified)), "GB"), (Outcome::Met, false));
}
