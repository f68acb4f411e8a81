//! Text to the thing it names, with evidence: which name, in which language, how near.
//!
//! One mechanism for every vocabulary: the text as it stands, then without what says nothing, then its words
//! in any order, then with slips of the pen, each step only where the one before found nothing. What several
//! things go by is answered with all of them and with none as the one; what is no such thing, with nothing.
//! No I/O here; the tables are those of [`crate::reference`].

pub mod countries;
mod grams;
pub mod language_tests;
pub mod languages;
pub mod occupations;
pub mod organizations;
pub mod regulators;
pub mod specialties;
mod state_forms;
pub mod subjects;
pub mod vocabulary;
