//! One file per command.

mod audit;
mod compare;
mod dedupe;
mod demo;
mod doctor;
mod export;
mod generate;
mod harmonize;
mod import;
mod language;
mod r#match;
mod normalize_csv;
mod plan;
mod policy;
mod portability;
mod reading;
mod reindex;
mod report;
mod resolve;
mod review;
mod rule;
mod search;
mod template;
mod terms;
mod undo;
mod why;

use super::exit::Exit;
use super::progress::Bars;
use crate::cli::render::Format;
use crate::model::{Actor, Day, Language};
use crate::ops::{Act, Desk};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Maps health workers to job openings abroad, with ethical-recruitment flags and benefit portability.
#[derive(Debug, Parser)]
#[command(
    name = "corridor",
    version,
    about,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(in crate::cli) struct Cli {
    /// The data directory: store, index and profiles [default: corridor-data; of `demo`: corridor-demo]
    #[arg(long, global = true, env = "CORRIDOR_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// How to print: tables for people, json or csv for programs
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Seconds to wait when another process is writing
    #[arg(long, global = true, default_value_t = 60, value_name = "SECONDS")]
    wait: u64,
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Walk through the main job on synthetic data: import, shortlist, flags, benefits, audit
    Demo(demo::DemoArgs),
    /// Load CSV files as one batch: sound rows go in, the others come back with a reason per cell
    Import(import::ImportArgs),
    /// Give records out again: a kind as CSV or JSON, in the order of their identifiers
    Export(export::ExportArgs),
    /// Show the report of a batch that was imported, or write it as a page
    Report(report::ReportArgs),
    /// Take a batch out again and restore what was there
    Undo(undo::UndoArgs),
    /// Decide about workers that may be one person: merge, keep apart, take back
    Review(review::ReviewArgs),
    /// Print an empty file of a kind: header and an example row
    Template(template::TemplateArgs),
    /// Write the table of any file as plain CSV and say how it was understood
    NormalizeCsv(normalize_csv::NormalizeCsvArgs),
    /// Find workers (blind), openings, curricula or language certificates by words
    Search(search::SearchArgs),
    /// Remove the derived files and make them anew from the store
    Reindex,
    /// Rank workers for an opening, or openings for a worker, with reasons, flags and benefits
    Match(r#match::MatchArgs),
    /// Say what decides about one worker and one opening, and what would change it
    Why(why::WhyArgs),
    /// Say whether a language rule is met, by which route, by how little not, and the cheapest next step
    Language(language::LanguageArgs),
    /// Compare a curriculum or a worker's qualification with what a destination asks, subject by subject
    Compare(compare::CompareArgs),
    /// Compare all curricula of an occupation with all destinations, and say which 100 hours would open most
    Harmonize(harmonize::HarmonizeArgs),
    /// The steps that make a worker ready for an opening or a destination, and the certificate that opens most
    Plan(plan::PlanArgs),
    /// Say what a worker keeps of pension, medical and life cover along a corridor
    Portability(portability::PortabilityArgs),
    /// Judge placements by the rules of their day, or verify the audit log
    Audit(audit::AuditArgs),
    /// Print what a rule checks, why, and where it comes from
    Rule(rule::RuleArgs),
    /// The policy packs in use; check, test or copy one
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Find records of the same person: in the store, in any table of people, or across two
    Dedupe(dedupe::DedupeArgs),
    /// Resolve what a table says: names of people
    Resolve(resolve::ResolveArgs),
    /// Check that everything is whole and up to date; print the editions in use
    Doctor,
    /// Write synthetic workers, openings, organizations and curricula of any number
    Generate(generate::GenerateArgs),
}

/// What a command returns.
pub(super) type Outcome = Result<Exit, Box<dyn std::error::Error>>;

/// Runs a command.
pub(super) fn run(cli: Cli) -> Outcome {
    let now = now();
    let default = if matches!(cli.command, Command::Demo(_)) { "corridor-demo" } else { "corridor-data" };
    let data = cli.data.unwrap_or_else(|| default.into());
    let desk = Desk::new(data, Duration::from_secs(cli.wait));
    let act = Act {
        actor: Actor::local(whoami::username().unwrap_or_else(|_| "unknown".to_owned())),
        at: now.to_string(),
        today: Day::of(jiff::tz::Offset::UTC.to_datetime(now).date()),
        language: Language::ENGLISH,
        progress: Arc::new(Bars::default()),
    };
    match cli.command {
        Command::Import(args) => import::run(&desk, &act, cli.format, args),
        Command::Export(args) => export::run(&desk, &act, cli.format, args),
        Command::Report(args) => report::run(&desk, &act, cli.format, args),
        Command::Undo(args) => undo::run(&desk, &act, cli.format, &args),
        Command::Review(args) => review::run(&desk, &act, cli.format, args),
        Command::Template(args) => template::run(&args),
        Command::NormalizeCsv(args) => normalize_csv::run(cli.format, args),
        Command::Search(args) => search::run(&desk, &act, cli.format, args),
        Command::Reindex => reindex::run(&desk, &act, cli.format),
        Command::Match(args) => r#match::run(&desk, &act, cli.format, &args),
        Command::Why(args) => why::run(&desk, &act, cli.format, &args),
        Command::Compare(args) => compare::run(&desk, &act, cli.format, args),
        Command::Harmonize(args) => harmonize::run(&desk, &act, cli.format, args),
        Command::Language(args) => language::run(&desk, &act, cli.format, args),
        Command::Plan(args) => plan::run(&desk, &act, cli.format, args),
        Command::Portability(args) => portability::run(&act, cli.format, args),
        Command::Audit(args) => audit::run(&desk, &act, cli.format, args),
        Command::Policy(command) => policy::run(&desk, &act, cli.format, command),
        Command::Rule(args) => rule::run(&desk, &args),
        Command::Dedupe(args) => dedupe::run(&desk, &act, cli.format, args),
        Command::Resolve(args) => resolve::run(&desk, &act, cli.format, args),
        Command::Doctor => doctor::run(&desk, &act, cli.format),
        Command::Generate(args) => generate::run(&act, &args),
        Command::Demo(args) => demo::run(&desk, &act, &args),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
fn now() -> jiff::Timestamp {
    let now = crate::fault::clock().unwrap_or_else(jiff::Timestamp::now);
    now.round(jiff::Unit::Second).unwrap_or_default()
}
