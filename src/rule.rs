//! A statement with an identity and a source, and the place in a file that it speaks about.
//!
//! Record checks are written in Rust and described by [`Rule`]; ethical rules are data
//! ([`crate::policy`]) and share the words of this file.

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
    LegalForce, "a legal force: `voluntary`, `binding-where-ratified` or `binding`" {
        /// A code or a principle.
        Voluntary = "voluntary",
        /// A convention: law in a state that ratified it. Which states did is not held.
        WhereRatified = "binding-where-ratified",
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
    /// Never reused: `REC014`.
    pub id: &'static str,
    /// Names the fault or the thing measured, in lower case with hyphens.
    pub slug: &'static str,
    /// Document, article, year.
    pub source: &'static str,
    /// What, why, example: what `corridor rule ID` prints.
    pub docs: &'static str,
}

/// Where in a file something was seen. Lines and rows count from 1; a row number includes the
/// header, as spreadsheets count.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
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
