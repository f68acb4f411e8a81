//! The ranking against pairs of which one is the better, and against states that somebody expected
//! (`tests/data/triples`).

use crate::support::Project;
use corridor::matching::{Criterion, Explanation, Gate, State, Weights};
use corridor::model::{Actor, Channel};
use corridor::ops::r#match::match_opening;
use corridor::ops::{Act, Desk, import};
use corridor::ranking::Terms;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The day that a set asks about.
fn day(set: &str) -> &'static str {
    if set == "third/" { "2026-11-28" } else { "2026-12-01" }
}

/// A table of a set: the first one, or the `second/`.
fn table(file: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/tests/data/triples/{file}", env!("CARGO_MANIFEST_DIR"));
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

struct Ranked {
    desk: Desk,
    act: Act,
    day: &'static str,
    _project: Project,
}

impl Ranked {
    /// The records of a set, and each opening a second time without what `blank` names.
    fn of_set(set: &str, blank: &[&str]) -> Self {
        let project = Project::new();
        let desk = Desk::new(project.path().join("data"), Duration::from_secs(10));
        let day = day(set);
        let act = Act::quiet(Actor::local("tester"), format!("{day}T00:00:00Z"), day.parse().unwrap());
        let dir = format!("{}/tests/data/triples/{set}", env!("CARGO_MANIFEST_DIR"));
        let names = [
            "organizations",
            "openings",
            "workers",
            "qualifications",
            "licenses",
            "language_certificates",
            "employments",
            "consents",
        ];
        let mut paths: Vec<std::path::PathBuf> =
            names.iter().map(|name| format!("{dir}{name}.csv").into()).collect();
        // Not every set names employers.
        paths.retain(|path| path.exists());
        if !blank.is_empty() {
            let mut reader = csv::Reader::from_path(format!("{dir}openings.csv")).unwrap();
            let headers = reader.headers().unwrap().clone();
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&headers).unwrap();
            for row in reader.records().map(Result::unwrap) {
                let cells = headers.iter().zip(&row).map(|(name, cell)| match name {
                    "opening_id" => format!("{cell}-LESS"),
                    name if blank.contains(&name) => String::new(),
                    _ => cell.to_owned(),
                });
                writer.write_record(cells).unwrap();
            }
            paths.push(project.file("openings_less.csv", writer.into_inner().unwrap()));
        }
        let options = import::ImportOptions { paths, ..import::ImportOptions::default() };
        import::import(&desk, &act, &options).unwrap();
        Self { desk, act, day, _project: project }
    }

    /// All who pass every gate, each with the explanation, and what is said of the opening.
    fn of(&self, opening: &str) -> (BTreeMap<String, Explanation>, bool) {
        let terms = Terms {
            channel: Some(Channel::Direct),
            as_of: self.day.parse().unwrap(),
            top: 1000,
            query: None,
            weights: Weights::default(),
            record: false,
        };
        let reply = match_opening(&self.desk, &self.act, opening, &terms).unwrap();
        let said = reply.excluded.contains_key(&Gate::Opening) || !reply.about_opening.is_empty();
        (reply.results.into_iter().map(|one| (one.worker, one.explanation)).collect(), said)
    }
}

#[test]
fn who_is_better_ranks_higher_and_nobody_is_ready_who_is_not() {
    let (triples, failed, states) = judged("");
    assert!(failed.len() * 100 <= triples * 3, "{} of {triples}:\n{}", failed.len(), failed.join("\n"));
    assert!(states.is_empty(), "{}", states.join("\n"));
}

/// The second set was written without a look at the first one, the code or the weights.
#[test]
fn a_second_judge_agrees() {
    let (triples, failed, states) = judged("second/");
    assert!(failed.len() * 100 <= triples * 5, "{} of {triples}:\n{}", failed.len(), failed.join("\n"));
    assert!(states.len() <= 1, "{}", states.join("\n"));
}

/// The third set was written like the second, after its mends, with more countries and more sly papers.
#[test]
fn a_third_judge_agrees() {
    let (triples, failed, states) = judged("third/");
    assert!(failed.len() * 100 <= triples * 4, "{} of {triples}:\n{}", failed.len(), failed.join("\n"));
    assert!(states.len() <= 1, "{}", states.join("\n"));
}

/// How many triples a set has, those that do not hold, and the expectations on states that do not.
fn judged(set: &str) -> (usize, Vec<String>, Vec<String>) {
    let ranked = Ranked::of_set(set, &[]);
    let (triples, listing) = (table(&format!("{set}triples.csv")), table(&format!("{set}listing.csv")));
    let openings: BTreeSet<&str> = triples.iter().chain(&listing).map(|row| &row[0]).collect();
    let all: BTreeMap<&str, _> = openings.into_iter().map(|id| (id, ranked.of(id))).collect();
    let score = |opening: &str, worker: &str| all[opening].0.get(worker).map(|one| one.score);
    let holds = |row: &&csv::StringRecord| score(&row[0], &row[1]) > score(&row[0], &row[2]);
    let named = |row: &csv::StringRecord| format!("{}: {} before {}: {}", &row[0], &row[1], &row[2], &row[3]);
    let failed = triples.iter().filter(|row| !holds(row)).map(named).collect();
    let held = |row: &&csv::StringRecord| {
        let (results, said) = &all[&row[0]];
        let state = results.get(&row[1]).map_or(State::Excluded, |one| one.state);
        match &row[2] {
            "ready" => state == State::Ready,
            "not-ready" => state != State::Ready,
            "bridgeable" => state == State::Bridgeable,
            "excluded" => state == State::Excluded,
            _ => *said,
        }
    };
    let states = listing.iter().filter(|row| !held(row)).map(|row| format!("{row:?}")).collect();
    (triples.len(), failed, states)
}

/// Whoever has all that is asked of a criterion scores no higher where it is not asked.
#[test]
fn asking_for_less_never_ranks_higher() {
    let ranked = Ranked::of_set("", &["specialties", "language_level"]);
    let openings: BTreeSet<String> = table("openings.csv").iter().map(|row| row[0].to_owned()).collect();
    let mut compared = 0;
    for opening in openings {
        let (asked, _) = ranked.of(&opening);
        let (less, _) = ranked.of(&format!("{opening}-LESS"));
        for (worker, full) in &asked {
            let Some(less) = less.get(worker) else { continue };
            let whole = |criterion: Criterion| {
                full.parts.iter().any(|part| part.criterion == criterion && part.points == 1000)
            };
            if [Criterion::Specialty, Criterion::Language, Criterion::Experience].into_iter().all(whole) {
                // Rounding takes up to a point from each criterion.
                assert!(less.score <= full.score + 9, "{opening} {worker}: {} {}", full.score, less.score);
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared}");
}
