//! What is said of a rule that could not be judged; of one that speaks, its pack has the words.

use crate::message::{Message, reasons};

reasons! {
    /// Why a rule gives no answer.
    pub enum EthicsReason {
        /// Facts are not recorded.
        NotKnown = "ethics-not-known" { rule: String, missing: Vec<String> },
        /// The rule itself fails on the case.
        RuleUnusable = "ethics-rule-unusable" { rule: String, because: Message },
    }
}
