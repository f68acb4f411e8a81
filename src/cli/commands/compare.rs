//! `corridor compare`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::{Output, Rows};
use crate::cli::show::compare as show;
use crate::cli::values;
use crate::model::{Country, Day, Isco08, Subdivision};
use crate::ops::compare::{self, Destination, Subject};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
Each requirement of the destination's rule is met, typically met (by the national program, not by the person's papers), short \
by a number, missing (a subject), or unknown. Courses are brought to the harmonized subjects by their names; a course of two \
subjects is shared between them; general education is left out; credits become hours by the local rule only. The rule is the \
one in force when the training began, if that is known. A destination that decides by examination or academic level says so.")]
pub(super) struct CompareArgs {
    /// A curriculum of the store
    #[arg(long, value_name = "ID", required_unless_present = "worker")]
    curriculum: Option<String>,
    /// A worker of the store, whose qualification is compared
    #[arg(long, value_name = "ID", conflicts_with = "curriculum")]
    worker: Option<String>,
    /// The title of the qualification, where the worker has several
    #[arg(long, value_name = "TITLE", requires = "worker")]
    qualification: Option<String>,
    /// Country of the job
    #[arg(long, value_name = "CC", value_parser = values::country)]
    destination: Country,
    /// Region with rules of its own
    #[arg(long, value_name = "CC-XX")]
    region: Option<Subdivision>,
    /// Occupation as ISCO-08 code [default: that of the training]
    #[arg(long, value_name = "ISCO", value_parser = values::occupation)]
    occupation: Option<Isco08>,
    /// The day asked [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: CompareArgs) -> Outcome {
    let subject = match (args.curriculum, args.worker) {
        (Some(id), _) => Subject::Curriculum(id),
        (None, worker) => {
            Subject::Qualification { worker: worker.unwrap_or_default(), title: args.qualification }
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
