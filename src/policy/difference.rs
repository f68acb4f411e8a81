//! A pack as a table of what it says, and what differs between two packs.

use super::pack::{Pack, PolicyRule};
use super::texts::TextPart;
use crate::model::words;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

words! {
    /// A part of a pack.
    PackSection, "`pack`, `rule`, `list`, `edition` or `agreement`" {
        /// The manifest.
        Pack = "pack",
        /// A rule.
        Rule = "rule",
        /// A country on the list.
        List = "list",
        /// An edition of the list, and when it was in force.
        Edition = "edition",
        /// An agreement between two states.
        Agreement = "agreement",
    }
}

/// Something that a pack has: a rule, a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PackItem {
    /// The part of the pack.
    pub section: PackSection,
    /// The identifier: of a rule its slug, of a row on a list country and edition.
    pub item: String,
}

/// What a pack says of one item, field by field. A field that is empty is not there.
pub type PackFields = BTreeMap<String, String>;

/// What differs between two packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackDifference {
    /// The item.
    #[serde(flatten)]
    pub at: PackItem,
    /// The field; `None` where the whole item came or went.
    pub field: Option<String>,
    /// What it was; `None` where it was not there.
    pub before: Option<String>,
    /// What it is; `None` where it is gone.
    pub now: Option<String>,
}

/// All that a pack says, item by item.
pub fn contents(pack: &Pack) -> BTreeMap<PackItem, PackFields> {
    let mut all = BTreeMap::new();
    let mut put = |section, item: String, fields: PackFields| {
        let mut key = PackItem { section, item: item.clone() };
        // Two rows about one country differ by their place among such rows.
        for place in 2.. {
            if !all.contains_key(&key) {
                break;
            }
            key.item = format!("{item} #{place}");
        }
        all.insert(key, fields);
    };
    put(PackSection::Pack, pack.id.clone(), manifest(pack));
    for rule in &pack.rules {
        put(PackSection::Rule, rule.id.clone(), said(rule));
    }
    for entry in &pack.entries {
        put(
            PackSection::List,
            format!("{} {}", entry.country, entry.edition).trim_end().to_owned(),
            row(entry),
        );
    }
    for regime in &pack.regimes {
        put(PackSection::Edition, regime.regime.clone(), row(regime));
    }
    for agreement in &pack.agreements {
        put(PackSection::Agreement, agreement.id.to_string(), row(agreement));
    }
    all
}

/// What differs between two packs, item by item.
pub fn differences(before: &Pack, now: &Pack) -> Vec<PackDifference> {
    let (before, now) = (contents(before), contents(now));
    let mut all: Vec<&PackItem> = before.keys().chain(now.keys()).collect();
    all.sort();
    all.dedup();
    let mut found = Vec::new();
    for at in all {
        let mut differs = |field: Option<&String>, before: Option<&str>, now: Option<&str>| {
            if before != now {
                let owned = |text: Option<&str>| text.map(str::to_owned);
                let field = field.cloned();
                found.push(PackDifference { at: at.clone(), field, before: owned(before), now: owned(now) });
            }
        };
        match (before.get(at), now.get(at)) {
            (Some(before), Some(now)) => {
                let mut fields: Vec<&String> = before.keys().chain(now.keys()).collect();
                fields.sort();
                fields.dedup();
                for field in fields {
                    let of = |fields: &PackFields| fields.get(field).cloned();
                    differs(Some(field), of(before).as_deref(), of(now).as_deref());
                }
            }
            (before, now) => differs(None, before.map(summary), now.map(summary)),
        }
    }
    found
}

/// What an item is, in a word: what it is called, or its grade.
fn summary(fields: &PackFields) -> &str {
    ["title", "name", "grade"].iter().find_map(|field| fields.get(*field)).map_or("", String::as_str)
}

fn manifest(pack: &Pack) -> PackFields {
    fields([
        ("edition", pack.edition.clone()),
        ("instrument", pack.instrument.clone()),
        ("jurisdiction", pack.jurisdiction.map(|country| country.to_string()).unwrap_or_default()),
        ("legal_force", pack.legal_force.to_string()),
        ("list_fact", pack.list_fact.clone().unwrap_or_default()),
        ("grades", pack.grades.join(", ")),
        ("note", pack.note.clone()),
    ])
}

fn said(rule: &PolicyRule) -> PackFields {
    let stages: Vec<String> = rule.stages.iter().map(ToString::to_string).collect();
    let mut said = fields([
        ("instrument", rule.instrument.clone()),
        ("article", rule.article.clone()),
        ("severity", rule.severity.to_string()),
        ("legal_force", rule.legal_force.to_string()),
        ("subject", rule.subject.clone()),
        ("stages", stages.join(", ")),
        ("applies", rule.applies_source.clone()),
        ("when", rule.when_source.trim().to_owned()),
        ("evidence", rule.evidence.join(", ")),
        ("source", rule.source.clone()),
        ("source_url", rule.source_url.clone()),
        ("confidence", rule.confidence.to_string()),
        ("override", rule.overrides.to_string()),
    ]);
    said.extend(TextPart::ALL.map(|(part, name)| (name.to_owned(), rule.text(part).to_owned())));
    said.retain(|_, text| !text.is_empty());
    said
}

fn fields<const N: usize>(all: [(&str, String); N]) -> PackFields {
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text)).collect()
}

/// The columns of a row that are not empty.
fn row(row: &impl Serialize) -> PackFields {
    let text = |value: Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text).filter(|text| !text.is_empty()),
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            Some(items.join(", ")).filter(|text| !text.is_empty())
        }
        other => Some(other.to_string()),
    };
    match serde_json::to_value(row) {
        Ok(Value::Object(cells)) => {
            cells.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()
        }
        _ => PackFields::new(),
    }
}
