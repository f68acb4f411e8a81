//! Scores of language tests as people write them: `7,5`, `B`, `IELTS 7.5 (W 6.5)`.
//!
//! What such a cell says of other parts of the test goes to their columns; a cell of which something
//! cannot be placed is refused.

use super::reading::Extra;
use super::reason::{RefusalReason, Remark};
use super::refusal::Refusal;
use super::{clean, date};
use crate::model::Decimal;
use crate::reference::language_tests;
use crate::resolve;
use crate::text;
use compact_str::{CompactString, ToCompactString as _};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Folded words for the parts of a test, by the column that takes their scores.
const SKILLS: &[(&str, &str)] = &[
    (
        "listening",
        "l list listening horen hoeren hv horverstehen ecoute escucha auditiva ascolto luisteren sluchanie аудирование dinleme",
    ),
    (
        "reading",
        "r read reading lesen lv leseverstehen lecture lectura leitura lettura lezen czytanie чтение okuma",
    ),
    (
        "writing",
        "w writ write writing schreiben sa ecriture escritura escrita scrittura schrijven pisanie письмо yazma",
    ),
    (
        "speaking",
        "s sp speak speaking sprechen oral expresion fala parlato spreken mowienie говорение konusma",
    ),
];
const OVERALL: &str = "overall o total band score scores gesamt gesamtpunkte punkte points pts result ergebnis global note puntaje puntuacion obtained average avg 分 점";

/// The column of certificates for the part of a test that a word or an initial stands for.
pub fn part_of_test(word: &str) -> Option<&'static str> {
    let folded = text::fold(word);
    let is = |list: &str| list.split(' ').any(|known| known == folded);
    SKILLS.iter().find(|(_, list)| is(list)).map(|(part, _)| *part)
}

static GRADES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    language_tests::all().iter().flat_map(|test| &test.grades).map(|grade| text::fold(grade)).collect()
});

/// A score is a number where it reads as one, else a grade as written, in capitals where it is a letter grade.
/// `None` when the cell speaks only of other parts.
pub(super) fn score(
    column: &str,
    written: &str,
    extra: &mut Extra,
) -> Result<Option<CompactString>, Refusal> {
    if let Some(number) = number(written) {
        return Ok(Some(number.to_compact_string()));
    }
    let plain = clean::plain(written);
    let plain = plain.trim();
    if let Some(number) = number(plain) {
        return Ok(Some(number.to_compact_string()));
    }
    if let Some(refusal) = date::score_of(plain) {
        return Err(refusal);
    }
    if !plain.bytes().any(|b| b.is_ascii_digit()) {
        if !GRADES.contains(&text::fold(plain)) {
            extra.remark(Remark::UnknownGrade);
        } else if plain.chars().count() <= 3 {
            return Ok(Some(plain.to_uppercase().into()));
        }
        return Ok(Some(written.into()));
    }
    // Levels such as `B2` are grades of some tests.
    if plain.chars().count() <= 3
        && plain.starts_with(|c: char| c.is_alphabetic())
        && GRADES.contains(&text::fold(plain))
    {
        return Ok(Some(plain.to_uppercase().into()));
    }
    if GRADES.contains(&text::fold(plain)) {
        return Ok(Some(written.into()));
    }
    if let Some((score, whole)) = out_of(plain) {
        extra.remark(Remark::OutOf { score, whole });
        return Ok(Some(score.to_compact_string()));
    }
    let Some(said) = parts(column, plain) else {
        return Err(unclear(plain));
    };
    if !said.test.is_empty() {
        let tests = resolve::language_tests::named(&said.test);
        if tests.is_empty() {
            return Err(unclear(plain));
        }
        extra.also("test", tests.iter().map(|test| test.id.as_str()));
    }
    let mut own = None;
    for (part, number) in said.scores {
        if part == column {
            own = Some(number.to_compact_string());
        } else {
            extra.also(part, [number.to_string().as_str()]);
        }
    }
    Ok(own)
}

fn number(text: &str) -> Option<Decimal> {
    if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+')) {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

/// `95/120`: a score and the highest one there is, where that is the highest of some test.
fn out_of(plain: &str) -> Option<(Decimal, Decimal)> {
    let (score, whole) = plain.split_once('/')?;
    let (score, whole) = (number(score.trim())?, number(whole.trim())?);
    let known = language_tests::all().iter().any(|test| test.scale.is_some_and(|(_, high)| high == whole));
    (known && score <= whole).then_some((score, whole))
}

fn unclear(plain: &str) -> Refusal {
    let ratio = plain.split_once('/').map(|(score, whole)| (score.trim(), whole.trim()));
    match ratio {
        Some((score, whole)) if number(score).is_some() && number(whole).is_some() => {
            RefusalReason::OddRatio { whole: whole.into() }.meant(score)
        }
        _ => RefusalReason::MoreThanScore.into(),
    }
}

struct Said {
    test: String,
    scores: Vec<(&'static str, Decimal)>,
}

/// Takes apart `IELTS 7.5 (L 8 R 7.5 W 6.5 S 7)`; `None` unless every word and number has its place.
fn parts(column: &str, plain: &str) -> Option<Said> {
    let own = ["overall", "listening", "reading", "writing", "speaking"]
        .into_iter()
        .find(|name| *name == column)?;
    let mut said = Said { test: String::new(), scores: Vec::new() };
    let mut part: Option<&'static str> = None;
    let mut rest = plain;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end =
                rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
            let digits = rest[..end].trim_end_matches(['.', ',']);
            let score = number(digits)?;
            // A number without a name is the column's own, once, and before any other.
            let place = match part.take() {
                Some(place) => place,
                None if said.scores.is_empty() => own,
                None => return None,
            };
            if said.scores.iter().any(|(known, _)| *known == place) {
                return None;
            }
            said.scores.push((place, score));
            rest = &rest[digits.len()..];
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let word = &rest[..end];
            let folded = text::fold(word);
            let is = |list: &str| list.split(' ').any(|known| known == folded);
            if let Some((skill, _)) = SKILLS.iter().find(|(_, list)| is(list)) {
                part = Some(skill);
            } else if is(OVERALL) {
                // `120 points`: behind the number the word says what it is.
                if said.scores.len() != 1 || rest[end..].contains(|c: char| c.is_ascii_digit()) {
                    part = part.or(Some("overall"));
                }
            } else if said.scores.is_empty() {
                if !said.test.is_empty() {
                    said.test.push(' ');
                }
                said.test.push_str(word);
            } else {
                return None;
            }
            rest = &rest[end..];
        } else if c.is_whitespace()
            || matches!(c, '(' | ')' | '[' | ']' | ':' | ';' | ',' | '=' | '-' | '|' | '.')
        {
            rest = &rest[c.len_utf8()..];
        } else {
            return None;
        }
    }
    (part.is_none() && !said.scores.is_empty()).then_some(said)
}
