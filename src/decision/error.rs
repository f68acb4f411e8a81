//! What can be wrong with a document of a decision.

use crate::message::{Explained, Hint, codes};

/// A document of a decision that cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// It has no canonical form, or is no JSON of the shape.
    #[error("the facts of a decision are not of the known shape: {0}")]
    Shape(#[source] serde_json::Error),
    /// It was written by a later version of the program.
    #[error("the facts of the decision have version {found}, and this program reads up to {known}")]
    Newer {
        /// The version that was found.
        found: u64,
        /// The newest version that is known.
        known: u32,
    },
    /// The system gave no random numbers for the salt.
    #[error("the system gave no random numbers: {0}")]
    Random(#[source] getrandom::Error),
}

impl Explained for DecisionError {
    codes! {
        Shape = "decision-shape",
        Newer = "decision-newer",
        Random = "decision-random",
    }

    fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Newer { .. } => vec![Hint::Upgrade],
            Self::Shape(_) | Self::Random(_) => Vec::new(),
        }
    }
}
