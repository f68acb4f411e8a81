//! What people see of `compare`.

use crate::cli::render;
use crate::curricula::{Line, TrainingComparison};
use crate::ops::compare::CompareReply;
use crate::reference::{countries, occupations};

/// The columns of a comparison.
pub(in crate::cli) const HEADERS: [&str; 7] =
    ["requirement", "subject", "need", "have", "verdict", "short_by", "because"];

pub(in crate::cli) fn rows(comparison: &TrainingComparison) -> Vec<Vec<String>> {
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
            line.because().iter().map(|why| why.text.as_str()).collect::<Vec<_>>().join(" "),
        ]
    };
    comparison.lines.iter().map(row).collect()
}

pub(in crate::cli) fn describe(reply: &CompareReply) -> String {
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
    text.push_str(&super::past_day(&reply.past_day, 0));
    text
}
