//! What the words on result sheets and CVs mean (`certificate_terms.csv`): skills, totals, passes, dates,
//! and the words that say that a text is no certificate at all.

use super::rows;
use crate::model::words;
use std::sync::LazyLock;

/// Where the table comes from.
pub const SOURCE: &str = "usage on result sheets and CVs, domain knowledge";
/// The day on which the table was compiled.
pub const RETRIEVED: &str = "2026-11-26";

const CSV: &str = include_str!("../../data/reference/certificate_terms.csv");

words! {
    /// What a term means.
    Means, "the meaning of a certificate term" {
        /// The skill of listening.
        Listening = "listening",
        /// The skill of reading.
        Reading = "reading",
        /// The skill of writing.
        Writing = "writing",
        /// The skill of speaking.
        Speaking = "speaking",
        /// A part of a test for which a record has no column.
        OtherPart = "other-part",
        /// The written exam, of tests that give its result and the oral one's. Of others it is a part without a column.
        WrittenExam = "written-exam",
        /// The oral exam, of such tests. Of others it is the skill of speaking.
        OralExam = "oral-exam",
        /// The result of the whole.
        Overall = "overall",
        /// The result holds for each part.
        Each = "each",
        /// The number that follows is a bound, no result.
        Floor = "floor",
        /// The test was passed.
        Passed = "passed",
        /// The test was not passed.
        Failed = "failed",
        /// The result does not count: cancelled, withheld, revoked, or nobody came.
        Void = "void",
        /// A word that turns a pass beside it into a failure, and the test beside it into one that there is not.
        Negation = "negation",
        /// A word that makes a pass beside it one of a part: before it or behind it.
        Partial = "partial",
        /// The part beside it is not there: missing, open, not taken.
        Missing = "missing",
        /// The number that follows is more than the result.
        Ceiling = "ceiling",
        /// All but the part that follows.
        Except = "except",
        /// The test that follows is named for its level alone.
        Comparison = "comparison",
        /// The test is yet to be taken.
        Intention = "intention",
        /// The test was taken, and its result is yet to come.
        Awaited = "awaited",
        /// A course or its papers.
        Course = "course",
        /// A claim about a language without a test.
        Native = "native",
        /// A thing that only looks like a level: a vitamin, a driving license.
        LookAlike = "look-alike",
        /// An exam that tests no language.
        OtherExam = "other-exam",
        /// Taken under remote supervision.
        Home = "home",
        /// One skill taken again.
        OneSkillRetake = "one-skill-retake",
        /// Taken at a test center, on paper or computer.
        Centre = "centre",
        /// The date that follows is the end of validity.
        Expires = "expires",
        /// The date that follows is the day of the test.
        Taken = "taken",
        /// The number that follows names a document or a person.
        Number = "number",
    }
}

/// A term.
#[derive(Debug)]
pub struct CertificateTerm {
    /// As written.
    pub text: Box<str>,
    /// What it means.
    pub means: Means,
    /// The language it is of.
    pub language: Box<str>,
}

/// Every term, in the order of the table.
pub fn all() -> &'static [CertificateTerm] {
    static TERMS: LazyLock<Vec<CertificateTerm>> = LazyLock::new(|| {
        rows::read("certificate_terms.csv", CSV, |row| CertificateTerm {
            text: row.text("term").into(),
            means: row.required("means"),
            language: row.text("language").into(),
        })
    });
    &TERMS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_no_skill_has_the_name_of_another_in_one_language() {
        assert_eq!(all().len(), crate::reference::row_count(CSV));
        let skill = |means: Means| means <= Means::Speaking;
        for (at, term) in all().iter().enumerate().filter(|(_, term)| skill(term.means)) {
            for other in &all()[at + 1..] {
                let same = crate::text::fold(&term.text) == crate::text::fold(&other.text);
                let clash = same && other.means != term.means && skill(other.means);
                assert!(!clash || other.language != term.language, "{}", term.text);
            }
        }
    }
}
