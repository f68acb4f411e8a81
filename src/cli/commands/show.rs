//! `corridor show`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::{decision, record as look};
use crate::model::{DecisionId, Kind, NotA};
use crate::ops::show::{self, ShowOptions};
use crate::ops::{Act, Desk};
use clap::Args;
use std::str::FromStr;

#[derive(Debug, Args)]
#[command(after_help = "\
A record about a person is shown blind. Names, contacts, birth date, sex, nationalities, document numbers, employers and free \
text are left out. `--identified` with a purpose shows these as well, and the audit log notes the look.")]
pub(super) struct ShowArgs {
    /// Show a record of this kind: `worker`, `opening`, `decision`, … (`corridor template` lists the kinds)
    kind: What,
    /// Show the record with this identifier; for parts such as `license`, give the identifier of their worker
    id: String,
    /// Show personal data as well; the audit log keeps the purpose
    #[arg(long, requires = "purpose")]
    identified: bool,
    /// State the purpose of the personal data, for the audit log
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
    let options = ShowOptions { kind, id: args.id, identified: args.identified, purpose: args.purpose };
    let reply = show::show(desk, act, &options)?;
    output.print(&reply, || look::rows(&reply), || look::describe(&reply))?;
    Ok(Exit::Done)
}
