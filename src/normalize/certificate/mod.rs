//! Language certificates as people write them: `IELTS (Acad.) 7.5: L8 R8.5 W6.5 S7, 03/2025`.
//!
//! A text is cut into tokens; the test is found by its spellings, the words around it by their terms, and
//! each number is a date, a document's number, a bound, or a result of a part. What cannot be placed is told
//! and never guessed; a result off the scale, a grade of another test, a course, a plan and a vitamin are
//! refused. Which level a result shows is not said here (`credentials::language`).

mod name;
mod results;
mod token;
mod words;

#[cfg(test)]
mod tests;

use crate::model::words as vocabulary;
use crate::model::{Cefr, Day, Language, PartialDate, TestId, TestMode};
use crate::reference::language_tests;
use serde::Serialize;
use token::Token;

/// A certificate as a text states it. What the text does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// The test; `None` when the text names a language and a level only.
    pub test: Option<TestId>,
    /// The language, where the test has one or the text names it.
    pub language: Option<Language>,
    /// The level that the certificate prints or is an exam of.
    pub level: Option<Cefr>,
    /// The overall result, in the writing of the test's scale.
    pub overall: Option<String>,
    /// Listening.
    pub listening: Option<String>,
    /// Reading.
    pub reading: Option<String>,
    /// Writing.
    pub writing: Option<String>,
    /// Speaking.
    pub speaking: Option<String>,
    /// The day of the test.
    pub taken_on: Option<PartialDate>,
    /// The last day of validity.
    pub expires_on: Option<PartialDate>,
    /// How it was taken.
    pub mode: Option<TestMode>,
    /// Whether the test was found by a spelling that is near one of its own; a note says so, too.
    #[serde(skip)]
    pub misspelt: bool,
    /// What a reader should know: what was assumed, what could not be placed.
    pub notes: Vec<String>,
}

vocabulary! {
    /// Why a text is no certificate that can be taken.
    Fault, "a reason to refuse a certificate text" {
        /// A result that the scale does not have.
        OffScale = "off-scale",
        /// A grade of another test.
        ForeignGrade = "foreign-grade",
        /// A test that the tables do not know.
        UnknownTest = "unknown-test",
        /// A plan, a course, a claim without a test, an exam of no language, a test not passed.
        NotACertificate = "not-a-certificate",
        /// The day of the test lies ahead.
        FutureDate = "future-date",
        /// Statements that cannot both be true.
        Contradiction = "contradiction",
        /// Something that only looks like a level.
        LookAlike = "look-alike",
        /// Two readings, none of them clear.
        Ambiguous = "ambiguous",
    }
}

/// A text that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("`{text}` is not taken as a language certificate: {why}; expected {expected}")]
pub struct Refused {
    /// The text.
    pub text: String,
    /// The kind of fault.
    pub fault: Fault,
    /// What is wrong with it.
    pub why: String,
    /// What would be taken, with the nearest valid value where there is one.
    pub expected: String,
}

const EXPECTED: &str =
    "a test and its result, such as `IELTS Academic 7.5 (L 8, R 8.5, W 6.5, S 7), 03/2025`";

/// Reads a text that may hold several certificates, parted by semicolons, bars or lines. One result a
/// part, in their order.
pub fn certificates(text: &str, as_of: Day) -> Vec<Result<Certificate, Refused>> {
    parted(text).iter().map(|part| certificate(part, as_of)).collect()
}

/// The parts of a text that may hold several certificates.
pub fn parted(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in text.split([';', '|', '\n']).map(str::trim).filter(|piece| !piece.is_empty()) {
        // A piece without a test of its own goes on with the one before it, unless it speaks of something else.
        let (tokens, chars) = token::tokens(piece);
        let found = name::find(&tokens);
        let alone = !found.is_empty() || words::speaks_of_no_test(&words::read(&tokens, &chars, &found));
        match parts.last_mut() {
            Some(last) if !alone => {
                last.push_str("; ");
                last.push_str(piece);
            }
            _ => parts.push(piece.to_owned()),
        }
    }
    parts
}

/// Reads a text that holds one certificate.
///
/// # Errors
/// [`Refused`] with the fault and what would be taken.
pub fn certificate(text: &str, as_of: Day) -> Result<Certificate, Refused> {
    let refuse =
        |fault: Fault, why: String, expected: String| Refused { text: text.to_owned(), fault, why, expected };
    let (all, chars) = token::tokens(text);
    if all.is_empty() {
        return Err(refuse(Fault::NotACertificate, "it says nothing".to_owned(), EXPECTED.to_owned()));
    }
    let found = name::find(&all);
    let marks = words::read(&all, &chars, &found);
    if let Some((fault, why)) = words::no_certificate(&marks, !found.is_empty()) {
        return Err(refuse(fault, why, EXPECTED.to_owned()));
    }
    let refused = |fault: results::Problem| refuse(fault.fault, fault.why, fault.expected);
    match found.as_slice() {
        [] => without_test(&all, &marks).map_err(refused),
        [one] => results::read(one, &all, &marks, as_of).map_err(refused),
        [first, second, ..] => Err(refuse(
            Fault::Ambiguous,
            format!("it names {} and {}", first.test.name, second.test.name),
            "one certificate, or several parted by semicolons".to_owned(),
        )),
    }
}

/// A level of a language without a test, a family without its level, or nothing that is known.
fn without_test(all: &[Token], marks: &words::Marks) -> Result<Certificate, results::Problem> {
    let level = marks.levels.first().map(|(_, level)| *level);
    if let Some(family) = name::family(all) {
        return Err(results::Problem {
            fault: Fault::Ambiguous,
            why: format!("`{family}` has tests of several levels, and which one is not said"),
            expected: nearest_name(family),
        });
    }
    match (level, marks.languages.as_slice()) {
        (Some(level), [language]) if marks.levels.len() == 1 => Ok(Certificate {
            language: Some(*language),
            level: Some(level),
            taken_on: marks.taken,
            expires_on: marks.expires,
            notes: vec!["no test is named: a level by the worker's own word".to_owned()],
            ..Certificate::default()
        }),
        (Some(_), _) | (None, [_, ..]) => Err(results::Problem {
            fault: Fault::Ambiguous,
            why: "neither test nor a language with one level is named".to_owned(),
            expected: EXPECTED.to_owned(),
        }),
        (None, []) => {
            let words: Vec<&str> = all
                .iter()
                .filter(|token| !token.is_sign())
                .map(|token| token.text.as_str())
                .take(4)
                .collect();
            let words = words.join(" ");
            let bare = all.iter().all(|token| token.is_sign() || token.number().is_some());
            let fault = if bare { Fault::Ambiguous } else { Fault::UnknownTest };
            Err(results::Problem {
                fault,
                why: "no test of the table is named".to_owned(),
                expected: nearest_name(&words),
            })
        }
    }
}

fn nearest_name(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let near = language_tests::nearest(text).or_else(|| language_tests::nearest(first));
    match near {
        Some(near) => format!("{EXPECTED}; the nearest test is `{}`", near.name),
        None => EXPECTED.to_owned(),
    }
}
