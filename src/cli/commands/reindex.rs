//! `corridor reindex`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::{Context, catch_up};

pub(super) fn run(context: &Context<'_>, format: Format) -> Outcome {
    let standings = catch_up::reindex(context)?;
    match format {
        Format::Json => render::json(&standings)?,
        _ => {
            for standing in &standings {
                render::text(&format!(
                    "{}: {} documents, at sequence number {}",
                    standing.kind, standing.written, standing.index_seq
                ))?;
            }
        }
    }
    Ok(Exit::Done)
}
