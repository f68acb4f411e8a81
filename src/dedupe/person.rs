//! What is known of a person, field by field, as it was written.

use serde::{Deserialize, Serialize};

/// What a column or a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Names given to the person.
    GivenName,
    /// The name of the family.
    FamilyName,
    /// The whole name in one.
    FullName,
    /// The date of birth.
    BirthDate,
    /// The sex: weak evidence.
    Sex,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number that some authority gives to one person.
    Identifier,
    /// A registration: regulator and number.
    License,
    /// The number of the house.
    StreetNumber,
    /// A line of the address.
    Street,
    /// Town or suburb.
    Locality,
    /// Where the person was born.
    BirthPlace,
    /// The postal code.
    Postcode,
    /// State or province.
    Region,
    /// Country.
    Country,
    /// Occupation or title.
    Occupation,
    /// Where the person was trained.
    School,
}

/// A record of a person: its identifier, the source it comes from where only records of different
/// sources are to be linked, and its values. A field may stand several times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The identifier.
    pub id: String,
    /// The source; records of one source are not compared with each other.
    pub source: Option<String>,
    /// The values, as written.
    pub values: Vec<(Field, String)>,
}

impl Person {
    /// A record without values yet.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), source: None, values: Vec::new() }
    }

    /// The record with one more value; blank ones are left out.
    #[must_use]
    pub fn with(mut self, field: Field, value: &str) -> Self {
        if !value.trim().is_empty() {
            self.values.push((field, value.to_owned()));
        }
        self
    }

    /// The first value of a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.values.iter().find(|(f, _)| *f == field).map(|(_, value)| value.as_str())
    }
}
