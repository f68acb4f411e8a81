//! `corridor undo`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::{Act, Desk, undo};
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// The batch, as import printed it: B-0001
    batch: String,
    /// Undo later batches that changed its records first, newest first
    #[arg(long)]
    cascade: bool,
}

pub(super) fn run(desk: &Desk, act: &Act, format: Format, args: &UndoArgs) -> Outcome {
    let undone = undo::undo(desk, act, &args.batch, args.cascade)?;
    match format {
        Format::Json => render::json(&undone)?,
        _ => {
            for one in &undone {
                render::text(&format!(
                    "{} undone: {} records removed, {} restored to their former version",
                    one.batch, one.removed, one.restored
                ))?;
            }
        }
    }
    Ok(Exit::Done)
}
