//! `corridor template`: an empty file of a kind, from its schema.

use super::OpsError;
use crate::ingest::IngestError;
use crate::model::{ConsentPurpose, Country, Kind};
use crate::reference::{countries, language_tests, occupations, specialties, subjects};
use crate::schema::{self, Field, Semantic, TableSchema};
use crate::text;

/// What begins the headers of a worker's parts in a wide row.
pub(super) const WIDE_PARTS: [(&str, Kind); 4] = [
    ("language", Kind::LanguageCertificate),
    ("qualification", Kind::Qualification),
    ("license", Kind::License),
    ("employment", Kind::Employment),
];

/// A kind of records that can be imported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KindOf {
    /// The kind.
    pub kind: Kind,
    /// What a record of it is.
    pub description: &'static str,
}

/// All kinds, in the order of the tables.
pub fn kinds() -> Vec<KindOf> {
    Kind::ALL.iter().map(|&kind| KindOf { kind, description: &schema::table(kind).description }).collect()
}

/// A header line and a line of examples, as CSV; with `wide`, the worker kind with its parts in one row.
pub fn template(kind: Kind, wide: bool) -> String {
    let table = schema::table(kind);
    let mut columns: Vec<(String, String)> = own(table);
    if wide && kind == Kind::Worker {
        for (prefix, part) in WIDE_PARTS {
            let table = schema::table(part);
            let slots = if part == Kind::License { 1 } else { 2 };
            for slot in 1..=slots {
                for (field, (name, example)) in table.fields.iter().zip(own(table)) {
                    // What points to other records is for those who have them.
                    if field.refers_to.is_none() {
                        // Only the first slot is filled in: the others show that they may stay blank.
                        let example = if slot == 1 { example } else { String::new() };
                        columns.push((format!("{prefix}_{slot}_{name}"), example));
                    }
                }
            }
        }
        for purpose in ConsentPurpose::ALL {
            columns.push((format!("consent_{}", purpose.as_str().replace('-', "_")), "yes".to_owned()));
        }
        columns.push(("consent_date".to_owned(), "2025-01-15".to_owned()));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(columns.iter().map(|(name, _)| name));
    let _ = writer.write_record(columns.iter().map(|(_, example)| example));
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A value that a column takes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PermittedValue {
    /// The kind of the column.
    pub kind: Kind,
    /// The column.
    pub column: String,
    /// The value in its canonical form, as a cell may hold it.
    pub value: String,
    /// What it means, where the value does not say it.
    pub meaning: Option<String>,
}

/// The values that a column takes: `head`, or `cost.head`; of one kind, else of every kind that has it. None where it takes
/// texts, dates or numbers.
///
/// # Errors
/// [`OpsError`] when there is no such column.
pub fn values(kind: Option<Kind>, column: &str) -> Result<Vec<PermittedValue>, OpsError> {
    let (of, name) = match column.split_once('.') {
        Some((of, name)) => (of.trim().parse().ok(), name.trim()),
        None => (kind, column.trim()),
    };
    let mut found = false;
    let mut permitted = Vec::new();
    for &kind in Kind::ALL.iter().filter(|kind| of.is_none_or(|of| of == **kind)) {
        let table = schema::table(kind);
        let Some(field) = table.fields.iter().find(|field| field.name == name) else { continue };
        found = true;
        permitted.extend(of_field(field).into_iter().map(|(value, meaning)| PermittedValue {
            kind,
            column: field.name.clone(),
            value,
            meaning,
        }));
    }
    if found {
        return Ok(permitted);
    }
    let kinds = Kind::ALL.iter().filter(|kind| of.is_none_or(|of| of == **kind));
    let names = kinds.flat_map(|&kind| schema::table(kind).fields.iter().map(|field| field.name.as_str()));
    let nearest = text::nearest(name, names, 0.6).map(str::to_owned);
    let kind = of.unwrap_or(Kind::Worker).to_string();
    Err(IngestError::NoSuchColumn { kind, written: column.to_owned(), nearest }.into())
}

fn of_field(field: &Field) -> Vec<(String, Option<String>)> {
    let named = |value: &dyn ToString, meaning: &str| (value.to_string(), Some(meaning.to_owned()));
    match field.semantic {
        Semantic::Word => field.words.iter().map(|word| (word.clone(), None)).collect(),
        Semantic::Boolean => ["yes", "no"].map(|word| (word.to_owned(), None)).to_vec(),
        Semantic::Country => Country::all().map(|one| named(&one, countries::name(one))).collect(),
        Semantic::Occupation => {
            occupations::groups().map(|one| named(&one.code, occupations::title(one.code))).collect()
        }
        Semantic::Specialty => specialties::all().iter().map(|one| named(&one.id, &one.name)).collect(),
        Semantic::Subject => subjects::all().iter().map(|one| named(&one.id, &one.name)).collect(),
        Semantic::Test => language_tests::all().iter().map(|one| named(&one.id, &one.name)).collect(),
        _ => Vec::new(),
    }
}

fn own(table: &TableSchema) -> Vec<(String, String)> {
    table.fields.iter().map(|field| (field.name.clone(), field.example.clone())).collect()
}
