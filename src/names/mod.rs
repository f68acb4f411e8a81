//! Names of people: a matching form beside the written one, and how alike two names are.

mod form;
mod known;
mod letters;
mod likeness;
mod marks;
mod score;
mod sound;
#[cfg(test)]
mod tests;
mod words;

pub use form::{MatchingForm, NamePart, NameWord, latin_words};
pub use known::are_two_names;
pub(crate) use letters::kin;
pub use likeness::{Likeness, likeness};
pub use marks::{NameMark, NameMarks};
pub use score::{CUT, Score, score};
pub use sound::skeleton;
pub(crate) use words::forms;
pub use words::{are_forms_of_one_name, is_honorific, is_particle};
