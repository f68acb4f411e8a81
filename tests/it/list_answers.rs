//! What the lists of countries say, against a reading of their tables that shares no line with the program.
//!
//! `tests/data/list_answers/make.py` says what the letters mean and how the answers were made. A normal run asks of every third
//! origin of a corridor, so that each origin is asked of in every destination. With `CORRIDOR_ALL_ANSWERS` set it asks of all.

use corridor::ethics::{Case, FindingOutcome, MatchFacts, evaluate};
use corridor::model::{Channel, Country, DatumRef, Day, Opening, Record, RecruitingParty, Worker};
use corridor::policy;
use corridor::rule::Stage;
use std::collections::BTreeMap;

const ANSWERS: &str = include_str!("../data/list_answers/answers.csv");

/// The rules that a letter stands for.
const RULES: [(&str, char); 4] = [
    ("active-recruitment-listed-origin", 'W'),
    ("de-private-placement-listed-origin", 'D'),
    ("amber-outside-agreement", 'A'),
    ("direct-application-permitted", 'P'),
];

fn empty<R: Record>(id: &'static str) -> R {
    R::from_cells(|at| (at == 0).then_some(DatumRef::Text(id))).unwrap()
}

fn opening(destination: &str, channel: Channel) -> Opening {
    let mut opening: Opening = empty("O1");
    opening.destination = destination.parse().ok();
    opening.occupation = "2221".parse().ok();
    opening.recruiting_party = Some(match channel {
        Channel::Government => RecruitingParty::PublicEmploymentService,
        Channel::Active | Channel::Direct => RecruitingParty::Employer,
    });
    opening.third_parties = Some(vec![]);
    opening.referral_reward_offered = Some(false);
    opening.vacancy_public = Some(true);
    opening.advert_targets = Some(vec![]);
    opening
}

fn said(origin: Country, opening: &Opening, worker: &Worker, channel: Channel, day: Day) -> String {
    let facts =
        MatchFacts { opening, channel, day, origin: Some(origin), worker: Some(worker), recruiter: None };
    let packs = policy::builtin();
    let assessment = evaluate(packs, &Case::of_match(packs, &facts), Stage::Match);
    let letter = |(rule, letter): &(&str, char)| {
        let finding = assessment.findings.iter().find(|finding| finding.rule == *rule)?;
        Some(match finding.outcome {
            FindingOutcome::Broken => *letter,
            _ => letter.to_ascii_lowercase(),
        })
    };
    let said: String = RULES.iter().filter_map(letter).collect();
    if said.is_empty() { "-".to_owned() } else { said }
}

#[test]
fn the_lists_say_what_a_plain_reading_of_their_tables_says() {
    let mut rows = csv::Reader::from_reader(ANSWERS.as_bytes());
    let mut rows = rows.records().map(Result::unwrap);
    let days: Vec<Day> = rows.next().unwrap()[2].split(' ').map(|day| day.parse().unwrap()).collect();
    let mut worker: Worker = empty("W1");
    worker.birth_date = "1980".parse().ok();
    let all = std::env::var_os("CORRIDOR_ALL_ANSWERS").is_some();
    let mut place = 0;
    let (mut asked, mut wrong) = (0, Vec::new());
    let mut corridors: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows {
        let (destination, channel): (&str, Channel) = (&row[0], row[1].parse().unwrap());
        let opening = opening(destination, channel);
        let answers: BTreeMap<Day, &str> = row[2]
            .split(' ')
            .map(|one| one.split_once(':').map(|(day, said)| (day.parse().unwrap(), said)).unwrap())
            .collect();
        for origin in row[3].split(' ') {
            place += 1;
            *corridors.entry((destination.to_owned(), row[1].to_owned())).or_default() += 1;
            if !all && place % 3 != 0 {
                continue;
            }
            for day in &days {
                let (_, expected) = answers.range(..=day).next_back().unwrap();
                let found = said(origin.parse().unwrap(), &opening, &worker, channel, *day);
                asked += 1;
                if found != *expected {
                    wrong.push(format!(
                        "{origin} to {destination}, {channel}, {day}: {found}, expected {expected}"
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {asked} differ, such as:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert_eq!(corridors.len(), 18, "six destinations and three channels");
    assert!(corridors.values().all(|origins| *origins >= 75), "{corridors:?}");
    assert!(asked > if all { 40_000 } else { 13_000 }, "{asked}");
}
