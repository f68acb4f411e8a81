//! Levels of a match: cases from the tables, and the law that more hours never widen a gap.

use super::*;
use crate::model::{
    Confidence, Country, Curriculum, CurriculumSubject, Day, Decimal, Qualification, Subdivision,
};
use proptest::prelude::*;

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

/// A qualification of a country by its title, nothing else known.
pub(super) fn qualification(country: &str, title: &str) -> Qualification {
    Qualification {
        worker_id: "w".parse().unwrap(),
        title: Some(title.to_owned()),
        school: None,
        completed: None,
        occupation: "2221".parse().ok(),
        curriculum_id: None,
        trained_in: country.parse().ok(),
        started: None,
        years: None,
        total_hours: None,
        theory_hours: None,
        clinical_hours: None,
        school_years: None,
        births_attended: None,
        traineeship_months: None,
        language: None,
        evidence: None,
    }
}

/// A nurse of Chile, of which no typical program is known.
fn nurse(years: &str, total: &str, theory: &str, clinical: &str) -> Qualification {
    Qualification {
        years: years.parse().ok(),
        total_hours: total.parse().ok(),
        theory_hours: theory.parse().ok(),
        clinical_hours: clinical.parse().ok(),
        ..qualification("CL", "Enfermería")
    }
}

fn at(qualification: &Qualification, place: &str, occupation: &str) -> TrainingComparison {
    let region = place.parse::<Subdivision>().ok();
    let program = Program { syllabus: None, qualification: Some(qualification), others: &[] };
    compare(&program, place[..2].parse().unwrap(), region.as_ref(), occupation.parse().unwrap(), day())
}

#[test]
fn cases() {
    let full = || nurse("4", "4800", "2200", "2600");
    let of = |occupation: &str| Qualification { occupation: occupation.parse().ok(), ..full() };
    for (qualification, place, occupation, level) in [
        (full(), "DE", "2221", CurriculumLevel::Meets),
        (nurse("3", "4600", "2000", "2600"), "DE", "2221", CurriculumLevel::NearlyMeets),
        (nurse("3", "4600", "1800", "2800"), "DE", "2221", CurriculumLevel::Short),
        (nurse("3", "2400", "1200", "1200"), "DE", "2221", CurriculumLevel::FarShort),
        (nurse("2", "4800", "2200", "2600"), "DE", "2221", CurriculumLevel::FarShort),
        (nurse("4", "", "", ""), "DE", "2221", CurriculumLevel::PartlyKnown),
        (nurse("4", "", "2200", "2600"), "DE", "2221", CurriculumLevel::Meets),
        (nurse("", "", "", ""), "DE", "2221", CurriculumLevel::Unknown),
        (full(), "GB", "2221", CurriculumLevel::ComparedOtherwise),
        (full(), "AU", "2221", CurriculumLevel::ComparedOtherwise),
        (full(), "GR", "2221", CurriculumLevel::Meets),
        (full(), "BO", "2221", CurriculumLevel::Unknown),
        (full(), "CL", "2221", CurriculumLevel::OwnDiploma),
        (full(), "DE", "2262", CurriculumLevel::OtherOccupation),
        (of("3221"), "DE", "2221", CurriculumLevel::AssistantLevel),
        (of(""), "DE", "2221", CurriculumLevel::Unknown),
        (of("2264"), "FR", "2264", CurriculumLevel::NoFixedMinimum),
        (
            Qualification { trained_in: "PL".parse().ok(), completed: "2015-06".parse().ok(), ..full() },
            "DE",
            "2221",
            CurriculumLevel::RecognizedInEurope,
        ),
        (Qualification { trained_in: "PL".parse().ok(), ..full() }, "DE", "2221", CurriculumLevel::Unknown),
    ] {
        assert_eq!(
            at(&qualification, place, occupation).level,
            level,
            "{place} {occupation} {qualification:?}"
        );
    }
}

#[test]
fn what_is_missing_is_named_figure_by_figure() {
    let comparison = at(&nurse("3", "5912", "1385", "4527"), "GR", "2221");
    assert_eq!(comparison.level, CurriculumLevel::NearlyMeets);
    let gaps = comparison.gaps();
    assert_eq!(gaps.len(), 1);
    assert_eq!(comparison.lines[2].short_by, "149".parse().ok());
    let step = gaps[0].step.as_ref().unwrap();
    assert!(step.months.is_none() && step.confidence == Confidence::High);
}

#[test]
fn a_subject_without_a_course_is_a_gap_and_never_meets() {
    let syllabus = Syllabus::new(
        curriculum([Some(4800), Some(2200), Some(2600)]),
        vec![course("Pharmacology", Some(2200), Some(2600))],
    );
    let program = Program { syllabus: Some(&syllabus), qualification: None, others: &[] };
    let comparison = compare(&program, "DE".parse().unwrap(), None, "2221".parse().unwrap(), day());
    assert_eq!((comparison.overall, comparison.level), (Overall::Gaps, CurriculumLevel::Short));
    assert_eq!(comparison.gaps().len(), 1);
}

#[test]
fn typical_figures_are_labelled_and_count_for_less() {
    let serbian = qualification("RS", "Strukovna medicinska sestra (osnovne strukovne studije)");
    let comparison = at(&serbian, "GR", "2221");
    assert_eq!(comparison.level, CurriculumLevel::MeetsTypically);
    let typical = |line: &Line| line.verdict == Verdict::TypicallyMet && line.basis.is_typical();
    assert!(comparison.lines.iter().any(typical));
    let years = |country: &str, title: &str| at(&qualification(country, title), "GR", "2221").lines[0].have;
    // Two Indian programs differ in years: without the name of one nothing is taken.
    assert_eq!(years("IN", "nurse"), None);
    // All Philippine nursing programs have four years.
    assert_eq!(years("PH", "BSN"), "4".parse().ok());
}

#[test]
fn the_workers_own_figure_goes_before_the_typical_one() {
    let own = Qualification { total_hours: Some(3000), ..qualification("TR", "Hemşirelik Lisans") };
    let comparison = at(&own, "GR", "2221");
    assert_eq!(comparison.lines[1].basis, Basis::Qualification { evidence: None });
    assert!(comparison.lines[0].basis.is_typical());
}

fn curriculum(hours: [Option<i64>; 3]) -> Curriculum {
    Curriculum {
        curriculum_id: "C-1".parse().unwrap(),
        title: "Enfermería".to_owned(),
        organization_id: None,
        school: None,
        country: "CL".parse().ok(),
        occupation: "2221".parse().ok(),
        qualification: None,
        isced_level: None,
        years: "4".parse().ok(),
        total_hours: hours[0],
        theory_hours: hours[1],
        clinical_hours: hours[2],
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

fn course(title: &str, theory: Option<i64>, clinical: Option<i64>) -> CurriculumSubject {
    CurriculumSubject {
        curriculum_id: "C-1".parse().unwrap(),
        title: Some(title.to_owned()),
        subject: None,
        theory_hours: theory,
        clinical_hours: clinical,
        credits: None,
    }
}

fn figure() -> impl Strategy<Value = Option<i64>> {
    prop::option::of(0_i64..8_000)
}

fn figures(years: Option<i64>, hours: [Option<i64>; 3]) -> Qualification {
    Qualification {
        years: years.map(|years| Decimal::from_integer(years % 7)),
        total_hours: hours[0],
        theory_hours: hours[1],
        clinical_hours: hours[2],
        ..qualification("CL", "Enfermería")
    }
}

/// A level that says less than is known only because the figures contradict each other.
fn contradicts(comparison: &TrainingComparison) -> bool {
    comparison.lines.iter().any(|line| line.contradicted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// One figure more, where it was not known, never turns a settled answer into its opposite.
    #[test]
    fn one_figure_more_never_turns_a_settled_answer(
        years in figure(), hours in [figure(), figure(), figure()], part in 0..4_usize, more in 0_i64..8_000,
        place in prop_oneof![Just("DE"), Just("GR"), Just("ES"), Just("US"), Just("GB")]
    ) {
        let (mut years_too, mut added) = (years, hours);
        if part == 3 {
            years_too = years.or(Some(more));
        } else {
            added[part] = hours[part].or(Some(more));
        }
        let before = at(&figures(years, hours), place, "2221");
        let after = at(&figures(years_too, added), place, "2221");
        let settled = |overall: Overall| {
            matches!(overall, Overall::Gaps | Overall::SubstantiallyEquivalent | Overall::Automatic)
        };
        if settled(before.overall) && settled(after.overall) && !contradicts(&after) {
            prop_assert_eq!(before.overall, after.overall);
        }
    }

    #[test]
    fn more_hours_never_widen_a_gap(
        years in figure(), hours in [figure(), figure(), figure()], part in 0..3_usize, more in 0_i64..3_000,
        place in prop_oneof![Just("DE"), Just("GR"), Just("ES"), Just("GB")]
    ) {
        let mut added = hours;
        added[part] = Some(added[part].unwrap_or(0) + more);
        let before = at(&figures(years, hours), place, "2221");
        let after = at(&figures(years, added), place, "2221");
        prop_assert!(before.level <= after.level || contradicts(&after));
        for (old, new) in before.lines.iter().zip(&after.lines) {
            if let (Some(old), Some(new)) = (old.short_by, new.short_by) {
                prop_assert!(new <= old);
            }
        }
    }

    #[test]
    fn any_training_gets_an_answer_anywhere(
        years in any::<Option<i64>>(), hours in any::<[Option<i64>; 3]>(),
        country in 0..250_usize, occupation in 110_u16..=9999
    ) {
        let country = Country::all().nth(country).unwrap();
        let occupation = Isco08::from_code(occupation).unwrap();
        let training = Qualification { occupation: Some(occupation), ..figures(years, hours) };
        let program = Program { syllabus: None, qualification: Some(&training), others: &[] };
        compare(&program, country, None, occupation, day());
    }
}
