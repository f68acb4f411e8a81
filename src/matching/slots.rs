//! The destinations that have a place in the packed wishes.

use crate::model::Country;

/// The destinations that wishes are packed for; wishes for others are read from the record. The
/// order is part of the layout and never changes; new ones are added at the end.
pub const SLOTS: [&str; 64] = [
    "AE", "AT", "AU", "BE", "BH", "BR", "CA", "CH", "CL", "CN", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
    "FR", "GB", "GH", "GR", "HK", "HR", "HU", "ID", "IE", "IL", "IN", "IS", "IT", "JM", "JO", "JP", "KE",
    "KR", "KW", "LI", "LT", "LU", "LV", "MT", "MX", "MY", "NG", "NL", "NO", "NZ", "OM", "PH", "PL", "PT",
    "QA", "RO", "SA", "SE", "SG", "SI", "SK", "TN", "TR", "TT", "US", "VN", "ZA",
];

/// The slot of a destination.
pub fn slot(country: Country) -> Option<u8> {
    SLOTS.binary_search(&country.as_str()).ok().and_then(|at| u8::try_from(at).ok())
}
