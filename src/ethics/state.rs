//! What was done about a finding. The finding itself stays: what was done stands beside it.

use crate::model::words;

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
