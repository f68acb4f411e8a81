//! What `run.py` asks this program itself: the same questions of the search and of a bare tantivy, and one opening.

use super::{Desk, Groups, Scan, compatible, opening_of, search};
use corridor::matching::{Ask, Criterion, Limits, Weights};
use corridor::model::{Actor, Day, Kind};
use corridor::ops::Act;
use corridor::profiles::{Best, scan};
use corridor::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TEXT, Value as _};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, TantivyDocument, Term, doc};

/// How many results a question has.
const TOP: usize = 20;
const DAY: &str = "2026-11-01";

/// Answers the questions of a directory; the times go to files beside them.
pub(super) fn answer(dir: &Path) {
    let questions: Vec<(String, String)> = fs::read_to_string(dir.join("questions.tsv"))
        .unwrap()
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .map(|(words, residence)| (words.to_owned(), residence.to_owned()))
        .collect();
    let desk = Desk::new(dir.join("data"), Duration::from_secs(60));
    let today: Day = DAY.parse().unwrap();
    let act = Act::quiet(Actor::local("bench"), "2026-11-01T00:00:00Z", today);
    let mut times = String::new();
    let mut ask = |name: &str, options: &dyn Fn(&str, &str) -> search::SearchOptions| {
        // The first pass warms, as it does for the peers.
        for pass in 0..2 {
            for (words, residence) in &questions {
                let options = options(words, residence);
                let begun = Instant::now();
                let found = search::search(&desk, &act, &options).unwrap().total;
                line(pass, &mut times, name, begun.elapsed(), found as u64);
            }
        }
    };
    let filtered = |words: &str, residence: &str| {
        search::SearchOptions::of(Kind::Worker, words, vec![format!("residence={residence}")], TOP)
    };
    ask("corridor", &filtered);
    ask("corridor, two facets", &|words, residence| {
        let mut options = filtered(words, residence);
        options.facets = vec!["residence".to_owned(), "occupation".to_owned()];
        options
    });
    ask("corridor, beginning of a word", &|words, _| {
        let first: String = words.chars().take(4).collect();
        search::SearchOptions::of(Kind::Worker, &format!("{first}*"), Vec::new(), TOP)
    });
    bare(dir, &questions, &mut times);
    fs::write(dir.join("corridor.tsv"), times).unwrap();
    one_opening(&desk, dir, today);
}

fn line(pass: u32, times: &mut String, name: &str, time: Duration, found: u64) {
    if pass > 0 {
        writeln!(times, "{name}\t{:.4}\t{found}", time.as_secs_f64() * 1000.0).unwrap();
    }
}

/// The same documents and questions in a tantivy without anything of ours.
fn bare(dir: &Path, questions: &[(String, String)], times: &mut String) {
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let lives = schema.add_text_field("residence", STRING);
    let text = schema.add_text_field("text", TEXT | STORED);
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(2, 400_000_000).unwrap();
    for row in fs::read_to_string(dir.join("documents.tsv")).unwrap().lines() {
        let cells: Vec<&str> = row.splitn(3, '\t').collect();
        writer.add_document(doc!(id => cells[0], lives => cells[1], text => cells[2])).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    for pass in 0..2 {
        for (words, residence) in questions {
            let begun = Instant::now();
            let term = |field, word: &str, option| {
                let query: Box<dyn Query> =
                    Box::new(TermQuery::new(Term::from_field_text(field, &word.to_lowercase()), option));
                (Occur::Must, query)
            };
            let mut parts: Vec<(Occur, Box<dyn Query>)> =
                words.split(' ').map(|word| term(text, word, IndexRecordOption::WithFreqs)).collect();
            parts.push((
                Occur::Must,
                Box::new(TermQuery::new(Term::from_field_text(lives, residence), IndexRecordOption::Basic)),
            ));
            let query = BooleanQuery::new(parts);
            let (top, count) =
                searcher.search(&query, &(TopDocs::with_limit(TOP).order_by_score(), Count)).unwrap();
            let snippets = SnippetGenerator::create(&searcher, &query, text).unwrap();
            for (_, at) in top {
                let document: TantivyDocument = searcher.doc(at).unwrap();
                let shown = document.get_first(text).and_then(|value| value.as_str()).unwrap_or_default();
                std::hint::black_box(snippets.snippet(shown).to_html());
            }
            line(pass, times, "bare tantivy", begun.elapsed(), count as u64);
        }
    }
}

/// The points of all workers for one opening, as a table for the peers, and our own ranking of them.
fn one_opening(desk: &Desk, dir: &Path, today: Day) {
    let store = Store::open(desk.dir()).unwrap();
    let snapshot = store.snapshot().unwrap();
    let opening = opening_of(&snapshot);
    let ask = Ask::of(&opening, today);
    let weights = ask.weights(&Weights::default());
    let groups = compatible(&snapshot, &ask);
    points(&groups, &ask, &weights, dir);
    let sums: Vec<Vec<u16>> =
        groups.values().map(|(_, all)| all.iter().map(|c| c.adds(&weights)).collect()).collect();
    let limits = Limits::of(None, [], &ask);
    let stale = BTreeSet::new();
    let mut out = String::new();
    for pass in 0..30 {
        let begun = Instant::now();
        let mut state = Scan {
            ask: &ask,
            weights: &weights,
            limits: &limits,
            stale: &stale,
            admitted: Best::of(50),
            blocked: Best::of(0),
            excluded: Best::of(0),
            closed: BTreeMap::new(),
            deferred: Vec::new(),
            scored: 0,
        };
        for ((points, (profiles, _)), sums) in groups.iter().zip(&sums) {
            scan(&mut state, profiles, sums, *points);
        }
        let time = begun.elapsed();
        let scored = state.scored;
        let best = state.admitted.into_sorted();
        if pass == 0 {
            let best: Vec<String> =
                best.iter().map(|found| format!("{}:{}", found.score, found.row.0)).collect();
            fs::write(dir.join("best.txt"), best.join(" ")).unwrap();
        }
        writeln!(out, "{:.4}\t{scored}", time.as_secs_f64() * 1000.0).unwrap();
    }
    fs::write(dir.join("scan.tsv"), out).unwrap();
}

/// A row a worker: the row in the store, the rank of the identifier, whether a gate is closed, the points of each criterion.
/// The weights stand in a file of their own.
fn points(groups: &Groups, ask: &Ask<'_>, weights: &Weights, dir: &Path) {
    let weights: Vec<String> =
        Criterion::ALL.iter().map(|criterion| weights.of(*criterion).to_string()).collect();
    fs::write(dir.join("weights.txt"), weights.join(" ")).unwrap();
    let mut table = String::from("worker,rank,shut,o,s,l,c,r,e,w,k,h\n");
    for (own, (profiles, credentials)) in groups {
        for (profile, c) in profiles.iter().zip(credentials) {
            let [specialty, wishes, concepts] = profile.points(ask, None).map(|points| points.value());
            let [language, training, license, practice, home] =
                [c.language, c.curriculum, c.license, c.experience, c.homecoming]
                    .map(|points| points.value());
            let shut = u8::from(profile.comes_too_late(ask) || profile.refuses(ask, None));
            let all = [*own, specialty, language, training, license, practice, wishes, concepts, home];
            let all: Vec<String> = all.iter().map(u16::to_string).collect();
            writeln!(table, "{},{},{shut},{}", profile.row.0, profile.rank, all.join(",")).unwrap();
        }
    }
    fs::write(dir.join("points.csv"), table).unwrap();
}
