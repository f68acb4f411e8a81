//! An examination of the resolvers, written by somebody who saw the tables and not the program: `tests/data/exam`.
//!
//! What a resolver takes with certainty must not be wrong; what it does not take it should suggest. The floors below
//! are what was reached: an answer that gets worse is seen here.

use corridor::model::{Country, Isco08, Kind};
use corridor::normalize::{self, Context};
use corridor::resolve::vocabulary::{Named, Resolved};
use corridor::resolve::{languages, organizations, regulators, specialties, subjects};
use corridor::schema;
use std::path::Path;

/// What was asked, and what came out.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Marks {
    /// Answers that are right: taken where they should be taken, left open where they should be left open.
    right: usize,
    /// Not taken, and the right thing is suggested.
    cautious: usize,
    /// Not taken, and the right thing is not suggested.
    missed: usize,
    /// Taken, and wrong.
    wrong: usize,
    /// Taken, and named as harmful.
    harmful: usize,
}

/// An answer of a resolver: what it takes, and what it suggests.
struct Answer {
    taken: Option<String>,
    suggested: Vec<String>,
}

impl From<Resolved> for Answer {
    fn from(found: Resolved) -> Self {
        let taken = found.certain().map(str::to_owned);
        Self { taken, suggested: found.candidates.into_iter().map(|one| one.id).collect() }
    }
}

fn rows(file: &str) -> Vec<csv::StringRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exam").join(file);
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

/// Marks the answers to the rows of a file; `same` says which identifiers count as equal.
#[expect(clippy::print_stdout, reason = "the answers are for who asks with --nocapture")]
fn marked(
    file: &str,
    answer: impl Fn(&str, Option<Country>, Option<Isco08>) -> Answer,
    same: impl Fn(&str, &str) -> bool,
) -> Marks {
    let mut marks = Marks::default();
    for row in rows(file) {
        let (text, context, expected, must_not) = (&row[0], &row[1], &row[2], &row[3]);
        let country = context.split(';').find_map(|part| part.parse().ok());
        let occupation = context.split(';').find_map(|part| part.parse().ok());
        let answer = answer(text, country, occupation);
        let offers = |id: &str| answer.suggested.iter().any(|other| same(other, id));
        let harmful = answer.taken.as_ref().is_some_and(|id| must_not.split(';').any(|bad| same(id, bad)));
        let all: Vec<&str> =
            expected.trim_start_matches("near:").split('|').filter(|id| *id != "none").collect();
        let single = all.len() == 1 && !expected.starts_with("near:");
        let mark = match &answer.taken {
            Some(id) if single && same(id, all[0]) => &mut marks.right,
            Some(_) => &mut marks.wrong,
            None if all.is_empty() => &mut marks.right,
            None if all.iter().all(|id| offers(id)) => {
                if single {
                    &mut marks.cautious
                } else {
                    &mut marks.right
                }
            }
            None => &mut marks.missed,
        };
        *mark += 1;
        if !matches!(&answer.taken, Some(id) if single && same(id, all[0])) {
            println!(
                "{file}: {text} [{context}]: {expected}; taken {:?}, suggested {:?}",
                answer.taken, answer.suggested
            );
        }
        marks.harmful += usize::from(harmful);
    }
    println!("{file}: {marks:?}");
    marks
}

/// As import reads a cell of the column: the names of the tests, then whole certificates.
fn test(text: &str, country: Option<Country>) -> Answer {
    let table = schema::table(Kind::LanguageCertificate);
    let field = &table.fields[table.column("test").unwrap()];
    let context = Context { country, as_of: "2026-11-28".parse().ok(), ..Context::default() };
    match normalize::cell(field, text, &context) {
        Ok(datum) => Answer { taken: datum.map(|datum| datum.to_string()), suggested: Vec::new() },
        Err(_) => {
            let found = corridor::resolve::language_tests::resolve(text, 5);
            Answer { taken: None, suggested: found.candidates.into_iter().map(|one| one.id).collect() }
        }
    }
}

/// The regulators that the tables name twice.
fn same_regulator(one: &str, other: &str) -> bool {
    const TWICE: [&[&str]; 4] = [
        &["AU/NMBA (Ahpra)", "AU/Ahpra", "AU/Ahpra boards (common standard)"],
        &["AE/DHA", "AE/Dubai Health Authority"],
        &["CA/OIIQ / OQLF", "CA/OIIQ"],
        &["PK/Pakistan Nursing Council", "PK/Pakistan Nursing and Midwifery Council"],
    ];
    let one = one.replacen(':', "/", 1);
    one == other || TWICE.iter().any(|all| all.contains(&one.as_str()) && all.contains(&other))
}

fn same_language(one: &str, other: &str) -> bool {
    one == other || matches!((one, other), ("zh", "cmn") | ("cmn", "zh") | ("fil", "tl") | ("tl", "fil"))
}

fn equal(one: &str, other: &str) -> bool {
    one == other
}

/// Whether two names in a file are one organization's.
#[expect(clippy::print_stdout, reason = "the answers are for who asks with --nocapture")]
fn organization_marks() -> Marks {
    let mut marks = Marks::default();
    for row in rows("organizations.csv") {
        let all = organizations::vocabulary(vec![Named::new("same", &row[0], &row[0], "exam")]);
        let found = all.resolve(&row[1], 1);
        let mark = match (&row[2], found.certain, found.id.is_some()) {
            ("same", true, _) | ("different", false, _) => &mut marks.right,
            ("same", false, true) => &mut marks.cautious,
            ("same", false, false) => &mut marks.missed,
            _ => &mut marks.wrong,
        };
        *mark += 1;
        if (&row[2] == "same") != found.certain {
            println!("organizations.csv: {} | {}: {}; {found:?}", &row[0], &row[1], &row[2]);
        }
    }
    println!("organizations.csv: {marks:?}");
    marks
}

/// At least so many are right, at most so many are wrong, and at most so many of these are harmful.
fn holds(marks: Marks, right: usize, wrong: usize, harmful: usize) {
    assert!(marks.right >= right && marks.wrong <= wrong && marks.harmful <= harmful, "{marks:?}");
}

#[test]
fn languages_are_named() {
    holds(marked("languages.csv", |text, _, _| languages::resolve(text, 5).into(), same_language), 65, 1, 0);
}

#[test]
fn language_tests_are_named() {
    holds(marked("tests.csv", |text, country, _| test(text, country), equal), 73, 6, 2);
}

#[test]
fn specialties_are_named() {
    let answer = |text: &str, _, occupation| specialties::resolve(text, occupation, 5).into();
    holds(marked("specialties.csv", answer, equal), 23, 0, 0);
}

#[test]
fn subjects_are_named() {
    let answer = |text: &str, _, occupation| subjects::resolve(text, occupation, 5).into();
    holds(marked("subjects.csv", answer, equal), 30, 0, 0);
}

#[test]
fn regulators_are_named() {
    let answer = |text: &str, country, _| regulators::resolve(text, country, 5).into();
    holds(marked("regulators.csv", answer, same_regulator), 28, 0, 1);
}

#[test]
fn organizations_are_told_apart() {
    holds(organization_marks(), 36, 0, 0);
}

/// Rows of `titles.csv`: language, title, the unit groups that are right (`none`: no health occupation), kind. Written for
/// titles as they stand in advertisements and lists, in 34 languages, by somebody who saw neither program nor tables.
#[test]
fn titles_with_wards_shifts_towns_and_pay_are_found() {
    let resolver = corridor::resolve::occupations::own();
    let (mut right, mut false_health, mut all) = (0, 0, 0);
    for row in rows("titles.csv") {
        let found = resolver.resolve(&row[1], Some(&row[0]), None, 1);
        let first = found.candidates.first().filter(|_| found.health == Some(true));
        let answer = first.map_or("none".to_owned(), |first| first.isco08.to_string());
        all += 1;
        right += usize::from(row[2].split('|').any(|code| code == answer));
        false_health += usize::from(&row[2] == "none" && answer != "none");
    }
    assert!(right >= 287, "{right} of {all} are right");
    assert!(false_health <= 1, "{false_health} of no health occupation are taken for one");
}

/// Rows of `headers.csv`: language, header, three cells, the column that it means (`-`: none). The headers of a language
/// stand in one list of people.
#[test]
fn headers_of_lists_of_people_are_understood_in_29_languages() {
    let dir = tempfile::tempdir().unwrap();
    let mut lists: std::collections::BTreeMap<String, Vec<csv::StringRecord>> =
        std::collections::BTreeMap::new();
    for row in rows("headers.csv") {
        lists.entry(row[0].to_owned()).or_default().push(row);
    }
    let (mut right, mut wrong, mut all) = (0, Vec::new(), 0);
    for (language, rows) in &lists {
        let path = dir.path().join(format!("{language}.csv"));
        let mut file = csv::Writer::from_path(&path).unwrap();
        file.write_record(std::iter::once("worker_id").chain(rows.iter().map(|row| &row[1]))).unwrap();
        for person in 0..3 {
            let cells = rows.iter().map(|row| row[2].split('|').nth(person).unwrap_or_default().to_owned());
            file.write_record(std::iter::once(format!("W{person}")).chain(cells)).unwrap();
        }
        file.flush().unwrap();
        let mut options = corridor::ingest::ReadOptions::new("2026-11-28".parse().unwrap());
        options.choices.go_on = true;
        options.kind = Some(Kind::Worker);
        let table = corridor::ingest::open(&path, "list.csv", &options).unwrap();
        for row in rows {
            let used = table.understood().columns.iter().find(|used| used.header == row[1]).unwrap();
            let meant = used
                .target
                .as_ref()
                .map_or("-".to_owned(), |target| format!("{}.{}", target.kind, target.field));
            all += 1;
            right += usize::from(meant == row[3]);
            if meant != row[3] && meant != "-" {
                wrong.push(format!("{language}: {} is {}, read as {meant}", &row[1], &row[3]));
            }
        }
    }
    assert!(right >= 500, "{right} of {all} are right; wrong are\n{}", wrong.join("\n"));
    assert!(wrong.len() <= 20, "{} of {all} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
