//! `corridor compare` and `corridor harmonize`

use super::Outcome;
use crate::cli::args::{CompareArgs, HarmonizeArgs};
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::curricula::harmonize::{HarmonizeQuestion, Matrix, MatrixCell};
use crate::curricula::{Line, Overall, TrainingComparison};
use crate::ops::OpsError;
use crate::ops::compare::{self, Destination, Reply, Subject};
use crate::ops::harmonize;
use crate::ops::{Act, Desk};
use crate::reference::{countries, occupations};
use std::fmt::Write;

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: CompareArgs) -> Outcome {
    let subject = match (args.curriculum, args.worker) {
        (Some(id), _) => Subject::Curriculum(id),
        (None, worker) => {
            Subject::Qualification { worker: worker.unwrap_or_default(), title: args.qualification }
        }
    };
    let to = Destination {
        country: args.destination,
        region: args.region,
        occupation: args.occupation,
        as_of: args.as_of.unwrap_or(act.today),
    };
    let reply = compare::compare(desk, act, &subject, &to)?;
    match format {
        Format::Json => render::json(&reply)?,
        Format::Csv => {
            render::csv(
                &["requirement", "subject", "need", "have", "verdict", "short_by", "because"],
                &rows(&reply.comparison),
            )?;
        }
        Format::Table => render::text(&describe(&reply))?,
    }
    Ok(Exit::Done)
}

fn rows(comparison: &TrainingComparison) -> Vec<Vec<String>> {
    let number =
        |value: Option<crate::model::Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
    let row = |line: &Line| {
        vec![
            line.requirement.name().to_owned(),
            line.requirement.subject().unwrap_or_default().to_owned(),
            number(line.need),
            number(line.have),
            line.verdict.to_string(),
            number(line.short_by),
            line.because(),
        ]
    };
    comparison.lines.iter().map(row).collect()
}

fn describe(reply: &Reply) -> String {
    let detail = &reply.comparison;
    let mut text = format!(
        "{}\nagainst {}, {} ({}), by the rule of {}\n{}: {}\n",
        reply.what,
        countries::name(detail.destination),
        occupations::title(detail.occupation),
        detail.occupation,
        detail.judged_by,
        detail.overall.as_str().to_uppercase(),
        detail.because,
    );
    if let Some(rule) = detail.rule {
        text.push_str(&render::wrapped(&format!("rule: {}", rule.title()), 0));
    }
    if !detail.lines.is_empty() {
        let lines: Vec<Vec<String>> = rows(detail)
            .into_iter()
            .map(|mut row| {
                row.remove(1);
                row
            })
            .collect();
        text.push_str(&render::table(
            &["requirement", "asked", "there", "verdict", "short by", "because"],
            &lines,
        ));
        text.push('\n');
    }
    let harmonized = &detail.harmonized;
    if !harmonized.unplaced.is_empty() {
        let names: Vec<&str> = harmonized.unplaced.iter().map(|(name, _)| name.as_str()).collect();
        text.push_str(&render::wrapped(&format!("courses that no subject names: {}", names.join("; ")), 0));
    }
    for (course, subjects) in &harmonized.shared {
        text.push_str(&render::wrapped(&format!("shared: {course} among {}", subjects.join(", ")), 0));
    }
    if let Some(route) = &reply.route {
        text.push_str("\nthe way to recognition\n");
        for step in &route.steps {
            let months = match (step.months_min, step.months_max) {
                (Some(low), Some(high)) => format!(", {low} to {high} months"),
                (Some(one), None) | (None, Some(one)) => format!(", {one} months"),
                (None, None) => String::new(),
            };
            let fee = step.fee.map(|fee| {
                let year = fee.year.map_or("year not known".to_owned(), |year| year.to_string());
                format!(", {} {} ({year}; {})", fee.amount, fee.currency, fee.covers)
            });
            text.push_str(&render::wrapped(
                &format!(
                    "{}: {}, {}{months}{} [{}, {}]",
                    step.step,
                    step.route,
                    step.authority,
                    fee.unwrap_or_default(),
                    step.source.source,
                    step.source.confidence
                ),
                2,
            ));
        }
    }
    for note in &detail.notes {
        text.push_str(&render::wrapped(&format!("note: {note}"), 0));
    }
    if !detail.sources.is_empty() {
        text.push_str("\nsources\n");
    }
    for source in &detail.sources {
        let url = if source.url.is_empty() { String::new() } else { format!(", {}", source.url) };
        text.push_str(&render::wrapped(
            &format!("{}{url} [{}, {}]", source.source, source.table, source.confidence),
            2,
        ));
    }
    text
}

pub(super) fn harmonize(desk: &Desk, act: &Act, format: Format, args: HarmonizeArgs) -> Outcome {
    let question = HarmonizeQuestion {
        occupation: args.occupation,
        origin: args.origin,
        destinations: args.destination,
        as_of: args.as_of.unwrap_or(act.today),
    };
    let reply = harmonize::harmonize(desk, act, &question)?;
    if let Some(path) = args.html {
        let page = crate::report::heat(&reply);
        crate::files::write_whole(&path, page)
            .map_err(|source| OpsError::Write { path: path.clone(), source })?;
        render::note(&format!("written to {}", path.display()));
    }
    match format {
        Format::Json => render::json(&reply)?,
        Format::Csv => {
            let mut rows = Vec::new();
            for row in &reply.rows {
                for cell in &row.cells {
                    rows.push(vec![
                        row.curriculum.to_string(),
                        row.title.clone(),
                        row.country.map(|country| country.to_string()).unwrap_or_default(),
                        row.graduates.to_string(),
                        cell.destination.to_string(),
                        cell.overall.to_string(),
                        cell.counts[0].to_string(),
                        cell.counts[1].to_string(),
                        cell.counts[2].to_string(),
                        cell.counts[3].to_string(),
                        cell.counts[4].to_string(),
                        cell.gaps.join("; "),
                    ]);
                }
            }
            render::csv(
                &[
                    "curriculum_id",
                    "title",
                    "country",
                    "graduates",
                    "destination",
                    "overall",
                    "met",
                    "typically_met",
                    "short",
                    "missing",
                    "unknown",
                    "gaps",
                ],
                &rows,
            )?;
        }
        Format::Table => render::text(&matrix(&reply))?,
    }
    Ok(Exit::Done)
}

/// Marks of the cells, told below the table.
fn mark(cell: &MatrixCell) -> String {
    match cell.overall {
        Overall::Automatic => "auto".to_owned(),
        Overall::SubstantiallyEquivalent => "met".to_owned(),
        Overall::Gaps => format!("-{}", cell.gaps.len()),
        Overall::AssistantLevel | Overall::OtherOccupation => "other".to_owned(),
        Overall::NotComparable => "exam".to_owned(),
        Overall::Unknown => "?".to_owned(),
    }
}

fn matrix(reply: &Matrix) -> String {
    let mut text = String::new();
    if reply.rows.is_empty() {
        return "no curriculum of that occupation is in the store: import some (`corridor template curriculum`)\n".to_owned();
    }
    // As many destinations side by side as the width holds.
    const AT_ONCE: usize = 12;
    for part in (0..reply.destinations.len()).step_by(AT_ONCE) {
        let columns = &reply.destinations[part..reply.destinations.len().min(part + AT_ONCE)];
        let codes: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let headers: Vec<&str> =
            ["curriculum", "from"].into_iter().chain(codes.iter().map(String::as_str)).collect();
        let rows: Vec<Vec<String>> = reply
            .rows
            .iter()
            .map(|row| {
                let from = row.country.map(|country| country.to_string()).unwrap_or_default();
                let cells = row.cells.iter().skip(part).take(columns.len()).map(mark);
                [row.curriculum.to_string(), from].into_iter().chain(cells).collect()
            })
            .collect();
        text.push_str(&render::table(&headers, &rows));
        text.push('\n');
    }
    text.push_str(&render::wrapped(
        "auto: recognized without comparing; met: every requirement; -n: n requirements short or missing; other: a training of another level or \
         occupation; exam: decided by \
         examination or academic level; ?: not known. `corridor compare --curriculum ID --destination CC` shows a cell \
         with its sources.",
        0,
    ));
    text.push_str("\nwhich 100 hours would open most\n");
    match &reply.best {
        Some(best) => text.push_str(&render::wrapped(&format!("over all: {}", best.sentence()), 2)),
        None => text.push_str("  no 100 hours close a gap\n"),
    }
    for row in &reply.rows {
        if let Some(best) = &row.best {
            let _ =
                write!(text, "{}", render::wrapped(&format!("{}: {}", row.curriculum, best.sentence()), 2));
        }
    }
    text
}
