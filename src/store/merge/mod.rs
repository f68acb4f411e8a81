//! What records become when others are laid over them: two workers that are one, and rows of a batch. Pure: no
//! engine of the store has rules of its own.
//!
//! Here two workers stand side by side, cell by cell, and one record of both is made.

mod another;
mod change;
mod consent;

pub(super) use another::two_persons;
pub(super) use change::{Remarks, StoredRecord, silence};
pub use consent::stricter_consent;

use super::StoreError;
use super::shape::shape;
use crate::model::{Datum, Kind, Seq, WorkerStatus, words};
use consent::{Word, Words};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// One of two records side by side.
    Side, "a side: `left` or `right`" {
        /// The first.
        Left = "left",
        /// The second.
        Right = "right",
    }
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        if self == Self::Left { Self::Right } else { Self::Left }
    }
}

words! {
    /// How the cells of two records stand to each other.
    Standing, "`equal`, `different`, `left-only` or `right-only`" {
        /// Both say the same.
        Equal = "equal",
        /// Both say something, and not the same.
        Different = "different",
        /// Only the left record says something.
        LeftOnly = "left-only",
        /// Only the right record says something.
        RightOnly = "right-only",
    }
}

/// One cell of two records side by side.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MergeLine {
    /// What a choice names it by: `phone`, or `license(PRC / 0123).status`.
    pub name: String,
    /// The kind of record.
    pub kind: Kind,
    /// The natural key of a part; empty for the worker.
    pub part: Vec<String>,
    /// The column; empty for a part as a whole.
    pub column: String,
    /// What the left record says.
    pub left: Option<String>,
    /// What the right record says.
    pub right: Option<String>,
    /// How the two stand.
    pub standing: Standing,
    /// Why nobody chooses between different cells, where a rule does.
    pub rule: Option<&'static str>,
}

/// Two workers side by side.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Comparison {
    /// The left worker.
    pub left: String,
    /// The right worker.
    pub right: String,
    /// The sequence number that the comparison saw: a decision can ask that nothing changed since.
    pub seq: Seq,
    /// The cells, the worker's first, then those of the parts.
    pub lines: Vec<MergeLine>,
}

/// Texts by name, as JSON.
pub type Object = serde_json::Map<String, serde_json::Value>;

/// A stored record as it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw {
    /// The running number of the row that it came from, within its batch.
    pub src: i64,
    /// The cells in schema order.
    pub cells: Vec<Option<Datum>>,
    /// The cells that were written otherwise, by the name of the column.
    pub as_written: Object,
    /// The cells that no column takes, by header.
    pub unmapped: Object,
}

/// A worker with all parts as they lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The worker's identifier.
    pub id: String,
    /// The worker.
    pub worker: Raw,
    /// The parts, by kind and natural key.
    pub parts: BTreeMap<(Kind, Vec<String>), Raw>,
}

impl Sheet {
    /// The natural key of a part, as it is shown.
    pub(super) fn part_key(kind: Kind, part: &Raw) -> Vec<String> {
        shape(kind).key.iter().map(|&c| shown(part.cells[c].as_ref())).collect()
    }

    fn words(&self) -> Words {
        self.parts
            .iter()
            .filter(|((kind, _), _)| *kind == Kind::Consent)
            .map(|((_, key), part)| ((key[0].clone(), key[1].clone()), Word::of(&part.cells)))
            .collect()
    }
}

fn shown(cell: Option<&Datum>) -> String {
    cell.map(ToString::to_string).unwrap_or_default()
}

/// The columns of a record that are compared: all but those that identify it.
fn compared(kind: Kind) -> impl Iterator<Item = usize> {
    let shape = shape(kind);
    shape.stored.iter().copied().filter(|&c| !shape.is_key(c))
}

/// What a choice names a cell by.
fn name(kind: Kind, part: &[String], column: &str) -> String {
    if part.is_empty() {
        return column.to_owned();
    }
    let key: Vec<&str> = part.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let dot = if column.is_empty() { "" } else { "." };
    format!("{kind}({}){dot}{column}", key.join(" / "))
}

/// The rule that decides between different cells, where it is not for the reviewer to choose.
fn rule(kind: Kind, column: &str) -> Option<&'static str> {
    match (kind, column) {
        (Kind::Consent, _) => Some("the stricter consent holds, a withdrawal in either"),
        (Kind::Worker, "status") => Some("withdrawn in either record is withdrawn"),
        (Kind::Worker, "refused_destinations") => Some("what either record refuses is refused"),
        _ => None,
    }
}

/// What the rule makes of two different cells.
fn ruled(column: &str, keep: &Datum, other: &Datum) -> Datum {
    if column == "status" {
        return Datum::Text(WorkerStatus::Withdrawn.as_str().into());
    }
    let (keep, other) = (keep.to_string(), other.to_string());
    let mut items: Vec<&str> = keep.split(';').filter(|item| !item.is_empty()).collect();
    for item in other.split(';').filter(|item| !item.is_empty()) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Datum::Text(items.join(";").into())
}

/// Every cell that one of two records knows, side by side; a part that only one of them has is one line.
pub(super) fn lines(left: &Sheet, right: &Sheet) -> Vec<MergeLine> {
    let mut lines = cell_lines(Kind::Worker, &[], &left.worker, &right.worker);
    let keys: BTreeSet<_> = left.parts.keys().chain(right.parts.keys()).collect();
    for key in keys {
        let (kind, part) = (key.0, &key.1);
        match (left.parts.get(key), right.parts.get(key)) {
            (Some(one), Some(other)) => {
                let cells = cell_lines(kind, part, one, other);
                if cells.is_empty() {
                    lines.push(part_line(kind, part, Some(one), Some(other)));
                }
                lines.extend(cells);
            }
            (one, other) => lines.push(part_line(kind, part, one, other)),
        }
    }
    lines
}

fn cell_lines(kind: Kind, part: &[String], left: &Raw, right: &Raw) -> Vec<MergeLine> {
    let line = |column: usize| {
        let (left, right) = (said(left, column), said(right, column));
        let standing = standing(left.as_ref(), right.as_ref())?;
        let text = shape(kind).name(column);
        let rule = (standing == Standing::Different).then(|| rule(kind, text)).flatten();
        let name = name(kind, part, text);
        Some(MergeLine {
            name,
            kind,
            part: part.to_vec(),
            column: text.to_owned(),
            left,
            right,
            standing,
            rule,
        })
    };
    compared(kind).filter_map(line).collect()
}

/// A part as a whole: what it says beside its natural key.
fn part_line(kind: Kind, part: &[String], left: Option<&Raw>, right: Option<&Raw>) -> MergeLine {
    let all = |raw: &Raw| {
        let cell = |column| Some(format!("{} {}", shape(kind).name(column), said(raw, column)?));
        let cells: Vec<String> = compared(kind).filter_map(cell).collect();
        if cells.is_empty() { "yes".to_owned() } else { cells.join(", ") }
    };
    let (left, right) = (left.map(all), right.map(all));
    let standing = standing(left.as_ref(), right.as_ref()).unwrap_or(Standing::Equal);
    let name = name(kind, part, "");
    MergeLine { name, kind, part: part.to_vec(), column: String::new(), left, right, standing, rule: None }
}

fn standing(left: Option<&String>, right: Option<&String>) -> Option<Standing> {
    Some(match (left, right) {
        (None, None) => return None,
        (Some(_), None) => Standing::LeftOnly,
        (None, Some(_)) => Standing::RightOnly,
        (Some(a), Some(b)) if a == b => Standing::Equal,
        _ => Standing::Different,
    })
}

/// A cell in words: a list that is known and empty is `none`.
fn said(raw: &Raw, column: usize) -> Option<String> {
    raw.cells[column].as_ref().map(|cell| match cell {
        Datum::Text(text) if text.is_empty() => "none".to_owned(),
        other => other.to_string(),
    })
}

/// A record of both, and what it takes to get there.
pub(super) struct United {
    pub(super) worker: Raw,
    /// The parts that the survivor does not hold like this.
    pub(super) parts: Vec<((Kind, Vec<String>), Raw)>,
    /// The cells that were unknown to the survivor, by name.
    pub(super) filled: Vec<String>,
    /// Parts that the survivor had not.
    pub(super) moved: u64,
    /// What was decided against, under the survivor and under the other, by kind and natural key.
    pub(super) aside: [BTreeMap<(Kind, Vec<String>), Aside>; 2],
}

/// Cells that a merge decided against.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Aside {
    pub(super) record: Object,
    pub(super) unmapped: Object,
}

impl Aside {
    fn is_empty(&self) -> bool {
        self.record.is_empty() && self.unmapped.is_empty()
    }
}

/// How the cells in which two workers differ were settled, by name.
pub(super) struct Chosen {
    /// The survivor's word holds.
    pub(super) kept: Vec<String>,
    /// The other's word holds.
    pub(super) taken: Vec<String>,
    /// A rule decided.
    pub(super) ruled: Vec<String>,
}

/// One record of two workers; `take` names the cells in which the other's word holds.
///
/// # Errors
/// [`StoreError::NoChoice`] for a name that is no cell in which the two differ, or one that a rule decides.
pub(super) fn one_of_two(
    keep: &Sheet,
    other: &Sheet,
    take: &BTreeSet<String>,
) -> Result<(Chosen, United), StoreError> {
    let mut chosen = Chosen { kept: Vec::new(), taken: Vec::new(), ruled: Vec::new() };
    for line in lines(keep, other).into_iter().filter(|line| line.standing == Standing::Different) {
        match line.rule {
            Some(_) => chosen.ruled.push(line.name),
            None if take.contains(&line.name) => chosen.taken.push(line.name),
            None => chosen.kept.push(line.name),
        }
    }
    if let Some(name) = take.iter().find(|name| !chosen.taken.contains(name)) {
        let known = chosen.kept.into_iter().chain(chosen.taken).collect();
        return Err(StoreError::NoChoice { name: name.clone(), known });
    }
    Ok((chosen, unite(keep, other, &|name| take.contains(name))))
}

/// One record of two: the survivor's cells, its unknown ones filled from the other. Where both say
/// something different the survivor's, unless `take` names the cell or a rule decides.
fn unite(keep: &Sheet, other: &Sheet, take: &dyn Fn(&str) -> bool) -> United {
    let mut united = United {
        worker: keep.worker.clone(),
        parts: Vec::new(),
        filled: Vec::new(),
        moved: 0,
        aside: [BTreeMap::new(), BTreeMap::new()],
    };
    let whole = (Kind::Worker, Vec::new());
    united.worker = unite_one(&whole, &keep.worker, &other.worker, take, &mut united);
    let words = consent::unite(&keep.words(), &other.words());
    let keys: BTreeSet<_> = keep.parts.keys().chain(other.parts.keys()).collect();
    for key in keys {
        let (Some(first), second) =
            (keep.parts.get(key).or_else(|| other.parts.get(key)), other.parts.get(key))
        else {
            continue;
        };
        let ours = keep.parts.get(key);
        let mut part = match (ours, second) {
            (Some(ours), Some(theirs)) => unite_one(key, ours, theirs, take, &mut united),
            _ => first.clone(),
        };
        if key.0 == Kind::Consent
            && let Some(word) = words.get(&(key.1[0].clone(), key.1[1].clone()))
        {
            settle_consent(key, &mut part, word, [ours, second], &mut united);
        }
        united.moved += u64::from(ours.is_none());
        if ours != Some(&part) {
            united.parts.push((key.clone(), part));
        }
    }
    united
}

fn unite_one(
    key: &(Kind, Vec<String>),
    keep: &Raw,
    other: &Raw,
    take: &dyn Fn(&str) -> bool,
    united: &mut United,
) -> Raw {
    let (kind, part) = key;
    let mut raw = keep.clone();
    let mut aside = [Aside::default(), Aside::default()];
    for column in compared(*kind) {
        let (Some(theirs), text) = (&other.cells[column], shape(*kind).name(column)) else { continue };
        let adopt = |raw: &mut Raw, cell: &Datum| {
            raw.cells[column] = Some(cell.clone());
            raw.as_written.remove(text);
            if let (true, Some(written)) = (cell == theirs, other.as_written.get(text)) {
                raw.as_written.insert(text.to_owned(), written.clone());
            }
        };
        match &keep.cells[column] {
            None => {
                // Whether an unknown consent is filled is for the rule of consents.
                if *kind != Kind::Consent {
                    united.filled.push(name(*kind, part, text));
                    adopt(&mut raw, theirs);
                }
            }
            Some(ours) if ours == theirs => {}
            Some(_) if *kind == Kind::Consent => {}
            Some(ours) => {
                let settled = match rule(*kind, text) {
                    Some(_) => ruled(text, ours, theirs),
                    None if take(&name(*kind, part, text)) => theirs.clone(),
                    None => ours.clone(),
                };
                for (aside, lost) in aside.iter_mut().zip([ours, theirs]) {
                    if *lost != settled {
                        aside.record.insert(text.to_owned(), value(Some(lost)));
                    }
                }
                if settled != *ours {
                    adopt(&mut raw, &settled);
                }
            }
        }
    }
    for (header, theirs) in &other.unmapped {
        match keep.unmapped.get(header) {
            None => {
                raw.unmapped.insert(header.clone(), theirs.clone());
            }
            Some(ours) if ours == theirs => {}
            Some(_) => {
                aside[1].unmapped.insert(header.clone(), theirs.clone());
            }
        }
    }
    for (at, aside) in aside.into_iter().enumerate() {
        if !aside.is_empty() {
            united.aside[at].insert(key.clone(), aside);
        }
    }
    raw
}

/// Lays the word that holds into a consent; words that it overrules are set aside whole.
fn settle_consent(
    key: &(Kind, Vec<String>),
    part: &mut Raw,
    word: &Word,
    sides: [Option<&Raw>; 2],
    united: &mut United,
) {
    for (aside, side) in united.aside.iter_mut().zip(sides) {
        let Some(side) = side.filter(|side| Word::of(&side.cells) != *word) else { continue };
        let table = shape(Kind::Consent);
        let all = compared(Kind::Consent)
            .filter(|&c| consent::COLUMNS.contains(&table.name(c)))
            .map(|c| (table.name(c).to_owned(), value(side.cells[c].as_ref())));
        aside.entry(key.clone()).or_default().record.extend(all);
    }
    let before = part.cells.clone();
    word.put(&mut part.cells);
    for column in compared(Kind::Consent).filter(|&c| part.cells[c] != before[c]) {
        part.as_written.remove(shape(Kind::Consent).name(column));
    }
}

/// A cell as JSON.
pub(super) fn value(cell: Option<&Datum>) -> serde_json::Value {
    match cell {
        None => serde_json::Value::Null,
        Some(Datum::Integer(n)) => (*n).into(),
        Some(Datum::Text(text)) => text.as_str().into(),
    }
}
