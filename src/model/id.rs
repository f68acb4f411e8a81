//! Identifiers. They stay text: `00123` is not 123.

use super::NotA;
use std::fmt;

/// The longest identifier accepted, in bytes: long enough for a URI, short enough for an index term.
const MAX_BYTES: usize = 200;

fn clean(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    let fits = !text.is_empty() && text.len() <= MAX_BYTES && !text.chars().any(char::is_control);
    fits.then(|| text.into())
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        ///
        /// Non-empty, at most 200 bytes, no control characters, outer white space removed.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl std::str::FromStr for $name {
            type Err = NotA;
            fn from_str(text: &str) -> Result<Self, NotA> {
                clean(text).map(Self).ok_or_else(|| {
                    NotA::new(text, "an identifier of 1 to 200 bytes without control characters")
                })
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(&self.0) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(&self.0) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl super::record::Cell for $name {
            fn from_cell(datum: super::DatumRef<'_>) -> Result<Self, NotA> { datum.text("an identifier")?.parse() }
            fn pack(&self, to: &mut Vec<u8>) { super::packing::pack_text(&self.0, to) }
            fn unpack(from: &mut &[u8]) -> Option<Self> { super::packing::unpack_text(from).map(|text| Self(text.into())) }
        }
    )* };
}

ids! {
    /// Identifies a worker.
    WorkerId;
    /// Identifies a job opening.
    OpeningId;
    /// Identifies an organization: employer, recruiter, regulator, school or ministry.
    OrganizationId;
    /// Identifies a curriculum.
    CurriculumId;
    /// Identifies a placement.
    PlacementId;
    /// Identifies a recruitment agreement of a policy pack (`ke-gb-2021-health-workforce`).
    AgreementId;
    /// Identifies a specialty (`intensive-care-medicine`); the table is `data/reference/specialties.csv`.
    SpecialtyId;
    /// Identifies a language test (`ielts-academic`); the table is `data/reference/tests.csv`.
    TestId;
}

super::record::required!(WorkerId, OpeningId, OrganizationId, CurriculumId, PlacementId);
