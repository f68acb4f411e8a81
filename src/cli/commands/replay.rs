//! `corridor replay`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::replay as show;
use crate::model::DecisionId;
use crate::ops::replay::ReplayOf;
use crate::ops::{Act, Desk, replay};
use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
The scores are computed anew from the stored parts. Then the question is asked again, of the records as they are now or, with \
--ranking, as the decision saw them. Packs and program are those of now. Each difference names what may have moved it: `facts`, \
`packs`, `program`, `tables` or `gone`, which is an erased record. The exit code is 1 where something differs.")]
pub(super) struct ReplayArgs {
    /// Ask the question of this decision again, such as `D-0001`
    decision: String,
    /// Ask of the records as they were at the sequence number of the decision, not as they are now
    #[arg(long)]
    ranking: bool,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &ReplayArgs) -> Outcome {
    let of = if args.ranking { ReplayOf::Then } else { ReplayOf::Now };
    let reply = replay::replay(desk, act, args.decision.parse::<DecisionId>()?, of)?;
    output.print(&reply, || show::rows(&reply), || show::describe(&reply))?;
    Ok(Exit::found(!reply.scores_agree || !reply.differences.is_empty()))
}
