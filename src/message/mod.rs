//! What the program says to people and to programs: a stable code, typed arguments, and a text.
//!
//! A module that judges says *why* with an enum of its own, made by [`reasons!`]. Each variant has a
//! code and typed fields. The sentence stands in the catalog of a language (`data/messages/LANGUAGE/`,
//! in the syntax of [Fluent](https://projectfluent.org)) under that code, with the fields as its variables.
//! So no module writes prose, no module reads prose, and a translation touches no code.
//!
//! ```ignore
//! // src/example/reason.rs
//! crate::message::reasons! {
//!     /// Why an example came out as it did.
//!     pub enum ExampleReason {
//!         /// The months reach what is needed.
//!         Reached = "example-reached" { months: u32, country: Country },
//!         /// No row of the tables speaks about it.
//!         NoRow = "example-no-row",
//!     }
//! }
//!
//! // data/messages/en/example.ftl
//! // example-reached = { $months } months in { $country } reach what is needed.
//! // example-no-row = No row of the tables speaks about this case.
//!
//! let reason = ExampleReason::Reached { months: 36, country };
//! reason.to_string();               // "36 months in DE reach what is needed."
//! serde_json::to_value(&reason);    // {"code": "example-reached", "args": {"months": 36, "country": "DE"}, "text": "36 months…"}
//! reason.message();                 // the same as a `Message`, which also reads back from JSON
//! ```
//!
//! A text may say beside what is wrong what would have been accepted, as the attribute `.expected` of its
//! entry. A reason can be an argument of another.
//!
//! To add a reason: the variant, its entry in `data/messages/en/`; for a new enum also its line in
//! [`crate::ops::codes`], for a new file its line in `catalog.rs`. Tests hold the codes, the
//! arguments and the entries together. Control flow asks the enum (`matches!`), never the text.

mod argument;
mod catalog;
mod explained;
mod reason;

pub use argument::{Arg, Argument, Either, InOrder};
pub use catalog::{Catalog, CatalogError, ENGLISH, english};
pub(crate) use explained::codes;
pub use explained::{Explained, Hint, Setting, whole_file};
pub use reason::{Entry, Reason};
pub(crate) use reason::{gathered, reasons, spoken};

use serde::{Deserialize, Serialize};

/// One thing said, free of its type: what JSON replies carry and what is read back from them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What is said, for programs: stable, lower case with hyphens.
    pub code: String,
    /// The arguments by name: numbers are numbers, a date is an ISO date, a country is its code.
    pub args: serde_json::Map<String, serde_json::Value>,
    /// The sentence, for people.
    pub text: String,
}

/// A message as an earlier version may have kept it: as its text alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Text(String),
    Message(Message),
}

impl From<Kept> for Message {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Text(text) => Self { text, ..Self::default() },
            Kept::Message(message) => message,
        }
    }
}

/// Reads a message, or the text that an earlier version kept in its place.
///
/// # Errors
/// Those of the deserializer.
pub fn kept<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Message, D::Error> {
    Kept::deserialize(from).map(Message::from)
}

/// Reads a message as [`kept`] does, where there may be none.
///
/// # Errors
/// Those of the deserializer.
pub fn kept_if_any<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Message>, D::Error> {
    Ok(Option::<Kept>::deserialize(from)?.map(Message::from))
}

impl Message {
    /// What an error says.
    pub fn of_error(error: &impl Explained) -> Self {
        Self { code: error.code().to_owned(), text: error.to_string(), ..Self::default() }
    }
}

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

/// The texts of several reasons as one paragraph.
pub fn paragraph<R: Reason>(reasons: &[R]) -> String {
    reasons.iter().map(Reason::text).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
