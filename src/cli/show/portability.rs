//! What people see of `portability`.

use crate::cli::output::Rows;
use crate::cli::render;
use crate::message;
use crate::portability::{Answer, CountryGroup, PortabilityReason, Verdict};
use crate::reference::countries;
use std::fmt::Write;

pub(in crate::cli) const HEADERS: [&str; 7] =
    ["branch", "verdict", "rules", "reasons", "warnings", "confidence", "condition"];

pub(in crate::cli) fn row(verdict: &Verdict) -> Vec<String> {
    vec![
        verdict.branch.to_string(),
        verdict.label.to_string(),
        verdict.rules.iter().map(|rule| rule.key.as_str()).collect::<Vec<_>>().join("; "),
        message::paragraph(&verdict.reasons),
        message::paragraph(&verdict.warnings),
        verdict.confidence.map(|c| c.to_string()).unwrap_or_default(),
        verdict.condition.as_ref().map(ToString::to_string).unwrap_or_default(),
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
    let groups = [("pension", &answer.pension), ("medical", &answer.medical), ("life", &answer.life)];
    // What every verdict takes for granted is told once.
    let verdicts: Vec<&Verdict> = groups.iter().flat_map(|(_, group)| &group.branches).collect();
    let everywhere = |one: &PortabilityReason| verdicts.iter().all(|v| v.assumptions.contains(one));
    let shared: Vec<PortabilityReason> = verdicts.first().map_or_else(Vec::new, |first| {
        first.assumptions.iter().filter(|one| everywhere(one)).cloned().collect()
    });
    if !shared.is_empty() {
        text.push_str(&render::wrapped(&format!("assumed: {}", message::paragraph(&shared)), 0));
    }
    for (name, group) in groups {
        describe_group(&mut text, name, group, &shared);
    }
    if !answer.origin_cover.is_empty() {
        let _ = writeln!(text, "\nalso: what {} offers its people abroad", countries::name(q.origin));
        for row in &answer.origin_cover {
            text.push_str(&render::wrapped(&format!("{}: {} [{}]", row.key, row.says, row.confidence), 2));
        }
    }
    text
}

fn describe_group(text: &mut String, name: &str, group: &CountryGroup, shared: &[PortabilityReason]) {
    let apart: Vec<String> =
        group.apart().map(|verdict| format!("; {}: {}", verdict.branch, verdict.headline())).collect();
    let line = format!("{}: {}{}", name.to_uppercase(), group.headline, apart.concat());
    let _ = write!(text, "\n{}", render::wrapped(&line, 0));
    for verdict in &group.branches {
        text.push_str(&describe_verdict(verdict, 2, shared));
    }
}

/// One verdict with what bears it, without the assumptions that were told before.
pub(in crate::cli) fn describe_verdict(
    verdict: &Verdict,
    indent: usize,
    told: &[PortabilityReason],
) -> String {
    let confidence = verdict.confidence.map(|c| format!(", confidence {c}")).unwrap_or_default();
    let tentative = verdict.tentative.map(|t| format!(" (tentatively {t})")).unwrap_or_default();
    let head = format!("{}: {}{tentative}{confidence}", verdict.branch, verdict.headline());
    let mut text = render::wrapped(&head, indent);
    let mut say = |said: &str| text.push_str(&render::wrapped(said, indent + 2));
    verdict.reasons.iter().for_each(|reason| say(&reason.to_string()));
    for rule in &verdict.rules {
        say(&format!("[{}] {} ({})", rule.key, rule.says, rule.source));
    }
    verdict.warnings.iter().for_each(|warning| say(&format!("warning: {warning}")));
    let own: Vec<PortabilityReason> =
        verdict.assumptions.iter().filter(|one| !told.contains(one)).cloned().collect();
    if !own.is_empty() {
        say(&format!("assumed: {}", message::paragraph(&own)));
    }
    text
}

/// Each branch of the answer.
pub(in crate::cli) fn rows(answer: &Answer) -> Rows {
    let groups = [&answer.pension, &answer.medical, &answer.life];
    Rows::new(&HEADERS, groups.iter().flat_map(|group| &group.branches).map(row).collect())
}
