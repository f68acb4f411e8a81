//! Laws of a match over random people and openings: what does not count adds nothing, more never does worse, what is
//! not known is no pass, and asking for less is no advantage.

use super::{Ask, Criterion, Explanation, Outside, Person, State, Weights, explain};
use crate::curricula::Curricula;
use crate::model::record::record_of as record;
use crate::model::{
    Consent, Day, Employment, Evidence, LanguageCertificate, License, LicenseStatus, Opening, Qualification,
    Row, Worker,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

pub(crate) const DAY: &str = "2026-11-29";

/// Somebody, by their records.
#[derive(Debug, Clone)]
pub(crate) struct Someone {
    worker: Worker,
    qualifications: Vec<Qualification>,
    licenses: Vec<License>,
    certificates: Vec<LanguageCertificate>,
    employments: Vec<Employment>,
}

impl Someone {
    pub(crate) fn person<'a>(&'a self, consents: &'a [Consent], curricula: &'a Curricula) -> Person<'a> {
        Person {
            worker: &self.worker,
            qualifications: &self.qualifications,
            licenses: &self.licenses,
            certificates: &self.certificates,
            employments: &self.employments,
            consents,
            curricula,
        }
    }

    fn against(&self, opening: &Opening) -> Explanation {
        let curricula = Curricula::default();
        let consents = [consent()];
        let person = self.person(&consents, &curricula);
        let day: Day = DAY.parse().unwrap();
        explain(Row(1), &person, &Ask::of(opening, day), &Weights::default(), Outside::OPEN)
    }
}

fn consent() -> Consent {
    use crate::model::{DatumRef, Record};
    Consent::from_cells(|at| {
        Some(match Consent::COLUMNS[at] {
            "worker_id" => DatumRef::Text("w"),
            "purpose" => DatumRef::Text("match"),
            "given" => DatumRef::Integer(1),
            "given_on" => DatumRef::Text("2026-01-01"),
            _ => return None,
        })
    })
    .unwrap()
}

fn points(explanation: &Explanation, criterion: Criterion) -> u16 {
    explanation.parts.iter().find(|part| part.criterion == criterion).unwrap().points
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

const EVIDENCE: &[&str] = &["", "self-declared", "document-seen", "issuer-verified", "implied"];

prop_compose! {
    fn any_certificate()(
        (test, level, overall, skill) in prop::sample::select(&[
            ("goethe-b2", "B2", "", ""), ("telc-b2", "B2", "", ""), ("goethe-b1", "B1", "", ""),
            ("ielts-academic", "", "7.5", "7.5"), ("ielts-academic", "", "6.0", "6.0"), ("oet", "", "", "400"),
            ("", "B2", "", ""), ("", "C1", "", ""),
        ][..]),
        language in one_of(&["de", "en"]), taken_on in one_of(&["2026-03-01", "2025-06", "2019-01-01", ""]),
        evidence in one_of(EVIDENCE)
    ) -> LanguageCertificate {
        let language = match test {
            "goethe-b2" | "telc-b2" | "goethe-b1" => "de".to_owned(),
            "ielts-academic" | "oet" => "en".to_owned(),
            _ => language,
        };
        record(&[
            ("worker_id", "w"), ("test", test), ("level", level), ("overall", overall), ("listening", skill),
            ("reading", skill), ("writing", skill), ("speaking", skill), ("language", &language),
            ("taken_on", &taken_on), ("evidence", &evidence),
        ])
    }
}

prop_compose! {
    fn any_license()(
        country in one_of(&["PH", "IN", "DE", "GB", "AU"]), status in one_of(&["", "active", "lapsed", "restricted"]),
        occupation in one_of(&["2221", "2221", "2222", ""]), expires_on in one_of(&["", "2027-06-30", "2024-01-31"]),
        evidence in one_of(EVIDENCE)
    ) -> License {
        record(&[
            ("worker_id", "w"), ("country", &country), ("status", &status), ("occupation", &occupation),
            ("expires_on", &expires_on), ("evidence", &evidence), ("regulator", "Board"), ("number", "0012"),
        ])
    }
}

prop_compose! {
    fn any_employment()(
        occupation in one_of(&["2221", "2221", "2222", "5321", ""]),
        started in one_of(&["2008-01-01", "2015-06-01", "2021-02", "2024", ""]),
        ended in one_of(&["", "2018-12-31", "2023-06", "2025-05-31"]), hours in one_of(&["", "20", "40"])
    ) -> Employment {
        record(&[
            ("worker_id", "w"), ("occupation", &occupation), ("started", &started), ("ended", &ended),
            ("hours_per_week", &hours), ("employer", "Hospital"), ("title", "Staff nurse"),
        ])
    }
}

prop_compose! {
    pub(crate) fn anyone()(
        occupation in one_of(&["2221", "2221", "2222", ""]),
        specialties in one_of(&["", "intensive-care-nursing", "dialysis-nursing"]),
        completed in one_of(&["2008-04-01", "2019", "2026-03-15", ""]), trained_in in one_of(&["PH", "IN", "DE", ""]),
        licenses in prop::collection::vec(any_license(), 0..3),
        certificates in prop::collection::vec(any_certificate(), 0..3),
        employments in prop::collection::vec(any_employment(), 0..3)
    ) -> Someone {
        let diploma = record(&[
            ("worker_id", "w"), ("occupation", &*occupation), ("trained_in", &trained_in), ("completed", &completed),
            ("years", "4"), ("title", "Bachelor of Science in Nursing"), ("school", "College"),
        ]);
        Someone {
            worker: record(&[
                ("worker_id", "w"), ("occupation", &occupation), ("specialties", &specialties), ("residence", "PH"),
                ("nationalities", "PH"), ("title", "Staff nurse"), ("languages_read", "en"), ("birth_date", "1990-01-01"),
                ("preferred_destinations", "DE"), ("preferred_contracts", "permanent"),
            ]),
            qualifications: if completed.is_empty() && trained_in.is_empty() { vec![] } else { vec![diploma] },
            licenses, certificates, employments,
        }
    }
}

prop_compose! {
    pub(crate) fn any_opening()(
        destination in one_of(&["DE", "GB", "AU", "SE"]), language in one_of(&["", "de", "en"]),
        level in one_of(&["", "B1", "B2"]), months in one_of(&["", "12", "24"]),
        registration in one_of(&["", "1", "0"]), specialties in one_of(&["", "intensive-care-nursing"])
    ) -> Opening {
        let (language, level) = if language.is_empty() || level.is_empty() { ("", "") } else { (&*language, &*level) };
        opening(&[
            ("opening_id", "o"), ("destination", &destination), ("occupation", "2221"), ("language", language),
            ("language_level", level), ("experience_months", &months), ("registration_required", &registration),
            ("specialties", &specialties),
        ])
    }
}

fn opening(cells: &[(&str, &str)]) -> Opening {
    use crate::model::{DatumRef, Record};
    Opening::from_cells(|at| {
        let column = Opening::COLUMNS[at];
        let (_, text) = cells.iter().find(|(own, text)| *own == column && !text.is_empty())?;
        Some(match column {
            "experience_months" | "registration_required" => DatumRef::Integer(text.parse().unwrap()),
            _ => DatumRef::Text(text),
        })
    })
    .unwrap()
}

/// The laws are about something: people who are ready are among those drawn.
#[test]
fn somebody_is_ready() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let drawn = (anyone(), any_opening());
    let mut found = [0; 3];
    for _ in 0..2_000 {
        let (someone, opening) = drawn.new_tree(&mut runner).unwrap().current();
        found[match someone.against(&opening).state {
            State::Ready => 0,
            State::Bridgeable => 1,
            State::Excluded => 2,
        }] += 1;
    }
    assert!(found[0] > 20 && found[1] > 200, "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// A failed exam, and one that lies ahead, never count.
    #[test]
    fn what_does_not_count_adds_nothing(
        someone in anyone(), opening in any_opening(), certificate in any_certificate(), failed in any::<bool>()
    ) {
        let before = someone.against(&opening);
        let mut with = someone;
        let more = if failed {
            LanguageCertificate { overall: Some("nicht bestanden".to_owned()), ..certificate }
        } else {
            LanguageCertificate { taken_on: "2027-02-01".parse().ok(), ..certificate }
        };
        with.certificates.push(more);
        let after = with.against(&opening);
        prop_assert!(points(&after, Criterion::Language) <= points(&before, Criterion::Language));
        prop_assert!(after.score <= before.score);
        prop_assert!(after.state != State::Ready || before.state == State::Ready);
    }

    /// More practice in the occupation never lowers a score, and takes nothing from who is ready.
    #[test]
    fn more_practice_never_does_worse(
        someone in anyone(), opening in any_opening(), started in one_of(&["2012-01-01", "2020-01-01", "2026-01-01"]),
    ) {
        let before = someone.against(&opening);
        let mut with = someone;
        with.employments.push(record(&[
            ("worker_id", "w"), ("occupation", "2221"), ("started", &started), ("hours_per_week", "40"),
        ]));
        let after = with.against(&opening);
        prop_assert!(points(&after, Criterion::Experience) >= points(&before, Criterion::Experience),
            "{} {}", points(&after, Criterion::Experience), points(&before, Criterion::Experience));
        prop_assert!(before.state != State::Ready || after.state == State::Ready);
    }

    /// A month counts once: a period in two parts, or told twice, is worth what it is whole.
    #[test]
    fn no_month_counts_twice(someone in anyone(), opening in any_opening(), cut in 2010..2020_i32, overlap in 0..3_i32) {
        let period = |from: &str, until: &str| -> Employment {
            record(&[
                ("worker_id", "w"), ("occupation", "2221"), ("started", from), ("ended", until),
                ("hours_per_week", "40"),
            ])
        };
        let mut whole = someone.clone();
        whole.employments = vec![period("2009-01-01", "2022-12-31")];
        let mut parts = someone;
        parts.employments = vec![
            period("2009-01-01", &format!("{}-12-31", cut + overlap)), period(&format!("{cut}-01-01"), "2022-12-31"),
            period("2009-01-01", "2009-06-30"),
        ];
        let (whole, parts) = (whole.against(&opening), parts.against(&opening));
        prop_assert_eq!(points(&whole, Criterion::Experience), points(&parts, Criterion::Experience));
        prop_assert_eq!((whole.score, whole.state), (parts.score, parts.state));
    }

    /// What nobody recorded is no pass: a match that is ready without a cell is ready whatever the cell says.
    #[test]
    fn a_blank_cell_never_reads_better_than_the_worst_value(
        someone in anyone(), opening in any_opening(), at in 0..3_usize, cell in 0..3_usize
    ) {
        let mut blank = someone;
        let mut variants = Vec::new();
        match cell {
            0 if at < blank.certificates.len() => {
                blank.certificates[at].evidence = None;
                for evidence in Evidence::ALL {
                    let mut one = blank.clone();
                    one.certificates[at].evidence = Some(*evidence);
                    variants.push(one);
                }
            }
            1 if at < blank.licenses.len() => {
                blank.licenses[at].evidence = None;
                for evidence in Evidence::ALL {
                    let mut one = blank.clone();
                    one.licenses[at].evidence = Some(*evidence);
                    variants.push(one);
                }
            }
            2 if at < blank.licenses.len() => {
                blank.licenses[at].status = None;
                // A bar of another country, or where no registration is asked, is told when it is known; that none is
                // recorded keeps nobody back.
                let barred = |status: &&LicenseStatus| {
                    matches!(status, LicenseStatus::Suspended | LicenseStatus::Revoked)
                };
                let free = opening.registration_required == Some(false)
                    || blank.licenses[at].country != opening.destination;
                for status in LicenseStatus::ALL.iter().filter(|status| !(free && barred(status))) {
                    let mut one = blank.clone();
                    one.licenses[at].status = Some(*status);
                    variants.push(one);
                }
            }
            _ => {}
        }
        let unknown = blank.against(&opening);
        if unknown.state == State::Ready {
            for known in variants {
                let known = known.against(&opening);
                prop_assert_eq!(known.state, State::Ready);
            }
        }
    }

    /// A criterion that is asked and wholly met never costs: without it the score is no higher.
    #[test]
    fn asking_for_less_is_no_advantage(someone in anyone(), asked in any_opening(), which in 0..3_usize) {
        let mut less = asked.clone();
        let criterion = match which {
            0 => {
                less.specialties = None;
                Criterion::Specialty
            }
            1 => {
                less.experience_months = None;
                Criterion::Experience
            }
            _ => {
                (less.language, less.language_level) = (None, None);
                Criterion::Language
            }
        };
        let (more, less) = (someone.against(&asked), someone.against(&less));
        if points(&more, criterion) == 1000 {
            prop_assert!(less.score <= more.score, "{criterion:?}: {} > {}", less.score, more.score);
        }
    }

    /// Stating that there is no certificate is knowing it, and no pass.
    #[test]
    fn to_state_none_is_to_know(someone in anyone(), opening in any_opening()) {
        let mut silent = someone;
        silent.certificates.clear();
        let mut stated = silent.clone();
        stated.worker.no_language_certificates = Some(true);
        let (silent, stated) = (silent.against(&opening), stated.against(&opening));
        prop_assert!(stated.known >= silent.known);
        prop_assert!(stated.score <= silent.score);
        prop_assert!(stated.state != State::Ready || silent.state == State::Ready);
    }
}
