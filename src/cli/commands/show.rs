//! `corridor show`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::{decision, record as look};
use crate::model::{DecisionId, Kind, NotA};
use crate::ops::show::{self, Options};
use crate::ops::{Act, Desk};
use clap::Args;
use std::str::FromStr;

#[derive(Debug, Args)]
#[command(after_help = "\
A record about a person comes without what tells who the person is: names, contacts, date of birth, numbers of \
documents, employers and free text. `--identified` with a purpose shows these as well, and the look is written into the \
audit log.")]
pub(super) struct ShowArgs {
    /// The kind: `decision`, `worker`, `opening`, `placement`, … (`corridor template` lists them)
    kind: What,
    /// The identifier of the record; for a kind of parts (`license`, `cost`, …) the identifier of their whole
    id: String,
    /// Show what tells who a person is; recorded in the audit log
    #[arg(long, requires = "purpose")]
    identified: bool,
    /// What the personal data is for, for the audit log
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
}

/// What is shown.
#[derive(Debug, Clone, Copy)]
enum What {
    /// A record of a kind.
    Record(Kind),
    /// A recorded decision.
    Decision,
}

impl FromStr for What {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        if text.eq_ignore_ascii_case("decision") {
            Ok(Self::Decision)
        } else {
            text.parse().map(Self::Record)
        }
    }
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: ShowArgs) -> Outcome {
    let kind = match args.kind {
        What::Record(kind) => kind,
        What::Decision => {
            let reply = show::decision(desk, act, args.id.parse::<DecisionId>()?)?;
            output.print(&reply, || decision::rows(&reply), || decision::describe(&reply))?;
            return Ok(Exit::Done);
        }
    };
    let options = Options { kind, id: args.id, identified: args.identified, purpose: args.purpose };
    let reply = show::show(desk, act, &options)?;
    output.print(&reply, || look::rows(&reply), || look::describe(&reply))?;
    Ok(Exit::Done)
}
