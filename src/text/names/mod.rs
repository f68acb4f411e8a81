//! Names of people: a matching form beside the written one, and how alike two names are.

mod form;
mod likeness;
mod score;
mod sound;
#[cfg(test)]
mod tests;
mod words;

pub use form::{MatchingForm, NamePart, NameWord, latin_words};
pub(crate) use likeness::kin;
pub use likeness::{Likeness, likeness};
pub use score::{CUT, Score, score};
pub use sound::skeleton;
pub(crate) use words::forms;
pub use words::{are_forms_of_one_name, is_honorific, is_particle};
