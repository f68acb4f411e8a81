//! What the user says of headers: `--map 'Reg No.=license_number'`.

use super::recipe::plain;
use super::solve::Told;
use super::target::{no_such_column, resolve};
use super::{ColumnUse, Confidence, Mapping, Recipe, Target, Via, own_columns, sample, unmapped};
use crate::ingest::IngestError;
use crate::model::Kind;
use crate::text::{fold, nearest};
use std::str::FromStr;
use std::sync::Arc;

/// What the user says of one header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The header.
    pub header: String,
    /// The column: its name, `kind.column`, or a part's column as `license_1_number`; `None` to leave the
    /// header out.
    pub target: Option<String>,
}

impl FromStr for Choice {
    type Err = IngestError;

    fn from_str(text: &str) -> Result<Self, IngestError> {
        // A header may hold the sign, a column never does.
        match text.rsplit_once('=') {
            Some((header, target)) if !header.trim().is_empty() => {
                let target = target.trim();
                Ok(Self {
                    header: header.trim().to_owned(),
                    target: (!target.is_empty()).then(|| target.to_owned()),
                })
            }
            _ => Err(IngestError::NoChoice { written: text.to_owned() }),
        }
    }
}

/// What the user says of a file's headers.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Single headers.
    pub maps: Vec<Choice>,
    /// All of them: a recipe goes before everything else.
    pub recipe: Option<Arc<Recipe>>,
    /// Whether a choice may name a header that the file lacks, since there are other files.
    pub lenient: bool,
    /// Whether a file goes in without the columns whose headers are unclear, unless one of them may be a column that the
    /// kind cannot be without.
    pub go_on: bool,
    /// Whether a list of people may lack identifiers, since they are given some.
    pub gives_ids: bool,
}

impl Choices {
    /// The choices with the places of their headers in a file.
    pub(super) fn places<'a>(
        &'a self,
        file: &str,
        headers: &[String],
    ) -> Result<Vec<(usize, &'a Choice)>, IngestError> {
        let mut places: Vec<(usize, &Choice)> = Vec::new();
        for choice in &self.maps {
            match place(&choice.header, headers) {
                Some(at) => places.push((at, choice)),
                None if self.lenient => {}
                None => {
                    return Err(IngestError::NoSuchHeader {
                        file: file.to_owned(),
                        header: choice.header.clone(),
                        nearest: nearest(&choice.header, headers.iter().map(String::as_str), 0.6)
                            .map(str::to_owned),
                    });
                }
            }
        }
        Ok(places)
    }

    /// How many columns are understood of headers, those among them that the user or an import spoke of.
    pub(in crate::ingest) fn understood(&self, headers: &[String]) -> usize {
        let own = own_columns(headers);
        let told = |header: &str| {
            self.recipe.as_ref().is_some_and(|recipe| recipe.knows(header))
                || self.maps.iter().any(|choice| plain(&choice.header) == plain(header))
        };
        let (mut said, mut others) = (Vec::new(), Vec::new());
        for header in &headers[..own.start] {
            if header.is_empty() || !told(header) {
                others.push(header.clone());
            } else if !said.contains(&header) {
                said.push(header);
            }
        }
        own.len() + said.len() + super::understood(&others)
    }

    /// The choices whose header none of some files has; `headers` are those of all files.
    pub fn unused<'a>(&'a self, headers: &[&str]) -> Vec<&'a Choice> {
        let headers: Vec<String> = headers.iter().map(|&header| header.to_owned()).collect();
        self.maps.iter().filter(|choice| place(&choice.header, &headers).is_none()).collect()
    }
}

/// The place of a header: as written, else the only one that differs in nothing but spaces, signs and case.
fn place(wanted: &str, headers: &[String]) -> Option<usize> {
    if let Some(at) = headers.iter().position(|header| header.trim() == wanted) {
        return Some(at);
    }
    let folded = fold(wanted);
    let mut alike = (0..headers.len()).filter(|&at| !folded.is_empty() && fold(&headers[at]) == folded);
    match (alike.next(), alike.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// What the user said, by the place of the header.
pub(super) fn told(
    kind: Kind,
    width: usize,
    chosen: &[(usize, &Choice)],
) -> Result<Vec<Option<Told>>, IngestError> {
    let mut told = vec![None; width];
    for (at, choice) in chosen {
        told[*at] = Some(match &choice.target {
            None => Told::LeftOut,
            Some(target) => match resolve(kind, target) {
                Some(goal) => Told::Means(goal),
                None => return Err(no_such_column(kind, target)),
            },
        });
    }
    Ok(told)
}

/// A mapping by a recipe with what the user says of single headers, which goes before it.
pub(super) fn over(
    mut mapping: Mapping,
    file: &str,
    chosen: &[(usize, &Choice)],
    cells: &[Vec<String>],
) -> Result<Mapping, IngestError> {
    for &(at, choice) in chosen {
        let before = mapping.columns[at].clone();
        let goal = match choice.target.as_deref() {
            None => {
                mapping.columns[at] = unmapped(before.header, Via::Unmapped, None);
                continue;
            }
            Some(target) => {
                resolve(mapping.kind, target).ok_or_else(|| no_such_column(mapping.kind, target))?
            }
        };
        let target = Some(Target::from(goal));
        // What else the recipe says of the column holds as long as it is the same one.
        let same = before.target == target;
        mapping.constants.retain(|constant| target.as_ref() != Some(&constant.target));
        mapping.columns[at] = ColumnUse {
            may_mean: Vec::new(),
            header: before.header,
            target,
            via: Via::Map,
            confidence: Some(Confidence::new(1000)),
            why: None,
            sample: sample(goal, cells.get(at)),
            stated: before.stated.filter(|_| same),
            decimals: before.decimals.filter(|_| same),
            values: before.values.filter(|_| same),
        };
    }
    for (first, one) in mapping.columns.iter().enumerate() {
        let Some(target) = &one.target else { continue };
        if let Some(other) =
            mapping.columns[first + 1..].iter().find(|other| other.target.as_ref() == Some(target))
        {
            return Err(IngestError::SameTarget {
                file: file.to_owned(),
                first: one.header.clone(),
                second: other.header.clone(),
                target: target.name(),
            });
        }
    }
    Ok(mapping)
}
