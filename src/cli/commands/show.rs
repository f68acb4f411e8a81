//! `corridor show`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::record as look;
use crate::model::Kind;
use crate::ops::show::{self, Options};
use crate::ops::{Act, Desk};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
A record about a person comes without what tells who the person is: names, contacts, date of birth, numbers of \
documents, employers and free text. `--identified` with a purpose shows these as well, and the look is written into the \
audit log.")]
pub(super) struct ShowArgs {
    /// The kind: `worker`, `opening`, `placement`, … (`corridor template` lists them)
    kind: Kind,
    /// The identifier of the record; for a kind of parts (`license`, `cost`, …) the identifier of their whole
    id: String,
    /// Show what tells who a person is; recorded in the audit log
    #[arg(long, requires = "purpose")]
    identified: bool,
    /// What the personal data is for, for the audit log
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ShowArgs) -> Outcome {
    let options =
        Options { kind: args.kind, id: args.id, identified: args.identified, purpose: args.purpose };
    let reply = show::show(desk, act, &options)?;
    output.print(&reply, || look::rows(&reply), || look::describe(&reply))?;
    Ok(Exit::Done)
}
