//! What speaks for and against two records being of one person.

use super::level::Aspect;
use crate::message::{Arg, Argument, reasons};

impl Argument for Aspect {
    fn argument(&self) -> Arg {
        Arg::Text(self.name().to_owned())
    }
}

reasons! {
    /// How two records agree in an aspect.
    pub enum DedupeReason {
        /// Only one record says something.
        OneSide = "dedupe-one-side" { aspect: Aspect, known: String },
        /// The two cannot be compared.
        CannotCompare = "dedupe-cannot-compare" { aspect: Aspect, left: String, right: String },
        /// Both say the same.
        Same = "dedupe-same" { aspect: Aspect, value: String, records: u32 },
        /// The two are forms of one name.
        Form = "dedupe-form" { aspect: Aspect, left: String, right: String },
        /// The two differ by a slip.
        Slip = "dedupe-slip" { aspect: Aspect, left: String, right: String },
        /// The one is a part of the other.
        Start = "dedupe-start" { aspect: Aspect, left: String, right: String },
        /// The two are near.
        Near = "dedupe-near" { aspect: Aspect, left: String, right: String },
        /// The two have little in common.
        Far = "dedupe-far" { aspect: Aspect, left: String, right: String },
        /// The two differ.
        Different = "dedupe-different" { aspect: Aspect, left: String, right: String },
        /// Given and family name changed places.
        Crossed = "dedupe-crossed",
        /// The names have marks of two generations or two sexes.
        NameMarks = "dedupe-name-marks",
        /// Another sex and another given name.
        Siblings = "dedupe-siblings",
        /// Another given name on one day of birth.
        Twins = "dedupe-twins",
        /// Birth dates a generation apart.
        Generations = "dedupe-generations",
        /// Altogether other birth dates, and nothing of one's own.
        Namesakes = "dedupe-namesakes",
    }
}
