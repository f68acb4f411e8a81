//! A batch as one HTML page: without scripts, without anything to load, for screen, phone and paper.
//!
//! Of rows that were rejected, or went in without a cell, it shows the faulty cell and the number of the row, never the person's other
//! cells; of columns it shows values only where they are codes.

use super::batch::{self, ColumnReport, FileReport, ImportReport, ReportReason};
use crate::ingest::Via;
use askama::Template;

/// So many reasons of a file are shown; the JSON has all that were told apart.
const REASONS: usize = 20;
/// So many refused cells of a file are shown.
const SAMPLES: usize = 30;

#[derive(Template)]
#[template(path = "batch.html")]
struct Page<'a> {
    batch: &'a ImportReport,
    files: Vec<File<'a>>,
    version: &'static str,
}

struct File<'a> {
    of: &'a FileReport,
    form: String,
    anchor: usize,
    reasons: Vec<&'a ReportReason>,
    reasons_more: usize,
    notes: Vec<&'a ReportReason>,
    samples: Vec<Sample<'a>>,
    columns: Vec<Line<'a>>,
    kept: usize,
}

struct Sample<'a> {
    row: u64,
    column: &'a str,
    value: &'a str,
    reason: &'a str,
    expected: &'a str,
    suggestion: &'a str,
    code: &'a str,
}

struct Line<'a> {
    column: &'a ColumnReport,
    read_as: String,
    how: &'static str,
    /// Whether no column of ours takes it.
    is_kept: bool,
    percent: u64,
    order: &'a str,
}

/// The page of a batch.
pub fn page(batch: &ImportReport) -> String {
    let files = batch.files.iter().enumerate().map(|(at, file)| File::of(file, at + 1)).collect();
    let page = Page { batch, files, version: env!("CARGO_PKG_VERSION") };
    // Writing to memory fails only when a value cannot be shown, and all of ours can.
    page.render().unwrap_or_default()
}

impl<'a> File<'a> {
    fn of(file: &'a FileReport, anchor: usize) -> Self {
        let refusing: Vec<&ReportReason> = file.reasons.iter().filter(|r| r.refuses()).collect();
        let mut samples: Vec<Sample<'_>> = refusing
            .iter()
            .flat_map(|reason| {
                reason.examples.iter().map(|example| Sample {
                    row: example.row,
                    column: &reason.column,
                    value: &example.value,
                    reason: &example.reason.text,
                    expected: example.expected.as_ref().map_or("", |expected| &expected.text),
                    suggestion: example.suggestion.as_deref().unwrap_or_default(),
                    code: &reason.code,
                })
            })
            .take(SAMPLES)
            .collect();
        samples.sort_by_key(|sample| sample.row);
        let columns: Vec<Line<'_>> = file.columns.iter().map(|column| Line::of(column, file)).collect();
        Self {
            of: file,
            form: batch::form(&file.understood),
            anchor,
            notes: file.reasons.iter().filter(|r| !r.refuses()).take(REASONS).collect(),
            reasons_more: refusing.len().saturating_sub(REASONS),
            reasons: refusing.into_iter().take(REASONS).collect(),
            samples,
            kept: columns.iter().filter(|line| line.is_kept).count(),
            columns,
        }
    }
}

impl<'a> Line<'a> {
    fn of(column: &'a ColumnReport, file: &'a FileReport) -> Self {
        let used = file.understood.columns.iter().find(|used| used.header == column.header);
        let how = match used.map(|used| used.via) {
            Some(Via::Name) => "by its name",
            Some(Via::Rejects) => "left aside",
            Some(Via::Unmapped) | None => "kept as it is",
            Some(Via::Wide) => "as a part of the row",
            Some(Via::Recipe | Via::Map) => "as told",
            Some(Via::Given) => "as it was given",
            Some(Via::Near) => "by a near spelling",
            Some(Via::Alias) => "by another header",
        };
        let order = file.understood.date_orders.iter().find(|(header, _)| *header == column.header);
        Self {
            column,
            read_as: used.map(batch::read_as).unwrap_or_default(),
            how,
            is_kept: matches!(used.map(|used| used.via), Some(Via::Unmapped) | None),
            percent: (column.quality.filled * 100)
                .checked_div(column.quality.filled + column.quality.unknown)
                .unwrap_or_default(),
            order: match order {
                Some((_, Some(order))) => order.as_str(),
                Some((_, None)) => "order never settled",
                None => "",
            },
        }
    }
}
