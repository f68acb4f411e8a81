//! From headers to columns: which kind a file holds, and what each of its columns means.

use super::{IngestError, REJECT_COLUMNS};
use crate::model::{ConsentPurpose, Kind};
use crate::schema::{self, Table};
use crate::text::fold;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How a header was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// It is the column's name.
    Name,
    /// It is another header of the column.
    Alias,
    /// It is a column of a part in a wide row.
    Wide,
    /// It is one of the columns of a rejects file, which are ignored.
    Rejects,
    /// No column takes it; its cells are kept as they are.
    Unmapped,
}

/// The column that a header means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The kind.
    pub kind: Kind,
    /// The column.
    pub field: String,
    /// For a part in a wide row: which one of its kind, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<u8>,
    #[serde(skip)]
    pub(super) column: usize,
}

/// What became of a column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnUse {
    /// The header as written.
    pub header: String,
    /// What it means.
    pub target: Option<Target>,
    /// How that was found.
    pub via: Via,
}

/// The slot of the consent to a purpose; `consent_date` belongs to all of them and has slot 0.
fn consent_slot(purpose: ConsentPurpose) -> u8 {
    purpose as u8 + 1
}

/// Maps the headers of a file whose kind may be given.
pub(super) fn map(
    file: &str,
    headers: &[String],
    kind: Option<Kind>,
) -> Result<(Kind, Vec<ColumnUse>), IngestError> {
    let kind = match kind {
        Some(kind) => kind,
        None => recognize(file, headers)?,
    };
    let uses = map_to(kind, headers);
    for (at, used) in uses.iter().enumerate() {
        let same = |other: &&ColumnUse| other.target.is_some() && other.target == used.target;
        if let (Some(first), Some(target)) = (uses[..at].iter().find(same), &used.target) {
            return Err(IngestError::SameTarget {
                file: file.to_owned(),
                first: first.header.clone(),
                second: used.header.clone(),
                target: match target.slot {
                    Some(slot) => format!("{} {slot}: {}", target.kind, target.field),
                    None => target.field.clone(),
                },
            });
        }
    }
    Ok((kind, uses))
}

/// How many of the headers a kind understands; used to weigh separators as well.
pub(super) fn understood(headers: &[String]) -> usize {
    Kind::ALL.iter().map(|&kind| score(kind, headers)).max().unwrap_or_default()
}

fn score(kind: Kind, headers: &[String]) -> usize {
    map_to(kind, headers).iter().filter(|used| used.target.is_some()).count()
}

fn recognize(file: &str, headers: &[String]) -> Result<Kind, IngestError> {
    let has_id = |kind: Kind| {
        let key = schema::table(kind).key[0];
        map_to(kind, headers).iter().any(|used| {
            used.target
                .as_ref()
                .is_some_and(|target| target.kind == kind && target.slot.is_none() && target.column == key)
        })
    };
    // The kind that understands most headers, its own columns counting before those of parts.
    let mut ranked: Vec<(usize, usize, Kind)> = Kind::ALL
        .iter()
        .map(|&kind| {
            let uses = map_to(kind, headers);
            let own = uses.iter().filter(|u| u.target.as_ref().is_some_and(|t| t.slot.is_none())).count();
            let all = uses.iter().filter(|u| u.target.is_some()).count();
            (all, own, kind)
        })
        .collect();
    ranked.sort_by_key(|&(all, own, kind)| (std::cmp::Reverse((all, own)), kind));
    let (best, runner_up) = (ranked[0], ranked[1]);
    let key_name = |kind: Kind| schema::table(kind).fields[schema::table(kind).key[0]].name.clone();
    let candidates: Vec<&(usize, usize, Kind)> =
        ranked.iter().filter(|(all, _, kind)| *all > 0 && has_id(*kind)).collect();
    match candidates[..] {
        [] => {
            let unknown = map_to(best.2, headers)
                .into_iter()
                .filter(|u| u.target.is_none())
                .map(|u| u.header)
                .collect();
            Err(IngestError::UnknownKind {
                file: file.to_owned(),
                nearest: best.2.to_string(),
                missing: key_name(best.2),
                unknown,
            })
        }
        [one] => Ok(one.2),
        [first, second, ..] => {
            // An identifier alone is shared by a whole and all its parts: it decides nothing.
            if (first.0, first.1) == (second.0, second.1) {
                let _ = runner_up;
                return Err(IngestError::AmbiguousKind {
                    file: file.to_owned(),
                    first: first.2.to_string(),
                    second: second.2.to_string(),
                });
            }
            Ok(first.2)
        }
    }
}

fn map_to(kind: Kind, headers: &[String]) -> Vec<ColumnUse> {
    let own_start = headers.len().checked_sub(REJECT_COLUMNS.len());
    let rejects = own_start
        .filter(|&start| headers[start..].iter().map(String::as_str).eq(REJECT_COLUMNS.iter().copied()))
        .unwrap_or(headers.len());
    headers
        .iter()
        .enumerate()
        .map(|(at, header)| {
            let (target, via) = if at >= rejects { (None, Via::Rejects) } else { target(kind, header) };
            ColumnUse { header: header.clone(), target, via }
        })
        .collect()
}

fn target(kind: Kind, header: &str) -> (Option<Target>, Via) {
    let folded = fold(header);
    if let Some(column) = find(kind, &folded) {
        let field = &schema::table(kind).fields[column].name;
        let via = if squeeze(&fold(field)) == squeeze(&folded) { Via::Name } else { Via::Alias };
        return (Some(Target { kind, field: field.clone(), slot: None, column }), via);
    }
    if kind == Kind::Worker
        && let Some((part, slot, column)) = wide(&folded)
    {
        let field = schema::table(part).fields[column].name.clone();
        return (Some(Target { kind: part, field, slot: Some(slot), column }), Via::Wide);
    }
    (None, Via::Unmapped)
}

/// The grammar of wide columns: `PREFIX_N_FIELD`, `PREFIX_FIELD` for the first, `consent_PURPOSE`
/// and `consent_date`; a field that only one kind of part has may stand alone.
fn wide(folded: &str) -> Option<(Kind, u8, usize)> {
    const PREFIXES: &[(&str, Kind)] = &[
        ("language certificate", Kind::LanguageCertificate),
        ("language", Kind::LanguageCertificate),
        ("certificate", Kind::LanguageCertificate),
        ("qualification", Kind::Qualification),
        ("education", Kind::Qualification),
        ("license", Kind::License),
        ("licence", Kind::License),
        ("registration", Kind::License),
        ("employment", Kind::Employment),
        ("job", Kind::Employment),
    ];
    const SLOTS: std::ops::RangeInclusive<u8> = 1..=20;
    if let Some(purpose) = folded.strip_prefix("consent ") {
        let table = schema::table(Kind::Consent);
        if purpose == "date" || purpose == "given on" {
            return Some((Kind::Consent, 0, table.column("given_on")?));
        }
        return Some((Kind::Consent, consent_slot(purpose.parse().ok()?), table.column("given")?));
    }
    for (prefix, kind) in PREFIXES {
        let Some(rest) = folded.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(' ')) else {
            continue;
        };
        let (slot, field) = match rest.split_once(' ') {
            Some((number, field)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                (number.parse().ok()?, field)
            }
            _ => (1, rest),
        };
        if let (true, Some(column)) = (SLOTS.contains(&slot), find(*kind, field)) {
            return Some((*kind, slot, column));
        }
    }
    let parts = [Kind::Qualification, Kind::License, Kind::LanguageCertificate, Kind::Employment];
    let mut owners = parts.iter().filter_map(|&part| find(part, folded).map(|column| (part, 1, column)));
    match (owners.next(), owners.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// The column of a kind with this name or other header.
fn find(kind: Kind, folded: &str) -> Option<usize> {
    static NAMES: LazyLock<Vec<BTreeMap<String, usize>>> =
        LazyLock::new(|| Kind::ALL.iter().map(|&kind| names(schema::table(kind))).collect());
    NAMES[kind as usize].get(&squeeze(folded)).copied()
}

fn names(table: &Table) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (column, field) in table.fields.iter().enumerate() {
        for alias in &field.aliases {
            names.entry(squeeze(&fold(alias))).or_insert(column);
        }
    }
    // A name goes before another column's alias.
    for (column, field) in table.fields.iter().enumerate() {
        names.insert(squeeze(&fold(&field.name)), column);
    }
    names
}

/// Headers differ in spaces and joints more than in anything else.
fn squeeze(folded: &str) -> String {
    folded.replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(headers: &[&str]) -> (Kind, Vec<String>) {
        let headers: Vec<String> = headers.iter().map(|&h| h.to_owned()).collect();
        let (kind, uses) = map("f.csv", &headers, None).unwrap();
        let shown = uses
            .iter()
            .map(|u| match &u.target {
                Some(Target { kind, field, slot: Some(slot), .. }) => format!("{kind} {slot} {field}"),
                Some(target) => target.field.clone(),
                None => format!("{:?}", u.via),
            })
            .collect();
        (kind, shown)
    }

    #[test]
    fn the_kind_is_recognized_by_its_columns() {
        for &kind in Kind::ALL {
            let headers: Vec<&str> = schema::table(kind).fields.iter().map(|f| f.name.as_str()).collect();
            assert_eq!(mapped(&headers), (kind, headers.iter().map(|&h| h.to_owned()).collect()));
        }
    }

    #[test]
    fn wide_columns_become_parts() {
        let (kind, uses) = mapped(&[
            "Worker ID",
            "residence",
            "language_1_test",
            "Language 1 overall",
            "qualification_2_title",
            "license_number",
            "consent_match",
            "consent_date",
            "Shoe size",
        ]);
        assert_eq!(kind, Kind::Worker);
        assert_eq!(
            uses,
            [
                "worker_id",
                "residence",
                "language_certificate 1 test",
                "language_certificate 1 overall",
                "qualification 2 title",
                "license 1 number",
                "consent 1 given",
                "consent 0 given_on",
                "Unmapped",
            ]
        );
    }

    #[test]
    fn columns_of_a_rejects_file_are_ignored() {
        let mut headers = vec!["worker_id", "residence", "occupation"];
        headers.extend(REJECT_COLUMNS);
        assert_eq!(mapped(&headers).1[3..], ["Rejects"; 6].map(str::to_owned));
    }

    #[test]
    fn headers_of_nothing_are_refused_with_the_nearest_kind() {
        let headers = vec!["a".to_owned(), "b".to_owned()];
        assert!(matches!(map("f.csv", &headers, None), Err(IngestError::UnknownKind { .. })));
        let headers = vec!["worker_id".to_owned(), "Worker-ID".to_owned(), "residence".to_owned()];
        assert!(matches!(map("f.csv", &headers, None), Err(IngestError::SameTarget { .. })));
    }
}
