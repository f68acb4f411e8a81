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
mod placements;
mod plan;
mod policy;
mod portability;
mod reading;
mod reindex;
mod replay;
mod report;
mod resolve;
mod review;
mod rule;
mod saving;
mod search;
mod show;
mod template;
mod terms;
mod undo;
mod watch;
mod why;

use super::config::{ConfigError, Said, Settings};
use super::exit::Exit;
use super::output::Output;
use super::progress::Bars;
use crate::cli::render::{self, Format};
use crate::model::{Actor, Day, Language};
use crate::ops::{Act, Desk};
use crate::policy::StoodInPack;
use clap::{ArgMatches, CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The heading of the flags that every command has.
const GLOBAL: &str = "Global options";

/// Match health workers to job openings abroad, with ethical-recruitment flags and benefit portability.
#[derive(Debug, Parser)]
#[command(
    name = "corridor",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "\
Exit codes: 0 done, 1 done with findings, 2 not done, 130 interrupted. Findings are rejected rows, broken rules or an altered \
log. After an error or an interruption nothing has changed.

A file `corridor.toml` can set `data`, `format` and `wait`. The working directory, its parents and the user's configuration \
directory are searched for the file. `corridor config` shows which settings hold, and why."
)]
pub(in crate::cli) struct Cli {
    /// Keep the store and its indexes in this directory [default: corridor-data; for `demo`: corridor-demo]
    #[arg(long, global = true, env = "CORRIDOR_DATA", value_name = "DIR", help_heading = GLOBAL)]
    pub(in crate::cli) data: Option<PathBuf>,
    /// Print tables for people, or JSON or CSV for programs [default: table]
    #[arg(long, global = true, value_enum, value_name = "FORMAT", help_heading = GLOBAL)]
    pub(in crate::cli) format: Option<Format>,
    /// Show only these columns of tables and CSV, in this order: `a,b,c`
    #[arg(long, global = true, value_delimiter = ',', value_name = "COLUMNS", help_heading = GLOBAL)]
    columns: Vec<String>,
    /// Wait this many seconds for another process that is writing [default: 60]
    #[arg(long, global = true, value_name = "SECONDS", help_heading = GLOBAL)]
    pub(in crate::cli) wait: Option<u64>,
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Show the main job on synthetic data: import, shortlist, flags, benefits and audit
    Demo(demo::DemoArgs),
    /// Import files as one batch: sound rows go in, the others come back with a reason for each cell
    Import(import::ImportArgs),
    /// Export the records of a kind as CSV or JSON, in the order of their identifiers
    Export(export::ExportArgs),
    /// Show the report of an imported batch, or write the report as a page
    Report(report::ReportArgs),
    /// Undo a batch and restore what was there before
    Undo(undo::UndoArgs),
    /// Decide about workers that may be one person: merge them, keep them apart, or take a decision back
    Review(review::ReviewArgs),
    /// Print an empty file of a kind: its header and an example row
    Template(template::TemplateArgs),
    /// Write the table of any file as plain CSV, and report how the file was understood
    NormalizeCsv(normalize_csv::NormalizeCsvArgs),
    /// Find workers (blind), openings, curricula or language certificates by words
    Search(search::SearchArgs),
    /// List what entered or left the answers to saved searches since your last look, and why
    Watch(watch::WatchArgs),
    /// Show one record with its parts; a person is shown blind unless a purpose is given
    Show(show::ShowArgs),
    /// Rebuild the search indexes and the packed profiles from the store
    Reindex,
    /// Rank workers for an opening, or openings for a worker, with reasons, flags and benefits
    Match(r#match::MatchArgs),
    /// Explain what decides about one worker and one opening, and what would change it
    Why(why::WhyArgs),
    /// Check a regulator's language rule: the route that meets it, or what is missing and the cheapest next step
    Language(language::LanguageArgs),
    /// Compare a curriculum or a worker's qualification with the rule of a destination, subject by subject
    Compare(compare::CompareArgs),
    /// Compare all curricula of an occupation with all destinations, and find the 100 hours that would open most openings
    Harmonize(harmonize::HarmonizeArgs),
    /// Plan the steps that make a worker ready for an opening or a destination
    Plan(plan::PlanArgs),
    /// Show what a worker keeps of pension, medical and life cover along a corridor
    Portability(portability::PortabilityArgs),
    /// Judge placements by the rules of their day, or verify the audit log
    Audit(audit::AuditArgs),
    /// Ask the question of a recorded ranking again, and show what comes out otherwise
    Replay(replay::ReplayArgs),
    /// Explain what a rule or a code means, why the rule exists, and where it comes from
    Rule(rule::RuleArgs),
    /// List, show, compare, check, test or copy policy packs
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Find records of the same person in the store, in a table of people, or across two tables
    Dedupe(dedupe::DedupeArgs),
    /// Resolve texts to countries, occupations, certificates, regulators, schools and other things
    Resolve(resolve::ResolveArgs),
    /// Check that the store is whole and its indexes are up to date; print the editions in use
    Doctor(doctor::DoctorArgs),
    /// Write synthetic workers, openings, organizations and curricula
    Generate(generate::GenerateArgs),
    /// Show the settings that hold, and where each of them comes from
    Config,
    /// Print the script that completes commands and flags in a shell
    Completions(completions::CompletionsArgs),
    /// Write the manual pages of all commands into a directory
    Man(man::ManArgs),
}

/// What a command returns.
pub(super) type Outcome = Result<Exit, Box<dyn std::error::Error>>;

/// Whether the arguments are `help query`: a page of its own, since the language belongs to several commands.
pub(in crate::cli) fn asks_for_query_page(args: impl Iterator<Item = std::ffi::OsString>) -> bool {
    args.eq(["help", "query"])
}

/// Prints the page about the search language.
pub(in crate::cli) fn query_page() -> Exit {
    match super::render::text(crate::query::PAGE) {
        Err(error) if !super::exit::is_broken_pipe(&error) => Exit::Error,
        _ => Exit::Done,
    }
}

/// The arguments as clap reads them, with the examples of each command.
pub(in crate::cli) fn command() -> clap::Command {
    examples::with_examples(Cli::command())
}

/// The settings of this run.
///
/// # Errors
/// [`ConfigError`] when the file of settings cannot be used.
pub(super) fn settings(cli: &Cli, matches: &ArgMatches) -> Result<Settings, ConfigError> {
    let data = if matches!(cli.command, Command::Demo(_)) { "corridor-demo" } else { "corridor-data" };
    let given = Said { data: cli.data.clone(), format: cli.format, wait: cli.wait };
    Settings::new(given, matches, data)
}

/// Runs a command.
pub(super) fn run(cli: Cli, settings: &Settings) -> Outcome {
    let output = Output::new(settings.format, cli.columns, cli.format.is_some())?;
    let now = now();
    let desk = Desk::new(settings.data.clone(), Duration::from_secs(settings.wait));
    let act = Act {
        actor: Actor::local(whoami::username().unwrap_or_else(|_| "unknown".to_owned())),
        at: now.to_string(),
        today: Day::of(jiff::tz::Offset::UTC.to_datetime(now).date()),
        language: Language::ENGLISH,
        progress: Arc::new(Bars::default()),
    };
    let done = match cli.command {
        Command::Import(args) => import::run(&desk, &act, &output, args),
        Command::Export(args) => export::run(&desk, &act, &output, args),
        Command::Report(args) => report::run(&desk, &act, &output, args),
        Command::Undo(args) => undo::run(&desk, &act, &output, &args),
        Command::Review(args) => review::run(&desk, &act, &output, args),
        Command::Template(args) => template::run(&output, &args),
        Command::NormalizeCsv(args) => normalize_csv::run(&output, args),
        Command::Search(args) => search::run(&desk, &act, &output, args),
        Command::Watch(args) => watch::run(&desk, &act, &output, args),
        Command::Show(args) => show::run(&desk, &act, &output, args),
        Command::Config => config::run(&output, settings),
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
        Command::Replay(args) => replay::run(&desk, &act, &output, &args),
        Command::Policy(command) => policy::run(&desk, &act, &output, command),
        Command::Rule(args) => rule::run(&desk, &act, &output, &args),
        Command::Dedupe(args) => dedupe::run(&desk, &act, &output, args),
        Command::Resolve(args) => resolve::run(&desk, &act, &output, args),
        Command::Doctor(args) => doctor::run(&desk, &act, &output, &args),
        Command::Generate(args) => generate::run(&act, &output, &args),
        Command::Demo(args) => demo::run(&desk, &act, &output, &args),
    };
    for StoodInPack { pack, edition, sha256, file, line, problem } in desk.packs_stood_in() {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        render::note(&format!(
            "{file}{line}: {problem}; the pack `{pack}` judged as it was before: edition {edition}, {sha256}"
        ));
    }
    done
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
fn now() -> jiff::Timestamp {
    let now = crate::fault::clock().unwrap_or_else(jiff::Timestamp::now);
    now.round(jiff::Unit::Second).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::long_sentences;
    use clap::Command;

    /// The verbs with which help begins: what a command or a flag does.
    const VERBS: &[&str] = &[
        "Accept", "Add", "Apply", "Ask", "Assign", "Check", "Choose", "Compare", "Copy", "Count", "Date",
        "Decide", "Explain", "Export", "Find", "Generate", "Import", "Judge", "Keep", "Leave", "List",
        "List,", "Map", "Match", "Merge", "Plan", "Print", "Prove", "Put", "Rank", "Read", "Rebuild",
        "Refuse", "Reject", "Report", "Resolve", "Review", "Search", "Show", "Sign", "Start", "State", "Sum",
        "Take", "Test", "Treat", "Run", "Undo", "Update", "Verify", "Wait", "Write",
    ];

    /// Every command with its path, but for clap's own `help`.
    fn all(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
        found.push((path.to_owned(), command.clone()));
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            all(below, &format!("{path} {}", below.get_name()), found);
        }
    }

    fn commands() -> Vec<(String, Command)> {
        let mut found = Vec::new();
        let mut command = command();
        command.build();
        all(&command, "corridor", &mut found);
        found
    }

    #[test]
    fn every_help_text_begins_with_a_verb_and_keeps_its_sentences_short() {
        let mut faults = Vec::new();
        let mut check = |place: String, text: String, verb: bool| {
            let first = text.split_whitespace().next().unwrap_or_default();
            if verb && !VERBS.contains(&first) {
                faults.push(format!("{place} begins with no verb: {text}"));
            }
            faults.extend(long_sentences(&text).into_iter().map(|long| format!("{place} is long: {long}")));
        };
        for (path, command) in commands() {
            check(path.clone(), command.get_about().map(ToString::to_string).unwrap_or_default(), true);
            for text in [command.get_long_about(), command.get_after_help(), command.get_after_long_help()] {
                let text = text.map(ToString::to_string).unwrap_or_default().replace("\n\n", ".\n");
                // Examples are lines of their own.
                let prose = text.lines().filter(|line| !line.starts_with("  ") && *line != "Examples:");
                check(path.clone(), prose.collect::<Vec<_>>().join(" "), false);
            }
            for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
                if ["help", "version"].contains(&arg.get_id().as_str()) {
                    continue;
                }
                let place = format!("{path} {}", arg.get_id());
                check(place.clone(), arg.get_help().map(ToString::to_string).unwrap_or_default(), true);
                let long = arg.get_long_help().map(ToString::to_string).unwrap_or_default();
                check(place, long, false);
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn values_are_named_by_words() {
        for (path, command) in commands() {
            for arg in command.get_arguments() {
                let valued = arg.get_action().takes_values();
                for name in arg.get_value_names().into_iter().flatten().filter(|_| valued) {
                    let word = |part: &str| {
                        !["CC", "XX", "ISCO", "N", "K"].contains(&part)
                            && part.chars().all(|c| c.is_ascii_uppercase())
                    };
                    let mut words = name.split(['=', '_']);
                    assert!(words.all(word), "{path} {}: <{name}>", arg.get_id());
                }
            }
        }
    }

    #[test]
    fn own_flags_stand_before_those_of_every_command() {
        for (path, command) in commands().into_iter().skip(1) {
            for arg in command.get_arguments() {
                let global = ["data", "format", "columns", "wait"].contains(&arg.get_id().as_str());
                assert_eq!(arg.get_help_heading() == Some(GLOBAL), global, "{path} {}", arg.get_id());
            }
        }
    }
}
