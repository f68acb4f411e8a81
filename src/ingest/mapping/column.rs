//! What a column of a file means: the answers of this room.

use super::confidence::Confidence;
use super::parts;
use crate::ingest::REJECT_COLUMNS;
use crate::model::{ConsentPurpose, Kind};
use crate::normalize::{DateOrder, DecimalSign};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a header was understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// It is the column's name.
    Name,
    /// It is another header of the column.
    Alias,
    /// It is a column of a part in a wide row.
    Wide,
    /// It is near to a header of the column, or the other headers settle what it means.
    #[serde(alias = "similar", alias = "guess")]
    Near,
    /// The user said so with `--map`.
    #[serde(alias = "asked")]
    Map,
    /// The recipe says so.
    Recipe,
    /// It is the column with the identifiers that an import gave to people of a list without any.
    Given,
    /// It is one of the columns of a rejects file, which are ignored.
    Rejects,
    /// No column takes it; its cells are kept as they are.
    #[default]
    Unmapped,
}

impl Via {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Wide => "wide",
            Self::Near => "near",
            Self::Map => "map",
            Self::Recipe => "recipe",
            Self::Given => "given",
            Self::Rejects => "rejects",
            Self::Unmapped => "unmapped",
        }
    }
}

/// The column that a header means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The kind.
    pub kind: Kind,
    /// The column.
    pub field: String,
    /// For a part in a wide row: which one of its kind, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<u8>,
    #[serde(skip)]
    pub(in crate::ingest) column: usize,
}

impl Target {
    /// The name of the column as it may stand in a header or after `--map`: `residence`,
    /// `license_1_number`, `consent_match`.
    pub fn name(&self) -> String {
        match (self.kind, self.slot) {
            (_, None) => self.field.clone(),
            (Kind::Consent, Some(0)) => "consent_date".to_owned(),
            (Kind::Consent, Some(slot)) => {
                let purpose =
                    ConsentPurpose::ALL.get(usize::from(slot) - 1).map_or("", |purpose| purpose.as_str());
                let consent = format!("consent_{}", purpose.replace('-', "_"));
                if self.field == parts::PRESUMED { format!("{consent}_{}", self.field) } else { consent }
            }
            (kind, Some(slot)) => format!("{}_{slot}_{}", parts::prefix(kind), self.field),
        }
    }
}

/// What became of a column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// The header as written.
    pub header: String,
    /// What it means.
    pub target: Option<Target>,
    /// How that was found.
    #[serde(default)]
    pub via: Via,
    /// How sure that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// A cell of the column, unless it may name a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
    /// The columns that the header may mean, likeliest first, where it is unclear which: the file went in without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may_mean: Vec<String>,
    /// The order of dates that the header or the recipe states.
    #[serde(skip)]
    pub(in crate::ingest) stated: Option<Stated>,
    /// The decimal sign that the recipe states.
    #[serde(skip)]
    pub(in crate::ingest) decimals: Option<Decimals>,
    /// What values of the column the recipe translates, by their folded text.
    #[serde(skip)]
    pub(in crate::ingest) values: Option<Arc<BTreeMap<String, String>>>,
}

/// Who states the order of dates of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Stated {
    /// A hint in the header: dates that contradict it leave the order open.
    Header(DateOrder),
    /// The recipe, which settles it.
    Recipe(DateOrder),
    /// The recipe, which leaves it open whatever the dates show.
    Open,
}

/// What a recipe says of the decimal sign of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Decimals {
    Settled(DecimalSign),
    /// It stays open whatever the numbers show.
    Open,
}

/// A value for a column that the file lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constant {
    /// The column.
    pub target: Target,
    /// The value, in its canonical form.
    pub value: String,
    /// Where it comes from.
    pub why: String,
}

/// The columns of a file, understood.
#[derive(Debug)]
pub(in crate::ingest) struct Mapping {
    pub(in crate::ingest) kind: Kind,
    pub(in crate::ingest) columns: Vec<ColumnUse>,
    pub(in crate::ingest) constants: Vec<Constant>,
}

/// A header that has to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// The header.
    pub header: String,
    /// What it may mean, best first: the column as `--map` takes it, how sure, and why.
    pub candidates: Vec<(String, Confidence, String)>,
    /// Cells of the column, unless they may name a person.
    pub samples: Vec<String>,
}

/// The places of the columns that an import adds to its rejects file: all six, at the end.
pub(super) fn own_columns(headers: &[String]) -> std::ops::Range<usize> {
    let start = headers.len().checked_sub(REJECT_COLUMNS.len());
    let start = start
        .filter(|&start| headers[start..].iter().map(String::as_str).eq(REJECT_COLUMNS.iter().copied()))
        .unwrap_or(headers.len());
    start..headers.len()
}

/// A column that no column of ours takes.
pub(super) fn unmapped(header: String, via: Via, why: Option<String>) -> ColumnUse {
    ColumnUse {
        header,
        target: None,
        via,
        confidence: None,
        why,
        sample: None,
        may_mean: Vec::new(),
        stated: None,
        decimals: None,
        values: None,
    }
}
