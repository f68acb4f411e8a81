//! Ten comparisons worked out by hand, and the laws of the comparison.

use super::*;
use crate::curricula::Syllabus;
use crate::curricula::courses::{Minutes, School, harmonize, hours};
use crate::curricula::tests::qualification;
use crate::model::{Curriculum, CurriculumSubject, Qualification};
use proptest::prelude::*;

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

/// A curriculum: title, country, occupation, years; total, theory and clinical hours.
fn curriculum(
    title: &str,
    country: &str,
    occupation: &str,
    years: &str,
    figures: [Option<i64>; 3],
) -> Curriculum {
    Curriculum {
        curriculum_id: "C-1".parse().unwrap(),
        title: title.to_owned(),
        organization_id: None,
        school: None,
        country: country.parse().ok(),
        occupation: occupation.parse().ok(),
        qualification: None,
        isced_level: None,
        years: years.parse().ok(),
        total_hours: figures[0],
        theory_hours: figures[1],
        clinical_hours: figures[2],
        school_years: None,
        births_attended: None,
        traineeship_months: None,
        credits: None,
        languages: None,
        regulator: None,
        valid_from: None,
        valid_until: None,
        description: None,
        source: None,
        source_url: None,
        confidence: None,
    }
}

fn course(title: &str, theory: Option<i64>, clinical: Option<i64>, credits: &str) -> CurriculumSubject {
    CurriculumSubject {
        curriculum_id: "C-1".parse().unwrap(),
        title: Some(title.to_owned()),
        subject: None,
        theory_hours: theory,
        clinical_hours: clinical,
        credits: credits.parse().ok(),
    }
}

fn against(curriculum: &Curriculum, courses: &[CurriculumSubject], destination: &str) -> TrainingComparison {
    let syllabus = Syllabus::new(curriculum.clone(), courses.to_vec());
    let program = Program { syllabus: Some(&syllabus), qualification: None, others: &[] };
    compare(&program, destination.parse().unwrap(), None, curriculum.occupation.unwrap(), day())
}

/// `need have verdict short` of a requirement.
fn line(detail: &TrainingComparison, requirement: &str) -> String {
    let found = detail
        .lines
        .iter()
        .find(|line| [line.requirement.name(), line.requirement.id()].contains(&requirement));
    let Some(line) = found else { return "-".to_owned() };
    let text = |number: Option<Decimal>| number.map_or("-".to_owned(), |number| number.to_string());
    format!("{} {} {} {}", text(line.need), text(line.have), line.verdict, text(line.short_by))
}

/// The Union itself is a place of comparison: its directive is asked, and none of a member State's own laws.
#[test]
fn a_training_is_compared_with_the_directives_of_the_union_themselves() {
    let against_union = |country: &str, occupation: &str, years: &str, total: Option<i64>| {
        let held = curriculum("A program", country, occupation, years, [total, None, None]);
        let syllabus = Syllabus::new(held, Vec::new());
        let program = Program { syllabus: Some(&syllabus), qualification: None, others: &[] };
        compare(&program, Country::EUROPEAN_UNION, None, occupation.parse().unwrap(), day())
    };
    for (country, occupation, years, total, overall, authority) in [
        ("PH", "2221", "2", Some(3000), Overall::Gaps, "Directive 2005/36/EC"),
        ("IN", "2211", "4", None, Overall::Gaps, "Directive 2005/36/EC art. 24"),
        ("EG", "2261", "4", None, Overall::Gaps, "Directive 2005/36/EC art. 34"),
        ("FR", "2221", "3", Some(4600), Overall::Automatic, ""),
        ("NO", "2262", "5", None, Overall::Automatic, ""),
    ] {
        let found = against_union(country, occupation, years, total);
        assert_eq!(found.overall, overall, "{country} {occupation}");
        assert_eq!(found.destination.as_str(), "EU");
        let rule = found.rule.map_or("", |rule| &rule.authority);
        assert!(rule.starts_with(authority), "{country} {occupation}: {rule}");
    }
}

/// Directive 2005/36/EC: articles 31 and 40 (school), annex V 5.5.1 (births), article 44 (traineeship).
#[test]
fn school_births_and_traineeships_open_and_close_recognition() {
    type Given = (&'static str, Option<i64>, &'static str);
    let held = |occupation: &str, years: &str, figures, (school, births, months): Given| {
        let mut one = curriculum("A program", "PH", occupation, years, figures);
        one.school_years = school.parse().ok();
        one.births_attended = births;
        one.traineeship_months = months.parse().ok();
        one
    };
    let hours = [Some(4600), Some(2300), Some(2300)];
    let midwife = |births| against(&held("2222", "3", hours, ("12", births, "")), &[], "AT");
    for (births, expected) in [
        (Some(45), "40 45 met -"),
        (Some(40), "40 40 met -"),
        (Some(35), "40 35 unknown -"),
        (Some(30), "40 30 unknown -"),
        (Some(29), "40 29 short 11"),
        (None, "40 - unknown -"),
    ] {
        let detail = midwife(births);
        assert_eq!(line(&detail, "births_attended"), expected);
        let told = detail.gaps().iter().any(|gap| gap.missing.text.contains("births attended"));
        assert_eq!(told, expected.contains("short"), "{births:?}");
        assert_eq!(detail.unknown_fields().contains(&"births_attended"), expected.contains("unknown"));
    }
    assert_eq!(midwife(Some(29)).level, CurriculumLevel::Short);
    assert_eq!(midwife(Some(35)).level, CurriculumLevel::Meets);
    let nurse = |to: &str, school| {
        line(&against(&held("2221", "3", hours, (school, None, "")), &[], to), "school_years")
    };
    assert_eq!(nurse("GR", "12"), "12 12 met -");
    assert_eq!(nurse("GR", "10"), "12 10 unknown -", "enough for a vocational school of nursing");
    assert_eq!(nurse("GR", "9"), "12 9 short 3");
    assert_eq!(nurse("DE", "10"), "10 10 met -");
    assert_eq!(nurse("DE", "9"), "10 9 short 1");
    assert_eq!(nurse("DE", ""), "10 - unknown -");
    let pharmacist = |months| {
        let held = held("2262", "5", [None; 3], ("12", None, months));
        line(&against(&held, &[], "AT"), "traineeship_months")
    };
    assert_eq!(pharmacist("6"), "6 6 met -");
    assert_eq!(pharmacist("4.5"), "6 4.5 short 1.5");
    assert_eq!(pharmacist(""), "6 - unknown -");
    let german =
        against(&held("2221", "3", [Some(4600), Some(2100), Some(2500)], ("9", None, "")), &[], "DE");
    let steps: Vec<String> = german.gaps().iter().map(|gap| gap.missing.text.clone()).collect();
    assert_eq!(steps, ["Of 10 years of school before admission asked, the shortfall is 1."]);
}

/// Case 1: GNM of India (5,912 h: 1,385 theory, 4,527 clinical, 3 years) to Germany (3 years, 4,600 h: 2,100 theory,
/// 2,500 clinical). 5,912 ≥ 4,600; 2,100 − 1,385 = 715 short; 4,527 ≥ 2,500.
#[test]
fn gnm_of_india_to_germany() {
    let gnm = curriculum("GNM of 2015", "IN", "2221", "3", [Some(5912), Some(1385), Some(4527)]);
    let detail = against(&gnm, &[], "DE");
    assert_eq!(line(&detail, "years"), "3 3 met -");
    assert_eq!(line(&detail, "total hours"), "4600 5912 met -");
    assert_eq!(line(&detail, "theory hours"), "2100 1385 short 715");
    assert_eq!(line(&detail, "clinical hours"), "2500 4527 met -");
    assert_eq!(detail.overall, Overall::Gaps);
}

/// Case 2: The same to Greece, which has the EU's rule: a third of 4,600 is 1,533.3, rounded up 1,534 (0.3333 × 4,600
/// = 1,533.18); 1,534 − 1,385 = 149 short; half is 2,300; 4,527 ≥ 2,300.
#[test]
fn gnm_of_india_to_greece() {
    let gnm = curriculum("GNM of 2015", "IN", "2221", "3", [Some(5912), Some(1385), Some(4527)]);
    let detail = against(&gnm, &[], "GR");
    assert_eq!(line(&detail, "theory hours"), "1534 1385 short 149");
    assert_eq!(line(&detail, "clinical hours"), "2300 4527 met -");
    assert_eq!(line(&detail, "years of school before admission"), "12 - unknown -");
}

/// Case 3: A nurse of Serbia (4,605 h: 2,250 and 2,355) to Germany: 2,250 ≥ 2,100; 2,500 − 2,355 = 145 clinical short.
#[test]
fn bachelor_of_serbia_to_germany() {
    let serbia =
        curriculum("Strukovna medicinska sestra", "RS", "2221", "3", [Some(4605), Some(2250), Some(2355)]);
    let detail = against(&serbia, &[], "DE");
    assert_eq!(line(&detail, "total hours"), "4600 4605 met -");
    assert_eq!(line(&detail, "theory hours"), "2100 2250 met -");
    assert_eq!(line(&detail, "clinical hours"), "2500 2355 short 145");
}

/// Case 4: Polish nurses to Germany: a diploma of a member State is recognized without comparing hours, even
/// when they are short.
#[test]
fn a_diploma_of_a_member_state_is_recognized_automatically() {
    let poland = curriculum("Pielęgniarstwo", "PL", "2221", "3", [Some(4600), Some(1000), Some(1000)]);
    let detail = against(&poland, &[], "DE");
    assert_eq!(detail.overall, Overall::Automatic);
    assert_eq!(detail.because, CurriculumReason::RecognizedInEurope);
    assert_eq!(detail.lines, [], "what is not compared is not short");
}

/// Case 5: Any nurse to the United Kingdom: decided by examination, so 1,000 hours are no gap.
#[test]
fn where_an_examination_decides_no_hours_are_a_gap() {
    let short = curriculum("Diploma", "KE", "2221", "3", [Some(1000), Some(500), Some(500)]);
    let detail = against(&short, &[], "GB");
    assert_eq!(detail.overall, Overall::NotComparable);
    assert_eq!(detail.because, CurriculumReason::ByExamination);
}

/// Case 6: A transcript with a course of two subjects. *Medical-Surgical Nursing*, 600 h theory and 900 h practice, feeds
/// NUR-MED and NUR-SURG: 300 h theory each, and 450 h practice each to CLI-MED and CLI-SURG. With *Pharmacology* 60
/// h the whole is 1,560 h and stays 1,560 h.
#[test]
fn a_course_of_two_subjects_is_shared_and_counted_once() {
    let courses = [
        course("Medical-Surgical Nursing", Some(600), Some(900), ""),
        course("Pharmacology", Some(60), None, ""),
    ];
    let all = harmonize(&courses, "2221".parse().unwrap(), None);
    let of = |id: &str| all.subjects.get(id).map(|minutes| (minutes.theory / 60, minutes.clinical / 60));
    assert_eq!(of("NUR-MED"), Some((300, 0)));
    assert_eq!(of("NUR-SURG"), Some((300, 0)));
    assert_eq!(of("CLI-MED"), Some((0, 450)));
    assert_eq!(of("CLI-SURG"), Some((0, 450)));
    assert_eq!(of("SCI-PHARM"), Some((60, 0)));
    assert_eq!(hours(all.whole().all()).to_string(), "1560");
}

/// Case 7: General education is left out. *English* 200 h and *Anatomy and Physiology* 120 h of theory: 120 h count; to
/// Greece 1,534 − 120 = 1,414 h of theory are short.
#[test]
fn general_education_is_left_out() {
    let program = curriculum("BSN", "PH", "2221", "4", [None, None, None]);
    let courses =
        [course("English", Some(200), None, ""), course("Anatomy and Physiology", Some(120), None, "")];
    let detail = against(&program, &courses, "GR");
    assert_eq!(detail.harmonized.general.values().map(|minutes| minutes.all()).sum::<i64>(), 200 * 60);
    assert_eq!(line(&detail, "theory hours"), "1534 120 short 1414");
    assert!(detail.notes.contains(&CurriculumNote::GeneralEducation { hours: Decimal::from_integer(200) }));
}

/// Case 8: Credits by the local rule. India: 5 credits of theory are 5 × 20 = 100 h, 3 of clinical instruction 3 × 80 = 240 h.
/// The same credits in Germany are workload and become no hours.
#[test]
fn credits_become_hours_by_the_local_rule_only() {
    let courses = [
        course("Pharmacology", None, None, "5"),
        CurriculumSubject { subject: Some("CLI-MED".into()), ..course("Medical ward", None, None, "3") },
    ];
    let nurse = "2221".parse().unwrap();
    let india = harmonize(&courses, nurse, "IN".parse().ok().map(|country| School::of(country, day())));
    assert_eq!(india.subjects["SCI-PHARM"], Minutes { theory: 100 * 60, clinical: 0 });
    assert_eq!(india.subjects["CLI-MED"], Minutes { theory: 0, clinical: 240 * 60 });
    let germany = harmonize(&courses, nurse, "DE".parse().ok().map(|country| School::of(country, day())));
    assert_eq!(germany.whole().all(), 0);
    assert_eq!(germany.without_hours.len(), 2);
    assert!(germany.notes.iter().any(|note| note.contains("workload")));
}

/// Case 9: A doctor of India (4.5 years, 6,864 h) to Greece (5 years, 5,500 h): 0.5 years short without the
/// internship; with its year, 5.5 years, nothing is.
#[test]
fn an_internship_decides_a_doctors_years() {
    let without = curriculum("MBBS", "IN", "2211", "4.5", [Some(6864), None, None]);
    let detail = against(&without, &[], "GR");
    assert_eq!(line(&detail, "years"), "5 4.5 short 0.5");
    assert_eq!(line(&detail, "total hours"), "5500 6864 met -");
    let with = curriculum("MBBS with internship", "IN", "2211", "5.5", [Some(6864), None, None]);
    assert_eq!(line(&against(&with, &[], "GR"), "years"), "5 5.5 met -");
}

/// Case 10: The rule of the training's own days. A nurse who began in 2017 is judged by the EU's annex of 2016, which does
/// not name NUR-EBP; one who begins in September 2026 by that of 2026-03-04, which does.
#[test]
fn the_rule_in_force_when_the_training_began_decides() {
    let program = curriculum("BSN", "PH", "2221", "4", [Some(4600), Some(2300), Some(2300)]);
    let syllabus = Syllabus::new(program, Vec::new());
    let of = |started: &str| {
        let qualification = Qualification { started: started.parse().ok(), ..qualification("PH", "BSN") };
        let program = Program { syllabus: Some(&syllabus), qualification: Some(&qualification), others: &[] };
        compare(&program, "GR".parse().unwrap(), None, "2221".parse().unwrap(), day())
    };
    assert_eq!(line(&of("2017-06-01"), "NUR-EBP"), "-");
    assert_ne!(line(&of("2026-09-01"), "NUR-EBP"), "-");
    assert_eq!(of("2017-06-01").judged_by, "2017-06-01".parse().unwrap());
    // Before the oldest row nothing of a later annex was asked.
    for started in ["2009-09-01", "2016", "2016-01-17"] {
        assert_eq!(line(&of(started), "NUR-EBP"), "-", "{started}");
        assert_eq!(of(started).judged_by, "2016-01-18".parse().unwrap(), "{started}");
    }
}

/// Whoever begins after the day of the question is judged by the law of that day: the law of a later one is not known.
#[test]
fn a_training_that_has_not_begun_is_judged_by_the_law_of_the_day() {
    let on = "2025-06-01".parse().unwrap();
    for started in ["2025-06-01", "2026-09-01", "2040"] {
        let qualification = Qualification { started: started.parse().ok(), ..qualification("PH", "BSN") };
        let program = Program { syllabus: None, qualification: Some(&qualification), others: &[] };
        let detail = compare(&program, "GR".parse().unwrap(), None, "2221".parse().unwrap(), on);
        assert_eq!(detail.judged_by, on, "{started}");
        assert_eq!(line(&detail, "NUR-EBP"), "-", "{started}");
    }
}

/// Germany compares with the law in force on the day of the application: the repealed law served applications until
/// the end of 2024 only.
#[test]
fn germany_judges_an_application_of_today_by_the_law_of_today() {
    for started in ["2003", "2015-09-01", "2020-02-01"] {
        let qualification =
            Qualification { started: started.parse().ok(), ..qualification("CO", "Enfermera") };
        let program = Program { syllabus: None, qualification: Some(&qualification), others: &[] };
        let detail = compare(&program, "DE".parse().unwrap(), None, "2221".parse().unwrap(), day());
        assert_eq!(detail.rule.and_then(|rule| rule.from), "2020-01-01".parse().ok(), "{started}");
        assert_eq!(detail.judged_by, day(), "{started}");
    }
}

/// A transcript of credits that no rule of the country makes hours of: nothing is known of its hours.
#[test]
fn hours_that_no_course_states_are_unknown_and_not_0() {
    let program = curriculum("BSN", "LB", "2221", "4", [None, None, None]);
    let courses = [course("Pharmacology", None, None, "3"), course("Anatomy II", None, None, "4")];
    let detail = against(&program, &courses, "CA");
    assert_eq!(line(&detail, "SCI-PHARM"), "-", "the rule of Canada names no subject");
    for requirement in ["total hours", "theory hours", "clinical hours"] {
        assert_eq!(line(&against(&program, &courses, "GR"), requirement).split(' ').nth(1), Some("-"));
    }
}

#[test]
fn a_training_of_the_assistant_level_has_a_verdict_of_its_own() {
    let enrolled = curriculum("Enrolled nurse", "KE", "3221", "2", [Some(3100), None, None]);
    let syllabus = Syllabus::new(enrolled, Vec::new());
    let program = Program { syllabus: Some(&syllabus), qualification: None, others: &[] };
    let detail = compare(&program, "PL".parse().unwrap(), None, "2221".parse().unwrap(), day());
    assert_eq!((detail.overall, detail.lines.len()), (Overall::AssistantLevel, 0));
    let pharmacist = compare(&program, "PL".parse().unwrap(), None, "2262".parse().unwrap(), day());
    assert_eq!(pharmacist.overall, Overall::OtherOccupation);
}

/// A diploma from before its State joined is recognized with acquired rights, and nobody knows the practice.
#[test]
fn a_diploma_from_before_the_entry_of_its_state_is_not_recognized_automatically() {
    let on = |country: &str, completed: &str| {
        let qualification = Qualification {
            occupation: "2221".parse().ok(),
            trained_in: country.parse().ok(),
            completed: completed.parse().ok(),
            ..qualification("RO", "Asistent medical generalist")
        };
        let program = Program { syllabus: None, qualification: Some(&qualification), others: &[] };
        let detail = compare(&program, "DE".parse().unwrap(), None, "2221".parse().unwrap(), day());
        (detail.overall, detail.level)
    };
    assert_eq!(on("RO", "2002-06"), (Overall::Unknown, CurriculumLevel::Unknown));
    assert_eq!(on("HR", "2008"), (Overall::Unknown, CurriculumLevel::Unknown));
    // It began before the entry, or may have.
    for (country, completed) in [
        ("HR", "2013"),
        ("HR", "2014-01-01"),
        ("PL", "2004-05-01"),
        ("RO", "2008-06-30"),
        ("HR", ""),
        ("PL", ""),
    ] {
        assert_eq!(on(country, completed).0, Overall::Unknown, "{country} {completed}");
    }
    for (country, completed) in
        [("HR", "2018"), ("PL", "2009-05"), ("RO", "2012-06-30"), ("FR", "1990"), ("FR", ""), ("ES", "")]
    {
        assert_eq!(on(country, completed).0, Overall::Automatic, "{country} {completed}");
    }
}

#[test]
fn a_british_diploma_is_recognized_without_comparing_until_the_transition_ended() {
    let british = curriculum("BSc Nursing", "GB", "2221", "3", [Some(4600), Some(2300), Some(2300)]);
    let syllabus = Syllabus::new(british, Vec::new());
    let program = Program { syllabus: Some(&syllabus), qualification: None, others: &[] };
    let on = |day: &str| {
        compare(&program, "IE".parse().unwrap(), None, "2221".parse().unwrap(), day.parse().unwrap()).overall
    };
    assert_eq!(on("2020-12-31"), Overall::Automatic);
    assert_ne!(on("2021-01-01"), Overall::Automatic);
}

#[test]
fn parts_that_exceed_the_total_are_named_and_leave_the_hours_open() {
    let broken = curriculum("BSN", "PH", "2221", "4", [Some(3000), Some(2300), Some(2300)]);
    let detail = against(&broken, &[], "GR");
    assert!(detail.notes.contains(&CurriculumNote::PartsExceedTotal { parts: 4600, total: 3000 }));
    assert_eq!(line(&detail, "total hours"), "4600 4600 unknown -");
}

#[test]
fn a_missing_subject_is_told_from_one_that_may_hide_among_the_unplaced() {
    let program = curriculum("BSN", "PH", "2221", "4", [None, None, None]);
    let known = [course("Pharmacology", Some(60), None, "")];
    assert!(line(&against(&program, &known, "GR"), "NUR-GER").contains("missing"));
    let mut open = known.to_vec();
    open.push(course("Special Topics Q", Some(60), None, ""));
    assert!(line(&against(&program, &open, "GR"), "NUR-GER").contains("unknown"));
}

#[test]
fn a_destination_without_rows_is_unknown() {
    let program = curriculum("BSN", "PH", "2221", "4", [Some(5000), Some(2500), Some(2500)]);
    let detail = against(&program, &[], "BR");
    assert_eq!(detail.overall, Overall::Unknown);
    assert!(detail.lines.is_empty());
}

fn any_course() -> impl Strategy<Value = CurriculumSubject> {
    let title = prop::sample::select(
        &[
            "Medical-Surgical Nursing",
            "Pharmacology",
            "English",
            "Anatomy II",
            "Obstétrique",
            "Nursing Ethics",
            "Zzz",
            "Geriatric nursing",
        ][..],
    );
    (title, 0..2000_i64, 0..2000_i64)
        .prop_map(|(title, theory, clinical)| course(title, Some(theory), Some(clinical), ""))
}

proptest! {
    #[test]
    fn hours_are_conserved(courses in prop::collection::vec(any_course(), 0..12)) {
        let all = harmonize(&courses, "2221".parse().unwrap(), None);
        let sum = |of: &dyn Fn(&CurriculumSubject) -> Option<i64>| courses.iter().filter_map(of).sum::<i64>() * 60;
        prop_assert_eq!(all.whole().theory, sum(&|course| course.theory_hours));
        prop_assert_eq!(all.whole().clinical, sum(&|course| course.clinical_hours));
    }

    #[test]
    fn adding_hours_never_widens_a_gap(
        courses in prop::collection::vec(any_course(), 0..8),
        figures in prop::array::uniform3(prop::option::of(0..6000_i64)),
        which in 0..8_usize, more in 1..500_i64, practice in any::<bool>(),
        destination in prop::sample::select(&["DE", "GR", "IE", "ES", "NO"][..])
    ) {
        let program = curriculum("BSN", "PH", "2221", "4", figures);
        let before = against(&program, &courses, destination);
        let (mut program, mut courses) = (program, courses);
        if courses.is_empty() {
            program.total_hours = program.total_hours.map(|hours| hours + more);
            if practice {
                program.clinical_hours = program.clinical_hours.map(|hours| hours + more);
            } else {
                program.theory_hours = program.theory_hours.map(|hours| hours + more);
            }
        } else {
            let at = which % courses.len();
            let hours = if practice { &mut courses[at].clinical_hours } else { &mut courses[at].theory_hours };
            *hours = Some(hours.unwrap_or_default() + more);
        }
        let after = against(&program, &courses, destination);
        for (a, b) in before.lines.iter().zip(&after.lines) {
            prop_assert_eq!(&a.requirement, &b.requirement);
            if a.verdict == Verdict::Short && b.verdict == Verdict::Short {
                prop_assert!(b.short_by <= a.short_by, "{}", a.requirement.name());
            }
            if matches!(a.verdict, Verdict::Met | Verdict::TypicallyMet) {
                prop_assert!(!matches!(b.verdict, Verdict::Short | Verdict::Missing), "{}", a.requirement.name());
            }
        }
    }
}

/// What the dates of the record say goes before what is typical of the country's programs.
#[test]
fn a_training_is_as_long_as_its_dates_say() {
    let years = |from: &str, until: &str| {
        let qualification = Qualification {
            occupation: "2221".parse().ok(),
            trained_in: "PH".parse().ok(),
            started: from.parse().ok(),
            completed: until.parse().ok(),
            years: None,
            total_hours: None,
            theory_hours: None,
            clinical_hours: None,
            ..qualification("PH", "Bachelor of Science in Nursing")
        };
        let program = Program { syllabus: None, qualification: Some(&qualification), others: &[] };
        let detail = compare(&program, "DE".parse().unwrap(), None, "2221".parse().unwrap(), day());
        detail.lines.iter().find(|line| line.requirement == Requirement::Years).map(|line| line.verdict)
    };
    assert_eq!(years("2012-06", "2014-03"), Some(Verdict::Short));
    assert_eq!(years("2012-06", "2016-03"), Some(Verdict::Met));
    // Years alone settle nothing, but no program of four years fits into three.
    assert_eq!(years("2012", "2013"), Some(Verdict::Unknown));
    assert_eq!(years("", "2016-03"), Some(Verdict::TypicallyMet));
}
