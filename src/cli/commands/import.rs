//! `corridor import`

use super::Outcome;
use crate::cli::args::ImportArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ingest::{Finding, Via};
use crate::normalize::DecimalSign;
use crate::ops::Context;
use crate::ops::import::{self, FileReport, Options, Report};
use std::fmt::Write;

pub(super) fn run(context: &Context<'_>, format: Format, args: ImportArgs) -> Outcome {
    let options = Options {
        paths: args.paths,
        kind: args.kind,
        dry_run: args.dry_run,
        rejects: args.rejects,
        ..Options::default()
    };
    let report = import::import(context, &options)?;
    match format {
        Format::Json => render::json(&report)?,
        _ => render::text(&describe(&report))?,
    }
    Ok(Exit::found(report.rejected() > 0))
}

/// The report for people.
pub(in crate::cli) fn describe(report: &Report) -> String {
    let mut text = String::new();
    for file in &report.files {
        describe_file(&mut text, file);
    }
    if report.dry_run && report.changes_total > 0 {
        let _ = writeln!(text, "\n{} field-level changes to stored records:", report.changes_total);
        let rows: Vec<Vec<String>> = report
            .changes
            .iter()
            .map(|c| {
                vec![
                    c.kind.to_string(),
                    c.id.clone(),
                    c.column.clone(),
                    c.old.clone().unwrap_or_else(|| "unknown".into()),
                    c.new.clone(),
                ]
            })
            .collect();
        let _ = writeln!(text, "{}", render::table(&["kind", "record", "column", "stored", "new"], &rows));
    }
    if !report.counts.is_empty() {
        let rows: Vec<Vec<String>> = report
            .counts
            .iter()
            .map(|(kind, c)| {
                vec![kind.to_string(), c.inserted.to_string(), c.updated.to_string(), c.unchanged.to_string()]
            })
            .collect();
        let _ = writeln!(text, "\n{}", render::table(&["kind", "inserted", "updated", "unchanged"], &rows));
    }
    let total = report.total();
    let what = match (&report.batch, report.dry_run) {
        (Some(batch), _) => format!("batch {batch}"),
        (None, true) => "dry run, nothing written".to_owned(),
        (None, false) => "nothing to write".to_owned(),
    };
    let _ = writeln!(
        text,
        "{what}: {} inserted, {} updated, {} unchanged, {} rows rejected",
        total.inserted,
        total.updated,
        total.unchanged,
        report.rejected()
    );
    if let Some(batch) = &report.batch {
        let _ = writeln!(text, "to take it out again: corridor undo {batch}");
    }
    text
}

fn describe_file(text: &mut String, file: &FileReport) {
    let u = &file.understood;
    let separator = match u.delimiter {
        ',' => "comma",
        ';' => "semicolon",
        _ => "tab",
    };
    let wide = if u.wide { ", with their parts in one row" } else { "" };
    let bom = if u.bom { " with BOM" } else { "" };
    let _ = writeln!(
        text,
        "{}: {} rows of kind {}{wide}; {}{bom}, {separator}-separated",
        u.file, file.rows, u.kind, u.encoding
    );
    let renamed: Vec<String> = u
        .columns
        .iter()
        .filter(|c| c.via == Via::Alias)
        .filter_map(|c| c.target.as_ref().map(|t| format!("`{}` as {}", c.header, t.field)))
        .collect();
    if !renamed.is_empty() {
        text.push_str(&render::wrapped(&format!("read {}", renamed.join(", ")), 2));
    }
    let kept: Vec<String> =
        u.columns.iter().filter(|c| c.via == Via::Unmapped).map(|c| format!("`{}`", c.header)).collect();
    if !kept.is_empty() {
        text.push_str(&render::wrapped(
            &format!("kept as they are, no column of ours takes them: {}", kept.join(", ")),
            2,
        ));
    }
    for (header, order) in &u.date_orders {
        let order = order.map_or("an order that no date settles", |order| order.as_str());
        let _ = writeln!(text, "  dates in `{header}` have {order}");
    }
    // A decimal dot is what everybody expects.
    for (header, sign) in u.decimal_signs.iter().filter(|(_, sign)| *sign != Some(DecimalSign::Dot)) {
        let sign =
            if sign.is_some() { "a decimal comma" } else { "decimal signs that contradict each other" };
        let _ = writeln!(text, "  numbers in `{header}` have {sign}");
    }
    if file.rows == 0 {
        let _ = writeln!(text, "  the file has a header and no rows");
    }
    for finding in &file.findings {
        text.push_str(&render::wrapped(&describe_finding(finding), 2));
    }
    if file.findings_total > file.findings.len() as u64 {
        let _ = writeln!(text, "  … and {} more", file.findings_total - file.findings.len() as u64);
    }
    if let Some(path) = &file.rejects {
        let _ = writeln!(
            text,
            "  {} rejected rows are in {}: mend them there and import that file",
            file.rejected,
            path.display()
        );
    }
}

fn describe_finding(finding: &Finding) -> String {
    let mut text = format!("{}: {} [{}]", finding.place, finding.reason, finding.code);
    if let Some(expected) = &finding.expected {
        let _ = write!(text, "; expected {expected}");
    }
    if let Some(suggestion) = &finding.suggestion {
        let _ = write!(text, "; did you mean `{suggestion}`?");
    }
    text
}
