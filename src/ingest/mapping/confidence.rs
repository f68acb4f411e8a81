//! The confidences of a mapping, in thousandths, and the cases that set them.

use super::lexicon::Form;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How sure a header's meaning is, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u16);

impl Confidence {
    pub(super) fn new(thousandths: i32) -> Self {
        Self(u16::try_from(thousandths.clamp(0, 1000)).unwrap_or_default())
    }

    /// In thousandths.
    pub fn thousandths(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for Confidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 1000, self.0 % 1000 / 10)
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(deserializer)?.clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1000")]
        Ok(Self::new((share * 1000.0).round() as i32))
    }
}

/// The column's own name.
pub(super) const NAME: i32 = 1000;

/// A part's name with a header of one of its columns: `Langue 1 test`.
pub(super) const PART: i32 = 950;

/// From here on a guess is taken. *Nationalty* (0.92) and *Birt date* (0.87) must pass; *Stage*, one letter
/// from the *state* of a region (0.80), must not.
pub(super) const SURE: i32 = 840;

/// From here on a guess is worth a question; below it the header stays unmapped. *Employer's name* against
/// *employer* (0.80) is worth one; *Second nationality*, *Emergency phone* (0.67) are other things.
pub(super) const DOUBT: i32 = 700;

/// A guess must be ahead of the next by that much, and of the next header that would have its column.
/// *Exp. date* is as near to *expiry date* as to nothing else, *Licence* to the number as to the status.
pub(super) const MARGIN: i32 = 80;

/// A header that is known to mean one of several columns.
pub(super) const OPEN: i32 = 800;

/// A field of a part that stands alone, where nothing else of that part is in the file: *Date*, *From*.
pub(super) const BARE: i32 = 750;

/// What other columns of the same part in the file add to it: *Valid until* beside a license number.
pub(super) const IN_COMPANY: i32 = 120;

/// What the other headers settle: *Nombre* beside *Apellidos*.
pub(super) const SETTLED: i32 = 900;

/// A guess of another measure: *Experience (years)* against months.
pub(super) const OTHER_UNIT: i32 = 200;

/// A known wording by its form.
pub(super) fn of_form(form: Form) -> i32 {
    match form {
        Form::Exact => 990,
        Form::Cleaned => 980,
        Form::Canonical => 950,
        Form::Sorted => 930,
    }
}

/// Near wordings never reach the known ones.
pub(super) fn near(nearness: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 1000")]
    let thousandths = (nearness * 1000.0) as i32;
    thousandths.min(920)
}
