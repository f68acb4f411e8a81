//! `corridor portability`

use super::Outcome;
use crate::cli::args::PortabilityArgs;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::message;
use crate::ops::Act;
use crate::portability::{self, Answer, Group, Question, Verdict};
use crate::reference::countries;
use std::fmt::Write;

pub(super) fn run(act: &Act, format: Format, args: PortabilityArgs) -> Outcome {
    let question = Question {
        nationalities: (!args.nationality.is_empty()).then_some(args.nationality),
        return_to: args.return_to,
        earlier_months: args.earlier_months,
        origin_months: args.origin_months,
        visa: args.visa,
        ending: args.ending,
        ..Question::new(args.origin, args.destination, args.months, args.as_of.unwrap_or(act.today))
    };
    if let Some(branch) = args.branch {
        let verdict = portability::branch(&question, branch);
        match format {
            Format::Json => render::json(&verdict)?,
            Format::Csv => render::csv(&HEADERS, &[row(&verdict)])?,
            Format::Table => render::text(&describe_verdict(&verdict))?,
        }
        return Ok(Exit::Done);
    }
    let answer = portability::answer(&question);
    match format {
        Format::Json => render::json(&answer)?,
        Format::Csv => {
            let groups = [&answer.pension, &answer.medical, &answer.life];
            let rows: Vec<_> = groups.iter().flat_map(|group| &group.branches).map(row).collect();
            render::csv(&HEADERS, &rows)?;
        }
        Format::Table => render::text(&describe(&answer))?,
    }
    Ok(Exit::Done)
}

const HEADERS: [&str; 6] = ["branch", "verdict", "rules", "reasons", "warnings", "confidence"];

fn row(verdict: &Verdict) -> Vec<String> {
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
        let _ = writeln!(text, "\nbeside it, what {} offers its people abroad", countries::name(q.origin));
        for row in &answer.origin_cover {
            text.push_str(&render::wrapped(&format!("{}: {} [{}]", row.key, row.says, row.confidence), 2));
        }
    }
    text
}

fn describe_group(text: &mut String, name: &str, group: &Group) {
    let _ = writeln!(text, "\n{}: {}", name.to_uppercase(), group.label);
    for verdict in &group.branches {
        for line in describe_verdict(verdict).lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
}

fn describe_verdict(verdict: &Verdict) -> String {
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
