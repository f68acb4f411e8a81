//! Cases from the tables, and the law that more hours never widen a gap.

use super::*;
use crate::model::{Confidence, Country, Qualification};
use proptest::prelude::*;

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

fn own(value: &str) -> Option<Known> {
    value.parse().ok().map(|value| Known { value, origin: Origin::Curriculum })
}

fn nurse(years: &str, total: &str, theory: &str, clinical: &str) -> CurriculumFacts {
    CurriculumFacts {
        occupation: "2221".parse().ok(),
        years: own(years),
        total_hours: own(total),
        theory_hours: own(theory),
        clinical_hours: own(clinical),
    }
}

fn at(facts: &CurriculumFacts, place: &str, occupation: &str) -> CurriculumAnswer {
    let region = place.parse::<Subdivision>().ok();
    compare(facts, place[..2].parse().unwrap(), region.as_ref(), occupation.parse().unwrap(), day())
}

fn qualification(country: &str, title: &str) -> Qualification {
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
        language: None,
        evidence: None,
    }
}

#[test]
fn cases() {
    let full = nurse("4", "4800", "2200", "2600");
    for (facts, place, occupation, level) in [
        (full, "DE", "2221", CurriculumLevel::Meets),
        (nurse("3", "4600", "2000", "2600"), "DE", "2221", CurriculumLevel::NearlyMeets),
        (nurse("3", "4600", "1800", "2800"), "DE", "2221", CurriculumLevel::Short),
        (nurse("3", "2400", "1200", "1200"), "DE", "2221", CurriculumLevel::FarShort),
        (nurse("2", "4800", "2200", "2600"), "DE", "2221", CurriculumLevel::FarShort),
        (nurse("4", "", "", ""), "DE", "2221", CurriculumLevel::PartlyKnown),
        (nurse("4", "", "2200", "2600"), "DE", "2221", CurriculumLevel::Meets),
        (nurse("", "", "", ""), "DE", "2221", CurriculumLevel::Unknown),
        (full, "GB", "2221", CurriculumLevel::ComparedOtherwise),
        (full, "AU", "2221", CurriculumLevel::ComparedOtherwise),
        (full, "GR", "2221", CurriculumLevel::Meets),
        (full, "BR", "2221", CurriculumLevel::Unknown),
        (full, "DE", "2262", CurriculumLevel::OtherOccupation),
        (
            CurriculumFacts { occupation: "3221".parse().ok(), ..full },
            "DE",
            "2221",
            CurriculumLevel::AssistantLevel,
        ),
        (CurriculumFacts { occupation: None, ..full }, "DE", "2221", CurriculumLevel::Unknown),
        (
            CurriculumFacts { occupation: "2264".parse().ok(), ..full },
            "FR",
            "2264",
            CurriculumLevel::NoFixedMinimum,
        ),
    ] {
        assert_eq!(at(&facts, place, occupation).level, level, "{place} {occupation} {facts:?}");
    }
}

#[test]
fn what_is_missing_is_named_part_by_part() {
    let answer = at(&nurse("3", "5912", "1385", "4527"), "GR", "2221");
    assert_eq!(answer.level, CurriculumLevel::NearlyMeets);
    assert_eq!(answer.gaps.len(), 1);
    assert_eq!(serde_json::to_value(&answer).unwrap()["parts"][2]["missing"], "149");
    assert_eq!(answer.gaps[0].missing, "theory hours: 149 of 1534 missing");
    let step = answer.gaps[0].step.as_ref().unwrap();
    assert!(step.months.is_none() && step.confidence == Confidence::High);
}

#[test]
fn typical_figures_are_labelled_and_count_for_less() {
    let serbian = CurriculumFacts::of(
        &qualification("RS", "Strukovna medicinska sestra (osnovne strukovne studije)"),
        None,
    );
    assert_eq!(at(&serbian, "GR", "2221").level, CurriculumLevel::MeetsTypically);
    assert!(at(&serbian, "GR", "2221").evidence.iter().any(|sentence| sentence.contains("typical")));
    // Two Indian programs differ in years: without the name of one nothing is taken.
    assert_eq!(CurriculumFacts::of(&qualification("IN", "nurse"), None).years, None);
    // All Philippine nursing programs have four years.
    let years = CurriculumFacts::of(&qualification("PH", "BSN"), None).years.unwrap();
    assert_eq!(years.value.to_string(), "4");
}

#[test]
fn the_workers_own_figure_goes_before_the_typical_one() {
    let own = Qualification { total_hours: Some(3000), ..qualification("TR", "Hemşirelik Lisans") };
    let facts = CurriculumFacts::of(&own, None);
    assert_eq!(facts.total_hours.map(|known| known.origin), Some(Origin::Qualification(None)));
    assert!(matches!(facts.years.map(|known| known.origin), Some(Origin::Typical(_))));
}

fn figure() -> impl Strategy<Value = Option<i64>> {
    prop::option::of(0_i64..8_000)
}

fn facts(years: Option<i64>, hours: [Option<i64>; 3]) -> CurriculumFacts {
    let known =
        |n: Option<i64>| n.map(|n| Known { value: Decimal::from_integer(n), origin: Origin::Curriculum });
    CurriculumFacts {
        occupation: "2221".parse().ok(),
        years: known(years.map(|years| years % 7)),
        total_hours: known(hours[0]),
        theory_hours: known(hours[1]),
        clinical_hours: known(hours[2]),
    }
}

proptest! {
    #[test]
    fn more_hours_never_widen_a_gap(
        years in figure(), hours in [figure(), figure(), figure()], part in 0..3_usize, more in 0_i64..3_000,
        place in prop_oneof![Just("DE"), Just("GR"), Just("ES"), Just("GB")]
    ) {
        let mut added = hours;
        added[part] = Some(added[part].unwrap_or(0) + more);
        let (before, after) = (at(&facts(years, hours), place, "2221"), at(&facts(years, added), place, "2221"));
        prop_assert!(before.level <= after.level);
        for (old, new) in before.parts.iter().zip(&after.parts) {
            if let (Some(old), Some(new)) = (old.missing, new.missing) {
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
        let training = CurriculumFacts { occupation: Some(occupation), ..facts(years, hours) };
        compare(&training, country, None, occupation, day());
    }
}
