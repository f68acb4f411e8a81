//! How long the main jobs take at scale, each against its ceiling or a peer in the same run.
//!
//! `cargo bench --bench scale -- 100000` generates that many workers, imports them, searches and
//! matches; `-- 100000 import 5` only imports them, five times by turns with its peer. `-- peers DIR` asks the questions of
//! `peers/run.py` over the store and the documents in its directory. Machines differ and are noisy: only the ratios of one
//! run mean anything. `README.md` keeps the figures.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement ends at the first fault, and prints"
)]

mod peers;

use corridor::data_dir::DataDir;
use corridor::index::{Document, Index, Mode, Stamp, worker_document};
use corridor::matching::{
    Ask, Credentials, OwnOccupations, Profile, Weights, credential_points, refuses_match,
};
use corridor::model::{Actor, Channel, Day, Kind, LanguageCertificate, Opening, Row, Seq};
use corridor::ops::r#match::match_opening;
use corridor::ops::{Act, Desk, import, search};
use corridor::profiles::{Best, Scan, scan};
use corridor::progress::Progress;
use corridor::ranking::Terms;
use corridor::store::{Snapshot, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Sums up the time between the begin and the end of each step.
#[derive(Default)]
struct Clock {
    running: Mutex<Option<(String, Instant)>>,
    steps: Mutex<BTreeMap<String, Duration>>,
}

impl Clock {
    fn of(&self, part: &str) -> f64 {
        self.steps
            .lock()
            .unwrap()
            .iter()
            .filter(|(name, _)| name.starts_with(part))
            .map(|(_, time)| time.as_secs_f64())
            .sum()
    }
}

impl Progress for Clock {
    fn begin(&self, step: &str, _total: Option<u64>) {
        *self.running.lock().unwrap() = Some((step.to_owned(), Instant::now()));
    }
    fn advance(&self, _units: u64) {}
    fn end(&self) {
        if let Some((step, begun)) = self.running.lock().unwrap().take() {
            *self.steps.lock().unwrap().entry(step).or_default() += begun.elapsed();
        }
    }
    fn note(&self, _text: &str) {}
}

/// Watches the anonymous memory of this process; the most of it in MB.
struct Memory {
    most: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Memory {
    fn watch() -> Self {
        let (most, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (m, s) = (Arc::clone(&most), Arc::clone(&stop));
        std::thread::spawn(move || {
            while !s.load(Ordering::Relaxed) {
                let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
                let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
                let kb: u64 =
                    anonymous.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0);
                m.fetch_max(kb / 1024, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        Self { most, stop }
    }

    fn most(self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        self.most.load(Ordering::Relaxed)
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn measured<T>(times: usize, mut run: impl FnMut() -> T) -> f64 {
    let all = (0..times)
        .map(|_| {
            let begun = Instant::now();
            black_box(run());
            begun.elapsed()
        })
        .collect();
    median(all)
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "peers") {
        peers::answer(Path::new(&args[at + 1]));
        return;
    }
    // Cargo passes `--bench` too.
    let mut numbers = std::env::args().filter_map(|arg| arg.parse::<u64>().ok());
    let count = numbers.next().unwrap_or(100_000);
    let rounds = numbers.next().unwrap_or(2).max(1);
    let only_import = std::env::args().any(|arg| arg == "import");
    let dir = tempfile::tempdir().unwrap();
    let today: Day = "2026-11-01".parse().unwrap();
    let files = dir.path().join("files");
    let begun = Instant::now();
    let spec = corridor::generate::Spec { workers: count, openings: 200, placements: 0, seed: 1, today };
    corridor::generate::all(&spec, &files, &mut |_| {}).unwrap();
    let bytes = std::fs::metadata(files.join("workers.csv")).unwrap().len();
    println!(
        "{count} workers, {} MB of CSV, generated in {:.1} s",
        bytes >> 20,
        begun.elapsed().as_secs_f64()
    );

    let clock = Clock::default();
    let clock = Arc::new(clock);
    let desk = Desk::new(dir.path().join("data"), Duration::from_secs(60));
    let act =
        Act { progress: clock.clone(), ..Act::quiet(Actor::local("bench"), "2026-11-01T00:00:00Z", today) };
    let memory = Memory::watch();
    let begun = Instant::now();
    let options = import::ImportOptions { paths: vec![files.clone()], ..import::ImportOptions::default() };
    let report = import::import(&desk, &act, &options).unwrap();
    let whole = begun.elapsed().as_secs_f64();
    println!(
        "import: {whole:.1} s (stage {:.1}, apply {:.1}, publish {:.1}), {:.0} rows/s, {} records, {} MB of anonymous memory",
        clock.of("reading"),
        clock.of("applying"),
        clock.of("indexing"),
        count as f64 / whole,
        report.total().inserted,
        memory.most()
    );
    // Whatever else the machine does falls on one of them: of each the better, by turns.
    let (mut imports, mut bares) = (vec![whole], vec![bare_index(desk.dir(), dir.path())]);
    for _ in 1..rounds {
        let again = Desk::new(dir.path().join("again"), Duration::from_secs(60));
        let begun = Instant::now();
        import::import(&again, &act, &options).unwrap();
        imports.push(begun.elapsed().as_secs_f64());
        std::fs::remove_dir_all(again.dir().path()).unwrap();
        bares.push(bare_index(desk.dir(), dir.path()));
    }
    println!("import {imports:.1?} s, bare tantivy indexing of the same documents {bares:.1?} s");
    let least = |times: &[f64]| times.iter().copied().fold(f64::INFINITY, f64::min);
    let best = least(&imports);
    println!("import takes {:.2} times bare indexing, the better of each (at most 3)", best / least(&bares));
    if only_import {
        return;
    }
    with_faults(&files, dir.path(), &act, count as f64 / best);
    searches(&desk, &act);
    matches(&desk, &act, dir.path());
}

/// Seconds for the same worker documents, ready made, into a bare index.
fn bare_index(data: &DataDir, dir: &Path) -> f64 {
    let store = Store::open(data).unwrap();
    let snapshot = store.snapshot().unwrap();
    let mut documents: Vec<Document> = Vec::new();
    // Who refuses to be matched has no document.
    let mut refusing = BTreeSet::new();
    snapshot
        .dossiers::<StoreError>(Row::ALL, |d| {
            if refuses_match(&d.worker, &d.consents) {
                refusing.insert(d.row);
                return Ok(());
            }
            documents.push(worker_document(
                d.row,
                &d.worker,
                &d.qualifications,
                &d.licenses,
                &d.certificates,
                &d.employments,
            ));
            Ok(())
        })
        .unwrap();
    let mut certificates: Vec<Document> = Vec::new();
    snapshot
        .within::<LanguageCertificate, StoreError>(Row::ALL, |row, certificate| {
            if !refusing.contains(&row) {
                certificates.push(corridor::index::certificate_document(row, &certificate));
            }
            Ok(())
        })
        .unwrap();
    let begun = Instant::now();
    for (kind, documents) in [(Kind::Worker, documents), (Kind::LanguageCertificate, certificates)] {
        let index = Index::create(&dir.join("bare"), kind).unwrap();
        let writer = index.writer(Mode::Bulk { threads: 2, budget: 400_000_000 }).unwrap();
        for document in documents {
            writer.add(document).unwrap();
        }
        writer.commit(&Stamp::new("bare", Seq(1))).unwrap();
    }
    begun.elapsed().as_secs_f64()
}

/// The same workers with a fault in three of a hundred rows, into a store of their own.
fn with_faults(files: &Path, dir: &Path, act: &Act, clean: f64) {
    // What people write: a day that is none, a misspelt country, a title where a code stands, a score off its scale.
    let faults = [
        ("birth_date", "31/02/1990"),
        ("residence", "Phillipines"),
        ("occupation", "Nurz"),
        ("language_1_overall", "11.5"),
        ("qualification_1_completed", "1899-12-30"),
    ];
    let faulty = dir.join("faulty/workers.csv");
    std::fs::create_dir_all(faulty.parent().unwrap()).unwrap();
    let mut reader = csv::Reader::from_path(files.join("workers.csv")).unwrap();
    let mut writer = csv::Writer::from_path(&faulty).unwrap();
    let headers = reader.headers().unwrap().clone();
    writer.write_record(&headers).unwrap();
    let places =
        faults.map(|(column, value)| (headers.iter().position(|header| header == column).unwrap(), value));
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let (at, value) = places[row / 33 % places.len()];
        let spoilt = row % 33 == 7;
        writer
            .write_record(
                record.iter().enumerate().map(|(n, cell)| if spoilt && n == at { value } else { cell }),
            )
            .unwrap();
    }
    writer.flush().unwrap();
    let memory = Memory::watch();
    let desk = Desk::new(dir.join("faulty-data"), Duration::from_secs(60));
    let begun = Instant::now();
    let options = import::ImportOptions { paths: vec![faulty], ..import::ImportOptions::default() };
    let report = import::import(&desk, act, &options).unwrap();
    let rows = report.files[0].rows;
    let rate = rows as f64 / begun.elapsed().as_secs_f64();
    println!(
        "with faults in 3 of 100 rows: {} of {rows} rows rejected, {} with a warning, {rate:.0} rows/s, {:.0} % of the clean file's rate (at least 60), {} MB of anonymous memory",
        report.rejected_rows(),
        report.files[0].warned,
        100.0 * rate / clean,
        memory.most()
    );
    std::fs::remove_dir_all(desk.dir().path()).unwrap();
}

fn searches(desk: &Desk, act: &Act) {
    for (words, filters) in [
        ("dialysis ventilator", vec![]),
        ("dialysis ventilator", vec!["residence=PH".to_owned()]),
        ("ventilater", vec![]),
        ("\"intensive care\"", vec![]),
    ] {
        let options = search::SearchOptions::of(Kind::Worker, words, filters, 20);
        let mut total = 0;
        let time = measured(9, || total = search::search(desk, act, &options).unwrap().total);
        println!(
            "search {words:?}{}: {time:.1} ms for the whole command, {total} found",
            if options.filters.is_empty() { "" } else { " with a filter" }
        );
    }
}

type Groups = BTreeMap<u16, (Vec<Profile>, Vec<Credentials>)>;

/// The workers of compatible occupations, by the points of these: their profiles, and the points of their credentials.
fn compatible(snapshot: &Snapshot, ask: &Ask<'_>) -> Groups {
    let mut groups = Groups::new();
    let mut rank = 0;
    snapshot
        .dossiers::<StoreError>(Row::ALL, |d| {
            let none = corridor::curricula::Curricula::default();
            let person = corridor::matching::Person {
                worker: &d.worker,
                qualifications: &d.qualifications,
                licenses: &d.licenses,
                certificates: &d.certificates,
                employments: &d.employments,
                consents: &d.consents,
                curricula: &none,
            };
            let shut = !corridor::matching::Gates::of_worker(&d.worker, &d.consents).is_empty();
            if let Some(points) = ask.occupation_points(&OwnOccupations::of(&person)).filter(|_| !shut) {
                let mut profile = Profile::of(d.row, &person);
                profile.rank = rank;
                rank += 1;
                let group = groups.entry(points).or_default();
                group.0.push(profile);
                group.1.push(credential_points(&person, &ask.credentials));
            }
            Ok(())
        })
        .unwrap();
    groups
}

/// The first opening for nurses in Germany.
fn opening_of(snapshot: &Snapshot) -> Opening {
    let mut chosen: Option<Opening> = None;
    snapshot
        .each::<Opening, StoreError>(|_, opening| {
            let nurse = opening.occupation.is_some_and(|code| code.to_string() == "2221");
            if chosen.is_none() && nurse && opening.destination.is_some_and(|d| d.as_str() == "DE") {
                chosen = Some(opening);
            }
            Ok(())
        })
        .unwrap();
    chosen.unwrap()
}

fn matches(desk: &Desk, act: &Act, dir: &Path) {
    let store = Store::open(desk.dir()).unwrap();
    let snapshot = store.snapshot().unwrap();
    let opening = opening_of(&snapshot);
    let terms = Terms {
        channel: Some(Channel::Active),
        as_of: "2026-11-01".parse().unwrap(),
        top: 50,
        query: None,
        weights: Weights::default(),
        record: false,
    };
    let id = opening.opening_id.to_string();
    let begun = Instant::now();
    match_opening(desk, act, &id, &terms).unwrap();
    println!("first match of {id}, making profiles and column: {:.1} s", begun.elapsed().as_secs_f64());
    let again = measured(5, || match_opening(desk, act, &id, &terms).unwrap());
    println!("the same match again, whole command with fifty explanations: {again:.1} ms");

    // The scan alone, over the profiles and points of the compatible occupations in memory.
    let ask = Ask::of(&opening, terms.as_of);
    let weights = ask.weights(&terms.weights);
    let groups = compatible(&snapshot, &ask);
    let sums: Vec<Vec<u16>> =
        groups.values().map(|(_, all)| all.iter().map(|c| c.adds(&weights)).collect()).collect();
    let limits = corridor::matching::Limits::of(None, [], &ask);
    let stale = BTreeSet::new();
    let full = || {
        let mut state = Scan {
            ask: &ask,
            weights: &weights,
            limits: &limits,
            stale: &stale,
            admitted: Best::of(50),
            blocked: Best::of(10),
            excluded: Best::of(10),
            closed: BTreeMap::new(),
            deferred: Vec::new(),
            scored: 0,
        };
        for ((points, (profiles, _)), sums) in groups.iter().zip(&sums) {
            scan(&mut state, profiles, sums, *points);
        }
        state.admitted.into_sorted().into_iter().map(|f| (f.score, f.row.0)).collect::<Vec<_>>()
    };
    let bare = || {
        let mut sum = 0_u64;
        for ((profiles, _), sums) in groups.values().zip(&sums) {
            let words = |bytes: &[u8]| {
                bytes
                    .chunks_exact(8)
                    .fold(0_u64, |sum, word| sum.wrapping_add(u64::from_le_bytes(word.try_into().unwrap())))
            };
            sum = sum
                .wrapping_add(words(bytemuck::cast_slice(profiles)))
                .wrapping_add(words(bytemuck::cast_slice(sums)));
        }
        sum
    };
    let pairs: usize = groups.values().map(|(profiles, _)| profiles.len()).sum();
    let (sql, rows) = same_in_sql(dir, &groups, &ask, &weights);
    let found = full();
    assert_eq!(found, rows, "the scan and SQL rank alike");
    let (mut scans, mut bares) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        scans.push(measured(1, full));
        bares.push(measured(1, bare));
    }
    let middle = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let (scan_ms, bare_ms) = (middle(&mut scans), middle(&mut bares));
    println!(
        "scan of {pairs} pairs: {scan_ms:.2} ms; bare pass over the same bytes {bare_ms:.2} ms ({:.1} times, at most 3); the same in SQL {sql:.0} ms ({:.0} times slower, at least 20)",
        scan_ms / bare_ms,
        sql / scan_ms
    );
}

/// The same points in a typed SQLite table, scored, filtered and ranked by SQL.
fn same_in_sql(dir: &Path, groups: &Groups, ask: &Ask<'_>, weights: &Weights) -> (f64, Vec<(u16, u32)>) {
    use corridor::matching::Criterion;
    let mut db = rusqlite::Connection::open(dir.join("peer.db")).unwrap();
    db.execute_batch("CREATE TABLE p (worker INTEGER PRIMARY KEY, rank INTEGER, late INTEGER, refused INTEGER, o INTEGER, s INTEGER, l INTEGER, c INTEGER, r INTEGER, e INTEGER, w INTEGER, k INTEGER, h INTEGER)").unwrap();
    let transaction = db.transaction().unwrap();
    {
        let mut insert =
            transaction.prepare("INSERT INTO p VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)").unwrap();
        for (points, (profiles, credentials)) in groups {
            for (p, c) in profiles.iter().zip(credentials) {
                let [s, w, k] = p.points(ask, None).map(|points| i64::from(points.value()));
                let c = [c.language, c.curriculum, c.license, c.experience, c.homecoming]
                    .map(|points| i64::from(points.value()));
                let (late, refused) = (p.comes_too_late(ask), p.refuses(ask, None));
                insert
                    .execute(rusqlite::params![
                        p.row.0, p.rank, late, refused, points, s, c[0], c[1], c[2], c[3], w, k, c[4]
                    ])
                    .unwrap();
            }
        }
    }
    transaction.commit().unwrap();
    let terms: Vec<String> = ["o", "s", "l", "c", "r", "e", "w", "k", "h"]
        .iter()
        .zip(Criterion::ALL)
        .map(|(column, criterion)| format!("{column} * {} / 1000", weights.of(*criterion)))
        .collect();
    let sql = format!(
        "SELECT {} AS score, worker FROM p WHERE late = 0 AND refused = 0 ORDER BY score DESC, rank LIMIT 50",
        terms.join(" + ")
    );
    let mut statement = db.prepare(&sql).unwrap();
    let mut rows = Vec::new();
    let time = measured(5, || {
        rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect::<Vec<_>>();
    });
    (time, rows)
}
