//! What a row says of its parts without saying it there fills them, is marked, and gives way to what is stated.

use crate::support::Project;
use std::collections::BTreeMap;

const HEAD: &str = "ID,Full name,Nationality,Country,Profession,Current employer,License No,Council,License country,Degree,Graduated";

fn import(project: &Project, name: &str, rows: &[&str]) {
    project.file(name, format!("{HEAD}\n{}\n", rows.join("\n")));
    project.ok(&["import", name]);
}

/// A column of the records of a kind, by the worker; with cells as they were written where that is asked.
fn column(project: &Project, kind: &str, name: &str, as_written: bool) -> BTreeMap<String, String> {
    let mut args = vec!["export", kind, "--identified", "--purpose", "test", "--format", "csv"];
    args.extend(as_written.then_some("--as-written"));
    let text = project.ok(&args);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at = |of: &str| headers.iter().position(|header| header == of).unwrap();
    let (id, value) = (at("worker_id"), at(name));
    reader.records().map(Result::unwrap).map(|row| (row[id].to_owned(), row[value].to_owned())).collect()
}

fn cell(project: &Project, kind: &str, name: &str) -> String {
    column(project, kind, name, false)["A1"].clone()
}

#[test]
fn a_row_fills_its_parts_and_marks_them() {
    let project = Project::new();
    import(
        &project,
        "a.csv",
        &[
            "A1,Ana Cruz,Kenyan,Kenya,Registered nurse,Clinic A,KE-1,Nursing Council of Kenya,,BSc Nursing,2018",
            // Who lives abroad need not have trained or registered there.
            "A2,Ravi Rao,Indian,UAE,Midwife,Clinic B,4455,,,Diploma,2012",
            // The name of the regulator says its country, wherever the person lives.
            "A3,Mary Poe,Filipino,Philippines,Staff nurse,,PH-7,PRC Philippines,,,",
            "A4,Joy Ode,,Ghana,Physiotherapist,Clinic C,22,A council that no table has,,,",
            "A5,Bea Lim,Filipino,Philippines,Staff nurse,,PH-9,Nursing and Midwifery Council (UK),,,",
        ],
    );
    let of = |kind, name| column(&project, kind, name, false).into_values().collect::<Vec<_>>().join(" ");
    assert_eq!(of("employment", "occupation"), "2221 2222 2264");
    assert_eq!(of("employment", "country"), "KE AE GH");
    assert_eq!(of("license", "occupation"), "2221 2222 2221 2264 2221");
    // Where the nationality is not known the license may be of the country that somebody came from.
    assert_eq!(of("license", "country"), "KE  PH  GB");
    assert_eq!(of("qualification", "trained_in"), "KE ");
    for kind in ["employment", "license", "qualification"] {
        let levels = column(&project, kind, "evidence", false);
        assert!(levels.values().all(|level| level == "implied"), "{kind}: {levels:?}");
        let written = column(&project, kind, "occupation", true);
        assert!(written.values().all(String::is_empty), "{kind}: {written:?}");
    }
}

#[test]
fn an_employment_that_ended_is_not_the_one_that_a_worker_has() {
    let project = Project::new();
    project.file(
        "w.csv",
        "worker_id,full_name,residence,occupation,employment_1_employer,employment_1_started,employment_1_ended,\
employment_2_employer,employment_2_started,employment_2_ended,employment_3_employer,employment_3_title\n\
A1,Ana Cruz,KE,2221,Clinic A,2015-01,2019-02,Clinic B,2019-03,to date,Clinic C,Midwife\n",
    );
    project.ok(&["import", "w.csv"]);
    let text = project.ok(&[
        "export",
        "employment",
        "--identified",
        "--purpose",
        "test",
        "--columns",
        "employer,occupation,country",
    ]);
    let rows: Vec<&str> = text.lines().skip(1).collect();
    // The last says by its own title what it was.
    assert_eq!(rows, ["Clinic A,,", "Clinic B,2221,KE", "Clinic C,2222,"]);
}

#[test]
fn what_is_stated_outweighs_what_is_implied_in_either_order() {
    let implied =
        "A1,Ana Cruz,Kenyan,Kenya,Registered nurse,Clinic A,77,Council of Examples,,BSc Nursing,2018";
    let stated =
        "A1,Ana Cruz,Kenyan,Kenya,Registered nurse,Clinic A,77,Council of Examples,Uganda,BSc Nursing,2018";
    for order in [[implied, stated], [stated, implied]] {
        let project = Project::new();
        import(&project, "a.csv", &[order[0]]);
        import(&project, "b.csv", &[order[1]]);
        assert_eq!(cell(&project, "license", "country"), "UG");
        assert_eq!(column(&project, "license", "country", true)["A1"], "Uganda");
        let again = project.json(&["import", "b.csv"]);
        for kind in ["worker", "license", "qualification", "employment"] {
            assert_eq!(again["counts"][kind]["updated"], 0, "{kind} {order:?}");
        }
    }
    // The later batch undone, the row's own word holds again.
    let project = Project::new();
    import(&project, "a.csv", &[implied]);
    import(&project, "b.csv", &[stated]);
    project.ok(&["undo", "B-0002"]);
    assert_eq!(cell(&project, "license", "country"), "KE");
    // Worth nothing more: all of it stated, the mark goes.
    project
        .file("c.csv", "worker_id,regulator,number,country,occupation\nA1,Council of Examples,77,KE,2221\n");
    project.ok(&["import", "c.csv", "--kind", "license"]);
    assert_eq!(cell(&project, "license", "evidence"), "");
    assert_eq!(column(&project, "license", "country", true)["A1"], "KE");
}

#[test]
fn a_stated_evidence_stays() {
    let head = "worker_id,full_name,nationalities,residence,occupation,license_1_regulator,license_1_number,license_1_country,license_1_evidence\n";
    for (stated, kept) in [("document-seen", "document-seen"), ("n/a", ""), ("", "implied")] {
        let project = Project::new();
        project.file("a.csv", format!("{head}A1,Ana Cruz,KE,KE,2221,Council of Examples,77,,{stated}\n"));
        project.ok(&["import", "a.csv"]);
        assert_eq!(cell(&project, "license", "country"), "KE");
        assert_eq!(column(&project, "license", "country", true)["A1"], "");
        assert_eq!(cell(&project, "license", "evidence"), kept, "{stated}");
    }
}

#[test]
fn an_export_with_implied_facts_comes_in_again_as_it_went_out() {
    let project = Project::new();
    import(
        &project,
        "a.csv",
        &[
            "A1,Ana Cruz,Kenyan,Kenya,Registered nurse,Clinic A,KE-1,Nursing Council of Kenya,,BSc Nursing,2018",
        ],
    );
    let out =
        |project: &Project, kind: &str| project.ok(&["export", kind, "--identified", "--purpose", "test"]);
    let other = Project::new();
    for kind in ["worker", "license", "employment", "qualification"] {
        let text = out(&project, kind);
        for at in [&project, &other] {
            at.file(&format!("{kind}.csv"), &text);
            at.ok(&["import", &format!("{kind}.csv"), "--kind", kind]);
            assert_eq!(out(at, kind), text, "{kind}");
        }
    }
}

/// The taxi that a nurse drives is no practice as a nurse; the ward on which a nurse works is.
#[test]
fn a_title_of_other_work_or_of_none_takes_no_occupation_from_its_worker() {
    let project = Project::new();
    let titles = [
        ("Taxi driver", ""),
        ("Ward clerk", ""),
        ("Unemployed", ""),
        ("Maternity leave", ""),
        ("Student nurse, clinical placement", ""),
        ("ICU", "2221"),
        ("Staff nurse", "2221"),
        ("", "2221"),
    ];
    let head = "worker_id,full_name,residence,nationalities,occupation,employment_1_employer,employment_1_title,employment_1_started\n";
    let row = |(at, (title, _)): (usize, &(&str, &str))| {
        format!("A{at},Ana Cruz {at},KE,KE,2221,House {at},\"{title}\",2018-01-01\n")
    };
    project.file("a.csv", head.to_owned() + &titles.iter().enumerate().map(row).collect::<String>());
    project.ok(&["import", "a.csv"]);
    let found = column(&project, "employment", "occupation", false);
    let wanted = titles.iter().enumerate().map(|(at, (_, code))| (format!("A{at}"), (*code).to_owned()));
    assert_eq!(found, wanted.collect::<BTreeMap<_, _>>());
}
