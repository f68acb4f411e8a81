//! One schema as a value, with lookups by column.

use crate::model::{Kind, words};
use serde::Deserialize;
use std::sync::LazyLock;

words! {
    /// What the text of a column means, beyond its Frictionless type.
    Semantic, "a semantic of a column" {
        /// The identifier of this kind's record.
        Id = "id",
        /// The identifier of a record of another kind (see [`Field::refers_to`]).
        Reference = "reference",
        /// A recruitment agreement of a policy pack.
        Agreement = "agreement",
        /// Free text.
        Text = "text",
        /// A person's name, in any script.
        Name = "name",
        /// A number or code of a document or register: text, whatever digits it has.
        Code = "code",
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// A country.
        Country = "country",
        /// A subdivision of a country.
        Subdivision = "subdivision",
        /// A language.
        Language = "language",
        /// An ISCO-08 unit group.
        Occupation = "occupation",
        /// A specialty of the table of specialties.
        Specialty = "specialty",
        /// A subject of the table of subjects.
        Subject = "subject",
        /// A test of the table of language tests.
        Test = "test",
        /// A score or grade of a language test.
        Score = "score",
        /// A word of a closed list (see [`Field::words`]).
        Word = "word",
        /// A date that may lack day or month.
        Date = "date",
        /// Yes or no.
        Boolean = "boolean",
        /// A whole number.
        Integer = "integer",
        /// A span of time, in whole months.
        Span = "span",
        /// An exact decimal.
        Decimal = "decimal",
        /// An ISO 4217 currency.
        Currency = "currency",
    }
}

/// How a column rests in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// A whole number.
    Integer,
    /// The canonical text.
    Text,
}

/// A column.
#[derive(Debug)]
pub struct Field {
    /// The name: header in files, column in the store.
    pub name: String,
    /// The name for people.
    pub title: String,
    /// What the column holds.
    pub description: String,
    /// A value as it may stand in a file.
    pub example: String,
    /// Other headers that mean the same.
    pub aliases: Vec<String>,
    /// What the text means.
    pub semantic: Semantic,
    /// Whether the column holds several values joined by `;`.
    pub list: bool,
    /// Whether a record without it is rejected.
    pub required: bool,
    /// Whether a cell that cannot be read holds its row: it identifies the record, decides a safeguard, or would say more
    /// by its absence than is known. Any other cell stays out of a record that goes in.
    pub holds_row: bool,
    /// The kind that a [`Semantic::Reference`] points to.
    pub refers_to: Option<Kind>,
    /// The words allowed, for [`Semantic::Word`].
    pub words: Vec<String>,
    /// The smallest number allowed.
    pub minimum: Option<f64>,
    /// The largest number allowed.
    pub maximum: Option<f64>,
}

impl Field {
    /// How the column rests in the store.
    pub fn storage(&self) -> Storage {
        match self.semantic {
            Semantic::Integer | Semantic::Boolean | Semantic::Span if !self.list => Storage::Integer,
            _ => Storage::Text,
        }
    }
}

/// The schema of a kind.
#[derive(Debug)]
pub struct TableSchema {
    /// The kind.
    pub kind: Kind,
    /// The name for people.
    pub title: String,
    /// What a record is.
    pub description: String,
    /// The columns, in the order of the typed record.
    pub fields: Vec<Field>,
    /// The places, in `fields`, of the columns that identify a record. For a part the first of
    /// them points to the whole ([`Kind::parent`]).
    pub key: Vec<usize>,
    /// The file as compiled in.
    pub json: &'static str,
}

impl TableSchema {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

/// The schema of a kind.
pub fn table(kind: Kind) -> &'static TableSchema {
    static TABLES: LazyLock<Vec<TableSchema>> =
        LazyLock::new(|| Kind::ALL.iter().map(|&kind| read(kind)).collect());
    &TABLES[kind as usize]
}

fn source(kind: Kind) -> &'static str {
    macro_rules! file {
        ($name:literal) => {
            include_str!(concat!("../../schemas/", $name, ".json"))
        };
    }
    match kind {
        Kind::Organization => file!("organization"),
        Kind::OrganizationLicense => file!("organization_license"),
        Kind::Sanction => file!("sanction"),
        Kind::Curriculum => file!("curriculum"),
        Kind::CurriculumSubject => file!("curriculum_subject"),
        Kind::Worker => file!("worker"),
        Kind::Qualification => file!("qualification"),
        Kind::License => file!("license"),
        Kind::LanguageCertificate => file!("language_certificate"),
        Kind::Employment => file!("employment"),
        Kind::Consent => file!("consent"),
        Kind::Opening => file!("opening"),
        Kind::Placement => file!("placement"),
        Kind::Cost => file!("cost"),
        Kind::ContractTerms => file!("contract_terms"),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawTable {
    title: String,
    description: String,
    fields: Vec<RawField>,
    natural_key: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawField {
    name: String,
    title: String,
    description: String,
    example: serde_json::Value,
    aliases: Vec<String>,
    semantic: Semantic,
    #[serde(default)]
    list: bool,
    #[serde(default, rename = "holds_row")]
    holds_row: bool,
    refers_to: Option<Kind>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    constraints: RawConstraints,
}

#[derive(Deserialize, Default)]
struct RawConstraints {
    #[serde(default)]
    required: bool,
    #[serde(default, rename = "enum")]
    words: Vec<String>,
    minimum: Option<f64>,
    maximum: Option<f64>,
}

fn read(kind: Kind) -> TableSchema {
    let json = source(kind);
    let raw: RawTable = serde_json::from_str(json)
        .unwrap_or_else(|error| unreachable!("schemas/{kind}.json is compiled in and tested: {error}"));
    let fields: Vec<Field> = raw.fields.into_iter().map(field).collect();
    let place = |name: &String| fields.iter().position(|field| field.name == *name);
    let key = raw.natural_key.iter().filter_map(place).collect();
    TableSchema { kind, title: raw.title, description: raw.description, fields, key, json }
}

fn field(raw: RawField) -> Field {
    let words = if raw.words.is_empty() { raw.constraints.words } else { raw.words };
    let example = match raw.example {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    Field {
        name: raw.name,
        title: raw.title,
        description: raw.description,
        example,
        aliases: raw.aliases,
        semantic: raw.semantic,
        list: raw.list,
        required: raw.constraints.required,
        holds_row: raw.holds_row,
        refers_to: raw.refers_to,
        words,
        minimum: raw.constraints.minimum,
        maximum: raw.constraints.maximum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::*;

    fn columns(kind: Kind) -> &'static [&'static str] {
        match kind {
            Kind::Organization => Organization::COLUMNS,
            Kind::OrganizationLicense => OrganizationLicense::COLUMNS,
            Kind::Sanction => Sanction::COLUMNS,
            Kind::Curriculum => Curriculum::COLUMNS,
            Kind::CurriculumSubject => CurriculumSubject::COLUMNS,
            Kind::Worker => Worker::COLUMNS,
            Kind::Qualification => Qualification::COLUMNS,
            Kind::License => License::COLUMNS,
            Kind::LanguageCertificate => LanguageCertificate::COLUMNS,
            Kind::Employment => Employment::COLUMNS,
            Kind::Consent => Consent::COLUMNS,
            Kind::Opening => Opening::COLUMNS,
            Kind::Placement => Placement::COLUMNS,
            Kind::Cost => Cost::COLUMNS,
            Kind::ContractTerms => ContractTerms::COLUMNS,
        }
    }

    #[test]
    fn what_identifies_a_record_or_decides_a_safeguard_holds_its_row() {
        for &kind in Kind::ALL {
            let table = table(kind);
            for (at, field) in table.fields.iter().enumerate() {
                let identifies = field.required || table.key.contains(&at);
                assert!(field.holds_row || !identifies, "{kind}.{}", field.name);
                assert!(
                    field.holds_row || !matches!(kind, Kind::Consent | Kind::Cost),
                    "{kind}.{}",
                    field.name
                );
            }
        }
        let holds = |kind, column: &str| {
            let table = table(kind);
            table.fields[table.column(column).unwrap()].holds_row
        };
        assert!(holds(Kind::Placement, "channel") && holds(Kind::Worker, "refused_destinations"));
        assert!(!holds(Kind::Worker, "phone") && !holds(Kind::License, "status"));
    }

    #[test]
    fn every_schema_has_the_columns_of_its_type_in_their_order() {
        for &kind in Kind::ALL {
            let names: Vec<&str> = table(kind).fields.iter().map(|field| field.name.as_str()).collect();
            assert_eq!(names, columns(kind), "{kind}");
        }
    }

    #[test]
    fn keys_point_to_the_whole_first() {
        for &kind in Kind::ALL {
            let table = table(kind);
            let first = &table.fields[table.key[0]];
            assert!(first.required, "{kind}: the first column of the key must be required");
            match kind.parent() {
                Some(parent) => assert_eq!(
                    (first.semantic, first.refers_to),
                    (Semantic::Reference, Some(parent)),
                    "{kind}"
                ),
                None => assert_eq!((first.semantic, table.key.len()), (Semantic::Id, 1), "{kind}"),
            }
        }
    }

    #[test]
    fn every_column_is_described_and_its_example_reads() {
        for &kind in Kind::ALL {
            for field in &table(kind).fields {
                assert!(!field.description.is_empty(), "{kind}.{}", field.name);
                if let Semantic::Word = field.semantic {
                    let known = |item: &str| field.words.iter().any(|word| word == item);
                    assert!(field.example.split(';').all(known), "{kind}.{}: {}", field.name, field.example);
                }
            }
        }
    }

    #[test]
    fn no_two_columns_of_a_kind_go_by_one_header() {
        for &kind in Kind::ALL {
            let mut seen: Vec<String> = Vec::new();
            for field in &table(kind).fields {
                let squeezed = |name: &String| crate::text::fold(name).replace(' ', "");
                let mut names: Vec<String> =
                    field.aliases.iter().chain([&field.name]).map(squeezed).collect();
                names.sort();
                names.dedup();
                for name in names {
                    assert!(!seen.contains(&name), "{kind}: `{name}` means two columns");
                    seen.push(name);
                }
            }
        }
    }

    #[test]
    fn words_are_listed_where_they_are_asked() {
        for &kind in Kind::ALL {
            for field in &table(kind).fields {
                assert_eq!(
                    field.semantic == Semantic::Word,
                    !field.words.is_empty(),
                    "{kind}.{}",
                    field.name
                );
                assert_eq!(
                    field.semantic == Semantic::Reference,
                    field.refers_to.is_some(),
                    "{kind}.{}",
                    field.name
                );
            }
        }
    }
}
