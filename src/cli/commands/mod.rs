//! One file per command.

mod audit;
mod compare;
mod completions;
mod config;
mod dedupe;
mod demo;
mod doctor;
mod examples;
mod export;
mod generate;
mod harmonize;
mod import;
mod language;
mod man;
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
mod show;
mod template;
mod terms;
mod undo;
mod why;

use super::config::{Said, Settings};
use super::exit::Exit;
use super::output::Output;
use super::progress::Bars;
use crate::cli::render::Format;
use crate::model::{Actor, Day, Language};
use crate::ops::{Act, Desk};
use clap::{ArgMatches, CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The heading of the flags that every command has.
const GLOBAL: &str = "Global options";

/// Maps health workers to job openings abroad, with ethical-recruitment flags and benefit portability.
#[derive(Debug, Parser)]
#[command(
    name = "corridor",
    version,
    about,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "\
Exit codes: 0 done; 1 done, and something was found (rows rejected, a rule broken, a log altered); 2 could not be done; \
130 interrupted with nothing changed.

A file `corridor.toml` here, in a parent directory or in the user's configurations can set `data`, `format` and `wait`; \
`corridor config` says what holds and why."
)]
pub(in crate::cli) struct Cli {
    /// Keep store, index and profiles in this directory [default: corridor-data; of `demo`: corridor-demo]
    #[arg(long, global = true, env = "CORRIDOR_DATA", value_name = "DIR", help_heading = GLOBAL)]
    pub(in crate::cli) data: Option<PathBuf>,
    /// Print tables for people, JSON or CSV for programs [default: table]
    #[arg(long, global = true, value_enum, value_name = "FORMAT", help_heading = GLOBAL)]
    pub(in crate::cli) format: Option<Format>,
    /// Show only these columns of tables and CSV, in this order
    #[arg(long, global = true, value_delimiter = ',', value_name = "A,B,C", help_heading = GLOBAL)]
    columns: Vec<String>,
    /// Wait so many seconds for another process that is writing [default: 60]
    #[arg(long, global = true, value_name = "SECONDS", help_heading = GLOBAL)]
    pub(in crate::cli) wait: Option<u64>,
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
    /// Show one record with its parts; of a person blind, unless a purpose is given
    Show(show::ShowArgs),
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
    /// Plan the steps that make a worker ready for an opening or a destination, and name the certificate that opens most
    Plan(plan::PlanArgs),
    /// Say what a worker keeps of pension, medical and life cover along a corridor
    Portability(portability::PortabilityArgs),
    /// Judge placements by the rules of their day, or verify the audit log
    Audit(audit::AuditArgs),
    /// Print what a rule checks, why, and where it comes from
    Rule(rule::RuleArgs),
    /// List the policy packs in use; check, test or copy one
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Find records of the same person: in the store, in any table of people, or across two
    Dedupe(dedupe::DedupeArgs),
    /// Resolve the texts of a table to countries, occupations, certificates, regulators, schools and other things
    Resolve(resolve::ResolveArgs),
    /// Check that everything is whole and up to date; print the editions in use
    Doctor,
    /// Write synthetic workers, openings, organizations and curricula of any number
    Generate(generate::GenerateArgs),
    /// Show the settings that hold, and whether a flag, the environment or a file set them
    Config,
    /// Print the script that completes commands and flags in a shell
    Completions(completions::CompletionsArgs),
    /// Write the manual pages of all commands into a directory
    Man(man::ManArgs),
}

/// What a command returns.
pub(super) type Outcome = Result<Exit, Box<dyn std::error::Error>>;

/// The arguments as clap reads them, with the examples of each command.
pub(in crate::cli) fn command() -> clap::Command {
    examples::with_examples(Cli::command())
}

/// Runs a command.
pub(super) fn run(cli: Cli, matches: &ArgMatches) -> Outcome {
    let data = if matches!(cli.command, Command::Demo(_)) { "corridor-demo" } else { "corridor-data" };
    let given = Said { data: cli.data.clone(), format: cli.format, wait: cli.wait };
    let settings = Settings::new(given, matches, data)?;
    let output = Output::new(settings.format, cli.columns)?;
    let now = now();
    let desk = Desk::new(settings.data.clone(), Duration::from_secs(settings.wait));
    let act = Act {
        actor: Actor::local(whoami::username().unwrap_or_else(|_| "unknown".to_owned())),
        at: now.to_string(),
        today: Day::of(jiff::tz::Offset::UTC.to_datetime(now).date()),
        language: Language::ENGLISH,
        progress: Arc::new(Bars::default()),
    };
    match cli.command {
        Command::Import(args) => import::run(&desk, &act, &output, args),
        Command::Export(args) => export::run(&desk, &act, &output, args),
        Command::Report(args) => report::run(&desk, &act, &output, args),
        Command::Undo(args) => undo::run(&desk, &act, &output, &args),
        Command::Review(args) => review::run(&desk, &act, &output, args),
        Command::Template(args) => template::run(&output, &args),
        Command::NormalizeCsv(args) => normalize_csv::run(&output, args),
        Command::Search(args) => search::run(&desk, &act, &output, args),
        Command::Show(args) => show::run(&desk, &act, &output, args),
        Command::Config => config::run(&output, &settings),
        Command::Completions(args) => completions::run(&output, &args),
        Command::Man(args) => man::run(&output, &args),
        Command::Reindex => reindex::run(&desk, &act, &output),
        Command::Match(args) => r#match::run(&desk, &act, &output, &args),
        Command::Why(args) => why::run(&desk, &act, &output, &args),
        Command::Compare(args) => compare::run(&desk, &act, &output, args),
        Command::Harmonize(args) => harmonize::run(&desk, &act, &output, args),
        Command::Language(args) => language::run(&desk, &act, &output, args),
        Command::Plan(args) => plan::run(&desk, &act, &output, args),
        Command::Portability(args) => portability::run(&desk, &act, &output, args),
        Command::Audit(args) => audit::run(&desk, &act, &output, args),
        Command::Policy(command) => policy::run(&desk, &act, &output, command),
        Command::Rule(args) => rule::run(&desk, &act, &output, &args),
        Command::Dedupe(args) => dedupe::run(&desk, &act, &output, args),
        Command::Resolve(args) => resolve::run(&desk, &act, &output, args),
        Command::Doctor => doctor::run(&desk, &act, &output),
        Command::Generate(args) => generate::run(&act, &output, &args),
        Command::Demo(args) => demo::run(&desk, &act, &output, &args),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
fn now() -> jiff::Timestamp {
    let now = crate::fault::clock().unwrap_or_else(jiff::Timestamp::now);
    now.round(jiff::Unit::Second).unwrap_or_default()
}
