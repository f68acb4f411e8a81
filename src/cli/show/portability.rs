//! What people see of `portability`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::message;
use crate::portability::{Answer, CountryGroup, Verdict};
use crate::reference::countries;
use std::fmt::Write;

pub(in crate::cli) const HEADERS: [&str; 6] =
    ["branch", "verdict", "rules", "reasons", "warnings", "confidence"];

pub(in crate::cli) fn row(verdict: &Verdict) -> Vec<String> {
    vec![
        verdict.branch.to_string(),
        verdict.label.to_string(),
        verdict.rules.iter().map(|rule| rule.key.as_str()).collect::<Vec<_>>().join("; "),
        message::paragraph(&verdict.reasons),
        message::paragraph(&verdict.warnings),
        verdict.confidence.map(|c| c.to_string()).unwrap_or_default(),
    ]
}

pub(in crate::cli) fn describe(answer: &Answer) -> String {
    let q = &answer.question;
    let home = q.return_to.unwrap_or(q.origin);
    let mut text = format!(
        "{} to {}, {} months, then home in {}\n",
        countries::name(q.origin),
        countries::name(q.destination),
        q.months,
        countries::name(home)
    );
    for (name, group) in [("pension", &answer.pension), ("medical", &answer.medical), ("life", &answer.life)]
    {
        describe_group(&mut text, name, group);
    }
    if !answer.origin_cover.is_empty() {
        let _ = writeln!(text, "\nalso: what {} offers its people abroad", countries::name(q.origin));
        for row in &answer.origin_cover {
            text.push_str(&render::wrapped(&format!("{}: {} [{}]", row.key, row.says, row.confidence), 2));
        }
    }
    text
}

pub(in crate::cli) fn describe_group(text: &mut String, name: &str, group: &CountryGroup) {
    let _ = writeln!(text, "\n{}: {}", name.to_uppercase(), group.label);
    for verdict in &group.branches {
        for line in describe_verdict(verdict).lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
}

pub(in crate::cli) fn describe_verdict(verdict: &Verdict) -> String {
    let mut text = String::new();
    let confidence = verdict.confidence.map(|c| format!(", confidence {c}")).unwrap_or_default();
    let tentative = verdict.tentative.map(|t| format!(" (tentatively {t})")).unwrap_or_default();
    let _ = writeln!(text, "{}: {}{tentative}{confidence}", verdict.branch, verdict.label);
    for reason in &verdict.reasons {
        text.push_str(&render::wrapped(&reason.to_string(), 2));
    }
    for rule in &verdict.rules {
        text.push_str(&render::wrapped(&format!("[{}] {} ({})", rule.key, rule.says, rule.source), 2));
    }
    for warning in &verdict.warnings {
        text.push_str(&render::wrapped(&format!("warning: {warning}"), 2));
    }
    if !verdict.assumptions.is_empty() {
        text.push_str(&render::wrapped(&format!("assumed: {}", message::paragraph(&verdict.assumptions)), 2));
    }
    text
}

/// Each branch of the answer.
pub(in crate::cli) fn rows(answer: &Answer) -> Rows {
    let groups = [&answer.pension, &answer.medical, &answer.life];
    Rows::new(&HEADERS, groups.iter().flat_map(|group| &group.branches).map(row).collect())
}
