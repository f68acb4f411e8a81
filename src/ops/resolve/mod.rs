//! `corridor resolve`: what each text of a table names. A file for each way of asking; every vocabulary is asked in one way.

pub mod certificates;
pub mod countries;
pub mod names;
pub mod occupations;
pub mod search;
pub mod vocabulary;
