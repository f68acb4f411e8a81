//! How replies look: one file per reply, apart from the commands that print it, since a reply can be part of another.

pub(super) mod audit;
pub(super) mod charts;
pub(super) mod compare;
pub(super) mod config;
pub(super) mod decision;
pub(super) mod dedupe;
pub(super) mod demo;
pub(super) mod doctor;
pub(super) mod fairness;
pub(super) mod files;
pub(super) mod harmonize;
pub(super) mod import;
pub(super) mod judgment;
pub(super) mod language;
pub(super) mod matches;
pub(super) mod national;
pub(super) mod normalize_csv;
pub(super) mod passage;
pub(super) mod plan;
pub(super) mod policy;
pub(super) mod portability;
pub(super) mod record;
pub(super) mod register;
pub(super) mod reindex;
pub(super) mod replay;
pub(super) mod resolve;
pub(super) mod review;
pub(super) mod rule;
pub(super) mod search;
pub(super) mod table;
pub(super) mod template;
pub(super) mod undo;
pub(super) mod watch;

use crate::cli::render;
use crate::reference::PastDay;

/// A line for each source that was to be looked up again.
pub(in crate::cli) fn past_day(due: &[PastDay], indent: usize) -> String {
    let line = |due: &PastDay| {
        let line = format!(
            "{} ({}) was to be looked up again by {}: a later change may be missing",
            due.source, due.table, due.recheck_by
        );
        render::wrapped(&line, indent)
    };
    due.iter().map(line).collect()
}
