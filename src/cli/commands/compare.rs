//! `corridor compare`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Rows};
use crate::cli::show::compare as show;
use crate::cli::values;
use crate::model::{Country, Day, Isco08, Subdivision};
use crate::ops::compare::{self, ComparedSubject, Destination};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
Each requirement of the rule is met, typically met, short by a number, missing or unknown. Typically met means that the national \
program meets the requirement and the person's papers do not show it. Courses count for harmonized subjects by their names. A \
course of two subjects is shared between them, and general education does not count. Credits become hours by the local rule \
only. The rule is the one in force when the training began, if that day is known. Some destinations decide by examination or \
academic level, and the reply says so.")]
pub(super) struct CompareArgs {
    /// Compare this curriculum of the store
    #[arg(long, value_name = "CURRICULUM", required_unless_present = "worker")]
    curriculum: Option<String>,
    /// Compare the qualification of this worker of the store
    #[arg(long, value_name = "WORKER", conflicts_with = "curriculum")]
    worker: Option<String>,
    /// Choose the qualification with this title [default: the one that a match goes by]
    #[arg(long, value_name = "TITLE", requires = "worker")]
    qualification: Option<String>,
    /// Apply the rule of this country of the job, or of the directives of the Union with `EU`
    #[arg(long, value_name = "COUNTRY", value_parser = values::training_place)]
    destination: Country,
    /// Apply the rule of this region, such as DE-BY
    #[arg(long, value_name = "REGION")]
    region: Option<Subdivision>,
    /// Apply the rule of this occupation, a title or an ISCO-08 code [default: that of the training]
    #[arg(long, value_name = "OCCUPATION", value_parser = values::occupation)]
    occupation: Option<Isco08>,
    /// Apply the rule of this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: CompareArgs) -> Outcome {
    let subject = match (args.curriculum, args.worker) {
        (Some(id), _) => ComparedSubject::Curriculum(id),
        (None, worker) => {
            ComparedSubject::Qualification { worker: worker.unwrap_or_default(), title: args.qualification }
        }
    };
    let to = Destination {
        country: args.destination,
        region: args.region,
        occupation: args.occupation,
        as_of: args.as_of.unwrap_or(act.today),
    };
    let reply = compare::compare(desk, act, &subject, &to)?;
    output.print(
        &reply,
        || Rows::new(&show::HEADERS, show::rows(&reply.comparison)),
        || show::describe(&reply),
    )?;
    Ok(Exit::Done)
}
