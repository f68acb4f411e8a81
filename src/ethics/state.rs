//! What was done about a finding. The finding itself stays: what was done stands beside it.

use crate::model::words;

/// The finding that an override is itself: no pack has this rule.
pub const OVERRIDE: &str = "override-in-force";

words! {
    /// What became of something that was said of a finding.
    StatementStanding, "`holds`, `replaced`, `ended` or `lapsed`" {
        /// It holds today.
        Holds = "holds",
        /// Something was said of the same finding later.
        Replaced = "replaced",
        /// The day of its end has come.
        Ended = "ended",
        /// The finding is gone, or rests on other facts.
        Lapsed = "lapsed",
    }
}

words! {
    /// What was done about a finding.
    FindingState, "`open`, `explained`, `remedied` or `overridden`" {
        /// Nothing, or what was done is taken back.
        Open = "open",
        /// Somebody told how it came about.
        Explained = "explained",
        /// The fault was made good, as far as that can be.
        Remedied = "remedied",
        /// Somebody answers for going on in spite of it, until a day.
        Overridden = "overridden",
    }
}
