//! Raw text to a canonical cell: one file a meaning, none of which guesses.
//!
//! What is truly unclear is refused with the values it may mean or the nearest valid one; what was
//! repaired is noted. This module does no I/O and knows nothing of files: what only a column as a whole can
//! settle (the order of its dates, its decimal sign) is gathered as [`Evidence`] and handed back as [`Habits`].

mod beside;
mod calendar;
mod cell;
pub mod certificate;
mod context;
mod date;
mod email;
mod evidence;
mod habits;
mod missing;
mod money;
mod months;
mod number;
mod phone;
mod reading;
mod reason;
mod refusal;
mod score;
mod separators;
mod span;
mod unit;
mod within;
mod word;
mod wreck;

use crate::text::{self, clean};

#[cfg(test)]
mod resolver_law;
#[cfg(test)]
mod tests;

pub use cell::{cell, read};
pub use context::Context;
pub use date::{DateOrder, OrderEvidence, calendar_of_header, date};
pub use evidence::Evidence;
pub use habits::{Beside, Habits};
pub(crate) use missing::goes_on;
pub use reading::{Also, Reading};
pub use reason::{RefusalReason, Remark};
pub use refusal::{Instead, Refusal};
pub use score::part_of_test;
pub use separators::{DecimalSign, SignEvidence};
pub use unit::{Period, Unit};
pub(crate) use within::names_school;

/// The posts or the trainings that one text of a column names, each with its own span or year, or its numbers of licenses;
/// `None` for one alone.
pub(crate) fn several_within(column: &str, text: &str, context: &Context) -> Option<Vec<String>> {
    match column {
        "employer" => within::several_posts(text, context),
        "title" => within::several_trainings(text, context),
        "number" => beside::several_numbers(text),
        _ => None,
    }
}

/// The values of a cell between signs that part them, beside which another cell has as many: `GNM, BSc`, `2012 / 2016`. One
/// where no sign parts it.
pub(crate) fn in_parallel(text: &str) -> Vec<String> {
    let text = text.trim();
    let by = |sign: &str| -> Vec<String> {
        text.split(sign).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    if text.is_empty() {
        return Vec::new();
    }
    if !text.contains([';', '\n', '/', '+', ',']) {
        return vec![text.to_owned()];
    }
    [";", "\n", " / ", " + ", ", ", "/"]
        .into_iter()
        .map(by)
        .find(|parts| parts.len() > 1)
        .unwrap_or_else(|| by("\u{0}"))
}

/// Whether a text is one post or several, each with the time at an employer: `City Hospital 2015 - 2019`.
pub(crate) fn is_post_with_time(text: &str) -> bool {
    let context = Context::default();
    within::several_posts(text, &context).is_some() || within::employer_and_span(text, &context).is_some()
}

/// Whether a text says where an employer would stand that somebody is fresh from the training: `none – fresh graduate`.
pub(crate) fn says_fresh(text: &str) -> bool {
    missing::fresh(text)
}

/// Whether the name of an employer holds a time that was not read out of it: nobody knows then whether the post goes on.
pub(crate) fn holds_unread_time(text: &str, context: &Context) -> bool {
    within::holds_unread_time(text, context)
}

/// Whether a text names a title of a training with its school or its year: `BSc Nursing, City University 2015`.
pub(crate) fn is_training(text: &str) -> bool {
    within::is_training(text, &Context::default())
}

/// Whether a text is a telephone number of a country.
pub(crate) fn is_phone_of(text: &str, country: crate::model::Country) -> bool {
    phone::is_of(text, country)
}

/// The name of a council or board that the header of license numbers holds, `PRC Lic. No.`.
pub(crate) fn council_of_header(header: &str) -> Option<String> {
    beside::council_of_header(header)
}

/// Whether a text is the number of a license beside the council that gave it: `KNMC 4512`.
pub(crate) fn is_number_of_council(text: &str) -> bool {
    beside::council_and_number(text).is_some()
}

/// Whether a text says that somebody is free at once: `immediately`.
pub(crate) fn is_at_once(text: &str) -> bool {
    missing::at_once(text.trim())
}

/// Whether a text holds a number of years or months: `3 months notice`.
pub(crate) fn is_span_of_time(text: &str) -> bool {
    let (years, months) = span::units(text);
    years || months
}

/// Whether a word of a header says that something began: `Current facility (since)`.
pub fn says_since(header: &str) -> bool {
    use crate::reference::practice_words::{PracticeWord, says};
    let folded = text::fold(header);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_since = |word: &str| says(word).contains(&PracticeWord::Since);
    // A short word says it at the end alone: `Poslodavac, od`.
    let long = words.iter().any(|word| word.chars().count() > 3 && is_since(word));
    let since = long || words.len() > 1 && words.last().is_some_and(|last| is_since(last));
    // `(From - To)` tells both ends.
    since && !words.iter().skip(1).any(|word| says(word).contains(&PracticeWord::To))
}

/// Whether a header of numbers says that the end stands beside them: `PRC Lic. No. / Valid Until`.
pub fn says_end(header: &str) -> bool {
    certificate::names_end(header)
}

/// Whether a text is a word or sign for yes or no.
pub fn answers(text: &str) -> bool {
    word::boolean(text, &Context::default()).is_ok()
}

/// Whether a text is a word for a sex: `Nam`, `weiblich`. Its letters alone may mean other things.
pub fn sex(text: &str) -> Option<&'static str> {
    word::sex_in_a_word(text)
}

/// Whether a text is a word or sign for nothing: `n/a`, `-`, `keine`.
pub fn says_nothing(text: &str) -> bool {
    missing::nothing(text.trim()).is_some()
}
