//! How long it takes to find the same person twice among very many workers, and how well.
//!
//! `cargo bench --bench dedupe -- 1000000` makes that many records of a seeded, synthetic population
//! (every tenth an altered copy of another), links them on two threads and prints time, memory and
//! the pairwise F1. With a second argument it writes the records and the truth as CSV instead, for
//! `dedupe_splink.py`, the peer. `README.md` keeps the figures.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a measurement ends at the first fault, and prints"
)]

use corridor::dedupe::{Field, Linkage, LinkedPerson, Settings};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;
use std::io::Write;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let size: usize = arguments.first().and_then(|a| a.parse().ok()).unwrap_or(100_000);
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(7));
    let (people, truth) = population(size, &mut chance);
    if let Some(path) = arguments.get(1) {
        write_csv(path, &people, &truth);
        println!("wrote {} records to {path}", people.len());
        return;
    }
    let begun = Instant::now();
    let linkage = Linkage::of(&people, &Settings { threads: Some(2), ..Settings::default() });
    let seconds = begun.elapsed().as_secs_f64();
    let (precision, recall) = pairwise(linkage.clusters(), &truth);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("records              {:>12}", people.len());
    println!("seconds              {seconds:>12.1}");
    println!("most memory, MB      {:>12}", most_memory());
    println!("pairs listed         {:>12}", linkage.pairs().len());
    println!("precision            {precision:>12.4}");
    println!("recall               {recall:>12.4}");
    println!("F1                   {f1:>12.4}");
}

/// Chance from a fixed stream.
struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, below: usize) -> usize {
        usize::try_from((u128::from(self.0.next_u64()) * below as u128) >> 64).unwrap()
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Small numbers far more often than great ones, as names are.
    fn skewed(&mut self, below: usize) -> usize {
        let share = self.below(1_000_000) as f64 / 1_000_000.0;
        (((below as f64 + 1.0).powf(share)) as usize - 1).min(below - 1)
    }
}

/// A made-up name: syllables by its number, so that the first are short and common.
fn name(number: usize, salt: usize) -> String {
    const HEADS: [&str; 20] = [
        "ka", "mo", "ri", "sa", "te", "lu", "ba", "ne", "jo", "di", "fa", "ve", "ho", "pe", "gra", "tri",
        "os", "an", "il", "cha",
    ];
    const TAILS: [&str; 12] = ["n", "ra", "lo", "mi", "ski", "dez", "ndo", "wa", "ti", "son", "va", "re"];
    let mut text = String::new();
    let mut left = number * 7 + salt;
    loop {
        text.push_str(HEADS[left % HEADS.len()]);
        left /= HEADS.len();
        if left == 0 {
            break;
        }
    }
    text.push_str(TAILS[(number + salt) % TAILS.len()]);
    text
}

#[derive(Clone)]
struct Worker {
    given: String,
    family: String,
    birth: (usize, usize, usize),
    sex: &'static str,
    country: String,
    email: String,
    phone: String,
    license: String,
    school: String,
}

fn worker(chance: &mut Chance, number: usize) -> Worker {
    let given = name(chance.skewed(6_000), 3);
    let family = name(chance.skewed(60_000), 11);
    let email = match chance.below(10) {
        0..=5 => format!("{given}.{family}{}@{}.org", chance.below(1000), name(chance.skewed(200), 5)),
        _ => String::new(),
    };
    let filled = |share: bool, text: String| if share { text } else { String::new() };
    let phoned = chance.percent(70);
    let licensed = chance.percent(60);
    Worker {
        birth: (1955 + chance.below(50), 1 + chance.below(12), 1 + chance.below(28)),
        sex: if chance.percent(75) { "female" } else { "male" },
        country: format!("C{}", chance.skewed(60)),
        phone: filled(phoned, format!("+63{:09}", chance.below(1_000_000_000))),
        license: filled(licensed, format!("council {:07}", number * 7 % 9_999_991)),
        school: format!("{} college", name(chance.skewed(800), 17)),
        email,
        given,
        family,
    }
}

/// The same worker as another clerk writes it.
fn altered(chance: &mut Chance, worker: &Worker) -> Worker {
    let mut copy = worker.clone();
    if chance.percent(25) {
        copy.given = slip(chance, &copy.given);
    }
    if chance.percent(25) {
        copy.family = slip(chance, &copy.family);
    }
    match chance.below(20) {
        0 => std::mem::swap(&mut copy.given, &mut copy.family),
        1 => copy.given.truncate(1),
        2 => copy.family = name(chance.skewed(60_000), 11),
        _ => {}
    }
    match chance.below(12) {
        0 if copy.birth.2 <= 12 => copy.birth = (copy.birth.0, copy.birth.2, copy.birth.1),
        1 => copy.birth.0 += 1,
        2 => copy.birth.2 = 1 + chance.below(28),
        3 => copy.birth = (0, 0, 0),
        _ => {}
    }
    if chance.percent(35) {
        copy.phone = format!("+63{:09}", chance.below(1_000_000_000));
    }
    if chance.percent(30) {
        copy.email.clear();
    }
    if chance.percent(25) {
        copy.license.clear();
    }
    if chance.percent(20) {
        copy.school = format!("{} college", name(chance.skewed(800), 17));
    }
    copy
}

fn slip(chance: &mut Chance, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = chance.below(letters.len());
    match chance.below(3) {
        0 => letters[at] = char::from(b'a' + u8::try_from(chance.below(26)).unwrap()),
        1 if letters.len() > 2 => {
            letters.remove(at);
        }
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.push('a'),
    }
    letters.into_iter().collect()
}

/// Records, and for each the person it is of.
fn population(size: usize, chance: &mut Chance) -> (Vec<LinkedPerson>, Vec<usize>) {
    let mut originals: Vec<Worker> = Vec::new();
    let mut people = Vec::with_capacity(size);
    let mut truth = Vec::with_capacity(size);
    for number in 0..size {
        let row = if chance.percent(10) && !originals.is_empty() {
            let whose = chance.below(originals.len());
            truth.push(whose);
            altered(chance, &originals[whose].clone())
        } else {
            let fresh = worker(chance, number);
            truth.push(originals.len());
            originals.push(fresh.clone());
            fresh
        };
        let (year, month, day) = row.birth;
        let birth = if year == 0 { String::new() } else { format!("{year:04}-{month:02}-{day:02}") };
        people.push(
            LinkedPerson::new(format!("W-{number}"))
                .with(Field::GivenName, &row.given)
                .with(Field::FamilyName, &row.family)
                .with(Field::BirthDate, &birth)
                .with(Field::Sex, row.sex)
                .with(Field::Country, &row.country)
                .with(Field::Email, &row.email)
                .with(Field::Phone, &row.phone)
                .with(Field::License, &row.license)
                .with(Field::School, &row.school),
        );
    }
    (people, truth)
}

/// Precision and recall over pairs of records.
fn pairwise(clusters: &[usize], truth: &[usize]) -> (f64, f64) {
    let pairs = |keys: &mut dyn Iterator<Item = (usize, usize)>| -> f64 {
        let mut counts: HashMap<(usize, usize), u64> = HashMap::new();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
        counts.values().map(|n| n * (n - 1) / 2).sum::<u64>() as f64
    };
    let both = pairs(&mut clusters.iter().copied().zip(truth.iter().copied()));
    let said = pairs(&mut clusters.iter().map(|cluster| (*cluster, 0)));
    let real = pairs(&mut truth.iter().map(|person| (*person, 0)));
    (both / said.max(1.0), both / real.max(1.0))
}

fn write_csv(path: &str, people: &[LinkedPerson], truth: &[usize]) {
    let fields = [
        (Field::GivenName, "given_name"),
        (Field::FamilyName, "family_name"),
        (Field::BirthDate, "birth_date"),
        (Field::Sex, "sex"),
        (Field::Country, "country"),
        (Field::Email, "email"),
        (Field::Phone, "phone"),
        (Field::License, "license"),
        (Field::School, "school"),
    ];
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let names: Vec<&str> = fields.iter().map(|(_, name)| *name).collect();
    writeln!(file, "unique_id,{},person", names.join(",")).unwrap();
    for (person, whose) in people.iter().zip(truth) {
        let cells: Vec<&str> =
            fields.iter().map(|(field, _)| person.get(*field).unwrap_or_default()).collect();
        writeln!(file, "{},{},{whose}", person.id, cells.join(",")).unwrap();
    }
}

/// The most memory that this process has used, in MB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
