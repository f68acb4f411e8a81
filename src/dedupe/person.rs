//! What is known of a person, field by field, as it was written.

use crate::model::{NotA, words};
use std::fmt;
use std::str::FromStr;

words! {
    /// What a column or a value is.
    Field, "one of given_name, family_name, full_name, birth_date, sex, email, phone, identifier, license, street_number, street, locality, birth_place, postcode, region, country, occupation, school, source, ignore" {
        /// Names given to the person.
        GivenName = "given_name",
        /// The name of the family.
        FamilyName = "family_name",
        /// The whole name in one.
        FullName = "full_name",
        /// The date of birth.
        BirthDate = "birth_date",
        /// The sex: weak evidence.
        Sex = "sex",
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// A number that some authority gives to one person.
        Identifier = "identifier",
        /// A registration: regulator and number.
        License = "license",
        /// The number of the house.
        StreetNumber = "street_number",
        /// A line of the address.
        Street = "street",
        /// Town or suburb.
        Locality = "locality",
        /// Where the person was born.
        BirthPlace = "birth_place",
        /// The postal code.
        Postcode = "postcode",
        /// State or province.
        Region = "region",
        /// Country.
        Country = "country",
        /// Occupation or title.
        Occupation = "occupation",
        /// Where the person was trained.
        School = "school",
    }
}

/// What a column is used for when records are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Its values are compared.
    Field(Field),
    /// It says where a record comes from: only records of different sources are linked.
    Source,
}

impl Use {
    const SOURCE: &str = "source";
}

impl FromStr for Use {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        if text == Self::SOURCE { Ok(Self::Source) } else { text.parse().map(Self::Field) }
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => field.fmt(f),
            Self::Source => f.pad(Self::SOURCE),
        }
    }
}

/// A record of a person: its identifier, the source it comes from where only records of different
/// sources are to be linked, and its values. A field may stand several times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkedPerson {
    /// The identifier.
    pub id: String,
    /// The source; records of one source are not compared with each other.
    pub source: Option<String>,
    /// The values, as written.
    pub values: Vec<(Field, String)>,
}

impl LinkedPerson {
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
