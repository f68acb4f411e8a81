//! `corridor audit`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::cli::show::audit as show;
use crate::model::{Country, Day};
use crate::ops::{Act, Desk, audit};
use crate::rule::Severity;
use clap::{Args, Subcommand};
use std::fmt::Write;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct AuditArgs {
    #[command(subcommand)]
    what: Option<AuditCommand>,
    /// Contacts from this day on
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,
    /// Contacts before this day
    #[arg(long, value_name = "DATE")]
    until: Option<Day>,
    /// Country of residence
    #[arg(long)]
    origin: Option<Country>,
    /// Country of the job
    #[arg(long)]
    destination: Option<Country>,
    /// One placement, with everything that is known and unknown of it
    #[arg(long, value_name = "ID")]
    placement: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Verify that no entry of the audit log was altered, removed or added
    Verify,
    /// Print the entries of the audit log in their canonical form, one a line
    Log,
}

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
                            show::outcome(f),
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
        Format::Table => render::text(&show::describe(&reply, detail))?,
    }
    let breach =
        reply.rules.values().any(|(severity, _, count)| *severity == Severity::Block && count.broken > 0);
    Ok(Exit::found(breach))
}
