//! Text as people mean it: folding, tokens, nearness, and what spreadsheets make of it. Knows nothing
//! of the domain.

pub(crate) mod clean;
mod contacts;
mod fold;
mod forms;
mod guard;
mod identifier;
mod near;
#[cfg(test)]
mod prose;
mod searched;
mod similarity;
mod words;

pub(crate) use contacts::contacts;
pub(crate) use fold::is_apostrophe;
pub use fold::{fold, fold_onto, tokens};
pub(crate) use forms::{Endings, WordForms};
pub use guard::{guarded, unguarded};
pub use identifier::{folded_identifier, is_same_identifier, nearest_identifier};
pub use near::{KnownNames, Near, Nearness, nearest_named};
#[cfg(test)]
pub(crate) use prose::long_sentences;
pub(crate) use searched::{SearchWord, is_unspaced, is_vowel_signed, searched};
pub use similarity::{nearest, similarity};
pub(crate) use words::{behind_elision, each_folded, words};
