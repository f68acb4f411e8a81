//! What is wrong with the form of a row, and what it was put right from.

use crate::message::reasons;

reasons! {
    /// A slip in a row.
    pub enum SlipReason {
        /// A quote inside a quoted cell is not doubled.
        QuoteNotDoubled = "row-slip-quote-not-doubled",
        /// A quote is never closed.
        QuoteOpen = "row-slip-quote-open",
        /// A quote stands inside a cell.
        QuoteInside = "row-slip-quote-inside",
        /// A quote without its other half was taken as a sign of its cell.
        QuoteAlone = "row-slip-quote-alone" { quote: String },
        /// A separator is missing.
        SeparatorMissing = "row-slip-separator-missing" { at: usize },
        /// The row has a separator of its own.
        OtherSeparator = "row-slip-other-separator" { separator: String },
        /// An empty cell was left out.
        LeftOut = "row-slip-left-out" { column: usize },
        /// A column was left blank.
        LeftBlank = "row-slip-left-blank" { column: usize },
        /// The separators at the end are missing.
        EndMissing = "row-slip-end-missing",
        /// Cells were joined.
        Joined = "row-slip-joined" { column: usize, cells: usize },
        /// A cell was parted.
        Parted = "row-slip-parted" { cell: String, left: String, right: String },
    }
}

reasons! {
    /// Why a row does not fit as it was cut.
    pub enum TabularReason {
        /// The row has another number of cells than the header.
        Ragged = "row-ragged" { found: usize, wanted: usize },
        /// The row was put right beyond doubt.
        PutRight = "row-put-right" { slips: Vec<SlipReason> },
        /// The row was put right, and another reading is nearly as good.
        PutRightByGuess = "row-put-right-by-guess" { slips: Vec<SlipReason> },
        /// The row is no record by its looks.
        Footer = "row-footer",
        /// Bytes of the row are no characters.
        Undecodable = "row-undecodable",
    }
}
