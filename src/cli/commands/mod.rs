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
mod table;
mod template;
mod undo;

use super::args::{Cli, Command};
use super::exit::Exit;
use super::progress::Bars;
use crate::model::{Actor, Day, Language};
use crate::ops::{Act, Desk};
use std::sync::Arc;
use std::time::Duration;

/// What a command returns.
pub(super) type Outcome = Result<Exit, Box<dyn std::error::Error>>;

/// Runs a command.
pub(super) fn run(cli: Cli) -> Outcome {
    let now = now();
    let desk = Desk::new(cli.data, Duration::from_secs(cli.wait));
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
        Command::Match(args) => matching::run(&desk, &act, cli.format, &args),
        Command::Why(args) => matching::why(&desk, &act, cli.format, &args),
        Command::Compare(args) => compare::run(&desk, &act, cli.format, args),
        Command::Harmonize(args) => compare::harmonize(&desk, &act, cli.format, args),
        Command::Language(args) => language::run(&desk, &act, cli.format, args),
        Command::Plan(args) => plan::run(&desk, &act, cli.format, args),
        Command::Portability(args) => portability::run(&act, cli.format, args),
        Command::Audit(args) => audit::run(&desk, &act, cli.format, args),
        Command::Policy(command) => policy::run(&desk, &act, cli.format, command),
        Command::Rule(args) => rule::run(&desk, args.id.as_deref()),
        Command::Dedupe(args) => dedupe::run(&desk, &act, cli.format, args),
        Command::Resolve(args) => resolve::run(&desk, &act, cli.format, args),
        Command::Doctor => doctor::run(&desk, &act, cli.format),
        Command::Generate(args) => generate::run(&act, &args),
        Command::Demo(args) => demo::run(&desk, &act, &args),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default()
}
