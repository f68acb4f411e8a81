//! Recorded rankings asked again after everything that they rest on was renewed.
//!
//! A normal run records some dozens of decisions. With `CORRIDOR_ALL_REPLAYS` set it records ten thousand.

use crate::support::Project;
use corridor::matching::Weights;
use corridor::model::{Actor, Channel, DecisionId};
use corridor::ops::r#match::{match_opening, match_worker};
use corridor::ops::replay::{ReplayOf, replay};
use corridor::ops::{Act, Desk, import, reindex};
use corridor::ranking::Terms;
use std::path::PathBuf;
use std::time::Duration;

const WORKERS: u64 = 120;
const OPENINGS: u64 = 12;

/// Lists, weights, index and records are renewed; a decision asked again of the records that it saw gives the same bytes.
#[test]
fn recorded_rankings_give_the_same_bytes_after_lists_weights_and_index_are_renewed() {
    let all = std::env::var_os("CORRIDOR_ALL_REPLAYS").is_some();
    let decisions: u64 = if all { 10_000 } else { 40 };
    let project = Project::new();
    let today = "2026-11-01".parse().unwrap();
    let act = Act::quiet(Actor::local("tester"), "2026-11-01T00:00:00Z", today);
    let desk = Desk::new(project.path().join("data"), Duration::from_secs(10));
    let make = |name: &str, workers, seed| -> PathBuf {
        let dir = project.path().join(name);
        let spec = corridor::generate::Spec { workers, openings: OPENINGS, placements: 0, seed, today };
        corridor::generate::all(&spec, &dir, &mut |_| {}).unwrap();
        dir
    };
    let take = |path: PathBuf| {
        let options = import::ImportOptions { paths: vec![path], ..import::ImportOptions::default() };
        import::import(&desk, &act, &options).unwrap();
    };
    take(make("first", WORKERS, 1));
    let weights =
        [Weights::default(), Weights::named("safety").unwrap(), Weights::named("worker-first").unwrap()];
    let mut recorded: Vec<DecisionId> = Vec::new();
    for number in 0..decisions {
        // The records change between the decisions: each quarter of them saw others.
        if number > 0 && number % (decisions / 4) == 0 {
            take(make(&format!("again-{number}"), WORKERS / 5, 1 + number).join("workers.csv"));
        }
        let pick = |below: u64, salt: u64| -> usize {
            let mixed = (number * 8 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
            usize::try_from(mixed % below).unwrap()
        };
        let terms = Terms {
            channel: Some([Channel::Direct, Channel::Active, Channel::Government][pick(3, 1)]),
            as_of: format!("2026-{:02}-15", 1 + pick(10, 2)).parse().unwrap(),
            top: 3 + pick(8, 3),
            query: [None, None, Some("nurse"), Some("dialysis")][pick(4, 4)].map(str::to_owned),
            weights: weights[pick(3, 5)],
            record: true,
        };
        let decision = if number % 3 == 0 {
            let terms = Terms { query: None, ..terms };
            match_worker(&desk, &act, &format!("W-{:07}", 1 + pick(WORKERS, 6)), &terms).unwrap().decision
        } else {
            let opening = format!("O-{:05}", 1 + pick(OPENINGS, 7));
            match_opening(&desk, &act, &opening, &terms).unwrap().decision
        };
        recorded.extend(decision);
    }
    assert_eq!(recorded.len() as u64, decisions);

    // A list gets an edition that is in force later on; index and profiles are made anew; records go on.
    project.ok(&["policy", "copy", "who-global-code", "--out", "data/policy/who"]);
    let edit = |name: &str, with: &dyn Fn(&str) -> String| {
        let path = project.path().join("data/policy/who").join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, with(&text)).unwrap();
    };
    edit("regimes.csv", &|text| {
        let open = "2023-03-08,,";
        assert!(text.contains(open), "{text}");
        let (closed, source) =
            (text.replacen(open, "2023-03-08,2027-01-01,", 1), "s,https://example.org,high");
        format!("{}\nwho-ssl-2027,2027,2027-01-01,,true,1,{source}\n", closed.trim_end())
    });
    edit("list.csv", &|text| {
        format!("{}\nPH,listed,2027,2027-01-01,,test,s,https://example.org,high\n", text.trim_end())
    });
    edit("pack.toml", &|text| text.replacen("2023-03-08", "2027-01-01", 1));
    take(make("last", WORKERS, 99).join("workers.csv"));
    reindex::reindex(&desk, &act).unwrap();

    let mut of_results = 0;
    for decision in recorded {
        let again = replay(&desk, &act, decision, ReplayOf::Then).unwrap();
        assert!(again.scores_agree && again.identical, "{decision}: {:?}", again.differences);
        assert_eq!(again.differences, [], "{decision}");
        // The packs are those of then: their texts were kept.
        assert!(again.rests_on_the_same && again.packs.is_empty(), "{decision}");
        of_results += 1;
    }
    assert_eq!(of_results, decisions);
}
