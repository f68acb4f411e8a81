//! What is said of a rule that could not be judged; of one that speaks, its pack has the words.

use crate::message::{Message, reasons};
use crate::model::{Day, Role};

reasons! {
    /// Why a rule gives no answer.
    pub enum EthicsReason {
        /// Facts are not recorded.
        NotKnown = "ethics-not-known" { rule: String, missing: Vec<String> },
        /// The rule itself fails on the case.
        RuleUnusable = "ethics-rule-unusable" { rule: String, because: Message },
        /// Somebody answers for going on in spite of a finding.
        Overridden = "ethics-finding-overridden" { rule: String, role: Option<Role>, until: Option<Day> },
    }
}
