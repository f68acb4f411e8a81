//! `corridor reindex`

use super::Outcome;
use crate::cli::exit::Exit;
use crate::cli::render::{self, Format};
use crate::ops::{Act, Desk, catch_up};

pub(super) fn run(desk: &Desk, act: &Act, format: Format) -> Outcome {
    let standings = catch_up::reindex(desk, act)?;
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
