//! What people see of `language`.

use crate::cli::render;
use crate::credentials::language::{self, LanguageRoute, RegulatorAnswer};
use crate::message::paragraph;
use crate::normalize::certificate::Certificate;
use crate::ops::language::LanguageReply;
use crate::reference::{countries, occupations};
use std::fmt::Write;

/// Routes shown of a regulator unless all are asked for.
pub(in crate::cli) const NEAREST: usize = 3;

pub(in crate::cli) const HEADERS: [&str; 13] = [
    "regulator",
    "regulator_outcome",
    "language",
    "asked",
    "outcome",
    "decides",
    "because",
    "missing",
    "next_step",
    "source",
    "source_url",
    "confidence",
    "condition",
];

pub(in crate::cli) fn rows(reply: &LanguageReply) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let condition = reply.solution.condition.as_ref().map(ToString::to_string).unwrap_or_default();
    for answer in &reply.solution.regulators {
        let step = answer.next_step.as_ref().map(|step| step.action.to_string()).unwrap_or_default();
        for route in &answer.routes {
            rows.push(vec![
                answer.regulator.to_owned(),
                answer.outcome.to_string(),
                route.language.to_string(),
                route.asked.clone(),
                route.outcome.to_string(),
                if route.decides { "yes" } else { "no" }.to_owned(),
                paragraph(&route.because),
                paragraph(&route.missing),
                step.clone(),
                route.source.source.to_string(),
                route.source.url.to_string(),
                route.source.confidence.to_string(),
                condition.clone(),
            ]);
        }
    }
    rows
}

pub(in crate::cli) fn describe(reply: &LanguageReply, all: bool) -> String {
    let solution = &reply.solution;
    let mut text = format!(
        "{}{}{}, {} ({}), application on {}: {}{}\n",
        reply.worker.as_ref().map(|worker| format!("{worker} in ")).unwrap_or_default(),
        countries::name(solution.destination),
        solution.region.as_ref().map(|region| format!(" ({region})")).unwrap_or_default(),
        occupations::title(solution.occupation),
        solution.occupation,
        solution.as_of,
        solution.outcome.as_str().to_uppercase(),
        if solution.condition.is_some() { ", on a condition" } else { "" },
    );
    if let Some(condition) = &solution.condition {
        text.push_str(&render::wrapped(&condition.to_string(), 0));
    }
    if !reply.read.is_empty() || !reply.refused.is_empty() {
        text.push_str("\nread\n");
        for one in &reply.read {
            text.push_str(&render::wrapped(&certificate(one), 2));
        }
        for refused in &reply.refused {
            text.push_str(&render::wrapped(&format!("[{}] {refused}", refused.fault), 2));
        }
    }
    for answer in &solution.regulators {
        regulator(&mut text, answer, all);
    }
    if !solution.assumptions.is_empty() {
        text.push('\n');
        text.push_str(&render::wrapped(&format!("assumed: {}", paragraph(&solution.assumptions)), 0));
    }
    for warning in &solution.warnings {
        text.push_str(&render::wrapped(&format!("note: {warning}"), 0));
    }
    text
}

pub(in crate::cli) fn certificate(one: &Certificate) -> String {
    let mut parts: Vec<String> = vec![one.test.as_ref().map_or("no test".to_owned(), ToString::to_string)];
    let mut add = |name: &str, value: Option<String>| {
        parts.extend(value.map(|value| format!("{name} {value}")));
    };
    add("level", one.level.map(|level| level.to_string()));
    add("overall", one.overall.clone());
    add("listening", one.listening.clone());
    add("reading", one.reading.clone());
    add("writing", one.writing.clone());
    add("speaking", one.speaking.clone());
    add("taken", one.taken_on.map(|date| date.to_string()));
    add("valid until", one.expires_on.map(|date| date.to_string()));
    add("taken as", one.mode.map(|mode| mode.to_string()));
    if let Some(levels) = levels(one) {
        parts.push(levels);
    }
    let mut text = parts.join(", ");
    for note in &one.notes {
        let _ = write!(text, " ({note})");
    }
    text
}

/// The level of each result, with the row of the concordance.
pub(in crate::cli) fn levels(one: &Certificate) -> Option<String> {
    let levels = language::levels_by_skill(one);
    if levels.is_empty() {
        return None;
    }
    let mut sources: Vec<String> = Vec::new();
    let shown: Vec<String> = levels
        .iter()
        .map(|(skill, linked)| {
            let source = format!("{}, confidence {}", linked.citation.source, linked.citation.confidence);
            if !sources.contains(&source) {
                sources.push(source);
            }
            format!(
                "{skill} {}",
                linked.level.map_or("below the table".to_owned(), |level| level.to_string())
            )
        })
        .collect();
    Some(format!("CEFR {} [{}]", shown.join(", "), sources.join("; ")))
}

pub(in crate::cli) fn regulator(text: &mut String, answer: &RegulatorAnswer, all: bool) {
    let _ = writeln!(text, "\n{}: {}", answer.regulator, answer.outcome.as_str().to_uppercase());
    let shown = if all { answer.routes.len() } else { NEAREST };
    for route in answer.routes.iter().take(shown) {
        describe_route(text, route);
    }
    if answer.routes.len() > shown {
        let more = answer.routes.len() - shown;
        let _ = writeln!(text, "  and {more} more routes (--all-routes)");
    }
    if !answer.other_ways.is_empty() {
        text.push_str(&render::wrapped(&format!("other ways: {}", paragraph(&answer.other_ways)), 2));
    }
    if let Some(step) = &answer.next_step {
        let by = step.by.map(|day| format!(" (by {day})")).unwrap_or_default();
        text.push_str(&render::wrapped(&format!("next step{by}: {}", step.action), 2));
        text.push_str(&render::wrapped(&format!("[{}, {}]", step.source.source, step.source.confidence), 4));
    }
}

pub(in crate::cli) fn describe_route(text: &mut String, route: &LanguageRoute) {
    let aside = if route.decides { "" } else { ", decides nothing" };
    text.push_str(&render::wrapped(&format!("{}: {}{aside}", route.outcome, route.asked), 2));
    text.push_str(&render::wrapped(&paragraph(&route.because), 4));
    if !route.missing.is_empty() {
        text.push_str(&render::wrapped(&format!("would be settled by: {}", paragraph(&route.missing)), 4));
    }
    if !route.notes.is_empty() {
        text.push_str(&render::wrapped(&format!("note of the row: {}", route.notes), 4));
    }
    let url = if route.source.url.is_empty() { String::new() } else { format!(", {}", route.source.url) };
    text.push_str(&render::wrapped(
        &format!("[{}{url}, {}]", route.source.source, route.source.confidence),
        4,
    ));
}
