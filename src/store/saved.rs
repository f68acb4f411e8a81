//! Questions that are kept under a name, what was seen of their answers, and what became of a record since.

use crate::model::{Actor, BatchId, Day, Kind, Row, Seq};
use std::collections::BTreeMap;

/// A question that is kept under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its number, which is never reused.
    pub number: i64,
    /// The name.
    pub name: String,
    /// Who keeps it.
    pub owner: String,
    /// The organization that the owner acted for.
    pub organization: Option<String>,
    /// Whether it is for everybody who acts for the same organization, or like the owner for none.
    pub shared: bool,
    /// When it was kept, RFC 3339 in UTC.
    pub saved_at: String,
    /// The question, as JSON.
    pub question: String,
}

impl SavedSearch {
    /// Whether an actor sees it.
    pub fn is_for(&self, actor: &Actor) -> bool {
        self.owner == actor.id || self.shared && self.organization == actor.organization
    }
}

/// A question to be kept.
#[derive(Debug, Clone, Copy)]
pub struct SearchToSave<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether others may see it.
    pub shared: bool,
    /// The question, as JSON.
    pub question: &'a str,
}

/// What somebody saw of an answer at their last look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeenAnswer {
    /// The sequence number of the store that the answer was of.
    pub seq: Seq,
    /// The day that it was of.
    pub day: Day,
    /// When, RFC 3339 in UTC.
    pub seen_at: String,
    /// The records, by their numbers, each with the sequence number at which it was seen first.
    pub rows: BTreeMap<Row, Seq>,
}

/// What a look changes in what was seen.
#[derive(Debug, Clone, Copy)]
pub struct SeenNow<'a> {
    /// The sequence number that the look is of.
    pub seq: Seq,
    /// The sequence number and the day that the whole answer was seen at, as far as all of it was.
    pub whole: Option<(Seq, Day)>,
    /// Records that were seen for the first time.
    pub entered: &'a [Row],
    /// Records that are not in the answer any more.
    pub left: &'a [Row],
}

/// Something that was written of a record after a sequence number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The kind: that of the record, or of a part of it.
    pub kind: Kind,
    /// What was done.
    pub deed: RecordDeed,
    /// What did it.
    pub source: ChangeSource,
}

/// What was done with a record or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordDeed {
    /// It came in.
    CameIn,
    /// These columns are others.
    Changed(Vec<String>),
    /// It is gone.
    Gone,
}

/// What changed a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeSource {
    /// A batch that was brought in.
    Import(BatchId),
    /// A batch that was undone.
    Undo(BatchId),
    /// Two workers that became one; the identifier of the one that stays.
    Merge(String),
    /// Something else, such as two workers that became two again.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_for_its_owner_and_a_shared_one_for_those_of_the_same_organization() {
        let mut search = SavedSearch {
            number: 1,
            name: "icu".into(),
            owner: "anna".into(),
            organization: None,
            shared: false,
            saved_at: String::new(),
            question: "{}".into(),
        };
        let (anna, ben) = (Actor::local("anna"), Actor::local("ben"));
        let cem = Actor { organization: Some("ORG-1".into()), ..Actor::local("cem") };
        assert!(search.is_for(&anna) && !search.is_for(&ben) && !search.is_for(&cem));
        search.shared = true;
        assert!(search.is_for(&anna) && search.is_for(&ben) && !search.is_for(&cem));
        search.organization = Some("ORG-1".into());
        assert!(search.is_for(&anna) && !search.is_for(&ben) && search.is_for(&cem));
    }
}
