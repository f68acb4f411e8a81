//! The conversation at the terminal: a pair, a key, the next pair.

use super::show;
use crate::cli::{failure, render};
use crate::model::DecisionId;
use crate::ops::review::{self, ReviewAsk, ReviewCandidate, ReviewDecision, ReviewReply};
use crate::ops::{Act, Desk};
use crate::store::Side;
use std::collections::BTreeMap;
use std::io::BufRead;

const KEYS: &str = "m merge   left, right whose identifier and word stays   c 1 2 the other word in these cells\n\
                    k keep apart   s skip   u undo the last decision   q quit";

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What a line asks for.
enum Key {
    /// Into the side, or into the one that was said before.
    Merge(Option<Side>),
    Survivor(Side),
    Choose(Vec<usize>),
    KeepApart,
    Skip,
    Undo,
    Quit,
    Unclear(String),
}

/// Decisions of this session that stand.
#[derive(Default)]
struct Session {
    /// The pair, by its place, that each decision was about, and the decision's name.
    made: Vec<(usize, DecisionId)>,
    merged: usize,
    apart: usize,
    skipped: usize,
}

/// Asks about each pair until the answers end.
pub(super) fn run(desk: &Desk, act: &Act, reply: ReviewReply) -> Result<()> {
    render::text(&show::waiting(&reply))?;
    let pairs: Vec<ReviewCandidate> = reply.pairs.into_iter().map(|pair| pair.candidate).collect();
    let mut answers = std::io::stdin().lock();
    let mut session = Session::default();
    let mut place = 0;
    loop {
        let next = match pairs.get(place) {
            Some(candidate) => ask(desk, act, &mut answers, &mut session, candidate, place, pairs.len())?,
            None => last_chance(desk, act, &mut answers, &mut session)?,
        };
        match next {
            Next::Place(next) => place = next,
            Next::End => break,
        }
    }
    render::text(&format!(
        "{} merged, {} kept apart, {} skipped\n",
        session.merged, session.apart, session.skipped
    ))?;
    Ok(())
}

enum Next {
    Place(usize),
    End,
}

/// After the last pair its decision can still be taken back.
fn last_chance(desk: &Desk, act: &Act, answers: &mut dyn BufRead, session: &mut Session) -> Result<Next> {
    if session.made.is_empty() {
        return Ok(Next::End);
    }
    render::text("that was the last pair   u undo the last decision   q quit")?;
    let mut line = String::new();
    if answers.read_line(&mut line)? == 0 || !matches!(key(&line), Key::Undo) {
        return Ok(Next::End);
    }
    Ok(undo(desk, act, session)?.map_or(Next::End, Next::Place))
}

fn ask(
    desk: &Desk,
    act: &Act,
    answers: &mut dyn BufRead,
    session: &mut Session,
    candidate: &ReviewCandidate,
    place: usize,
    of: usize,
) -> Result<Next> {
    // The decision before can have changed one of the two, or made them one.
    let Some(pair) = review::again(desk, act, candidate)? else { return Ok(Next::Place(place + 1)) };
    let mut survivor = Side::Left;
    let mut choices: BTreeMap<String, Side> = BTreeMap::new();
    let names: Vec<&str> = pair
        .comparison
        .lines
        .iter()
        .filter(|line| show::chosen_by_person(line))
        .map(|line| line.name.as_str())
        .collect();
    render::text(&show::pair(place + 1, of, &pair, survivor, &choices))?;
    render::text(KEYS)?;
    loop {
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            return Ok(Next::End);
        }
        let decision = match key(&line) {
            Key::Quit => return Ok(Next::End),
            Key::Skip => {
                session.skipped += 1;
                return Ok(Next::Place(place + 1));
            }
            Key::Undo => match undo(desk, act, session)? {
                Some(earlier) => return Ok(Next::Place(earlier)),
                None => continue,
            },
            Key::Choose(numbers) => {
                let mut chosen = false;
                for number in numbers {
                    let Some(name) = number.checked_sub(1).and_then(|at| names.get(at)) else {
                        render::text(&format!("there is no cell {number} to choose in: {}", span(&names)))?;
                        continue;
                    };
                    let side = choices.entry((*name).to_owned()).or_insert(survivor);
                    *side = side.other();
                    chosen = true;
                }
                if chosen {
                    render::text(&show::pair(place + 1, of, &pair, survivor, &choices))?;
                }
                continue;
            }
            Key::Survivor(side) => {
                survivor = side;
                render::text(&show::pair(place + 1, of, &pair, survivor, &choices))?;
                continue;
            }
            Key::Merge(side) => {
                let survivor = side.unwrap_or(survivor);
                ReviewDecision::Merge { survivor, choices: choices.clone() }
            }
            Key::KeepApart => ReviewDecision::KeepApart,
            Key::Unclear(said) => {
                if !said.is_empty() {
                    render::text(&format!("`{said}` is no answer"))?;
                }
                render::text(KEYS)?;
                continue;
            }
        };
        let merges = matches!(decision, ReviewDecision::Merge { .. });
        let ask = ReviewAsk {
            left: pair.comparison.left.clone(),
            right: pair.comparison.right.clone(),
            decision,
            seen_seq: Some(pair.comparison.seq),
            candidate: Some(pair.candidate.clone()),
        };
        match review::decide(desk, act, &ask) {
            Ok(decided) => {
                render::text(&show::decided(&decided))?;
                session.made.extend(decided.decision.map(|name| (place, name)));
                if merges {
                    session.merged += 1;
                } else {
                    session.apart += 1;
                }
                return Ok(Next::Place(place + 1));
            }
            // The session goes on: another decision can be possible.
            Err(error) => {
                failure::print(&error, false);
                return Ok(Next::Place(place));
            }
        }
    }
}

/// Takes the last decision of the session back; returns the place of its pair, to be asked again.
fn undo(desk: &Desk, act: &Act, session: &mut Session) -> Result<Option<usize>> {
    let Some((place, decision)) = session.made.pop() else {
        render::text(
            "nothing was decided in this session; `corridor review undo DECISION` takes back earlier ones",
        )?;
        return Ok(None);
    };
    match review::undo(desk, act, &decision.to_string()) {
        Ok(back) => {
            render::text(&show::taken_back(&back))?;
            if back.kind == "merge" {
                session.merged = session.merged.saturating_sub(1);
            } else {
                session.apart = session.apart.saturating_sub(1);
            }
            Ok(Some(place))
        }
        Err(error) => {
            failure::print(&error, false);
            Ok(None)
        }
    }
}

fn span(names: &[&str]) -> String {
    match names.len() {
        0 => "the two differ in none".to_owned(),
        1 => "there is only 1".to_owned(),
        n => format!("they are 1 to {n}"),
    }
}

fn side(word: &str) -> Option<Side> {
    match word {
        "l" | "left" => Some(Side::Left),
        "r" | "right" => Some(Side::Right),
        _ => None,
    }
}

fn key(line: &str) -> Key {
    let line = line.trim();
    let lower = line.to_lowercase();
    let mut words = lower.split([' ', ',']).filter(|word| !word.is_empty());
    let (first, rest): (&str, Vec<&str>) = (words.next().unwrap_or_default(), words.collect());
    let unclear = || Key::Unclear(line.to_owned());
    match (first, rest.as_slice()) {
        ("m" | "merge", []) => Key::Merge(None),
        ("m" | "merge", [word]) => side(word).map_or_else(unclear, |side| Key::Merge(Some(side))),
        (word, []) if side(word).is_some() => side(word).map_or_else(unclear, Key::Survivor),
        ("c" | "choose", numbers) if !numbers.is_empty() => {
            numbers.iter().map(|n| n.parse().ok()).collect::<Option<_>>().map_or_else(unclear, Key::Choose)
        }
        ("k" | "keep", []) => Key::KeepApart,
        ("s" | "skip", []) => Key::Skip,
        ("u" | "undo", []) => Key::Undo,
        ("q" | "quit", []) => Key::Quit,
        _ => unclear(),
    }
}
