//! What may be shown of a person.

use crate::support::Project;
use corridor::disclosure::{self, Disclosure, may_show};
use corridor::model::{Actor, Kind};
use corridor::ops::{Act, Desk, import};
use corridor::{generate, schema};
use std::time::Duration;

/// Over generated workers: nothing that identifies them is in what is shown.
#[test]
fn nothing_that_tells_who_a_worker_is_gets_through() {
    let project = Project::new();
    let today = "2026-11-01".parse().unwrap();
    let spec = generate::Spec { workers: 150, openings: 1, placements: 0, seed: 3, today };
    generate::all(&spec, &project.path().join("files"), &mut |_| {}).unwrap();
    let desk = Desk::new(project.path().join("data"), Duration::from_secs(5));
    let act = Act::quiet(Actor::local("test"), "2026-11-01T00:00:00Z", today);
    let paths = vec![project.path().join("files/workers.csv")];
    import::import(&desk, &act, &import::ImportOptions { paths, ..import::ImportOptions::default() })
        .unwrap();
    let snapshot = desk.store().unwrap().snapshot().unwrap();
    let mut seen = 0;
    for row in snapshot.rows(Kind::Worker).unwrap() {
        let dossier = snapshot.dossier(row).unwrap().unwrap();
        let shown = disclosure::worker(&dossier);
        let json = serde_json::to_string(&shown).unwrap();
        let text = format!("{} {} {json} {:?}", shown.line(), shown.line_with_residence(), shown.texts());
        let w = &dossier.worker;
        let own = [&w.full_name, &w.given_name, &w.family_name, &w.email, &w.phone].into_iter().flatten();
        for part in own.flat_map(|text| text.split_whitespace()).filter(|part| part.len() > 5) {
            assert!(!text.contains(part), "{part}: {text}");
            seen += 1;
        }
        if let Some(born) = &w.birth_date {
            assert!(!text.contains(&born.to_string()), "{born}: {text}");
        }
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn a_column_that_identifies_is_shown_for_a_purpose_only() {
    let may = |name: &str, disclosure| {
        let table = schema::table(Kind::Worker);
        may_show(Kind::Worker, &table.fields[table.column(name).unwrap()], disclosure)
    };
    for (column, blind) in
        [("phone", false), ("full_name", false), ("birth_date", false), ("residence", true)]
    {
        assert_eq!(may(column, Disclosure::Blind), blind, "{column}");
        assert!(may(column, Disclosure::Identified), "{column}");
    }
}

/// Contacts that stand in no column of their own are neither shown nor found; the words around them are.
#[test]
fn contacts_in_free_text_are_neither_shown_nor_found() {
    let project = Project::new();
    let workers = "worker_id,residence,occupation,title,summary,employment_1_employer,employment_1_title,license_1_regulator,license_1_number,license_1_country,license_1_occupation,consent_match\n\
        C-1,PH,2221,Dialysis nurse,\"Dialysis. Call 0917-555-0142 or amy [at] example [dot] org\",,,,,,,yes\n\
        C-2,KE,2221,Dialysis nurse,Dialysis since 2015-03-01,\"Hope Clinic, +254 722 555 018\",Dialysis (write me@example.org),,,,,yes\n\
        C-3,IN,2221,Dialysis nurse,Dialysis; license KN556677 and पता ९८७६५ ५५५०१,,,Kerala Council,KN556677,IN,2221,yes\n";
    project.file("workers.csv", workers);
    project.ok(&["import", "workers.csv"]);
    let found = project.json(&["search", "worker", "dialysis"]);
    assert_eq!(found["total"], 3);
    let text = found.to_string();
    for secret in ["0142", "amy", "722", "me@", "556677", "९८७६५"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    for query in ["0142", "amy", "722", "\"me@example.org\"", "KN556677", "९८७६५", "98765"] {
        assert_eq!(project.json(&["search", "worker", query])["total"], 0, "{query}");
    }
    assert_eq!(project.json(&["search", "worker", "hope clinic"])["total"], 1);
}

/// However the people came in: in a first load, with their parts in files of their own, or by a change.
#[test]
fn who_refuses_to_be_matched_is_found_by_no_search() {
    let workers = "worker_id,residence,occupation,summary,status,language,language_level,consent_match\n\
        C-1,PH,2221,Dialysis in Cebu,,German,B2,yes\n\
        C-2,KE,2221,Dialysis in Nakuru,,German,B2,no\n\
        C-3,IN,2221,Dialysis in Pune,,German,B2,\n\
        C-4,IN,2221,Dialysis in Delhi,withdrawn,German,B2,yes\n\
        C-5,IN,2221,Dialysis in Goa,,German,B2,withdrawn 2026-11-05\n";
    for load_from in ["1", "1000"] {
        let project = Project::new();
        project.file("workers.csv", workers);
        let ran = project
            .command(&["import", "workers.csv"])
            .env("CORRIDOR_LOAD_FROM", load_from)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
        let found = |kind: &str, query: &str| -> Vec<String> {
            let reply = project.json(&["search", kind, query, "--facet", "language"]);
            let results = reply["results"].as_array().unwrap();
            let mut ids: Vec<String> =
                results.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
            ids.sort_unstable();
            assert_eq!(reply["facets"]["language"][0]["count"], ids.len(), "{reply}");
            ids
        };
        for (kind, query) in [("worker", "dialysis"), ("language_certificate", "german")] {
            assert_eq!(found(kind, query), ["C-1", "C-3"], "{kind}, a load from {load_from}");
        }
        project.file(
            "consents.csv",
            "worker_id,purpose,given,withdrawn_on\nC-1,match,yes,2026-11-20\nC-3,match,no,\n",
        );
        project.ok(&["import", "consents.csv"]);
        project.file("others.csv", "worker_id,occupation,summary,language,language_level,consent_match\nC-6,2221,Dialysis,German,B1,yes\n");
        project.ok(&["import", "others.csv"]);
        for again in [false, true] {
            if again {
                project.ok(&["reindex"]);
            }
            for (kind, query) in [("worker", "dialysis"), ("language_certificate", "german")] {
                assert_eq!(found(kind, query), ["C-6"], "{kind}, after a change, a load from {load_from}");
            }
        }
    }
}
