//! A text as tokens: numbers, words that mean something in a date, and signs.

use super::super::calendar::ERAS;
use super::super::months::{self, Meaning};
use super::super::reason::RefusalReason;
use super::super::refusal::Refusal;
use crate::model::PartialDate;

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Number {
        value: i64,
        digits: usize,
    },
    Word(Meaning),
    /// A letter before a number may be a Japanese era.
    Letter(String),
    Sign(char),
}

/// Takes a text apart; `Err` when a part of it has no place in a date.
pub(super) fn parts(text: &str) -> Result<Vec<Part>, Option<Refusal>> {
    let mut found: Vec<Part> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let value = rest[..end].parse().map_err(|_| None)?;
            found.push(Part::Number { value, digits: end });
            rest = &rest[end..];
        } else if is_letter(c) {
            let (word, end) = word(rest);
            rest = &rest[end..];
            match months::meaning(&word) {
                // `h` after a year is a calendar, before a number an era.
                Some(_)
                    if is_era_letter(&word)
                        && (found.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())) =>
                {
                    found.push(Part::Letter(word));
                }
                Some(meaning) => found.push(Part::Word(meaning)),
                None => match two_words(&word, rest) {
                    Some((meaning, end)) => {
                        found.push(Part::Word(meaning));
                        rest = &rest[end..];
                    }
                    None if is_era_letter(&word) => found.push(Part::Letter(word)),
                    None => return Err(misspelt(&word, text)),
                },
            }
        } else if matches!(
            c,
            ' ' | ',' | '.' | '/' | '-' | '\'' | '(' | ')' | '_' | '\\' | '|' | 'º' | 'ª' | '·' | '`'
        ) {
            if c != ' ' {
                found.push(Part::Sign(c));
            }
            rest = &rest[c.len_utf8()..];
        } else {
            return Err(None);
        }
    }
    Ok(found)
}

pub(super) fn is_letter(c: char) -> bool {
    (c.is_alphabetic() && !matches!(c, 'º' | 'ª')) || unicode_normalization::char::is_combining_mark(c)
}

pub(super) fn is_era_letter(word: &str) -> bool {
    ERAS.iter().any(|era| era.letter.eq_ignore_ascii_case(word))
}

/// The word at the start of a text, without the dots of an abbreviation inside it, and its length. Signs of Han
/// beside each other are words of their own: 年 ends one.
pub(super) fn word(text: &str) -> (String, usize) {
    let mut word = String::new();
    let mut end = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        if is_letter(c) {
            word.push(c);
            end = at + c.len_utf8();
            if matches!(c, '年' | '月' | '日' | '년' | '월' | '일' | '号' | '號') {
                break;
            }
        } else if matches!(c, '.' | '/') && signs.peek().is_some_and(|(_, next)| is_letter(*next)) && c != '/'
        {
            end = at + 1;
        } else if c == '\'' && signs.peek().is_some_and(|(_, next)| is_letter(*next)) && !word.is_empty() {
            word.push(c);
            end = at + 1;
        } else {
            break;
        }
    }
    (word, end)
}

/// The meaning of a word and the one after it, and where that one ends.
pub(super) fn two_words(first: &str, rest: &str) -> Option<(Meaning, usize)> {
    let after = rest.strip_prefix([' ', '/'])?;
    if !after.starts_with(is_letter) {
        return None;
    }
    let (second, end) = word(after);
    let joint = rest.chars().next()?;
    Some((months::meaning(&format!("{first}{joint}{second}"))?, end + 1))
}

/// The refusal of a name of a month that is nearly one.
pub(super) fn misspelt(word: &str, text: &str) -> Option<Refusal> {
    let month = months::nearest_month(word).filter(|_| word.len() >= 3)?;
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let year = numbers.iter().find(|part| part.len() == 4)?.parse().ok()?;
    let day = numbers.iter().find(|part| part.len() <= 2).and_then(|part| part.parse().ok());
    let date = PartialDate::new(year, Some(month), day).ok()?;
    Some(RefusalReason::NoSuchMonth { word: word.into() }.meant(date.to_string()))
}
