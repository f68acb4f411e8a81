//! The scan over packed profiles against a plain oracle that explains every record.

use crate::support::Project;
use corridor::ethics::Clearance;
use corridor::matching::{Gate, State};
use corridor::model::{Actor, Channel};
use corridor::ops::r#match::match_opening;
use corridor::ops::match_all::{MatchedOpenings, match_all};
use corridor::ops::{Act, Desk, import, why};
use corridor::ranking::Terms;
use std::collections::BTreeMap;
use std::time::Duration;

fn act() -> Act {
    Act::quiet(Actor::local("tester"), "2026-11-01T00:00:00Z", "2026-11-01".parse().unwrap())
}

fn terms(channel: Channel, top: usize) -> Terms {
    Terms {
        channel: Some(channel),
        as_of: "2026-11-01".parse().unwrap(),
        top,
        query: None,
        weights: corridor::matching::Weights::default(),
        record: false,
    }
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }
}

/// Generated workers and openings, imported in two batches so that the second lies over the profiles.
fn project(workers: u64, seed: u64) -> (Project, Desk, Act) {
    let project = Project::new();
    let today = "2026-11-01".parse().unwrap();
    let make = |name: &str, workers, seed| {
        let dir = project.path().join(name);
        let spec = corridor::generate::Spec { workers, openings: 12, placements: 0, seed, today };
        corridor::generate::all(&spec, &dir, &mut |_| {}).unwrap();
        dir
    };
    let (desk, act) = (Desk::new(project.path().join("data"), Duration::from_secs(10)), act());
    let options = |path| import::ImportOptions { paths: vec![path], ..import::ImportOptions::default() };
    import::import(&desk, &act, &options(make("first", workers, seed))).unwrap();
    // A first match makes the profiles; the second batch changes some workers after it.
    match_opening(&desk, &act, "O-00001", &terms(Channel::Direct, 1)).unwrap();
    let again = make("second", workers / 10, seed + 1).join("workers.csv");
    import::import(&desk, &act, &options(again)).unwrap();
    (project, desk, act)
}

#[test]
fn the_scan_ranks_as_a_plain_reading_of_all_records_does() {
    let mut random = Random(7);
    for seed in [1, 2] {
        let (_project, desk, act) = project(70, seed);
        let ids: Vec<String> = (1..=70).map(|n| format!("W-{n:07}")).collect();
        for (opening, channel) in
            (1..=6).map(|n| (format!("O-{n:05}"), [Channel::Direct, Channel::Active][n % 2]))
        {
            // Words are asked for in two of three questions.
            let query = [None, Some("dialysis"), Some("nurse")][random.next(3)];
            let terms = Terms { query: query.map(Into::into), ..terms(channel, 1000) };
            let reply = match_opening(&desk, &act, &opening, &terms).unwrap();
            let mut expected: Vec<(u16, String)> = Vec::new();
            let mut blocked = 0;
            let mut gates: BTreeMap<Gate, u64> = BTreeMap::new();
            for id in &ids {
                let one = why::why(&desk, &act, &opening, id, &terms).unwrap();
                let shut = &one.result.explanation.gates;
                let is_blocked = one.result.assessment.clearance == Clearance::Blocked;
                assert_eq!(shut.contains(&Gate::Ethics), is_blocked);
                assert_eq!(one.result.state() == State::Excluded, !shut.is_empty());
                // A worker counts for the first closed gate.
                if let Some(gate) = shut.first().filter(|gate| **gate != Gate::Ethics) {
                    *gates.entry(*gate).or_default() += 1;
                } else if one.result.assessment.clearance == Clearance::Blocked {
                    blocked += 1;
                } else {
                    expected.push((one.result.explanation.score, id.clone()));
                }
                assert_eq!(
                    one.result.explanation.parts.iter().map(|part| part.adds).sum::<u16>(),
                    one.result.explanation.score
                );
            }
            expected.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
            let found: Vec<(u16, String)> =
                reply.results.iter().map(|r| (r.explanation.score, r.worker.clone())).collect();
            assert_eq!(found, expected, "seed {seed}, {opening}");
            assert_eq!(reply.admitted, expected.len() as u64, "seed {seed}, {opening}");
            assert_eq!(reply.blocked, blocked, "seed {seed}, {opening}");
            assert_eq!(reply.excluded, gates, "seed {seed}, {opening}");
            for shut in reply.best_excluded.iter().chain(&reply.best_blocked) {
                assert_eq!(shut.state(), State::Excluded, "seed {seed}, {opening}");
                assert!(!shut.explanation.gates.is_empty(), "seed {seed}, {opening}: {}", shut.worker);
            }
            // The first few are the first few of all.
            let few = match_opening(&desk, &act, &opening, &Terms { top: 3, ..terms.clone() }).unwrap();
            let few: Vec<(u16, String)> =
                few.results.iter().map(|r| (r.explanation.score, r.worker.clone())).collect();
            assert_eq!(few, expected[..expected.len().min(3)], "seed {seed}, {opening}");
        }
    }
}

#[test]
fn every_shortlist_of_all_openings_is_that_of_its_own_match() {
    for (seed, channel, query) in
        [(3, Channel::Direct, None), (4, Channel::Active, Some("nurse")), (5, Channel::Government, None)]
    {
        let (_project, desk, act) = project(150, seed);
        let terms = Terms { query: query.map(Into::into), ..terms(channel, 5) };
        let all =
            match_all(&desk, &act, &terms, MatchedOpenings::Stored, &mut |list| Ok(Some(list))).unwrap();
        assert!(all.openings.iter().any(|list| !list.results.is_empty()), "seed {seed}");
        for list in &all.openings {
            let own = match_opening(&desk, &act, &list.opening, &terms).unwrap();
            let found: Vec<_> =
                list.results.iter().map(|one| (one.place, &one.worker, one.score, one.state)).collect();
            let expected: Vec<_> = own
                .results
                .iter()
                .map(|one| (one.place, &one.worker, one.explanation.score, one.state()))
                .collect();
            assert_eq!(found, expected, "seed {seed}, {}", list.opening);
            assert_eq!(
                (list.admitted, list.blocked, &list.excluded),
                (own.admitted, own.blocked, &own.excluded),
                "seed {seed}, {}",
                list.opening
            );
        }
    }
}

/// A normal run swaps the traits of 150 workers. With `CORRIDOR_ALL_WORKERS` set it swaps those of ten thousand.
#[test]
fn protected_traits_move_no_score_and_no_rank() {
    let all = std::env::var_os("CORRIDOR_ALL_WORKERS").is_some();
    let workers: usize = if all { 10_000 } else { 150 };
    let (project, desk, act) = project(workers as u64, 9);
    let ranks = |desk: &Desk, act: &Act| {
        (1..=12)
            .map(|n| {
                let terms = terms(Channel::Direct, workers);
                let reply = match_opening(desk, act, &format!("O-{n:05}"), &terms).unwrap();
                let one = |r: &corridor::ranking::MatchResult| {
                    let adds: Vec<u16> = r.explanation.parts.iter().map(|part| part.adds).collect();
                    (r.worker.clone(), r.explanation.score, adds)
                };
                reply.results.iter().map(one).collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let before = ranks(&desk, &act);
    let mut swapped = "worker_id,sex,nationalities,birth_date,full_name\n".to_owned();
    for n in 1..=workers {
        let sex = if n % 2 == 0 { "male" } else { "female" };
        swapped.push_str(&format!(
            "W-{n:07},{sex},{},19{:02}-05-05,Name {n}\n",
            ["NO", "BR", "JP"][n % 3],
            60 + n % 39
        ));
    }
    let path = project.file("swapped.csv", swapped);
    import::import(
        &desk,
        &act,
        &import::ImportOptions { paths: vec![path], ..import::ImportOptions::default() },
    )
    .unwrap();
    assert_eq!(ranks(&desk, &act), before);
}

#[test]
fn words_are_a_gate_and_never_points() {
    let (_project, desk, act) = project(150, 4);
    let plain = match_opening(&desk, &act, "O-00002", &terms(Channel::Direct, 500)).unwrap();
    let asked = Terms { query: Some("dialysis".into()), ..terms(Channel::Direct, 500) };
    let found = match_opening(&desk, &act, "O-00002", &asked).unwrap();
    assert!(found.results.len() < plain.results.len());
    for result in &found.results {
        let same = plain.results.iter().find(|r| r.worker == result.worker).unwrap();
        assert_eq!(same.explanation.score, result.explanation.score);
    }
}

#[test]
fn every_closed_gate_is_named_and_a_hold_says_why() {
    let project = Project::new();
    project.file(
        "organizations.csv",
        "organization_id,name,role,country\nE-1,Example Trust,employer,GB\nR-1,Example Agency,recruiter,GB\n",
    );
    project.file(
        "openings.csv",
        "opening_id,organization_id,recruiter_id,title,occupation,destination,status,published_on,starts_on,recruiting_party,third_parties\n\
         O-1,E-1,R-1,Staff nurse,2221,GB,open,2026-09-01,2027-03-01,private-recruiter,R-1\n",
    );
    project.file(
        "workers.csv",
        "worker_id,residence,occupation,status,available_from,refused_destinations,consent_match\n\
         W-1,PH,2221,withdrawn,2028-01-01,GB,no\nW-2,PH,2221,active,,,yes\n",
    );
    for file in ["organizations.csv", "openings.csv", "workers.csv"] {
        project.ok(&["import", file]);
    }
    let asked = ["--opening", "O-1", "--channel", "active", "--as-of", "2026-11-28"];
    let json = |command: &str, more: &[&str]| -> serde_json::Value {
        let args = [&["--format", "json", command], &asked[..], more].concat();
        serde_json::from_str(&project.ok(&args)).unwrap()
    };
    let why = json("why", &["--worker", "W-1"]);
    let gates: Vec<&str> =
        why["explanation"]["gates"].as_array().unwrap().iter().map(|gate| gate.as_str().unwrap()).collect();
    assert_eq!(gates[..4], ["withdrawn", "consent", "available", "refused"], "{why}");
    let list = project.ok(&[&["--format", "csv", "match", "--no-record"], &asked[..]].concat());
    let held = list.lines().find(|line| line.contains("W-2")).unwrap();
    assert!(held.contains("hold") && held.contains("unknown: "), "{held}");
    let table = project.ok(&[&["match", "--no-record"], &asked[..]].concat());
    assert!(table.contains("hold: "), "{table}");
}

#[test]
fn a_recorded_shortlist_is_shown_with_all_that_it_rests_on() {
    let (project, desk, act) = project(60, 5);
    let terms = Terms { record: true, ..terms(Channel::Direct, 5) };
    // The first of those that can still be filled.
    let ids = (1..=12).map(|n| format!("O-{n:05}"));
    let reply = ids.map(|id| match_opening(&desk, &act, &id, &terms).unwrap());
    let reply = reply.into_iter().find(|reply| !reply.results.is_empty()).unwrap();
    let name = reply.decision.unwrap().to_string();
    let shown = project.json(&["show", "decision", &name]);
    assert_eq!(
        (&shown["kind"], &shown["subject"]),
        (&"shortlist".into(), &reply.opening.as_str().into()),
        "{shown}"
    );
    assert_eq!(shown["scores_agree"], true, "{shown}");
    let facts = &shown["facts"];
    for (stored, found) in facts["results"].as_array().unwrap().iter().zip(&reply.results) {
        assert_eq!(stored["worker"], found.worker.as_str());
        assert_eq!(stored["score"], found.explanation.score);
        let language =
            stored["parts"].as_array().unwrap().iter().find(|part| part["criterion"] == "language");
        assert!(language.unwrap()["level"].is_string(), "{stored}");
    }
    let rests_on = &facts["rests_on"];
    assert_eq!(rests_on["weights"]["language"], 190, "{rests_on}");
    assert!(rests_on["versions"].as_array().unwrap().len() > reply.results.len(), "{rests_on}");
    for hash in ["packs", "reference", "build"] {
        assert_eq!(rests_on[hash].as_str().unwrap().len(), 64, "{rests_on}");
    }
    assert!(!shown.to_string().contains("salt"), "{shown}");
    let text = project.ok(&["show", "decision", &name]);
    assert!(text.contains("versions of the records"), "{text}");
    assert!(text.contains("give the recorded scores"), "{text}");
    let missing = project.run(&["show", "decision", "D-0099"]);
    assert!(missing.err.contains(&format!("the newest is `{name}`")), "{}", missing.err);
}
