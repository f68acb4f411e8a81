//! `corridor harmonize`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::render;
use crate::cli::show;
use crate::cli::values;
use crate::curricula::harmonize::HarmonizeQuestion;
use crate::model::{Country, Day, Isco08};
use crate::ops::{Act, Desk, harmonize};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct HarmonizeArgs {
    /// Compare the curricula of this occupation, a title or an ISCO-08 code
    #[arg(long, value_name = "OCCUPATION", value_parser = values::occupation)]
    occupation: Isco08,
    /// Compare only the curricula of this country
    #[arg(long, value_name = "COUNTRY", value_parser = values::country)]
    origin: Option<Country>,
    /// Compare with this destination, or with the directives of the Union with `EU`; repeat the flag for more [default: all destinations of the tables]
    #[arg(long, value_name = "COUNTRY", value_parser = values::training_place)]
    destination: Vec<Country>,
    /// Write the matrix to this HTML page, which opens without a network
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Apply the rules of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: HarmonizeArgs) -> Outcome {
    let question = HarmonizeQuestion {
        occupation: args.occupation,
        origin: args.origin,
        destinations: args.destination,
        as_of: args.as_of.unwrap_or(act.today),
    };
    let reply = harmonize::harmonize(desk, act, &question)?;
    if let Some(path) = args.html {
        let page = crate::report::heat(&reply);
        crate::cli::out::whole(&path, page)?;
        render::note(&format!("written to {}", crate::cli::out::name(&path)));
    }
    output.print(&reply, || show::harmonize::rows(&reply), || show::harmonize::matrix(&reply))?;
    Ok(Exit::Done)
}
