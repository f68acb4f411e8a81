//! A query as a tree: what must hold, and nothing of how it was written.

use super::fields::{PRACTICE, YEARS};
use super::note::QueryNote;
use crate::model::{Isco08, Kind, SpecialtyId};
use std::ops::Bound;

/// What to search for. An empty query finds everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The kind.
    pub kind: Kind,
    /// What must hold.
    pub root: Node,
    /// What the person who asked should know of the query itself.
    pub notes: Vec<QueryNote>,
}

impl Query {
    /// A query that finds every record of a kind.
    pub fn everything(kind: Kind) -> Self {
        Self { kind, root: Node::All(Vec::new()), notes: Vec::new() }
    }

    /// The numbers that are asked for, those that must not hold aside.
    pub fn numbers(&self) -> Vec<Between> {
        fn gather(node: &Node, found: &mut Vec<Between>) {
            match node {
                Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| gather(node, found)),
                Node::Number(between) => found.push(*between),
                _ => {}
            }
        }
        let mut found = Vec::new();
        gather(&self.root, &mut found);
        found
    }

    /// The query without what chooses among the values of a field: what its other values would bring.
    #[must_use]
    pub fn without(&self, field: &str) -> Self {
        fn chooses(node: &Node, field: &str) -> bool {
            match node {
                Node::Fact(condition) => condition.field == field,
                Node::Number(between) => between.name == field || is_practice(between.name, field),
                Node::Not(inner) => chooses(inner, field),
                Node::All(nodes) | Node::Any(nodes) => {
                    !nodes.is_empty() && nodes.iter().all(|node| chooses(node, field))
                }
                _ => false,
            }
        }
        // The years of a worker are made of several numbers.
        fn is_practice(name: &str, field: &str) -> bool {
            field == YEARS.name && PRACTICE.iter().any(|(days, since)| name == *days || name == *since)
        }
        let chooses = |node: &Node| chooses(node, field);
        let root = match &self.root {
            Node::All(nodes) => Node::All(nodes.iter().filter(|node| !chooses(node)).cloned().collect()),
            one if chooses(one) => Node::All(Vec::new()),
            one => one.clone(),
        };
        Self { root, ..self.clone() }
    }
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// All of these hold.
    All(Vec<Node>),
    /// One of these holds at least.
    Any(Vec<Node>),
    /// This does not hold.
    Not(Box<Node>),
    /// A word or words as typed.
    Term(Term),
    /// Typed words that together name something.
    Named(NamedTerm),
    /// A fact.
    Fact(QueryCondition),
    /// A number or a date.
    Number(Between),
    /// Something that no record has: a query of signs only.
    Nothing,
}

/// A word or words in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As typed.
    pub typed: String,
    /// The column that it must stand in; any where there is none.
    pub field: Option<&'static str>,
    /// What must stand there.
    pub shape: TermShape,
    /// Whether it may still be in the making: the last word of what was typed.
    pub half: bool,
    /// Words in one that are written apart here, or whose part this is together with its neighbor.
    pub joined: Vec<String>,
}

/// What a term looks for, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermShape {
    /// One word.
    Word {
        /// The word.
        word: String,
        /// The word without the article written together with it: as good as the word.
        also: Option<String>,
    },
    /// Words next to each other; two at least, or one in quotes.
    Phrase {
        /// The words.
        words: Vec<String>,
        /// Whether the words were put in quotes: then nothing else is looked for.
        quoted: bool,
    },
    /// Words so near each other, in any order.
    Near {
        /// The words.
        words: Vec<String>,
        /// How many places lie between the first and the last of them at most.
        within: u32,
    },
    /// All words with this beginning.
    Begins(String),
}

/// Typed words with what they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTerm {
    /// As typed.
    pub typed: String,
    /// The words.
    pub parts: Vec<Term>,
    /// What they name.
    pub meaning: Meaning,
}

/// What words name: records that have it are found by any of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Unit groups that are one profession.
    pub occupations: Vec<Isco08>,
    /// Specialties.
    pub specialties: Vec<SpecialtyId>,
    /// The names of the specialties, or of the country or language, each in words.
    pub names: Vec<Vec<String>>,
    /// Whether they name a country or a language.
    pub is_proper: bool,
    /// Whether they are what somebody is called who holds the specialty.
    pub is_title: bool,
}

impl Meaning {
    /// Whether they name nothing.
    pub fn is_empty(&self) -> bool {
        self.occupations.is_empty() && self.specialties.is_empty() && !self.is_proper
    }
}

/// A number that must lie between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The name of the number.
    pub name: &'static str,
    /// The lower bound: thousandths, or days of a date.
    pub low: Bound<i64>,
    /// The upper bound.
    pub high: Bound<i64>,
}

/// A fact that must be one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryCondition {
    /// The name of the filter.
    pub field: &'static str,
    /// The values, in canonical form where they have one.
    pub values: Vec<String>,
}
