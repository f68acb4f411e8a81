//! What is said of the rows of a file: of their cells, and what only the store can see.

use super::checks::RecordReason;
use crate::message::{Either, gathered, reasons};
use crate::model::Kind;
use crate::tabular::TabularReason;
use crate::text::Nearness;

reasons! {
    /// Why a row or a cell comes back, or what is worth knowing of it.
    pub enum RowReason {
        /// A required cell is blank.
        Blank = "row-blank" { column: String, kind: Kind, description: String, example: String },
        /// Two parts of a row are one by their key.
        PartTwice = "row-part-twice" { kind: Kind, slot: u8, key: Either<String> },
        /// A cell was not understood.
        Refused = "row-refused" { value: String, because: String, expected: String },
        /// The suggestion was taken in place of a cell.
        Taken = "row-taken" { value: String, taken: String, nearness: Nearness },
        /// A cell was read with a remark.
        Noted = "row-noted" { value: String, note: String },
        /// A cell says something else of a column than the column's own cell.
        Contradicts = "row-contradicts" { value: String, says: Either<String>, column: &'static str, known: String },
        /// The record stands in the batch already.
        Duplicate = "row-duplicate" { kind: Kind, value: String, file: String, row: u64 },
        /// A reference leads nowhere.
        Dangling = "row-dangling" { kind: Kind, value: String },
    }
}

gathered! {
    /// What a finding says.
    pub enum FindingReason {
        /// What a check of the record says.
        Record(RecordReason),
        /// What is said of the form of the row.
        Form(TabularReason),
        /// What is said of the row or a cell.
        Row(RowReason),
    }
}
