//! A statement with an identity and a source, and what became of it in one case.
//!
//! Record checks, match criteria and portability rules are written in Rust and described by
//! [`Rule`]; ethical rules are data ([`crate::policy`]) and share the words of this file.

use crate::model::NotA;

crate::model::words! {
    /// How grave a broken rule is, gravest last.
    Severity, "a severity: `info`, `warn` or `block`" {
        /// Worth knowing.
        Info = "info",
        /// To be put right.
        Warn = "warn",
        /// Closes the case until it is put right.
        Block = "block",
    }
}

crate::model::words! {
    /// Whether an instrument binds in law.
    LegalForce, "a legal force: `voluntary` or `binding`" {
        /// A code or a principle.
        Voluntary = "voluntary",
        /// Law.
        Binding = "binding",
    }
}

crate::model::words! {
    /// The stage of a case at which a rule is asked.
    Stage, "a stage: `match`, `offer` or `placement`" {
        /// A worker and an opening are brought together.
        Match = "match",
        /// Terms are offered.
        Offer = "offer",
        /// The worker goes.
        Placement = "placement",
    }
}

/// A rule written in Rust.
#[derive(Debug)]
pub struct Rule {
    /// Never reused: `REC014`, `MAT003`, `POR002`.
    pub id: &'static str,
    /// Names the fault or the thing measured, in lower case with hyphens.
    pub slug: &'static str,
    /// Document, article, year.
    pub source: &'static str,
    /// What, why, example: what `corridor rule ID` prints.
    pub docs: &'static str,
}

/// What a rule says of a case. *Unknown* is never a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The rule does not speak about the case.
    NotApplicable,
    /// Facts are missing; these are their names.
    Unknown {
        /// The fields to ask for.
        missing: Vec<String>,
    },
    /// The rule holds.
    Holds,
    /// The rule is broken.
    Broken {
        /// The facts that broke it, as a sentence.
        because: String,
        /// What to do.
        hint: Option<String>,
    },
}

/// Where in a file something was seen. Lines and rows count from 1; a row number includes the
/// header, as spreadsheets count.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Place {
    /// The file as the user named it.
    pub file: String,
    /// The row of the table, the header being row 1.
    pub row: u64,
    /// The column by the name it has in the file.
    pub column: String,
    /// The cell as written.
    pub value: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.row)?;
        if !self.column.is_empty() {
            write!(f, ": {}", self.column)?;
        }
        Ok(())
    }
}

/// A value that was refused, with what would have been accepted.
impl From<NotA> for Outcome {
    fn from(error: NotA) -> Self {
        Self::Broken { because: error.to_string(), hint: None }
    }
}
