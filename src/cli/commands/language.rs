//! `corridor language`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Rows};
use crate::cli::show::language as show;
use crate::cli::values;
use crate::model::{Country, Day, Evidence, Isco08, Language, Subdivision};
use crate::ops::language::{LanguageDestination, LanguageHolder};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
One route of a regulator suffices, and every regulator named must be satisfied. A rule in two parts needs both parts. The answer is \
met, unmet (with the distance) or unknown (with the fact that would settle it). Each answer has its row, source and confidence. \
Rows of low confidence are shown and decide nothing. Two sittings of a test count together where the row says so. The next step \
is the least effort that meets the rule, from showing a document to a test in a new language.

Certificates are read as people write them. Separate several with semicolons, or repeat the flag: \
`--certificates 'OET 12/2025: L 360 R 350 W 290 S 360; IELTS Academic 7.0 (7.5 7.0 6.0 7.0), 2026-02-01'`. They count as seen \
documents unless `--self-declared` is given.")]
pub(super) struct LanguageArgs {
    /// Check the certificates of this worker of the store
    #[arg(long, value_name = "WORKER", conflicts_with_all = ["certificates", "trained_in", "instruction"])]
    worker: Option<String>,
    /// Check these certificates, as they stand in a CV. Repeat the flag for more
    #[arg(long, value_name = "TEXT", required_unless_present = "worker")]
    certificates: Vec<String>,
    /// Treat certificates and training as statements of the worker without documents
    #[arg(long, conflicts_with = "worker")]
    self_declared: bool,
    /// State the country of the professional training
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    trained_in: Option<Country>,
    /// State the language of the professional training
    #[arg(long, value_name = "LANGUAGE", value_parser = values::language)]
    instruction: Option<Language>,
    /// Apply the rules of this country of the job
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    destination: Country,
    /// Apply the rules of this region, such as DE-BY or CA-ON
    #[arg(long, value_name = "REGION")]
    region: Option<Subdivision>,
    /// Apply the rules of this occupation, a title or an ISCO-08 code [default: the worker's]
    #[arg(long, value_name = "OCCUPATION", required_unless_present = "worker", value_parser = values::occupation)]
    occupation: Option<Isco08>,
    /// Check only this regulator, by its name in the table
    #[arg(long, value_name = "REGULATOR")]
    regulator: Option<String>,
    /// Apply the rules of this day of the application [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
    /// Show all routes with their rows, not only the nearest
    #[arg(long)]
    all_routes: bool,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: LanguageArgs) -> Outcome {
    let evidence = if args.self_declared { Evidence::SelfDeclared } else { Evidence::DocumentSeen };
    let holder = match args.worker {
        Some(id) => LanguageHolder::Worker(id),
        None => LanguageHolder::Written {
            certificates: args.certificates,
            trained_in: args.trained_in,
            instruction: args.instruction,
            evidence,
        },
    };
    let to = LanguageDestination {
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
