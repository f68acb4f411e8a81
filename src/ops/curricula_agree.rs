//! The law that `match`, `why`, `plan`, `compare` and `harmonize` give one answer about a training: the same
//! requirements, figures and rule for the same worker, day and destination.

use super::compare::{self, Destination};
use crate::credentials::GapKind;
use crate::curricula::harmonize::{Demand, HarmonizeQuestion, matrix};
use crate::curricula::{self, Curricula, Overall, Program, Syllabus, Verdict};
use crate::matching::{Ask, Criterion, Outside, PartReason, Person, Weights, credential_points, explain};
use crate::model::record::record_of as record;
use crate::model::{Country, Day, Evidence, Isco08, Qualification, Row};
use crate::ranking::steps;
use proptest::prelude::*;

fn number(range: std::ops::Range<i64>) -> impl Strategy<Value = String> {
    prop::option::of(range).prop_map(|number| number.map(|number| number.to_string()).unwrap_or_default())
}

fn date() -> impl Strategy<Value = String> {
    let written =
        (1995..2026_i32, 1..=12_i32, 1..=28_i32, 0..3_u8).prop_map(|(year, month, day, kind)| match kind {
            0 => year.to_string(),
            1 => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        });
    prop_oneof![2 => written, 1 => Just(String::new())]
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

const OCCUPATIONS: &[&str] = &["2221", "2221", "2221", "2222", "2211", "3221", "2264", ""];
const ORIGINS: &[&str] = &["IN", "PH", "KE", "RS", "DE", "PL", "GB", "BR", "LB", ""];

prop_compose! {
    fn any_course()(
        title in one_of(&["Medical-Surgical Nursing", "Pharmacology", "English", "Geriatric nursing", "Zzz", "Anatomy II"]),
        theory in number(0..2_000), clinical in number(0..2_000), credits in number(1..9)
    ) -> [String; 4] {
        [title, theory, clinical, credits]
    }
}

prop_compose! {
    fn any_syllabus()(
        country in one_of(ORIGINS), occupation in one_of(OCCUPATIONS), years in number(1..6),
        hours in [number(1_000..7_000), number(500..3_500), number(500..3_500)],
        courses in prop::collection::vec(any_course(), 0..6)
    ) -> Syllabus {
        let [total, theory, clinical] = hours;
        let id = || ("curriculum_id", "C-1".to_owned());
        let curriculum = record(&[
            id(), ("title", "BSc Nursing".to_owned()), ("country", country), ("occupation", occupation),
            ("years", years), ("total_hours", total), ("theory_hours", theory), ("clinical_hours", clinical),
        ]);
        let courses = courses.into_iter().map(|[title, theory, clinical, credits]| {
            record(&[
                id(), ("title", title), ("theory_hours", theory), ("clinical_hours", clinical), ("credits", credits),
            ])
        });
        let courses = courses.collect();
        Syllabus::new(curriculum, courses)
    }
}

prop_compose! {
    fn any_qualification()(
        country in one_of(ORIGINS), occupation in one_of(OCCUPATIONS), years in number(1..6),
        hours in [number(1_000..7_000), number(500..3_500), number(500..3_500)],
        started in date(), completed in date(), named in any::<bool>(), bare in any::<bool>(),
        evidence in one_of(&["", "implied", "self-declared", "document-seen", "issuer-verified"]),
        title in one_of(&["", "GNM", "Bachelor of Science in Nursing", "Enfermagem"])
    ) -> Qualification {
        if bare {
            // What a list of workers with a column of the training's country leaves.
            return record(&[
                ("worker_id", "W-1".to_owned()), ("trained_in", country), ("occupation", occupation),
                ("evidence", "implied".to_owned()),
            ]);
        }
        let [total, theory, clinical] = hours;
        record(&[
            ("worker_id", "W-1".to_owned()), ("title", title), ("trained_in", country), ("evidence", evidence),
            ("occupation", occupation), ("years", years), ("total_hours", total), ("theory_hours", theory),
            ("clinical_hours", clinical), ("started", started), ("completed", completed),
            ("curriculum_id", if named { "C-1".to_owned() } else { String::new() }),
        ])
    }
}

fn shown(comparison: &curricula::TrainingComparison) -> serde_json::Value {
    serde_json::to_value(comparison).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_500))]

    #[test]
    fn match_why_plan_compare_and_harmonize_agree(
        syllabus in any_syllabus(), held in prop::collection::vec(any_qualification(), 0..4), day in 10_000..22_000_i32,
        destination in one_of(&["DE", "GR", "RO", "GB", "AU", "US", "NO", "CH", "IE", "AT", "BR", "FR", "JP"]),
        occupation in one_of(&["2221", "2221", "2221", "2222", "2211"])
    ) {
        let day = Day(day);
        let to: Country = destination.parse().unwrap();
        let asked: Isco08 = occupation.parse().unwrap();
        let catalog: Curricula = [syllabus].into_iter().collect();
        let syllabus = catalog.all().next().unwrap();
        let worker = record(&[("worker_id", "W-1".to_owned()), ("occupation", occupation.clone())]);
        let opening = record(&[
            ("opening_id", "O-1".to_owned()), ("destination", destination), ("occupation", occupation),
        ]);
        let ask = Ask::of(&opening, day);
        let person = Person {
            worker: &worker, qualifications: &held, licenses: &[], certificates: &[], employments: &[], consents: &[],
            curricula: &catalog,
        };
        let asked_to = Destination { country: to, region: None, occupation: Some(asked), as_of: day };
        // One training is chosen, and there is none only where no training is known.
        let Some(program) = compare::chosen(&held, None, Some(asked), &catalog, &asked_to) else {
            prop_assert!(held.is_empty());
            prop_assert!(!credential_points(&person, &ask.credentials).curriculum.is_known());
            return Ok(());
        };
        let comparison = curricula::compare(&program, to, None, asked, day);
        // The match: its points, without the words.
        prop_assert_eq!(curricula::level(&program, to, None, asked, day), comparison.level);
        // No other training of the occupation stands better, and none that stands as well says more.
        let is_for_it = |other: &Program<'_>| other.occupation() == Some(asked);
        let others = held.iter().map(|own| Program::of_person(own, &held, &catalog));
        for other in others.filter(|other| is_for_it(other) || !is_for_it(&program)) {
            let level = curricula::level(&other, to, None, asked, day);
            let implied = |one: &Program<'_>| one.qualification.unwrap().evidence == Some(Evidence::Implied);
            prop_assert!(level <= comparison.level);
            prop_assert!(level < comparison.level || !implied(&program) || implied(&other));
        }
        // Why: the same points, the reasons and gaps of the comparison.
        let explanation = explain(Row(1), &person, &ask, &Weights::default(), Outside::OPEN);
        let part = explanation.parts.iter().find(|part| part.criterion == Criterion::Curriculum).unwrap();
        let points = credential_points(&person, &ask.credentials).curriculum;
        prop_assert_eq!((part.points, part.known), (points.value(), points.is_known()));
        let reasons: Vec<PartReason> = comparison.reasons().into_iter().map(PartReason::from).collect();
        prop_assert_eq!(&part.because, &reasons);
        let gaps: Vec<_> = explanation.gaps.iter().filter(|gap| gap.what == GapKind::Curriculum).cloned().collect();
        prop_assert_eq!(gaps, comparison.gaps());
        // Plan: what it makes up is what the comparison finds short, and then nothing is.
        let step = steps::training(&person, &ask);
        let lacks = comparison.lines.iter().any(|line| matches!(line.verdict, Verdict::Short | Verdict::Missing));
        prop_assert!(step.is_some() || !lacks || comparison.overall == Overall::NotComparable);
        if let Some(step) = step {
            prop_assert_eq!(&step.sources, &comparison.sources);
            let made_up = step.made_up().unwrap();
            let after = Program { syllabus: None, qualification: Some(made_up), others: program.others };
            let after = curricula::compare(&after, to, None, asked, day);
            // A length that was not known may move the day on which the training began, and with it the law.
            if after.rule.map(std::ptr::from_ref) == comparison.rule.map(std::ptr::from_ref) {
                let open = after.lines.iter().filter(|line| line.requirement.is_figure());
                let open = open.filter(|line| !matches!(line.verdict, Verdict::Met | Verdict::TypicallyMet)).count();
                prop_assert_eq!(open, 0);
            }
        }
        // Compare: the same comparison, shown whole.
        let reply = compare::reply("a training".to_owned(), &program, &asked_to, "W-1").unwrap();
        prop_assert_eq!(&reply.comparison.lines, &comparison.lines);
        prop_assert_eq!((reply.comparison.overall, reply.comparison.judged_by), (comparison.overall, comparison.judged_by));
        // Harmonize: a curriculum by itself, and a worker of whom no more is known than the curriculum.
        let occupation_of = syllabus.curriculum.occupation.unwrap_or(asked);
        let question = HarmonizeQuestion {
            occupation: occupation_of, origin: None, destinations: vec![to], as_of: day,
        };
        let alone = curricula::compare(&Program { syllabus: Some(syllabus), qualification: None, others: &[] }, to, None, occupation_of, day);
        let graduate: Qualification = record(&[("worker_id", "W-1".to_owned()), ("curriculum_id", "C-1".to_owned())]);
        let graduate = Program { syllabus: Some(syllabus), qualification: Some(&graduate), others: &[] };
        prop_assert_eq!(shown(&curricula::compare(&graduate, to, None, occupation_of, day)), shown(&alone));
        let all = matrix(&question, catalog.all(), &Demand::default());
        if let Some(row) = all.rows.first() {
            prop_assert_eq!(shown(&row.cells[0].comparison), shown(&alone));
        }
    }
}
