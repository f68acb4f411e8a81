//! `corridor doctor`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::doctor as show;
use crate::cli::values;
use crate::model::Day;
use crate::ops::{Act, Desk, doctor};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// List the reference tables and rows that are due to be looked up again, with source and what to look for
    #[arg(long)]
    stale: bool,
    /// Judge the tables by this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    as_of: Option<Day>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &DoctorArgs) -> Outcome {
    let reply = doctor::doctor(desk, act, args.as_of)?;
    if args.stale {
        output.print(&reply, || show::due_rows(&reply), || show::describe_due(&reply))?;
    } else {
        output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    }
    Ok(Exit::found(reply.is_ill()))
}
