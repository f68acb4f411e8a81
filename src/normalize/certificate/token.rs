//! A certificate text as tokens: words, numbers and signs.
//!
//! `L8` is two tokens, `B2` one, `C+` one; a decimal comma is read as a point. Scripts without spaces are
//! cut where a known term ends.

use crate::model::{Cefr, Decimal};
use crate::reference::certificate_terms;
use crate::reference::language_tests;
use crate::text::fold;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A word, or a letter.
    Word,
    /// A number.
    Number(Decimal),
    /// A level.
    Level(Cefr),
    /// A sign.
    Sign(char),
}

/// A piece of the text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// As written, compatibility forms resolved.
    pub text: String,
    /// In the matching form; a sign as it is. A plus stays with its letter.
    pub folded: String,
    pub kind: Kind,
    /// Where it stands, in characters; the end is excluded.
    pub span: (usize, usize),
}

impl Token {
    pub(super) fn is_sign(&self) -> bool {
        matches!(self.kind, Kind::Sign(_))
    }

    pub(super) fn number(&self) -> Option<Decimal> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// Cuts a text; also the characters that the spans count.
pub(super) fn tokens(text: &str) -> (Vec<Token>, Vec<char>) {
    let chars: Vec<char> = text.nfkc().map(western_digit).collect();
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let from = at;
        if c.is_ascii_digit() {
            at = number_end(&chars, at);
            push_number(&mut all, &chars[from..at], from);
        } else if is_letter(c) {
            at = word_end(&chars, at);
            push_word(&mut all, &chars[from..at], from);
        } else {
            at += 1;
            if !c.is_whitespace() {
                let sign = if matches!(c, '–' | '—' | '−' | '‐' | '‑') { '-' } else { c };
                all.push(Token {
                    text: sign.to_string(),
                    folded: sign.to_string(),
                    kind: Kind::Sign(sign),
                    span: (from, at),
                });
            }
        }
    }
    (all, chars)
}

/// Digits of other scripts as western ones.
fn western_digit(c: char) -> char {
    let zeros = ['٠', '۰', '०', '০', '๐', '၀', '០'];
    zeros
        .iter()
        .find_map(|&zero| {
            let value = u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10)?;
            char::from_digit(value, 10)
        })
        .unwrap_or(if c == '٫' { '.' } else { c })
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || matches!(c, '\'' | '’' | '״')
}

/// The end of a number: digits, and one point or comma between digits.
fn number_end(chars: &[char], from: usize) -> usize {
    let mut at = from;
    let mut pointed = false;
    while let Some(c) = chars.get(at) {
        let between =
            matches!(c, '.' | ',') && !pointed && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() {
            at += 1;
        } else if between {
            pointed = true;
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// The end of a word: letters; a digit only where it makes a level (`B2`), a grade (`N3`) or goes on with letters
/// as the number of a document does.
fn word_end(chars: &[char], from: usize) -> usize {
    let mut at = from;
    // A change of script ends a word: `日本語能力試験N2合格`.
    let same = |c: char| is_letter(c) && unspaced(c) == unspaced(chars[from]);
    while chars.get(at).copied().is_some_and(same) {
        at += 1;
    }
    let letters = at - from;
    let digit = chars.get(at).copied().filter(char::is_ascii_digit);
    let alone = !chars.get(at + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    let lead = chars[from].to_ascii_uppercase();
    if letters == 1 && alone {
        match (lead, digit) {
            ('A' | 'B' | 'C', Some('1'..='2')) | ('N', Some('1'..='6')) => return at + 1,
            _ => {}
        }
        if matches!(chars.get(at), Some('+')) && matches!(lead, 'A'..='E') {
            return at + 1;
        }
    }
    at
}

fn push_word(all: &mut Vec<Token>, chars: &[char], from: usize) {
    let text: String = chars.iter().collect();
    if chars.iter().any(|c| unspaced(*c)) {
        return push_unspaced(all, chars, from);
    }
    let kind = match text.to_ascii_uppercase().parse() {
        Ok(level) if text.len() == 2 => Kind::Level(level),
        _ => Kind::Word,
    };
    let mut folded = fold(&text);
    if text.ends_with('+') {
        folded.push('+');
    }
    if !folded.is_empty() {
        all.push(Token { text, folded, kind, span: (from, from + chars.len()) });
    }
}

/// Whether a letter is of a script that is written without spaces.
fn unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af)
}

fn push_unspaced(all: &mut Vec<Token>, chars: &[char], from: usize) {
    static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let terms = certificate_terms::all().iter().map(|term| term.text.to_string());
        let names = language_tests::all().iter().flat_map(|test| test.aliases.iter().cloned());
        terms.chain(names).filter(|term| term.chars().any(unspaced)).collect()
    });
    let longest = KNOWN.iter().map(|term| term.chars().count()).max().unwrap_or(1);
    let mut at = 0;
    let mut rest = String::new();
    let mut push = |text: String, end: usize| {
        if !text.is_empty() {
            let span = (from + end - text.chars().count(), from + end);
            all.push(Token { folded: fold(&text), text, kind: Kind::Word, span });
        }
    };
    while at < chars.len() {
        let known = (1..=longest.min(chars.len() - at)).rev().find_map(|length| {
            let term: String = chars[at..at + length].iter().collect();
            KNOWN.contains(&term).then_some((term, length))
        });
        match known {
            Some((term, length)) => {
                push(std::mem::take(&mut rest), at);
                at += length;
                push(term, at);
            }
            None => {
                rest.push(chars[at]);
                at += 1;
            }
        }
    }
    push(rest, chars.len());
}

fn push_number(all: &mut Vec<Token>, chars: &[char], from: usize) {
    let text: String = chars.iter().collect();
    let kind = text.replace(',', ".").parse().map_or(Kind::Word, Kind::Number);
    all.push(Token { folded: text.clone(), text, kind, span: (from, from + chars.len()) });
}
