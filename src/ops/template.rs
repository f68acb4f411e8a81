//! `corridor template`: an empty file of a kind, from its schema.

use crate::model::{ConsentPurpose, Kind};
use crate::schema::{self, TableSchema};

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

fn own(table: &TableSchema) -> Vec<(String, String)> {
    table.fields.iter().map(|field| (field.name.clone(), field.example.clone())).collect()
}
