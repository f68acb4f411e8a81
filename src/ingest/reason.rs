//! What is said of the rows of a file: of their cells, and what only the store can see.

use super::checks::RecordReason;
use crate::message::{Arg, Either, Reason, english, gathered, reasons, spoken};
use crate::model::Kind;
use crate::normalize::{RefusalReason, Remark};
use crate::tabular::TabularReason;
use crate::text::Nearness;

reasons! {
    /// Why a row or a cell comes back, or what is worth knowing of it.
    pub enum RowReason {
        /// A required cell is blank.
        Blank = "row-blank" { column: String, kind: Kind, description: String, example: String },
        /// A list has no identifiers, and the row does not say who the person is.
        Nameless = "row-nameless",
        /// A list has no identifiers, and the row does not say what post it is.
        Untitled = "row-untitled",
        /// Two parts of a row are one by their key.
        PartTwice = "row-part-twice" { kind: Kind, slot: u8, key: Either<String> },
        /// A part stays out, since a cell that decides it cannot be taken.
        PartLeftOut = "row-part-left-out" { kind: Kind, slot: u8 },
        /// A cell stands beside one that holds several certificates, and does not say of which it speaks.
        OfWhichPart = "row-of-which-part" { kind: Kind, slot: u8 },
        /// The suggestion was taken in place of a cell.
        Taken = "row-taken" { value: String, taken: String, nearness: Nearness },
        /// A cell says something else of a column than the column's own cell.
        Contradicts = "row-contradicts" { value: String, says: Either<String>, column: &'static str, known: String },
        /// The record stands in the batch already.
        Duplicate = "row-duplicate" { kind: Kind, value: String, file: String, row: u64 },
        /// Another row of the batch refuses the consent that this one gives.
        ConsentRefused = "row-consent-refused" { purpose: String, file: String, row: u64 },
        /// A reference leads nowhere.
        Dangling = "row-dangling" { kind: Kind, value: String },
        /// An employer goes in by its name, since nobody knows it.
        Newcomer = "row-newcomer" { value: String },
        /// An employer that is given by its name.
        EmployerOfName = "row-employer-of-name" { value: String, id: String },
        /// The identifier is another person's in the store.
        SomebodyElse = "row-somebody-else" { value: String, stored: Vec<String>, says: Vec<String> },
    }
}

gathered! {
    /// Why a cell is refused, or how it was read.
    pub enum CellSaid {
        /// Why it is refused.
        Refused(RefusalReason),
        /// How it was read.
        Noted(Remark),
    }
}

/// What is said of how a cell reads. The sentences do not hold the cell, so its text names it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellReason {
    /// The cell as written.
    pub value: String,
    /// What is said of it.
    pub said: CellSaid,
}

impl Reason for CellReason {
    fn code(&self) -> &'static str {
        self.said.code()
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        self.said.args()
    }

    fn text(&self) -> String {
        let args = [("value", Arg::Text(self.value.clone())), ("said", Arg::Text(self.said.text()))];
        english().text("list-said-of", &args).unwrap_or_default()
    }
}

spoken!(CellReason);

gathered! {
    /// What a finding says.
    pub enum FindingReason {
        /// What a check of the record says.
        Record(RecordReason),
        /// What is said of the form of the row.
        Form(TabularReason),
        /// What is said of the row, or of a cell beside others.
        Row(RowReason),
        /// What is said of how a cell reads.
        Cell(CellReason),
    }
}
