//! `corridor language`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Rows};
use crate::cli::show::language as show;
use crate::cli::values;
use crate::model::{Country, Day, Evidence, Isco08, Language, Subdivision};
use crate::ops::language::{Destination, Holder};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
The routes of one regulator are alternatives, all regulators named must be met, and a rule in two parts needs \
both. Answers: met, unmet (by how little) or unknown (with the fact that would settle it); each with its row, source and \
confidence. Rows of low confidence are told and decide nothing. Two sittings of a test count together where the row says \
so. The day asked is the day of the application. The next step is the one of least effort that makes the rule met: have a \
document seen, state a fact, take a test again to combine it with a sitting held, the missing part of a rule in two parts, a \
test again, another test in the language, a new language.

Certificates are read as people write them, parted by semicolons or each with its own --certificates: \
`--certificates 'OET 12/2025: L 360 R 350 W 290 S 360; IELTS Academic 7.0 (7.5 7.0 6.0 7.0), 2026-02-01'`. They count as seen \
unless --self-declared says otherwise.")]
pub(super) struct LanguageArgs {
    /// A worker of the store
    #[arg(long, value_name = "ID", conflicts_with_all = ["certificates", "trained_in", "instruction"])]
    worker: Option<String>,
    /// Certificates as written on a CV; may be repeated
    #[arg(long, value_name = "TEXT", required_unless_present = "worker")]
    certificates: Vec<String>,
    /// The certificates and the training are the worker's own word
    #[arg(long, conflicts_with = "worker")]
    self_declared: bool,
    /// Country of the professional training
    #[arg(long, value_name = "CC", value_parser = values::country)]
    trained_in: Option<Country>,
    /// Language of the professional training
    #[arg(long, value_name = "LANGUAGE", value_parser = values::language)]
    instruction: Option<Language>,
    /// Country of the job
    #[arg(long, value_name = "CC", value_parser = values::country)]
    destination: Country,
    /// Region with rules of its own: DE-BY, CA-ON
    #[arg(long, value_name = "CC-XX")]
    region: Option<Subdivision>,
    /// Occupation as ISCO-08 code [default: the worker's]
    #[arg(long, value_name = "ISCO", required_unless_present = "worker", value_parser = values::occupation)]
    occupation: Option<Isco08>,
    /// Only this regulator, by its name in the table
    #[arg(long, value_name = "NAME")]
    regulator: Option<String>,
    /// The day of the application [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
    /// Show all routes and their rows, not only the nearest
    #[arg(long)]
    all_routes: bool,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: LanguageArgs) -> Outcome {
    let evidence = if args.self_declared { Evidence::SelfDeclared } else { Evidence::DocumentSeen };
    let holder = match args.worker {
        Some(id) => Holder::Worker(id),
        None => Holder::Written {
            certificates: args.certificates,
            trained_in: args.trained_in,
            instruction: args.instruction,
            evidence,
        },
    };
    let to = Destination {
        country: args.destination,
        region: args.region,
        occupation: args.occupation,
        regulator: args.regulator,
        as_of: args.as_of.unwrap_or(act.today),
    };
    let reply = crate::ops::language::language(desk, act, &holder, &to)?;
    output.print(
        &reply,
        || Rows::new(&show::HEADERS, show::rows(&reply)),
        || show::describe(&reply, args.all_routes),
    )?;
    Ok(Exit::Done)
}
