//! Numbers to pages and summaries, pure: a report comes in as its JSON and goes out for people.
//!
//! The JSON is the one source. What a terminal shows, what a page shows and what a program reads
//! cannot disagree, and a report that an earlier version kept can still be shown.

mod batch;
mod charts;
mod gap;
mod heat;
mod page;
mod remedy;
mod suppress;

pub use batch::{
    ColumnReport, FileReport, FindingReport, ImportReport, LeftOut, Redirect, ReportExample, ReportReason,
    clipped, form, read_as, shortened, target,
};
pub use charts::{
    ChartFigure, ChartFlow, ChartRatio, charts_page, flows_figure, ratios_figure, years_figure,
};
pub use gap::ReportGap;
pub use heat::heat;
pub use page::page;
pub use remedy::{Remedy, remedy};
pub use suppress::{CountTable, OTHER, PublishedRow, PublishedTable, publish};
