//! Numbers that the store gives: of records, of changes, of batches and of decisions.

use super::NotA;
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;

/// The number of a record that stands alone: its short identity in derived files.
///
/// A number is given once in a store and never again. A part has the number of its whole.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Pod, Zeroable, Serialize, Deserialize,
)]
#[repr(transparent)]
#[serde(transparent)]
pub struct Row(pub u32);

impl Row {
    /// Every number that a record can have.
    pub const ALL: RangeInclusive<Self> = Self(0)..=Self(u32::MAX);

    /// The number before this one; that of the first is itself.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Whether another number comes directly after this one.
    pub fn is_followed_by(self, other: Self) -> bool {
        self.0.checked_add(1) == Some(other.0)
    }
}

impl TryFrom<i64> for Row {
    type Error = NotA;

    fn try_from(number: i64) -> Result<Self, NotA> {
        let small = u32::try_from(number).ok();
        small.map(Self).ok_or_else(|| NotA::new(&number.to_string(), "a row number, `0` to `4294967295`"))
    }
}

impl From<Row> for i64 {
    fn from(row: Row) -> Self {
        Self::from(row.0)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The sequence number of a change to the store: 0 for a store that nothing was written to, then 1, 2, ….
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub i64);

impl Seq {
    /// Before every change: whoever stands here has yet to read all records.
    pub const BEFORE_ALL: Self = Self(-1);

    /// How many changes this number stands behind another.
    pub fn behind(self, head: Self) -> i64 {
        head.0.saturating_sub(self.0)
    }

    /// The number of the change after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Seq {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Declares numbers that people see with a letter before them: the one place that writes and reads such names.
macro_rules! lettered {
    ($($(#[$doc:meta])* $name:ident, $letter:literal, $expected:literal;)*) => { $(
        $(#[$doc])*
        ///
        /// People may leave out letter, hyphen and zeros.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&format!(concat!($letter, "-{:04}"), self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotA;

            fn from_str(text: &str) -> Result<Self, NotA> {
                let trimmed = text.trim();
                // A hyphen without a letter is a sign.
                let digits = match trimmed.strip_prefix(|c: char| c.eq_ignore_ascii_case(&$letter)) {
                    Some(rest) => rest.strip_prefix('-').unwrap_or(rest),
                    None => trimmed,
                };
                let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                let number = plain.then(|| digits.parse().ok().filter(|number| *number > 0)).flatten();
                number.map(Self).ok_or_else(|| NotA::new(text, $expected))
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )* };
}

lettered! {
    /// The number of an import: `B-0001`.
    BatchId, 'B', "the name of a batch such as `B-0001`";
    /// The number of a recorded decision: `D-0001`.
    DecisionId, 'D', "the name of a decision such as `D-0001`";
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_found_with_and_without_letter_and_zeros() {
        assert_eq!(BatchId(7).to_string(), "B-0007");
        assert_eq!(DecisionId(12345).to_string(), "D-12345");
        for name in ["B-0007", "b7", "7", " B-7 "] {
            assert_eq!(name.parse(), Ok(BatchId(7)), "{name}");
        }
        for name in ["x", "", "-7", "B-", "B-0", "D-7", "B--7", "+7", "99999999999999999999"] {
            assert!(name.parse::<BatchId>().is_err(), "{name}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_name_is_read_back_as_its_number(number in 1..=i64::MAX) {
            prop_assert_eq!(BatchId(number).to_string().parse(), Ok(BatchId(number)));
            prop_assert_eq!(DecisionId(number).to_string().parse(), Ok(DecisionId(number)));
        }

        #[test]
        fn no_text_makes_a_name_panic(text in "\\PC{0,20}") {
            let _ = text.parse::<DecisionId>();
        }
    }
}
