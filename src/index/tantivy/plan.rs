//! From the tree of a query to what tantivy is asked: each word with everything that may stand for it.

use super::careful::Careful;
use super::lexis::Lexis;
use super::listed::Listed;
use super::writer::{Words, fact};
use crate::index::hits::{MODIFIER, PER_EDIT};
use crate::index::{How, IndexError, Matched};
use crate::query::{Between, Meaning, NamedTerm, Node, QueryCondition, Term, TermShape};
use crate::reference::specialties;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, FuzzyTermQuery, Occur,
    PhrasePrefixQuery, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term as Tantivy};

pub(super) type BoxQuery = Box<dyn Query>;

/// A query with its words widened.
pub(super) enum Planned {
    All(Vec<Planned>),
    Any(Vec<Planned>),
    Not(Box<Planned>),
    Leaf(Leaf),
    /// Facts and numbers: they gate, and give no points.
    Gate(BoxQuery),
}

/// A word or words as typed, with everything that may stand for them.
pub(super) struct Leaf {
    pub(super) typed: String,
    /// The words of a name, each by itself: all of them are as good as the name.
    pub(super) parts: Vec<Leaf>,
    /// Best first.
    pub(super) evidence: Vec<Evidence>,
}

/// Something that may stand for a word, in one field.
pub(super) struct Evidence {
    pub(super) query: BoxQuery,
    pub(super) matched: Matched,
}

impl Leaf {
    /// Whether the words themselves stand nowhere, and a near spelling does.
    pub(super) fn only_near(&self) -> Option<&Matched> {
        let first =
            self.evidence.first().filter(|one| one.matched.how == How::Near && self.parts.is_empty())?;
        Some(&first.matched)
    }

    /// Whether nothing stands for it.
    pub(super) fn is_nowhere(&self) -> bool {
        self.evidence.is_empty() && (self.parts.is_empty() || self.parts.iter().any(Leaf::is_nowhere))
    }

    fn query(&self) -> BoxQuery {
        let mut ways: Vec<BoxQuery> = Vec::new();
        if !self.parts.is_empty() && !self.parts.iter().any(Leaf::is_nowhere) {
            ways.push(conjunction(self.parts.iter().map(|part| (Occur::Must, part.query())).collect()));
        }
        #[expect(clippy::cast_precision_loss, reason = "points are small")]
        let scored = |one: &Evidence| {
            Box::new(ConstScoreQuery::new(one.query.box_clone(), one.matched.points as f32)) as BoxQuery
        };
        ways.extend(self.evidence.iter().map(scored));
        match ways.len() {
            0 => Box::new(EmptyQuery),
            1 => ways.remove(0),
            _ => Box::new(DisjunctionMaxQuery::new(ways)),
        }
    }
}

fn left_out(node: &Planned) -> BoxQuery {
    Box::new(Careful(node.query()))
}

fn conjunction(mut clauses: Vec<(Occur, BoxQuery)>) -> BoxQuery {
    if clauses.len() == 1 && clauses[0].0 != Occur::MustNot {
        return clauses.remove(0).1;
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        // What is not so is everything else.
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
    }
    Box::new(BooleanQuery::new(clauses))
}

impl Planned {
    pub(super) fn query(&self) -> BoxQuery {
        match self {
            Self::All(nodes) => {
                let clause = |node: &Planned| match node {
                    Self::Not(inner) => (Occur::MustNot, left_out(inner)),
                    one => (Occur::Must, one.query()),
                };
                conjunction(nodes.iter().map(clause).collect())
            }
            Self::Any(nodes) => {
                Box::new(BooleanQuery::new(nodes.iter().map(|node| (Occur::Should, node.query())).collect()))
            }
            Self::Not(inner) => conjunction(vec![(Occur::MustNot, left_out(inner))]),
            Self::Leaf(leaf) => leaf.query(),
            Self::Gate(query) => Box::new(ConstScoreQuery::new(query.box_clone(), 0.0)),
        }
    }

    /// The same with some of its words: one at least. What gates goes on gating. `None` where there is one word only.
    pub(super) fn some(&self) -> Option<BoxQuery> {
        let Self::All(nodes) = self else { return None };
        let (words, gates): (Vec<_>, Vec<_>) = nodes.iter().partition(|node| node.has_words());
        if words.len() < 2 {
            return None;
        }
        let some = words.iter().map(|node| (Occur::Should, node.query())).collect();
        let mut clauses: Vec<(Occur, BoxQuery)> = vec![(Occur::Must, Box::new(BooleanQuery::new(some)))];
        clauses.extend(gates.iter().map(|node| match node {
            Self::Not(inner) => (Occur::MustNot, left_out(inner)),
            one => (Occur::Must, one.query()),
        }));
        Some(Box::new(BooleanQuery::new(clauses)))
    }

    fn has_words(&self) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::has_words),
            Self::Leaf(_) => true,
            Self::Not(_) | Self::Gate(_) => false,
        }
    }

    /// The words that are wanted, those that must not stand aside.
    pub(super) fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().flat_map(Self::leaves).collect(),
            Self::Leaf(leaf) => vec![leaf],
            Self::Not(_) | Self::Gate(_) => Vec::new(),
        }
    }
}

/// How far words are widened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    /// To everything that may stand for them.
    Full,
    /// The same, but for words that are still being typed: a gate is no place to guess.
    Typed,
    /// To what they name, in any language: whoever leaves out a specialty means its people, whatever their papers call
    /// it. Forms, parts and near spellings of a word that must not stand leave out nobody.
    Exact,
}

/// Plans queries of one index.
pub(super) struct Planner<'a> {
    index: &'a Words,
    searcher: &'a Searcher,
    lexis: Lexis,
}

impl<'a> Planner<'a> {
    pub(super) fn new(index: &'a Words, searcher: &'a Searcher) -> Result<Self, IndexError> {
        Ok(Self { index, searcher, lexis: Lexis::open(index, searcher)? })
    }

    /// Plans a query; for a gate its last word is taken as it stands.
    pub(super) fn plan(&self, root: &Node, gate: bool) -> Result<Planned, IndexError> {
        self.node(root, if gate { Width::Typed } else { Width::Full })
    }

    fn node(&self, node: &Node, width: Width) -> Result<Planned, IndexError> {
        let each =
            |nodes: &[Node]| nodes.iter().map(|node| self.node(node, width)).collect::<Result<Vec<_>, _>>();
        Ok(match node {
            Node::All(nodes) => Planned::All(each(nodes)?),
            Node::Any(nodes) => Planned::Any(each(nodes)?),
            Node::Not(inner) => Planned::Not(Box::new(self.node(inner, Width::Exact)?)),
            Node::Term(term) => Planned::Leaf(self.term(term, width)?),
            Node::Named(named) => Planned::Leaf(self.named(named, width)?),
            Node::Fact(condition) => Planned::Gate(self.condition(condition)),
            Node::Number(between) => Planned::Gate(self.between(between)),
            Node::Nothing => Planned::Gate(Box::new(EmptyQuery)),
        })
    }

    fn condition(&self, condition: &QueryCondition) -> BoxQuery {
        let any =
            condition.values.iter().map(|value| (Occur::Should, self.fact(condition.field, value))).collect();
        Box::new(BooleanQuery::new(any))
    }

    fn fact(&self, name: &str, value: &str) -> BoxQuery {
        Box::new(TermQuery::new(self.fact_term(name, value), IndexRecordOption::Basic))
    }

    fn fact_term(&self, name: &str, value: &str) -> Tantivy {
        Tantivy::from_field_text(self.index.fields.facts, &fact(name, value))
    }

    fn between(&self, between: &Between) -> BoxQuery {
        let Some(field) = self.index.fields.number(between.name) else { return Box::new(EmptyQuery) };
        let term = |bound: Bound<i64>| bound.map(|value| Tantivy::from_field_i64(field, value));
        Box::new(RangeQuery::new(term(between.low), term(between.high)))
    }

    fn named(&self, named: &NamedTerm, width: Width) -> Result<Leaf, IndexError> {
        let mut evidence = Vec::new();
        // As many words as were typed are worth as much.
        let worth = u32::try_from(named.parts.len()).unwrap_or(1) * How::Synonym.points();
        self.meaning(named, worth, &mut evidence)?;
        // A name that is known is not in the making, and that of a country is not misspelt: *Germany* is not *german*.
        let known = !evidence.is_empty() || named.meaning.is_proper;
        let part = |part: &Term| {
            let mut leaf = self.term(part, width)?;
            if known {
                leaf.evidence.retain(|one| match one.matched.how {
                    How::Begun => false,
                    How::Near => !named.meaning.is_proper,
                    // A *pediatric nurse* is no pediatrician.
                    How::Form if named.meaning.is_title => !is_specialty(&one.matched.found),
                    _ => true,
                });
            }
            Ok(leaf)
        };
        let parts = named.parts.iter().map(part).collect::<Result<Vec<_>, IndexError>>()?;
        let mut parts = parts;
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            evidence.extend(only.evidence);
            evidence.sort_by_key(|one| std::cmp::Reverse(one.matched.points));
        }
        Ok(Leaf { typed: named.typed.clone(), parts, evidence })
    }

    fn meaning(&self, named: &NamedTerm, worth: u32, evidence: &mut Vec<Evidence>) -> Result<(), IndexError> {
        let Meaning { occupations, specialties, names, .. } = &named.meaning;
        for words in names {
            self.name(&named.typed, words, worth, !named.meaning.is_title, evidence)?;
        }
        let occupations = occupations.iter().map(|code| ("occupation", code.to_string()));
        let specialties = specialties.iter().map(|id| ("specialty", id.to_string()));
        for (name, value) in occupations.chain(specialties) {
            let term = self.fact_term(name, &value);
            if self.searcher.doc_freq(&term)? == 0 {
                continue;
            }
            let query = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            let mut matched = matched(&named.typed, Vec::new(), How::Synonym, worth);
            matched.fact = Some((name, value));
            evidence.push(Evidence { query, matched });
        }
        evidence.sort_by_key(|one| std::cmp::Reverse(one.matched.points));
        Ok(())
    }

    /// A name, in each field that has it. Languages that add endings add them to its last word: `teho-osastolla`,
    /// `중환자실에서`.
    fn name(
        &self,
        typed: &str,
        words: &[String],
        worth: u32,
        with_endings: bool,
        evidence: &mut Vec<Evidence>,
    ) -> Result<(), IndexError> {
        let stated = |found, weight| matched(typed, found, How::Synonym, worth + weight);
        self.words(None, words, stated, evidence)?;
        let Some((last, before)) = words.split_last().filter(|(last, _)| with_endings && takes_endings(last))
        else {
            return Ok(());
        };
        for open in self.lexis.within(None) {
            let mut all = Lexis::has_beginning(open, last, true)?;
            for word in before {
                all = all && Lexis::has(open, word)?;
            }
            if !all {
                continue;
            }
            let mut terms: Vec<Tantivy> =
                before.iter().map(|word| Tantivy::from_field_text(open.field, word)).collect();
            let end = Tantivy::from_field_text(open.field, last);
            let query: BoxQuery = if terms.is_empty() {
                Box::new(FuzzyTermQuery::new_prefix(end, 0, true))
            } else {
                terms.push(end);
                Box::new(PhrasePrefixQuery::new(terms))
            };
            let mut matched = stated(words.to_vec(), open.weight);
            matched.begins = true;
            evidence.push(Evidence { query, matched });
        }
        Ok(())
    }

    /// Words in a row, in each field that has all of them.
    fn words(
        &self,
        field: Option<&str>,
        words: &[String],
        matched: impl Fn(Vec<String>, u32) -> Matched,
        evidence: &mut Vec<Evidence>,
    ) -> Result<(), IndexError> {
        for open in self.lexis.within(field) {
            let mut all = true;
            for word in words {
                all = all && Lexis::has(open, word)?;
            }
            if all {
                evidence.push(Evidence {
                    query: row_of(open.field, words),
                    matched: matched(words.to_vec(), open.weight),
                });
            }
        }
        Ok(())
    }

    fn term(&self, term: &Term, width: Width) -> Result<Leaf, IndexError> {
        let mut evidence = Vec::new();
        let field = term.field;
        let as_it_stands = |found: Vec<String>, weight| {
            matched(&term.typed, found, How::Exact, How::Exact.points() + weight)
        };
        match &term.shape {
            TermShape::Word { word, also } => {
                for word in [Some(word), also.as_ref()].into_iter().flatten() {
                    self.words(field, std::slice::from_ref(word), as_it_stands, &mut evidence)?;
                }
                if width != Width::Exact {
                    self.widen(term, word, also.as_deref(), width, &mut evidence)?;
                }
            }
            TermShape::Phrase { words, quoted } => {
                self.words(field, words, as_it_stands, &mut evidence)?;
                if !quoted && width != Width::Exact {
                    self.joined(term, &mut evidence)?;
                }
            }
            TermShape::Near { words, within } => {
                for open in self.lexis.within(field) {
                    let listed = Listed::near(self.searcher, open.field, words, *within)?;
                    if !listed.is_empty() {
                        let mut matched = as_it_stands(words.clone(), open.weight);
                        matched.apart = true;
                        evidence.push(Evidence { query: Box::new(listed), matched });
                    }
                }
            }
            TermShape::Begins(beginning) => {
                self.begun(&term.typed, field, beginning, How::Exact.points(), &mut evidence)?;
            }
        }
        evidence.sort_by_key(|one| std::cmp::Reverse(one.matched.points));
        Ok(Leaf { typed: term.typed.clone(), parts: Vec::new(), evidence })
    }

    /// Words with a beginning.
    fn begun(
        &self,
        typed: &str,
        field: Option<&str>,
        beginning: &str,
        worth: u32,
        evidence: &mut Vec<Evidence>,
    ) -> Result<(), IndexError> {
        for open in self.lexis.within(field) {
            if !Lexis::has_beginning(open, beginning, false)? {
                continue;
            }
            let term = Tantivy::from_field_text(open.field, beginning);
            let mut matched = matched(typed, vec![beginning.to_owned()], How::Begun, worth + open.weight);
            matched.begins = true;
            evidence.push(Evidence { query: Box::new(FuzzyTermQuery::new_prefix(term, 0, true)), matched });
        }
        Ok(())
    }

    /// Everything but the word itself that may stand for it.
    fn widen(
        &self,
        term: &Term,
        word: &str,
        also: Option<&str>,
        width: Width,
        evidence: &mut Vec<Evidence>,
    ) -> Result<(), IndexError> {
        let field = term.field;
        let mut known: Vec<String> = [Some(word), also].into_iter().flatten().map(str::to_owned).collect();
        let is_there = !evidence.is_empty();
        let mut add = |words: Vec<String>, how: How, less: u32, evidence: &mut Vec<Evidence>| {
            if let [only] = &words[..] {
                if known.contains(only) {
                    return Ok(());
                }
                known.push(only.clone());
            }
            let points = how.points() - less;
            self.words(
                field,
                &words,
                |found, weight| matched(&term.typed, found, how, points + weight),
                evidence,
            )
        };
        for base in [Some(word), also].into_iter().flatten() {
            for form in self.lexis.forms(field, base)? {
                add(vec![form], How::Form, 0, evidence)?;
            }
            for (whole, is_head) in self.lexis.compounds(field, base)? {
                // A sleep laboratory is a laboratory; laboratory staff is none.
                add(vec![whole], How::Part, if is_head { 0 } else { MODIFIER }, evidence)?;
            }
        }
        for words in self.lexis.apart(field, word)? {
            add(words, How::Part, 0, evidence)?;
        }
        for joined in &term.joined {
            add(vec![joined.clone()], How::Part, 0, evidence)?;
        }
        // A word that stands there is whole: *midwife* is no *midwifery*.
        if term.half
            && !is_there
            && width == Width::Full
            && word.chars().count() >= 3
            && word.chars().all(char::is_alphabetic)
        {
            self.begun(&term.typed, field, word, How::Begun.points(), evidence)?;
        }
        // Two slips in a long word, where the word stands nowhere.
        let edits = if !is_there && evidence.is_empty() && word.chars().count() >= 8 { 2 } else { 1 };
        for base in [Some(word), also].into_iter().flatten() {
            for (near, slips) in self.lexis.near(field, base, edits)? {
                let less = u32::try_from(slips.saturating_sub(1)).unwrap_or(1).min(1) * PER_EDIT;
                add(vec![near], How::Near, less, evidence)?;
            }
        }
        Ok(())
    }

    fn joined(&self, term: &Term, evidence: &mut Vec<Evidence>) -> Result<(), IndexError> {
        for joined in &term.joined {
            let part = |found, weight| matched(&term.typed, found, How::Part, How::Part.points() + weight);
            self.words(term.field, std::slice::from_ref(joined), part, evidence)?;
        }
        Ok(())
    }
}

/// Whether words are the name of a specialty.
fn is_specialty(words: &[String]) -> bool {
    let name = words.join(" ");
    specialties::all().iter().any(|one| one.names.contains(&name))
}

/// Whether endings may be added to a word of a name: a long one, or one in the syllables of Korean.
fn takes_endings(word: &str) -> bool {
    const LONG: usize = 6;
    const SYLLABLES: usize = 3;
    let letters = word.chars().count();
    let korean = word.chars().all(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
    letters >= if korean { SYLLABLES } else { LONG }
        && word.chars().all(|c| c.is_alphabetic() || crate::text::is_vowel_signed(c))
}

fn row_of(field: Field, words: &[String]) -> BoxQuery {
    let term = |word: &String| Tantivy::from_field_text(field, word);
    match words {
        [only] => Box::new(TermQuery::new(term(only), IndexRecordOption::Basic)),
        _ => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
    }
}

fn matched(typed: &str, found: Vec<String>, how: How, points: u32) -> Matched {
    Matched { query: typed.to_owned(), found, begins: false, apart: false, how, fact: None, points }
}
