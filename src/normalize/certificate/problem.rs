//! What is wrong with the text of a certificate: the kind of fault, and why.

use super::super::reason::RefusalReason;
use crate::model::words as vocabulary;

vocabulary! {
    /// Why a text is no certificate that can be taken.
    Fault, "a reason to refuse a certificate text" {
        /// A result that the scale does not have.
        OffScale = "off-scale",
        /// A grade of another test.
        ForeignGrade = "foreign-grade",
        /// A test that the tables do not know.
        UnknownTest = "unknown-test",
        /// A plan, a course, a claim without a test, an exam of no language, a test not passed.
        NotACertificate = "not-a-certificate",
        /// The day of the test lies ahead.
        FutureDate = "future-date",
        /// Statements that cannot both be true.
        Contradiction = "contradiction",
        /// Something that only looks like a level.
        LookAlike = "look-alike",
        /// Two readings, none of them clear.
        Ambiguous = "ambiguous",
    }
}

/// A fault and what it is.
pub(super) type Problem = (Fault, RefusalReason);
