//! Why a record entered or left the answer to a saved question.
//!
//! The sentences stand in `data/messages/en/watch.ftl`.

use crate::message::reasons;
use crate::model::{Day, Kind, words};

words! {
    /// What changed a record.
    ChangedBy, "`batch`, `undo`, `merge` or `other`" {
        /// A batch that was brought in.
        Batch = "batch",
        /// A batch that was undone.
        Undo = "undo",
        /// Two workers that became one.
        Merge = "merge",
        /// Something else.
        Other = "other",
    }
}

reasons! {
    /// Why a record entered or left an answer.
    pub enum WatchReason {
        /// The record came in.
        CameIn = "watch-came-in" { how: ChangedBy, by: Option<String> },
        /// Cells of the record, or of a part of it, are others.
        Changed = "watch-changed" { kind: Kind, columns: Vec<String>, how: ChangedBy, by: Option<String> },
        /// A part of the record came in.
        PartCameIn = "watch-part-came-in" { kind: Kind, how: ChangedBy, by: Option<String> },
        /// A part of the record is gone.
        PartGone = "watch-part-gone" { kind: Kind, how: ChangedBy, by: Option<String> },
        /// The worker takes back the consent to be matched.
        ConsentWithdrawn = "watch-consent-withdrawn" { how: ChangedBy, by: Option<String> },
        /// The opening is closed, or a draft again.
        OpeningClosed = "watch-opening-closed" { how: ChangedBy, by: Option<String> },
        /// The record is gone.
        Gone = "watch-gone" { how: ChangedBy, by: Option<String> },
        /// The worker became part of another.
        Merged = "watch-merged" { kept: String },
        /// The record is gone with all its former versions.
        Erased = "watch-erased",
        /// The opening that is matched changed.
        OpeningChanged = "watch-opening-changed" { columns: Vec<String>, how: ChangedBy, by: Option<String> },
        /// A reviewer rejected the worker for the opening.
        Rejected = "watch-rejected",
        /// The record did not change, and the day did.
        DayMoved = "watch-day-moved" { from: Day, to: Day },
        /// The record did not change, and the shortlist is full: others stand before it now, or do no more.
        OthersMoved = "watch-others-moved" { top: u64 },
        /// Nothing in the store changed that concerns the record.
        Elsewhere = "watch-elsewhere",
    }
}
