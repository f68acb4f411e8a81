//! The levels of a comparison, and the aspects of two people that are compared.

use serde::Serialize;

/// How far two values agree. The order is the order of the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A value is missing or says nothing: never agreement, never disagreement.
    CannotCompare,
    /// Another value.
    Different,
    /// Little in common.
    Far,
    /// Something in common.
    Near,
    /// One is the beginning of the other.
    Start,
    /// A slip of the hand or the eye.
    Slip,
    /// Another form or spelling of the same.
    Form,
    /// The same.
    Same,
}

/// How many levels can be weighed: all but [`Level::CannotCompare`].
pub(super) const LEVELS: usize = 7;

impl Level {
    /// The levels that can be weighed, in their order.
    pub const WEIGHED: [Self; LEVELS] =
        [Self::Different, Self::Far, Self::Near, Self::Start, Self::Slip, Self::Form, Self::Same];

    /// The place among [`Self::WEIGHED`].
    pub(super) fn index(self) -> Option<usize> {
        (self as usize).checked_sub(1)
    }
}

/// An aspect of two people that is compared as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The family's name.
    FamilyName,
    /// The given name.
    GivenName,
    /// Other names.
    OtherNames,
    /// The date of birth.
    BirthDate,
    /// The sex.
    Sex,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// A person's number.
    Identifier,
    /// Registrations.
    License,
    /// The first line of the address.
    Street,
    /// The second line of the address.
    AddressLine,
    /// The number of the house.
    StreetNumber,
    /// Town or suburb.
    Locality,
    /// Place of birth.
    BirthPlace,
    /// Postal code.
    Postcode,
    /// State or province.
    Region,
    /// Country.
    Country,
    /// Occupation.
    Occupation,
    /// School.
    School,
}

/// How many aspects there are.
pub(super) const ASPECTS: usize = 19;

impl Aspect {
    /// All aspects, in their order.
    pub const ALL: [Self; ASPECTS] = [
        Self::FamilyName,
        Self::GivenName,
        Self::OtherNames,
        Self::BirthDate,
        Self::Sex,
        Self::Email,
        Self::Phone,
        Self::Identifier,
        Self::License,
        Self::Street,
        Self::AddressLine,
        Self::StreetNumber,
        Self::Locality,
        Self::BirthPlace,
        Self::Postcode,
        Self::Region,
        Self::Country,
        Self::Occupation,
        Self::School,
    ];

    /// What it is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::FamilyName => "family name",
            Self::GivenName => "given name",
            Self::OtherNames => "other names",
            Self::BirthDate => "birth date",
            Self::Sex => "sex",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Identifier => "identifier",
            Self::License => "license",
            Self::Street => "street",
            Self::AddressLine => "address",
            Self::StreetNumber => "house number",
            Self::Locality => "locality",
            Self::BirthPlace => "place of birth",
            Self::Postcode => "postcode",
            Self::Region => "region",
            Self::Country => "country",
            Self::Occupation => "occupation",
            Self::School => "school",
        }
    }
}
