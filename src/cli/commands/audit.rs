//! `corridor audit`

use super::Outcome;
use crate::cli::args::{AuditArgs, AuditCommand};
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ethics::{Finding, FindingOutcome};
use crate::ops::{Act, Desk, audit};
use crate::rule::Severity;
use std::fmt::Write;

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: AuditArgs) -> Outcome {
    match args.what {
        Some(AuditCommand::Verify) => {
            let state = audit::verify(desk, act)?;
            match format {
                Format::Json => render::json(&state)?,
                _ => {
                    let whole =
                        if state.broken.is_empty() { "the log is whole" } else { "THE LOG IS BROKEN" };
                    let mut text = format!("{whole}: {} entries, root {}\n", state.entries, state.root);
                    for broken in &state.broken {
                        let _ = writeln!(text, "  {broken}");
                    }
                    text.push_str("keep the root elsewhere: whoever owns the files can write another log\n");
                    render::text(&text)?;
                }
            }
            return Ok(Exit::found(!state.broken.is_empty()));
        }
        Some(AuditCommand::Log) => {
            for entry in audit::entries(desk, act)? {
                render::text(&entry)?;
            }
            return Ok(Exit::Done);
        }
        None => {}
    }
    let detail = args.placement.is_some();
    let options = audit::Options {
        from: args.from,
        until: args.until,
        origin: args.origin,
        destination: args.destination,
        placement: args.placement,
    };
    let reply = audit::audit(desk, act, &options)?;
    match format {
        Format::Json => render::json(&reply)?,
        Format::Csv => {
            let rows: Vec<Vec<String>> = reply
                .breaches
                .iter()
                .flat_map(|one| {
                    one.assessment.findings.iter().map(|f| {
                        vec![
                            one.placement.clone(),
                            one.origin.map(|c| c.to_string()).unwrap_or_default(),
                            one.destination.map(|c| c.to_string()).unwrap_or_default(),
                            one.assessment.clearance.to_string(),
                            f.rule.clone(),
                            f.severity.to_string(),
                            outcome(f),
                            f.facts_line(),
                        ]
                    })
                })
                .collect();
            render::csv(
                &["placement", "origin", "destination", "clearance", "rule", "severity", "outcome", "facts"],
                &rows,
            )?;
        }
        Format::Table => render::text(&describe(&reply, detail))?,
    }
    let breach =
        reply.rules.values().any(|(severity, _, count)| *severity == Severity::Block && count.broken > 0);
    Ok(Exit::found(breach))
}

pub(in crate::cli) fn outcome(finding: &Finding) -> String {
    match &finding.outcome {
        FindingOutcome::Broken if finding.severity == Severity::Info => "applies".to_owned(),
        FindingOutcome::Broken => "broken".to_owned(),
        FindingOutcome::Unknown { missing } => format!("unknown: {}", missing.join(", ")),
        FindingOutcome::Unusable { because } => format!("unusable: {because}"),
    }
}

pub(in crate::cli) fn describe(reply: &audit::Reply, detail: bool) -> String {
    let mut text = format!("{} placements", reply.placements);
    for (clearance, count) in reply.clearances.iter().rev() {
        let _ = write!(text, "; {count} {clearance}");
    }
    text.push('\n');
    if !detail {
        let mut rules: Vec<_> = reply.rules.iter().collect();
        rules.sort_by(|a, b| (b.1.0, b.1.2.broken, a.0).cmp(&(a.1.0, a.1.2.broken, b.0)));
        let rows: Vec<Vec<String>> = rules
            .iter()
            .filter(|(_, (_, _, count))| count.broken > 0)
            .map(|(id, (severity, title, count))| {
                vec![
                    severity.to_string(),
                    (*id).clone(),
                    title.clone(),
                    count.broken.to_string(),
                    count.unknown.to_string(),
                ]
            })
            .collect();
        let _ = writeln!(
            text,
            "{}",
            render::table(&["severity", "rule", "the fault", "broken", "unknown"], &rows)
        );
        let mut corridors: Vec<_> = reply.corridors.iter().filter(|(_, (_, blocked))| *blocked > 0).collect();
        corridors.sort_by(|a, b| (b.1.1, a.0).cmp(&(a.1.1, b.0)));
        let rows: Vec<Vec<String>> = corridors
            .iter()
            .take(12)
            .map(|(name, (all, blocked))| vec![(*name).clone(), all.to_string(), blocked.to_string()])
            .collect();
        let _ = writeln!(text, "{}", render::table(&["corridor", "placements", "blocked"], &rows));
    }
    for one in &reply.breaches {
        if !detail && text.lines().count() > 80 {
            text.push_str("… more with --format csv, or one by one with --placement ID\n");
            break;
        }
        let place =
            |c: Option<crate::model::Country>| c.map_or_else(|| "unknown".to_owned(), |c| c.to_string());
        let _ = writeln!(
            text,
            "{} ({} > {}): {}",
            one.placement,
            place(one.origin),
            place(one.destination),
            one.assessment.clearance
        );
        for f in &one.assessment.findings {
            let shown = detail || (f.outcome == FindingOutcome::Broken && f.severity > Severity::Info);
            if shown {
                text.push_str(&finding(f, detail));
            }
        }
    }
    text
}

/// A finding in words: what, by which clause, on which facts, and what to do.
pub(in crate::cli) fn finding(f: &Finding, detail: bool) -> String {
    let mut text = render::wrapped(&format!("{} {} ({}): {}", f.severity, f.rule, outcome(f), f.title), 2);
    if detail || f.outcome == FindingOutcome::Broken {
        text.push_str(&render::wrapped(
            &format!("{}, {} ({}; {})", f.instrument, f.article, f.legal_force, f.pack),
            4,
        ));
        if !f.facts.is_empty() {
            text.push_str(&render::wrapped(&format!("facts: {}", f.facts_line()), 4));
        }
        text.push_str(&render::wrapped(&format!("to do: {}", f.remedy), 4));
    }
    text
}
