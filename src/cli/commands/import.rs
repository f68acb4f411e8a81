//! `corridor import`

use super::Outcome;
use crate::cli::args::ImportArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ingest::{Finding, Severity, Via};
use crate::normalize::DecimalSign;
use crate::ops::Context;
use crate::ops::import::{self, FileReport, Options, Report};
use std::fmt::Write;

pub(super) fn run(context: &Context<'_>, format: Format, args: ImportArgs) -> Outcome {
    let options = Options {
        paths: args.paths,
        kind: args.kind,
        maps: args.maps.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
        recipe: args.recipe,
        save_recipe: args.save_recipe.clone(),
        encoding: args.encoding,
        sheet: args.sheet,
        dry_run: args.dry_run,
        rejects: args.rejects,
        accept: args.accept_suggestions,
        ..Options::default()
    };
    let report = import::import(context, &options)?;
    match format {
        Format::Json => render::json(&report)?,
        _ => render::text(&describe(&report))?,
    }
    if let Some(path) = args.save_recipe {
        render::note(&format!("recipe written: {}", path.display()));
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
    let sheet = u.form.sheet.as_ref().map(|sheet| format!("sheet `{sheet}`, ")).unwrap_or_default();

    let wide = if u.wide { ", with their parts in one row" } else { "" };

    let _ = writeln!(
        text,
        "{}: {} rows of kind {}{wide}; {sheet}{}, {}",
        u.file,
        file.rows,
        u.kind,
        u.form.encoding_said(),
        u.form.dialect
    );
    if !u.form.preamble.is_empty() {
        let _ = writeln!(text, "  lines above the header, left out: {}", u.form.preamble.len());
    }
    for note in &u.form.notes {
        text.push_str(&render::wrapped(note, 2));
    }
    for passed in &u.passed_over {
        let what = passed.what.as_str();
        let _ = writeln!(text, "  left out, {what}: {}, first in row {}", passed.count, passed.first);
    }
    describe_columns(text, file);
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
    for (header, sign) in &u.decimal_signs {
        let sign = sign.map_or("a decimal sign that no number settles", |sign| match sign {
            DecimalSign::Dot => "a decimal dot",
            DecimalSign::Comma => "a decimal comma",
        });
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
    if file.redirected > 0 {
        let known: Vec<String> =
            file.redirects.iter().map(|r| format!("row {} `{}` is `{}`", r.row, r.from, r.to)).collect();
        let more = file.redirected - file.redirects.len() as u64;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let said = format!("rows under the identifiers of merged workers: {}{more}", known.join(", "));
        text.push_str(&render::wrapped(&said, 2));
    }
    if let Some(path) = &file.rejects {
        let _ = writeln!(
            text,
            "  {} rejected rows are in {}: mend them there and import that file",
            file.rejected,
            path.display()
        );
    }
    if file.warned > 0 {
        let all =
            file.warnings.as_ref().map(|path| format!(", all in {}", path.display())).unwrap_or_default();
        let _ = writeln!(text, "  {} rows were taken with warnings or notes{all}", file.warned);
    }
}

/// The columns whose headers are not our own names, with how sure their meaning is.
fn describe_columns(text: &mut String, file: &FileReport) {
    let rows: Vec<Vec<String>> = file
        .understood
        .columns
        .iter()
        .filter(|c| !matches!(c.via, Via::Name | Via::Wide))
        .filter_map(|c| {
            let target = c.target.as_ref()?;
            Some(vec![
                one_line(&c.header),
                target.name(),
                c.via.as_str().to_owned(),
                c.confidence.map(|confidence| confidence.to_string()).unwrap_or_default(),
                c.sample.clone().unwrap_or_default(),
            ])
        })
        .collect();
    if !rows.is_empty() {
        let _ = writeln!(text, "{}", render::table(&["header", "read as", "via", "sure", "such as"], &rows));
    }
    for constant in &file.understood.constants {
        let _ = writeln!(
            text,
            "  {} is `{}` in every row: {}",
            constant.target.name(),
            constant.value,
            constant.why
        );
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn describe_finding(finding: &Finding) -> String {
    let grave = match finding.severity {
        Severity::Reject => "",
        Severity::Warn => "warning: ",
        Severity::Note => "note: ",
    };
    let mut text = format!("{grave}{}: {} [{}]", finding.place, finding.reason, finding.code);
    if let Some(expected) = &finding.expected {
        let _ = write!(text, "; expected {expected}");
    }
    if let Some(suggestion) = &finding.suggestion {
        let _ = write!(text, "; did you mean `{suggestion}`?");
    }
    text
}
