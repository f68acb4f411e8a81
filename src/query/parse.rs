//! From the text of a query to its tree.

use super::QueryError;
use super::fields::{KINDS, Number, PRACTICE, SPOKEN, YEARS, filters};
use super::lex::{Compare, Lexeme, Sign, Within, signs};
use super::meaning;
use super::names::{self, Asked};
use super::note::QueryNote;
use super::tree::{Between, Node, Query, QueryCondition, Term, TermShape};
use crate::model::{Cefr, Country, Day, Decimal, Kind, Language, PartialDate};
use crate::normalize;
use crate::reference::countries;
use crate::schema::{Field, Semantic};
use crate::text::{nearest, searched};
use std::ops::Bound;

/// Units that may stand apart from their number.
const UNITS: &[&str] = &["h", "hours", "hrs", "years", "y"];

/// How near a name must be to be suggested.
const BAR: f64 = 0.6;

/// So many characters of a query are looked at.
const LONGEST: usize = 5_000;
/// So many words, phrases, facts and numbers.
const MOST: usize = 100;
/// So deep may parentheses stand in one another.
const DEEPEST: usize = 40;
/// Words are near each other within so many places where nobody says how many, and at most.
const NEAR: (u32, u32) = (5, 50);

/// Reads a query about records of a kind on a day; `more` are filters beside the text, each `field=value`.
///
/// A text that cannot be read is no error: its words are looked for, and a note says where it went wrong.
///
/// # Errors
/// [`QueryError`] for a kind that cannot be searched, and for a filter beside the text that cannot be read.
pub fn parse(kind: Kind, text: &str, more: &[String], day: Day) -> Result<Query, QueryError> {
    if !KINDS.contains(&kind) {
        return Err(QueryError::NotSearchable(kind));
    }
    let mut parser = Parser::new(kind, text, day);
    let mut nodes = Vec::new();
    if !parser.signs.is_empty() {
        nodes.push(parser.whole());
    }
    let mut root = match nodes.pop() {
        Some(Node::All(nodes)) => nodes,
        one => one.into_iter().collect(),
    };
    if root.is_empty() && !text.trim().is_empty() {
        // Something was typed, and nothing of it can be looked for: that is not a query for everybody.
        parser.notes.push(QueryNote::NoWord { text: text.trim().chars().take(60).collect() });
        root.push(Node::Nothing);
    }
    for filter in more {
        let (field, value) = filter.split_once('=').ok_or_else(|| QueryError::NoFilter(filter.clone()))?;
        root.push(Node::Fact(condition(kind, field, value)?));
    }
    let mut query = Query { kind, root: Node::All(root), notes: parser.notes };
    meaning::give(&mut query);
    Ok(query)
}

struct Parser {
    kind: Kind,
    day: Day,
    signs: Vec<Sign>,
    next: usize,
    notes: Vec<QueryNote>,
    /// How many parts there are, and how deep parentheses stand.
    parts: usize,
    depth: usize,
    /// Whether the text ends with a letter: its last word may still be in the making.
    half: bool,
}

impl Parser {
    fn new(kind: Kind, text: &str, day: Day) -> Self {
        let mut notes = Vec::new();
        let looked_at = match text.char_indices().nth(LONGEST) {
            Some((end, _)) => {
                notes.push(QueryNote::TooLong { most: i64::try_from(LONGEST).unwrap_or(i64::MAX) });
                &text[..end]
            }
            None => text,
        };
        let half = looked_at.ends_with(char::is_alphanumeric) && looked_at.len() == text.len();
        Self { kind, day, signs: signs(looked_at), next: 0, notes, parts: 0, depth: 0, half }
    }

    fn peek(&self) -> Option<&Lexeme> {
        self.signs.get(self.next).map(|sign| &sign.what)
    }

    /// The whole of a text; what closes nothing is passed over.
    fn whole(&mut self) -> Node {
        let mut found = vec![self.choice(None)];
        while let Some(sign) = self.signs.get(self.next) {
            self.notes.push(QueryNote::StrayParenthesis { at: sign.at });
            self.next += 1;
            if self.next < self.signs.len() {
                found.push(self.choice(None));
            }
        }
        all(found)
    }

    /// What `OR` parts.
    fn choice(&mut self, scope: Option<Asked>) -> Node {
        let mut found = Vec::new();
        let mut or: Option<i64> = None;
        loop {
            let all = self.together(scope);
            let empty = matches!(&all, Node::All(nodes) if nodes.is_empty());
            let Some(Sign { what: Lexeme::Or, at, .. }) = self.signs.get(self.next).cloned() else {
                if let Some(at) = or.filter(|_| empty) {
                    self.notes.push(QueryNote::LoneOperator { sign: "OR".to_owned(), at });
                }
                found.extend((!empty).then_some(all));
                break;
            };
            if empty {
                self.notes.push(QueryNote::LoneOperator { sign: "OR".to_owned(), at });
            }
            found.extend((!empty).then_some(all));
            or = Some(at).filter(|_| !empty);
            self.next += 1;
        }
        match found.len() {
            0 => Node::All(Vec::new()),
            1 => found.remove(0),
            _ => Node::Any(found),
        }
    }

    /// What stands side by side, up to `OR` or the end.
    fn together(&mut self, scope: Option<Asked>) -> Node {
        let mut found = Vec::new();
        while let Some(sign) = self.signs.get(self.next).cloned() {
            match sign.what {
                Lexeme::Or | Lexeme::Close => break,
                Lexeme::And => {
                    self.next += 1;
                    let behind = matches!(self.peek(), None | Some(Lexeme::And | Lexeme::Or | Lexeme::Close));
                    if found.is_empty() || behind {
                        self.notes.push(QueryNote::LoneOperator { sign: "AND".to_owned(), at: sign.at });
                    }
                }
                _ => found.extend(self.unit(scope)),
            }
        }
        all(found)
    }

    /// One part.
    fn unit(&mut self, scope: Option<Asked>) -> Option<Node> {
        let sign = self.signs.get(self.next)?.clone();
        self.next += 1;
        match sign.what {
            Lexeme::Not | Lexeme::Minus => {
                let written = if sign.what == Lexeme::Not { "NOT" } else { "-" };
                let lone = QueryNote::LoneOperator { sign: written.to_owned(), at: sign.at };
                if matches!(self.peek(), None | Some(Lexeme::And | Lexeme::Or | Lexeme::Close))
                    || self.is_deep()
                {
                    self.notes.push(lone);
                    return None;
                }
                self.depth += 1;
                let inner = self.unit(scope);
                self.depth -= 1;
                match inner {
                    // Twice not is so.
                    Some(Node::Not(inner)) => Some(*inner),
                    Some(inner) => Some(Node::Not(Box::new(whole_words(inner)))),
                    None => {
                        self.notes.push(lone);
                        None
                    }
                }
            }
            Lexeme::Open => self.group(sign.at, scope),
            Lexeme::Quoted { text, closed, within } => {
                if !closed {
                    self.notes.push(QueryNote::OpenQuote { at: sign.at });
                }
                self.quoted(&text, within, sign.at, scope)
            }
            Lexeme::Compare(compare) => {
                // A comparison of nothing.
                self.notes.push(QueryNote::LoneOperator { sign: compare.as_str().to_owned(), at: sign.at });
                None
            }
            Lexeme::Plain(text) => self.plain(&text, sign.at, scope),
            Lexeme::And | Lexeme::Or | Lexeme::Close => None,
        }
    }

    fn is_deep(&self) -> bool {
        self.depth >= DEEPEST
    }

    /// What stands in parentheses; deeper ones than are looked at are as if they were not there.
    fn group(&mut self, at: i64, scope: Option<Asked>) -> Option<Node> {
        if self.is_deep() {
            return None;
        }
        self.depth += 1;
        let inner = self.choice(scope);
        self.depth -= 1;
        if matches!(self.peek(), Some(Lexeme::Close)) {
            self.next += 1;
        } else {
            self.notes.push(QueryNote::OpenParenthesis { at });
        }
        Some(inner).filter(|inner| !matches!(inner, Node::All(nodes) if nodes.is_empty()))
    }

    /// Counts a part; `false` where there are too many.
    fn counted(&mut self, written: &str) -> bool {
        self.parts += 1;
        if self.parts == MOST + 1 {
            let first_left_out = written.chars().take(40).collect();
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            self.notes.push(QueryNote::TooMany { most, first_left_out });
        }
        self.parts <= MOST
    }

    fn quoted(&mut self, text: &str, within: Option<Within>, at: i64, scope: Option<Asked>) -> Option<Node> {
        if !self.counted(text) {
            return None;
        }
        let Some(within) = within else {
            return match scope {
                Some(asked) => self.value(asked, "", text, at, true),
                None => term(text, text, None, true),
            };
        };
        let within = match within {
            Within::Words(within) => within.clamp(1, NEAR.1),
            Within::Open => {
                let (text, within) = (format!("\"{text}\"~"), i64::from(NEAR.0));
                self.notes.push(QueryNote::OpenNearness { text, at, within });
                NEAR.0
            }
        };
        let field = match scope {
            Some(Asked::Text(field)) => Some(field.name),
            _ => None,
        };
        match term(text, text, field, true)? {
            Node::Term(Term { typed, shape: TermShape::Phrase { words, .. }, .. }) => {
                let shape = TermShape::Near { words, within };
                Some(Node::Term(Term { typed, field, shape, half: false, joined: Vec::new() }))
            }
            one => Some(one),
        }
    }

    /// A stretch without blanks, with what belongs to it behind it.
    fn plain(&mut self, text: &str, at: i64, scope: Option<Asked>) -> Option<Node> {
        if !self.counted(text) {
            return None;
        }
        if let Some(asked) = scope {
            return self.value(asked, "", text, at, false);
        }
        if let Some(Lexeme::Compare(compare)) = self.peek() {
            let compare = *compare;
            return self.compared(text, compare, at);
        }
        let text = self.without_other_signs(text, at);
        if let Some(several) = alternatives(text) {
            let found: Vec<Node> = several.filter_map(|word| self.words(word, None)).collect();
            return Some(Node::Any(found));
        }
        let Some((name, value)) = text.split_once(':') else { return self.words(text, None) };
        if value.is_empty()
            && let Some(asked) = names::own_field(self.kind, name)
            && let Some(Lexeme::Plain(next)) = self.peek()
            && !next.contains(':')
        {
            // A blank behind the colon.
            let value = next.clone();
            self.next += 1;
            return self.value(asked, name, &value, at, false);
        }
        let glued = value.is_empty() && self.signs.get(self.next).is_some_and(|sign| sign.glued);
        let is_name = name.chars().any(char::is_alphabetic);
        if !is_name || (value.is_empty() && !glued) || value.starts_with("//") {
            return self.words(text, None);
        }
        if name == "near" && glued {
            // The quote behind says it all.
            if let Some(Sign { what: Lexeme::Quoted { text, closed, within }, at, .. }) =
                self.signs.get(self.next).cloned()
            {
                self.next += 1;
                if !closed {
                    self.notes.push(QueryNote::OpenQuote { at });
                }
                return self.quoted(&text, within.or(Some(Within::Open)), at, None);
            }
        }
        if name == "near" {
            self.notes.push(QueryNote::OtherSign { sign: "near:".to_owned(), at });
            return self.words(value, None);
        }
        let Some(asked) = names::field(self.kind, name) else {
            self.unknown(name, at);
            let own = self.words(&format!("{name} {value}"), None);
            return own;
        };
        if !glued {
            return self.value(asked, name, value, at, false);
        }
        let sign = self.signs.get(self.next)?.clone();
        self.next += 1;
        match sign.what {
            Lexeme::Open => self.group(sign.at, Some(asked)),
            Lexeme::Quoted { text, closed, within } => {
                if !closed {
                    self.notes.push(QueryNote::OpenQuote { at: sign.at });
                }
                if within.is_some() {
                    return self.quoted(&text, within, sign.at, Some(asked));
                }
                self.value(asked, name, &text, at, true)
            }
            _ => {
                self.next -= 1;
                self.words(name, None)
            }
        }
    }

    /// A word without the sign of another search language behind it: `nurse~2`, `nurse^5`.
    fn without_other_signs<'t>(&mut self, text: &'t str, at: i64) -> &'t str {
        let Some(place) = text.find(['~', '^']).filter(|&place| place > 0) else { return text };
        let (word, sign) = text.split_at(place);
        let number = sign[1..].chars().all(|c| c.is_ascii_digit() || c == '.');
        if !number || !word.ends_with(char::is_alphanumeric) {
            return text;
        }
        self.notes.push(QueryNote::OtherSign { sign: sign.to_owned(), at });
        word
    }

    /// Says of a range that ends before it begins that it was turned, and of a place that its country was taken.
    fn tell_of_value(&mut self, asked: Asked, name: &str, text: &str, at: i64) -> Option<String> {
        if let Asked::Fact(filter) = asked
            && let Some(country) = country_of_place(self.kind, filter.name, text)
        {
            let field = if name.is_empty() { filter.name.to_owned() } else { name.to_owned() };
            let country = countries::name(country).to_owned();
            self.notes.push(QueryNote::ReadAs { field, value: text.trim().to_owned(), country });
        }
        let turned = reversed(asked, text)?;
        self.notes.push(QueryNote::ReversedRange { text: text.to_owned(), at });
        Some(turned)
    }

    fn unknown(&mut self, name: &str, at: i64) {
        let field: String = name.chars().take(40).collect();
        self.notes.push(match names::like(self.kind, name) {
            Some(nearest) => QueryNote::LikeField { field, at, nearest: nearest.to_owned() },
            None => {
                let valid = names::all(self.kind).into_iter().map(str::to_owned).collect();
                QueryNote::UnknownField { field, at, valid }
            }
        });
    }

    /// The words of a stretch.
    fn words(&mut self, text: &str, field: Option<&'static str>) -> Option<Node> {
        let half = self.half && self.next == self.signs.len();
        let mut found = text.split_whitespace().filter_map(|text| term(text, text, field, false));
        let (first, second) = (found.next(), found.next());
        let mut node = match (first, second) {
            (Some(first), Some(second)) => Node::All([first, second].into_iter().chain(found).collect()),
            (first, _) => first?,
        };
        if half && let Node::Term(Term { half, shape: TermShape::Word { .. }, field: None, .. }) = &mut node {
            *half = true;
        }
        Some(node)
    }

    /// A comparison whose sign stands apart: `clinical >= 2000 h`.
    fn compared(&mut self, name: &str, compare: Compare, at: i64) -> Option<Node> {
        self.next += 1;
        let value = match self.peek() {
            Some(Lexeme::Plain(text)) => text.clone(),
            Some(Lexeme::Quoted { text, .. }) => text.clone(),
            _ => String::new(),
        };
        self.next += usize::from(!value.is_empty());
        let Some(asked) = names::field(self.kind, name) else {
            self.unknown(name, at);
            return self.words(&format!("{name} {value}"), None);
        };
        // A unit that stands apart goes with its number.
        if matches!(self.peek(), Some(Lexeme::Plain(next)) if UNITS.contains(&next.as_str()))
            && matches!(asked, Asked::Number(_))
        {
            self.next += 1;
        }
        let value = if compare == Compare::Equal { value } else { format!("{}{value}", compare.as_str()) };
        self.value(asked, name, &value, at, false)
    }

    /// A field with its value; one that cannot be read is looked for as words.
    fn value(&mut self, asked: Asked, name: &str, text: &str, at: i64, quoted: bool) -> Option<Node> {
        let turned = self.tell_of_value(asked, name, text, at);
        let text = turned.as_deref().unwrap_or(text);
        let read = match asked {
            Asked::Text(field) => {
                return term(text, text, Some(field.name), quoted)
                    .or_else(|| self.words(text, Some(field.name)));
            }
            Asked::Fact(filter) if filter.name == "level" && !quoted => levels(text)
                .map(|levels| {
                    let values = levels.iter().map(ToString::to_string).collect();
                    Node::Fact(QueryCondition { field: "level", values })
                })
                .map_err(|()| (LEVEL.to_owned(), None)),
            Asked::Fact(filter) => match condition(self.kind, filter.name, text) {
                Ok(condition) => Ok(Node::Fact(condition)),
                Err(QueryError::Unreadable { reason, nearest, .. }) => Err((reason, nearest)),
                Err(other) => Err((other.to_string(), None)),
            },
            Asked::Number(number) => {
                self.number(&number, text).ok_or_else(|| (expected(&number).to_owned(), None))
            }
            Asked::Spoken(language) => levels(text)
                .map(|levels| {
                    let values = levels.iter().map(|level| spoken(language, *level)).collect();
                    Node::Fact(QueryCondition { field: SPOKEN, values })
                })
                .map_err(|()| (LEVEL.to_owned(), None)),
        };
        match read {
            Ok(node) => Some(node),
            Err((reason, nearest)) => {
                let open = text.trim_start_matches(['>', '<', '=']).starts_with('[') && !text.contains(']');
                let field = if name.is_empty() { asked_name(asked) } else { name.to_owned() };
                let value = text.to_owned();
                self.notes.push(match nearest {
                    _ if open || text.ends_with("..") => QueryNote::OpenRange { text: value, at },
                    Some(nearest) => QueryNote::LikeValue { field, value, at, reason, nearest },
                    None => QueryNote::NoValue { field, value, at, reason },
                });
                // The name of a language says something by itself; that of a field is no word of a record.
                match asked {
                    Asked::Spoken(_) => self.words(&format!("{name} {text}"), None),
                    _ => self.words(text, None),
                }
            }
        }
    }

    /// A number within the bounds that a text sets: `>=3`, `3..6`, `3..<6`, `[3 TO 6]`, `3,4`.
    fn number(&self, number: &Number, text: &str) -> Option<Node> {
        let (low, high) = bounds(number, text)?;
        if *number != YEARS || self.kind != Kind::Worker {
            return Some(Node::Number(Between { name: number.name, low, high }));
        }
        let days = |bound: Bound<i64>| bound.map(practice_days);
        let today = i64::from(self.day.0);
        let (low, high) = (days(low), days(high));
        // So much are those who have so much by the end of a period and by today.
        let reaches = |least: Bound<i64>| {
            let reached = PRACTICE.map(|(name, since)| {
                let at_the_end = least.map(|days| days.saturating_mul(1000));
                let by_today = least.map(|days| today - days);
                Node::All(vec![
                    Node::Number(Between { name, low: at_the_end, high: Bound::Unbounded }),
                    Node::Number(Between { name: since, low: Bound::Unbounded, high: by_today }),
                ])
            });
            Node::Any(reached.to_vec())
        };
        let more = match high {
            Bound::Included(most) => Bound::Excluded(most),
            Bound::Excluded(most) => Bound::Included(most),
            Bound::Unbounded => return Some(reaches(low)),
        };
        let least = if low == Bound::Unbounded { Bound::Included(i64::MIN / 2000) } else { low };
        Some(Node::All(vec![reaches(least), Node::Not(Box::new(reaches(more)))]))
    }
}

/// Thousandths of years of practice as days; three days are a month's grace, as for all practice.
pub(crate) fn practice_days(thousandths: i64) -> i64 {
    thousandths.saturating_mul(1461) / 4000 - 3
}

/// What the value of a level may be.
const LEVEL: &str = "A level such as `B2`, `>=B2` or `B1..C1` is expected.";

fn expected(number: &Number) -> &'static str {
    if number.date {
        "A date such as `2024`, `>=2024-05` or `2024-05-01..2024-05-31` is expected."
    } else {
        "A number such as `3`, `>=6.5` or `3..6` is expected."
    }
}

fn asked_name(asked: Asked) -> String {
    match asked {
        Asked::Text(field) => field.name.to_owned(),
        Asked::Fact(filter) => filter.name.to_owned(),
        Asked::Number(number) => number.name.to_owned(),
        Asked::Spoken(language) => language.name().to_owned(),
    }
}

/// How a language with a level stands among the facts.
pub(crate) fn spoken(language: Language, level: Cefr) -> String {
    format!("{language}-{level}")
}

fn all(mut nodes: Vec<Node>) -> Node {
    if nodes.len() == 1 {
        return nodes.remove(0);
    }
    let flat = nodes.into_iter().flat_map(|node| match node {
        Node::All(inner) => inner,
        one => vec![one],
    });
    Node::All(flat.collect())
}

/// A node with whole words only: what is left out is what has the word, not what begins like it.
fn whole_words(node: Node) -> Node {
    match node {
        Node::All(nodes) => Node::All(nodes.into_iter().map(whole_words).collect()),
        Node::Any(nodes) => Node::Any(nodes.into_iter().map(whole_words).collect()),
        Node::Term(term) => Node::Term(Term { half: false, ..term }),
        other => other,
    }
}

/// A stretch as a term: a word, words in a row, or a beginning. `None` where it holds no word.
fn term(typed: &str, text: &str, field: Option<&'static str>, quoted: bool) -> Option<Node> {
    let begins = !quoted && text.ends_with('*');
    let found = searched(text);
    let also = found.iter().find(|one| one.inside).map(|one| one.word.clone());
    let mut words: Vec<String> = found.into_iter().filter(|one| !one.inside).map(|one| one.word).collect();
    let last = words.pop()?;
    let typed = typed.trim_end_matches('*').to_owned();
    let term =
        |shape| Node::Term(Term { typed: typed.clone(), field, shape, half: false, joined: Vec::new() });
    if words.is_empty() && quoted {
        return Some(term(TermShape::Phrase { words: vec![last], quoted }));
    }
    if words.is_empty() {
        let shape = if begins { TermShape::Begins(last) } else { TermShape::Word { word: last, also } };
        return Some(term(shape));
    }
    // Letters of a script without blanks in a row are a beginning as well.
    if begins && !last.chars().next().is_some_and(crate::text::is_unspaced) {
        let before = match words.len() {
            1 => TermShape::Word { word: words.remove(0), also: None },
            _ => TermShape::Phrase { words, quoted },
        };
        return Some(Node::All(vec![term(before), term(TermShape::Begins(last))]));
    }
    words.push(last);
    Some(term(TermShape::Phrase { words, quoted }))
}

/// The words that a stroke parts, each as good as the other: `nurse/midwife`. Short ones are one short form: `T/O`.
fn alternatives(text: &str) -> Option<impl Iterator<Item = &str>> {
    const SHORTEST: usize = 3;
    const STROKES: [char; 2] = ['/', '|'];
    let word =
        |part: &str| part.chars().count() >= SHORTEST && part.chars().all(|c| c.is_alphabetic() || c == '-');
    (text.contains(STROKES) && text.split(STROKES).all(word)).then(|| text.split(STROKES))
}

/// A range with its ends changed, where it ends before it begins.
fn reversed(asked: Asked, text: &str) -> Option<String> {
    let (low, high) = range(text)?;
    let ends_before = match asked {
        Asked::Number(number) => {
            let least = |text: &str| match bounds(&number, text)?.0 {
                Bound::Included(least) => Some(least),
                _ => None,
            };
            least(high)? < least(low)?
        }
        Asked::Spoken(_) => {
            let level = |text: &str| text.to_uppercase().parse::<Cefr>().ok();
            level(high)? < level(low)?
        }
        Asked::Fact(_) | Asked::Text(_) => false,
    };
    ends_before.then(|| format!("{high}..{low}"))
}

/// The country of a place that stands where a country is asked for; `None` for the name or the code of a country.
fn country_of_place(kind: Kind, field: &'static str, text: &str) -> Option<Country> {
    let column = names::column_of(kind, field)?;
    if column.semantic != Semantic::Country || !countries::lookup(text).is_empty() {
        return None;
    }
    let read = value(column, field, text).ok()?.parse().ok()?;
    let named = crate::resolve::countries::country(text, crate::resolve::countries::Sense::Name);
    (!named.certain).then_some(read)
}

/// The two ends of a range: `3..6`, `[3 TO 6]`; an end may be left open with `*`. `3..<6` leaves out the end.
fn range(text: &str) -> Option<(&str, &str)> {
    if let Some(inner) = text.strip_prefix('[') {
        let (low, high) = inner.strip_suffix(']')?.split_once(" TO ")?;
        return Some((low.trim(), high.trim()));
    }
    let (low, high) = text.split_once("..")?;
    (!low.is_empty() && !high.is_empty()).then_some((low, high))
}

/// The bounds that a text sets to a number: thousandths, or days.
fn bounds(number: &Number, text: &str) -> Option<(Bound<i64>, Bound<i64>)> {
    let read = |value: &str| -> Option<(i64, i64)> {
        if number.date {
            let date: PartialDate = value.trim().parse().ok()?;
            return Some((i64::from(date.earliest().0), i64::from(date.latest().0)));
        }
        let digits = value.trim().trim_end_matches(|c: char| c.is_alphabetic() || c == '%').replace(',', "");
        let thousandths = digits.trim().parse::<Decimal>().ok()?.scaled(3)?;
        Some((thousandths, thousandths))
    };
    if let Some((low, high)) = range(text) {
        let low = if low == "*" { Bound::Unbounded } else { Bound::Included(read(low)?.0) };
        let high = match high.strip_prefix('<') {
            _ if high == "*" => Bound::Unbounded,
            Some(high) => Bound::Excluded(read(high)?.0),
            None => Bound::Included(read(high)?.1),
        };
        return Some((low, high));
    }
    let (compare, value) = Compare::at(text).unwrap_or((Compare::Equal, text));
    let (least, most) = read(value)?;
    Some(match compare {
        Compare::AtLeast => (Bound::Included(least), Bound::Unbounded),
        Compare::More => (Bound::Excluded(most), Bound::Unbounded),
        Compare::AtMost => (Bound::Unbounded, Bound::Included(most)),
        Compare::Less => (Bound::Unbounded, Bound::Excluded(least)),
        Compare::Equal => (Bound::Included(least), Bound::Included(most)),
    })
}

/// The levels that a text asks for, by their order.
fn levels(text: &str) -> Result<Vec<Cefr>, ()> {
    let read = |value: &str| value.trim().to_uppercase().parse::<Cefr>().map_err(|_| ());
    let fits: Vec<Cefr> = if let Some((low, high)) = range(text) {
        let (low, high) = (read(low)?, read(high)?);
        Cefr::ALL.iter().copied().filter(|level| (low..=high).contains(level)).collect()
    } else {
        let (compare, value) = Compare::at(text).unwrap_or((Compare::Equal, text));
        let asked: Vec<Cefr> = value.split(',').map(read).collect::<Result<_, _>>()?;
        let [first, ..] = asked[..] else { return Err(()) };
        let fits = |level: &Cefr| match compare {
            Compare::AtLeast => *level >= first,
            Compare::More => *level > first,
            Compare::AtMost => *level <= first,
            Compare::Less => *level < first,
            Compare::Equal => asked.contains(level),
        };
        if compare != Compare::Equal && asked.len() > 1 {
            return Err(());
        }
        Cefr::ALL.iter().copied().filter(fits).collect()
    };
    Ok(fits)
}

/// A filter with its values in canonical form, so that `Germany` finds `DE`.
fn condition(kind: Kind, field: &str, values: &str) -> Result<QueryCondition, QueryError> {
    let field = field.trim().to_lowercase();
    let valid: Vec<&'static str> = filters(kind).iter().map(|filter| filter.name).collect();
    let Some(&field) = valid.iter().find(|valid| **valid == field) else {
        let nearest = nearest(&field, valid.iter().copied(), BAR)
            .and_then(|near| valid.iter().copied().find(|valid| *valid == near));
        return Err(QueryError::UnknownFilter { kind, field, nearest, valid });
    };
    let Some(column) = names::column_of(kind, field) else {
        return Ok(QueryCondition {
            field,
            values: values.split(',').map(|one| one.trim().to_owned()).collect(),
        });
    };
    // `Korea, Republic of` is one value.
    if let Ok(one) = value(column, field, values) {
        return Ok(QueryCondition { field, values: vec![one] });
    }
    let values = values.split(',').map(|one| value(column, field, one)).collect::<Result<_, _>>()?;
    Ok(QueryCondition { field, values })
}

/// A value in canonical form, read as a cell of a file is.
fn value(column: &Field, field: &'static str, text: &str) -> Result<String, QueryError> {
    let single = |cell: &String| !column.list || !cell.contains(';');
    let unreadable = |reason: String, nearest| QueryError::Unreadable {
        field,
        value: text.trim().to_owned(),
        reason,
        nearest,
    };
    match normalize::cell(column, text, &normalize::Context::default()) {
        Ok(Some(cell)) => Some(cell.to_string())
            .filter(single)
            .ok_or_else(|| unreadable("write several values with `,` between".to_owned(), None)),
        Ok(None) => Err(unreadable(format!("write a value such as `{}`", column.example), None)),
        Err(refusal) => {
            let expected = refusal.expected().map(|expected| format!(" {expected}")).unwrap_or_default();
            Err(unreadable(format!("{}{expected}", refusal.reason), refusal.suggestion()))
        }
    }
}

#[cfg(test)]
mod tests;
