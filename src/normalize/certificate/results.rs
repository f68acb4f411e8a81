//! Which number or grade belongs to which part of a test, and whether the test can have given it.

use super::Certificate;
use super::name::Found;
use super::problem::{Fault, Problem};
use super::token::{Kind, Token};
use super::words::{self, Marks};
use crate::model::{Cefr, Day, Decimal, Language, TestVersion};
use crate::normalize::reason::{RefusalReason, Remark};
use crate::reference::cefr::Skill;
use crate::reference::certificate_terms::Means;
use crate::reference::language_tests::{self, Test};
use crate::reference::{cefr, test_windows};
use crate::resolve::languages;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a test that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Skill(Skill),
    Overall,
    /// A part for which a record has no column.
    Other,
}

/// A result: a number, a grade, or both.
#[derive(Debug, Clone, Default, PartialEq)]
struct Value {
    score: Option<Decimal>,
    grade: Option<String>,
    /// Out of how many points, where the text says so.
    out_of: Option<Decimal>,
}

/// A step of the text.
#[derive(Debug, Clone, PartialEq)]
enum Item {
    Label(Part),
    Value(Value),
    Each,
    /// What follows is no part of what was said: `7 in all except writing`.
    Except,
    /// What stands beside it is not there: `writing pending`.
    Absent,
    Floor,
    /// The number that follows is more than the result.
    Ceiling,
    /// A comma, a semicolon, a bracket: labels and values on its two sides are not of one pair.
    Break,
}

/// Reads the results of a test.
pub(super) fn read(found: &Found, all: &[Token], marks: &Marks, as_of: Day) -> Result<Certificate, Problem> {
    let mut notes = Vec::new();
    if found.misspelt {
        notes.push(Remark::CertificateMisspelt { test: &found.test.name });
    } else if found.assumed {
        notes.push(Remark::UsualTest { test: &found.test.name });
    }
    let mut test = found.test;
    if marks.denied {
        return Err((Fault::NotACertificate, RefusalReason::CertificateDenied));
    }
    if let Some(language) = other_language(found, all) {
        return Err((
            Fault::UnknownTest,
            RefusalReason::CertificateOtherLanguage { test: &test.name, language },
        ));
    }
    let (items, levels) = items(test, all, marks)?;
    // A bound from above says of a result only that it is not there.
    let in_part = items.contains(&Item::Ceiling)
        || tells_parts_alone(test, &items, marks)
        || words::lacks_part(all, marks);
    let (mut results, left_out) = assign(items, test, &mut notes);
    if let Some(date) = marks.taken
        && date.earliest() > as_of
    {
        return Err((Fault::FutureDate, RefusalReason::CertificateAhead { date }));
    }
    without_share(test, &mut results, &mut notes)?;
    test = version(test, &results, marks)?;
    in_window(test, marks)?;
    for (part, value) in &results {
        on_scale(test, *part, value)?;
    }
    consistent(test, &results, marks)?;
    let failed = marks.terms.iter().any(|term| term.means == Means::Failed);
    let passed = marks.terms.iter().any(|term| term.means == Means::Passed);
    pass_or_fail(test, &mut results, passed && !in_part, failed)?;
    let level = match level(test, &levels, &results, &left_out, &mut notes)? {
        // Who passed one part has not passed the exam.
        Some(_) if in_part && levels.is_empty() && !results.contains_key(&Part::Overall) => {
            notes.push(Remark::CertificateInPart);
            None
        }
        level => level,
    };
    let of_levels = test.grades.iter().any(|grade| grade.parse::<Cefr>().is_ok());
    if passed && level.is_none() && of_levels {
        notes.push(Remark::CertificatePassed);
    }
    if let Some(date) = &marks.unclear_date {
        notes.push(Remark::CertificateDay { date: date.as_str().into() });
    }
    let text = |part: Part| results.get(&part).map(Value::written);
    Ok(Certificate {
        test: Some(test.id.clone()),
        language: match test.languages.as_slice() {
            [one] => Some(*one),
            several => marks.languages.iter().copied().find(|language| several.contains(language)),
        },
        level,
        overall: text(Part::Overall),
        listening: text(Part::Skill(Skill::Listening)),
        reading: text(Part::Skill(Skill::Reading)),
        writing: text(Part::Skill(Skill::Writing)),
        speaking: text(Part::Skill(Skill::Speaking)),
        taken_on: marks.taken,
        expires_on: marks.expires,
        mode: marks.mode,
        version: version_named(test, all),
        misspelt: found.misspelt,
        passed: passed && !in_part,
        notes,
    })
}

/// The profession whose version of the test the text names, if it names one alone: `OET Nursing`.
fn version_named(test: &Test, all: &[Token]) -> Option<TestVersion> {
    let names = |words: &[String]| all.iter().any(|token| words.contains(&token.folded));
    let mut named = test.versions.iter().filter(|(_, words)| names(words)).map(|(version, _)| *version);
    named.next().filter(|_| named.next().is_none())
}

/// The language beside the name of a test that is none of its own, where the provider has tests of several: `telc English
/// B2`, `YKI englanti`. The full name of such a test says its language.
fn other_language(found: &Found, all: &[Token]) -> Option<Language> {
    let test = found.test;
    let spoken = languages::certain;
    let of_several = || {
        let own = |part: &str| spoken(part).is_some_and(|language| test.languages.contains(&language));
        test.name.split(|c: char| !c.is_alphabetic()).any(|part| part.len() >= 4 && own(part))
    };
    let (first, last) = (*found.places.iter().min()?, *found.places.iter().max()?);
    let passed_over =
        |token: &&Token| matches!(token.kind, Kind::Level(_) | Kind::Sign('(' | '-' | '[' | '/'));
    let before = all[..first].iter().rev().find(|token| !passed_over(token));
    let after = all[last + 1..].iter().find(|token| !passed_over(token));
    let within = all[first..last].iter();
    let names = before.into_iter().chain(after).chain(within).filter(|token| {
        token.kind == Kind::Word && (token.text.chars().count() >= 4 || !token.text.is_ascii())
    });
    let mut named = names.filter_map(|token| spoken(&token.text));
    named.find(|language| !test.languages.contains(language) && of_several())
}

/// Whether a text names some parts of a test, and not all: `Goethe B2 (nur Lesen und Hören bestanden)`. A written and an
/// oral exam are all of it.
fn tells_parts_alone(test: &Test, items: &[Item], marks: &Marks) -> bool {
    let labels: BTreeSet<Part> = items
        .iter()
        .filter_map(|item| match item {
            Item::Label(part) if *part != Part::Overall => Some(*part),
            _ => None,
        })
        .collect();
    let says = |wanted: Means| marks.terms.iter().any(|term| term.means == wanted);
    let spoken = labels.contains(&Part::Skill(Skill::Speaking));
    let written_and_oral = says(Means::WrittenExam) && spoken;
    let all = Skill::ALL
        .into_iter()
        .filter(|skill| reports(test, *skill))
        .all(|skill| labels.contains(&Part::Skill(skill)));
    let whole = items.contains(&Item::Each) || written_and_oral || all;
    !labels.is_empty() && (!whole || says(Means::Except))
}

impl Value {
    fn written(&self) -> String {
        match (&self.grade, self.score) {
            // A grade comes before the points of the whole (`N2 120`), a score before its grade (`350 B`).
            (Some(grade), Some(score)) if grade.len() == 2 && grade.starts_with('N') => {
                format!("{grade} {score}")
            }
            (Some(grade), Some(score)) => format!("{score} {grade}"),
            (Some(grade), None) => grade.clone(),
            (None, Some(score)) => score.to_string(),
            (None, None) => String::new(),
        }
    }
}

/// The steps of the text, and the levels that are no grades of the test.
fn items(test: &'static Test, all: &[Token], marks: &Marks) -> Result<(Vec<Item>, Vec<Cefr>), Problem> {
    let mut items: Vec<Item> = Vec::new();
    let mut levels = Vec::new();
    // `JLPT N3`, `HSK 4`: a grade that is part of the name. Of an exam of two levels the name says neither.
    let named: Vec<String> = (0..all.len())
        .filter(|&at| marks.in_name[at])
        .filter_map(|at| grade_in_name(test, all, marks, at))
        .collect();
    if let [grade] = named.as_slice() {
        items.push(Item::Value(Value { grade: Some(grade.clone()), ..Value::default() }));
    }
    let says = |wanted: Means| marks.terms.iter().any(|term| term.means == wanted);
    let beside_others = says(Means::Listening) && says(Means::Reading);
    let letters = Letters::of(test, all);
    let mut at = 0;
    while at < all.len() {
        if marks.taken_up[at] {
            at += 1;
            continue;
        }
        if let Some((grade, length)) = grade_at(test, all, marks, at) {
            // A score and its grade side by side are one result.
            match last_value(&mut items, all, at) {
                Some(value) if value.grade.is_none() && !test.part_scales.is_empty() => {
                    value.grade = Some(grade);
                }
                _ => items.push(Item::Value(Value { grade: Some(grade), ..Value::default() })),
            }
            at += length;
            continue;
        }
        if let Some((grade, length)) = below_grade(test, all, at) {
            items.push(Item::Value(Value { grade: Some(grade), ..Value::default() }));
            at += length;
            continue;
        }
        if let Some(term) = marks.terms.iter().find(|term| term.at == at) {
            // Beside listening and reading the written and the oral part are the other two.
            let means = match term.means {
                Means::WrittenExam if beside_others => Means::Writing,
                Means::OralExam if beside_others => Means::Speaking,
                means => means,
            };
            items.extend(of_term(test, means));
            at += term.length;
            // `room 7`, `centre 12`: a number of a place, and no result.
            let of_place = matches!(means, Means::LookAlike | Means::Centre);
            if of_place && all.get(at).is_some_and(|next| matches!(next.kind, Kind::Number(_))) {
                at += 1;
            }
            continue;
        }
        let token = &all[at];
        match &token.kind {
            Kind::Level(level) => levels.push(*level),
            Kind::Number(score) => {
                if is_negative(all, at) {
                    let below = Decimal::from_integer(0).minus(*score).unwrap_or(*score);
                    return Err((Fault::OffScale, off_scale(test, Part::Overall, below, None)));
                }
                let (value, length) = number(test, all, marks, at, *score);
                match last_value(&mut items, all, at) {
                    Some(last) if last.score.is_none() && !test.part_scales.is_empty() => {
                        last.score = value.score;
                    }
                    _ => items.push(Item::Value(value)),
                }
                at += length;
                continue;
            }
            Kind::Sign(',' | ';' | '(' | ')' | '[' | ']') => items.push(Item::Break),
            Kind::Sign('<' | '≤' | '＜') => items.push(Item::Ceiling),
            Kind::Sign('>' | '≥' | '＞') => items.push(Item::Floor),
            Kind::Sign(_) => {}
            Kind::Word => match letters.part(&token.text) {
                Some(part) => items.push(Item::Label(part)),
                None => foreign_grade(test, token)?,
            },
        }
        at += 1;
    }
    Ok((items, levels))
}

/// Whether a hyphen before a number is its sign: `IELTS -1`, but not `IELTS-7` nor `IELTS - 7`.
fn is_negative(all: &[Token], at: usize) -> bool {
    let Some(hyphen) = at.checked_sub(1).map(|before| &all[before]) else { return false };
    let before = at.checked_sub(2).map_or(0, |before| all[before].span.1);
    hyphen.kind == Kind::Sign('-') && hyphen.span.1 == all[at].span.0 && (at < 2 || before < hyphen.span.0)
}

/// The result right before a token, an opening bracket between them aside: `350 (B)`.
fn last_value<'a>(items: &'a mut [Item], all: &[Token], at: usize) -> Option<&'a mut Value> {
    let bracket = at.checked_sub(1).is_some_and(|before| matches!(all[before].kind, Kind::Sign('(' | '[')));
    let back = if bracket && items.last() == Some(&Item::Break) { 2 } else { 1 };
    let place = items.len().checked_sub(back)?;
    match items.get_mut(place) {
        Some(Item::Value(value)) => Some(value),
        _ => None,
    }
}

fn of_term(test: &Test, means: Means) -> Option<Item> {
    let two_exams = || test.parts.iter().any(|part| part == "written");
    Some(match means {
        // The two exams stand in the cells of writing and speaking.
        Means::WrittenExam if two_exams() => Item::Label(Part::Skill(Skill::Writing)),
        Means::WrittenExam => Item::Label(Part::Other),
        Means::OralExam => Item::Label(Part::Skill(Skill::Speaking)),
        Means::Listening => Item::Label(Part::Skill(Skill::Listening)),
        Means::Reading => Item::Label(Part::Skill(Skill::Reading)),
        Means::Writing => Item::Label(Part::Skill(Skill::Writing)),
        Means::Speaking => Item::Label(Part::Skill(Skill::Speaking)),
        Means::OtherPart => Item::Label(Part::Other),
        Means::Overall => Item::Label(Part::Overall),
        Means::Each => Item::Each,
        Means::Except => Item::Except,
        Means::Missing | Means::Intention | Means::Awaited => Item::Absent,
        Means::Floor => Item::Floor,
        Means::Ceiling => Item::Ceiling,
        _ => return None,
    })
}

/// Which letters stand for parts.
struct Letters {
    /// The letters of English: `L`, `R`, `W`, `S`.
    english: bool,
    /// The letters of German: `H`, `L`, `S`, `M`.
    german: bool,
    /// Whether the oral part has a letter of its own, so that German `S` is writing; else it is writing or speaking, and so
    /// neither.
    oral: bool,
}

impl Letters {
    /// Those of the language of the test, and of English where the text has those that English alone has: `L 80 R 75`.
    fn of(test: &Test, all: &[Token]) -> Self {
        let holds = |letter: &str| all.iter().any(|token| token.text == letter);
        let of = |code: &str| test.languages.iter().any(|language| language.as_str() == code);
        // No other language of the tests has these letters for its parts.
        let with_number = |letter: &str| {
            all.windows(2).any(|pair| pair[0].text == letter && matches!(pair[1].kind, Kind::Number(_)))
        };
        let english = of("en")
            || ["L", "R", "W", "S"].into_iter().all(holds)
            || (holds("L") || holds("S")) && ["R", "W"].into_iter().any(with_number)
            || with_number("R");
        Self { english, german: of("de") && !english, oral: holds("M") }
    }

    fn part(&self, text: &str) -> Option<Part> {
        let skill = match text {
            "L" if self.english => Skill::Listening,
            "R" if self.english => Skill::Reading,
            "W" if self.english => Skill::Writing,
            "S" if self.english => Skill::Speaking,
            "O" if self.english => return Some(Part::Overall),
            "H" if self.german => Skill::Listening,
            "L" if self.german => Skill::Reading,
            "S" if self.german && self.oral => Skill::Writing,
            "M" if self.german => Skill::Speaking,
            _ => return None,
        };
        Some(Part::Skill(skill))
    }
}

/// The lowest grade of a test that is told by what it lies below (`unter TDN 3`) in short: `unter 3`, `U3`, `< 3`.
fn below_grade(test: &Test, all: &[Token], at: usize) -> Option<(String, usize)> {
    let lowest = test.grades.iter().find(|grade| crate::text::fold(grade).starts_with("unter "))?;
    let begins = matches!(all[at].folded.as_str(), "unter" | "u" | "below" | "<");
    let number = all.get(at + 1).filter(|next| begins && next.number().is_some())?;
    lowest.ends_with(number.text.as_str()).then(|| (lowest.clone(), 2))
}

/// The grade of the test that begins at a token, and how many tokens it takes.
fn grade_at(test: &Test, all: &[Token], marks: &Marks, at: usize) -> Option<(String, usize)> {
    let longest_first = test.grades.iter().filter_map(|grade| {
        let words = super::token::tokens(grade).0;
        let words: Vec<&Token> = words.iter().filter(|word| !word.is_sign()).collect();
        // A grade that is a bare number is read as one.
        if words.iter().all(|word| word.number().is_some()) {
            return None;
        }
        let mut place = at;
        for (index, word) in words.iter().enumerate() {
            while index > 0 && all.get(place).is_some_and(|token| matches!(token.kind, Kind::Sign('-'))) {
                place += 1;
            }
            let token = all.get(place)?;
            let letter = word.folded.chars().count() == 1 || word.folded.ends_with('+');
            let same = if letter {
                // A letter is a grade in capitals, or where the whole text has none.
                let capital = !token.text.chars().any(char::is_lowercase) || no_capitals(all);
                // `C plus` is the grade with its sign.
                let plus = word.folded.strip_suffix('+').is_some_and(|letter| {
                    let next = all.get(place + 1).is_some_and(|next| next.folded == "plus");
                    next && token.folded == letter
                });
                if plus && capital {
                    place += 1;
                }
                (plus || token.text.eq_ignore_ascii_case(&word.text)) && capital
            } else {
                token.folded == word.folded
            };
            if !same || marks.taken_up[place] {
                return None;
            }
            place += 1;
        }
        Some((grade.clone(), place - at))
    });
    longest_first.max_by_key(|(_, length)| *length)
}

fn no_capitals(all: &[Token]) -> bool {
    !all.iter().any(|token| token.text.chars().any(char::is_uppercase))
}

/// The grade of the test that the name holds at a token, alone or with the token after it (`TDN 4`).
fn grade_in_name(test: &Test, all: &[Token], marks: &Marks, at: usize) -> Option<String> {
    let next = (at + 1..all.len()).find(|&next| !all[next].is_sign());
    let pair = next.filter(|next| marks.in_name[*next]).and_then(|next| all.get(next));
    let pair = pair.map(|next| format!("{} {}", all[at].folded, next.folded));
    let text = |grade: &String| crate::text::fold(grade);
    let two = test.grades.iter().find(|grade| pair.as_ref().is_some_and(|pair| text(grade) == *pair));
    // The 3 of *Prøve i Dansk 3* is not the grade -3.
    let one = |grade: &&String| text(grade) == all[at].folded && !grade.starts_with('-');
    two.or_else(|| test.grades.iter().find(one)).cloned()
}

/// A number, with what it is out of: `85/100`, `85 %`.
fn number(test: &Test, all: &[Token], marks: &Marks, at: usize, score: Decimal) -> (Value, usize) {
    let sign =
        |place: usize, wanted: char| all.get(place).is_some_and(|token| token.kind == Kind::Sign(wanted));
    let mut value = Value { score: Some(score), ..Value::default() };
    if sign(at + 1, '%') {
        value.out_of = Some(Decimal::from_integer(100));
        return (value, 2);
    }
    let next =
        all.get(at + 2).filter(|_| sign(at + 1, '/') && !marks.taken_up[at + 2]).and_then(Token::number);
    let chain = sign(at + 3, '/') || at.checked_sub(1).is_some_and(|before| sign(before, '/'));
    if let Some(most) = next.filter(|most| !chain && is_maximum(test, *most)) {
        value.out_of = Some(most);
        return (value, 3);
    }
    (value, 1)
}

/// Whether a number is the most points of the test or of one of its parts.
fn is_maximum(test: &Test, most: Decimal) -> bool {
    test.scale.is_some_and(|(_, high)| high == most)
        || test.part_scales.iter().any(|(_, _, high)| *high == most)
}

/// Leaves out a share of the points where the test does not count to a hundred: 78 % are no 78 points. Less than the usual mark
/// is no pass.
fn without_share(
    test: &Test,
    results: &mut BTreeMap<Part, Value>,
    notes: &mut Vec<Remark>,
) -> Result<(), Problem> {
    const USUAL_MARK: i64 = 60;
    let hundred = Decimal::from_integer(100);
    let counts = test.scale.is_none_or(|(_, high)| high == hundred);
    let share = results.get(&Part::Overall).filter(|value| value.out_of == Some(hundred) && !counts);
    let Some(score) = share.and_then(|value| value.score) else { return Ok(()) };
    if score < Decimal::from_integer(USUAL_MARK) {
        return Err((Fault::NotACertificate, RefusalReason::CertificateFailed));
    }
    results.remove(&Part::Overall);
    notes.push(Remark::CertificateLeftOut { results: vec![format!("{score} %")] });
    Ok(())
}

/// A letter or a word that is a grade, and none of this test.
fn foreign_grade(test: &'static Test, token: &Token) -> Result<(), Problem> {
    let letters: Vec<char> = token.text.chars().collect();
    let grade = match letters.as_slice() {
        [letter] | [letter, '+'] => matches!(letter, 'A'..='F'),
        ['N', digit] => digit.is_ascii_digit(),
        _ => token.text == "TDN",
    };
    if !grade {
        return Ok(());
    }
    let of_its_kind = test.grades.iter().any(|known| known.chars().count() <= 2);
    let fault = if of_its_kind { Fault::OffScale } else { Fault::ForeignGrade };
    let scale = if test.grades.is_empty() { Scale::of(test, Part::Overall) } else { Scale::of_grades(test) };
    let Scale { low, high, step, grades } = scale;
    let grade = token.text.as_str().into();
    Err((fault, RefusalReason::CertificateNoGrade { grade, test: &test.name, low, high, step, grades }))
}

/// Gives each value to its part, and tells those that nobody labels.
fn assign(items: Vec<Item>, test: &Test, notes: &mut Vec<Remark>) -> (BTreeMap<Part, Value>, Vec<Value>) {
    let mut results: BTreeMap<Part, Value> = BTreeMap::new();
    let mut items = without_floors(items);
    let excepted = take_excepted(&mut items);
    if has_no_overall(test) {
        items.retain(|item| *item != Item::Label(Part::Overall));
    }
    let mut used = vec![false; items.len()];
    runs(&items, &mut used, &mut results);
    let forward = neighbors(&items, &used, true).len() >= neighbors(&items, &used, false).len();
    // Labels that stay alone may have their value on the other side: `overall 7.5 with 7 in writing`.
    for direction in [forward, !forward] {
        for (label, value) in neighbors(&items, &used, direction) {
            used[label] = true;
            used[value] = true;
            if let (Item::Label(part), Item::Value(found)) = (&items[label], &items[value]) {
                results.entry(*part).or_insert_with(|| found.clone());
            }
        }
    }
    // `each B` before `B each`.
    let each = items.iter().position(|item| *item == Item::Each);
    let of_each = each.and_then(|each| {
        let value = |at: &usize| !used[*at] && matches!(items[*at], Item::Value(_));
        (each + 1..items.len().min(each + 3))
            .find(value)
            .or_else(|| (each.saturating_sub(2)..each).rev().find(value))
    });
    let mut left: Vec<Value> = Vec::new();
    // Of several results side by side, nobody says which is whose; several of one value are all the same.
    let unlabelled = |(at, item): (usize, &Item)| match item {
        Item::Value(value) if !used[at] && of_each != Some(at) => Some(value.clone()),
        _ => None,
    };
    let unlabelled: Vec<Value> = items.iter().enumerate().filter_map(unlabelled).collect();
    let one_for_all = has_no_overall(test) && unlabelled.windows(2).all(|pair| pair[0] == pair[1]);
    for (at, item) in items.iter().enumerate().filter(|(at, _)| !used[*at]) {
        if let Item::Value(value) = item {
            let of_each = of_each == Some(at);
            if of_each || (left.is_empty() && one_for_all) {
                let told = |skill: &Skill| reports(test, *skill) && !excepted.contains(&Part::Skill(*skill));
                for skill in Skill::ALL.into_iter().filter(told) {
                    results.entry(Part::Skill(skill)).or_insert_with(|| value.clone());
                }
                if !of_each {
                    left.push(value.clone());
                }
                continue;
            }
            left.push(value.clone());
        }
    }
    let mut left_out = Vec::new();
    if has_no_overall(test) && !one_for_all {
        notes.push(Remark::CertificateLeftOut { results: left.iter().map(Value::written).collect() });
    }
    if !has_no_overall(test) {
        let mut left: std::collections::VecDeque<Value> = left.into();
        // A grade and the points of the whole, apart: `N4, 120/180`, `grade B, 195`.
        if let Some(overall) = results.get_mut(&Part::Overall)
            && let Some(other) = left.front()
            && test.scale.is_some()
        {
            match (&overall.grade, overall.score, &other.grade, other.score) {
                (Some(_), None, None, Some(score)) => {
                    overall.score = Some(score);
                    overall.out_of = other.out_of;
                    left.pop_front();
                }
                (None, Some(_), Some(grade), None) => {
                    overall.grade = Some(grade.clone());
                    left.pop_front();
                }
                _ => {}
            }
        }
        if left.len() >= 2 && !results.contains_key(&Part::Overall) && test.scale.is_some() {
            let (first, second) = (left[0].clone(), left[1].clone());
            if let (Some(grade), None, None, Some(score)) =
                (&first.grade, first.score, &second.grade, second.score)
            {
                left.drain(..2);
                left.push_front(Value {
                    grade: Some(grade.clone()),
                    score: Some(score),
                    out_of: second.out_of,
                });
            }
        }
        // Of several results side by side nobody says which is whose, unless they are all the same or the first is the
        // mean of the others.
        let whole = left.front().filter(|first| {
            left.iter().all(|other| other == *first) || is_mean_of(test, first, left.iter().skip(1))
        });
        let whole = whole.filter(|_| !results.contains_key(&Part::Overall)).cloned();
        if let Some(whole) = whole {
            left.pop_front();
            results.insert(Part::Overall, whole);
        }
        let rest: Vec<String> = left.iter().map(Value::written).collect();
        left_out = left.into();
        if !rest.is_empty() {
            notes.push(Remark::CertificateLeftOut { results: rest });
        }
    }
    results.remove(&Part::Other);
    (results, left_out)
}

/// Whether a result is what a test makes of four others.
fn is_mean_of<'a>(test: &Test, whole: &Value, parts: impl Iterator<Item = &'a Value>) -> bool {
    let parts: Option<Vec<Decimal>> = parts.map(|part| part.score).collect();
    let parts = parts.filter(|parts| parts.len() == Skill::ALL.len());
    parts.is_some_and(|parts| whole.score.is_some() && overall_of(test, &parts) == whole.score)
}

/// The overall score that four scores of parts make, of tests whose rule is known (`tests.csv`, notes).
fn overall_of(test: &Test, parts: &[Decimal]) -> Option<Decimal> {
    let sum: i64 = parts.iter().map(|score| score.scaled(1)).sum::<Option<i64>>()?;
    match test.id.as_str() {
        // The mean to the nearest half band, quarters up.
        "ielts-academic" | "ielts-general" => {
            Some(Decimal::from_thousandths((sum + 10).div_euclid(20) * 500))
        }
        "toefl-ibt" => Some(Decimal::from_thousandths(sum * 100)),
        _ => None,
    }
}

/// Whether a test reports its parts and nothing for the whole (`tests.csv`, notes).
fn has_no_overall(test: &Test) -> bool {
    test.id.as_str() == "oet"
}

fn reports(test: &Test, skill: Skill) -> bool {
    test.parts.iter().any(|part| part == skill.as_str())
}

/// Takes bounds (`no band below 7`, `W < 300`) out: they are no results.
fn without_floors(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    let mut skip = false;
    for item in items {
        match item {
            Item::Floor | Item::Ceiling => skip = true,
            Item::Value(_) if skip => skip = false,
            item => kept.push(item),
        }
    }
    kept
}

/// Takes the parts out that a result of all does not cover, `7 in all except writing`, `7 each, speaking pending`, with the
/// words that say so. An exception with a result of its own, `except W 6.0`, keeps it. Where nobody knows which part is
/// excepted, the result is none of all.
fn take_excepted(items: &mut Vec<Item>) -> BTreeSet<Part> {
    let mut excepted = BTreeSet::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let behind = |from: usize| {
        let mut labels: Vec<(usize, Part)> = Vec::new();
        let mut at = from;
        loop {
            match items.get(at) {
                Some(Item::Label(part)) => labels.push((at, *part)),
                Some(Item::Break) => {}
                other => break (labels, matches!(other, Some(Item::Value(_)))),
            }
            at += 1;
        }
    };
    for (at, item) in items.iter().enumerate() {
        let labels = match item {
            Item::Except => {
                let (labels, has_value) = behind(at + 1);
                if labels.is_empty() && !has_value {
                    gone.extend(items.iter().position(|item| *item == Item::Each));
                }
                if has_value { Vec::new() } else { labels }
            }
            Item::Absent => {
                let mut before = items[..at].iter().enumerate().rev();
                let before = before.find(|(_, item)| **item != Item::Break);
                let own = before.and_then(|(place, item)| match item {
                    Item::Label(part) => Some((place, *part)),
                    _ => None,
                });
                own.map_or_else(|| behind(at + 1).0, |own| vec![own])
            }
            _ => continue,
        };
        gone.insert(at);
        for (place, part) in labels {
            gone.insert(place);
            excepted.insert(part);
        }
    }
    // `sauf écrit` of a test without a written exam: reading, writing, or both.
    if excepted.contains(&Part::Other) {
        gone.extend(items.iter().position(|item| *item == Item::Each));
    }
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    excepted
}

/// As many labels in a row as values in a row beside them: `L/R/W/S 7.5/8/6.5/7`, either way round.
fn runs(items: &[Item], used: &mut [bool], results: &mut BTreeMap<Part, Value>) {
    let is_label = |item: &Item| matches!(item, Item::Label(_));
    let is_value = |item: &Item| matches!(item, Item::Value(_));
    let run = |from: usize, of: &dyn Fn(&Item) -> bool, most: usize| {
        let mut places: Vec<usize> = Vec::new();
        let mut at = from;
        while let Some(item) = items.get(at).filter(|item| of(item) || **item == Item::Break) {
            // What stands behind the bracket of a full row is of another one.
            if *item == Item::Break && places.len() == most {
                break;
            }
            if of(item) {
                places.push(at);
            }
            at += 1;
        }
        (places, at)
    };
    let mut at = 0;
    while at < items.len() {
        let (first, next) = if is_label(&items[at]) {
            run(at, &is_label, usize::MAX)
        } else if is_value(&items[at]) {
            run(at, &is_value, usize::MAX)
        } else {
            at += 1;
            continue;
        };
        let (second, _) = if is_label(&items[at]) {
            run(next, &is_value, first.len())
        } else {
            run(next, &is_label, first.len())
        };
        if first.len() >= 2 && first.len() == second.len() {
            let (labels, values) = if is_label(&items[at]) { (first, second) } else { (second, first) };
            for (label, value) in labels.into_iter().zip(values) {
                used[label] = true;
                used[value] = true;
                if let (Item::Label(part), Item::Value(found)) = (&items[label], &items[value]) {
                    results.entry(*part).or_insert_with(|| found.clone());
                }
            }
        }
        at = next;
    }
}

/// Labels with the free value right after them, or right before them.
fn neighbors(items: &[Item], used: &[bool], forward: bool) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let free: Vec<usize> = (0..items.len()).filter(|at| !used[*at]).collect();
    for (place, &at) in free.iter().enumerate() {
        if !matches!(items[at], Item::Label(_)) {
            continue;
        }
        let mut step = place;
        let mut breaks = 0;
        let other = loop {
            let next = if forward { step.checked_add(1) } else { step.checked_sub(1) };
            let Some(&candidate) = next.and_then(|next| free.get(next)) else { break None };
            step = if forward { step + 1 } else { step - 1 };
            match items[candidate] {
                Item::Break if breaks == 0 => breaks += 1,
                Item::Value(_) => break Some(candidate),
                _ => break None,
            }
        };
        if let Some(value) = other.filter(|value| !pairs.iter().any(|(_, taken)| taken == value)) {
            pairs.push((at, value));
        }
    }
    pairs
}

/// The version of a test that gave the results: TOEFL changed its scale on 2026-01-21.
fn version(
    test: &'static Test,
    results: &BTreeMap<Part, Value>,
    marks: &Marks,
) -> Result<&'static Test, Problem> {
    let Some(window) = test_windows::of(test.id.as_str()) else { return Ok(test) };
    let Some(next) = window.replaced_by.as_ref().and_then(language_tests::get) else { return Ok(test) };
    let fits = |test: &'static Test| {
        !results.is_empty() && results.iter().all(|(part, value)| on_scale(test, *part, value).is_ok())
    };
    let after = |last: crate::model::PartialDate| {
        marks.taken.map(|taken| (taken.earliest() > last.latest(), taken.latest() <= last.latest()))
    };
    let (surely_after, surely_before) = window.last.and_then(after).unwrap_or((false, false));
    let whole = results.get(&Part::Overall).and_then(|value| value.score);
    // Six points of 120 are no result that anybody shows: without a day a small score is of the new scale.
    let small = whole.or_else(|| results.values().filter_map(|value| value.score).max());
    let small = small.is_some_and(|score| next.scale.is_some_and(|(_, high)| score <= high));
    if surely_after || (!surely_before && small) {
        if fits(next) || results.is_empty() {
            return Ok(next);
        }
        if fits(test) {
            let Scale { low, high, .. } = Scale::of(next, Part::Overall);
            let why = RefusalReason::CertificateOldScale { test: &test.name, next: &next.name, low, high };
            return Err((Fault::Ambiguous, why));
        }
    }
    Ok(test)
}

/// A test cannot have been taken before it was there or after it ended.
fn in_window(test: &'static Test, marks: &Marks) -> Result<(), Problem> {
    let (Some(window), Some(taken)) = (test_windows::of(test.id.as_str()), marks.taken) else {
        return Ok(());
    };
    let early = window.first.is_some_and(|first| taken.latest() < first.earliest());
    let late = window.last.is_some_and(|last| taken.earliest() > last.latest());
    if early || late {
        let (first, last) = (window.first, window.last);
        let why = RefusalReason::CertificateOutside { test: &test.name, date: taken, first, last };
        return Err((Fault::Contradiction, why));
    }
    Ok(())
}

/// Whether a result lies on the scale of its part.
fn on_scale(test: &'static Test, part: Part, value: &Value) -> Result<(), Problem> {
    let Some(score) = value.score else { return Ok(()) };
    let range = match part {
        Part::Skill(skill) => {
            let of = test.part_scales.iter().find(|(name, ..)| name == skill.as_str());
            of.map(|(_, low, high)| (*low, *high))
        }
        Part::Overall => test.scale,
        Part::Other => None,
    };
    let Some((low, high)) = range else { return Ok(()) };
    // A part whose scale is the one of the whole moves in the same steps.
    let step = test.step.filter(|_| Some((low, high)) == test.scale);
    let is_off_step = |score: Decimal| {
        step.is_some_and(|step| match (score.scaled(2), low.scaled(2), step.scaled(2)) {
            (Some(score), Some(low), Some(step)) if step > 0 => (score - low) % step != 0,
            _ => false,
        })
    };
    let off_step = is_off_step(score);
    let another_most = value.out_of.is_some_and(|most| most != high && most != Decimal::from_integer(100));
    if (low..=high).contains(&score) && !off_step && !another_most {
        return Ok(());
    }
    // A point that was left out is likelier than a result that the test does not give: 7.5 for `75`.
    let stands = |score: &Decimal| (low..=high).contains(score) && !is_off_step(*score);
    let tenth = score.scaled(2).filter(|_| score > high).map(Decimal::from_thousandths).filter(stands);
    let end = if score < low { Some(low) } else { Some(high).filter(|high| score > *high) };
    let nearest = tenth.or(end);
    Err((Fault::OffScale, off_scale(test, part, score, nearest)))
}

fn off_scale(test: &'static Test, part: Part, score: Decimal, nearest: Option<Decimal>) -> RefusalReason {
    let Scale { low, high, step, grades } = Scale::of(test, part);
    let name = match part {
        Part::Skill(skill) => skill.as_str(),
        _ => "overall",
    };
    RefusalReason::CertificateOffScale {
        part: name,
        score: score.into(),
        test: &test.name,
        low,
        high,
        step,
        grades,
        nearest: nearest.map(Box::new),
    }
}

/// Which results a test or a part of one gives: points, or else grades.
struct Scale {
    low: Option<Box<Decimal>>,
    high: Option<Box<Decimal>>,
    step: Option<Box<Decimal>>,
    grades: Option<Box<[String]>>,
}

impl Scale {
    fn of(test: &Test, part: Part) -> Self {
        let range = match part {
            Part::Skill(skill) => {
                let of = test.part_scales.iter().find(|(name, ..)| name == skill.as_str());
                of.map(|(_, low, high)| (*low, *high))
            }
            _ => test.scale,
        };
        let Some((low, high)) = range else { return Self::of_grades(test) };
        let step = test.step.filter(|_| test.scale == range).map(Box::new);
        Self { low: Some(low.into()), high: Some(high.into()), step, grades: None }
    }

    fn of_grades(test: &Test) -> Self {
        let grades = Some(&test.grades).filter(|grades| !grades.is_empty());
        Self { low: None, high: None, step: None, grades: grades.map(|grades| grades.clone().into()) }
    }
}

/// Statements that cannot all be true: a mean that is none, a sum that is none, a grade beside another
/// grade's score, an end before the day of the test.
fn consistent(test: &Test, results: &BTreeMap<Part, Value>, marks: &Marks) -> Result<(), Problem> {
    let contradiction = |why: RefusalReason| Err((Fault::Contradiction, why));
    let score = |part: Part| results.get(&part).and_then(|value| value.score);
    let parts: Option<Vec<Decimal>> = Skill::ALL.into_iter().map(|skill| score(Part::Skill(skill))).collect();
    if let (Some(overall), Some(parts)) = (score(Part::Overall), &parts) {
        let should = overall_of(test, parts);
        if let Some(should) = should.filter(|should| *should != overall) {
            let (overall, follows) = (overall.into(), should.into());
            return contradiction(RefusalReason::CertificateOverall { overall, follows });
        }
    }
    for (part, value) in results {
        if let (Some(score), Some(grade), Part::Skill(skill)) = (value.score, &value.grade, part)
            && let Some((low, high)) = cefr::scores_of(&test.id, Some(*skill), grade)
            && !(low..=high).contains(&score)
        {
            return contradiction(RefusalReason::CertificateGrade {
                part: skill.as_str(),
                score: score.into(),
                grade: grade.as_str().into(),
                low: low.into(),
                high: high.into(),
            });
        }
    }
    if let (Some(taken), Some(expires)) = (marks.taken, marks.expires)
        && expires.latest() < taken.earliest()
    {
        return contradiction(RefusalReason::CertificateEnded { expires, taken });
    }
    Ok(())
}

/// Turns `passed` into the grade of the test that says so, and refuses a test that was not passed.
fn pass_or_fail(
    test: &Test,
    results: &mut BTreeMap<Part, Value>,
    passed: bool,
    failed: bool,
) -> Result<(), Problem> {
    const PASSES: [&str; 6] = ["bestanden", "pass", "apto", "godkand", "bestatt", "suficiente"];
    if failed {
        return Err((Fault::NotACertificate, RefusalReason::CertificateFailed));
    }
    let known = |grade: &&String| PASSES.contains(&crate::text::fold(grade).as_str());
    // A pass that is said of one part says nothing of the whole.
    let of_a_part = results.iter().any(|(part, value)| {
        *part != Part::Overall && value.grade.as_ref().is_some_and(|grade| known(&grade))
    });
    if passed
        && !of_a_part
        && let std::collections::btree_map::Entry::Vacant(overall) = results.entry(Part::Overall)
        && let Some(grade) = test.grades.iter().find(known)
    {
        overall.insert(Value { grade: Some(grade.clone()), ..Value::default() });
    }
    Ok(())
}

/// The level that a certificate prints or is an exam of.
fn level(
    test: &'static Test,
    levels: &[Cefr],
    results: &BTreeMap<Part, Value>,
    left_out: &[Value],
    notes: &mut Vec<Remark>,
) -> Result<Option<Cefr>, Problem> {
    let exam = exam_level(test);
    let mut stated = levels.to_vec();
    stated.dedup();
    let overall = results.get(&Part::Overall).and_then(|value| value.grade.as_deref());
    if let Some(level) = overall.and_then(|grade| grade.parse::<Cefr>().ok()) {
        stated.push(level);
        stated.dedup();
    }
    match (exam, stated.as_slice()) {
        (_, [_, _, ..]) => {
            notes.push(Remark::CertificateLevels);
            Ok(None)
        }
        (Some(exam), [stated]) if *stated != exam => {
            let why = RefusalReason::CertificateLevel { test: &test.name, exam, stated: *stated };
            Err((Fault::Contradiction, why))
        }
        (_, [stated]) => Ok(Some(*stated)),
        (Some(_), []) if below_pass_mark(test, results, left_out) => {
            notes.push(Remark::CertificateBelow);
            Ok(None)
        }
        // The note names what was left out: whether it was enough nobody knows.
        (Some(_), []) if may_be_too_few(left_out) => Ok(None),
        (exam, []) => Ok(exam),
    }
}

/// Whether results that nobody could place may be too few points of a hundred: `42 sur 100`, `58/100` of an exam that
/// counts otherwise. Most exams of one level are passed with sixty.
fn may_be_too_few(left_out: &[Value]) -> bool {
    let hundred = Some(Decimal::from_integer(100));
    let few = |value: &Value| value.score.is_some_and(|score| score < Decimal::from_integer(60));
    left_out.windows(2).any(|pair| few(&pair[0]) && pair[1].score == hundred)
        || left_out.iter().any(|value| value.out_of == hundred && few(value))
}

/// The level of an exam of one level, by its identifier; exams whose result may be another level have none.
fn exam_level(test: &Test) -> Option<Cefr> {
    let graded = test.grades.iter().any(|grade| grade.parse::<Cefr>().is_ok() || grade.starts_with("Level"));
    let mut levels = test.id.as_str().split('-').filter_map(|part| part.to_ascii_uppercase().parse().ok());
    let first = levels.next().filter(|_| !graded)?;
    levels.next().is_none().then_some(first)
}

/// Whether some result is below the pass mark; one that nobody labels is below it where each part has to reach it.
fn below_pass_mark(test: &Test, results: &BTreeMap<Part, Value>, left_out: &[Value]) -> bool {
    let score = |skill: Option<Skill>| results.get(&skill.map_or(Part::Overall, Part::Skill))?.score;
    cefr::scale(&test.id).is_some_and(|scale| {
        scale.is_below_pass_mark(score)
            || left_out.iter().any(|value| scale.is_below_pass_mark(|skill| skill.and(value.score)))
    })
}
