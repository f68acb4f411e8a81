//! `corridor undo`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::show::undo as show;
use crate::ops::{Act, Desk, undo};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// Undo this batch, such as B-0001
    batch: String,
    /// Undo first, newest first, the later batches that changed its records
    #[arg(long)]
    cascade: bool,
}

pub(super) fn run(desk: &Desk, act: &Act, output: &Output, args: &UndoArgs) -> Outcome {
    output.expect(&show::HEADERS)?;
    let undone = undo::undo(desk, act, &args.batch, args.cascade)?;
    output.print(&undone, || show::rows(&undone), || show::describe(&undone))?;
    Ok(Exit::Done)
}
