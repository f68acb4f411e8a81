//! One file per command.

mod audit;
mod compare;
mod dedupe;
mod demo;
mod doctor;
mod export;
mod generate;
mod import;
mod language;
mod matching;
mod normalize_csv;
mod plan;
mod policy;
mod portability;
mod reindex;
mod report;
mod resolve;
mod review;
mod rule;
mod search;
mod template;
mod undo;

use super::args::{Cli, Command};
use super::exit::Exit;
use super::progress::Bars;
use crate::model::Day;
use crate::ops::Context;
use std::time::Duration;

/// What a command returns.
pub(super) type Outcome = Result<Exit, Box<dyn std::error::Error>>;

/// Runs a command.
pub(super) fn run(cli: Cli) -> Outcome {
    let bars = Bars::default();
    let now = now();
    let context = Context {
        data: cli.data,
        actor: actor(),
        today: Day::of(jiff::tz::Offset::UTC.to_datetime(now).date()),
        now: now.to_string(),
        patience: Duration::from_secs(cli.wait),
        progress: &bars,
    };
    match cli.command {
        Command::Import(args) => import::run(&context, cli.format, args),
        Command::Export(args) => export::run(&context, cli.format, args),
        Command::Report(args) => report::run(&context, cli.format, args),
        Command::Undo(args) => undo::run(&context, cli.format, &args),
        Command::Review(args) => review::run(&context, cli.format, args),
        Command::Template(args) => template::run(&args),
        Command::NormalizeCsv(args) => normalize_csv::run(cli.format, &args),
        Command::Search(args) => search::run(&context, cli.format, args),
        Command::Reindex => reindex::run(&context, cli.format),
        Command::Match(args) => matching::run(&context, cli.format, &args),
        Command::Why(args) => matching::why(&context, cli.format, &args),
        Command::Compare(args) => compare::run(&context, cli.format, args),
        Command::Harmonize(args) => compare::harmonize(&context, cli.format, args),
        Command::Language(args) => language::run(&context, cli.format, args),
        Command::Plan(args) => plan::run(&context, cli.format, args),
        Command::Portability(args) => portability::run(&context, cli.format, args),
        Command::Audit(args) => audit::run(&context, cli.format, args),
        Command::Policy(command) => policy::run(&context, cli.format, command),
        Command::Rule(args) => rule::run(&context, args.id.as_deref()),
        Command::Dedupe(args) => dedupe::run(&context, cli.format, args),
        Command::Resolve(args) => resolve::run(&context, cli.format, args),
        Command::Doctor => doctor::run(&context, cli.format),
        Command::Generate(args) => generate::run(&context, &args),
        Command::Demo(args) => demo::run(context, &args),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default()
}

/// The operating system's user. Anyone who can run the program can be any user to it.
fn actor() -> String {
    format!("{} (unauthenticated)", whoami::username().unwrap_or_else(|_| "unknown".to_owned()))
}
