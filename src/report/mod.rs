//! Numbers to pages and summaries, pure: a report comes in as its JSON and goes out for people.
//!
//! The JSON is the one source. What a terminal shows, what a page shows and what a program reads
//! cannot disagree, and a report that an earlier version kept can still be shown.

mod batch;
mod heat;
mod page;
mod remedy;

pub use batch::{
    ColumnReport, FileReport, FindingReport, ImportReport, LeftOut, Redirect, ReportExample, ReportReason,
    clipped, form, read_as, shortened, target,
};
pub use heat::heat;
pub use page::page;
pub use remedy::{Remedy, remedy};
