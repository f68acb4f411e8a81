//! Language certificates as people write them: `IELTS (Acad.) 7.5: L8 R8.5 W6.5 S7, 03/2025`.
//!
//! A text is cut into tokens; the test is found by its spellings, the words around it by their terms, and
//! each number is a date, a document's number, a bound, or a result of a part. What cannot be placed is told
//! and never guessed; a result off the scale, a grade of another test, a course, a plan and a vitamin are
//! refused. Which level a result shows is not said here (`credentials::language`).

mod name;
mod problem;
mod results;
mod several;
mod token;
mod words;

#[cfg(test)]
mod tests;

use super::date::{self, DateOrder};
use super::reason::{RefusalReason, Remark};
use crate::message::{Message, Reason as _};
use crate::model::{Cefr, Day, Language, PartialDate, TestId, TestMode, TestVersion};
use crate::reference::certificate_terms::Means;
use crate::reference::language_tests;
use crate::resolve;
pub use problem::Fault;
use problem::Problem;
use regex::{Captures, Regex};
use serde::Serialize;
use serde::ser::SerializeStruct as _;
pub use several::several;
use std::borrow::Cow;
use std::sync::LazyLock;
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
    /// The profession that the version of the test is made for.
    #[serde(skip)]
    pub version: Option<TestVersion>,
    /// Whether the test was found by a spelling that is near one of its own; a note says so, too.
    #[serde(skip)]
    pub misspelt: bool,
    /// Whether words say that the test was passed, apart from the results.
    #[serde(skip)]
    pub passed: bool,
    /// What a reader should know: what was assumed, what could not be placed.
    pub notes: Vec<Remark>,
}

impl Certificate {
    /// Whether its test was read out of a name that another test goes by as well.
    pub fn is_presumed(&self) -> bool {
        self.notes.iter().any(|note| matches!(note, Remark::UsualTest { .. }))
    }
}

/// A text that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The text.
    pub text: String,
    /// The kind of fault.
    pub fault: Fault,
    /// What is wrong with it.
    pub why: Box<RefusalReason>,
}

impl Refused {
    /// What would be taken, with the nearest valid value where there is one.
    pub fn expected(&self) -> Option<Message> {
        self.why.expected()
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is not taken as a language certificate. {}", self.text, self.why)?;
        self.expected().map_or(Ok(()), |expected| write!(f, " {expected}"))
    }
}

impl Serialize for Refused {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut refused = serializer.serialize_struct("Refused", 4)?;
        refused.serialize_field("text", &self.text)?;
        refused.serialize_field("fault", &self.fault)?;
        refused.serialize_field("why", &self.why)?;
        refused.serialize_field("expected", &self.expected())?;
        refused.end()
    }
}

/// Whether the words of a result say that a test was passed (`réussi`), or that it was not (`nicht bestanden`, `NO
/// APTO`); `None` where they say neither. A record and a text are read by the same words.
pub fn passed(result: &str) -> Option<bool> {
    words::verdict(result)
}

/// Whether a text as a whole says that something is yet to come: `pending`, `awaited`, `noch offen`.
pub(crate) fn is_outstanding(text: &str) -> bool {
    matches!(words::meaning(text), Some(Means::Intention | Means::Awaited | Means::Missing))
}

/// Whether a text has a word for the end of a document: `valid until`, `masa berlaku`.
pub(super) fn names_end(text: &str) -> bool {
    words::has(text, Means::Expires)
}

/// Whether some word of a text denies or excepts what the text names: `not Germany`, `all except Kuwait`.
pub(crate) fn denies(text: &str) -> bool {
    words::denies(text)
}

/// What a text means as a whole, if it is one term of result sheets: `valid until`.
pub(super) fn meaning(text: &str) -> Option<Means> {
    words::meaning(text)
}

/// Whether a text names an exam of a language, with its level where its test has several: `Goethe B2 failed (listening)`.
pub fn names_exam(text: &str) -> bool {
    const LONGEST: usize = 200;
    text.len() <= LONGEST && !name::find(&token::tokens(text).0).is_empty()
}

/// Whether a text speaks of what is planned, learned or asked for, and not of what somebody has: `Booked exam`.
pub fn speaks_of_plan(text: &str) -> bool {
    words::speaks_of_plan(text)
}

/// Whether a text states that there is no certificate: `none`, which is not the same as unknown.
pub fn states_none(text: &str) -> bool {
    let none = |text: &str| super::missing::nothing(text.trim()) == Some(super::missing::Nothing::None);
    // `belum ada (kelas N5)`: the bracket says what is to come.
    none(text) || text.split_once('(').is_some_and(|(before, _)| none(before))
}

/// The text of a certificate of which one cell names the institute or the test and another the level or the result,
/// `Goethe 05/2026` beside `B2`, `IELTS` beside `7.0: L7 R6.5 W6.5 S7.5`. `None` where the first says by itself which exam it
/// is with its result, or where both together are none.
pub fn of_two_cells(name: &str, result: &str, as_of: Day) -> Option<String> {
    const LONGEST: usize = 80;
    let (name, result) = (name.trim(), result.trim());
    if name.is_empty() || result.is_empty() || name.len() + result.len() > LONGEST {
        return None;
    }
    // A plain score has a column of its own, and the name of one exam needs no level: nearly all cells are such.
    let is_level = result.parse::<Cefr>().is_ok();
    if !is_level && !result.contains([' ', ':', '/', ',', '(']) {
        return None;
    }
    if is_level && (language_tests::find(name).is_some() || resolve::language_tests::named(name).len() == 1) {
        return None;
    }
    // A result that names its own test is another certificate.
    if !is_level && certificate(result, as_of).is_ok_and(|read| read.test.is_some()) {
        return None;
    }
    let lacks = match certificate(name, as_of) {
        Ok(read) => !is_level && read.test.is_some() && !several::says_result(&read),
        Err(refused) => refused.fault != Fault::NotACertificate,
    };
    if !lacks {
        return None;
    }
    let whole = format!("{name} {result}");
    let read = certificate(&whole, as_of).ok()?;
    (read.test.is_some() && !read.misspelt).then_some(whole)
}

/// Reads a text that may hold several certificates, parted by semicolons, bars or lines. One result a
/// part, in their order.
pub fn certificates(text: &str, as_of: Day) -> Vec<Result<Certificate, Refused>> {
    parted_by_exam(text, as_of).iter().map(|part| certificate(part, as_of)).collect()
}

/// The parts of a text that may hold several certificates, a failed or a planned exam of another level behind the name of its
/// family: `telc B1 passed; B2 failed`.
pub fn parted_by_exam(text: &str, as_of: Day) -> Vec<String> {
    several::with_family(parted(text), as_of)
}

/// The parts of a text that may hold several certificates.
pub fn parted(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in text.split([';', '|', '\n']).map(str::trim).filter(|piece| !piece.is_empty()) {
        // A piece without a test of its own goes on with the one before it, unless it speaks of something else.
        let (tokens, chars) = token::tokens(piece);
        let found = name::find(&tokens);
        let alone = !found.is_empty()
            || words::speaks_of_no_test(&words::read(&tokens, &chars, &found))
            || parts.last().is_some_and(|last| several::tells_of_another_level(last, piece));
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

/// A text with its days in our form, where the file settles their order: `IELTS 6.5 (03/12/2025)`.
pub fn in_order(text: &str, order: Option<DateOrder>) -> Cow<'_, str> {
    static DAY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\b[0-9]{1,2}([./-])[0-9]{1,2}[./-][0-9]{4}\b").ok());
    match (order, &*DAY) {
        (Some(order), Some(day)) => day.replace_all(text, |found: &Captures<'_>| {
            date::date(&found[0], Some(order)).map_or_else(|_| found[0].to_owned(), |date| date.to_string())
        }),
        _ => Cow::Borrowed(text),
    }
}

/// Reads a text that holds one certificate.
///
/// # Errors
/// [`Refused`] with the fault and what would be taken.
pub fn certificate(text: &str, as_of: Day) -> Result<Certificate, Refused> {
    let refuse = |(fault, why): Problem| Refused { text: text.to_owned(), fault, why: why.into() };
    let plain = with_whole_months(without_all_modules(text), as_of);
    let expired = without_expiry(&plain);
    if let Some(bare) = expired {
        return certificate(bare, as_of)
            .ok()
            .filter(|read| has_ended(read, as_of))
            .ok_or_else(|| refuse((Fault::NotACertificate, RefusalReason::CertificateDenied)));
    }
    let text = plain.as_ref();
    let (all, chars) = token::tokens(text);
    if all.is_empty() {
        return Err(refuse((Fault::NotACertificate, RefusalReason::CertificateBlank)));
    }
    if tells_of_some_modules(text) {
        return Err(refuse((Fault::NotACertificate, RefusalReason::CertificateFailed)));
    }
    if text.contains('(') && states_none(text) {
        return Err(refuse((Fault::NotACertificate, RefusalReason::CertificateDenied)));
    }
    let found = name::find(&all);
    let marks = words::read(&all, &chars, &found);
    if let Some(problem) = words::no_certificate(&marks, !found.is_empty()) {
        return Err(refuse(problem));
    }
    match found.as_slice() {
        [] => without_test(&all, &marks).map_err(refuse),
        [one] => results::read(&name::told_apart(one, &all), &all, &marks, as_of).map_err(refuse),
        [first, second, ..] => {
            let (first, second) = (first.test.name.as_str(), second.test.name.as_str());
            Err(refuse((Fault::Ambiguous, RefusalReason::CertificateTwoTests { first, second })))
        }
    }
}

/// A text without the words that all modules of an exam are meant, `all 4 modules passed`: their number is no result.
fn without_all_modules(text: &str) -> Cow<'_, str> {
    static ALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)\b(?:in\s+)?(?:all|alle[nr]?|toutes|tous|todos|todas|tutti|tutte|toate|wszystkie|sve|всі|усі|все)\s+",
            r"(?:the\s+|les\s+|los\s+|las\s+|os\s+|i\s+)?(?:4|four|vier|quatre|cuatro|quattro|quatro|patru|cztery|чотири|четыре)\s+",
            r"(?:mod[uüú]l|módul|модул)\p{L}*"
        ))
        .ok()
    });
    match &*ALL {
        Some(all) if text.contains(['o', 'O', 'о', 'ó']) => all.replace(text, ""),
        _ => Cow::Borrowed(text),
    }
}

/// A text with months of years in two digits in our form, where they stand in a bracket of their own and lie not ahead:
/// `PTE 71 (06/26)`.
fn with_whole_months(text: Cow<'_, str>, as_of: Day) -> Cow<'_, str> {
    static MONTH: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\((0[1-9]|1[0-2])[/.]([0-9]{2})\)").ok());
    let Some(month) = MONTH.as_ref().filter(|_| text.contains('(')) else { return text };
    let today = PartialDate::from(as_of.date()).year();
    let whole = month.replace_all(&text, |found: &Captures<'_>| {
        let year = 2_000 + found[2].parse::<i16>().unwrap_or_default();
        if year <= today { format!("({}/{year})", &found[1]) } else { found[0].to_owned() }
    });
    match whole {
        Cow::Borrowed(_) => text,
        Cow::Owned(whole) => Cow::Owned(whole),
    }
}

/// A text without the remark in brackets that its certificate has expired. `None` where it has no such remark.
fn without_expiry(text: &str) -> Option<&str> {
    const EXPIRED: [&str; 15] = [
        "expired",
        "abgelaufen",
        "vencido",
        "vencida",
        "caducado",
        "caducada",
        "expire",
        "expiree",
        "scaduto",
        "verlopen",
        "wygasl",
        "прострочено",
        "просрочен",
        "истек",
        "منتهي",
    ];
    let (before, inside) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let said = crate::text::fold(inside);
    EXPIRED.contains(&said.as_str()).then(|| before.trim_end())
}

/// Whether a certificate with the day of its test is of a test whose results end, and this one has ended.
fn has_ended(read: &Certificate, as_of: Day) -> bool {
    let months = read.test.as_ref().and_then(language_tests::get).and_then(|test| test.validity_months);
    let (Some(months), Some(taken)) = (months, read.taken_on) else { return false };
    let today = PartialDate::from(as_of.date()).year();
    i32::from(today) * 12 > i32::from(taken.year()) * 12 + months
}

/// Whether a text tells of fewer modules than an exam has, `3 von 4 Modulen`, `2 modül`: that is no certificate of it.
fn tells_of_some_modules(text: &str) -> bool {
    const MODULES: u8 = 4;
    static SOME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b([1-9])\s*(?:(?:von|of|de|di|van|z|из|od|/)\s*([1-9])\s*)?(?:mod[uüú]l|модул)")
            .ok()
    });
    // `B in three subtests`: the fourth is another result, and nobody says which.
    static IN_SOME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)\b(?:in|for|auf|bei|dans|en|em|su)\s+(?:only|nur|just|seulement|solo)?\s*",
            r"(?:[123]|one|two|three|zwei|drei|deux|trois|dos|tres|due|tre|duas|três)\s+",
            r"(?:(?:out\s+)?(?:of|von|sur|de)\s+(?:the\s+)?(?:4|four|vier|quatre|cuatro)\s+)?",
            r"(?:sub-?\s?tests?|parts?|skills?|components?|bands?|sections?|teilen?|fertigkeiten|épreuves?|partes?|prove)\b"
        ))
        .ok()
    });
    if IN_SOME.as_ref().is_some_and(|some| some.is_match(text)) {
        return true;
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let Some(found) = SOME.as_ref().and_then(|some| some.captures(text)) else { return false };
    let number = |at: usize| found.get(at).and_then(|number| number.as_str().parse::<u8>().ok());
    number(1).is_some_and(|passed| passed < number(2).unwrap_or(MODULES))
}

/// A level of a language without a test, a family without its level, or nothing that is known.
fn without_test(all: &[Token], marks: &words::Marks) -> Result<Certificate, Problem> {
    let level = marks.levels.first().map(|(_, level)| *level);
    // *Deutsch* begins names of tests, and beside a level it is the language.
    let of_language = marks.languages.len() == 1 && marks.levels.len() == 1 && !names_more(all, marks);
    let is_language = |word: &str| of_language && super::word::language(word).is_ok();
    if let Some(family) = name::family(all).filter(|family| !is_language(family)) {
        let why = RefusalReason::CertificateFamily { family: family.into(), nearest: nearest_name(family) };
        return Err((Fault::Ambiguous, why));
    }
    match (level, marks.languages.as_slice()) {
        (Some(level), [language]) if marks.levels.len() == 1 => Ok(Certificate {
            language: Some(*language),
            level: Some(level),
            taken_on: marks.taken,
            expires_on: marks.expires,
            notes: vec![Remark::CertificateOwnWord],
            ..Certificate::default()
        }),
        (Some(_), _) | (None, [_, ..]) => Err((Fault::Ambiguous, RefusalReason::CertificateUnclear)),
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
            Err((fault, RefusalReason::CertificateNoTest { nearest: nearest_name(&words) }))
        }
    }
}

/// Whether a text has a name in it that is no language: whose level it is, nobody knows.
fn names_more(all: &[Token], marks: &words::Marks) -> bool {
    let known = |at: usize| {
        marks.taken_up[at] || marks.terms.iter().any(|term| (term.at..term.at + term.length).contains(&at))
    };
    all.iter().enumerate().any(|(at, token)| {
        token.kind == token::Kind::Word
            && token.text.starts_with(char::is_uppercase)
            && !known(at)
            && super::word::language(&token.text).is_err()
    })
}

fn nearest_name(text: &str) -> Option<&'static str> {
    let first = text.split_whitespace().next().unwrap_or_default();
    let near = |text: &str| {
        let found = resolve::language_tests::resolve(text, 1);
        found.suggested().first().and_then(|one| language_tests::find(&one.id))
    };
    near(text).or_else(|| near(first)).map(|test| test.name.as_str())
}
