//! What is missing, and what closes it. Months and costs stand here only when a row of a table gives them.

use crate::message::Message;
use crate::model::{Confidence, Money, words};
use crate::reference::Citation;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// A span of months, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Months {
    /// The fewest.
    pub min: u16,
    /// The most.
    pub max: u16,
}

/// A span of costs in one currency, in money of the year of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// The least.
    #[serde(serialize_with = "as_text")]
    pub min: Money,
    /// The most.
    #[serde(serialize_with = "as_text")]
    pub max: Money,
    /// The oldest year of the figures that went in; `None` not known.
    pub year: Option<i16>,
}

fn as_text<S: Serializer>(money: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(money)
}

words! {
    /// What a gap is of.
    GapKind, "`language`, `curriculum`, `registration`, `specialty` or `experience`" {
        /// Languages.
        Language = "language",
        /// The training.
        Curriculum = "curriculum",
        /// Registration with the regulator.
        Registration = "registration",
        /// The specialty.
        Specialty = "specialty",
        /// Practice.
        Experience = "experience",
    }
}

/// Something that closes a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BridgingStep {
    /// What to do.
    pub action: Message,
    /// How long it takes; `None` not known.
    pub months: Option<Months>,
    /// What it costs; `None` not known.
    pub cost: Option<Cost>,
    /// The document that names the step.
    pub source: String,
    /// Where the document stood.
    pub source_url: String,
    /// How well the step is proven.
    pub confidence: Confidence,
}

impl BridgingStep {
    /// A step that a row names, without months and cost.
    pub fn cited(action: Message, citation: &Citation) -> Self {
        Self {
            action,
            months: None,
            cost: None,
            source: citation.source.to_string(),
            source_url: citation.url.to_string(),
            confidence: citation.confidence,
        }
    }
}

/// What is missing between a worker and an opening. In JSON, `missing` is the sentence and `because` the whole message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What it is of.
    pub what: GapKind,
    /// What is missing.
    pub missing: Message,
    /// What was found instead, reason by reason.
    pub found: Vec<Message>,
    /// What closes it; `None` when no table names a step.
    pub step: Option<BridgingStep>,
}

impl Serialize for Gap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut gap = serializer.serialize_struct("Gap", 5)?;
        gap.serialize_field("what", &self.what)?;
        gap.serialize_field("missing", &self.missing.text)?;
        gap.serialize_field("because", &self.missing)?;
        gap.serialize_field("found", &self.found)?;
        gap.serialize_field("step", &self.step)?;
        gap.end()
    }
}

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.missing.fmt(f)?;
        self.found.iter().try_for_each(|found| write!(f, " {found}"))
    }
}
