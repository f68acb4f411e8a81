//! Occupations as ISCO-08 unit groups.

use super::NotA;
use std::fmt;

/// An ISCO-08 unit group: four digits, `2221` for nursing professionals.
///
/// The form is checked here; which groups belong to health is a fact of
/// `data/reference/isco08_health.csv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Isco08(u16);

impl Isco08 {
    /// The code as a number, `110..=9999`.
    pub fn code(self) -> u16 {
        self.0
    }

    /// The unit group with this number.
    pub fn from_code(code: u16) -> Option<Self> {
        (110..=9999).contains(&code).then_some(Self(code))
    }
}

impl std::str::FromStr for Isco08 {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let code = digits.then(|| text.parse().ok()).flatten();
        code.and_then(Self::from_code).ok_or_else(|| NotA::new(text, "a four-digit ISCO-08 unit group"))
    }
}

impl fmt::Display for Isco08 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl fmt::Debug for Isco08 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

super::record::text_cell!(@serde Isco08, "an occupation code", |code| code.0.into(), |number| {
    Self::from_code(u16::try_from(number).ok()?)
});
